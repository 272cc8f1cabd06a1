"""A pack on disk. What somebody changed or put there is never written over: the new file then stands beside it."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from finadvies.exports import machine
from finadvies.exports.files import replace
from finadvies.exports.formats import FORMATS, OF_A_PART, Job, content
from finadvies.exports.office import FIRST_DAY, UNIX
from finadvies.exports.pack import contents, letters, places
from finadvies.exports.pack.dropped import Before, Dropped, before, found
from finadvies.exports.written import Writing
from finadvies.exports.written import formats as written
from finadvies.locale import Texts

USUAL: Final = ("html", "pdf", "docx", "xlsx", "ics")
"""What is written when nobody says which: for on screen, on paper, to edit, to filter, and for the calendar."""
OF_A_LETTER: Final = ("md", "pdf", "docx")
"""A letter is sent or printed."""

Made = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of writing a pack.

    Attributes:
        written: files written, by path within the pack.
        beside: (file that was left alone because somebody changed it, where the new one stands).
        gone: files of an earlier writing that no longer belong, taken away.
        files: what others put into the numbered folders.
    """

    written: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    files: tuple[Dropped, ...]


def write_pack(job: Job, memorandum: Writing | None, client: str, folder: Path, formats: Sequence[str]) -> Packed:
    """Write the pack of a client into its folder, one file at a time, so that a large one takes no more memory than its largest file.

    Args:
        job: the whole list.
        memorandum: the financing memorandum; None where none can be made.
        client: by which name the folder is known as this client's.
        folder: of this client alone.
        formats: out of `FORMATS`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    earlier = before(folder)
    files = tuple(found(folder, earlier))
    made: dict[str, str] = {}
    done: list[str] = []
    beside: list[tuple[str, str]] = []
    for path, make in _files(job, memorandum, files, formats):
        whole = make()
        target = _free(folder, path, earlier)
        if target != path:
            beside.append((path, target))
        (folder / target).parent.mkdir(parents=True, exist_ok=True)
        replace(folder / target, whole)
        made[target] = hashlib.sha256(whole).hexdigest()
        done.append(target)
    # What somebody changed stays known as such: else the next writing would take it for its own.
    gone = tuple(_clear(folder, earlier, made))
    data = contents.machine(job, client, files, made)
    replace(folder / places.INDEX, (machine.dumps(data) + "\n").encode())
    return Packed(tuple(done), tuple(beside), gone, files)


def _files(job: Job, memorandum: Writing | None, files: Sequence[Dropped], formats: Sequence[str]) -> Iterator[tuple[str, Made]]:
    """Every file of a pack, by path, with what makes it."""
    texts = job.texts
    index = contents.contents(job, files, summed_up=memorandum is not None)
    yield from _written(places.index(texts), index, formats, job)
    for name in (each for each in FORMATS if each in formats):
        yield f"{places.whole_list(texts)}.{name}", partial(content, name, job)
    for lender in job.homework.per_lender:
        yield from _part(places.lender_list(lender, texts), job.of_lender(lender), formats)
    for maker in letters.makers(job):
        part = job.of_maker(maker)
        yield from _part(places.maker_list(maker, texts), part, formats)
        if maker not in letters.NO_LETTER and letters.asked(part)[0]:
            kinds = [name for name in formats if name in OF_A_LETTER]
            yield from _written(places.maker_letter(maker, texts), letters.letter(part, maker), kinds, job)
    if memorandum is not None:
        yield from _written(places.memorandum(texts), memorandum, formats, job)
    for shelf in contents.shelves(job, summed_up=memorandum is not None):
        yield f"{shelf.folder}/{texts.say('files.read_me')}.txt", partial(_read_me, shelf, texts)


def _read_me(shelf: contents.Shelf, texts: Texts) -> bytes:
    return contents.read_me(shelf, texts).encode()


def _part(stem: str, part: Job, formats: Sequence[str]) -> Iterator[tuple[str, Made]]:
    for name in (each for each in OF_A_PART if each in formats):
        yield f"{stem}.{name}", partial(content, name, part)


def _written(stem: str, piece: Writing, formats: Sequence[str], job: Job) -> Iterator[tuple[str, Made]]:
    for name in (each for each in written.FORMATS if each in formats):
        yield f"{stem}.{name}", partial(written.content, name, piece, job.texts)


def _free(folder: Path, path: str, earlier: Before) -> str:
    """Where a file can be written: at its own place, unless somebody changed what stands there or put it there."""
    if _ours(folder, path, earlier):
        return path
    stem, number = PurePosixPath(path), 2
    while True:
        other = stem.with_name(f"{stem.stem}-{number}{stem.suffix}").as_posix()
        if _ours(folder, other, earlier):
            return other
        number += 1


def _ours(folder: Path, path: str, earlier: Before) -> bool:
    """Whether nothing stands there, or just what an earlier writing put there."""
    target = folder / path
    if not target.exists():
        return True
    return target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == earlier.made.get(path)


def _clear(folder: Path, earlier: Before, made: dict[str, str]) -> Iterator[str]:
    """Take away what an earlier writing made and this one did not, such as the list of a lender that is no longer in the mix."""
    for path in sorted(set(earlier.made) - set(made)):
        target = folder / path
        if not target.exists():
            continue
        if _ours(folder, path, earlier):
            target.unlink()
            if not any(target.parent.iterdir()):
                target.parent.rmdir()
            yield path
        else:
            made[path] = earlier.made[path]


def zip_pack(folder: Path, target: Path) -> None:
    """All of a pack as a zip, also what others put there; the same bytes from the same files.

    Args:
        folder: of the pack.
        target: the zip, outside the folder.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as whole:
            for path in sorted(each for each in folder.rglob("*") if each.is_file() and not each.name.startswith(".")):
                entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", FIRST_DAY)
                entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, UNIX, 0o644 << 16
                with path.open("rb") as file, whole.open(entry, "w") as out:
                    while block := file.read(1 << 20):
                        out.write(block)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
