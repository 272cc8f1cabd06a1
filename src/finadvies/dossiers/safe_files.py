"""Files that are either the old ones or the new ones, whenever the power goes."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Final

STALE_AFTER_SECONDS: Final = 3600
"""A temporary file older than this belongs to a program that was killed: no save takes an hour."""

_PAUSES: Final = (0.05, 0.1, 0.2, 0.2, 0.2)
"""On Windows a virus scanner or sync client may hold the target for a moment."""


def write(path: Path, content: str | bytes) -> None:
    """Put a text or bytes in a file, all of it or nothing; a file that holds it already is left alone."""
    raw = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == raw:
        return
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _replace(source: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder last; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def temporaries(folder: Path, names: tuple[str, ...]) -> list[Path]:
    """What killed programs left behind of these files."""
    return sorted(path for name in names for path in folder.glob(f".{name}.*.tmp"))


def is_stale(path: Path) -> bool:
    """Whether nobody can be writing it any more."""
    try:
        return time.time() - path.stat().st_mtime > STALE_AFTER_SECONDS
    except FileNotFoundError:
        return False
