"""What holds for all cash flows: the rate follows from the terms, every euro is repaid, and a fee never makes money cheaper."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made import client, facts
from shipped import shipped_catalogue

from finadvies.mix.cashflow import Charge, Terms, cost_over, flows, rates, schedule
from finadvies.mix.price import own_terms, price
from finadvies.rules.eligibility import judge

thorough = settings(deadline=None, derandomize=True, max_examples=200)
RATES = st.integers(0, 6000).map(lambda n: Decimal(n).scaleb(-4))
SHARES = st.integers(0, 2500).map(lambda n: Decimal(n).scaleb(-4))
AMOUNTS = st.integers(10_000, 3_000_000)


@st.composite
def repayments(draw: st.DrawFn) -> Terms:
    months = draw(st.integers(1, 240))
    return Terms(
        draw(RATES),
        months,
        draw(st.sampled_from(["annuity", "linear", "at_end"])),
        draw(st.integers(0, months - 1)),
        draw(st.none() | st.integers(1, 360)),
        draw(st.integers(0, 90).map(lambda n: Decimal(n) / 100)),
    )


@st.composite
def charges(draw: st.DrawFn) -> Charge:
    return Charge(
        draw(st.sampled_from(["start", "monthly", "quarterly", "yearly", "end", "spread"])),
        draw(st.sampled_from(["amount", "balance", "guaranteed", "invoices"])),
        draw(SHARES),
        draw(st.none() | st.integers(0, 2000)),
        None,
        Decimal(draw(st.integers(0, 1000))),
    )


def effective(amount: int, terms: Terms) -> Decimal | None:
    found = rates(flows(amount, schedule(amount, terms)))
    return found.effective if found is not None else None


@thorough
@given(AMOUNTS, repayments())
def test_without_fees_the_rate_is_that_of_the_contract_however_it_is_repaid(amount: int, terms: Terms) -> None:
    expected = (1 + terms.rate_year / 12) ** 12 - 1

    found = effective(amount, terms)

    assert found is not None
    # An instalment is paid in whole cents, and the rate told in hundredths of a percent.
    assert abs(found - expected) <= Decimal("0.0001")


@thorough
@given(AMOUNTS, repayments(), st.lists(charges(), max_size=3))
def test_the_repayments_are_the_amount_to_the_cent_and_nobody_pays_back_what_was_never_lent(
    amount: int, terms: Terms, fees: list[Charge]
) -> None:
    months = schedule(amount, replace(terms, charges=tuple(fees), guaranteed=Decimal("0.75"), advanced=Decimal("0.8")))

    assert len(months) == terms.months + 1
    assert sum(month.repaid for month in months) == amount
    assert all(month.repaid >= 0 and month.interest >= 0 and month.fees >= 0 for month in months)
    assert all(month.paid == month.paid.quantize(Decimal("0.01")) for month in months)


@thorough
@given(AMOUNTS, repayments(), charges(), SHARES)
def test_a_higher_fee_never_lowers_the_rate_nor_the_cost(amount: int, terms: Terms, fee: Charge, more: Decimal) -> None:
    terms = replace(terms, guaranteed=Decimal("0.75"))
    low, high = (replace(terms, charges=(replace(fee, share=share),)) for share in (fee.share, fee.share + more))

    assert cost_over(amount, low, 60) <= cost_over(amount, high, 60)
    lower, higher = effective(amount, low), effective(amount, high)
    assert lower is None or higher is None or lower <= higher
    assert lower is not None or higher is None


LENDING = {"loan", "revolving", "lease", "flat", "factoring"}
SOURCES = sorted(
    key for key, each in shipped_catalogue().products.items() if shipped_catalogue().kinds[each.kind].role == "source"
)


@thorough
@given(st.sampled_from(SOURCES), AMOUNTS, st.sampled_from(["machinery", "working_capital", "real_estate", "fit_out"]))
def test_an_unknown_price_stays_unknown_and_a_known_one_is_what_the_search_reckons_with(
    key: str, amount: int, purpose: str
) -> None:
    asked = shipped_catalogue().products[key].price
    who = facts(client({"need.own_contribution": 0}, uses=[{"use.purpose": purpose, "use.amount": amount}]))
    option = judge(shipped_catalogue().products[key], who)
    assume(option.maximum)
    amount = min(option.maximum, amount)

    terms, reckoned = own_terms(option, who, amount), price(option, who)

    if asked.rate_min is None and asked.rate_max is None:
        assert terms is None
    if terms is not None:
        assert asked.model in LENDING
        assert reckoned.known
        assert reckoned.ppm is not None
        search = Decimal(amount) * reckoned.ppm / 1_000_000 + reckoned.fixed_eur
        # Half a euro in a million, half a euro of fixed fees, and the cents of every month.
        assert abs(search - cost_over(amount, terms, 60)) <= 1 + Decimal(amount) / 1_000_000
