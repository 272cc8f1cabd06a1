"""Who puts the questions and who words the outcome: the two ports of the conversation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from finadvies.advice import Advice
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.interview.script import Band, Choice, Prompt

Command = Literal["back", "overview", "unknown", "private", "later", "not_applicable"]
"""What may stand in place of an answer. The last four are answers too: unknown, each with its own reason."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the adviser about a question; the question is put again after it."""

    text: str


Reply = Answer | Command | Note
Looked = Literal["right", "later"]
"""What is said of answers that were looked over: they are right, or that comes another time."""


class Asker(Protocol):
    """Whoever puts the questions: a terminal, plain lines, or a test."""

    def ask(self, prompt: Prompt, live: str) -> Reply:
        """Put a question under its live line and return the answer, a command, or a note."""

    def band(self, prompt: Prompt) -> Band | None:
        """The smaller question: roughly how much."""

    def pick(self, title: str, choices: tuple[Choice, ...], *, unknown: bool = True) -> str | None:
        """One of a list, or None for who does not know; `unknown` is whether there is a line for that."""

    def yes(self, question: str, *, likely: bool = False) -> bool:
        """A yes or no outside the list of facts; a `likely` yes stands first, so that Enter is enough."""

    def tell(self, line: str) -> None:
        """Show a line."""

    def overview(self, client: Client, only: Collection[Slot] | None = None) -> Slot | Looked:
        """Show answers, all or `only` some, page by page; the slot to change, or what is said of them."""

    def key(self, line: str, keys: Mapping[str, str]) -> str:
        """Wait for one of some keys, told in `line`; the meaning of the one that came. The empty key is Enter."""

    def line(self, question: str) -> str:
        """A line of free text; empty when nothing was typed."""


class Voice(Protocol):
    """What the conversation says about the outcome so far."""

    def live(self, advice: Advice, left: int) -> str:
        """How many questions are left to ask, and how many options are open."""

    def effect(self, before: Advice, after: Advice) -> str:
        """What an answer opened or closed; empty when nothing."""

    def difference(self, before: Advice, after: Advice) -> tuple[str, ...]:
        """What a changed answer does to the outcome, a line each; nothing when it stays as it was."""
