"""A written piece by the name of its format, and as Markdown."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hostile import HOSTILE
from written_pieces import every_block, texts_of

from finadvies.errors import UsageError
from finadvies.exports.markdown import escape
from finadvies.exports.written import Cell, Column, Pair, Table
from finadvies.exports.written.form import beside, widths
from finadvies.exports.written.formats import FORMATS, content
from finadvies.locale import texts_in

NL = texts_in("nl")
BEGINS = {"md": b"# Financieringsmemorandum\n", "html": b"<!doctype html>\n", "pdf": b"%PDF-", "docx": b"PK\x03\x04"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_what_its_name_says(name: str) -> None:
    assert content(name, every_block(), NL).startswith(BEGINS[name])


@pytest.mark.parametrize("name", ["xlsx", "", "HTML"])
def test_a_format_that_does_not_exist_is_named_with_those_that_do(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        content(name, every_block(), NL)

    assert "md, html, pdf, docx" in caught.value.lines(NL)[0]


@pytest.mark.parametrize("name", ["typst", "docx"])
def test_a_library_is_loaded_with_its_own_format_only(name: str) -> None:
    script = f"import sys; import finadvies.exports.written.formats; raise SystemExit({name!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_every_text_is_in_the_markdown() -> None:
    piece = every_block()
    told = content("md", piece, NL).decode()
    left_out = {piece.kind, piece.client, "Steenoven", "Werkkapitaal", "€ 30.000", "€ 20.000", "Huisbank", "Nog te vinden"}

    assert [text for text in texts_of(piece) if escape(text) not in told and text not in left_out] == []
    assert "## 1. Wat nodig is\n" in told
    assert "### Een kop ertussen\n" in told


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: repr(each)[:20])
def test_markdown_holds_what_somebody_typed_as_text(hostile: str) -> None:
    told = content("md", every_block(lambda _: hostile), NL).decode()

    assert "<script" not in told.replace("\\<", "")
    assert told.count("\n# ") == 0


# -- how wide columns are ------------------------------------------------------------------------------------------------------


def table(*told: str, number: bool = False) -> Table:
    return Table(tuple(Column("", number=number and place > 0) for place in range(len(told))), (tuple(map(Cell, told)),))


@pytest.mark.parametrize("told", [("a", "b"), ("kort", "een lange zin " * 20), ("w" * 300, "b"), ("woord " * 9, "woord " * 9)])
def test_columns_fill_the_room(told: tuple[str, ...]) -> None:
    assert sum(widths(table(*told), 500, 10, 10)) == pytest.approx(500)


def test_a_longer_text_has_more_room_and_no_word_is_broken_where_there_is_some() -> None:
    short, long = widths(table("samenstelling", "een lange zin " * 20), 500, 10, 10)

    assert short >= 13 * 5
    assert long > short


def test_words_give_way_to_numbers() -> None:
    whole = "€\u00a01.234.567"
    words, *numbers = widths(table("Resultaat", *[whole] * 6, number=True), 440, 10, 5)

    assert min(numbers) >= 60
    assert sum([words, *numbers]) == pytest.approx(440)


def test_pairs_stand_beside_each_other_when_all_are_short() -> None:
    short, long = Pair("Doel", "oven"), Pair("Doel", "oven " * 8, "noot " * 8)

    assert beside((short, short))
    assert not beside((short, long))
    assert not beside((short,))
