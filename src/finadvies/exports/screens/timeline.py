"""The days of a mix as bars: which paper and which lender takes how long, and what decides the day of the money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from finadvies.exports.layout import Screen, blank, heading, pad, paragraph, row, wide, wrapped
from finadvies.exports.paper.course import Course, Step
from finadvies.locale import Texts

SHOWN: Final = 11
"""Bars that fit on a small screen beside title and foot."""
NAMES: Final = 32
"""Columns for what takes days."""
_WEEK: Final = 7
_BAR, _CRITICAL, _DAY = "▓", "█", "◆"


def timeline(course: Course, texts: Texts, width: int, today: date, told: str) -> Screen:
    """What takes days, from today to the money.

    Args:
        course: every paper and lender with its days.
        texts: of the reader.
        width: columns.
        today: where the bars begin.
        told: when the money is there, in a sentence.
    """
    screen = heading(texts.say("timeline.title"), width)
    screen += paragraph(told, width) if told else []
    steps = [step for step in course.steps if step.end > step.begin]
    if not steps:
        return [*screen, *paragraph(texts.say("timeline.none"), width), blank()]
    steps = _weightiest(steps)
    end = max(step.end for step in steps)
    room = width - NAMES - 3
    days = max(1, (end - today).days)
    scale = max(1, -(-days // room))
    screen.append(row((f"{'':<{NAMES}} {_weeks(today, end, scale, room, texts)}", "dim")))
    for step in steps:
        first, *rest = wrapped(step.what, NAMES)
        begin, until = ((day - today).days // scale for day in (max(step.begin, today), max(step.end, today)))
        grain = _CRITICAL if step.critical else _BAR
        drawn = f"{' ' * begin}{grain * max(1, until - begin)}"
        screen.append(row(f"{pad(first, NAMES)} ", (drawn, "bold" if step.critical else "")))
        screen += [row(more) for more in rest[:1]]
    left = sum(step.end > step.begin for step in course.steps) - len(steps)
    if left:
        screen += paragraph(texts.say("timeline.more_one" if left == 1 else "timeline.more", n=left), width, style="dim")
    if any(step.critical for step in steps):
        screen += paragraph(texts.say("timeline.critical", mark=_CRITICAL), width, style="dim")
    return [*screen, blank()]


def _weightiest(steps: Sequence[Step]) -> list[Step]:
    """What decides the day of the money, then what takes longest; in the order of the days."""
    kept = sorted(steps, key=lambda step: (not step.critical, step.begin - step.end))[:SHOWN]
    return [step for step in steps if step in kept]


def _weeks(today: date, end: date, scale: int, room: int, texts: Texts) -> str:
    """Dates above the bars, every so many weeks as they fit."""
    line = ""
    day = today
    while day <= end:
        at = (day - today).days // scale
        name = texts.day_short(day)
        if at >= wide(line) and at + wide(name) <= room:
            line = f"{pad(line, at)}{name} "
        day += timedelta(days=_WEEK)
    return line
