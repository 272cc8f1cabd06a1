"""A written piece as a PDF: every word is in it, what somebody typed stays text, and the same piece is the same bytes."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from hostile import HOSTILE
from pypdf import PdfReader
from written_pieces import DAY, every_block, texts_of

from finadvies.exports.pdf.typeset import printable
from finadvies.exports.written import Bar, Block, Cell, Column, Note, Pair, Pairs, Section, Table, Text, Writing, pdf
from finadvies.locale import texts_in

NL = texts_in("nl")
FOLDER = resources.files("finadvies.exports.pdf")


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf.written(every_block(), NL)


def pages(whole: bytes) -> list[str]:
    return [together(page.extract_text()) for page in PdfReader(io.BytesIO(whole)).pages]


def together(text: str) -> str:
    return re.sub(r"[\s\u200b\u200e]+", "", text)


def of(*blocks: Block, **more: Any) -> Writing:
    return replace(every_block(), head=(), warning="", sections=(Section("one", "Deel", blocks),), **more)


def rows(count: int) -> Table:
    return Table((Column("Stuk"), Column("Wie")), tuple((Cell(f"Stuk {place}"), Cell("bank")) for place in range(count)))


# -- the whole -----------------------------------------------------------------------------------------------------------------


def test_the_same_piece_is_the_same_bytes(made: bytes) -> None:
    assert made.startswith(b"%PDF-")
    assert pdf.written(every_block(), NL) == made


def test_every_text_is_in_it(made: bytes) -> None:
    text = "".join(pages(made))

    assert [told for told in texts_of(every_block()) if together(told) not in text] == []


def test_each_page_has_its_number_and_the_further_ones_whose_it_is_and_the_warning(made: bytes) -> None:
    told = pages(made)

    assert len(told) >= 2
    for number, text in enumerate(told, start=1):
        assert f"MemorandumPagina{number}van{len(told)}" in text
        assert together("Niet voor de cliënt") in text
        assert (together("Bakkerij De Korenaar") in text) == (number > 1)
    assert "3.Totslot" in told[-1]
    assert "1.Watnodigis" in told[0]


def test_it_can_be_read_out_and_carries_the_day_of_the_piece(made: bytes) -> None:
    reader = PdfReader(io.BytesIO(made))

    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Financieringsmemorandum - Bakkerij De Korenaar"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == DAY


def test_a_piece_without_headings_of_its_own_can_be_read_out_too() -> None:
    letter = replace(every_block(), sections=(Section("", "", (Text("Een kop", "head"), Text("Geachte heer."))),), sender=())
    whole = pdf.written(letter, NL)

    assert b"<pdfuaid:part>1</pdfuaid:part>" in whole
    assert "Memorandum" in pages(whole)[0]


# -- what somebody typed -------------------------------------------------------------------------------------------------------

MARKUP = '#eval("1") $x$ *a* _b_ `c` @d \\ // /* [ = kop'


@pytest.mark.parametrize("hostile", [*HOSTILE, MARKUP], ids=lambda each: repr(each)[:20])
def test_what_somebody_typed_stays_text(hostile: str) -> None:
    piece = every_block(lambda _: hostile)
    whole = pdf.written(piece, NL)
    count = len([told for told in texts_of(piece) if told == hostile])

    # What has no letterform here, or runs from right to left, is read back in another order.
    if all(sign < "\u0500" and sign.isprintable() for sign in hostile):
        assert "".join(pages(whole)).count(together(hostile)) >= count - 2
        assert b"<pdfuaid:part>1</pdfuaid:part>" in whole
    assert b"/JavaScript" not in whole
    assert b"/URI" not in whole
    assert json.loads(json.dumps(printable(pdf.sheet(piece, NL))))


def test_the_template_asks_for_nothing_that_it_does_not_get() -> None:
    text = FOLDER.joinpath(pdf.TEMPLATE).read_text(encoding="utf-8")

    assert set(re.findall(r"\bd\.(\w+)", text)) == set(pdf.sheet(every_block(), NL))
    assert not re.search(r"#?\b(eval|import|include|read|plugin)\b\s*[(\"]", text.replace('#import "common.typ": *', ""))


# -- where pages end -----------------------------------------------------------------------------------------------------------


def filler(count: int) -> tuple[Text, ...]:
    return tuple(Text(f"Regel {place}.") for place in range(count))


@pytest.mark.parametrize("before", range(20, 33, 3))
def test_a_short_table_stays_whole_with_its_heading_and_what_leads_it_in(before: int) -> None:
    table = replace(rows(8), total=(Cell("Samen"), Cell("acht")))
    told = pages(pdf.written(of(*filler(before), Text("Kopje", "head"), Text("In euro.", "small"), table), NL))

    (found,) = [text for text in told if "Kopje" in text]
    for part in ("Ineuro.", "Stuk0", "Stuk7", "Samen"):
        assert part in found


def test_a_long_table_goes_on_under_the_same_heads() -> None:
    told = pages(pdf.written(of(rows(90)), NL))

    assert len(told) >= 3
    assert all("StukWie" in text for text in told)


@pytest.mark.parametrize("before", range(22, 36, 2))
def test_a_row_is_never_split(before: int) -> None:
    table = Table((Column("Wat"),), ((Cell("Begin " + "woord " * 60 + "einde"),),) * 12)
    told = pages(pdf.written(of(*filler(before), table), NL))

    assert sum(text.count("Begin") for text in told) == 12
    assert all(text.count("Begin") == text.count("einde") for text in told)


def test_a_part_that_begins_a_page_does() -> None:
    piece = replace(
        every_block(),
        warning="",
        head=(),
        sections=tuple(Section(f"s{n}", f"Deel {n}", (Text("x"),), page=n > 0) for n in range(3)),
    )

    assert [re.findall(r"\d\.Deel\d", text) for text in pages(pdf.written(piece, NL))] == [["1.Deel0"], ["2.Deel1"], ["3.Deel2"]]


# -- what the template gets ----------------------------------------------------------------------------------------------------


def blocks(piece: Writing) -> list[dict[str, Any]]:
    return [block for section in pdf.sheet(piece, NL)["sections"] for block in section["blocks"]]


def test_a_number_takes_what_it_needs_and_years_stand_evenly() -> None:
    mix, years = (block["columns"] for block in blocks(every_block()) if block["is"] == "table")

    assert [column["wide"] == 0 for column in mix] == [False, True, False]
    assert [column["wide"] == 0 for column in years] == [False, False, False]


def test_a_letter_has_the_shade_of_its_segment() -> None:
    bar, mix = (next(block for block in blocks(every_block()) if block["is"] == kind) for kind in ("bar", "table"))

    shades = {piece["letter"]: piece["shade"] for piece in bar["pieces"]}
    assert mix["rows"][0][0]["shade"] == shades["A"] == 0
    assert [row[2]["light"] for row in mix["rows"]] == ["good", "poor", "attention", "unknown"]


def test_what_leads_in_goes_with_what_it_leads_to() -> None:
    bar = next(block for block in every_block().sections[0].blocks if isinstance(block, Bar))
    small = Text("In euro.", "small")

    def stays(*made: Block) -> list[bool]:
        return [block["next"] for block in blocks(of(*made))]

    assert stays(Text("x"), rows(2)) == [True, False]
    assert stays(Text("x" * 301), rows(2)) == [False, False]
    assert stays(bar, rows(2), small) == [True, True, False]
    assert stays(rows(9), small, Note("x")) == [False, False, False]


def test_more_numbers_than_fit_are_written_smaller() -> None:
    def tight(count: int) -> bool:
        columns = (Column(""), *[Column("2025", number=True)] * count)
        (block,) = blocks(of(Table(columns, ((Cell("Omzet"), *[Cell("1.234.567")] * count),))))
        return bool(block["tight"])

    assert not tight(5)
    assert tight(11)


def test_pairs_stand_beside_each_other_only_when_they_are_short() -> None:
    pair = Pair("Doel", "oven")

    assert [block["is"] for block in blocks(of(Pairs((pair, pair)), Pairs((pair,))))] == ["beside", "below"]
