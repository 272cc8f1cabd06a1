"""Which clients are meant: from files, folders, patterns and standard input to one task a client, in the order given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, Literal

from finadvies.dossiers.names import is_dossier
from finadvies.errors import NotFound
from finadvies.importers.client_source import STDIN

LINES: Final = frozenset({".jsonl", ".ndjson"})
KINDS: Final = frozenset({".toml", ".json"}) | LINES
_BLANK: Final = b" \t\r\n\xef\xbb\xbf"
"""What an empty line may hold: white space, and the mark with which some editors begin a file."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input with clients in it.

    Attributes:
        path: as the user wrote it, so that messages can be read back; `-` is standard input.
    """

    kind: Literal["file", "lines", "dossier"]
    path: Path


@dataclass(frozen=True, slots=True)
class Task:
    """One client to advise.

    Attributes:
        path: its file, its dossier, or the file that its line is in.
        line: the number of the line, for JSON Lines only.
        raw: the bytes of that line.
    """

    kind: Literal["file", "line", "dossier"]
    path: Path
    line: int | None = None
    raw: bytes = b""

    @property
    def shown(self) -> str:
        """`path` or `path:line`."""
        return str(self.path) if self.line is None else f"{self.path}:{self.line}"

    @property
    def fallback_name(self) -> str:
        """What a client without a name is called."""
        stem = "stdin" if str(self.path) == STDIN else self.path.name if self.kind == "dossier" else self.path.stem
        return stem if self.line is None else f"{stem}-{self.line}"


def find(inputs: Iterable[Path], out: Path | None) -> list[Source]:
    """What the inputs stand for; nothing of a client is read yet.

    Args:
        inputs: files, folders, dossiers, patterns or `-`.
        out: the folder of the results, which are no clients when it lies inside an input.

    Raises:
        NotFound: for an input that is not there, and for a folder or pattern without clients.
    """
    results = None if out is None else out.resolve()
    found: list[Source] = []
    for given in inputs:
        if str(given) == STDIN:
            found.append(Source("lines", given))
            continue
        paths = [given]
        if not given.exists() and "*" in str(given):
            # Most shells did this already; that of Windows leaves it to the program.
            matches = Path(given.anchor).glob(str(given.relative_to(given.anchor)))
            paths = sorted(path for path in matches if not path.name.startswith("."))
        elif not given.exists():
            raise NotFound("no_file", file=given)
        sources = [source for path in paths for source in _below(path, results, named=True)]
        if not sources:
            raise NotFound("no_clients", folder=given)
        found += sources
    return found


def _below(path: Path, results: Path | None, *, named: bool) -> Iterator[Source]:
    """The sources in a path; a file that the user named is a client whatever its ending."""
    if not path.is_dir():
        if path.suffix.casefold() in LINES:
            yield Source("lines", path)
        elif named or path.suffix.casefold() in KINDS:
            yield Source("file", path)
    elif is_dossier(path):
        yield Source("dossier", path)
    elif path.resolve() != results:
        for inside in sorted(path.iterdir(), key=lambda each: each.name):
            if not inside.name.startswith(".") and not (inside.is_dir() and inside.is_symlink()):
                yield from _below(inside, results, named=False)


def tasks(sources: Iterable[Source], stdin: BinaryIO) -> Iterator[Task]:
    """One task a client. Lines are read as they are needed, so that a file of any size fits."""
    for source in sources:
        if source.kind != "lines":
            yield Task(source.kind, source.path)
        elif str(source.path) == STDIN:
            yield from _lines(stdin, source.path)
        else:
            try:
                file = source.path.open("rb")
            except OSError:
                # Reading it as one client says what is wrong, and the others go on.
                yield Task("file", source.path)
                continue
            with file:
                yield from _lines(file, source.path)


def _lines(file: BinaryIO, path: Path) -> Iterator[Task]:
    for number, raw in enumerate(file, start=1):
        if raw.strip(_BLANK):
            yield Task("line", path, number, raw)


def how_many(sources: Iterable[Source]) -> int | None:
    """The number of clients, for whoever waits; None when it cannot be known beforehand."""
    count = 0
    for source in sources:
        if source.kind != "lines":
            count += 1
        elif not source.path.is_file():
            return None
        else:
            count += sum(1 for _ in tasks([source], BytesIO()))
    return count
