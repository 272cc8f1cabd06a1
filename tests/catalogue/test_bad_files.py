"""Files with several faults each, put into one copy of what ships: one check names them all, on their lines, and nothing besides.

The first lines of a file in `tests/bad` say where it is put and what must be said of it: `# expect: LINE: PATH: WORDS`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from shipped import ROOT, TODAY

from finadvies.catalogue.lint import lint
from finadvies.catalogue.load import read
from finadvies.catalogue.locate import Folders
from finadvies.locale import texts_in
from finadvies.problems import Problem, dotted

BAD = sorted((ROOT / "tests" / "bad").glob("*.toml"))
NL = texts_in("nl")


def place(path: Path) -> str:
    return path.read_text("utf-8").split("\n", 1)[0].removeprefix("# in: ")


def expected(path: Path) -> list[tuple[int, str, str]]:
    """(line, path, words) of every fault the file announces."""
    marks = [
        line.removeprefix("# expect: ").split(": ", 2)
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("# expect: ")
    ]
    return [(int(line), where, words) for line, where, words in marks]


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """All that one check of the copy finds."""
    folder = tmp_path_factory.mktemp("bad")
    for name in ("catalogue", "checklists"):
        shutil.copytree(ROOT / name, folder / name)
    for path in BAD:
        (folder / place(path)).write_bytes(path.read_bytes())
    return lint(read(Folders(folder / "catalogue", folder / "checklists")), TODAY)


def test_there_are_bad_files_and_each_goes_to_a_place_of_its_own() -> None:
    assert len(BAD) >= 5
    assert len({place(path) for path in BAD}) == len(BAD)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_of_a_bad_file_exactly_its_faults_are_said_each_on_its_line(problems: list[Problem], path: Path) -> None:
    said = [problem for problem in problems if problem.file == place(path) and problem.level == "error"]

    assert [(problem.line, dotted(problem.path)) for problem in said] == [(line, where) for line, where, _ in expected(path)]
    for problem, (_, _, words) in zip(said, expected(path), strict=True):
        assert words in problem.text(NL)


def test_the_ten_faults_of_one_catalogue_come_in_one_run(problems: list[Problem]) -> None:
    announced = [(place(path), line) for path in BAD if path.stem.startswith("ten-faults") for line, _, _ in expected(path)]

    assert len(announced) == 10
    assert set(announced) <= {(problem.file, problem.line) for problem in problems}


def test_bad_files_bring_no_fault_on_files_that_are_sound(problems: list[Problem]) -> None:
    places = {place(path) for path in BAD}

    assert [problem.render(NL) for problem in problems if problem.level == "error" and problem.file not in places] == []
