"""The questions in a terminal, with arrow keys; the only module that knows questionary."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import ColorDepth

from finadvies.domain.answer_checks import Refusal
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer, Members
from finadvies.interview import reading
from finadvies.interview.asker import Looked, Note, Reply
from finadvies.interview.script import Band, Choice, Prompt
from finadvies.locale import Texts

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent

HELP: Final = object()
NOTE: Final = object()
HELP_ROOM: Final = 20
"""Columns for what a line of help is about."""
NEITHER: Final = "\x00neither"
_LIST_KEYS: Final[dict[str, object]] = {reading.HELP: HELP, reading.NOTE: NOTE, **reading.KEYS}
_STYLE: Final = questionary.Style(
    [
        ("qmark", "ansicyan"),
        ("pointer", "ansicyan"),
        ("highlighted", "bold"),
        ("question", "bold"),
        ("answer", ""),
        ("keys", "ansibrightblack"),
    ]
)


class TerminalAsker:
    """Puts questions with questionary.

    Args:
        texts: the language.
        today: for dates such as "over 3 maanden".
        show: prints lines: (text, style).
        review: the answers, to be looked over.
        width: columns for text.
        ascii_only: arrows and marks in ASCII.
        colour: whether arrows and questions may have any.
    """

    def __init__(
        self,
        texts: Texts,
        today: date,
        show: Callable[[str, str], None],
        review: reading.Review,
        width: int,
        *,
        ascii_only: bool = False,
        colour: bool = True,
    ) -> None:
        self._texts = texts
        self._today = today
        self._show = show
        self._review = review
        self._width = width
        self._depth = None if colour else ColorDepth.DEPTH_1_BIT
        self._mark, self._pointer = (">", ">") if ascii_only else ("›", "❯")

    # -- the port ----------------------------------------------------------------------------------------------------

    def ask(self, prompt: Prompt, live: str) -> Reply:
        """Put a question under its live line."""
        head = prompt.chapter
        gap = max(2, self._width - len(head) - len(live))
        self._show("", "")
        if len(head) + len(live) + 2 <= self._width:
            self._show(f"{head}{' ' * gap}{live}", "dim")
        else:
            for line in (head, *textwrap.wrap(live, self._width)):
                self._show(line, "dim")
        self._show("─" * self._width, "dim")
        for line in textwrap.wrap(self._texts.say("interview.keys"), self._width):
            self._show(line, "dim")
        while True:
            reply = self._typed(prompt) if prompt.form == "typed" else self._listed(prompt)
            if reply is NOTE:
                return Note(self.line(self._texts.say("interview.note")))
            if reply is not HELP:
                return reply  # type: ignore[no-any-return]  # anything but HELP and NOTE is a reply
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

    def pick(self, title: str, choices: tuple[Choice, ...], *, unknown: bool = True) -> str | None:
        """One of a list."""
        lines = [questionary.Choice(choice.text, value=choice.code) for choice in choices]
        if unknown:
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
        self._wrapped(line, "dim")

    def _wrapped(self, text: str, style: str) -> None:
        """Running text under the question it belongs to."""
        for line in textwrap.wrap(text, self._width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False):
            self._show(line, style)

    def overview(self, client: Client, only: Collection[Slot] | None = None) -> Slot | Looked:
        """Answers page by page; a number to change one."""
        turning = reading.Turning(self._review, client, only)
        while True:
            turning.show()
            # A question longer than the screen is cut off, so what does not fit stands above it.
            *above, foot = textwrap.wrap(turning.foot(self._texts), self._width - len("› "))
            for line in above:
                self._show(line, "dim")
            found = turning.typed(self._text(foot, "").strip())
            if found is not None:
                return found

    def key(self, line: str, keys: Mapping[str, str]) -> str:
        """One of some keys; any other does nothing."""
        bindings = KeyBindings()
        for sign, meaning in keys.items():

            def leave(event: KeyPressEvent, meaning: str = meaning) -> None:
                event.app.exit(result=meaning)

            bindings.add(sign or "enter")(leave)
            if sign.isalpha():
                bindings.add(sign.upper())(leave)
        return str(_waiting(textwrap.wrap(line, self._width), self._mark, bindings, self._depth).run())

    def line(self, question: str) -> str:
        """A line of free text."""
        return self._text(question, "").strip()

    # -- questionary -------------------------------------------------------------------------------------------------

    def _listed(self, prompt: Prompt) -> Any:
        if prompt.form == "several":
            return self._several(prompt)
        choices = reading.choices_of(prompt, self._texts)
        earlier = reading.before(prompt, self._texts)
        lines = [questionary.Choice(choice.text, value=choice.code) for choice in choices]
        first = next((line for line in lines if line.value == earlier), None)
        found = self._select(reading.question(prompt), lines, first, keys=True, wipe=prompt.sensitive)
        if found in _LIST_KEYS.values():
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
            color_depth=self._depth,
        )
        self._bind(asked)
        _stop_on_signal(asked)
        asked.application.erase_when_done = True  # it would leave the word "done" behind, in English
        found = asked.unsafe_ask()
        if not isinstance(found, list):
            return found
        if not prompt.sensitive:
            names = self._texts.listed([choice.text for choice in prompt.choices if choice.code in found])
            self._wrapped(f"{prompt.ask} {names}", "")
        return Answer(Members(frozenset(found))) if found else "unknown"

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
            color_depth=self._depth,
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
            if text in (reading.HELP, reading.NOTE):
                return _LIST_KEYS[text]
            command = reading.KEYS.get(text)
            if command is not None:
                return command
            if not text:
                return "unknown"
            if prompt.sensitive and reading.refuses(text, self._texts):
                return "private"
            answer = reading.read(prompt, text, self._texts, self._today)
            if isinstance(answer, Refusal):
                self._wrapped(answer.text(self._texts), "attention")
                continue
            understood = reading.echo(prompt, answer, self._texts)
            if understood and not prompt.sensitive:
                self._wrapped(understood, "")
            return answer

    def _text(self, title: str, default: str, *, wipe: bool = False) -> str:
        asked = questionary.text(
            title, default=default, qmark=self._mark, instruction="\n ", style=_STYLE, color_depth=self._depth
        )
        if wipe:
            asked.application.erase_when_done = True
        return str(asked.unsafe_ask())


def _waiting(lines: list[str], mark: str, keys: KeyBindings, depth: ColorDepth | None) -> Application[str]:
    """What one can press, and a mark that waits for it; both go once a key has come."""

    @keys.add("c-c")
    @keys.add("<sigint>")
    def stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @keys.add("c-d")
    def end(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    text: StyleAndTextTuples = [*(("class:keys", f"{line}\n") for line in lines), ("class:qmark", f"{mark} ")]
    shown = Window(FormattedTextControl(text), height=len(lines) + 1, dont_extend_height=True)
    return Application(Layout(shown), key_bindings=keys, style=_STYLE, color_depth=depth, erase_when_done=True)


def _stop_on_signal(asked: questionary.Question) -> None:
    """Let a list end on an interrupt that comes as a signal; questionary knows Ctrl-C as a key only."""
    extra = KeyBindings()

    @extra.add("<sigint>")
    def stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    bindings = asked.application.key_bindings
    asked.application.key_bindings = merge_key_bindings([bindings, extra] if bindings is not None else [extra])
