"""Papers that lie in the pack of a dossier: recognised by their number, and offered for ticking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from finadvies.advice import Advice
from finadvies.cli.pack_command import warn_of_numbers
from finadvies.cli.run import Run
from finadvies.dossiers.record import Dossier
from finadvies.errors import NotFound
from finadvies.exports.layout import blank, paragraph, row
from finadvies.exports.pack.dropped import Dropped, dropped
from finadvies.exports.screens.tracking import name_of
from finadvies.homework import DocumentLine, Homework
from finadvies.homework.merging import IN_HAND


@dataclass(frozen=True, slots=True)
class InPack:
    """What lies in a pack.

    Attributes:
        files: all that somebody put there.
        lines: papers of the list that lie there and are not ticked yet, by line id.
    """

    files: tuple[Dropped, ...] = ()
    lines: Mapping[str, DocumentLine] | None = None

    @property
    def waiting(self) -> tuple[str, ...]:
        """The line ids that can be ticked, in the order of the list."""
        return tuple(self.lines or ())


def in_pack(dossier: Dossier, homework: Homework, asked: Path | None, *, needed: bool) -> InPack:
    """What lies in the pack that was named, or in the one the dossier remembers.

    Args:
        dossier: the client.
        homework: its list, with the ticks.
        asked: as named on the command line.
        needed: a pack that is not there is an error, instead of nothing to tell.

    Raises:
        NotFound: when the pack is needed or named, and is not there.
    """
    folder = asked or dossier.pack
    if folder is None:
        if needed:
            raise NotFound("no_pack_known")
        return InPack()
    if not folder.is_dir():
        if needed or asked is not None:
            raise NotFound("pack_gone", folder=folder)
        return InPack()
    files = dropped(folder)
    there = {file.line for file in files}
    return InPack(files, {line.id: line for line in homework.lines if line.id in there and line.status not in IN_HAND})


def tell(run: Run, found: InPack, dossier: Dossier, advice: Advice, *, asking: bool = False) -> None:
    """Which papers lie there, and which files nobody can place; how to tick them, unless that is asked next."""
    lines = found.lines or {}
    screen = []
    if lines:
        screen += paragraph(run.texts.say("track.in_pack"), run.console.width, style="bold")
        for file in found.files:
            if file.line is not None and file.line in lines:
                told = f"{file.path}: {name_of(lines[file.line], advice, run.texts)}"
                screen += paragraph(told, run.console.width, indent="   ")
        if not asking:
            screen.append(row(("   " + run.texts.say("track.in_pack_how", dossier=dossier.id), "dim")))
        screen.append(blank())
    for file in found.files:
        if file.line is None:
            told = run.texts.say("track.no_number", file=file.path)
            screen += paragraph(told, run.console.width, indent="  ", first="? ", style="unknown")
    run.console.show(screen)
    warn_of_numbers(run, found.files)


def data(found: InPack) -> Sequence[Mapping[str, object]]:
    """The same for a program: each file, with the paper it is and whether that can be ticked."""
    return [{"file": file.path, "id": file.line, "waiting": file.line in (found.lines or {})} for file in found.files]
