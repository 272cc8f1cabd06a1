"""The papers of a dossier: ticking them, what is late or too old, and that every list knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result
from wcwidth import wcswidth

Finadvies = Callable[..., Result]


@pytest.fixture
def dossier(finadvies: Finadvies, bakery: str) -> str:
    assert finadvies("session", "bakker", "--answers", bakery, "--no-input").exit_code == 0
    return "bakker"


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_ticked_paper_counts_and_stays_ticked(finadvies: Finadvies, dossier: str) -> None:
    before = told(finadvies("track", dossier, "--json"))
    after = told(finadvies("track", dossier, "id-copy=received", "--json"))
    again = told(finadvies("track", dossier, "--json"))

    assert (before["done"], after["done"]) == (0, 1)
    assert again == after
    assert "id-copy" in before["open"]
    assert "id-copy" not in after["open"]


def test_a_document_ticks_the_line_of_every_use(finadvies: Finadvies, dossier: str) -> None:
    found = told(finadvies("track", dossier, "quote=requested", "--json"))

    assert {line["status"] for line in found["documents"] if line["document"] == "quote"} == {"requested"}


def test_the_homework_knows_what_is_in(finadvies: Finadvies, dossier: str) -> None:
    finadvies("track", dossier, "id-copy=received")
    documents = told(finadvies("homework", dossier, "--json"))["documents"]

    assert {line["document"]: line["status"] for line in documents}["id-copy"] == "received"


def test_a_paper_that_is_too_old_on_the_day_of_the_decision_is_named(finadvies: Finadvies, dossier: str) -> None:
    old = told(finadvies("track", dossier, "quote=received", "--dated", "2026-09-01", "--json"))
    new = told(finadvies("track", dossier, "quote=received", "--dated", "2026-11-20", "--json"))

    assert [each["id"].partition("#")[0] for each in old["expiring"]] == ["quote"]
    assert new["expiring"] == []


def test_what_should_have_begun_is_late(finadvies: Finadvies, dossier: str) -> None:
    today = told(finadvies("track", dossier, "--json"))
    late = told(finadvies("track", dossier, "--json", today="2027-04-10"))

    assert today["late"] == []
    assert late["late"]


def test_the_dossier_remembers_the_mix_it_goes_for(finadvies: Finadvies, dossier: str) -> None:
    first = told(finadvies("homework", dossier, "--json"))["mix"]
    finadvies("track", dossier, "--mix", "2")

    assert first == "1"
    assert told(finadvies("homework", dossier, "--json"))["mix"] == "2"


def test_a_later_start_moves_the_money(finadvies: Finadvies, dossier: str) -> None:
    now, later = (
        told(finadvies("homework", dossier, "--json", *more))["earliest_cash"] for more in ((), ("--start", "2027-01-04"))
    )

    assert later > now


@pytest.mark.parametrize(
    ("tick", "code", "says"),
    [
        ("id-copy=klaar", 2, "todo, requested, received, checked, not_needed"),
        ("id-copy", 2, "STUK=STATUS"),
        ("id-kopie=received", 4, "bedoelt u id-copy"),
        ("zomaar=received", 4, "staat niet op deze lijst"),
    ],
)
def test_a_tick_that_cannot_be_is_explained_and_saves_nothing(
    finadvies: Finadvies, dossier: str, tick: str, code: int, says: str
) -> None:
    result = finadvies("track", dossier, "id-copy=received", tick)

    assert result.exit_code == code
    assert says in result.output
    assert told(finadvies("track", dossier, "--json"))["done"] == 0


def test_the_screen_shows_progress_by_maker_and_lender(finadvies: Finadvies, dossier: str) -> None:
    shown = finadvies("track", dossier, "id-copy=received").stdout

    assert "1 van" in shown
    assert "U zelf" in shown
    assert "Kopie geldig identiteitsbewijs" in shown


@pytest.mark.parametrize("option", ["--dated", "--received"])
def test_a_paper_that_is_there_has_no_day_to_come(finadvies: Finadvies, dossier: str, option: str) -> None:
    result = finadvies("track", dossier, "id-copy=received", option, "2027-12-01")

    assert result.exit_code == 2
    assert "moet nog komen" in result.output
    assert told(finadvies("track", dossier, "--json"))["done"] == 0


def test_no_line_is_wider_than_the_screen(finadvies: Finadvies, dossier: str) -> None:
    shown = finadvies("track", dossier, "quote=received", "--dated", "2026-09-01").stdout

    assert max(map(wcswidth, shown.splitlines())) <= 80
