"""A written piece as a PDF: as plain data for the template, every word in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from finadvies.exports.pdf import drawings
from finadvies.exports.pdf.typeset import typeset
from finadvies.exports.written.form import (
    ONE_LINE,
    SHORT,
    beside,
    goes_with,
    narrowest,
    places,
    titled,
    unbroken,
    widths,
    with_next,
)
from finadvies.exports.written.model import (
    Bar,
    Block,
    Cell,
    Column,
    Columns,
    Gaps,
    Note,
    Pair,
    Pairs,
    Points,
    Table,
    Ticks,
    Writing,
)
from finadvies.exports.written.model import Text as Paragraph
from finadvies.locale import Texts

TEMPLATE: Final = "written.typ"
ROOM: Final = 493.0
"""Points between the margins of the page."""
TYPE, GAP = 9.5, 11.0
"""How high the text of a table is, and the room between its columns, in points."""

Data = dict[str, Any]


def written(piece: Writing, texts: Texts) -> bytes:
    """The piece for people who see it and for people who have it read to them."""
    return typeset(TEMPLATE, sheet(piece, texts))


def sheet(piece: Writing, texts: Texts) -> Data:
    """Everything the template shows, in the order in which it stands on paper."""
    shades = {letter: drawings.shade(place) for letter, place in places(piece).items()}
    return {
        "language": piece.language,
        "date": [piece.stamp.day.year, piece.stamp.day.month, piece.stamp.day.day],
        "labels": {name: texts.say(f"paper.{name}") for name in ("page", "page_of")},
        "kind": piece.kind,
        "title": piece.title,
        "client": piece.client,
        "subtitle": piece.subtitle,
        "day": piece.day,
        "sender": list(piece.sender or (piece.kind,)),
        "warning": piece.warning,
        "head": [{**_pairs(piece.head), "next": False}] if piece.head else [],
        "sections": list(_sections(piece, shades, texts)),
        "closing": list(piece.closing),
        "stamp": piece.stamp.line(texts),
    }


def _sections(piece: Writing, shades: dict[str, int], texts: Texts) -> Iterator[Data]:
    # A heading inside a section is of the second level, unless there is none of the first above it.
    level = 1
    for title, section in titled(piece):
        level = 2 if title else level
        blocks = [
            {**data, "next": goes_with(block, after)}
            for block, after in with_next(section)
            if (data := _block(block, level, shades, texts)) is not None
        ]
        yield {"title": title, "page": section.page, "blocks": blocks}


def _block(block: Block, level: int, shades: dict[str, int], texts: Texts) -> Data | None:
    match block:
        case Paragraph():
            return {"is": "text", "tone": block.tone, "told": block.told, "level": level}
        case Note():
            return {"is": "note", "head": block.head, "told": block.told}
        case Points():
            return {"is": "points", "items": [[each.head, each.told] for each in block.items]}
        case Pairs():
            return _pairs(block.rows)
        case Table():
            return _table(block, shades)
        case Ticks():
            return {"is": "ticks", "items": [[each.told, each.note, each.done] for each in block.items]}
        case Columns():
            sides = [{"title": each.title, "points": list(each.points), "light": each.light} for each in block.sides]
            return {"is": "columns", "items": sides}
        case Gaps():
            return {"is": "gaps", "items": [_gap(each, texts) for each in block.items]}
        case Bar():
            return {"is": "bar", **drawings.bar(block.sources, texts)} if block.sources.segments else None


def _pairs(pairs: Sequence[Pair]) -> Data:
    return {
        "is": "beside" if beside(pairs) else "below",
        "rows": [[pair.name, pair.value, pair.note] for pair in pairs],
        "short": len(pairs) <= SHORT,
    }


def _gap(gap: Pair, texts: Texts) -> list[str]:
    whom = f"({texts.say('written.ask', whom=gap.value)})" if gap.value else ""
    return [f"{texts.say('written.to_fill')} {gap.name}", whom, gap.note]


def _table(table: Table, shades: dict[str, int]) -> Data:
    wide = widths(table, ROOM, TYPE, GAP)
    columns = [
        {"name": column.name, "number": column.number, "wide": 0 if _exact(column, table) else round(each, 2)}
        for column, each in zip(table.columns, wide, strict=True)
    ]
    return {
        "is": "table",
        "columns": columns,
        "rows": [[_cell(cell, shades) for cell in row] for row in table.rows],
        "total": [_cell(cell, shades) for cell in table.total],
        "short": len(table.rows) <= SHORT,
        "tight": sum(each + GAP for each in narrowest(table, TYPE)) > ROOM,
    }


def _exact(column: Column, table: Table) -> bool:
    """Whether a column takes exactly what it needs, so that the others share the rest. Years stand evenly, and a long head is broken."""
    return column.number and not table.figures and len(column.name) <= ONE_LINE


def _cell(cell: Cell, shades: dict[str, int]) -> Data:
    return {
        "told": cell.told,
        "note": cell.note,
        "light": cell.light or "",
        "whole": unbroken(cell),
        "letter": cell.letter,
        "shade": shades.get(cell.letter, drawings.SHADES - 1),
    }
