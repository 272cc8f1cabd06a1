"""The commands as an adviser types them: in this process for speed, or in one of their own where that is the point."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from shipped import TODAY
from typer.testing import CliRunner, Result

from finadvies.catalogue import load
from finadvies.cli.app import app

BAKERY = str(resources.files("finadvies.examples").joinpath("demo/bakkerij-de-korenaar.toml"))
read_once = lru_cache(load.load)
"""Reading the catalogue takes longer than all else together; the same folders hold the same entries."""


@pytest.fixture(scope="session")
def bakery() -> str:
    return BAKERY


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the dossiers of this test are."""
    folder = tmp_path / "home"
    monkeypatch.setenv("FINADVIES_HOME", str(folder))
    for name in ("FINADVIES_LANG", "FINADVIES_DEBUG", "FINADVIES_CATALOGUE", "FINADVIES_CHECKLISTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return folder


@pytest.fixture
def finadvies(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command on the day of all tests: `finadvies("why", source, "eia")`."""
    monkeypatch.setattr(load, "load", read_once)

    def run(*args: str | Path, stdin: str | None = None, today: str | None = TODAY.isoformat(), **env: str) -> Result:
        words = [*map(str, args), *(("--today", today) if today else ())]
        return CliRunner().invoke(app, words, input=stdin, env=env)

    return run


@pytest.fixture
def client_file(tmp_path: Path) -> Callable[..., Path]:
    """A client file with this text."""

    def write(text: str, name: str = "klant.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def environment(home: Path) -> dict[str, Any]:
    """The environment of a process of its own."""
    return {**os.environ, "FINADVIES_HOME": str(home), "NO_COLOR": "1", "PROMPT_TOOLKIT_NO_CPR": "1", "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def advised(tmp_path_factory: pytest.TempPathFactory, bakery: str) -> Path:
    """The bakery's dossier with advice, made once."""
    home = tmp_path_factory.mktemp("advised")
    words = ["session", "bakker", "--answers", bakery, "--no-input", "--today", TODAY.isoformat()]
    assert CliRunner().invoke(app, words, env={"FINADVIES_HOME": str(home)}).exit_code == 0
    return home / "dossiers" / "bakker"


@pytest.fixture
def bakker(advised: Path, home: Path) -> Path:
    """A dossier with advice."""
    return Path(shutil.copytree(advised, home / "dossiers" / "bakker"))
