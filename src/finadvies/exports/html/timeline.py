"""The planning as a picture: who acts how long, week by week, and the days that matter as lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from finadvies.exports.html.elements import Markup, clean, lines, tag
from finadvies.exports.html.measure import number, placed, width, wrapped
from finadvies.exports.paper import Bar, Moment, Planning
from finadvies.locale import Texts

TOP: Final = 30.0
"""Below the months and the weeks."""
STEPS: Final = (1, 2, 4, 13, 26, 52)
"""Every how many weeks a number stands, where each week is too narrow for one."""
BAR: Final = 13.0
LINE: Final = 14.0
TURN: Final = 4
"""Signs of the year with its space."""


@dataclass(frozen=True, slots=True)
class Look:
    """One of the two sizes.

    Attributes:
        left, right: where the axis begins and ends.
        above: names stand above their bars, with the dates; else to the left.
    """

    name: str
    width: float
    left: float
    right: float
    label: float
    small: float
    above: bool


LOOKS: Final = {
    "wide": Look("wide", 720.0, 216.0, 718.0, 12.5, 11.5, above=False),
    "narrow": Look("narrow", 358.0, 1.0, 356.0, 12.0, 11.0, above=True),
}


@dataclass(frozen=True, slots=True)
class Axis:
    """Days as places."""

    begin: date
    end: date
    look: Look

    def at(self, day: date) -> float:
        """Where a day stands."""
        whole = max((self.end - self.begin).days, 1)
        return self.look.left + (day - self.begin).days / whole * (self.look.right - self.look.left)


def timeline(planning: Planning, texts: Texts, size: str) -> Markup:
    """The picture in one size."""
    look = LOOKS[size]
    axis = Axis(planning.begin, planning.end, look)
    rows, bottom = _rows(planning.bars, axis, texts)
    moments = [moment for moment in planning.moments if moment.line]
    title = f"planning-{size}"
    told = texts.say("planning.picture", begin=texts.day(planning.begin), end=texts.day(planning.end))
    return tag(
        "svg",
        lines(
            [
                "",
                tag("title", told, id=title),
                *_weeks(axis, bottom, texts),
                *_months(axis, texts),
                *_lines(moments, axis, bottom),
                *rows,
                *_names(moments, axis, bottom, texts),
                "",
            ]
        ),
        class_=size,
        viewBox=f"0 0 {look.width:.0f} {number(bottom + (46 if moments else 4))}",
        role="img",
        aria_labelledby=title,
    )


def _text(inside: str, x: float, y: float, size: float, kind: str | None = None, anchor: str | None = None) -> Markup:
    return tag("text", inside, class_=kind, x=number(x), y=number(y), text_anchor=anchor, font_size=f"{size:g}")


def _weeks(axis: Axis, bottom: float, texts: Texts) -> Iterator[Markup]:
    """The numbers of the weeks, as the calendar counts them, and a thin line where each begins."""
    look = axis.look
    week = axis.at(axis.begin + timedelta(days=7)) - look.left
    step = next((each for each in STEPS if each * week >= width("53", look.small) + 5), STEPS[-1])
    if not look.above:
        yield _text(texts.say("planning.week"), 0, 25, look.small, "t2")
    monday = axis.begin - timedelta(days=axis.begin.weekday())
    count = 0
    while monday < axis.end:
        left, right = max(axis.at(monday), look.left), min(axis.at(monday + timedelta(days=7)), look.right)
        if count % step == 0:
            if monday >= axis.begin:
                x = number(left)
                yield tag("line", class_="grid", x1=x, y1=number(TOP), x2=x, y2=number(bottom))
            if step > 1 or right - left >= width("53", look.small) + 1:
                half = width("53", look.small) / 2
                middle = min(max((left + right) / 2, look.left + half), look.right - half)
                yield _text(str(monday.isocalendar().week), middle, 25, look.small, "t2", "middle")
        monday += timedelta(days=7)
        count += 1


def _months(axis: Axis, texts: Texts) -> Iterator[Markup]:
    """The name of each month as long as it fits; where none fits, the years."""
    look = axis.look
    months = [*_spans(axis, months=True)]
    named = [(left, _month_name(first, right - left, texts, look)) for first, left, right in months]
    if not any(name for _, name in named):
        named = [(left, str(first.year)) for first, left, right in _spans(axis, months=False) if right - left > TURN * 8]
    for left, name in named:
        if name:
            yield _text(name, left + 1, 10, look.small, "t2")


def _month_name(first: date, room: float, texts: Texts, look: Look) -> str:
    short = texts.term("months_short", str(first.month))
    options = (texts.month(first), f"{short} {first.year}", short)
    return next((each for each in options if width(each, look.small) + 5 <= room), "")


def _spans(axis: Axis, *, months: bool) -> Iterator[tuple[date, float, float]]:
    """The months or years of the axis: a day in it, and from where to where it is seen."""
    day = axis.begin
    while day < axis.end:
        following = date(day.year + (1 if not months or day.month == 12 else 0), day.month % 12 + 1 if months else 1, 1)  # noqa: PLR2004 - December
        yield day, axis.at(day), axis.at(min(following, axis.end))
        day = following


def _rows(bars: tuple[Bar, ...], axis: Axis, texts: Texts) -> tuple[list[Markup], float]:
    """The bars by who acts, and where they end."""
    found: list[Markup] = []
    y = TOP + 6
    for group, of_group in groupby(bars, key=lambda bar: bar.group):
        y += 22
        found.append(_text(clean(group), 0, y, axis.look.label, "bold halo"))
        y += 8
        for bar in of_group:
            drawn, high = _above(bar, axis, y, texts) if axis.look.above else _beside(bar, axis, y)
            found += drawn
            y += high
    return found, y + 6


def _beside(bar: Bar, axis: Axis, y: float) -> tuple[list[Markup], float]:
    """A row with its name to the left."""
    look = axis.look
    rows = wrapped(clean(bar.name), look.left - 24, look.label, 3)
    high = max(22.0, len(rows) * LINE + 8)
    middle = y + high / 2
    first = middle - (len(rows) - 1) * LINE / 2 + 4
    return [*(_text(row, 12, first + place * LINE, look.label) for place, row in enumerate(rows)), *_bar(bar, axis, middle)], high


def _above(bar: Bar, axis: Axis, y: float, texts: Texts) -> tuple[list[Markup], float]:
    """A row with its name and dates above the bar, starting with it where there is room."""
    look, name = axis.look, clean(bar.name)
    dates = f" {texts.day_short(bar.begin)} – {texts.day_short(bar.end)}"
    room = look.right - look.left
    rows = wrapped(name, room, look.label, 3)
    tail = width(dates, look.small)
    if width(rows[-1], look.label) + tail > room:
        rows.append("")
    wide = max((*(width(row, look.label) for row in rows[:-1]), width(rows[-1], look.label) + tail))
    x = min(axis.at(bar.begin), look.right - wide) if len(rows) == 1 else look.left
    found = []
    for place, row in enumerate(rows, start=1):
        last = place == len(rows)
        inside = Markup(
            tag("tspan", row) + tag("tspan", dates if row else dates.strip(), class_="t2", font_size=f"{look.small:g}")
        )
        found.append(_text(inside if last else row, max(x, look.left), y + place * LINE, look.label, "halo"))
    middle = y + len(rows) * LINE + 5 + BAR / 2
    return [*found, *_bar(bar, axis, middle)], len(rows) * LINE + BAR + 10


def _bar(bar: Bar, axis: Axis, middle: float) -> Iterator[Markup]:
    left, right = axis.at(bar.begin), axis.at(bar.end)
    if bar.slack_until is not None:
        y = number(middle)
        yield tag("line", class_="slack", x1=number(right), y1=y, x2=number(axis.at(min(bar.slack_until, axis.end))), y2=y)
    yield tag(
        "rect",
        class_="bc" if bar.critical else "bn",
        x=number(left),
        y=number(middle - BAR / 2),
        width=number(max(right - left, 3)),
        height=number(BAR),
        rx=2,
    )


def _lines(moments: list[Moment], axis: Axis, bottom: float) -> Iterator[Markup]:
    for moment in moments:
        x = number(axis.at(moment.day))
        yield tag("line", class_="ms w" if moment.kind == "wish" else "ms", x1=x, y1=number(TOP), x2=x, y2=number(bottom + 6))


def _names(moments: list[Moment], axis: Axis, bottom: float, texts: Texts) -> Iterator[Markup]:
    """What the lines are, below them, moved aside where they would touch."""
    look = axis.look
    centres = [axis.at(moment.day) for moment in moments]
    wide = [width(moment.what, look.label, bold=True) for moment in moments]
    begins = placed(centres, wide, look.width, 12) or [centre - each / 2 for centre, each in zip(centres, wide, strict=True)]
    for moment, centre, begin, broad in zip(moments, centres, begins, wide, strict=True):
        middle = begin + broad / 2
        if abs(middle - centre) > 1:
            path = f"M{number(centre)} {number(bottom + 6)} L{number(middle)} {number(bottom + 15)}"
            yield tag("path", class_="br", d=path)
        yield _text(clean(moment.what), middle, bottom + 27, look.label, "bold", "middle")
        yield _text(texts.day_short(moment.day), middle, bottom + 41, look.small, "t2", "middle")
