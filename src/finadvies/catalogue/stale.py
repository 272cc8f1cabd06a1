"""`catalogue stale`: the entries that somebody has to look at again, most overdue first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from finadvies.catalogue.load import Library
from finadvies.domain.checklist import Checklist
from finadvies.domain.entry import Entry
from finadvies.domain.upkeep import Stale, WhyStale


def stale(library: Library, today: date, older_than: int | None = None) -> tuple[Stale, ...]:
    """Every dated entry whose day of review has passed, or whose facts are more than `older_than` months old."""
    return tuple(sorted(_found(library, today, older_than), key=lambda entry: (entry.due, entry.file)))


def _found(library: Library, today: date, older_than: int | None) -> Iterator[Stale]:
    for table, records in library.records.items():
        for key, record in records.items():
            if not isinstance(record, Entry | Checklist):
                continue
            ends: dict[WhyStale, date] = {}
            if record.next_review is not None:
                ends["review"] = record.next_review
            if older_than is not None:
                ends["age"] = last_day(record.as_of, older_than)
            passed = {why: end for why, end in ends.items() if end < today}
            if passed:
                yield Stale(
                    table,
                    key,
                    library.entry(table, key).file,
                    record.as_of,
                    record.next_review,
                    record.confidence,
                    min(passed.values()),
                    tuple(passed),
                )


def last_day(as_of: str, months: int) -> date:
    """The last day of the month that comes `months` after the month `as_of`."""
    year, month = divmod(int(as_of[:4]) * 12 + int(as_of[5:7]) + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
