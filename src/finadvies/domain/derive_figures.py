"""What follows from the figures: buffers, ratios, room for repayment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from finadvies.domain.formulas import Formula, Number, derived, give, number, numbers
from finadvies.domain.values import (
    UNKNOWN,
    Interval,
    Known,
    add,
    divide,
    interval,
    subtract,
)

if TYPE_CHECKING:
    from finadvies.domain.known import Facts


# -- the figures -------------------------------------------------------------------------------------------------------------


@derived("figures.final_years", "figures.year")
def _final_years(facts: Facts) -> Known:
    if not facts.client.years:
        return UNKNOWN if facts.get("company.started") is not False else 0
    kinds = [table["figures.kind"].value if "figures.kind" in table else UNKNOWN for table in facts.client.years]
    sure = sum(kind == "final" for kind in kinds)
    # Years not typed in may exist on paper all the same: only the company's age bounds them.
    age = facts.get("company.age_months")
    most = age // 12 if isinstance(age, int) else None
    return Interval(sure, max(sure, most) if most is not None else None) if most is None or most > sure else sure


LATEST_YEARS: Final = 3
"""How many years back a financier looks."""


def _of_final_years(facts: Facts, key: str) -> tuple[list[Number], int | None]:
    """The numbers told of the newest final years, and how many more of those years there may be (None: no telling)."""
    final = [table for table in facts.client.years if "figures.kind" in table and table["figures.kind"].value == "final"]
    final.sort(key=lambda table: str(table["figures.year"].value) if "figures.year" in table else "", reverse=True)
    values = [table[key].value if key in table else UNKNOWN for table in final[:LATEST_YEARS]]
    told = [value for value in values if isinstance(value, int | Decimal | Interval) and not isinstance(value, bool)]
    years = facts.get("figures.final_years")
    most = years.high if isinstance(years, Interval) else years
    if not isinstance(most, int | Decimal):
        return told, None if len(told) < LATEST_YEARS else 0
    return told, max(0, min(int(most), LATEST_YEARS) - len(told))


@derived("figures.profit_years", "figures.net_profit", "figures.final_years")
def _profit_years(facts: Facts) -> Known:
    """How many of the last three final years closed with a profit."""
    told, more = _of_final_years(facts, "figures.net_profit")
    lows = [interval(profit) for profit in told]
    sure = sum(profit.low is not None and profit.low > 0 for profit in lows)
    perhaps = sum(profit.high is None or profit.high > 0 for profit in lows)
    most = perhaps + (LATEST_YEARS - len(told) if more is None else more)
    return sure if most == sure else Interval(sure, most)


@derived("figures.revenue_average", "figures.revenue", "figures.final_years")
def _revenue_average(facts: Facts) -> Known:
    """Euros a year: the mean over the last three final years, or over fewer when no more exist."""
    told, more = _of_final_years(facts, "figures.revenue")
    return divide(add(*told), len(told)) if told and more == 0 else UNKNOWN


@derived("figures.solvency", "figures.equity", "figures.total_assets")
def _solvency(facts: Facts) -> Known:
    values = numbers(facts, "figures.equity", "figures.total_assets")
    return divide(values[0], values[1]) if values else UNKNOWN


@derived(
    "figures.equity_corrected",
    "figures.equity", "figures.intangibles", "figures.owner_receivable", "figures.subordinated",
)  # fmt: skip
def _equity_corrected(facts: Facts) -> Known:
    """Equity as a bank corrects it: less intangibles, less the claim on the owner, plus subordinated loans."""
    values = numbers(facts, "figures.equity", "figures.intangibles", "figures.owner_receivable", "figures.subordinated")
    return add(subtract(values[0], values[1], values[2]), values[3]) if values else UNKNOWN


@derived("figures.owner_receivable", "company.legal_form")
def _owner_receivable(facts: Facts) -> Known:
    # Only a company with legal personality can have a claim on its owner.
    return 0 if facts.get("company.legal_form") in ("eenmanszaak", "vof", "maatschap", "cv") else UNKNOWN


@derived(
    "figures.solvency_corrected",
    "figures.equity_corrected",
    "figures.total_assets",
    "figures.intangibles",
    "figures.owner_receivable",
)
def _solvency_corrected(facts: Facts) -> Known:
    values = numbers(facts, "figures.equity_corrected", "figures.total_assets", "figures.intangibles", "figures.owner_receivable")
    return divide(values[0], subtract(*values[1:])) if values else UNKNOWN


@derived("figures.current_ratio", "figures.current_assets", "figures.current_liabilities")
def _current_ratio(facts: Facts) -> Known:
    values = numbers(facts, "figures.current_assets", "figures.current_liabilities")
    return divide(values[0], values[1]) if values else UNKNOWN


@derived("figures.quick_ratio", "figures.current_assets", "figures.inventory", "figures.current_liabilities")
def _quick_ratio(facts: Facts) -> Known:
    values = numbers(facts, "figures.current_assets", "figures.inventory", "figures.current_liabilities")
    return divide(subtract(values[0], values[1]), values[2]) if values else UNKNOWN


@derived("figures.receivables_share", "figures.receivables", "figures.total_assets")
def _receivables_share(facts: Facts) -> Known:
    values = numbers(facts, "figures.receivables", "figures.total_assets")
    return divide(values[0], values[1]) if values else UNKNOWN


@derived("figures.private_withdrawals", "company.legal_form")
def _withdrawals(facts: Facts) -> Known:
    return 0 if facts.get("company.legal_form") in ("bv", "nv") else UNKNOWN


REPAYMENT_ROOM: Final = ("figures.net_profit", "figures.depreciation", "figures.interest", "figures.private_withdrawals")


def repayment_room(facts: Facts) -> Number | None:
    """Euros a year from which interest and repayment are paid: net profit + depreciation + interest, less what the owner takes out."""
    values = numbers(facts, *REPAYMENT_ROOM)
    return subtract(add(*values[:3]), values[3]) if values else None


@derived("figures.dscr_before", *REPAYMENT_ROOM, "figures.debt_service")
def _dscr_before(facts: Facts) -> Known:
    room, service = repayment_room(facts), number(facts, "figures.debt_service")
    return divide(room, service) if room is not None and service is not None else UNKNOWN


@derived("figures.dscr_ebitda_before", "figures.ebitda", "figures.debt_service")
def _dscr_ebitda(facts: Facts) -> Known:
    values = numbers(facts, "figures.ebitda", "figures.debt_service")
    return divide(values[0], values[1]) if values else UNKNOWN


give("figures.dscr_after", Formula((*REPAYMENT_ROOM, "figures.debt_service", "need.external"), lambda _: UNKNOWN))
give("figures.dscr_ebitda_after", Formula(("figures.ebitda", "figures.debt_service", "need.external"), lambda _: UNKNOWN))
give("figures.debt_ebitda_after", Formula(("figures.ebitda", "figures.bank_debt", "need.external"), lambda _: UNKNOWN))
