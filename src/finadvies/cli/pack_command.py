"""`homework --pack`: the dossier of a client as a folder, and on request as a zip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from finadvies.cli.run import Run
from finadvies.dossiers.names import new_id
from finadvies.dossiers.store import open_dossier, save, with_papers
from finadvies.errors import DossierUnusable, UsageError
from finadvies.exports.files import writing
from finadvies.exports.formats import Job
from finadvies.exports.memorandum import memorandum
from finadvies.exports.pack.dropped import Dropped, whose
from finadvies.exports.pack.places import INDEX
from finadvies.exports.pack.write import USUAL, Packed, write_pack, zip_pack
from finadvies.exports.written import Writing
from finadvies.importers.client_source import STDIN, client_name

MOST_OF_A_NAME = 100
"""Clients of the same folder name in one place; nobody has so many."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pack goes.

    Attributes:
        root: the folder of all packs.
        source: what the client was read from; names who has no name.
        dossier: the folder of the dossier, which remembers where its pack is.
    """

    root: Path
    source: str
    dossier: Path | None


def pack(run: Run, job: Job, place: Place, formats: Sequence[str] | None, *, zipped: bool) -> None:
    """Write the pack, and say what was written, left alone, and taken away."""
    name = client_name(job.advice.client, "client" if place.source == STDIN else Path(place.source).stem)
    with writing(place.root):
        folder = _folder(place, name)
        packed = write_pack(job, _memorandum(job), name, folder, formats or USUAL)
        if zipped:
            zip_pack(folder, folder.with_name(f"{folder.name}.zip"))
    _told(run, packed, folder, zipped=zipped)
    if place.dossier is not None:
        _remember(run, place.dossier, folder, [folder / name for name in (*packed.written, INDEX)])


def _remember(run: Run, dossier: Path, folder: Path, papers: Sequence[Path]) -> None:
    """Let the dossier know where its pack is, and which papers in its own folder are ours, so that they go when it goes.

    A dossier that somebody has open keeps nobody from the papers that are written.
    """
    try:
        with open_dossier(dossier, write=True) as found:
            save(
                replace(
                    found,
                    pack=folder.resolve(),
                    written=with_papers(found.written, found.folder.resolve(), [paper.resolve() for paper in papers]),
                )
            )
    except DossierUnusable as error:
        for line in error.lines(run.texts):
            run.console.remark(line)
        run.console.remark(run.texts.say("pack.not_remembered", folder=folder))


def _memorandum(job: Job) -> Writing | None:
    """The memorandum of the mix that the list is for; none where papers of products were asked beside the mixes there are."""
    if job.proposal is None and job.advice.proposals:
        return None
    return memorandum(job.advice, job.homework, job.proposal, job.texts, adviser=False)


def _folder(place: Place, name: str) -> Path:
    """The folder of this client: the first of its name that is free or its own, so that two clients share none."""
    taken: list[str] = []
    for _ in range(MOST_OF_A_NAME):
        slug = new_id(place.dossier.name if place.dossier is not None else name, taken)
        folder = place.root / slug
        if not folder.exists() or whose(folder) in (name, None):
            return folder
        taken.append(slug)
    raise UsageError("out_is_file", folder=place.root)


def _told(run: Run, packed: Packed, folder: Path, *, zipped: bool) -> None:
    texts, console = run.texts, run.console
    console.remark(texts.say("pack.written", n=len(packed.written), folder=folder))
    for old, new in packed.beside:
        console.remark(texts.say("pack.beside", file=old, other=new))
    for gone in packed.gone:
        console.remark(texts.say("pack.gone", file=gone))
    warn_of_numbers(run, packed.files)
    if zipped:
        console.remark(texts.say("pack.zipped", file=folder.with_name(f"{folder.name}.zip")))


def warn_of_numbers(run: Run, files: Sequence[Dropped]) -> None:
    """Say of which files the name holds what may be a citizen service number."""
    for file in files:
        if file.citizen_number:
            run.console.remark(run.texts.say("pack.bsn_in_name", file=file.path))
