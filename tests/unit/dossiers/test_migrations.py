"""A dossier of an older program opens, and becomes one of today's when it is saved."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from finadvies.domain.client import Slot
from finadvies.domain.values import Answer
from finadvies.dossiers import store
from finadvies.dossiers.migrations import SCHEMA, STEPS, current
from finadvies.errors import DossierUnusable

OLD = Path(__file__).parents[2] / "data" / "dossiers"


@pytest.fixture(params=sorted(path.name for path in OLD.iterdir()))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A dossier as each earlier program saved it."""
    return Path(shutil.copytree(OLD / request.param, tmp_path / "de-korenaar"))


def schema_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[0]


def test_every_schema_before_this_one_has_a_step_and_a_dossier_to_try_it_on() -> None:
    before = range(1, SCHEMA)
    assert sorted(STEPS) == list(before)
    assert sorted(path.name for path in OLD.iterdir()) == [f"schema-{number}" for number in before]


def test_an_old_dossier_opens_with_all_it_held_and_nothing_is_written(old: Path) -> None:
    files = {path.name: path.read_bytes() for path in old.iterdir()}

    with store.open_dossier(old, write=False) as found:
        assert found.client.value("use.amount", 0) == 120_000
        assert found.client.answer(Slot("need.own_contribution")).note == "spaarrekening, gezien"
        assert found.catalogue is not None
        assert found.catalogue.sha256.startswith("4bbb2fdf")
        assert found.documents["id-copy"].status == "received"
        assert found.chosen
        assert [str(slot) for slot in found.asked] == ["client.name", "need.uses[0].purpose", "need.uses[0].amount"]
        assert (found.advice, found.written) == (None, {})

    assert {path.name: path.read_bytes() for path in old.iterdir()} == files


def test_the_first_save_brings_it_up_to_date_and_keeps_the_old_record(old: Path) -> None:
    before = (old / "dossier.toml").read_bytes()
    number = schema_of(old / "dossier.toml").removeprefix("schema = ")

    with store.open_dossier(old, write=True) as found:
        store.save(found)
        after = replace(found, client=found.client.with_answer(Slot("company.fte"), Answer(8)), program="9.9")
        store.save(after)

    assert schema_of(old / "dossier.toml") == f"schema = {SCHEMA}"
    assert (old / f"dossier.toml.schema-{number}").read_bytes() == before
    with store.open_dossier(old, write=False) as again:
        assert again == after


def test_deleting_takes_the_old_record_too(old: Path) -> None:
    with store.open_dossier(old, write=True) as found:
        store.save(found)

    deleted = store.delete(old)

    assert any(path.name.startswith("dossier.toml.schema-") for path in deleted.gone)
    assert not old.exists()


def test_steps_are_taken_one_after_the_other() -> None:
    steps = {1: lambda record: {**record, "one": True}, 2: lambda record: {**record, "two": record["one"]}}

    assert current({"schema": 1}, steps=steps) == {"schema": 3, "one": True, "two": True}
    assert current({"schema": 3, "kept": 1}, steps=steps) == {"schema": 3, "kept": 1}


@pytest.mark.parametrize("schema", ["0", "-1", "true", '"2"', "1.0"])
def test_what_is_no_schema_is_damage(old: Path, schema: str) -> None:
    path = old / "dossier.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(schema_of(path), f"schema = {schema}"), encoding="utf-8")

    with pytest.raises(DossierUnusable, match="dossier_damaged"), store.open_dossier(old, write=False):
        pass
