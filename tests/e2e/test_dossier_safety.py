"""A dossier is never damaged by what happens around it, and damage done to it is always told, never made worse."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.dossiers import store
from finadvies.dossiers.locking import HOLDER
from finadvies.dossiers.store import open_dossier
from finadvies.errors import DossierUnusable
from finadvies.locale import texts_in

Finadvies = Callable[..., Result]
SUPPORT = Path(__file__).parents[1] / "support"
TEXTS = texts_in("nl")
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal, terminal or limit")


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a dossier but the lock, which stays behind empty."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def answers_of(folder: Path) -> Client:
    with open_dossier(folder, write=False) as found:
        return found.client


# -- killed ------------------------------------------------------------------------------------------------------------------


def killed(home: Path, environment: dict[str, Any], *words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(SUPPORT / "killed_sessions.py"), str(home), *words],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@posix
@pytest.mark.terminal
def test_a_hundred_kills_lose_nothing_but_the_answer_being_typed(home: Path, environment: dict[str, Any]) -> None:
    found = killed(home, environment, "20261124", "100")

    assert found["damage"] == []
    assert found["kills"] == 100
    assert found["answers"] > 20
    assert found["left_behind"] > 0  # some of them fell in the middle of a save


@posix
@pytest.mark.terminal
def test_those_kills_would_find_a_program_that_writes_in_place(home: Path, environment: dict[str, Any]) -> None:
    assert killed(home, environment, "5", "15", "careless")["damage"]


# -- two at once -------------------------------------------------------------------------------------------------------------


@posix
@pytest.mark.terminal
def test_a_second_session_hears_who_holds_the_dossier_and_since_when(
    finadvies: Finadvies, home: Path, environment: dict[str, Any]
) -> None:
    pexpect = pytest.importorskip("pexpect")
    words = ["-m", "finadvies", "session", "vonk", "--plain", "--today", "2026-11-24"]
    first = pexpect.spawn(sys.executable, words, env={**environment, "TERM": "dumb"}, encoding="utf-8", timeout=30)
    try:
        first.expect(re.escape(TEXTS.questions["client.name"]["ask"]))
        before = files_of(home / "dossiers" / "vonk")

        second = finadvies("session", "vonk", "--no-input", "--set", "client.name=Ander")

        assert second.exit_code == 6
        assert f"proces {first.pid}, sinds " in second.stderr
        assert re.search(r"sinds \d+ \w+ \d{4}, \d\d\.\d\d uur\)", second.stderr)
        assert files_of(home / "dossiers" / "vonk") == before
        assert finadvies("dossier", "show", "vonk").exit_code == 0  # reading goes on
    finally:
        first.kill(signal.SIGKILL)
        first.close(force=True)


@pytest.mark.parametrize("since", ['"straks"', "2090-01-01T00:00:00", "[1]"], ids=["a word", "in the future", "a list"])
def test_whatever_stands_in_the_note_of_the_holder_is_no_trouble(finadvies: Finadvies, bakker: Path, since: str) -> None:
    with open_dossier(bakker, write=True):
        (bakker / HOLDER).write_text(f'host = "k"\npid = 1\nsince = {since}\n', encoding="utf-8")
        result = finadvies("session", "bakker", "--no-input")
        (bakker / HOLDER).write_bytes(b"\xff")
        unknown = finadvies("session", "bakker", "--no-input")

    assert (result.exit_code, unknown.exit_code) == (6, 6)
    assert "proces 1" in result.stderr
    assert "Sluit het daar" in unknown.stderr


# -- no room, no right -------------------------------------------------------------------------------------------------------

UNDER_A_LIMIT = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv[1:2] = []
from finadvies.__main__ import main
main()
"""


def limited(environment: dict[str, Any], size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """A command that may write no file larger than so many bytes."""
    return subprocess.run(
        [sys.executable, "-c", UNDER_A_LIMIT, str(size), *words, "--today", "2026-11-24"],
        capture_output=True,
        text=True,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        timeout=60,
    )


@posix
def test_without_room_nothing_is_lost_and_it_is_said(bakker: Path, environment: dict[str, Any]) -> None:
    before = files_of(bakker)

    done = limited(environment, 500, "session", "bakker", "--no-input", "--set", "company.fte=9")

    assert done.returncode == 6, done.stderr
    assert "kan niet worden geschreven" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(bakker) == before


@posix
def test_without_room_for_the_advice_itself_it_is_given_all_the_same(
    finadvies: Finadvies, bakker: Path, environment: dict[str, Any]
) -> None:
    done = limited(environment, 200_000, "session", "bakker", "--no-input", "--set", "company.fte=9")

    assert done.returncode == 0, done.stderr
    assert "niet bewaard in het dossier" in done.stderr
    assert answers_of(bakker).value("company.fte") == 9
    assert finadvies("dossier", "verify", "bakker").exit_code == 1


@posix
def test_a_new_dossier_that_finds_no_room_leaves_nothing_behind(home: Path, bakery: str, environment: dict[str, Any]) -> None:
    done = limited(environment, 500, "session", "bakker", "--no-input", "--answers", bakery)

    assert done.returncode == 6, done.stderr
    assert "kan geen dossier worden gemaakt" in done.stderr
    assert list((home / "dossiers").iterdir()) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("turn", range(8))
def test_a_write_that_fails_at_any_moment_leaves_the_old_or_the_new(
    bakker: Path, monkeypatch: pytest.MonkeyPatch, turn: int, code: int
) -> None:
    with open_dossier(bakker, write=True) as dossier:
        client = dossier.client.with_answer(Slot("company.fte"), Answer(9))
        left = iter([True] * turn)

        def failing(call: Callable[..., Any]) -> Callable[..., Any]:
            def act(*args: Any, **named: Any) -> Any:
                if not next(left, False):
                    raise OSError(code, os.strerror(code))
                return call(*args, **named)

            return act

        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "mkstemp", failing(tempfile.mkstemp))
            patch.setattr(os, "fsync", failing(os.fsync))
            with pytest.raises(DossierUnusable, match="dossier_not_writable"):
                store.save(replace(dossier, client=client, asked=(Slot("company.fte"),)))

    with open_dossier(bakker, write=True) as found:
        assert found.client in (dossier.client, client)
        assert found.asked == ()
    assert list(bakker.glob(".*.tmp")) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="who may do everything may also write here")
def test_a_folder_that_may_not_be_written_is_read_and_left_alone(finadvies: Finadvies, bakker: Path) -> None:
    bakker.chmod(0o500)
    try:
        assert finadvies("session", "bakker", "--no-input").exit_code == 6
        assert finadvies("dossier", "verify", "bakker").exit_code == 0
        assert finadvies("dossier", "delete", "bakker", "--yes").exit_code == 6
    finally:
        bakker.chmod(0o700)


def test_a_place_where_no_dossier_can_be_made_is_named(finadvies: Finadvies, home: Path, bakery: str) -> None:
    home.write_text("hier staat al een bestand", encoding="utf-8")

    result = finadvies("session", "vonk", "--no-input", "--answers", bakery)

    assert result.exit_code == 6
    assert str(home / "dossiers") in result.stderr


# -- a clock that runs back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", ["1999-12-31", "2026-11-23", "2399-12-31"])
@pytest.mark.parametrize(
    "words",
    [
        ("dossier", "list"),
        ("dossier", "show", "bakker"),
        ("dossier", "verify", "bakker"),
        ("session", "bakker", "--no-input"),
        ("session", "nieuw", "--from", "bakker", "--no-input", "--set", "need.uses[0].amount=9k", "--set", "need.uses[0].purpose=vehicles"),
        ("track", "bakker"),
        ("dossier", "delete", "--past", "--yes"),
    ],
    ids=lambda words: " ".join(words[:3]),
)  # fmt: skip
def test_a_day_before_the_dossier_or_long_after_is_no_trouble(
    finadvies: Finadvies, bakker: Path, words: tuple[str, ...], today: str
) -> None:
    ahead = time.time() + 400_000_000
    for path in bakker.iterdir():
        os.utime(path, (ahead, ahead))

    result = finadvies(*words, today=today)

    assert result.exit_code == 0, result.output
    assert bakker.is_dir()


def test_a_copy_saved_in_the_future_is_still_named(finadvies: Finadvies, bakker: Path) -> None:
    finadvies("session", "bakker", "--no-input", "--set", "company.fte=9")
    os.utime(bakker / "answers.toml.previous", (4_000_000_000,) * 2)
    (bakker / "answers.toml").write_bytes(b"")

    result = finadvies("dossier", "verify", "bakker")

    assert result.exit_code == 6
    assert re.search(r"zijn van \d+ \w+ 2096, ", result.stderr)


# -- files that others touched -----------------------------------------------------------------------------------------------

SPOILED = {
    "empty": lambda raw: b"",
    "cut off": lambda raw: raw[: len(raw) // 2 - 3],
    "zeros": lambda raw: b"\0" * len(raw),
    "a picture": lambda raw: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "another code page": lambda raw: raw + "\n# caf\xe9".encode("latin-1"),
    "deep": lambda raw: b"schema = 1\na = " + b"[" * 5_000 + b"]" * 5_000,
    "a year that is none": lambda raw: raw + b"\nx = 2026-13-45\n",
}


@pytest.mark.parametrize("name", ["answers.toml", "dossier.toml"])
@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_file_is_named_and_nothing_is_written(finadvies: Finadvies, bakker: Path, name: str, how: str) -> None:
    (bakker / name).write_bytes(SPOILED[how]((bakker / name).read_bytes()))
    before = files_of(bakker)

    for words in (("session", "bakker", "--no-input"), ("dossier", "verify", "bakker"), ("shortlist", "bakker")):
        result = finadvies(*words)
        assert result.exit_code == 6, (words, result.output)
        assert any(line.startswith(name) for line in result.stderr.splitlines()), result.stderr
        assert "Traceback" not in result.output
    assert finadvies("dossier", "list").exit_code == 0
    assert files_of(bakker) == before


@pytest.mark.parametrize("name", ["answers.toml", "dossier.toml"])
def test_a_file_that_went_away_is_named_and_taken_back(finadvies: Finadvies, bakker: Path, name: str) -> None:
    finadvies("session", "bakker", "--no-input", "--set", "company.fte=9")
    (bakker / name).unlink()

    result = finadvies("session", "bakker", "--no-input")

    assert result.exit_code == 6
    assert f"{name}: dit bestand ontbreekt" in result.stderr
    assert finadvies("dossier", "verify", "bakker", "--take-back").exit_code == 0
    assert finadvies("session", "bakker", "--no-input").exit_code == 0


def test_what_notepad_saved_reads_as_before(finadvies: Finadvies, bakker: Path) -> None:
    before = answers_of(bakker)
    for name in ("answers.toml", "dossier.toml"):
        raw = (bakker / name).read_bytes()
        (bakker / name).write_bytes(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))

    assert answers_of(bakker) == before
    assert finadvies("dossier", "verify", "bakker").exit_code == 0
    assert finadvies("session", "bakker", "--no-input", "--set", "company.fte=9").exit_code == 0
    assert answers_of(bakker).value("company.fte") == 9


def test_three_faults_by_hand_in_both_files_are_all_named(finadvies: Finadvies, bakker: Path) -> None:
    for name, pairs in {
        "answers.toml": (("fte = 5", 'fte = "vijf"'), ("legal_form", "rechtsvorm"), ("age = 44", "age = 444")),
        "dossier.toml": (("created = 2026-11-24", "created = 2026"), ('language = "nl"', 'language = "fr"'), ("asked = []", 'asked = ["x"]')),
    }.items():  # fmt: skip
        text = (bakker / name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        (bakker / name).write_text(text, encoding="utf-8")
    before = files_of(bakker)

    result = finadvies("session", "bakker", "--no-input", "--set", "company.fte=6")

    assert result.exit_code == 6
    named = re.findall(r"^(?:answers|dossier)\.toml:\d+: ([\w.\[\]]+): ", result.stderr, re.MULTILINE)
    assert set(named) == {"company.fte", "company.rechtsvorm", "owner.age", "created", "language", "asked[0]"}
    assert files_of(bakker) == before


def test_a_link_in_the_folder_is_never_followed_out_of_it(finadvies: Finadvies, bakker: Path, tmp_path: Path) -> None:
    outside = tmp_path / "buiten.pdf"
    outside.write_text("van de klant")
    try:
        (bakker / "link.pdf").symlink_to(outside)
    except OSError:
        pytest.skip("links may not be made here")
    with open_dossier(bakker, write=True) as dossier:
        store.save(replace(dossier, written={"link.pdf": store.sha256_of(b"van de klant")}))

    assert finadvies("dossier", "delete", "bakker", "--yes").exit_code == 0
    assert outside.read_text() == "van de klant"
