"""A written piece as a Word file, read back: every text is in it, in the styles that Word has itself, and no clock marks it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hostile import HOSTILE
from written_pieces import DAY, every_block, texts_of

from finadvies.exports.office import plain
from finadvies.exports.written import Bar, Cell, Column, Section, Table, Text, Writing, docx
from finadvies.locale import texts_in

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.text.paragraph import Paragraph

NL = texts_in("nl")
OF_WORD = {"Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "Caption", "Header"}


def read(piece: Writing) -> Made:
    return Document(io.BytesIO(docx.written(piece, NL)))


def paragraphs(document: Made) -> Iterator[Paragraph]:
    section = document.sections[0]
    yield from (*section.header.paragraphs, *section.footer.paragraphs, *document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def words(document: Made) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs(document))


def without_bar(piece: Writing) -> Writing:
    sections = (
        replace(section, blocks=tuple(block for block in section.blocks if not isinstance(block, Bar)))
        for section in piece.sections
    )
    return replace(piece, sections=tuple(sections))


def test_every_text_is_in_it_and_the_bar_adds_none() -> None:
    piece = without_bar(every_block())

    told = words(read(piece))
    assert [text for text in texts_of(piece) if text not in told] == []
    assert docx.written(every_block(), NL) == docx.written(piece, NL)


def test_headings_are_those_of_the_piece() -> None:
    def of(style: str) -> list[str]:
        return [paragraph.text for paragraph in read(every_block()).paragraphs if paragraph.style.name == style]

    assert of("Title") == ["Financieringsmemorandum"]
    assert of("Heading 1") == ["1. Wat nodig is", "3. Tot slot"]
    assert of("Heading 2") == ["Een kop ertussen"]


def test_a_part_that_begins_a_page_does_with_and_without_a_title() -> None:
    parts = [
        Section("a", "Met", (Text("x"),), page=True),
        Section("b", "", (Text("y"),), page=True),
        Section("c", "", (Text("z"),)),
    ]
    document = read(replace(every_block(), sections=tuple(parts)))

    assert [paragraph.text for paragraph in document.paragraphs if paragraph.paragraph_format.page_break_before] == ["1. Met", ""]


def test_only_styles_of_word_itself() -> None:
    document = read(every_block())

    assert {paragraph.style.name for paragraph in paragraphs(document)} <= {*OF_WORD, "Footer"}
    assert {run.style.name for paragraph in paragraphs(document) for run in paragraph.runs} <= {
        "Default Paragraph Font",
        "Subtle Emphasis",
    }
    assert {table.style.name for table in document.tables} == {"Grid Table Light"}


def test_the_client_and_the_warning_stand_above_each_page_and_the_number_below() -> None:
    section = read(every_block()).sections[0]

    assert [paragraph.text for paragraph in section.header.paragraphs] == ["Niet voor de cliënt", "Bakkerij De Korenaar"]
    assert section.footer.paragraphs[0].text == "Memorandum, 23 november 2026. Pagina 1 van 1"
    assert [field.text.strip() for field in section.footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert len(read(replace(every_block(), warning="")).sections[0].header.paragraphs) == 1


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_language_and_properties(language: str, tag: str) -> None:
    document = read(every_block(language=language))
    told = document.core_properties

    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {tag}
    assert (told.title, told.author, told.language) == ("Financieringsmemorandum", "", tag)
    assert told.created.replace(tzinfo=None) == datetime.combine(DAY, datetime.min.time())


def test_no_row_is_split_and_heads_of_columns_are_repeated() -> None:
    for table in read(every_block()).tables:
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        repeats = table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert repeats == (table.rows[0].cells[-1].text in ("Oordeel", "2025"))


def test_a_light_is_a_sign_with_its_word_and_numbers_stand_to_the_right() -> None:
    table = next(table for table in read(every_block()).tables if table.rows[0].cells[-1].text == "Oordeel")

    assert [row.cells[2].paragraphs[0].text for row in table.rows[1:-1]] == [
        "● Voldoende",
        "■ Past niet",
        "▲ Let op",
        "○ Onbekend",
    ]
    assert table.rows[1].cells[0].text == "A  De huisbank\neen lening"
    assert {row.cells[1].paragraphs[0].alignment for row in table.rows} == {WD_ALIGN_PARAGRAPH.RIGHT}
    assert {run.bold for cell in table.rows[-1].cells for run in cell.paragraphs[0].runs if run.text} == {True}


def test_what_misses_has_an_empty_place_beside_it_and_what_is_done_is_ticked() -> None:
    rows = [[cell.text for cell in row.cells] for table in read(every_block()).tables for row in table.rows]

    assert ["Nog in te vullen: Huurprijs (vraag het aan de verhuurder)\nDie telt mee.", ""] in rows
    assert ["☑", "Jaarrekening\nvolledig"] in rows
    assert ["☐", "Offerte"] in rows


def test_columns_fill_the_width_whatever_is_in_them() -> None:
    words = ("bank", "lang " * 40, "lang" * 50)
    for told in words:
        table = Table((Column("Wie"), Column("Bedrag", number=True), Column("Wat")), ((Cell("x"), Cell("€ 40.000"), Cell(told)),))
        (made,) = read(replace(every_block(), head=(), sections=(Section("t", "", (table,)),))).tables

        wide = [column.width.mm for column in made.columns]
        assert sum(wide) == pytest.approx(178, abs=0.5)
        assert wide[1] > 18


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: repr(each)[:20])
def test_what_somebody_typed_stays_text(hostile: str) -> None:
    piece = without_bar(every_block(lambda _: hostile))
    whole = docx.written(piece, NL)

    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(part))
        assert b"TargetMode" not in parts.read("word/_rels/document.xml.rels")
    document = Document(io.BytesIO(whole))
    typed = [text for text in texts_of(piece) if text == hostile]
    # The name at the head and the kind at the foot of each page may be cut.
    assert words(document).count(plain(hostile)) >= len(typed) - 2
    assert list(document.element.iter(qn("w:instrText"))) == []


def test_the_same_piece_is_the_same_bytes_and_no_clock_marks_them() -> None:
    whole = docx.written(every_block(), NL)

    assert docx.written(every_block(), NL) == whole
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
