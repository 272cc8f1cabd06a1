"""What the figures carry, in euros: the loan they bear, the own money premises take, the years without the special ones.

A statement rests on the same norms as the measures, and is a flag like them: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from finadvies.domain.catalogue import Norm
from finadvies.domain.client import Answers, Slot
from finadvies.domain.derive_figures import REPAYMENT_ROOM, repayment_room
from finadvies.domain.formulas import exact_number
from finadvies.domain.known import FULL_YEAR, Facts
from finadvies.domain.values import Exact, rounded_down, whole_euros
from finadvies.feasibility.measure import Light
from finadvies.rules.burden import annuity_a_year
from finadvies.rules.figures import outcome

DSCR: Final = "dscr"
"""The norm whose bounds say how much room has to be left."""
LOAN_TO_VALUE: Final = "lening-tot-waarde"
"""The norm that says which part of premises is lent."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms the loan of a counter-offer is reckoned.

    Attributes:
        rate_year: nominal yearly rate 0-1.
        months: of an annuity.
        known: the rate is a product's own; otherwise the market band of its kind, and what follows from it an estimate.
    """

    rate_year: Decimal
    months: int
    known: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the figures say in euros.

    Attributes:
        code: names the sentence; `details` fill it in, amounts in whole euros.
        light: good, attention, poor, or unknown where the figures leave it open.
        norms: ids of the norms and parameters it rests on.
        missing: the answers that would tell.
    """

    code: str
    details: Mapping[str, object]
    light: Light
    norms: tuple[str, ...] = ()
    missing: tuple[Slot, ...] = ()


def statements(facts: Facts, terms: Terms | None, borrowed: int) -> tuple[Statement, ...]:
    """All that can be said, in the order in which a financier looks.

    Args:
        facts: the client.
        terms: on which a loan is reckoned; None when nothing tells a rate.
        borrowed: what the first mix borrows, in whole euros; 0 without a mix.
    """
    return (*_counter_offer(facts, terms, borrowed), *_premises(facts), *_normal_years(facts))


# -- the loan that the figures bear ------------------------------------------------------------------------------------------


def _counter_offer(facts: Facts, terms: Terms | None, borrowed: int) -> Iterator[Statement]:
    """The new loan at which the DSCR falls to its norm, and to its floor: what a bank may offer instead of a no."""
    norm, need = facts.catalogue.norms.get(DSCR), exact_number(facts, "need.external")
    if norm is None or terms is None or need is None or need <= 0:
        return
    room, service = repayment_room(facts), exact_number(facts, "figures.debt_service")
    if not isinstance(room, int | Decimal) or service is None:
        keys = (*REPAYMENT_ROOM, "figures.debt_service")
        missing = tuple(dict.fromkeys(slot for key in keys for slot in facts.missing(key)))
        yield Statement("counter_offer_unknown", {}, "unknown", (DSCR,), missing)
        return
    good, floor = _bound(norm.good, facts), _bound(norm.poor, facts)
    if good is None or floor is None:
        return
    at_norm, at_floor = (_bears(room, service, times, terms) for times in (good, floor))
    asked = Decimal(borrowed or need)
    said: Light = "good" if asked <= at_norm else "attention" if asked <= at_floor else "poor"
    details = {
        "at_norm": at_norm, "at_floor": at_floor, "norm": good, "floor": floor, "months": terms.months, "rate": terms.rate_year,
        "asked": int(asked),
    }  # fmt: skip
    reckoned = "counter_offer" if terms.known else "counter_offer_estimated"
    yield Statement(reckoned if at_floor > 0 else "counter_offer_none", details, said, (DSCR,))


def _bears(room: Exact, service: Exact, times: Exact, terms: Terms) -> int:
    """Whole euros of new loan that leave `times` the debt service, never below 0."""
    a_year = Decimal(room) / Decimal(times) - Decimal(service)
    per_euro = annuity_a_year(1, terms.rate_year, terms.months)
    return max(0, rounded_down(a_year / per_euro))


# -- premises ----------------------------------------------------------------------------------------------------------------


def _premises(facts: Facts) -> Iterator[Statement]:
    """The own money that premises take: the part no bank lends, and the transfer tax that nobody does."""
    price, own = exact_number(facts, "need.amount.real_estate"), exact_number(facts, "need.own_contribution")
    norm, tax = facts.catalogue.norms.get(LOAN_TO_VALUE), facts.catalogue.parameters.get("transfer-tax")
    if price is None or price <= 0 or norm is None or tax is None:
        return
    lent = _bound(norm.good, facts)
    if lent is None:
        return
    rate = tax.figures["other_than_home"]
    part, duty = Decimal(price) * (1 - Decimal(lent)), Decimal(price) * rate
    needed = whole_euros(part + duty)
    said: Light = "unknown" if own is None else "good" if own >= needed else "attention"
    details = {
        "needed": needed,
        "part": whole_euros(part),
        "duty": whole_euros(duty),
        "lent": Decimal(lent),
        "duty_rate": rate,
        "own": own,
    }
    missing = facts.missing("need.own_contribution") if own is None else ()
    yield Statement("premises_cash", details, said, (LOAN_TO_VALUE, "transfer-tax"), missing)


# -- special years -----------------------------------------------------------------------------------------------------------


def _normal_years(facts: Facts) -> Iterator[Statement]:
    """Years marked as special beside the average of the others: shown, never left out in silence."""
    full = [table for table in facts.client.years if _told(table, "figures.kind") in FULL_YEAR]
    special = [table for table in full if _told(table, "figures.abnormal") is True]
    profits = [_told(table, "figures.net_profit") for table in full if table not in special]
    normal = [Decimal(profit) for profit in profits if isinstance(profit, int | Decimal) and not isinstance(profit, bool)]
    if not special or not normal:
        return
    years = tuple(sorted(str(_told(table, "figures.year")) for table in special))
    found = [_told(table, "figures.net_profit") for table in special]
    told = [Decimal(profit) for profit in found if isinstance(profit, int | Decimal) and not isinstance(profit, bool)]
    average = whole_euros(sum(normal, Decimal(0)) / len(normal))
    details: dict[str, object] = {"years": ", ".join(years), "average": average, "count": len(normal)}
    if len(told) == len(special):
        yield Statement("special_years", {**details, "special": whole_euros(sum(told, Decimal(0)) / len(told))}, "attention")
    else:
        yield Statement("special_years_open", details, "attention")


# -- small things ------------------------------------------------------------------------------------------------------------


def _bound(rows: Norm | object, facts: Facts) -> Exact | None:
    return outcome(rows, facts).exact  # type: ignore[arg-type]  # the rows of a norm


def _told(table: Answers, key: str) -> object:
    return table[key].value if key in table else None
