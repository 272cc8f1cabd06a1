"""JSON text to data, and the line on which each value stands: as `finadvies.tomlfile` does for TOML."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from finadvies.problems import Path, Problem

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\],:\n]')


def parse(text: str, file: str) -> tuple[dict[str, Any], list[Problem]]:
    """The object of a JSON text; an empty one and the problem when it is none. A key said twice is a problem."""
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            keys = [key for key, _ in pairs]
            twice.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return table

    try:
        data = json.loads(text, parse_float=Decimal, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        return {}, [Problem(file, error.lineno, (), "not_json", {"reason": error.msg})]
    except (ValueError, RecursionError, ArithmeticError) as error:
        return {}, [Problem(file, 1, (), "not_json", {"reason": type(error).__name__})]
    if not isinstance(data, dict):
        return {}, [Problem(file, 1, (), "want_table", {"given": type(data).__name__})]
    if not twice:
        return data, []
    again = Lines(text).again
    return data, [Problem(file, line, path, "duplicate_key", {"key": path[-1]}) for path, line in again.items()]


class Lines:
    """Where each key of a valid JSON text stands.

    Attributes:
        again: keys that stand in one object for the second time, with that line.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self.again: dict[Path, int] = {}
        self._scan(text)

    def of(self, path: Path) -> int | None:
        """The line of `path`, or of its nearest known parent."""
        steps = tuple(path)
        while steps and steps not in self._lines:
            steps = steps[:-1]
        return self._lines.get(steps, 1)

    def _scan(self, text: str) -> None:
        line = 1
        steps: list[str | int] = []  # the place inside each open object or list
        word = ""
        for match in _TOKEN.finditer(text):
            sign = match.group()
            if sign == "\n":
                line += 1
            elif sign == "{":
                steps.append("")
            elif sign == "[":
                steps.append(0)
                self._lines[tuple(steps)] = line
            elif sign in "}]":
                steps.pop()
            elif sign == ",":
                last = steps[-1]
                if isinstance(last, int):
                    steps[-1] = last + 1
                    self._lines[tuple(steps)] = line + _newlines_after(text, match.end())
            elif sign == ":":
                steps[-1] = json.loads(word)
                path = tuple(steps)
                if path in self._lines:
                    self.again[path] = line
                self._lines[path] = line
            else:
                word = sign


def _newlines_after(text: str, position: int) -> int:
    space = re.compile(r"\s*").match(text, position)
    return space.group().count("\n") if space else 0
