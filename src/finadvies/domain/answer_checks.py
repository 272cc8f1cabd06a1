"""What holds for an answer however it came in, from a file or typed; and why something is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from finadvies.domain.citizen_number import holds_citizen_number
from finadvies.domain.facts import MAY_BE_NEGATIVE, NOT_NEGATIVE, PROVINCES, Fact, suggest
from finadvies.domain.values import Exact
from finadvies.problems import Problem

if TYPE_CHECKING:
    from finadvies.locale import Texts

MOST: Final = 10**12
MOST_OF_UNIT: Final[Mapping[str, int]] = {"eur": MOST, "years": 150}
MOST_OF_OTHERS: Final = 10**6
"""Beyond these a number is a slip of the keyboard; under nine figures it is no citizen service number either."""

_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "figures.year": (1990, 2100), "figures.months": (1, 24), "owner.hours_per_week": (0, 168)
}  # fmt: skip
_FORMS: Final = {
    "company.kvk_number": (re.compile(r"[0-9]{8}"), "12345678"),
    "company.postcode": (re.compile(r"[1-9][0-9]{3}([A-Z]{2})?"), "1234 AB"),
    "company.sbi": (re.compile(r"[0-9]{2,6}|[A-V]"), "10.71"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is no answer: the code and details of a `Problem` that has no place yet."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def text(self, texts: Texts) -> str:
        """The reason, in the reader's language."""
        return Problem("", None, (), self.code, self.details).text(texts)


def shown(value: object) -> str:
    """A value as a message may repeat it."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if holds_citizen_number(text):
        return "…"
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - what fits in a sentence


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalpha())


_PROVINCE_NAMES: Final = {_bare(name): name for name in PROVINCES} | {
    "friesland": "Fryslân", "brabant": "Noord-Brabant", "nbrabant": "Noord-Brabant", "nholland": "Noord-Holland",
    "zholland": "Zuid-Holland",
}  # fmt: skip


def checked_text(fact: Fact, text: str) -> str | Refusal:
    """The text as it is kept, in the form its fact asks, or why it is no answer."""
    if holds_citizen_number(text):
        return Refusal("citizen_number_in_answer")
    if not text.strip():
        return Refusal("empty_text")
    if fact.key in _FORMS:
        form, example = _FORMS[fact.key]
        normal = re.sub(r"[\s.]", "", text).upper()
        return normal if form.fullmatch(normal) else Refusal("bad_form", {"given": shown(text), "form": example})
    if fact.key == "company.province":
        text = _PROVINCE_NAMES.get(_bare(text), text)
    if fact.choices and text not in fact.choices:
        return no_choice(text, fact.choices)
    return text


def no_choice(given: object, choices: Iterable[str]) -> Refusal:
    """That something is none of the choices, with the one probably meant."""
    known = tuple(choices)
    near = suggest(str(given).strip().casefold(), known)
    return Refusal("unknown_code", {"given": shown(given), "allowed": ", ".join(known), "suggestion": near})


def checked_number(fact: Fact, number: Exact) -> Exact | Refusal:
    """The number as it is kept, or why its fact cannot have it."""
    if fact.unit == "share":
        return Decimal(number) if 0 <= number <= 1 else Refusal("share_out_of_range", {"given": shown(number)})
    if isinstance(number, Decimal) and (fact.unit == "eur" or fact.section == "figures"):
        return Refusal("euro_float") if fact.unit == "eur" else Refusal("want_integer", {"given": shown(number)})
    positive = fact.unit in NOT_NEGATIVE and fact.key not in MAY_BE_NEGATIVE
    most = MOST_OF_UNIT.get(fact.unit, MOST_OF_OTHERS)
    low, high = _RANGES.get(fact.key, (0 if positive else -most, most))
    if number < low:
        return Refusal("too_low", {"given": shown(number), "ge": low})
    return number if number <= high else Refusal("too_high", {"given": shown(number), "le": high})
