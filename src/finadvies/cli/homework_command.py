"""`homework`: the checklists on screen, as files, or as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from finadvies.cli.chosen import Asked, chosen
from finadvies.cli.run import Run
from finadvies.errors import UsageError
from finadvies.exports import machine
from finadvies.exports.files import write_homework
from finadvies.exports.formats import USUAL, Job, formats_of
from finadvies.exports.homework_view import view
from finadvies.exports.screens import desks
from finadvies.exports.screens import homework as screen


@dataclass(frozen=True, slots=True)
class ToFiles:
    """What to write.

    Attributes:
        out: the folder for the list alone.
        pack: the folder in which each client has a pack of its own.
        zipped: also the pack as a zip.
        formats: as typed; None = the usual ones of each.
    """

    out: Path | None = None
    pack: Path | None = None
    zipped: bool = False
    formats: str | None = None


def homework(run: Run, source: str, asked: Asked, *, start: date | None, to: ToFiles) -> None:
    """The papers for a mix, or for products or lenders named on the command line."""
    if to.zipped and to.pack is None:
        raise UsageError("zip_without_pack")
    wanted = None if to.formats is None else formats_of(to.formats)
    advice, kept = run.advice_of(source)
    choice = chosen(run, advice, asked, kept.chosen)
    plan = advice.homework(choice.products, kept.statuses, start)
    if run.json:
        mix = choice.proposal.id if choice.proposal is not None else None
        run.console.data(machine.dumps(machine.homework(advice, plan, run.texts, mix)))
    else:
        found = view(advice, plan, run.texts, receipts=kept.receipts)
        run.console.show(screen.homework(found, run.texts, run.console.width, choice.title))
        run.console.show(screen.reminders(found, run.texts, run.console.width))
        run.console.show(desks.desks(advice, run.texts, run.console.width, most=2))
        run.go_on("homework" if kept.dossier is None else "homework_of_dossier", source)
    job = Job(advice, plan, run.texts, choice.title, choice.proposal, kept.receipts)
    if to.out is not None:
        written = write_homework(job, to.out, wanted or USUAL)
        run.console.remark(run.texts.say("homework.written", n=len(written), folder=to.out))
    if to.pack is not None:
        from finadvies.cli import pack_command  # noqa: PLC0415 - only who asks for a pack pays for it

        pack_command.pack(run, job, pack_command.Place(to.pack, source, kept.dossier), wanted, zipped=to.zipped)
