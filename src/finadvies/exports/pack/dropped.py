"""Files that somebody put into a pack, recognised by the number at the front of their name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

from finadvies.domain.citizen_number import holds_citizen_number
from finadvies.errors import NotFound
from finadvies.exports.pack.places import INDEX

_SECTION: Final = re.compile(r"\d{2}-")
_NUMBERED: Final = re.compile(r"0*(\d{1,3})(?!\d)")
NOISE: Final = frozenset({"thumbs.db", "desktop.ini"})
"""Files that a system leaves behind by itself."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file in a numbered folder that the pack did not write.

    Attributes:
        path: within the pack, with slashes.
        line: the id of the paper it is; None when its name begins with no number of the list.
        citizen_number: its name holds what may be a citizen service number, which belongs in no file name.
    """

    path: str
    line: str | None
    citizen_number: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What `pack.json` tells of an earlier writing.

    Attributes:
        numbers: number -> line id.
        made: file the pack wrote -> the hash of what it wrote.
        files: file of somebody else -> line id, as it was recognised when the list had other numbers perhaps.
    """

    numbers: Mapping[int, str] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def _index(folder: Path) -> dict[str, Any]:
    try:
        data: Any = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def whose(folder: Path) -> str | None:
    """The client of a pack; None where there is no index that can be read."""
    client = _index(folder).get("client")
    return client if isinstance(client, str) else None


def before(folder: Path) -> Before:
    """What an earlier writing left; nothing when there was none or its index cannot be read."""
    data = _index(folder)
    papers = data.get("papers")
    numbers = {
        each["number"]: each["id"]
        for each in (papers if isinstance(papers, list) else ())
        if isinstance(each, dict) and isinstance(each.get("number"), int) and isinstance(each.get("id"), str)
    }
    return Before(numbers, _texts(data.get("made")), _texts(data.get("files")))


def _texts(data: object) -> dict[str, str]:
    if not isinstance(data, dict):
        return {}
    return {path: told for path, told in data.items() if isinstance(path, str) and isinstance(told, str) and _inside(path)}


def _inside(path: str) -> bool:
    """Whether a path stays within the pack: an index that somebody wrote over points at no file elsewhere."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not PureWindowsPath(path).anchor and not PurePosixPath(path).is_absolute()


def dropped(folder: Path) -> tuple[Dropped, ...]:
    """What was put into the numbered folders of a pack, by path.

    Raises:
        NotFound: when the folder holds no pack.
    """
    if not (folder / INDEX).is_file():
        raise NotFound("no_pack", folder=folder)
    return tuple(found(folder, before(folder)))


def found(folder: Path, earlier: Before) -> Iterator[Dropped]:
    """The same, with what is known of the pack already."""
    for section in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not section.is_dir() or not _SECTION.match(section.name):
            continue
        for path in sorted(section.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if not path.is_file() or path.name.startswith((".", "~$")) or path.name.casefold() in NOISE or name in earlier.made:
                continue
            yield Dropped(name, _line(name, path.name, earlier), holds_citizen_number(path.name))


def _line(path: str, name: str, earlier: Before) -> str | None:
    """The paper of a file: as it was recognised once, so that a list with new numbers moves no file; else by its number."""
    if path in earlier.files:
        return earlier.files[path]
    number = _NUMBERED.match(name)
    return earlier.numbers.get(int(number[1])) if number else None
