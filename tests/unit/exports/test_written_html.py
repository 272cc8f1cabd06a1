"""A written piece as a web page: every text is in it, none of it is markup, and nothing may run."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from hostile import HOSTILE
from page_reader import Element, read_page
from written_pieces import every_block, texts_of

from finadvies.exports.html.elements import clean
from finadvies.exports.written import Cell, Column, Pair, Pairs, Section, Table, Text, Writing, html
from finadvies.locale import texts_in
from finadvies.locale.texts import LANGUAGES

NL = texts_in("nl")


def page_of(piece: Writing) -> Element:
    return read_page(html.written(piece, NL))


def with_table(table: Table) -> Element:
    return page_of(replace(every_block(), sections=(Section("t", "", (table,)),)))


def told_in(element: Element) -> str:
    return " ".join(element.text.split())


def test_every_text_is_on_the_page() -> None:
    piece = every_block()
    page = page_of(piece)

    told = told_in(page.one("body"))
    assert [text for text in texts_of(replace(piece, kind="", client="")) if text not in told] == []
    assert page.one("head").one("title").text == "Financieringsmemorandum - Bakkerij De Korenaar"
    assert 'content:"Memorandum"' in page.one("style").text
    assert 'content:"Niet voor de cliënt"' in page.one("style").text


def test_headings_are_one_title_and_the_numbered_sections() -> None:
    page = page_of(every_block())

    assert [each.text for each in page.all("h1")] == ["Financieringsmemorandum"]
    assert [each.text for each in page.all("h2")] == ["1. Wat nodig is", "3. Tot slot"]
    assert [each.text for each in page_of(replace(every_block(), numbered=False)).all("h2")] == ["Wat nodig is", "Tot slot"]
    assert page.by_id("last").attributes["class"] == "newpage"


def test_a_long_piece_begins_with_links_to_its_sections() -> None:
    sections = tuple(Section(f"s{place}", f"Deel {place}", (Text("x"),)) for place in range(6))
    page = page_of(replace(every_block(), sections=sections))

    links = page.one("nav").all("a")
    assert [each.attributes["href"] for each in links] == [f"#s{place}" for place in range(6)]
    assert [page.by_id(each.attributes["href"][1:]).one("h2").text for each in links] == [each.text for each in links]
    assert not page_of(every_block()).all("nav")


def test_a_sender_that_is_not_known_leaves_its_place_to_what_the_piece_is() -> None:
    assert page_of(every_block()).one("div", "top").one("b").text == "Molenwiek"
    assert page_of(replace(every_block(), sender=())).one("div", "top").one("b").text == "Memorandum"


# -- nothing runs --------------------------------------------------------------------------------------------------------------


def test_the_policy_names_the_style_and_lets_no_script_run() -> None:
    text = html.written(every_block(), NL)
    page = read_page(text)
    policy = next(each.attributes["content"] for each in page.all("meta") if "http-equiv" in each.attributes)

    (style,) = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
    mark = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{mark}'; base-uri 'none'; form-action 'none'"
    assert not page.all("script")
    assert not re.search(r"url\(|@import|http", style)


@pytest.mark.parametrize("hostile", [*HOSTILE, '"} </style><script>alert(1)</script>', "\\"], ids=lambda each: repr(each)[:20])
def test_what_somebody_typed_stays_text(hostile: str) -> None:
    text = html.written(every_block(lambda _: hostile), NL)
    page, harmless = read_page(text), page_of(every_block())

    assert {each.name for each in page.all()} <= {each.name for each in harmless.all()}
    assert {name for each in page.all() for name in each.attributes} == {
        name for each in harmless.all() for name in each.attributes
    }
    assert page.one("style").text.count("{") == harmless.one("style").text.count("{") + 2 * hostile.count("{")
    assert not page.all("script")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\ud800-\udfff]", text)
    for place in (page.one("h1"), page.one("p", "sub"), *page.all("h3"), *page.all("dt"), *page.all("li")):
        assert clean(hostile).strip() in place.text


def test_the_edge_of_a_page_holds_any_sign_by_its_number() -> None:
    style = page_of(replace(every_block(), kind='a"}</style>\\', warning="")).one("style").text

    assert 'content:"a\\22 \\7d \\3c \\2f style\\3e \\5c "' in style
    assert 'content:""' in style


# -- blocks --------------------------------------------------------------------------------------------------------------------


def test_a_light_has_a_sign_beside_its_word() -> None:
    lights = page_of(every_block()).all("span", "light")

    assert [each.text for each in lights] == ["● Voldoende", "■ Past niet", "▲ Let op", "○ Onbekend"]
    assert [each.attributes["class"].split()[1] for each in lights] == ["good", "poor", "attention", "unknown"]


def test_a_letter_has_the_shade_of_its_segment() -> None:
    page = page_of(every_block())

    assert page.one("table", "cards").one("span", "key").attributes["class"] == "key a"
    assert len(page.all("rect", "fa")) == 2 * 2
    assert all(each.attributes["aria-labelledby"] == each.one("title").attributes["id"] for each in page.all("svg"))
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))


def test_cells_carry_the_name_of_their_column_and_rows_begin_with_a_head() -> None:
    table = page_of(every_block()).one("table", "cards")

    for row in [*table.one("tbody").all("tr"), *table.one("tfoot").all("tr")]:
        assert row.one("th").attributes["scope"] == "row"
        assert [cell.attributes["data-l"] for cell in row.all("td")] == ["Bedrag", "Oordeel"]
    assert [each.attributes["scope"] for each in table.one("thead").all("th")] == ["col"] * 3


def test_what_is_numbered_stands_beside_its_number() -> None:
    table = Table(
        (Column("Nr", number=True), Column("Stuk"), Column("Van")), ((Cell("1"), Cell("Offerte"), Cell("leverancier")),)
    )
    (row,) = with_table(table).one("tbody").all("tr")

    assert row.one("th", "n").text == "1"
    assert [cell.attributes for cell in row.all("td")] == [{"class": "name"}, {"data-l": "Van"}]


@pytest.mark.parametrize(("count", "kind"), [(3, "figures keep"), (5, "figures tight keep"), (9, "cards keep")])
def test_figures_stay_a_table_as_far_as_a_phone_holds_them(count: int, kind: str) -> None:
    columns = (Column(""), *(Column(str(2020 + each), number=True) for each in range(count)))
    table = Table(columns, ((Cell("Omzet"), *[Cell("705.000")] * count),), figures=True)

    assert with_table(table).one("table").attributes["class"].startswith(kind)


def test_a_short_table_stays_on_one_page_and_long_words_may_be_broken() -> None:
    columns = (Column("Wat"), Column("Wie"))

    def kinds(count: int, word: str) -> set[str]:
        rows = ((Cell("Stuk"), Cell(word)),) * count
        return set(with_table(Table(columns, rows)).one("table").attributes["class"].split())

    assert kinds(8, "bank") == {"cards", "keep"}
    assert kinds(9, "bank") == {"cards"}
    assert kinds(1, "lang" * 50) == {"cards", "keep", "loose"}


def test_pairs_stand_beside_each_other_only_when_they_are_short() -> None:
    def kind(value: str, count: int = 2) -> str:
        pairs = Pairs((Pair("Doel", value),) * count)
        return page_of(replace(every_block(), head=(), sections=(Section("p", "", (pairs,)),))).one("dl").attributes["class"]

    assert kind("oven") == "ask"
    assert kind("oven " * 20) == kind("oven", 1) == "ask one"


def test_boxes_are_ticked_where_the_piece_says_so_and_each_has_its_words() -> None:
    boxes = page_of(every_block()).one("ul", "ticks").all("label")

    assert [("checked" in each.one("input").attributes, each.text) for each in boxes] == [
        (True, "Jaarrekeningvolledig"),
        (False, "Offerte"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_piece_is_the_same_page_in_its_language(language: str) -> None:
    piece = every_block(language=language)

    assert html.written(piece, texts_in(piece.language)) == html.written(every_block(language=language), texts_in(language))
    assert page_of(piece).one("html").attributes["lang"] == language
