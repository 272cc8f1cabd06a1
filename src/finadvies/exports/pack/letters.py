"""A letter to each maker of papers: what is asked, what it must meet, when it is needed, and how to send it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finadvies.domain.checklist import Provider
from finadvies.exports import names
from finadvies.exports.formats import Job
from finadvies.exports.homework_view import PROVIDER_ORDER, Line
from finadvies.exports.paper.homework import named
from finadvies.exports.stamp import stamp
from finadvies.exports.written import Block, Cell, Column, Point, Points, Section, Table, Text, Writing
from finadvies.locale import Texts

NO_LETTER: Final[frozenset[Provider]] = frozenset({"adviser", "kvk", "bkr", "government"})
"""Who gets none: the office itself, and offices where a paper is ordered on a site of theirs."""


def makers(job: Job) -> tuple[Provider, ...]:
    """Who makes papers of a list, the client first."""
    there = {line.record.provider for line in job.homework.lines}
    return tuple(maker for maker in PROVIDER_ORDER if maker in there)


def letter(job: Job, maker: Provider) -> Writing:
    """The letter to a maker; `job` is the maker's own part of the list. From the office to the client, and from the client to all others.

    It names no amount, no purpose and no financier: whoever makes a paper need not know them.
    """
    texts, client = job.texts, job.view.client
    own = maker == "entrepreneur"
    office = names.sender(job.advice)
    who = texts.say(f"letter_to.{maker}")
    now, later = asked(job)
    blocks: list[Block] = [
        Text(texts.say("letter.dear_client" if own else "letter.dear")),
        Text(texts.say("letter.ask_client" if own else "letter.ask", client=client)),
        _table(now, texts),
        *((Text(texts.say("letter.later", papers=texts.listed([named(line) for line in later])), "small"),) if later else ()),
        Points(tuple(_delivery(maker, texts))),
        Text(texts.say("letter.thanks")),
        Text(texts.say("letter.greeting")),
        Text(office[0] if own and office else texts.say("letter.from_office") if own else client),
    ]
    return Writing(
        texts.language,
        texts.say("letter.kind"),
        texts.say("letter.title"),
        client if own else who,
        client,
        texts.day(job.advice.today),
        (Section("letter", "", tuple(blocks)),),
        stamp(job.advice),
        sender=office if own else (),
    )


def asked(job: Job) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """What a letter asks: what is still to come, and apart from it what nobody needs before a financier asks for it."""
    still = [line for line in job.view.lines if line.status in ("todo", "requested") and not line.line.there]
    now = tuple(line for line in still if line.line.strength != "may_ask")
    return now, tuple(line for line in still if line not in now)


def _table(lines: tuple[Line, ...], texts: Texts) -> Table:
    columns = ("number", "paper", "meets", "before")
    rows = tuple(
        (
            Cell(str(line.number)),
            Cell(named(line), _only(line)),
            Cell(line.mark or texts.say("letter.no_mark"), _never(line, texts)),
            Cell(line.ready or texts.say("letter.when_asked")),
        )
        for line in lines
    )
    return Table(tuple(Column(texts.say(f"letter.{key}"), number=key == "number") for key in columns), rows)


def _only(line: Line) -> str:
    """What tells that it is perhaps not needed, or only later."""
    return "; ".join(part for part in (line.condition, line.when) if part)


def _never(line: Line, texts: Texts) -> str:
    return texts.say("letter.returned", what="; ".join(line.returned_when)) if line.returned_when else ""


def _delivery(maker: Provider, texts: Texts) -> Iterator[Point]:
    yield Point(texts.say("letter.name_file"), texts.say("letter.name_file_how"))
    yield Point(texts.say("letter.whole"), texts.say("letter.whole_how"))
    yield Point(texts.say("letter.bsn"), texts.say("paper.safe_bsn"))
    if maker in ("entrepreneur", "partner"):
        yield Point(texts.say("letter.identity"), texts.say("paper.safe_identity"))
