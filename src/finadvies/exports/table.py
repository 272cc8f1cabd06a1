"""The homework as CSV: one row a paper, for a spreadsheet. Text that a spreadsheet would run as a formula gets an apostrophe."""

from __future__ import annotations

import csv
import io
from datetime import date

from finadvies.exports.homework_view import View
from finadvies.locale import Texts

COLUMNS = (
    "number", "document", "about", "mark", "provider", "status", "start_by", "not_before", "ready_by", "valid_until", "lead_min", "lead_max",
    "lead_basis", "cost_min", "cost_max", "cost_basis", "for_whom", "phase", "strength", "condition", "critical", "why", "how", "returned",
    "instead", "id",
)  # fmt: skip


def homework(view: View, texts: Texts) -> str:
    """The list with a heading row; dates ISO, sums whole euros, separated by semicolons as Dutch spreadsheets expect."""
    out = io.StringIO()
    separator = ";" if texts.language == "nl" else ","
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([texts.say(f"columns.{name}") for name in COLUMNS])
    for line in view.lines:
        record, times = line.line.record, line.times
        cost = record.cost_eur
        cells: list[object] = [
            line.number,
            line.name,
            line.about,
            line.mark,
            line.provider,
            texts.term("statuses", line.status),
            _iso(times.start_by),
            _iso(times.not_before),
            _iso(times.ready_by),
            _iso(times.valid_until),
            record.lead_days.min,
            record.lead_days.max,
            texts.term("bases", record.lead_days.basis),
            cost.min if cost else "",
            cost.max if cost else "",
            texts.term("bases", cost.basis) if cost else "",
            ", ".join(line.for_whom),
            texts.term("phases", line.line.phase),
            line.strength,
            line.condition,
            texts.say("words.yes") if times.critical else texts.say("words.no"),
            line.why,
            line.how,
            "; ".join(line.returned_when),
            line.instead,
            line.line.id,
        ]
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
