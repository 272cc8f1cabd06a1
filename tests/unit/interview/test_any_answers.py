"""Whatever people answer, the conversation ends, can be kept, and leaves nobody without somebody to call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from finadvies.advice import Advice
from finadvies.domain.client import Client, Slot
from finadvies.domain.client_file import client_data, read_client
from finadvies.domain.values import Answer, Members
from finadvies.exports.screens.questions import Voice
from finadvies.interview.asker import Looked, Note, Reply
from finadvies.interview.script import Band, Choice, Prompt
from finadvies.interview.session import Session, State
from finadvies.locale import Texts

MOST_QUESTIONS = 120
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: that would hold a whole conversation hundreds of times."""
SOME = (
    "rabobank-zakelijke-lening",
    "bmkb",
    "eia",
    "qredits-microkrediet",
    "bbz-bedrijfskapitaal-gevestigd",
    "geldvoorelkaar-lening",
    "rom-nom",
)

BY_TYPE: dict[str, tuple[object, ...]] = {
    "text": ("iets", "=1+1", 'Café "De Ster"; nr. 3'),
    "bool": (True, False),
    "date": tuple(
        date(*day) for day in ((1998, 1, 31), (2024, 2, 29), (2026, 11, 1), (2026, 11, 24), (2027, 3, 1), (2031, 12, 31))
    ),
}
BY_UNIT: dict[str, tuple[object, ...]] = {
    "eur": (0, 1, 900, 40_000, 150_000, 3_000_000),
    "share": (0, Decimal("0.05"), Decimal("0.3"), 1),
    "years": (0, 17, 45, 67, 70),
    "fte": (0, Decimal("0.5"), 5, 300),
}
ANYTHING: dict[str, tuple[object, ...]] = {
    "company.kvk_number": ("12345678",),
    "company.postcode": ("3511", "9711AB", "1012"),
    "company.sbi": ("1071", "6201", "C"),
    "figures.year": (2023, 2025),
    "figures.equity": (-20_000, 0, 150_000),
    "figures.net_profit": (-20_000, 0, 40_000),
}


class AnyAsker:
    """Answers anything that a person could, and sometimes goes back or looks over."""

    def __init__(self, draw: Callable[[st.SearchStrategy[object]], object], vague: int) -> None:
        self.draw = draw
        self.vague = vague
        self.questions = 0
        self.detours = 5
        self.uses = 0

    def ask(self, prompt: Prompt, live: str) -> Reply:
        self.questions += 1
        assert self.questions <= MOST_QUESTIONS + 2 * (5 - self.detours), "the conversation does not end"
        how = self.draw(st.integers(0, 19))
        if how < self.vague:
            return "unknown"
        if how == 18 and self.detours:
            self.detours -= 1
            return self.draw(st.sampled_from(["back", "overview", "later", "not_applicable", Note("navragen")]))  # type: ignore[return-value]  # all are replies
        if how == 19 and prompt.sensitive:
            return "private"
        return Answer(self.value(prompt))  # type: ignore[arg-type]  # a value of the fact

    def value(self, prompt: Prompt) -> object:
        codes = [choice.code for choice in prompt.choices]
        if prompt.form == "several":
            return Members(frozenset(self.draw(st.lists(st.sampled_from(codes or ["anders"]), min_size=1, max_size=3))))
        if codes:
            return self.draw(st.sampled_from(codes))
        return self.draw(
            st.sampled_from(
                ANYTHING.get(prompt.slot.key) or BY_TYPE.get(prompt.fact.type) or BY_UNIT.get(prompt.fact.unit, (0, 1, 5, 40))
            )
        )

    def band(self, prompt: Prompt) -> Band | None:
        return self.draw(st.sampled_from([None, *prompt.bands]))  # type: ignore[return-value]  # one of them

    def pick(self, title: str, choices: tuple[Choice, ...]) -> str | None:
        return self.draw(st.sampled_from([None, *(choice.code for choice in choices)]))  # type: ignore[return-value]  # one of them

    def yes(self, question: str) -> bool:
        self.uses += 1
        return self.uses < 4 and bool(self.draw(st.booleans()))

    def tell(self, line: str) -> None:
        assert line

    def key(self, line: str, keys: Mapping[str, str]) -> str:
        return self.draw(st.sampled_from(sorted(keys.values())))  # type: ignore[return-value]  # one of them

    def line(self, question: str) -> str:
        return ""

    def overview(self, client: Client, only: Collection[Slot] | None = None) -> Slot | Looked:
        if not self.detours:
            return "right"
        self.detours -= 1
        return self.draw(st.sampled_from(["right", *(slot for slot, _ in client.slots() if slot.fact.chapter)]))  # type: ignore[return-value]  # one of them


def hold(data: st.DataObject, advise: Callable[[Client], Advice], texts: Texts) -> tuple[State, AnyAsker]:
    asker = AnyAsker(data.draw, data.draw(st.sampled_from([0, 2, 8, 16])))
    return Session(asker, Voice(texts), advise, lambda _: None, texts).hold(State(Client())), asker


@given(data=st.data())
@settings(max_examples=3, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
def test_whatever_is_answered_the_answers_can_be_kept_and_read_back(
    data: st.DataObject, advise_on: Callable[..., Callable[[Client], Advice]], texts: Texts
) -> None:
    state, _ = hold(data, advise_on(*SOME), texts)

    kept, problems = read_client(client_data(state.client), "answers.toml", lambda _: None)

    assert not [problem for problem in problems if problem.level == "error"]
    assert dict(kept.slots()) == dict(state.client.slots())


@given(data=st.data())
@settings(max_examples=2, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
def test_whatever_is_answered_the_talk_ends_and_there_is_somebody_to_call(
    data: st.DataObject, advise_on: Callable[..., Callable[[Client], Advice]], texts: Texts
) -> None:
    advise = advise_on()

    state, asker = hold(data, advise, texts)

    assert asker.questions <= MOST_QUESTIONS + 10
    assert advise(state.client).desks


@pytest.mark.parametrize("started", [True])
def test_who_knows_nothing_is_soon_done_and_has_somebody_to_call(
    advise_on: Callable[..., Callable[[Client], Advice]], texts: Texts, today: date, started: bool
) -> None:
    class KnowsNothing(AnyAsker):
        def ask(self, prompt: Prompt, live: str) -> Reply:
            self.questions += 1
            return Answer(started) if prompt.slot.key == "company.started" else "unknown"

    asker = KnowsNothing(lambda strategy: None, 0)  # type: ignore[arg-type]  # never draws
    advise = advise_on()

    state = Session(asker, Voice(texts), advise, lambda _: None, texts).hold(State(Client()))

    assert asker.questions <= 80
    assert advise(state.client).desks
