"""Which sentences the source asks for: read from the syntax tree, so that f-strings, choices and codes count too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src" / "finadvies"

CODE_OF = {
    "Problem": ("problems", 3), "problem": ("problems", 1), "Refusal": ("problems", 0), "UsageError": ("errors", 0),
    "NotFound": ("errors", 0), "DossierUnusable": ("errors", 0), "FinadviesError": ("errors", 0), "Notice": ("warnings", 0),
    "Caution": ("homework_warnings", 0),
}  # fmt: skip
"""Calls that name a sentence without its section: the section, and which argument holds the code."""


@dataclass(frozen=True)
class Asked:
    """One place that asks for a sentence.

    Attributes:
        where: file and line.
        pattern: the key as a regular expression; a group for each part that is only known when it runs.
        exact: whether nothing is left open.
        values: names of what is filled in; None when that cannot be read from the source.
    """

    where: str
    pattern: str
    exact: bool
    values: frozenset[str] | None


def _strings(node: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[tuple[str, bool]]:
    """The strings an expression can be, as patterns, and whether nothing is open in them."""
    match node:
        case ast.Constant(value=str(text)):
            yield re.escape(text), True
        case ast.IfExp(body=first, orelse=second):
            yield from _strings(first, names)
            yield from _strings(second, names)
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else "(.+)" for p in parts), False
        case ast.Name(id=name):
            for each in names.get(name, ()):
                yield from _strings(each, {})


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""


def _values(node: ast.Call, code_at: int | None) -> frozenset[str] | None:
    if any(word.arg is None for word in node.keywords):
        return None
    named = {word.arg for word in node.keywords if word.arg}
    if code_at is None:
        return frozenset(named)
    rest = node.args[code_at + 1 :]
    if rest and isinstance(rest[0], ast.Dict) and all(isinstance(key, ast.Constant) for key in rest[0].keys):
        return frozenset(str(key.value) for key in rest[0].keys if isinstance(key, ast.Constant)) | named
    return None if rest or any(word.arg == "details" for word in node.keywords) else frozenset(named)


@lru_cache(maxsize=1)
def modules() -> tuple[tuple[str, ast.Module], ...]:
    return tuple((str(path.relative_to(SRC)), ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(SRC.rglob("*.py")))


@lru_cache(maxsize=1)
def asked() -> tuple[Asked, ...]:
    """Every sentence asked for, by `say` or by a code that becomes one."""
    return tuple(_asked())


def _asked() -> Iterator[Asked]:
    for file, tree in modules():
        names = _assigned(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = _called(node)
            if called in ("say", "_say"):
                section, at = "", 0
            elif called in CODE_OF:
                section, at = CODE_OF[called]
            else:
                continue
            if len(node.args) <= at:
                continue
            values = _values(node, at if section else None)
            for pattern, exact in _strings(node.args[at], names):
                yield Asked(f"{file}:{node.lineno}", f"{section}\\.{pattern}" if section else pattern, exact, values)


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What a name may hold, by assignment anywhere in the module: enough for a key kept in a variable."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


@lru_cache(maxsize=1)
def words_in_source() -> frozenset[str]:
    """Every string constant of the source: a code that is looked up must stand somewhere."""
    return frozenset(
        node.value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@lru_cache(maxsize=1)
def codes_with_open_parts() -> tuple[str, ...]:
    """Codes built from parts, such as `expires_before_{event}`."""
    return tuple(
        pattern
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for pattern, _ in _strings(node, {})
        if re.fullmatch(r"[a-z_]{4,}\(\.\+\)", pattern)
    )


def terms_asked() -> Iterator[tuple[str, str]]:
    """(where, table) of every table of fixed words that is asked for by name."""
    for file, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) == "term" and node.args:
                for table, exact in _strings(node.args[0], {}):
                    if exact:
                        yield f"{file}:{node.lineno}", table
