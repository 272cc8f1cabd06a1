"""The list of formulas: which facts follow from which others. The modules beside this one put them in (`derive` names them all)."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from finadvies.domain.values import Exact, Interval, Known

if TYPE_CHECKING:
    from finadvies.domain.known import Facts

Number = Exact | Interval


@dataclass(frozen=True, slots=True)
class Formula:
    """A way to work out one fact.

    Attributes:
        needs: the fact keys it is worked out from.
        work_out: gives the value, or UNKNOWN while too little is known.
    """

    needs: tuple[str, ...]
    work_out: Callable[[Facts], Known]


_formulas: dict[str, Formula] = {}
FORMULAS: Final[Mapping[str, Formula]] = _formulas


def give(key: str, formula: Formula) -> None:
    """Put a formula in the list."""
    _formulas[key] = formula


def derived(key: str, *needs: str) -> Callable[[Callable[[Facts], Known]], Callable[[Facts], Known]]:
    """Mark a function as the formula of a fact, which needs these others."""

    def register(function: Callable[[Facts], Known]) -> Callable[[Facts], Known]:
        give(key, Formula(needs, function))
        return function

    return register


def number(facts: Facts, key: str) -> Number | None:
    """The number a fact is known to be, or None."""
    value = facts.get(key)
    return value if isinstance(value, int | Decimal | Interval) and not isinstance(value, bool) else None


def exact_number(facts: Facts, key: str) -> Exact | None:
    """The one number a fact is known to be; None for a span and for what is not known."""
    value = number(facts, key)
    return None if isinstance(value, Interval) else value


def numbers(facts: Facts, *keys: str) -> list[Number] | None:
    """The values of all `keys`, or None when one is unknown."""
    values = [number(facts, key) for key in keys]
    return [value for value in values if value is not None] if None not in values else None


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`, negative when `end` comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or before; the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
