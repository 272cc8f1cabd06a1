"""A written piece on the screen: text that fits the window, and a table as one short list a row where its columns would not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from finadvies.exports.layout import (
    LIGHT_SYMBOLS,
    Screen,
    Style,
    blank,
    heading,
    pad,
    paragraph,
    row,
    wide,
)
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
    Text,
    Ticks,
    Writing,
)
from finadvies.locale import Texts

BETWEEN: Final = 2
"""Columns between two cells."""
_LIGHT_STYLES: Final[dict[str, Style]] = {"good": "good", "attention": "attention", "poor": "poor", "unknown": "unknown"}


def writing(piece: Writing, texts: Texts, width: int) -> Screen:
    """The whole piece, from the title to the stamp."""
    screen = heading(piece.title, width)
    screen += paragraph(piece.subtitle, width, style="bold")
    screen += paragraph(piece.warning, width, style="attention") if piece.warning else []
    screen += paragraph(piece.day, width, style="dim")
    screen.append(blank())
    screen += [*_pairs(piece.head, width), blank()]
    for number, section in enumerate(piece.sections, start=1):
        screen += _section(section, number if piece.numbered else None, texts, width)
    for line in (*piece.closing, piece.stamp.line(texts)):
        screen += paragraph(line, width, style="dim")
    return screen


def _section(section: Section, number: int | None, texts: Texts, width: int) -> Screen:
    screen = heading(section.title if number is None else f"{number}. {section.title}", width) if section.title else []
    for block in section.blocks:
        found = _block(block, texts, width)
        screen += [*found, blank()] if found else []
    return screen


def _block(block: Block, texts: Texts, width: int) -> Screen:
    match block:
        case Text():
            return paragraph(block.told, width, style="" if block.tone == "plain" else "dim")
        case Pairs():
            return _pairs(block.rows, width)
        case Table():
            return _table(block, width)
        case Points():
            return [line for each in block.items for line in _item(" ".join(filter(None, (each.head, each.told))), width)]
        case Note():
            return paragraph(" ".join(filter(None, (block.head, block.told))), width, indent="  ", first="! ", style="attention")
        case Columns():
            return _columns(block, width)
        case Gaps() | Ticks():
            return _to_do(block, texts, width)
        case Bar():
            # The table with the same facts follows.
            return []


def _to_do(block: Gaps | Ticks, texts: Texts, width: int) -> Screen:
    screen: Screen = []
    match block:
        case Gaps():
            for gap in block.items:
                ask = f" ({texts.say('written.ask', whom=gap.value)})" if gap.value else ""
                screen += paragraph(f"{texts.say('written.to_fill')} {gap.name}{ask}", width, indent="  ", first="? ")
                screen += paragraph(gap.note, width, indent="  ", first="  ", style="dim") if gap.note else []
        case Ticks():
            for tick in block.items:
                screen += paragraph(tick.told, width, indent="   ", first="☑  " if tick.done else "☐  ")
                screen += paragraph(tick.note, width, indent="   ", first="   ", style="dim") if tick.note else []
    return screen


def _item(told: str, width: int) -> Screen:
    return paragraph(told, width, indent="  ", first="- ")


def _columns(block: Columns, width: int) -> Screen:
    screen: Screen = []
    for side in block.sides:
        screen += [blank()] if screen else []
        screen += paragraph(side.title, width, style="bold")
        mark = LIGHT_SYMBOLS[side.light]
        for point in side.points:
            screen += paragraph(point, width, indent="  ", first=f"{mark} ")
    return screen


def _pairs(pairs: Sequence[Pair], width: int) -> Screen:
    """Names in one column, values beside them; one under the other where the names take too much."""
    room = max((wide(pair.name) for pair in pairs), default=0)
    screen: Screen = []
    for pair in pairs:
        told = f"{pair.value} ({pair.note})" if pair.note else pair.value
        if room <= width // 2:
            screen += paragraph(told, width, indent=" " * (room + BETWEEN), first=pad(pair.name, room + BETWEEN))
        else:
            screen += paragraph(f"{pair.name}: {told}", width, indent="  ", first="")
    return screen


# -- tables ------------------------------------------------------------------------------------------------------------------


def _table(table: Table, width: int) -> Screen:
    rows = [*table.rows, *([table.total] if table.total else [])]
    told = [[_told(cell) for cell in cells] for cells in rows]
    names = [column.name for column in table.columns]
    widths = [max(wide(line[place]) for line in [names, *told]) for place in range(len(names))]
    if sum(widths) + BETWEEN * (len(widths) - 1) <= width:
        return _in_columns(table, names, told, widths)
    return _as_cards(table, width)


def _in_columns(table: Table, names: list[str], told: list[list[str]], widths: list[int]) -> Screen:
    gap = " " * BETWEEN

    def line(cells: list[str]) -> str:
        sides = ("right" if column.number else "left" for column in table.columns)
        return gap.join(pad(cell, room, side) for cell, room, side in zip(cells, widths, sides, strict=True))  # type: ignore[arg-type]  # one of the two sides

    screen: Screen = [row((line(names), "dim"))]
    body, total = (told[:-1], told[-1:]) if table.total else (told, [])
    screen += [row(line(cells)) for cells in body]
    return screen + [row((line(cells), "bold")) for cells in total]


def _as_cards(table: Table, width: int) -> Screen:
    """A row as its first cell, with the others under it by the names of their columns; what is empty does not apply."""
    screen: Screen = []
    for cells in (*table.rows, *([table.total] if table.total else [])):
        screen += paragraph(_told(cells[0]), width, indent="  ", first="", style="bold")
        for column, cell in zip(table.columns[1:], cells[1:], strict=True):
            if cell.told:
                style = _LIGHT_STYLES[cell.light] if cell.light else ""
                screen += paragraph(f"{column.name}: {_told(cell)}", width, indent="    ", first="  ", style=style)
    return screen


def _told(cell: Cell) -> str:
    parts = (cell.letter, LIGHT_SYMBOLS[cell.light] if cell.light else "", cell.told)
    told = " ".join(part for part in parts if part)
    return f"{told} ({cell.note})" if cell.note else told
