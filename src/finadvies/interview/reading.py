"""From what was typed to an answer: the same reading for the terminal, plain lines and `--set`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from finadvies.domain.answer_checks import Refusal
from finadvies.domain.client import Client, Slot
from finadvies.domain.typed_answer import parse_value
from finadvies.domain.values import UNKNOWN, Answer, Interval, Members
from finadvies.interview.asker import Command, Looked
from finadvies.interview.script import Choice, Prompt
from finadvies.interview.smaller import is_trade_in_words
from finadvies.locale import Texts
from finadvies.rules import explain

HELP: Final = "?"
NOTE: Final = "n"
KEYS: Final[dict[str, Command]] = {"<": "back", "o": "overview", "w": "unknown", "l": "later", "x": "not_applicable"}
"""What one sign alone means; beside these `?` shows help and `n` takes a note, and the question is put again."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Answers as they are looked over.

    Attributes:
        pages: each prints so many answers as fit on a screen.
        slots: the answers by their number on the pages.
        hidden: how many are not shown because they are private.
    """

    pages: tuple[Callable[[], None], ...]
    slots: tuple[Slot, ...]
    hidden: int = 0


class Review(Protocol):
    """Whoever lays out the answers of a client, all or only some, private ones shown or not."""

    def __call__(self, client: Client, only: Collection[Slot] | None, *, private: bool) -> Reviewed:
        """The answers in pages."""


class Turning:
    """Looking answers over page by page: what was typed at the foot of a page, and what that means."""

    def __init__(self, review: Review, client: Client, only: Collection[Slot] | None) -> None:
        self._review, self._client, self._only = review, client, only
        self._private, self._page = False, 0
        self._shown = review(client, only, private=False)

    def show(self) -> None:
        """Print the page."""
        if self._shown.pages:
            self._shown.pages[self._page]()

    def foot(self, texts: Texts) -> str:
        """What one can do here."""
        last = self._page >= len(self._shown.pages) - 1
        parts = [texts.say("interview.review_number")]
        if self._shown.hidden or self._private:
            parts.append(texts.say("interview.review_hide" if self._private else "interview.review_private"))
        if self._only is not None:
            parts.append(texts.say("interview.review_later"))
        if not last:
            parts.append(texts.say("interview.review_more", page=self._page + 1, pages=len(self._shown.pages)))
        elif self._only is None:
            parts.append(texts.say("interview.review_right"))
        else:
            parts.append(texts.say("interview.review_still_right"))
        return " · ".join(parts)

    def typed(self, text: str) -> Slot | Looked | None:
        """What was chosen; None when the (next) page is to be shown."""
        if text.isdecimal() and 1 <= int(text) <= len(self._shown.slots):
            return self._shown.slots[int(text) - 1]
        if text == "t":
            self._private = not self._private
            self._shown = self._review(self._client, self._only, private=self._private)
            return None
        if text == "l" and self._only is not None:
            return "later"
        if text:
            return None
        self._page += 1
        return "right" if self._page >= len(self._shown.pages) else None


def read(prompt: Prompt, text: str, texts: Texts, today: date) -> Answer | Refusal:
    """The answer typed for a question, or why it is none; words for a trade are an answer too, to be looked up."""
    if is_trade_in_words(prompt.slot, text):
        return Answer(text)
    return parse_value(prompt.fact, text, texts=texts, today=today)


def choices_of(prompt: Prompt, texts: Texts) -> tuple[Choice, ...]:
    """The lines of a list question, with the two that are always there at the end."""
    own = yes_or_no(texts, yes_first=True) if prompt.form == "yes_no" else prompt.choices
    refuse = (Choice("private", texts.say("interview.rather_not")),) if prompt.sensitive else ()
    # The list of purposes has its own line for who does not know yet.
    unknown = (
        () if any(choice.code == "unspecified" for choice in own) else (Choice("unknown", texts.say("interview.not_known")),)
    )
    return (*own, *unknown, *refuse)


def yes_or_no(texts: Texts, *, yes_first: bool) -> tuple[Choice, Choice]:
    """The two lines of a yes-or-no question."""
    yes, no = Choice("yes", _capital(texts.say("words.yes"))), Choice("no", _capital(texts.say("words.no")))
    return (yes, no) if yes_first else (no, yes)


def chosen(prompt: Prompt, code: str) -> Answer | Command:
    """The answer that a chosen line stands for."""
    if code == "unknown":
        return "unknown"
    if code == "private":
        return "private"
    return Answer(code == "yes") if prompt.form == "yes_no" else Answer(code)


def before(prompt: Prompt, texts: Texts) -> str:
    """The earlier answer as one would type it; empty when there is none."""
    answer = prompt.before
    if answer is None or answer.value is UNKNOWN or isinstance(answer.value, Interval):
        return ""
    if isinstance(answer.value, Members):
        return ", ".join(sorted(answer.value.sure))
    if isinstance(answer.value, date):
        return answer.value.isoformat()
    if isinstance(answer.value, bool):
        return "yes" if answer.value else "no"
    if isinstance(answer.value, str):
        return answer.value
    return explain.value(answer.value, prompt.fact, texts).replace("\u00a0", " ")


def before_in_words(prompt: Prompt, choices: Sequence[Choice], texts: Texts) -> str:
    """The earlier answer as the list of choices has it."""
    answer, words = prompt.before, {choice.code: choice.text for choice in choices}
    if answer is not None and isinstance(answer.value, Members):
        return ", ".join(words.get(code, code) for code in sorted(answer.value.sure))
    told = before(prompt, texts)
    return words.get(told, told)


def refuses(text: str, texts: Texts) -> bool:
    """Whether what was typed means "I would rather not say"."""
    return text.casefold() == texts.say("interview.rather_not_key")


def how_to_refuse(texts: Texts) -> str:
    """What to type for "I would rather not say"."""
    return f"{texts.say('interview.rather_not_key')} = {texts.say('interview.rather_not')}"


def echo(prompt: Prompt, answer: Answer, texts: Texts) -> str:
    """What was understood, when that differs from what was typed: `€ 640.000` for `640k`."""
    return explain.value(answer.value, prompt.fact, texts) if prompt.fact.type in ("number", "date") else ""


def question(prompt: Prompt) -> str:
    """The question, with what it is about where there is more than one."""
    return f"{prompt.ask} ({prompt.about})" if prompt.about else prompt.ask


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
