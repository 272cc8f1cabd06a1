"""A figure of the catalogue: a number, or rows of which the first that holds (by date and condition) counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from finadvies.domain.condition import Condition
from finadvies.domain.record import Rate, Record, SourceIds


class Row(Record):
    """One row of a figure: `value + rate x max(0, of - over)`, never below zero.

    Attributes:
        value: the fixed part.
        rate, of, over: a share of the fact `of` above `over`.
        when: the condition under which the row counts; none = always.
        valid_from, valid_until: the dates between which it counts, both included.
        source: ids of the entry's sources, where they differ from those of the table.
    """

    value: Rate = Decimal(0)
    rate: Rate | None = None
    of: str | None = None
    over: Rate = Decimal(0)
    when: Condition | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    source: SourceIds = ()
    note: str = ""

    def in_force(self, today: date) -> bool:
        """Whether the row counts on this day."""
        return (self.valid_from is None or self.valid_from <= today) and (self.valid_until is None or today <= self.valid_until)


def _rows(value: Any) -> Any:
    """A bare number is one row that always holds."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("figure_type", "a number or rows")
    if isinstance(value, int | float):
        return ({"value": value},)
    return tuple(value) if isinstance(value, list) else value


def _euro_rows(value: Any) -> Any:
    """As `_rows`; a float is refused, for 50.000 is fifty."""
    rows = _rows(value)
    if isinstance(rows, tuple):
        for row in rows:
            if isinstance(row, dict) and (isinstance(row.get("value"), float) or isinstance(row.get("over"), float)):
                raise PydanticCustomError("euro_float", "whole euros")
    return rows


Figure = Annotated[tuple[Row, ...], BeforeValidator(_rows), Field(min_length=1)]
"""Shares, rates, months and other numbers that are not euros."""

EuroFigure = Annotated[tuple[Row, ...], BeforeValidator(_euro_rows), Field(min_length=1)]
"""Whole euros."""
