"""Why a condition is true, false or open: the tree of its tests, each with found, required and the distance between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from finadvies.domain.client import Slot
from finadvies.domain.condition import AllOf, AnyOf, Condition, Not, Test
from finadvies.domain.facts import FACTS, Unit
from finadvies.domain.known import Facts
from finadvies.domain.values import UNKNOWN, Interval, Known
from finadvies.rules.truth import Truth, both, either, test_value


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a number is from what is required.

    Attributes:
        amount: always positive, in `unit`.
        side: the found number is too `low` or too `high`.
    """

    amount: Decimal
    unit: Unit
    side: Literal["low", "high"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One node of the tree.

    Attributes:
        truth: Kleene's value of this node.
        test: the test, for a leaf.
        found: what the client has there.
        distance: for a false test on a number.
        missing: the answers that would decide it.
        parts: the nodes below.
        joined: how the parts go together.
    """

    truth: Truth
    test: Test | None = None
    found: Known = UNKNOWN
    distance: Distance | None = None
    missing: tuple[Slot, ...] = ()
    parts: tuple[Finding, ...] = ()
    joined: Literal["all", "any", "not"] | None = None


def find(condition: Condition, facts: Facts) -> Finding:
    """The tree of findings of a condition."""
    match condition:
        case Test():
            value = facts.get(condition.fact)
            result = test_value(condition, value, facts)
            missing = facts.missing(condition.fact) if result is Truth.UNKNOWN else ()
            distance = _distance(condition, value) if result is Truth.FALSE else None
            return Finding(result, condition, value, distance, missing)
        case AllOf():
            return _joined("all", tuple(find(part, facts) for part in condition.all))
        case AnyOf():
            return _joined("any", tuple(find(part, facts) for part in condition.any))
        case Not():
            below = find(condition.not_, facts)
            return Finding(~below.truth, missing=below.missing, parts=(below,), joined="not")


def _joined(joined: Literal["all", "any"], parts: tuple[Finding, ...]) -> Finding:
    result = (both if joined == "all" else either)(part.truth for part in parts)
    missing = (
        tuple(dict.fromkeys(slot for part in parts if part.truth is Truth.UNKNOWN for slot in part.missing))
        if result is Truth.UNKNOWN
        else ()
    )
    return Finding(result, missing=missing, parts=parts, joined=joined)


def decisive(finding: Finding) -> Finding:
    """The one test that a reader should see: the farthest miss of an `all`, the nearest miss of an `any`."""
    if not finding.parts:
        return finding
    telling = [decisive(part) for part in finding.parts if part.truth is finding.truth or finding.joined == "not"]
    telling = telling or [decisive(part) for part in finding.parts]
    measured = [part for part in telling if part.distance is not None]
    if finding.truth is Truth.FALSE and measured:
        if finding.joined == "any":
            return min(measured, key=_size)
        return max(measured, key=_size)
    return telling[0]


def is_negated(finding: Finding) -> bool:
    """Whether the test that `decisive` shows stands under a `not`, so that what it asks is the opposite."""
    if not finding.parts:
        return False
    leaf = decisive(finding)
    below = next((part for part in finding.parts if decisive(part) is leaf), finding.parts[0])
    return is_negated(below) is not (finding.joined == "not")


def _size(finding: Finding) -> Decimal:
    """How far off, as a part of the bound: nine years and a hundred euros cannot be compared as they are."""
    gap = finding.distance
    if gap is None:
        return Decimal(0)
    low, high = _ends(finding.found)
    found = high if gap.side == "low" else low
    bound = Decimal(0) if found is None else found + (gap.amount if gap.side == "low" else -gap.amount)
    return gap.amount / max(abs(bound), Decimal(1))


def _distance(test: Test, value: Known) -> Distance | None:
    fact = FACTS[test.fact]
    if fact.type != "number" or isinstance(value, date | str):
        return None
    low, high = _ends(value)
    lowest = max((bound for bound in (test.min, test.above) if bound is not None), default=None)
    highest = min((bound for bound in (test.max, test.below) if bound is not None), default=None)
    if lowest is not None and high is not None and high <= lowest:
        return Distance(lowest - high, fact.unit, "low")
    if highest is not None and low is not None and low >= highest:
        return Distance(low - highest, fact.unit, "high")
    return None


def _ends(value: Known) -> tuple[Decimal | None, Decimal | None]:
    if isinstance(value, Interval):
        return (
            None if value.low is None else Decimal(value.low),
            None if value.high is None else Decimal(value.high),
        )
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value), Decimal(value)
    return None, None
