"""What happens first: today, this week, this month; what to look up; whom to call. And what the client leaves with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from finadvies.advice import Advice, Proposal
from finadvies.domain.client import Slot
from finadvies.exports import names
from finadvies.exports.homework_view import View
from finadvies.exports.layout import Screen, blank, heading, paragraph, row
from finadvies.exports.paper.course import Course
from finadvies.exports.screens.mixes import warning_text
from finadvies.locale import Texts

WEEK, MONTH = 7, 31
SETTLED_FIRST: Final = frozenset({"before_order", "report_after_order", "release_first", "rest_first", "may_be_late"})
"""Warnings of a mix that ask something of the client before anything else."""
DESKS: Final = 3
"""Desks named among the first steps; nobody makes more calls than that."""
LOOKED_UP: Final = 6
FILES: Final = 3
"""Papers named for a stretch of days before they are counted."""


def first_steps(
    advice: Advice,
    proposal: Proposal | None,
    view: View | None,
    course: Course | None,
    waiting: Sequence[Slot],
    texts: Texts,
    width: int,
) -> Screen:
    """What to do, in the order of the days.

    Args:
        advice: the client.
        proposal: the chosen mix; None where there is none.
        view: its papers, or without a mix those of all that is open.
        course: the days of those papers.
        waiting: what the client would look up.
        texts: of the reader.
        width: columns.
    """
    screen = heading(texts.say("first.title"), width)
    diy = advice.client.value("client.route") == "diy"
    if view is not None:
        screen += paragraph(texts.say("first.diy" if diy else "first.adviser"), width, style="dim")
    screen += _block("today", [*_settle_first(proposal, advice, texts), *(view.today if view is not None else ())], texts, width)
    begun = set()
    for name, days in (("week", WEEK), ("month", MONTH)):
        found = [line for line in _papers(course, advice.today, days) if line not in begun]
        begun.update(found)
        screen += _block(name, _few(found, texts), texts, width)
    screen += looked_up(waiting, advice, texts, width)
    return [*screen, *_calls(advice, texts, width), blank()]


def _settle_first(proposal: Proposal | None, advice: Advice, texts: Texts) -> Iterable[str]:
    """What can be lost when it is not settled before anything is signed or sent."""
    warnings = proposal.warnings if proposal is not None else ()
    return [warning_text(warning, advice, texts) for warning in warnings if warning.code in SETTLED_FIRST]


def _calls(advice: Advice, texts: Texts, width: int) -> Screen:
    """Whom to call, and why."""
    screen: Screen = [row((texts.say("first.call"), "bold"))]
    for number, desk in enumerate(advice.desks[:DESKS], start=1):
        reach = "  ".join(part for part in (desk.phone, desk.url) if part)
        screen += paragraph(f"{names.own_name(desk, texts)}: {reach}", width, indent="   ", first=f"{number}. ")
        screen += paragraph(texts.pick(desk, "why"), width, indent="   ", style="dim")
    return screen


def _papers(course: Course | None, today: date, days: int) -> list[str]:
    if course is None:
        return []
    steps = [step for step in course.steps if step.number is not None and 0 < (step.begin - today).days <= days]
    return [step.what for step in steps]


def _few(found: list[str], texts: Texts) -> list[str]:
    left = len(found) - FILES
    return found if left <= 1 else [*found[:FILES], texts.say("words.more", n=left)]


def _block(name: str, told: Sequence[str], texts: Texts, width: int) -> Screen:
    if not told:
        return []
    screen: Screen = [row((texts.say(f"first.{name}"), "bold"))]
    for number, line in enumerate(told, start=1):
        screen += paragraph(names.capital(line), width, indent="   ", first=f"{number}. ")
    return screen


def looked_up(waiting: Sequence[Slot], advice: Advice, texts: Texts, width: int) -> Screen:
    """The parking list: what the client would look up, and where that stands."""
    if not waiting:
        return []
    screen: Screen = [row((texts.say("first.look_up"), "bold"))]
    for slot in waiting[:LOOKED_UP]:
        where = str(texts.questions[slot.key].get("where", ""))
        what = names.capital(names.asked(slot, advice.client, texts))
        screen += paragraph(f"{what}: {where}" if where else what, width, indent="   ", first="☐  ")
    left = len(waiting) - LOOKED_UP
    if left > 0:
        screen += paragraph(texts.say("words.more", n=left), width, indent="   ", first="   ", style="dim")
    return screen


def leaves_with(advice: Advice, mixes: int, view: View | None, texts: Texts, width: int) -> Screen:
    """The last words: what the client holds."""
    parts = []
    if mixes:
        parts.append(texts.say("first.mixes_one" if mixes == 1 else "first.mixes", n=mixes))
    if view is not None:
        count = len(view.lines)
        parts.append(texts.say("first.papers_one" if count == 1 else "first.papers", n=count))
    calls = min(DESKS, len(advice.desks))
    parts.append(texts.say("first.calls_one" if calls == 1 else "first.calls", n=calls))
    return paragraph(texts.say("first.leaves", what=texts.listed(parts)), width, style="bold")
