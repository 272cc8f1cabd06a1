"""Bad data as values: what is wrong, where, how badly; collected, sorted and shown all at once, never one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from finadvies.locale import Texts

Level = Literal["error", "warning"]
Path = tuple[str | int, ...]
LOOKED_UP = frozenset({"unknown_id", "unknown_fact"})
"""What is in a list that a command prints: said where nothing looks like what was meant."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    Attributes:
        file: as the reader knows it, relative where that is possible.
        line: counted from 1; None when the file as a whole is meant.
        path: keys and list positions down to the value.
        code: names the sentence in `locale` that says what is wrong and what to do.
        details: what the sentence needs.
    """

    file: str
    line: int | None
    path: Path
    code: str
    details: Mapping[str, object] = field(default_factory=dict)
    level: Level = "error"

    def text(self, texts: Texts) -> str:
        """What is wrong and what to do about it, in the language of `texts`."""
        sentence = texts.say(f"problems.{self.code}", **self.details)
        hint = self.details.get("suggestion")
        if hint:
            return f"{sentence}; {texts.say('problems.suggestion', suggestion=hint)}"
        return f"{sentence}; {texts.say('problems.look_up')}" if self.code in LOOKED_UP else sentence

    def render(self, texts: Texts) -> str:
        """`file:line: path: message`, the form an editor can jump to."""
        head = self.file if self.line is None else f"{self.file}:{self.line}"
        where = dotted(self.path)
        parts = [head, where, self.text(texts)] if where else [head, self.text(texts)]
        return ": ".join(parts)

    def as_data(self, texts: Texts) -> dict[str, object]:
        """The machine form."""
        return {
            "file": self.file,
            "line": self.line,
            "path": dotted(self.path),
            "level": self.level,
            "code": self.code,
            "message": self.text(texts),
        }


def dotted(path: Path) -> str:
    """A path as people write it: `criteria[0].when.min`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file, line, path and code, each said once."""
    return sorted(set_of(problems), key=lambda p: (p.file, p.line or 0, dotted(p.path), p.code))


def set_of(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without repeats."""
    seen: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        key = (problem.file, problem.line, problem.path, problem.code, tuple(sorted(map(str, problem.details.items()))))
        seen.setdefault(key, problem)
    return list(seen.values())


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only what makes the data unusable."""
    return [problem for problem in problems if problem.level == "error"]
