"""The library that ships with the program, read once; and the day of all tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from finadvies.catalogue import walk
from finadvies.catalogue.load import Library, read
from finadvies.catalogue.locate import Folders
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.condition import AllOf, AnyOf, Not, Test, tests

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 24)


@lru_cache(maxsize=1)
def shipped_library() -> Library:
    return read(Folders(ROOT / "catalogue", ROOT / "checklists"))


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    return shipped_library().catalogue()


@lru_cache(maxsize=1)
def shipped_conditions() -> tuple[tuple[str, AllOf | AnyOf | Not | Test], ...]:
    """Every condition of catalogue and checklists, with the file it stands in."""
    return tuple(_conditions())


def _conditions() -> Iterator[tuple[str, AllOf | AnyOf | Not | Test]]:
    library = shipped_library()
    for table, records in library.records.items():
        for key, record in records.items():
            for _, condition in walk.conditions(record):
                yield library.entry(table, key).file, condition


@lru_cache(maxsize=1)
def shipped_tests() -> dict[str, tuple[Test, ...]]:
    """Every test that ships, by fact."""
    found: dict[str, list[Test]] = {}
    for _, condition in shipped_conditions():
        for test in tests(condition):
            found.setdefault(test.fact, []).append(test)
    return {key: tuple(on) for key, on in found.items()}
