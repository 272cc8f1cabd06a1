"""One answer as a person types it, in either language. Never guesses between two readings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from finadvies.domain.answer_checks import Refusal, checked_number, checked_text, shown
from finadvies.domain.citizen_number import holds_citizen_number
from finadvies.domain.client import Client, group_of, places, slot
from finadvies.domain.facts import Fact, suggest
from finadvies.domain.formulas import months_on
from finadvies.domain.values import Answer, Exact, Members, Value
from finadvies.errors import UsageError

if TYPE_CHECKING:
    from finadvies.locale import Texts

_YES: Final = frozenset({"ja", "j", "yes", "y", "true"})
_NO: Final = frozenset({"nee", "n", "no", "false"})
_NOTHING: Final = frozenset({"geen", "none", "-"})
_TIMES: Final = {"k": 10**3, "duizend": 10**3, "thousand": 10**3, "ton": 10**5} | dict.fromkeys(
    ("mln", "mio", "miljoen", "million"), 10**6
)
_UNIT_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "months": ("maand", "maanden", "month", "months"), "years": ("jaar", "jaren", "year", "years"),
    "days": ("dag", "dagen", "day", "days"), "weeks": ("week", "weken", "weeks"),
    "hours": ("uur", "uren", "hour", "hours"), "fte": ("fte",),
    "persons": ("persoon", "personen", "mensen", "person", "people"),
}  # fmt: skip
_DAY_WORDS: Final = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "gisteren": -1, "yesterday": -1}
_STEPS: Final = dict.fromkeys(_UNIT_WORDS["days"], 1) | dict.fromkeys(_UNIT_WORDS["weeks"], 7)
_MONTH_STEPS: Final = dict.fromkeys(_UNIT_WORDS["months"], 1) | dict.fromkeys(_UNIT_WORDS["years"], 12)
_MONTHS: Final = (
    "januari|january", "februari|february", "maart|march|mrt", "april", "mei|may", "juni|june", "juli|july",
    "augustus|august", "september", "oktober|october", "november", "december",
)  # fmt: skip
_TYPED_NUMBER = re.compile(r"([-−(]?) *([-−]?) *([0-9][0-9.,]*?)(?:,-+)? *(%|[a-z]*)\)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4})", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})(?:e|st|th)? )?([a-z]{3,})\.?(?: (\d{1,2})(?:st|nd|rd|th)?,)? (\d{4})", re.ASCII)
_RELATIVE = re.compile(r"(over |in )?(\d{1,3}|een|één|a|an|one) ([a-z]+)( geleden| ago)?")


def parse_value(fact: Fact, text: str, *, texts: Texts, today: date) -> Answer | Refusal:
    """The answer that a person typed for a fact, or why it is none. Never guesses between two readings."""
    typed = re.sub(r"\s+", " ", text).strip()
    if holds_citizen_number(typed):
        return Refusal("citizen_number_in_answer")
    if not typed:
        return Refusal("empty_text")
    value: Value | Refusal
    match fact.type:
        case "number":
            value = _typed_number(fact, typed, texts)
        case "date":
            value = _typed_date(typed.casefold(), today) or Refusal(
                "date_unclear", {"given": shown(typed), "example": texts.day(date(today.year + 1, 3, 1))}
            )
        case "bool":
            yes, no = typed.casefold() in _YES, typed.casefold() in _NO
            value = yes if yes or no else Refusal("yes_or_no", {"given": shown(typed)})
        case "list":
            parts = [] if typed.casefold() in _NOTHING else [part.strip() for part in typed.split(",") if part.strip()]
            codes = [_typed_text(fact, part, texts) for part in parts]
            refused = next((code for code in codes if isinstance(code, Refusal)), None)
            value = refused or Members(frozenset(code for code in codes if isinstance(code, str)))
        case _:
            value = _typed_text(fact, typed, texts)
    return value if isinstance(value, Refusal) else Answer(value)


def _typed_text(fact: Fact, text: str, texts: Texts) -> str | Refusal:
    words = {word.casefold(): (word, code) for code in fact.choices for word in (texts.choice(fact.key, code), code)}
    _, code = words.get(text.casefold()) or words.get(text.casefold().replace(".", "")) or ("", text)
    checked = checked_text(fact, code)
    if isinstance(checked, Refusal) and checked.code == "unknown_code" and (near := suggest(text.casefold(), words)):
        return replace(checked, details={**checked.details, "suggestion": words[near][0]})
    return checked


def _typed_number(fact: Fact, text: str, texts: Texts) -> Exact | Refusal:
    bare = re.sub(r"€|\b(?:euro|eur)\b", "", text.casefold())
    match = _TYPED_NUMBER.fullmatch(re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", bare).strip())
    nothing = Refusal("want_amount" if fact.unit == "eur" else "want_number", {"given": shown(text)})
    if not match:
        return nothing
    open_sign, sign, figures, word = match.groups()
    negative = -1 if open_sign or sign else 1
    times = 10**6 if word == "m" and texts.language == "en" else _TIMES.get(word, 1)
    if word and times == 1 and word not in _UNIT_WORDS.get(fact.unit, ("%",) if fact.unit == "share" else ()):
        return nothing
    marks = ",." if texts.language == "nl" else ".,"
    readings = _readings(figures, marks, money=fact.unit == "eur", counted=times == 1)
    if not readings:
        return nothing
    if len(readings) > 1:
        low, high = (_said(reading * times * negative, texts) for reading in readings)
        return Refusal("amount_unclear", {"given": shown(text), "low": low, "high": high})
    number = readings[0] * times * negative
    if word == "%":
        number /= 100
    elif fact.unit == "share" and 1 < number <= 100:  # noqa: PLR2004 - all of it, in percent
        return Refusal("share_unclear", {"given": shown(text), "suggestion": f"{figures}%"})
    whole = number == number.to_integral_value()
    if fact.unit == "eur" and not whole:
        below = int(number // 1)
        return Refusal("whole_euros", {"low": texts.number(below), "high": texts.number(below + 1)})
    return checked_number(fact, int(number) if whole else number)


def _said(number: Decimal, texts: Texts) -> str:
    return texts.number(number, max(0, -int(number.normalize().as_tuple().exponent)))


def _readings(figures: str, marks: str, *, money: bool, counted: bool) -> list[Decimal]:
    """What written figures may mean: two numbers when their mark can be read both ways, none when they are no number.

    Args:
        figures: digits, points and commas.
        marks: the decimal mark of the language, then its thousands mark.
        money: whole euros, where a decimal mark is unlikely.
        counted: in units, so not in thousands or millions, where a decimal mark is likely.
    """
    decimal, thousands = marks[0], marks[1]
    head, mark, tail = figures.rpartition(decimal if figures.rfind(decimal) > figures.rfind(thousands) else thousands)
    if not mark:
        return [Decimal(figures)]
    other = decimal if mark == thousands else thousands
    grouped = bool(re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+", figures))
    if other in head or mark in head:
        if grouped:
            return [Decimal(figures.replace(mark, ""))]
        fits = tail and re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(other)}\d{{3}})+", head)
        return [Decimal(f"{head.replace(other, '')}.{tail}")] if fits else []
    if not head or not tail:
        return []
    as_decimal, as_thousands = Decimal(f"{head}.{tail}"), Decimal(head + tail.ljust(3, "0"))
    if mark == decimal:
        return [as_decimal, as_thousands] if grouped and money and counted else [as_decimal]
    if grouped:
        return [as_thousands] if counted else [as_decimal, as_thousands]
    return [as_decimal, as_thousands] if money and counted else [as_decimal]


def _typed_date(text: str, today: date) -> date | None:
    try:
        if text in _DAY_WORDS:
            return today + timedelta(_DAY_WORDS[text])
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3] or 1))
        if match := _DAY_FIRST.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1] or 1))
        if match := _NAMED.fullmatch(text):
            names = enumerate(_MONTHS, start=1)
            month = next(number for number, full in names if any(name.startswith(match[2]) for name in full.split("|")))
            return date(int(match[4]), month, int(match[1] or match[3] or 1))
        match = _RELATIVE.fullmatch(text)
        if match and bool(match[1]) != bool(match[4]):
            count = (int(match[2]) if match[2].isdigit() else 1) * (-1 if match[4] else 1)
            if match[3] in _STEPS:
                return today + timedelta(count * _STEPS[match[3]])
            return months_on(today, count * _MONTH_STEPS[match[3]])
    except (ValueError, KeyError, StopIteration):
        pass
    return None


def with_set(client: Client, item: str, texts: Texts, today: date) -> Client:
    """The client with one answer put in as `KEY=VALUE`; a `[n]` one past the last makes a new table.

    After the last of several, `client_file.newest_first` puts the years in order.

    Raises:
        UsageError: when that cannot be done; it says why.
    """
    place, equals, text = (part.strip() for part in item.partition("="))
    where = slot(place)
    if not equals:
        refused = Refusal("want_key_value")
    elif where is None or where.fact.derived:
        refused = Refusal("unknown_key", {"key": shown(place), "suggestion": suggest(place, places(client))})
    elif where.index is not None and where.index > len(client.group(group_of(where.key))):
        refused = Refusal("no_table", {"place": str(where)})
    else:
        parsed = parse_value(where.fact, text, texts=texts, today=today)
        if isinstance(parsed, Answer):
            return client.with_answer(where, parsed)
        refused = parsed
    hint = refused.details.get("suggestion")
    raise UsageError("bad_set", place=shown(place), reason=refused.text(texts), suggestion=hint)
