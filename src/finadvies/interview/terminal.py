"""The questions in a terminal, with arrow keys; the only module that knows questionary."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import questionary
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

from finadvies.domain.answer_checks import Refusal
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer, Members
from finadvies.interview import reading
from finadvies.interview.script import Band, Choice, Prompt
from finadvies.interview.session import Reply
from finadvies.locale import Texts

if TYPE_CHECKING:
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent

HELP: Final = object()
HELP_ROOM: Final = 20
"""Columns for what a line of help is about."""
NEITHER: Final = "\x00neither"
_LIST_KEYS: Final = {"?": HELP, "<": "back", "w": "unknown", "o": "overview"}
_STYLE: Final = questionary.Style(
    [("qmark", "ansicyan"), ("pointer", "ansicyan"), ("highlighted", "bold"), ("question", "bold"), ("answer", "")]
)


class TerminalAsker:
    """Puts questions with questionary.

    Args:
        texts: the language.
        today: for dates such as "over 3 maanden".
        show: prints lines: (text, style).
        review: prints all answers and returns their slots in the order shown.
        width: columns for text.
        ascii_only: arrows and marks in ASCII.
    """

    def __init__(
        self,
        texts: Texts,
        today: date,
        show: Callable[[str, str], None],
        review: Callable[[Client], Sequence[Slot]],
        width: int,
        *,
        ascii_only: bool = False,
    ) -> None:
        self._texts = texts
        self._today = today
        self._show = show
        self._review = review
        self._width = width
        self._mark, self._pointer = (">", ">") if ascii_only else ("›", "❯")

    # -- the port ----------------------------------------------------------------------------------------------------

    def ask(self, prompt: Prompt, live: str) -> Reply:
        """Put a question under its live line."""
        head = prompt.chapter
        gap = max(2, self._width - len(head) - len(live))
        self._show("", "")
        self._show(f"{head}{' ' * gap}{live}" if len(head) + len(live) + 2 <= self._width else f"{head}\n{live}", "dim")
        self._show("─" * self._width, "dim")
        self._show(self._texts.say("interview.keys"), "dim")
        while True:
            reply = self._typed(prompt) if prompt.form == "typed" else self._listed(prompt)
            if reply is not HELP:
                return reply  # type: ignore[no-any-return]  # anything but HELP is a reply
            for title, text in prompt.help:
                head = f"  {title:<{HELP_ROOM}} "
                for line in textwrap.wrap(text, self._width, initial_indent=head, subsequent_indent=" " * len(head)):
                    self._show(line, "dim")

    def band(self, prompt: Prompt) -> Band | None:
        """Roughly how much."""
        choices = [questionary.Choice(band.text, value=band) for band in prompt.bands]
        choices.append(questionary.Choice(self._texts.say("interview.not_roughly"), value=NEITHER))
        found = self._select(self._texts.say("interview.roughly"), choices, None)
        return found if isinstance(found, Band) else None

    def pick(self, title: str, choices: tuple[Choice, ...]) -> str | None:
        """One of a list."""
        lines = [questionary.Choice(choice.text, value=choice.code) for choice in choices]
        lines.append(questionary.Choice(self._texts.say("interview.not_known"), value=NEITHER))
        found = self._select(title, lines, None)
        return found if isinstance(found, str) and found != NEITHER else None

    def yes(self, question: str, *, likely: bool = False) -> bool:
        """Yes or no."""
        lines = [
            questionary.Choice(choice.text, value=choice.code) for choice in reading.yes_or_no(self._texts, yes_first=likely)
        ]
        return bool(self._select(question, lines, None) == "yes")

    def tell(self, line: str) -> None:
        """Show a line."""
        self._show(f"  {line}", "dim")

    def overview(self, client: Client) -> Slot | None:
        """All answers; a number to change one."""
        slots = self._review(client)
        text = self._text(self._texts.say("interview.change_which"), "")
        return slots[int(text) - 1] if text.isdecimal() and 1 <= int(text) <= len(slots) else None

    # -- questionary -------------------------------------------------------------------------------------------------

    def _listed(self, prompt: Prompt) -> Any:
        if prompt.form == "several":
            return self._several(prompt)
        choices = reading.choices_of(prompt, self._texts)
        earlier = reading.before(prompt, self._texts)
        lines = [questionary.Choice(choice.text, value=choice.code) for choice in choices]
        first = next((line for line in lines if line.value == earlier), None)
        found = self._select(reading.question(prompt), lines, first, keys=True, wipe=prompt.sensitive)
        if found is HELP or found in ("back", "overview"):
            return found
        return reading.chosen(prompt, found)

    def _several(self, prompt: Prompt) -> Any:
        earlier = prompt.before.value if prompt.before is not None else None
        ticked = earlier.sure if isinstance(earlier, Members) else frozenset()
        lines = [questionary.Choice(choice.text, value=choice.code, checked=choice.code in ticked) for choice in prompt.choices]
        asked = questionary.checkbox(
            reading.question(prompt),
            choices=lines,
            qmark=self._mark,
            pointer=self._pointer,
            instruction=self._texts.say("interview.tick"),
            style=_STYLE,
        )
        self._bind(asked)
        _stop_on_signal(asked)
        if prompt.sensitive:
            asked.application.erase_when_done = True
        found = asked.unsafe_ask()
        if isinstance(found, list):
            return Answer(Members(frozenset(found))) if found else "unknown"
        return found

    def _select(
        self,
        title: str,
        lines: list[questionary.Choice],
        first: questionary.Choice | None,
        *,
        keys: bool = False,
        wipe: bool = False,
    ) -> Any:
        asked = questionary.select(
            title,
            choices=lines,
            default=first,
            qmark=self._mark,
            pointer=self._pointer,
            instruction=" ",
            style=_STYLE,
        )
        if keys:
            self._bind(asked)
        _stop_on_signal(asked)
        if wipe:
            asked.application.erase_when_done = True
        return asked.unsafe_ask()

    def _bind(self, asked: questionary.Question) -> None:
        """One key for help, back, unknown and overview, beside the arrows."""
        extra = KeyBindings()
        for key, meaning in _LIST_KEYS.items():

            def leave(event: KeyPressEvent, meaning: object = meaning) -> None:
                event.app.exit(result=meaning)

            extra.add(key, eager=True)(leave)
        bindings = asked.application.key_bindings
        asked.application.key_bindings = merge_key_bindings([bindings, extra] if bindings is not None else [extra])

    def _typed(self, prompt: Prompt) -> Any:
        if prompt.sensitive:
            self._show(reading.how_to_refuse(self._texts), "dim")
        earlier = reading.before(prompt, self._texts)
        while True:
            text = self._text(reading.question(prompt), earlier, wipe=prompt.sensitive).strip()
            if text == "?":
                return HELP
            command = reading.KEYS.get(text)
            if command is not None:
                return command
            if not text:
                return "unknown"
            if prompt.sensitive and reading.refuses(text, self._texts):
                return "private"
            answer = reading.read(prompt, text, self._texts, self._today)
            if isinstance(answer, Refusal):
                self._show(f"  {answer.text(self._texts)}", "attention")
                continue
            understood = reading.echo(prompt, answer, self._texts)
            if understood and not prompt.sensitive:
                self._show(f"  {understood}", "")
            return answer

    def _text(self, title: str, default: str, *, wipe: bool = False) -> str:
        asked = questionary.text(title, default=default, qmark=self._mark, instruction="\n ", style=_STYLE)
        if wipe:
            asked.application.erase_when_done = True
        return str(asked.unsafe_ask())


def _stop_on_signal(asked: questionary.Question) -> None:
    """Let a list end on an interrupt that comes as a signal; questionary knows Ctrl-C as a key only."""
    extra = KeyBindings()

    @extra.add("<sigint>")
    def stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    bindings = asked.application.key_bindings
    asked.application.key_bindings = merge_key_bindings([bindings, extra] if bindings is not None else [extra])
