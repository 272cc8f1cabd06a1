"""The questions as plain lines with numbers, for screen readers and simple terminals: no cursor moves, no colour."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from finadvies.domain.answer_checks import Refusal
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer, Members
from finadvies.interview import reading
from finadvies.interview.asker import Looked, Note, Reply
from finadvies.interview.script import Band, Choice, Prompt
from finadvies.locale import Texts


class PlainAsker:
    """Puts questions one line at a time.

    Args:
        texts: the language.
        today: for dates such as "over 3 maanden".
        show: prints a line.
        read: reads a line.
        review: the answers, to be looked over.
    """

    def __init__(
        self,
        texts: Texts,
        today: date,
        show: Callable[[str], None],
        read: Callable[[str], str],
        review: reading.Review,
    ) -> None:
        self._texts = texts
        self._today = today
        self._show = show
        self._read = read
        self._review = review

    def ask(self, prompt: Prompt, live: str) -> Reply:
        """Put a question."""
        choices = () if prompt.form in ("typed", "several") else reading.choices_of(prompt, self._texts)
        listed = choices or prompt.choices
        self._put(prompt, live, listed)
        earlier = reading.before(prompt, self._texts)
        while True:
            text = self._read(self._texts.say("interview.plain_number" if listed else "interview.plain_text")).strip()
            if text == reading.HELP:
                for title, told in prompt.help:
                    self._show(f"  {title} {told}")
                self._show(f"  {self._texts.say('interview.keys')}")
                continue
            if text == reading.NOTE:
                return Note(self.line(self._texts.say("interview.note")))
            command = reading.KEYS.get(text)
            if command is not None:
                return command
            if not text:
                if earlier and prompt.before is not None:
                    return prompt.before
                return "unknown"
            if prompt.sensitive and reading.refuses(text, self._texts):
                return "private"
            reply = self._understood(prompt, text, choices)
            if reply is not None:
                return reply

    def _put(self, prompt: Prompt, live: str, listed: Sequence[Choice]) -> None:
        self._show("")
        self._show(f"{prompt.chapter}. {live}.")
        self._show(reading.question(prompt))
        for number, choice in enumerate(listed, start=1):
            self._show(f"  {number}  {choice.text}")
        earlier = reading.before_in_words(prompt, listed, self._texts)
        if earlier:
            self._show(self._texts.say("interview.earlier", answer=earlier))
        if prompt.form == "typed" and prompt.sensitive:
            self._show(reading.how_to_refuse(self._texts))

    def _understood(self, prompt: Prompt, text: str, choices: tuple[Choice, ...]) -> Reply | None:
        if choices:
            if text.isdecimal() and 1 <= int(text) <= len(choices):
                return reading.chosen(prompt, choices[int(text) - 1].code)
            named = [choice.code for choice in choices if choice.text.casefold() == text.casefold()]
            if named:
                return reading.chosen(prompt, named[0])
            self._show(f"  {self._texts.say('interview.no_such_number', given=text, most=len(choices))}")
            return None
        if prompt.form == "several":
            numbers = [part.strip() for part in text.split(",")]
            if all(part.isdecimal() and 1 <= int(part) <= len(prompt.choices) for part in numbers):
                return Answer(Members(frozenset(prompt.choices[int(part) - 1].code for part in numbers)))
            self._show(f"  {self._texts.say('interview.no_such_number', given=text, most=len(prompt.choices))}")
            return None
        answer = reading.read(prompt, text, self._texts, self._today)
        if isinstance(answer, Refusal):
            self._show(f"  {answer.text(self._texts)}")
            return None
        understood = reading.echo(prompt, answer, self._texts)
        if understood:
            self._show(f"  {understood}")
        return answer

    def band(self, prompt: Prompt) -> Band | None:
        """Roughly how much."""
        bands = prompt.bands
        code = self.pick(self._texts.say("interview.roughly"), tuple(Choice(str(i), band.text) for i, band in enumerate(bands)))
        return None if code is None else bands[int(code)]

    def pick(self, title: str, choices: tuple[Choice, ...], *, unknown: bool = True) -> str | None:
        """One of a list; Enter alone is what is not known, and without that the first line."""
        lines = (*choices, Choice("", self._texts.say("interview.not_known"))) if unknown else choices
        otherwise = None if unknown else choices[0].code
        self._show(title)
        for number, choice in enumerate(lines, start=1):
            self._show(f"  {number}  {choice.text}")
        while True:
            text = self._read(self._texts.say("interview.plain_number")).strip()
            if not text or text == "w":
                return otherwise
            if text.isdecimal() and 1 <= int(text) <= len(lines):
                return lines[int(text) - 1].code or None
            self._show(f"  {self._texts.say('interview.no_such_number', given=text, most=len(lines))}")

    def yes(self, question: str, *, likely: bool = False) -> bool:
        """Yes or no."""
        lines = reading.yes_or_no(self._texts, yes_first=likely)
        # As in the list by arrows, Enter alone takes the first.
        return self.pick(question, lines, unknown=False) == "yes"

    def tell(self, line: str) -> None:
        """Show a line."""
        self._show(f"  {line}")

    def overview(self, client: Client, only: Collection[Slot] | None = None) -> Slot | Looked:
        """Answers page by page; a number to change one."""
        turning = reading.Turning(self._review, client, only)
        while True:
            turning.show()
            found = turning.typed(self._read(f"{turning.foot(self._texts)}: ").strip())
            if found is not None:
                return found

    def key(self, line: str, keys: Mapping[str, str]) -> str:
        """One of some keys, each followed by Enter."""
        self._show(line)
        while True:
            text = self._read("> ").strip().casefold()
            if text in keys:
                return keys[text]
            self._show(f"  {self._texts.say('interview.no_such_key', given=text)}")

    def line(self, question: str) -> str:
        """A line of free text."""
        return self._read(f"{question} ").strip()
