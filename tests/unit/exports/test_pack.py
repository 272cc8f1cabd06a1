"""The dossier pack: what stands where, what is left alone, and how files that were put there are recognised."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from finadvies.advice import advise
from finadvies.domain.catalogue import Office
from finadvies.exports.formats import Job, content
from finadvies.exports.pack import contents, letters, places
from finadvies.exports.pack.dropped import dropped
from finadvies.exports.pack.write import write_pack, zip_pack
from finadvies.exports.written import Text
from finadvies.homework import SECTIONS, section_of
from finadvies.homework.lists import Lists

MD = ("md", "ics", "json")


@pytest.fixture
def job(office_job: Callable[..., Job]) -> Job:
    return office_job()


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_shipped_paper_has_its_section(lists: Lists) -> None:
    documents = lists.checklists.documents.values()

    assert {document.id: section_of(document) for document in documents if section_of(document) not in SECTIONS} == {}
    # Annexes are for what the office adds under a group of its own.
    assert [document.id for document in documents if section_of(document) == "annexes"] == []


def test_each_paper_stands_in_one_folder_under_its_own_number(job: Job, tmp_path: Path) -> None:
    write_pack(job, None, "a", tmp_path / "a", MD)
    told = files_of(tmp_path / "a")

    for line in job.view.lines:
        name = places.file_name(line)
        at = [path for path, text in told.items() if path.endswith("lees-mij.txt") and f"begint met: {name}\n".encode() in text]
        assert len(at) == 1, name
        assert name.startswith(f"{line.number:02d}-")


def test_the_same_client_gives_the_same_bytes_and_a_second_writing_changes_nothing(job: Job, tmp_path: Path) -> None:
    write_pack(job, None, "a", tmp_path / "a", MD)
    write_pack(job, None, "a", tmp_path / "b" / "a", MD)
    first = files_of(tmp_path / "a")
    again = write_pack(job, None, "a", tmp_path / "a", MD)

    assert files_of(tmp_path / "b" / "a") == first
    assert files_of(tmp_path / "a") == first
    assert (again.beside, again.gone) == ((), ())


def test_the_zip_holds_all_and_is_the_same_twice(job: Job, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    write_pack(job, None, "a", folder, MD)
    (folder / "05-cijfers").mkdir(exist_ok=True)
    (folder / "05-cijfers" / "01-eigen.pdf").write_bytes(b"%PDF")
    zip_pack(folder, tmp_path / "one.zip")
    zip_pack(folder, tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as whole:
        assert {name.removeprefix("a/"): whole.read(name) for name in whole.namelist()} == files_of(folder)


def test_what_somebody_changed_stays_and_the_new_one_stands_beside_it(job: Job, tmp_path: Path) -> None:
    write_pack(job, None, "a", tmp_path, MD)
    (tmp_path / "inhoud.md").write_text("van mij", encoding="utf-8")
    packed = write_pack(job, None, "a", tmp_path, MD)
    third = write_pack(job, None, "a", tmp_path, MD)

    assert packed.beside == third.beside == (("inhoud.md", "inhoud-2.md"),)
    assert (tmp_path / "inhoud.md").read_text(encoding="utf-8") == "van mij"
    assert not (tmp_path / "inhoud-3.md").exists()


def test_the_list_of_a_lender_that_went_goes_too_but_not_what_others_put_there(job: Job, tmp_path: Path) -> None:
    write_pack(job, None, "a", tmp_path, MD)
    (tmp_path / "huiswerk" / "per-aanbieder" / "aantekening.txt").write_text("bellen", encoding="utf-8")
    one = replace(job, homework=job.advice.homework(("bank-een-lening",)))
    packed = write_pack(one, None, "a", tmp_path, MD)

    assert "huiswerk/per-aanbieder/huiswerk-lease-twee.md" in packed.gone
    assert not (tmp_path / "huiswerk/per-aanbieder/huiswerk-lease-twee.md").exists()
    assert (tmp_path / "huiswerk/per-aanbieder/aantekening.txt").exists()


def test_a_file_is_recognised_by_the_number_at_its_front(job: Job, tmp_path: Path) -> None:
    write_pack(job, None, "a", tmp_path, MD)
    line = job.view.lines[2]
    folder = tmp_path / next(shelf.folder for shelf in contents.shelves(job) if line in shelf.lines)
    for name in (
        f"{line.number} scan van gisteren.PDF",
        f"{line.number:03d}_b.pdf",
        "zonder nummer.pdf",
        "2025 jaarrekening.pdf",
    ):
        (folder / name).write_bytes(b"x")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")

    found = {file.path.rpartition("/")[2]: file.line for file in dropped(tmp_path)}

    assert found == {
        f"{line.number} scan van gisteren.PDF": line.line.id,
        f"{line.number:03d}_b.pdf": line.line.id,
        "zonder nummer.pdf": None,
        "2025 jaarrekening.pdf": None,
    }


def test_a_file_keeps_its_paper_when_the_list_gets_other_numbers(job: Job, tmp_path: Path) -> None:
    numbers = {line.line.id: line.number for line in job.view.lines}
    fewer = replace(job, homework=job.advice.homework(("lease-twee-lease",)))
    moved = next(line for line in fewer.view.lines if line.number != numbers[line.line.id])
    before = next(line for line in job.view.lines if line.line.id == moved.line.id)

    write_pack(job, None, "a", tmp_path, MD)
    folder = tmp_path / next(shelf.folder for shelf in contents.shelves(job) if before in shelf.lines)
    (folder / f"{before.number}-scan.pdf").write_bytes(b"x")
    write_pack(fewer, None, "a", tmp_path, MD)

    assert [file.line for file in dropped(tmp_path)] == [moved.line.id]


def test_a_number_in_a_file_name_that_can_be_a_bsn_is_seen(job: Job, tmp_path: Path) -> None:
    write_pack(job, None, "a", tmp_path, MD)
    folder = tmp_path / contents.shelves(job)[-1].folder
    (folder / "01-paspoort-111222333.pdf").write_bytes(b"x")

    assert [file.citizen_number for file in dropped(tmp_path)] == [True]


def test_the_index_names_every_paper_once_and_what_is_there(job: Job, tmp_path: Path) -> None:
    write_pack(job, None, "a", tmp_path, MD)
    line = job.view.lines[0]
    folder = tmp_path / next(shelf.folder for shelf in contents.shelves(job) if line in shelf.lines)
    (folder / f"{line.number:02d}-hier.pdf").write_bytes(b"x")
    write_pack(job, None, "a", tmp_path, MD)
    index = (tmp_path / "inhoud.md").read_text(encoding="utf-8")
    data = json.loads((tmp_path / places.INDEX).read_text(encoding="utf-8"))

    assert [index.count(f"| {each.number} | ") for each in job.view.lines] == [1] * len(job.view.lines)
    assert f"{line.number:02d}-hier.pdf" in index
    assert [paper["number"] for paper in data["papers"]] == [each.number for each in job.view.lines]
    assert list(data["files"].values()) == [line.line.id]


def test_a_letter_to_others_tells_nothing_of_the_plan(office_job: Callable[..., Job]) -> None:
    job = office_job()
    lenders = {name for name, _ in job.view.per_lender}
    for maker in set(letters.makers(job)) - letters.NO_LETTER:
        told = json.dumps([str(section) for section in letters.letter(job.of_maker(maker), maker).sections])
        assert "€" not in told
        assert not [lender for lender in lenders if lender in told]


def test_a_list_for_an_outsider_names_no_lender_and_no_amount_of_the_plan(job: Job) -> None:
    part = job.of_maker("supplier")

    names = {name for name, _ in job.view.per_lender}
    told = content("md", part).decode()
    assert [name for name in names if name in told] == []
    assert job.view.cash not in told
    assert "## Wie vraagt wat" not in told
    assert part.paper.sources is None
    assert {line.for_whom for line in part.paper.view.lines} == {()}
    assert "€" not in part.paper.subtitle
    assert any(line.for_whom for line in job.of_maker("accountant").view.lines)


def test_papers_of_a_part_keep_the_number_of_the_whole_list(job: Job) -> None:
    numbers = {line.line.id: line.number for line in job.view.lines}

    parts = [job.of_lender(lender) for lender in job.homework.per_lender] + [job.of_maker(maker) for maker in letters.makers(job)]
    for part in parts:
        assert {line.line.id: line.number for line in part.view.lines}.items() <= numbers.items()
        assert [line.number for line in part.view.lines] == sorted(line.number for line in part.view.lines)


def test_the_office_stands_at_the_head_of_its_papers_and_under_its_letter(job: Job) -> None:
    office = Office(schema=1, id="office", name="Kantoor Zonder Naam", address=("Dorpsstraat 1",), phone="010 000 00 00")
    catalogue = replace(job.advice.catalogue, office=office)
    known = replace(job, advice=advise(job.advice.client, catalogue, job.advice.lists, job.advice.today))
    own = letters.letter(known.of_maker("entrepreneur"), "entrepreneur")
    to_others = letters.letter(known.of_maker("supplier"), "supplier")

    assert own.sender == ("Kantoor Zonder Naam", "Dorpsstraat 1", "010 000 00 00")
    assert own.sections[0].blocks[-1] == Text("Kantoor Zonder Naam")
    assert to_others.sender == ()
    for name in ("md", "html"):
        assert "Kantoor Zonder Naam" in content(name, known).decode()
        assert "Kantoor Zonder Naam" not in content(name, job).decode()


def test_an_english_pack_has_english_names(office_job: Callable[..., Job], tmp_path: Path) -> None:
    write_pack(office_job("en"), None, "a", tmp_path, MD)

    assert (tmp_path / "contents.md").exists()
    assert any(path.startswith("homework/per-lender/homework-") for path in files_of(tmp_path))
