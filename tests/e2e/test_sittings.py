"""Five whole talks in a real terminal, each held as the people of its story would, and read as they see it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from finadvies import examples
from finadvies.domain.facts import GROUNDS
from finadvies.dossiers.record import Dossier
from finadvies.dossiers.store import open_dossier
from finadvies.locale import texts_in

pytest.importorskip("pexpect")
pytest.importorskip("pyte")
pytestmark = [pytest.mark.terminal, pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a Unix terminal")]

TEXTS = texts_in("nl")
ENTER, UP, DOWN = "\r", "\x1b[A", "\x1b[B"
EXAMPLE = Path(examples.__file__).parent / "demo" / "bakkerij-de-korenaar.toml"
FIRM = {
    "company.started": True, "company.legal_form": "bv", "company.founded": "mei 2015", "company.sbi": "25.62", "company.postcode": "7511",
    "company.group": False, "owner.bkr_arrears": False, "owner.age": "46",
}  # fmt: skip
FIGURES = {
    "figures.year": "2025", "figures.kind": "final", "figures.revenue": "640k", "figures.net_profit": "48.000", "figures.depreciation": "21000",
    "figures.interest": "6k", "figures.equity": "€ 110.000", "figures.total_assets": "380k", "figures.debt_service": "34k",
    "figures.tax_debt": "0", "figures.ebitda": "92k",
}  # fmt: skip


@pytest.fixture
def sit(environment: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """Begin a talk with a story; whatever still runs at the end is stopped."""
    from screen import Screen
    from sitting import Sitting

    begun = []

    def begin(
        *words: str, story: dict[str, Any], columns: int = 80, rows: int = 24, dumb: bool = False, **others: Any
    ) -> Sitting:
        day = ("--today", "2026-11-24")
        screen = Screen("session", *words, *day, environment=environment, columns=columns, rows=rows, dumb=dumb)
        begun.append(screen)
        return Sitting(screen, story, others)

    yield begin
    for screen in begun:
        screen.close()


def kept(home: Path, dossier: str) -> Dossier:
    with open_dossier(home / "dossiers" / dossier, write=False) as found:
        return found


def shown(sitting: Any, what: str) -> list[str]:
    return [text for name, text in sitting.seen if name == what]


def on_screens(sitting: Any, *texts: str) -> None:
    """Each of these stood on a screen, in this order."""
    whole = "".join("".join(text.split()) for _, text in sitting.seen)
    at = 0
    for text in texts:
        found = whole.find("".join(text.split()), at)
        assert found >= 0, f"{text!r} did not come after the others"
        at = found


def _sets(on_file: dict[str, Any]) -> list[str]:
    """Answers as options of the command line."""
    words = {True: "yes", False: "no"}
    told = {key.replace("figures.", "figures[0]."): words.get(value, value) for key, value in on_file.items()}
    return [word for key, value in told.items() for word in ("--set", f"{key}={value}")]


def _label(cards: str, number: str) -> str:
    """What a mix is best at: the line under the number of its card, in the column of that card."""
    lines = cards.splitlines()
    at = next(at for at, line in enumerate(lines) if f"─ {number} ─" in line)
    column = lines[at].index(f"─ {number} ─") - 1
    end = lines[at].index("╮", column)
    return " ".join(line[column:end] for line in lines[at + 1 : at + 3])


def nothing_was_lost_from_sight(sitting: Any) -> None:
    """Each screen fits: what came between two waits is no taller than the terminal, and no line is wider."""
    assert all(len(line) <= sitting.screen.columns for line in sitting.screen.whole.splitlines())
    assert max(sitting.grown) <= sitting.screen.rows


def test_growth_with_a_machine_from_the_story_to_the_paper(sit: Callable[..., Any], home: Path) -> None:
    story = {
        **FIRM, **FIGURES, "client.name": "Smederij Vonk", "need.summary": "Een draaibank voor grote assen", "use.purpose": "machinery",
        "use.amount": "85k", "use.description": "draaibank", "use.new": True, "use.committed": False, "need.urgency": "growth",
        "need.needed_by": "1-6-2027", "need.own_contribution": "20.000", "use.quote": "later", "client.route": "adviser",
    }  # fmt: skip
    sitting = sit(story=story, end=["\r", "1"], mix="h", keep="\r", save="\r")
    sitting.hold()

    assert sitting.screen.end() == 0
    assert sitting.asked[:6] == ["client.name", "need.summary", "use.purpose", "use.amount", "use.description", "need.urgency"]
    on_screens(
        sitting,
        TEXTS.say("review.heading"),
        TEXTS.say("feasibility.title"),
        "manieren om het rond te krijgen",
        TEXTS.say("mixes.one", id="1"),
        TEXTS.say("homework.title", mix="1"),
        TEXTS.say("timeline.title"),
        TEXTS.say("first.title"),
    )
    assert "U gaat weg met" in sitting.screen.whole
    nothing_was_lost_from_sight(sitting)
    dossier = kept(home, "smederij-vonk")
    assert dossier.client.value("use.amount", 0) == 85_000
    assert str(dossier.client.value("client.delete_after")) == "2027-11-24"
    assert dossier.chosen
    papers = {path.name for path in (dossier.folder / "huiswerk").iterdir()}
    assert {"huiswerk.md", "huiswerk.html", "huiswerk.pdf"} <= papers


def test_a_starter_is_not_asked_for_figures_that_cannot_be(sit: Callable[..., Any], home: Path) -> None:
    story = {
        "client.name": "Koffiebar De Kade", "need.summary": "Een koffiebar beginnen aan de haven", "use.purpose": ["startup", "fit_out"],
        "use.amount": ["15k", "20k"], "use.description": "verbouwing van het pand", "need.urgency": "growth", "company.started": False,
        "company.legal_form": "eenmanszaak", "company.sbi": "56.10", "company.postcode": "3511", "need.own_contribution": "7.500",
        "need.needed_by": "maart 2027", "owner.age": "31", "owner.experience_years": "6", "owner.business_plan": "nearly",
        "owner.bkr_arrears": False, "owner.on_benefit": False, "client.route": "diy",
    }  # fmt: skip
    sitting = sit(story=story, another=["\x1b[B\r", "\r"], save="n")
    sitting.hold()

    assert sitting.screen.end() == 0
    assert not [key for key in sitting.asked if key in ("figures.net_profit", "figures.equity", "company.founded")]
    client = kept(home, "koffiebar-de-kade").client
    assert [client.value("use.amount", index) for index in (0, 1)] == [15_000, 20_000]
    on_screens(sitting, "manieren om het rond te krijgen", TEXTS.say("first.diy"))
    nothing_was_lost_from_sight(sitting)


def test_who_cannot_pay_the_wages_first_hears_what_gives_air(sit: Callable[..., Any], home: Path) -> None:
    story = {
        "client.name": "Installatie Snel", "need.summary": "De lonen van december betalen", "use.purpose": "working_capital",
        "use.amount": "30k", "need.urgency": "urgent", "need.runway_weeks": "3", "need.urgent_cause": "customer_default",
        "company.b2b": True, "need.own_contribution": "0",
        "need.needed_by": "20-12-2026", "client.route": "adviser",
    }  # fmt: skip
    # What the office has on file comes along; the talk is about the weeks to come.
    on_file = {**FIRM, **FIGURES, "figures.tax_debt": "12k", "figures.debt_service": "90k"}
    sitting = sit("snel", *_sets(on_file), story=story, columns=140, rows=40, save="n")
    sitting.hold()

    assert sitting.screen.end() == 0
    assert "need.runway_weeks" in sitting.asked
    on_screens(sitting, TEXTS.say("urgent.title"), "088 999 0155", TEXTS.say("urgent.money"), TEXTS.say("urgent.worse"))
    first = next(text for name, text in sitting.seen if name in ("end", "more"))
    assert TEXTS.say("urgent.title") in first
    cards = next(text for _, text in sitting.seen if "manieren om het rond te krijgen" in text)
    quickest = next(number for number in "123" if _label(cards, number).count("Snelst"))
    on_screens(sitting, TEXTS.say("homework.title", mix=quickest))
    nothing_was_lost_from_sight(sitting)


def test_a_takeover_is_asked_for_the_price_the_seller_and_what_it_earns(sit: Callable[..., Any], home: Path) -> None:
    story = {
        **FIRM, "client.name": "Overname Bakkerij Smit", "need.summary": "De bakkerij van mijn werkgever kopen", "use.purpose": "takeover",
        "use.amount": "180k", "need.urgency": "growth", "company.started": False, "takeover.form": "shares", "takeover.price": "1,5 ton",
        "takeover.ebitda": "60k", "takeover.vendor_loan": "yes", "owner.experience_years": "11", "need.own_contribution": "30k",
        "need.needed_by": "1-9-2027", "owner.partner": True, "client.route": "adviser",
    }  # fmt: skip
    sitting = sit(story=story, save="n", end=["\r", "v"])
    sitting.hold()

    assert sitting.screen.end() == 0
    client = kept(home, "overname-bakkerij-smit").client
    assert client.value("takeover.price") == 150_000
    on_screens(sitting, "manieren om het rond te krijgen", TEXTS.say("cards.compare"))
    nothing_was_lost_from_sight(sitting)


def test_who_was_refused_comes_back_to_all_that_was_told_and_to_a_second_chance(
    sit: Callable[..., Any], finadvies: Callable[..., Any], home: Path
) -> None:
    assert finadvies("session", "zetwerk", "--answers", EXAMPLE, "--no-input").exit_code == 0
    assert finadvies("track", "zetwerk", "--mix", "1").exit_code == 0
    before = kept(home, "zetwerk")
    solvency = UP * (len(GROUNDS) + 1) + DOWN * GROUNDS.index("solvency") + ENTER
    story = {"history.written": False}
    sitting = sit("zetwerk", story=story, came="a", whose=ENTER, said=DOWN + ENTER, ground=solvency, end=["b", ENTER], save="n")
    sitting.hold()

    assert sitting.screen.end() == 0
    on_screens(sitting, TEXTS.say("room.answer_came"), "buffer te laag", TEXTS.say("feasibility.title"))
    first = next(text for name, text in sitting.seen if name in ("end", "more"))
    assert "Na het nee van" in first
    after = kept(home, "zetwerk")
    (told,) = after.client.history
    assert (told["history.product"].value, told["history.result"].value) == (before.chosen[0], "rejected")
    assert told["history.grounds"].value.sure == {"solvency"}
    assert all(after.client.answer(slot) == answer for slot, answer in before.client.slots() if slot.key != "need.asked_before")
    assert any("reden" in path.name or "brief" in path.name for path in (after.folder / "huiswerk").iterdir())
    nothing_was_lost_from_sight(sitting)


def test_a_yes_in_part_is_told_at_the_table_and_says_what_is_still_to_be_found(
    sit: Callable[..., Any], finadvies: Callable[..., Any], home: Path
) -> None:
    assert finadvies("session", "oven", "--answers", EXAMPLE, "--no-input").exit_code == 0
    assert finadvies("track", "oven", "--mix", "1").exit_code == 0
    granted = {"history.granted": "100.000"}
    sitting = sit("oven", story=granted, came="a", whose=ENTER, said=ENTER, end="q", save="n")
    sitting.hold()

    assert sitting.screen.end() == 0
    first = next(text for name, text in sitting.seen if name in ("end", "more"))
    assert "100.000" in first
    (told,) = kept(home, "oven").client.history
    assert (told["history.result"].value, told["history.granted"].value) == ("accepted", 100_000)
    nothing_was_lost_from_sight(sitting)
