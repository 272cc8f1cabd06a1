"""The advice that was given, in one file with all it rests on."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from finadvies.domain.client import Client, Slot
from finadvies.domain.values import UNKNOWN, Answer
from finadvies.dossiers import given, store
from finadvies.dossiers.given import Given, changed_since
from finadvies.dossiers.record import Dossier
from finadvies.errors import DossierUnusable

TODAY = date(2026, 11, 24)
CLIENT = Client(
    {"client.name": Answer("Vonk"), "owner.bkr_arrears": Answer(UNKNOWN, why_unknown="private")},
    uses=({"use.amount": Answer(40_000, "assumed", None, "offerte volgt")},),
)
STATE = {
    "catalogue/lenders/bank.toml": b"x = 1\n",
    "checklists/documents/plan.toml": b"\xff",
    "overlays/1/office/office.toml": b"",
}


def advice(**other: Any) -> Given:
    return replace(Given(CLIENT, b"{}\n", TODAY, "0.1.0", "nl", "2026-11", "ab" * 32, STATE, 1), **other)


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return store.create(tmp_path, "Vonk", CLIENT, created=TODAY, program="0.1.0", language="nl")


def test_what_is_kept_comes_back_whole(dossier: Dossier) -> None:
    kept = given.keep(dossier, advice(language="en"))

    assert kept.advice is not None
    assert given.read(dossier.folder, kept.advice) == (advice(language="en"), [])
    with store.open_dossier(dossier.folder, write=False) as again:
        assert again == kept
        assert again.language == "en"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@drawn(st.dictionaries(st.sampled_from(["catalogue/a.toml", "catalogue/b/c.csv", "checklists/é.toml"]), st.binary(max_size=300)))
def test_the_same_is_the_same_file_to_the_last_byte(dossier: Dossier, state: dict[str, bytes]) -> None:
    one = given.keep(dossier, advice(state=state, overlays=0)).advice
    assert one is not None
    whole = (dossier.folder / one.file).read_bytes()
    (dossier.folder / one.file).unlink()

    two = given.keep(dossier, advice(state=dict(reversed(state.items())), overlays=0)).advice

    assert two == one
    assert (dossier.folder / one.file).read_bytes() == whole


def test_only_the_last_advice_is_kept(dossier: Dossier) -> None:
    first = given.keep(dossier, advice())
    given.keep(first, advice(day=date(2026, 12, 1)))

    assert [path.name[:17] for path in dossier.folder.glob("advice-*")] == ["advice-2026-12-01"]


@pytest.mark.parametrize("turn", range(12))
def test_stopped_at_any_moment_there_is_always_an_advice_that_can_be_proved(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    first = given.keep(dossier, advice())
    left = iter([True] * turn)

    def failing(call: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **named: Any) -> Any:
            if not next(left, False):
                raise OSError(28, "No space left on device")
            return call(*args, **named)

        return act

    new = advice(day=date(2026, 12, 1), client=CLIENT.with_answer(Slot("company.fte"), Answer(3)))
    with monkeypatch.context() as patch:
        for module, name in ((tempfile, "mkstemp"), (os, "fsync"), (Path, "unlink")):
            patch.setattr(module, name, failing(getattr(module, name)))
        try:
            given.keep(replace(first, client=new.client), new)
        except DossierUnusable:
            pass
        else:
            assert turn > 9  # from there on all was written

    with store.open_dossier(dossier.folder, write=False) as found:
        assert found.advice is not None
        assert given.read(found.folder, found.advice)[0] in (advice(), new)


def test_a_changed_byte_is_seen(dossier: Dossier) -> None:
    kept = given.keep(dossier, advice())
    assert kept.advice is not None
    path = dossier.folder / kept.advice.file
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)

    problems = given.read(dossier.folder, kept.advice)[1]

    assert problems[0].code == "not_as_written"


def test_what_changed_in_the_answers_since() -> None:
    fuller = CLIENT.with_answer(Slot("company.fte"), Answer(3)).with_answer(Slot("client.name"), None)
    noted = CLIENT.with_answer(Slot("client.name"), Answer("Vonk", note="met een v"))

    assert changed_since(advice(), CLIENT) == []
    assert changed_since(advice(), noted) == []
    assert changed_since(advice(), fuller) == [
        (Slot("client.name"), Answer("Vonk"), None),
        (Slot("company.fte"), None, Answer(3)),
    ]
