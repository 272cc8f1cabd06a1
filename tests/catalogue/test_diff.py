"""Two states of a small catalogue: what is new, gone, closed, renamed, and field by field what changed, in the words of the trade."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest
from shipped import ROOT
from typer.testing import CliRunner, Result

from finadvies.catalogue.diff import diff
from finadvies.catalogue.load import MODELS, Library, read
from finadvies.catalogue.locate import state
from finadvies.cli.app import app
from finadvies.domain.record import Record
from finadvies.exports.screens.changes import Teller
from finadvies.locale import texts_in

NL, EN = texts_in("nl"), texts_in("en")
KEPT = (
    "catalogue/products/guarantee/bmkb.toml", "catalogue/products/term_loan/qredits-mkb-krediet.toml",
    "catalogue/products/subsidy/slim.toml", "catalogue/lenders/qredits.toml", "catalogue/lenders/rvo.toml",
    "catalogue/norms/solvabiliteit.toml", "checklists/lenders/qredits.toml",
)  # fmt: skip
BMKB, LOAN, SLIM, QREDITS, LIST = (KEPT[0], KEPT[1], KEPT[2], KEPT[3], KEPT[6])


def copied(folder: Path) -> Path:
    for name in KEPT:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for name in ("documents", "sets"):
        shutil.copytree(ROOT / "checklists" / name, folder / "checklists" / name)
    return folder


@pytest.fixture
def states(tmp_path: Path) -> tuple[Path, Path]:
    """The same small catalogue twice: A and B."""
    return copied(tmp_path / "a"), copied(tmp_path / "b")


def edit(folder: Path, file: str, *edits: tuple[str, str]) -> None:
    text = (folder / file).read_text("utf-8")
    for old, new in edits:
        changed = re.sub(old, new, text, count=1, flags=re.MULTILINE)
        assert changed != text, old
        text = changed
    (folder / file).write_text(text, "utf-8")


def told(states: tuple[Path, Path], texts: Any = NL) -> dict[tuple[str, str], list[str]]:
    """The sentences of every entry that differs, by table and id."""
    before, after = (read(state(folder)) for folder in states)
    teller = Teller((before.catalogue(), before.checklists()), (after.catalogue(), after.checklists()), texts)
    found: dict[tuple[str, str], list[str]] = {}
    for change in diff(before.records, after.records):
        found.setdefault((change.table, change.id), []).append(teller.sentence(change).replace("\u00a0", " "))
    return found


def test_the_same_catalogue_twice_has_no_differences(states: tuple[Path, Path]) -> None:
    assert told(states) == {}


def test_what_ships_does_not_differ_from_itself(library: Library) -> None:
    assert diff(library.records, library.records) == ()


def test_a_limit_of_a_guarantee_is_told_as_the_trade_tells_it(states: tuple[Path, Path]) -> None:
    edit(states[0], BMKB, ("max = 333_333", "max = 266_667"))

    assert told(states) == {
        ("products", "bmkb"): ["garantiedeel: 75% geldt bij geld van anderen nodig hoogstens € 266.667 werd hoogstens € 333.333"]
    }
    assert told(states, EN)["products", "bmkb"][0].endswith("at most € 266,667 to at most € 333,333")


@pytest.mark.parametrize(
    ("pattern", "by", "words"),
    [
        (r"^amount_max = 250_000", "amount_max = 300_000", "bedrag tot: € 250.000 werd € 300.000"),
        (r"^amount_max = 250_000\n", "", "bedrag tot: € 250.000 werd niet genoemd"),
        (r"^term_months_max = 120", "term_months_max = 144", "looptijd tot: 120 maanden werd 144 maanden"),
        (r"^rate_min = 0.0775", "rate_min = 0.078", "rente vanaf: 7,75% werd 7,8%"),
        (r'^payout = "upfront"', 'payout = "milestones"', "uitbetaling: vooraf werd in delen"),
        (r"^decision_days = .*$", "decision_days = { min = 5, max = 5 }", "tijd tot besluit: 13 werkdagen werd 5 dagen"),
        (r'^purposes = \["machinery", ', 'purposes = ["export", ', "doelen: erbij: verkopen in het buitenland; weg: machine of apparaat"),
        (r"min = 18 }", "min = 21 }", "eis “De eigenaar is 18 jaar of ouder”, voorwaarde: leeftijd minstens 18 jaar werd minstens 21 jaar"),
        (r'^id = "schulden"', 'id = "schuld"', "eis: erbij: De schulden die er al zijn mogen niet te hoog zijn"),
        (r'^status = "open"', 'status = "unknown"', "stand: open werd bestaan niet zeker"),
        (r'^text_en = "The owner is 18 or older"', 'text_en = "Of age"', "eis “De eigenaar is 18 jaar of ouder”, tekst (Engels): The owner is 18 or older werd Of age"),
    ],
)  # fmt: skip
def test_each_field_that_changed_is_named_with_both_values(states: tuple[Path, Path], pattern: str, by: str, words: str) -> None:
    edit(states[1], LOAN, (pattern, by))

    assert words in told(states)["products", "qredits-mkb-krediet"]


def test_a_window_and_a_fee_that_come_and_go_are_told(states: tuple[Path, Path]) -> None:
    windows = (states[0] / SLIM).read_text("utf-8").count("[[windows]]")
    edit(states[1], SLIM, (r"\[apply\]", '[[windows]]\nopens = 2031-03-01\ncloses = 2031-03-31\nsource = "w"\n[apply]'))
    edit(states[1], BMKB, (r'id = "provisie"', 'id = "commissie"'))

    found = told(states)
    [window] = found["products", "slim"]
    assert windows
    assert window.startswith("aanvraagperiode: erbij: open vanaf 1 maart 2031, open tot en met 31 maart 2031")
    assert [line.split(":")[:2] for line in found["products", "bmkb"]] == [["kosten", " erbij"], ["kosten", " weg"]]


def test_a_product_that_closed_says_since_when_and_what_follows_it(states: tuple[Path, Path]) -> None:
    edit(states[1], SLIM, (r'^status = "open"', 'status = "closed"\nclosed_on = 2026-10-01\nsuccessor = "qredits-mkb-krediet"'))

    assert told(states) == {("products", "slim"): ["gesloten, sinds 1 oktober 2026, opvolger: Qredits MKB-krediet"]}
    assert told((states[1], states[0])) == {("products", "slim"): ["weer open"]}


def test_a_product_under_a_new_id_is_renamed_and_not_gone(states: tuple[Path, Path]) -> None:
    path = states[1] / LOAN
    edit(states[1], LOAN, (r'^id = "qredits-mkb-krediet"', 'id = "qredits-zakelijk"\naliases = ["qredits-mkb-krediet"]'), ("amount_max = 250_000", "amount_max = 260_000"))  # fmt: skip
    path.rename(path.with_name("qredits-zakelijk.toml"))

    assert told(states)["products", "qredits-zakelijk"] == [
        "heet nu qredits-zakelijk, eerst qredits-mkb-krediet",
        "bedrag tot: € 250.000 werd € 260.000",
    ]
    assert ("products", "qredits-mkb-krediet") not in told(states)


def test_entries_that_came_and_went_are_named(states: tuple[Path, Path]) -> None:
    (states[1] / SLIM).unlink()
    (states[0] / QREDITS).unlink()

    found = told(states)
    assert found["products", "slim"] == ["staat er niet meer"]
    assert found["lenders", "qredits"] == ["nieuw"]


def test_papers_that_a_lender_asks_or_no_longer_asks_and_stricter_marks_are_told(states: tuple[Path, Path]) -> None:
    edit(
        states[1],
        LIST,
        (r"^marks = { months_ahead = 12 }", "marks = { months_ahead = 18 }"),
        (r'^\[\[requirements\]\]\ndocument = "private-budget"', '[[requirements]]\ndocument = "quote"'),
    )

    lines = told(states)["checklists", "qredits"]
    assert "stuk: erbij: Offerte (meestal gevraagd)" in lines
    assert "stuk: weg: Privé-inkomsten en -uitgaven (meestal gevraagd)" in lines
    assert any(line.endswith("eisen aan het stuk: 12 maanden vooruit werd 18 maanden vooruit") for line in lines)


# -- the command -------------------------------------------------------------------------------------------------------------


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["catalogue", "diff", *map(str, words)], env={"COLUMNS": "80", "NO_COLOR": "1"})


def test_the_exit_code_says_whether_something_differs(states: tuple[Path, Path]) -> None:
    assert run(states[0], states[1]).exit_code == 0

    edit(states[1], LOAN, ("amount_max = 250_000", "amount_max = 260_000"))
    result = run(*states)

    assert result.exit_code == 1
    assert "Qredits MKB-krediet: bedrag tot: € 250.000 werd € 260.000" in result.stdout.replace("\u00a0", " ").replace(
        "\n   ", " "
    )


def test_the_machine_form_names_place_and_both_values(states: tuple[Path, Path]) -> None:
    edit(states[1], LOAN, ("amount_max = 250_000", "amount_max = 260_000"))

    data = json.loads(run(*states, "--json").stdout)

    assert data["schema"] == "finadvies/catalogue-diff/1"
    assert data["old"]["sha256"] != data["new"]["sha256"]
    [change] = data["changes"]
    assert (change["table"], change["id"], change["what"]) == ("products", "qredits-mkb-krediet", "changed")
    assert change["path"] == ["limits", "amount_max"]
    assert (change["old"][0]["value"], change["new"][0]["value"]) == ("250000", "260000")


def test_lists_of_papers_are_compared_only_where_both_sides_have_them(states: tuple[Path, Path]) -> None:
    (states[1] / LIST).unlink()
    assert run(*states).exit_code == 1

    shutil.rmtree(states[1] / "checklists")
    assert run(*states).exit_code == 0
    assert run(states[0] / "catalogue", states[1] / "catalogue").exit_code == 0


def test_a_folder_without_a_catalogue_and_a_faulty_file_are_said(states: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    assert run(states[0], tmp_path / "leeg").exit_code == 4
    assert run(states[0], tmp_path / "nergens").exit_code == 4

    edit(states[1], LOAN, (r'^name_nl = ".*"', 'name_nl = ""'))
    result = run(*states)
    assert result.exit_code == 3
    assert f"{(states[1] / LOAN).as_posix()}:3: name_nl" in result.stderr


# -- the words -----------------------------------------------------------------------------------------------------------------


def records(annotation: Any, found: set[type[Record]]) -> None:
    """Every type of record that a field can hold, and what those hold."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        if annotation not in found:
            found.add(annotation)
            for field in annotation.model_fields.values():
                records(field.annotation, found)
        return
    for each in get_args(annotation):
        records(each, found)


LEAVES = {"Row", "Test", "AllOf", "AnyOf", "Not", "Span", "LeadDays", "Cost", "Marks"}


@pytest.mark.parametrize("texts", [NL, EN], ids=["nl", "en"])
def test_every_field_has_a_name_that_people_use(texts: Any) -> None:
    found: set[type[Record]] = set()
    for model in MODELS.values():
        records(model, found)
    fields = {
        re.sub(r"_(nl|en)$", "", info.alias or name)
        for record in found
        if record.__name__ not in LEAVES
        for name, info in record.model_fields.items()
    }
    assert {field for field in fields if texts.term("fields", field) == field and "_" in field} == set()


@pytest.mark.parametrize("texts", [NL, EN], ids=["nl", "en"])
def test_every_difference_with_an_empty_catalogue_can_be_told(library: Library, texts: Any) -> None:
    nothing: dict[Any, Any] = {table: {} for table in library.records}
    teller = Teller((library.catalogue(), library.checklists()), (library.catalogue(), library.checklists()), texts)

    found = diff(nothing, library.records)

    assert len(found) == sum(len(records) for records in library.records.values())
    assert all(teller.name(change) and teller.sentence(change) for change in found)


# -- places ------------------------------------------------------------------------------------------------------------------


def test_postcodes_that_came_went_or_moved_are_counted_and_named(states: tuple[Path, Path]) -> None:
    for folder, rows in zip(states, (("1011", "1012", "1013"), ("1012", "1013", "1014")), strict=True):
        shutil.copytree(ROOT / "catalogue" / "geography", folder / "catalogue" / "geography")
        province = {"1013": "Utrecht"} if folder == states[1] else {}
        lines = [f"{code},{province.get(code, 'Noord-Holland')},GM0363" for code in rows]
        (folder / "catalogue" / "geography" / "postcodes.csv").write_text(
            "\n".join(["postcode,province,municipality", *lines]), "utf-8"
        )

    screen = run(*states)
    data = json.loads(run(*states, "--json").stdout)

    assert screen.exit_code == 1
    assert "postcodes erbij (1): 1014" in screen.stdout
    assert data["geography"] == {"new": [1014], "gone": [1011], "moved": [1013], "sections": []}


def test_tables_of_places_that_are_the_same_are_no_difference(states: tuple[Path, Path]) -> None:
    for folder in states:
        shutil.copytree(ROOT / "catalogue" / "geography", folder / "catalogue" / "geography")

    assert run(*states).exit_code == 0
