"""`track`: tick the papers of a dossier, and see what is open, late, or about to expire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Final, get_args

from finadvies.advice import Advice
from finadvies.cli.chosen import Asked, Chosen, chosen
from finadvies.cli.console import has_terminal
from finadvies.cli.pack_files import InPack, in_pack, tell
from finadvies.cli.pack_files import data as pack_data
from finadvies.cli.run import Run
from finadvies.domain.facts import suggest
from finadvies.dossiers.names import resolve
from finadvies.dossiers.record import DocumentStatus, Dossier, Tick, statuses_of
from finadvies.dossiers.store import open_dossier, save
from finadvies.errors import NotFound, UsageError
from finadvies.exports import machine, names
from finadvies.exports.screens import tracking
from finadvies.exports.track_data import track_data
from finadvies.homework import Homework, progress

CURSOR: Final = 4
"""Columns before a line that can be picked."""


@dataclass(frozen=True, slots=True)
class ToTick:
    """What was asked.

    Attributes:
        ticks: `document=status`, as typed.
        take: tick all papers that lie in the pack.
        pack: the folder of the pack; None = the one the dossier remembers.
        dated: the day on the papers.
        received: the day they came in; None = today.
    """

    ticks: Sequence[str] = ()
    take: bool = False
    pack: Path | None = None
    dated: date | None = None
    received: date | None = None


def track(run: Run, name: str, to: ToTick, asked: Asked) -> None:
    """Tick what is named or lies in the pack, or pick and tick on a terminal; then how far the list is."""
    changes = [_tick(text) for text in to.ticks]
    for day in (to.dated, to.received):
        if day is not None and day > run.today:
            raise UsageError("future_day", day=run.texts.day(day), today=run.texts.day(run.today))
    picking = not changes and not to.take and not run.json and has_terminal()
    with open_dossier(resolve(name), write=bool(changes) or to.take or asked.something or picking) as found:
        advice = run.advise(found.client)
        choice = chosen(run, advice, asked, found.chosen)
        plan = advice.homework(choice.products, statuses_of(found.documents))
        there = in_pack(found, plan, to.pack, needed=to.take)
        if to.take or (picking and there.waiting and _taken(run, there, found, advice)):
            changes += [(line, "received") for line in there.waiting]
            run.console.remark(_counted("took", len(there.waiting), run))
        dossier = _with(found, changes, plan, choice, to.received or run.today, to.dated)
        if changes or asked.something:
            save(dossier)
        if picking:
            dossier = _pick(run, dossier, advice, choice)
        _show(run, dossier, advice, choice, to.pack)


def _taken(run: Run, there: InPack, dossier: Dossier, advice: Advice) -> bool:
    """Whether the papers in the pack are to be ticked."""
    from finadvies.cli.asking import asker_for  # noqa: PLC0415 - questionary is only imported to ask
    from finadvies.interview.script import Choice  # noqa: PLC0415

    tell(run, there, dossier, advice, asking=True)
    yes, no = (Choice(code, names.capital(run.texts.say(f"words.{code}"))) for code in ("yes", "no"))
    return asker_for(run).pick(_counted("take", len(there.waiting), run), (yes, no)) == "yes"


def _counted(key: str, n: int, run: Run) -> str:
    return run.texts.say(f"track.{key}_one" if n == 1 else f"track.{key}", n=n)


def _with(
    dossier: Dossier,
    changes: Sequence[tuple[str, DocumentStatus]],
    homework: Homework,
    choice: Chosen,
    day: date,
    dated: date | None,
) -> Dossier:
    """The dossier with the ticks, and with what the client goes for."""
    documents = dict(dossier.documents)
    for document, status in changes:
        for line in _lines(document, homework):
            documents[line] = _ticked(documents.get(line), status, day, dated)
    return replace(dossier, documents=documents, chosen=choice.products)


def _tick(text: str) -> tuple[str, DocumentStatus]:
    """`annual-accounts=received`.

    Raises:
        UsageError: for another form or another status.
    """
    document, _, status = text.partition("=")
    allowed = get_args(DocumentStatus)
    if not document or status not in allowed:
        raise UsageError("bad_tick", given=text, allowed=", ".join(allowed))
    return document, status  # type: ignore[return-value]  # one of the literals, just tested


def _lines(document: str, homework: Homework) -> list[str]:
    """The lines of a document: the one named, or those of every use.

    Raises:
        NotFound: with the paper that looks most like it.
    """
    ids = homework.document_ids
    found = [line for line in ids if line == document or line.partition("#")[0] == document]
    if found:
        return found
    near = suggest(document, ids)
    raise NotFound("no_document_but", document=document, suggestion=near) if near else NotFound("no_document", document=document)


def _ticked(before: Tick | None, status: DocumentStatus, day: date, dated: date | None) -> Tick:
    """The new tick; the day on the paper stays while the paper is there."""
    kept = before.dated if before is not None and status in ("received", "checked") else None
    return Tick(status, day, dated or kept)


def _pick(run: Run, dossier: Dossier, advice: Advice, choice: Chosen) -> Dossier:
    """Pick a paper, say how far it is; saved after each."""
    from finadvies.cli.asking import asker_for  # noqa: PLC0415 - questionary is only imported to ask
    from finadvies.interview.script import Choice  # noqa: PLC0415

    asker = asker_for(run)
    statuses = tuple(Choice(code, run.texts.term("statuses", code)) for code in get_args(DocumentStatus))
    while True:
        plan = advice.homework(choice.products, statuses_of(dossier.documents))
        papers = [
            Choice(line.id, shorten(told, run.console.width - CURSOR, placeholder=" ..."))
            for number, line in tracking.numbered(plan, advice, run.texts)
            for told in (tracking.in_a_line(number, line, advice, run.texts),)
        ]
        done = Choice("", run.texts.say("track.done"))
        picked = asker.pick(run.texts.say("track.which"), (*papers, done))
        if not picked:
            return dossier
        status = asker.pick(run.texts.say("track.how_far"), statuses)
        if status is None:
            return dossier
        tick = _ticked(dossier.documents.get(picked), status, run.today, None)  # type: ignore[arg-type]  # one of the choices
        dossier = replace(dossier, documents={**dossier.documents, picked: tick}, chosen=choice.products)
        save(dossier)


def _show(run: Run, dossier: Dossier, advice: Advice, choice: Chosen, pack: Path | None) -> None:
    plan = advice.homework(choice.products, statuses_of(dossier.documents))
    there = in_pack(dossier, plan, pack, needed=False)
    dated = {line: tick.dated for line, tick in dossier.documents.items() if tick.dated is not None}
    first = advice.homework(choice.products, start=min(dossier.created, run.today)).schedule.times
    promised = {line: times.start_by for line, times in first.items() if times.start_by is not None}
    found = progress(plan, dated, run.today, promised)
    if run.json:
        run.console.data(machine.dumps({**track_data(found, plan), "files": pack_data(there)}))
        return
    run.console.show(tracking.tracking(found, plan, advice, run.texts, run.console.width, choice.title))
    tell(run, there, dossier, advice)
