"""`dossier list | show`, and the word about dossiers that should have been deleted."""

from __future__ import annotations

from finadvies.cli.run import Run
from finadvies.domain.client_file import client_data
from finadvies.domain.phase import phase_of
from finadvies.dossiers.names import default_root, resolve
from finadvies.dossiers.record import Dossier
from finadvies.dossiers.retention import Term, past, term_of
from finadvies.dossiers.store import Listed, open_dossier
from finadvies.dossiers.store import list_dossiers as all_dossiers
from finadvies.exports import machine
from finadvies.exports.screens import review


def list_dossiers(run: Run) -> None:
    """Every dossier in the usual folder, with the damaged ones named."""
    root = default_root()
    listed = all_dossiers(root)
    _remind(run, sum(_due(item, run) == "past" for item in listed))
    if run.json:
        run.console.data(machine.dumps([_data(item, run) for item in listed]))
        return
    for item in listed:
        if item.dossier is None:
            run.console.error(item.trouble.lines(run.texts) if item.trouble else [item.folder.name])
            continue
        line = run.texts.say(
            "dossiers.line",
            id=item.dossier.id,
            created=run.texts.day(item.dossier.created),
            answers=_answers(item.dossier),
            phase=run.texts.term("client_phases", phase_of(item.dossier.client, item.dossier.chosen)),
        )
        run.console.data(line + _kept(term_of(item.dossier), run))
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


def _answers(dossier: Dossier) -> int:
    return len(list(dossier.client.slots()))


def _due(item: Listed, run: Run) -> str | None:
    """Whether the term of a dossier has passed; None where there is none, or the dossier cannot be read."""
    term = term_of(item.dossier) if item.dossier is not None else None
    return term.due(run.today) if term is not None else None


def _data(item: Listed, run: Run) -> dict[str, object]:
    term = term_of(item.dossier) if item.dossier is not None else None
    return {
        "id": item.folder.name,
        "folder": str(item.folder),
        "answers": _answers(item.dossier) if item.dossier is not None else None,
        "phase": phase_of(item.dossier.client, item.dossier.chosen) if item.dossier is not None else None,
        "delete_after": term.until if term is not None else None,
        "delete_after_assumed": term.assumed if term is not None else None,
        "due": _due(item, run),
    }


def _kept(term: Term | None, run: Run) -> str:
    """Until when a dossier may be kept, behind its line."""
    if term is None:
        return ""
    say, day = run.texts.say, run.texts.day(term.until)
    match term.due(run.today):
        case "past":
            told = say("dossiers.past", day=day)
        case "soon":
            left = (term.until - run.today).days
            told = say("dossiers.soon_one" if left == 1 else "dossiers.soon", day=day, n=left)
        case _:
            told = say("dossiers.keep", day=day)
    return f", {told}{say('dossiers.assumed') if term.assumed else ''}"


def remind(run: Run) -> None:
    """A word about dossiers that should have been deleted, with what to type; nothing where there are none."""
    _remind(run, len(past(default_root(), run.today)))


def _remind(run: Run, number: int) -> None:
    if number:
        run.console.remark(run.texts.say("dossiers.remind_one" if number == 1 else "dossiers.remind", n=number))


def show(run: Run, name: str) -> None:
    """The answers of one dossier, each with its origin."""
    with open_dossier(resolve(name), write=False) as dossier:
        if run.json:
            run.console.data(machine.dumps(client_data(dossier.client)))
            return
        run.console.show(review.review(dossier.client, run.texts, run.console.width, hide_private=not run.for_adviser("adviser")))
        run.console.remark(run.texts.say("dossiers.folder", folder=dossier.folder))
