"""What can go wrong, what that does in euros, and the answer to it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from finadvies.advice.traits import room_left
from finadvies.advice.with_mix import dearer_eur
from finadvies.exports.memorandum.case import Case
from finadvies.exports.memorandum.request import weak_points
from finadvies.exports.screens.mixes import warning_text
from finadvies.exports.written.model import Block, Cell, Column, Point, Points, Section, Table, Text

TOLD: frozenset[str] = frozenset(
    {"burden_tight", "burden_above_room", "release_first", "security_short", "price_unknown", "may_be_late", "refused_before"}
)
"""Warnings that a weak point says already, with its answer."""


def risks(case: Case) -> Section:
    """The weak points in full, what the figures stand, and what to mind with the mix."""
    return Section("risks", case.say("memorandum.risks"), tuple(_risks(case)))


def _risks(case: Case) -> Iterator[Block]:
    rows = [(Cell(what), Cell(answer)) for what, answer in weak_points(case)]
    rows += [(Cell(what), Cell(answer)) for what, answer in _tried(case)]
    if rows:
        yield Table((Column(case.say("memorandum.risk")), Column(case.say("memorandum.our_answer"))), tuple(rows))
    else:
        yield Text(case.say("memorandum.no_risks"))
    warnings = case.proposal.warnings if case.proposal is not None else ()
    told = [
        warning_text(notice, case.advice, case.texts) for notice in (*warnings, *case.advice.remarks) if notice.code not in TOLD
    ]
    if told:
        yield Text(case.say("memorandum.also_mind"))
        yield Points(tuple(Point("", line) for line in dict.fromkeys(told)))


def _tried(case: Case) -> Iterator[tuple[str, str]]:
    """How far the result may fall, and what a dearer loan does: reckoned, not guessed."""
    texts = case.texts
    room = room_left(case.advice, case.proposal)
    if room is not None and case.parts:
        left, service = room[0].left_eur, room[0].service_eur
        if left > 0:
            share = texts.share(Decimal(left) / max(1, room[0].room_eur), 0)
            yield (
                case.say("memorandum.result_falls", amount=case.euros(left), share=share),
                case.say("memorandum.answer_worse_case"),
            )
        else:
            yield (
                case.say("memorandum.result_short", amount=case.euros(-left), service=case.euros(service)),
                case.say("memorandum.answer_worse_case"),
            )
    more = dearer_eur(case.advice, case.burdens)
    if more:
        yield case.say("memorandum.rate_rises", amount=case.euros(more)), case.say("memorandum.answer_fix_rate")
