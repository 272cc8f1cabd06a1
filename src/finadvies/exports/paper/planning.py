"""The planning as a picture and as a list: what takes how long, who decides when, and when the money is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from finadvies.advice import Advice
from finadvies.exports import names
from finadvies.exports.homework_view import Line, View
from finadvies.homework import Homework
from finadvies.locale import Texts

MOST_BARS: Final = 14
"""So many papers stand in the picture; the shortest of the others wait in the list."""
AFTER: Final = 4
"""Days that the picture goes on after its last date."""

Kind = Literal["today", "submit", "decision", "cash", "wish", "duty"]


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that takes time.

    Attributes:
        group: who acts.
        name: what, in words.
        begin, end: the days from and to.
        slack_until: the last harmless day of its end; None where it has no slack.
        critical: each day later is a day later money.
        dates: from and to in words.
    """

    group: str
    name: str
    begin: date
    end: date
    slack_until: date | None
    critical: bool
    dates: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day to remember.

    Attributes:
        day: the date, and in words with the day of the week.
        what: the heading.
        more: one line beside it; may be empty.
        line: whether it stands as a line in the picture.
    """

    kind: Kind
    day: date
    told: str
    what: str
    more: str
    line: bool = False


@dataclass(frozen=True, slots=True)
class Planning:
    """The planning.

    Attributes:
        lead: what sets the pace, and what a delay does.
        begin, end: of the axis.
        bars: grouped by who acts, in the order of beginning.
        moments: in the order of their days.
        notes: how the times were taken, and how many papers stand in the list only.
    """

    lead: str
    begin: date
    end: date
    bars: tuple[Bar, ...]
    moments: tuple[Moment, ...]
    notes: tuple[str, ...]


def planning(view: View, homework: Homework, advice: Advice, texts: Texts) -> Planning:
    """The planning of a list in words."""
    schedule = homework.schedule
    moments = tuple(sorted(_moments(homework, advice, texts), key=lambda moment: (moment.day, moment.kind, moment.what)))
    papers = [line for line in view.lines if _has_bar(line)]
    shown = sorted(papers, key=lambda line: (not line.times.critical, -_length(line), line.number))[:MOST_BARS]
    bars = [_bar(line, texts) for line in sorted(shown, key=lambda line: line.number)]
    bars += list(_lenders(homework, advice, texts))
    ends = [bar.end for bar in bars] + [moment.day for moment in moments if moment.line]
    left_out = len(papers) - len(shown)
    notes = [texts.say("planning.estimate")]
    if left_out:
        notes.append(texts.say("planning.left_out_one") if left_out == 1 else texts.say("planning.left_out", n=left_out))
    return Planning(
        _lead(view, homework, texts),
        schedule.start,
        max(ends, default=schedule.start) + timedelta(days=AFTER),
        tuple(bars),
        moments,
        tuple(notes),
    )


def _has_bar(line: Line) -> bool:
    return line.times.earliest_start is not None and line.times.ready is not None and line.line.strength != "may_ask"


def _length(line: Line) -> int:
    begin, end = line.times.earliest_start, line.times.ready
    return (end - begin).days if begin is not None and end is not None else 0


def _bar(line: Line, texts: Texts) -> Bar:
    times = line.times
    begin = times.earliest_start or times.ready or date.min
    end = times.ready or begin
    slack = times.ready_by if times.ready_by is not None and times.ready_by > end and not times.critical else None
    name = f"{line.name} ({line.about})" if line.about else line.name
    return Bar(names.capital(line.provider), name, begin, end, slack, times.critical, _from_to(begin, end, texts))


def _lenders(homework: Homework, advice: Advice, texts: Texts) -> Iterator[Bar]:
    """Each lender from submission to decision, and on to the money."""
    days = {event.id: event.date for event in homework.schedule.events}
    group = texts.say("planning.lenders")
    path = set(homework.schedule.critical_path)
    for lender in homework.per_lender:
        submit, decision, cash = (days.get(f"{what}:{lender}") for what in ("submit", "decision", "cash"))
        if submit is None or decision is None or cash is None:
            continue
        name = names.lender(lender, advice, texts)
        critical = f"cash:{lender}" in path
        told = _from_to(submit, decision, texts)
        yield Bar(group, texts.say("planning.judges", lender=name), submit, decision, None, critical, told)
        if cash > decision:
            told = _from_to(decision, cash, texts)
            yield Bar(group, texts.say("planning.pays", lender=name), decision, cash, None, critical, told)


def _from_to(begin: date, end: date, texts: Texts) -> str:
    return texts.say("planning.from_to", begin=texts.day_of_week(begin), end=texts.day_of_week(end))


def _moments(homework: Homework, advice: Advice, texts: Texts) -> Iterator[Moment]:
    schedule = homework.schedule
    yield _moment("today", schedule.start, texts.say("planning.today"), "", texts, line=False)
    submits: dict[date, list[str]] = {}
    for event in schedule.events:
        what, _, lender = event.id.partition(":")
        if what == "submit" and lender:
            submits.setdefault(event.date, []).append(names.lender(lender, advice, texts))
        elif what == "decision" and lender:
            name = names.lender(lender, advice, texts)
            yield _moment("decision", event.date, texts.say("planning.decision", lender=name), "", texts, line=False)
    for day, lenders in submits.items():
        more = texts.say("planning.submit_to", lenders=texts.listed(lenders))
        yield _moment("submit", day, texts.say("planning.submit"), more, texts, line=day == max(submits))
    if schedule.earliest_cash is not None:
        yield _moment(
            "cash", schedule.earliest_cash, texts.say("planning.cash"), texts.say("planning.cash_about"), texts, line=True
        )
    if schedule.needed_by is not None:
        yield _moment("wish", schedule.needed_by, texts.say("planning.wish"), "", texts, line=True)


def _moment(kind: Kind, day: date, what: str, more: str, texts: Texts, *, line: bool) -> Moment:
    return Moment(kind, day, texts.day_of_week(day), what, more, line)


def _lead(view: View, homework: Homework, texts: Texts) -> str:
    """What sets the pace: the paper on the critical path that takes longest, or the lender."""
    schedule = homework.schedule
    if schedule.earliest_cash is None:
        return texts.say("planning.no_pace")
    critical = [line for line in view.lines if line.times.critical and _length(line)]
    if not critical:
        return texts.say("planning.pace_lender")
    longest = max(critical, key=lambda line: (_length(line), -line.number))
    return texts.say("planning.pace", what=longest.name)
