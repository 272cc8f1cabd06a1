"""The client file as data: read with every problem placed, written back exactly; and one answer as a person types it.

The keys come from `domain.facts` alone. A citizen service number is never kept, and never repeated in a message.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, get_args

from finadvies.domain.client import GROUPS, Client, Group, Slot, group_of, slot
from finadvies.domain.facts import FACTS, GIVEN, MAY_BE_NEGATIVE, NOT_NEGATIVE, PROVINCES, Fact, suggest
from finadvies.domain.values import UNKNOWN, Answer, Exact, Interval, Members, Origin, Value, WhyUnknown
from finadvies.errors import UsageError
from finadvies.problems import Path, Problem, dotted, in_order

if TYPE_CHECKING:
    from finadvies.locale import Texts

SCHEMA: Final = 1
MARKS: Final = ("origins", "unknown", "notes")
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
_CITIZEN = re.compile(r"(?<!\d)(?:\d{9}|\d{3}[ -]\d{3}[ -]\d{3}|\d{4}[ .-]\d{2}[ .-]\d{3})(?!\d)", re.ASCII)
_CITIZEN_KEYS = frozenset({"bsn", "bsnnummer", "bsnnumber", "burgerservicenummer", "sofinummer"})

_NAMES: Final[dict[str, dict[str, Fact]]] = {}
"""Section of the file -> name -> fact; `use` and `details` are the two halves of a use."""
for _given in GIVEN:
    _NAMES.setdefault("details" if _given.details else _given.section, {})[_given.name] = _given
_PLACES: Final = {"use": "need.uses", "details": "need.uses.details"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is no answer: the code and details of a `Problem` that has no place yet."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def text(self, texts: Texts) -> str:
        """The reason, in the reader's language."""
        return Problem("", None, (), self.code, self.details).text(texts)


# --- what holds for a value, however it came in --------------------------------------------------------------


def holds_citizen_number(text: str) -> bool:
    """Whether nine figures in a text pass the eleven-test."""
    for found in _CITIZEN.findall(text):
        digits = [int(sign) for sign in found if sign.isdigit()]
        total = sum(digit * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
        if any(digits) and total % 11 == 0:
            return True
    return False


def _shown(value: object) -> str:
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


def _checked_text(fact: Fact, text: str) -> str | Refusal:
    if holds_citizen_number(text):
        return Refusal("citizen_number_in_answer")
    if not text.strip():
        return Refusal("empty_text")
    if fact.key in _FORMS:
        form, example = _FORMS[fact.key]
        normal = re.sub(r"[\s.]", "", text).upper()
        return normal if form.fullmatch(normal) else Refusal("bad_form", {"given": _shown(text), "form": example})
    if fact.key == "company.province":
        text = _PROVINCE_NAMES.get(_bare(text), text)
    if fact.choices and text not in fact.choices:
        return _no_choice(text, fact.choices)
    return text


def _no_choice(given: object, choices: Iterable[str]) -> Refusal:
    known = tuple(choices)
    near = suggest(str(given).strip().casefold(), known)
    return Refusal("unknown_code", {"given": _shown(given), "allowed": ", ".join(known), "suggestion": near})


def _checked_number(fact: Fact, number: Exact) -> Exact | Refusal:
    if fact.unit == "share":
        return Decimal(number) if 0 <= number <= 1 else Refusal("share_out_of_range", {"given": _shown(number)})
    if isinstance(number, Decimal) and (fact.unit == "eur" or fact.section == "figures"):
        return Refusal("euro_float") if fact.unit == "eur" else Refusal("want_integer", {"given": _shown(number)})
    positive = fact.unit in NOT_NEGATIVE and fact.key not in MAY_BE_NEGATIVE
    most = MOST_OF_UNIT.get(fact.unit, MOST_OF_OTHERS)
    low, high = _RANGES.get(fact.key, (0 if positive else -most, most))
    if number < low:
        return Refusal("too_low", {"given": _shown(number), "ge": low})
    return number if number <= high else Refusal("too_high", {"given": _shown(number), "le": high})


# --- reading -------------------------------------------------------------------------------------------------


def read_client(
    data: Mapping[str, Any], file: str, line_of: Callable[[Path], int | None], *, default_origin: Origin = "typed"
) -> tuple[Client, list[Problem]]:
    """The client in the data of a client file, and every problem met; what has a problem is left unanswered.

    Args:
        data: as tomllib or json gives it; a null of JSON counts as absent. Floats may be Decimal.
        file: as the problems name it.
        line_of: the line of a path.
        default_origin: of every answer that `[origins]` does not name.
    """
    reader = _Reader(file, line_of, default_origin)
    return reader.client(data), in_order(reader.problems)


def newest_first(client: Client) -> Client:
    """The client with its years in order; years that do not say which they are come last, in the order told."""

    def year(table: Mapping[str, Answer]) -> int:
        value = table["figures.year"].value if "figures.year" in table else None
        return -value if isinstance(value, int) else 0

    return replace(client, years=tuple(sorted(client.years, key=year)))


class _Reader:
    def __init__(self, file: str, line_of: Callable[[Path], int | None], origin: Origin) -> None:
        self.file, self.line_of, self.origin = file, line_of, origin
        self.problems: list[Problem] = []
        self.present: set[str] = set()

    def problem(self, path: Path, code: str, **details: object) -> None:
        safe = tuple(step if isinstance(step, int) else _shown(step) for step in path)
        self.problems.append(Problem(self.file, self.line_of(path), safe, code, details))

    def client(self, data: Mapping[str, Any]) -> Client:
        if (schema := data.get("schema", SCHEMA)) != SCHEMA or isinstance(schema, bool):
            self.problem(("schema",), "schema_unknown", given=_shown(schema), ours=SCHEMA)
        answers: dict[str, Answer] = {}
        for key, raw in data.items():
            if key in _NAMES and key not in ("use", "details", "figures", "history"):
                answers |= self.table(raw, (key,), key)
            elif key not in ("schema", "figures", "history", *MARKS):
                self.unknown_key((key,), "", key)
        need = data.get("need")
        uses = need.get("uses") if isinstance(need, Mapping) else None
        years, history = data.get("figures"), data.get("history")
        client = Client(
            answers,
            self.tables(uses, ("need", "uses"), "use"),
            self.tables(years, ("figures",), "figures"),
            self.tables(history, ("history",), "history"),
        )
        client = self.marked(client, data)
        if history == [] and "need.asked_before" not in client.answers:
            client = client.with_answer(Slot("need.asked_before"), Answer(value=False, origin=self.origin))
        return newest_first(client)

    def tables(self, raw: object, path: Path, section: str) -> tuple[dict[str, Answer], ...]:
        if raw is None:
            return ()
        if not isinstance(raw, list):
            self.problem(path, "want_tables", name=dotted(path))
            return ()
        return tuple(self.table(item, (*path, index), section) for index, item in enumerate(raw))

    def table(self, raw: object, path: Path, section: str) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        if raw is None:
            return found
        if not isinstance(raw, Mapping):
            self.problem(path, "want_table", given=_shown(raw))
            return found
        for key, value in raw.items():
            fact = _NAMES[section].get(key)
            if section == "use" and key == "details":
                found |= self.table(value, (*path, key), "details")
            elif value is None or (section == "need" and key == "uses"):
                continue
            elif fact is None:
                self.unknown_key((*path, key), section, key)
            else:
                self.present.add(dotted((*path, key)).replace(".details.", "."))
                read = self.value(fact, value, (*path, key))
                if read is not None:
                    found[fact.key] = Answer(read, self.origin)
        return found

    def unknown_key(self, path: Path, section: str, key: str) -> None:
        if re.sub(r"[^a-z]", "", key.casefold()) in _CITIZEN_KEYS:
            self.problem(path, "citizen_number_in_answer")
        elif (fact := FACTS.get(f"{section}.{key}")) and fact.derived:
            self.problem(path, "derived_key", key=key)
        else:
            self.problem(path, "unknown_key", key=_shown(key), suggestion=_near(section, key))

    def value(self, fact: Fact, raw: object, path: Path) -> Value | None:
        match fact.type, raw:
            case "bool", bool():
                return raw
            case "date", str() | date() if day := _day(raw):
                return day
            case "list", list():
                items = [self.text(fact, item, (*path, index)) for index, item in enumerate(raw)]
                return Members(frozenset(item for item in items if item)) if None not in items else None
            case "list", {"sure": list() as sure, "maybe": list() as maybe, **rest} if not rest:
                parts = (self.value(fact, sure, (*path, "sure")), self.value(fact, maybe, (*path, "maybe")))
                both = [part.sure for part in parts if isinstance(part, Members)]
                return Members(*both) if len(both) == len(parts) else None
            case "number", Mapping():
                return self.interval(fact, raw, path)
            case "number", _:
                return self.number(fact, raw, path)
            case "text", _:
                return self.text(fact, raw, path)
            case _:
                pass
        if isinstance(raw, str) and holds_citizen_number(raw):
            self.problem(path, "citizen_number_in_answer")
        else:
            self.problem(path, f"want_{fact.type}", given=_shown(raw))
        return None

    def text(self, fact: Fact, raw: object, path: Path) -> str | None:
        # A year such as `sbi_version = 2008` reads as a number; in a closed list that cannot be mistaken.
        if isinstance(raw, int) and str(raw) in fact.choices:
            return str(raw)
        if not isinstance(raw, str):
            self.problem(path, "want_text", given=_shown(raw))
            return None
        checked = _checked_text(fact, raw)
        if isinstance(checked, Refusal):
            self.refuse(checked, path)
            return None
        return checked

    def number(self, fact: Fact, raw: object, path: Path) -> Exact | None:
        if isinstance(raw, str) and holds_citizen_number(raw):
            self.problem(path, "citizen_number_in_answer")
            return None
        number = Decimal(repr(raw)) if isinstance(raw, float) else raw
        if isinstance(number, bool) or not isinstance(number, int | Decimal) or not Decimal(number).is_finite():
            self.problem(path, "want_integer" if fact.unit == "eur" else "want_number", given=_shown(raw))
            return None
        checked = _checked_number(fact, number)
        if isinstance(checked, Refusal):
            self.refuse(checked, path)
            return None
        return checked

    def interval(self, fact: Fact, raw: Mapping[str, object], path: Path) -> Interval | None:
        before = len(self.problems)
        for key in raw.keys() - {"min", "max"}:
            self.problem((*path, key), "unknown_key", key=_shown(key), suggestion=suggest(key, ("min", "max")))
        low, high = (
            None if raw.get(end) is None else self.number(fact, raw[end], (*path, end)) for end in ("min", "max")
        )
        if low is not None and high is not None and low > high:
            self.problem(path, "min_above_max", low=_shown(low), high=_shown(high))
        elif low is None and high is None and len(self.problems) == before:
            self.problem(path, "empty_interval")
        return Interval(low, high) if len(self.problems) == before else None

    def refuse(self, refusal: Refusal, path: Path) -> None:
        self.problem(path, refusal.code, **refusal.details)

    def marked(self, client: Client, data: Mapping[str, Any]) -> Client:
        for path, where, why in self.marks(client, data, "unknown"):
            if client.answer(where) or str(where) in self.present:
                self.problem(path, "known_and_unknown")
            elif why not in get_args(WhyUnknown):
                self.refuse(_no_choice(why, get_args(WhyUnknown)), path)
            else:
                client = client.with_answer(where, Answer(UNKNOWN, self.origin, why))
        for section in ("origins", "notes"):
            for path, where, mark in self.marks(client, data, section):
                answer = client.answer(where)
                if answer is None:
                    if str(where) not in self.present:
                        self.problem(path, "no_such_answer", place=str(where))
                elif section == "notes":
                    note = self.text(_NOTE, mark, path)
                    client = client.with_answer(where, replace(answer, note=note or ""))
                elif mark not in get_args(Origin):
                    self.refuse(_no_choice(mark, get_args(Origin)), path)
                else:
                    client = client.with_answer(where, replace(answer, origin=mark))
        return client

    def marks(self, client: Client, data: Mapping[str, Any], section: str) -> Iterator[tuple[Path, Slot, Any]]:
        """What a table of marks says, with the place it is about; a key may be quoted or nested."""
        for path, mark in _leaves(data.get(section) or {}, (section,)):
            place = dotted(path[1:])
            where = slot(place)
            if where is None or where.fact.derived:
                self.problem(path, "unknown_key", key=_shown(place), suggestion=suggest(place, _places(client)))
            elif where.index is not None and where.index >= len(client.group(group_of(where.key))):
                self.problem(path, "no_table", place=str(where))
            else:
                yield path, where, mark


_NOTE: Final = Fact("note.note", "text")


def _day(raw: str | date) -> date | None:
    """A date of TOML, or of JSON where it is text; a moment of the day is no date."""
    if isinstance(raw, date):
        return None if isinstance(raw, datetime) else raw
    try:
        return date.fromisoformat(raw) if re.fullmatch(r"\d{4}-\d\d-\d\d", raw, re.ASCII) else None
    except ValueError:
        return None


def _leaves(raw: object, path: Path) -> Iterator[tuple[Path, object]]:
    if not isinstance(raw, Mapping):
        yield path, raw
        return
    for key, value in raw.items():
        yield from _leaves(value, (*path, key))


def _near(section: str, key: str) -> str | None:
    """What was probably meant: this key in another section, else the key here, else anywhere, that looks like it."""
    elsewhere = {name: other for other, names in reversed(_NAMES.items()) for name in names}
    if key in elsewhere:
        return f"{_PLACES.get(elsewhere[key], elsewhere[key])}.{key}"
    near = suggest(key, _NAMES[section] if section else ("schema", *MARKS, *(_NAMES.keys() - _PLACES.keys())))
    if near is None and (name := suggest(key, elsewhere)):
        return f"{_PLACES.get(elsewhere[name], elsewhere[name])}.{name}"
    return near


def _places(client: Client) -> list[str]:
    """Every place that can hold an answer: those of the client, and one table more than there is of each group."""
    once = [fact.key for fact in GIVEN if fact.scope == "client"]
    rooms = [
        f"{GROUPS[group_of(fact.key)]}[{index}].{fact.name}"
        for fact in GIVEN
        if fact.scope != "client"
        for index in range(len(client.group(group_of(fact.key))) + 1)
    ]
    return once + rooms


# --- writing -------------------------------------------------------------------------------------------------


def client_data(client: Client) -> dict[str, Any]:
    """The client file as data for tomli_w; for json, `default=as_json` writes its dates and decimals."""
    data: dict[str, Any] = {"schema": SCHEMA}
    marks: dict[str, dict[str, str]] = {section: {} for section in MARKS}
    groups: dict[Group, list[dict[str, Any]]] = {group: [{} for _ in client.group(group)] for group in GROUPS}
    for where, answer in client.slots():
        fact = where.fact
        once = where.index is None
        table = data.setdefault(fact.section, {}) if once else groups[group_of(fact.key)][where.index or 0]
        if answer.value is UNKNOWN:
            marks["unknown"][str(where)] = answer.why_unknown or "unknown"
        elif fact.details:
            table.setdefault("details", {})[fact.name] = _plain(answer.value)
        else:
            table[fact.name] = _plain(answer.value)
        if answer.origin != "typed":
            marks["origins"][str(where)] = answer.origin
        if answer.note:
            marks["notes"][str(where)] = answer.note
    if groups["use"]:
        data.setdefault("need", {})["uses"] = groups["use"]
    repeated = {"figures": groups["figures"], "history": groups["history"]}
    return {key: value for key, value in (data | repeated | marks).items() if value}


def _plain(value: object) -> object:
    if isinstance(value, Interval):
        return {end: bound for end, bound in (("min", value.low), ("max", value.high)) if bound is not None}
    if isinstance(value, Members):
        sure = sorted(value.sure)
        return {"sure": sure, "maybe": sorted(value.maybe)} if value.maybe else sure
    return value


def as_json(value: object) -> object:
    """For `json.dumps(..., default=as_json)`."""
    return float(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)


# --- one answer as a person types it -------------------------------------------------------------------------

_YES: Final = frozenset({"ja", "j", "yes", "y", "true"})
_NO: Final = frozenset({"nee", "n", "no", "false"})
_NOTHING: Final = frozenset({"geen", "none", "-"})
_TIMES: Final = {"k": 10**3, "duizend": 10**3, "thousand": 10**3, "ton": 10**5} | dict.fromkeys(
    ("mln", "mio", "miljoen", "million"), 10**6
)
_UNIT_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "months": ("maand", "maanden", "month", "months"), "years": ("jaar", "jaren", "year", "years"),
    "weeks": ("week", "weken", "weeks"), "hours": ("uur", "uren", "hour", "hours"), "fte": ("fte",),
    "persons": ("persoon", "personen", "mensen", "person", "people"),
}  # fmt: skip
_DAY_WORDS: Final = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "gisteren": -1, "yesterday": -1}
_STEPS: Final = {"dag": 1, "dagen": 1, "day": 1, "days": 1} | dict.fromkeys(_UNIT_WORDS["weeks"], 7)
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
                "date_unclear", {"given": _shown(typed), "example": texts.day(date(today.year + 1, 3, 1))}
            )
        case "bool":
            yes, no = typed.casefold() in _YES, typed.casefold() in _NO
            value = yes if yes or no else Refusal("yes_or_no", {"given": _shown(typed)})
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
    checked = _checked_text(fact, code)
    if isinstance(checked, Refusal) and checked.code == "unknown_code" and (near := suggest(text.casefold(), words)):
        return replace(checked, details={**checked.details, "suggestion": words[near][0]})
    return checked


def _typed_number(fact: Fact, text: str, texts: Texts) -> Exact | Refusal:
    bare = re.sub(r"€|\b(?:euro|eur)\b", "", text.casefold())
    match = _TYPED_NUMBER.fullmatch(re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", bare).strip())
    nothing = Refusal("want_amount" if fact.unit == "eur" else "want_number", {"given": _shown(text)})
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
        return Refusal("amount_unclear", {"given": _shown(text), "low": low, "high": high})
    number = readings[0] * times * negative
    if word == "%":
        number /= 100
    elif fact.unit == "share" and 1 < number <= 100:  # noqa: PLR2004 - all of it, in percent
        return Refusal("share_unclear", {"given": _shown(text), "suggestion": f"{figures}%"})
    whole = number == number.to_integral_value()
    if fact.unit == "eur" and not whole:
        below = int(number // 1)
        return Refusal("whole_euros", {"low": texts.number(below), "high": texts.number(below + 1)})
    return _checked_number(fact, int(number) if whole else number)


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
            return _months_on(today, count * _MONTH_STEPS[match[3]])
    except (ValueError, KeyError, StopIteration):
        pass
    return None


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def with_set(client: Client, item: str, texts: Texts, today: date) -> Client:
    """The client with one answer put in as `KEY=VALUE`; a `[n]` one past the last makes a new table.

    After the last of several, `newest_first` puts the years in order.

    Raises:
        UsageError: when that cannot be done; it says why.
    """
    place, equals, text = (part.strip() for part in item.partition("="))
    where = slot(place)
    if not equals:
        refused = Refusal("want_key_value")
    elif where is None or where.fact.derived:
        refused = Refusal("unknown_key", {"key": _shown(place), "suggestion": suggest(place, _places(client))})
    elif where.index is not None and where.index > len(client.group(group_of(where.key))):
        refused = Refusal("no_table", {"place": str(where)})
    else:
        parsed = parse_value(where.fact, text, texts=texts, today=today)
        if isinstance(parsed, Answer):
            return client.with_answer(where, parsed)
        refused = parsed
    hint = refused.details.get("suggestion")
    raise UsageError("bad_set", place=_shown(place), reason=refused.text(texts), suggestion=hint)
