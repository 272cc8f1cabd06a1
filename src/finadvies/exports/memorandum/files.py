"""The memorandum as files in a folder, and as data. Each file is replaced at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from finadvies.advice import Proposal
from finadvies.exports.files import replace, writing
from finadvies.exports.written.formats import content
from finadvies.exports.written.model import Block, Writing
from finadvies.locale import Texts

SCHEMA: Final = "finadvies/memorandum/1"


def write_memorandum(piece: Writing, texts: Texts, folder: Path, formats: Sequence[str], *, adviser: bool) -> list[Path]:
    """Write the memorandum in `formats` and return the files written, sorted. That of the office has a name of its own."""
    stem = texts.say("files.memorandum_office" if adviser else "files.memorandum")
    contents = {f"{stem}.{name}": content(name, piece, texts) for name in dict.fromkeys(formats)}
    with writing(folder):
        for name, whole in contents.items():
            replace(folder / name, whole)
    return sorted(folder / name for name in contents)


def data(piece: Writing, proposal: Proposal | None, *, adviser: bool) -> dict[str, Any]:
    """The memorandum as data: its sections with their blocks, every text as the reader sees it."""
    return {
        "schema": SCHEMA,
        "today": piece.stamp.day,
        "for": "adviser" if adviser else "client",
        "mix": proposal.id if proposal is not None else None,
        "catalogue": {"version": piece.stamp.catalogue, "sha256": piece.stamp.sha256, "program": piece.stamp.program},
        "language": piece.language,
        "title": piece.title,
        "subtitle": piece.subtitle,
        "warning": piece.warning,
        "head": [asdict(pair) for pair in piece.head],
        "sections": [
            {"key": section.key, "title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for section in piece.sections
        ],
        "closing": list(piece.closing),
    }


def _block(block: Block) -> dict[str, Any]:
    return {"type": type(block).__name__.lower(), **asdict(block)}
