"""`finadvies batch` as a user runs it."""

from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from importlib import resources
from pathlib import Path

import pytest
from typer.testing import CliRunner

from finadvies.batch import workers
from finadvies.batch.office import Outcome
from finadvies.cli.app import app

EXAMPLES = Path(str(resources.files("finadvies.examples")))
DAY = ("--today", "2026-11-23")
GOOD = '{"client": {"name": "Klant %d"}, "need": {"uses": [{"purpose": "machinery", "amount": %d}]}}'


def run(*args: str | Path, stdin: str | None = None):
    return CliRunner().invoke(app, ["batch", *map(str, args), *DAY], input=stdin)


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def ten(tmp_path, monkeypatch) -> Path:
    """Ten clients in a folder, three of them broken."""
    monkeypatch.chdir(tmp_path)
    folder = Path("clients")
    folder.mkdir()
    for number in range(10):
        text = f'[client]\nname = "Klant"\n[need]\nuses = [{{ purpose = "machinery", amount = {number + 1}0_000 }}]\n'
        (folder / f"{number}.toml").write_text(text)
    (folder / "2.toml").write_text('[client]\nname = "Fout\n')
    (folder / "5.toml").write_text('[client]\nname = "Tikfout"\n[company]\nlegalform = "bv"\n')
    (folder / "8.toml").write_text('[owner]\nage = "44"\n')
    return folder


def test_the_eight_cases_come_out_the_same_whatever_the_number_of_workers(tmp_path):
    examples = sorted(EXAMPLES.glob("*.toml"))
    assert len(examples) == 8

    one = run(*examples, "--out", tmp_path / "one", "--format", "md,json")
    two = run(*examples, "--out", tmp_path / "two", "--format", "md,json", "--jobs", "2")

    assert (one.exit_code, two.exit_code) == (0, 0)
    found = lines((tmp_path / "one" / "results.jsonl").read_text(encoding="utf-8"))
    assert [(row["status"], row["source"]) for row in found] == [("ok", str(path)) for path in examples]
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert Path("casus-4-ict-en-media/huiswerk.md") in files
    assert files == sorted(path.relative_to(tmp_path / "two") for path in (tmp_path / "two").rglob("*") if path.is_file())
    for path in files:
        if path.name != "summary.json":
            assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path


def test_three_broken_clients_of_ten_are_explained_and_the_others_advised(ten):
    result = run(ten, "--out", "out")

    found = lines(Path("out/results.jsonl").read_text(encoding="utf-8"))
    summary = json.loads(Path("out/summary.json").read_text())
    assert result.exit_code == 1
    assert [row["status"] for row in found] == ["error" if number in (2, 5, 8) else "ok" for number in range(10)]
    places = [(each["file"], each["line"]) for row in found if row["status"] == "error" for each in row["problems"][:1]]
    assert places == [(str(ten / "2.toml"), 2), (str(ten / "5.toml"), 4), (str(ten / "8.toml"), 2)]
    assert (summary["clients"], summary["ok"], summary["failed"], summary["complete"]) == (10, 7, 3, True)
    assert summary["catalogue"]["sha256"]
    assert result.stdout == ""
    assert f"{ten / '5.toml'}:4: company.legalform" in result.stderr


def test_the_homework_of_clients_with_one_name_is_numbered_in_order(ten):
    run(ten / "0.toml", ten / "2.toml", ten / "1.toml", "--out", "out", "--format", "json")

    found = lines(Path("out/results.jsonl").read_text(encoding="utf-8"))
    assert [row.get("homework") for row in found] == ["klant", None, "klant-2"]
    assert [path.name for path in sorted(Path("out").glob("*/*"))] == ["huiswerk.json", "huiswerk.json"]


def test_json_lines_on_standard_input_come_out_as_json_lines_on_standard_output():
    result = run("-", stdin="\n".join((GOOD % (1, 50_000), "geen json", GOOD % (3, 90_000))))

    found = lines(result.stdout)
    assert result.exit_code == 1
    assert [(row["source"], row["client"], row["status"]) for row in found] == [
        ("-:1", "Klant 1", "ok"),
        ("-:2", "stdin-2", "error"),
        ("-:3", "Klant 3", "ok"),
    ]
    assert "3 klanten: 2 gelukt, 1 mislukt" in result.stderr


def test_no_clients_is_no_failure():
    assert run("-", stdin="").exit_code == 0


def test_quiet_says_nothing_beside_the_data():
    assert run("-", "--quiet", stdin=GOOD % (1, 50_000)).stderr == ""


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("gone.toml",), 4),
        ((EXAMPLES, "--format", "md"), 2),
        ((EXAMPLES, "--format", "doc", "--out", "x"), 2),
        ((EXAMPLES, "--out", __file__), 2),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_starts(args, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = run(*args)

    assert result.exit_code == code
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_ends_in_130_with_the_lines_so_far(ten, monkeypatch):
    def interrupted(tasks, office):
        yield Outcome("a", '{"client":"a"}')
        raise KeyboardInterrupt

    monkeypatch.setattr("finadvies.batch.run.here", interrupted)

    result = run(ten, "--out", "out")

    assert result.exit_code == 130
    assert Path("out/results.jsonl").read_text() == '{"client":"a"}\n'
    assert json.loads(Path("out/summary.json").read_text())["complete"] is False


def test_clients_of_a_worker_that_dies_are_not_lost(ten, monkeypatch):
    submit, handed = ProcessPoolExecutor.submit, []

    def first_one_dies(pool, work, chunk):
        handed.append(chunk)
        return submit(pool, os._exit, 9) if len(handed) == 1 else submit(pool, work, chunk)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", first_one_dies)
    monkeypatch.setattr(workers, "CHUNK", 1)

    result = run(ten, "--out", "out", "--jobs", "2")

    found = lines(Path("out/results.jsonl").read_text(encoding="utf-8"))
    assert result.exit_code == 1
    assert [row["source"] for row in found] == [str(ten / f"{number}.toml") for number in range(10)]
    assert sum(row["status"] == "ok" for row in found) == 7
