"""Lines of text with a style for each stretch: what a screen is made of before anyone knows of colours or terminals."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from unicodedata import combining, normalize

from wcwidth import wcswidth

Style = Literal["", "bold", "dim", "good", "attention", "poor", "unknown"]

SYMBOLS: Final = {"fits": "✓", "attention": "!", "unknown": "?", "blocked": "✗", "closed": "–"}
STYLES: Final[dict[str, Style]] = {
    "fits": "good",
    "attention": "attention",
    "unknown": "unknown",
    "blocked": "poor",
    "closed": "dim",
}
LIGHT_SYMBOLS: Final = {"good": "✓", "attention": "!", "poor": "✗", "unknown": "?"}
TRUTH_SYMBOLS: Final = {"true": "✓", "false": "✗", "unknown": "?"}
TRUTH_STYLES: Final[dict[str, Style]] = {"true": "good", "false": "poor", "unknown": "unknown"}

NARROW: Final = 60
"""Below this width everything stands in one column."""
WIDEST: Final = 100
"""Text is never wider, whatever the window."""

_ASCII: Final = {
    "✓": "[+]", "✗": "[x]", "–": "-", "☑": "[v]", "☐": "[ ]", "→": "->", "█": "#", "▓": "=", "▒": "+", "░": ".", "─": "-", "·": "-",
    "≥": ">=", "≤": "<=", "€": "EUR", "❯": ">", "›": ">", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "\u00a0": " ", "◆": "*",
    "╭": "+", "╮": "+", "╰": "+", "╯": "+", "│": "|",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line: stretches of text, each with a style. Colour only repeats what the words and marks say."""

    spans: tuple[tuple[str, Style], ...] = ()

    @property
    def text(self) -> str:
        """The line without styles or blanks at its end."""
        return "".join(text for text, _ in self.spans).rstrip()


Screen = list[Row]


def row(*spans: str | tuple[str, Style]) -> Row:
    """A line from texts and (text, style) pairs."""
    return Row(tuple(span if isinstance(span, tuple) else (span, "") for span in spans))


def blank() -> Row:
    """An empty line."""
    return Row()


def rule(width: int) -> Row:
    """A line across the screen."""
    return row(("─" * width, "dim"))


def wide(text: str) -> int:
    """How many columns a text takes."""
    return max(0, wcswidth(text))


def pad(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """A text filled up with blanks to `width` columns; a longer one is left whole."""
    gap = " " * max(0, width - wide(text))
    return gap + text if align == "right" else text + gap


def wrapped(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """Running text broken at blanks, never inside an amount: those hold a no-break space."""
    start = indent if first is None else first
    lines = textwrap.wrap(
        text.replace("\n", " "),
        max(20, width),
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [start.rstrip()]


def paragraph(text: str, width: int, indent: str = "", style: Style = "", first: str | None = None) -> Screen:
    """Running text as lines."""
    return [row((line, style)) for line in wrapped(text, width, indent, first)]


def heading(text: str, width: int) -> Screen:
    """A title with a rule under it."""
    return [*paragraph(text, width, style="bold"), rule(width)]


def table(rows: Sequence[Sequence[str]], aligns: str, gap: int = 2, limits: Sequence[int] = ()) -> list[str]:
    """Texts in columns as wide as their widest cell (`aligns`: one l or r a column); no cell is ever cut."""
    if not rows:
        return []
    count = max(len(cells) for cells in rows)
    widths = [max((wide(cells[i]) for cells in rows if i < len(cells)), default=0) for i in range(count)]
    widths = [min(width, limits[i]) if i < len(limits) and limits[i] else width for i, width in enumerate(widths)]
    lines = []
    for cells in rows:
        parts = [pad(cell, widths[i], "right" if aligns[i] == "r" else "left") for i, cell in enumerate(cells)]
        lines.append((" " * gap).join(parts).rstrip())
    return lines


def pages(screen: Screen, rows: int) -> list[Screen]:
    """A screen in parts of at most `rows` lines, broken where a line is empty or a new thing begins, else where it has to be."""
    parts: list[Screen] = []
    rest = list(screen)
    while rest and not rest[-1].text:
        rest.pop()
    while len(rest) > rows:
        cut = next((at for at in range(rows, rows // 2, -1) if _may_break(rest, at)), rows)
        parts.append(rest[:cut])
        rest = rest[cut:]
        while rest and not rest[0].text:
            rest.pop(0)
    return [*parts, rest] if rest else parts or [[]]


_BEGINNINGS: Final = frozenset("✓!?✗–☑☐→0123456789")
"""Marks and numbers with which a new thing begins."""


def _may_break(screen: Screen, at: int) -> bool:
    """Whether a page may end before a line: one that is empty, or in bold, or that begins with a mark or a number."""
    line = screen[at]
    return not line.text or line.spans[0][1] == "bold" or line.text[0] in _BEGINNINGS


def plain(text: str) -> str:
    """The same in ASCII: marks become `[+]`, letters lose their accents."""
    swapped = "".join(_ASCII.get(sign, sign) for sign in text)
    bare = "".join(sign for sign in normalize("NFKD", swapped) if not combining(sign))
    return bare.encode("ascii", "replace").decode("ascii")


def texts_of(screen: Iterable[Row]) -> list[str]:
    """The lines without styles."""
    return [line.text for line in screen]
