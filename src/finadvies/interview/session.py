"""The loop: ask, record, save, show what it did; back, overview and unknown at every question. Knows no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from finadvies.advice import Advice
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Answer, WhyUnknown
from finadvies.interview import flow, returning, script
from finadvies.interview.asker import Asker, Command, Note, Voice
from finadvies.interview.script import Prompt
from finadvies.interview.smaller import Answers, Smaller, is_trade_in_words, smaller, trades_for
from finadvies.locale import Texts

UNKNOWN_AS: Final[dict[Command, WhyUnknown]] = {
    "unknown": "unknown",
    "private": "private",
    "later": "later",
    "not_applicable": "not_applicable",
}
OPENED: Final = "FGH"
"""Chapters that begin with a word of what follows and why."""
PRIVATE: Final = "G"
"""The chapter that a client may want to keep for a talk between four eyes."""


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
    _entered: str = field(default="", init=False)
    """The chapters that have been opened in this sitting."""
    _put_off: str = field(default="", init=False)
    """The chapters that wait for another sitting."""
    _depth: flow.Depth = field(default="main", init=False)
    """How small the questions are that are asked now."""

    def hold(self, state: State) -> State:
        """Ask until no answer changes anything any more and the client finds the answers right."""
        state = returning.welcome_back(self, state)
        begun = len(state.asked)
        state, advice = self._ask_on(state)
        if len(state.asked) > begun:
            state, advice = self._look_over(state, advice)
        return state

    def revise(self, state: State) -> State:
        """Look the answers over and change what is wrong; what a change brings up is asked."""
        return self._look_over(state, self.advise(state.client))[0]

    # -- the questions ---------------------------------------------------------------------------------------------------

    def _ask_on(self, state: State) -> tuple[State, Advice]:
        advice = self.advise(state.client)
        while True:
            if self._another_use(state.client):
                empty = state.client.with_answer(Slot("use.purpose", len(state.client.uses)), None)
                state = self.keep(replace(state, client=empty))
                advice = self.advise(state.client)
            slot = flow.next_slot(state.client, advice, _chapter(state), self._depth, self._put_off)
            if slot is None:
                deeper = self._deeper(self._depth, state.client, advice)
                if deeper is None:
                    return state, advice
                self._depth = deeper
            elif self._enters(slot):
                state, advice = self.put(slot, state, advice)

    def _look_over(self, state: State, advice: Advice) -> tuple[State, Advice]:
        """All answers once more; after a change the questions that it brings up, and all answers again."""
        while True:
            chosen = self.asker.overview(state.client)
            if not isinstance(chosen, Slot):
                return state, advice
            state, advice = self.put(chosen, state, advice)
            state, advice = self._ask_on(state)

    def _enters(self, slot: Slot) -> bool:
        """Whether the chapter of a question may be opened now; a first time it says what follows, a private one asks leave."""
        chapter = FACTS[slot.key].chapter
        if chapter in self._entered:
            return True
        self._entered += chapter
        if chapter in OPENED:
            self.asker.tell(self.texts.say(f"interview.opening_{chapter.lower()}"))
        if chapter != PRIVATE or self.asker.key(self.texts.say("interview.private_when"), {"": "now", "l": "apart"}) == "now":
            return True
        self._put_off += chapter
        self.asker.tell(self.texts.say("interview.private_put_off"))
        return False

    def _deeper(self, depth: flow.Depth, client: Client, advice: Advice) -> flow.Depth | None:
        """What weighs most has been asked; whether the client wants the smaller questions too."""
        for next_depth in flow.DEPTHS[flow.DEPTHS.index(depth) + 1 :]:
            left = flow.left_at(client, advice, next_depth, self._put_off)
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

    def put(self, slot: Slot, state: State, advice: Advice) -> tuple[State, Advice]:
        """Ask one question and take the answer in."""
        noted = ""
        while True:
            prompt = script.prompt(slot, state.client, advice.catalogue, self.texts, advice)
            reply = self.asker.ask(prompt, self.voice.live(advice, self._left(state.client, advice)))
            if isinstance(reply, Note):
                noted = reply.text
                state = self._note(slot, noted, state)
                continue
            if reply == "back":
                return self._back(state, advice)
            if reply == "overview":
                chosen = self.asker.overview(state.client)
                if isinstance(chosen, Slot):
                    return self.put(chosen, state, advice)
                continue
            if isinstance(reply, Answer) and is_trade_in_words(slot, str(reply.value)):
                if not (answers := self._trade(slot, str(reply.value))):
                    continue
            else:
                answers = {slot: reply} if isinstance(reply, Answer) else self._smaller(prompt, reply, state, advice)
            return self._record(slot, answers, state, advice, noted)

    def _left(self, client: Client, advice: Advice) -> int:
        """How many questions would be asked from here on."""
        return len(flow.coming(client, advice, self._depth, self._put_off))

    # -- the answers -----------------------------------------------------------------------------------------------------

    def _note(self, slot: Slot, text: str, state: State) -> State:
        """Keep a remark at once where the question has an answer already; else it waits for the answer."""
        answer = state.client.answer(slot)
        if answer is None:
            return state
        return self.keep(replace(state, client=state.client.with_answer(slot, replace(answer, note=text))))

    def _record(
        self, slot: Slot, answers: dict[Slot, Answer], state: State, advice: Advice, noted: str = ""
    ) -> tuple[State, Advice]:
        client, was = state.client, state.client.answer(slot)
        for where, answer in answers.items():
            client = client.with_answer(where, _with_note(answer, client.answer(where), noted if where == slot else ""))
        after = self.keep(State(client, (*(each for each in state.asked if each != slot), slot)))
        fresh = self.advise(client)
        if not FACTS[slot.key].sensitive:
            now = client.answer(slot)
            if was is not None and now is not None and was.value != now.value:
                for line in self.voice.difference(advice, fresh):
                    self.asker.tell(line)
            elif told := self.voice.effect(advice, fresh):
                self.asker.tell(told)
        return after, fresh

    def _smaller(self, prompt: Prompt, reply: Command, state: State, advice: Advice) -> dict[Slot, Answer]:
        """Not known: at most two smaller questions, then we go on."""
        why = UNKNOWN_AS[reply]
        not_known = Answer(UNKNOWN, why_unknown=why)
        if why != "unknown":
            self.asker.tell(self.texts.say(f"interview.noted_{why}"))
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
        return self.put(last, replace(state, asked=state.asked[:-1]), advice)

    def keep(self, state: State) -> State:
        """Save, and go on with what was saved."""
        self.save(state)
        return state


def _chapter(state: State) -> str | None:
    return FACTS[state.asked[-1].key].chapter if state.asked else None


def _with_note(answer: Answer, before: Answer | None, noted: str) -> Answer:
    kept = noted or (before.note if before is not None else "")
    return replace(answer, note=kept) if kept and not answer.note else answer
