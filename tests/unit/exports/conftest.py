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
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.exports.formats import Job
from finadvies.homework import Lists, Status
from finadvies.homework.lists import Key
from finadvies.importers.client_source import read_toml
from finadvies.locale import Language, texts_in

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


@pytest.fixture
def office_job(advise_small: Callable[[Client], Advice], two_machines: Client) -> Callable[..., Job]:
    """The list of the client with two machines, under another name, in another language, or with papers that came in."""

    def make(language: Language = "nl", *, typed: str | None = None, came_in: dict[str, Status] | None = None) -> Job:
        client = two_machines
        if typed is not None:
            client = client.with_answer(Slot("client.name"), Answer(typed)).with_answer(Slot("use.description", 0), Answer(typed))
        advice, texts = advise_small(client), texts_in(language)
        statuses: dict[Key, Status] = {(key, None): status for key, status in (came_in or {}).items()}
        homework = advice.homework(("bank-een-lening", "lease-twee-lease"), statuses)
        return Job(advice, homework, texts, texts.say("homework.title", mix="1"), advice.proposals[0])

    return make
