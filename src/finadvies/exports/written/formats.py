"""The formats of a written piece: from its name to the bytes of a file."""

from __future__ import annotations

from typing import Final

from finadvies.errors import UsageError
from finadvies.exports.written.model import Writing
from finadvies.locale import Texts

FORMATS: Final = ("md",)


def content(name: str, piece: Writing, texts: Texts) -> bytes:
    """The piece in one format."""
    if name != "md":
        raise UsageError("unknown_format", format=name, allowed=", ".join(FORMATS))
    from finadvies.exports.written import markdown  # noqa: PLC0415

    return markdown.written(piece, texts).encode()
