"""Pictures of the web page: texts that fit and never touch, segments never too narrow, colours that can be read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_reader import read_page

from finadvies.exports.html.elements import Markup, clean, escape, tag
from finadvies.exports.html.measure import placed, width, wrapped
from finadvies.exports.html.mix_picture import LEAST, WIDTHS, mix_picture, numbered, shades
from finadvies.exports.html.timeline import timeline
from finadvies.exports.paper import Bar, Moment, Planning, Segment, Sources, Use
from finadvies.locale import texts_in

NL = texts_in("nl")
SIZES = pytest.mark.parametrize("size", ["wide", "narrow"])


# -- text ------------------------------------------------------------------------------------------------------------------------


@given(text=st.text(max_size=60), room=st.floats(20, 400), most=st.integers(1, 4))
def test_a_wrapped_text_fits_its_room(text: str, room: float, most: int) -> None:
    rows = wrapped(clean(text), room, 12, most)

    assert 1 <= len(rows) <= most
    assert all(width(row, 12) <= room or len(row) <= 1 for row in rows)
    if not rows[-1].endswith("…"):
        assert "".join(rows).replace(" ", "") == clean(text).replace(" ", "")


@given(
    spots=st.lists(st.tuples(st.floats(0, 700), st.floats(1, 120)), min_size=1, max_size=8),
    space=st.sampled_from((0.0, 10.0)),
)
def test_texts_beside_each_other_never_touch(spots: list[tuple[float, float]], space: float) -> None:
    spots.sort()
    centres, wide = [list(each) for each in zip(*spots, strict=True)]

    begins = placed(centres, wide, 720, space)

    assert (begins is None) == (sum(wide) + space * (len(wide) - 1) > 720)
    if begins is not None:
        ends = [begin + broad for begin, broad in zip(begins, wide, strict=True)]
        assert begins[0] >= -0.01
        assert ends[-1] <= 720.01
        assert all(begin - end >= space - 0.01 for end, begin in zip(ends, begins[1:], strict=False))


@given(st.text())
def test_what_is_escaped_reads_back_as_text(text: str) -> None:
    page = read_page(f"<!doctype html>{tag('p', text, title=text)}")

    assert page.one("p").text == clean(text)
    assert page.one("p").attributes["title"] == clean(text)
    assert len(page.all()) == 1


def test_markup_is_escaped_once_and_never_twice() -> None:
    assert tag("p", tag("b", "a & b")) == "<p><b>a &amp; b</b></p>"
    assert escape("<") == "&lt;"
    assert isinstance(tag("p"), Markup)


# -- the mix ---------------------------------------------------------------------------------------------------------------------


def mix(*pieces: tuple[int, int, int], names: tuple[str, ...] = ("oven", "verbouwing", "voorraad"), gap: bool = False) -> Sources:
    """Pieces as (segment, use, euros)."""
    uses = tuple(
        Use(name, euros, NL.euro(euros))
        for place, name in enumerate(names)
        if (euros := sum(each for _, use, each in pieces if use == place))
    )
    count = max(segment for segment, _, _ in pieces) + 1
    segments = []
    for place in range(count):
        own = tuple((use, euros) for segment, use, euros in pieces if segment == place)
        last = gap and place == count - 1
        euros = sum(each for _, each in own)
        letter = "" if last else "ABCDEFGHIJ"[place]
        segments.append(
            Segment(letter, "Nog te vinden" if last else f"Bank {place}", "lening", "", own, euros, NL.euro(euros), last)
        )
    total = sum(use.euros for use in uses)
    return Sources(uses, tuple(segments), NL.euro(total), total, ())


def drawn(sources: Sources, size: str) -> list[tuple[float, float, str]]:
    picture = read_page(f"<!doctype html>{mix_picture(sources, NL, size)}")
    return [
        (float(each.attributes["x"]), float(each.attributes["width"]), each.attributes["class"]) for each in picture.all("rect")
    ]


@SIZES
def test_a_small_segment_keeps_room_for_its_letter_and_the_bar_its_length(size: str) -> None:
    found = drawn(mix((0, 0, 1_000_000), (1, 0, 500), (1, 1, 200), (2, 2, 1)), size)

    assert all(wide >= LEAST - 2 for _, wide, _ in found)
    assert found[0][0] == pytest.approx(0.8, abs=0.1)
    assert found[-1][0] + found[-1][1] == pytest.approx(WIDTHS[size] - 0.8, abs=0.2)
    assert all(left + wide <= after + 0.1 for (left, wide, _), (after, _, _) in pairwise(found))


@SIZES
def test_a_gap_is_white_with_an_edge_and_its_word(size: str) -> None:
    sources = mix((0, 0, 990_000), (1, 0, 10_000), gap=True)
    picture = read_page(f"<!doctype html>{mix_picture(sources, NL, size)}")

    assert drawn(sources, size)[1][2] == "fg"
    assert "tekort" in [each.text for each in picture.all("text")]


def test_more_than_six_sources_share_the_last_colour_by_the_smallest() -> None:
    pieces = [(place, 0, 1_000 * (place + 1)) for place in range(8)]

    assert shades(mix(*pieces)) == ["f", "f", "f", "a", "b", "c", "d", "e"]


@SIZES
def test_names_of_uses_stay_in_the_picture_and_apart(size: str) -> None:
    sources = mix(
        (0, 0, 900_000), (0, 1, 50_000), (0, 2, 20_000), names=("een heel lange naam " * 10, "w" * 200, "voorraad meel")
    )
    picture = read_page(f"<!doctype html>{mix_picture(sources, NL, size)}")

    for each in picture.all("text"):
        half = width(each.text, 13) / 2
        assert float(each.attributes["x"]) - half >= -1
        assert float(each.attributes["x"]) + half <= WIDTHS[size] + 1


def test_where_names_do_not_fit_their_numbers_do() -> None:
    many = tuple(f"doel {place}" for place in range(9))
    sources = mix(*((0, place, 10_000_000) for place in range(9)), names=many)

    assert numbered(sources, NL)
    assert not numbered(mix((0, 0, 10), (0, 1, 10)), NL)


# -- the planning ----------------------------------------------------------------------------------------------------------------

BEGIN = date(2026, 11, 24)


def plan(*spans: tuple[int, int, str], end: int = 90, wish: int = 80) -> Planning:
    bars = tuple(
        Bar("U zelf", name, BEGIN + timedelta(begin), BEGIN + timedelta(last), None, begin == 0, "")
        for begin, last, name in spans
    )
    days = (("submit", wish - 2), ("cash", wish - 1), ("wish", wish))
    moments = tuple(Moment(kind, BEGIN + timedelta(day), "", f"{kind} in woorden", "", line=True) for kind, day in days)  # type: ignore[arg-type]  # kinds as texts
    return Planning("", BEGIN, BEGIN + timedelta(end), bars, moments, ())


@SIZES
@pytest.mark.parametrize("end", [5, 30, 90, 400, 1_500, 4_000])
def test_no_text_of_the_planning_leaves_the_picture_or_meets_another(size: str, end: int) -> None:
    spans = (
        (0, end // 2, "Kort"),
        (end // 3, end - 1, "Een heel lange naam van een stuk (met een doel) " * 3),
        (end - 2, end - 1, "w" * 90),
    )
    picture = read_page(f"<!doctype html>{timeline(plan(*spans, end=end, wish=end - 1), NL, size)}")
    whole = WIDTHS[size]

    boxes = []
    for each in picture.all("text"):
        own = width(each.text, float(each.attributes["font-size"]), bold="bold" in each.attributes.get("class", ""))
        left = float(each.attributes["x"]) - (own / 2 if each.attributes.get("text-anchor") == "middle" else 0)
        boxes.append((left, left + own, float(each.attributes["y"]), each.text))
    for left, right, y, text in boxes:
        assert left >= -3, text
        assert right <= whole + 6, text
        for other_left, other_right, other_y, other in boxes:
            if text != other and abs(y - other_y) < 8:
                assert right <= other_left + 3 or other_right <= left + 3, (text, other)


# -- colours ---------------------------------------------------------------------------------------------------------------------


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def test_every_colour_of_text_can_be_read_on_what_is_behind_it() -> None:
    folder = resources.files("finadvies.exports.html")
    style = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("style.css", "written.css"))
    token = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", style))
    token["paper"] = "#ffffff"
    pairs = [("ink", "paper"), ("ink-2", "paper"), ("accent", "paper"), ("crit", "paper"), ("ink", "accent-wash")]
    pairs += [("good", "paper"), ("warn", "paper"), ("ink", "warn-wash")]
    pairs += [("paper", "mix-a"), ("paper", "mix-b"), ("ink", "mix-c"), ("ink", "mix-d")]

    for front, back in pairs:
        light, dark = sorted((_light(token[front]), _light(token[back])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (front, back)
