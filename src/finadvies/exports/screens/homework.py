"""The homework on screen: by maker, longest first, with what to do today."""

from __future__ import annotations

from finadvies.exports.homework_view import Line, View, counted
from finadvies.exports.layout import Screen, Style, blank, heading, paragraph, row, wide, wrapped
from finadvies.locale import Texts

_BOX = {"todo": "☐", "requested": "☐", "received": "☑", "checked": "☑", "not_needed": "–"}


def homework(view: View, texts: Texts, width: int, title: str) -> Screen:
    """The merged list, one line a paper, with the day to begin and who asks it."""
    screen = heading(title, width)
    screen += summary(view, texts, width)
    dated = any(line.start for _, lines in view.by_provider for line in lines)
    for position, (provider, lines) in enumerate(view.by_provider):
        over = texts.say("homework.begin_column") if position == 0 and dated else ""
        gap = " " * max(2, width - 3 - wide(provider) - wide(over)) if over else ""
        screen.append(row((f"   {provider}", "bold"), gap, (over, "dim")))
        for line in lines:
            screen += _line(line, width, one_lender=len(view.per_lender) == 1)
    if view.sometimes:
        screen.append(row((f"   {texts.say('homework.sometimes')}", "bold")))
        screen += paragraph("  ·  ".join(line.name for line in view.sometimes), width, indent="   ", style="dim")
    screen.append(blank())
    return screen


def summary(view: View, texts: Texts, width: int) -> Screen:
    """How many papers, when the money can be there, and what to begin with."""
    screen: Screen = []
    screen += paragraph(counted(view, texts), width)
    if view.cash:
        style: Style = "attention" if view.late else ""
        screen += paragraph(
            f"{texts.say('homework.cash', submit=view.submit, cash=view.cash)} {view.slack}".strip(), width, style=style
        )
    for number, text in enumerate(view.today, start=1):
        lead = texts.say("homework.today_lead") if number == 1 else ""
        screen += paragraph(f"{lead}{number}. {text}", width, indent="   ", style="bold")
    return screen


def _line(line: Line, width: int, *, one_lender: bool) -> Screen:
    name = f"{line.name} ({line.about})" if line.about else line.name
    tail = line.start
    room = width - 3 - (wide(tail) + 2 if tail else 0)
    screen: Screen = []
    for position, text in enumerate(wrapped(name, room, indent="")):
        mark = f"{_BOX[line.status]}  " if position == 0 else "   "
        gap = " " * max(0, room - wide(text) + 2) if position == 0 and tail else ""
        screen.append(row(mark, text, gap, (tail if position == 0 else "", "bold" if line.times.critical else "")))
    detail = "  ·  ".join(
        part for part in ("" if one_lender else ", ".join(line.for_whom), line.mark, line.when, line.condition) if part
    )
    screen += paragraph(detail, width, indent="     ", style="dim") if detail else []
    return screen


def reminders(view: View, texts: Texts, width: int) -> Screen:
    """Warnings of the list: what not to order too early, what to settle first."""
    if not view.warnings:
        return []
    screen = paragraph(texts.say("homework.mind"), width, style="bold")
    for warning in view.warnings:
        screen += paragraph(warning, width, indent="   ", first=" ! ", style="attention")
    screen.append(blank())
    return screen
