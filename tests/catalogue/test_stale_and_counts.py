"""What is old and how much there is, on a library with known dates and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made import product

from finadvies.catalogue.counts import counts
from finadvies.catalogue.files import Entry
from finadvies.catalogue.load import MODELS, Library, read
from finadvies.catalogue.locate import Folders
from finadvies.catalogue.stale import last_day, stale
from finadvies.domain.catalogue import Lender

SMALL = Path(__file__).resolve().parents[1] / "data" / "small"
TODAY = date(2026, 11, 24)


def library_of(**tables: Mapping[str, Any]) -> Library:
    records = {table: dict(tables.get(table, {})) for table in MODELS}
    entries = {(table, key): Entry(table, key, table, f"{table}/{key}.toml", "") for table in records for key in records[table]}
    return Library(entries, records, [], "")


def with_dates(key: str, as_of: str, review: str | None) -> Any:
    return product(id=key, as_of=as_of, next_review=None if review is None else date.fromisoformat(review))


@pytest.fixture
def dated() -> Library:
    return library_of(
        products={
            "vers": with_dates("vers", "2026-11", "2027-05-01"),
            "gisteren": with_dates("gisteren", "2026-05", "2026-11-23"),
            "vandaag": with_dates("vandaag", "2026-05", "2026-11-24"),
            "lang": with_dates("lang", "2024-01", "2025-01-01"),
            "zonder": with_dates("zonder", "2025-11", None),
        }
    )


# -- stale -------------------------------------------------------------------------------------------------------------------


def test_an_entry_is_stale_the_day_after_its_review_and_the_most_overdue_comes_first(dated: Library) -> None:
    assert [(entry.id, entry.due, entry.why) for entry in stale(dated, TODAY)] == [
        ("lang", date(2025, 1, 1), ("review",)),
        ("gisteren", date(2026, 11, 23), ("review",)),
    ]


def test_an_age_adds_what_is_older_and_counts_from_the_day_it_became_so(dated: Library) -> None:
    assert [(entry.id, entry.due, entry.why) for entry in stale(dated, TODAY, 11)] == [
        ("lang", date(2024, 12, 31), ("review", "age")),
        ("zonder", date(2026, 10, 31), ("age",)),
        ("gisteren", date(2026, 11, 23), ("review",)),
    ]


def test_facts_of_twelve_months_ago_are_not_older_than_twelve_months(dated: Library) -> None:
    assert "zonder" not in [entry.id for entry in stale(dated, TODAY, 12)]
    assert "zonder" in [entry.id for entry in stale(dated, date(2026, 12, 1), 12)]


@pytest.mark.parametrize(
    ("as_of", "months", "day"),
    [("2026-11", 0, date(2026, 11, 30)), ("2026-12", 0, date(2026, 12, 31)), ("2025-12", 2, date(2026, 2, 28))],
)
def test_the_last_day_of_being_fresh(as_of: str, months: int, day: date) -> None:
    assert last_day(as_of, months) == day


def test_every_dated_table_is_looked_at(library: Library) -> None:
    tables = {entry.table for entry in stale(library, date(2099, 1, 1), 1)}

    assert tables == {
        "products", "lenders", "help", "kinds", "norms", "grounds", "aid", "parameters", "documents", "checklists",
    }  # fmt: skip


# -- counts ------------------------------------------------------------------------------------------------------------------

SOURCES = [
    {"id": "s", "url": "https://example.org", "date": "2026", "facts": "x"},
    {"id": "gk", "url": "general knowledge", "date": "unknown", "facts": "x"},
]
HARD = {"when": {"fact": "company.age_months", "min": 12}}
PROSE = {"level": "judgement"}


def test_criteria_are_counted_by_level_and_the_median_is_over_open_products_only() -> None:
    told = counts(
        library_of(
            products={
                "een": product(HARD, PROSE, id="een"),
                "drie": product(HARD, HARD, {**HARD, "level": "norm"}, id="drie"),
                "dicht": product(HARD, HARD, id="dicht", status="closed"),
            }
        )
    )

    assert told.criteria == {"hard": 5, "norm": 1, "judgement": 1}
    assert (told.computed, told.computed_median) == (6, 2.0)
    assert told.statuses == {"closed": 1, "open": 2}
    assert told.kinds == {"term_loan": 3}


def test_a_figure_is_estimated_when_all_its_sources_are_general_knowledge() -> None:
    loan = product(
        {**HARD, "source": "s"},
        id="loan",
        sources=SOURCES,
        limits={"amount_min": 1_000, "amount_max": [{"value": 5_000, "source": "s"}], "source": "gk"},
        price={"model": "loan", "rate_min": 0.05, "source": ["gk", "s"]},
        timing={"payout": "upfront", "decision_days": {"min": 1, "max": 2}, "source": "gk"},
    )

    # Least amount and days are estimated; the row of the most, the rate and the age have a source of their own.
    assert counts(library_of(products={"loan": loan})).figures == {"sourced": 3, "estimated": 2, "unsourced": 0}


def test_a_figure_without_a_source_of_its_table_rests_on_those_of_the_file() -> None:
    bare = {"private_guarantee": {"demand": "usual", "share": 0.25}}
    weak, none = product(id="weak", sources=SOURCES[1:], **bare), product(id="none", sources=[], **bare)

    assert counts(library_of(products={"weak": weak})).figures == {"sourced": 0, "estimated": 1, "unsourced": 0}
    assert counts(library_of(products={"none": none})).figures == {"sourced": 0, "estimated": 0, "unsourced": 1}


def test_lenders_lists_documents_and_languages_of_a_small_library_are_counted() -> None:
    told = counts(read(Folders(SMALL / "catalogue", SMALL / "checklists")))

    assert (told.entries["products"], told.entries["documents"]) == (2, 4)
    assert told.lenders == {"with_checklist": 2, "without_checklist": 0}
    assert sum(told.leads.values()) == 4
    assert told.texts["with_english"] > 10


def test_a_dutch_text_without_english_beside_it_is_counted() -> None:
    told = counts(library_of(products={"een": product({**HARD, "text_en": "A demand"}, id="een", name_nl="Een")}))

    assert told.texts == {"with_english": 1, "without_english": 1}


def test_a_lender_without_a_list_is_counted_apart() -> None:
    lender = Lender.model_validate({"id": "l", "name": "L", "kind": "bank", "as_of": "2026-11"})

    assert counts(library_of(lenders={"l": lender})).lenders == {"with_checklist": 0, "without_checklist": 1}


def test_an_empty_library_counts_nothing() -> None:
    told = counts(library_of())

    assert (told.computed, told.computed_median, told.statuses) == (0, 0.0, {})


def test_what_ships_has_a_source_for_every_figure_and_english_for_every_text(library: Library) -> None:
    told = counts(library)

    assert told.figures["unsourced"] == 0
    assert told.texts["without_english"] == 0
    assert told.lenders["with_checklist"] > told.lenders["without_checklist"]
