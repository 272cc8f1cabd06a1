"""From the record of an older program to that of today: one step a schema, each from the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

SCHEMA: Final = 2
"""What this program writes."""

Record = Mapping[str, Any]


def _from_1(record: Record) -> Record:
    """Schema 2 adds `advice` and `written`, which a dossier of schema 1 has not, and has no `outcomes`.

    No program ever wrote or read those; what providers answered stands in the history of the answers. What somebody put there
    by hand stays in the old record, which is kept beside the new one.
    """
    return {key: value for key, value in record.items() if key != "outcomes"}


STEPS: Final[Mapping[int, Callable[[Record], Record]]] = MappingProxyType({1: _from_1})
"""Schema -> the step away from it."""


def current(record: Record, *, steps: Mapping[int, Callable[[Record], Record]] = STEPS) -> dict[str, Any]:
    """The record as this program reads it.

    Args:
        record: with a `schema` for which there is a step, or that of today. Keys keep their names as far as they can, so that a
            problem is still found on its line.
        steps: other than the usual ones only in tests.
    """
    schema: int = record["schema"]
    while schema in steps:
        record, schema = steps[schema](record), schema + 1
    return {**record, "schema": schema}
