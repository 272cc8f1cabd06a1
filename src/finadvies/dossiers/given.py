"""The advice that was given, kept in one file with all it rests on: the answers, and the state of the catalogue.

The file is a zip that anybody can open: `advice.json` (as `shortlist --json` gave it), `answers.toml` (a client file), the
catalogue, checklists and office lists as they were read, and `made.json`, which says with what and holds the hash of each part.
The record names it, so the file of an earlier advice stays until the record names the new one.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tomllib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, get_args

import tomli_w

from finadvies import tomlfile
from finadvies.domain import client_file
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import Answer
from finadvies.dossiers import safe_files
from finadvies.dossiers.reading import ANSWERS
from finadvies.dossiers.record import ADVICE_FILE, AdviceMark, CatalogueStamp, Dossier, is_inside
from finadvies.dossiers.store import save, sha256_of, writing
from finadvies.locale import Language
from finadvies.problems import Problem, errors

ADVICE: Final = "advice.json"
MADE: Final = "made.json"
SCHEMA: Final = "finadvies/advice-given/1"
STATE_FOLDERS: Final = ("catalogue", "checklists", "overlays")
MOST_BYTES: Final = 100_000_000
"""Of all parts together when unpacked: fifty times the catalogue that ships, and nothing that could fill a disk."""
MOST_FILES: Final = 20_000
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_NAME: Final = re.compile(r"[^\x00-\x1f]{1,240}")


@dataclass(frozen=True, slots=True)
class Given:
    """An advice with all it rests on.

    Attributes:
        client: the answers it was reckoned with.
        advice: its machine form, as bytes.
        day: the day it was reckoned for.
        program: version of the program that gave it.
        language: of its sentences.
        catalogue: version of the catalogue.
        sha256: of the catalogue.
        state: the files of the catalogue, by name with slashes.
        overlays: how many folders of offices are in there.
    """

    client: Client
    advice: bytes
    day: date
    program: str
    language: Language
    catalogue: str
    sha256: str
    state: Mapping[str, bytes]
    overlays: int = 0


# -- keeping -----------------------------------------------------------------------------------------------------------------


def keep(dossier: Dossier, given: Given) -> Dossier:
    """Save a dossier that is open for writing, with the advice that was given; that of an earlier one goes.

    Raises:
        DossierUnusable: when it cannot be written; the advice before it is still there then.
    """
    parts = _parts(given)
    mark = f"advice-{given.day.isoformat()}-{sha256_of(parts[MADE])[:8]}.zip"
    path = dossier.folder / mark
    before = dossier.advice
    with writing(dossier):
        if before is not None and before.file == mark and path.is_file() and sha256_of(path.read_bytes()) == before.sha256:
            sha256 = before.sha256
        else:
            whole = _zipped(parts)
            safe_files.write(path, whole)
            sha256 = sha256_of(whole)
    kept = replace(
        dossier,
        catalogue=CatalogueStamp(given.catalogue, given.sha256, given.day),
        advice=AdviceMark(mark, sha256, given.day, given.program, given.language),
        language=given.language,
    )
    save(kept)
    with writing(dossier):
        for old in dossier.folder.iterdir():
            if ADVICE_FILE.fullmatch(old.name) and old.name != mark:
                old.unlink(missing_ok=True)
    return kept


def _parts(given: Given) -> dict[str, bytes]:
    """Every part by its name, with the hashes of all in the last."""
    parts = {
        ADVICE: given.advice,
        ANSWERS: tomli_w.dumps(client_file.client_data(given.client)).encode(),
        **{name: given.state[name] for name in sorted(given.state)},
    }
    made = {
        "schema": SCHEMA,
        "day": given.day.isoformat(),
        "program": given.program,
        "language": given.language,
        "catalogue": {"version": given.catalogue, "sha256": given.sha256, "overlays": given.overlays},
        "parts": _hashes(parts),
    }
    return {**parts, MADE: (json.dumps(made, indent=2) + "\n").encode()}


def _hashes(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The hash of the advice, of the answers, and one of all files of the catalogue together."""
    whole = hashlib.sha256()
    for name in sorted(parts):
        if name.split("/")[0] in STATE_FOLDERS:
            whole.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return {ADVICE: sha256_of(parts[ADVICE]), ANSWERS: sha256_of(parts[ANSWERS]), "state": whole.hexdigest()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip without a clock: the same bytes from the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, 0o600 << 16
            whole.writestr(entry, content)
    return out.getvalue()


# -- reading -----------------------------------------------------------------------------------------------------------------


def read(folder: Path, mark: AdviceMark) -> tuple[Given | None, list[Problem]]:
    """The advice that a record names, and all that is wrong with its file; None where it cannot be used."""
    file = mark.file
    try:
        whole = (folder / file).read_bytes()
    except FileNotFoundError:
        return None, [Problem(file, None, (), "file_missing")]
    except OSError as error:
        return None, [Problem(file, None, (), "file_unreadable", {"reason": error.strerror})]
    problems = [] if sha256_of(whole) == mark.sha256 else [Problem(file, None, (), "not_as_written")]
    try:
        parts = dict(_unzipped(whole))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        return None, [*problems, Problem(file, None, (), "not_a_zip", {"reason": error})]
    given, found = _given(parts, file)
    return (None if found else given), [*problems, *found]


def _unzipped(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts by name, in memory: a name that leads elsewhere or a size that cannot be is refused before it is unpacked.

    Raises:
        ValueError: for such a part.
    """
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise ValueError("too large")
        for entry in entries:
            name = entry.filename
            if not is_inside(name) or not _NAME.fullmatch(name):
                raise ValueError(name)
            # No more than it says it holds is read: the bound above counts what it says.
            with archive.open(entry) as file:
                content = file.read(entry.file_size + 1)
            if len(content) != entry.file_size:
                raise ValueError(name)
            yield name, content


def _given(parts: Mapping[str, bytes], file: str) -> tuple[Given | None, list[Problem]]:
    """The advice in the parts of a file."""
    missing = [name for name in (MADE, ADVICE, ANSWERS) if name not in parts]
    if missing:
        return None, [Problem(file, None, (name,), "file_missing") for name in missing]
    try:
        made: Any = json.loads(parts[MADE])
        hashes = _hashes(parts)
        changed = [name for name, sha256 in hashes.items() if made["parts"][name] != sha256]
        if changed:
            return None, [Problem(file, None, (name,), "not_as_written") for name in changed]
        client, problems = _client(parts[ANSWERS], file)
        catalogue, language = made["catalogue"], made["language"]
        if made["schema"] != SCHEMA or language not in get_args(Language):
            return None, [Problem(file, None, (MADE,), "schema_unknown", {"given": made["schema"], "ours": SCHEMA})]
        given = Given(
            client,
            parts[ADVICE],
            date.fromisoformat(made["day"]),
            str(made["program"]),
            language,
            str(catalogue["version"]),
            str(catalogue["sha256"]),
            {name: content for name, content in parts.items() if name.split("/")[0] in STATE_FOLDERS},
            min(int(catalogue["overlays"]), len(parts)),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return None, [Problem(file, None, (MADE,), "invalid_part", {"reason": f"{type(error).__name__}: {error}"})]
    return given, problems


def _client(raw: bytes, file: str) -> tuple[Client, list[Problem]]:
    text = raw.decode()
    lines = tomlfile.Lines(text).of
    client, problems = client_file.read_client(tomllib.loads(text, parse_float=Decimal), f"{file}/{ANSWERS}", lines)
    return client, errors(problems)


def changed_since(given: Given, client: Client) -> list[tuple[Slot, Answer | None, Answer | None]]:
    """The answers that are others than those of the advice, in the order of the list of facts: as they were, as they are."""
    then, now = dict(given.client.slots()), dict(client.slots())
    places = sorted({*then, *now}, key=lambda slot: (list(FACTS).index(slot.key), slot.index or 0))
    pairs = [(slot, then.get(slot), now.get(slot)) for slot in places]
    return [(slot, old, new) for slot, old, new in pairs if _without_note(old) != _without_note(new)]


def _without_note(answer: Answer | None) -> Answer | None:
    """A remark of the adviser changes no advice."""
    return replace(answer, note="") if answer is not None else None


def unpack(given: Given, folder: Path) -> None:
    """Put the files of the catalogue in a folder, as they were read."""
    for name, content in given.state.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
