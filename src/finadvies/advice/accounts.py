"""Figures that cannot stand beside each other, in one year or from one year to the next, as whoever reads annual accounts checks them.

Each is a question to the client: there can be a good reason, and then it belongs in a note with the accounts. Unknown figures raise none.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from finadvies.advice.remarks import Notice
from finadvies.domain.client import Answers, Client
from finadvies.rules.burden import MONTHS_A_YEAR

PERSONAL: Final = ("eenmanszaak", "vof", "maatschap", "cv")
"""Forms in which the owner takes private withdrawals: there equity moves with profit and withdrawals alone."""
CORPORATE: Final = ("bv", "nv")
"""Forms in which equity can only grow by more than the profit when somebody pays capital in."""
ROUNDING: Final = 2_000
"""Whole euros. Figures are often told in thousands: four of them may together be as much beside each other."""


def accounts(client: Client) -> Iterator[Notice]:
    """What does not add up, the newest year first."""
    for year in client.years:
        yield from _within(year)
    form = client.value("company.legal_form")
    for later, earlier in zip(client.years, client.years[1:], strict=False):
        if _follows(earlier, later):
            yield from _between(earlier, later, form)


def _within(year: Answers) -> Iterator[Notice]:
    told = str(_euro(year, "year"))
    assets, inside = _euro(year, "total_assets"), _euro(year, "current_assets")
    parts = _sum(year, "inventory", "receivables", "cash")
    if inside is not None and parts is not None and parts > inside + ROUNDING:
        yield Notice("parts_above_current", {"year": told, "parts": parts, "current": inside})
    owed = _sum(year, "equity", "current_liabilities")
    if assets is not None and owed is not None and owed > assets + ROUNDING:
        yield Notice("equity_and_debts_above_total", {"year": told, "parts": owed, "total": assets})
    before = _sum(year, "ebitda", "-depreciation", "-interest")
    profit = _euro(year, "net_profit")
    if before is not None and profit is not None and profit > before + ROUNDING:
        yield Notice("profit_above_result", {"year": told, "profit": profit, "parts": before})
    interest, service = _euro(year, "interest"), _euro(year, "debt_service")
    if interest is not None and service is not None and interest > service + ROUNDING:
        yield Notice("interest_above_service", {"year": told, "parts": interest, "total": service})


def _between(earlier: Answers, later: Answers, form: object) -> Iterator[Notice]:
    first, last, profit = _euro(earlier, "equity"), _euro(later, "equity"), _euro(later, "net_profit")
    if first is None or last is None or profit is None:
        return
    told, grown = {"year": str(_euro(later, "year")), "current": last}, last - first
    taken = _euro(later, "private_withdrawals")
    if form in CORPORATE and grown > profit + ROUNDING:
        yield Notice("equity_grew_more", {**told, "total": first + profit})
    elif form in PERSONAL and taken is not None and abs(grown - (profit - taken)) > ROUNDING:
        yield Notice("equity_differs", {**told, "total": first + profit - taken})


def _follows(earlier: Answers, later: Answers) -> bool:
    """Whether both are whole years, one after the other."""
    first, last = _euro(earlier, "year"), _euro(later, "year")
    whole = all(_euro(year, "months") in (None, MONTHS_A_YEAR) for year in (earlier, later))
    return whole and first is not None and last is not None and last - first == 1


def _euro(year: Answers, name: str) -> int | None:
    """A figure of one year when it is known to the euro."""
    answer = year.get(f"figures.{name}")
    value = answer.value if answer is not None else None
    return int(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _sum(year: Answers, *names: str) -> int | None:
    """The sum of figures; None as soon as one is unknown. A name with a minus is taken off."""
    total = 0
    for name in names:
        value = _euro(year, name.removeprefix("-"))
        if value is None:
            return None
        total += -value if name.startswith("-") else value
    return total
