"""Papers that may not be old: which would have expired by the day that counts, and when to order them instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from finadvies.homework.lists import Key
from finadvies.homework.requirements import Requirement
from finadvies.homework.rounds import Rounds


@dataclass(frozen=True, slots=True)
class Stale:
    """A paper that has expired when a lender decides, or pays, if it is begun as early as it can be.

    Attributes:
        lenders: for whom, sorted.
        expires: the first day on which it no longer counts for one of them.
        needed: the last day of their decisions, or of their money.
        again_for: those for whom it expires even if begun as late as can be, so that they will want a new one.
    """

    key: Key
    lenders: tuple[str, ...]
    event: Literal["decision", "cash"]
    expires: int
    needed: int
    again_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """The outcome.

    Attributes:
        valid_days: how long each paper counts for the strictest that asks it.
        not_before: the first day to begin a paper that would expire; never so late that a submission moves.
        stale: those papers with the lenders they expire for, by paper.
    """

    valid_days: Mapping[Key, int]
    not_before: Mapping[Key, int]
    stale: tuple[Stale, ...]


def freshness(plan: Rounds) -> Freshness:
    """Judge every paper that is still to be made against the days on which the lenders look at it."""
    begin, ready = plan.earliest()
    last = plan.latest(plan.days, begin)
    valid: dict[Key, int] = {}
    not_before: dict[Key, int] = {}
    stale: dict[tuple[Key, str], Stale] = {}
    for line in plan.lines:
        key = line.key
        if key not in plan.planned or key in plan.in_hand:
            continue
        for wish in line.wishes:
            # What a lender says itself goes before how long such papers count in general.
            days = wish.marks.max_age_days if wish.marks.max_age_days is not None else line.record.valid_days
            if days is None:
                continue
            valid[key] = min(days, valid.get(key, days))
            event, needed = _day_that_counts(wish, plan)
            if needed is None or ready[key] + days >= needed:
                continue
            # Counted with the shortest time it takes: a paper that comes sooner is older on the day.
            ideal = needed - days - line.record.lead_days.min
            latest = last.get(key, begin[key])
            not_before[key] = max(not_before.get(key, 0), min(ideal, latest))
            again = (wish.lender,) if latest + plan.lead[key] + days < needed else ()
            known = stale.get((key, event), Stale(key, (), event, ready[key] + days, needed, ()))
            stale[key, event] = Stale(
                key,
                tuple(sorted({*known.lenders, wish.lender})),
                event,
                min(known.expires, ready[key] + days),
                max(known.needed, needed),
                tuple(sorted({*known.again_for, *again})),
            )
    return Freshness(valid, not_before, tuple(stale.values()))


def _day_that_counts(wish: Requirement, plan: Rounds) -> tuple[Literal["decision", "cash"], int | None]:
    if wish.phase == "payout":
        return "cash", plan.days.cash.get(wish.lender)
    return "decision", None if wish.phase == "after" else plan.days.decision.get(wish.lender)
