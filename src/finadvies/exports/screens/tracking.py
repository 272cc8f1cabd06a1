"""How far the papers are: progress by maker and lender, what is late, what is too old, what is open."""

from __future__ import annotations

from typing import Final

from finadvies.advice import Advice
from finadvies.exports import names
from finadvies.exports.homework_view import view
from finadvies.exports.layout import Screen, blank, heading, pad, paragraph, row, table, wide, wrapped
from finadvies.homework import DocumentLine, Expiring, Homework, Progress
from finadvies.homework.merging import IN_HAND
from finadvies.locale import Texts

BOX: Final = {"todo": "☐", "requested": "☐", "received": "☑", "checked": "☑", "not_needed": "–"}
BESIDE: Final = 3
"""Columns that the box takes."""
BAR: Final = 10
"""Columns of a progress bar."""


def tracking(found: Progress, homework: Homework, advice: Advice, texts: Texts, width: int, title: str) -> Screen:
    """The state of a list."""
    screen = heading(title, width)
    screen += paragraph(texts.say("track.progress", done=found.done, total=found.total), width, style="bold")
    screen += _counts({texts.term("providers", maker): count for maker, count in found.by_maker.items()})
    screen += _counts({names.lender(lender, advice, texts): count for lender, count in found.by_lender.items()})
    for line, day in found.late:
        told = texts.say("track.late", what=name_of(line, advice, texts), day=texts.day(day))
        screen += paragraph(told, width, indent="  ", first="! ", style="attention")
    for old in found.expiring:
        screen += paragraph(expires_text(old, advice, texts), width, indent="  ", first="! ", style="attention")
    for line in found.undated:
        told = texts.say("track.undated", what=name_of(line, advice, texts), id=line.id)
        screen += paragraph(told, width, indent="  ", first="? ", style="unknown")
    screen.append(blank())
    screen += _listed(homework, advice, texts, width)
    return [*screen, blank()]


def expires_text(old: Expiring, advice: Advice, texts: Texts) -> str:
    """That a paper in hand will be too old, for whom and when."""
    return texts.say(
        "track.expires",
        what=name_of(old.line, advice, texts),
        expires=texts.day(old.expires),
        lenders=texts.listed([names.lender(lender, advice, texts) for lender in old.lenders]),
        needed=texts.day(old.needed),
    )


def _counts(counts: dict[str, tuple[int, int]]) -> Screen:
    rows = [
        [names.capital(name), "█" * round(BAR * done / total) + "░" * (BAR - round(BAR * done / total)), f"{done}/{total}"]
        for name, (done, total) in counts.items()
    ]
    return [row(f"   {line}") for line in table(rows, "llr")]


def _listed(homework: Homework, advice: Advice, texts: Texts, width: int) -> Screen:
    """Each paper under its number on the list, with the last day to begin it; below it how far it is, and the name by which it is ticked."""
    screen: Screen = []
    for number, line in numbered(homework, advice, texts):
        tail = _begin(line, homework, texts)
        room = width - BESIDE - (wide(tail) + 2 if tail else 0)
        first, *more = wrapped(f"{number}. {name_of(line, advice, texts)}", room)
        screen.append(row(f"{BOX[line.status]}  {pad(first, room)}  {tail}" if tail else f"{BOX[line.status]}  {first}"))
        screen += [row(f"   {rest}") for rest in more]
        screen.append(row((f"     {texts.term('statuses', line.status)}  ·  {line.id}", "dim")))
    return screen


def numbered(homework: Homework, advice: Advice, texts: Texts) -> list[tuple[int, DocumentLine]]:
    """The papers in the order of the list, with their numbers on it."""
    return [(line.number, line.line) for line in view(advice, homework, texts).lines]


def _begin(line: DocumentLine, homework: Homework, texts: Texts) -> str:
    start = homework.schedule.times[line.id].start_by
    return "" if start is None or line.status in IN_HAND else texts.say("track.before", day=texts.day_short(start))


def name_of(line: DocumentLine, advice: Advice, texts: Texts) -> str:
    """A paper with the thing it is about, where the plan has more."""
    name = texts.pick(line.record, "name")
    several = line.object is not None and len(advice.client.uses) > 1
    return f"{name} ({names.use(advice.client, line.object or 0, texts)})" if several else name


def in_a_line(number: int, line: DocumentLine, advice: Advice, texts: Texts) -> str:
    """A paper to pick: box, number, name, how far it is, maker; what is cut on a narrow screen stands last."""
    maker = texts.term("providers", line.record.provider)
    return f"{BOX[line.status]} {number}. {name_of(line, advice, texts)}: {texts.term('statuses', line.status)} ({maker})"
