"""The homework as a Word file that the office edits: only styles that Word has itself, so that a letterhead wins.

What the picture formats draw stands here as a table; nothing is locked, nothing runs.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from finadvies.exports.docx_form import bookish, field, gap, grid, kept_together, repeated, whole
from finadvies.exports.homework_view import Line
from finadvies.exports.office import plain, short_name, without_clock
from finadvies.exports.paper import Paper
from finadvies.locale import Texts

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

TEXT_WIDTH: Final = 178
"""Millimetres between the margins of A4."""
SHORT: Final = 12
ON_A_PAGE: Final = 30
"""A table of so many rows stays on one page: rows of several lines, and of one."""
BOXES: Final = {"todo": "☐", "requested": "☐", "received": "☑", "checked": "☑", "not_needed": "–"}
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
MIDDLE = WD_ALIGN_PARAGRAPH.CENTER


def homework(paper: Paper, texts: Texts) -> bytes:
    """The whole document, in the order of the paper."""
    document = Document()
    bookish(document, texts.language, plain(paper.title), paper.stamp.day)
    _edges(document, paper, texts)
    _head(document, paper)
    _tasks(document, paper, texts)
    _mix(document, paper, texts)
    _planning(document, paper, texts)
    _order(document, paper, texts)
    _list(document, paper, texts)
    _matrix(document, paper, texts)
    _rest(document, paper, texts)
    out = io.BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


# -- small things ------------------------------------------------------------------------------------------------------------


def _add(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    run = paragraph.add_run(plain(text))
    run.bold = bold or None


def _text(document: Made, text: str, style: str = "Normal", *, bold: str = "") -> Paragraph:
    """A paragraph, with a bold beginning where it has one."""
    paragraph: Paragraph = document.add_paragraph(style=style)
    if bold:
        _add(paragraph, f"{bold} ", bold=True)
    _add(paragraph, text)
    return paragraph


def _cell(cell: _Cell, text: str, *, bold: bool = False, side: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    """The first paragraph of a cell."""
    paragraph: Paragraph = cell.paragraphs[0]
    _add(paragraph, text, bold=bold)
    if side is not None:
        paragraph.alignment = side
    return paragraph


def _table(
    document: Made,
    heading: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    *,
    sides: Sequence[WD_ALIGN_PARAGRAPH | None] = (),
    last_bold: bool = False,
    short: int = SHORT,
) -> None:
    """A table with a heading row that every page repeats; no row is split, and a short table stays whole."""
    told = list(rows)
    table = grid(document, 1 + len(told), widths)
    for place, title in enumerate(heading):
        _cell(table.cell(0, place), title, bold=True, side=sides[place] if sides else None)
    for number, row in enumerate(told, start=1):
        cells = table.rows[number].cells
        for place, text in enumerate(row):
            bold = last_bold and number == len(told)
            _cell(cells[place], text, bold=bold, side=sides[place] if sides else None)
    repeated(table.rows[0])
    for row_of_it in table.rows:
        whole(row_of_it)
    kept_together(table.rows[: -1 if len(told) <= short else 1])
    gap(document)


# -- the parts ---------------------------------------------------------------------------------------------------------------


def _edges(document: Made, paper: Paper, texts: Texts) -> None:
    """The client above each page, the number below it."""
    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    _add(head, short_name(paper.view.client))
    _add(foot, f"{paper.title}, {paper.day}. {texts.say('office.page')} ")
    field(foot, "PAGE")
    _add(foot, f" {texts.say('office.of')} ")
    field(foot, "NUMPAGES")
    head.alignment = foot.alignment = RIGHT


def _head(document: Made, paper: Paper) -> None:
    _text(document, paper.title, "Title")
    _text(document, paper.subtitle, "Subtitle")
    table = grid(document, 3, [TEXT_WIDTH / len(paper.facts)] * len(paper.facts))
    for place, fact in enumerate(paper.facts):
        _cell(table.cell(0, place), fact.name)
        _cell(table.cell(1, place), fact.value, bold=True)
        _cell(table.cell(2, place), fact.note)
    for row in table.rows:
        whole(row)
    kept_together(table.rows[:-1])
    gap(document)
    _text(document, paper.counted)


def _tasks(document: Made, paper: Paper, texts: Texts) -> None:
    if not paper.tasks:
        return
    document.add_heading(texts.say("paper.today"), 1)
    for task in paper.tasks:
        paragraph = document.add_paragraph(style="List Number")
        _add(paragraph, task.what, bold=True)
        _add(paragraph, f" ({task.who})")
        if task.critical:
            _add(paragraph, f" ◆ {texts.say('homework.critical')}", bold=True)
        _add(paragraph, f". {task.why}")


def _mix(document: Made, paper: Paper, texts: Texts) -> None:
    sources = paper.sources
    if sources is None:
        return
    document.add_heading(texts.say("paper.mix"), 1)
    titles = [texts.say(f"office.{key}") for key in ("letter", "party", "form", "uses", "amount")]
    rows = [[each.letter, each.name, each.form, each.uses, each.amount] for each in sources.segments]
    total = ["", texts.say("office.total"), "", "", sources.total]
    _table(
        document, ["", *titles[1:]], [*rows, total], (9, 38, 45, 60, 26), sides=(None, None, None, None, RIGHT), last_bold=True
    )
    for told in dict.fromkeys((*paper.sentences, *sources.notes)):
        _text(document, told, "List Bullet")


def _planning(document: Made, paper: Paper, texts: Texts) -> None:
    planning = paper.planning
    if planning is None:
        return
    document.add_heading(texts.say("office.planning"), 1)
    _text(document, planning.lead).paragraph_format.keep_with_next = True
    titles = [texts.say(f"office.{key}") for key in ("day", "step", "more")]
    _table(document, titles, [[each.told, each.what, each.more] for each in planning.moments], (38, 70, 70))
    if planning.bars:
        titles = [texts.say(f"office.{key}") for key in ("who", "what", "from_to", "harmless")]
        rows = [
            [
                bar.group,
                bar.name,
                bar.dates,
                texts.day_of_week(bar.slack_until)
                if bar.slack_until is not None
                else f"◆ {texts.say('homework.critical')}"
                if bar.critical
                else "",
            ]
            for bar in planning.bars
        ]
        _table(document, titles, rows, (28, 51, 62, 37))
    for note in planning.notes:
        _text(document, note)


def _order(document: Made, paper: Paper, texts: Texts) -> None:
    if not paper.order and not paper.minding:
        return
    document.add_heading(texts.say("paper.mind"), 1)
    for each in paper.order:
        _text(document, each.why, "List Bullet", bold=f"{each.what}.")
    for told in paper.minding:
        _text(document, told, "List Bullet")


def _list(document: Made, paper: Paper, texts: Texts) -> None:
    document.add_heading(texts.say("paper.list"), 1)
    for maker, lines in paper.view.by_provider:
        document.add_heading(plain(maker), 2)
        _lines(document, lines, texts)
    if paper.view.sometimes:
        document.add_heading(texts.say("homework.sometimes"), 2)
        _text(document, texts.say("homework.sometimes_why")).paragraph_format.keep_with_next = True
        _lines(document, paper.view.sometimes, texts)


def _lines(document: Made, lines: Sequence[Line], texts: Texts) -> None:
    """One table: a paper is a row of three cells, the box, what and why, and the days."""
    table = grid(document, 1 + len(lines), (9, 115, 54))
    for place, title in enumerate(("", texts.say("office.paper"), texts.say("office.when"))):
        _cell(table.cell(0, place), title, bold=True)
    for row, line in zip(table.rows[1:], lines, strict=True):
        box, what, when = row.cells
        _cell(box, BOXES[line.status])
        _what(what, line, texts)
        _pairs(when, [(texts.say(key), told) for key, told in _when(line) if told])
    repeated(table.rows[0])
    for row in table.rows:
        whole(row)
    kept_together(table.rows[:1])
    gap(document)


def _when(line: Line) -> list[tuple[str, str]]:
    """The days of a paper, or how far it is when there is nothing to begin with."""
    whom = [("paper.for_whom", ", ".join(line.for_whom)), ("paper.when", line.when)]
    if line.line.there or line.status == "not_needed":
        return [("columns.status", line.start), ("paper.since", line.since), ("paper.valid", line.valid), *whom]
    return [("paper.start", line.start), ("paper.ready", line.ready), ("paper.valid", line.valid), *whom]


def _what(cell: _Cell, line: Line, texts: Texts) -> None:
    name = f"{line.name} ({line.about})" if line.about else line.name
    paragraph = _cell(cell, f"{line.number}. {name}", bold=True)
    if line.mark:
        _add(paragraph, f" ({line.mark})")
    if line.times.critical:
        _add(paragraph, f" ◆ {texts.say('homework.critical')}", bold=True)
    _add(cell.add_paragraph(), line.why)
    details = [
        ("how", line.how),
        ("lead", line.lead),
        ("cost", line.cost),
        ("returned", "; ".join(line.returned_when)),
        ("instead", line.instead),
        ("strength", line.strength),
        ("condition", line.condition),
    ]
    _pairs(cell, [(texts.say(f"paper.{key}"), told) for key, told in details if told], first=False)


def _pairs(cell: _Cell, pairs: Sequence[tuple[str, str]], *, first: bool = True) -> None:
    """Name and value, a line each."""
    for position, (name, told) in enumerate(pairs):
        paragraph = cell.paragraphs[0] if first and position == 0 else cell.add_paragraph()
        _add(paragraph, f"{name}: ", bold=True)
        _add(paragraph, told)


def _matrix(document: Made, paper: Paper, texts: Texts) -> None:
    matrix = paper.matrix
    if matrix is None:
        return
    document.add_heading(texts.say("paper.who_asks_what"), 1)
    _text(document, matrix.legend).paragraph_format.keep_with_next = True
    count = len(matrix.lenders)
    each = min(30.0, 100 / count)
    rows = [[str(number), name, *cells] for number, name, cells in matrix.rows]
    rows.append(["", texts.say("office.asked"), *map(str, matrix.totals)])
    sides = (RIGHT, None, *[MIDDLE] * count)
    widths = (11, TEXT_WIDTH - 11 - each * count, *[each] * count)
    titles = [texts.say("columns.number"), texts.say("office.paper"), *matrix.lenders]
    _table(document, titles, rows, widths, sides=sides, last_bold=True, short=ON_A_PAGE)


def _rest(document: Made, paper: Paper, texts: Texts) -> None:
    spared = [f"{name} ({lender}): {why}" for name, lender, why in paper.view.not_needed]
    for key, lines in (
        ("not_needed", spared),
        ("last_found", paper.last_found),
        ("last_check", paper.last_check),
        ("safe", paper.safe),
        ("desks", paper.desks),
    ):
        if lines:
            document.add_heading(texts.say(f"paper.{key}"), 1)
        for told in lines:
            _text(document, told, "List Bullet")
    _text(document, paper.stamp.line(texts), "Caption")
