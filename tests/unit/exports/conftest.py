"""A small made-up catalogue that never changes, and a client with two machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from finadvies.advice import Advice, advise
from finadvies.catalogue.load import load
from finadvies.catalogue.locate import Folders
from finadvies.domain.client import Client
from finadvies.homework import Lists
from finadvies.importers.client_source import read_toml

TESTS = Path(__file__).resolve().parents[2]
SMALL = TESTS / "data" / "small"


@pytest.fixture(scope="session")
def advise_small(today: date) -> Callable[[Client], Advice]:
    catalogue, checklists = load(Folders(SMALL / "catalogue", SMALL / "checklists"))
    catalogue, lists = replace(catalogue, sha256="0" * 64), Lists(checklists)
    return lambda client: advise(client, catalogue, lists, today)


@pytest.fixture(scope="session")
def two_machines() -> Client:
    client, problems = read_toml((SMALL / "two-uses.toml").read_text(encoding="utf-8"), "two-uses.toml")
    assert not problems
    return client


@pytest.fixture
def same_as_snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file of tests/snapshots; `--update-snapshots` writes that file instead."""

    def compare(name: str, text: str) -> None:
        path = TESTS / "snapshots" / name
        if request.config.getoption("--update-snapshots"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path} is not there; run pytest --update-snapshots and read what it wrote"
        assert text == path.read_text(encoding="utf-8")

    return compare
