"""Checks that hold for every kind of entry: ids, references, sources, dates, languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from finadvies.catalogue import walk
from finadvies.catalogue.files import Entry, Table
from finadvies.catalogue.load import Library
from finadvies.catalogue.vocabulary import meant
from finadvies.domain.citizen_number import holds_citizen_number
from finadvies.domain.entry import Entry as DatedEntry
from finadvies.domain.facts import suggest
from finadvies.domain.product import Product
from finadvies.domain.record import Record
from finadvies.problems import Path, Problem

UNSOURCED: Final = frozenset({"checklists", "documents"})
NAMED_LISTS: Final = frozenset({"criteria", "stacking", "fees", "remarks", "duties", "steps", "repairs", "requirements"})
NINE_DIGITS: Final = re.compile(r"(?<!\d)\d{9}(?!\d)")

_REFERENCES: Final[dict[str, Table]] = {
    "lender": "lenders",
    "lenders": "lenders",
    "document": "documents",
    "documents": "documents",
    "after": "documents",
    "accepted_instead": "documents",
    "sets": "sets",
    "successor": "products",
    "products": "products",
    "not_products": "products",
    "product": "products",
    "regime": "aid",
    "in_region": "regions",
    "help": "help",
    "kind": "kinds",
    "kinds": "kinds",
    "loan_kinds": "kinds",
}
"""Key of a file -> the table its ids must stand in."""


def _each(library: Library) -> Iterator[tuple[Table, str, Entry, Record]]:
    for table, records in library.records.items():
        for key, record in records.items():
            yield table, key, library.entry(table, key), record


def id_is_file_name(library: Library, _: date) -> Iterator[Problem]:
    """L02: the file stem is the id, and the folder of a product its kind."""
    for table, key, entry, record in _each(library):
        named = getattr(record, "lender" if table == "checklists" else "id")
        if named != key:
            yield entry.problem(("lender" if table == "checklists" else "id",), "id_is_not_stem", id=named, stem=key)
        if isinstance(record, Product) and record.kind != entry.folder:
            yield entry.problem(("kind",), "kind_is_not_folder", kind=record.kind, folder=entry.folder)


def alias_is_free(library: Library, _: date) -> Iterator[Problem]:
    """L25: an alias is nobody's id and nobody else's alias."""
    for table in ("products", "lenders", "documents"):
        taken: dict[str, str] = {}
        for key, record in library.records[table].items():
            for position, alias in enumerate(getattr(record, "aliases", ())):
                entry = library.entry(table, key)
                if (table, alias) in library.entries or alias in taken:
                    yield entry.problem(("aliases", position), "alias_in_use", alias=alias, other=taken.get(alias, alias))
                taken[alias] = key


def references_exist(library: Library, _: date) -> Iterator[Problem]:
    """L05: every id that is named stands somewhere."""
    known = {table: library.ids(table) for table in library.records}
    for table, _key, entry, record in _each(library):
        for path, value in walk.values(record):
            target = _target(table, path)
            for position, name in _names(value):
                if target and name not in known[target]:
                    where = path if position is None else (*path, position)
                    yield entry.problem(
                        where, "unknown_id", id=name, table=target, suggestion=meant(name, library.records[target])
                    )


def sectors_exist(library: Library, _: date) -> Iterator[Problem]:
    """L05: a condition on the sectors of a company names sectors of the catalogue."""
    known = library.ids("sectors")
    for _table, _key, entry, record in _each(library):
        for path, test in walk.all_tests(record):
            if test.fact != "company.sectors":
                continue
            for operator in ("has_any", "has_all", "has_none"):
                for position, name in enumerate(getattr(test, operator) or ()):
                    if name not in known:
                        where = (*path, operator, position)
                        yield entry.problem(
                            where, "unknown_id", id=name, table="sectors", suggestion=meant(name, library.records["sectors"])
                        )


def _target(table: Table, path: Path) -> Table | None:
    name = path[-1]
    if not isinstance(name, str) or (table == "lenders" and name == "kind"):
        return None
    if table == "checklists" and name == "lender":
        return "lenders"
    return _REFERENCES.get(name)


def _names(value: Any) -> Iterator[tuple[int | None, str]]:
    if isinstance(value, str):
        yield None, value
    elif isinstance(value, tuple):
        for position, name in enumerate(value):
            if isinstance(name, str):
                yield position, name


def sources_exist(library: Library, _: date) -> Iterator[Problem]:
    """L05, L12, L14: each source named is described, each one described is named, none twice."""
    for table, _key, entry, record in _each(library):
        described = [source.id for source in getattr(record, "sources", ())]
        named = list(walk.sources_named(record))
        for path, name in named:
            if name not in described:
                yield entry.problem(path, "unknown_source", id=name, suggestion=suggest(name, described))
        for position, name in enumerate(described):
            if described.index(name) != position:
                yield entry.problem(("sources", position), "twice", id=name)
        used = {name for _, name in named}
        if table not in ("documents", "lenders", "help", "kinds", "grounds", "sectors", "regions", "aid", "norms", "parameters"):
            for position, name in enumerate(described):
                if name not in used:
                    yield entry.problem(("sources", position), "unused_source", level="warning", id=name)
        if not described and table != "office":  # an office knows its own name
            yield entry.problem(("sources",), "no_source")


def ids_unique_inside(library: Library, _: date) -> Iterator[Problem]:
    """L14: criteria, fees, stacking rules, remarks, duties, steps and lines of a list have names of their own."""
    for _table, _key, entry, record in _each(library):
        for path, value in walk.values(record):
            if path[-1] not in NAMED_LISTS or not isinstance(value, tuple):
                continue
            seen: set[str] = set()
            for position, item in enumerate(value):
                name = str(getattr(item, "name", None) or getattr(item, "id", ""))
                if name in seen:
                    yield entry.problem((*path, position), "twice", id=name)
                seen.add(name)


def review_follows_as_of(library: Library, today: date) -> Iterator[Problem]:
    """L13: the day of review comes after the day of the facts; once passed, the entry is old."""
    for _table, _key, entry, record in _each(library):
        review, as_of = getattr(record, "next_review", None), getattr(record, "as_of", None)
        if review is None:
            continue
        if isinstance(as_of, str) and review.isoformat()[:7] < as_of:
            yield entry.problem(("next_review",), "review_before_as_of", review=review, as_of=as_of)
        if isinstance(record, DatedEntry) and record.stale(today):
            yield entry.problem(("next_review",), "stale", level="warning", review=review)


def texts_in_both_languages(library: Library, _: date) -> Iterator[Problem]:
    """A text that a client reads stands in Dutch and in English; an office may do with Dutch."""
    for _table, _key, entry, record in _each(library):
        if entry.overlay:
            continue
        for path, value in walk.values(record):
            if not isinstance(value, Record):
                continue
            yield from _one_language(entry, path, value)
        yield from _one_language(entry, (), record)


def _one_language(entry: Entry, path: Path, record: Record) -> Iterator[Problem]:
    for name in type(record).model_fields:
        if not name.endswith("_nl"):
            continue
        english = f"{name[:-3]}_en"
        if english in type(record).model_fields and getattr(record, name) and not getattr(record, english):
            yield entry.problem((*path, name), "no_english", level="warning", key=english)


def no_citizen_number(library: Library, _: date) -> Iterator[Problem]:
    """L23: nothing in the catalogue looks like a citizen service number."""
    for entry in library.entries.values():
        for number, line in enumerate(entry.text.splitlines(), start=1):
            for found in NINE_DIGITS.findall(line):
                if holds_citizen_number(found):
                    yield Problem(entry.file, number, (), "citizen_number", {})


def phone_has_date(library: Library, _: date) -> Iterator[Problem]:
    """L23: a phone number says when it was seen."""
    for table, _key, entry, record in _each(library):
        if table != "office" and getattr(record, "phone", None) and not getattr(record, "phone_as_of", None):
            yield entry.problem(("phone",), "phone_without_date")


CHECKS = (
    id_is_file_name,
    alias_is_free,
    references_exist,
    sectors_exist,
    sources_exist,
    ids_unique_inside,
    review_follows_as_of,
    texts_in_both_languages,
    no_citizen_number,
    phone_has_date,
)
