"""From plain data to the bytes of a PDF. What people typed goes to a template as JSON and is only ever shown as text there."""

from __future__ import annotations

import json
import re
import unicodedata
from importlib import resources
from typing import Any, Final

import typst

TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of all that follows."""
_HEBREW_ARABIC: Final = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+"
RIGHT_TO_LEFT: Final = re.compile(f"{_HEBREW_ARABIC}(?:[ -]+{_HEBREW_ARABIC})*")


def typeset(template: str, data: Any) -> bytes:
    """The data as a PDF for people who see it and for people who have it read to them (PDF/UA-1).

    A sign that no font here can draw, such as an emoji, shows as an empty box. Such a paper is tagged all the same, but may
    not call itself PDF/UA-1.

    Args:
        template: a file of this package.
        data: all that the template shows.
    """
    told = json.dumps(printable(data))
    try:
        return _compiled(template, told, ["ua-1"])
    except typst.TypstError:
        return _compiled(template, told, [])


def printable(data: Any) -> Any:
    """The same with every text fit to print.

    Control characters and halves of a surrogate pair become a space. A name that runs from right to left keeps to itself:
    without the mark behind it, the amount that follows would change places with its euro sign.
    """
    if isinstance(data, str):
        plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in TURNS.sub("", data))
        return RIGHT_TO_LEFT.sub("\\g<0>\N{LEFT-TO-RIGHT MARK}", plain)
    if isinstance(data, dict):
        return {key: printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable(value) for value in data]
    return data


def _compiled(template: str, data: str, standards: list[typst.PDFStandard]) -> bytes:
    # The whole folder: a template takes what it shares with others from a file beside it.
    with resources.as_file(resources.files("finadvies.exports.pdf")) as folder:
        return typst.compile(
            folder / template,
            root=folder,  # not the folder one happens to stand in, which may be gone
            ignore_system_fonts=True,  # only the fonts that typst carries: the same bytes on every machine
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=standards,
        )
