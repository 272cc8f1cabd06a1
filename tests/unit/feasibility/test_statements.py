"""What the figures carry, in euros, worked out by hand in the comments."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import client, facts

from finadvies.advice.after_mix import usual_terms
from finadvies.domain.client import Client
from finadvies.domain.values import Value
from finadvies.feasibility import Statement, Terms, statements
from finadvies.rules.burden import annuity_a_year

TERMS = Terms(Decimal("0.06"), 60, known=True)
YEAR: dict[str, Value] = {
    "figures.year": 2025, "figures.kind": "final", "figures.net_profit": 48_000, "figures.depreciation": 21_000,
    "figures.interest": 6_000, "figures.private_withdrawals": 0, "figures.debt_service": 34_000,
}  # fmt: skip
NEED = {"need.own_contribution": 0}


def said(who: Client, *, borrowed: int = 0, terms: Terms | None = TERMS) -> dict[str, Statement]:
    return {statement.code: statement for statement in statements(facts(who), terms, borrowed)}


def machine(amount: int, year: Mapping[str, Value] = YEAR) -> Client:
    return client(NEED, uses=[{"use.purpose": "machinery", "use.amount": amount}], years=[year])


def test_the_counter_offer_is_the_loan_at_which_the_room_falls_to_the_norm() -> None:
    # Room 48,000 + 21,000 + 6,000 = 75,000. At DSCR 1.2: 75,000 / 1.2 - 34,000 = 28,500 a year; at 1.0: 41,000.
    # EUR 1 at 6% over 60 months costs 0.0193328 a month, 0.2319936 a year: 28,500 / 0.2319936 = 122,848; 41,000 gives 176,728.
    found = said(machine(100_000))["counter_offer"]

    assert (found.details["at_norm"], found.details["at_floor"]) == (122_848, 176_728)
    assert found.light == "good"


@pytest.mark.parametrize(
    ("asked", "light"), [(122_848, "good"), (122_849, "attention"), (176_728, "attention"), (176_729, "poor")]
)
def test_what_is_asked_is_held_against_it(asked: int, light: str) -> None:
    assert said(machine(asked))["counter_offer"].light == light
    assert said(machine(10_000), borrowed=asked)["counter_offer"].light == light


@settings(deadline=None, derandomize=True)
@given(amount=st.integers(1, 10**6), profit=st.integers(10_000, 10**6))
def test_at_the_counter_offer_the_ratio_is_at_its_norm_and_one_euro_more_is_too_much(amount: int, profit: int) -> None:
    found = said(machine(amount, {**YEAR, "figures.net_profit": profit}))
    told = found.get("counter_offer")
    if told is None or not told.details["at_norm"]:
        return

    def ratio(loan: int) -> Decimal:
        return Decimal(profit + 27_000) / (34_000 + annuity_a_year(loan, TERMS.rate_year, TERMS.months))

    loan: Any = told.details["at_norm"]
    assert ratio(loan) >= Decimal("1.2") > ratio(loan + 1)


def test_without_room_nothing_new_can_be_borne() -> None:
    assert said(machine(50_000, {**YEAR, "figures.net_profit": -20_000}))["counter_offer_none"].light == "poor"


def test_figures_that_are_not_known_are_named() -> None:
    part = {key: value for key, value in YEAR.items() if key != "figures.debt_service"}

    found = said(machine(50_000, part))["counter_offer_unknown"]

    assert found.light == "unknown"
    assert [slot.key for slot in found.missing] == ["figures.debt_service"]


def test_without_a_mix_the_usual_terms_of_a_business_loan_count(catalogue: Any) -> None:
    assert usual_terms(catalogue) == Terms(Decimal("0.08"), 60, known=False)


def test_a_rate_that_no_lender_names_is_called_an_estimate() -> None:
    market = said(machine(100_000), terms=Terms(TERMS.rate_year, TERMS.months, known=False))

    assert "counter_offer" not in market
    assert market["counter_offer_estimated"].details == said(machine(100_000))["counter_offer"].details


def test_premises_take_the_part_that_no_bank_lends_and_the_transfer_tax() -> None:
    # EUR 300,000: 30% above a loan of 70% is 90,000; 10.4% transfer tax is 31,200; together 121,200.
    def premises(own: int) -> Statement:
        who = client({"need.own_contribution": own}, uses=[{"use.purpose": "real_estate", "use.amount": 300_000}])
        return said(who)["premises_cash"]

    assert (premises(100_000).details["needed"], premises(100_000).details["duty"]) == (121_200, 31_200)
    assert premises(100_000).light == "attention"
    assert premises(121_200).light == "good"


def test_a_plan_without_premises_has_no_word_on_them() -> None:
    assert "premises_cash" not in said(machine(100_000))


def test_special_years_stand_beside_the_average_of_the_others() -> None:
    years: list[dict[str, Value]] = [
        {**YEAR, "figures.year": 2025, "figures.net_profit": 50_000},
        {**YEAR, "figures.year": 2024, "figures.net_profit": 30_000},
        {**YEAR, "figures.year": 2021, "figures.net_profit": -60_000, "figures.abnormal": True},
    ]
    who = client(NEED, uses=[{"use.purpose": "machinery", "use.amount": 10_000}], years=years)

    found = said(who)["special_years"]

    assert (found.details["years"], found.details["special"], found.details["average"]) == ("2021", -60_000, 40_000)
    assert "special_years" not in said(machine(10_000))
