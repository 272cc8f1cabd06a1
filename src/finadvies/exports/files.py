"""Homework as files in a folder: the whole list in each format, and a checklist for each lender. Each file is replaced at once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from finadvies.errors import UsageError
from finadvies.exports.formats import OF_A_PART, Job, content


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Writing into a folder, which is made when it is not there.

    Raises:
        UsageError: when the system does not let it: no such place, no right, no room.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise UsageError("out_not_writable", folder=folder, reason=error.strerror) from error


def write_homework(job: Job, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write the list in `formats` and return the files written, sorted."""
    stem = job.texts.say("files.homework")
    contents = {f"{stem}.{name}": content(name, job) for name in formats}
    for lender in job.homework.per_lender:
        part = job.of_lender(lender)
        contents |= {f"{stem}-{lender}.{name}": content(name, part) for name in OF_A_PART if name in formats}
    with writing(folder):
        for name, whole in contents.items():
            replace(folder / name, whole)
    return sorted(folder / name for name in contents)


def replace(path: Path, whole: bytes) -> None:
    """Write a file whole or not at all; the same bytes on every system."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(whole)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
