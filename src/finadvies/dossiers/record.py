"""What a dossier holds besides the answers, and its form in `dossier.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, get_args

from finadvies.domain.client import Client, Slot, slot
from finadvies.domain.facts import suggest
from finadvies.dossiers.migrations import SCHEMA
from finadvies.homework.tracking import Receipt
from finadvies.locale import Language
from finadvies.problems import Path as KeyPath
from finadvies.problems import Problem, in_order

DocumentStatus = Literal["todo", "requested", "received", "checked", "not_needed"]


@dataclass(frozen=True, slots=True)
class CatalogueStamp:
    """Which catalogue the client was last advised with."""

    version: str
    sha256: str
    as_of: date


@dataclass(frozen=True, slots=True)
class AdviceMark:
    """Where the advice that was given last is kept, with all it rests on.

    Attributes:
        file: in the folder of the dossier.
        sha256: of that file.
        day: the day it was reckoned for.
        program: version of the program that gave it.
        language: of its sentences.
    """

    file: str
    sha256: str
    day: date
    program: str
    language: Language


ADVICE_FILE: Final = re.compile(r"advice-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.zip")
"""Day and mark of what is in it, so that a new one never takes the place of the one that the record names."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Tick:
    """How far a document is.

    Attributes:
        since: the day of this status.
        dated: the day on the document itself.
    """

    status: DocumentStatus
    since: date | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One client's folder.

    Attributes:
        folder: where it stands; its name is the id.
        client: the answers.
        created: the day it was made.
        program: version of the program that last saved it.
        catalogue: None as long as no advice was given.
        advice: the advice itself; None as long as none was kept.
        language: of what the client reads.
        asked: the questions put, in order, so that a session resumes where it stopped.
        documents: line id (document, or document#use) -> how far it is.
        chosen: the products that the client goes for; empty as long as none is chosen.
        pack: the folder of its dossier pack; None as long as none was written.
        written: papers that the program wrote in the folder, by path with slashes -> the sha256 of what it wrote.
    """

    folder: Path
    client: Client
    created: date
    program: str
    catalogue: CatalogueStamp | None = None
    language: Language = "nl"
    asked: tuple[Slot, ...] = ()
    documents: Mapping[str, Tick] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    pack: Path | None = None
    advice: AdviceMark | None = None
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The name of the folder."""
        return self.folder.name


def statuses_of(documents: Mapping[str, Tick]) -> dict[tuple[str, int | None], DocumentStatus]:
    """How far each line of the homework is, by document and use."""
    found: dict[tuple[str, int | None], DocumentStatus] = {}
    for line, tick in documents.items():
        document, _, use = line.partition("#")
        found[document, int(use) if use.isdigit() else None] = tick.status
    return found


def receipts_of(documents: Mapping[str, Tick]) -> dict[str, Receipt]:
    """The days of each line of the homework, by line id."""
    return {line: Receipt(tick.since, tick.dated) for line, tick in documents.items()}


def record_data(dossier: Dossier) -> dict[str, Any]:
    """All but the answers, as data for `dossier.toml`."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "id": dossier.id,
        "created": dossier.created,
        "program": dossier.program,
        "language": dossier.language,
        "asked": [str(where) for where in dossier.asked],
    }
    if dossier.catalogue:
        stamp = dossier.catalogue
        data["catalogue"] = {"version": stamp.version, "sha256": stamp.sha256, "as_of": stamp.as_of}
    if dossier.advice:
        mark = dossier.advice
        data["advice"] = {
            "file": mark.file, "sha256": mark.sha256, "day": mark.day, "program": mark.program, "language": mark.language
        }  # fmt: skip
    if dossier.chosen:
        data["chosen"] = list(dossier.chosen)
    if dossier.pack is not None:
        data["pack"] = str(dossier.pack)
    if dossier.documents:
        data["documents"] = {name: _tick_data(dossier.documents[name]) for name in sorted(dossier.documents)}
    if dossier.written:
        data["written"] = {path: dossier.written[path] for path in sorted(dossier.written)}
    return data


def _tick_data(tick: Tick) -> dict[str, Any]:
    days = {"since": tick.since, "dated": tick.dated}
    return {"status": tick.status} | {name: day for name, day in days.items() if day is not None}


def read_record(
    data: Mapping[str, Any], folder: Path, client: Client, line_of: Callable[[KeyPath], int | None]
) -> tuple[Dossier | None, list[Problem]]:
    """The dossier in the data of `dossier.toml`, or every problem met.

    The id in the file is for people: a folder that was renamed goes by its new name.

    Args:
        data: of the schema of today.
        folder: of the dossier.
        client: the answers, read from their own file.
        line_of: the line of a path.
    """
    reader = _Reader(data, line_of)
    known = {"schema", "id", *_FIELDS}
    for key in data.keys() - known:
        reader.problem((key,), "unknown_key", key=key, suggestion=suggest(key, known))
    found = {name: read(reader) for name, read in _FIELDS.items()}
    dossier = None if reader.problems else Dossier(folder, client, **found)
    return dossier, in_order(reader.problems)


def advice_mark(data: Mapping[str, Any]) -> AdviceMark | None:
    """Where the advice is kept, as far as the record of a damaged dossier still tells."""
    reader = _Reader(data, lambda _: None)
    mark = reader.advice()
    return None if reader.problems else mark


class _Reader:
    def __init__(self, data: Mapping[str, Any], line_of: Callable[[KeyPath], int | None]) -> None:
        self.data, self.line_of = data, line_of
        self.problems: list[Problem] = []

    def problem(self, path: KeyPath, code: str, **details: object) -> None:
        self.problems.append(Problem("dossier.toml", self.line_of(path), path, code, details))

    def text(self, table: Mapping[str, Any], at: KeyPath, key: str) -> str:
        if key not in table:
            self.problem(at, "missing_key", key=key)
        elif not isinstance(table[key], str):
            self.problem((*at, key), "want_text", given=table[key])
        else:
            return str(table[key])
        return ""

    def code(self, table: Mapping[str, Any], at: KeyPath, key: str, allowed: tuple[str, ...]) -> Any:
        text = self.text(table, at, key)
        if text and text not in allowed:
            near = suggest(text, allowed)
            self.problem((*at, key), "unknown_code", given=text, allowed=", ".join(allowed), suggestion=near)
        return text

    def shaped(self, table: Mapping[str, Any], at: KeyPath, key: str, form: re.Pattern[str]) -> str:
        text = self.text(table, at, key)
        if text and not form.fullmatch(text):
            self.problem((*at, key), "bad_form", given=text, form=form.pattern)
        return text

    def day(self, table: Mapping[str, Any], at: KeyPath, key: str) -> date:
        found = table.get(key)
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        self.problem((*at, key), "missing_key" if found is None else "want_date", key=key, given=found)
        return date.min

    def table(self, key: str) -> Mapping[str, Any]:
        found = self.data.get(key, {})
        if isinstance(found, Mapping):
            return found
        self.problem((key,), "want_table", given=found)
        return {}

    def list(self, key: str) -> list[Any]:
        found = self.data.get(key, [])
        if isinstance(found, list):
            return found
        self.problem((key,), "want_list", given=found)
        return []

    def catalogue(self) -> CatalogueStamp | None:
        if "catalogue" not in self.data:
            return None
        table, at = self.table("catalogue"), ("catalogue",)
        version, sha256 = self.text(table, at, "version"), self.text(table, at, "sha256")
        return CatalogueStamp(version, sha256, self.day(table, at, "as_of"))

    def advice(self) -> AdviceMark | None:
        if "advice" not in self.data:
            return None
        table, at = self.table("advice"), ("advice",)
        file, sha256 = self.shaped(table, at, "file", ADVICE_FILE), self.shaped(table, at, "sha256", _SHA256)
        day, program = self.day(table, at, "day"), self.text(table, at, "program")
        return AdviceMark(file, sha256, day, program, self.code(table, at, "language", get_args(Language)))

    def written(self) -> dict[str, str]:
        table = self.table("written")
        for path in table:
            if is_inside(path):
                self.shaped(table, ("written",), path, _SHA256)
            else:
                self.problem(("written", path), "bad_form", given=path, form="map/bestand")
        return dict(table)

    def pack(self) -> Path | None:
        return Path(self.text(self.data, (), "pack")) if "pack" in self.data else None

    def asked(self) -> tuple[Slot, ...]:
        slots = []
        for index, place in enumerate(self.list("asked")):
            where = slot(place) if isinstance(place, str) else None
            if where is None:
                self.problem(("asked", index), "unknown_fact", fact=place)
            else:
                slots.append(where)
        return tuple(slots)

    def documents(self) -> dict[str, Tick]:
        ticks = {}
        for name, tick in self.table("documents").items():
            at = ("documents", name)
            if not isinstance(tick, Mapping):
                self.problem(at, "want_table", given=tick)
                continue
            since, dated = (self.day(tick, at, key) if key in tick else None for key in ("since", "dated"))
            ticks[name] = Tick(self.code(tick, at, "status", get_args(DocumentStatus)), since, dated)
        return ticks

    def chosen(self) -> tuple[str, ...]:
        found = self.list("chosen")
        for index, name in enumerate(found):
            if not isinstance(name, str):
                self.problem(("chosen", index), "want_text", given=name)
        return tuple(name for name in found if isinstance(name, str))


def is_inside(path: str) -> bool:
    """Whether a path with slashes stays within the folder it starts from, on every system."""
    steps = path.split("/")
    return not any(sign in path for sign in '\\:*?"<>|\0') and all(step not in ("", ".", "..") for step in steps)


_FIELDS: Final[Mapping[str, Callable[[_Reader], Any]]] = {
    "created": lambda reader: reader.day(reader.data, (), "created"),
    "program": lambda reader: reader.text(reader.data, (), "program"),
    "language": lambda reader: reader.code(reader.data, (), "language", get_args(Language)),
    "catalogue": _Reader.catalogue,
    "advice": _Reader.advice,
    "asked": _Reader.asked,
    "documents": _Reader.documents,
    "chosen": _Reader.chosen,
    "pack": _Reader.pack,
    "written": _Reader.written,
}
"""Every field of a dossier that stands in the record -> how it is read. A new field gets a row here, and one in `record_data`."""
