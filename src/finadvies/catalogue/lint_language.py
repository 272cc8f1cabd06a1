"""A text in the wrong language: told by the small words that only one of the two has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from finadvies.catalogue import walk
from finadvies.catalogue.load import Library
from finadvies.problems import Path, Problem

DUTCH: Final = frozenset(
    {
        "aan", "als", "bij", "dan", "dat", "de", "dit", "een", "eerst", "en", "geen", "heeft", "het", "hoe", "iets", "ja",
        "maar", "meer", "meestal", "met", "na", "naar", "niet", "nog", "nooit", "om", "onder", "ook", "op", "te", "tot",
        "tussen", "uit", "uw", "van", "vanaf", "voor", "wat", "wie", "wordt", "worden", "zijn", "zo", "zonder",
    }
)  # fmt: skip
ENGLISH: Final = frozenset(
    {
        "a", "also", "an", "and", "are", "as", "be", "been", "by", "can", "does", "every", "for", "from", "has", "have",
        "how", "if", "into", "its", "may", "must", "not", "only", "or", "other", "than", "that", "the", "their", "there",
        "these", "this", "to", "usually", "what", "when", "which", "who", "will", "with", "without", "you", "your",
    }
)  # fmt: skip
ENOUGH: Final = 2
"""One such word may be part of a name; two, and twice as many as of the right language, are a sentence."""
ENOUGH_IN_NAMES: Final = 3
"""A scheme keeps its own name in the other language, small words and all."""


def texts_in_their_language(library: Library, _: date) -> Iterator[Problem]:
    """No Dutch where English belongs, and no English where Dutch belongs."""
    for table, records in library.records.items():
        for key, record in records.items():
            for path, value in walk.values(record):
                meant = _meant(path)
                if meant and isinstance(value, str) and _is_other(value, meant, ENOUGH_IN_NAMES if _is_name(path) else ENOUGH):
                    yield library.entry(table, key).problem(path, f"not_in_{meant}", level="warning")


def _meant(path: Path) -> str:
    """The language that a key promises, also for a list of texts; empty for a key that promises none."""
    name = str(path[-2] if isinstance(path[-1], int) and len(path) > 1 else path[-1])
    return {"_nl": "dutch", "_en": "english"}.get(name[-3:], "")


def _is_name(path: Path) -> bool:
    return str(path[-1]).startswith("name")


def _is_other(text: str, meant: str, enough: int) -> bool:
    words = re.findall(r"[a-zà-ÿ]+", text.casefold())
    dutch, english = (sum(word in small for word in words) for small in (DUTCH, ENGLISH))
    wrong, right = (english, dutch) if meant == "dutch" else (dutch, english)
    return wrong >= enough and wrong > 2 * right


CHECKS = (texts_in_their_language,)
