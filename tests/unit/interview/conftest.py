"""A conversation with somebody who answers from a script, over as few products as the test is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from story import STORY

from finadvies.advice import Advice, advise
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import UNKNOWN, Answer, Known
from finadvies.exports.screens.questions import Voice
from finadvies.homework import Lists
from finadvies.interview.asker import Looked, Note, Reply
from finadvies.interview.script import Band, Choice, Prompt
from finadvies.interview.session import Session, State
from finadvies.locale import Texts, texts_in


@pytest.fixture(scope="session")
def texts() -> Texts:
    return texts_in("nl")


@pytest.fixture(scope="session")
def advise_on(catalogue: Catalogue, lists: Lists, today: date) -> Callable[..., Callable[[Client], Advice]]:
    """Advice from a catalogue that holds these products only; without products from the whole one."""

    def make(*products: str) -> Callable[[Client], Advice]:
        kept = replace(catalogue, products={key: catalogue.products[key] for key in sorted(products)}) if products else catalogue
        return lambda client: advise(client, kept, lists, today)

    return make


# The offer to go on with the questions on which one option hangs, however many there are.
DETAILS = {texts_in("nl").say("interview.details_one"), *(texts_in("nl").say("interview.details", n=n) for n in range(2, 200))}


@dataclass
class FakeAsker:
    """Answers from a script by fact key; a list is used up from the front.

    Attributes:
        script: plain values, answers, commands of the interview, or an exception to raise.
        otherwise: what is said to every other question; None: such a question fails the test.
        bands, picks, yeses: answers to what is asked outside the list of facts, used up from the front; then None, None and no.
    """

    script: dict[str, Any]
    otherwise: Reply | None = None
    bands: list[int | None] = field(default_factory=list)
    picks: list[str | None] = field(default_factory=list)
    yeses: list[bool] = field(default_factory=list)
    thorough: bool = True
    changes: list[Slot | Looked] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    looked: list[tuple[Slot, ...] | None] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    offered: list[tuple[str, tuple[Choice, ...]]] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        return [str(prompt.slot) for prompt in self.prompts]

    def ask(self, prompt: Prompt, live: str) -> Reply:
        assert live
        assert prompt.ask
        self.prompts.append(prompt)
        key = prompt.slot.key
        item = self.script.get(key, self.otherwise)
        if isinstance(item, list):
            item = item.pop(0) if item else self.otherwise
        assert item is not None, f"unexpected question {prompt.slot} after {self.asked[:-1]}"
        if isinstance(item, BaseException):
            raise item
        if isinstance(item, Answer | Note) or item in ("back", "overview", "unknown", "private", "later", "not_applicable"):
            return item  # type: ignore[no-any-return]  # a reply
        return Answer(item)

    def band(self, prompt: Prompt) -> Band | None:
        which = self.bands.pop(0) if self.bands else None
        return None if which is None else prompt.bands[which]

    def pick(self, title: str, choices: tuple[Choice, ...]) -> str | None:
        self.offered.append((title, choices))
        return self.picks.pop(0) if self.picks else None

    def yes(self, question: str, *, likely: bool = False) -> bool:
        self.confirmed.append(question)
        if self.thorough and question in DETAILS:
            return True
        return self.yeses.pop(0) if self.yeses else False

    def tell(self, line: str) -> None:
        self.told.append(line)

    def overview(self, client: Client, only: Collection[Slot] | None = None) -> Slot | Looked:
        self.looked.append(None if only is None else tuple(only))
        return self.changes.pop(0) if self.changes else "right"

    def key(self, line: str, keys: Mapping[str, str]) -> str:
        pressed = self.pressed.pop(0) if self.pressed else ""
        return keys[pressed]

    def line(self, question: str) -> str:
        return ""


@dataclass
class Talk:
    """What a conversation left behind."""

    asker: FakeAsker
    saved: list[State]
    state: State
    stopped: bool

    @property
    def asked(self) -> list[str]:
        return self.asker.asked

    def value(self, key: str, index: int | None = None) -> Known:
        return self.state.client.value(key, index)

    def why_unknown(self, key: str, index: int | None = None) -> str | None:
        answer = self.state.client.answer(Slot(key, index))
        assert answer is not None, f"{key} has not been answered"
        assert answer.value is UNKNOWN
        return answer.why_unknown


@pytest.fixture
def talk(advise_on: Callable[..., Callable[[Client], Advice]], texts: Texts) -> Callable[..., Talk]:
    """Hold a conversation: `talk(products, script, otherwise=..., client=..., bands=..., picks=..., yeses=...)`."""

    def hold(
        products: tuple[str, ...],
        script: Mapping[str, Any],
        *,
        client: Client | None = None,
        asked: tuple[Slot, ...] = (),
        **more: Any,
    ) -> Talk:
        asker, saved = FakeAsker(dict(script), **more), []
        state, stopped = State(client or Client(), asked), False
        session = Session(asker, Voice(texts), advise_on(*products), saved.append, texts)
        try:
            state = session.hold(state)
        except KeyboardInterrupt:
            stopped = True
            state = saved[-1] if saved else state
        return Talk(asker, saved, state, stopped)

    return hold


@pytest.fixture
def client_with() -> Callable[..., Client]:
    """The client of the story, with these answers besides; a use, year or attempt is the first one."""

    def make(**more: Known) -> Client:
        client = Client()
        for key, value in {**STORY, **{name.replace("__", "."): value for name, value in more.items()}}.items():
            first = 0 if key.split(".")[0] in ("use", "figures", "history") else None
            client = client.with_answer(Slot(key, first), Answer(value))
        return client

    return make
