"""What a provider answered: recorded in the answers, replaced, taken back; and the road after a no, after a yes, and over all dossiers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result
from wcwidth import wcswidth

from finadvies.cli import asking, outcome_command
from finadvies.domain.facts import GROUNDS
from finadvies.interview.script import Choice

Finadvies = Callable[..., Result]
RABO, ING, MICRO = "rabobank-zakelijke-lening", "ing-zakelijke-lening", "qredits-microkrediet"


@pytest.fixture
def dossier(finadvies: Finadvies, bakery: str) -> str:
    assert finadvies("session", "bakker", "--answers", bakery, "--no-input").exit_code == 0
    return "bakker"


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def history(home: Path) -> list[dict[str, Any]]:
    answers = tomllib.loads((home / "dossiers" / "bakker" / "answers.toml").read_text(encoding="utf-8"))
    return list(answers.get("history", []))


# -- recording -----------------------------------------------------------------------------------------------------------------


def test_a_no_stands_in_the_answers_and_nowhere_else(finadvies: Finadvies, dossier: str, home: Path) -> None:
    found = finadvies("outcome", dossier, RABO, "rejected", "--ground", "solvency", "--amount", "100k", "--not-written")

    assert found.exit_code == 0, found.output
    (entry,) = history(home)
    assert (entry["product"], entry["lender"], entry["result"]) == (RABO, "rabobank", "rejected")
    assert (entry["grounds"], entry["amount"], entry["written"]) == (["solvency"], 100_000, False)
    assert "outcome" not in (home / "dossiers" / "bakker" / "dossier.toml").read_text(encoding="utf-8")


def test_the_shortlist_and_why_know_the_no_that_was_recorded(finadvies: Finadvies, dossier: str) -> None:
    finadvies("outcome", dossier, RABO, "rejected", "--ground", "solvency", "--amount", "100000", "--written")

    for command in (("shortlist", dossier), ("why", dossier, RABO)):
        shown = " ".join(finadvies(*command).stdout.split())
        assert "eerder een nee: 24 november 2026, € 100.000, buffer te laag, op papier" in shown.replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["solvency", "Buffer te laag", "buffer (solvabiliteit) te laag", "Buffer too low", "SOLVENCY"])
def test_a_reason_goes_by_its_code_and_by_its_names(finadvies: Finadvies, dossier: str, name: str) -> None:
    found = told(finadvies("outcome", dossier, RABO, "rejected", "--ground", name, "--json"))

    assert found["outcome"]["grounds"] == ["solvency"]


def test_the_same_day_replaces_and_a_later_day_adds(finadvies: Finadvies, dossier: str, home: Path) -> None:
    finadvies("outcome", dossier, RABO, "rejected", "--ground", "risk", "--date", "2026-11-02")
    again = finadvies("outcome", dossier, RABO, "rejected", "--ground", "solvency", "--date", "2026-11-02")
    assert [entry["grounds"] for entry in history(home)] == [["solvency"]]
    assert "in de plaats van" in again.stderr

    finadvies("outcome", dossier, RABO, "rejected", "--ground", "solvency", "--date", "2026-11-20")
    assert [str(entry["date"]) for entry in history(home)] == ["2026-11-02", "2026-11-20"]


def test_the_last_answer_is_taken_back(finadvies: Finadvies, dossier: str, home: Path) -> None:
    finadvies("outcome", dossier, RABO, "rejected", "--date", "2026-11-02")
    finadvies("outcome", dossier, ING, "rejected", "--date", "2026-11-03")

    finadvies("outcome", dossier, RABO, "--undo")
    assert [entry["product"] for entry in history(home)] == [ING]
    finadvies("outcome", dossier, "--undo")
    assert history(home) == []
    assert finadvies("outcome", dossier, "--undo").exit_code == 4


def test_an_answer_closes_the_request_that_was_pending(finadvies: Finadvies, dossier: str, home: Path) -> None:
    finadvies("outcome", dossier, ING, "pending", "--date", "2026-10-20", "--amount", "90000")
    found = told(finadvies("outcome", dossier, ING, "rejected", "--ground", "risk", "--json"))

    assert found["outcome"]["asked_on"] == "2026-10-20"
    assert found["outcome"]["asked_eur"] == 90_000
    assert len(history(home)) == 1
    finadvies("outcome", dossier, ING, "--undo")
    assert [entry["result"] for entry in history(home)] == ["pending"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("rabobank-zakelijke-leening", "rejected"), 4, "rabobank-zakelijke-lening"),
        ((RABO, "rejected", "--ground", "buffer te lag"), 2, "solvency"),
        ((RABO, "rejected", "--ground", "xyz"), 2, "repayment_capacity"),
        ((RABO, "acepted"), 2, "accepted"),
        ((RABO, "rejected", "--date", "2027-01-01"), 2, "1 januari 2027"),
        ((RABO, "rejected", "--amount", "veel"), 2, "--amount"),
        ((RABO, "rejected", "--amount", "0"), 2, "boven nul"),
        ((RABO, "accepted", "--ground", "risk"), 2, "rejected"),
        ((RABO, "rejected", "--asked", "5000"), 2, "--amount"),
        ((RABO, "accepted", "--amount", "9000", "--asked", "5000"), 2, "9.000"),
        ((RABO, "rejected", "--undo"), 2, "--undo"),
        (("--ground", "risk"), 2, "--ground"),
        ((RABO,), 4, "bakker"),
        ((RABO, "accepted", "--letter", "brieven"), 2, "--letter"),
    ],
)
def test_what_makes_no_sense_is_told_and_records_nothing(
    finadvies: Finadvies, dossier: str, home: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    found = finadvies("outcome", dossier, *words)

    assert found.exit_code == code, found.output
    assert said in found.stderr.replace("\u00a0", " ")
    assert "Traceback" not in found.output
    assert history(home) == []


def test_a_session_answer_without_a_product_is_not_counted_twice(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    text = '[[need.uses]]\npurpose = "machinery"\namount = 50_000\n[[history]]\nlender = "rabobank"\nresult = "rejected"\n'
    finadvies("session", "twee", "--answers", client_file(text), "--no-input")

    found = told(finadvies("outcome", "twee", RABO, "rejected", "--ground", "risk", "--json"))

    assert found["second_chance"]["refusals_in_year"] == 1


# -- asking on a terminal --------------------------------------------------------------------------------------------------------


class Scripted:
    """Answers what is asked, and remembers it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def pick(self, _title: str, choices: tuple[Choice, ...]) -> str | None:
        self.asked.append(tuple(choice.code for choice in choices))
        return "collateral"

    def yes(self, question: str, *, likely: bool = False) -> bool:
        self.asked.append((question,))
        return not likely


def test_on_a_terminal_a_missing_reason_is_asked(
    finadvies: Finadvies, dossier: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = Scripted()
    monkeypatch.setattr(outcome_command, "has_terminal", lambda: True)
    monkeypatch.setattr(asking, "asker_for", lambda _run: asker)

    finadvies("outcome", dossier, RABO, "rejected")

    assert asker.asked[0] == GROUNDS
    assert (history(home)[0]["grounds"], history(home)[0]["written"]) == (["collateral"], True)
    finadvies("outcome", dossier, RABO, "rejected", "--ground", "risk", "--written")
    assert len(asker.asked) == 2


def test_without_a_terminal_nothing_is_asked_and_the_way_to_add_it_is_told(finadvies: Finadvies, dossier: str) -> None:
    found = finadvies("outcome", dossier, RABO, "rejected")

    assert found.exit_code == 0
    assert "--ground" in found.stdout
    assert "De reden is nog niet bekend" in found.stdout


# -- after a no ------------------------------------------------------------------------------------------------------------------


def test_the_screen_fits_and_ends_with_somebody_to_call(finadvies: Finadvies, dossier: str) -> None:
    for reader in ("client", "adviser"):
        shown = finadvies("outcome", dossier, RABO, "rejected", "--ground", "solvency", "--for", reader).stdout
        lines = [line for line in shown.splitlines() if "http" not in line]
        assert max(map(wcswidth, lines)) <= 80
        assert "0800\u00a01014" in shown
        assert (RABO in shown) == (reader == "adviser")


def test_in_ascii_the_same_words_stand(finadvies: Finadvies, dossier: str) -> None:
    plain = finadvies("outcome", dossier, RABO, "rejected", "--ground", "solvency", "--plain").stdout

    assert plain.isascii()
    assert "[x]" in plain
    assert "0800 1014" in plain


def test_papers_in_hand_are_counted_and_used_again(finadvies: Finadvies, dossier: str) -> None:
    finadvies("track", dossier, "annual-accounts=received", "kvk-extract=checked", "quote=requested", "--product", RABO)

    found = told(finadvies("outcome", dossier, RABO, "rejected", "--ground", "solvency", "--json"))["second_chance"]

    assert found["papers_in_hand"] == ["annual-accounts", "kvk-extract"]
    for mix in found["mixes"]:
        assert set(mix["papers_reused"]) <= set(found["papers_in_hand"])
        assert not set(mix["papers_reused"]) & set(mix["papers_new"])
        assert RABO not in {part["product"] for part in mix["components"]}
    assert found["mixes"][0]["papers_reused"]


def test_after_a_second_no_in_a_year_the_desk_stands_above_the_list(finadvies: Finadvies, dossier: str) -> None:
    finadvies("outcome", dossier, RABO, "rejected", "--ground", "solvency", "--date", "2026-02-01")
    second = finadvies("outcome", dossier, ING, "rejected", "--ground", "risk")
    assert "nee nummer 2" in second.stdout
    assert second.stdout.index("Bel eerst") < second.stdout.index("ING zakelijke lening")
    assert "nee nummer" not in finadvies("outcome", dossier, MICRO, "withdrawn").stdout

    alone = told(finadvies("outcome", dossier, ING, "rejected", "--date", "2027-06-01", "--json", today="2027-06-01"))
    assert alone["second_chance"]["actions"][0] == "desk"
    later = told(finadvies("outcome", dossier, ING, "rejected", "--date", "2028-06-02", "--json", today="2028-06-02"))
    assert later["second_chance"]["refusals_in_year"] == 1


def test_who_stopped_by_itself_sees_all_that_is_open(finadvies: Finadvies, dossier: str) -> None:
    found = told(finadvies("outcome", dossier, RABO, "withdrawn", "--json"))["second_chance"]

    assert (found["hit"], found["begins"], found["letter"]) == ([], [], False)
    assert len(found["spared"]) > 20
    assert RABO not in {part["product"] for mix in found["mixes"] for part in mix["components"]}


def test_seeing_it_again_changes_nothing(finadvies: Finadvies, dossier: str, home: Path) -> None:
    first = finadvies("outcome", dossier, RABO, "rejected", "--ground", "solvency").stdout
    before = (home / "dossiers" / "bakker" / "answers.toml").read_bytes()

    assert finadvies("outcome", dossier).stdout == first
    assert (home / "dossiers" / "bakker" / "answers.toml").read_bytes() == before


# -- the letter --------------------------------------------------------------------------------------------------------------------


def letter(finadvies: Finadvies, folder: Path, *words: str) -> str:
    found = finadvies("outcome", *words, "--letter", folder)
    assert found.exit_code == 0, found.output
    (text,) = folder.glob("*.md")
    assert {path.suffix for path in folder.iterdir()} == {".md", ".html", ".pdf", ".docx"}
    return text.read_text(encoding="utf-8").replace("\u00a0", " ")


def test_the_letter_to_a_bank_rests_on_its_code(finadvies: Finadvies, dossier: str, tmp_path: Path) -> None:
    text = letter(finadvies, tmp_path / "bank", dossier, RABO, "rejected", "--ground", "solvency", "--amount", "100000")

    assert "Gedragscode Kleinzakelijke Financiering" in text
    assert "Aan Rabobank" in text
    assert "€ 100.000" in text
    assert text.count("€") == 1  # the amount asked there, and no other
    assert "buffer te laag" in text


def test_the_letter_to_another_lender_names_no_code(finadvies: Finadvies, dossier: str, tmp_path: Path) -> None:
    text = letter(finadvies, tmp_path / "other", dossier, MICRO, "rejected", "--ground", "plan")

    assert "Gedragscode" not in text
    assert "Aan Qredits" in text
    assert "€" not in text


@pytest.mark.parametrize(
    ("revenue", "debt", "named"),
    [
        (4_900_000, 100_000, "blijven onder de grenzen"),
        (5_100_000, 100_000, ""),
        (4_900_000, 1_950_000, ""),
        (None, None, "Valt mijn aanvraag"),
    ],
)
def test_the_code_is_named_as_far_as_it_holds(
    finadvies: Finadvies, client_file: Callable[..., Path], tmp_path: Path, revenue: int | None, debt: int | None, named: str
) -> None:
    figures = f'[[figures]]\nyear = 2025\nkind = "final"\nrevenue = {revenue}\nbank_debt = {debt}\n' if revenue else ""
    text = f'[company]\nstarted = true\n{figures}[[need.uses]]\npurpose = "machinery"\namount = 90_000\n'
    finadvies("session", "groot", "--answers", client_file(text), "--no-input")

    found = letter(finadvies, tmp_path / "brief", "groot", RABO, "rejected", "--ground", "risk", "--amount", "90000")

    assert ("Gedragscode" in found) == bool(named)
    assert named in found


def test_a_no_that_lies_on_paper_needs_no_letter(finadvies: Finadvies, dossier: str, tmp_path: Path) -> None:
    found = finadvies("outcome", dossier, RABO, "rejected", "--ground", "risk", "--written", "--letter", tmp_path / "leeg")

    assert "niet nodig" in found.stderr
    assert not (tmp_path / "leeg").exists()


# -- after a yes --------------------------------------------------------------------------------------------------------------------


def test_a_partial_yes_leaves_a_gap_and_mixes_that_keep_it(finadvies: Finadvies, dossier: str) -> None:
    found = told(finadvies("outcome", dossier, MICRO, "ja", "--amount", "30000", "--asked", "50000", "--json"))

    assert (found["outcome"]["asked_eur"], found["outcome"]["granted_eur"]) == (50_000, 30_000)
    after = found["after_yes"]
    assert (after["need_eur"], after["granted"], after["own_eur"], after["gap_eur"]) == (160_000, {MICRO: 30_000}, 35_000, 95_000)
    assert after["mixes"]
    for mix in after["mixes"]:
        amounts = {part["product"]: part["amount_eur"] for part in mix["components"] if part["role"] == "source"}
        assert amounts[MICRO] == 30_000
        assert mix["gap_eur"] == 0


def test_what_was_granted_stays_in_the_mix_after_another_no(finadvies: Finadvies, dossier: str) -> None:
    finadvies("outcome", dossier, MICRO, "accepted", "--amount", "30000")
    found = told(finadvies("outcome", dossier, RABO, "rejected", "--ground", "plan", "--json"))["second_chance"]

    assert {each["product"]: each["how"] for each in found["spared"]}[MICRO] == "granted"
    for mix in found["mixes"]:
        assert {part["product"]: part["amount_eur"] for part in mix["components"]}[MICRO] == 30_000


def test_a_yes_that_covers_all_says_so(finadvies: Finadvies, dossier: str) -> None:
    shown = finadvies("outcome", dossier, RABO, "accepted", "--amount", "125000").stdout.replace("\u00a0", " ")

    assert "het hele plan betaald: € 160.000" in shown
    assert "vóór de uitbetaling" in shown.lower()


def test_a_yes_without_an_amount_asks_for_it(finadvies: Finadvies, dossier: str) -> None:
    shown = finadvies("outcome", dossier, RABO, "accepted").stdout.replace("\u00a0", " ")

    assert "--amount" in shown
    assert "nog te vinden € 125.000" in shown


def test_a_guarantee_that_is_granted_is_no_money(finadvies: Finadvies, dossier: str) -> None:
    found = told(finadvies("outcome", dossier, "bmkb", "accepted", "--amount", "50000", "--json"))["after_yes"]

    assert (found["granted"], found["gap_eur"]) == ({}, 125_000)


# -- over all dossiers -----------------------------------------------------------------------------------------------------------------


def test_own_answers_are_counted_over_all_dossiers(finadvies: Finadvies, bakery: str) -> None:
    for name in ("een", "twee", "drie"):
        finadvies("session", name, "--answers", bakery, "--no-input")
    for name, asked in (("een", "2026-10-01"), ("twee", "2026-10-21")):
        finadvies("outcome", name, ING, "pending", "--date", asked)
    finadvies("outcome", "een", ING, "rejected", "--ground", "risk", "--ground", "solvency", "--date", "2026-10-11")
    finadvies("outcome", "twee", ING, "accepted", "--amount", "20000", "--date", "2026-11-15")
    finadvies("outcome", "een", MICRO, "withdrawn")

    found = told(finadvies("dossier", "list", "--outcomes", "--json"))

    assert (found["dossiers"], found["looked_at"]) == (2, 3)
    ing, qredits = found["by_lender"]
    assert ing == {
        "lender": "ing", "asked": 2, "accepted": 1, "rejected": 1, "withdrawn": 0, "pending": 0,
        "median_days": 18, "days_of": 2,  # 10 and 25 days: in the middle 17.5, half up
    }  # fmt: skip
    assert (qredits["lender"], qredits["withdrawn"], qredits["median_days"]) == ("qredits", 1, None)
    assert found["by_ground"] == [{"ground": "risk", "times": 1}, {"ground": "solvency", "times": 1}]
    shown = finadvies("dossier", "list", "--outcomes").stdout
    assert "%" not in shown
    assert "in 2 van de 3 dossiers" in shown


def test_an_office_without_answers_hears_how_to_record_one(finadvies: Finadvies, dossier: str) -> None:
    assert "finadvies outcome" in finadvies("dossier", "list", "--outcomes").stdout


def test_a_later_yes_takes_the_earlier_no_off_the_shortlist(finadvies: Finadvies, dossier: str) -> None:
    finadvies("outcome", dossier, RABO, "rejected", "--ground", "plan", "--date", "2026-09-01")
    assert "eerder een nee" in finadvies("why", dossier, RABO).stdout
    finadvies("outcome", dossier, RABO, "accepted", "--amount", "50000", "--date", "2026-11-01")
    assert "eerder een nee" not in finadvies("why", dossier, RABO).stdout


def test_a_no_of_which_only_the_kind_is_told_still_has_a_road(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    text = '[[history]]\nkind = "term_loan"\nresult = "rejected"\n'
    assert finadvies(
        "session", "vaag", "--answers", client_file('[[need.uses]]\npurpose = "machinery"\namount = 9_000\n' + text), "--no-input"
    )

    shown = finadvies("outcome", "vaag").stdout
    assert "Na het nee van de aanbieder" in shown
    assert "0800\u00a01014" in shown
    assert "Aan de aanbieder" in letter(finadvies, client_file("").parent / "brief", "vaag")
