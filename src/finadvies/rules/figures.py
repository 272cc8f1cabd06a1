"""What a figure of the catalogue comes to for a client: one number, or the set it may still be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Final

from finadvies.domain.condition import Condition, tests
from finadvies.domain.facts import FACTS
from finadvies.domain.figure import Row
from finadvies.domain.known import Facts
from finadvies.domain.values import Exact, Interval, Known, interval
from finadvies.rules.completions import representatives
from finadvies.rules.truth import Truth, settled, truth

MOST_COMPLETIONS: Final = 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a figure comes to.

    Attributes:
        low, high: the least and most it may be; equal when it is known. None = no row tells.
        sources: ids of the sources of the rows that may count.
        out_of_date: no row holds on the day; the last one is shown, never used in silence.
    """

    low: Exact | None
    high: Exact | None
    sources: tuple[str, ...] = ()
    out_of_date: bool = False

    @property
    def exact(self) -> Exact | None:
        """The number, when there is only one."""
        return self.low if self.low == self.high else None

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
    values = list(_values(rows, facts))
    if not values:
        return Outcome(None, None, out_of_date=out_of_date)
    lows, highs = [low for low, _, _ in values], [high for _, high, _ in values]
    sources = tuple(dict.fromkeys(source for _, _, row in values for source in row.source))
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return Outcome(low if low is not None else 0, high, sources, out_of_date)


def _last(figure: tuple[Row, ...]) -> Row:
    """The row that held last."""
    return max(enumerate(figure), key=lambda pair: (pair[1].valid_until or date.max, -pair[0]))[1]


def _values(rows: list[Row], facts: Facts) -> Iterator[tuple[Exact | None, Exact | None, Row]]:
    """(least, most, row) for every row that some completion of the unknown facts lands on."""
    conditions = [row.when for row in rows if row.when is not None]
    open_facts = sorted({key for when in conditions for key in _unknown(when, facts)})
    on = {key: [test for when in conditions for test in tests(when) if test.fact == key] for key in open_facts}
    choices = [representatives(key, on[key], facts) for key in open_facts]
    size = 1
    for choice in choices:
        size *= len(choice)
    if size > MOST_COMPLETIONS:
        yield from ((*_amount(row, facts), row) for row in rows if row.when is None or truth(row.when, facts) is not Truth.FALSE)
        return
    landed: dict[int, Row] = {}
    for values in product(*choices):
        view = facts.for_option(dict(zip(open_facts, values, strict=True))) if open_facts else facts
        for position, row in enumerate(rows):
            if row.when is None or truth(row.when, view) is Truth.TRUE:
                landed[position] = row
                break
    yield from ((*_amount(row, facts), row) for _, row in sorted(landed.items()))


def _unknown(condition: Condition, facts: Facts) -> set[str]:
    return {test.fact for test in tests(condition) if not settled(facts.get(test.fact))}


def _amount(row: Row, facts: Facts) -> tuple[Exact | None, Exact | None]:
    if row.rate is None or row.of is None:
        return row.value, row.value
    span = _span_of(facts.get(row.of), row.of)
    ends = [None if end is None else max(Decimal(0), row.value + row.rate * max(Decimal(0), end - row.over)) for end in (span.low, span.high)]
    low, high = ends if row.rate >= 0 else ends[::-1]
    return low, high


def _span_of(value: Known, key: str) -> Interval:
    if isinstance(value, int | Decimal | Interval) and not isinstance(value, bool):
        return interval(value)
    return Interval(None if FACTS[key].unit == "times" else 0, None)
