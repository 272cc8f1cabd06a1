"""The formats of a written piece: from its name to the bytes of a file. A heavy library is loaded with its own format only."""

from __future__ import annotations

from typing import Final

from finadvies.errors import UsageError
from finadvies.exports.written.model import Writing
from finadvies.locale import Texts

FORMATS: Final = ("md", "html", "pdf", "docx")
"""All that can be written, in the order in which they are written when several are asked."""


def content(name: str, piece: Writing, texts: Texts) -> bytes:
    """The piece in one format.

    Raises:
        UsageError: for a format that does not exist.
    """
    match name:
        case "md":
            from finadvies.exports.written import markdown  # noqa: PLC0415

            # Half a character, which a file cannot hold, becomes a question mark.
            return markdown.written(piece, texts).encode(errors="replace")
        case "html":
            from finadvies.exports.written import html  # noqa: PLC0415

            return html.written(piece, texts).encode()
        case "pdf":
            from finadvies.exports.written import pdf  # noqa: PLC0415

            return pdf.written(piece, texts)
        case "docx":
            from finadvies.exports.written import docx  # noqa: PLC0415

            return docx.written(piece, texts)
        case _:
            raise UsageError("unknown_format", format=name, allowed=", ".join(FORMATS))
