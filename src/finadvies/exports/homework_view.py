"""The homework in words: every row as finished text, so that each format only has to lay it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from finadvies.advice import Advice
from finadvies.domain.checklist import Marks, Provider
from finadvies.exports import names
from finadvies.homework import DocumentLine, Homework, Receipt, Status
from finadvies.homework.merging import IN_HAND
from finadvies.homework.schedule import Times
from finadvies.locale import Texts
from finadvies.rules import explain

PROVIDER_ORDER: Final[tuple[Provider, ...]] = (
    "entrepreneur", "partner", "accountant", "tax_adviser", "adviser", "supplier", "seller", "landlord", "kvk", "bkr", "government",
    "insurer", "it", "appraiser", "notary", "bank",
)  # fmt: skip
"""The client first, then who works with him, then the offices, then who comes in last."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paper as a reader sees it.

    Attributes:
        number: running over the whole list, by maker.
        mark: the strictest mark of all who ask it.
        lead: how long it takes, with "estimate" or "source" behind it.
        returned_when: what gets it sent back.
        instead: what is accepted in its place.
        for_whom: names of who asks it.
        when: empty for the application; later rounds say so.
        condition: set when it is only asked if something holds that is not known yet.
        start: the day, "today", or "not before ..."; empty when it is in hand. Short, for a column on screen.
        begin: the same with the day of the week and the year, for paper; so are `ready` and `valid`.
        since: since when it is in hand, and the day that stands on it; empty when it is not, or nobody told.
        came_in: the first of the two as a date.
    """

    number: int
    line: DocumentLine
    times: Times
    name: str
    about: str
    mark: str
    why: str
    how: str
    provider: str
    lead: str
    cost: str
    returned_when: tuple[str, ...]
    instead: str
    for_whom: tuple[str, ...]
    strength: str
    when: str
    condition: str
    start: str
    begin: str
    ready: str
    valid: str
    status: Status
    since: str = ""
    came_in: date | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The list as a whole.

    Attributes:
        by_provider: (maker, lines) of what is asked for sure or mostly, makers in their fixed order.
        sometimes: what is only asked now and then: to be made when somebody asks it.
        per_lender: (lender, lines) for the list of each lender.
        rounds: (lender, note on how many rounds there are).
        not_needed: (paper, who would ask it, why not), so that nobody asks it.
        today: what to begin with.
        warnings: sentences.
    """

    client: str
    lines: tuple[Line, ...]
    by_provider: tuple[tuple[str, tuple[Line, ...]], ...]
    sometimes: tuple[Line, ...]
    per_lender: tuple[tuple[str, tuple[Line, ...]], ...]
    not_needed: tuple[tuple[str, str, str], ...]
    today: tuple[str, ...]
    warnings: tuple[str, ...]
    submit: str
    decision: str
    cash: str
    slack: str
    late: bool
    alone: int


def view(
    advice: Advice,
    homework: Homework,
    texts: Texts,
    numbers: Mapping[str, int] | None = None,
    receipts: Mapping[str, Receipt] | None = None,
) -> View:
    """Everything of a homework list in words.

    Args:
        advice: the client.
        homework: the list, or a part of it.
        texts: the language.
        numbers: by line id, those of the whole list; a list of its own is numbered through.
        receipts: by line id, the days of what is in hand.
    """
    given = numbers or {}
    ordered = sorted(homework.lines, key=lambda line: (given.get(line.id, 0), _place(line, homework)))
    lines = tuple(
        _line(given.get(line.id, number), line, advice, homework, texts, (receipts or {}).get(line.id, Receipt()))
        for number, line in enumerate(ordered, start=1)
    )
    asked = [line for line in lines if not _only_sometimes(line.line)]
    by_provider = tuple(
        (names.capital(texts.term("providers", provider)), tuple(line for line in asked if line.line.record.provider == provider))
        for provider in PROVIDER_ORDER
        if any(line.line.record.provider == provider for line in asked)
    )
    by_id = {line.line.id: line for line in lines}
    per_lender = tuple(
        (names.lender(lender, advice, texts), tuple(sorted((by_id[key] for key in keys), key=lambda line: line.number)))
        for lender, keys in homework.per_lender.items()
    )
    planning = homework.schedule
    submits = [event.date for event in planning.events if event.id.startswith("submit:")]
    return View(
        names.client(advice, texts),
        lines,
        by_provider,
        tuple(line for line in lines if _only_sometimes(line.line)),
        per_lender,
        tuple(_spared(homework, advice, texts)),
        tuple(_today(homework, lines, texts)),
        tuple(dict.fromkeys(warning_sentences(homework, advice, texts))),
        _day(max(submits, default=None), texts),
        _day(planning.earliest_decision, texts),
        _day(planning.earliest_cash, texts),
        _slack(homework, texts),
        planning.earliest_cash is not None and planning.needed_by is not None and planning.earliest_cash > planning.needed_by,
        sum(len(line.wishes) for line in homework.lines),
    )


def _place(line: DocumentLine, homework: Homework) -> tuple[bool, int, date, str]:
    """Where a paper stands: what is only asked now and then last, by maker, by the day to begin."""
    return _only_sometimes(line), PROVIDER_ORDER.index(line.record.provider), _start(homework, line), line.id


def _only_sometimes(line: DocumentLine) -> bool:
    return line.strength == "may_ask" and line.status == "todo"


def _start(homework: Homework, line: DocumentLine) -> date:
    times = homework.schedule.times[line.id]
    return times.start_by or times.earliest_start or date.max


def _line(number: int, line: DocumentLine, advice: Advice, homework: Homework, texts: Texts, receipt: Receipt) -> Line:
    record, times = line.record, homework.schedule.times[line.id]
    about = names.use(advice.client, line.object, texts) if line.object is not None and len(advice.client.uses) > 1 else ""
    missing = list(dict.fromkeys(names.asked(slot, advice.client, texts) for slot in line.missing))
    return Line(
        number,
        line,
        times,
        texts.pick(record, "name"),
        about,
        marks(line.marks, texts),
        texts.pick(record, "why"),
        texts.pick(record, "how"),
        texts.term("providers", record.provider),
        _lead(line, texts),
        _cost(line, texts),
        texts.pick_all(record, "quality"),
        "; ".join(texts.pick_all(record, "accepted")),
        tuple(names.lender(lender, advice, texts) for lender in line.lenders),
        texts.term("strengths", line.strength),
        "" if line.phase in ("first_contact", "file") else texts.term("phases", line.phase),
        texts.say("homework.only_if", what=texts.listed(missing))
        if missing
        else texts.say("homework.maybe")
        if line.conditional
        else "",
        _begin(line, times, homework, texts, texts.day_short),
        _begin(line, times, homework, texts, texts.day_of_week),
        _on(times.ready_by or times.ready, texts),
        _on(times.valid_until, texts),
        line.status,
        _since(line, receipt, texts),
        receipt.since if line.status in IN_HAND else None,
    )


def _since(line: DocumentLine, receipt: Receipt, texts: Texts) -> str:
    """When a paper came in, and the day that stands on it."""
    if line.status not in IN_HAND or receipt.since is None:
        return ""
    came_in = texts.day_of_week(receipt.since)
    if receipt.dated is None:
        return came_in
    return texts.say("homework.since_dated", day=came_in, dated=texts.day(receipt.dated))


def _begin(line: DocumentLine, times: Times, homework: Homework, texts: Texts, day: Callable[[date], str]) -> str:
    if line.status in ("received", "checked", "not_needed"):
        return texts.term("statuses", line.status)
    if line.at_hand and line.status == "todo":
        return texts.say("homework.at_hand_word")
    if times.not_before is not None:
        return texts.say("homework.not_before", day=day(times.not_before))
    if times.start_by is None:
        return ""
    if times.start_by <= homework.schedule.start:
        return texts.say("homework.today_word")
    return texts.say("homework.before", day=day(times.start_by))


def _lead(line: DocumentLine, texts: Texts) -> str:
    lead = line.record.lead_days
    if lead.max == 0:
        return texts.say("homework.at_once")
    return f"{texts.days(lead.min, lead.max)} ({texts.term('bases', lead.basis)})"


def _cost(line: DocumentLine, texts: Texts) -> str:
    cost = line.record.cost_eur
    if cost is None:
        return ""
    amount = (
        texts.euro(cost.max)
        if cost.min == cost.max
        else texts.say("words.from_to", low=texts.euro(cost.min), high=texts.euro(cost.max))
    )
    return f"{amount} ({texts.term('bases', cost.basis)})"


_NUMBERED = ("years", "transactions_months", "months_ahead", "copies", "max_age_days")
_WORDED: Final[Mapping[str, str]] = {"statement": "statements", "sbr": "sbr", "form": "forms", "login": "logins"}


def marks(found: Marks, texts: Texts) -> str:
    """The marks of a line as one phrase: `laatste 3 boekjaren, hooguit 30 dagen oud`."""
    parts = []
    for name in _NUMBERED:
        number = getattr(found, name)
        if number is not None:
            parts.append(texts.term("marks", f"{name}_one" if number == 1 else name).format(n=number))
    for name, words in _WORDED.items():
        code = getattr(found, name)
        if code is not None and code not in ("none", "any", "no"):
            parts.append(texts.term("marks", name).format(n=texts.term(words, code)))
    parts += [texts.term("marks", name) for name in ("template", "agree_first") if getattr(found, name)]
    if found.formats:
        parts.append(texts.term("marks", "formats").format(n=texts.listed(list(found.formats))))
    return ", ".join(parts)


def _spared(homework: Homework, advice: Advice, texts: Texts) -> Iterable[tuple[str, str, str]]:
    on_list = {line.document for line in homework.lines}
    for spare in homework.not_needed:
        if spare.document not in on_list and spare.line.when is not None:
            record = advice.lists.checklists.documents[spare.document]
            reason = explain.condition(spare.line.when, texts, advice.catalogue)
            yield (
                texts.pick(record, "name"),
                names.lender(spare.lender, advice, texts),
                texts.say("homework.only_asked_if", what=reason),
            )


def _today(homework: Homework, lines: tuple[Line, ...], texts: Texts) -> Iterable[str]:
    """What to begin with: first what sets the pace, then what else has to start today; three at most."""
    path = [
        line
        for line in lines
        if line.times.critical and line.status == "todo" and line.times.earliest_start == homework.schedule.start
    ]
    other = [line for line in lines if line.line.id in homework.schedule.today and line not in path]
    for line in (*path, *other)[:3]:
        yield texts.say("homework.begin", what=line.name, who=line.provider, lead=line.lead)


def warning_sentences(homework: Homework, advice: Advice, texts: Texts) -> Iterable[str]:
    """The warnings of a list as sentences, in their order."""
    for caution in homework.warnings:
        values: dict[str, object] = {}
        for key, value in caution.details.items():
            if isinstance(value, date):
                values[key] = texts.day(value)
            elif key in ("document", "instead"):
                values[key] = texts.listed([_document(str(item), advice, texts) for item in _many(value)])
            elif key in ("lender", "lenders", "again_for"):
                values[key] = texts.listed([names.lender(str(item), advice, texts) for item in _many(value)])
            else:
                values[key] = value
        yield texts.say(f"homework_warnings.{caution.code}", **values)


def counted(view: View, texts: Texts) -> str:
    """How many papers there are, and how many it would be without merging."""
    papers, lenders = len(view.lines), len(view.per_lender)
    if lenders > 1 and view.alone > papers:
        told = texts.say("homework.count_merged", n=papers, alone=view.alone, lenders=lenders)
    else:
        told = texts.say("homework.count_one") if papers == 1 else texts.say("homework.count", n=papers)
    if not view.sometimes:
        return told
    key = "homework.count_sometimes_one" if len(view.sometimes) == 1 else "homework.count_sometimes"
    return f"{told} {texts.say(key, n=len(view.sometimes))}"


def _many(value: object) -> list[object]:
    return list(value) if isinstance(value, tuple | list | frozenset) else [value]


def _document(line_id: str, advice: Advice, texts: Texts) -> str:
    record = advice.lists.checklists.documents.get(line_id.partition("#")[0])
    return line_id if record is None else texts.pick(record, "name")


def _slack(homework: Homework, texts: Texts) -> str:
    cash, wished = homework.schedule.earliest_cash, homework.schedule.needed_by
    if cash is None or wished is None:
        return ""
    days = (wished - cash).days
    span = texts.say("words.day" if abs(days) == 1 else "words.days", n=abs(days))
    return texts.say("homework.slack" if days >= 0 else "homework.too_late", day=texts.day(wished), days=span)


def _day(day: date | None, texts: Texts) -> str:
    return "" if day is None else texts.day(day)


def _on(day: date | None, texts: Texts) -> str:
    return "" if day is None else texts.day_of_week(day)
