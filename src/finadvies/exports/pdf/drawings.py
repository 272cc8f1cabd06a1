"""The two pictures as plain numbers: the bar of the mix in shares of its width, the planning in days from its first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from finadvies.exports.paper import Bar, Planning, Sources
from finadvies.locale import Texts

LEAST: Final = 0.032
"""The smallest piece that still holds its letter, as a share of the bar."""
SHADES: Final = 4
"""Shades from dark to light; a fifth part and on take the two light ones in turn, with an edge and their own letter."""

Data = dict[str, Any]


def mix(sources: Sources, lead: str, texts: Texts) -> Data:
    """The bar with the table below it."""
    rows = [
        {
            "letter": segment.letter,
            "shade": shade(number),
            "gap": segment.gap,
            "name": segment.name,
            "form": segment.form,
            "uses": segment.uses,
            "amount": segment.amount,
        }
        for number, segment in enumerate(sources.segments)
    ]
    return {"lead": lead, **bar(sources, texts), "rows": rows, "total": sources.total, "notes": list(sources.notes)}


def bar(sources: Sources, texts: Texts) -> Data:
    """Uses above, who pays below, on one scale: own money over two uses stands under each."""
    pieces = [
        (use, number, euros)
        for use in range(len(sources.uses))
        for number, segment in enumerate(sources.segments)
        for position, euros in segment.by_use
        if position == use and euros
    ]
    widths = shares([euros for _, _, euros in pieces])
    places: list[Data] = []
    brackets: list[Data] = []
    left = 0.0
    for (use, number, euros), width in zip(pieces, widths, strict=True):
        segment = sources.segments[number]
        looks = {"letter": segment.letter, "shade": shade(number), "gap": segment.gap}
        places.append({**looks, "name": segment.name, "amount": texts.euro(euros), "left": left, "width": width})
        if not brackets or brackets[-1]["use"] != use:
            brackets.append({"use": use, "left": left, "width": 0.0})
        left = round(left + width, 6)
        brackets[-1]["width"] = round(left - brackets[-1]["left"], 6)
    for bracket in brackets:
        above = sources.uses[bracket["use"]]
        bracket |= {"name": above.name, "amount": above.amount}
    told = "; ".join(": ".join(part for part in (f"{each.name} {each.amount}", each.uses) if part) for each in sources.segments)
    return {"alt": texts.say("pdf.mix_alt", what=told), "uses": brackets, "pieces": places}


def shade(number: int) -> int:
    """Which of the shades a segment has, by its place in the mix."""
    return number if number < SHADES else SHADES - 2 + number % 2


def shares(amounts: Sequence[int], least: float = LEAST) -> list[float]:
    """Shares of one for each amount, none below `least`; what that takes comes off the wider ones."""
    total = sum(amounts)
    if not total or least * len(amounts) >= 1:
        return [round(1 / len(amounts), 6) for _ in amounts]
    small = [euros < least * total for euros in amounts]
    while True:
        room = 1 - least * sum(small)
        wide = sum(euros for euros, narrow in zip(amounts, small, strict=True) if not narrow)
        again = [narrow or euros * room < least * wide for euros, narrow in zip(amounts, small, strict=True)]
        if again == small:
            return [least if narrow else round(euros * room / wide, 6) for euros, narrow in zip(amounts, small, strict=True)]
        small = again


def timeline(planning: Planning, texts: Texts) -> Data:
    """The axis with its weeks and months, the bars by who acts, the lines across, and the list of moments."""
    first = planning.begin
    days = max(1, (planning.end - first).days)
    told = "; ".join(f"{bar.name}: {bar.dates}" for bar in planning.bars)
    marks = [
        {
            "day": (moment.day - first).days,
            "name": moment.what,
            "date": texts.day_short(moment.day),
            "dashed": moment.kind == "wish",
        }
        for moment in planning.moments
        if moment.line
    ]
    return {
        "lead": planning.lead,
        "alt": texts.say("pdf.timeline_alt", what=told),
        "days": days,
        "weeks": [[(day - first).days, str(day.isocalendar().week)] for day in _mondays(first, planning.end)],
        "months": [[(day - first).days, name, year] for day, name, year in _months(first, planning.end, texts)],
        "marks": marks,
        "rows": list(_rows(planning, days)),
        "moments": [[moment.told, moment.what, moment.more] for moment in planning.moments],
        "notes": list(planning.notes),
    }


def _rows(planning: Planning, days: int) -> Iterator[Data]:
    for group, bars in groupby(planning.bars, key=lambda bar: bar.group):
        yield {"group": group}
        for bar in bars:
            yield _bar(bar, planning.begin, days)


def _bar(bar: Bar, first: date, days: int) -> Data:
    begin, end = ((day - first).days for day in (bar.begin, bar.end))
    slack = None if bar.slack_until is None else min(days, (bar.slack_until - first).days)
    return {"name": bar.name, "from": begin, "to": end, "slack": slack, "critical": bar.critical}


def _mondays(first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=-first.weekday() % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)


def _months(first: date, last: date, texts: Texts) -> Iterator[tuple[date, str, str]]:
    """Where a month begins within the axis: its name, and the year where one has to be told."""
    day = first
    while day <= last:
        year = str(day.year) if day == first or day.month == 1 else ""
        yield day, texts.term("months_short", str(day.month)), year
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
