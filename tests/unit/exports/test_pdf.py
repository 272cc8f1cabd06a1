"""The homework as a PDF: every word is in it, what clients typed stays text, and the same list is the same bytes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from finadvies.advice import Advice, advise
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.exports.formats import Job, content
from finadvies.exports.paper import Paper, Segment, Sources, Use
from finadvies.exports.paper.homework import named
from finadvies.exports.pdf import drawings, typeset, write
from finadvies.exports.pdf.sheet import sheet
from finadvies.homework import Lists
from finadvies.importers.client_source import read_source
from finadvies.locale import texts_in

NL, EN = texts_in("nl"), texts_in("en")
FOLDER = resources.files("finadvies.exports.pdf")


@pytest.fixture(scope="module")
def job(catalogue: Catalogue, lists: Lists, today: date) -> Job:
    """The bakery of the demo with its first mix."""
    source = resources.files("finadvies.examples").joinpath("demo/bakkerij-de-korenaar.toml")
    client, problems = read_source(Path(str(source)), io.BytesIO())
    assert not problems
    advice = advise(client, catalogue, lists, today)
    chosen = advice.proposals[0]
    return Job(advice, advice.homework(chosen.products), NL, NL.say("homework.title", mix=chosen.id), chosen)


@pytest.fixture(scope="module")
def paper(job: Job) -> Paper:
    return job.paper


@pytest.fixture(scope="module")
def made(job: Job) -> bytes:
    return content("pdf", job)


def words(whole: bytes) -> str:
    """The text of all pages; what broke over lines is put together again."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(whole)).pages)
    return together(text)


def together(text: str) -> str:
    return re.sub(r"[\s\u200b\u200e]+", "", text)


def typed(small: Callable[[Client], Advice], client: Client, name: str, use: str) -> Job:
    client = client.with_answer(Slot("client.name"), Answer(name)).with_answer(Slot("use.description", 0), Answer(use))
    advice = small(client)
    return Job(advice, advice.homework(("bank-een-lening", "lease-twee-lease")), NL, "Huiswerk", advice.proposals[0])


# -- the whole ---------------------------------------------------------------------------------------------------------------


def test_the_same_list_is_the_same_bytes(job: Job, made: bytes) -> None:
    assert made.startswith(b"%PDF-")
    assert content("pdf", job) == made


def test_every_paper_date_and_amount_is_in_it(paper: Paper, made: bytes) -> None:
    text = words(made)
    assert paper.sources is not None
    told = [
        paper.title,
        paper.subtitle,
        paper.day,
        *(part for fact in paper.facts for part in (fact.name, fact.value, fact.note)),
        *(part for task in paper.tasks for part in (task.who, task.what, task.why)),
        *(part for segment in paper.sources.segments for part in (segment.name, segment.form, segment.uses, segment.amount)),
        *(use.amount for use in paper.sources.uses),
        *paper.sources.notes,
        *paper.sentences,
        paper.planning.lead,
        *(bar.name for bar in paper.planning.bars),
        *(part for moment in paper.planning.moments for part in (moment.told, moment.what, moment.more)),
        *paper.planning.notes,
        *(part for order in paper.order for part in (order.what, order.why)),
        *paper.minding,
        *(part for line in paper.view.lines for part in (named(line), line.why, line.how, line.begin, line.ready, line.valid)),
        *(part for row in paper.view.not_needed for part in row),
        *paper.safe,
        *(part for desk in paper.calls for part in (desk.name, desk.phone, desk.url, desk.why)),
        paper.stamp.line(NL),
    ]
    assert not [part for part in told if together(part) not in text]


def test_it_is_a_paper_of_a_few_pages_each_with_its_number(made: bytes) -> None:
    pages = [together(page.extract_text()) for page in PdfReader(io.BytesIO(made)).pages]

    assert 4 <= len(pages) <= 7
    for number, text in enumerate(pages, start=1):
        assert f"Pagina{number}van{len(pages)}" in text
    assert "BakkerijDeKorenaar" in pages[-1]


def test_the_cover_says_how_much_from_whom_when_and_what_to_do_today(paper: Paper, made: bytes) -> None:
    cover, planning = (together(page.extract_text()) for page in PdfReader(io.BytesIO(made)).pages[:2])

    assert paper.sources is not None
    for part in (*(fact.value for fact in paper.facts), *(task.what for task in paper.tasks), paper.sources.total):
        assert together(part) in cover
    assert "Planning" not in cover
    assert "Planning" in planning


def test_it_can_be_read_out_and_carries_the_day_of_the_advice(made: bytes, today: date) -> None:
    reader = PdfReader(io.BytesIO(made))

    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert "Bakkerij De Korenaar" in reader.metadata.title
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == today


# -- what clients typed ------------------------------------------------------------------------------------------------------

MARKUP = '#eval("1") $x$ <script>alert(1)</script> ]]> *a* _b_ `c` @d \\ // /* ['


def test_markup_a_very_long_name_and_control_characters_are_text(
    advise_small: Callable[[Client], Advice], two_machines: Client
) -> None:
    long = "Naam" * 50
    whole = content("pdf", typed(advise_small, two_machines, f"{MARKUP} \x00\x07 {long}", "= kop\n#let x = 1 \ud800 ëé≥☐"))

    text = words(whole)
    assert together(MARKUP) in text
    assert long in text
    assert together("= kop #let x = 1") in text
    assert "ëé≥☐" in text
    assert b"<pdfuaid:part>" in whole


def test_signs_without_a_letterform_do_not_stop_it(advise_small: Callable[[Client], Advice], two_machines: Client) -> None:
    """An emoji shows as an empty box; the paper then is tagged, but cannot call itself PDF/UA-1."""
    whole = content("pdf", typed(advise_small, two_machines, "Bakkerij 🥐 שלום עולם", "مخبز"))

    assert whole.startswith(b"%PDF-")
    assert b"<pdfuaid:part>" not in whole
    assert "Bakkerij" in words(whole)


def test_what_is_no_text_does_not_reach_the_page() -> None:
    assert typeset.printable({"a": ["x\x00\x1b\udc00y\u202ez", 1, None, True]}) == {"a": ["x   yz", 1, None, True]}


def test_a_name_from_right_to_left_leaves_the_amount_behind_it_alone() -> None:
    assert typeset.printable("שלום עולם: €\u00a05") == "שלום עולם\u200e: €\u00a05"
    assert typeset.printable("Bakkerij: €\u00a05") == "Bakkerij: €\u00a05"


# -- what the template gets --------------------------------------------------------------------------------------------------


def test_the_template_is_in_the_package_and_asks_for_no_word_that_it_does_not_get(paper: Paper) -> None:
    own, shared = (FOLDER.joinpath(name).read_text(encoding="utf-8") for name in (write.TEMPLATE, "common.typ"))
    data = sheet(paper, NL)

    assert set(re.findall(r"\bsay\.(\w+)", own + shared)) == set(data["labels"])
    assert set(re.findall(r"\bd\.(\w+)", own)) == set(data)
    assert not re.search(r"\bd\.|\bsys\b", shared)
    for text in (own.replace('#import "common.typ": *', ""), shared):
        assert not re.search(r"#?\b(eval|import|include|read|plugin)\b\s*[(\"]", text)


@pytest.mark.parametrize("texts", [NL, EN], ids=lambda texts: texts.language)
def test_every_label_is_said_in_the_language_of_the_paper(job: Job, texts: Any) -> None:
    data = sheet(replace(job, texts=texts).paper, texts)

    assert data["language"] == texts.language
    assert all(data["labels"].values())
    assert json.loads(json.dumps(data)) == data


def test_each_part_of_the_mix_stands_beside_its_letter_and_is_told_once(paper: Paper) -> None:
    data = sheet(paper, NL)

    assert [part["letter"] for part in data["parts"]] == [row["letter"] for row in data["mix"]["rows"]]
    assert not {part["text"] for part in data["parts"]} & set(data["mix"]["notes"])


def test_one_instruction_stands_once_with_all_its_reasons(paper: Paper) -> None:
    first = paper.order[0]
    twice = replace(paper, order=(first, replace(first, why="Ook hierom."), first))

    assert sheet(twice, NL)["order"] == [[first.what, [first.why, "Ook hierom."]]]


def test_papers_for_one_lender_have_no_mix_and_no_table_of_lenders(job: Job) -> None:
    data = sheet(Job(job.advice, job.advice.homework(("bridgefund-lening",)), NL, "Huiswerk").paper, NL)

    assert data["mix"] is None
    assert data["parts"] == []
    assert data["matrix"] is None
    assert data["makers"]


# -- the drawings ------------------------------------------------------------------------------------------------------------


@given(amounts=st.lists(st.integers(1, 5_000_000), min_size=1, max_size=12))
def test_every_piece_of_the_bar_has_room_for_its_letter_and_together_they_fill_it(amounts: list[int]) -> None:
    widths = drawings.shares(amounts)

    assert sum(widths) == pytest.approx(1, abs=1e-4)
    assert min(widths) >= drawings.LEAST - 1e-5
    by_amount = sorted(zip(amounts, widths, strict=True))
    assert [width for _, width in by_amount] == sorted(widths)


def test_a_bar_of_wide_pieces_is_to_scale() -> None:
    assert drawings.shares([250_000, 500_000, 250_000]) == [0.25, 0.5, 0.25]


def test_money_over_two_uses_stands_under_each_and_a_gap_is_called_one() -> None:
    own = Segment("A", "Eigen geld", "", "", ((0, 20_000), (1, 30_000)), 50_000, NL.euro(50_000))
    gap = Segment("", "Nog te vinden", "", "", ((1, 50_000),), 50_000, NL.euro(50_000), gap=True)
    uses = (Use("oven", 20_000, NL.euro(20_000)), Use("pand", 80_000, NL.euro(80_000)))

    data = drawings.mix(Sources(uses, (own, gap), NL.euro(100_000), 100_000, ()), "", NL)

    assert [(piece["letter"], piece["gap"], piece["left"], piece["width"]) for piece in data["pieces"]] == [
        ("A", False, 0.0, 0.2),
        ("A", False, 0.2, 0.3),
        ("", True, 0.5, 0.5),
    ]
    assert [(use["name"], use["left"], use["width"]) for use in data["uses"]] == [("oven", 0.0, 0.2), ("pand", 0.2, 0.8)]


def test_the_axis_counts_days_and_names_weeks_months_and_years(paper: Paper) -> None:
    planning = replace(paper.planning, begin=date(2026, 11, 24), end=date(2027, 1, 31), bars=(), moments=())

    data = drawings.timeline(planning, NL)

    assert data["days"] == 68
    assert data["weeks"][:2] == [[6, "49"], [13, "50"]]
    assert [6 + 7 * 4, "53"] in data["weeks"]
    assert data["months"] == [[0, "nov", "2026"], [7, "dec", ""], [38, "jan", "2027"]]


def test_bars_stand_under_who_acts_and_slack_ends_with_the_axis(paper: Paper) -> None:
    bar = replace(paper.planning.bars[0], group="U zelf", slack_until=date(2040, 1, 1))
    planning = replace(paper.planning, bars=(bar, replace(bar, name="ander"), replace(bar, group="Geldgevers", slack_until=None)))

    data = drawings.timeline(planning, NL)

    assert [row.get("group", row.get("name")) for row in data["rows"]] == ["U zelf", bar.name, "ander", "Geldgevers", bar.name]
    assert data["rows"][1]["slack"] == data["days"]
    assert data["rows"][4]["slack"] is None
