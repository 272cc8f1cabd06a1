"""`whatif`: the same client with other answers side by side, and the single steps that would open something."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result
from wcwidth import wcswidth

from finadvies.locale import texts_in
from finadvies.mix.model import LABELS

Finadvies = Callable[..., Result]
NL = texts_in("nl")

YOUNG = """schema = 1
[client]
name = "Smederij Vonk"
[company]
started = true
founded = 2026-03-31
legal_form = "bv"
[need]
own_contribution = 10_000
needed_by = 2027-03-01
[[need.uses]]
purpose = "machinery"
amount = 40_000
description = "draaibank"
"""
KEYS = ["schema", "today", "set", "options", "mixes", "feasibility", "questions", "homework", "nearest"]
MIX = ["id", "covered_eur", "gap_eur", "cost_year1_eur", "cost_total_eur", "days_to_cash", "documents"]
STEP = ["kind", "code", "text", "fact", "set", "day", "amount_eur", "becomes", "closes_gap", "opens"]


def in_order(data: dict[str, Any], keys: list[str]) -> bool:
    """Whether all these keys are there, in this order; more may stand between."""
    return [key for key in data if key in keys] == keys


def machine(finadvies: Finadvies, *words: str | Path, **more: Any) -> dict[str, Any]:
    result = finadvies("whatif", *words, "--json", **more)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


# -- the screen --------------------------------------------------------------------------------------------------------------


def test_a_changed_answer_is_shown_with_both_outcomes_and_then_the_nearest_steps(finadvies: Finadvies, bakery: str) -> None:
    result = finadvies("whatif", bakery, "--set", "need.own_contribution=100000")

    assert (result.exit_code, result.stderr) == (0, "")
    for euros in (35_000, 100_000):
        assert NL.euro(euros) in result.stdout
    for key in ("options_title", "mixes_title", "feasibility_title", "questions_title", "homework_title"):
        assert NL.say(f"whatif.{key}") in result.stdout
    assert NL.say("nearest.title_then") in result.stdout
    assert any(line.split() == ["nu", "dan"] for line in result.stdout.splitlines())


def test_without_a_changed_answer_only_the_nearest_steps_are_shown(
    finadvies: Finadvies, client_file: Callable[..., Path]
) -> None:
    result = finadvies("whatif", client_file(YOUNG))

    assert result.exit_code == 0
    assert result.stdout.startswith(NL.say("nearest.title"))
    assert NL.say("whatif.mixes_title") not in result.stdout
    for words in (NL.say("nearest.kind_wait"), "31 maart 2027", NL.say("nearest.late"), "--today 2027-03-31"):
        assert words in result.stdout


def test_a_client_reads_the_steps_without_what_to_type(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    result = finadvies("whatif", client_file(YOUNG), "--for", "client")

    assert "31 maart 2027" in result.stdout
    assert "--today" not in result.stdout
    assert "--set" not in result.stdout


@pytest.mark.parametrize(("width", "words"), [(80, ()), (44, ("--lang", "en")), (80, ("--plain",))])
def test_every_line_fits_the_screen(
    finadvies: Finadvies, bakery: str, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    result = finadvies("whatif", bakery, "--set", "need.own_contribution=100000", "--set", "need.uses[0].amount=90000", *words)

    assert result.exit_code == 0
    wide = [line for line in result.stdout.splitlines() if wcswidth(line) > width and len(line.split()) > 1]
    assert wide == []


def test_plain_lines_are_ascii(finadvies: Finadvies, bakery: str) -> None:
    assert finadvies("whatif", bakery, "--set", "need.own_contribution=100000", "--plain").stdout.isascii()


# -- where the client comes from ---------------------------------------------------------------------------------------------


def test_a_dossier_a_file_and_standard_input_give_the_same_and_the_dossier_stays_as_it_was(
    finadvies: Finadvies, client_file: Callable[..., Path], home: Path
) -> None:
    file = client_file(YOUNG)
    finadvies("session", "vonk", "--no-input", "--answers", file)
    answers = home / "dossiers" / "vonk" / "answers.toml"
    kept = answers.read_bytes()
    words = ("--set", "need.own_contribution=20000")

    found = [machine(finadvies, source, *words, stdin=YOUNG) for source in ("vonk", str(file), "-")]

    assert found[0] == found[1] == found[2]
    assert answers.read_bytes() == kept


# -- what cannot be set ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "item",
    ["company.fte", "company.ftee=3", "company.fte=veel", "need.uses[7].amount=3", "need.total=5", "need.own_contribution=1.5.0"],
)
def test_an_answer_that_cannot_be_is_refused_as_in_a_session(finadvies: Finadvies, bakery: str, item: str) -> None:
    result = finadvies("whatif", bakery, "--set", item)
    session = finadvies("session", "nieuw", "--no-input", "--set", item)

    assert (result.exit_code, result.stdout) == (2, "")
    assert item.startswith("need.uses") or result.stderr == session.stderr
    assert "--set" in result.stderr


def test_a_source_that_is_not_there_ends_in_4(finadvies: Finadvies) -> None:
    assert finadvies("whatif", "bestaat-niet.toml").exit_code == 4


# -- the machine form ----------------------------------------------------------------------------------------------------------


def test_the_machine_form_has_its_keys_in_order(finadvies: Finadvies, bakery: str) -> None:
    data = machine(finadvies, bakery, "--set", "need.own_contribution=100000")

    assert data["schema"] == "finadvies/whatif/1"
    assert in_order(data, KEYS)
    assert data["set"] == [{"fact": "need.own_contribution", "before": 35_000, "after": 100_000}]
    assert all(in_order(row, ["product", "before", "after", "reason"]) for row in data["options"])
    assert all(row["before"]["verdict"] != row["after"]["verdict"] for row in data["options"])
    assert set(data["mixes"]) <= set(LABELS)
    assert all(in_order(side, MIX) for row in data["mixes"].values() for side in (row["before"], row["after"]) if side)
    assert all(in_order(row, ["id", "before", "after"]) for row in data["feasibility"])
    assert list(data["questions"]) == ["settled", "raised"]
    assert list(data["homework"]) == ["added", "removed"]
    assert all(in_order(row, STEP) for row in data["nearest"])
    assert {row["kind"] for row in data["nearest"]} <= {"money", "wait", "arrange", "find_out"}


def test_it_says_of_each_side_what_the_shortlist_says(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    before = client_file(YOUNG)
    after = client_file(YOUNG.replace("10_000", "30_000"), "na.toml")

    data = machine(finadvies, before, "--set", "need.own_contribution=30k")

    for side, source in (("before", before), ("after", after)):
        shortlist = json.loads(finadvies("shortlist", source, "--json").stdout)
        verdicts = {row["product"]: row["verdict"] for row in shortlist["options"]}
        assert all(verdicts[row["product"]] == row[side]["verdict"] for row in data["options"])
        mixes = {label: row for row in shortlist["mixes"] for label in row["labels"]}
        for label, row in data["mixes"].items():
            assert row[side]["cost_total_eur"] == mixes[label]["cost_total_eur"]
            assert row[side]["gap_eur"] == mixes[label]["gap_eur"]
            assert row[side]["days_to_cash"] == mixes[label]["days_to_cash"]
            assert row[side]["documents"] == len(mixes[label]["documents"])


def test_without_a_changed_answer_nothing_differs(finadvies: Finadvies, bakery: str) -> None:
    data = machine(finadvies, bakery)

    assert (data["set"], data["options"], data["feasibility"]) == ([], [], [])
    assert data["questions"] == {"settled": [], "raised": []}
    assert data["homework"] == {"added": [], "removed": []}
    assert all(row["before"] == row["after"] for row in data["mixes"].values())
    assert data["nearest"]


def test_a_step_that_is_worked_out_opens_what_it_says(finadvies: Finadvies, bakery: str) -> None:
    steps = [step for step in machine(finadvies, bakery)["nearest"] if step["set"]]
    assert steps

    # Every fifth, the first and the easiest among them: each is a whole advice of its own.
    for step in steps[::5]:
        sets = [word for item in step["set"] for word in ("--set", item)]
        opened = {row["product"]: row["after"]["verdict"] for row in machine(finadvies, bakery, *sets)["options"]}
        assert all(opened[row["product"]] == row["verdict"] for row in step["opens"])


def test_waiting_until_the_day_opens_what_it_says(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    file = client_file(YOUNG)
    (step, *_) = (each for each in machine(finadvies, file)["nearest"] if each["kind"] == "wait")

    later = json.loads(finadvies("shortlist", file, "--json", today=step["day"]).stdout)

    verdicts = {row["product"]: row["verdict"] for row in later["options"]}
    assert all(verdicts[row["product"]] == row["verdict"] for row in step["opens"])


def test_the_same_question_gives_the_same_bytes(finadvies: Finadvies, bakery: str) -> None:
    words = ("whatif", bakery, "--set", "need.own_contribution=100000", "--json")

    assert finadvies(*words).stdout_bytes == finadvies(*words).stdout_bytes
