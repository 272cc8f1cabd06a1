"""`catalogue new`: for every kind a file that says what to fill in, refused as it stands, sound once filled in; never over another."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from shipped import ROOT, TODAY
from typer.testing import CliRunner, Result

from finadvies.catalogue import skeleton
from finadvies.catalogue.lint import lint
from finadvies.catalogue.load import Library, read
from finadvies.catalogue.locate import Folders
from finadvies.cli.app import app
from finadvies.domain.entry import Kind
from finadvies.problems import Problem, dotted, errors

KINDS = get_args(Kind)
SHARED = {"bank-basis", "subsidie-basis"}


def written(kind: str, folder: Path, today: date = TODAY) -> dict[str, Path]:
    """The three files of a new product of a new lender."""
    texts = skeleton.files(kind, "noordzee-iets", "noordzee", today, lenders=set(), checklists=set(), sets=SHARED)
    return dict(zip(("product", "lender", "list"), skeleton.write(texts, folder), strict=True))


def faults(folder: Path) -> list[Problem]:
    """What a check has against the files of this folder."""
    library = read(Folders(ROOT / "catalogue", ROOT / "checklists", (folder,)))
    return [problem for problem in errors(lint(library, TODAY)) if problem.file.startswith(f"{folder.name}/")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_is_toml_of_its_kind_with_the_facts_of_today(kind: str, tmp_path: Path) -> None:
    path = written(kind, tmp_path)["product"]
    data = tomllib.loads(path.read_text("utf-8"))

    assert path == tmp_path / "catalogue" / "products" / kind / "noordzee-iets.toml"
    assert (data["kind"], data["id"], data["lender"]) == (kind, "noordzee-iets", "noordzee")
    assert (data["as_of"], data["next_review"]) == ("2026-11", date(2027, 11, 24))
    assert ("guarantee" in data) == (kind == "guarantee")
    assert ("benefits" in data) == (kind in ("subsidy", "tax_relief"))


def test_a_leap_day_gets_a_day_of_review_that_exists(tmp_path: Path) -> None:
    data = tomllib.loads(written("term_loan", tmp_path, date(2028, 2, 29))["product"].read_text("utf-8"))

    assert data["next_review"] == date(2029, 2, 28)


def test_a_check_of_an_untouched_skeleton_names_what_is_to_be_filled_in(tmp_path: Path) -> None:
    folder = tmp_path / "kantoor"
    written("guarantee", folder)

    said = {(Path(problem.file).parent.name, dotted(problem.path)) for problem in faults(folder)}

    product = {"name_nl", "purposes", "confidence", "criteria[0].id", "criteria[0].text_nl", "guarantee.share_of_loan"}
    assert {place for where, place in said if where == "guarantee"} >= {*product, "sources[0].url", "sources[0].facts"}
    assert ("lenders", "name") in said
    assert ("lenders", "kind") in said
    assert ("lenders", "requirements[0].document") in said


FILLED = (
    (r'^name_nl = ""', 'name_nl = "Noordzee"'), (r'^name = ""', 'name = "Noordzee"'), (r"^purposes = \[\]", 'purposes = ["machinery"]'),
    (r'^confidence = ""', 'confidence = "high"'), (r'^kind = ""', 'kind = "fund"'), (r'^id = ""', 'id = "een-jaar"'),
    (r'^text_nl = ""', 'text_nl = "Een jaar oud"'), (r'^url = ""', 'url = "https://noordzee.example"'), (r'^facts = ""', 'facts = "all"'),
    (r'^document = ""', 'document = "quote"'), (r"^# when = ({.*}) .*# facts and operators", r"when = \1 # facts"),
    (r"^# share_of_loan", "share_of_loan"), (r"^sets = \[.*\]", "sets = []"),
)  # fmt: skip


def every_kind(folder: Path, change: Callable[[str], str]) -> list[Problem]:
    """The faults of a skeleton of every kind in one folder, each text changed first: one check for all, for that takes long."""
    for kind in KINDS:
        name = kind.replace("_", "-")
        texts = skeleton.files(kind, f"iets-{name}", f"noordzee-{name}", TODAY, lenders=set(), checklists=set(), sets=SHARED)
        for path in skeleton.write(texts, folder):
            text = path.read_text("utf-8")
            assert change(text) != text
            path.write_text(change(text), "utf-8")
    return faults(folder)


def test_a_skeleton_of_any_kind_with_only_what_is_required_filled_in_is_sound(tmp_path: Path) -> None:
    def fill_in(text: str) -> str:
        for empty, full in FILLED:
            text = re.sub(empty, full, text, flags=re.MULTILINE)
        return text

    found = every_kind(tmp_path / "kantoor", fill_in)

    assert [(problem.file, dotted(problem.path), problem.code) for problem in found] == []


def test_every_field_behind_a_hash_is_a_field_that_the_check_knows(tmp_path: Path) -> None:
    def opened(text: str) -> str:
        return re.sub(r"^# (?=\[{0,2}[a-z_.]+(\]{1,2}| = ))", "", text, flags=re.MULTILINE)

    found = every_kind(tmp_path / "kantoor", opened)

    form = ("unknown_key", "not_toml", "want_table", "want_list", "want_number", "want_integer", "want_date")
    assert [(problem.file, dotted(problem.path)) for problem in found if problem.code in form] == []


def test_a_lender_and_a_list_that_are_there_are_left_alone(library: Library) -> None:
    ids = {name: library.ids(name) for name in ("lenders", "checklists", "sets")}

    files = skeleton.files("term_loan", "qredits-iets", "qredits", TODAY, **ids)  # type: ignore[arg-type]

    assert list(files) == [("catalogue", "products", "term_loan", "qredits-iets.toml")]


def test_nothing_is_overwritten_and_then_nothing_is_written(tmp_path: Path) -> None:
    paths = written("equity", tmp_path)
    paths["list"].write_text("van mij", "utf-8")
    for name in ("product", "lender"):
        paths[name].unlink()

    result = new("equity", "noordzee-iets", "--lender", "noordzee", "--out", tmp_path)

    assert result.exit_code == 2
    assert paths["list"].read_text("utf-8") == "van mij"
    assert not paths["product"].exists()
    assert paths["list"].as_posix() in result.stderr


def test_a_folder_that_is_itself_laid_out_as_a_catalogue_gets_its_files_there(tmp_path: Path) -> None:
    (tmp_path / "products").mkdir()

    paths = written("equity", tmp_path)

    assert paths["product"] == tmp_path / "products" / "equity" / "noordzee-iets.toml"
    assert paths["list"] == tmp_path / "checklists" / "lenders" / "noordzee.toml"


# -- the command -------------------------------------------------------------------------------------------------------------


def new(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["catalogue", "new", *map(str, words), "--today", TODAY.isoformat()])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("term_laon", "iets"), "term_loan"),
        (("term_loan", "Iets Nieuws"), "Iets Nieuws"),
        (("term_loan", "../iets"), "../iets"),
        (("term_loan", "iets", "--lender", "a/b"), "a/b"),
        (("guarantee", "bmkb"), "bmkb"),
    ],
)
def test_a_kind_or_id_that_cannot_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)

    result = new(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_the_files_come_in_the_overlay_and_else_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kantoor").mkdir()

    assert new("equity", "een", "--overlay", "kantoor").stdout == "kantoor/catalogue/products/equity/een.toml\n"
    assert new("equity", "twee").stdout == "catalogue/products/equity/twee.toml\n"
