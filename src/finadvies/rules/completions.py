"""The kinds of value an unknown fact can still take, as far as the tests on it can tell them apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations, pairwise, product
from math import prod

from finadvies.domain.condition import Condition, Test, tests
from finadvies.domain.facts import FACTS, Fact
from finadvies.domain.known import Facts
from finadvies.domain.values import UNKNOWN, Known, Members, Place
from finadvies.rules.truth import in_region, settled, span_of

OTHER = "\x00other"
"""Stands for every code that no test mentions."""


def completions(condition: Condition, keys: tuple[str, ...], facts: Facts, most: int) -> Iterator[dict[str, Known]] | None:
    """Every combination of kinds of value for `keys`; None where there are more than `most`: a part of them proves nothing."""
    on = {key: [test for test in tests(condition) if test.fact == key] for key in keys}
    # A list of n codes has 2^n kinds of value: it is counted before it is made.
    if prod(2 ** len(_open_codes(FACTS[key], on[key], facts.get(key))) for key in keys if FACTS[key].type == "list") > most:
        return None
    choices = [representatives(key, on[key], facts) for key in keys]
    if prod(len(choice) for choice in choices) > most:
        return None
    return (dict(zip(keys, values, strict=True)) for values in product(*choices))


def worlds(conditions: list[Condition], facts: Facts, most: int) -> Iterator[Facts] | None:
    """The facts with every combination of kinds of value for what is open in `conditions`; None where there are more than `most`."""
    on: dict[str, list[Test]] = {}
    for condition in conditions:
        for test in tests(condition):
            on.setdefault(test.fact, []).append(test)
    keys = sorted(key for key in on if not settled(facts.get(key)))
    choices = [representatives(key, on[key], facts) for key in keys]
    if prod(len(choice) for choice in choices) > most:
        return None
    return (facts.for_option(dict(zip(keys, values, strict=True))) for values in product(*choices))


def representatives(key: str, on: list[Test], facts: Facts) -> list[Known]:
    """One value for every kind that the tests `on` a fact can tell apart, within what is known of it."""
    fact, value = FACTS[key], facts.get(key)
    match fact.type:
        case "bool":
            return [True, False] if value is UNKNOWN else [value]
        case "number":
            return _numbers(fact, on, value)
        case "text":
            return [value] if isinstance(value, str) else list(_texts(fact, on))
        case "list":
            return list(_lists(fact, on, value))
        case "date":
            return [value] if isinstance(value, date) else list(_dates(on))
        case "place":
            return list(_places(on, value, facts))


def _numbers(fact: Fact, on: list[Test], value: Known) -> list[Known]:
    span = span_of(fact, value)
    bounds = {bound for test in on for bound in (test.min, test.max, test.above, test.below) if bound is not None}
    bounds |= {Decimal(str(test.is_)) for test in on if test.is_ is not None}
    bounds |= {Decimal(end) for end in (span.low, span.high) if end is not None}
    points = sorted(bounds)
    between = [(a + b) / 2 for a, b in pairwise(points)]
    tried = sorted({*points, *between, points[0] - 1, points[-1] + 1})
    return [point for point in tried if (span.low is None or span.low <= point) and (span.high is None or point <= span.high)]


def _texts(fact: Fact, on: list[Test]) -> list[str]:
    if fact.choices:
        return list(fact.choices)
    named = {code for test in on for code in (*(test.one_of or ()), *(test.none_of or ()))}
    named |= {test.is_ for test in on if isinstance(test.is_, str)}
    return [*sorted(named), "none", OTHER]


def _lists(fact: Fact, on: list[Test], value: Known) -> Iterator[Members]:
    sure = value.sure if isinstance(value, Members) else frozenset()
    free = _open_codes(fact, on, value)
    subsets = chain.from_iterable(combinations(free, size) for size in range(len(free) + 1))
    return (Members(sure | frozenset(subset)) for subset in subsets)


def _open_codes(fact: Fact, on: list[Test], value: Known) -> list[str]:
    """The codes that tests name and that may be in the list or not, and one for all the others."""
    named = {code for test in on for code in (*(test.has_any or ()), *(test.has_all or ()), *(test.has_none or ()))}
    if isinstance(value, Members):
        named &= value.maybe
        others = value.maybe - named
    else:
        others = frozenset(fact.choices) - named or frozenset({OTHER})
    return [*sorted(named), *sorted(others)[:1]]


def _dates(on: list[Test]) -> list[date]:
    bounds = {bound for test in on for bound in (test.from_, test.until, test.after, test.before) if bound is not None}
    return sorted({bound + timedelta(days=step) for bound in bounds for step in (-1, 0, 1)})


def _places(on: list[Test], value: Known, facts: Facts) -> Iterator[Known]:
    if isinstance(value, Place) and value.postcode is not None:
        yield value
        return
    regions = [region for test in on if (region := facts.catalogue.regions.get(test.in_region or "")) is not None]
    seen = set()
    for postcode, (province, municipality) in facts.catalogue.geography.postcodes.items():
        if municipality is None:  # a postcode of which the table does not say it; its neighbours stand for it
            continue
        if isinstance(value, Place) and (province != value.province or value.municipality not in (None, municipality)):
            continue
        place = Place(province, municipality, postcode)
        kind = tuple(in_region(place, region) for region in regions)
        if kind not in seen:
            seen.add(kind)
            yield place
    if not seen:
        yield value
