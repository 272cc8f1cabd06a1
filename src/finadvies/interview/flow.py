"""Which question comes next: the story first, then by what an answer can still change, chapter by chapter."""

from __future__ import annotations

from typing import Final, Literal

from finadvies.advice import Advice
from finadvies.advice.questions import Question, next_question
from finadvies.domain.client import Client, Slot, is_repeated
from finadvies.domain.facts import ASSET_PURPOSES, FACTS
from finadvies.domain.values import UNKNOWN

OPENING: Final = (Slot("client.name"), Slot("need.summary"), Slot("use.purpose", 0), Slot("use.amount", 0))
AFTER_USES: Final = (Slot("need.urgency"), Slot("company.started"))
OF_THE_GROUP: Final = {
    "company.group_fte": "company.fte",
    "company.group_revenue": "figures.revenue",
    "company.group_total_assets": "figures.total_assets",
}
"""What is counted over the whole group -> the company's own, which is the same where it stands alone."""

Depth = Literal["main", "details", "papers"]
DEPTHS: Final[tuple[Depth, ...]] = ("main", "details", "papers")
"""Questions that move a mix or several options, then those on which one option hangs, then those that only tell papers."""


def next_slot(client: Client, advice: Advice, chapter: str | None, depth: Depth, put_off: str = "") -> Slot | None:
    """The slot to ask now, or None when at this depth nothing is left to ask.

    Args:
        client: the answers so far.
        advice: what they lead to.
        chapter: where the talk is.
        depth: how small a question may be and still be asked.
        put_off: chapters that wait for another sitting.
    """
    for slot in (*OPENING, *unfinished_uses(client), *AFTER_USES, *_unfinished_attempt(client)):
        if client.answer(slot) is None:
            return slot
    reach = DEPTHS.index(depth)
    open_now = [q for q in worth_asking(client, advice) if FACTS[q.slot.key].chapter not in put_off]
    found = next_question([q for q in open_now if DEPTHS.index(_depth_of(q)) <= reach], chapter)
    return _first_needed(found.slot, client) if found is not None else None


def worth_asking(client: Client, advice: Advice) -> tuple[Question, ...]:
    """The open questions that make sense for this client."""
    return tuple(question for question in advice.questions if not _moot(question.slot, client))


def unfinished_uses(client: Client) -> list[Slot]:
    """What a use must at least have: purpose and amount; of a thing also what it is."""
    slots = []
    for index, _ in enumerate(client.uses):
        slots += [Slot("use.purpose", index), Slot("use.amount", index)]
        if client.value("use.purpose", index) in ASSET_PURPOSES:
            slots.append(Slot("use.description", index))
    return slots


def left_at(client: Client, advice: Advice, depth: Depth) -> int:
    """How many questions there are of exactly this depth."""
    return sum(_depth_of(question) == depth for question in worth_asking(client, advice))


def _depth_of(question: Question) -> Depth:
    if question.moves_mixes or question.shapes or question.could_change > 1:
        return "main"
    return "details" if question.could_change else "papers"


def _unfinished_attempt(client: Client) -> list[Slot]:
    """Who has tried before is asked where, and what the answer was."""
    if client.value("need.asked_before") is not True:
        return []
    first = 0
    slots = [Slot("history.lender", first), Slot("history.result", first)]
    if client.value("history.result", first) == "rejected":
        slots += [Slot("history.grounds", first), Slot("history.written", first)]
    return slots


def _first_needed(slot: Slot, client: Client) -> Slot:
    """What has to be known first: of a figure its year and whether it is final, of a group whether there is one."""
    if slot.key in OF_THE_GROUP:
        alone = client.value("company.group") is False
        if client.answer(Slot("company.group")) is None:
            return Slot("company.group")
        own = OF_THE_GROUP[slot.key]
        slot = Slot(own, 0 if is_repeated(own) else None) if alone else slot
    if FACTS[slot.key].scope == "figures":
        for key in ("figures.year", "figures.kind"):
            before = Slot(key, slot.index)
            if client.answer(before) is None:
                return before
    return slot


def _moot(slot: Slot, client: Client) -> bool:
    """Questions that the answers so far make senseless."""
    started = client.value("company.started")
    if FACTS[slot.key].scope == "figures":
        return started is False or _figures_unknown(client, slot)
    if slot.key in ("company.founded", "company.kvk_number", "company.pays_profit_tax") and started is False:
        return True
    if FACTS[slot.key].scope == "history":
        return True  # asked by its own road, once somebody has tried before
    if slot.key in OF_THE_GROUP and client.value("company.group") is False:
        own = OF_THE_GROUP[slot.key]
        return client.answer(Slot(own, 0 if is_repeated(own) else None)) is not None
    if slot.key == "company.country":
        # A Dutch postcode or province tells it.
        return any(client.answer(Slot(key)) is None for key in ("company.postcode", "company.province"))
    if slot.key == "need.runway_weeks":
        return client.value("need.urgency") == "growth"
    return False


def _figures_unknown(client: Client, slot: Slot) -> bool:
    """Who cannot name the year of the figures is not asked for the figures."""
    year = client.answer(Slot("figures.year", slot.index))
    return year is not None and year.value is UNKNOWN


def uses_are_told(client: Client) -> bool:
    """Whether the client has said that nothing else has to be paid: later questions have been answered since."""
    return client.answer(Slot("need.urgency")) is not None
