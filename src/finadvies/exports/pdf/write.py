"""The homework list as a PDF."""

from __future__ import annotations

from typing import Final

from finadvies.exports.paper import Paper
from finadvies.exports.pdf.sheet import sheet
from finadvies.exports.pdf.typeset import typeset
from finadvies.locale import Texts

TEMPLATE: Final = "homework.typ"


def homework(paper: Paper, texts: Texts) -> bytes:
    """The list for people who see it and for people who have it read to them."""
    return typeset(TEMPLATE, sheet(paper, texts))
