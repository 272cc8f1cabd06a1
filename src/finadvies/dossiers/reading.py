"""A dossier read from its folder: every problem of every file in one go, and where the version before it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from finadvies import tomlfile
from finadvies.domain import client_file
from finadvies.domain.client import Client
from finadvies.dossiers import migrations
from finadvies.dossiers.names import RECORD, named
from finadvies.dossiers.record import AdviceMark, Dossier, advice_mark, read_record
from finadvies.errors import DossierUnusable
from finadvies.problems import Problem, errors, in_order

ANSWERS: Final = "answers.toml"
BEFORE: Final = ".previous"
"""What is put behind the name of a file for the same file as it was one save ago."""
PREVIOUS: Final = ANSWERS + BEFORE
_SCHEMAS: Final = {ANSWERS: client_file.SCHEMA, RECORD: migrations.SCHEMA}


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a folder.

    Attributes:
        dossier: None when its record cannot be read; with `problems` it may lack answers.
        problems: all that is wrong, in both files.
        advice: the advice that the record names, also where the rest of the record is damaged.
    """

    dossier: Dossier | None
    problems: tuple[Problem, ...]
    advice: AdviceMark | None = None


def read(folder: Path) -> Dossier:
    """The dossier in a folder.

    Raises:
        DossierUnusable: when it is damaged, with every problem; or when a newer program made it.
    """
    found = examine(folder)
    if found.problems or found.dossier is None:
        raise damaged(folder, found.problems)
    return found.dossier


def examine(folder: Path) -> Examined:
    """All that can be read of a folder, and all that is wrong in it.

    Raises:
        DossierUnusable: when a file may not be read, or a newer program made it.
    """
    problems: list[Problem] = []
    tables = {name: _table(folder, name, problems) for name in (ANSWERS, RECORD)}
    client = Client()
    if (answers := tables[ANSWERS]) is not None:
        client, found = client_file.read_client(answers.data, ANSWERS, answers.lines.of)
        problems += errors(found)
    dossier, mark = None, None
    if (record := tables[RECORD]) is not None:
        dossier, found = read_record(migrations.current(record.data), folder, client, record.lines.of)
        problems += found
        mark = advice_mark(record.data)
    return Examined(dossier, tuple(in_order(problems)), mark)


@dataclass(frozen=True, slots=True)
class _Table:
    data: Mapping[str, Any]
    lines: tomlfile.Lines


def _table(folder: Path, name: str, problems: list[Problem]) -> _Table | None:
    """The data of one file, or None with its problem added to the list."""
    text = _text(folder, name, problems)
    if text is None:
        return None
    try:
        # Decimal from the text itself: by way of a float the last figures of a share would be lost.
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        problems += tomlfile.parse(text, name)[1]
        return None
    except (ValueError, ArithmeticError, RecursionError) as error:
        problems.append(Problem(name, 1, (), "not_toml", {"reason": type(error).__name__}))
        return None
    lines = tomlfile.Lines(text)
    schema, ours = data.get("schema"), _SCHEMAS[name]
    if not isinstance(schema, int) or isinstance(schema, bool):
        # Every file we save starts with it: without it this is an empty or a cut-off one.
        problems.append(Problem(name, 1, (), "missing_key", {"key": "schema"}))
        return None
    if schema > ours:
        raise DossierUnusable("dossier_newer", dossier=folder.name, found=schema, ours=ours)
    if schema < 1:
        problems.append(Problem(name, lines.of(("schema",)), ("schema",), "schema_unknown", {"given": schema, "ours": ours}))
        return None
    return _Table(data, lines)


def _text(folder: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        # An editor such as Notepad may have put a mark of the encoding in front.
        return (folder / name).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem(name, error.object[: error.start].count(b"\n") + 1, (), "not_utf8"))
    except FileNotFoundError:
        problems.append(Problem(name, None, (), "file_missing"))
    except OSError as error:
        raise DossierUnusable("dossier_unreadable", dossier=folder.name, reason=error.strerror) from error
    return None


# -- damage ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of a dossier as it was one save ago.

    Attributes:
        of: the file that it can take the place of.
        path: where it is.
        saved: when it was put there, by the clock of the machine.
        answers: how many; None for the record.
    """

    of: str
    path: Path
    saved: datetime
    answers: int | None


def good_text(path: Path) -> str | None:
    """The text of a file that can be read as TOML with a schema; None when there is none worth keeping."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return text if "schema" in tomllib.loads(text) else None
    except (FileNotFoundError, IsADirectoryError, ValueError, RecursionError):
        return None


def good_copy(folder: Path, name: str) -> Copy | None:
    """What a damaged file was one save ago, if that can be read."""
    path = folder / (name + BEFORE)
    try:
        text = good_text(path)
        saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone() if text is not None else None
    except (OSError, OverflowError, ValueError):
        return None
    if text is None or saved is None:
        return None
    data = tomllib.loads(text, parse_float=Decimal)
    if name == RECORD:
        record = read_record(migrations.current(data), folder, Client(), lambda _: None)[0] if _readable(data) else None
        return Copy(name, path, saved, None) if record is not None else None
    client, problems = client_file.read_client(data, name, lambda _: None)
    return None if errors(problems) else Copy(name, path, saved, len(list(client.slots())))


def _readable(data: Mapping[str, Any]) -> bool:
    schema = data["schema"]
    return isinstance(schema, int) and not isinstance(schema, bool) and 1 <= schema <= migrations.SCHEMA


def damaged(folder: Path, problems: tuple[Problem, ...]) -> DossierUnusable:
    """Every problem, and what to do: where the version of one save ago is, where there is one."""
    first = problems[0]
    # What else there is, such as the file of an advice, is made anew rather than taken back.
    files = [name for name in (ANSWERS, RECORD) if any(problem.file == name for problem in problems)]
    copies = [copy for name in files if (copy := good_copy(folder, name)) is not None]
    details: dict[str, object] = {"dossier": folder.name, "folder": folder, "file": first.file, "line": first.line or 1}
    return DossierUnusable("dossier_damaged", **details, problems=tuple(problems), after=_advice_for(folder, copies, len(files)))


def _advice_for(folder: Path, copies: list[Copy], files: int) -> tuple[tuple[str, dict[str, object]], ...]:
    """Sentences to say after the problems: their codes with what fills them in."""
    told: list[tuple[str, dict[str, object]]] = []
    for copy in copies:
        when = {"saved": copy.saved, "file": copy.path}
        told.append(("copy" if copy.answers is None else "copy_answers", {**when, "n": copy.answers or 0}))
    if not files:
        told.append(("advise_again", {"dossier": named(folder)}))
    elif len(copies) == files:
        told.append(("take_back", {"dossier": named(folder)}))
    else:
        told.append(("repair", {"folder": folder}))
    return tuple(told)
