"""From the paper to the bytes of a PDF. What clients typed goes to the template as JSON and is only ever shown as text there."""

from __future__ import annotations

import json
import unicodedata
from importlib import resources
from typing import Any, Final

import typst

from finadvies.exports.paper import Paper
from finadvies.exports.pdf.sheet import sheet
from finadvies.locale import Texts

TEMPLATE: Final = "homework.typ"


def homework(paper: Paper, texts: Texts) -> bytes:
    """The list as a PDF for people who see it and for people who have it read to them (PDF/UA-1).

    A sign that no font here can draw, such as an emoji, shows as an empty box. Such a paper is tagged all the same, but may
    not call itself PDF/UA-1.
    """
    data = json.dumps(printable(sheet(paper, texts)))
    try:
        return _compiled(data, ["ua-1"])
    except typst.TypstError:
        return _compiled(data, [])


def printable(data: Any) -> Any:
    """The same with a space for each sign that is no text: control characters and halves of a surrogate pair."""
    match data:
        case str():
            return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in data)
        case dict():
            return {key: printable(value) for key, value in data.items()}
        case list() | tuple():
            return [printable(value) for value in data]
    return data


def _compiled(data: str, standards: list[typst.PDFStandard]) -> bytes:
    return typst.compile(
        resources.files("finadvies.exports.pdf").joinpath(TEMPLATE).read_bytes(),
        ignore_system_fonts=True,  # only the font that typst carries: the same bytes on every machine
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=standards,
    )
