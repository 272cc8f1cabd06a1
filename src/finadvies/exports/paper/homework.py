"""The homework list of a client, from the head to the stamp."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from finadvies.advice import Advice, Notice, Proposal
from finadvies.exports import names
from finadvies.exports.homework_view import Line, View, counted, warning_sentences
from finadvies.exports.mix_words import mix_sentences
from finadvies.exports.paper.last_check import last_check, last_found
from finadvies.exports.paper.planning import Planning, planning
from finadvies.exports.paper.sources import Sources, sources
from finadvies.exports.screens.mixes import warning_text
from finadvies.exports.stamp import Stamp, stamp
from finadvies.homework import Homework, Receipt
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
    """One of the facts in the head, its note in the colour of a warning where it is `late`."""

    name: str
    value: str
    note: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do today: by whom, what, one line why, and whether it sets the pace."""

    who: str
    what: str
    why: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes papers, one line on how to come by them, and the papers."""

    name: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Whom to call.

    Attributes:
        phone, url: empty when there is none; the address as the catalogue has it, not made safe for a link.
        why: one sentence.
    """

    name: str
    phone: str
    url: str
    why: str


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
        planning: None for a part of a list.
        order: what comes first.
        minding: further warnings.
        view: the lines, by maker and lender, and what is not needed.
        matrix: who asks what; None with one lender.
        safe: how to send it.
        last_found: what does not add up as it stands, to be put right before it goes out.
        last_check: questions to answer before it goes out.
        desks: whom to call.
        stamp: what it was made with.
        about: names the list in a browser: mix, and hashes of the catalogue and the client, so that no list gets the ticks of another.
        kind: what kind of paper it is, for the foot of each page.
        sender: the office, in lines; empty when it is not known.
        today_lead, mix_lead, list_lead: one sentence above the tasks, the picture of the mix and the list.
        makers: the lines by maker, what is only asked now and then left out.
        calls: the desks, part by part.
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
    planning: Planning | None
    order: tuple[Order, ...]
    minding: tuple[str, ...]
    view: View
    matrix: Matrix | None
    safe: tuple[str, ...]
    desks: tuple[str, ...]
    stamp: Stamp
    about: str
    kind: str
    today_lead: str
    mix_lead: str
    list_lead: str
    makers: tuple[Maker, ...]
    calls: tuple[Desk, ...]
    last_found: tuple[str, ...]
    last_check: tuple[str, ...]
    sender: tuple[str, ...] = ()


def homework_paper(
    advice: Advice,
    homework: Homework,
    view: View,
    texts: Texts,
    *,
    title: str,
    proposal: Proposal | None,
    receipts: Mapping[str, Receipt] | None = None,
) -> Paper:
    """The paper of a list.

    Args:
        advice: the client.
        homework: the list.
        view: the same in words.
        texts: the language.
        title: heading of the paper, unless all of it is for one lender.
        proposal: the mix it is for; None for papers asked outside a mix.
        receipts: by line id, the days of what is in hand.
    """
    warnings = proposal.warnings if proposal is not None else ()
    told = [warning_text(notice, advice, texts) for notice in warnings if notice.code not in ORDERED]
    ordered = list(dict.fromkeys(_order(warnings, homework, advice, texts)))
    mark = stamp(advice)
    tasks = tuple(_tasks(view, homework, texts))
    paying = sources(proposal, advice, texts) if proposal is not None else None
    if proposal is None and len(view.per_lender) == 1:
        title = texts.say("paper.title_lender", lender=view.per_lender[0][0])
    return Paper(
        texts.language,
        title,
        _subtitle(advice, view, texts),
        texts.day(advice.today),
        counted(view, texts),
        tuple(_facts(view, homework, texts)),
        tasks,
        paying,
        tuple(mix_sentences(proposal, advice, texts)) if proposal is not None else (),
        planning(view, homework, advice, texts),
        tuple(ordered),
        tuple(dict.fromkeys((*told, *(text for text in view.warnings if text not in {each.why for each in ordered})))),
        view,
        _matrix(view, homework, texts),
        (texts.say("paper.safe_identity"), texts.say("paper.safe_bsn")),
        tuple(desk_lines(advice, texts)),
        mark,
        f"{proposal.id if proposal is not None else 'x'}-{mark.sha256[:8]}-{_whose(advice, view)}",
        texts.say("paper.kind"),
        texts.say("paper.today_lead" if tasks else "paper.today_none"),
        _mix_lead(paying, texts),
        _list_lead(view, texts),
        tuple(Maker(name, _note(lines, texts), lines) for name, lines in view.by_provider),
        tuple(_calls(advice, texts)),
        tuple(last_found(advice, homework, proposal, receipts or {}, texts)),
        last_check(advice, homework, proposal, texts),
        names.sender(advice),
    )


def _whose(advice: Advice, view: View) -> str:
    """The client as a short hash: two clients share no list, and no name stands in the store of a browser."""
    told = "\n".join((view.client, *(f"{use}: {euros}" for use, euros in enumerate(advice.need))))
    return sha256(told.encode(errors="replace")).hexdigest()[:8]


def _mix_lead(paying: Sources | None, texts: Texts) -> str:
    if paying is None:
        return ""
    gap = any(segment.gap for segment in paying.segments)
    return texts.say("paper.mix_lead_gap" if gap else "paper.mix_lead", total=paying.total)


def _list_lead(view: View, texts: Texts) -> str:
    if len(view.per_lender) == 1:
        return texts.say("paper.list_lead_one", lender=view.per_lender[0][0])
    return texts.say("paper.list_lead")


def _note(lines: tuple[Line, ...], texts: Texts) -> str:
    """How many papers a maker makes, and who sees to it."""
    papers = texts.say("paper.papers_one") if len(lines) == 1 else texts.say("paper.papers", n=len(lines))
    return f"{papers}. {texts.say(f'makers.{lines[0].line.record.provider}')}"


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
    days = [event.date for event in homework.schedule.events if event.id.startswith("submit:")]
    at_once = len(set(days)) == 1
    to = "" if len(days) < 2 else texts.say("paper.submit_at" if at_once else "paper.submit_last", n=len(days))  # noqa: PLR2004 - one needs no number
    yield Fact(texts.say("paper.submit"), view.submit or texts.say("paper.unknown"), to)
    yield Fact(
        texts.say("paper.money"), view.cash or texts.say("paper.unknown"), texts.say("paper.estimate") if view.cash else ""
    )
    wished = homework.schedule.needed_by
    yield Fact(
        texts.say("paper.wish"),
        texts.day(wished) if wished is not None else texts.say("paper.not_told"),
        _slack(homework, texts),
        late=view.late,
    )


def _slack(homework: Homework, texts: Texts) -> str:
    """How many days lie between the money and the wish, and on which side."""
    cash, wished = homework.schedule.earliest_cash, homework.schedule.needed_by
    if cash is None or wished is None:
        return ""
    days = (wished - cash).days
    span = texts.say("words.day" if abs(days) == 1 else "words.days", n=abs(days))
    return texts.say("paper.slack" if days >= 0 else "paper.too_late", days=span)


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
    for desk in _calls(advice, texts, most):
        reach = ", ".join(part for part in (desk.phone, desk.url) if part)
        yield f"{desk.name}: {reach}. {desk.why}" if reach else f"{desk.name}. {desk.why}"


def _calls(advice: Advice, texts: Texts, most: int = 4) -> Iterator[Desk]:
    for desk in advice.desks[:most]:
        yield Desk(names.own_name(desk, texts), desk.phone or "", desk.url or "", texts.pick(desk, "why"))
