"""Money as cash flows: worked cases, each reckoned by hand in its comment."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finadvies.mix.cashflow import Charge, Instalment, Rates, Terms, cost_over, cost_until, flows, joined, rates, schedule

SIX = Decimal("0.06")
FIVE_YEARS = Terms(SIX, 60)


def cents(text: str) -> Decimal:
    return Decimal(text)


def yearly(amount: int, terms: Terms) -> Rates:
    found = rates(flows(amount, schedule(amount, terms)))
    assert found is not None
    return found


# -- repayment -----------------------------------------------------------------------------------------------------------------


def test_an_annuity_is_paid_in_equal_months() -> None:
    # 100,000 x 0.005 / (1 - 1.005^-60) = 500 / (1 - 0.741372) = 1,933.28.
    months = schedule(100_000, FIVE_YEARS)

    assert {month.paid for month in months[1:-1]} == {cents("1933.28")}
    assert (months[1].interest, months[1].repaid) == (cents("500.00"), cents("1433.28"))
    # The last instalment takes the cents that rounding left.
    assert abs(months[-1].paid - cents("1933.28")) < 1


def test_a_linear_loan_repays_the_same_every_month() -> None:
    # 120,000 / 60 = 2,000; interest 600 in the first month, 590 in the second, 10 in the last.
    months = schedule(120_000, Terms(SIX, 60, "linear"))

    assert {month.repaid for month in months[1:]} == {2000}
    assert [months[n].interest for n in (1, 2, 60)] == [600, 590, 10]
    # Interest in all: 600 + 590 + ... + 10 = 60 x 305.
    assert cost_until(months, 60) == 18_300


def test_a_linear_loan_laid_out_over_a_longer_time_leaves_the_rest_for_the_end() -> None:
    # 240,000 over 240 months is 1,000 a month; after 120 months 121,000 goes in the last one: 240,000 - 119 x 1,000.
    months = schedule(240_000, Terms(SIX, 120, "linear", linear_over=240))

    assert months[1].repaid == 1000
    assert months[120].repaid == 121_000


def test_interest_only_repays_all_at_the_end() -> None:
    months = schedule(100_000, Terms(SIX, 60, "at_end"))

    assert {month.paid for month in months[1:-1]} == {500}
    assert months[60].paid == 100_500


def test_a_lease_with_a_residual_value_is_lower_a_month() -> None:
    # (100,000 - 20,000 x 1.005^-60) x 0.005 / (1 - 1.005^-60) = 85,172.56 x 0.005 / 0.258628 = 1,646.62.
    months = schedule(100_000, Terms(SIX, 60, residual=Decimal("0.2")))

    assert months[1].paid == cents("1646.62")
    # The last month has its instalment and the residual value.
    assert abs(months[60].paid - (cents("1646.62") + 20_000)) < 1


def test_months_of_grace_bear_interest_only() -> None:
    # 60,000 over the 48 months that are left, linear: 1,250.
    months = schedule(60_000, Terms(SIX, 60, "linear", grace=12))

    assert {month.paid for month in months[1:13]} == {300}
    assert months[13].repaid == 1250


# -- fees ----------------------------------------------------------------------------------------------------------------------


def test_fees_fall_when_they_are_due() -> None:
    charges = (
        Charge("start", share=Decimal("0.01"), euros=Decimal(100)),
        Charge("monthly", euros=Decimal(75)),
        Charge("quarterly", share=Decimal("0.0025")),
        Charge("yearly", share=Decimal("0.01"), basis="balance"),
        Charge("end", euros=Decimal(50)),
    )
    months = schedule(12_000, Terms(Decimal(0), 12, "linear", charges=charges))

    # 1% of 12,000 and 100; then 75, with 30 a quarter; in December 1% of the 1,000 that is still out, and 50.
    assert [months[n].fees for n in (0, 1, 3, 12)] == [220, 75, 105, 75 + 30 + 10 + 50]


@pytest.mark.parametrize(("amount", "fee"), [(10_000, 500), (100_000, 1000), (400_000, 2500)])
def test_a_fee_is_never_below_its_least_nor_above_its_most(amount: int, fee: int) -> None:
    charge = Charge("start", share=Decimal("0.01"), least=500, most=2500)

    assert schedule(amount, Terms(SIX, 60, charges=(charge,)))[0].fees == fee


def test_a_factoring_fee_is_paid_over_the_invoices_turned_over() -> None:
    # 80% of the invoices is advanced: 80,000 stands for 100,000 of invoices a month, of which 0.5% is 500.
    charge = Charge("monthly", "invoices", Decimal("0.005"))
    months = schedule(80_000, Terms(SIX, 12, "at_end", charges=(charge,), advanced=Decimal("0.8")))

    assert (months[1].interest, months[1].fees) == (400, 500)
    # (400 + 500) / 80,000 = 1.125% a month.
    assert yearly(80_000, Terms(SIX, 12, "at_end", charges=(charge,), advanced=Decimal("0.8"))).nominal == cents("0.1350")


# -- the yearly rate -----------------------------------------------------------------------------------------------------------


def test_six_percent_a_year_paid_by_the_month_is_over_six_effective() -> None:
    # 1.005^12 - 1 = 6.17%.
    assert yearly(100_000, FIVE_YEARS) == Rates(cents("0.0600"), cents("0.0617"))


def test_thirteen_percent_flat_over_six_months_is_forty_three_a_year() -> None:
    # 5,000 in, 5,650 / 6 = 941.67 out six times. At i = 3.6078% a month: (1 - 1.036078^-6) / 0.036078 = 5.3098, and
    # 5,000 / 5.3098 = 941.67. Twelve times i is 43.3%; 1.036078^12 - 1 = 53.0%.
    flat = Terms(Decimal(0), 6, "linear", charges=(Charge("spread", share=Decimal("0.13")),))

    months = schedule(5000, flat)
    assert sum(month.fees for month in months) == 650
    assert [month.paid for month in months[1:]] == [cents("941.66")] * 5 + [cents("941.70")]
    assert yearly(5000, flat) == Rates(cents("0.4329"), cents("0.5301"))


def test_a_fee_of_two_percent_raises_the_rate() -> None:
    # 98,000 in and 1,933.28 out sixty times: a factor of 50.691, which is that of 0.57% a month; 6.84% nominal.
    fee = Terms(SIX, 60, charges=(Charge("start", share=Decimal("0.02")),))

    assert yearly(100_000, fee) == Rates(cents("0.0684"), cents("0.0706"))


def test_a_guarantee_commission_is_paid_on_the_guaranteed_part() -> None:
    # 3.9% of 75% of 100,000 = 2,925 on the day of payout; over two years that is much.
    terms = Terms(SIX, 24, charges=(Charge("start", "guaranteed", Decimal("0.039")),), guaranteed=Decimal("0.75"))

    assert schedule(100_000, terms)[0].fees == 2925
    assert yearly(100_000, terms) == Rates(cents("0.0894"), cents("0.0931"))


def test_two_loans_together_have_a_rate_between_theirs() -> None:
    dear = Terms(Decimal("0.12"), 24)
    both = joined([flows(50_000, schedule(50_000, FIVE_YEARS)), flows(50_000, schedule(50_000, dear))])

    assert both[0] == 100_000
    assert len(both) == 61
    found = rates(both)
    assert found is not None
    # Nearer to the cheap one, which stays out longer: not the average of 6.17% and 12.68%.
    assert cents("0.0617") < found.effective < cents("0.0942")


def test_no_rate_where_no_money_comes_in() -> None:
    assert rates(()) is None
    assert rates(flows(1000, [Instalment(Decimal(0), Decimal(0), Decimal(1000))])) is None


# -- over the plan -------------------------------------------------------------------------------------------------------------


def test_of_money_that_stays_longer_only_the_months_of_the_plan_count() -> None:
    assert cost_over(100_000, Terms(SIX, 240, "at_end"), 60) == 30_000


def test_who_repays_sooner_borrows_again() -> None:
    fee = Terms(Decimal(0), 24, charges=(Charge("start", share=Decimal("0.02")),))

    # Two and a half times 2,000.
    assert cost_over(100_000, fee, 60) == 5000


def test_a_small_fee_spread_over_many_months_never_becomes_money_back() -> None:
    # EUR 1 over 27 months is 3 cents a month, and 22 cents in the last.
    months = schedule(10_000, Terms(Decimal(0), 27, charges=(Charge("spread", euros=Decimal(1)),)))

    assert [month.fees for month in months[1:]] == [*[Decimal("0.03")] * 26, Decimal("0.22")]
