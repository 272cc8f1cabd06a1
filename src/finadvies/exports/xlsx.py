"""The homework as a workbook for the office: the list, the planning, the mix, what comes first, and the account.

Every text goes in as text and never as a formula; the only formulas are sums of our own and one word beside a paper that is late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, get_args

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from finadvies.exports.homework_view import Line
from finadvies.exports.office import without_clock
from finadvies.exports.paper import Course, Paper
from finadvies.exports.xlsx_form import (
    DAY_WIDTHS,
    Book,
    Column,
    Kind,
    Value,
)
from finadvies.homework import Status
from finadvies.locale import Texts

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def homework(paper: Paper, course: Course, texts: Texts) -> bytes:
    """The whole workbook."""
    book = Book(paper, texts)
    _list(book, course)
    _planning(book, course)
    if paper.sources is not None:
        _mix(book)
    if paper.order or paper.minding:
        _order(book)
    _account(book)
    book.book.close()
    return without_clock(book.out.getvalue())


# -- the list ----------------------------------------------------------------------------------------------------------------

STATUS, READY, LATE, LENDERS = 4, 7, 10, 12
"""Places of columns that formulas speak of; from the last on one for each lender."""


def _list(book: Book, course: Course) -> None:
    texts, lines = book.texts, book.paper.view.lines
    lenders = [name for name, _ in book.paper.view.per_lender]
    columns = _columns(lenders, texts)
    sheet = book.sheet("list", columns, (1, 2), filtered=True)
    for row, (line, rounds) in enumerate(zip(lines, course.rounds, strict=True), start=1):
        book.row(sheet, row, columns, _cells(line, rounds, texts))
        formula, word = _late(line, row, book.paper.stamp.day, texts)
        sheet.write_formula(row, LATE, formula, book.looks["text"], word)
    last = max(len(lines), 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    # On paper what is looked up and ticked off, at a size that can be read; why and how stand in the other formats.
    sheet.print_area(0, 0, last + 2, LENDERS + len(lenders) - 1)
    _choices(book, sheet, last)
    _totals(book, sheet, columns, last)


def _columns(lenders: Sequence[str], texts: Texts) -> list[Column]:
    def column(key: str, width: float, kind: Kind) -> Column:
        return Column(texts.say(f"columns.{key}"), width, kind)

    day = DAY_WIDTHS[texts.language]
    received, mind = texts.say("office.received_on"), texts.say("office.mind")
    return [
        column("number", 5, "middle"), column("document", 34, "text"), column("mark", 19, "text"), column("provider", 14, "text"),
        column("status", 11, "text"), column("start_by", day, "day"), column("not_before", day, "day"), column("ready_by", day, "day"),
        column("valid_until", day, "day"), Column(received, day, "day"), Column(mind, 8, "text"), column("critical", 10, "middle"),
        *(Column(name, 11, "middle") for name in lenders),
        column("lead_min", 10, "number"), column("lead_max", 10, "number"), column("lead_basis", 18, "text"),
        column("cost_min", 12, "euro"), column("cost_max", 12, "euro"), column("cost_basis", 18, "text"),
        column("strength", 14, "text"), column("condition", 30, "text"), column("why", 60, "text"), column("how", 100, "text"),
        column("returned", 150, "text"), column("instead", 110, "text"), column("id", 26, "text"),
    ]  # fmt: skip


def _cells(line: Line, rounds: Sequence[int | None], texts: Texts) -> list[Value]:
    record, times = line.line.record, line.times
    cost = record.cost_eur
    start: Value = times.start_by
    if line.line.there and line.status == "todo":
        start = line.start
    return [
        line.number,
        f"{line.name} ({line.about})" if line.about else line.name,
        line.mark,
        line.provider,
        texts.term("statuses", line.status),
        start,
        times.not_before,
        times.ready_by,
        times.valid_until,
        line.came_in,
        None,
        texts.say("words.yes") if times.critical else texts.say("words.no"),
        *rounds,
        record.lead_days.min,
        record.lead_days.max,
        texts.term("bases", record.lead_days.basis),
        cost.min if cost else None,
        cost.max if cost else None,
        texts.term("bases", cost.basis) if cost else None,
        line.strength,
        line.condition,
        line.why,
        line.how,
        "; ".join(line.returned_when),
        line.instead,
        line.line.id,
    ]


def _late(line: Line, row: int, today: date, texts: Texts) -> tuple[str, str]:
    """A formula that says when a paper should have been there and is not, and what it says on the day of the list."""
    waiting: tuple[Status, ...] = ("requested",) if line.line.strength == "may_ask" else ("todo", "requested")
    status, ready = xl_rowcol_to_cell(row, STATUS), xl_rowcol_to_cell(row, READY)
    open_ = ",".join(f"{status}={_quoted(texts.term('statuses', each))}" for each in waiting)
    word = texts.say("office.late")
    formula = f'=IF(AND(ISNUMBER({ready}),{ready}<TODAY(),OR({open_})),{_quoted(word)},"")'
    late = line.times.ready_by is not None and line.times.ready_by < today and line.status in waiting
    return formula, word if late else ""


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _choices(book: Book, sheet: Worksheet, last: int) -> None:
    """The statuses to choose from, a date for what came in, and a colour beside the word for what is late."""
    texts = book.texts
    sheet.data_validation(
        1,
        STATUS,
        last,
        STATUS,
        {
            "validate": "list",
            "source": [texts.term("statuses", status) for status in get_args(Status)],
            "error_message": texts.say("office.pick_status"),
        },
    )
    sheet.data_validation(
        1,
        LATE - 1,
        last,
        LATE - 1,
        {
            "validate": "date",
            "criteria": ">=",
            "value": date(2000, 1, 1),
            "error_message": texts.say("office.real_day"),
        },
    )
    word = f"=${xl_rowcol_to_cell(1, LATE)}={_quoted(texts.say('office.late'))}"
    sheet.conditional_format(1, 1, last, LATE, {"type": "formula", "criteria": word, "format": book.late})


def _totals(book: Book, sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """Below the list, a row apart so that a filter does not take it: papers of each lender, and costs, of the rows in sight."""
    row, lines = last + 2, book.paper.view.lines
    for place in range(len(columns)):
        sheet.write_blank(row, place, None, book.totals["text"])
    sheet.write_string(row, 1, book.texts.say("office.papers_asked"), book.totals["text"])
    for place, (_, asked) in enumerate(book.paper.view.per_lender, start=LENDERS):
        formula = f"=SUBTOTAL(102,{xl_range(1, place, last, place)})"
        sheet.write_formula(row, place, formula, book.totals["middle"], len(asked))
    costs = [line.line.record.cost_eur for line in lines]
    sums = (sum(cost.min for cost in costs if cost), sum(cost.max for cost in costs if cost))
    first = LENDERS + len(book.paper.view.per_lender) + 3
    for place, value in enumerate(sums, start=first):
        sheet.write_formula(row, place, f"=SUBTOTAL(109,{xl_range(1, place, last, place)})", book.totals["euro"], value)


# -- the other sheets --------------------------------------------------------------------------------------------------------


def _planning(book: Book, course: Course) -> None:
    texts, planning = book.texts, book.paper.planning
    columns = [
        Column(texts.say("columns.number"), 5, "middle"),
        Column(texts.say("office.what"), 46, "text"),
        Column(texts.say("office.who"), 22, "text"),
        Column(texts.say("office.from"), 15, "day"),
        Column(texts.say("office.to"), 15, "day"),
        Column(texts.say("office.after"), 30, "text"),
        Column(texts.say("columns.critical"), 12, "middle"),
        Column(texts.say("office.slack_wish" if course.slack_to_wish else "office.slack"), 14, "number"),
    ]
    sheet = book.sheet("planning", columns, filtered=True)
    for row, step in enumerate(course.steps, start=1):
        critical = texts.say("words.yes") if step.critical else texts.say("words.no")
        cells = [step.number, step.what, step.who, step.begin, step.end, step.after, critical, step.slack_days]
        book.row(sheet, row, columns, cells)
    last = max(len(course.steps), 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    if planning is None:
        return
    width = sum(column.width for column in columns)
    for row, told in enumerate((planning.lead, *planning.notes[:1]), start=last + 2):
        book.sentence(sheet, row, len(columns) - 1, width, told)


def _mix(book: Book) -> None:
    sources, texts = book.paper.sources, book.texts
    if sources is None:
        return
    uses = len(sources.uses)
    columns = [
        Column(texts.say("office.letter"), 8, "middle"),
        Column(texts.say("office.party"), 26, "text"),
        Column(texts.say("office.form"), 40, "text"),
        *(Column(use.name, 18, "euro") for use in sources.uses),
        Column(texts.say("office.total"), 16, "euro"),
    ]
    sheet = book.sheet("mix", columns)
    for row, segment in enumerate(sources.segments, start=1):
        by_use = dict(segment.by_use)
        values = [by_use.get(place) for place in range(uses)]
        book.row(sheet, row, columns, [segment.letter, segment.name, segment.form, *values, None])
        formula = f"=SUM({xl_range(row, 3, row, 2 + uses)})"
        sheet.write_formula(row, 3 + uses, formula, book.looks["euro"], sum(value or 0 for value in values))
    last = len(sources.segments)
    row = last + 1
    for place in range(3):
        book.write(sheet, row, place, texts.say("office.total") if place == 1 else None, book.totals["text"])
    for place in range(uses + 1):
        paid = (sum(dict(each.by_use).get(place, 0) for each in sources.segments), sum(each.euros for each in sources.segments))
        formula = f"=SUM({xl_range(1, 3 + place, last, 3 + place)})"
        sheet.write_formula(row, 3 + place, formula, book.totals["euro"], paid[place == uses])
    width = sum(column.width for column in columns)
    for below, told in enumerate(dict.fromkeys((*book.paper.sentences, *sources.notes)), start=row + 2):
        book.sentence(sheet, below, len(columns) - 1, width, told)


def _order(book: Book) -> None:
    texts = book.texts
    columns = [Column(texts.say("office.first"), 44, "text"), Column(texts.say("columns.why"), 100, "text")]
    sheet = book.sheet("order", columns)
    rows = [(each.what, each.why) for each in book.paper.order]
    rows += [(texts.say("office.also"), told) for told in book.paper.minding]
    for row, (what, why) in enumerate(rows, start=1):
        book.named(sheet, row, columns, (what, why))


def _account(book: Book) -> None:
    columns = [Column(book.texts.say("office.what"), 34, "text"), Column(book.texts.say("office.more"), 110, "text")]
    sheet = book.sheet("account", columns)
    for row, (what, told) in enumerate(_account_rows(book.paper, book.texts), start=1):
        book.named(sheet, row, columns, (what, told))


def _account_rows(paper: Paper, texts: Texts) -> Iterator[tuple[str, str]]:
    yield paper.title, paper.subtitle
    for fact in paper.facts:
        yield fact.name, f"{fact.value} ({fact.note})" if fact.note else fact.value
    yield texts.say("paper.list"), paper.counted
    for told in paper.planning.notes[:1] if paper.planning is not None else ():
        yield texts.say("office.times"), told
    yield texts.say("office.amounts"), texts.say("office.whole_euros")
    yield texts.say("office.rounds"), texts.say("paper.rounds")
    for name, lender, why in paper.view.not_needed:
        yield texts.say("paper.not_needed"), f"{name} ({lender}): {why}"
    for told in paper.last_found:
        yield texts.say("paper.last_found"), told
    for told in paper.last_check:
        yield texts.say("paper.last_check"), told
    for told in paper.safe:
        yield texts.say("paper.safe"), told
    for told in paper.desks:
        yield texts.say("paper.desks"), told
    yield texts.say("office.made"), paper.day
    yield texts.say("office.program"), f"finadvies {paper.stamp.program}"
    yield texts.say("office.catalogue"), paper.stamp.catalogue
    yield texts.say("office.sha256"), paper.stamp.sha256
