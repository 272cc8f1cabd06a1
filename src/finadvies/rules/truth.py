"""True, false or unknown: what one test, and a whole condition, says of facts that may be partly known.

Kleene's rules are exact as long as no unknown fact is tested twice. Where one is, the condition is tried on every kind of
value that fact can still take (`rules.completions`), so that the answer is always the one all completions give together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from finadvies.domain.catalogue import Region
from finadvies.domain.condition import AllOf, AnyOf, Condition, Not, Test, tests
from finadvies.domain.facts import FACTS, MAY_BE_NEGATIVE, Fact
from finadvies.domain.known import Facts
from finadvies.domain.values import UNKNOWN, Interval, Known, Members, Place, Unknown, interval


class Truth(Enum):
    """A truth value of Kleene's strong logic."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __invert__(self) -> Truth:
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE


def both(values: Iterable[Truth]) -> Truth:
    """Conjunction: false as soon as one is, unknown when nothing is false and something is open."""
    result = Truth.TRUE
    for value in values:
        if value is Truth.FALSE:
            return value
        if value is Truth.UNKNOWN:
            result = value
    return result


def either(values: Iterable[Truth]) -> Truth:
    """Disjunction."""
    result = Truth.FALSE
    for value in values:
        if value is Truth.TRUE:
            return value
        if value is Truth.UNKNOWN:
            result = value
    return result


def of(holds: bool) -> Truth:  # noqa: FBT001 - this is the conversion itself
    """A plain yes or no as a truth value."""
    return Truth.TRUE if holds else Truth.FALSE


def agreed(values: Iterable[Truth]) -> Truth:
    """What all values say together: their common value, or unknown when they differ."""
    seen = set(values)
    return seen.pop() if len(seen) == 1 else Truth.UNKNOWN


# -- one test ----------------------------------------------------------------------------------------------------------------


def test_value(test: Test, value: Known, facts: Facts) -> Truth:
    """What a test says of a value; of an unknown one, what its fact's whole range says."""
    fact = FACTS[test.fact]
    if fact.type == "number":
        return _number(test, span_of(fact, value))
    if value is UNKNOWN:
        return _of_any_choice(test, fact)
    if isinstance(value, bool):
        return of(test.is_ is value)
    if isinstance(value, Members):
        return _list(test, value)
    if isinstance(value, Place):
        return _place(test, value, facts.catalogue.regions)
    if isinstance(value, date):
        return _date(test, value)
    return of(_text(test, str(value)))


def span_of(fact: Fact, value: Known) -> Interval:
    """The numbers a fact may be: its value, or all that its unit allows."""
    if isinstance(value, Interval):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return interval(value)
    low = None if fact.key in MAY_BE_NEGATIVE or fact.unit in ("times", "-") else 0
    return Interval(low, 1 if fact.unit == "share" and not fact.derived else None)


def _number(test: Test, span: Interval) -> Truth:
    parts = []
    if test.min is not None:
        parts.append(_beyond(span, test.min, included=True))
    if test.above is not None:
        parts.append(_beyond(span, test.above, included=False))
    if test.max is not None:
        parts.append(~_beyond(span, test.max, included=False))
    if test.below is not None:
        parts.append(~_beyond(span, test.below, included=True))
    if test.is_ is not None:
        wanted = Decimal(str(test.is_))
        same = span.low is not None and span.low == span.high == wanted
        inside = (span.low is None or span.low <= wanted) and (span.high is None or wanted <= span.high)
        parts.append(Truth.TRUE if same else Truth.UNKNOWN if inside else Truth.FALSE)
    return both(parts)


def _beyond(span: Interval, bound: Decimal, *, included: bool) -> Truth:
    """Whether every number of the span, none, or some lie at (when included) or above the bound."""
    if span.low is not None and (span.low > bound or (included and span.low == bound)):
        return Truth.TRUE
    if span.high is not None and (span.high < bound or (not included and span.high == bound)):
        return Truth.FALSE
    return Truth.UNKNOWN


def _text(test: Test, value: str) -> bool:
    return (
        (test.is_ is None or test.is_ == value)
        and (test.one_of is None or value in test.one_of)
        and (test.none_of is None or value not in test.none_of)
        and (test.present is None or (value not in ("", "none")) is test.present)
    )


def _of_any_choice(test: Test, fact: Fact) -> Truth:
    if fact.type == "text" and fact.choices:
        return agreed(of(_text(test, choice)) for choice in fact.choices)
    return Truth.UNKNOWN


def _list(test: Test, value: Members) -> Truth:
    parts = []
    if test.has_any is not None:
        parts.append(_overlap(value, test.has_any))
    if test.has_none is not None:
        parts.append(~_overlap(value, test.has_none))
    if test.has_all is not None:
        parts.append(both(_overlap(value, (code,)) for code in test.has_all))
    if test.present is not None:
        some = Truth.TRUE if value.sure else Truth.UNKNOWN if value.maybe else Truth.FALSE
        parts.append(some if test.present else ~some)
    return both(parts)


def _overlap(value: Members, codes: tuple[str, ...]) -> Truth:
    if value.sure.intersection(codes):
        return Truth.TRUE
    return Truth.UNKNOWN if value.maybe.intersection(codes) else Truth.FALSE


def _date(test: Test, value: date) -> Truth:
    return of(
        (test.from_ is None or value >= test.from_)
        and (test.until is None or value <= test.until)
        and (test.after is None or value > test.after)
        and (test.before is None or value < test.before)
    )


def _place(test: Test, place: Place, regions: Mapping[str, Region]) -> Truth:
    region = regions.get(test.in_region or "")
    return Truth.UNKNOWN if region is None else in_region(place, region)


def in_region(place: Place, region: Region) -> Truth:
    """Whether a place lies in a region; a province alone leaves a region that holds only part of it open."""
    if place.municipality is not None and place.municipality in region.without_municipalities:
        return Truth.FALSE
    if place.province in region.provinces:
        unsure = region.without_municipalities and place.municipality is None
        return Truth.UNKNOWN if unsure else Truth.TRUE
    if place.municipality is not None and place.municipality in region.municipalities:
        return Truth.TRUE
    if place.postcode is not None and any(low <= place.postcode <= high for low, high in region.pc4):
        return Truth.TRUE
    partly = (region.municipalities and place.municipality is None) or (region.pc4 and place.postcode is None)
    return Truth.UNKNOWN if partly else Truth.FALSE


# -- a whole condition ---------------------------------------------------------------------------------------------------------

MOST_COMPLETIONS: Final = 4096
"""Beyond this many combinations Kleene's answer stands; no condition of the shipped catalogue comes near."""


def truth(condition: Condition, facts: Facts) -> Truth:
    """What a condition says: unknown only if some completion of the unknown facts makes it true and another false."""
    first = _kleene(condition, facts, {})
    if first is not Truth.UNKNOWN:
        return first
    repeated = repeated_unknowns(condition, facts)
    if not repeated:
        return first
    from finadvies.rules.completions import completions  # noqa: PLC0415 - completions need the tests of this module

    tried = completions(condition, repeated, facts, MOST_COMPLETIONS)
    return agreed(_kleene(condition, facts, values) for values in tried) if tried is not None else first


def repeated_unknowns(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The facts that are not fully known and are asked for more than one thing, in one test or in several."""
    if isinstance(condition, Test) and len(condition.operators) == 1:  # by far the most, so without counting
        value = facts.get(condition.fact)
        return (condition.fact,) if isinstance(value, Place) and not settled(value) else ()
    counts = Counter(test.fact for test in tests(condition) for _ in test.operators)
    # A province alone can be told apart from a region of municipalities only by looking at which lie in it.
    return tuple(
        key for key, count in counts.items() if not settled(value := facts.get(key)) and (count > 1 or isinstance(value, Place))
    )


def settled(value: Known) -> bool:
    """Whether nothing about a value is open."""
    if isinstance(value, Members):
        return not value.maybe
    if isinstance(value, Place):
        return value.postcode is not None
    return not isinstance(value, Unknown | Interval)


def _kleene(condition: Condition, facts: Facts, tried: dict[str, Known]) -> Truth:
    match condition:
        case Test():
            value = tried[condition.fact] if condition.fact in tried else facts.get(condition.fact)
            return test_value(condition, value, facts)
        case AllOf():
            return both(_kleene(part, facts, tried) for part in condition.all)
        case AnyOf():
            return either(_kleene(part, facts, tried) for part in condition.any)
        case Not():
            return ~_kleene(condition.not_, facts, tried)
