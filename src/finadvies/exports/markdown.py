"""The homework as Markdown: per maker with every detail, and per lender as a plain checklist."""

from __future__ import annotations

from collections.abc import Iterable

from finadvies.exports.homework_view import Line
from finadvies.exports.paper import Paper
from finadvies.locale import Texts


def homework(paper: Paper, texts: Texts) -> str:
    """The whole list: what to do today, the mix, what comes first, the papers by maker, who asks what, what is not needed, the account."""
    view = paper.view
    out = [f"# {escape(paper.title)}", ""]
    out += [f"**{escape(view.client)}**", ""]
    out += [escape(", ".join(paper.sender)), ""] if paper.sender else []
    out += [paper.counted, ""]
    if view.cash:
        out += [f"{texts.say('homework.cash', submit=view.submit, cash=view.cash)} {view.slack}".strip(), ""]
    out += _section(texts.say("paper.today"), [f"{number}. {escape(text)}" for number, text in enumerate(view.today, start=1)])
    out += _section(texts.say("paper.mix"), [f"- {escape(line)}" for line in paper.sentences])
    ordered = [f"- **{escape(each.what)}.** {escape(each.why)}" for each in paper.order]
    out += _section(texts.say("paper.mind"), [*ordered, *(f"- {escape(line)}" for line in paper.minding)])
    out += [f"## {texts.say('paper.list')}", ""]
    for provider, lines in view.by_provider:
        out += [f"### {escape(provider)}", ""]
        for line in lines:
            out += _line(line, texts)
    if view.sometimes:
        out += [f"### {texts.say('homework.sometimes')}", "", texts.say("homework.sometimes_why"), ""]
        for line in view.sometimes:
            out += _line(line, texts)
    if view.per_lender:
        out += [f"## {texts.say('paper.who_asks_what')}", ""]
    for lender, lines in view.per_lender:
        out += [f"### {escape(lender)}", "", *_checklist(lines), ""]
    out += _section(
        texts.say("paper.not_needed"),
        [f"- {escape(name)} ({escape(lender)}): {escape(why)}" for name, lender, why in view.not_needed],
    )
    out += _section(texts.say("paper.last_found"), [f"- {escape(line)}" for line in paper.last_found])
    out += _section(texts.say("paper.last_check"), [f"- [ ] {escape(line)}" for line in paper.last_check])
    out += _section(texts.say("paper.safe"), [f"- {line}" for line in paper.safe])
    out += _section(texts.say("paper.desks"), [f"- {escape(line)}" for line in paper.desks])
    out += ["---", "", escape(paper.stamp.line(texts)), ""]
    return "\n".join(out)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [f"## {title}", "", *found, ""] if found else []


def _line(line: Line, texts: Texts) -> list[str]:
    box = "x" if line.status in ("received", "checked") else " "
    name = f"{line.name} ({line.about})" if line.about else line.name
    mark = f" ({escape(line.mark)})" if line.mark else ""
    critical = f" — {texts.say('homework.critical')}" if line.times.critical else ""
    out = [f"- [{box}] **{line.number}. {escape(name)}**{mark}{critical}"]
    details = [
        ("why", line.why),
        ("how", line.how),
        ("start", line.begin),
        ("ready", line.ready),
        ("valid", line.valid),
        ("since", line.since),
        ("lead", line.lead),
        ("cost", line.cost),
        ("returned", "; ".join(line.returned_when)),
        ("instead", line.instead),
        ("for_whom", ", ".join(line.for_whom)),
        ("strength", line.strength),
        ("when", line.when),
        ("condition", line.condition),
    ]
    out += [f"  - {texts.say(f'paper.{key}')}: {escape(value)}" for key, value in details if value]
    return [*out, ""]


def _checklist(lines: tuple[Line, ...]) -> list[str]:
    out = []
    for line in lines:
        name = f"{line.name} ({line.about})" if line.about else line.name
        tail = "; ".join(part for part in (line.when, line.condition) if part)
        out.append(f"- [ ] {line.number}. {escape(name)}" + (f" ({escape(tail)})" if tail else ""))
    return out


def escape(text: str) -> str:
    """Text from data with the signs of Markdown and HTML made harmless."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~" else sign for sign in text.replace("\n", " "))
