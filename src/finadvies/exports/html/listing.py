"""The papers: one after the other by who makes them, beside who asks them, and those that are not needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finadvies.exports.homework_view import Line
from finadvies.exports.html.elements import Markup, join, lines, sentence, tag
from finadvies.exports.paper import Matrix, Paper
from finadvies.locale import Texts

MOST_COLUMNS: Final = 6
"""More lenders do not fit beside each other on a phone: then each has a row with the numbers of its papers."""
TIGHT: Final = 3
"""More lenders than this turn their names upright on a phone."""
IN_HAND: Final = ("received", "checked")


def parts(paper: Paper, texts: Texts) -> Iterator[Markup]:
    """The list."""
    # The words go with the bar, so that the script is the same in each language and holds no text.
    yield tag(
        "div",
        tag("output", ""),
        tag("button", texts.say("paper.fold"), type="button"),
        class_="bar screen",
        hidden=True,
        data_ticked=texts.say("paper.ticked", n="{n}", all="{all}"),
        data_kept=texts.say("paper.not_kept"),
        data_fold=texts.say("paper.fold"),
        data_unfold=texts.say("paper.unfold"),
    )
    for place, maker in enumerate(paper.makers, start=1):
        yield _of_maker(f"m-{place}", maker.name, maker.note, maker.lines, texts)
    if paper.view.sometimes:
        why = texts.say("homework.sometimes_why")
        yield _of_maker("m-sometimes", texts.say("homework.sometimes"), why, paper.view.sometimes, texts)


def _of_maker(name: str, title: str, note: str, of_it: tuple[Line, ...], texts: Texts) -> Markup:
    heading = tag("div", tag("h3", title, id=name), tag("p", note), class_="maker")
    papers = tag(
        "ol",
        lines(["", *(_line(line, texts) for line in of_it), ""]),
        class_="docs",
        start=of_it[0].number,
        aria_labelledby=name,
    )
    return lines([heading, papers])


def box_id(line: Line) -> str:
    """Names the box of a line in the page and in the store of the browser."""
    return f"doc-{line.line.id.replace('#', '-')}"


def title_of(line: Line) -> str:
    """A paper with the thing it is about."""
    return f"{line.name} ({line.about})" if line.about else line.name


def _line(line: Line, texts: Texts) -> Markup:
    box, name = box_id(line), title_of(line)
    mark = tag("span", f"◆ {texts.say('homework.critical')}", class_="tag crit") if line.times.critical else None
    title = tag(
        "p",
        tag("span", f"{line.number}.", class_="no"),
        " ",
        tag("label", name, for_=box),
        " " if mark else None,
        mark,
        class_="ti",
    )
    ticked = line.status in IN_HAND
    return tag(
        "li",
        tag("input", type="checkbox", id=box, checked=ticked, autocomplete="off"),
        tag(
            "div",
            title,
            tag("p", line.mark, class_="mark") if line.mark else None,
            tag("p", f"{texts.say('paper.condition')}: {line.condition}", class_="mark") if line.condition else None,
            tag("p", sentence(line.why), class_="why") if line.why else None,
            class_="body",
        ),
        _dates(line, texts),
        _more(line, name, texts),
        class_="doc",
    )


def _dates(line: Line, texts: Texts) -> Markup:
    pairs = [
        ("start", line.begin),
        ("ready", line.ready),
        ("valid_short", line.valid),
        ("since", line.since),
        ("for_whom", ", ".join(line.for_whom)),
        ("when", line.when),
    ]
    rows = [
        tag("div", tag("dt", texts.say(f"paper.{key}")), tag("dd", value), class_="st" if key == "start" else None)
        for key, value in pairs
        if value
    ]
    return tag("dl", *rows, class_="when")


def _more(line: Line, name: str, texts: Texts) -> Markup:
    pairs = [
        ("how", sentence(line.how)),
        ("lead", line.lead),
        ("cost", line.cost),
        ("returned", "; ".join(line.returned_when)),
        ("instead", line.instead),
        ("strength", line.strength),
    ]
    rows = [join(tag("dt", texts.say(f"paper.{key}")), tag("dd", value)) for key, value in pairs if value]
    summary = tag("summary", texts.say("paper.explained"), tag("span", texts.say("paper.explained_of", name=name), class_="vh"))
    return tag("details", summary, tag("dl", *rows), class_="more", open=True)


def who_asks(paper: Paper, texts: Texts) -> Iterator[Markup]:
    """Papers beside lenders; where there are too many lenders, each with the numbers of its papers."""
    matrix = paper.matrix
    if matrix is None:
        return
    if len(matrix.lenders) > MOST_COLUMNS:
        yield _per_lender(paper, texts)
        return
    yield tag("p", texts.say("paper.rounds_lead", rounds=matrix.legend), class_="lead")
    yield _matrix(matrix, paper, texts)


def _matrix(matrix: Matrix, paper: Paper, texts: Texts) -> Markup:
    groups = {maker.lines[0].number: maker.name for maker in paper.makers}
    if paper.view.sometimes:
        groups[paper.view.sometimes[0].number] = texts.say("homework.sometimes")
    rows = []
    for number, name, cells in matrix.rows:
        if number in groups:
            rows.append(tag("tr", tag("th", groups[number], colspan=len(cells) + 1, scope="colgroup"), class_="grp"))
        rows.append(tag("tr", tag("th", f"{number}. {name}", scope="row"), *(tag("td", cell) for cell in cells)))
    heads = [tag("th", texts.say("paper.paper"), scope="col")]
    heads += [tag("th", tag("span", lender), scope="col") for lender in matrix.lenders]
    counts = [tag("td", str(total)) for total in matrix.totals]
    foot = tag("tr", tag("th", texts.say("paper.asked_count"), scope="row"), *counts)
    inside = ["", tag("thead", tag("tr", *heads)), tag("tbody", lines(["", *rows, ""])), tag("tfoot", foot), ""]
    return tag("table", lines(inside), class_="matrix upright" if len(matrix.lenders) > TIGHT else "matrix")


def _per_lender(paper: Paper, texts: Texts) -> Markup:
    numbers, count = texts.say("paper.numbers"), texts.say("paper.asked_count")
    heads = [tag("th", texts.say("paper.asked_by"), scope="col"), tag("th", numbers, scope="col")]
    heads.append(tag("th", count, scope="col", class_="n"))
    rows = [
        tag(
            "tr",
            tag("th", lender, scope="row"),
            tag("td", ", ".join(str(line.number) for line in of_it), data_l=numbers),
            tag("td", str(len(of_it)), class_="n", data_l=count),
        )
        for lender, of_it in paper.view.per_lender
    ]
    return tag("table", lines(["", tag("thead", tag("tr", *heads)), tag("tbody", lines(["", *rows, ""])), ""]), class_="cards")


def not_needed(paper: Paper, texts: Texts) -> Iterator[Markup]:
    """What a lender asks of others, so that nobody asks it of this client."""
    yield tag("p", texts.say("paper.not_needed_lead"), class_="lead")
    several = len({lender for _, lender, _ in paper.view.not_needed}) > 1
    name, by, why = (texts.say(f"paper.{key}") for key in ("paper", "asked_by", "reason"))
    heads = [tag("th", each, scope="col") for each in ((name, by, why) if several else (name, why))]
    rows = [
        tag(
            "tr",
            tag("th", document, scope="row"),
            tag("td", lender, data_l=by) if several else None,
            tag("td", reason, data_l=why),
        )
        for document, lender, reason in paper.view.not_needed
    ]
    inside = ["", tag("thead", tag("tr", *heads)), tag("tbody", lines(["", *rows, ""])), ""]
    yield tag("table", lines(inside), class_="cards quiet spare")
