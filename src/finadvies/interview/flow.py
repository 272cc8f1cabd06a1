"""Which question comes next: the story first, then by what an answer can still change, chapter by chapter."""

from __future__ import annotations

from typing import Final

from finadvies.advice import Advice
from finadvies.advice.questions import DEPTHS, Depth, Question, next_question
from finadvies.domain.applicable import not_worth_asking
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import ASSET_PURPOSES, FACTS

__all__ = ["DEPTHS", "OPENING", "Depth", "coming", "left_at", "next_slot", "unfinished_uses", "uses_are_told", "worth_asking"]

OPENING: Final = (Slot("client.name"), Slot("need.summary"), Slot("use.purpose", 0), Slot("use.amount", 0))
AFTER_USES: Final = (Slot("need.urgency"), Slot("company.started"))
URGENT: Final = (Slot("need.runway_weeks"), Slot("need.urgent_cause"))
"""Where bills are at risk: for how long, and why; without it nobody can say what is in time."""
TAKEOVER: Final = (Slot("takeover.form"), Slot("takeover.price"), Slot("takeover.ebitda"), Slot("takeover.vendor_loan"))
"""Whoever buys a business is asked what, for how much, what it earns and whether the seller lends a part."""
BEFORE_FIGURES: Final = ("figures.year", "figures.kind")


def next_slot(client: Client, advice: Advice, chapter: str | None, depth: Depth, put_off: str = "") -> Slot | None:
    """The slot to ask now, or None when at this depth nothing is left to ask.

    Args:
        client: the answers so far.
        advice: what they lead to.
        chapter: where the talk is.
        depth: how small a question may be and still be asked.
        put_off: chapters that wait for another sitting.
    """
    for slot in _story(client):
        return slot
    found = next_question(worth_asking(advice, depth, put_off), chapter)
    return None if found is None else next(iter(_first_needed(found.slot, client)))


def worth_asking(advice: Advice, depth: Depth, put_off: str = "") -> tuple[Question, ...]:
    """The open questions down to this depth, without those of chapters that are put off."""
    reach = DEPTHS.index(depth)
    return tuple(
        question
        for question in advice.questions
        if DEPTHS.index(question.depth) <= reach and FACTS[question.slot.key].chapter not in put_off
    )


def coming(client: Client, advice: Advice, depth: Depth, put_off: str = "") -> tuple[Slot, ...]:
    """What would be asked from here on at this depth, each once, as long as no answer adds or drops a question."""
    asked = (slot for question in worth_asking(advice, depth, put_off) for slot in _first_needed(question.slot, client))
    return tuple(dict.fromkeys([*_story(client), *asked]))


def left_at(client: Client, advice: Advice, depth: Depth, put_off: str = "") -> int:
    """How many questions there are of exactly this depth."""
    sooner = DEPTHS[: DEPTHS.index(depth)]
    return len(coming(client, advice, depth, put_off)) - (len(coming(client, advice, sooner[-1], put_off)) if sooner else 0)


def _story(client: Client) -> list[Slot]:
    """What is asked of everybody and not answered yet, in its order."""
    fixed = (*OPENING, *unfinished_uses(client), *AFTER_USES, *_of_this_story(client), *_unfinished_attempt(client))
    return [slot for slot in dict.fromkeys(fixed) if client.answer(slot) is None]


def _of_this_story(client: Client) -> list[Slot]:
    """What belongs to the story where bills are at risk, or a business is bought."""
    urgent = URGENT if client.value("need.urgency") == "urgent" else ()
    bought = any(client.value("use.purpose", index) == "takeover" for index, _ in enumerate(client.uses))
    return [*urgent, *(TAKEOVER if bought else ())]


def unfinished_uses(client: Client) -> list[Slot]:
    """What a use must at least have: purpose and amount; of a thing also what it is."""
    slots = []
    for index, _ in enumerate(client.uses):
        slots += [Slot("use.purpose", index), Slot("use.amount", index)]
        if client.value("use.purpose", index) in ASSET_PURPOSES:
            slots.append(Slot("use.description", index))
    return slots


def _unfinished_attempt(client: Client) -> list[Slot]:
    """Who has tried before is asked where, and what the answer was; who was refused, on what ground and whether on paper."""
    if client.value("need.asked_before") is not True:
        return []
    slots = [Slot("history.lender", 0), Slot("history.result", 0)]
    if client.value("history.result", 0) == "rejected":
        slots += [Slot("history.grounds", 0), Slot("history.written", 0)]
    return [slot for slot in slots if not not_worth_asking(slot, client)]


def _first_needed(slot: Slot, client: Client) -> list[Slot]:
    """A question with what has to be known before it: of a figure its year, and whether it is final."""
    if FACTS[slot.key].scope != "figures":
        return [slot]
    before = [Slot(key, slot.index) for key in BEFORE_FIGURES if client.answer(Slot(key, slot.index)) is None]
    return list(dict.fromkeys([*before, slot]))


def uses_are_told(client: Client) -> bool:
    """Whether the client has said that nothing else has to be paid: later questions have been answered since."""
    return client.answer(Slot("need.urgency")) is not None
