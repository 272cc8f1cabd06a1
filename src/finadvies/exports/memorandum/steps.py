"""What happens when, whom to call, and the papers that belong to the request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finadvies.exports import names
from finadvies.exports.memorandum.case import Case
from finadvies.exports.paper.homework import named
from finadvies.exports.written.model import Block, Cell, Column, Point, Points, Section, Table, Text

MOST_DESKS: Final = 4


def steps(case: Case) -> Section:
    """The days to remember, from today to the wish, or what to do first where there is no planning."""
    return Section("steps", case.say("memorandum.steps"), tuple(_steps(case)))


def _steps(case: Case) -> Iterator[Block]:
    if not case.homework.lines:
        yield Points(tuple(_first_steps(case)))
        return
    yield Text(case.planning.lead, "lead")
    rows = []
    for moment in case.planning.moments:
        more = moment.more
        if moment.kind == "today" and case.view.today:
            more = " ".join(f"{line.rstrip('.')}." for line in case.view.today)
        rows.append((Cell(moment.told), Cell(moment.what), Cell(more)))
    yield Table(
        (Column(case.say("memorandum.day")), Column(case.say("memorandum.step")), Column(case.say("memorandum.what"))),
        tuple(rows),
    )
    yield Text(" ".join(case.planning.notes[:1]), "small")


def _first_steps(case: Case) -> Iterator[Point]:
    """There is always a next step: an answer to find out, and somebody to call."""
    for question in [each for each in case.advice.questions if case.shown(each.slot.key)][:3]:
        gap = case.gap_of(question.slot)
        yield Point(case.say("memorandum.find_out", what=gap.name), case.say("memorandum.ask_whom", whom=gap.value))
    for desk in case.advice.desks[:1]:
        name = names.own_name(desk, case.texts)
        yield Point(case.say("memorandum.call", name=name), desk.phone or desk.url or "")


def desks(case: Case) -> Section:
    """Who thinks along: phone or address, and for what."""
    points = []
    for desk in case.advice.desks[:MOST_DESKS]:
        reach = ", ".join(part for part in (desk.phone, desk.url) if part)
        seen = case.texts.say("desks.seen", month=desk.phone_as_of) if desk.phone and desk.phone_as_of else ""
        told = f"{reach} ({seen})" if seen else reach
        why = f"{case.texts.pick(desk, 'why').rstrip('.')}."
        points.append(Point(f"{names.own_name(desk, case.texts)}:", f"{told}. {why}" if told else why))
    return Section("desks", case.say("memorandum.desks"), (Points(tuple(points)),))


def annexes(case: Case) -> Section | None:
    """The papers in the order and with the numbers of the homework list; left out while no lender is chosen."""
    if not case.view.lines:
        return None
    texts = case.texts
    rows = []
    for line in case.view.lines:
        note = "; ".join(part for part in (line.mark, line.condition, line.line.id if case.adviser else "") if part)
        status = names.capital(texts.term("statuses", line.status))
        valid = texts.say("paper.valid") + f" {line.valid}" if line.valid else ""
        rows.append(
            (
                Cell(str(line.number)),
                Cell(named(line), note),
                Cell(", ".join(line.for_whom)),
                Cell(names.capital(line.strength)),
                Cell(status, valid),
            )
        )
    columns = (
        Column(case.say("memorandum.number")),
        Column(texts.say("paper.paper")),
        Column(texts.say("paper.for_whom")),
        Column(case.say("memorandum.how_sure")),
        Column(case.say("memorandum.status")),
    )
    return Section(
        "annexes",
        case.say("memorandum.annexes"),
        (Text(case.say("memorandum.annexes_lead"), "lead"), Table(columns, tuple(rows))),
    )
