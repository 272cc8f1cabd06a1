"""Who comes back: what he would look up, and which answers of an earlier time still hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from finadvies.domain.client import Client, Slot, parked
from finadvies.domain.client_file import newest_first
from finadvies.domain.facts import CHAPTERS, FACTS

if TYPE_CHECKING:
    from finadvies.interview.session import Session, State


def unconfirmed(client: Client) -> tuple[Slot, ...]:
    """The answers of an earlier time that nobody has looked at since."""
    return tuple(slot for slot, answer in client.slots() if answer.origin == "previous")


def welcome_back(session: Session, state: State) -> State:
    """Look over what stands from an earlier time, then ask what would be looked up."""
    state = _confirmed(session, state)
    waiting = parked(state.client)
    if not waiting:
        return state
    texts = session.texts
    if session.asker.yes(texts.say("interview.parked_one" if len(waiting) == 1 else "interview.parked", n=len(waiting))):
        for slot in waiting:
            state, _ = session.put(slot, state, session.advise(state.client))
    return state


def _confirmed(session: Session, state: State) -> State:
    """Answers of an earlier time chapter by chapter, each shown and confirmed, changed, or left for later."""
    waiting = unconfirmed(state.client)
    if not waiting:
        return state
    session.asker.tell(session.texts.say("interview.previous", n=len(waiting)))
    for chapter in CHAPTERS:
        while here := [slot for slot in unconfirmed(state.client) if FACTS[slot.key].chapter == chapter]:
            looked = session.asker.overview(state.client, here)
            if isinstance(looked, Slot):
                state, _ = session.put(looked, state, session.advise(state.client))
                continue
            if looked == "right":
                state = session.keep(replace(state, client=_typed(state.client, here)))
            break
        if chapter == "E":
            state = _newer_figures(session, state)
    rest = [slot for slot in unconfirmed(state.client) if not FACTS[slot.key].chapter]
    return session.keep(replace(state, client=_typed(state.client, rest))) if rest else state


def _typed(client: Client, slots: list[Slot]) -> Client:
    """Confirmed today, so told today."""
    for slot in slots:
        answer = client.answer(slot)
        if answer is not None:
            client = client.with_answer(slot, replace(answer, origin="typed"))
    return client


def _newer_figures(session: Session, state: State) -> State:
    """Last year's figures are not this year's: whether there is a newer year to begin with."""
    years = [
        value for index, _ in enumerate(state.client.years) if isinstance(value := state.client.value("figures.year", index), int)
    ]
    if not years or not session.asker.yes(session.texts.say("interview.newer_figures", year=max(years))):
        return state
    state, _ = session.put(Slot("figures.year", len(state.client.years)), state, session.advise(state.client))
    # The newest year counts, so the places of the years move; the way back does not go through them.
    asked = tuple(slot for slot in state.asked if FACTS[slot.key].scope != "figures")
    return session.keep(replace(state, client=newest_first(state.client), asked=asked))
