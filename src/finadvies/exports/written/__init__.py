"""A written piece, such as the memorandum, a letter or an index: its words as simple blocks, which each format only lays out."""

from __future__ import annotations

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
    Point,
    Points,
    Section,
    Side,
    Table,
    Text,
    Tick,
    Ticks,
    Writing,
)

__all__ = [
    "Bar",
    "Block",
    "Cell",
    "Column",
    "Columns",
    "Gaps",
    "Note",
    "Pair",
    "Pairs",
    "Point",
    "Points",
    "Section",
    "Side",
    "Table",
    "Text",
    "Tick",
    "Ticks",
    "Writing",
]
