"""Elements of a page: whatever is not markup already is escaped, so that text from data stays text."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable
from typing import Final

VOID: Final = frozenset({"meta", "br", "input"})
"""Elements that never hold anything."""
SHAPES: Final = frozenset({"rect", "line", "path"})
"""Those of a picture, which are closed at once."""
TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of the text after them, also of ours."""


class Markup(str):
    """Text that is markup already; any other text is escaped before it becomes a part of a page."""

    __slots__ = ()


def tag(name: str, /, *inside: str | None, **attributes: str | int | bool | None) -> Markup:
    """An element.

    Args:
        name: of the element.
        inside: texts, which are escaped, and markup; None is left out.
        attributes: `class_`, `for_` and `data_l` stand for `class`, `for` and `data-l`; None and False are left out.
    """
    told = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False)
    if name in SHAPES:
        return Markup(f"<{name}{told}/>")
    if name in VOID:
        return Markup(f"<{name}{told}>")
    return Markup(f"<{name}{told}>{join(*inside)}</{name}>")


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def join(*parts: str | None) -> Markup:
    """Parts one after the other, what is not markup escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts if part is not None))


def lines(parts: Iterable[str | None]) -> Markup:
    """Parts each on a line of the file, so that two pages can be compared line by line."""
    return Markup("\n".join(join(part) for part in parts if part is not None and part != ""))


def escape(text: str) -> Markup:
    """Text from anywhere as markup, without the signs that no page may hold."""
    return Markup(html.escape(clean(text), quote=True))


def clean(text: str) -> str:
    """Without control characters, halves of characters and signs that turn the direction; each run of white space is one space.

    The space that keeps an amount together stays what it is.
    """
    kept = "".join(" " if sign in "\t\n\r\f\v\u0085\u2028\u2029" else sign for sign in text if sign not in TURNING)
    return "".join(sign for sign in kept if unicodedata.category(sign) not in ("Cc", "Cs") and not _no_character(sign))


def _no_character(sign: str) -> bool:
    """Whether a code is set aside for no character, which a page may not hold."""
    code = ord(sign)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - the codes that Unicode sets aside


def sentence(text: str) -> str:
    """With a full stop at its end."""
    return text if not text or text[-1] in ".!?:" else f"{text}."
