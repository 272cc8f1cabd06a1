"""The price of a product: what the client will pay where it is known, what the search reckons with, and what stays unknown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from made import client, facts, product

from finadvies.domain.known import Facts
from finadvies.mix.cashflow import Terms, cost_over, flows, rates, schedule
from finadvies.mix.price import Flat, flat, guarantee_priced, own_terms, price
from finadvies.rules.eligibility import Option, judge

FACTS = facts(client({"client.route": "adviser"}, uses=[{"use.purpose": "machinery", "use.amount": 100_000}]))
LOAN = {"model": "loan", "rate_min": 0.06, "rate_max": 0.06, "source": "s"}


def judged(asked: Mapping[str, Any], who: Facts = FACTS, **fields: Any) -> Option:
    return judge(product(price={"source": "s", **asked}, **fields), who)


def fee(due: str, **fields: Any) -> dict[str, Any]:
    return {"id": due, "due": due, **fields}


def paid(option: Option, amount: int = 100_000, guarantee: Option | None = None) -> Terms:
    terms = own_terms(option, FACTS, amount, guarantee)
    assert terms is not None
    return terms


def effective(amount: int, terms: Terms) -> Decimal:
    found = rates(flows(amount, schedule(amount, terms)))
    assert found is not None
    return found.effective


# -- how it is repaid ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "way", "first", "last"),
    [
        ({}, "annuity", "1433.28", "1923.66"),
        ({"repayment": "linear"}, "linear", "1666.67", "1666.47"),
        ({"repayment": "interest_only"}, "at_end", "0", "100000"),
        # Laid out over ten years: 100,000 / 120 a month, and what is left in the last one.
        ({"repayment": "linear", "linear_over_months": 120}, "linear", "833.33", "50833.53"),
        # (100,000 - 20,000 x 1.005^-60) x 0.005 / (1 - 1.005^-60) = 1,646.62, of which 500 is interest.
        ({"model": "lease", "repayment": "balloon", "balloon_share": 0.2, "balloon_basis": "purchase_price"}, "annuity", "1146.62", "21538.74"),
        ({"grace_months_max": 12}, "annuity", "0", None),
    ],
)  # fmt: skip
def test_the_repayment_follows_the_model(asked: Mapping[str, Any], way: str, first: str, last: str | None) -> None:
    terms = paid(judged({**LOAN, **asked}))
    months = schedule(100_000, terms)

    assert (terms.way, terms.months) == (way, 60)
    assert months[1].repaid == Decimal(first)
    assert last is None or abs(months[60].repaid - Decimal(last)) < 1


def test_an_overdraft_stays_out_over_the_plan_and_bears_simple_interest() -> None:
    option = judged({**LOAN, "model": "revolving", "repayment": "revolving"}, kind="credit_line")

    months = schedule(10_000, paid(option))

    assert option.term_months == 12
    assert len(months) == 61
    assert {month.interest for month in months[1:]} == {50}


# -- fees ----------------------------------------------------------------------------------------------------------------------


def test_a_fee_by_amount_is_that_of_the_amount_lent() -> None:
    rows = [{"value": 550, "when": {"fact": "option.amount", "max": 50_000}}, {"value": 1500}]
    option = judged({**LOAN, "fees": [fee("upfront", eur=rows)]})

    assert [schedule(amount, paid(option, amount))[0].fees for amount in (50_000, 50_001)] == [550, 1500]


def test_a_fee_for_who_comes_without_an_adviser_is_not_counted_for_who_has_one() -> None:
    only = {"fact": "client.route", "is": "diy"}
    option = judged({**LOAN, "fees": [fee("upfront", share=0.01, basis="loan", when=only)]})

    assert schedule(100_000, paid(option))[0].fees == 0
    unknown = own_terms(option, facts(client()), 100_000)
    assert unknown is not None
    assert schedule(100_000, unknown)[0].fees == 1000


@pytest.mark.parametrize(
    "left_out",
    [
        fee("on_change", eur=100),
        fee("yearly", share=0.03, basis="loan", paid_by="financier"),
        fee("quarterly", share=0.01, basis="undrawn"),
    ],
)
def test_what_the_client_need_not_pay_is_no_cost(left_out: dict[str, Any]) -> None:
    assert paid(judged({**LOAN, "fees": [left_out]})).charges == ()


def test_a_fee_of_which_no_row_tells_leaves_the_price_unknown() -> None:
    rows = [{"value": 0.01, "when": {"fact": "option.amount", "max": 50_000}}]
    option = judged({**LOAN, "fees": [fee("upfront", share=rows, basis="loan")]})

    assert own_terms(option, FACTS, 50_000) is not None
    assert own_terms(option, FACTS, 60_000) is None


# -- unknown stays unknown -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [{"model": "loan"}, {"model": "factoring"}, {"model": "none"}, {"model": "flat"}])
def test_a_price_that_only_the_market_tells_is_not_shown(asked: dict[str, Any]) -> None:
    option = judged(asked)

    assert own_terms(option, FACTS, 100_000) is None
    reckoned = price(option, FACTS)
    assert reckoned.ppm is not None
    assert not reckoned.known


def test_a_fee_on_invoices_alone_is_no_whole_price() -> None:
    charged = fee("per_invoice", share=0.03, basis="invoice")
    limits = {"share_max": 0.8, "share_basis": "invoice", "source": "s"}

    assert own_terms(judged({"model": "factoring", "fees": [charged]}, kind="factoring"), FACTS, 8000) is None
    terms = paid(judged({**LOAN, "model": "factoring", "fees": [charged]}, kind="factoring", limits=limits), 8000)
    # 8,000 is 80% of 10,000 of invoices, which turn over every month: 300; and 6% a year over 8,000: 40.
    assert schedule(8000, terms)[1].cost == 340


# -- a flat fee ----------------------------------------------------------------------------------------------------------------


THIRTEEN = {"model": "flat", "repayment": "share_of_revenue", "fees": [fee("upfront", share=0.13, basis="advance")]}
SIX_MONTHS = {"term_months_max": 6, "source": "s"}


def test_a_flat_fee_over_a_known_term_is_shown_for_what_it_is_a_year() -> None:
    option = judged(THIRTEEN, limits=SIX_MONTHS)

    assert flat(option, FACTS, 5000) == Flat(Decimal("0.13"), 6, assumed=False, rate_year=Decimal("0.4329"))
    # 5,650 / 6 a month, and nothing held back at payout.
    months = schedule(5000, paid(option, 5000))
    assert months[0].paid == 0
    assert months[1].paid == Decimal("941.66")
    assert price(option, FACTS).rate_year == Decimal("0.4329")
    # 13% in half a year, ten times in five years.
    assert price(option, FACTS).ppm == 1_300_000


def test_a_flat_fee_over_an_unknown_term_is_an_example_and_its_price_stays_unknown() -> None:
    option = judged(THIRTEEN)

    assert flat(option, FACTS, 5000) == Flat(Decimal("0.13"), 6, assumed=True, rate_year=Decimal("0.4329"))
    assert own_terms(option, FACTS, 5000) is None
    assert not price(option, FACTS).known


def test_another_price_is_no_flat_fee() -> None:
    assert flat(judged({**LOAN, "fees": THIRTEEN["fees"]}), FACTS, 5000) is None
    assert flat(judged({"model": "flat"}), FACTS, 5000) is None


# -- a guarantee ---------------------------------------------------------------------------------------------------------------


def guaranteed_by(*fees: dict[str, Any]) -> Option:
    covers = {"loan_kinds": ["term_loan"], "share_of_loan": 0.75, "source": "s"}
    return judged({"model": "guarantee_fee", "fees": list(fees)}, kind="guarantee", id="borg", guarantee=covers)


def test_the_commission_is_paid_on_the_guaranteed_part_and_raises_the_rate() -> None:
    rows = [{"value": 0.039, "when": {"fact": "option.term_months", "max": 24}}, {"value": 0.05}]
    borg = guaranteed_by(fee("upfront", share=rows, basis="guaranteed"))
    loan = judged(LOAN, limits={"term_months_max": 24, "source": "s"})

    # 3.9% of 75,000.
    assert schedule(100_000, paid(loan, guarantee=borg))[0].fees == 2925
    assert effective(100_000, paid(loan, guarantee=borg)) == Decimal("0.0931")
    assert effective(100_000, paid(loan)) == Decimal("0.0617")
    assert price(loan, FACTS, borg).ppm == (price(loan, FACTS).ppm or 0) + 29_250 * 60 // 24


def test_a_guarantee_without_a_known_commission_leaves_the_price_unknown() -> None:
    borg = guaranteed_by()

    assert not guarantee_priced(borg, judged(LOAN), FACTS, 100_000)
    assert own_terms(judged(LOAN), FACTS, 100_000, borg) is None


# -- what the search reckons with ----------------------------------------------------------------------------------------------


FEES = [
    fee("upfront", share=0.01, basis="loan", min_eur=1500),
    fee("on_success", eur=350),
    fee("monthly", share=0.0004, basis="loan"),
    fee("quarterly", eur=25),
    fee("at_end", share=0.002, basis="loan", max_eur=100),
]


@pytest.mark.parametrize("repayment", ["annuity", "linear", "interest_only"])
@pytest.mark.parametrize("months", [18, 60, 120])
def test_the_search_reckons_what_the_client_will_be_shown(repayment: str, months: int) -> None:
    option = judged({**LOAN, "repayment": repayment, "fees": FEES}, limits={"term_months_max": months, "source": "s"})
    reckoned = price(option, FACTS)

    assert reckoned.ppm is not None
    search = Decimal(100_000) * reckoned.ppm / 1_000_000 + reckoned.fixed_eur
    assert abs(search - cost_over(100_000, paid(option), 60)) <= 2


def test_shares_have_no_price() -> None:
    assert price(judged({"model": "equity"}, kind="equity"), FACTS).ppm is None
