"""A client who comes back a year later: who it is still holds, the plan of then does not."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import GIVEN
from finadvies.domain.values import UNKNOWN, Answer, Interval
from finadvies.dossiers.last_year import ASKED_ANEW, COUNTING, PLAN_SECTIONS, start_from
from finadvies.dossiers.record import Dossier
from finadvies.dossiers.store import open_dossier

MADE, NOW = date(2026, 11, 24), date(2027, 12, 1)


def dossier(client: Client) -> Dossier:
    return Dossier(Path("vonk"), client, MADE, "0.1.0")


@pytest.fixture
def bakery(tmp_path: Path) -> Dossier:
    folder = shutil.copytree(Path(__file__).parents[2] / "data" / "dossiers" / "schema-1", tmp_path / "bakery")
    with open_dossier(Path(folder), write=False) as found:
        return found


def test_the_company_the_owner_the_figures_and_the_wishes_stay_and_say_that_they_are_old(bakery: Dossier) -> None:
    new = start_from(bakery, NOW)

    assert {answer.origin for _, answer in new.slots()} == {"previous"}
    for key in ("client.name", "company.legal_form", "company.house_bank", "owner.private_guarantee", "preferences.keep_control"):
        assert new.value(key) == bakery.client.value(key) is not UNKNOWN
    assert new.value("figures.revenue", 0) == 640_000
    assert new.value("figures.year", 0) == 2025


def test_the_plan_of_then_is_left_behind(bakery: Dossier) -> None:
    new = start_from(bakery, NOW)

    assert new.uses == ()
    assert not [key for key in new.answers if key.startswith("need.")]
    assert new.value("client.consent") is UNKNOWN  # was given for that dossier


def test_notes_and_refusals_to_tell_stay_and_what_was_not_known_is_asked_again() -> None:
    client = Client(
        {
            "company.fte": Answer(5, note="zegt de klant"),
            "owner.bkr_arrears": Answer(UNKNOWN, why_unknown="private"),
            "company.payment_days": Answer(UNKNOWN, why_unknown="unknown"),
            "owner.marriage": Answer(UNKNOWN, why_unknown="later"),
        }
    )

    new = start_from(dossier(client), NOW)

    assert new.answers == {
        "company.fte": Answer(5, "previous", note="zegt de klant"),
        "owner.bkr_arrears": Answer(UNKNOWN, "previous", "private"),
    }


def test_attempts_of_before_stay_and_say_that_there_were_any() -> None:
    attempt = {"history.lender": Answer("rabobank"), "history.result": Answer("rejected")}
    asked = Client({"need.asked_before": Answer(value=False)})

    after = start_from(dossier(replace(asked, history=(attempt,))), NOW)
    none = start_from(dossier(asked), NOW)

    assert after.value("history.lender", 0) == "rabobank"
    assert after.value("need.asked_before") is True
    assert none.answer(Slot("need.asked_before")) is None  # since then somebody may have been asked


@pytest.mark.parametrize(
    ("kind", "year", "stays"),
    [("final", 2025, True), ("draft", 2026, True), ("interim", 2026, False), ("forecast", 2026, False), ("forecast", 2027, True)],
)
def test_figures_stay_those_of_their_year_but_not_what_accounts_have_come_for(kind: str, year: int, stays: bool) -> None:
    table = {"figures.year": Answer(year), "figures.kind": Answer(kind), "figures.revenue": Answer(1)}

    new = start_from(dossier(Client(years=(table,))), NOW)

    assert [new.value("figures.year", index) for index in range(len(new.years))] == ([year] if stays else [])


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (date(2026, 12, 1), 44),
        (date(2027, 11, 23), 44),
        (date(2027, 11, 24), 45),
        (date(2030, 1, 1), 47),
        (date(2020, 1, 1), 44),
        (date(2999, 1, 1), 44),
    ],
)
def test_years_go_on_counting(today: date, age: int) -> None:
    client = Client({"owner.age": Answer(44), "owner.experience_years": Answer(Interval(4, 10))})

    new = start_from(dossier(client), today)

    assert new.value("owner.age") == age
    assert new.value("owner.experience_years") == Interval(4 + age - 44, 10 + age - 44)


def test_every_fact_that_is_named_here_is_a_fact() -> None:
    keys = {fact.key for fact in GIVEN}
    assert keys >= ASKED_ANEW | COUNTING
    assert {key.split(".")[0] for key in keys} >= PLAN_SECTIONS
