"""What is left when the need cannot be covered, and which shut options come nearest to paying for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from finadvies.advice.proposal import Proposal
from finadvies.domain.client import Client
from finadvies.mix import Plan, Result
from finadvies.mix.price import PPB
from finadvies.rules.eligibility import Option
from finadvies.rules.truth import Truth

Limit = Literal["repayment", "lenders"]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is left when the need cannot be covered.

    Attributes:
        gap_eur: the smallest gap there is, in whole euros.
        largest_cover: the proposal that covers most; None when nobody pays anything.
        short_uses: the uses that the gap falls on.
        limit: what keeps the mix from taking more that is on offer: the room for repayment, or what lenders ask beside their
            money; None where nobody offers more.
        room_eur: whole euros a year that new debt may ask, where that is the limit.
        near: blocked products that would pay for those uses, one criterion away, nearest first.
        first_step: the least that a plan in steps can begin with, when it is covered; None otherwise.
    """

    gap_eur: int
    largest_cover: Proposal | None
    short_uses: tuple[int, ...]
    near: tuple[Option, ...]
    first_step: int | None = None
    limit: Limit | None = None
    room_eur: int | None = None


def limit_of(result: Result, plan: Plan) -> Limit | None:
    """What binds the largest cover: the room for repayment where not one euro more of its heaviest loan fits."""
    if not result.bound:
        return None
    parts = [(part.candidate, part.amount) for part in result.largest_cover.parts] if result.largest_cover is not None else []
    asked = sum(who.service_ppb * amount for who, amount in parts)
    heaviest = max((who.service_ppb for who, _ in parts), default=0)
    full = plan.service_room is not None and asked + heaviest > plan.service_room * PPB
    return "repayment" if full or (plan.service_room == 0 and not parts) else "lenders"


def nearness(option: Option) -> tuple[int, Decimal]:
    """How far a blocked option is from open: criteria that fail, then the sum of their distances relative to the bound."""
    failing = [reason for reason in option.reasons if reason.level == "hard" and reason.truth is Truth.FALSE]
    relative = Decimal(0)
    for reason in failing:
        found = reason.found
        if reason.distance is None or not isinstance(found, int | Decimal) or isinstance(found, bool):
            relative += 1
            continue
        bound = Decimal(found) + (reason.distance.amount if reason.distance.side == "low" else -reason.distance.amount)
        relative += min(Decimal(1), reason.distance.amount / abs(bound)) if bound else 1
    return len(failing), relative


def would_pay(option: Option, client: Client, uses: tuple[int, ...]) -> bool:
    """Whether a blocked option is one criterion away from paying for one of these uses when the bill comes."""
    count, _ = nearness(option)
    purposes = option.product.purposes
    return (
        count == 1
        and option.product.timing.payout == "upfront"
        and any(client.value("use.purpose", use) in purposes or "any" in purposes for use in uses)
    )


def first_step(client: Client, covered: int) -> int | None:
    """The amount that a plan in steps begins with, when so much is covered."""
    least = client.value("need.minimum")
    if client.value("need.phaseable") is not True or not isinstance(least, int | Decimal):
        return None
    return int(least) if least <= covered else None
