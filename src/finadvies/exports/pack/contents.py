"""The index of a pack: for each section its papers with their dates and files, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from finadvies.exports import names
from finadvies.exports.formats import Job
from finadvies.exports.homework_view import Line
from finadvies.exports.pack import places
from finadvies.exports.pack.dropped import Dropped
from finadvies.exports.paper.homework import named
from finadvies.exports.stamp import stamp
from finadvies.exports.written import Cell, Column, Pair, Point, Points, Table, Text, Writing
from finadvies.exports.written import Section as Part
from finadvies.homework import SECTIONS, Section, number_of, section_of
from finadvies.homework.merging import IN_HAND
from finadvies.locale import Texts

PACK_SCHEMA: Final = "finadvies/pack/1"
OWN: Final[Section] = "summary"
"""The section that the pack fills itself, with the memorandum."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section of the dossier with the papers of the list that belong there."""

    section: Section
    title: str
    folder: str
    lines: tuple[Line, ...]
    holds_memorandum: bool = False


def shelves(job: Job, *, summed_up: bool = True) -> tuple[Shelf, ...]:
    """The sections that hold something for this client, in their order.

    Args:
        job: the whole list.
        summed_up: whether the memorandum is in the pack.
    """
    texts = job.texts
    found = []
    for section in SECTIONS:
        lines = tuple(line for line in job.view.lines if section_of(line.line.record) == section)
        if lines or (summed_up and section == OWN):
            title, folder = texts.say(f"dossier_sections.{section}"), places.folder(section, texts)
            found.append(Shelf(section, title, folder, lines, holds_memorandum=summed_up and section == OWN))
    return tuple(found)


def contents(job: Job, files: Sequence[Dropped], *, summed_up: bool) -> Writing:
    """The index for people."""
    texts, view = job.texts, job.view
    there = shelves(job, summed_up=summed_up)
    by_line = _by_line(files)
    parts = [_part(shelf, by_line, texts) for shelf in there]
    empty = [
        texts.say(f"dossier_sections.{section}") for section in SECTIONS if section not in {shelf.section for shelf in there}
    ]
    if empty:
        parts.append(Part("empty", texts.say("pack.empty"), (Text(texts.say("pack.empty_which", sections=texts.listed(empty))),)))
    strange = [each for each in files if each.line is None]
    if strange:
        points = tuple(Point(each.path, texts.say("pack.no_number")) for each in strange)
        parts.append(Part("strange", texts.say("pack.strange"), (Points(points),)))
    how = Points(tuple(Point(texts.say(f"pack.{key}"), texts.say(f"pack.{key}_how")) for key in ("add", "lists", "again")))
    parts.append(Part("how", texts.say("pack.how"), (how,)))
    in_hand = sum(line.status in IN_HAND for line in view.lines)
    head = [
        Pair(texts.say("pack.in_hand"), texts.say("pack.of", n=in_hand, all=len(view.lines))),
        *(Pair(fact.name, fact.value, fact.note) for fact in job.paper.facts[1:]),
    ]
    return Writing(
        texts.language,
        texts.say("pack.kind"),
        texts.say("pack.title"),
        job.paper.subtitle,
        view.client,
        texts.day(job.advice.today),
        tuple(parts),
        stamp(job.advice),
        sender=names.sender(job.advice),
        head=tuple(head),
        closing=(texts.say("paper.no_promise"),),
    )


def _by_line(files: Iterable[Dropped]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in files:
        if each.line is not None:
            found.setdefault(each.line, []).append(each.path.rpartition("/")[2])
    return found


def _part(shelf: Shelf, files: Mapping[str, list[str]], texts: Texts) -> Part:
    own = (Text(texts.say("pack.see_memorandum")),) if shelf.holds_memorandum else ()
    columns = tuple(
        Column(texts.say(f"pack.column_{key}"), number=key == "number")
        for key in ("number", "paper", "for", "state", "valid", "file")
    )
    rows = tuple(_row(line, files.get(line.line.id, []), texts) for line in shelf.lines)
    table = (Table(columns, rows),) if rows else ()
    return Part(shelf.section, f"{number_of(shelf.section)}. {shelf.title}", (*own, *table))


def _row(line: Line, files: Sequence[str], texts: Texts) -> tuple[Cell, ...]:
    state = texts.term("statuses", line.status)
    return (
        Cell(str(line.number)),
        Cell(named(line), line.mark),
        Cell(", ".join(line.for_whom)),
        Cell(state, line.since or line.begin if line.status in ("todo", "requested") or line.since else ""),
        Cell(line.valid),
        Cell(", ".join(files) if files else texts.say("pack.no_file"), "" if files else places.file_name(line)),
    )


def read_me(shelf: Shelf, texts: Texts) -> str:
    """What belongs in a folder, as plain text: so that it can be read in any program, also without the index."""
    out = [shelf.title, ""]
    if shelf.holds_memorandum:
        out += [texts.say("pack.see_memorandum"), ""]
    if shelf.lines:
        out += [texts.say("pack.put_here"), ""]
        for line in shelf.lines:
            mark = f" ({line.mark})" if line.mark else ""
            out.append(f"{line.number:>3}  {named(line)}{mark}")
            out.append(f"     {texts.say('pack.call_it', name=places.file_name(line))}")
    return "\n".join([*out, ""])


def machine(job: Job, client: str, files: Sequence[Dropped], made: Mapping[str, str]) -> dict[str, Any]:
    """The index for programs: `papers` by number; `made` names what the pack wrote with its hash, `files` what others put there."""
    shelf_of = {line.line.id: shelf for shelf in shelves(job) for line in shelf.lines}
    return {
        "schema": PACK_SCHEMA,
        "client": client,
        "today": job.advice.today.isoformat(),
        "mix": job.proposal.id if job.proposal is not None else None,
        "papers": [_paper(line, shelf_of[line.line.id], job) for line in job.view.lines],
        "files": {each.path: each.line for each in files if each.line is not None},
        "made": dict(sorted(made.items())),
    }


def _paper(line: Line, shelf: Shelf, job: Job) -> dict[str, Any]:
    receipt = job.receipts.get(line.line.id)
    days = {
        "ready_by": line.times.ready_by,
        "valid_until": line.times.valid_until,
        "since": receipt.since if receipt is not None else None,
        "dated": receipt.dated if receipt is not None else None,
    }
    return {
        "number": line.number,
        "id": line.line.id,
        "name": named(line),
        "section": number_of(shelf.section),
        "folder": shelf.folder,
        "lenders": list(line.line.lenders),
        "status": line.status,
        **{name: day.isoformat() if day is not None else None for name, day in days.items()},
    }
