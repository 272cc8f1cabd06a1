"""Figures that cannot stand beside each other: each case is a year or two, and the questions they raise."""

from __future__ import annotations

import pytest

from finadvies.advice.accounts import accounts
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer, Interval


def client(form: str | None, *years: dict[str, object]) -> Client:
    found = Client()
    if form is not None:
        found = found.with_answer(Slot("company.legal_form"), Answer(form))
    for place, year in enumerate(years):
        for name, value in year.items():
            found = found.with_answer(Slot(f"figures.{name}", place), Answer(value))  # type: ignore[arg-type]  # a number of a case
    return found


LAST, BEFORE = {"year": 2025, "equity": 100_000, "net_profit": 40_000}, {"year": 2024, "equity": 70_000}

CASES = {
    "parts of the current assets above their sum": (
        client("bv", {"year": 2025, "current_assets": 50_000, "inventory": 30_000, "receivables": 20_000, "cash": 5_000}),
        ["parts_above_current"],
    ),
    "parts that differ by rounding only": (
        client("bv", {"year": 2025, "current_assets": 50_000, "inventory": 30_000, "receivables": 20_000, "cash": 2_000}),
        [],
    ),
    "one part unknown": (client("bv", {"year": 2025, "current_assets": 50_000, "inventory": 60_000, "receivables": 20_000}), []),
    "equity and short debts above the balance sheet": (
        client("bv", {"year": 2025, "total_assets": 100_000, "equity": 60_000, "current_liabilities": 50_000}),
        ["equity_and_debts_above_total"],
    ),
    "profit above what is left after depreciation and interest": (
        client("bv", {"year": 2025, "ebitda": 90_000, "depreciation": 20_000, "interest": 10_000, "net_profit": 70_000}),
        ["profit_above_result"],
    ),
    "interest above the whole debt service": (
        client("bv", {"year": 2025, "interest": 30_000, "debt_service": 20_000}),
        ["interest_above_service"],
    ),
    # 70 at the start and 40 profit make 110 at most; equity went to 100: 10 dividend.
    "a company that paid dividend": (client("bv", LAST, BEFORE), []),
    # 40 at the start and 40 profit make 80; equity went to 100: somebody paid in 20.
    "a company of which equity grew by more than its profit": (
        client("bv", LAST, {**BEFORE, "equity": 40_000}),
        ["equity_grew_more"],
    ),
    # 70 + 40 - 10 = 100.
    "a sole trader whose withdrawals explain the equity": (
        client("eenmanszaak", {**LAST, "private_withdrawals": 10_000}, BEFORE),
        [],
    ),
    # 70 + 40 - 30 = 80, and it says 100.
    "a sole trader whose withdrawals do not": (
        client("eenmanszaak", {**LAST, "private_withdrawals": 30_000}, BEFORE),
        ["equity_differs"],
    ),
    "a sole trader whose withdrawals nobody told": (client("eenmanszaak", LAST, {**BEFORE, "equity": 10_000}), []),
    "no form told": (client(None, LAST, {**BEFORE, "equity": 10_000}), []),
    "a year in between is missing": (client("bv", LAST, {"year": 2023, "equity": 10_000}), []),
    "half a year": (client("bv", {**LAST, "months": 6}, {**BEFORE, "equity": 10_000}), []),
    "equity told as a band": (client("bv", {**LAST, "equity": Interval(90_000, 110_000)}, {**BEFORE, "equity": 10_000}), []),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_does_not_add_up_is_asked(case: str) -> None:
    told, expected = CASES[case]

    assert [notice.code for notice in accounts(told)] == expected


def test_a_question_names_the_year_and_both_figures() -> None:
    told, _ = CASES["a company of which equity grew by more than its profit"]
    (notice,) = accounts(told)

    assert notice.details == {"year": "2025", "current": 100_000, "total": 80_000}
