"""What the formats of a written piece agree on: signs, numbers of sections, which tables stay whole, and how wide columns are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from finadvies.exports.html.measure import width
from finadvies.exports.written.model import (
    Bar,
    Block,
    Cell,
    Columns,
    Gaps,
    Pair,
    Pairs,
    Points,
    Section,
    Table,
    Text,
    Ticks,
    Writing,
)
from finadvies.feasibility import Light

SIGNS: Final[dict[Light, str]] = {"good": "●", "attention": "▲", "poor": "■", "unknown": "○"}
"""Lights on paper: four shapes that differ without their colour."""
SHORT: Final = 8
"""A table of so many rows is never split over pages."""
ONE_LINE: Final = 24
"""Signs of a verdict that is never broken over lines."""
BESIDE: Final = 64
"""Signs of a value with its note that still stand beside another pair."""
LEADS_IN: Final = 300
"""A paragraph of so many signs that stands before a table goes with it to the next page; a longer one may stay behind."""
NOTE: Final = 0.85
"""How large a note is beside the text above it."""
WORD: Final = 12.0
"""How wide a word is taken at most, in heights of the text: a longer one is broken."""
KEY: Final = 1.9
"""Room that the letter of a segment takes, in heights of the text."""


def titled(piece: Writing) -> Iterator[tuple[str, Section]]:
    """The sections under their titles, with the numbers by which the text refers to them."""
    for number, section in enumerate(piece.sections, start=1):
        yield (f"{number}. {section.title}" if piece.numbered and section.title else section.title), section


def with_next(section: Section) -> Iterator[tuple[Block, Block | None]]:
    """The blocks of a section, each with the one after it."""
    yield from zip(section.blocks, [*section.blocks[1:], None], strict=True)


def goes_with(block: Block, after: Block | None) -> bool:
    """Whether a block has to stay on the page of the one after it."""
    match block, after:
        case Text(), Table() | Bar() | Pairs() | Columns() | Points() | Ticks() | Gaps():
            return len(block.told) <= LEADS_IN
        case Bar(), Table() | Text():
            return True
        case Table(), Text():
            return after.tone == "small" and len(block.rows) <= SHORT
        case _:
            return False


def beside(pairs: Sequence[Pair]) -> bool:
    """Whether pairs are short enough to stand in two columns."""
    return len(pairs) > 1 and all(len(pair.value) + len(pair.note) <= BESIDE for pair in pairs)


def places(piece: Writing) -> dict[str, int]:
    """The letters of the segments, each with its place in the bar, which gives its shade."""
    bars = [block for section in piece.sections for block in section.blocks if isinstance(block, Bar)]
    return {segment.letter: place for bar in bars for place, segment in enumerate(bar.sources.segments) if segment.letter}


def unbroken(cell: Cell) -> bool:
    """Whether a cell is a verdict that stays on one line, its sign beside it."""
    return cell.light is not None and len(cell.told) <= ONE_LINE


def rows_of(table: Table) -> list[tuple[Cell, ...]]:
    """All rows of a table, the total last."""
    return [*table.rows, *([table.total] if table.total else [])]


def narrowest(table: Table, size: float) -> list[float]:
    """How wide each column is at least when its text is written `size` high: a number in one piece, elsewhere the longest word."""
    return [max(widths) for widths in zip(*_measured(table, size, whole=False), strict=True)]


def _measured(table: Table, size: float, *, whole: bool) -> Iterator[list[float]]:
    """For each row how wide its cells are, as one line or by their longest word."""
    yield [_told(column.name, size, whole=whole) for column in table.columns]
    for row in rows_of(table):
        yield [
            max(
                _told(cell.told, size, whole=whole or column.number or unbroken(cell))
                + (size * KEY if cell.letter else 0)
                + (size if cell.light else 0),
                _told(cell.note, size * NOTE, whole=whole),
            )
            for column, cell in zip(table.columns, row, strict=True)
        ]


def _told(text: str, size: float, *, whole: bool) -> float:
    return width(text, size) if whole else min(max((width(word, size) for word in text.split(" ")), default=0.0), WORD * size)


def longest_word(table: Table) -> int:
    """Signs of the longest word in a table."""
    told = [
        *(column.name for column in table.columns),
        *(text for row in rows_of(table) for cell in row for text in (cell.told, cell.note)),
    ]
    return max((len(word) for text in told for word in text.split(" ")), default=0)


def widths(table: Table, room: float, size: float, gap: float) -> list[float]:
    """How wide each column becomes within `room`, when its text is written `size` high and `gap` is kept free beside it.

    Each has its longest word; what is left goes to where the text is longer than that, as a browser does it. Numbers
    are never broken, so where the words do not fit either, the columns of words give way.
    """
    least = [each + gap for each in narrowest(table, size)]
    most = [max(each) + gap for each in zip(*_measured(table, size, whole=True), strict=True)]
    if sum(most) <= room:
        return [each * room / sum(most) for each in most]
    if sum(least) <= room:
        share = (room - sum(least)) / (sum(most) - sum(least))
        return [low + (high - low) * share for low, high in zip(least, most, strict=True)]
    kept = sum(each for each, column in zip(least, table.columns, strict=True) if column.number)
    words = sum(least) - kept
    if words and kept < room * 0.8:
        return [
            each if column.number else each * (room - kept) / words for each, column in zip(least, table.columns, strict=True)
        ]
    return [each * room / sum(least) for each in least]
