"""On which line something stands in a TOML text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finadvies.problems import Path
from finadvies.tomlfile import Lines, parse

TEXT = '''\
# a remark = 1
title = "x"
[limits]
amount = 1
"quoted key" = 2
'single quoted' = 3
sub.dotted = 4

[limits.deep]
amount = 5

[[criteria]]
id = "one"
[criteria.when]
fact = "a"
[[criteria]]
id = "two"
codes = [
  "a", # [ not a table ]
  "b",
]
rows = [
  { value = 1 },
  { value = 2, when = { fact = "x", one_of = ["a", "b"] } },
  # a remark between
  { value = 3 },
]
notes = """
[fake]
id = "not a key"
"""
after = true
also = \'\'\'
[[fake]]
\'\'\'
last = 1 # = [
[[criteria.parts]]
id = "p"
[[criteria.parts]]
id = "q"
["odd name"]
key = 1
[ spaced . out ]
key = 2
nested = { all = [
  { fact = "a" },
  { fact = "b" },
] }
end = 3
'''


def line_holding(mark: str, nth: int = 1) -> int:
    lines = [number for number, line in enumerate(TEXT.splitlines(), start=1) if mark in line]
    return lines[nth - 1]


@pytest.mark.parametrize(
    ("path", "mark", "nth"),
    [
        (("title",), 'title = "x"', 1),
        (("limits",), "[limits]", 1),
        (("limits", "amount"), "amount = 1", 1),
        (("limits", "quoted key"), '"quoted key"', 1),
        (("limits", "single quoted"), "'single quoted'", 1),
        (("limits", "sub", "dotted"), "sub.dotted", 1),
        (("limits", "deep", "amount"), "amount = 5", 1),
        (("criteria", 0), "[[criteria]]", 1),
        (("criteria", 0, "when", "fact"), 'fact = "a"', 1),
        (("criteria", 1), "[[criteria]]", 2),
        (("criteria", 1, "id"), 'id = "two"', 1),
        (("criteria", 1, "codes"), "codes = [", 1),
        (("criteria", 1, "codes", 1), "codes = [", 1),
        (("criteria", 1, "rows", 0), "value = 1", 1),
        (("criteria", 1, "rows", 1, "when", "fact"), "value = 2", 1),
        (("criteria", 1, "rows", 2), "value = 3", 1),
        (("criteria", 1, "notes"), 'notes = """', 1),
        (("criteria", 1, "after"), "after = true", 1),
        (("criteria", 1, "also"), "also = '''", 1),
        (("criteria", 1, "last"), "last = 1", 1),
        (("criteria", 1, "parts", 0, "id"), 'id = "p"', 1),
        (("criteria", 1, "parts", 1, "id"), 'id = "q"', 1),
        (("odd name", "key"), "key = 1", 1),
        (("spaced", "out", "key"), "key = 2", 1),
        (("spaced", "out", "nested", "all", 1), 'fact = "b"', 1),
        (("spaced", "out", "end"), "end = 3", 1),
    ],
)
def test_the_line_of_a_value_is_the_one_a_reader_would_point_at(path: Path, mark: str, nth: int) -> None:
    assert Lines(TEXT).of(path) == line_holding(mark, nth)


def test_the_text_of_this_test_is_toml_and_holds_what_is_looked_for() -> None:
    data, problems = parse(TEXT, "x.toml")

    assert problems == []
    assert data["criteria"][1]["parts"][1]["id"] == "q"


def test_what_is_not_there_has_the_line_of_the_nearest_thing_around_it() -> None:
    lines = Lines(TEXT)

    assert lines.of(("limits", "missing", "deeper")) == line_holding("[limits]")
    assert lines.of(("criteria", 1, "missing")) == line_holding("[[criteria]]", 2)
    assert lines.of(("missing",)) == 1
    assert lines.of(()) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = \nc = 3\n", 2), ("a = 1\na = 2\n", 2), ("a = [1,\n2\n", 3), ("[x]\n[x]\n", 2), ('a = "open\n', 1)],
)
def test_a_text_that_is_no_toml_gives_one_problem_with_its_line(text: str, line: int) -> None:
    data, problems = parse(text, "x.toml")

    assert data == {}
    assert [(problem.code, problem.file) for problem in problems] == [("not_toml", "x.toml")]
    assert abs((problems[0].line or 0) - line) <= 1


# --- whatever tomli_w writes


keys = st.text(
    st.characters(codec="ascii", exclude_characters='"\\\n\r', min_codepoint=32, max_codepoint=126), min_size=1, max_size=6
)
plain = (
    st.booleans() | st.integers(-99, 99) | st.text(st.sampled_from("ab[]{}=#'\". "), max_size=8) | st.text("a\n[]=", max_size=8)
)
data_of_any_shape = st.dictionaries(
    keys,
    st.recursive(
        plain | st.lists(plain, max_size=4),
        lambda inner: (
            st.dictionaries(keys, inner, max_size=3) | st.lists(st.dictionaries(keys, inner, max_size=3), min_size=1, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=4,
)


def tables_and_keys(data: dict[str, Any], path: Path = ()) -> Iterator[Path]:
    for key, value in data.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from tables_and_keys(value, (*path, key))
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, dict):
                    yield from tables_and_keys(item, (*path, key, number))


@settings(deadline=None, derandomize=True, max_examples=250, suppress_health_check=list(HealthCheck))
@given(data_of_any_shape, st.booleans())
def test_the_line_found_for_a_key_names_that_key_or_what_is_around_it(data: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(data, multiline_strings=multiline)
    shown = text.splitlines()
    lines = Lines(text)

    assert tomllib.loads(text).keys() == data.keys()
    for path in tables_and_keys(data):
        number = lines.of(path)
        assert number is not None
        names = [step for step in path if isinstance(step, str)]
        assert any(name in shown[number - 1] for name in names), (path, number, text)


@settings(deadline=None, derandomize=True, max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        keys,
        plain
        | st.dictionaries(keys, plain, max_size=4)
        | st.lists(st.dictionaries(keys, plain, min_size=1, max_size=3), min_size=1, max_size=3),
        max_size=5,
    )
)
def test_outside_inline_tables_the_line_found_for_a_key_holds_exactly_that_key(data: dict[str, Any]) -> None:
    text = tomli_w.dumps(data, multiline_strings=False)
    shown = text.splitlines()
    lines = Lines(text)

    for path in tables_and_keys(data):
        if path[-1] != names_of(path)[-1]:
            continue
        line = shown[(lines.of(path) or 0) - 1]
        assert str(path[-1]) in line, (path, line, text)


def names_of(path: Path) -> list[str]:
    return [step for step in path if isinstance(step, str)]
