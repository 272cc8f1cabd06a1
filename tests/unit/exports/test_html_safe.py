"""Nothing from data ever runs in the web page, and the page asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from made_pages import made
from page_reader import Element, read_page

from finadvies.advice import Advice
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.exports.formats import Job, content
from finadvies.exports.html.elements import clean
from finadvies.locale import texts_in

BOTH = ("bank-een-lening", "lease-twee-lease")
LONG = "Zeer lange naam " * 13
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "]]></style></script><h1>kop</h1>",
    "<!-- weg --><svg onload=alert(1)>",
    '=HYPERLINK("http://kwaad.example")',
    "#eval(1) ${7*7} {n} {{x}} %s",
    "javascript:alert(1)",
    "nul\x00bel\x07esc\x1bdel\x7f\x85\u2028einde\ufffe\ud800",
    "\u202eomgekeerd \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "🥐👩‍🍳 brood &amp; &lt;b&gt;",
    LONG,
    "w" * 200,
)
TAGS = frozenset(
    re.findall(
        r"\w+",
        "html head meta title style script body div header main section footer nav h1 h2 h3 p ol ul li dl dt dd a b span time i table "
        "thead tbody tfoot tr th td figure figcaption svg text tspan rect line path details summary input label output button",
    )
)


def hostile(client: Client, text: str) -> Client:
    """A client with `text` in every answer that is free text."""
    client = client.with_answer(Slot("client.name"), Answer(text)).with_answer(Slot("need.summary"), Answer(text))
    for index in range(len(client.uses)):
        client = client.with_answer(Slot("use.description", index), Answer(text))
    return client


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_client_typed_stays_text(advise_small: Callable[[Client], Advice], two_machines: Client, text: str) -> None:
    def page_of(client: Client) -> tuple[str, Element]:
        advice = advise_small(client)
        asked = Job(advice, advice.homework(BOTH), texts_in("nl"), f"Huiswerk {text}", advice.proposals[0])
        raw = content("html", asked).decode()
        return raw, read_page(raw)

    raw, page = page_of(hostile(two_machines, text))
    _, plain = page_of(two_machines)

    assert {each.name for each in page.all()} <= TAGS
    assert {name for each in page.all() for name in each.attributes} == {name for each in plain.all() for name in each.attributes}
    assert {each.attributes["id"] for each in page.all() if "id" in each.attributes} == {
        each.attributes["id"] for each in plain.all() if "id" in each.attributes
    }
    for name in ("style", "script"):
        assert page.one(name).text == plain.one(name).text
    assert _outward(page) == _outward(plain)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\ud800-\udfff]", raw)
    assert clean(text).strip() in page.one("p", "sub").text
    assert clean(text).strip() in page.by_id("mix").one("table").text
    assert clean(text).strip() in page.by_id("planning").one("table").text


def _outward(page: Element) -> list[str]:
    return [href for each in page.all("a") if not (href := each.attributes["href"]).startswith("#")]


def test_the_page_asks_nothing_of_any_network() -> None:
    _, text, page = made("", 4)

    style, script = page.one("style").text, page.one("script").text
    assert not re.search(r"url\(|@import|expression|http", style)
    assert not re.search(r"http|fetch|XMLHttp|import|eval|innerHTML|document\.write", script)
    for each in page.all():
        assert not {"src", "srcset", "style", "action", "background", "data", "poster"} & set(each.attributes)
        assert not [name for name in each.attributes if name.startswith("on")]
    assert all(href.startswith("https://") for href in _outward(page))
    assert not re.search(r"/(home|root|work|tmp|Users)/", text)


def test_the_policy_names_style_and_script_by_what_they_are() -> None:
    _, text, page = made()
    policy = next(each.attributes["content"] for each in page.all("meta") if "http-equiv" in each.attributes)

    for name in ("style", "script"):
        (inside,) = re.findall(rf"<{name}>(.*?)</{name}>", text, flags=re.DOTALL)
        mark = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{mark}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_the_script_is_small_and_the_page_whole_without_it() -> None:
    _, _, page = made()

    assert len(page.one("script").text.encode()) < 2_000
    assert all("open" in each.attributes for each in page.all("details"))
    assert "hidden" in page.one("div", "bar").attributes


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://www.kvk.nl", True),
        ("http://www.kvk.nl", False),
        ("javascript:alert(1)", False),
        ("https://a.example/\"onclick='x", False),
        ("data:text/html,x", False),
    ],
)
def test_only_an_address_beyond_doubt_is_a_link(url: str, linked: bool) -> None:
    from finadvies.exports.html.page import _address

    assert _address(url).startswith("<a ") == linked
    assert "onclick=" not in _address(url).replace("&quot;", "").replace("&#x27;", "") or not linked
