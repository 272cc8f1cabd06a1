"""The state of a catalogue as files that can be kept: just what is read, under names that hold on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from finadvies.catalogue import files
from finadvies.catalogue.locate import Folders

CATALOGUE: Final = "catalogue"
CHECKLISTS: Final = "checklists"
OVERLAYS: Final = "overlays"


@dataclass(frozen=True, slots=True)
class State:
    """A catalogue with its checklists and what offices put on top.

    Attributes:
        sha256: as the catalogue that is read from it has.
        files: name with slashes -> what the file holds.
        overlays: how many folders of offices there are.
    """

    sha256: str
    files: Mapping[str, bytes]
    overlays: int


def state(where: Folders) -> State:
    """All that is read from these folders, as it is on disk now.

    Raises:
        OSError: when a file is not there any more, or may not be read.
    """
    digest = hashlib.sha256()
    roots = {where.catalogue: CATALOGUE, where.checklists: CHECKLISTS}
    roots |= {overlay: f"{OVERLAYS}/{number}" for number, overlay in enumerate(where.overlays, start=1)}
    found: dict[str, bytes] = {}
    for table, path, _, overlay in files.walk(where):
        raw = path.read_bytes()
        digest.update(files.mark(table, path, raw))
        # Of folders inside each other the innermost counts, and an office's own folder goes before those that ship.
        among = where.overlays if overlay else (where.catalogue, where.checklists)
        root = max((root for root in among if path.is_relative_to(root)), key=lambda root: len(root.parts))
        found[f"{roots[root]}/{path.relative_to(root).as_posix()}"] = raw
    for path in sorted((where.catalogue / "geography").glob("*.csv")):
        found[f"{CATALOGUE}/geography/{path.name}"] = path.read_bytes()
    return State(digest.hexdigest(), found, len(where.overlays))


def folders_in(folder: Path, overlays: int) -> Folders:
    """The folders of a state that was unpacked there; an office whose folder held nothing gets an empty one."""
    own = tuple(folder / OVERLAYS / str(number) for number in range(1, overlays + 1))
    for overlay in own:
        overlay.mkdir(parents=True, exist_ok=True)
    return Folders(folder / CATALOGUE, folder / CHECKLISTS, own)
