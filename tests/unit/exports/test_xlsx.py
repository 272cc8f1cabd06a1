"""The workbook, read back: every paper with real dates and sums, choices for the status, and nothing that a client typed ever runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, get_args
from xml.etree import ElementTree

import openpyxl
import pytest
from hostile import HOSTILE
from openpyxl import Workbook

from finadvies.exports.formats import Job, content
from finadvies.exports.office import plain
from finadvies.homework import Status
from finadvies.locale import Language, texts_in
from finadvies.locale.texts import LANGUAGES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

OURS = re.compile(
    r"=(SUBTOTAL\(10[29],[A-Z]+\d+:[A-Z]+\d+\)|SUM\([A-Z]+\d+:[A-Z]+\d+\)|IF\(AND\(ISNUMBER\(H\d+\),H\d+<TODAY\(\).*)"
)


def read(whole: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(whole), data_only=values)


def sheet_of(job: Job, name: str, *, values: bool = True) -> Worksheet:
    return read(content("xlsx", job), values=values)[job.texts.say(f"office.{name}")]


def column(sheet: Worksheet, title: str) -> list[object]:
    place = next(cell.column for cell in sheet[1] if cell.value == title)
    return [row[0].value for row in sheet.iter_rows(min_row=2, min_col=place, max_col=place)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_is_a_row_and_the_last_column_its_code(office_job: Callable[..., Job], language: Language) -> None:
    job = office_job(language)
    sheet = sheet_of(job, "list")
    lines = job.view.lines

    assert [sheet.cell(row, 1).value for row in range(2, 2 + len(lines))] == [line.number for line in lines]
    assert [sheet.cell(row, sheet.max_column).value for row in range(2, 2 + len(lines))] == [line.line.id for line in lines]
    for row, line in enumerate(lines, start=2):
        assert line.name in sheet.cell(row, 2).value
        assert sheet.cell(row, 5).value == job.texts.term("statuses", line.status)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_stand_in_their_order_and_are_ready_for_paper(office_job: Callable[..., Job], language: Language) -> None:
    job = office_job(language)
    book = read(content("xlsx", job))

    assert book.sheetnames == [job.texts.say(f"office.{name}") for name in ("list", "planning", "mix", "order", "account")]
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page wide is what a workbook means by saying nothing.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes == ("C2" if sheet is book.worksheets[0] else "A2")
    assert book.worksheets[0].auto_filter.ref
    assert book.worksheets[1].auto_filter.ref


def test_days_are_days_and_costs_numbers(office_job: Callable[..., Job]) -> None:
    job = office_job()
    sheet = sheet_of(job, "list")

    for key, attribute in (("start_by", "start_by"), ("ready_by", "ready_by"), ("valid_until", "valid_until")):
        told = column(sheet, job.texts.say(f"columns.{key}"))
        wanted = [getattr(line.times, attribute) for line in job.view.lines]
        assert [day.date() if isinstance(day, datetime) else day for day in told[: len(wanted)]] == wanted
        assert any(wanted)
    assert "dd-mm-yyyy" in sheet["F2"].number_format
    costs = column(sheet, job.texts.say("columns.cost_max"))
    assert 3 in costs
    assert all(cost is None or isinstance(cost, int) for cost in costs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_status_is_chosen_from_the_five_words(office_job: Callable[..., Job], language: Language) -> None:
    texts = texts_in(language)
    sheet = sheet_of(office_job(language), "list", values=False)

    chosen = next(rule for rule in sheet.data_validations.dataValidation if rule.type == "list")
    assert chosen.formula1.strip('"').split(",") == [texts.term("statuses", status) for status in get_args(Status)]
    assert "E2" in chosen.sqref


@pytest.mark.parametrize("language", LANGUAGES)
def test_totals_are_sums_with_their_value(office_job: Callable[..., Job], language: Language) -> None:
    job = office_job(language)
    formulas, values = sheet_of(job, "list", values=False), sheet_of(job, "list")
    last = 1 + len(job.view.lines)

    for place, (_, lines) in enumerate(job.view.per_lender, start=13):
        asked = [values.cell(row, place).value for row in range(2, last + 1)]
        assert sum(cell is not None for cell in asked) == len(lines) == values.cell(last + 2, place).value
        assert str(formulas.cell(last + 2, place).value).startswith("=SUBTOTAL(102,")
    for key in ("cost_min", "cost_max"):
        *cells, _, total = column(values, job.texts.say(f"columns.{key}"))
        assert total == sum(cell for cell in cells if isinstance(cell, int)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mix_adds_up_to_the_plan(office_job: Callable[..., Job], language: Language) -> None:
    job = office_job(language)
    sheet = sheet_of(job, "mix")
    sources = job.paper.sources
    assert sources is not None
    last = 1 + len(sources.segments)

    for place, use in enumerate(sources.uses, start=4):
        assert sum(sheet.cell(row, place).value or 0 for row in range(2, last + 1)) == use.euros
        assert sheet.cell(last + 1, place).value == use.euros
    assert sheet.cell(last + 1, 4 + len(sources.uses)).value == sources.euros
    assert [sheet.cell(row, 4 + len(sources.uses)).value for row in range(2, last + 1)] == [
        each.euros for each in sources.segments
    ]


def test_the_planning_holds_every_paper_and_every_lender(office_job: Callable[..., Job]) -> None:
    job = office_job()
    sheet = sheet_of(job, "planning")
    numbers = [number for number in column(sheet, "Nr") if isinstance(number, int)]

    assert sorted(numbers) == [line.number for line in job.view.lines if line.times.earliest_start is not None]
    told = column(sheet, "Wat")
    for name, _ in job.view.per_lender:
        assert f"{name} beoordeelt" in told
    days = [day for day in column(sheet, "Van") if day is not None]
    assert days == sorted(days)
    assert all(isinstance(day, datetime) for day in days)


def test_a_paper_that_should_be_there_and_is_not_says_so_in_a_word(office_job: Callable[..., Job]) -> None:
    sheet, values = sheet_of(office_job(), "list", values=False), sheet_of(office_job(), "list")

    assert str(sheet["K2"].value).startswith("=IF(AND(ISNUMBER(H2),H2<TODAY()")
    assert values["K2"].value in (None, "")
    rules = [rule for range_ in sheet.conditional_formatting for rule in range_.rules]
    assert [rule.formula for rule in rules] == [['$K2="te laat"']]


def test_what_came_in_has_its_status_and_no_days(office_job: Callable[..., Job]) -> None:
    job = office_job(came_in={"id-copy": "received"})
    sheet = sheet_of(job, "list")
    row = next(row for row in sheet.iter_rows(min_row=2) if row[-1].value == "id-copy")

    assert row[4].value == "binnen"
    assert (row[5].value, row[7].value) == (None, None)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_client_typed_stays_text(office_job: Callable[..., Job], typed: str) -> None:
    job = office_job(typed=typed)
    whole = content("xlsx", job)
    book = read(whole)

    for part in zipfile.ZipFile(io.BytesIO(whole)).namelist():
        if part.endswith((".xml", ".rels")):
            ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(whole)).read(part))
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert [formula for formula in formulas if not OURS.fullmatch(str(formula))] == []
    shown = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert any(plain(typed) in str(cell) for cell in shown) or "_x0041_" in typed
    assert not [sheet for sheet in book if sheet._hyperlinks]
    assert not [
        name for name in zipfile.ZipFile(io.BytesIO(whole)).namelist() if "external" in name.lower() or "vba" in name.lower()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_runs_give_the_same_bytes_and_no_clock(office_job: Callable[..., Job], language: Language) -> None:
    first, second = content("xlsx", office_job(language)), content("xlsx", office_job(language))

    assert first == second
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    told = read(first).properties
    assert told.created == told.modified == datetime.combine(office_job().advice.today, datetime.min.time())
    assert not told.creator


def test_the_account_names_program_catalogue_and_fingerprint(office_job: Callable[..., Job]) -> None:
    job = office_job()
    told = [row[1].value for row in sheet_of(job, "account").iter_rows(min_row=2)]

    assert job.paper.stamp.sha256 in told
    assert job.texts.day(date(2026, 11, 24)) in told
