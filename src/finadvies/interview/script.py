"""How a fact is asked: the question, its choices, its help, and the smaller question for who does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from finadvies.advice import Advice
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS, Fact
from finadvies.domain.values import Answer, Interval
from finadvies.interview.stakes import stakes
from finadvies.locale import Texts

Form = Literal["yes_no", "choice", "several", "typed"]

OTHER: Final = "other"
"""The choice "another one" where the list of lenders cannot hold everybody."""

BANKS: Final = frozenset({"company.house_bank", "security.all_assets_pledged_to"})
LENDERS: Final = frozenset({"history.lender"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list question."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """A span to choose from when the exact number is not known."""

    span: Interval
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question ready to be put.

    Attributes:
        slot: where the answer goes.
        form: yes or no, one of a list, several of a list, or typed.
        ask: the question.
        chapter: the heading it stands under.
        choices: for a list.
        help: (heading, text) pairs for the key `?`.
        bands: the spans of a smaller question; empty in the question itself.
        sensitive: offers "I would rather not say", and is wiped from the screen.
        before: the answer given earlier, ready to be changed.
        about: which use, year or attempt it is about; empty when there is only one.
    """

    slot: Slot
    form: Form
    ask: str
    chapter: str
    choices: tuple[Choice, ...] = ()
    help: tuple[tuple[str, str], ...] = ()
    sensitive: bool = False
    before: Answer | None = None
    about: str = ""
    bands: tuple[Band, ...] = ()

    @property
    def fact(self) -> Fact:
        """What is asked."""
        return FACTS[self.slot.key]


def prompt(slot: Slot, client: Client, catalogue: Catalogue, texts: Texts, advice: Advice | None = None) -> Prompt:
    """The question for a slot; with the advice so far its help says what hangs on the answer."""
    fact = FACTS[slot.key]
    told = texts.questions[slot.key]
    choices = choices_of(fact, catalogue, texts)
    form: Form = "yes_no" if fact.type == "bool" else "several" if fact.type == "list" else "choice" if choices else "typed"
    return Prompt(
        slot,
        form,
        str(told["ask"]),
        texts.term("chapters", fact.chapter),
        choices,
        tuple(_help(told, "" if advice is None else stakes(slot, advice, texts), texts)),
        fact.sensitive,
        client.answer(slot),
        _about(slot, client, texts),
    )


def _help(told: Mapping[str, object], at_stake: str, texts: Texts) -> Iterator[tuple[str, str]]:
    for key in ("mean", "why", "where", "unknown"):
        if text := told.get(key):
            yield texts.say(f"interview.help_{key}"), f"{text} {at_stake}" if key == "why" and at_stake else str(text)


def choices_of(fact: Fact, catalogue: Catalogue, texts: Texts) -> tuple[Choice, ...]:
    """The lines of a list question; none where the answer is typed."""
    if fact.key in BANKS:
        found = [Choice(key, lender.name) for key, lender in catalogue.lenders.items() if lender.kind == "bank"]
        none = [Choice("none", texts.say("interview.no_bank"))] if fact.key == "security.all_assets_pledged_to" else []
        return (*none, *found, Choice(OTHER, texts.say("interview.other_bank")))
    if fact.key in LENDERS:
        found = [
            Choice(key, lender.name)
            for key, lender in catalogue.lenders.items()
            if lender.kind in ("bank", "nonbank", "platform")
        ]
        return (*found, Choice(OTHER, texts.say("interview.other_lender")))
    if fact.key == "company.province":
        return tuple(Choice(name, name) for name in fact.choices)
    return tuple(Choice(code, texts.choice(fact.key, code)) for code in fact.choices)


def sections(catalogue: Catalogue, texts: Texts) -> tuple[Choice, ...]:
    """The sections of the trade register's codes, for who does not know the code."""
    names = catalogue.geography.section_names.get("2025", {})
    return tuple(Choice(letter, name[0] if texts.language == "nl" else name[1]) for letter, name in names.items())


def _about(slot: Slot, client: Client, texts: Texts) -> str:
    if slot.index is None:
        return ""
    scope = FACTS[slot.key].scope
    if scope == "figures":
        year = client.value("figures.year", slot.index)
        return str(year) if isinstance(year, int) else ""
    if scope == "use" and (len(client.uses) > 1 or slot.index > 0):
        description, purpose = client.value("use.description", slot.index), client.value("use.purpose", slot.index)
        if isinstance(description, str) and description:
            return description
        return (
            texts.term("purposes", purpose) if isinstance(purpose, str) else texts.say("interview.use_number", n=slot.index + 1)
        )
    return ""
