"""The homework as it is handed over: Markdown for people, CSV for a spreadsheet; what clients typed stays text in both."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from finadvies.advice import Advice, advise
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.exports import markdown, stamp, table
from finadvies.exports.files import write_homework
from finadvies.exports.formats import Job, content
from finadvies.exports.homework_view import View, view
from finadvies.homework import Homework, Lists
from finadvies.importers.client_source import read_source
from finadvies.locale import Language, texts_in
from finadvies.locale.texts import LANGUAGES

BOTH = ("bank-een-lening", "lease-twee-lease")
SEPARATORS = {"nl": ";", "en": ","}
TELLING = ['=HYPERLINK("x")', "@cmd", "+31 6 12345678", "-2+3", "\tTab"]


@pytest.fixture(autouse=True)
def one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The foot of a paper names the version of the program, which a golden file must not."""
    monkeypatch.setattr(stamp, "__version__", "9.9.9")


def as_markdown(advice: Advice, language: Language = "nl", products: tuple[str, ...] = BOTH) -> str:
    texts = texts_in(language)
    title = texts.say("homework.title", mix="1")
    return content("md", Job(advice, advice.homework(products), texts, title, advice.proposals[0])).decode()


def as_rows(advice: Advice, language: Language = "nl", products: tuple[str, ...] = BOTH) -> list[list[str]]:
    texts = texts_in(language)
    text = table.homework(view(advice, advice.homework(products), texts), texts)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATORS[language]))


def renamed(client: Client, *, name: str | None = None, use: str | None = None) -> Client:
    if name is not None:
        client = client.with_answer(Slot("client.name"), Answer(name))
    return client.with_answer(Slot("use.description", 0), Answer(use)) if use is not None else client


# -- golden files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_as_markdown_reads_as_it_did(
    advise_small: Callable[[Client], Advice],
    two_machines: Client,
    same_as_snapshot: Callable[[str, str], None],
    language: Language,
) -> None:
    same_as_snapshot(f"homework.{language}.md", as_markdown(advise_small(two_machines), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_as_csv_reads_as_it_did(
    advise_small: Callable[[Client], Advice],
    two_machines: Client,
    same_as_snapshot: Callable[[str, str], None],
    language: Language,
) -> None:
    texts, advice = texts_in(language), advise_small(two_machines)

    text = table.homework(view(advice, advice.homework(BOTH), texts), texts)

    assert text.count("\r\n") == text.count("\n")
    same_as_snapshot(f"homework.{language}.csv", text.replace("\r\n", "\n"))


def test_the_checklist_of_one_lender_reads_as_it_did(
    advise_small: Callable[[Client], Advice], two_machines: Client, same_as_snapshot: Callable[[str, str], None]
) -> None:
    texts, advice = texts_in("nl"), advise_small(two_machines)
    whole = Job(advice, advice.homework(BOTH), texts, "Huiswerk")
    lender = next(iter(whole.homework.per_lender))

    same_as_snapshot("homework-one-lender.nl.md", content("md", whole.of_lender(lender)).decode())


# -- the shape ---------------------------------------------------------------------------------------------------------------


def test_every_paper_is_one_row_and_every_row_has_every_column(
    advise_small: Callable[[Client], Advice], two_machines: Client
) -> None:
    advice = advise_small(two_machines)

    heading, *rows = as_rows(advice)

    assert len(rows) == len(advice.homework(BOTH).lines)
    assert {len(row) for row in rows} == {len(heading)} == {len(table.COLUMNS)}
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]


def test_two_quotes_are_two_lines_each_with_its_machine(advise_small: Callable[[Client], Advice], two_machines: Client) -> None:
    rows = [row for row in as_rows(advise_small(two_machines)) if row[1] == "Offerte"]

    assert [row[2] for row in rows] == ["draaibank", "zetbank"]


@pytest.fixture(scope="module")
def bakery(catalogue: Catalogue, lists: Lists, today: date) -> Advice:
    from importlib import resources

    source = resources.files("finadvies.examples").joinpath("demo/bakkerij-de-korenaar.toml")
    client, problems = read_source(Path(str(source)), io.BytesIO())
    assert not problems
    return advise(client, catalogue, lists, today)


def written(advice: Advice, folder: Path, language: Language = "nl") -> tuple[Homework, View, dict[str, str]]:
    texts, chosen = texts_in(language), advice.proposals[0]
    plan = advice.homework(chosen.products)
    paths = write_homework(Job(advice, plan, texts, "Huiswerk", chosen), folder, ("md", "csv", "json"))
    assert paths == sorted(path for path in folder.iterdir() if path.name[0] != ".")
    return plan, view(advice, plan, texts), {path.name: path.read_bytes().decode() for path in paths}


def test_the_homework_of_the_bakery_names_every_paper_in_every_form(bakery: Advice, tmp_path: Path) -> None:
    plan, found, files = written(bakery, tmp_path)

    for line in found.lines:
        assert f"**{line.number}. {markdown.escape(line.name)}" in files["huiswerk.md"]
        assert line.name in files["huiswerk.csv"]
    assert {row["document"] for row in json.loads(files["huiswerk.json"])["documents"]} == {line.document for line in plan.lines}
    assert set(files) == {
        "huiswerk.md",
        "huiswerk.csv",
        "huiswerk.json",
        *(f"huiswerk-{lender}.md" for lender in plan.per_lender),
    }


def test_a_spreadsheet_sees_that_the_file_is_utf8(bakery: Advice, tmp_path: Path) -> None:
    assert written(bakery, tmp_path)[2]["huiswerk.csv"].startswith("\ufeff")


def test_writing_again_replaces_the_files_and_leaves_nothing_half_done(bakery: Advice, tmp_path: Path) -> None:
    first = written(bakery, tmp_path)[2]
    (tmp_path / "huiswerk.md").write_text("oud")

    assert written(bakery, tmp_path)[2] == first
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_every_markdown_file_says_what_it_was_made_with(bakery: Advice, tmp_path: Path) -> None:
    for name, text in written(bakery, tmp_path)[2].items():
        if name.endswith(".md"):
            assert "9.9.9" in text.splitlines()[-1]
            assert bakery.catalogue.sha256[:12] in text.splitlines()[-1]


# -- what clients typed ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", TELLING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_of_a_spreadsheet_runs_what_a_client_typed(
    advise_small: Callable[[Client], Advice], two_machines: Client, typed: str, language: Language
) -> None:
    rows = as_rows(advise_small(renamed(two_machines, name=typed, use=typed)), language)

    cells = [cell for row in rows for cell in row]
    assert f"'{typed}" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def test_a_separator_or_a_quote_in_what_a_client_typed_does_not_shift_the_columns(
    advise_small: Callable[[Client], Advice], two_machines: Client
) -> None:
    rows = as_rows(advise_small(renamed(two_machines, use='oven; "groot", 2e hands')))

    assert {len(row) for row in rows} == {len(table.COLUMNS)}
    assert 'oven; "groot", 2e hands' in [row[2] for row in rows]


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "a | b", "**vet**", "[klik](http://kwaad)", "# kop", "regel\n# kop", "`code`"]
)
def test_markdown_shows_what_a_client_typed_and_does_nothing_with_it(
    advise_small: Callable[[Client], Advice], two_machines: Client, typed: str
) -> None:
    text = as_markdown(advise_small(renamed(two_machines, name=typed, use=typed)))

    plain = as_markdown(advise_small(two_machines))
    assert "<" not in text.replace("\\<", "")
    assert "|" not in text.replace("\\|", "")
    assert "](" not in text.replace("\\](", "")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in plain.splitlines() if line.startswith("#")
    ]
    assert markdown.escape(typed) in text
