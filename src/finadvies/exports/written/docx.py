"""A written piece as a Word file that the office edits: only styles that Word has itself. The picture of the mix is left out, since its table says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.shared import Pt, RGBColor

from finadvies.exports.docx_form import bookish, grid
from finadvies.exports.docx_parts import RIGHT, TEXT_WIDTH, add, edges, ended, fill, saved, text
from finadvies.exports.office import plain, short_name
from finadvies.exports.written.form import SHORT, SIGNS, beside, goes_with, rows_of, titled, widths, with_next
from finadvies.exports.written.model import (
    Bar,
    Block,
    Cell,
    Columns,
    Gaps,
    Note,
    Pair,
    Pairs,
    Points,
    Section,
    Table,
    Ticks,
    Writing,
)
from finadvies.exports.written.model import Text as Paragraph
from finadvies.feasibility import Light
from finadvies.locale import Language, Texts

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.table import _Cell

NOTE: Final = "Subtle Emphasis"
TYPE, GAP = 3.6, 3.6
"""How high the text of a table is, and the room that a cell keeps free beside it, in millimetres."""
COLOURS: Final[dict[Light, RGBColor]] = {
    "good": RGBColor(0x1C, 0x67, 0x3A),
    "attention": RGBColor(0x73, 0x50, 0x00),
    "poor": RGBColor(0x96, 0x30, 0x0F),
    "unknown": RGBColor(0x4A, 0x56, 0x64),
}
"""Of a light: they only repeat what its sign and its word say."""


def written(piece: Writing, texts: Texts) -> bytes:
    """The whole document."""
    document = Document()
    language: Language = "en" if piece.language == "en" else "nl"
    bookish(document, language, plain(piece.title), piece.stamp.day)
    edges(document, piece.client, f"{short_name(piece.kind)}, {piece.day}. ", texts, warning=piece.warning)
    _head(document, piece)
    for title, section in titled(piece):
        _section(document, title, section, texts)
    for told in piece.closing:
        text(document, told)
    text(document, piece.stamp.line(texts), "Caption")
    return saved(document)


def _head(document: Made, piece: Writing) -> None:
    for place, line in enumerate(piece.sender or (piece.kind,)):
        text(document, "" if place == 0 else line, bold=line if place == 0 else "").paragraph_format.space_after = Pt(0)
    text(document, piece.day).alignment = RIGHT
    text(document, piece.title, "Title")
    if piece.subtitle:
        text(document, piece.subtitle, "Subtitle")
    if piece.warning:
        text(document, "", bold=piece.warning)
    if piece.head:
        _pairs(document, piece.head)


def _section(document: Made, title: str, section: Section, texts: Texts) -> None:
    if title or section.page:
        heading = document.add_heading(plain(title), 1) if title else document.add_paragraph()
        heading.paragraph_format.page_break_before = section.page or None
    for block, after in with_next(section):
        _block(document, block, after, texts)


def _block(document: Made, block: Block, after: Block | None, texts: Texts) -> None:
    match block:
        case Paragraph() | Note() | Points():
            _told(document, block, together=goes_with(block, after))
        case Pairs():
            _pairs(document, block.rows)
        case Table():
            _table(document, block)
        case Ticks():
            _ticks(document, block)
        case Columns():
            _columns(document, block)
        case Gaps():
            _gaps(document, block, texts)
        case Bar():
            pass


def _told(document: Made, block: Paragraph | Note | Points, *, together: bool) -> None:
    match block:
        case Paragraph(tone="head"):
            document.add_heading(plain(block.told), 2)
        case Paragraph():
            paragraph = document.add_paragraph()
            add(paragraph, block.told, style=NOTE if block.tone == "small" else None)
            paragraph.paragraph_format.space_after = Pt(6)
            paragraph.paragraph_format.keep_with_next = together or block.tone == "lead" or None
        case Points():
            for point in block.items:
                text(document, point.told, "List Bullet", bold=point.head)
        case Note():
            made = grid(document, 1, [TEXT_WIDTH])
            paragraph = fill(made.cell(0, 0), block.head, bold=True)
            add(paragraph, f" {block.told}" if block.head else block.told)
            ended(document, made, headed=False)


def _under(cell: _Cell, note: str) -> None:
    """A note under the text of a cell."""
    if note:
        cell.paragraphs[-1].paragraph_format.space_after = Pt(0)
        add(cell.add_paragraph(), note, style=NOTE)


def _pairs(document: Made, pairs: Sequence[Pair]) -> None:
    """Two pairs in a row where they are short; else each its own, with the note under its value."""
    if not beside(pairs):
        made = grid(document, len(pairs), (48, TEXT_WIDTH - 48))
        for row, pair in zip(made.rows, pairs, strict=True):
            fill(row.cells[0], pair.name, bold=True)
            fill(row.cells[1], pair.value)
            _under(row.cells[1], pair.note)
    else:
        made = grid(document, (len(pairs) + 1) // 2, (31, 58, 31, 58))
        for place, pair in enumerate(pairs):
            cells = made.rows[place // 2].cells[place % 2 * 2 :]
            fill(cells[0], pair.name)
            paragraph = fill(cells[1], pair.value, bold=True)
            if pair.note:
                add(paragraph, f" {pair.note}", style=NOTE)
    ended(document, made, headed=False, short=SHORT)


def _table(document: Made, table: Table) -> None:
    rows = rows_of(table)
    made = grid(document, 1 + len(rows), widths(table, TEXT_WIDTH, TYPE, GAP))
    sides = [RIGHT if column.number else None for column in table.columns]
    for place, column in enumerate(table.columns):
        fill(made.cell(0, place), column.name, bold=True, side=sides[place])
    for number, row in enumerate(rows, start=1):
        cells = made.rows[number].cells
        last = bool(table.total) and number == len(rows)
        for place, cell in enumerate(row):
            _cell(cells[place], cell, bold=last or place == 0)
            for paragraph in cells[place].paragraphs:
                paragraph.alignment = sides[place]
    ended(document, made, headed=True, short=SHORT + bool(table.total))


def _cell(place: _Cell, cell: Cell, *, bold: bool) -> None:
    paragraph = fill(place, f"{cell.letter}  " if cell.letter else "", bold=True)
    if cell.light is not None:
        add(paragraph, f"{SIGNS[cell.light]} {cell.told}", bold=True).font.color.rgb = COLOURS[cell.light]
    else:
        add(paragraph, cell.told, bold=bold)
    _under(place, cell.note)


def _ticks(document: Made, ticks: Ticks) -> None:
    made = grid(document, len(ticks.items), (9, TEXT_WIDTH - 9))
    for row, tick in zip(made.rows, ticks.items, strict=True):
        fill(row.cells[0], "☑" if tick.done else "☐")
        fill(row.cells[1], tick.told)
        _under(row.cells[1], tick.note)
    ended(document, made, headed=False, short=SHORT)


def _columns(document: Made, columns: Columns) -> None:
    count = len(columns.sides)
    made = grid(document, 2, [TEXT_WIDTH / count] * count)
    for place, side in enumerate(columns.sides):
        fill(made.cell(0, place), side.title, bold=True)
        under = made.cell(1, place)
        for number, point in enumerate(side.points):
            paragraph = under.add_paragraph() if number else under.paragraphs[0]
            if len(side.points) > 1:
                paragraph.style = document.styles["List Bullet"]
            add(paragraph, point)
    ended(document, made, headed=False)


def _gaps(document: Made, gaps: Gaps, texts: Texts) -> None:
    """What misses, beside an empty cell for it."""
    made = grid(document, len(gaps.items), (100, TEXT_WIDTH - 100))
    for row, gap in zip(made.rows, gaps.items, strict=True):
        paragraph = fill(row.cells[0], f"{texts.say('written.to_fill')} {gap.name}", bold=True)
        if gap.value:
            add(paragraph, f" ({texts.say('written.ask', whom=gap.value)})")
        _under(row.cells[0], gap.note)
    ended(document, made, headed=False, short=SHORT)
