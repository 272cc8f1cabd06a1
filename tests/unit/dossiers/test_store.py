"""A dossier keeps what was told, whoever has it open and whatever happens to the machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from finadvies.domain.client import Client, Slot
from finadvies.domain.values import UNKNOWN, Answer
from finadvies.dossiers import safe_files, store
from finadvies.dossiers.record import CatalogueStamp, Tick
from finadvies.errors import BadData, DossierUnusable, NotFound
from finadvies.locale import texts_in

BAKERY = Client(
    {"client.name": Answer("Bakkerij De Korenaar"), "owner.bkr_arrears": Answer(UNKNOWN, "typed", "private")},
    uses=({"use.amount": Answer(120_000, "assumed", None, "offerte volgt")},),
)
TODAY = date(2026, 11, 24)


@pytest.fixture
def dossier(tmp_path: Path):
    return store.create(tmp_path, "Bakkerij De Korenaar B.V.", BAKERY, created=TODAY, program="1.0", language="nl")


def reopened(folder: Path):
    with store.open_dossier(folder, write=False) as found:
        return found


def told_more(dossier, amount: int):
    client = dossier.client.with_answer(Slot("need.own_contribution"), Answer(amount))
    return replace(dossier, client=client, asked=(*dossier.asked, Slot("need.own_contribution")))


def trouble(folder: Path) -> DossierUnusable:
    with pytest.raises(DossierUnusable) as caught, store.open_dossier(folder, write=True):
        pass
    assert all(caught.value.lines(texts_in(language)) for language in ("nl", "en"))
    return caught.value


# --- keeping


def test_a_new_dossier_is_named_after_the_client_and_holds_the_answers(dossier) -> None:
    assert dossier.id == "bakkerij-de-korenaar"
    assert reopened(dossier.folder) == dossier
    assert sorted(path.name for path in dossier.folder.iterdir()) == ["answers.toml", "dossier.toml"]


def test_a_second_client_of_that_name_gets_a_number(dossier) -> None:
    root = dossier.folder.parent

    second = store.create(root, "Bakkerij de Korenaar", BAKERY, created=TODAY, program="1.0", language="nl")

    assert second.id == "bakkerij-de-korenaar-2"


def test_all_that_was_saved_is_there_on_the_next_visit(dossier) -> None:
    with store.open_dossier(dossier.folder, write=True) as found:
        changed = replace(
            told_more(found, 40_000),
            catalogue=CatalogueStamp("2026.11", "ab12", TODAY),
            documents={"annual_accounts": Tick("received", TODAY), "plan": Tick("todo")},
            language="en",
        )
        store.save(changed)

    assert reopened(dossier.folder) == changed


def test_the_answers_of_one_save_ago_are_kept(dossier) -> None:
    before = (dossier.folder / store.ANSWERS).read_text(encoding="utf-8")
    with store.open_dossier(dossier.folder, write=True) as found:
        store.save(told_more(found, 40_000))

    assert (dossier.folder / store.PREVIOUS).read_text(encoding="utf-8") == before


def test_saving_what_is_saved_already_touches_nothing(dossier) -> None:
    before = (dossier.folder / store.ANSWERS).stat().st_mtime_ns
    with store.open_dossier(dossier.folder, write=True) as found:
        store.save(found)

    assert (dossier.folder / store.ANSWERS).stat().st_mtime_ns == before
    assert not (dossier.folder / store.PREVIOUS).exists()


def test_a_renamed_folder_goes_by_its_new_name(dossier) -> None:
    moved = dossier.folder.rename(dossier.folder.with_name("korenaar"))

    assert reopened(moved).id == "korenaar"


@pytest.mark.skipif(os.name != "posix", reason="Windows goes by the rights of the folder above")
def test_nobody_else_on_this_machine_can_read_a_dossier(dossier) -> None:
    assert dossier.folder.stat().st_mode & 0o077 == 0
    assert (dossier.folder / store.ANSWERS).stat().st_mode & 0o077 == 0


# --- one at a time


def test_whoever_comes_second_hears_who_has_it_open(dossier) -> None:
    with store.open_dossier(dossier.folder, write=True):
        second = trouble(dossier.folder)

    assert second.code == "dossier_locked"
    assert second.details["pid"] == os.getpid()
    assert second.details["host"] != "?"


def test_reading_goes_on_while_someone_else_writes(dossier) -> None:
    with store.open_dossier(dossier.folder, write=True):
        assert reopened(dossier.folder) == dossier


def test_a_closed_dossier_can_be_opened_again(dossier) -> None:
    for amount in (1, 2):
        with store.open_dossier(dossier.folder, write=True) as found:
            store.save(told_more(found, amount))

    assert reopened(dossier.folder).client.value("need.own_contribution") == 2
    assert not (dossier.folder / store.HOLDER).exists()


def test_a_lock_of_a_killed_program_does_not_keep_anyone_out(dossier) -> None:
    (dossier.folder / store.LOCK).touch()
    (dossier.folder / store.HOLDER).write_text('host = "gone"\npid = 1\nsince = "then"\n', encoding="utf-8")

    with store.open_dossier(dossier.folder, write=True) as found:
        assert found == dossier


# --- damage


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("schema = 1\n[need]\nown_contribution = 25.000", 3), ("schema = 1\n[need\n", 2), ("\0" * 40, 1)],
    ids=["empty", "wrong", "cut off", "zeros"],
)
def test_damaged_answers_are_named_with_file_and_line_and_the_previous_good_ones(dossier, text: str, line: int) -> None:
    with store.open_dossier(dossier.folder, write=True) as found:
        store.save(told_more(found, 1))
    (dossier.folder / store.ANSWERS).write_text(text, encoding="utf-8")

    found = trouble(dossier.folder)

    assert (found.code, found.details["file"], found.details["line"]) == ("dossier_damaged", "answers.toml", line)
    lines = found.lines(texts_in("nl"))
    assert lines[1].startswith(f"answers.toml:{line}: ")
    assert any(str(dossier.folder / store.PREVIOUS) in line for line in lines)
    assert lines[-1].endswith(f"finadvies dossier verify {dossier.folder} --take-back")


def test_without_a_previous_one_none_is_promised(dossier) -> None:
    (dossier.folder / store.ANSWERS).unlink()

    lines = trouble(dossier.folder).lines(texts_in("nl"))

    assert lines[1] == "answers.toml: dit bestand ontbreekt"
    assert "--take-back" not in lines[-1]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("created = 2026-11-24", 'created = "gisteren"', 3),
        ('language = "nl"', 'language = "fr"', 5),
        ("asked = []", 'asked = ["company.colour"]', 6),
        ("asked = []", "answered = []", 6),
    ],
)
def test_a_damaged_record_is_named_with_its_line(dossier, old: str, new: str, line: int) -> None:
    path = dossier.folder / "dossier.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    found = trouble(dossier.folder)

    assert found.code == "dossier_damaged"
    assert (found.details["file"], found.details["line"]) == ("dossier.toml", line)


@pytest.mark.parametrize("name", ["answers.toml", "dossier.toml"])
def test_a_dossier_of_a_newer_program_is_left_alone(dossier, name: str) -> None:
    path = dossier.folder / name
    text = re.sub(r"schema = \d", "schema = 9\nnew_thing = 3", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")

    found = trouble(dossier.folder)

    assert (found.code, found.details["found"]) == ("dossier_newer", 9)
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_that_is_no_dossier_is_not_found(tmp_path) -> None:
    with pytest.raises(NotFound, match="no_dossier"), store.open_dossier(tmp_path, write=True):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_saved_answers_as_they_were(dossier, monkeypatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with store.open_dossier(dossier.folder, write=True) as found:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(DossierUnusable, match="dossier_not_writable"):
            store.save(told_more(found, 1))

    assert reopened(dossier.folder) == dossier
    assert list(dossier.folder.glob(".*.tmp")) == []


def test_what_could_not_be_read_again_is_not_saved(dossier) -> None:
    with store.open_dossier(dossier.folder, write=True) as found:
        wrong = found.client.with_answer(Slot("client.name"), Answer("bsn 123456782"))
        with pytest.raises(BadData) as caught:
            store.save(replace(found, client=wrong))

    assert caught.value.problems[0].code == "citizen_number_in_answer"
    assert reopened(dossier.folder) == dossier


def test_a_virus_scanner_that_holds_the_file_for_a_moment_is_waited_for(dossier, monkeypatch) -> None:
    held = iter([True, True])
    replace_really = Path.replace

    def sometimes(self: Path, target: Path) -> Path:
        if next(held, False):
            raise PermissionError(13, "in use")
        return replace_really(self, target)

    monkeypatch.setattr(safe_files, "_PAUSES", (0.001,) * 3)
    monkeypatch.setattr(Path, "replace", sometimes)
    with store.open_dossier(dossier.folder, write=True) as found:
        store.save(told_more(found, 7))

    assert reopened(dossier.folder).client.value("need.own_contribution") == 7


def test_what_a_killed_program_left_behind_is_cleaned_after_an_hour(dossier) -> None:
    old, young = (dossier.folder / f".answers.toml.{name}.tmp" for name in ("old", "young"))
    for path in (old, young):
        path.touch()
    os.utime(old, (time.time() - 4_000,) * 2)

    with store.open_dossier(dossier.folder, write=True):
        pass

    assert (old.exists(), young.exists()) == (False, True)


SAVE_FOREVER = """
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from finadvies.domain.client import Slot
from finadvies.domain.values import Answer
from finadvies.dossiers import store
with store.open_dossier(Path(sys.argv[1]), write=True) as dossier:
    amount = dossier.client.value("need.own_contribution")
    amount = amount if isinstance(amount, int) else 0
    for turn in count():
        if turn == 1:
            print("saved", flush=True)
        amount += 1
        client = dossier.client.with_answer(Slot("need.own_contribution"), Answer(amount))
        client = client.with_answer(Slot("need.summary"), Answer(f"{amount}x" * 5_000))
        store.save(replace(dossier, client=client, program=str(amount)))
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_program_killed_at_any_moment_leaves_a_readable_dossier(dossier) -> None:
    seen = []
    for attempt in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", SAVE_FOREVER, str(dossier.folder)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert process.stdout
        assert process.stdout.readline() == b"saved\n"
        time.sleep(0.02 + 0.0137 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

        with store.open_dossier(dossier.folder, write=True) as found:
            amount = found.client.value("need.own_contribution")
            assert found.client.value("need.summary") == f"{amount}x" * 5_000
            assert found.program in (str(amount), str(amount - 1))
            seen.append(amount)
    assert seen == sorted(seen)
    assert seen[-1] > 10


# --- listing and deleting


def test_the_list_names_every_dossier_and_the_trouble_with_the_bad_ones(dossier) -> None:
    root = dossier.folder.parent
    bad = store.create(root, "Aannemer", Client(), created=TODAY, program="1.0", language="nl")
    (bad.folder / store.ANSWERS).write_text("", encoding="utf-8")
    (root / "foto's").mkdir()

    listed = store.list_dossiers(root)

    assert [(item.folder.name, item.dossier is None) for item in listed] == [("aannemer", True), (dossier.id, False)]
    assert listed[0].trouble.code == "dossier_damaged"
    assert store.list_dossiers(root / "nowhere") == ()


def test_deleting_takes_every_trace_of_the_client(dossier) -> None:
    with store.open_dossier(dossier.folder, write=True) as found:
        store.save(told_more(found, 1))
    (dossier.folder / ".answers.toml.left.tmp").touch()

    deleted = store.delete(dossier)

    names = {path.name for path in deleted.gone}
    assert {"answers.toml", "answers.toml.previous", ".answers.toml.left.tmp", "dossier.toml"} <= names
    assert deleted.gone[-1].name == "dossier.toml"
    assert deleted.left == ()
    assert not dossier.folder.exists()


def test_deleting_leaves_what_someone_else_put_there(dossier) -> None:
    (dossier.folder / "offerte.pdf").touch()

    assert [path.name for path in store.delete(dossier).left] == ["offerte.pdf"]
    assert [path.name for path in dossier.folder.iterdir()] == ["offerte.pdf"]


def test_a_damaged_dossier_can_be_deleted_by_its_folder(dossier) -> None:
    (dossier.folder / store.ANSWERS).write_text("", encoding="utf-8")

    store.delete(dossier.folder)

    assert not dossier.folder.exists()


def test_an_open_dossier_is_not_deleted(dossier) -> None:
    with store.open_dossier(dossier.folder, write=True), pytest.raises(DossierUnusable, match="dossier_locked"):
        store.delete(dossier)

    assert reopened(dossier.folder) == dossier


def test_opening_a_dossier_to_read_costs_no_lock() -> None:
    code = "import sys; import finadvies.dossiers.store; print('filelock' in sys.modules, 'platformdirs' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env).stdout

    assert said.split() == ["False", "False"]
