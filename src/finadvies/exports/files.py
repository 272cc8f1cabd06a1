"""Homework as files in a folder: the whole list in each format, and a checklist for each lender. Each file is replaced at once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from finadvies.exports.formats import OF_A_PART, Job, content


def write_homework(job: Job, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write the list in `formats` and return the files written, sorted."""
    stem = job.texts.say("files.homework")
    contents = {f"{stem}.{name}": content(name, job) for name in formats}
    for lender in job.homework.per_lender:
        part = job.of_lender(lender)
        contents |= {f"{stem}-{lender}.{name}": content(name, part) for name in OF_A_PART if name in formats}
    folder.mkdir(parents=True, exist_ok=True)
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
