"""The blocks of a written piece. Every text in them is finished: in the reader's language, with its amounts and dates in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from finadvies.exports.paper.sources import Sources
from finadvies.exports.stamp import Stamp
from finadvies.feasibility import Light


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a `lead` stands grey under its heading, what is `small` is an account or an aside, a `head` divides a section."""

    told: str
    tone: Literal["plain", "lead", "small", "head"] = "plain"


@dataclass(frozen=True, slots=True)
class Pair:
    """A name with its value; the note stands behind it in grey."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and values under each other, where there is room in two columns."""

    rows: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; numbers and amounts stand to the right and are never broken."""

    name: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell.

    Attributes:
        note: under it, small and grey.
        light: puts the sign of a light before the text, in its colour.
        letter: of the segment in the bar of the mix, before the text.
    """

    told: str
    note: str = ""
    light: Light | None = None
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of which names its row; `total` is the last row, set apart.

    Attributes:
        figures: years beside each other: on a phone it stays a table, where others become cards.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One of a list: the instruction or name in bold, then the rest; either may be empty."""

    head: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to tick off; the note stands under it."""

    told: str
    note: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """A list with boxes."""

    items: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What must not be missed."""

    head: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the columns that stand beside each other."""

    title: str
    points: tuple[str, ...]
    light: Light = "good"


@dataclass(frozen=True, slots=True)
class Columns:
    """Short lists beside each other, such as what is strong and what is weak; under each other where there is no room."""

    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is not there yet: an empty place that is seen, each with whom to ask. Nothing is made up to fill it.

    Attributes:
        items: the name is what misses, the value whom to ask, the note why it is wanted.
    """

    items: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """The picture of the mix. The table with the same facts follows as a block of its own."""

    sources: Sources


Block = Text | Pairs | Table | Points | Ticks | Note | Columns | Gaps | Bar


@dataclass(frozen=True, slots=True)
class Section:
    """A part under its own heading.

    Attributes:
        key: names it within the piece, for links.
        title: empty for a part without a heading, as in a letter.
        page: begins a new page on paper.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    page: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """The whole piece.

    Attributes:
        kind: what it is, for the head and the foot of each page.
        title, subtitle: the heading of the first page, and one line under it.
        client: at the head of each further page.
        day: in words.
        sender: the office, in lines; empty when it is not known.
        head: the answers in short under the title; may be empty.
        warning: stands on every page, such as that it is not for the client; may be empty.
        closing: sentences above the stamp, such as that nobody has promised anything.
        numbered: the sections carry numbers, by which the text refers to them.
    """

    language: str
    kind: str
    title: str
    subtitle: str
    client: str
    day: str
    sections: tuple[Section, ...]
    stamp: Stamp
    sender: tuple[str, ...] = ()
    head: tuple[Pair, ...] = ()
    warning: str = ""
    closing: tuple[str, ...] = ()
    numbered: bool = False
