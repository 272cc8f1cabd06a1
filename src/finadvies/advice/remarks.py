"""What stands out in the answers themselves, whatever is on offer: figures that disagree, money forgotten, room unused.

A remark never blocks and never changes an answer: it is a question to the client, with the figures that raise it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.domain.facts import ASSET_PURPOSES
from finadvies.domain.formulas import exact_number
from finadvies.domain.known import Facts
from finadvies.domain.values import Members, whole_euros
from finadvies.rules.burden import MONTHS_A_YEAR

BOUGHT_WITH_VAT: Final = ASSET_PURPOSES - {"real_estate"}
"""Purposes of which the bill comes with VAT. Of premises it may or may not: that is for the notary."""

TAKEOVER_NORM: Final = "schuld-ebitda-overname"
"""The norm that says how many times the yearly result a bank lends at a takeover."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to mind, by code; `details` fill its sentence in."""

    code: str
    details: Mapping[str, object]


def remarks(facts: Facts) -> tuple[Notice, ...]:
    """What stands out, in the order of the talk."""
    return tuple(notice for part in (_plan, _company, _beginner, _takeover, _years, _overdraft) for notice in part(facts))


def _plan(facts: Facts) -> Iterator[Notice]:
    yield from _vat(facts)
    own, cash = exact_number(facts, "need.own_contribution"), exact_number(facts, "figures.cash")
    if facts.get("need.own_source") == "company" and own is not None and cash is not None and own > cash:
        yield Notice("own_above_cash", {"own": own, "cash": cash})
    minimum, total = exact_number(facts, "need.minimum"), exact_number(facts, "need.total")
    if minimum is not None and total is not None and minimum > total:
        yield Notice("minimum_above_total", {"minimum": minimum, "total": total})


def _vat(facts: Facts) -> Iterator[Notice]:
    """VAT that is reclaimed has to be paid first; VAT that is not belongs in the amount."""
    rate = facts.catalogue.parameters.get("vat")
    first, inside = Decimal(0), False
    for use in range(len(facts.client.uses)):
        view = facts.for_use(use)
        amount, reclaimed = exact_number(view, "use.amount"), view.get("use.vat")
        if view.get("use.purpose") not in BOUGHT_WITH_VAT or amount is None:
            continue
        if reclaimed in ("yes", "partly") and rate is not None:
            first += amount * rate.figures["standard_rate"]
        inside = inside or reclaimed == "no"
    if first:
        yield Notice("vat_first", {"vat": whole_euros(first)})
    if inside:
        yield Notice("vat_in_amount", {})


def _company(facts: Facts) -> Iterator[Notice]:
    """A firm that took another form is young to a machine that reads the trade register."""
    founded, registered = facts.get("company.founded"), facts.get("company.registered")
    if isinstance(founded, date) and isinstance(registered, date) and registered > founded:
        yield Notice("registered_later", {"registered": registered})


def _beginner(facts: Facts) -> Iterator[Notice]:
    """Who begins or takes over in a trade that is new to him is asked about it by every financier; none names a number of years."""
    years, purposes = exact_number(facts, "owner.experience_years"), facts.get("need.purposes")
    takes_over = isinstance(purposes, Members) and "takeover" in purposes.sure
    if years is not None and years < 1 and (facts.get("company.started") is False or takes_over):
        yield Notice("no_experience", {})


def _takeover(facts: Facts) -> Iterator[Notice]:
    price = exact_number(facts, "takeover.price")
    planned = exact_number(facts, "need.amount.takeover")
    if price is not None and planned is not None and planned < price:
        yield Notice("takeover_below_price", {"price": price, "planned": planned})
    result, norm = exact_number(facts, "takeover.ebitda"), facts.catalogue.norms.get(TAKEOVER_NORM)
    times = norm.good[0].value if norm is not None and norm.good else None
    if result is not None and result > 0 and times is not None:
        yield Notice("takeover_bank_room", {"room": whole_euros(result * Decimal(times)), "times": Decimal(times)})


def _years(facts: Facts) -> Iterator[Notice]:
    revenue, margin = exact_number(facts, "figures.revenue"), exact_number(facts, "figures.gross_margin")
    ebitda, profit = exact_number(facts, "figures.ebitda"), exact_number(facts, "figures.net_profit")
    if revenue is not None and margin is not None and margin > revenue:
        yield Notice("margin_above_revenue", {"margin": margin, "revenue": revenue})
    if margin is not None and ebitda is not None and ebitda > margin:
        yield Notice("ebitda_above_margin", {"ebitda": ebitda, "margin": margin})
    if revenue is not None and profit is not None and profit > revenue:
        yield Notice("profit_above_revenue", {"profit": profit, "revenue": revenue})
    assets, inside = exact_number(facts, "figures.total_assets"), exact_number(facts, "figures.current_assets")
    if assets is not None and inside is not None and inside > assets:
        yield Notice("current_above_total", {"current": inside, "total": assets})
    months = exact_number(facts, "figures.months")
    if months is not None and months != MONTHS_A_YEAR:
        yield Notice("year_not_twelve_months", {"months": months})


def _overdraft(facts: Facts) -> Iterator[Notice]:
    limit, used = exact_number(facts, "debts.line_limit"), exact_number(facts, "debts.line_used")
    if limit is None or used is None or limit <= 0:
        return
    if used >= limit:
        yield Notice("overdraft_full", {"limit": limit})
    elif {"working_capital", "debtors", "inventory"} & {
        facts.client.value("use.purpose", use) for use in range(len(facts.client.uses))
    }:
        yield Notice("overdraft_room", {"room": limit - used})
