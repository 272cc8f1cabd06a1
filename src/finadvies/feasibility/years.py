"""The years of figures beside each other, and the average of those that were not special."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from finadvies.domain.client import Answers, Client
from finadvies.domain.known import FULL_YEAR
from finadvies.domain.values import UNKNOWN, Interval, Known, whole_euros

MOST_YEARS: Final = 3
"""How many full years a financier looks back."""


@dataclass(frozen=True, slots=True)
class Year:
    """One set of figures.

    Attributes:
        position: in the client's list of years, as its slots count.
        year: 2025; None where it was not told.
        kind: final, draft, interim or forecast; None where it was not told.
        special: marked as no normal year.
    """

    position: int
    year: int | None
    kind: str | None
    special: bool

    @property
    def full(self) -> bool:
        """Whether it is a whole year that has been, by what was told."""
        return self.kind is None or self.kind in FULL_YEAR


def years(client: Client) -> tuple[Year, ...]:
    """The newest full years, oldest first, and behind them what runs or is expected."""
    found = [_year(position, table) for position, table in enumerate(client.years)]
    dated = sorted(found, key=lambda year: (year.year if year.year is not None else 0, -year.position))
    full = [year for year in dated if year.full]
    return (*full[-MOST_YEARS:], *(year for year in dated if not year.full))


def special_years(client: Client) -> tuple[Year, ...]:
    """Those of the shown full years that were no normal ones, oldest first."""
    return tuple(year for year in years(client) if year.full and year.special)


def normal_averages(client: Client, keys: tuple[str, ...]) -> Mapping[str, Known]:
    """Per figure the average in whole euros over the shown full years that were not special.

    UNKNOWN where one of those years does not tell it exactly: an average of fewer years would be of other years than the heading
    says. Empty without special years, or without normal ones to set beside them.
    """
    shown = [year for year in years(client) if year.full]
    normal = [year for year in shown if not year.special]
    if not normal or len(normal) == len(shown):
        return {}
    return {key: _average([client.value(key, year.position) for year in normal]) for key in keys}


def _average(values: list[Known]) -> Known:
    told = [Decimal(value) for value in values if isinstance(value, int | Decimal) and not isinstance(value, bool)]
    return whole_euros(sum(told, Decimal(0)) / len(told)) if told and len(told) == len(values) else UNKNOWN


def exact(client: Client, key: str, year: Year) -> int | Decimal | None:
    """A figure of a year; None where it is not told, or only as a span."""
    value = client.value(key, year.position)
    return None if isinstance(value, bool | Interval) or not isinstance(value, int | Decimal) else value


def _year(position: int, table: Answers) -> Year:
    year, kind = _told(table, "figures.year"), _told(table, "figures.kind")
    return Year(
        position,
        year if isinstance(year, int) else None,
        kind if isinstance(kind, str) else None,
        _told(table, "figures.abnormal") is True,
    )


def _told(table: Answers, key: str) -> object:
    return table[key].value if key in table else None
