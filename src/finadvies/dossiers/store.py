"""Dossiers on disk: opened by one writer at a time, saved file by file, listed, deleted.

A folder holds `answers.toml` (a client file), `answers.toml.previous` (as it was one save ago) and `dossier.toml`.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import tomli_w

from finadvies import tomlfile
from finadvies.domain import client_file
from finadvies.domain.client import Client
from finadvies.dossiers import safe_files
from finadvies.dossiers.names import RECORD, folders, is_dossier, new_id
from finadvies.dossiers.record import SCHEMA, Dossier, read_record, record_data
from finadvies.errors import BadData, DossierUnusable, NotFound
from finadvies.locale import Language
from finadvies.problems import Problem, errors

ANSWERS: Final = "answers.toml"
PREVIOUS: Final = "answers.toml.previous"
LOCK: Final = ".lock"
HOLDER: Final = ".holder"
_SCHEMAS: Final = {ANSWERS: client_file.SCHEMA, RECORD: SCHEMA}


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of dossiers.

    Attributes:
        dossier: None when it cannot be read.
        trouble: why not.
    """

    folder: Path
    dossier: Dossier | None = None
    trouble: DossierUnusable | None = None


@contextmanager
def open_dossier(folder: Path, *, write: bool) -> Iterator[Dossier]:
    """The dossier in a folder; for writing it is locked until the end of the block.

    Raises:
        NotFound: when the folder is no dossier.
        DossierUnusable: when someone else has it open, or it is damaged, or made by a newer program.
    """
    if not is_dossier(folder):
        raise NotFound("no_dossier", dossier=folder)
    if not write:
        # No lock: each file is replaced as a whole, so what is read is always one that was saved.
        yield _read(folder)
        return
    with _locked(folder):
        for path in filter(safe_files.is_stale, _temporaries(folder)):
            path.unlink(missing_ok=True)
        yield _read(folder)


def create(root: Path, name: str, client: Client, *, created: date, program: str, language: Language) -> Dossier:
    """A new dossier, closed; its folder is named after the client and appears at once, complete."""
    root.mkdir(parents=True, exist_ok=True)
    for left_behind in filter(safe_files.is_stale, root.glob(".new-*")):
        shutil.rmtree(left_behind, ignore_errors=True)
    # mkdtemp keeps others on this machine out (0700); Windows goes by the rights of the folder above.
    building = Path(tempfile.mkdtemp(prefix=".new-", dir=root))
    try:
        folder = root / new_id(name, [path.name for path in root.iterdir()])
        dossier = Dossier(folder, client, created, program, language=language)
        _write(dossier, building)
        building.rename(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    safe_files.sync_folder(root)
    return dossier


def save(dossier: Dossier) -> None:
    """Save a dossier that is open for writing; killed halfway, each file is still the old one or the new one.

    Raises:
        DossierUnusable: when the disk is full or may not be written.
        BadData: when an answer could not be read again; nothing is written then.
    """
    try:
        _write(dossier, dossier.folder)
    except OSError as error:
        raise DossierUnusable("dossier_not_writable", dossier=dossier.id, reason=error.strerror) from error


def _write(dossier: Dossier, folder: Path) -> None:
    data = client_file.client_data(dossier.client)
    # What could not be read again must not take the place of what can: better to stop here than at the next visit.
    if problems := errors(client_file.read_client(data, ANSWERS, lambda _: None)[1]):
        raise BadData(problems)
    answers = tomli_w.dumps(data)
    before = _good_text(folder / ANSWERS)
    if before not in (None, answers):
        safe_files.write(folder / PREVIOUS, before or "")
    # Answers first: killed in between, a question counts as not yet asked, and its answer is there.
    safe_files.write(folder / ANSWERS, answers)
    safe_files.write(folder / RECORD, tomli_w.dumps(record_data(dossier)))


def _good_text(path: Path) -> str | None:
    """The text of an answers file, or None when there is none worth keeping."""
    try:
        text = path.read_bytes().decode()
        return text if "schema" in tomllib.loads(text) else None
    except (FileNotFoundError, ValueError):
        return None


def list_dossiers(root: Path) -> tuple[Listed, ...]:
    """All dossiers in a folder by name, the unreadable ones with their trouble."""
    return tuple(_listed(folder) for folder in folders(root))


def _listed(folder: Path) -> Listed:
    try:
        return Listed(folder, _read(folder))
    except DossierUnusable as trouble:
        return Listed(folder, trouble=trouble)


def delete(dossier: Dossier | Path) -> list[Path]:
    """Delete a closed dossier and say which files went; what others put in the folder stays, and the folder with it.

    Args:
        dossier: or its folder, for one that is too damaged to open.

    Raises:
        DossierUnusable: when it is open somewhere.
    """
    folder = dossier if isinstance(dossier, Path) else dossier.folder
    if not is_dossier(folder):
        raise NotFound("no_dossier", dossier=folder)
    removed: list[Path] = []
    with _locked(folder):
        # The record goes last: stopped halfway, this is still a dossier and can be deleted again.
        for path in (folder / ANSWERS, folder / PREVIOUS, *_temporaries(folder), folder / RECORD):
            if path.is_file():
                path.unlink()
                removed.append(path)
    # After the release, because Windows keeps a file that is open.
    (folder / LOCK).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
    return removed


def _temporaries(folder: Path) -> list[Path]:
    return safe_files.temporaries(folder, (ANSWERS, RECORD))


# --- the lock


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    import filelock  # noqa: PLC0415 - costs 75 ms, and most commands only read

    # The system lets go of this lock when its process ends, however that ends; the file itself stays.
    lock = filelock.FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise DossierUnusable("dossier_locked", dossier=folder.name, **_holder(folder)) from None
    except OSError as error:
        raise DossierUnusable("dossier_not_writable", dossier=folder.name, reason=error.strerror) from error
    holder = folder / HOLDER
    try:
        now = datetime.now().astimezone().isoformat(sep=" ", timespec="minutes")
        with suppress(OSError):  # only a message is the poorer for it
            who = {"host": socket.gethostname(), "pid": os.getpid(), "since": now}
            holder.write_text(tomli_w.dumps(who), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _holder(folder: Path) -> dict[str, object]:
    try:
        found = tomllib.loads((folder / HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    return {key: found.get(key, "?") for key in ("host", "pid", "since")}


# --- reading


def _read(folder: Path) -> Dossier:
    record, record_lines = _table(folder, RECORD)
    answers, answers_lines = _table(folder, ANSWERS)
    client, problems = client_file.read_client(answers, ANSWERS, answers_lines.of)
    if found := errors(problems):
        raise _damaged(folder, found)
    dossier, problems = read_record(record, folder, client, record_lines.of)
    if dossier is None:
        raise _damaged(folder, problems)
    return dossier


def _table(folder: Path, name: str) -> tuple[dict[str, Any], tomlfile.Lines]:
    text = _text(folder, name)
    try:
        # Decimal from the text itself: by way of a float the last figures of a share would be lost.
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        raise _damaged(folder, tomlfile.parse(text, name)[1]) from None
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise _damaged(folder, [Problem(name, 1, (), "not_toml", {"reason": type(error).__name__})]) from None
    lines = tomlfile.Lines(text)
    schema = data.get("schema")
    if not isinstance(schema, int):
        # Every file we save starts with it: without it this is an empty or a cut-off one.
        raise _damaged(folder, [Problem(name, 1, (), "missing_key", {"key": "schema"})])
    if schema > _SCHEMAS[name]:
        raise DossierUnusable("dossier_newer", dossier=folder.name, found=schema, ours=_SCHEMAS[name])
    return data, lines


def _text(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_bytes().decode()
    except UnicodeDecodeError as error:
        raise _damaged(folder, [Problem(name, error.object[: error.start].count(b"\n") + 1, (), "not_utf8")]) from None
    except FileNotFoundError:
        raise _damaged(folder, [Problem(name, 1, (), "missing_key", {"key": name})]) from None
    except OSError as error:
        raise DossierUnusable("dossier_unreadable", dossier=folder.name, reason=error.strerror) from error


def _damaged(folder: Path, problems: list[Problem]) -> DossierUnusable:
    """The first problem in the message, all of them in `details["problems"]`."""
    first = problems[0]
    details: dict[str, object] = {
        "dossier": folder.name, "file": first.file, "line": first.line or 1, "problems": tuple(problems)
    }  # fmt: skip
    if first.file == ANSWERS and _good_text(folder / PREVIOUS) is not None:
        return DossierUnusable("dossier_damaged", **details, previous=folder / PREVIOUS)
    return DossierUnusable("dossier_damaged_no_copy", **details)
