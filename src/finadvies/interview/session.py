"""The loop: ask, record, save, show what it did; back, overview and unknown at every question. Knows no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from finadvies.advice import Advice
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Answer, WhyUnknown
from finadvies.interview import flow, script
from finadvies.interview.script import Band, Choice, Prompt
from finadvies.interview.smaller import Answers, Smaller, is_trade_in_words, smaller, trades_for
from finadvies.locale import Texts

Command = Literal["back", "overview", "unknown", "private"]
Reply = Answer | Command


class Asker(Protocol):
    """Whoever puts the questions: a terminal, plain lines, or a test."""

    def ask(self, prompt: Prompt, live: str) -> Reply:
        """Put a question under its live line and return the answer, or a command."""

    def band(self, prompt: Prompt) -> Band | None:
        """The smaller question: roughly how much."""

    def pick(self, title: str, choices: tuple[Choice, ...]) -> str | None:
        """One of a list, or None for neither."""

    def yes(self, question: str, *, likely: bool = False) -> bool:
        """A yes or no outside the list of facts; a `likely` yes stands first, so that Enter is enough."""

    def tell(self, line: str) -> None:
        """Show a line."""

    def overview(self, client: Client) -> Slot | None:
        """Show all answers; the slot to change, or None."""


class Voice(Protocol):
    """What the conversation says about the outcome so far."""

    def live(self, advice: Advice, left: int) -> str:
        """How many questions are left to ask, and how many options are open."""

    def effect(self, before: Advice, after: Advice) -> str:
        """What an answer opened or closed; empty when nothing."""


@dataclass(frozen=True, slots=True)
class State:
    """Where the conversation is.

    Attributes:
        client: the answers so far.
        asked: the questions put, in order; the way back.
    """

    client: Client
    asked: tuple[Slot, ...] = ()


@dataclass
class Session:
    """One conversation.

    Attributes:
        asker: puts the questions.
        voice: words the live line and the effect of an answer.
        advise: from answers to advice.
        save: called after every answer; whatever happens later, that answer is kept.
        texts: the language.
    """

    asker: Asker
    voice: Voice
    advise: Callable[[Client], Advice]
    save: Callable[[State], None]
    texts: Texts
    _complete: int = field(default=0, init=False)
    """How many uses there were when the client said that nothing else has to be paid."""
    _depth: flow.Depth = field(default="main", init=False)
    """How small the questions are that are asked now."""

    def hold(self, state: State) -> State:
        """Ask until no answer changes anything any more."""
        advice = self.advise(state.client)
        while True:
            if self._another_use(state.client):
                state = self._save(
                    replace(state, client=state.client.with_answer(Slot("use.purpose", len(state.client.uses)), None))
                )
                advice = self.advise(state.client)
            slot = flow.next_slot(state.client, advice, _chapter(state), self._depth)
            if slot is None:
                deeper = self._deeper(self._depth, state.client, advice)
                if deeper is None:
                    return state
                self._depth = deeper
                continue
            state, advice = self._put(slot, state, advice)

    def _deeper(self, depth: flow.Depth, client: Client, advice: Advice) -> flow.Depth | None:
        """What weighs most has been asked; whether the client wants the smaller questions too."""
        for next_depth in flow.DEPTHS[flow.DEPTHS.index(depth) + 1 :]:
            left = flow.left_at(client, advice, next_depth)
            if not left:
                continue
            self.asker.tell(self.texts.say(f"interview.before_{next_depth}"))
            if self.asker.yes(self.texts.say(f"interview.{next_depth}_one" if left == 1 else f"interview.{next_depth}", n=left)):
                return next_depth
            if next_depth == "details":
                return None
        return None

    def _another_use(self, client: Client) -> bool:
        """Whether one more thing has to be paid; asked once the last use is complete, until the answer is no."""
        if flow.uses_are_told(client) or not client.uses or len(client.uses) == self._complete:
            return False
        if any(client.answer(slot) is None for slot in (*flow.OPENING, *flow.unfinished_uses(client))):
            return False
        another = self.asker.yes(self.texts.say("interview.another_use"))
        self._complete = 0 if another else len(client.uses)
        return another

    def _put(self, slot: Slot, state: State, advice: Advice) -> tuple[State, Advice]:
        """Ask one question and take the answer in."""
        prompt = script.prompt(slot, state.client, advice.catalogue, self.texts, advice)
        reply = self.asker.ask(prompt, self.voice.live(advice, len(flow.coming(state.client, advice, self._depth))))
        if reply == "back":
            return self._back(state, advice)
        if reply == "overview":
            chosen = self.asker.overview(state.client)
            return (state, advice) if chosen is None else self._put(chosen, state, advice)
        if isinstance(reply, Answer) and is_trade_in_words(slot, str(reply.value)):
            answers = self._trade(slot, str(reply.value))
            if not answers:
                return self._put(slot, state, advice)
        else:
            answers = {slot: reply} if isinstance(reply, Answer) else self._smaller(prompt, reply, state, advice)
        return self._record(slot, answers, state, advice)

    def _record(self, slot: Slot, answers: dict[Slot, Answer], state: State, advice: Advice) -> tuple[State, Advice]:
        client = state.client
        for where, answer in answers.items():
            client = client.with_answer(where, _with_note(answer, client.answer(where)))
        after = self._save(State(client, (*(each for each in state.asked if each != slot), slot)))
        fresh = self.advise(client)
        told = self.voice.effect(advice, fresh)
        if told and FACTS[slot.key].sensitivity < script.SENSITIVE_FROM:
            self.asker.tell(told)
        return after, fresh

    def _smaller(self, prompt: Prompt, reply: Command, state: State, advice: Advice) -> dict[Slot, Answer]:
        """Not known: at most two smaller questions, then we go on."""
        why: WhyUnknown = "private" if reply == "private" else "unknown"
        not_known = Answer(UNKNOWN, why_unknown=why)
        if why == "private":
            return {prompt.slot: not_known}
        self.asker.tell(self.texts.say("interview.noted_unknown"))
        answers = {prompt.slot: not_known}
        for step in smaller(prompt.slot, state.client, advice, self.texts):
            answers |= {step.slot: not_known, **dict(self._chosen(step, prompt))}
        return answers

    def _trade(self, slot: Slot, typed: str) -> dict[Slot, Answer]:
        """The code of a trade that was said in words; empty when none of the proposals is it."""
        step = trades_for(slot, typed, self.texts)
        if step is None:
            self.asker.tell(self.texts.say("interview.no_trade", typed=typed))
            return {}
        code = self.asker.pick(step.ask, step.choices)
        return {} if code is None else dict(step.answers[code])

    def _chosen(self, step: Smaller, prompt: Prompt) -> Answers:
        """What the chosen line of a smaller question stands for; nothing for who does not know that either."""
        if step.bands:
            band = self.asker.band(replace(prompt, bands=step.bands))
            return () if band is None else ((step.slot, Answer(band.span)),)
        code = self.asker.pick(step.ask, step.choices)
        return () if code is None else step.answers[code]

    def _back(self, state: State, advice: Advice) -> tuple[State, Advice]:
        """The question before this one again, with the old answer ready; later answers stay."""
        if not state.asked:
            self.asker.tell(self.texts.say("interview.first_question"))
            return state, advice
        last = state.asked[-1]
        self._complete = 0  # who goes back may have thought of something else to pay
        return self._put(last, replace(state, asked=state.asked[:-1]), advice)

    def _save(self, state: State) -> State:
        self.save(state)
        return state


def _chapter(state: State) -> str | None:
    return FACTS[state.asked[-1].key].chapter if state.asked else None


def _with_note(answer: Answer, before: Answer | None) -> Answer:
    return replace(answer, note=before.note) if before is not None and before.note and not answer.note else answer
