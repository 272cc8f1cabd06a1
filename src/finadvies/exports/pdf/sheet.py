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
        "labels": {name: texts.say(f"{section}.{name}") for section, names in LABELS.items() for name in names},
        "kind": paper.kind,
        "sender": paper.sender[0] if paper.sender else paper.kind,
        "title": paper.title,
        "client": view.client,
        "subtitle": paper.subtitle,
        "day": paper.day,
        "facts": [[fact.name, fact.value, fact.note] for fact in paper.facts],
        "today_lead": paper.today_lead,
        "tasks": [{"who": task.who, "what": task.what, "why": task.why, "critical": task.critical} for task in paper.tasks],
        "mix": None if paper.sources is None else mix(paper.sources, paper.mix_lead, texts),
        "parts": _parts(paper),
        "planning": None if paper.planning is None else timeline(paper.planning, texts),
        "order": _order(paper),
        "minding": list(paper.minding),
        "list_lead": f"{paper.counted} {paper.list_lead}".strip(),
        "makers": _makers(paper, texts),
        "matrix": _matrix(paper, texts),
        "not_needed": [list(each) for each in view.not_needed],
        "last_found": list(paper.last_found),
        "last_check": list(paper.last_check),
        "safe": list(paper.safe),
        "desks": [[desk.name, ", ".join(part for part in (desk.phone, desk.url) if part), desk.why] for desk in paper.calls],
        "stamp": paper.stamp.line(texts),
    }


LABELS: Final = {
    "homework": ("critical",),
    "paper": (
        "today", "mix", "in_words", "from_whom", "form", "for_what", "amount", "total", "planning", "mind", "list", "who_asks_what",
        "paper", "asked_count", "not_needed", "not_needed_lead", "asked_by", "reason", "last_found", "last_check", "safe", "desks", "page", "page_of", "no_promise",
    ),
    "planning": ("week", "other", "slack"),
    "pdf": ("day", "step"),
}  # fmt: skip
"""The words of the template, by their section in the texts."""


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
    groups = [(maker.name, maker.note, maker.lines) for maker in paper.makers]
    if view.sometimes:
        groups.append((texts.say("homework.sometimes"), texts.say("homework.sometimes_why"), view.sometimes))
    return [{"name": name, "note": note, "lines": [_line(line, texts) for line in lines]} for name, note, lines in groups]


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
        ("start", line.begin),
        ("ready", line.ready),
        ("valid_short", line.valid),
        ("since", line.since),
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
        "starts": bool(line.begin),
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
        "lead": texts.say("paper.rounds_lead", rounds=paper.matrix.legend),
        "lenders": list(paper.matrix.lenders),
        "groups": [{"name": name, "rows": [rows[line.number] for line in lines]} for name, lines in heads],
        "totals": [str(total) for total in paper.matrix.totals],
    }
