"""Keep the advice that is given in the dossier, with all it rests on, so that it can be defended years later."""

from __future__ import annotations

from dataclasses import replace

from finadvies import __version__
from finadvies.advice import Advice
from finadvies.catalogue.state import State, state
from finadvies.cli.run import Run
from finadvies.dossiers import given
from finadvies.dossiers.record import CatalogueStamp, Dossier
from finadvies.dossiers.store import save
from finadvies.errors import DossierUnusable
from finadvies.exports import machine
from finadvies.locale import Texts


def stamped(run: Run, dossier: Dossier, advice: Advice) -> Dossier:
    """Save a dossier that is open for writing, with this advice as the one that was given.

    Where the advice itself cannot be kept (no room for it, or the catalogue on disk is another than the one it was reckoned
    with), a remark says so, and the dossier is saved with the mark of the catalogue alone.

    Raises:
        DossierUnusable: when nothing can be written.
    """
    files = _files(run)
    if files is not None and files.sha256 == advice.catalogue.sha256:
        try:
            return given.keep(dossier, _given(run, dossier, advice, files))
        except DossierUnusable as error:
            for line in error.lines(run.texts):
                run.console.remark(line)
    run.console.remark(run.texts.say("verify.could_not_keep"))
    mark = CatalogueStamp(advice.catalogue.version, advice.catalogue.sha256, advice.today)
    bare = replace(dossier, catalogue=mark, advice=None, language=run.language)
    save(bare)
    return bare


def _files(run: Run) -> State | None:
    try:
        return state(run.where)
    except OSError:
        return None


def _given(run: Run, dossier: Dossier, advice: Advice, files: State) -> given.Given:
    return given.Given(
        dossier.client,
        machine_bytes(advice, run.texts),
        advice.today,
        __version__,
        run.language,
        advice.catalogue.version,
        advice.catalogue.sha256,
        files.files,
        files.overlays,
    )


def machine_bytes(advice: Advice, texts: Texts) -> bytes:
    """The advice as `shortlist --json` prints it."""
    return f"{machine.dumps(machine.shortlist(advice, texts))}\n".encode()
