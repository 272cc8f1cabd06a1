"""The newcomer's hour: exactly the commands and files of `docs/catalogue.md`, and the office's own entries marked wherever they show."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shipped import ROOT, TODAY
from typer.testing import CliRunner, Result

from finadvies.catalogue.files import read
from finadvies.catalogue.locate import Folders
from finadvies.cli.app import app

Finadvies = Callable[..., Result]
DOC = (ROOT / "docs" / "catalogue.md").read_text("utf-8")
STORY = DOC[DOC.index("## Add a product in ten minutes") : DOC.index("**Other terms for a lender that ships.**")]
PRODUCT, LENDER = "noordzee-werkkapitaal", "noordzee-krediet"


def steps() -> list[tuple[str, str]]:
    """(language, text) of every block of the story, in its order."""
    return [
        (match[2], re.sub(rf"^{match[1]}", "", match[3], flags=re.MULTILINE))
        for match in re.finditer(r"^( *)```(\w+)\n(.*?)^ *```$", STORY, re.MULTILINE | re.DOTALL)
    ]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, Result]]]:
    """An empty folder, and each command of the story run in it with what came of it: once, for it takes a few seconds."""
    folder = tmp_path_factory.mktemp("leeg")
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("COLUMNS", "80")
        patch.setenv("FINADVIES_HOME", str(folder / "home"))
        for language, text in steps():
            if language == "toml":
                first, rest = text.split("\n", 1)
                path = Path(first.removeprefix("# "))
                assert path.exists() or path.parent == Path(), f"{path} was not written by catalogue new"
                path.write_text(rest, "utf-8")
                continue
            for line in text.splitlines():
                words = shlex.split(line)
                assert words[0] == "finadvies"
                found.append((line, CliRunner().invoke(app, [*words[1:], "--today", TODAY.isoformat()])))
    return folder, found


@pytest.fixture
def told(story: tuple[Path, list[tuple[str, Result]]], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Result]]:
    """Each command of the story with what came of it, in its folder."""
    monkeypatch.chdir(story[0])
    return story[1]


def results(told: list[tuple[str, Result]], word: str) -> list[Result]:
    return [result for line, result in told if line.split()[1 if word != "check" else 2] == word]


def test_the_story_of_the_paper_ends_in_shortlist_mix_and_homework(told: list[tuple[str, Result]]) -> None:
    untouched, filled = results(told, "check")
    assert (untouched.exit_code, filled.exit_code) == (1, 0)
    assert f"kantoor/catalogue/products/term_loan/{PRODUCT}.toml:" in untouched.stdout
    assert LENDER not in filled.stdout
    assert [result.exit_code for line, result in told if "check" not in line] == [0] * 5

    [shortlist], [why], [homework] = (results(told, word) for word in ("shortlist", "why", "homework"))
    marked = "Noordzee Krediet werkkapitaal (kantoorlijst)"
    options, mixes = shortlist.stdout.split("om het rond te krijgen", 1)
    assert marked in options
    assert re.search(r"[█▓▒] +Noordzee Krediet werkkapitaal \(kantoorlijst\)", mixes)
    assert "Noordzee Krediet (kantoorlijst)" in why.stdout
    assert marked in " ".join(homework.stdout.split())
    for paper in ("Kopie geldig identiteitsbewijs", "Zakelijke bankafschriften", "afschriften van 6 maanden"):
        assert paper in homework.stdout


def test_the_machine_form_says_what_stands_in_the_office_list(
    told: list[tuple[str, Result]], finadvies: Finadvies, tmp_path: Path
) -> None:
    words = ("klant.toml", "--overlay", "kantoor", "--json")
    data = json.loads(finadvies("shortlist", *words).stdout)
    homework = json.loads(finadvies("homework", *words, "--product", PRODUCT).stdout)
    listed = json.loads(finadvies("catalogue", "list", "--overlay", "kantoor", "--json").stdout)
    lender = json.loads(finadvies("catalogue", "show", LENDER, "--overlay", "kantoor", "--json").stdout)

    assert {option["product"] for option in data["options"] if option["origin"] == "overlay"} == {PRODUCT}
    parts = [part for mix in data["mixes"] for part in mix["components"]]
    assert {part["product"] for part in parts if part["origin"] == "overlay"} == {PRODUCT}
    assert homework["lenders"] == [{"lender": LENDER, "name": "Noordzee Krediet", "origin": "overlay"}]
    assert [row["id"] for row in listed if row["origin"] == "overlay"] == [PRODUCT]
    assert lender["origin"] == "overlay"


def test_the_papers_on_file_name_the_office_list(told: list[tuple[str, Result]], finadvies: Finadvies) -> None:
    assert finadvies("homework", "klant.toml", "--product", PRODUCT, "--overlay", "kantoor", "--out", "uit").exit_code == 0

    assert "Noordzee Krediet (kantoorlijst)" in Path("uit/huiswerk.csv").read_text("utf-8")
    assert "Noordzee Krediet (kantoorlijst)" in Path(f"uit/huiswerk-{LENDER}.md").read_text("utf-8").replace("\\", "")


@pytest.mark.parametrize(("language", "mark"), [("nl", "(kantoorlijst)"), ("en", "(office list)")])
def test_list_and_show_mark_the_office_list_and_only_that(
    told: list[tuple[str, Result]], finadvies: Finadvies, language: str, mark: str
) -> None:
    more = ("--overlay", "kantoor", "--lang", language)

    assert finadvies("catalogue", "list", *more).stdout.count(mark) == 1
    assert mark in finadvies("catalogue", "show", PRODUCT, *more).stdout.splitlines()[0]
    assert mark in finadvies("catalogue", "show", LENDER, *more).stdout.splitlines()[0]
    assert mark not in finadvies("catalogue", "show", "rabobank", *more).stdout
    assert mark not in finadvies("catalogue", "list", "--lang", language).stdout


def test_a_list_of_papers_of_the_office_marks_the_lender_that_ships(finadvies: Finadvies, bakery: str, tmp_path: Path) -> None:
    own = tmp_path / "kantoor" / "checklists" / "lenders"
    own.mkdir(parents=True)
    (own / "qredits.toml").write_bytes((ROOT / "checklists" / "lenders" / "qredits.toml").read_bytes())

    data = json.loads(finadvies("homework", bakery, "--lender", "qredits", "--overlay", own.parent.parent, "--json").stdout)

    assert [row["origin"] for row in data["lenders"]] == ["overlay"]


# -- the mark of the state ---------------------------------------------------------------------------------------------------


def test_every_file_of_an_overlay_counts_in_the_mark_of_the_catalogue(tmp_path: Path) -> None:
    where = Folders(ROOT / "tests" / "data" / "small" / "catalogue", ROOT / "tests" / "data" / "small" / "checklists")

    def mark(*overlays: Path) -> str:
        return read(Folders(where.catalogue, where.checklists, overlays))[2]

    one, two = tmp_path / "een", tmp_path / "twee"
    for folder, text in ((one, "a = 1"), (two, "a = 2")):
        (folder / "catalogue" / "lenders").mkdir(parents=True)
        (folder / "catalogue" / "lenders" / "x.toml").write_text(text, "utf-8")
        (folder / "checklists" / "lenders").mkdir(parents=True)

    marks = [mark(), mark(one), mark(two), mark(one, two), mark(two, one)]
    assert len(set(marks)) == 5
    assert mark(one) == marks[1]
    (one / "checklists" / "lenders" / "x.toml").write_text("b = 1", "utf-8")
    assert mark(one) not in marks


# -- looking through the catalogue -------------------------------------------------------------------------------------------


def ids(finadvies: Finadvies, *words: str) -> dict[str, dict[str, Any]]:
    result = finadvies("catalogue", "list", *words, "--json")
    assert result.exit_code == 0, result.stderr
    return {row["id"]: row for row in json.loads(result.stdout)}


def test_a_province_leaves_out_what_is_for_another_and_keeps_what_is_for_all(finadvies: Finadvies) -> None:
    everything, drenthe = ids(finadvies), ids(finadvies, "--province", "Drenthe")

    assert "rom-nom" in drenthe
    assert "rom-nom" not in ids(finadvies, "--province", "zeeland")
    assert "bmkb" in drenthe
    assert set(drenthe) < set(everything)
    assert set(ids(finadvies, "--province", "friesland")) == set(ids(finadvies, "--province", "Fryslân"))


def test_a_purpose_keeps_what_pays_for_it(finadvies: Finadvies) -> None:
    found = ids(finadvies, "--purpose", "refinancing")

    assert found
    assert all({"refinancing", "any"} & set(row["purposes"]) for row in found.values())
    assert "qredits-mkb-krediet" not in found


@pytest.mark.parametrize(("amount", "there"), [(49_999, False), (50_000, True), (250_000, True), (250_001, False)])
def test_an_amount_keeps_what_it_lies_within_the_limits_of(finadvies: Finadvies, amount: int, there: bool) -> None:
    assert ("qredits-mkb-krediet" in ids(finadvies, "--amount", str(amount))) is there


@pytest.mark.parametrize(
    "words", [("--province", "Bataafse Republiek"), ("--purpose", "machinry"), ("--amount", "0"), ("--amount", "veel")]
)
def test_what_cannot_be_looked_for_is_refused(finadvies: Finadvies, words: tuple[str, ...]) -> None:
    result = finadvies("catalogue", "list", *words)

    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [80, 48])
def test_the_list_fits_the_screen_and_has_amount_id_and_state(finadvies: Finadvies, language: str, width: int) -> None:
    lines = finadvies("catalogue", "list", "--lang", language, COLUMNS=str(width)).stdout.splitlines()

    assert [line for line in lines if len(line) > width] == []
    loan = next(position for position, line in enumerate(lines) if "qredits-mkb-krediet" in line)
    around = " ".join(lines[loan - 1 : loan + 2])
    assert "open" in around
    assert "250" in around


# -- the fact sheet ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("product", "words"),
    [
        ("bmkb", ("garantiedeel: 75% (als", "deel van de staat: 90%", "3,9% (als looptijd", "van het geborgde deel, vooraf", "Samen met andere", "privéborg: meestal, 25%", "via de financier", "aan te vragen bij: ", "Qredits")),
        ("slim", ("Wanneer aanvragen", "Wat het oplevert", "subsidie")),
        ("wbso", ("minder loonbelasting", "eerst aanvragen, dan pas tekenen")),
        ("qredits-mkb-krediet", ("7,75% - 8,75%", "13 werkdagen", "machines en inventaris: meestal, eerste rang", "privéborg: meestal", "voor: 7.75% fixed")),
    ],
)  # fmt: skip
def test_the_fact_sheet_tells_what_an_adviser_needs(finadvies: Finadvies, product: str, words: tuple[str, ...]) -> None:
    sheet = " ".join(finadvies("catalogue", "show", product).stdout.split())

    assert [each for each in words if each not in sheet] == []


def test_notes_for_the_keeper_are_for_the_adviser_only(finadvies: Finadvies) -> None:
    adviser, client = (finadvies("catalogue", "show", "bmkb", "--for", reader).stdout for reader in ("adviser", "client"))

    assert "Aantekening voor wie dit bijhoudt" in adviser
    assert "Aantekening" not in client


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_product_that_ships_has_a_fact_sheet_that_fits_the_screen(catalogue: Any, lists: Any, language: str) -> None:
    from finadvies.exports.layout import texts_of
    from finadvies.exports.screens.catalogue import entry
    from finadvies.locale import texts_in

    for product in catalogue.products.values():
        lines = texts_of(entry(product, catalogue, lists, texts_in(language), 80))  # type: ignore[arg-type]
        assert [line for line in lines if len(line) > 80 and "://" not in line] == [], product.id
        assert not [line for line in lines if re.search(r"None|Decimal|\{[a-z]+\}", line)], product.id


# -- an office's files in the wrong place ------------------------------------------------------------------------------------


def test_a_file_of_the_office_in_the_wrong_place_is_named_and_does_not_pass_in_silence(
    finadvies: Finadvies, tmp_path: Path
) -> None:
    office = tmp_path / "kantoor"
    shipped = ROOT / "catalogue" / "products" / "term_loan" / "rabobank-zakelijke-lening.toml"
    (office / "catalogue" / "products").mkdir(parents=True)
    shutil.copy(shipped, office / "catalogue" / "products" / shipped.name)

    said = finadvies("catalogue", "check", "--overlay", office)

    assert "kantoor/catalogue/products/rabobank-zakelijke-lening.toml: dit bestand wordt niet gelezen" in said.stdout
    assert "kantoor: in deze map staat niets dat gelezen wordt" in said.stdout


def test_an_office_may_do_with_dutch(finadvies: Finadvies, tmp_path: Path) -> None:
    office = tmp_path / "kantoor" / "catalogue" / "lenders"
    office.mkdir(parents=True)
    text = (ROOT / "catalogue" / "lenders" / "rabobank.toml").read_text("utf-8")
    (office / "rabobank.toml").write_text(re.sub(r"^\w+_en = .*\n", "", text, flags=re.MULTILINE), "utf-8")

    said = finadvies("catalogue", "check", "--overlay", tmp_path / "kantoor")

    assert "Engelse" not in said.stdout
