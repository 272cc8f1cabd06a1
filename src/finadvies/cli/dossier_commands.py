"""`dossier list | show`."""

from __future__ import annotations

from datetime import date

from finadvies.cli.run import Run
from finadvies.domain.client_file import client_data
from finadvies.dossiers.names import default_root, resolve
from finadvies.dossiers.record import Dossier
from finadvies.dossiers.store import list_dossiers as all_dossiers
from finadvies.dossiers.store import open_dossier
from finadvies.exports import machine
from finadvies.exports.screens import review


def list_dossiers(run: Run) -> None:
    """Every dossier in the usual folder, with the damaged ones named."""
    root = default_root()
    listed = all_dossiers(root)
    if run.json:
        rows = [
            {
                "id": item.folder.name,
                "folder": str(item.folder),
                "answers": len(list(item.dossier.client.slots())) if item.dossier else None,
                "delete_after": _delete_after(item.dossier) if item.dossier else None,
            }
            for item in listed
        ]
        run.console.data(machine.dumps(rows))
        return
    for item in listed:
        if item.dossier is None:
            run.console.error(item.trouble.lines(run.texts) if item.trouble else [item.folder.name])
            continue
        answers = len(list(item.dossier.client.slots()))
        run.console.data(
            run.texts.say("dossiers.line", id=item.dossier.id, created=run.texts.day(item.dossier.created), answers=answers)
            + _kept(item.dossier, run)
        )
    run.console.remark(run.texts.say("dossiers.where", folder=root, n=len(listed)))


def outcomes(run: Run) -> None:
    """What providers answered, counted over every dossier that can be read."""
    from finadvies.advice.own_outcomes import own_outcomes  # noqa: PLC0415 - the plain list needs no catalogue
    from finadvies.exports.screens import outcomes as screen  # noqa: PLC0415

    listed = all_dossiers(default_root())
    found = own_outcomes([item.dossier.client for item in listed if item.dossier is not None], run.catalogue)
    unreadable = sum(item.dossier is None for item in listed)
    if unreadable:
        run.console.remark(run.texts.say("outcomes.unreadable", n=unreadable))
    if run.json:
        run.console.data(machine.dumps(screen.outcomes_data(found)))
        return
    run.console.show(screen.outcomes(found, run.catalogue, run.texts, run.console.width))


def _delete_after(dossier: Dossier) -> date | None:
    """The day after which the answers may no longer be kept."""
    day = dossier.client.value("client.delete_after")
    return day if isinstance(day, date) else None


def _kept(dossier: Dossier, run: Run) -> str:
    day = _delete_after(dossier)
    if day is None:
        return ""
    return ", " + run.texts.say("dossiers.past" if day < run.today else "dossiers.keep", day=run.texts.day(day))


def show(run: Run, name: str) -> None:
    """The answers of one dossier, each with its origin."""
    with open_dossier(resolve(name), write=False) as dossier:
        if run.json:
            run.console.data(machine.dumps(client_data(dossier.client)))
            return
        run.console.show(review.review(dossier.client, run.texts, run.console.width, hide_private=not run.for_adviser("adviser")))
        run.console.remark(run.texts.say("dossiers.folder", folder=dossier.folder))
