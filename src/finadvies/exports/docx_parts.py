"""What Word files for the office are put together from: paragraphs, cells, tables, head and foot. Knows nothing of homework."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH

from finadvies.exports.docx_form import field, gap, grid, kept_together, repeated, whole
from finadvies.exports.office import plain, short_name, without_clock
from finadvies.locale import Texts

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

TEXT_WIDTH: Final = 178
"""Millimetres between the margins of A4."""
SHORT: Final = 12
"""A table of so many rows of several lines stays on one page."""
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
MIDDLE = WD_ALIGN_PARAGRAPH.CENTER


def add(paragraph: Paragraph, text: str, *, bold: bool = False, style: str | None = None) -> Run:
    """Text at the end of a paragraph."""
    run = paragraph.add_run(plain(text), style)
    run.bold = bold or None
    return run


def text(document: Made, told: str, style: str = "Normal", *, bold: str = "") -> Paragraph:
    """A paragraph, with a bold beginning where it has one."""
    paragraph: Paragraph = document.add_paragraph(style=style)
    if bold:
        add(paragraph, f"{bold} " if told else bold, bold=True)
    add(paragraph, told)
    return paragraph


def fill(cell: _Cell, told: str, *, bold: bool = False, side: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    """The first paragraph of a cell."""
    paragraph: Paragraph = cell.paragraphs[0]
    add(paragraph, told, bold=bold)
    if side is not None:
        paragraph.alignment = side
    return paragraph


def table(
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
    made = grid(document, 1 + len(told), widths)
    for place, title in enumerate(heading):
        fill(made.cell(0, place), title, bold=True, side=sides[place] if sides else None)
    for number, row in enumerate(told, start=1):
        cells = made.rows[number].cells
        for place, each in enumerate(row):
            bold = last_bold and number == len(told)
            fill(cells[place], each, bold=bold, side=sides[place] if sides else None)
    ended(document, made, headed=True, short=short)


def ended(document: Made, made: Table, *, headed: bool, short: int = SHORT) -> None:
    """A filled table made fit for pages: no row is split, the heading is repeated, and a short table stays whole."""
    if headed:
        repeated(made.rows[0])
    for row in made.rows:
        whole(row)
    rows = len(made.rows) - headed
    kept_together(made.rows[: -1 if rows <= short else int(headed)])
    gap(document)


def edges(document: Made, head: str, foot: str, texts: Texts, *, warning: str = "") -> None:
    """A name above each page, under what everyone must know of it, and the number of the page below."""
    section = document.sections[0]
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    if warning:
        add(above, warning, bold=True)
        above.alignment = RIGHT
        above = section.header.add_paragraph(style="Header")
    add(above, short_name(head))
    add(below, f"{foot}{texts.say('office.page')} ")
    field(below, "PAGE")
    add(below, f" {texts.say('office.of')} ")
    field(below, "NUMPAGES")
    above.alignment = below.alignment = RIGHT


def saved(document: Made) -> bytes:
    """The file, which no clock marks."""
    out = io.BytesIO()
    document.save(out)
    return without_clock(out.getvalue())
