"""Which clients an input stands for."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from finadvies.batch.results import Slugs
from finadvies.batch.sources import find, how_many, tasks
from finadvies.errors import NotFound


def shown(inputs: list[Path], stdin: bytes = b"", out: Path | None = None) -> list[str]:
    return [task.shown for task in tasks(find(inputs, out), io.BytesIO(stdin))]


@pytest.fixture
def office(tmp_path, monkeypatch) -> Path:
    """A folder of clients, with things in it that are none."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "c/b.toml",
        "c/a.JSON",
        "c/sub/z.toml",
        "c/notes.txt",
        "c/.hidden.toml",
        "c/d.toml",
        "c/dossier-x/dossier.toml",
        "c/dossier-x/answers.toml",
    ):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    Path("many.jsonl").write_text('{}\n\n  \n{"a": 1}\n')
    return Path("c")


def test_a_folder_gives_its_client_files_in_order_and_a_dossier_once(office):
    assert shown([office]) == [str(office / name) for name in ("a.JSON", "b.toml", "d.toml", "dossier-x", "sub/z.toml")]


def test_the_order_of_the_inputs_is_kept(office):
    assert shown([Path("many.jsonl"), office / "d.toml", office / "b.toml"]) == [
        "many.jsonl:1", "many.jsonl:4", str(office / "d.toml"), str(office / "b.toml"),
    ]  # fmt: skip


def test_a_dash_reads_json_lines_from_standard_input(office):
    assert shown([Path("-")], b"\xef\xbb\xbf{}\r\n\r\n{}") == ["-:1", "-:3"]


def test_a_pattern_the_shell_left_alone_is_filled_in(office):
    assert shown([Path("c/*.toml")]) == [str(office / "b.toml"), str(office / "d.toml")]


def test_a_pattern_with_a_full_path_is_filled_in_too(office):
    assert shown([office.absolute() / "*.toml"]) == [str(office.absolute() / name) for name in ("b.toml", "d.toml")]


def test_a_named_file_counts_whatever_its_ending(office):
    assert shown([office / "notes.txt"]) == [str(office / "notes.txt")]


def test_results_of_an_earlier_run_inside_the_input_are_no_clients(office):
    out = office / "out"
    out.mkdir()
    (out / "results.jsonl").write_text("{}\n")

    assert not [name for name in shown([office], out=out) if "results" in name]


@pytest.mark.parametrize(("given", "code"), [("gone.toml", "no_file"), ("nothing/*.toml", "no_clients"), ("empty", "no_clients")])
def test_an_input_without_clients_stops_before_anything_starts(office, given, code):
    Path("empty").mkdir()

    with pytest.raises(NotFound) as caught:
        find([office, Path(given)], None)

    assert caught.value.code == code


def test_the_clients_can_be_counted_beforehand_unless_they_come_from_standard_input(office):
    assert how_many(find([office, Path("many.jsonl")], None)) == 7
    assert how_many(find([office, Path("-")], None)) is None


def test_clients_of_one_name_get_folders_numbered_in_order():
    slugs = Slugs()

    found = [slugs.of(name) for name in ("Jansen B.V.", "Jansen", "Jansen 2", "jansen", "x" * 60, "x" * 60)]

    assert found == ["jansen", "jansen-2", "jansen-2-2", "jansen-3", "x" * 40, "x" * 38 + "-2"]
