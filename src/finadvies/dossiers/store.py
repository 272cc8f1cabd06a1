"""Dossiers on disk: opened by one writer at a time, saved file by file, listed, deleted.

A folder holds `answers.toml` (a client file) and `dossier.toml`, each also as it was one save ago (`.previous`), and the advice
that was given last with all it rests on (`advice-DAY-MARK.zip`).
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import tomli_w

from finadvies.domain import client_file
from finadvies.domain.client import Client
from finadvies.dossiers import safe_files
from finadvies.dossiers.locking import HOLDER, LOCK, locked
from finadvies.dossiers.migrations import SCHEMA
from finadvies.dossiers.names import RECORD, folders, is_dossier, new_id
from finadvies.dossiers.reading import ANSWERS, BEFORE, PREVIOUS, Copy, damaged, examine, good_copy, good_text, read
from finadvies.dossiers.record import ADVICE_FILE, Dossier, is_inside, record_data
from finadvies.errors import BadData, DossierUnusable, NotFound
from finadvies.locale import Language
from finadvies.problems import errors

__all__ = ["ANSWERS", "HOLDER", "LOCK", "PREVIOUS"]
OF_SCHEMA: Final = ".schema-"
"""What is put behind the name of a record of an older program, with its number, before it is saved in the form of today."""
DAMAGED: Final = ".damaged"
"""What is put behind the name of a file that was damaged, when the one of one save ago takes its place."""


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


@dataclass(frozen=True, slots=True)
class Deleted:
    """What came of deleting a dossier.

    Attributes:
        gone: files that were taken away.
        left: files that others put in the folder, or changed; then the folder stays too.
    """

    gone: tuple[Path, ...]
    left: tuple[Path, ...]


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
        yield read(folder)
        return
    with locked(folder):
        for path in filter(safe_files.is_stale, _temporaries(folder)):
            path.unlink(missing_ok=True)
        yield read(folder)


def create(root: Path, name: str, client: Client, *, created: date, program: str, language: Language) -> Dossier:
    """A new dossier, closed; its folder is named after the client and appears at once, complete.

    Raises:
        DossierUnusable: when it cannot be written there.
    """
    try:
        return _created(root, name, client, created, program, language)
    except OSError as error:
        raise DossierUnusable("no_new_dossier", folder=root, reason=error.strerror) from error


def _created(root: Path, name: str, client: Client, created: date, program: str, language: Language) -> Dossier:
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
    with writing(dossier):
        _write(dossier, dossier.folder)


@contextmanager
def writing(dossier: Dossier) -> Iterator[None]:
    """What the system does not let us write in a dossier becomes an error that says so.

    Raises:
        DossierUnusable: for an error of the system inside the block.
    """
    try:
        yield
    except OSError as error:
        raise DossierUnusable("dossier_not_writable", dossier=dossier.id, reason=error.strerror) from error


def _write(dossier: Dossier, folder: Path) -> None:
    data = client_file.client_data(dossier.client)
    # What could not be read again must not take the place of what can: better to stop here than at the next visit.
    if problems := errors(client_file.read_client(data, ANSWERS, lambda _: None)[1]):
        raise BadData(problems)
    # Answers first: killed in between, a question counts as not yet asked, and its answer is there.
    _replace(folder / ANSWERS, tomli_w.dumps(data))
    _replace(folder / RECORD, tomli_w.dumps(record_data(dossier)))


def _replace(path: Path, text: str) -> None:
    """Put a new version in a file and keep the one before it; a record of an older schema is kept for good."""
    before = good_text(path)
    if before == text:
        return
    if before is not None:
        schema = tomllib.loads(before)["schema"]
        if path.name == RECORD and schema < SCHEMA:
            safe_files.write(path.with_name(f"{RECORD}{OF_SCHEMA}{schema}"), before)
        safe_files.write(path.with_name(path.name + BEFORE), before)
    safe_files.write(path, text)


def list_dossiers(root: Path) -> tuple[Listed, ...]:
    """All dossiers in a folder by name, the unreadable ones with their trouble."""
    return tuple(_listed(folder) for folder in folders(root))


def _listed(folder: Path) -> Listed:
    try:
        return Listed(folder, read(folder))
    except DossierUnusable as trouble:
        return Listed(folder, trouble=trouble)


# -- taking back -------------------------------------------------------------------------------------------------------------


def take_back(folder: Path) -> tuple[Copy, ...]:
    """Put every damaged file back as it was one save ago, and keep the damaged one beside it. A sound dossier is left alone.

    Raises:
        DossierUnusable: when it is open somewhere, may not be written, or a damaged file has no version before it.
    """
    with locked(folder):
        found = examine(folder)
        taken = []
        for name in (ANSWERS, RECORD):
            problems = [problem for problem in found.problems if problem.file == name]
            copy = good_copy(folder, name) if problems else None
            if problems and copy is None:
                raise damaged(folder, found.problems)
            taken += [copy] if copy is not None else []
        try:
            for copy in taken:
                path = folder / copy.of
                if path.exists():
                    path.replace(_free(folder / (copy.of + DAMAGED)))
                safe_files.write(path, copy.path.read_bytes())
        except OSError as error:
            raise DossierUnusable("dossier_not_writable", dossier=folder.name, reason=error.strerror) from error
    return tuple(taken)


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


# -- deleting ----------------------------------------------------------------------------------------------------------------


def delete(dossier: Dossier | Path, *, papers: bool = True) -> Deleted:
    """Delete a closed dossier; what others put in the folder or changed there stays, and the folder with it.

    Args:
        dossier: or its folder, for one that is too damaged to open.
        papers: also what the program wrote for the client in that folder, as far as nobody changed it.

    Raises:
        NotFound: when the folder is no dossier.
        DossierUnusable: when it is open somewhere, or may not be written.
    """
    folder = dossier if isinstance(dossier, Path) else dossier.folder
    if not is_dossier(folder):
        raise NotFound("no_dossier", dossier=folder)
    gone: list[Path] = []
    try:
        with locked(folder):
            for path in (*(_papers(folder) if papers else ()), *_own(folder)):
                if path.is_file():
                    path.unlink()
                    gone.append(path)
                    if path.parent != folder:
                        _clear_up(path.parent, folder)
        # After the release, because Windows keeps a file that is open.
        (folder / LOCK).unlink(missing_ok=True)
    except OSError as error:
        raise DossierUnusable("dossier_not_writable", dossier=folder.name, reason=error.strerror) from error
    with suppress(OSError):
        folder.rmdir()
    return Deleted(tuple(gone), tuple(sorted(path for path in folder.rglob("*") if path.is_file())))


def _own(folder: Path) -> Iterable[Path]:
    """Every file that is a dossier's own. The record goes last: stopped halfway, this is still a dossier and can be deleted again."""
    kept = [path for path in sorted(folder.iterdir()) if ADVICE_FILE.fullmatch(path.name)]
    aside = [
        path for mark in (DAMAGED, OF_SCHEMA) for name in (ANSWERS, RECORD) for path in sorted(folder.glob(f"{name}{mark}*"))
    ]
    copies = [folder / PREVIOUS, folder / (RECORD + BEFORE)]
    return (folder / ANSWERS, *copies, *kept, *aside, *_temporaries(folder), folder / RECORD)


def _papers(folder: Path) -> list[Path]:
    """What the program wrote in the folder and nobody changed, as far as the record can still be read."""
    found: dict[str, object] = {}
    for name in (RECORD + BEFORE, RECORD):
        with suppress(OSError, ValueError, RecursionError):
            table = tomllib.loads((folder / name).read_bytes().decode("utf-8-sig")).get("written")
            found |= table if isinstance(table, dict) else {}
    inside = [folder / path for path in sorted(found) if is_inside(path)]
    return [path for path in inside if is_as_written(path, found[path.relative_to(folder).as_posix()])]


def is_as_written(path: Path, sha256: object) -> bool:
    """Whether a file still holds what has this hash; one that is a link to elsewhere does not count."""
    return path.is_file() and not path.is_symlink() and sha256_of(path.read_bytes()) == sha256


def sha256_of(whole: bytes) -> str:
    """The hash by which a file is known."""
    return hashlib.sha256(whole).hexdigest()


def _clear_up(folder: Path, top: Path) -> None:
    """Take away a folder that is empty now, and those above it up to the dossier's."""
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def with_papers(written: Mapping[str, str], folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    """What the program wrote, with new files in the folder of a dossier added."""
    fresh = {path.relative_to(folder).as_posix(): sha256_of(path.read_bytes()) for path in paths if path.is_relative_to(folder)}
    return {**written, **fresh}


def _temporaries(folder: Path) -> list[Path]:
    names = [name + end for name in (ANSWERS, RECORD) for end in ("", BEFORE, f"{OF_SCHEMA}*")]
    return sorted(set(safe_files.temporaries(folder, (*names, "advice-*.zip"))))
