"""One client of a batch: whatever goes wrong becomes part of its line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from finadvies.batch import office as office_module
from finadvies.batch.results import ResultsFolder
from finadvies.batch.run import work_through
from finadvies.batch.sources import Task
from finadvies.batch.tally import Progress, Tally
from finadvies.batch.workers import here
from finadvies.locale import texts_in

GOOD = '{"client": {"name": "Bakkerij De Korenaar"}, "need": {"uses": [{"purpose": "machinery", "amount": 120000}]}}'
TYPO = '{"client": {"naam": "x"}}'


def line(text: str | bytes, number: int = 1) -> Task:
    return Task("line", Path("all.jsonl"), number, text if isinstance(text, bytes) else text.encode())


def data(outcome) -> dict:
    return json.loads(outcome.result)


def test_a_good_client_gets_its_name_and_its_shortlist(batch_office):
    outcome = batch_office.outcome(0, line(GOOD, 7))

    found = data(outcome)
    assert list(found) == ["client", "source", "status", "problems", "shortlist"]
    assert (found["client"], found["source"], found["status"], found["problems"]) == (
        "Bakkerij De Korenaar",
        "all.jsonl:7",
        "ok",
        [],
    )
    assert found["shortlist"]["schema"] == "finadvies/shortlist/1"
    assert sum(outcome.verdicts.values()) == len(found["shortlist"]["options"])


def test_a_client_without_a_name_is_called_after_its_file_and_line(batch_office):
    assert data(batch_office.outcome(0, line("{}", 3)))["client"] == "all-3"


@pytest.mark.parametrize(
    ("text", "code"),
    [(TYPO, "unknown_key"), ("{", "not_json"), ("[1]", "want_table"), (b'{"client": {"name": "\xff"}}', "not_utf8")],
)
def test_bad_data_is_explained_with_file_and_line(batch_office, text, code):
    found = data(batch_office.outcome(0, line(text, 5)))

    problem = found["problems"][0]
    assert (found["status"], found["shortlist"]) == ("error", None)
    assert (problem["file"], problem["line"], problem["code"]) == ("all.jsonl", 5, code)
    assert problem["message"]


def test_a_file_that_went_away_is_an_error_line(batch_office):
    outcome = batch_office.outcome(0, Task("file", Path("gone.toml")))

    assert data(outcome)["problems"][0]["code"] == "no_file"
    assert outcome.trouble.startswith("gone.toml: ")


def test_a_damaged_dossier_says_what_is_wrong_in_its_files(batch_office, tmp_path):
    (tmp_path / "dossier.toml").write_text("schema = 1\n")
    (tmp_path / "answers.toml").write_text('schema = 1\n[client]\nnaam = "x"\n')

    problems = data(batch_office.outcome(0, Task("dossier", tmp_path)))["problems"]

    assert problems[0]["code"].startswith("dossier_damaged")
    assert (problems[1]["file"], problems[1]["line"], problems[1]["code"]) == (str(tmp_path / "answers.toml"), 3, "unknown_key")


def test_a_client_on_which_the_program_fails_becomes_a_bug_line_and_the_next_goes_on(batch_office, monkeypatch):
    real = office_module.advise

    def fails_once(*given, **named):
        monkeypatch.setattr(office_module, "advise", real)
        raise ZeroDivisionError("oeps")

    monkeypatch.setattr(office_module, "advise", fails_once)

    first, second = here([line(GOOD, 1), line(GOOD, 2)], batch_office)

    problem = data(first)["problems"][0]
    assert (data(first)["status"], problem["code"], problem["line"]) == ("error", "bug", 1)
    assert "ZeroDivisionError: oeps" in problem["message"]
    assert "Traceback" not in first.result
    assert data(second)["status"] == "ok"


def test_an_interrupt_keeps_whole_lines_and_says_that_it_is_not_complete(batch_office, monkeypatch, tmp_path):
    real = office_module.advise
    seen = []

    def stopped_at_the_third(*given, **named):
        seen.append(1)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return real(*given, **named)

    monkeypatch.setattr(office_module, "advise", stopped_at_the_third)
    tally = Tally()

    with pytest.raises(KeyboardInterrupt), ResultsFolder(tmp_path / "out") as results:
        work_through([line(GOOD, n) for n in range(1, 6)], batch_office, 1, results.keep, tally, watch=lambda _: None)

    lines = (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(each)["source"] for each in lines] == ["all.jsonl:1", "all.jsonl:2"]
    assert (tally.clients, tally.complete) == (2, False)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["results.jsonl"]


def test_results_that_failed_halfway_leave_the_earlier_ones_alone(tmp_path):
    (tmp_path / "results.jsonl").write_text("earlier\n")

    with pytest.raises(OSError, match="full"), ResultsFolder(tmp_path):
        raise OSError("full")

    assert (tmp_path / "results.jsonl").read_text() == "earlier\n"
    assert len(list(tmp_path.iterdir())) == 1


def test_progress_says_count_rate_and_time_left_on_one_line(batch_office):
    stream, tally = io.StringIO(), Tally()
    progress = Progress(stream, texts_in("en"), 10)
    tally.add(batch_office.outcome(0, line("{")))

    progress.show(tally)
    progress.clear()

    assert "1 of 10 clients" in stream.getvalue()
    assert "\n" not in stream.getvalue()
    assert stream.getvalue().endswith("\r")
