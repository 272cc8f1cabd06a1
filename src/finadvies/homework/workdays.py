"""Working days: Monday to Friday, less the public holidays of the Netherlands. Lenders take in, decide and pay on those."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

SATURDAY: Final = 5


class WorkDays:
    """Days counted from a start, and which of them are worked on.

    Args:
        start: day 0.
    """

    def __init__(self, start: date) -> None:
        self._start = start

    def worked(self, day: int) -> bool:
        """Whether a day is a working day."""
        when = self._start + timedelta(days=day)
        return when.weekday() < SATURDAY and when not in _holidays(when.year)

    def on_or_after(self, day: int) -> int:
        """The first working day from this day on."""
        while not self.worked(day):
            day += 1
        return day

    def on_or_before(self, day: int) -> int:
        """The last working day up to this day."""
        while not self.worked(day):
            day -= 1
        return day

    def later(self, day: int, span: int, *, working: bool) -> int:
        """The working day that lies so many days later: working days, or else calendar days."""
        if not working:
            return self.on_or_after(day + span)
        day = self.on_or_after(day)
        for _ in range(span):
            day = self.on_or_after(day + 1)
        return day

    def earlier(self, day: int, span: int, *, working: bool) -> int:
        """The last working day from which `later` still comes to this day or before it."""
        if not working:
            return self.on_or_before(day - span)
        day = self.on_or_before(day)
        for _ in range(span):
            day = self.on_or_before(day - 1)
        return day


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - it takes longer to load than a whole list, and only a planning needs it

    return frozenset(holidays.country_holidays("NL", years=[year]))
