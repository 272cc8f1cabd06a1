"""The line of every single key, held against texts of which the writer noted where it put them."""

from __future__ import annotations

import random
import re
import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finadvies.problems import Path
from finadvies.tomlfile import Lines

thorough = settings(deadline=None, derandomize=True, max_examples=200, suppress_health_check=list(HealthCheck))
chances = st.integers(0, 10**9).map(random.Random)

KEYS = (
    "a",
    "b-2",
    "c_3",
    "met spatie",
    "punt.er.in",
    "[haak]",
    "is = dit",
    "# geen opmerking",
    "it's",
    'aan"haling',
    "terug\\streep",
    "é",
)
TEXTS = (
    "",
    "x",
    "[a]",
    "]]",
    "# nee",
    'een " twee',
    "it's",
    "'''",
    '"""',
    "a = 1",
    "{ b = 2 }",
    "schuine \\ streep",
    "lijn\u2028scheiding",
    "\u0085",
)
REMARKS = ("", "# remark", "# [not.a.table]", "# a = [", '# """', "# '''")


def shown(text: str) -> str:
    """A text as TOML, on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\u0085", "\\u0085") + '"'


def name(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f"'{key}'" if "'" not in key and len(key) % 2 else shown(key)


class Writer:
    """Writes random TOML in every way a person may, and notes on which line each key and each table of a list stands."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.lines: list[str] = []
        self.where: dict[Path, int] = {}
        self.data: dict[str, Any] = {}
        self._table(self.data, (), "", 0)

    @property
    def text(self) -> str:
        return self.chance.choice(["\n", "\r\n"]).join([*self.lines, ""])

    def _line(self, line: str, *, remark: bool = True) -> int:
        self.lines.append(line + (f" {self.chance.choice(REMARKS)}" if remark else ""))
        return len(self.lines)

    def _table(self, table: dict[str, Any], path: Path, header: str, depth: int) -> None:
        """Keys with values first, then the tables below, as TOML wants it."""
        keys = self.chance.sample(KEYS, self.chance.randint(0, 4))
        below = {key for key in keys if depth < 3 and self.chance.random() < 0.4}
        for key in [key for key in keys if key not in below]:
            self.where[*path, key] = len(self.lines) + 1
            table[key] = self._value(name(key) + self.chance.choice([" = ", "=", "  =  "]), (*path, key))
            if self.chance.random() < 0.2:
                self._line("")
        for key in [key for key in keys if key in below]:
            title = f"{header}{'.' if header else ''}{name(key)}"
            if self.chance.random() < 0.5:
                self.where[*path, key] = self._line(f"[{title}]")
                table[key] = {}
                self._table(table[key], (*path, key), title, depth + 1)
                continue
            table[key] = [{} for _ in range(self.chance.randint(1, 3))]
            for number, item in enumerate(table[key]):
                self.where[*path, key, number] = self._line(f"[[{title}]]")
                self._table(item, (*path, key, number), title, depth + 1)

    def _value(self, start: str, path: Path) -> Any:
        match self.chance.randrange(6):
            case 0:
                number = self.chance.randint(-9, 99)
                self._line(f"{start}{number}")
                return number
            case 1:
                lines = [
                    self.chance.choice(["[x]", "[[x]]", "y = 1", "# z", "'it", ""]) for _ in range(self.chance.randint(0, 3))
                ]
                mark = self.chance.choice(['"""', "'''"])
                for line in [start + mark, *lines]:
                    self._line(line, remark=False)
                self._line(mark)
                return "".join(f"{line}\n" for line in lines)
            case 2:
                texts = self.chance.choices(TEXTS, k=self.chance.randint(0, 3))
                for line in [f"{start}[", *(f"  {shown(text)}," for text in texts), "]"]:
                    self._line(line)
                return texts
            case 3:
                return self._rows(start, "]", path)
            case 4:
                return {"all": self._rows(f"{start}{{ all = ", "] }", (*path, "all"))}
        text = self.chance.choice(TEXTS)
        self._line(start + shown(text))
        return text

    def _rows(self, start: str, end: str, path: Path) -> list[dict[str, Any]]:
        """Tables in a list over several lines, some side by side, the first perhaps beside the bracket."""
        rows = [{"k": self.chance.choice(TEXTS), "n": [number]} for number in range(self.chance.randint(1, 4))]
        line, fresh = f"{start}[", self.chance.random() < 0.7
        for number, row in enumerate(rows):
            if fresh:
                self._line(line)
                line = " "
            self.where[*path, number] = len(self.lines) + 1
            line += f" {{ k = {shown(row['k'])}, n = [{number}] }},"
            fresh = self.chance.random() < 0.8
        self._line(line)
        self._line(end)
        return rows


@thorough
@given(chances)
def test_every_key_is_found_on_the_line_it_was_written_on(chance: random.Random) -> None:
    written = Writer(chance)
    text = written.text
    found = Lines(text)

    assert {path: found.of(path) for path in written.where} == written.where, text


def test_the_texts_of_this_test_are_toml_and_hold_what_was_meant() -> None:
    for seed in range(200):
        written = Writer(random.Random(seed))
        assert tomllib.loads("\n".join([*written.lines, ""])) == written.data


@thorough
@given(chances)
def test_what_the_program_writes_itself_has_every_key_on_a_line_that_names_it(chance: random.Random) -> None:
    data = Writer(chance).data
    text = tomli_w.dumps(data, multiline_strings=True)
    found = Lines(text)

    for key in data:
        spelled = tomli_w.dumps({key: 0}).removesuffix(" = 0\n")
        line = text.split("\n")[(found.of((key,)) or 0) - 1]
        assert re.match(rf"\[*{re.escape(spelled)}( =|\.|\])", line), (key, text)


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ('a = "x\u2028y\u0085"\nb = 1\n', ("b",), 2),
        ("a = [{ x = 1 },\n  { x = 2 },\n]\n", ("a", 1), 2),
        ("a = [\n  { x = 1 }, { x = 2 },\n  { x = 3 },\n]\n", ("a", 1), 2),
        ("when = { any = [ { f = 1 },\n  { f = 2 } ] }\n", ("when", "any", 1), 2),
        ('["q\\"x"]\nb = 1\n', ('q"x', "b"), 2),
        ("[a.b.c]\nk = 1\n[a]\nz = 1\n", ("a",), 3),
        ("[a.b.c]\nk = 1\n", ("a", "b"), 1),
        ("a = [\n  { x = 1 },\n  { y = [\n    { z = 1 },\n  ] },\n  { w = 1 },\n]\n", ("a", 2), 6),
        ("[[a]]\n[a.b]\n[[a.b.c]]\nk = 1\n[[a]]\n[[a.b.c]]\nk = 2\n", ("a", 1, "b", "c", 0, "k"), 7),
        ("a = 1\r\nb = '''\r\n[x]\r\n'''\r\nc = 1\r\n", ("c",), 5),
    ],
)
def test_forms_that_are_easy_to_miscount(text: str, path: Path, line: int) -> None:
    assert tomllib.loads(text)
    assert Lines(text).of(path) == line
