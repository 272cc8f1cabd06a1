"""The client file as data: read with every problem placed, written back exactly.

The keys come from `domain.facts` alone. A citizen service number is never kept, and never repeated in a message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, get_args

from finadvies.domain.answer_checks import Refusal, checked_number, checked_text, no_choice, shown
from finadvies.domain.citizen_number import holds_citizen_number, names_citizen_number
from finadvies.domain.client import GROUPS, Client, Group, Slot, group_of, places, slot
from finadvies.domain.facts import FACTS, GIVEN, Fact, suggest
from finadvies.domain.values import UNKNOWN, Answer, Exact, Interval, Members, Origin, Value, WhyUnknown
from finadvies.problems import Path, Problem, dotted, in_order

SCHEMA: Final = 1
MARKS: Final = ("origins", "unknown", "notes")

_NAMES: Final[dict[str, dict[str, Fact]]] = {}
"""Section of the file -> name -> fact; `use` and `details` are the two halves of a use."""
for _given in GIVEN:
    _NAMES.setdefault("details" if _given.details else _given.section, {})[_given.name] = _given
_PLACES: Final = {"use": "need.uses", "details": "need.uses.details"}


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
        safe = tuple(step if isinstance(step, int) else shown(step) for step in path)
        self.problems.append(Problem(self.file, self.line_of(path), safe, code, details))

    def client(self, data: Mapping[str, Any]) -> Client:
        if (schema := data.get("schema", SCHEMA)) != SCHEMA or isinstance(schema, bool):
            self.problem(("schema",), "schema_unknown", given=shown(schema), ours=SCHEMA)
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
            self.problem(path, "want_table", given=shown(raw))
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
        if names_citizen_number(key):
            self.problem(path, "citizen_number_in_answer")
        elif (fact := FACTS.get(f"{section}.{key}")) and fact.derived:
            self.problem(path, "derived_key", key=key)
        else:
            self.problem(path, "unknown_key", key=shown(key), suggestion=_near(section, key))

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
            self.problem(path, f"want_{fact.type}", given=shown(raw))
        return None

    def text(self, fact: Fact, raw: object, path: Path) -> str | None:
        # A year such as `sbi_version = 2008` reads as a number; in a closed list that cannot be mistaken.
        if isinstance(raw, int) and str(raw) in fact.choices:
            return str(raw)
        if not isinstance(raw, str):
            self.problem(path, "want_text", given=shown(raw))
            return None
        checked = checked_text(fact, raw)
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
            self.problem(path, "want_integer" if fact.unit == "eur" else "want_number", given=shown(raw))
            return None
        checked = checked_number(fact, number)
        if isinstance(checked, Refusal):
            self.refuse(checked, path)
            return None
        return checked

    def interval(self, fact: Fact, raw: Mapping[str, object], path: Path) -> Interval | None:
        before = len(self.problems)
        for key in raw.keys() - {"min", "max"}:
            self.problem((*path, key), "unknown_key", key=shown(key), suggestion=suggest(key, ("min", "max")))
        low, high = (None if raw.get(end) is None else self.number(fact, raw[end], (*path, end)) for end in ("min", "max"))
        if low is not None and high is not None and low > high:
            self.problem(path, "min_above_max", low=shown(low), high=shown(high))
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
                self.refuse(no_choice(why, get_args(WhyUnknown)), path)
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
                    self.refuse(no_choice(mark, get_args(Origin)), path)
                else:
                    client = client.with_answer(where, replace(answer, origin=mark))
        return client

    def marks(self, client: Client, data: Mapping[str, Any], section: str) -> Iterator[tuple[Path, Slot, Any]]:
        """What a table of marks says, with the place it is about; a key may be quoted or nested."""
        for path, mark in _leaves(data.get(section) or {}, (section,)):
            place = dotted(path[1:])
            where = slot(place)
            if where is None or where.fact.derived:
                self.problem(path, "unknown_key", key=shown(place), suggestion=suggest(place, places(client)))
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
