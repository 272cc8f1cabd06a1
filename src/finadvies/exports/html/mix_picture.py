"""The sum as a bar: brackets above for what is needed, segments below for who pays, on one scale of euros."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from finadvies.exports.html.elements import Markup, clean, lines, tag
from finadvies.exports.html.measure import number, placed, width, wrapped
from finadvies.exports.paper import Segment, Sources, Use
from finadvies.locale import Texts

WIDTHS: Final = {"wide": 720.0, "narrow": 358.0}
"""Of the picture for screen and paper, and of that for a phone."""
LEAST: Final = 14.0
"""A segment is never drawn narrower: its letter has to fit."""
TYPE: Final = 13
LINE: Final = 15.0
BAR: Final = 40.0
SHADES: Final = "abcdef"
ON_DARK: Final = "ab"
MARGIN: Final = 0.8
"""Between a segment and the border of its part."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one source pays of one use.

    Attributes:
        shade: names its colour; `g` is the gap.
        least: how wide it is drawn at least.
    """

    segment: Segment
    shade: str
    euros: int
    amount: str
    least: float


Group = tuple[Use, list[Piece]]
Span = tuple[float, float]


def shades(sources: Sources) -> list[str]:
    """The colour of each segment; of more than six the smallest share the last."""
    paying = [place for place, segment in enumerate(sources.segments) if not segment.gap]
    largest = sorted(paying, key=lambda place: (-sources.segments[place].euros, place))
    own = set(paying if len(paying) <= len(SHADES) else largest[: len(SHADES) - 1])
    left = iter(SHADES)
    return ["g" if segment.gap else next(left) if place in own else SHADES[-1] for place, segment in enumerate(sources.segments)]


def mix_picture(sources: Sources, texts: Texts, size: str, name: str = "mix") -> Markup:
    """The bar in one size; `name` tells it from others on the same page."""
    whole = WIDTHS[size]
    groups, brackets, segments = _laid(sources, texts, whole)
    heading, top = _heading([use for use, _ in groups], brackets, whole)
    title = f"{name}-{size}"
    shapes = [_segment(piece, left, wide, top, texts) for piece, left, wide in segments]
    return tag(
        "svg",
        lines(["", tag("title", _told(groups), id=title), *heading, *shapes, ""]),
        class_=size,
        viewBox=f"0 0 {whole:.0f} {number(top + BAR + 2)}",
        role="img",
        aria_labelledby=title,
    )


def numbered(sources: Sources, texts: Texts) -> bool:
    """Whether a picture has only numbers for the uses, so that the sentence below it has to give them."""
    for whole in WIDTHS.values():
        groups, brackets, _ = _laid(sources, texts, whole)
        rows, _ = _names([use for use, _ in groups], brackets, whole)
        if rows and all(each == [str(place)] for place, each in enumerate(rows, start=1)):
            return True
    return False


def _laid(sources: Sources, texts: Texts, whole: float) -> tuple[list[Group], list[Span], list[tuple[Piece, float, float]]]:
    """The uses with what pays them, the bracket of each, and where each piece begins and how wide it is."""
    groups = [(use, list(_pieces(place, sources, texts))) for place, use in enumerate(sources.uses)]
    groups = [(use, pieces) for use, pieces in groups if pieces]
    drawn = iter(_drawn([piece for _, pieces in groups for piece in pieces], whole))
    begin, brackets, segments = 0.0, [], []
    for _, pieces in groups:
        left = begin
        for piece in pieces:
            wide = next(drawn)
            segments.append((piece, begin, wide))
            begin += wide
        brackets.append((left, begin))
    return groups, brackets, segments


def _told(groups: list[Group]) -> str:
    """The whole picture as one sentence."""
    return "; ".join(
        f"{use.name} {use.amount}: {', '.join(f'{piece.segment.name} {piece.amount}' for piece in pieces)}"
        for use, pieces in groups
    )


def _pieces(use: int, sources: Sources, texts: Texts) -> Iterator[Piece]:
    word = width(texts.say("paper.gap_short"), TYPE, bold=True) + 6
    for segment, shade in zip(sources.segments, shades(sources), strict=True):
        for place, euros in segment.by_use:
            if place == use and euros:
                yield Piece(segment, shade, euros, texts.euro(euros), word if segment.gap else LEAST)


def _drawn(pieces: list[Piece], whole: float) -> list[float]:
    """How wide each piece is: by its euros, but never too narrow for its letter; what that takes comes from the widest."""
    euros = sum(piece.euros for piece in pieces)
    wide = [max(piece.least, piece.euros / euros * whole) for piece in pieces]
    over = sum(wide) - whole
    while over > 0.01:  # noqa: PLR2004 - less is not to be seen
        place = max(range(len(wide)), key=lambda each: (wide[each] - pieces[each].least, -each))
        taken = min(over, wide[place] - pieces[place].least)
        if taken <= 0:
            return [each * whole / sum(wide) for each in wide]
        wide[place] -= taken
        over -= taken
    return wide


def _segment(piece: Piece, left: float, wide: float, top: float, texts: Texts) -> Markup:
    name, letter = clean(piece.segment.name), piece.segment.letter
    options = (
        [f"{name} {piece.amount}", name, texts.say("paper.gap_short")]
        if piece.segment.gap
        else [f"{letter}  {name} {piece.amount}", f"{letter} {name}", letter]
    )
    label = next((each for each in options if width(each, TYPE, bold=True) + 8 <= wide), options[-1])
    kinds = "bold tw" if piece.shade in ON_DARK else "bold"
    shape = tag(
        "rect",
        class_=f"f{piece.shade}",
        x=number(left + MARGIN),
        y=number(top),
        width=number(max(wide - 2 * MARGIN, 1)),
        height=number(BAR),
        rx=2,
    )
    middle = number(left + wide / 2)
    text = tag("text", label, class_=kinds, x=middle, y=number(top + 24.5), text_anchor="middle", font_size=TYPE)
    return Markup(f"{shape}{text}")


def _heading(uses: list[Use], brackets: list[Span], whole: float) -> tuple[list[Markup], float]:
    """Names and brackets of the uses, and where the bar begins: below the highest name."""
    rows, begins = _names(uses, brackets, whole)
    high = max(map(len, rows), default=0) * LINE
    found = []
    for each, (left, right), begin in zip(rows, brackets, begins, strict=True):
        middle = begin + _widest(each) / 2
        for place, row in enumerate(each):
            y = number(high - 3 - LINE * (len(each) - 1 - place))
            quiet = "t2" if place == len(each) - 1 and place else None
            found.append(tag("text", row, class_=quiet, x=number(middle), y=y, text_anchor="middle", font_size=TYPE))
        aside = not left < middle < right
        bent = f" M{number(middle)} {number(high + 2)} L{number((left + right) / 2)} {number(high + 8)}" if aside else ""
        path = f"M{number(left + 2)} {number(high + 16)} v-8 H{number(right - 2)} v8{bent}"
        found.append(tag("path", class_="br", d=path))
    return found, high + 26


def _names(uses: list[Use], brackets: list[Span], whole: float) -> tuple[list[list[str]], list[float]]:
    """How the uses are called above the bar and where each name begins: on one line, over lines, or by number."""
    centres = [(left + right) / 2 for left, right in brackets]
    for rows in _ways(uses, brackets):
        begins = placed(centres, [_widest(each) for each in rows], whole, 10)
        if begins is not None:
            return rows, begins
    rows = [[str(place)] for place in range(1, len(uses) + 1)]
    return rows, [centre - _widest(each) / 2 for centre, each in zip(centres, rows, strict=True)]


def _ways(uses: list[Use], brackets: list[Span]) -> Iterator[list[list[str]]]:
    whole = [f"{clean(use.name)} {use.amount}" for use in uses]
    if all(width(text, TYPE) + 10 <= right - left for text, (left, right) in zip(whole, brackets, strict=True)):
        yield [[text] for text in whole]
    for most in (110.0, 64.0):
        rows = []
        for use, (left, right) in zip(uses, brackets, strict=True):
            longest = max((width(word, TYPE) for word in clean(use.name).split(" ")), default=0)
            room = max(right - left - 8, width(use.amount, TYPE), min(longest, most))
            rows.append([*wrapped(clean(use.name), room, TYPE, 3), use.amount])
        yield rows


def _widest(rows: list[str]) -> float:
    return max(width(row, TYPE) for row in rows)
