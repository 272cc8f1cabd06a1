"""Where bills are at risk: what gives air without a new lender, which money can be there in time, whether a loan would help."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from finadvies.advice.advise import Advice
from finadvies.domain.values import Interval
from finadvies.mix.candidates import Offer
from finadvies.rules.eligibility import VERDICTS, Option

AIR: Final = frozenset({"supplier_credit"})
"""Kinds that let the client pay later, or be paid sooner, without somebody who lends: tax office, suppliers, customers."""
DAYS_A_WEEK: Final = 7
TODAYS_ROOM: Final = "figures.dscr_before"
"""What is earned against what is owed today; its norm has a floor below which every euro of debt is one too many."""


@dataclass(frozen=True, slots=True)
class Quick:
    """Money by the day it can be there.

    Attributes:
        option: of the product.
        days: least and most days, and whether they rest on what is usual for the kind.
        rate_known: whether the lender's own price is known.
        in_time: whether it can be there before the bills can no longer be paid; None where that day is not known.
    """

    option: Option
    days: tuple[int, int]
    estimated: bool
    rate_known: bool
    in_time: bool | None


def is_urgent(advice: Advice) -> bool:
    """Whether the client said that bills or wages are at risk."""
    return advice.client.value("need.urgency") == "urgent"


def air(advice: Advice) -> tuple[Option, ...]:
    """What gives air without a new lender, what fits first."""
    found = [option for option in advice.open_options if option.product.kind in AIR]
    return tuple(sorted(found, key=lambda option: (VERDICTS.index(option.verdict), option.product.id)))


def quick(advice: Advice) -> tuple[Quick, ...]:
    """Lenders' money by days to cash; each product once, at its quickest."""
    first: dict[str, Offer] = {}
    for offer in advice.offers.values():
        if offer.option.product.kind in AIR:
            continue
        known = first.get(offer.option.product.id)
        if known is None or offer.days < known.days:
            first[offer.option.product.id] = offer
    weeks = _weeks(advice)
    found = [
        Quick(
            offer.option,
            offer.days,
            offer.days_estimated,
            offer.price.known,
            None if weeks is None else offer.days[1] <= weeks * DAYS_A_WEEK,
        )
        for offer in first.values()
    ]
    return tuple(sorted(found, key=lambda each: (each.days, VERDICTS.index(each.option.verdict), each.option.product.id)))


def _weeks(advice: Advice) -> Decimal | int | None:
    """Whole weeks that all bills can still be paid, the careful end of a span."""
    value = advice.client.value("need.runway_weeks")
    if isinstance(value, Interval):
        return value.low
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def makes_it_worse(advice: Advice) -> bool:
    """Whether the business earns less today than its debts already ask, so that a loan makes the hole larger."""
    return any(measure.norm.fact == TODAYS_ROOM and measure.light == "poor" for measure in advice.measures)
