"""The page of the homework as a whole: its head, the sections in their order, its foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finadvies.exports.html import listing, money, when
from finadvies.exports.html.elements import Markup, clean, join, lines, sentence, tag
from finadvies.exports.html.frame import page, part, style
from finadvies.exports.paper import Desk, Fact, Paper
from finadvies.locale import Texts

SAFE_SCHEME: Final = "https://"
ADDRESS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&()*+,;=%")
"""Signs that an address may hold."""


def homework(paper: Paper, texts: Texts) -> str:
    """The page of a homework list: one file, which works without its script and asks nothing of any network."""
    sections = [section for section in _sections(paper, texts) if section]
    return page(
        tag(
            "div",
            lines(["", _head(paper, texts), tag("main", lines(["", *sections, ""])), _foot(paper, texts), ""]),
            class_="sheet",
        ),
        language=paper.language,
        title=f"{clean(paper.title)} - {clean(paper.view.client)}",
        program=paper.stamp.program,
        style=style(texts, "style.css", document=texts.say("paper.kind")),
        script=part("script.js"),
        data_list=paper.about,
    )


def _head(paper: Paper, texts: Texts) -> Markup:
    facts = [
        tag(
            "div",
            tag("dt", fact.name),
            tag("dd", fact.value, _note(fact)),
        )
        for fact in paper.facts
    ]
    top = tag(
        "div",
        tag("span", tag("b", paper.sender[0] if paper.sender else paper.kind)),
        tag("time", paper.day, datetime=paper.stamp.day.isoformat()),
        class_="top",
    )
    return tag(
        "header",
        lines(
            [
                "",
                top,
                tag("h1", paper.title),
                tag("p", paper.subtitle, class_="sub"),
                tag("dl", lines(["", *facts, ""]), class_="facts"),
                _contents(paper, texts),
                "",
            ]
        ),
    )


def _note(fact: Fact) -> Markup | None:
    if not fact.note:
        return None
    return tag("span", f"▲ {fact.note}", class_="late") if fact.late else tag("span", fact.note)


def _contents(paper: Paper, texts: Texts) -> Markup:
    found = {
        "today": True,
        "mix": paper.sources is not None,
        "planning": paper.planning is not None,
        "mind": bool(paper.order or paper.minding),
        "list": True,
        "who_asks_what": paper.matrix is not None,
        "not_needed": bool(paper.view.not_needed),
        "desks": bool(paper.calls),
    }
    links = [tag("a", texts.say(f"paper.{name}"), href=f"#{name}") for name, there in found.items() if there]
    return tag("nav", *links, class_="toc screen", aria_label=texts.say("paper.contents"))


def section(name: str, texts: Texts, *inside: str | None, page: bool = False) -> Markup:
    """A part of the page under its own heading; `page` begins a page on paper."""
    parts = [tag("h2", texts.say(f"paper.{name}")), *(each for each in inside if each)]
    return tag("section", lines(["", *parts, ""]), id=name, class_="newpage" if page else None)


def _sections(paper: Paper, texts: Texts) -> Iterator[Markup | None]:
    yield section("today", texts, tag("p", paper.today_lead, class_="lead"), _tasks(paper, texts))
    if paper.sources is not None:
        yield section("mix", texts, *money.parts(paper.sources, paper.mix_lead, paper.sentences, texts))
    if paper.planning is not None:
        yield section("planning", texts, *when.parts(paper.planning, texts), page=True)
    if paper.order or paper.minding:
        yield section("mind", texts, _order(paper), _minding(paper, texts))
    yield section(
        "list", texts, tag("p", paper.list_lead, class_="lead") if paper.list_lead else None, *listing.parts(paper, texts)
    )
    if paper.matrix is not None:
        yield section("who_asks_what", texts, *listing.who_asks(paper, texts), page=True)
    if paper.view.not_needed:
        yield section("not_needed", texts, *listing.not_needed(paper, texts))
    for name, told in (("last_found", paper.last_found), ("last_check", paper.last_check)):
        if told:
            yield section(name, texts, tag("ul", lines(["", *(tag("li", each) for each in told), ""]), class_="desks"))
    safe = tag("div", tag("h2", texts.say("paper.safe")), *(tag("p", line) for line in paper.safe), class_="note")
    yield tag("section", safe, class_="keep")
    if paper.calls:
        yield section("desks", texts, tag("ul", lines(["", *map(_desk, paper.calls), ""]), class_="desks"))


def critical(texts: Texts) -> Markup:
    """The mark of what sets the pace: sign and words, so that the colour says nothing alone."""
    return tag("span", f"◆ {texts.say('homework.critical')}", class_="tag crit")


def _tasks(paper: Paper, texts: Texts) -> Markup | None:
    tasks = [
        tag(
            "li",
            tag("span", task.who, class_="who"),
            tag("div", tag("b", task.what), " " if task.critical else None, critical(texts) if task.critical else None, tag("p", task.why)),
        )
        for task in paper.tasks
    ]  # fmt: skip
    return tag("ol", lines(["", *tasks, ""]), class_="todo") if tasks else None


def _order(paper: Paper) -> Markup | None:
    """The rules, those with the same instruction together."""
    whys: dict[str, list[str]] = {}
    for rule in paper.order:
        whys.setdefault(rule.what, []).append(sentence(rule.why))
    rules = [
        tag("li", tag("b", what), *(tag("p", why) for why in each), class_="long" if len(each) > 2 else None)  # noqa: PLR2004 - more fill a column
        for what, each in whys.items()
    ]
    return tag("ol", lines(["", *rules, ""]), class_="rules") if rules else None


def _minding(paper: Paper, texts: Texts) -> Markup | None:
    if not paper.minding:
        return None
    told = tag("ul", lines(["", *(tag("li", sentence(each)) for each in paper.minding), ""]), class_="plain")
    return join(tag("h3", texts.say("homework.mind")), told)


def _desk(desk: Desk) -> Markup:
    return tag(
        "li",
        tag("b", desk.name),
        tag("span", desk.phone, class_="nb") if desk.phone else None,
        _address(desk.url) if desk.url else None,
        tag("p", sentence(desk.why)),
    )


def _address(url: str) -> Markup:
    """A link only to an address that is one beyond doubt; anything else is text."""
    if url.startswith(SAFE_SCHEME) and set(url) <= ADDRESS:
        return tag("a", url.removeprefix(SAFE_SCHEME).rstrip("/"), href=url, rel="noreferrer")
    return tag("span", url)


def _foot(paper: Paper, texts: Texts) -> Markup:
    return tag("footer", tag("p", texts.say("paper.no_promise")), tag("p", paper.stamp.line(texts)))
