"""The text tables of one language, read when first asked for, and the way amounts, shares and dates are written in it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from importlib import resources
from typing import Any, Final, Literal, get_args

import rtoml

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

NO_BREAK_SPACE: Final = "\u00a0"
"""Between the euro sign and its figure, so that an amount never falls apart at the end of a line."""


class Texts:
    """Sentences, names and number forms of one language.

    Args:
        language: `nl` or `en`.
    """

    def __init__(self, language: Language) -> None:
        self.language: Final[Language] = language

    def _table(self, name: str) -> dict[str, Any]:
        source = resources.files("finadvies.locale").joinpath(f"{name}_{self.language}.toml")
        table: dict[str, Any] = rtoml.loads(source.read_text(encoding="utf-8"))
        return table

    @cached_property
    def _messages(self) -> dict[str, Any]:
        return self._table("messages")

    @cached_property
    def _terms(self) -> dict[str, Any]:
        return self._table("terms")

    @cached_property
    def help(self) -> dict[str, Any]:
        """What the commands say of themselves; read only when that comes on the screen."""
        return self._table("help")

    @cached_property
    def questions(self) -> dict[str, Any]:
        """Question, help and choices of every fact, by fact key."""
        return self._table("questions")

    def say(self, key: str, /, **values: object) -> str:
        """The sentence `key` with its `values` filled in.

        Raises:
            KeyError: when the language lacks the sentence; the tests hold both languages to the same keys.
        """
        section, name = key.split(".", 1)
        template: str = self._messages[section][name]
        return template.format(**values) if values else template

    def term(self, table: str, code: str) -> str:
        """The one word in use for a code of the glossary; the code itself when it has none."""
        found = self._terms.get(table, {}).get(code, code)
        return str(found)

    def label(self, fact: str) -> str:
        """The short name of a fact."""
        return str(self.questions.get(fact, {}).get("label", fact))

    def choice(self, fact: str, code: str) -> str:
        """The words of one choice of a fact."""
        return str(self.questions.get(fact, {}).get("choices", {}).get(code, code))

    def pick(self, record: object, field: str) -> str:
        """The text `field` of a catalogue record in this language; Dutch where no English was written."""
        own = getattr(record, f"{field}_{self.language}", None)
        return _with_euro_sign(own or getattr(record, f"{field}_nl", None) or "")

    def pick_all(self, record: object, field: str) -> tuple[str, ...]:
        """As `pick`, for a list of texts."""
        own: tuple[str, ...] = getattr(record, f"{field}_{self.language}", ())
        return tuple(_with_euro_sign(text) for text in own or getattr(record, f"{field}_nl", ()))

    # -- numbers and dates -------------------------------------------------------------------------------------------

    def number(self, value: int | Decimal, decimals: int = 0) -> str:
        """A number with the thousands and decimal marks of the language, rounded half up."""
        quantum = Decimal(1).scaleb(-decimals)
        rounded = Decimal(value).quantize(quantum, rounding=ROUND_HALF_UP)
        text = f"{rounded:,.{decimals}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "nl" else text

    def euro(self, amount: int | Decimal) -> str:
        """Whole euros: `€ 250.000` in Dutch, `€ 250,000` in English; a minus stands before the sign."""
        sign = "-" if amount < 0 else ""
        return f"{sign}€{NO_BREAK_SPACE}{self.number(amount if amount >= 0 else -amount)}"

    def euro_about(self, amount: int) -> str:
        """An estimate, rounded to hundreds and called so."""
        rounded = round_to(amount, 100 if abs(amount) >= 1_000 else 10)  # noqa: PLR2004 - below a thousand a hundred matters
        return self.say("words.about", what=self.euro(rounded))

    def month(self, value: date) -> str:
        """`maart 2027`, where the day would say more than is known."""
        return f"{self._terms['months_long'][str(value.month)]} {value.year}"

    def share(self, value: int | Decimal, decimals: int = 1) -> str:
        """A share 0-1 as a percentage."""
        text = self.number(Decimal(value) * 100, decimals)
        mark = "," if self.language == "nl" else "."
        if mark in text:
            text = text.rstrip("0").rstrip(mark)
        return f"{text}%"

    def day(self, value: date) -> str:
        """`1 maart 2027`."""
        return f"{value.day} {self._terms['months_long'][str(value.month)]} {value.year}"

    def moment(self, value: datetime) -> str:
        """`1 maart 2027, 14.05 uur`."""
        return self.say("words.moment", day=self.day(value), hour=f"{value.hour:02}", minute=f"{value.minute:02}")

    def day_of_week(self, value: date) -> str:
        """`ma 1 mrt 2027`: the year too, since a planning may run past the end of one."""
        return f"{self._terms['weekdays'][str(value.isoweekday())]} {self.day_short(value)} {value.year}"

    def day_short(self, value: date) -> str:
        """`1 mrt`."""
        return f"{value.day} {self._terms['months_short'][str(value.month)]}"

    def listed(self, items: list[str]) -> str:
        """`a, b en c`."""
        if len(items) < 2:  # noqa: PLR2004 - a list of one needs no word between
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.say('words.and')} {items[-1]}"

    def days(self, low: int, high: int) -> str:
        """A span of days in the largest unit that stays honest: days to two weeks, then weeks."""
        if high <= 14:  # noqa: PLR2004 - two weeks: below it a day matters
            unit = "words.day" if high == 1 else "words.days"
            return self.say(unit, n=f"{low}-{high}" if low != high else f"{high}")
        weeks = (low // 7, -(-high // 7))
        return self.say("words.weeks", n=f"{weeks[0]}-{weeks[1]}" if weeks[0] not in (0, weeks[1]) else f"{weeks[1]}")


def _with_euro_sign(text: str) -> str:
    """Files write `EUR 50.000`, which any editor can type; people read the sign."""
    return text.replace("EUR ", f"€{NO_BREAK_SPACE}")


def round_to(amount: int, step: int) -> int:
    """The multiple of `step` nearest to `amount`, half up."""
    return (amount + step // 2) // step * step


@cache
def texts_in(language: Language) -> Texts:
    """The texts of a language, made once."""
    return Texts(language)
