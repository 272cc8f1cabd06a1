"""How much processor time reading the whole catalogue costs, with the parser chosen and with the one of the standard library.

Run with the Python of the environment that has finadvies: `python benchmarks/load.py`. Both read the same files into the same pydantic
records, in turn, in one run; ratios are what to read. There is no cache: every run reads every file, so that a change is never missed.
"""

from __future__ import annotations

import statistics
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import rtoml

from finadvies import tomlfile
from finadvies.catalogue.load import read
from finadvies.catalogue.locate import folders

ROUNDS = 9


def main() -> None:
    """Measure all ways in turn and print the median of each, and its ratio to tomllib with pydantic."""
    where = folders(None, None, [])
    texts = [
        path.read_text("utf-8") for folder in (where.catalogue, where.checklists) for path in sorted(Path(folder).rglob("*.toml"))
    ]
    chosen = tomlfile.parse

    def whole(parse: Callable[..., object]) -> None:
        tomlfile.parse = parse  # type: ignore[assignment]  # the same form
        try:
            read(where)
        finally:
            tomlfile.parse = chosen

    ways: dict[str, Callable[[], object]] = {
        "tomllib + pydantic": lambda: whole(lambda text, _: (tomllib.loads(text), [])),
        "rtoml + pydantic (chosen)": lambda: whole(chosen),
        "tomllib, text to data only": lambda: [tomllib.loads(text) for text in texts],
        "rtoml, text to data only": lambda: [rtoml.loads(text) for text in texts],
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    read(where)  # the disk is warm for all of them
    for _ in range(ROUNDS):
        for name, way in ways.items():
            begin = time.process_time()
            way()
            seconds[name].append(time.process_time() - begin)
    middle = {name: statistics.median(measured) for name, measured in seconds.items()}
    beside = middle["tomllib + pydantic"]
    print(f"{len(texts)} files")
    for name, used in middle.items():
        print(f"{name:<28} {used:6.3f} s of processor time   {used / beside:5.2f} x tomllib + pydantic")


if __name__ == "__main__":
    main()
