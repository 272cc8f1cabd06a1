"""Faults of form, as pydantic finds them, turned into problems; and the data without them, so that the other checks still run."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from finadvies.catalogue.files import Entry
from finadvies.domain.condition import Test
from finadvies.domain.facts import suggest
from finadvies.domain.record import Record
from finadvies.problems import Path, Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

R = TypeVar("R", bound=Record)

_CODES = {
    "missing": "missing_key",
    "int_type": "want_integer",
    "int_from_float": "want_integer",
    "string_type": "want_text",
    "bool_type": "want_bool",
    "date_type": "want_date",
    "tuple_type": "want_list",
    "decimal_type": "want_number",
    "is_instance_of": "want_number",
    "model_type": "want_table",
    "dict_type": "want_table",
    "euro_float": "euro_float",
    "figure_type": "want_number",
    "string_too_short": "empty_text",
    "too_short": "empty_list",
    "greater_than_equal": "too_low",
    "less_than_equal": "too_high",
}
_HEALINGS = 8
_STAND_INS = {"next_review": None, "as_of": "2000-01", "status": "unknown", "confidence": "low"}
"""For required keys that are faulty: values no other check has anything against, so that one fault does not hide the rest."""


def check(model: type[R], entry: Entry) -> tuple[R | None, list[Problem]]:
    """The record of a file and its faults of form; after a fault the record lacks the faulty parts, or is None."""
    try:
        return model.model_validate(entry.data), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
    problems = [_problem(entry, model, fault) for fault in faults]
    data = copy.deepcopy(entry.data)
    for _ in range(_HEALINGS):
        for fault in faults:
            _cut(data, fault["loc"])
            if fault["type"] == "missing" and fault["loc"][0] in _STAND_INS:
                data[fault["loc"][0]] = _STAND_INS[str(fault["loc"][0])]
        try:
            return model.model_validate(data), problems
        except ValidationError as error:
            faults = error.errors(include_url=False)
    return None, problems


def _problem(entry: Entry, model: type[Record], fault: ErrorDetails) -> Problem:
    path = _path(entry.data, fault["loc"])
    kind, context, given = fault["type"], fault.get("ctx", {}), fault.get("input")
    if kind == "extra_forbidden":
        return entry.problem(path, "unknown_key", key=path[-1], suggestion=suggest(str(path[-1]), _keys(model, fault["loc"])))
    if kind == "literal_error":
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return entry.problem(
            path,
            "unknown_code",
            given='""' if given == "" else given,
            allowed=allowed,
            suggestion=suggest(str(given), allowed.split(", ")),
        )
    if kind == "string_pattern_mismatch":
        return entry.problem(path, "bad_form", given=given, form=_form(str(context.get("pattern", ""))))
    code = _CODES.get(kind, "invalid")
    key = path[-1] if path else ""
    return entry.problem(
        path, code, given=_short(given), reason=fault["msg"], key=key, ge=context.get("ge"), le=context.get("le")
    )


def _form(pattern: str) -> str:
    if "unknown" in pattern:
        return "YYYY[-MM[-DD]] | unknown"
    return "YYYY-MM" if pattern.startswith(r"^\d{4}-") else "MM-DD"


def _short(value: object) -> str:
    text = repr(value) if not isinstance(value, str) else value
    limit = 60
    return text if len(text) <= limit else f"{text[:limit]}..."


def _path(data: Any, loc: tuple[int | str, ...]) -> Path:
    """The steps of `loc` that the file itself has: the names of union members and of added rows fall away."""
    path: list[int | str] = []
    here = data
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(here, dict) and isinstance(step, str) and (step in here or last):
            path.append(step)
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            path.append(step)
            here = here[step]
    return tuple(path)


def _keys(model: type[Record], loc: tuple[int | str, ...]) -> list[str]:
    """The keys allowed where an unknown one stood."""
    if "test" in loc:
        return [field.alias or name for name, field in Test.model_fields.items()]
    here: Any = model
    for step in loc[:-1]:
        if isinstance(step, str) and isinstance(here, type) and issubclass(here, Record) and step in here.model_fields:
            here = _record_in(here.model_fields[step].annotation) or here
    return [field.alias or name for name, field in here.model_fields.items()]


def _record_in(annotation: Any) -> type[Record] | None:
    """The record type inside an annotation such as `tuple[Fee, ...]` or `Limits | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _record_in(argument)
        if found is not None:
            return found
    return None


def _cut(data: Any, loc: tuple[int | str, ...]) -> None:
    """Take the faulty value out: the key itself, or for something missing the nearest list item or table around it."""
    path = _path(data, loc)
    while path:
        parent = data
        for step in path[:-1]:
            parent = parent[step]
        last = path[-1]
        if isinstance(parent, dict) and isinstance(last, str) and last in parent:
            del parent[last]
            return
        if isinstance(parent, list) and isinstance(last, int) and last < len(parent):
            del parent[last]
            return
        path = path[:-1]
