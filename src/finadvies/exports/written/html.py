"""A written piece as one web page: it runs nothing and asks nothing of any network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from finadvies.exports.html import frame
from finadvies.exports.html.elements import Markup, clean, join, lines, tag
from finadvies.exports.html.mix_picture import SHADES, shades
from finadvies.exports.html.money import figure
from finadvies.exports.written.form import SHORT, SIGNS, beside, longest_word, narrowest, titled, unbroken
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
    Section,
    Side,
    Table,
    Ticks,
    Writing,
)
from finadvies.exports.written.model import Text as Paragraph
from finadvies.locale import Texts

CONTENTS_FROM: Final = 6
"""A piece with so many headings has links to them at its top."""
LONG_WORD: Final = 16
"""Signs of a word in a title that a phone has to write smaller."""
TYPE: Final = 15.0
"""How high the text of a table is, which is also the room between its columns."""
SHEET: Final = 800.0
"""Where the words of a row take more than this, they may be broken anywhere rather than leave the page."""
VERY_LONG: Final = 26
"""Signs of a word that would take a column for itself."""
PHONE: Final = 288.0
"""What the narrowest phone has between the margins of the page."""
SIZES: Final = {"figures": 13.0, "figures tight": 11.0}
"""How high figures beside each other are written there; nothing is smaller."""
BETWEEN: Final = 8.0
"""Room between two columns of figures there."""


def written(piece: Writing, texts: Texts) -> str:
    """The whole page."""
    keys = _shades(piece)
    numbered = enumerate(titled(piece), start=1)
    sections = [_section(place, title, section, keys, texts) for place, (title, section) in numbered]
    return frame.page(
        tag("div", lines([_head(piece, texts), tag("main", lines(["", *sections, ""])), _foot(piece, texts)]), class_="sheet"),
        language=piece.language,
        title=f"{clean(piece.title)} - {clean(piece.client)}",
        program=piece.stamp.program,
        style=frame.style(texts, "style.css", "written.css", document=piece.kind, warning=piece.warning),
    )


def _shades(piece: Writing) -> dict[str, str]:
    """The shade of each letter of the bars."""
    bars = [block.sources for section in piece.sections for block in section.blocks if isinstance(block, Bar)]
    return {segment.letter: shade for sources in bars for segment, shade in zip(sources.segments, shades(sources), strict=True)}


# -- head and foot -----------------------------------------------------------------------------------------------------------


def _head(piece: Writing, texts: Texts) -> Markup:
    first, *others = piece.sender or (piece.kind,)
    sender = tag("span", tag("b", first), *(tag("span", line) for line in others), class_="sender")
    long = max(map(len, piece.title.split()), default=0) >= LONG_WORD
    parts = [
        tag("div", sender, tag("time", piece.day, datetime=piece.stamp.day.isoformat()), class_="top"),
        tag("h1", piece.title, class_="long" if long else None),
        tag("p", piece.subtitle, class_="sub") if piece.subtitle else None,
        tag("p", f"▲ {piece.warning}", class_="note warn") if piece.warning else None,
        _pairs(piece.head) if piece.head else None,
        _contents(piece, texts),
    ]
    return tag("header", lines(["", *parts, ""]))


def _contents(piece: Writing, texts: Texts) -> Markup | None:
    links = [tag("a", title, href=f"#{section.key}") for title, section in titled(piece) if title]
    if len(links) < CONTENTS_FROM:
        return None
    return tag("nav", *links, class_="toc screen", aria_label=texts.say("paper.contents"))


def _foot(piece: Writing, texts: Texts) -> Markup:
    return tag("footer", *(tag("p", line) for line in (*piece.closing, piece.stamp.line(texts))))


# -- sections and their blocks -----------------------------------------------------------------------------------------------


def _section(place: int, title: str, section: Section, keys: dict[str, str], texts: Texts) -> Markup:
    blocks = [_block(f"mix-{place}-{number}", block, keys, texts) for number, block in enumerate(section.blocks, start=1)]
    kinds = [kind for kind, on in (("newpage", section.page), ("untitled", not title)) if on]
    return tag(
        "section",
        lines(["", tag("h2", title) if title else None, *blocks, ""]),
        id=section.key,
        class_=" ".join(kinds) or None,
    )


def _block(name: str, block: Block, keys: dict[str, str], texts: Texts) -> Markup | None:
    match block:
        case Paragraph():
            return _text(block)
        case Note():
            return tag("p", *_headed(block.head, block.told), class_="note")
        case Points():
            return tag("ul", lines([tag("li", *_headed(each.head, each.told)) for each in block.items]), class_="points")
        case Pairs():
            return _pairs(block.rows)
        case Table():
            return _table(block, keys)
        case Ticks():
            return _ticks(block)
        case Columns():
            return tag("div", lines(["", *map(_side, block.sides), ""]), class_="sides")
        case Gaps():
            return _gaps(block, texts)
        case Bar():
            return figure(block.sources, texts, name) if block.sources.segments else None


def _text(text: Paragraph) -> Markup:
    match text.tone:
        case "head":
            return tag("h3", text.told)
        case "plain":
            return tag("p", text.told, class_="told")
        case "lead" | "small":
            return tag("p", text.told, class_=text.tone)


def _headed(head: str, told: str) -> Iterator[str]:
    if head:
        yield tag("b", head)
    if head and told:
        yield " "
    yield told


def _pairs(pairs: Sequence[Pair]) -> Markup:
    rows = [
        tag(
            "div",
            tag("dt", pair.name),
            tag("dd", pair.value, *((" ", tag("span", pair.note)) if pair.note else ())),
        )
        for pair in pairs
    ]
    return tag("dl", lines(["", *rows, ""]), class_="ask" if beside(pairs) else "ask one")


def _ticks(ticks: Ticks) -> Markup:
    boxes = [
        tag(
            "li",
            tag(
                "label",
                tag("input", type="checkbox", checked=tick.done, autocomplete="off"),
                tag("span", tick.told, tag("span", tick.note, class_="m") if tick.note else None),
            ),
        )
        for tick in ticks.items
    ]
    return tag("ul", lines(["", *boxes, ""]), class_="ticks")


def _side(side: Side) -> Markup:
    points = tag("ul", lines([tag("li", point) for point in side.points]))
    return tag("div", tag("h3", side.title), points, class_=side.light)


def _gaps(gaps: Gaps, texts: Texts) -> Markup:
    items = [
        tag(
            "li",
            tag("b", f"{texts.say('written.to_fill')} {gap.name}"),
            f" ({texts.say('written.ask', whom=gap.value)})" if gap.value else None,
            tag("span", gap.note, class_="m") if gap.note else None,
        )
        for gap in gaps.items
    ]
    return tag("ul", lines(["", *items, ""]), class_="gaps")


# -- tables ------------------------------------------------------------------------------------------------------------------


def _table(table: Table, keys: dict[str, str]) -> Markup:
    heads = [
        tag("th", column.name, scope="col", class_=_head_kind(column))
        if column.name
        else tag("td", "")  # an empty head would be read out as one
        for column in table.columns
    ]
    rows = [_row(row, table, keys) for row in table.rows]
    parts = [
        tag("thead", tag("tr", *heads)),
        tag("tbody", lines(["", *rows, ""])),
        tag("tfoot", _row(table.total, table, keys)) if table.total else None,
    ]
    return tag("table", lines(["", *parts, ""]), class_=" ".join(_kinds(table)))


def _head_kind(column: Column) -> str | None:
    if not column.number:
        return None
    return "n nb" if len(column.name) < LONG_WORD else "n"


def _kinds(table: Table) -> Iterator[str]:
    yield _kind(table)
    if len(table.rows) <= SHORT:
        yield "keep"
    if longest_word(table) >= VERY_LONG or sum(each + TYPE for each in narrowest(table, TYPE)) > SHEET:
        yield "loose"


def _kind(table: Table) -> str:
    """Figures stay a table on a phone as far as they fit there; all else becomes cards."""
    if table.figures:
        for kind, size in SIZES.items():
            if sum(each + BETWEEN for each in narrowest(table, size)) <= PHONE:
                return kind
    return "cards"


def _row(row: Sequence[Cell], table: Table, keys: dict[str, str]) -> Markup:
    cells = []
    for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        kind = "n" if column.number else None
        if place == 0:
            cells.append(tag("th", _cell(cell, keys), scope="row", class_=kind))
        elif place == 1 and table.columns[0].number and not column.number:
            # What has a number stands beside it, on a phone too.
            cells.append(tag("td", _cell(cell, keys), class_="name"))
        else:
            cells.append(tag("td", _cell(cell, keys), class_=kind, data_l=column.name or None))
    return tag("tr", *cells)


def _cell(cell: Cell, keys: dict[str, str]) -> Markup:
    told = join(cell.told)
    if cell.light:
        kinds = f"light {cell.light} nb" if unbroken(cell) else f"light {cell.light}"
        told = tag("span", tag("span", SIGNS[cell.light], aria_hidden="true"), f" {cell.told}", class_=kinds)
    note = tag("span", cell.note, class_="m") if cell.note else None
    if not cell.letter:
        return join(told, note)
    # A letter stands before its text, and the note under that text and not under the letter.
    key = tag("span", cell.letter, class_=f"key {keys.get(cell.letter, SHADES[-1])}")
    return tag("span", key, tag("span", told, note), class_="keyed")
