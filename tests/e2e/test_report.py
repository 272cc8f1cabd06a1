"""`report` as an adviser types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer.testing import Result


def test_the_memorandum_prints_as_text_without_colours(finadvies: Callable[..., Result], bakery: str) -> None:
    done = finadvies("report", bakery)

    assert done.exit_code == 0
    assert done.stdout.startswith("Financieringsmemorandum")
    assert "1. Samenvatting" in done.stdout
    assert "Verantwoording" in done.stdout
    assert "\x1b" not in done.stdout
    assert "Kantoorversie" not in done.stdout


def test_it_is_written_whole_under_its_own_name(finadvies: Callable[..., Result], bakery: str, tmp_path: Path) -> None:
    out = tmp_path / "uit"

    done = finadvies("report", bakery, "--out", out, "--format", "md")
    office = finadvies("report", bakery, "--out", out, "--format", "md", "--for", "adviser")
    english = finadvies("report", bakery, "--out", out, "--format", "md", "--for", "adviser", "--lang", "en")

    assert (done.exit_code, office.exit_code, english.exit_code) == (0, 0, 0)
    assert done.stdout == ""
    assert str(out) in done.stderr
    assert {path.name for path in out.iterdir()} >= {"memorandum.md", "memorandum-kantoor.md", "memorandum-office.md"}
    assert "Kantoorversie, niet voor de klant" in (out / "memorandum-kantoor.md").read_text(encoding="utf-8")


def test_another_mix_can_be_named_also_one_that_is_not_shown(finadvies: Callable[..., Result], bakery: str) -> None:
    first, second, further = (
        json.loads(finadvies("report", bakery, "--json", *more).stdout) for more in ((), ("--mix", "2"), ("--mix", "8"))
    )

    assert (first["mix"], second["mix"], further["mix"]) == ("1", "2", "8")
    assert first["schema"] == "finadvies/memorandum/1"
    assert first["head"] != second["head"]


def test_an_unknown_mix_or_format_is_told(finadvies: Callable[..., Result], bakery: str) -> None:
    assert finadvies("report", bakery, "--mix", "nergens").exit_code == 4
    assert finadvies("report", bakery, "--format", "papyrus").exit_code == 2
    assert finadvies("report", "bestaat-niet.toml").exit_code == 4


def test_a_client_of_whom_nothing_is_known_gets_a_paper_with_a_next_step(
    finadvies: Callable[..., Result], client_file: Callable[..., Path]
) -> None:
    done = finadvies("report", client_file("schema = 1\n"))

    assert done.exit_code == 0
    assert "Nog in te vullen: doel van het geld" in done.stdout
    assert "KVK Financieringsdesk" in done.stdout


def test_the_dossier_decides_on_the_mix(finadvies: Callable[..., Result], bakery: str) -> None:
    assert finadvies("session", "bakkerij", "--answers", bakery, "--no-input").exit_code == 0
    assert finadvies("track", "bakkerij", "--mix", "2").exit_code == 0

    assert json.loads(finadvies("report", "bakkerij", "--json").stdout)["mix"] == "2"
