"""The commands: what goes to standard output, what to standard error, and how each ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result
from wcwidth import wcswidth

from finadvies.cli.app import app
from finadvies.domain.client import Slot
from finadvies.domain.values import UNKNOWN
from finadvies.dossiers.store import open_dossier
from finadvies.locale import texts_in

Finadvies = Callable[..., Result]

SMALL = """schema = 1
[client]
name = "Smederij Vonk"
[[need.uses]]
purpose = "machinery"
amount = 40_000
"""
THREE_FAULTS = """schema = 1
[client]
nam = "Smederij Vonk"
[[need.uses]]
purpose = "machin"
amount = "veel"
"""


def messages(result: Result) -> list[str]:
    return result.stderr.splitlines()


# -- 0: done -----------------------------------------------------------------------------------------------------------------


def test_the_demo_shows_figures_mixes_homework_and_desks(finadvies: Finadvies) -> None:
    result = finadvies("demo")

    assert result.exit_code == 0
    texts = texts_in("nl")
    for words in ("Bakkerij De Korenaar", texts.euro(160_000), texts.say("homework.title", mix="1")):
        assert words in result.stdout
    for title in ("feasibility.title", "desks.title"):
        assert texts.say(title) in result.stdout
    assert result.stderr == ""


def test_the_demo_writes_its_homework_when_asked(finadvies: Finadvies, tmp_path: Path) -> None:
    result = finadvies("demo", "--out", tmp_path / "huiswerk")

    assert result.exit_code == 0
    assert {path.suffix for path in (tmp_path / "huiswerk").iterdir()} == {".md", ".html", ".pdf", ".csv", ".json"}
    assert str(tmp_path / "huiswerk") in result.stderr


def test_the_version_is_one_line(finadvies: Finadvies) -> None:
    assert re.fullmatch(r"finadvies \d+\.\d+\.\d+\S*\n", finadvies("--version", today=None).stdout)


def test_a_client_can_come_over_standard_input(finadvies: Finadvies) -> None:
    result = finadvies("shortlist", "-", stdin=SMALL)

    assert result.exit_code == 0
    assert "Smederij Vonk" in result.stdout


def test_a_client_can_be_a_json_file(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    data = {"schema": 1, "client": {"name": "Smederij Vonk"}, "need": {"uses": [{"purpose": "machinery", "amount": 40_000}]}}

    as_json = finadvies("shortlist", client_file(json.dumps(data), "klant.json"), "--json")
    as_toml = finadvies("shortlist", client_file(SMALL), "--json")

    assert as_json.exit_code == 0
    assert as_json.stdout_bytes == as_toml.stdout_bytes


def test_a_closed_pipe_ends_quietly(environment: dict[str, Any], bakery: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "finadvies", "shortlist", bakery, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    told = process.stderr.read()
    process.stderr.close()

    assert process.wait(30) in (0, 120)
    assert b"Traceback" not in told


# -- 2: wrong usage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--lang", "fr"), "fr"),
        (("--for", "baas"), "baas"),
        (("--max-lenders", "0"), "max-lenders"),
        (("--nonsens",), "nonsens"),
    ],
)
def test_what_makes_no_sense_is_said_with_code_2(finadvies: Finadvies, bakery: str, words: tuple[str, ...], told: str) -> None:
    result = finadvies("shortlist", bakery, *words)

    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_a_day_that_is_no_date_is_refused(finadvies: Finadvies, bakery: str) -> None:
    result = finadvies("shortlist", bakery, today="morgen")

    assert (result.exit_code, result.stdout) == (2, "")
    assert messages(result) == [texts_in("nl").say("errors.bad_day", day="morgen")]


def test_a_form_of_homework_that_does_not_exist_is_refused_with_those_that_do(
    finadvies: Finadvies, bakery: str, tmp_path: Path
) -> None:
    result = finadvies("homework", bakery, "--out", tmp_path / "uit", "--format", "md,papier")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "papier" in result.stderr
    assert "csv" in result.stderr
    assert not (tmp_path / "uit").exists()


def test_a_kind_that_does_not_exist_is_refused_with_the_nearest(finadvies: Finadvies) -> None:
    result = finadvies("catalogue", "list", "--kind", "term_laon")

    assert result.exit_code == 2
    assert "term_loan" in result.stderr


@pytest.mark.parametrize("item", ["company.fte", "company.ftee=3", "company.fte=veel", "need.uses[7].amount=3"])
def test_an_answer_on_the_command_line_that_cannot_be_is_refused(finadvies: Finadvies, home: Path, item: str) -> None:
    result = finadvies("session", "nieuw", "--no-input", "--set", item)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--set" in result.stderr
    assert not home.exists()


# -- 3: bad data -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("shortlist",), ("homework",), ("why", "eia"), ("session", "--no-input")])
def test_every_fault_of_a_client_file_is_named_at_once_with_its_line(
    finadvies: Finadvies, client_file: Callable[..., Path], command: tuple[str, ...]
) -> None:
    file = client_file(THREE_FAULTS)
    name, *rest = command

    result = finadvies(name, *(("--answers", file) if name == "session" else (file,)), *rest)

    assert (result.exit_code, result.stdout) == (3, "")
    places = [line.split(": ")[:2] for line in messages(result)]
    assert places == [
        [f"{file}:3", "client.nam"],
        [f"{file}:5", "need.uses[0].purpose"],
        [f"{file}:6", "need.uses[0].amount"],
    ]
    assert "name" in messages(result)[0]
    assert "machinery" in messages(result)[1]


def test_a_file_that_is_no_toml_is_bad_data_with_its_line(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    file = client_file('schema = 1\n[client]\nname = "Smederij\n')

    result = finadvies("shortlist", file)

    assert (result.exit_code, result.stdout) == (3, "")
    assert messages(result)[0].startswith(f"{file}:3: ")


# -- 4: not found ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("why", "FILE", "rabobnk-zakelijke-lening"),
        ("homework", "FILE", "--product", "rabobank-zakelijke-leining"),
        ("shortlist", "FILE", "--exclude", "rabobank-zakelijke-leening"),
        ("shortlist", "FILE", "--require", "rabobank-zakelijk-lening"),
        ("catalogue", "show", "rabobank-zakelijke-lenin"),
    ],
)
def test_a_product_that_is_not_there_gets_the_nearest_one(finadvies: Finadvies, bakery: str, words: tuple[str, ...]) -> None:
    result = finadvies(*(bakery if word == "FILE" else word for word in words))

    assert (result.exit_code, result.stdout) == (4, "")
    assert "rabobank-zakelijke-lening?" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("homework", "FILE", "--lender", "rabobnk"), "rabobank?"),
        (("homework", "FILE", "--mix", "99"), "1"),
        (("why", "FILE", "zzzzzz"), "catalogue list"),
        (("shortlist", "bestaat-niet.toml"), "bestaat-niet.toml"),
        (("dossier", "show", "bestaat-niet"), "bestaat-niet"),
        (("catalogue", "list", "--lender", "zzzzzz"), "zzzzzz"),
    ],
)
def test_what_does_not_exist_is_said_with_code_4(finadvies: Finadvies, bakery: str, words: tuple[str, ...], told: str) -> None:
    result = finadvies(*(bakery if word == "FILE" else word for word in words))

    assert (result.exit_code, result.stdout) == (4, "")
    assert told in result.stderr
    assert len(messages(result)) == 1


def test_a_dossier_that_is_not_there_gets_the_nearest_one(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    finadvies("session", "vonk", "--no-input", "--answers", client_file(SMALL))

    result = finadvies("shortlist", "vonkk")

    assert result.exit_code == 4
    assert "vonk?" in result.stderr


# -- 5: answers missing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("--no-input",), ()])
def test_without_anybody_to_ask_the_missing_answers_are_named(finadvies: Finadvies, home: Path, words: tuple[str, ...]) -> None:
    result = finadvies("session", "nieuw", *words)

    assert (result.exit_code, result.stdout) == (5, "")
    assert "need.uses[0].purpose, need.uses[0].amount" in result.stderr
    assert not home.exists()


def test_only_what_is_missing_is_named(finadvies: Finadvies) -> None:
    result = finadvies("session", "nieuw", "--no-input", "--set", "need.uses[0].purpose=machinery")

    assert result.exit_code == 5
    assert "need.uses[0].amount" in result.stderr
    assert "purpose" not in result.stderr


def test_with_enough_answers_a_session_needs_nobody(finadvies: Finadvies, home: Path, client_file: Callable[..., Path]) -> None:
    result = finadvies("session", "--no-input", "--answers", client_file(SMALL), "--set", "company.fte=3")

    assert result.exit_code == 0
    assert "finadvies session smederij-vonk" in result.stdout
    with open_dossier(home / "dossiers" / "smederij-vonk", write=False) as dossier:
        assert dossier.client.value("use.amount", 0) == 40_000
        assert dossier.client.value("company.fte") == 3
        assert dossier.client.value("company.started") is UNKNOWN


def test_answers_over_standard_input_reach_a_dossier_that_is_there_already(
    finadvies: Finadvies, home: Path, client_file: Callable[..., Path]
) -> None:
    finadvies("session", "vonk", "--no-input", "--answers", client_file(SMALL))

    result = finadvies("session", "vonk", "--no-input", "--answers", "-", stdin="schema = 1\n[company]\nfte = 4\n")

    assert result.exit_code == 0
    with open_dossier(home / "dossiers" / "vonk", write=False) as dossier:
        assert dossier.client.value("company.fte") == 4
        assert dossier.client.value("use.amount", 0) == 40_000


def test_a_session_in_machine_form_has_data_only_on_standard_output(
    finadvies: Finadvies, client_file: Callable[..., Path]
) -> None:
    result = finadvies("session", "vonk", "--no-input", "--answers", client_file(SMALL), "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["schema"] == "finadvies/shortlist/1"
    assert "finadvies session vonk" in result.stderr


def test_a_name_with_a_slash_is_a_name_and_no_folder(
    finadvies: Finadvies, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client_file: Callable[..., Path]
) -> None:
    file = client_file(SMALL.replace("Smederij Vonk", "Jansen/De Wit"))
    monkeypatch.chdir(tmp_path)

    assert finadvies("session", "--no-input", "--answers", file).exit_code == 0

    assert [folder.name for folder in (home / "dossiers").iterdir()] == ["jansen-de-wit"]
    assert not (tmp_path / "Jansen").exists()


def test_a_dossier_can_live_where_its_path_says(
    finadvies: Finadvies, home: Path, tmp_path: Path, client_file: Callable[..., Path]
) -> None:
    result = finadvies("session", tmp_path / "klanten" / "vonk", "--no-input", "--answers", client_file(SMALL))

    assert result.exit_code == 0
    assert str(tmp_path / "klanten" / "vonk") in result.stdout
    assert not home.exists()


# -- 6: the dossier is in use ------------------------------------------------------------------------------------------------


@pytest.fixture
def open_elsewhere(finadvies: Finadvies, home: Path, client_file: Callable[..., Path]) -> Iterator[int]:
    """The dossier `vonk`, open in another process; yields its number."""
    finadvies("session", "vonk", "--no-input", "--answers", client_file(SMALL))
    code = (
        "import pathlib, sys; from finadvies.dossiers.store import open_dossier\n"
        "with open_dossier(pathlib.Path(sys.argv[1]), write=True): print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(home / "dossiers" / "vonk")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "open\n"
        yield other.pid
        other.stdin.close()


def test_a_dossier_that_is_open_elsewhere_says_where(finadvies: Finadvies, open_elsewhere: int) -> None:
    result = finadvies("session", "vonk", "--no-input")

    assert (result.exit_code, result.stdout) == (6, "")
    assert f"proces {open_elsewhere}" in result.stderr
    assert len(messages(result)) == 1


def test_a_dossier_that_is_open_elsewhere_can_still_be_read(finadvies: Finadvies, open_elsewhere: int) -> None:
    assert finadvies("dossier", "show", "vonk").exit_code == 0
    assert finadvies("shortlist", "vonk").exit_code == 0


def test_a_damaged_dossier_says_in_which_line(finadvies: Finadvies, home: Path, client_file: Callable[..., Path]) -> None:
    finadvies("session", "vonk", "--no-input", "--answers", client_file(SMALL))
    (home / "dossiers" / "vonk" / "answers.toml").write_text("schema = 1\n[client\n")

    result = finadvies("shortlist", "vonk")

    assert (result.exit_code, result.stdout) == (6, "")
    assert "answers.toml, regel 2" in result.stderr


# -- 70 and 130 --------------------------------------------------------------------------------------------------------------


def raising(error: BaseException) -> Callable[..., None]:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    return fail


def test_a_fault_of_the_program_is_one_line_and_no_traceback(
    finadvies: Finadvies, bakery: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finadvies.cli.advice_commands.shortlist", raising(ValueError("twee\nregels")))

    result = finadvies("shortlist", bakery)

    assert (result.exit_code, result.stdout) == (70, "")
    assert len(messages(result)) == 1
    assert "ValueError: twee regels" in result.stderr
    assert "FINADVIES_DEBUG=1" in result.stderr


def test_the_traceback_can_be_asked_for(finadvies: Finadvies, bakery: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finadvies.cli.advice_commands.shortlist", raising(ValueError("stuk")))

    assert isinstance(finadvies("shortlist", bakery, FINADVIES_DEBUG="1").exception, ValueError)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_an_interrupt_ends_in_130(
    finadvies: Finadvies, bakery: str, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr("finadvies.cli.advice_commands.shortlist", raising(error))

    result = finadvies("shortlist", bakery)

    assert (result.exit_code, result.stdout) == (130, "")
    assert len(messages(result)) == 1


# -- what goes where ---------------------------------------------------------------------------------------------------------


def test_remarks_are_on_standard_error_and_quiet_leaves_them_out(finadvies: Finadvies, bakery: str, tmp_path: Path) -> None:
    told = finadvies("homework", bakery, "--out", tmp_path / "a", "--json")
    quiet = finadvies("homework", bakery, "--out", tmp_path / "b", "--json", "--quiet")

    assert json.loads(told.stdout) == json.loads(quiet.stdout)
    assert str(tmp_path / "a") in told.stderr
    assert quiet.stderr == ""


def test_faults_are_told_even_when_quiet(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    assert len(messages(finadvies("shortlist", client_file(THREE_FAULTS), "--quiet"))) == 3


# -- the shortlist as data ---------------------------------------------------------------------------------------------------

OPTION = ["product", "lender", "kind", "verdict", "reasons", "missing", "amount", "days_to_cash", "documents", "stale"]
REASON = ["criterion", "level", "truth", "found", "required", "distance", "text", "source"]
COMPONENT = ["product", "lender", "kind", "role", "amount_eur", "uses"]
MIX = [
    "id", "labels", "components", "covered_eur", "gap_eur", "cost_year1_eur", "cost_total_eur", "rate_year", "price_known", "days_to_cash",
    "documents", "weakest", "warnings", "plan_b",
]  # fmt: skip
SHORTLIST = ["schema", "today", "catalogue", "client", "feasibility", "options", "mixes", "questions", "help"]
EXAMPLES = ["demo/bakkerij-de-korenaar", "kvk-3-groothandel", "kvk-5-cultuur", "kvk-6-horeca", "kvk-8-detailhandel"]


def in_order(data: dict[str, Any], keys: list[str]) -> bool:
    """Whether all these keys are there, in this order; more may stand between."""
    return [key for key in data if key in keys] == keys


def shortlist(finadvies: Finadvies, source: str | Path) -> dict[str, Any]:
    result = finadvies("shortlist", source, "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_shortlist_has_the_keys_of_the_contract_in_their_order(finadvies: Finadvies, bakery: str) -> None:
    data = shortlist(finadvies, bakery)

    assert in_order(data, SHORTLIST)
    assert in_order(data["catalogue"], ["version", "as_of", "sha256"])
    assert all(in_order(row, ["id", "value", "norm", "source", "light"]) for row in data["feasibility"])
    assert all(in_order(row, OPTION) for row in data["options"])
    assert all(in_order(reason, REASON) for row in data["options"] for reason in row["reasons"])
    assert all(in_order(row, MIX) for row in data["mixes"])
    assert all(in_order(part, COMPONENT) for row in data["mixes"] for part in row["components"])
    assert all(in_order(plan, ["if_refused", "mix", "extra_documents"]) for row in data["mixes"] for plan in row["plan_b"])
    assert all(in_order(row, ["fact", "chapter", "sensitivity", "could_change", "decides"]) for row in data["questions"])
    assert all(in_order(row, ["id", "name", "phone", "url", "why"]) for row in data["help"])
    assert data["today"] == "2026-11-24"


def test_the_shortlist_uses_the_words_of_the_contract_only(finadvies: Finadvies, bakery: str) -> None:
    data = shortlist(finadvies, bakery)

    assert {row["light"] for row in data["feasibility"]} <= {"good", "attention", "poor", "unknown"}
    assert {row["verdict"] for row in data["options"]} <= {"fits", "attention", "unknown", "blocked", "closed"}
    assert {reason["truth"] for row in data["options"] for reason in row["reasons"]} <= {"true", "false", "unknown"}
    assert {reason["level"] for row in data["options"] for reason in row["reasons"]} <= {"hard", "norm", "judgement"}
    assert {label for row in data["mixes"] for label in row["labels"]} <= {
        "cheapest", "fastest", "least_homework", "surest", "keeps_control", "balanced",
    }  # fmt: skip
    assert {part["role"] for row in data["mixes"] for part in row["components"]} <= {
        "source",
        "guarantee",
        "later_benefit",
        "own",
    }
    assert "balanced" in data["mixes"][0]["labels"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_covered_and_what_is_not_is_together_what_is_needed(finadvies: Finadvies, bakery: str, name: str) -> None:
    data = shortlist(finadvies, Path(bakery).parent.parent / f"{name}.toml")

    need = sum(use["amount"] for use in data["client"]["need"]["uses"])
    for row in data["mixes"]:
        paying = [part for part in row["components"] if part["role"] in ("source", "own")]
        assert row["covered_eur"] + row["gap_eur"] == need
        assert row["covered_eur"] == sum(part["amount_eur"] for part in paying)
        assert all(part["amount_eur"] == sum(part["uses"].values()) for part in paying)
        assert all(part["kind"] == "own_funds" for part in paying if part["role"] == "own")
    assert data["help"]


def test_the_options_are_sorted_by_verdict(finadvies: Finadvies, bakery: str) -> None:
    verdicts = [row["verdict"] for row in shortlist(finadvies, bakery)["options"]]

    assert verdicts == sorted(verdicts, key=["fits", "attention", "unknown", "blocked", "closed"].index)


def test_the_same_client_gives_the_same_bytes(environment: dict[str, Any], bakery: str) -> None:
    def run(seed: str) -> bytes:
        words = [sys.executable, "-m", "finadvies", "shortlist", bakery, "--json", "--today", "2026-11-24"]
        return subprocess.run(words, env={**environment, "PYTHONHASHSEED": seed}, check=True, capture_output=True).stdout

    assert run("1") == run("2") != b""


def test_a_mix_that_lets_a_lease_pay_a_rebuilding_says_that_this_is_not_sure(finadvies: Finadvies, bakery: str) -> None:
    mixes = json.loads(finadvies("shortlist", bakery, "--require", "operational-lease-apparatuur", "--json").stdout)["mixes"]
    lease = [(mix, part) for mix in mixes for part in mix["components"] if part["product"] == "operational-lease-apparatuur"]
    assert lease, "an oven can be leased"
    for mix, part in lease:
        doubted = [warning["text"] for warning in mix["warnings"] if warning["code"] == "use_unsure"]
        assert len(doubted) == sum(use != "0" for use in part["uses"])
        assert all("verbouwing van de bakkerij" in text for text in doubted)

    screen = finadvies("shortlist", bakery, "--require", "operational-lease-apparatuur").stdout
    assert ("alles past" in screen) == any("1" not in part["uses"] for _, part in lease)


def test_at_most_as_many_lenders_as_asked_for_are_in_a_mix(finadvies: Finadvies, bakery: str) -> None:
    data = json.loads(finadvies("shortlist", bakery, "--json", "--max-lenders", "1").stdout)

    assert all(len({part["lender"] for part in row["components"] if part["role"] == "source"}) <= 1 for row in data["mixes"])


def test_a_product_left_out_is_in_no_mix_and_one_required_in_all(finadvies: Finadvies, bakery: str) -> None:
    first = next(part["product"] for part in shortlist(finadvies, bakery)["mixes"][0]["components"] if part["role"] == "source")

    def products(*words: str) -> list[set[str]]:
        data = json.loads(finadvies("shortlist", bakery, "--json", *words).stdout)
        return [{part["product"] for part in row["components"]} for row in data["mixes"]]

    assert all(first not in found for found in products("--exclude", first))
    assert all(first in found for found in products("--require", first))


# -- why ---------------------------------------------------------------------------------------------------------------------


def test_why_shows_every_criterion_with_what_was_found_and_its_source(finadvies: Finadvies, bakery: str) -> None:
    text = finadvies("why", bakery, "rabobank-zakelijke-lening").stdout
    option = json.loads(finadvies("why", bakery, "rabobank-zakelijke-lening", "--json").stdout)

    assert in_order(option, OPTION)
    flat = " ".join(text.split())
    assert all(" ".join(reason["text"].split()) in flat for reason in option["reasons"])
    assert "bij u: " in text
    assert "bron: https://" in text


def test_why_of_what_is_blocked_says_what_would_change_it(finadvies: Finadvies, bakery: str) -> None:
    blocked = next(row for row in shortlist(finadvies, bakery)["options"] if row["verdict"] == "blocked")

    result = finadvies("why", bakery, blocked["product"])

    assert result.exit_code == 0
    assert "✗" in result.stdout
    assert "→" in result.stdout


# -- homework ----------------------------------------------------------------------------------------------------------------


def test_homework_writes_the_list_in_every_form_and_one_for_each_lender(
    finadvies: Finadvies, bakery: str, tmp_path: Path
) -> None:
    result = finadvies("homework", bakery, "--mix", "2", "--out", tmp_path / "uit")

    names = sorted(path.name for path in (tmp_path / "uit").iterdir())
    data = json.loads((tmp_path / "uit" / "huiswerk.json").read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert {"huiswerk.md", "huiswerk.csv", "huiswerk.json"} <= set(names)
    assert {f"huiswerk-{lender}.md" for lender in data["per_lender"]} <= set(names)
    assert in_order(
        data,
        [
            "schema",
            "mix",
            "documents",
            "per_lender",
            "timeline",
            "critical_path",
            "warnings",
            "earliest_decision",
            "earliest_cash",
        ],
    )
    assert data["mix"] == "2"


def test_homework_written_twice_is_the_same_bytes(finadvies: Finadvies, bakery: str, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert finadvies("homework", bakery, "--out", tmp_path / folder).exit_code == 0

    written = [{path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("a", "b")]
    assert written[0] == written[1] != {}


def test_only_the_forms_asked_for_are_written(finadvies: Finadvies, bakery: str, tmp_path: Path) -> None:
    finadvies("homework", bakery, "--out", tmp_path / "uit", "--format", "csv")

    assert [path.name for path in (tmp_path / "uit").iterdir()] == ["huiswerk.csv"]


def test_a_mix_can_be_named_by_what_it_is_best_at(finadvies: Finadvies, bakery: str) -> None:
    assert json.loads(finadvies("homework", bakery, "--mix", "cheapest", "--json").stdout)["mix"] is not None


def test_homework_for_a_product_outside_the_mixes(finadvies: Finadvies, bakery: str) -> None:
    data = json.loads(finadvies("homework", bakery, "--product", "qredits-microkrediet", "--json").stdout)

    assert data["mix"] is None
    assert list(data["per_lender"]) == ["qredits"]
    assert data["documents"]


@pytest.mark.parametrize("lender", ["rabobank", "voordekunst"])
def test_homework_for_a_lender_outside_the_mixes_whatever_its_verdicts(finadvies: Finadvies, bakery: str, lender: str) -> None:
    data = json.loads(finadvies("homework", bakery, "--lender", lender, "--json").stdout)

    assert lender in data["per_lender"]
    assert data["documents"]


def test_homework_of_two_products_is_merged_into_one_list(finadvies: Finadvies, bakery: str) -> None:
    words = ("--product", "rabobank-zakelijke-lening", "--product", "qredits-microkrediet")

    data = json.loads(finadvies("homework", bakery, *words, "--json").stdout)

    asked_by_both = [row for row in data["documents"] if len(row["lenders"]) > 1]
    assert asked_by_both
    assert len({(row["document"], row["object"]) for row in data["documents"]}) <= len(data["documents"])


# -- the catalogue -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("rabobank-zakelijke-lening", ("Rabobank zakelijke lening", "https://")),
        ("rabobank", ("Rabobank", "Rabobank zakelijke lening")),
        ("annual-accounts", ("Jaarrekening",)),
        ("kvk-financieringsdesk", ("KVK Financieringsdesk", "0800")),
    ],
)
def test_one_entry_of_the_catalogue_in_words_and_as_data(finadvies: Finadvies, entry: str, words: tuple[str, ...]) -> None:
    text, data = finadvies("catalogue", "show", entry), finadvies("catalogue", "show", entry, "--json")

    assert (text.exit_code, data.exit_code) == (0, 0)
    assert all(word in text.stdout for word in words)
    assert json.loads(data.stdout)["id"] == entry


def test_the_list_of_products_can_be_narrowed_to_a_kind_and_a_lender(finadvies: Finadvies) -> None:
    everything = json.loads(finadvies("catalogue", "list", "--json").stdout)
    narrowed = json.loads(finadvies("catalogue", "list", "--kind", "term_loan", "--lender", "rabobank", "--json").stdout)

    assert len(everything) > len(narrowed) > 0
    assert {(row["kind"], row["lender"]) for row in narrowed} == {("term_loan", "rabobank")}
    assert "rabobank-zakelijke-lening" in finadvies("catalogue", "list").stdout


def test_the_shipped_catalogue_is_without_faults(finadvies: Finadvies) -> None:
    result = finadvies("catalogue", "check")

    assert result.exit_code == 0, result.stdout


def test_a_catalogue_that_is_not_there_is_said(finadvies: Finadvies, bakery: str, tmp_path: Path) -> None:
    result = finadvies("shortlist", bakery, "--catalogue", tmp_path / "nergens")

    assert result.exit_code in (3, 4)
    assert "nergens" in result.stderr
    assert result.stdout == ""


# -- dossiers ----------------------------------------------------------------------------------------------------------------


def test_dossiers_are_listed_and_shown(finadvies: Finadvies, client_file: Callable[..., Path]) -> None:
    finadvies("session", "--no-input", "--answers", client_file(SMALL))

    listed, shown = finadvies("dossier", "list"), finadvies("dossier", "show", "smederij-vonk")

    assert listed.stdout.startswith("smederij-vonk")
    assert "40.000" in shown.stdout
    assert [row["id"] for row in json.loads(finadvies("dossier", "list", "--json").stdout)] == ["smederij-vonk"]
    assert json.loads(finadvies("dossier", "show", "smederij-vonk", "--json").stdout)["client"]["name"] == "Smederij Vonk"


def test_a_dossier_says_until_when_it_may_be_kept_and_when_that_has_passed(
    finadvies: Finadvies, client_file: Callable[..., Path]
) -> None:
    finadvies("session", "--no-input", "--answers", client_file(SMALL), "--set", "client.delete_after=2027-05-01")

    assert "te wissen na 1 mei 2027" in finadvies("dossier", "list").stdout
    assert json.loads(finadvies("dossier", "list", "--json").stdout)[0]["delete_after"] == "2027-05-01"

    finadvies("session", "smederij-vonk", "--no-input", "--set", "client.delete_after=2026-05-01")

    assert "liep tot 1 mei 2026" in finadvies("dossier", "list").stdout


def test_who_does_not_want_the_answers_kept_has_the_outcome_and_no_dossier(
    finadvies: Finadvies, client_file: Callable[..., Path]
) -> None:
    result = finadvies("session", "--no-input", "--answers", client_file(SMALL), "--set", "client.consent=nee")

    assert result.exit_code == 0
    assert "gewist" in result.stderr
    assert json.loads(finadvies("dossier", "list", "--json").stdout) == []


# -- languages, plain lines, widths, help ------------------------------------------------------------------------------------

SCREENS = [
    ("demo",),
    ("shortlist", "FILE"),
    ("why", "FILE", "rabobank-zakelijke-lening"),
    ("homework", "FILE"),
    ("catalogue", "show", "rabobank-zakelijke-lening"),
]


def screen(finadvies: Finadvies, file: str, words: tuple[str, ...], *more: str, **env: str) -> list[str]:
    result = finadvies(*(file if word == "FILE" else word for word in words), *more, **env)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


@pytest.mark.parametrize("words", [*SCREENS, ("catalogue", "list"), ("dossier", "list")], ids=lambda words: "-".join(words[:2]))
def test_every_screen_is_there_in_english(finadvies: Finadvies, bakery: str, words: tuple[str, ...]) -> None:
    dutch, english = screen(finadvies, bakery, words), screen(finadvies, bakery, words, "--lang", "en")

    assert english == screen(finadvies, bakery, words, FINADVIES_LANG="en")
    assert english != dutch or not dutch


def test_the_machine_form_keeps_its_keys_in_english(finadvies: Finadvies, bakery: str) -> None:
    assert in_order(json.loads(finadvies("shortlist", bakery, "--json", "--lang", "en").stdout), SHORTLIST)


def test_files_are_named_and_headed_in_english(finadvies: Finadvies, bakery: str, tmp_path: Path) -> None:
    assert finadvies("homework", bakery, "--out", tmp_path / "out", "--lang", "en").exit_code == 0

    assert not [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith("huiswerk")]


@pytest.mark.parametrize("words", [*SCREENS, ("catalogue", "list")], ids=lambda words: "-".join(words[:2]))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_plain_screens_are_pure_ascii(finadvies: Finadvies, bakery: str, words: tuple[str, ...], language: str) -> None:
    lines = screen(finadvies, bakery, words, "--plain", "--lang", language)

    assert lines
    assert all(line.isascii() for line in lines)


def too_wide(line: str, width: int) -> bool:
    """Whether a line is too wide; one that holds an address or an id that cannot be broken may be."""
    unbreakable = any("://" in word or len(word) >= width - 8 for word in line.split())
    return wcswidth(line) > width and not unbreakable


@pytest.mark.parametrize("words", SCREENS, ids=lambda words: "-".join(words[:2]))
@pytest.mark.parametrize("width", [80, 48])
@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["signs", "plain"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_line_is_wider_than_the_screen(
    finadvies: Finadvies, bakery: str, words: tuple[str, ...], width: int, plain: tuple[str, ...], language: str
) -> None:
    lines = screen(finadvies, bakery, words, *plain, "--lang", language, COLUMNS=str(width))

    assert [line for line in lines if too_wide(line, width)] == []


def commands(group: typer.core.TyperGroup | Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


EVERY = dict(commands(typer.main.get_command(app)))


def test_the_commands_of_this_version_are_all_there() -> None:
    assert {" ".join(path) for path in EVERY} >= {
        "session", "shortlist", "why", "homework", "batch", "demo", "catalogue check", "catalogue list", "catalogue show", "dossier list", "dossier show",
    }  # fmt: skip


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_takes_the_common_options(path: tuple[str, ...]) -> None:
    """What stands beside each is tested in `test_help`."""
    page = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "100"}).stdout

    assert {"--today", "--plain", "--lang", "--json", "--quiet"} <= set(re.findall(r"--[a-z-]+", page))


def test_without_a_command_the_help_is_shown() -> None:
    result = CliRunner().invoke(app, [])

    assert "session" in result.output
    assert "Traceback" not in result.output


def test_the_sensitive_answers_of_a_dossier_are_hidden_from_the_client(
    finadvies: Finadvies, client_file: Callable[..., Path]
) -> None:
    finadvies("session", "vonk", "--no-input", "--answers", client_file(SMALL), "--set", "owner.guarantee_max=31.500")

    assert "31.500" in finadvies("dossier", "show", "vonk").stdout
    assert "31.500" not in finadvies("dossier", "show", "vonk", "--for", "client").stdout


def test_an_answer_on_the_command_line_is_kept_as_typed(
    finadvies: Finadvies, home: Path, client_file: Callable[..., Path]
) -> None:
    finadvies(
        "session",
        "vonk",
        "--no-input",
        "--answers",
        client_file(SMALL),
        "--set",
        "need.uses[1].purpose=vehicles",
        "--set",
        "need.uses[1].amount=25k",
    )

    with open_dossier(home / "dossiers" / "vonk", write=False) as dossier:
        assert dossier.client.value("use.amount", 1) == 25_000
        answer = dossier.client.answer(Slot("use.amount", 1))
        assert answer is not None
        assert answer.origin == "typed"
