"""The files of a catalogue as text and data, each with the means to say on which line something stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from finadvies import tomlfile
from finadvies.catalogue.locate import Folders
from finadvies.problems import Path as KeyPath
from finadvies.problems import Problem

Table = Literal[
    "products", "lenders", "help", "kinds", "norms", "grounds", "sectors", "regions", "aid", "parameters", "office",
    "documents", "sets", "checklists",
]  # fmt: skip

CATALOGUE_TABLES: tuple[Table, ...] = (
    "products", "lenders", "help", "kinds", "norms", "grounds", "sectors", "regions", "aid", "parameters", "office",
)  # fmt: skip
CHECKLIST_FOLDERS: Mapping[str, Table] = {"documents": "documents", "sets": "sets", "lenders": "checklists"}


@dataclass
class Entry:
    """One file.

    Attributes:
        table: which kind of entry it holds.
        id: the stem of the file name.
        folder: name of the folder it stands in (for a product: its kind).
        file: the path as it is shown to people.
        text: what the file holds.
        data: the parsed data; empty when it does not parse.
        overlay: whether it is one of the office's own.
    """

    table: Table
    id: str
    folder: str
    file: str
    text: str
    data: dict[str, Any] = field(default_factory=dict)
    overlay: bool = False

    @cached_property
    def lines(self) -> tomlfile.Lines:
        """Line of each key; made only when something has to be placed."""
        return tomlfile.Lines(self.text)

    def problem(self, path: KeyPath, code: str, *, level: Literal["error", "warning"] = "error", **details: object) -> Problem:
        """A problem at a path of this file."""
        return Problem(self.file, self.lines.of(path), path, code, details, level)


def read(where: Folders) -> tuple[list[Entry], list[Problem], str]:
    """All files, the problems met in reading them, and the sha256 over names and bytes.

    Later folders (overlays) come after the shipped ones; an entry of the same table and id takes their place, with a warning.
    """
    entries: dict[tuple[Table, str], Entry] = {}
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for table, path, shown, overlay in walk(where):
        raw = path.read_bytes()
        digest.update(mark(table, path, raw))
        entry = Entry(table, path.stem, path.parent.name, shown, "", overlay=overlay)
        try:
            entry.text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(Problem(shown, raw[: error.start].count(b"\n") + 1, (), "not_utf8"))
            continue
        entry.data, found = tomlfile.parse(entry.text, shown)
        problems.extend(found)
        before = entries.get((table, entry.id))
        if before is not None:
            if overlay and not before.overlay:
                problems.append(entry.problem((), "overlay_replaces", level="warning", other=before.file))
            else:
                problems.append(entry.problem(("id",), "duplicate_id", id=entry.id, other=before.file))
        entries[table, entry.id] = entry
    problems.extend(_passed_over(where))
    return list(entries.values()), problems, digest.hexdigest()


def mark(table: Table, path: Path, raw: bytes) -> bytes:
    """What one file adds to the sha256 of a catalogue: its place and its bytes, wherever the folder stands."""
    return f"{table}/{path.parent.name}/{path.name}\0".encode() + hashlib.sha256(raw).digest()


def _passed_over(where: Folders) -> Iterator[Problem]:
    """Files of the office that no table reads, because they lie in another place than the shipped ones; and a folder without any."""
    read_here = {path for _, path, _, overlay in walk(where) if overlay}
    for overlay in where.overlays:
        for path in _sorted(overlay.rglob("*.toml")):
            if path not in read_here:
                yield Problem(_shown(path, overlay, overlay), None, (), "not_read", {}, "warning")
        if not any(path.is_relative_to(overlay) for path in read_here):
            yield Problem(overlay.name, None, (), "nothing_read", {}, "warning")


def walk(where: Folders) -> Iterator[tuple[Table, Path, str, bool]]:
    """Every file that is read, in the order of reading: its table, where it is, how it is shown, whether it is the office's own."""
    yield from _catalogue(where.catalogue)
    yield from _checklists(where.checklists)
    for overlay in where.overlays:
        nested = overlay / "catalogue"
        yield from _catalogue(nested if nested.is_dir() else overlay, overlay=overlay)
        yield from _checklists(overlay / "checklists", overlay=overlay)


def _catalogue(root: Path, *, overlay: Path | None = None) -> Iterator[tuple[Table, Path, str, bool]]:
    for table in CATALOGUE_TABLES:
        pattern = "*/*.toml" if table == "products" else "*.toml"
        for path in _sorted((root / table).glob(pattern)):
            yield table, path, _shown(path, root, overlay), overlay is not None


def _checklists(root: Path, *, overlay: Path | None = None) -> Iterator[tuple[Table, Path, str, bool]]:
    for name, table in CHECKLIST_FOLDERS.items():
        for path in _sorted((root / name).glob("*.toml")):
            yield table, path, _shown(path, root, overlay), overlay is not None


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: path.as_posix())


def _shown(path: Path, root: Path, overlay: Path | None) -> str:
    """`catalogue/products/term_loan/x.toml`, whatever the folder above is; a file of the office with the name of its folder."""
    if overlay is not None:
        return (Path(overlay.name) / path.relative_to(overlay)).as_posix()
    return (Path(root.name) / path.relative_to(root)).as_posix()
