"""Which question comes next: the story first, then by what an answer can still change, chapter by chapter."""

from __future__ import annotations

from typing import Final

from finadvies.advice import Advice
from finadvies.advice.questions import Question, next_question
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import ASSET_PURPOSES, FACTS
from finadvies.domain.values import UNKNOWN

OPENING: Final = (Slot("client.name"), Slot("need.summary"), Slot("use.purpose", 0), Slot("use.amount", 0))
AFTER_USES: Final = (Slot("need.urgency"), Slot("company.started"))
NO_LEGAL_PERSON: Final = ("eenmanszaak", "vof", "maatschap")


def next_slot(client: Client, advice: Advice, chapter: str | None, *, papers_too: bool) -> Slot | None:
    """The slot to ask now, or None when no answer changes the outcome any more.

    Args:
        client: the answers so far.
        advice: what they lead to.
        chapter: where the talk is.
        papers_too: also ask what only makes the list of papers more exact.
    """
    for slot in (*OPENING, *unfinished_uses(client), *AFTER_USES, *_unfinished_attempt(client)):
        if client.answer(slot) is None:
            return slot
    found = next_question(
        [question for question in worth_asking(client, advice) if papers_too or _moves_outcome(question)], chapter
    )
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


def papers_left(client: Client, advice: Advice) -> int:
    """How many questions only make the list of papers more exact."""
    return sum(not _moves_outcome(question) for question in worth_asking(client, advice))


def _moves_outcome(question: Question) -> bool:
    return question.could_change > 0 or question.moves_mixes


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
    """A figure means nothing without its year and whether it is final."""
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
    if slot.key in ("company.group_fte", "company.group_revenue", "company.group_total_assets"):
        return client.value("company.group") is False
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
