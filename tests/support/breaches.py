"""Every rule of `finadvies.mix.model` looked up again in a mix that was given: no search, no leaf, only sums."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from drawn_plans import allowed

from finadvies.mix import Candidate, Mix, Plan

MILLION = 10**6


def breaches(plan: Plan, mix: Mix) -> list[str]:
    """What a mix breaks: the number of the rule and who; and figures that do not follow from its parts."""
    return [*_sums(plan, mix), *_amounts(mix), *_together(plan, mix), *_several_amounts(plan, mix), *_figures(plan, mix)]


def _sums(plan: Plan, mix: Mix) -> Iterator[str]:
    per_use = [0] * len(plan.need)
    for use, amount in (*mix.own_uses, *mix.gap_uses, *[pair for part in mix.parts for pair in part.uses]):
        per_use[use] += amount
        if amount <= 0:
            yield "1: an amount of nothing"
    if tuple(per_use) != plan.need:
        yield "1: a use does not add up"
    if mix.gap != sum(a for _, a in mix.gap_uses) or mix.covered + mix.gap != sum(plan.need) or mix.covered <= 0:
        yield "1: gap and cover"
    if mix.own > plan.own or mix.own != sum(a for _, a in mix.own_uses):
        yield "2: own money"


def _amounts(mix: Mix) -> Iterator[str]:
    for part in mix.parts:
        who = part.candidate
        if part.amount != sum(amount for _, amount in part.uses) or [u for u, _ in part.uses] != sorted(
            {u for u, _ in part.uses}
        ):
            yield f"1: {who.id} does not add up"
        if any(amount > who.ceilings[use] for use, amount in part.uses):
            yield f"3: {who.id}"
        if not who.minimum <= part.amount <= who.maximum:
            yield f"4: {who.id}"
        if who.guarantee and part.amount * who.guarantee_share_ppm > who.guarantee_ceiling * MILLION:
            yield f"5: {who.id}"


def _together(plan: Plan, mix: Mix) -> Iterator[str]:
    parts = tuple(part.candidate for part in mix.parts)
    if not set(parts) <= set(plan.candidates):
        yield "a candidate that the plan does not have"
    if not allowed(plan, parts):
        yield "6, 7 or 8: not allowed together"
    if len(parts) > plan.max_components:
        yield "7: components"
    if [who.id for who in parts] != sorted(who.id for who in parts):
        yield "parts are not by id"


def _several_amounts(plan: Plan, mix: Mix) -> Iterator[str]:
    parts = [(part.candidate, part.amount) for part in mix.parts]
    service = sum(who.service_ppb * amount for who, amount in parts)
    if plan.service_room is not None and service > plan.service_room * 1_000 * MILLION:
        yield "9: debt service"
    for who, _ in parts:
        own = plan.own + sum(amount for other, amount in parts if other.products & who.own_from)
        if own < who.own_means:
            yield f"10: {who.id}"
        debt = sum(amount for other, amount in parts if other.products & who.debt_of)
        if who.debt_room is not None and debt > who.debt_room:
            yield f"11: {who.id}"
        if who.partners and not any(other.products & who.partners for other, _ in parts if other.product != who.product):
            yield f"12: {who.id}"


def _figures(plan: Plan, mix: Mix) -> Iterator[str]:
    parts: list[Candidate] = [part.candidate for part in mix.parts]
    cost = sum(part.candidate.fixed_cost + Fraction(part.amount * part.candidate.price_ppm, MILLION) for part in mix.parts)
    lines = {line for who in parts for line in who.documents}
    points = [who.uncertainty for who in parts]
    expected = {
        "cost": (mix.cost, ceil(cost)),
        "days": (mix.days, max([who.days for who in parts], default=0)),
        "documents": (mix.documents, lines),
        "homework": (mix.homework, sum(plan.effort[line] for line in lines)),
        "certainty": (mix.certainty, 100 * max(points, default=0) + sum(points)),
        "control": (mix.control, sum(100 * who.gives_shares + who.private_guarantee for who in parts)),
    }
    yield from (f"{name}: {told} for {due}" for name, (told, due) in expected.items() if told != due)
