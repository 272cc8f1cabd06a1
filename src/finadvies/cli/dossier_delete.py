"""`dossier delete`: for good, and only when it is meant; says what went and what stays."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from finadvies.cli.console import has_terminal
from finadvies.cli.run import Run
from finadvies.dossiers import store
from finadvies.dossiers.names import default_root, resolve
from finadvies.dossiers.reading import examine
from finadvies.dossiers.record import Dossier
from finadvies.dossiers.retention import past as past_their_term
from finadvies.errors import DONE, DossierUnusable, UsageError
from finadvies.exports import machine

DELETE_SCHEMA: Final = "finadvies/dossier-delete/1"


@dataclass(frozen=True, slots=True)
class _Gone:
    """A dossier that was deleted; `pack` is the folder of papers that it knew of elsewhere."""

    folder: Path
    files: store.Deleted
    pack: Path | None


def delete(run: Run, name: str | None, *, past: bool, yes: bool) -> int:
    """Delete one dossier, or all that are past their term.

    Returns:
        Done; with `past` the code of an unusable dossier when one of them could not be deleted.

    Raises:
        UsageError: when nobody is there to ask and `yes` was not said.
        DossierUnusable: when it is open somewhere.
    """
    if (name is None) is not past:
        raise UsageError("delete_what")
    folders = [resolve(name)] if name is not None else _past(run)
    if not folders:
        run.console.remark(run.texts.say("deleting.none_past"))
    elif not yes and not _meant(run, folders, name):
        run.console.remark(run.texts.say("deleting.kept"))
        folders = []
    gone, troubles = _deleted(folders)
    if name is not None and troubles:
        raise troubles[0]
    if run.json:
        run.console.data(machine.dumps({"schema": DELETE_SCHEMA, "deleted": [_data(each) for each in gone]}))
    else:
        for each in gone:
            _tell(run, each)
    for trouble in troubles:
        run.console.error(trouble.lines(run.texts))
    return troubles[0].exit_code if troubles else DONE


def _past(run: Run) -> list[Path]:
    """The folders of dossiers past their term, after a line about each."""
    found = past_their_term(default_root(), run.today)
    for dossier, term in found:
        key = "deleting.past_assumed" if term.assumed else "deleting.past"
        line = run.texts.say(key, id=dossier.id, until=run.texts.day(term.until), answers=_answers(dossier))
        if run.json:
            run.console.remark(line)
        else:
            run.console.data(line)
    return [dossier.folder for dossier, _ in found]


def _answers(dossier: Dossier) -> int:
    return len(list(dossier.client.slots()))


def _meant(run: Run, folders: list[Path], name: str | None) -> bool:
    """Whether somebody says that this is meant.

    Raises:
        UsageError: when nobody is there to ask.
    """
    texts = run.texts
    if run.json or not has_terminal():
        raise UsageError("delete_needs_yes", what=name if name is not None else "--past")
    from finadvies.cli.asking import asker_for  # noqa: PLC0415 - questionary is only imported to ask

    question = (
        texts.say("deleting.one", dossier=folders[0].name) if len(folders) == 1 else texts.say("deleting.many", n=len(folders))
    )
    return asker_for(run).yes(question)


def _deleted(folders: list[Path]) -> tuple[list[_Gone], list[DossierUnusable]]:
    gone, troubles = [], []
    for folder in folders:
        pack = _pack(folder)
        try:
            gone.append(_Gone(folder, store.delete(folder), pack))
        except DossierUnusable as trouble:
            troubles.append(trouble)
    return gone, troubles


def _pack(folder: Path) -> Path | None:
    """The folder of papers that a dossier knows of, when it is there and outside the dossier's own."""
    try:
        dossier = examine(folder).dossier
    except DossierUnusable:
        return None
    pack = dossier.pack if dossier is not None else None
    return pack if pack is not None and pack.is_dir() and not pack.is_relative_to(folder.resolve()) else None


def _names(paths: tuple[Path, ...], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def _data(each: _Gone) -> dict[str, object]:
    return {
        "dossier": each.folder.name,
        "folder": str(each.folder),
        "deleted": _names(each.files.gone, each.folder),
        "left": _names(each.files.left, each.folder),
        "pack": str(each.pack) if each.pack is not None else None,
    }


def _tell(run: Run, each: _Gone) -> None:
    say, console = run.texts.say, run.console
    console.data(say("deleting.gone", dossier=each.folder.name, folder=each.folder))
    for name in _names(each.files.gone, each.folder):
        console.data(f"  {name}")
    if each.files.left:
        console.data(say("deleting.left", folder=each.folder))
        for name in _names(each.files.left, each.folder):
            console.data(f"  {name}")
    if each.pack is not None:
        console.remark(say("deleting.pack", folder=each.pack))
