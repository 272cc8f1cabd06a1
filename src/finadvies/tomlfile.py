"""TOML text to data, and the line on which each value stands: the scanner runs only once something is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from finadvies.problems import Path, Problem

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


def parse(text: str, file: str) -> tuple[dict[str, Any], list[Problem]]:
    """The data of a TOML text; an empty table and one problem when it is not TOML."""
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
    return [part.strip("\"'") for part in _PART.findall(dotted)]


def _scan(text: str) -> Mapping[Path, int]:
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    open_string = ""
    depth = 0
    array: Path = ()
    item = -1
    for number, line in enumerate(text.splitlines(), start=1):
        if open_string:
            if open_string in line:
                open_string = ""
            continue
        bare = _without_strings(line)
        if depth:
            before = depth
            opened = bare.find("{")
            if before == 1 and opened >= 0:
                for _ in re.finditer(r"\{(?=[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|[^{}]*$)", bare[:opened + 1]):
                    item += 1
                    lines.setdefault((*array, item), number)
            depth += bare.count("[") - bare.count("]")
            continue
        header = _HEADER.match(line)
        if header and "=" not in _without_strings(header.group(2)):
            table = _enter(header.group(2), double=header.group(1) == "[[", counts=counts)
            lines.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if not key:
            continue
        path: Path = (*table, *_parts(key.group(1)))
        lines.setdefault(path, number)
        rest = line[key.end() :]
        for mark in ('"""', "'''"):
            if rest.count(mark) == 1:
                open_string = mark
        opened_here = _without_strings(rest)
        depth = opened_here.count("[") - opened_here.count("]")
        if depth > 0:
            array, item = path, -1
        else:
            depth = 0
    return lines


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


def _without_strings(line: str) -> str:
    """The line without quoted text and comment, so that brackets inside them do not count."""
    return re.sub(r"""("(?:\\.|[^"\\])*"|'[^']*')|#.*""", "", line)
