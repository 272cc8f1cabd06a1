"""What all tests share: the catalogue and the lists as they ship, and the day on which everything is judged."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

# The strategies that several property tests draw clients with live beside the tests, not in the program.
sys.path.insert(0, str(Path(__file__).parent / "support"))

from shipped import TODAY, shipped_library

from finadvies.catalogue.load import Library
from finadvies.domain.catalogue import Catalogue
from finadvies.homework import Lists


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots", action="store_true", help="Write the files of tests/snapshots anew instead of comparing with them."
    )


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def library() -> Library:
    return shipped_library()


@pytest.fixture(scope="session")
def catalogue(library: Library) -> Catalogue:
    return library.catalogue()


@pytest.fixture(scope="session")
def lists(library: Library) -> Lists:
    return Lists(library.checklists())
