"""`catalogue stale`, `coverage` and the counts of `check`, as somebody who keeps the catalogue types them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Finadvies = Callable[..., Result]
SMALL = Path(__file__).resolve().parents[1] / "data" / "small"
FOLDERS = ("--catalogue", SMALL / "catalogue", "--checklists", SMALL / "checklists")


def test_nothing_to_review_is_exit_code_0_and_an_empty_screen(finadvies: Finadvies) -> None:
    result = finadvies("catalogue", "stale", *FOLDERS, today="2026-01-02")

    assert (result.exit_code, result.stdout.strip()) == (0, "")
    assert result.stderr.startswith("0 van ")


@pytest.mark.parametrize("age", ["1m", "1", "0y", "0j"])
def test_what_is_older_is_listed_with_what_where_and_how_old(finadvies: Finadvies, age: str) -> None:
    result = finadvies("catalogue", "stale", "--older-than", age, *FOLDERS, today="2030-01-01")

    assert result.exit_code == 1
    assert "bank-een-lening" in result.stdout
    assert "catalogue/products/term_loan/bank-een-lening.toml" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_the_machine_form_has_the_most_overdue_first(finadvies: Finadvies) -> None:
    told = json.loads(finadvies("catalogue", "stale", "--older-than", "1m", "--json", *FOLDERS, today="2030-01-01").stdout)

    assert (told["schema"], told["older_than_months"]) == ("finadvies/catalogue-stale/1", 1)
    days = [entry["days_overdue"] for entry in told["entries"]]
    assert days == sorted(days, reverse=True)
    assert set(told["entries"][0]) == {
        "table", "id", "file", "as_of", "next_review", "confidence", "due", "why", "days_overdue",
    }  # fmt: skip


@pytest.mark.parametrize("age", ["oud", "", "12 weken", "-3m"])
def test_an_age_that_is_none_is_refused_with_an_example(finadvies: Finadvies, age: str) -> None:
    result = finadvies("catalogue", "stale", f"--older-than={age}", *FOLDERS)

    assert result.exit_code == 2
    assert "12m" in result.stderr


def test_check_counts_on_stderr_and_in_the_machine_form(finadvies: Finadvies) -> None:
    plain, data = finadvies("catalogue", "check", *FOLDERS), finadvies("catalogue", "check", "--json", *FOLDERS)

    told = json.loads(data.stdout)
    assert "2 mogelijkheden (2 open)" in plain.stderr
    assert told["schema"] == "finadvies/catalogue-check/1"
    assert told["counts"]["products"] == {"by_kind": {"financial_lease": 1, "term_loan": 1}, "by_status": {"open": 2}}
    assert told["counts"]["criteria"]["computed"] == told["counts"]["criteria"]["hard"] + told["counts"]["criteria"]["norm"]
    assert {problem["level"] for problem in told["problems"]} == {"warning"}


def test_quiet_says_no_counts(finadvies: Finadvies) -> None:
    assert finadvies("catalogue", "check", "--quiet", *FOLDERS).stderr == ""


def test_coverage_is_a_table_that_fits_80_columns_in_both_languages(finadvies: Finadvies) -> None:
    dutch, english = (finadvies("catalogue", "coverage", "--lang", language, *FOLDERS) for language in ("nl", "en"))

    assert (dutch.exit_code, english.exit_code) == (1, 1)
    for result in (dutch, english):
        assert all(len(line) <= 80 for line in result.stdout.splitlines())
        assert "{" not in result.stdout
    assert dutch.stdout.startswith("Bereik van de catalogus")
    assert english.stdout.startswith("Coverage of the catalogue")
    assert "leeg" in dutch.stderr


def test_coverage_in_machine_form_names_every_empty_cell_and_is_the_same_each_time(finadvies: Finadvies) -> None:
    first, second = (finadvies("catalogue", "coverage", "--json", *FOLDERS) for _ in range(2))
    told = json.loads(first.stdout)

    assert first.stdout == second.stdout
    assert told["schema"] == "finadvies/catalogue-coverage/1"
    assert len(told["cells"]) == told["situations"]
    assert len(told["empty"]) == sum(cell["routes"] == 0 for cell in told["cells"])
    assert "use.quote" in told["unused_questions"]


def test_a_catalogue_with_something_for_everyone_is_exit_code_0(finadvies: Finadvies, tmp_path: Path) -> None:
    for_all(tmp_path)
    result = finadvies("catalogue", "coverage", "--catalogue", tmp_path / "catalogue", "--checklists", tmp_path / "checklists")

    assert result.exit_code == 0, result.stdout
    assert "Geen enkele situatie is leeg." in result.stdout
    assert "Elke mogelijkheid is bereikbaar." in result.stdout


def for_all(folder: Path) -> None:
    """The small catalogue with one loan, for every purpose and amount."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    shutil.rmtree(folder / "catalogue/products/financial_lease")
    loan = folder / "catalogue/products/term_loan/bank-een-lening.toml"
    text = loan.read_text(encoding="utf-8")
    start, end = text.index("[limits]"), text.index("[price]")
    lines = ['purposes = ["any"]' if line.startswith("purposes") else line for line in (text[:start] + text[end:]).splitlines()]
    loan.write_text("\n".join(_without_criteria(lines)) + "\n", encoding="utf-8")


def _without_criteria(lines: list[str]) -> list[str]:
    kept: list[str] = []
    inside = False
    for line in lines:
        inside = line.startswith("[[criteria") or (inside and not line.startswith("["))
        if not inside:
            kept.append(line)
    return kept


def test_a_catalogue_with_faults_of_form_is_refused_before_anything_is_reckoned(finadvies: Finadvies, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "catalogue/products/term_loan/bank-een-lening.toml").write_text("schema = 1\n", encoding="utf-8")

    for command in ("stale", "coverage"):
        result = finadvies("catalogue", command, "--catalogue", tmp_path / "catalogue", "--checklists", tmp_path / "checklists")
        assert result.exit_code == 3
        assert "bank-een-lening.toml:1" in result.stderr
