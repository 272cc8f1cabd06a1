"""One client from a file or standard input, or many from JSON Lines; bad data comes back as problems."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from finadvies import tomlfile
from finadvies.domain.client import Client
from finadvies.domain.client_file import read_client
from finadvies.errors import NotFound, UsageError
from finadvies.importers import jsonfile
from finadvies.problems import Path as KeyPath
from finadvies.problems import Problem, in_order

STDIN = "-"


def read_source(path: Path | str, stdin: BinaryIO) -> tuple[Client, list[Problem]]:
    """The client in a TOML or JSON file, or on standard input for `-`.

    Args:
        path: `.json` is read as JSON and `.toml` as TOML; of anything else the first sign tells.
        stdin: the bytes of standard input, so that the code page of a Windows console plays no part.

    Raises:
        NotFound: when the file is not there or cannot be read.
        UsageError: when it is a folder.
    """
    shown = str(path)
    raw = stdin.read() if shown == STDIN else _bytes(Path(path))
    text, problems = _decoded(raw, shown)
    if problems:
        return Client(), problems
    suffix = "" if shown == STDIN else Path(path).suffix.casefold()
    is_json = suffix == ".json" or (suffix != ".toml" and text.lstrip().startswith("{"))
    return read_json(text, shown) if is_json else read_toml(text, shown)


def read_toml(text: str, file: str) -> tuple[Client, list[Problem]]:
    """The client in a TOML text."""
    try:
        # Decimal from the text itself: by way of a float the last figures of a share would be lost.
        data = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        return Client(), _not_toml(text, file, error)
    return _client(data, file, lambda: tomlfile.Lines(text).of)


def _not_toml(text: str, file: str, error: Exception) -> list[Problem]:
    if isinstance(error, tomllib.TOMLDecodeError):
        return tomlfile.parse(text, file)[1]
    return [Problem(file, 1, (), "not_toml", {"reason": type(error).__name__})]


def read_json(text: str, file: str) -> tuple[Client, list[Problem]]:
    """The client in a JSON text."""
    data, problems = jsonfile.parse(text, file)
    client, found = _client(data, file, lambda: jsonfile.Lines(text).of)
    return client, in_order([*problems, *found])


def read_lines(path: Path | str) -> Iterator[tuple[int, Client, list[Problem]]]:
    """The clients of a JSON Lines file, one at a time, with the number of their line; empty lines are passed over.

    Raises:
        NotFound: at once, when the file is not there or cannot be read.
        UsageError: when it is a folder.
    """
    _opened(Path(path)).close()
    return _each_line(Path(path), str(path))


def _each_line(path: Path, shown: str) -> Iterator[tuple[int, Client, list[Problem]]]:
    with _opened(path) as file:
        for number, raw in enumerate(file, start=1):
            text, problems = _decoded(raw, shown)
            client = Client()
            if not problems:
                if not text.strip():
                    continue
                client, problems = read_json(text.strip(), shown)
            yield number, client, [Problem(p.file, number, p.path, p.code, p.details, p.level) for p in problems]


def client_name(client: Client, fallback_stem: str) -> str:
    """What the client is called; the stem of its file when it has no name."""
    name = client.value("client.name")
    return re.sub(r"\s+", " ", name).strip() if isinstance(name, str) else fallback_stem


def _client(
    data: dict[str, Any], file: str, lines: Callable[[], Callable[[KeyPath], int | None]]
) -> tuple[Client, list[Problem]]:
    """The client, with lines looked up only when there is a problem: most files have none."""
    client, problems = read_client(data, file, lambda _: None)
    return read_client(data, file, lines()) if problems else (client, problems)


def _decoded(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return "", [Problem(file, raw[: error.start].count(b"\n") + 1, (), "not_utf8")]


def _bytes(path: Path) -> bytes:
    with _opened(path) as file:
        return file.read()


def _opened(path: Path) -> BinaryIO:
    if path.is_dir():
        raise UsageError("file_is_folder", file=path)
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NotFound("no_file", file=path) from None
    except OSError as error:
        raise NotFound("file_unreadable", file=path, reason=error.strerror) from None
