"""The rooms of the house: who may import whom, and what may not be done where. And: help and version start light."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import finadvies

PACKAGE = Path(finadvies.__file__).parent

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"__main__"}),
    frozenset({"cli"}),
    frozenset({"batch"}),
    frozenset({"interview", "catalogue", "dossiers", "importers", "exports"}),
    frozenset({"advice"}),
    frozenset({"feasibility", "mix", "homework"}),
    frozenset({"rules"}),
    frozenset({"domain"}),
    frozenset({"errors", "tomlfile"}),
    frozenset({"problems"}),
    frozenset({"locale"}),
    frozenset({"__init__"}),
)
"""From the roof down: a room imports from lower floors only, never from its neighbours."""

PURE = frozenset({"domain", "rules", "feasibility", "mix", "homework", "advice"})
HEAVY = {
    "questionary": ("interview.terminal",),
    "prompt_toolkit": ("interview.terminal",),
    "rich": ("cli.",),
    "typer": ("cli.",),
    "pydantic": ("domain.", "catalogue.schema_problems"),
    "pyxirr": ("mix.cashflow",),
    "holidays": ("homework.workdays",),
}
"""Library -> where it may be imported (a prefix of the module)."""


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        steps = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(steps[:-1] if len(steps) > 1 and steps[-1] == "__init__" else steps)] = path
    return found


MODULES = modules()


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Every module imported anywhere in a module, also inside functions, with its line."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            name = node.module or ""
            if node.level:
                package = (
                    ["finadvies", *module.split(".")]
                    if MODULES[module].name == "__init__.py"
                    else ["finadvies", *module.split(".")[:-1]]
                )
                name = ".".join([*package[: len(package) - node.level + 1], *([name] if name else [])])
            yield from ((f"{name}.{alias.name}", node.lineno) for alias in node.names)


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def floor(name: str) -> int | None:
    return next((height for height, rooms in enumerate(FLOORS) if name in rooms), None)


def named_room(imported: str) -> str | None:
    """The room of ours that an import names; `finadvies.__version__` belongs to the ground."""
    steps = imported.split(".")
    if steps[0] != "finadvies":
        return None
    return steps[1] if len(steps) > 1 and floor(steps[1]) is not None else "__init__" if len(steps) < 3 else steps[1]


def test_every_module_has_a_floor() -> None:
    assert {room(module) for module in MODULES if floor(room(module)) is None} - {"examples", "shipped"} == set()


def test_every_room_of_the_table_is_there() -> None:
    assert frozenset().union(*FLOORS) - {room(module) for module in MODULES} == set()


@pytest.mark.parametrize("module", MODULES)
def test_a_room_imports_from_lower_floors_only(module: str) -> None:
    own = room(module)
    breaches = []
    for imported, line in imports(module):
        other = named_room(imported)
        if other is None or other == own:
            continue
        height, below = floor(own), floor(other)
        assert below is not None, (module, line, imported)
        if height is not None and below <= height:
            breaches.append(f"{module}:{line} imports {imported}")
    assert breaches == []


@pytest.mark.parametrize("library", HEAVY)
def test_a_library_is_imported_only_where_it_belongs(library: str) -> None:
    places = HEAVY[library]
    importing = {
        module for module in MODULES for imported, _ in imports(module) if imported.split(".")[0] in (library, f"{library}_core")
    }
    strangers = {module for module in importing if not any(f"{module}.".startswith(place) for place in places)}

    assert strangers == set()
    assert [place for place in places if not any(f"{module}.".startswith(place) for module in importing)] == []


# --- what may not be done where


def calls(module: str) -> Iterator[tuple[str, int]]:
    """What is called, as written: `print`, `date.today`, `path.read_text`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


CLOCK = ("date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time")
MAY_ASK_THE_CLOCK = ("cli.", "dossiers.locking.", "dossiers.safe_files.")
"""The dossiers note since when a lock is held and how old a left-over file is: the hour of the machine, never a day to reckon with."""


@pytest.mark.parametrize("module", [module for module in MODULES if not f"{module}.".startswith(MAY_ASK_THE_CLOCK)])
def test_only_the_command_line_asks_the_clock(module: str) -> None:
    assert [f"{module}:{line}: {name}" for name, line in calls(module) if name.endswith(CLOCK)] == []


@pytest.mark.parametrize("module", [module for module in MODULES if module != "cli.console"])
def test_only_the_console_prints(module: str) -> None:
    assert [f"{module}:{line}" for name, line in calls(module) if name == "print"] == []


@pytest.mark.parametrize("place", MAY_ASK_THE_CLOCK)
def test_who_may_ask_the_clock_does(place: str) -> None:
    asking = [
        module for module in MODULES if f"{module}.".startswith(place) and any(name.endswith(CLOCK) for name, _ in calls(module))
    ]
    assert asking


def test_the_console_does_print() -> None:
    assert any(name == "print" for name, _ in calls("cli.console"))


FILES = {
    "open",
    "read_text",
    "write_text",
    "read_bytes",
    "write_bytes",
    "mkdir",
    "unlink",
    "iterdir",
    "glob",
    "rglob",
    "is_file",
    "is_dir",
    "exists",
}
READERS = {
    "pathlib",
    "os",
    "io",
    "shutil",
    "tempfile",
    "csv",
    "tomllib",
    "json",
    "importlib",
    "sys",
    "socket",
    "urllib",
    "http",
    "requests",
}


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) in PURE])
def test_what_reckons_reads_no_files(module: str) -> None:
    touched = [f"{module}:{line}: {name}" for name, line in calls(module) if name.split(".")[-1] in FILES]
    brought = [f"{module}:{line}: {name}" for name, line in imports(module) if name.split(".")[0] in READERS]

    assert touched + brought == []


@pytest.mark.parametrize("name", sorted(PURE))
def test_the_rooms_that_reckon_are_there(name: str) -> None:
    assert any(room(module) == name for module in MODULES)


# --- a light start


TOO_HEAVY = (
    "pydantic",
    "questionary",
    "prompt_toolkit",
    "rich",
    "highspy",
    "holidays",
    "pyxirr",
    "finadvies.exports",
    "finadvies.catalogue.load",
    "finadvies.advice",
)
SCRIPT = """
import sys
from finadvies.__main__ import main
sys.argv = ["finadvies", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code or 0
else:
    code = 0
print("LOADED", *sorted(sys.modules), file=sys.stderr)
raise SystemExit(code)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["catalogue", "--help"]])
def test_help_and_version_bring_in_nothing_heavy(arguments: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, env=environment, check=False, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert "finadvies" in done.stdout.lower() or "usage" in done.stdout.lower()
    loaded = set(done.stderr.rsplit("LOADED", 1)[1].split())
    assert "finadvies.cli.app" in loaded
    assert [name for name in TOO_HEAVY if name in loaded] == []
