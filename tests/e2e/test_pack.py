"""A whole dossier from the command line: written, filled by hand, ticked from what lies there, written again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from finadvies.dossiers.store import open_dossier

Finadvies = Callable[..., Result]


@pytest.fixture
def folder(finadvies: Finadvies, bakery: str, tmp_path: Path) -> Path:
    assert finadvies("session", "bakker", "--answers", bakery, "--no-input").exit_code == 0
    done = finadvies("homework", "bakker", "--pack", tmp_path / "mappen", "--format", "md")
    assert done.exit_code == 0, done.output
    return tmp_path / "mappen" / "bakker"


def put(folder: Path, document: str) -> Path:
    """A scan of a paper, in its folder and under its number."""
    papers = json.loads((folder / "pack.json").read_text(encoding="utf-8"))["papers"]
    paper = next(each for each in papers if each["id"].partition("#")[0] == document)
    file = folder / paper["folder"] / f"{paper['number']:02d} scan.pdf"
    file.write_bytes(b"%PDF-1.7")
    return file


def test_a_paper_in_the_folder_is_offered_taken_and_stays_ticked(finadvies: Finadvies, folder: Path) -> None:
    put(folder, "id-copy")
    offered = finadvies("track", "bakker")
    before = json.loads(finadvies("track", "bakker", "--json").stdout)
    taken = json.loads(finadvies("track", "bakker", "--take", "--received", "2026-11-20", "--json").stdout)
    after = finadvies("track", "bakker")

    assert "finadvies track bakker --take" in offered.output
    assert [(file["id"], file["waiting"]) for file in before["files"]] == [("id-copy", True)]
    assert (before["done"], taken["done"]) == (0, 1)
    assert [file["waiting"] for file in taken["files"]] == [False]
    assert "--take" not in after.output


def test_writing_it_again_keeps_the_file_and_says_when_it_came_in(finadvies: Finadvies, folder: Path) -> None:
    file = put(folder, "id-copy")
    finadvies("track", "bakker", "--take", "--received", "2026-11-20")
    finadvies("homework", "bakker", "--pack", folder.parent, "--format", "md")

    assert file.read_bytes() == b"%PDF-1.7"
    assert "vr 20 nov 2026" in (folder / "inhoud.md").read_text(encoding="utf-8")
    assert "vr 20 nov 2026" in (folder / "huiswerk" / "huiswerk.md").read_text(encoding="utf-8")


def test_a_file_name_with_a_bsn_is_warned_about_and_one_without_a_number_asked_for(finadvies: Finadvies, folder: Path) -> None:
    put(folder, "id-copy").rename(folder / "02-ondernemer" / "111222333.pdf")
    told = finadvies("track", "bakker").output

    assert "burgerservicenummer" in told
    assert "zet het nummer" in told


def test_a_pack_that_was_moved_is_named(finadvies: Finadvies, folder: Path, tmp_path: Path) -> None:
    put(folder, "id-copy")
    moved = folder.rename(tmp_path / "elders")

    assert finadvies("track", "bakker").exit_code == 0
    assert finadvies("track", "bakker", "--take").exit_code == 4
    assert json.loads(finadvies("track", "bakker", "--take", "--pack", moved, "--json").stdout)["done"] == 1
    assert finadvies("track", "bakker", "--pack", tmp_path).exit_code == 4


def test_two_clients_of_one_name_in_files_share_no_folder(
    finadvies: Finadvies, client_file: Callable[..., Path], tmp_path: Path
) -> None:
    use = '[[need.uses]]\npurpose = "machinery"\namount = 50_000\n'
    for name, file in (("Jansen B.V.", "een.toml"), ("Jansen VOF", "twee.toml"), ("Jansen B.V.", "een.toml")):
        path = client_file(f'schema = 1\n[client]\nname = "{name}"\n{use}', file)
        assert finadvies("homework", path, "--pack", tmp_path / "p", "--format", "md", "--zip").exit_code == 0

    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == ["jansen", "jansen-2", "jansen-2.zip", "jansen.zip"]


def test_a_zip_without_a_pack_is_wrong_usage(finadvies: Finadvies, bakery: str) -> None:
    assert finadvies("homework", bakery, "--zip").exit_code == 2


def test_the_office_is_named_by_its_own_folder_and_the_check_has_nothing_against_it(
    finadvies: Finadvies, bakery: str, tmp_path: Path
) -> None:
    (tmp_path / "kantoor" / "office").mkdir(parents=True)
    office = 'schema = 1\nname = "Kantoor Zonder Naam"\nphone = "010 000 00 00"\n'
    (tmp_path / "kantoor" / "office" / "office.toml").write_text(office, encoding="utf-8")
    checked = finadvies("catalogue", "check", "--overlay", tmp_path / "kantoor")
    finadvies("homework", bakery, "--overlay", tmp_path / "kantoor", "--out", tmp_path / "uit", "--format", "md")

    assert checked.exit_code == 0, checked.output
    assert "kantoor/office" not in checked.output
    assert "Kantoor Zonder Naam" in (tmp_path / "uit" / "huiswerk.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("homework", "--out"), ("homework", "--pack"), ("report", "--out")])
def test_a_place_that_is_no_folder_is_named_with_what_to_do(
    finadvies: Finadvies, bakery: str, tmp_path: Path, command: tuple[str, str]
) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    done = finadvies(command[0], bakery, command[1], tmp_path / "bestand", "--format", "md")

    assert done.exit_code == 2
    assert str(tmp_path / "bestand") in " ".join(done.output.split())
    assert "kies een andere map" in " ".join(done.output.split())
    assert (tmp_path / "bestand").read_text(encoding="utf-8") == "x"


def test_a_dossier_that_is_open_elsewhere_still_gets_its_pack(
    finadvies: Finadvies, bakery: str, home: Path, tmp_path: Path
) -> None:
    finadvies("session", "bakker", "--answers", bakery, "--no-input")
    with open_dossier(home / "dossiers" / "bakker", write=True):
        done = finadvies("homework", "bakker", "--pack", tmp_path / "p", "--format", "md")

    assert done.exit_code == 0, done.output
    assert (tmp_path / "p" / "bakker" / "inhoud.md").exists()
    assert "--pack" in done.output


def test_an_index_that_points_outside_the_folder_takes_nothing_away(finadvies: Finadvies, folder: Path) -> None:
    outside = folder.parent / "buiten.txt"
    outside.write_bytes(b"blijft")
    index = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
    index["made"]["../buiten.txt"] = hashlib.sha256(b"blijft").hexdigest()
    (folder / "pack.json").write_text(json.dumps(index), encoding="utf-8")
    finadvies("homework", "bakker", "--pack", folder.parent, "--format", "md")

    assert outside.read_bytes() == b"blijft"
