"""A written piece as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from finadvies.exports.layout import LIGHT_SYMBOLS
from finadvies.exports.markdown import escape
from finadvies.exports.written.form import titled
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
from finadvies.locale import Texts


def written(piece: Writing, texts: Texts) -> str:
    """The piece as text; the picture of the mix is left out, since its table says the same."""
    out = [f"# {escape(piece.title)}", "", f"**{escape(piece.subtitle)}**", ""]
    if piece.warning:
        out += [f"**{escape(piece.warning)}**", ""]
    out += [*_lines([*piece.sender, piece.day]), ""]
    if piece.head:
        out += [*_pairs(piece.head), ""]
    for title, section in titled(piece):
        out += _section(title, section, texts)
    out += ["---", "", *_lines([*piece.closing, piece.stamp.line(texts)]), ""]
    return "\n".join(out)


def _section(title: str, section: Section, texts: Texts) -> Iterator[str]:
    if title:
        yield f"## {escape(title)}"
        yield ""
    for block in section.blocks:
        found = list(_block(block, texts))
        if found:
            yield from found
            yield ""


def _block(block: Block, texts: Texts) -> Iterator[str]:
    match block:
        case Paragraph() | Note() | Points() | Pairs():
            yield from _told(block)
        case Table():
            yield from _table(block)
        case Ticks():
            yield from _ticks(block)
        case Columns():
            yield from _columns(block)
        case Gaps():
            yield from _gaps(block, texts)
        case Bar():
            return


def _told(block: Paragraph | Note | Points | Pairs) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"### {escape(block.told)}" if block.tone == "head" else escape(block.told)
        case Note():
            yield f"> {_headed(block.head, block.told)}"
        case Points():
            yield from (f"- {_headed(each.head, each.told)}" for each in block.items)
        case Pairs():
            yield from _pairs(block.rows)


def _ticks(block: Ticks) -> Iterator[str]:
    for tick in block.items:
        yield f"- [{'x' if tick.done else ' '}] {escape(tick.told)}"
        if tick.note:
            yield f"  {escape(tick.note)}"


def _columns(block: Columns) -> Iterator[str]:
    for side in block.sides:
        yield from (f"**{escape(side.title)}**", "", *(f"- {escape(each)}" for each in side.points), "")


def _gaps(block: Gaps, texts: Texts) -> Iterator[str]:
    for gap in block.items:
        told = [
            f"- **{escape(texts.say('written.to_fill'))} {escape(gap.name)}**",
            f"({escape(texts.say('written.ask', whom=gap.value))})" if gap.value else "",
            escape(gap.note),
        ]
        yield " ".join(part for part in told if part)


def _lines(told: Sequence[str]) -> list[str]:
    """Lines that stay lines: two blanks behind each but the last."""
    return [f"{escape(line)}  " for line in told[:-1]] + [escape(line) for line in told[-1:]]


def _headed(head: str, told: str) -> str:
    return " ".join(part for part in (f"**{escape(head)}**" if head else "", escape(told)) if part)


def _pairs(pairs: Sequence[Pair]) -> Iterator[str]:
    for pair in pairs:
        note = f" ({escape(pair.note)})" if pair.note else ""
        yield f"- {escape(pair.name)}: **{escape(pair.value)}**{note}"


def _table(table: Table) -> Iterator[str]:
    yield _row([escape(column.name) for column in table.columns])
    yield _row(["---:" if column.number else "---" for column in table.columns])
    for row in table.rows:
        yield _row([_cell(cell) for cell in row])
    if table.total:
        yield _row([f"**{_cell(cell)}**" if cell.told else "" for cell in table.total])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    front = [cell.letter, LIGHT_SYMBOLS[cell.light] if cell.light else ""]
    told = " ".join(part for part in (*front, cell.told) if part)
    return escape(told) + (f" ({escape(cell.note)})" if cell.note else "")
