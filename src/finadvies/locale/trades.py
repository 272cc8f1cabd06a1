"""What a trade is called in the register (SBI 2025), and which trades fit a typed word or the first figures of a code."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from finadvies.locale.texts import Language

VERSION: Final = "2025"
PROPOSED: Final = 3
SHORTEST_STEM: Final = 4
_ENDINGS: Final = ("eren", "en", "er", "es", "s", "n", "e")
"""What a word may end in: a baker, bakers and the bakery are one trade."""


@dataclass(frozen=True, slots=True)
class Trade:
    """One class of the register.

    Attributes:
        code: five figures.
        nl, en: its name.
        words: what people call it and its name does not say.
    """

    code: str
    nl: str
    en: str
    words: str

    def name(self, language: Language) -> str:
        """Its name in a language."""
        return self.nl if language == "nl" else self.en


@cache
def trades() -> tuple[Trade, ...]:
    """Every trade, by code; read when first asked for."""
    text = resources.files("finadvies.locale").joinpath("trades.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(Trade(row["code"], row["name_nl"], row["name_en"], row["words"]) for row in csv.DictReader(lines))


def proposals(typed: str) -> tuple[Trade, ...]:
    """The trades that fit best, at most three; empty when none does.

    Every word has to be found, in Dutch, English or everyday words. Where no trade has them all, the word that fewest trades have
    counts; where none has a word, its beginning does.
    """
    figures = re.sub(r"[\s.]", "", typed)
    if figures.isdecimal():
        return tuple(trade for trade in trades() if trade.code.startswith(figures))[:PROPOSED]
    wanted = _words(typed)
    found = _fitting(wanted)
    if not found:
        alone = [fitting for word in wanted if (fitting := _fitting([word]) or _beginning(word))]
        found = min(alone, key=len, default=[])
    return tuple(found[:PROPOSED])


def _fitting(wanted: list[str]) -> list[Trade]:
    scored = [(_score(wanted, trade), trade) for trade in trades()]
    fitting = sorted((-score, len(trade.nl), trade.code, trade) for score, trade in scored if score)
    return [trade for *_, trade in fitting]


def _beginning(word: str) -> list[Trade]:
    """The trades with the longest beginning of a word that any has."""
    starts = (word[:length] for length in range(len(word) - 1, SHORTEST_STEM, -1))
    return next((found for start in starts if (found := _fitting([start]))), [])


def _score(wanted: list[str], trade: Trade) -> int:
    """How well all words fit: everyday words most, then a word of the name, its beginning, and a part of it; 0 when one is missing."""
    own, named = _words_of(trade)
    points = [max((_likeness(word, each, 6) for each in own), default=0) for word in wanted]
    points = [max(best, *(_likeness(word, each, 3) for each in named)) for best, word in zip(points, wanted, strict=True)]
    return sum(points) if all(points) else 0


def _likeness(word: str, other: str, most: int) -> int:
    if word == other:
        return most
    stem = _stem(word)
    if _stem(other) == stem:
        return most - 1
    if len(stem) < SHORTEST_STEM:
        return 0
    return 1 + other.startswith(stem) if stem in other else 0


def _stem(word: str) -> str:
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST_STEM), "")
    return word.removesuffix(ending) if ending else word


@cache
def _words_of(trade: Trade) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(_words(trade.words)), tuple(_words(f"{trade.nl} {trade.en}"))


def _words(text: str) -> list[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return [word for word in re.findall(r"[a-z]+", plain) if len(word) > 1 and word not in _SMALL]


_SMALL: Final = frozenset(
    {"de", "het", "een", "en", "in", "van", "voor", "met", "of", "op", "the", "and", "an", "for", "ik", "wij", "we", "my", "zzp"}
)
