"""What a figure of the catalogue comes to for a client: one number, or the set it may still be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.domain.condition import AllOf, Condition, Test
from finadvies.domain.facts import FACTS
from finadvies.domain.figure import Row
from finadvies.domain.known import Facts
from finadvies.domain.values import Exact, Interval, Known, interval
from finadvies.rules.completions import worlds
from finadvies.rules.truth import Truth, truth

MOST_COMPLETIONS: Final = 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a figure comes to.

    Attributes:
        low, high: the least and most it may be; equal when it is known. None = no row tells.
        sources: ids of the sources of the rows that may count.
        out_of_date: no row holds on the day; the last one is shown, never used in silence.
        may_be_absent: for some of what is still open no row tells, so that there may be no such bound at all.
    """

    low: Exact | None
    high: Exact | None
    sources: tuple[str, ...] = ()
    out_of_date: bool = False
    may_be_absent: bool = False

    @property
    def exact(self) -> Exact | None:
        """The number, when there is only one."""
        return self.low if self.low == self.high and not self.may_be_absent else None

    @property
    def known(self) -> bool:
        """Whether the figure says anything."""
        return self.low is not None


NOTHING: Final = Outcome(None, None)


def outcome(figure: tuple[Row, ...] | None, facts: Facts) -> Outcome:
    """What `figure` comes to on the day of `facts`.

    Rows are tried in order. Where a row's condition is open, every kind of value its unknown facts can take is tried, so that
    two rows on the same fact never give a number that no client can have.
    """
    if figure is None:
        return NOTHING
    rows = [row for row in figure if row.in_force(facts.today)]
    out_of_date = not rows
    rows = rows or [_last(figure)]
    found = list(_values(rows, facts))
    values = [(low, high, row) for low, high, row in found if row is not None]
    if not values:
        return Outcome(None, None, out_of_date=out_of_date)
    lows, highs = [low for low, _, _ in values], [high for _, high, _ in values]
    sources = tuple(dict.fromkeys(source for _, _, row in values for source in row.source))
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return Outcome(low if low is not None else 0, high, sources, out_of_date, len(values) < len(found))


def _last(figure: tuple[Row, ...]) -> Row:
    """The row that held last."""
    return max(enumerate(figure), key=lambda pair: (pair[1].valid_until or date.max, -pair[0]))[1]


def _values(rows: list[Row], facts: Facts) -> Iterator[tuple[Exact | None, Exact | None, Row | None]]:
    """(least, most, row) for every row that some completion of the unknown facts lands on; None for landing on no row."""
    possible = worlds([row.when for row in rows if row.when is not None], facts, MOST_COMPLETIONS)
    landed: set[int | None] = set()
    if possible is None:
        landed = {n for n, row in enumerate(rows) if row.when is None or truth(row.when, facts) is not Truth.FALSE}
    else:
        for world in possible:
            landed.add(next((n for n, row in enumerate(rows) if row.when is None or truth(row.when, world) is Truth.TRUE), None))
    if None in landed:
        yield None, None, None
    yield from ((*_amount(rows[n], facts), rows[n]) for n in sorted(n for n in landed if n is not None))


def _amount(row: Row, facts: Facts) -> tuple[Exact | None, Exact | None]:
    if row.rate is None or row.of is None:
        return row.value, row.value
    span = _where_it_holds(row, _span_of(facts.get(row.of), row.of))
    ends = [
        None if end is None else max(Decimal(0), row.value + row.rate * max(Decimal(0), end - row.over))
        for end in (span.low, span.high)
    ]
    low, high = ends if row.rate >= 0 else ends[::-1]
    return low, high


def _span_of(value: Known, key: str) -> Interval:
    if isinstance(value, int | Decimal | Interval) and not isinstance(value, bool):
        return interval(value)
    return Interval(None if FACTS[key].unit == "times" else 0, None)


def _where_it_holds(row: Row, span: Interval) -> Interval:
    """The part of the span of a row's fact on which its own condition can hold."""
    low, high = span.low, span.high
    for test in _required(row.when):
        if test.fact == row.of:
            low = max((bound for bound in (low, test.min, test.above) if bound is not None), default=None)
            high = min((bound for bound in (high, test.max, test.below) if bound is not None), default=None)
    return Interval(low, high) if low is None or high is None or low <= high else span


def _required(condition: Condition | None) -> Iterator[Test]:
    """The tests that must hold for a condition to hold, as far as it says so outright."""
    match condition:
        case Test():
            yield condition
        case AllOf():
            for part in condition.all:
                yield from _required(part)
        case _:
            pass
