"""When a later benefit can be there, and the gap that it could pay if somebody bridges the time until then.

Nothing here covers the need. Where the end of the work is not known only the first possible day is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from finadvies.advice.later import Benefit
from finadvies.advice.remarks import Notice
from finadvies.domain.formulas import exact_number
from finadvies.domain.known import Facts
from finadvies.mix.candidates import stages
from finadvies.rules.burden import MONTHS_A_YEAR
from finadvies.rules.truth import Truth, truth

Basis = Literal["after_work", "in_parts", "tax_return", "payroll_tax"]
DAYS_A_YEAR: Final = 365


@dataclass(frozen=True, slots=True)
class Inflow:
    """Money, or tax not paid, that comes after the plan is paid for.

    Attributes:
        product: id of the scheme.
        amount_eur: whole euros; None where it cannot be told.
        earliest: the first day it can be there.
        latest: the last day by the usual times; None where the end of the work, or of the tax year, is not known.
        basis: after the work and its final statement, in parts as the work goes on, with the tax return over the year of the
            investment, or with the payroll tax returns.
        estimated: a part of the days is what is usual for the kind, not the provider's own.
    """

    product: str
    amount_eur: int | None
    earliest: date
    latest: date | None
    basis: Basis
    estimated: bool


def inflow(benefit: Benefit, lead: tuple[int, int], cash: tuple[int, int], facts: Facts) -> Inflow:
    """When a later benefit can be there.

    Args:
        benefit: the scheme.
        lead: least and most days until its papers are complete.
        cash: least and most days until the money of the mix is there, with which the work is paid.
        facts: of the client.
    """
    option, today = benefit.option, facts.today
    product, key = option.product, option.product.id
    if product.timing.payout == "tax" and not _with_payroll_tax(benefit, facts):
        first = date(min(_year(use, facts) for use in benefit.for_uses) + 1, 1, 1)
        return Inflow(key, benefit.amount_eur, max(first, today), None, "tax_return", estimated=False)
    takes = stages(option, facts.catalogue)
    wait = max(0, (option.opens - today).days) if option.opens is not None else 0
    filed = (max(lead[0], wait), max(lead[1], wait))
    decided = (filed[0] + takes.decision.calendar[0], filed[1] + takes.decision.calendar[1])
    if product.timing.payout == "tax":
        earliest = today + timedelta(days=decided[0] + takes.payout.calendar[0])
        return Inflow(key, benefit.amount_eur, earliest, None, "payroll_tax", takes.estimated)
    work = _work_days(benefit, facts)
    ordered = all(facts.client.value("use.committed", use) is True for use in benefit.for_uses)
    begun = (0 if ordered else max(cash[0], filed[0] if product.timing.before_order else 0), max(cash[1], filed[1]))
    in_parts = product.timing.payout == "milestones"
    first_day = decided[0] if in_parts else max(decided[0], begun[0] + (work or 0))
    last_day = None if work is None else max(decided[1], begun[1] + work)
    return Inflow(
        key,
        benefit.amount_eur,
        today + timedelta(days=first_day + takes.payout.calendar[0]),
        None if last_day is None else today + timedelta(days=last_day + takes.payout.calendar[1]),
        "in_parts" if in_parts else "after_work",
        takes.estimated or product.timing.payout_assumed,
    )


def _with_payroll_tax(benefit: Benefit, facts: Facts) -> bool:
    """Whether it comes month by month with the payroll tax, and not with the return over a year."""
    return any(
        each.type == "payroll_relief" and (each.when is None or truth(each.when, facts) is Truth.TRUE)
        for each in benefit.option.product.benefits
    )


def _year(use: int, facts: Facts) -> int:
    """The year of the investment: that of the order; what is not ordered yet is so this year at the earliest."""
    ordered = facts.client.value("use.order_date", use)
    return ordered.year if isinstance(ordered, date) and ordered <= facts.today else facts.today.year


def _work_days(benefit: Benefit, facts: Facts) -> int | None:
    """Days that the longest of the projects takes; None when that is not known of each."""
    months = [exact_number(facts.for_use(use), "use.project_months") for use in benefit.for_uses]
    known = [int(value * DAYS_A_YEAR / MONTHS_A_YEAR) for value in months if value is not None]
    return max(known) if known and len(known) == len(months) else None


def bridge(gap: int, inflows: Iterable[Inflow], cash: tuple[int, int], today: date) -> Notice | None:
    """What later money could pay of the gap, in whole euros, and for how many months at least somebody has to bridge that.

    The time runs from the day the other money of the mix can be there, since the bills fall due then, to the first day on which
    enough of the later money can be there.
    """
    known = sorted((each.earliest, each.product, each.amount_eur) for each in inflows if each.amount_eur)
    coming = sum(amount for _, _, amount in known)
    bridged = min(gap, coming)
    if bridged <= 0:
        return None
    left, last = bridged, today
    for day, _, amount in known:
        if left > 0:
            left, last = left - amount, day
    days = max(0, (last - today).days - cash[0])
    months = max(1, -(-days * MONTHS_A_YEAR // DAYS_A_YEAR))
    return Notice("bridge_gap", {"gap": gap, "bridged": bridged, "inflow": coming, "at_least": months})
