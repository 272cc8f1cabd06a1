"""One writer at a time, and who that is."""

from __future__ import annotations

import os
import socket
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import tomli_w

from finadvies.errors import DossierUnusable

LOCK: Final = ".lock"
HOLDER: Final = ".holder"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else writes in this folder until the end of the block.

    Raises:
        DossierUnusable: when somebody has it, with who and since when; or when the folder may not be written.
    """
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
        with suppress(OSError):  # only a message is the poorer for it
            now = datetime.now().astimezone().replace(microsecond=0)
            who = {"host": socket.gethostname(), "pid": os.getpid(), "since": now}
            holder.write_text(tomli_w.dumps(who), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _holder(folder: Path) -> dict[str, object]:
    """Who has it open; question marks where that cannot be read."""
    try:
        found = tomllib.loads((folder / HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    return {key: found.get(key, "?") for key in ("host", "pid", "since")}
