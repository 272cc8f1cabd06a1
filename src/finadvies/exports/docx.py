"""The homework as a Word file that the office edits: only styles that Word has itself, so that a letterhead wins.

What the picture formats draw stands here as a table; nothing is locked, nothing runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from docx import Document

from finadvies.exports.docx_form import bookish, gap, grid, kept_together, repeated, whole
from finadvies.exports.docx_parts import MIDDLE, RIGHT, TEXT_WIDTH, add, edges, fill, saved, table, text
from finadvies.exports.homework_view import Line
from finadvies.exports.office import plain
from finadvies.exports.paper import Paper
from finadvies.locale import Texts

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.table import _Cell

ON_A_PAGE: Final = 30
"""A table of so many rows of one line stays on one page."""
BOXES: Final = {"todo": "☐", "requested": "☐", "received": "☑", "checked": "☑", "not_needed": "–"}


def homework(paper: Paper, texts: Texts) -> bytes:
    """The whole document, in the order of the paper."""
    document = Document()
    bookish(document, texts.language, plain(paper.title), paper.stamp.day)
    edges(document, paper.view.client, f"{paper.title}, {paper.day}. ", texts)
    _head(document, paper)
    _tasks(document, paper, texts)
    _mix(document, paper, texts)
    _planning(document, paper, texts)
    _order(document, paper, texts)
    _list(document, paper, texts)
    _matrix(document, paper, texts)
    _rest(document, paper, texts)
    return saved(document)


def _head(document: Made, paper: Paper) -> None:
    if paper.sender:
        text(document, ", ".join(paper.sender))
    text(document, paper.title, "Title")
    text(document, paper.subtitle, "Subtitle")
    made = grid(document, 3, [TEXT_WIDTH / len(paper.facts)] * len(paper.facts))
    for place, fact in enumerate(paper.facts):
        fill(made.cell(0, place), fact.name)
        fill(made.cell(1, place), fact.value, bold=True)
        fill(made.cell(2, place), fact.note)
    for row in made.rows:
        whole(row)
    kept_together(made.rows[:-1])
    gap(document)
    text(document, paper.counted)


def _tasks(document: Made, paper: Paper, texts: Texts) -> None:
    if not paper.tasks:
        return
    document.add_heading(texts.say("paper.today"), 1)
    for task in paper.tasks:
        paragraph = document.add_paragraph(style="List Number")
        add(paragraph, task.what, bold=True)
        add(paragraph, f" ({task.who})")
        if task.critical:
            add(paragraph, f" ◆ {texts.say('homework.critical')}", bold=True)
        add(paragraph, f". {task.why}")


def _mix(document: Made, paper: Paper, texts: Texts) -> None:
    sources = paper.sources
    if sources is None:
        return
    document.add_heading(texts.say("paper.mix"), 1)
    titles = [texts.say(f"office.{key}") for key in ("letter", "party", "form", "uses", "amount")]
    rows = [[each.letter, each.name, each.form, each.uses, each.amount] for each in sources.segments]
    total = ["", texts.say("office.total"), "", "", sources.total]
    table(document, ["", *titles[1:]], [*rows, total], (9, 38, 45, 60, 26), sides=(None, None, None, None, RIGHT), last_bold=True)
    for told in dict.fromkeys((*paper.sentences, *sources.notes)):
        text(document, told, "List Bullet")


def _planning(document: Made, paper: Paper, texts: Texts) -> None:
    planning = paper.planning
    if planning is None:
        return
    document.add_heading(texts.say("office.planning"), 1)
    text(document, planning.lead).paragraph_format.keep_with_next = True
    titles = [texts.say(f"office.{key}") for key in ("day", "step", "more")]
    table(document, titles, [[each.told, each.what, each.more] for each in planning.moments], (38, 70, 70))
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
        table(document, titles, rows, (28, 51, 62, 37))
    for note in planning.notes:
        text(document, note)


def _order(document: Made, paper: Paper, texts: Texts) -> None:
    if not paper.order and not paper.minding:
        return
    document.add_heading(texts.say("paper.mind"), 1)
    for each in paper.order:
        text(document, each.why, "List Bullet", bold=f"{each.what}.")
    for told in paper.minding:
        text(document, told, "List Bullet")


def _list(document: Made, paper: Paper, texts: Texts) -> None:
    document.add_heading(texts.say("paper.list"), 1)
    for maker, lines in paper.view.by_provider:
        document.add_heading(plain(maker), 2)
        _lines(document, lines, texts)
    if paper.view.sometimes:
        document.add_heading(texts.say("homework.sometimes"), 2)
        text(document, texts.say("homework.sometimes_why")).paragraph_format.keep_with_next = True
        _lines(document, paper.view.sometimes, texts)


def _lines(document: Made, lines: Sequence[Line], texts: Texts) -> None:
    """One table: a paper is a row of three cells, the box, what and why, and the days."""
    made = grid(document, 1 + len(lines), (9, 115, 54))
    for place, title in enumerate(("", texts.say("office.paper"), texts.say("office.when"))):
        fill(made.cell(0, place), title, bold=True)
    for row, line in zip(made.rows[1:], lines, strict=True):
        box, what, when = row.cells
        fill(box, BOXES[line.status])
        _what(what, line, texts)
        _pairs(when, [(texts.say(key), told) for key, told in _when(line) if told])
    repeated(made.rows[0])
    for row in made.rows:
        whole(row)
    kept_together(made.rows[:1])
    gap(document)


def _when(line: Line) -> list[tuple[str, str]]:
    """The days of a paper, or how far it is when there is nothing to begin with."""
    whom = [("paper.for_whom", ", ".join(line.for_whom)), ("paper.when", line.when)]
    if line.line.there or line.status == "not_needed":
        return [("columns.status", line.start), ("paper.since", line.since), ("paper.valid", line.valid), *whom]
    return [("paper.start", line.start), ("paper.ready", line.ready), ("paper.valid", line.valid), *whom]


def _what(cell: _Cell, line: Line, texts: Texts) -> None:
    name = f"{line.name} ({line.about})" if line.about else line.name
    paragraph = fill(cell, f"{line.number}. {name}", bold=True)
    if line.mark:
        add(paragraph, f" ({line.mark})")
    if line.times.critical:
        add(paragraph, f" ◆ {texts.say('homework.critical')}", bold=True)
    add(cell.add_paragraph(), line.why)
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
        add(paragraph, f"{name}: ", bold=True)
        add(paragraph, told)


def _matrix(document: Made, paper: Paper, texts: Texts) -> None:
    matrix = paper.matrix
    if matrix is None:
        return
    document.add_heading(texts.say("paper.who_asks_what"), 1)
    text(document, matrix.legend).paragraph_format.keep_with_next = True
    count = len(matrix.lenders)
    each = min(30.0, 100 / count)
    rows = [[str(number), name, *cells] for number, name, cells in matrix.rows]
    rows.append(["", texts.say("office.asked"), *map(str, matrix.totals)])
    sides = (RIGHT, None, *[MIDDLE] * count)
    widths = (11, TEXT_WIDTH - 11 - each * count, *[each] * count)
    titles = [texts.say("columns.number"), texts.say("office.paper"), *matrix.lenders]
    table(document, titles, rows, widths, sides=sides, last_bold=True, short=ON_A_PAGE)


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
            text(document, told, "List Bullet")
    text(document, paper.stamp.line(texts), "Caption")
