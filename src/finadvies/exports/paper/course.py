"""The whole course: every paper and every lender with its days and what it waits for, and the days for a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from finadvies.advice import Advice, Proposal
from finadvies.exports import names
from finadvies.exports.homework_view import Line, View
from finadvies.exports.paper.homework import round_of
from finadvies.homework import Homework
from finadvies.locale import Texts

OFF: Final = frozenset({"received", "checked", "not_needed"})
"""How far a paper is of which nobody has to be reminded any more."""
OF_HASH: Final = 16
"""So much of a hash tells one client from another."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that takes days, or a day to remember.

    Attributes:
        number: of the paper on the list; None for what is no paper.
        what, who: in words; `who` is empty where nobody acts.
        begin, end: the days from and to; the same for a single day.
        after: what it waits for, in words.
        critical: each day later is a day later money.
        slack_days: how long it can wait; None where that is not to be told.
    """

    number: int | None
    what: str
    who: str
    begin: date
    end: date
    after: str
    critical: bool
    slack_days: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A day for a calendar.

    Attributes:
        key: names it within the list, the same in every language and however the days move.
        title: what, in words.
        told: why and how, a sentence a line.
        off: the paper came in or is not needed: a calendar that has the day from an earlier file strikes it out.
    """

    key: str
    day: date
    title: str
    told: tuple[str, ...]
    off: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """All of it.

    Attributes:
        mark: names the client and the mix without telling the client's name.
        rounds: for each line, in the order of the list, per lender the round 1-4; None where it is not asked.
        steps: by day.
        slack_to_wish: whether the slack is counted up to the client's wish.
        entries: by day.
    """

    mark: str
    rounds: tuple[tuple[int | None, ...], ...]
    steps: tuple[Step, ...]
    slack_to_wish: bool
    entries: tuple[Entry, ...]


def course(advice: Advice, homework: Homework, view: View, texts: Texts, proposal: Proposal | None) -> Course:
    """The course of a list in words."""
    steps = [*_papers(view, homework, texts), *_lenders(view, homework, advice, texts), *_days(homework, texts)]
    entries = [*_of_papers(view, homework, texts), *_of_lenders(view, homework, advice, texts), *_of_days(view, homework, texts)]
    return Course(
        _mark(advice, homework, proposal),
        tuple(_rounds(line, tuple(homework.per_lender)) for line in view.lines),
        tuple(sorted(steps, key=lambda step: (step.begin, step.end, step.number or len(view.lines) + 1))),
        homework.schedule.needed_by is not None,
        tuple(sorted(entries, key=lambda entry: (entry.day, entry.key))),
    )


def _mark(advice: Advice, homework: Homework, proposal: Proposal | None) -> str:
    """A hash of who and for what: the name, or without one what the money is for; and the mix, or without one the lenders."""
    name = advice.client.value("client.name") or advice.client.value("need.summary")
    told = [str(name)] if name else [str(advice.client.value("use.description", use)) for use in range(len(advice.need))]
    told += [proposal.id] if proposal is not None else sorted(homework.per_lender)
    return sha256("\0".join(told).encode(errors="replace")).hexdigest()[:OF_HASH]


def _rounds(line: Line, lenders: tuple[str, ...]) -> tuple[int | None, ...]:
    phases = line.line.phases
    return tuple(int(round_of(phases[lender])) if lender in phases else None for lender in lenders)


# -- what takes days ---------------------------------------------------------------------------------------------------------


def _papers(view: View, homework: Homework, texts: Texts) -> Iterator[Step]:
    waits = {event.id: event.after for event in homework.schedule.events}
    for line in view.lines:
        times = line.times
        if times.earliest_start is None or times.ready is None:
            continue
        who, after = names.capital(line.provider), _numbers(waits.get(line.line.id, ()), view, texts)
        yield Step(line.number, _named(line), who, times.earliest_start, times.ready, after, times.critical, times.slack_days)


def _lenders(view: View, homework: Homework, advice: Advice, texts: Texts) -> Iterator[Step]:
    schedule = homework.schedule
    events = {event.id: event for event in schedule.events}
    last = max((day for day in (schedule.needed_by, schedule.earliest_cash) if day is not None), default=None)
    for lender in homework.per_lender:
        submit, decision, cash = (events.get(f"{what}:{lender}") for what in ("submit", "decision", "cash"))
        if submit is None:
            continue
        name = names.lender(lender, advice, texts)
        critical = f"cash:{lender}" in schedule.critical_path
        slack = (last - cash.date).days if last is not None and cash is not None else None
        sent, decided = texts.say("course.submit", lender=name), texts.say("planning.decision", lender=name)
        yield Step(None, sent, "", submit.date, submit.date, _numbers(submit.after, view, texts), critical, slack)
        if decision is not None and cash is not None:
            judges, pays = texts.say("planning.judges", lender=name), texts.say("planning.pays", lender=name)
            yield Step(None, judges, name, submit.date, decision.date, sent, critical, slack)
            yield Step(None, pays, name, decision.date, cash.date, decided, critical, slack)


def _days(homework: Homework, texts: Texts) -> Iterator[Step]:
    cash, wished = homework.schedule.earliest_cash, homework.schedule.needed_by
    if cash is not None:
        yield Step(None, texts.say("planning.cash"), "", cash, cash, "", critical=True, slack_days=None)
    if wished is not None:
        yield Step(None, texts.say("planning.wish"), "", wished, wished, "", critical=False, slack_days=None)


def _numbers(ids: Iterable[str], view: View, texts: Texts) -> str:
    """Papers by their numbers on the list."""
    numbers = {line.line.id: line.number for line in view.lines}
    found = [str(number) for number in sorted(numbers[each] for each in ids if each in numbers)]
    return texts.say("course.numbers", numbers=texts.listed(found)) if found else ""


def _named(line: Line) -> str:
    return f"{line.name} ({line.about})" if line.about else line.name


# -- the calendar ------------------------------------------------------------------------------------------------------------


def _of_papers(view: View, homework: Homework, texts: Texts) -> Iterator[Entry]:
    """When each paper has to be begun, and when it expires before the last decision that can still be taken in time."""
    schedule = homework.schedule
    last = max((day for day in (schedule.earliest_decision, schedule.needed_by) if day is not None), default=None)
    for line in view.lines:
        times = line.times
        if line.status in OFF:
            came = texts.say("course.begin", what=_named(line))
            yield Entry(f"begin:{line.line.id}", schedule.start, came, (view.client, line.begin), off=True)
            continue
        if line.line.there or times.start_by is None:
            continue
        sometimes = line.line.strength == "may_ask" and line.status == "todo"
        what = texts.say("course.begin", what=_named(line))
        yield Entry(
            f"begin:{line.line.id}",
            times.start_by,
            f"{what} ({line.strength})" if sometimes else what,
            tuple(_told(line, view, texts)),
        )
        if times.valid_until is not None and last is not None and times.valid_until < last:
            title = texts.say("course.expires", what=_named(line))
            yield Entry(f"expires:{line.line.id}", times.valid_until, title, (view.client, texts.say("course.again")))


def _told(line: Line, view: View, texts: Texts) -> Iterator[str]:
    yield view.client
    details = [
        ("why", line.why),
        ("how", line.how),
        ("lead", line.lead),
        ("ready", line.ready),
        ("for_whom", ", ".join(line.for_whom)),
        ("condition", line.condition),
    ]
    for key, told in details:
        if told:
            yield f"{texts.say(f'paper.{key}')}: {told}"


def _of_lenders(view: View, homework: Homework, advice: Advice, texts: Texts) -> Iterator[Entry]:
    for event in homework.schedule.events:
        what, _, lender = event.id.partition(":")
        if what not in ("submit", "decision") or not lender:
            continue
        name = names.lender(lender, advice, texts)
        if what == "submit":
            papers = [f"{line.number}. {_named(line)}" for line in view.lines if line.line.id in event.after]
            yield Entry(event.id, event.date, texts.say("course.submit", lender=name), (view.client, *papers))
        else:
            about = texts.say("planning.cash_about")
            yield Entry(event.id, event.date, texts.say("planning.decision", lender=name), (view.client, about))


def _of_days(view: View, homework: Homework, texts: Texts) -> Iterator[Entry]:
    cash, wished = homework.schedule.earliest_cash, homework.schedule.needed_by
    if cash is not None:
        yield Entry("cash", cash, texts.say("planning.cash"), (view.client, texts.say("planning.cash_about")))
    if wished is not None:
        told = (view.client, view.slack) if view.slack else (view.client,)
        yield Entry("wish", wished, texts.say("planning.wish"), told)
