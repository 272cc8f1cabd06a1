"""Reading a written piece in a test: every text of it, its sections and its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from finadvies.exports.written.model import Block, Section, Writing

NBSP = "\N{NO-BREAK SPACE}"


def strings(value: Any) -> Iterator[str]:
    """Every text of a piece, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from strings(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from strings(getattr(value, each.name))


def told(value: Any) -> str:
    return "\n".join(strings(value)).replace(NBSP, " ")


def section(piece: Writing, key: str) -> Section:
    return next(each for each in piece.sections if each.key == key)


def blocks(where: Section | Writing, kind: type[Block]) -> list[Any]:
    sections = where.sections if isinstance(where, Writing) else (where,)
    return [block for each in sections for block in each.blocks if isinstance(block, kind)]
