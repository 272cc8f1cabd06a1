"""The homework list of a client, from the head to the stamp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from finadvies.advice import Advice, Notice, Proposal
from finadvies.exports import names
from finadvies.exports.homework_view import Line, View, counted, warning_sentences
from finadvies.exports.mix_words import mix_sentences
from finadvies.exports.paper.planning import Planning, planning
from finadvies.exports.paper.sources import Sources, sources
from finadvies.exports.screens.mixes import warning_text
from finadvies.exports.stamp import Stamp, stamp
from finadvies.homework import Homework
from finadvies.homework.lists import FIRST_ROUNDS
from finadvies.locale import Texts

ORDERED: Final = frozenset(
    {"before_order", "report_after_order", "release_first", "rest_first", "expires_before_decision", "expires_before_cash", "agree_first",
     "bridge_gap", "vat_first"}
)  # fmt: skip
"""Warnings in which the order costs money or time: each has a heading that says what to do."""
OWN_WORK: Final = frozenset({"accountant", "tax_adviser", "adviser"})
"""Makers on the adviser's side of the table."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the four facts in the head."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do today: by whom, what, one line why, and whether it sets the pace."""

    who: str
    what: str
    why: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Order:
    """A rule on what comes first: the instruction, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Papers beside lenders.

    Attributes:
        lenders: names.
        rows: (number, name, per lender the round 1-4 or empty when it is not asked).
        totals: papers per lender.
        legend: what the rounds mean.
    """

    lenders: tuple[str, ...]
    rows: tuple[tuple[int, str, tuple[str, ...]], ...]
    totals: tuple[int, ...]
    legend: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole paper in words.

    Attributes:
        title, subtitle: of the head.
        day: the day it was made, in words.
        facts: how many papers, submit, money, wish.
        tasks: what to begin today.
        sources: who pays; None for papers asked outside a mix.
        sentences: the mix in plain sentences.
        order: what comes first.
        minding: further warnings.
        view: the lines, by maker and lender, and what is not needed.
        matrix: who asks what; None with one lender.
        safe: how to send it.
        desks: whom to call.
        stamp: what it was made with.
        about: names the list in a browser: mix and hash of what it rests on.
    """

    language: str
    title: str
    subtitle: str
    day: str
    counted: str
    facts: tuple[Fact, ...]
    tasks: tuple[Task, ...]
    sources: Sources | None
    sentences: tuple[str, ...]
    planning: Planning
    order: tuple[Order, ...]
    minding: tuple[str, ...]
    view: View
    matrix: Matrix | None
    safe: tuple[str, ...]
    desks: tuple[str, ...]
    stamp: Stamp
    about: str


def homework_paper(
    advice: Advice, homework: Homework, view: View, texts: Texts, *, title: str, proposal: Proposal | None
) -> Paper:
    """The paper of a list.

    Args:
        advice: the client.
        homework: the list.
        view: the same in words.
        texts: the language.
        title: heading of the paper.
        proposal: the mix it is for; None for papers asked outside a mix.
    """
    warnings = proposal.warnings if proposal is not None else ()
    told = [warning_text(notice, advice, texts) for notice in warnings if notice.code not in ORDERED]
    ordered = list(_order(warnings, homework, advice, texts))
    mark = stamp(advice)
    return Paper(
        texts.language,
        title,
        _subtitle(advice, view, texts),
        texts.day(advice.today),
        counted(view, texts),
        tuple(_facts(view, homework, texts)),
        tuple(_tasks(view, homework, texts)),
        sources(proposal, advice, texts) if proposal is not None else None,
        tuple(mix_sentences(proposal, advice, texts)) if proposal is not None else (),
        planning(view, homework, advice, texts),
        tuple(ordered),
        tuple(dict.fromkeys((*told, *(text for text in view.warnings if text not in {each.why for each in ordered})))),
        view,
        _matrix(view, homework, texts),
        (texts.say("paper.safe_identity"), texts.say("paper.safe_bsn")),
        tuple(desk_lines(advice, texts)),
        mark,
        f"{proposal.id if proposal is not None else 'x'}-{mark.sha256[:8]}",
    )


def _subtitle(advice: Advice, view: View, texts: Texts) -> str:
    uses = [names.use(advice.client, use, texts) for use, euros in enumerate(advice.need) if euros]
    if not uses:
        return view.client
    return texts.say("paper.subtitle", client=view.client, amount=texts.euro(sum(advice.need)), uses=texts.listed(uses))


def _facts(view: View, homework: Homework, texts: Texts) -> Iterator[Fact]:
    papers = len(view.lines)
    asked = texts.say("paper.asked_together", n=view.alone) if view.alone > papers else ""
    yield Fact(
        texts.say("paper.to_gather"), texts.say("paper.papers_one") if papers == 1 else texts.say("paper.papers", n=papers), asked
    )
    lenders = len(view.per_lender)
    to = "" if lenders < 2 else texts.say("paper.submit_at", n=lenders)  # noqa: PLR2004 - one lender needs no number
    yield Fact(texts.say("paper.submit"), view.submit or texts.say("paper.unknown"), to)
    yield Fact(
        texts.say("paper.money"), view.cash or texts.say("paper.unknown"), texts.say("paper.estimate") if view.cash else ""
    )
    wished = homework.schedule.needed_by
    yield Fact(
        texts.say("paper.wish"),
        texts.day(wished) if wished is not None else texts.say("paper.not_told"),
        view.slack if wished else "",
    )


def _tasks(view: View, homework: Homework, texts: Texts) -> Iterator[Task]:
    """What sets the pace first, then what else has to start today; five at most."""
    start = homework.schedule.start
    due = [
        line
        for line in view.lines
        if line.status == "todo"
        and ((line.times.critical and line.times.earliest_start == start) or line.line.id in homework.schedule.today)
    ]
    for line in sorted(due, key=lambda line: (not line.times.critical, line.number))[:5]:
        who = texts.say("paper.we") if line.line.record.provider in OWN_WORK else names.capital(line.provider)
        yield Task(who, named(line), f"{line.why}. {texts.say('paper.takes', lead=line.lead)}", line.times.critical)


def named(line: Line) -> str:
    """A paper with the thing it is about."""
    return f"{line.name} ({line.about})" if line.about else line.name


def _order(warnings: tuple[Notice, ...], homework: Homework, advice: Advice, texts: Texts) -> Iterator[Order]:
    for notice in (*warnings, *advice.remarks):
        if notice.code in ORDERED:
            yield Order(texts.say(f"order.{notice.code}"), warning_text(notice, advice, texts))
    for caution, text in zip(homework.warnings, warning_sentences(homework, advice, texts), strict=True):
        if caution.code in ORDERED:
            yield Order(texts.say(f"order.{caution.code}"), text)


def _matrix(view: View, homework: Homework, texts: Texts) -> Matrix | None:
    lenders = tuple(homework.per_lender)
    if len(lenders) < 2:  # noqa: PLR2004 - with one lender the list is the matrix
        return None
    rows = []
    for line in view.lines:
        rounds = {wish.lender: round_of(wish.phase) for wish in line.line.wishes}
        rows.append((line.number, named(line), tuple(rounds.get(lender, "") for lender in lenders)))
    totals = tuple(sum(bool(cells[place]) for _, _, cells in rows) for place in range(len(lenders)))
    return Matrix(tuple(name for name, _ in view.per_lender), tuple(rows), totals, texts.say("paper.rounds"))


def round_of(phase: str) -> str:
    """When a paper is asked: 1 with the application, 2 at the assessment, 3 at payout, 4 after it."""
    if phase in FIRST_ROUNDS:
        return "1"
    return {"assessment": "2", "payout": "3"}.get(phase, "4")


def desk_lines(advice: Advice, texts: Texts, most: int = 4) -> Iterator[str]:
    """Whom to call, a line a desk."""
    for desk in advice.desks[:most]:
        name = (texts.language == "en" and desk.name_en) or desk.name
        reach = ", ".join(part for part in (desk.phone, desk.url) if part)
        yield f"{name}: {reach}. {texts.pick(desk, 'why')}" if reach else f"{name}. {texts.pick(desk, 'why')}"
