"""Codes that files use: found by what people call them, and suggested when somebody writes another word."""

from __future__ import annotations

import pytest

from finadvies.catalogue import vocabulary
from finadvies.catalogue.load import Library


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("omzet", "figures.revenue"),
        ("Jaarrekening", "annual-accounts"),
        ("flevoland", "flevoland"),
        ("landbouw", "landbouw-visserij"),
    ],
)
def test_a_code_is_found_by_its_dutch_name(library: Library, word: str, code: str) -> None:
    assert code in {found.code for found in vocabulary.found(vocabulary.words(library), word)}


def test_every_fact_kind_and_table_has_its_words(library: Library) -> None:
    groups = {word.group for word in vocabulary.words(library)}

    assert groups == {"facts", "kinds", *vocabulary.TABLES}


@pytest.mark.parametrize(
    ("table", "given", "meant"),
    [
        ("documents", "jaarrekening", "annual-accounts"),
        ("documents", "kvk-extrac", "kvk-extract"),
        ("sectors", "landbouw", "landbouw-visserij"),
        ("sectors", "xyzzy", None),
    ],
)
def test_what_was_meant_is_found_by_name_before_spelling(library: Library, table: str, given: str, meant: str | None) -> None:
    assert vocabulary.meant(given, library.records[table]) == meant  # type: ignore[index]  # a table


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("company.age_month", "company.age_months"),
        ("figures.omzet", "figures.revenue"),
        ("company.revenue", "figures.revenue"),
        ("omzet", "figures.revenue"),
        ("company.xyzzy", None),
    ],
)
def test_a_fact_is_suggested_by_its_name_or_not_at_all(given: str, meant: str | None) -> None:
    assert vocabulary.meant_fact(given) == meant
