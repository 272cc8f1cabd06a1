"""The paper as plain data for the template, every word in it: what stands where, without a thought on how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from finadvies.exports.homework_view import Line
from finadvies.exports.paper import Paper
from finadvies.exports.paper.homework import named
from finadvies.exports.pdf.drawings import mix, timeline
from finadvies.locale import Texts

DONE: Final = ("received", "checked")

Data = dict[str, Any]


def sheet(paper: Paper, texts: Texts) -> Data:
    """Everything the template shows, in the order in which it stands on paper."""
    view = paper.view
    return {
        "language": paper.language,
        "date": [paper.stamp.day.year, paper.stamp.day.month, paper.stamp.day.day],
        "labels": _labels(texts),
        "title": paper.title,
        "client": view.client,
        "subtitle": paper.subtitle,
        "day": paper.day,
        "facts": [[fact.name, fact.value, fact.note] for fact in paper.facts],
        "tasks": [{"who": task.who, "what": task.what, "why": task.why, "critical": task.critical} for task in paper.tasks],
        "mix": None if paper.sources is None else mix(paper.sources, texts),
        "parts": _parts(paper),
        "planning": timeline(paper.planning, texts),
        "order": _order(paper),
        "minding": list(paper.minding),
        "count": paper.counted,
        "makers": _makers(paper, texts),
        "matrix": _matrix(paper, texts),
        "not_needed": [list(each) for each in view.not_needed],
        "last_check": list(paper.last_check),
        "safe": list(paper.safe),
        "desks": list(paper.desks),
        "stamp": paper.stamp.line(texts),
    }


def _labels(texts: Texts) -> Data:
    return {
        # The template fills in the numbers, which only it knows.
        "page": texts.say("pdf.page", page="{page}", total="{total}"),
        "today": texts.say("paper.today"),
        "today_lead": texts.say("pdf.today_lead"),
        "today_none": texts.say("pdf.today_none"),
        "critical": texts.say("homework.critical"),
        "mix": texts.say("paper.mix"),
        "parts": texts.say("pdf.parts"),
        "from_whom": texts.say("pdf.from_whom"),
        "form": texts.say("pdf.form"),
        "for_what": texts.say("pdf.for_what"),
        "amount": texts.say("pdf.amount"),
        "together": texts.say("pdf.together"),
        "planning": texts.say("pdf.planning"),
        "week": texts.say("pdf.week"),
        "legend_critical": texts.say("pdf.legend_critical"),
        "legend_other": texts.say("pdf.legend_other"),
        "legend_slack": texts.say("pdf.legend_slack"),
        "day": texts.say("pdf.day"),
        "step": texts.say("pdf.step"),
        "mind": texts.say("paper.mind"),
        "list": texts.say("paper.list"),
        "matrix": texts.say("paper.who_asks_what"),
        "document": texts.say("columns.document"),
        "total": texts.say("pdf.papers_total"),
        "not_needed": texts.say("paper.not_needed"),
        "not_needed_who": texts.say("pdf.not_needed_who"),
        "not_needed_when": texts.say("pdf.not_needed_when"),
        "last_check": texts.say("paper.last_check"),
        "safe": texts.say("paper.safe"),
        "desks": texts.say("paper.desks"),
    }


def _parts(paper: Paper) -> list[Data]:
    """The mix in sentences, each beside the letter of the picture; what the notes under its table say is not said twice."""
    if paper.sources is None:
        return []
    told = [sentence for sentence in paper.sentences if sentence not in paper.sources.notes]
    letters = [segment.letter for segment in paper.sources.segments if not segment.gap]
    if len(letters) != len(told):
        letters = [""] * len(told)
    return [{"letter": letter, "text": text} for letter, text in zip(letters, told, strict=True)]


def _order(paper: Paper) -> list[list[Any]]:
    """Each instruction once, with every reason for it."""
    whys: dict[str, list[str]] = {}
    for each in paper.order:
        whys.setdefault(each.what, []).append(each.why)
    return [[what, list(dict.fromkeys(told))] for what, told in whys.items()]


def _makers(paper: Paper, texts: Texts) -> list[Data]:
    """The list by who makes what; last what is only asked now and then."""
    view = paper.view
    groups = [(name, "", lines) for name, lines in view.by_provider]
    if view.sometimes:
        groups.append((texts.say("homework.sometimes"), texts.say("homework.sometimes_why"), view.sometimes))
    return [
        {
            "name": name,
            "note": f"{_count(len(lines), texts)}. {note}" if note else _count(len(lines), texts),
            "lines": [_line(line, texts) for line in lines],
        }
        for name, note, lines in groups
    ]


def _count(papers: int, texts: Texts) -> str:
    return texts.say("paper.papers_one") if papers == 1 else texts.say("paper.papers", n=papers)


def _line(line: Line, texts: Texts) -> Data:
    how = (
        ("how", line.how),
        ("lead", line.lead),
        ("cost", line.cost),
        ("returned", "; ".join(line.returned_when)),
        ("instead", line.instead),
        ("condition", line.condition),
    )
    when = (
        ("start", line.start),
        ("ready", line.ready),
        ("valid", line.valid),
        ("for_whom", ", ".join(line.for_whom)),
        ("when", line.when),
        ("strength", line.strength),
    )
    return {
        "number": line.number,
        "name": named(line),
        "done": line.status in DONE,
        "mark": line.mark,
        "critical": line.times.critical,
        "why": line.why,
        "how": list(_pairs(how, texts)),
        "when": list(_pairs(when, texts)),
    }


def _pairs(pairs: Iterable[tuple[str, str]], texts: Texts) -> Iterator[list[str]]:
    """Label and text; a field without content is left out, label and all."""
    for key, value in pairs:
        if value:
            yield [texts.say(f"paper.{key}"), value]


def _matrix(paper: Paper, texts: Texts) -> Data | None:
    """Who asks what, the rows under the heads of the list."""
    if paper.matrix is None:
        return None
    view = paper.view
    heads = [(name, lines) for name, lines in view.by_provider]
    if view.sometimes:
        heads.append((texts.say("homework.sometimes"), view.sometimes))
    rows = {number: [f"{number}. {name}", list(cells)] for number, name, cells in paper.matrix.rows}
    return {
        "lead": texts.say("pdf.matrix_lead", rounds=paper.matrix.legend),
        "lenders": list(paper.matrix.lenders),
        "groups": [{"name": name, "rows": [rows[line.number] for line in lines]} for name, lines in heads],
        "totals": [str(total) for total in paper.matrix.totals],
    }
