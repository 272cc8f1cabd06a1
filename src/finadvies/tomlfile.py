"""TOML text to data, and the line on which each value stands: the scanner runs only once something is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import rtoml

from finadvies.problems import Path, Problem

_NAME = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*')"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(rf"^\s*({_DOTTED})\s*=")
_PART = re.compile(_NAME)
_ARRAY_IN_TABLE = re.compile(r"\s*\{\s*([A-Za-z_]+)\s*=\s*\[")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


def parse(text: str, file: str) -> tuple[dict[str, Any], list[Problem]]:
    """The data of a TOML text; an empty table and one problem when it is not TOML."""
    try:
        return rtoml.loads(text), []
    except rtoml.TomlParsingError:
        pass
    # The fast parser said no; the one of the standard library says where, and has the last word.
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        match = _WHERE.search(str(error))
        line = int(match.group(1)) if match and match.group(1) else text.count("\n") + 1
        return {}, [Problem(file, line, (), "not_toml", {"reason": _WHERE.sub("", str(error))})]


class Lines:
    """Where each key of a TOML text stands.

    Keys inside an inline table or a multi-line array fall back on the line of the nearest key outside it, except for the
    tables of a multi-line array: those are counted as they open.
    """

    def __init__(self, text: str) -> None:
        self._lines = _scan(text)

    def of(self, path: Path) -> int | None:
        """The line of `path`, or of its nearest known parent."""
        steps = tuple(path)
        while steps:
            if steps in self._lines:
                return self._lines[steps]
            steps = steps[:-1]
        return 1 if self._lines or not path else None


def _parts(dotted: str) -> list[str]:
    return [_plain(part) for part in _PART.findall(dotted)]


def _plain(part: str) -> str:
    """A key without its quotes, its escapes read."""
    if "\\" in part and part[0] == '"':
        try:
            return next(iter(tomllib.loads(f"{part} = 0")))
        except tomllib.TOMLDecodeError:
            return part[1:-1]
    return part[1:-1] if part[0] in "\"'" else part


def _scan(text: str) -> Mapping[Path, int]:
    scanner = _Scanner()
    # Not `splitlines`: that also breaks at signs, such as U+2028, that stay inside a line for TOML and for an editor.
    for number, line in enumerate(text.split("\n"), start=1):
        scanner.feed(number, line)
    return scanner.lines


class _Scanner:
    """Reads a TOML text line by line and keeps where each table, key and item of an array begins."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._table: Path = ()
        self._closing = ""  # what ends the text that runs over several lines; empty outside one
        self._depth = 0  # how many brackets of an array are open
        self._braces = 0  # how many braces are open inside that array
        self._array: Path = ()
        self._item = -1

    def feed(self, number: int, line: str) -> None:
        """The next line."""
        if self._closing:
            _, mark, line = line.partition(self._closing)
            if not mark:
                return
            self._closing = ""
            if self._depth:
                self._in_array(number, line)
        elif self._depth:
            self._in_array(number, line)
        else:
            self._at_top(number, line)

    def _in_array(self, number: int, line: str) -> None:
        bare, self._closing = _without_strings(line)
        self._items(number, bare)

    def _items(self, number: int, bare: str) -> None:
        """Counts the tables that open directly in the array."""
        for sign in bare:
            if sign == "{" and self._depth == 1 and not self._braces:
                self._item += 1
                self.lines.setdefault((*self._array, self._item), number)
            self._depth += (sign == "[") - (sign == "]")
            self._braces += (sign == "{") - (sign == "}")
            if self._depth <= 0:
                self._depth = 0
                return

    def _at_top(self, number: int, line: str) -> None:
        header = _HEADER.match(line)
        if header:
            self._table = _enter(header.group(2), double=header.group(1) == "[[", counts=self._counts)
            for length in range(1, len(self._table)):
                self.lines.setdefault(self._table[:length], number)
            self.lines[self._table] = number
            return
        key = _KEY.match(line)
        if key:
            self._value((*self._table, *_parts(key.group(1))), number, line[key.end() :])

    def _value(self, path: Path, number: int, rest: str) -> None:
        self.lines.setdefault(path, number)
        bare, self._closing = _without_strings(rest)
        if bare.count("[") > bare.count("]"):
            # `when = { all = [`: the items that follow belong to `all`.
            inner = _ARRAY_IN_TABLE.match(bare)
            self._array, self._item, self._braces = (*path, inner.group(1)) if inner else path, -1, 0
            self._items(number, bare[bare.index("[") :])


def _enter(dotted: str, *, double: bool, counts: dict[Path, int]) -> Path:
    """The path of a table header; a `[[...]]` opens its next item, a `[...]` below one belongs to the last item."""
    path: Path = ()
    parts = _parts(dotted)
    for position, part in enumerate(parts):
        path = (*path, part)
        last = position == len(parts) - 1
        if last and double:
            counts[path] = counts.get(path, -1) + 1
            path = (*path, counts[path])
        elif path in counts:
            path = (*path, counts[path])
    return path


_TOKEN = re.compile(r"""\"{3}|'{3}|"(?:\\.|[^"\\])*"|'[^']*'|\#""")


def _without_strings(line: str) -> tuple[str, str]:
    """The line without quoted text and comment, so that brackets inside them do not count; and the mark of a text left open."""
    bare, at = "", 0
    while token := _TOKEN.search(line, at):
        bare += line[at : token.start()]
        mark, at = token.group(), token.end()
        if mark == "#":
            return bare, ""
        if mark in ('"' * 3, "'" * 3):
            end = line.find(mark, at)
            if end < 0:
                return bare, mark
            at = end + len(mark)
    return bare + line[at:], ""
