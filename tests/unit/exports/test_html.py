"""The homework as a web page: what it says, that every picture has its facts in words too."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from made_pages import advised, bakery, job, made
from page_reader import Element, read_page
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.exports import stamp
from finadvies.exports.formats import Job, content
from finadvies.exports.html.listing import box_id
from finadvies.homework import Lists
from finadvies.locale import Language, texts_in
from finadvies.locale.texts import LANGUAGES, NO_BREAK_SPACE

BOTH = ("bank-een-lening", "lease-twee-lease")


@pytest.fixture(autouse=True)
def one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamp, "__version__", "9.9.9")


CASES = [("", 0), ("", 2), ("", 4), ("short", 0)]
EVERY = pytest.mark.parametrize(("name", "mix"), CASES)


def days_in(element: Element) -> list[str]:
    return [cell.text for cell in element.all("td", "d")]


# -- the golden file -----------------------------------------------------------------------------------------------------------


def test_the_page_reads_as_it_did(
    advise_small: Callable[[Client], Advice], two_machines: Client, same_as_snapshot: Callable[[str, str], None]
) -> None:
    advice = advise_small(two_machines)
    asked = Job(advice, advice.homework(BOTH), texts_in("nl"), "Uw huiswerk voor mix 1", advice.proposals[0])

    same_as_snapshot("homework.nl.html", content("html", asked).decode())


# -- every fact is there -------------------------------------------------------------------------------------------------------


@EVERY
def test_every_paper_is_there_with_a_box_of_its_own(name: str, mix: int) -> None:
    paper, _, page = made(name, mix)

    boxes = [each.attributes["id"] for each in page.all("input")]
    assert boxes == [box_id(line) for line in paper.view.lines]
    assert len(set(boxes)) == len(boxes)
    assert [each.attributes["for"] for each in page.all("label")] == boxes
    for line, item in zip(paper.view.lines, page.all("li", "doc"), strict=True):
        for said in (
            line.name,
            line.mark,
            line.begin,
            line.ready,
            line.valid,
            line.lead,
            line.cost,
            *line.for_whom,
            line.condition,
        ):
            assert said in item.text
        assert f"{line.number}." in item.text
        assert ("bepaalt de einddatum" in item.text) == line.times.critical


@EVERY
def test_ids_are_unique_and_every_link_of_the_page_leads_somewhere(name: str, mix: int) -> None:
    _, _, page = made(name, mix)

    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(set(ids)) == len(ids)
    named = [each.attributes["aria-labelledby"] for each in page.all() if "aria-labelledby" in each.attributes]
    inside = [href[1:] for each in page.all("a") if (href := each.attributes["href"]).startswith("#")]
    assert inside
    assert {*named, *inside} <= set(ids)


@EVERY
def test_the_sum_is_the_sum_of_its_lines(name: str, mix: int) -> None:
    paper, _, page = made(name, mix)
    assert paper.sources is not None
    table = page.by_id("mix").one("table")

    amounts = [_euros(cell.text) for body in table.all("tbody") for cell in body.all("td", "n")]
    total = _euros(table.one("tfoot").one("td", "n").text)

    assert sum(amounts) == total == paper.sources.euros == sum(use.euros for use in paper.sources.uses)
    assert any(segment.gap for segment in paper.sources.segments) == (name == "short")


def _euros(text: str) -> int:
    assert text.startswith(f"€{NO_BREAK_SPACE}")
    return int(text[2:].replace(".", ""))


@EVERY
def test_a_picture_of_the_mix_says_nothing_that_its_table_does_not(name: str, mix: int) -> None:
    paper, _, page = made(name, mix)
    assert paper.sources is not None
    section = page.by_id("mix")
    pieces = sum(len(segment.by_use) for segment in paper.sources.segments)

    for picture in section.all("svg"):
        assert len(picture.all("rect")) == pieces
        assert picture.attributes["role"] == "img"
        assert picture.attributes["aria-labelledby"] == picture.one("title").attributes["id"]
    for use in paper.sources.uses:
        assert use.name in section.one("figcaption").text
        assert use.amount in section.one("figcaption").text
    for segment, row in zip(paper.sources.segments, section.one("tbody").all("tr"), strict=True):
        assert segment.name in row.text
        assert segment.uses in row.text


@EVERY
def test_every_bar_of_the_planning_is_a_row_below_it(name: str, mix: int) -> None:
    paper, _, page = made(name, mix)
    texts = texts_in("nl")
    section = page.by_id("planning")

    rows = section.one("details", "days").one("tbody").all("tr")
    for picture in section.all("svg"):
        assert len(picture.all("rect")) == len(paper.planning.bars) == len(rows)
        assert len(picture.all("rect", "bc")) == sum(bar.critical for bar in paper.planning.bars)
        assert len(picture.all("line", "slack")) == sum(bar.slack_until is not None for bar in paper.planning.bars)
    for bar, row in zip(paper.planning.bars, rows, strict=True):
        assert bar.name in row.text
        latest = "" if bar.slack_until is None else texts.day_of_week(bar.slack_until)
        assert days_in(row) == [texts.day_of_week(bar.begin), texts.day_of_week(bar.end), latest]
        assert ("bepaalt de einddatum" in row.text) == bar.critical
    for moment, item in zip(paper.planning.moments, section.one("ol", "miles").all("li"), strict=True):
        assert item.one("time").attributes["datetime"] == moment.day.isoformat()
        assert moment.told in item.text
        assert moment.what in item.text


def test_weeks_are_those_of_the_calendar() -> None:
    _, _, page = made()
    picture = page.by_id("planning").all("svg", "wide")[0]

    numbers = [text.text for text in picture.all("text") if text.text.isdigit()]
    assert numbers[:7] == ["48", "49", "50", "51", "52", "53", "1"]


@EVERY
def test_the_matrix_counts_what_it_shows(name: str, mix: int) -> None:
    paper, _, page = made(name, mix)
    if paper.matrix is None:
        assert not page.all("table", "matrix")
        return
    table = page.one("table", "matrix")
    rows = [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr") if row.all("td")]

    assert len(rows) == len(paper.view.lines)
    assert [sum(bool(row[place]) for row in rows) for place in range(len(rows[0]))] == list(paper.matrix.totals)
    assert [cell.text for cell in table.one("tfoot").all("td")] == [str(total) for total in paper.matrix.totals]


def test_one_lender_has_a_title_of_its_own_and_no_matrix() -> None:
    advice = advised()
    products = tuple(key for key in advice.by_product if advice.by_product[key].product.lender == "qredits")
    page = read_page(content("html", job(advice, products=products)).decode())

    assert page.one("h1").text == "Huiswerklijst voor Qredits"
    assert not page.all("table", "matrix")
    assert "#who_asks_what" not in [each.attributes["href"] for each in page.all("a")]
    assert page.by_id("list").all("input")


def test_many_lenders_have_a_row_each() -> None:
    advice = advised()
    first: dict[str, str] = {}
    for option in advice.open_options:
        first.setdefault(option.product.lender, option.product.id)
    asked = job(advice, products=tuple(first.values())[:12])
    page = read_page(content("html", asked).decode())

    rows = page.by_id("who_asks_what").one("tbody").all("tr")
    assert [row.one("th").text for row in rows] == [name for name, _ in asked.paper.view.per_lender]
    assert len(rows) > 6


def test_what_comes_too_late_says_so_with_a_sign() -> None:
    soon = bakery().with_answer(Slot("need.needed_by"), Answer(date(2026, 12, 1)))
    advice = advise(soon, shipped_catalogue(), Lists(shipped_library().checklists()), TODAY)
    page = read_page(content("html", job(advice, products=("qredits-mkb-krediet",))).decode())

    assert re.fullmatch(r"▲ \d+ dagen te laat", page.one("span", "late").text)
    assert not made()[2].all("span", "late")


def test_what_is_in_hand_is_ticked() -> None:
    advice = advised()
    chosen = advice.proposals[0]
    open_lines = advice.homework(chosen.products).lines
    first, second = open_lines[0], open_lines[1]
    plan = advice.homework(chosen.products, {first.key: "received", second.key: "requested"})
    asked = Job(advice, plan, texts_in("nl"), "Huiswerk", chosen)
    page = read_page(content("html", asked).decode())

    ticked = {each.attributes["id"] for each in page.all("input") if "checked" in each.attributes}
    assert ticked == {f"doc-{first.id.replace('#', '-')}"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_one_language_and_the_same_each_time(language: Language) -> None:
    _, text, page = made(language=language)
    advice = advised()

    assert content("html", job(advice, language, advice.proposals[0])).decode() == text
    assert page.one("html").attributes["lang"] == language
    other = texts_in("en" if language == "nl" else "nl")
    for key in ("today", "mix", "mind", "list", "safe", "explained", "total", "for_what"):
        assert other.say(f"paper.{key}") not in text


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(each.name[1]) for each in made()[2].all() if re.fullmatch(r"h[1-6]", each.name)]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_two_clients_share_no_ticks() -> None:
    def about(client: Client) -> str:
        advice = advise(client, shipped_catalogue(), Lists(shipped_library().checklists()), TODAY)
        return job(advice, proposal=advice.proposals[0]).paper.about

    ours, theirs = about(bakery()), about(bakery().with_answer(Slot("client.name"), Answer("Een ander")))
    assert ours != theirs
    assert made()[2].one("html").attributes["data-list"] == ours
    assert "ander" not in theirs
