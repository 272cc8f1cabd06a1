"""Dossiers on the command line: proved again, kept as long as agreed, deleted for good, begun from last year's."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from typer.testing import Result
from wcwidth import wcswidth

from finadvies.cli import asking, dossier_delete
from finadvies.domain.client import Slot
from finadvies.dossiers import given
from finadvies.dossiers.store import open_dossier

Finadvies = Callable[..., Result]
ROOT = Path(__file__).parents[2]


def told(result: Result, code: int = 0) -> Any:
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def changed(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def mended(folder: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The kept advice with other parts, and every hash of it made right: as if it had been given so."""
    file = next(folder.glob("advice-*.zip"))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    made = json.loads(parts[given.MADE])
    made["parts"] = given._hashes(parts)
    parts[given.MADE] = json.dumps(made).encode()
    file.write_bytes(given._zipped(parts))
    record = tomllib.loads((folder / "dossier.toml").read_text(encoding="utf-8"))
    record["advice"]["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / "dossier.toml").write_text(tomli_w.dumps(record), encoding="utf-8")


# -- verify ------------------------------------------------------------------------------------------------------------------


def test_the_advice_comes_out_the_same_on_another_day_and_in_another_language(finadvies: Finadvies, bakker: Path) -> None:
    shown = finadvies("dossier", "verify", "bakker", today="2031-03-05")
    data = told(finadvies("dossier", "verify", "bakker", "--json", "--lang", "en", today="2031-03-05"))

    assert shown.exit_code == 0
    assert "Hetzelfde" in shown.stdout
    assert (data["result"], data["same_bytes"], data["differences"]) == ("same", True, [])
    assert data["recorded"]["day"] == "2026-11-24"


def test_what_is_kept_is_what_the_shortlist_prints(finadvies: Finadvies, bakker: Path) -> None:
    with zipfile.ZipFile(next(bakker.glob("advice-*.zip"))) as archive:
        kept = archive.read("advice.json").decode()

    assert kept == finadvies("shortlist", "bakker", "--json").stdout


def test_the_proof_needs_nothing_outside_the_dossier(
    finadvies: Finadvies, bakker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "andere computer" / "bakker"
    shutil.copytree(bakker, moved)
    shutil.rmtree(bakker)
    nowhere = tmp_path / "leeg"
    nowhere.mkdir()
    monkeypatch.setenv("FINADVIES_CATALOGUE", str(nowhere))
    monkeypatch.setenv("FINADVIES_CHECKLISTS", str(nowhere))

    assert told(finadvies("dossier", "verify", moved, "--json"))["same_bytes"] is True


def test_a_catalogue_with_an_office_list_is_kept_too(finadvies: Finadvies, bakery: str, home: Path, tmp_path: Path) -> None:
    lender = (ROOT / "catalogue" / "lenders" / "qredits.toml").read_text(encoding="utf-8")
    office = tmp_path / "kantoor"
    (office / "lenders").mkdir(parents=True)
    (office / "lenders" / "qredits.toml").write_text(lender.replace('name = "Qredits"', 'name = "Qredits Zuid"'))
    (office / "geheim.txt").write_text("niet van de catalogus")
    finadvies("session", "bakker", "--answers", bakery, "--no-input", "--overlay", office)
    shutil.rmtree(office)
    with zipfile.ZipFile(next((home / "dossiers" / "bakker").glob("advice-*.zip"))) as archive:
        names = [name for name in archive.namelist() if name.startswith("overlays/")]

    data = told(finadvies("dossier", "verify", "bakker", "--json"))

    assert (data["same_bytes"], data["recorded"]["catalogue"]["overlays"]) == (True, 1)
    assert names == ["overlays/1/lenders/qredits.toml"]


def test_answers_changed_after_the_advice_are_named_with_what_they_do(finadvies: Finadvies, bakker: Path) -> None:
    changed(bakker / "answers.toml", ("amount = 120000", "amount = 90000"), ("fte = 5", "fte = 6"))

    shown = finadvies("dossier", "verify", "bakker")
    data = told(finadvies("dossier", "verify", "bakker", "--json"), 1)

    assert shown.exit_code == 1
    assert "Hetzelfde" in shown.stdout  # the advice of then still stands
    assert re.search(r"Bedrag voor dit doel \(steenoven\): toen €\s120\.000, nu\s+€\s90\.000", shown.stdout)
    assert "wordt het advies anders" in shown.stdout
    assert {each["answer"]: (each["then"], each["now"]) for each in data["answers_changed"]} == {
        "need.uses[0].amount": (120_000, 90_000),
        "company.fte": (5, 6),
    }
    assert data["same_bytes"] is True
    assert {"options", "mixes"} <= {each["area"] for each in data["effect_of_answers"]}


def test_a_note_of_the_adviser_changes_nothing(finadvies: Finadvies, bakker: Path) -> None:
    with (bakker / "answers.toml").open("a", encoding="utf-8") as file:
        file.write('\n[notes]\n"need.own_contribution" = "gezien"\n')

    assert told(finadvies("dossier", "verify", "bakker", "--json"))["answers_changed"] == []


def test_another_outcome_is_told_by_option_mix_and_figure(finadvies: Finadvies, bakker: Path) -> None:
    def other(parts: dict[str, bytes]) -> None:
        advice = json.loads(parts["advice.json"])
        option = next(each for each in advice["options"] if each["verdict"] == "fits")
        option["verdict"] = "blocked"
        advice["mixes"][0]["covered_eur"] -= 500
        advice["feasibility"][0]["light"] = "poor"
        advice["questions"] = []
        parts["advice.json"] = json.dumps(advice).encode()

    mended(bakker, other)

    shown = finadvies("dossier", "verify", "bakker")
    data = told(finadvies("dossier", "verify", "bakker", "--json"), 1)

    assert shown.exit_code == 1
    assert "Niet hetzelfde: opnieuw gerekend zijn 4 dingen anders." in shown.stdout
    assert "Uitkomst: toen kan nu niet, nu past" in shown.stdout
    assert re.search(r"Mix 1\n +Gedekt: toen €\s[\d.]+, nu €\s[\d.]+", shown.stdout)
    assert "Volgende vragen: anders dan toen" in shown.stdout
    assert {(each["area"], each["field"]) for each in data["differences"]} == {
        ("options", "verdict"),
        ("mixes", "covered_eur"),
        ("feasibility", "light"),
        ("rest", ""),
    }


def test_another_version_of_the_program_is_said_and_is_no_difference(
    finadvies: Finadvies, bakker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finadvies.exports.machine.__version__", "9.1")
    monkeypatch.setattr("finadvies.cli.dossier_verify.__version__", "9.1")

    shown = finadvies("dossier", "verify", "bakker")
    data = told(finadvies("dossier", "verify", "bakker", "--json"))

    assert shown.exit_code == 0
    assert "nu 9.1" in shown.stdout
    assert (data["result"], data["same_bytes"], data["program"]) == ("same", False, "9.1")


def test_todays_catalogue_is_compared_on_request_and_the_recorded_one_can_be_unpacked(
    finadvies: Finadvies, bakker: Path, tmp_path: Path
) -> None:
    now = tmp_path / "nu"
    shutil.copytree(ROOT / "catalogue", now / "catalogue")
    shutil.copytree(ROOT / "checklists", now / "checklists")
    changed(now / "catalogue" / "lenders" / "qredits.toml", ('name = "Qredits"', 'name = "Qredits 2"'))
    today = ["--catalogue", now / "catalogue", "--checklists", now / "checklists"]

    same = finadvies("dossier", "verify", "bakker", "--changes")
    other = finadvies("dossier", "verify", "bakker", "--changes", "--unpack", tmp_path / "toen", *today)
    again = finadvies("dossier", "verify", "bakker", "--unpack", tmp_path / "toen")
    diff = finadvies("catalogue", "diff", tmp_path / "toen", now)

    assert "gelijk aan die van het advies" in same.stdout
    assert other.exit_code == 0  # the advice of then is the same, whatever the catalogue of today
    assert "verschilt op 1 punten, in 1 bestanden" in other.stdout
    assert "catalogue diff" in other.stdout
    assert (diff.exit_code, "Qredits 2" in diff.stdout) == (1, True)
    assert again.exit_code == 2  # what stands there is never written over


def test_the_same_advice_again_writes_nothing_and_another_takes_its_place(
    finadvies: Finadvies, bakker: Path, bakery: str
) -> None:
    first = next(bakker.glob("advice-*.zip"))
    before = first.stat().st_mtime_ns

    finadvies("session", "bakker", "--no-input")
    assert (next(bakker.glob("advice-*.zip")), first.stat().st_mtime_ns) == (first, before)
    finadvies("session", "bakker", "--no-input", "--set", "company.fte=7")

    kept = list(bakker.glob("advice-*.zip"))
    assert len(kept) == 1
    assert kept[0] != first
    assert told(finadvies("dossier", "verify", "bakker", "--json"))["same_bytes"] is True


def test_without_advice_there_is_nothing_to_prove(finadvies: Finadvies, home: Path, bakker: Path) -> None:
    for name in ("record", "oud"):
        shutil.copytree(bakker, bakker.with_name(name))
        next(bakker.with_name(name).glob("advice-*.zip")).unlink()
    text = (bakker / "dossier.toml").read_text(encoding="utf-8")
    (bakker.with_name("record") / "dossier.toml").write_text(text.split("[catalogue]")[0], encoding="utf-8")
    (bakker.with_name("oud") / "dossier.toml").write_text(text.split("[advice]")[0], encoding="utf-8")

    assert told(finadvies("dossier", "verify", "record", "--json"))["result"] == "no_advice"
    assert told(finadvies("dossier", "verify", "oud", "--json"), 1)["result"] == "not_kept"
    assert "24 november 2026" in finadvies("dossier", "verify", "oud").stdout


# -- damage ------------------------------------------------------------------------------------------------------------------


def test_every_fault_in_every_file_is_named_with_its_line(finadvies: Finadvies, bakker: Path) -> None:
    changed(bakker / "answers.toml", ("started = true", 'started = "ja"'), ("fte = 5", "ftee = 5"))
    changed(bakker / "dossier.toml", ("created = 2026-11-24", "created = 24"))
    file = next(bakker.glob("advice-*.zip"))
    file.write_bytes(file.read_bytes()[:5_000])
    before = {path.name: path.read_bytes() for path in bakker.iterdir() if path.is_file()}

    shown = finadvies("dossier", "verify", "bakker")
    data = told(finadvies("dossier", "verify", "bakker", "--json"), 6)

    assert shown.exit_code == 6
    lines = shown.stderr.splitlines()
    for start in ("answers.toml:40: company.started: ", "answers.toml:46: company.ftee: ", "dossier.toml:3: created: "):
        assert any(line.startswith(start) for line in lines), (start, lines)
    assert sum(line.startswith(f"{file.name}: ") for line in lines) == 2  # not as it was written, and no whole zip
    assert data["result"] == "damaged"
    assert len(data["problems"]) == 5
    assert {path.name: path.read_bytes() for path in bakker.iterdir() if path.is_file()} == before


def test_damaged_answers_are_taken_back_with_the_command_that_is_named(finadvies: Finadvies, bakker: Path) -> None:
    finadvies("session", "bakker", "--no-input", "--set", "company.fte=7")
    (bakker / "answers.toml").write_text("schema = 1\n[company\n", encoding="utf-8")
    trouble = finadvies("session", "bakker", "--no-input")
    assert trouble.exit_code == 6
    words = trouble.stderr.split("finadvies ")[-1].split()

    done = finadvies(*words)

    assert words == ["dossier", "verify", "bakker", "--take-back"]
    assert done.exit_code == 0
    with open_dossier(bakker, write=False) as found:
        assert found.client.value("company.fte") == 5
    assert (bakker / "answers.toml.damaged").read_text(encoding="utf-8") == "schema = 1\n[company\n"
    assert finadvies("dossier", "verify", "bakker", "--take-back").exit_code == 0


BOMB = 200_000_000


@pytest.mark.parametrize("fault", ["escape", "absolute", "backslash", "bomb", "no parts", "no json", "other schema", "not ours"])
def test_a_file_that_is_not_ours_is_refused_before_anything_is_unpacked(
    finadvies: Finadvies, bakker: Path, fault: str, tmp_path: Path
) -> None:
    file = next(bakker.glob("advice-*.zip"))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    match fault:
        case "escape":
            parts["catalogue/../../../weg.toml"] = b"x"
        case "absolute":
            parts[str(tmp_path / "weg.toml")] = b"x"
        case "backslash":
            parts["catalogue\\..\\weg.toml"] = b"x"
        case "bomb":
            parts["catalogue/lenders/groot.toml"] = b"\0" * BOMB
        case "no parts":
            parts = {"lees.txt": b"x"}
        case "no json":
            parts["made.json"] = b"{"
        case "other schema":
            parts["made.json"] = parts["made.json"].replace(b"advice-given/1", b"advice-given/7")
        case "not ours":
            parts["advice.json"] += b" "
    file.write_bytes(given._zipped(parts))
    changed(
        bakker / "dossier.toml",
        (
            re.findall(r'sha256 = "(\w+)"', (bakker / "dossier.toml").read_text())[1],
            hashlib.sha256(file.read_bytes()).hexdigest(),
        ),
    )

    result = finadvies("dossier", "verify", "bakker")

    assert result.exit_code == 6, result.output
    assert any(line.startswith(f"{file.name}: ") for line in result.stderr.splitlines()), result.stderr
    assert not list(tmp_path.rglob("weg.toml"))


def test_a_recorded_catalogue_that_this_program_cannot_read_is_named_file_by_file(finadvies: Finadvies, bakker: Path) -> None:
    def other(parts: dict[str, bytes]) -> None:
        parts["catalogue/lenders/qredits.toml"] += b"\nlater_bedacht = 1\n"

    mended(bakker, other)

    result = finadvies("dossier", "verify", "bakker")

    assert result.exit_code == 6
    assert "catalogue/lenders/qredits.toml:" in result.stderr
    assert "later_bedacht" in result.stderr


# -- delete ------------------------------------------------------------------------------------------------------------------


def test_nothing_is_deleted_unless_it_is_meant(finadvies: Finadvies, bakker: Path) -> None:
    result = finadvies("dossier", "delete", "bakker")

    assert result.exit_code == 2
    assert "finadvies dossier delete bakker --yes" in result.stderr
    assert (bakker / "answers.toml").is_file()


def test_what_went_and_what_stays_is_said_file_by_file(finadvies: Finadvies, bakker: Path) -> None:
    papers = bakker / "huiswerk"
    papers.mkdir()
    for name in ("huiswerk.md", "huiswerk.html", "eigen.pdf"):
        (papers / name).write_text(name)
    ours = {f"huiswerk/{name}": hashlib.sha256(name.encode()).hexdigest() for name in ("huiswerk.md", "huiswerk.html")}
    record = tomllib.loads((bakker / "dossier.toml").read_text(encoding="utf-8"))
    (bakker / "dossier.toml").write_text(tomli_w.dumps({**record, "written": ours}), encoding="utf-8")
    (papers / "huiswerk.html").write_text("door de klant gewijzigd")

    data = told(finadvies("dossier", "delete", "bakker", "--yes", "--json"))["deleted"][0]

    assert {"answers.toml", "dossier.toml", "huiswerk/huiswerk.md"} <= set(data["deleted"])
    assert data["left"] == ["huiswerk/eigen.pdf", "huiswerk/huiswerk.html"]
    assert sorted(path.name for path in bakker.rglob("*")) == ["eigen.pdf", "huiswerk", "huiswerk.html"]
    assert finadvies("dossier", "show", "bakker").exit_code == 4


def test_a_dossier_without_strangers_goes_with_its_folder(finadvies: Finadvies, bakker: Path) -> None:
    result = finadvies("dossier", "delete", "bakker", "--yes")

    assert result.exit_code == 0
    assert "  answers.toml\n" in result.stdout
    assert not bakker.exists()


def test_a_damaged_dossier_is_deleted_too(finadvies: Finadvies, bakker: Path) -> None:
    for name in ("answers.toml", "dossier.toml"):
        (bakker / name).write_bytes(b"\xff\0")

    assert finadvies("dossier", "delete", "bakker", "--yes").exit_code == 0
    assert not bakker.exists()


def test_an_open_dossier_is_not_deleted(finadvies: Finadvies, bakker: Path) -> None:
    with open_dossier(bakker, write=True):
        result = finadvies("dossier", "delete", "bakker", "--yes")

    assert result.exit_code == 6
    assert (bakker / "answers.toml").is_file()


@pytest.mark.parametrize("words", [[], ["bakker", "--past"]], ids=["neither", "both"])
def test_one_dossier_or_all_that_are_past(finadvies: Finadvies, bakker: Path, words: list[str]) -> None:
    assert finadvies("dossier", "delete", "--yes", *words).exit_code == 2


@pytest.mark.parametrize("meant", [True, False])
def test_on_a_terminal_it_is_asked(finadvies: Finadvies, bakker: Path, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Says:
        def yes(self, question: str) -> bool:
            assert "bakker" in question
            return meant

    monkeypatch.setattr(dossier_delete, "has_terminal", lambda: True)
    monkeypatch.setattr(asking, "asker_for", lambda _: Says())

    assert finadvies("dossier", "delete", "bakker").exit_code == 0
    assert bakker.exists() is not meant


# -- how long it is kept -----------------------------------------------------------------------------------------------------


@pytest.fixture
def kept_until(advised: Path, home: Path) -> Path:
    """Four dossiers made on 24 November 2026: until a named day, by consent alone, without either, and damaged."""
    root = home / "dossiers"
    for name, told in {
        "genoemd": "delete_after = 2026-12-20\n",
        "toestemming": "consent = true\n",
        "niets": "",
        "kapot": "delete_after = 2026-12-20\nnaam = 1\n",
    }.items():
        folder = Path(shutil.copytree(advised, root / name))
        changed(folder / "answers.toml", ("[client]\n", f"[client]\n{told}"))
    return root


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2026-11-19", ("later", "later")),  # a day before the dossiers were made: a clock that was set back
        ("2026-11-20", ("soon", "later")),
        ("2026-12-20", ("soon", "later")),
        ("2026-12-21", ("past", "later")),
        ("2027-10-25", ("past", "soon")),
        ("2027-11-25", ("past", "past")),
    ],
)
def test_the_list_marks_what_is_due(finadvies: Finadvies, kept_until: Path, today: str, due: tuple[str, str]) -> None:
    listed = told(finadvies("dossier", "list", "--json", today=today))
    shown = finadvies("dossier", "list", today=today)

    found = {each["id"]: each for each in listed}
    assert (found["genoemd"]["due"], found["toestemming"]["due"]) == due
    assert (found["genoemd"]["delete_after_assumed"], found["toestemming"]["delete_after_assumed"]) == (False, True)
    assert found["toestemming"]["delete_after"] == "2027-11-24"
    assert (found["niets"]["due"], found["kapot"]["due"]) == (None, None)
    assert "aangenomen: 12 maanden" in shown.stdout
    assert ("finadvies dossier delete --past" in shown.stderr) == ("past" in due)
    assert ("nog " in shown.stdout) == ("soon" in due)


def test_a_session_begins_with_a_word_about_what_is_past(finadvies: Finadvies, kept_until: Path) -> None:
    now = finadvies("session", "niets", "--no-input")
    later = finadvies("session", "niets", "--no-input", today="2027-02-01")
    quiet = finadvies("session", "niets", "--no-input", "--quiet", today="2027-02-01")

    assert "bewaartermijn" not in now.stderr
    assert "Van 1 dossier is de bewaartermijn voorbij" in later.stderr.splitlines()[0]
    assert "bewaartermijn" not in quiet.stderr


def test_all_that_is_past_goes_after_a_list_of_it(finadvies: Finadvies, kept_until: Path) -> None:
    asked = finadvies("dossier", "delete", "--past", today="2027-12-01")
    assert (asked.exit_code, sorted(path.name for path in kept_until.iterdir())) == (
        2,
        ["genoemd", "kapot", "niets", "toestemming"],
    )
    assert [line.split()[0] for line in asked.stdout.splitlines()] == ["genoemd", "toestemming"]

    with open_dossier(kept_until / "genoemd", write=True):
        some = finadvies("dossier", "delete", "--past", "--yes", today="2027-12-01")
    assert some.exit_code == 6  # one is open somewhere; the other went
    assert sorted(path.name for path in kept_until.iterdir()) == ["genoemd", "kapot", "niets"]

    assert finadvies("dossier", "delete", "--past", "--yes", today="2027-12-01").exit_code == 0
    assert finadvies("dossier", "delete", "--past", "--yes", today="2027-12-01").exit_code == 0
    assert sorted(path.name for path in kept_until.iterdir()) == ["kapot", "niets"]


# -- last year's as a start --------------------------------------------------------------------------------------------------


def test_a_new_dossier_begins_with_what_still_holds_of_last_years(finadvies: Finadvies, bakker: Path) -> None:
    plan = ["--set", "need.uses[0].purpose=vehicles", "--set", "need.uses[0].amount=40k"]

    result = finadvies("session", "--from", "bakker", "--no-input", *plan, today="2027-12-01")

    assert result.exit_code == 0, result.output
    assert "dossier bakker van 24 november 2026" in result.stderr
    with open_dossier(bakker.with_name("bakkerij-de-korenaar"), write=False) as new:
        assert (new.client.value("use.amount", 0), len(new.client.uses)) == (40_000, 1)
        assert new.client.value("need.needed_by").value == "unknown"
        assert new.client.answer(Slot("company.legal_form")).origin == "previous"
        assert new.client.answer(Slot("figures.revenue", 0)).origin == "previous"
    with open_dossier(bakker, write=False) as old:
        assert old.client.value("use.amount", 0) == 120_000


def test_a_new_dossier_is_never_begun_in_one_that_is_there(finadvies: Finadvies, bakker: Path) -> None:
    assert finadvies("session", "bakker", "--from", "bakker", "--no-input").exit_code == 2
    assert finadvies("session", "--from", "bakkr", "--no-input").exit_code == 4
    assert finadvies("session", "--from", "bakker", "--no-input").exit_code == 5  # the plan itself is not told


def test_a_dossier_elsewhere_is_named_by_its_path_in_every_hint(finadvies: Finadvies, bakker: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(bakker, tmp_path / "elders")

    sound = finadvies("dossier", "verify", moved)
    next(Path(moved).glob("advice-*.zip")).write_bytes(b"")
    damaged = finadvies("dossier", "verify", moved)

    assert " ".join(sound.stdout.split()).endswith(f"finadvies dossier show {moved}")
    assert damaged.stderr.splitlines()[-1].endswith(f"finadvies session {moved}")
    assert finadvies("session", moved, "--no-input").exit_code == 0
    assert finadvies("dossier", "verify", moved).exit_code == 0


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_screen_fits_and_says_the_same_in_ascii(finadvies: Finadvies, bakker: Path, lang: str) -> None:
    changed(bakker / "answers.toml", ("fte = 5", "fte = 60"), ("revenue = 640000", "revenue = 64000"))

    shown = finadvies("dossier", "verify", "bakker", "--lang", lang)
    bare = finadvies("dossier", "verify", "bakker", "--lang", lang, "--plain")

    assert all(wcswidth(line) <= 80 for line in shown.stdout.splitlines())
    assert all(len(line) <= 80 for line in bare.stdout.splitlines())
    assert bare.stdout.isascii()
    assert len(shown.stdout.splitlines()) > 10


def test_a_pack_in_the_folder_of_the_dossier_goes_with_it_but_for_what_others_put_there(
    finadvies: Finadvies, bakker: Path
) -> None:
    assert finadvies("homework", "bakker", "--pack", bakker / "stukken", "--format", "md").exit_code == 0
    (pack,) = (bakker / "stukken").iterdir()
    section = next(path for path in sorted(pack.iterdir()) if path.is_dir())
    (section / "08-jaarrekening-2025.pdf").write_bytes(b"van de accountant")
    changed_by_hand = next(path for path in pack.rglob("*.md"))
    changed_by_hand.write_text("met de hand", encoding="utf-8")

    assert finadvies("dossier", "delete", "bakker", "--yes").exit_code == 0

    left = sorted(path.name for path in bakker.rglob("*") if path.is_file())
    assert left == sorted(["08-jaarrekening-2025.pdf", changed_by_hand.name])
