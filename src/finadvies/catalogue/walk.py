"""Walk a record with the path of everything in it, so that a check can say where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from finadvies.domain.condition import AllOf, AnyOf, Not, Test
from finadvies.domain.figure import Row
from finadvies.domain.record import Record
from finadvies.problems import Path


def values(record: Record, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value in a record, outermost first, with the path of the file's own key names."""
    for name, info in type(record).model_fields.items():
        if name not in record.model_fields_set:
            continue
        value = getattr(record, name)
        yield from _inside(value, (*path, info.alias or name))


def _inside(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, Record):
        yield from values(value, path)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _inside(item, (*path, position))


def conditions(record: Record) -> Iterator[tuple[Path, AllOf | AnyOf | Not | Test]]:
    """The outermost conditions in a record: `when`, `applies` and those of figure rows."""
    for path, value in values(record):
        if isinstance(value, AllOf | AnyOf | Not | Test) and not _below_condition(path):
            yield path, value


def _below_condition(path: Path) -> bool:
    return path[-1] not in ("when", "applies")


def all_tests(record: Record) -> Iterator[tuple[Path, Test]]:
    """Every test in a record."""
    for path, value in values(record):
        if isinstance(value, Test):
            yield path, value


def figures(record: Record) -> Iterator[tuple[Path, tuple[Row, ...]]]:
    """Every figure in a record."""
    for path, value in values(record):
        if isinstance(value, tuple) and value and all(isinstance(item, Row) for item in value):
            yield path, value


def sources_named(record: Record) -> Iterator[tuple[Path, str]]:
    """Every mention of a source id."""
    for path, value in values(record):
        if path[-1] in ("source", "code_source") and isinstance(value, tuple):
            for name in value:
                yield path, name
