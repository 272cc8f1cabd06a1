"""The base of every record read from a file, and the types its fields are made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class Record(BaseModel):
    """Frozen, strict (`"15"` is not 15) and closed (an unknown key is a fault)."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=True)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _decimal(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


ListOf = BeforeValidator(_tuple)
"""Marks a tuple field that TOML writes as a list: `Annotated[tuple[str, ...], ListOf]`."""

Texts = Annotated[tuple[str, ...], ListOf]
Ids = Annotated[tuple[str, ...], ListOf]
Text = Annotated[str, Field(min_length=1)]

Rate = Annotated[Decimal, BeforeValidator(_decimal)]
"""A share or yearly rate, 0-1 in the files; decimal so that 0.1 is a tenth."""

Share = Annotated[Rate, Field(ge=0, le=1)]
Euro = Annotated[int, Field(ge=0)]
"""Whole euros. A float is a fault: 50.000 is fifty."""

Days = Annotated[int, Field(ge=0)]
Months = Annotated[int, Field(ge=0)]


def _one_or_many(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


SourceIds = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]
"""`source = "faq"` or `source = ["faq", "gk"]`."""

MonthText = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
SourceDate = Annotated[str, Field(pattern=r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|unknown)$")]
YearDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
