"""The Word file, read back: every paper a row of three cells that no page splits, in the styles that Word has itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn
from hostile import HOSTILE

from finadvies.exports.formats import Job, content
from finadvies.exports.office import plain
from finadvies.homework import Status
from finadvies.locale import Language
from finadvies.locale.texts import LANGUAGES

if TYPE_CHECKING:
    from docx.document import Document as Made

OF_WORD = {"Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "List Number", "Caption", "Header", "Footer"}


def read(job: Job) -> Made:
    return Document(io.BytesIO(content("docx", job)))


def words(document: Made) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def list_rows(document: Made, job: Job) -> list[list[str]]:
    heading = job.texts.say("office.when")
    return [
        [cell.text for cell in row.cells]
        for table in document.tables
        if table.rows[0].cells[-1].text == heading
        for row in table.rows[1:]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_is_a_row_of_three_cells(office_job: Callable[..., Job], language: Language) -> None:
    job = office_job(language)
    rows = list_rows(read(job), job)

    assert len(rows) == len(job.view.lines)
    for line, (box, what, when) in zip(sorted(job.view.lines, key=lambda line: line.number), rows, strict=True):
        assert box == "☐"
        assert what.startswith(f"{line.number}. {line.name}")
        for told in (line.mark, line.about, line.why, line.how, line.lead, line.instead):
            assert told in what
        for told in (line.ready, line.valid, ", ".join(line.for_whom)):
            assert told in when


@pytest.mark.parametrize(("status", "box"), [("received", "☑"), ("requested", "☐"), ("not_needed", "–")])
def test_how_far_a_paper_is_shows_in_its_box(office_job: Callable[..., Job], status: Status, box: str) -> None:
    job = office_job(came_in={"id-copy": status})
    name = next(line.name for line in job.view.lines if line.line.id == "id-copy")
    row = next(row for row in list_rows(read(job), job) if name in row[1])

    assert row[0] == box
    assert ("Status: " in row[2]) == (status != "requested")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parts_stand_in_the_order_of_the_paper(office_job: Callable[..., Job], language: Language) -> None:
    job = office_job(language)
    headings = [paragraph.text for paragraph in read(job).paragraphs if paragraph.style.name == "Heading 1"]

    keys = ["paper.today", "paper.mix", "office.planning", "paper.mind", "paper.list", "paper.who_asks_what", "paper.not_needed"]
    keys += ["paper.last_check", "paper.safe", "paper.desks"]
    wanted = [job.texts.say(key) for key in keys]
    assert headings == [title for title in wanted if title in headings]
    assert {wanted[1], wanted[2], wanted[4], wanted[5], wanted[7], wanted[8]} <= set(headings)


def test_no_row_is_split_and_the_first_is_repeated(office_job: Callable[..., Job]) -> None:
    for table in read(office_job()).tables:
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        if len(table.rows[0].cells) == 3:
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_only_styles_of_word_itself(office_job: Callable[..., Job]) -> None:
    document = read(office_job())
    inside = [paragraph for table in document.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]

    assert {paragraph.style.name for paragraph in (*document.paragraphs, *inside)} <= OF_WORD
    assert {table.style.name for table in document.tables} == {"Grid Table Light"}


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_language_page_number_and_properties(office_job: Callable[..., Job], language: Language, tag: str) -> None:
    job = office_job(language)
    document = read(job)
    told = document.core_properties

    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {tag}
    fields = [field.text.strip() for field in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert (told.author, told.last_modified_by, told.comments, told.language) == ("", "", "", tag)
    day = datetime.combine(job.advice.today, datetime.min.time())
    assert [told.created.replace(tzinfo=None), told.modified.replace(tzinfo=None)] == [day, day]


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_and_totals_are_those_of_the_paper(office_job: Callable[..., Job], language: Language) -> None:
    job = office_job(language)
    document, sources, matrix = read(job), job.paper.sources, job.paper.matrix
    assert sources is not None
    assert matrix is not None

    mix = next(table for table in document.tables if table.rows[0].cells[-1].text == job.texts.say("office.amount"))
    amounts = [int(re.sub(r"\D", "", row.cells[-1].text)) for row in mix.rows[1:]]
    assert sum(amounts[:-1]) == amounts[-1] == sources.euros
    asks = next(table for table in document.tables if table.rows[0].cells[-1].text == matrix.lenders[-1])
    for place, total in enumerate(matrix.totals, start=2):
        *cells, last = [row.cells[place].text for row in asks.rows[1:]]
        assert sum(map(bool, cells)) == int(last) == total


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_client_typed_stays_text(office_job: Callable[..., Job], typed: str) -> None:
    job = office_job(typed=typed)
    whole = content("docx", job)

    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(part))
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "embed" in name.lower()]
        assert b"TargetMode" not in parts.read("word/_rels/document.xml.rels")
    document = Document(io.BytesIO(whole))
    assert plain(typed).strip() in words(document)
    fields = [field.text.strip() for field in document.element.iter(qn("w:instrText"))]
    assert fields == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_runs_give_the_same_bytes_and_no_clock(office_job: Callable[..., Job], language: Language) -> None:
    first, second = content("docx", office_job(language)), content("docx", office_job(language))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name or "app.xml" in name or "customXml" in name]
