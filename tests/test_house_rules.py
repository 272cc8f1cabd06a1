"""What the order of the rooms does not say: what is foreign to a room, who holds sentences, who stops errors; and the paper tells the truth."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "finadvies"

TOP = ("__main__", "__init__")
"""Starts the program and names its version: neither is a room."""
DATA = ("examples",)
"""Holds files only."""

NEVER = (
    ("catalogue.*", "finadvies.rules.*", "catalogue.lint* catalogue.coverage"),
    ("catalogue.*", "finadvies.advice*", ""),
    ("catalogue.*", "finadvies.homework*", ""),
    ("interview.*", "finadvies.catalogue.*", ""),
    ("*", "finadvies.exports.*", "exports.* cli.* batch.*"),
    ("*", "finadvies.interview.terminal", "cli.asking"),
    ("*", "questionary", "interview.terminal*"),
    ("*", "prompt_toolkit*", "interview.terminal*"),
    ("*", "rich*", "cli.*"),
    ("*", "typer*", "cli.*"),
    ("*", "pydantic*", "domain.* catalogue.*"),
    ("*", "rtoml", "tomlfile locale.*"),
    ("*", "tomllib", "tomlfile dossiers.* importers.*"),
    ("*", "tomli_w", "dossiers.*"),
    ("*", "filelock", "dossiers.*"),
    ("*", "platformdirs", "dossiers.*"),
    ("*", "wcwidth*", "exports.layout"),
    ("*", "pyxirr", "mix.cashflow"),
    ("*", "xlsxwriter*", "exports.xlsx exports.xlsx_form"),
    ("*", "docx*", "exports.docx exports.docx_form exports.docx_parts exports.written.docx"),
    ("*", "icalendar*", "exports.ics"),
    ("*", "holidays", "homework.workdays"),
    ("*", "typst", "exports.pdf.*"),
)
"""Who never imports what, but for whom."""

QUIET = ("domain", "rules", "feasibility", "mix", "homework", "advice")
"""Rooms of values in, values out."""
CATCH_ALL = {"cli.run", "batch.office"}
"""The boundary of errors, and the loop in which one client may not stop the others."""
WITH_WORDS = {"rules.explain", "mix.board", "mix.workbench"}
"""The one wording of reasons; and what the search says to a programmer who calls it wrongly."""


@dataclass(frozen=True)
class Import:
    module: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.what}"


@lru_cache(maxsize=1)
def trees() -> dict[str, ast.Module]:
    """Every module by its name below `finadvies`; a package goes by `room.__init__`."""
    return {
        ".".join(path.relative_to(SRC).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SRC.rglob("*.py"))
    }


@lru_cache(maxsize=1)
def imports() -> tuple[Import, ...]:
    """Every import, also those inside functions and those for types only."""
    return tuple(found for module, tree in trees().items() for found in _imports(module, tree))


def _imports(module: str, tree: ast.Module) -> Iterator[Import]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(module, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ["finadvies", *module.split(".")][: -node.level] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inside = f"{source}.{alias.name}"
                is_module = (
                    inside.removeprefix("finadvies.") in trees() or f"{inside.removeprefix('finadvies.')}.__init__" in trees()
                )
                yield Import(module, node.lineno, inside if source.startswith("finadvies") and is_module else source)


def room(module: str) -> str:
    return module.removeprefix("finadvies.").split(".")[0]


@lru_cache(maxsize=1)
def layers() -> tuple[tuple[str, ...], ...]:
    """The line of `docs/architecture.md`, from the door to the ground."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("cli -> "))
    return tuple(tuple(re.findall(r"\w+", step)) for step in line.split("->"))


def floors() -> dict[str, int]:
    return {name: floor for floor, names in enumerate(layers()) for name in names}


def forbidden(found: tuple[Import, ...]) -> list[str]:
    """Imports that a row of the table names."""
    return [
        str(each)
        for who, what, but in NEVER
        for each in found
        if fnmatch(each.module, who) and fnmatch(each.what, what) and not any(fnmatch(each.module, free) for free in but.split())
    ]


# --- who imports whom


def test_every_room_stands_in_the_line_of_layers_and_every_layer_is_a_room() -> None:
    rooms = {room(module) for module in trees()} - {*TOP, *DATA}
    assert rooms == set(floors())
    assert sum(len(names) for names in layers()) == len(floors()), "a room stands in the line twice"


def test_no_room_imports_what_is_foreign_to_it() -> None:
    assert forbidden(imports()) == []


@pytest.mark.parametrize(("who", "what", "but"), NEVER, ids=[f"{who} not {what}" for who, what, _ in NEVER])
def test_every_row_of_the_table_of_foreign_imports_speaks_of_something(who: str, what: str, but: str) -> None:
    assert any(fnmatch(module, who) for module in trees()), f"no module is called {who}"
    ours = [name for name in trees() if fnmatch(f"finadvies.{name.removesuffix('.__init__')}", what)]
    theirs = [each for each in imports() if fnmatch(each.what, what)]
    assert ours or theirs, f"nothing is called {what}"
    for free in but.split():
        assert any(fnmatch(each.module, free) for each in theirs), f"{free} does not import {what}"


def test_the_program_imports_nothing_that_the_tables_do_not_know() -> None:
    foreign = {each.what for each in imports() if each.what.split(".")[0] not in {*sys.stdlib_module_names, "finadvies"}}
    unnamed = {what for what in foreign if not any(fnmatch(what, row) for _, row, _ in NEVER)}
    assert unnamed == set(), "give each a row in NEVER: who may import it"


@pytest.mark.parametrize(
    "planted",
    [
        Import("interview.session", 1, "questionary"),
        Import("interview.plain", 1, "prompt_toolkit.keys"),
        Import("exports.layout", 1, "rich.table"),
        Import("rules.truth", 1, "pydantic"),
        Import("catalogue.load", 1, "finadvies.rules.truth"),
    ],
    ids=str,
)
def test_a_foreign_import_is_seen(planted: Import) -> None:
    assert forbidden((planted,)) == [str(planted)]


# --- sentences and errors


def _name(node: ast.expr) -> str:
    """`datetime.now` of `datetime.now(...)`, as it is written."""
    match node:
        case ast.Attribute(value=value, attr=attr):
            return f"{_name(value)}.{attr}"
        case ast.Name(id=name):
            return name
    return ""


def test_rooms_that_compute_hold_no_sentences_but_for_the_explanations() -> None:
    found = [
        f"{module}:{node.lineno}: {node.value}"
        for module, tree in trees().items()
        if room(module) in QUIET and module not in WITH_WORDS
        for node in _texts(tree)
        if re.search(r"[a-z]+(,? [a-z]+){4}", node.value)
    ]
    assert found == []
    assert set(trees()) >= WITH_WORDS


def _texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Texts that are no docstring and no message to a programmer."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node
        yield from _texts(node)


def test_every_error_is_caught_in_two_places_only_and_elsewhere_goes_on() -> None:
    caught = set()
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or _name(node.type) in ("Exception", "BaseException")):
                goes_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
                if not goes_on:
                    caught.add(module)
    assert caught == CATCH_ALL
