"""Sitting at the table: reads which question stands on the screen and answers it as the client of a story would."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from screen import DOWN, ENTER, PATIENCE, UP, Screen
from shipped import shipped_catalogue

from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS, GIVEN, Fact
from finadvies.interview import reading, script
from finadvies.locale import Texts, texts_in

CLEAR = "\x15"
COMMANDS = {"back": "<", "later": "l", "not_applicable": "x", "unknown": "w", "overview": "o"}


@dataclass(frozen=True)
class Standing:
    """What waits at the foot of the screen.

    Attributes:
        what: `ask:<fact>`, or the name of another prompt.
        row: where its first line stands.
        above: how many lines have scrolled off.
    """

    what: str
    row: int
    above: int

    @property
    def fact(self) -> Fact | None:
        return FACTS[self.what.removeprefix("ask:")] if self.what.startswith("ask:") else None


@dataclass
class Sitting:
    """One session held with the answers of a story; what the story does not tell is not known.

    Attributes:
        screen: the terminal.
        story: by fact key: a code, True or False, what is typed, or a command; a list is used up from the front.
        others: for prompts outside the list of facts, the keys to press; a list is used up from the front.
        asked: the facts asked, in order.
        seen: every screen on which something waited, by what waited.
        grown: by how many lines what was shown had grown at each of these.
    """

    screen: Screen
    story: Mapping[str, Any]
    others: dict[str, Any] = field(default_factory=dict)
    texts: Texts = field(default_factory=lambda: texts_in("nl"))
    asked: list[str] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    grown: list[int] = field(default_factory=list)
    _height: int = 0

    def __post_init__(self) -> None:
        self.story = {key: list(value) if isinstance(value, list) else value for key, value in self.story.items()}
        say = self.texts.say
        self._keys_end = "".join(say("interview.keys").split("·")[-1].split())
        self._known = {
            **{
                f"ask:{fact.key}": str(self.texts.questions[fact.key]["ask"])
                for fact in GIVEN
                if fact.chapter and fact.key != "client.consent"
            },
            "consent": str(self.texts.questions["client.consent"]["ask"]),
            "sure": say("room.sure"),
            "roughly": say("interview.roughly"),
            "section": say("interview.which_section"),
            "another": say("interview.another_use"),
            "details": say("interview.details", n=2).split("2")[-1],
            "details_one": say("interview.details_one"),
            "papers": say("interview.papers", n=2).split("2")[-1],
            "papers_one": say("interview.papers_one"),
            "parked": say("interview.parked", n=2).split("2")[-1],
            "parked_one": say("interview.parked_one"),
            "newer": say("interview.newer_figures", year=2025).split("2025")[0],
            "came": say("room.answer_came"),
            "whose": say("room.answer_whose"),
            "said": say("room.answer_what", lender="|").split("|")[0],
            "begin": say("session.begin"),
            "private": say("interview.private_when"),
            "review": say("interview.review_number"),
            "which": say("room.which"),
            "note": say("interview.note"),
            "save": say("room.save"),
            "keep": say("room.keep_until"),
            "mix": say("room.on_mix", numbers="1-3").split("·")[0],
            "more": say("room.more", page=1, pages=2).split("(")[0] + "(",
            "end": say("room.end"),
            "seen": say("room.seen"),
        }

    # -- what stands there -----------------------------------------------------------------------------------------------

    def standing(self) -> Standing | None:
        """What waits now; None while the program is busy."""
        lines = self.screen.lines
        last = max((at for at, line in enumerate(lines) if line), default=0)
        found = max(self._places(lines, last), key=lambda place: (place[0], place[1]), default=None)
        title = self._list_above(lines)
        if found is not None and found[2] == "ask:history.grounds" and title is not None:
            return Standing("ground", title, self.screen.above)  # asked outside the talk, of an answer that came in
        asked = title is not None and "".join(lines[title - 1].split()).endswith(self._keys_end)
        if title is not None and (found is None or found[3] < title or (found[2].startswith("ask:") and not asked)):
            return Standing("list", title, self.screen.above)  # a smaller question, which knows no keys
        if found is None:
            return None
        row, _, what, end = found
        return Standing(what, row, self.screen.above) if self._waits(what, end, lines, last) else None

    def _list_above(self, lines: Sequence[str]) -> int | None:
        """Where the title stands of a list that waits."""
        arrow = next((at for at, line in enumerate(lines) if line.startswith(" ❯")), None)
        if arrow is None:
            return None
        return max((at for at in range(arrow) if lines[at].startswith("›")), default=None)

    def _places(self, lines: Sequence[str], last: int) -> list[tuple[int, int, str, int]]:
        """Row, length, name and last row of everything that stands on the screen, wrapped or not."""
        places = []
        for at in range(last + 1):
            joined, end = "", at
            while end <= last and end < at + 3:
                joined += "".join(lines[end].split())
                for what, text in self._known.items():
                    wanted = "".join(text.split())
                    if wanted in joined and (end == at or wanted not in "".join("".join(lines[at + 1 : end + 1]).split())):
                        places.append((at, len(wanted), what, end))
                end += 1
        return places

    def _waits(self, what: str, end: int, lines: Sequence[str], last: int) -> bool:
        if lines[last].strip() in ("›", ">"):
            return not what.startswith("ask:")
        if any(line.lstrip().startswith(("❯", "○", "●")) for line in lines[end + 1 :]):
            return True
        return self.screen.cursor_row == end + 1

    def wait(self, before: Standing | None = None) -> Standing | None:
        """Read until something else waits; None when the program has ended."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            quiet = self.screen.quiet()
            if self.screen.ended:
                return None
            found = self.standing() if quiet else None
            if found is not None and found != before:
                self.seen.append((found.what, self.screen.text))
                self.grown.append(self.screen.height - self._height)
                self._height = self.screen.height
                return found
        raise AssertionError(f"nothing to answer on\n{self.screen.text}")

    # -- answering -------------------------------------------------------------------------------------------------------

    def hold(self, stop: Callable[[Standing], bool] = lambda _: False) -> Standing | None:
        """Answer until the program ends, or something waits at which to stop."""
        before = None
        for _ in range(400):
            found = self.wait(before)
            if found is None or stop(found):
                return found
            self.screen.press(self._keys(found))
            before = found
        raise AssertionError("the conversation does not end")

    def until(self, what: str) -> None:
        """Answer until this waits."""
        found = self.hold(lambda standing: standing.what == what)
        assert found is not None, f"{what} never came:\n{self.screen.text}"

    def _keys(self, found: Standing) -> str:
        fact = found.fact
        if fact is not None:
            self.asked.append(fact.key)
            return self._answer(fact, _next(self.story, fact.key, "unknown"))
        told = _next(self.others, found.what, None)
        if told is not None:
            return str(told)
        # Who does not know it roughly either takes the last line; every other list and page goes on with Enter.
        return UP + ENTER if found.what in ("roughly", "section", "list") else ENTER

    def _answer(self, fact: Fact, told: Any) -> str:
        prompt = script.prompt(
            Slot(fact.key, 0 if fact.scope in ("use", "figures", "history") else None), Client(), *self._around()
        )
        if prompt.form == "typed":
            return CLEAR + (COMMANDS.get(told, str(told)) if isinstance(told, str) else str(told)) + ENTER
        if told in COMMANDS:
            return COMMANDS[told]
        if prompt.form == "several":
            codes = [choice.code for choice in prompt.choices]
            at = sorted(codes.index(code) for code in ([told] if isinstance(told, str) else told))
            return "".join(DOWN * (there - before) + " " for before, there in zip([0, *at], at, strict=False)) + ENTER
        codes = [choice.code for choice in reading.choices_of(prompt, self.texts)]
        wanted = {True: "yes", False: "no"}.get(told, told) if isinstance(told, bool) else told
        return DOWN * codes.index(wanted) + ENTER

    def _around(self) -> tuple[Any, Any]:
        return shipped_catalogue(), self.texts


def _next(table: Mapping[str, Any], key: str, otherwise: Any) -> Any:
    told = table.get(key, otherwise)
    if isinstance(told, list):
        return told.pop(0) if told else otherwise
    return told
