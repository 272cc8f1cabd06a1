"""How wide a text will be in a picture, near enough: the pages name several fonts, and none is loaded."""

from __future__ import annotations

import unicodedata
from typing import Final

WIDE: Final = 0x2E80
"""From here on a sign takes a whole square."""
_THIN, _BROAD = frozenset("iljI.,:;|'!´`"), frozenset("mwMW@%—€…")
_SLIM = frozenset("tfr()[]{}/\\- \u00a0")
BOLD: Final = 1.06
MORE: Final = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide `text` is when written `size` high; rather too wide than too narrow."""
    return sum(map(_em, text)) * size * (BOLD if bold else 1.0)


def _em(sign: str) -> float:
    if sign in _THIN:
        return 0.28
    if sign in _SLIM:
        return 0.36
    if sign in _BROAD:
        return 0.88
    if unicodedata.combining(sign):
        return 0.0
    if ord(sign) >= WIDE:
        return 1.1
    return 0.7 if sign.isupper() else 0.57


def wrapped(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """A text over lines that fit `room`; where `most` lines are too few, the last one says so by three dots."""
    rows: list[str] = []
    row = ""
    for word in (part for each in text.split(" ") if each for part in _pieces(each, room, size, bold=bold)):
        longer = f"{row} {word}" if row else word
        if row and width(longer, size, bold=bold) > room:
            rows.append(row)
            row = word
        else:
            row = longer
    rows.append(row)
    if len(rows) <= most:
        return rows
    last = rows[most - 1]
    while last and width(f"{last}{MORE}", size, bold=bold) > room:
        last = last[:-1]
    return [*rows[: most - 1], f"{last.rstrip()}{MORE}"]


def _pieces(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """A word cut where it is wider than the room; one sign always goes on a line."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def placed(centres: list[float], widths: list[float], room: float, space: float) -> list[float] | None:
    """Where texts begin that want to stand around `centres`, from left to right, when none may touch another.

    Returns:
        None when all together they are too wide for the room.
    """
    if sum(widths) + space * (len(widths) - 1) > room:
        return None
    begins: list[float] = []
    free = 0.0
    for centre, wide in zip(centres, widths, strict=True):
        begins.append(max(free, centre - wide / 2))
        free = begins[-1] + wide + space
    most = room
    for place in range(len(begins) - 1, -1, -1):
        begins[place] = min(begins[place], most - widths[place])
        most = begins[place] - space
    return begins


def number(value: float) -> str:
    """A place in a picture: one decimal, the same on every machine."""
    return f"{value + 0.0:.1f}"
