"""`dossier verify`: reckon the advice of a dossier anew from what the dossier itself holds, and show any difference."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from finadvies import __version__
from finadvies.advice import Advice, advise
from finadvies.catalogue.diff import diff
from finadvies.catalogue.load import Library
from finadvies.catalogue.load import read as read_library
from finadvies.catalogue.state import folders_in
from finadvies.cli.run import Run
from finadvies.cli.stamping import machine_bytes
from finadvies.domain.client import Client
from finadvies.dossiers import given as kept
from finadvies.dossiers.given import Given, changed_since
from finadvies.dossiers.names import named, resolve
from finadvies.dossiers.reading import damaged, examine
from finadvies.dossiers.record import Dossier
from finadvies.dossiers.store import take_back
from finadvies.errors import DONE, FINDINGS, UsageError
from finadvies.exports import machine
from finadvies.exports.advice_differences import Difference, differences
from finadvies.exports.files import writing
from finadvies.exports.screens import verification
from finadvies.exports.screens.verification import Recorded, Verified
from finadvies.homework import Lists
from finadvies.locale import texts_in
from finadvies.problems import Problem, errors

VERIFY_SCHEMA: Final = "finadvies/dossier-verify/1"


def verify(run: Run, name: str, *, changes: bool, unpack: Path | None) -> int:
    """Reckon anew and compare.

    Args:
        run: where the result goes; its day, catalogue and language play no part in what is reckoned.
        name: of the dossier.
        changes: say how many entries of the catalogue are others today.
        unpack: a new folder for the recorded state of the catalogue.

    Returns:
        Done when the advice comes out the same from the answers as they are, else findings.

    Raises:
        DossierUnusable: when a file is damaged; every problem of every file is in it.
    """
    folder = resolve(name)
    dossier, given = _sound(run, folder)
    if given is None:
        return _nothing_kept(run, dossier)
    with TemporaryDirectory(prefix="finadvies-") as place:
        library = _recorded(folder, dossier, given, Path(place))
        advice = _advise(library, given, given.client)
        found = _compare(dossier, given, advice, library)
        if changes:
            now = read_library(run.where)
            found = replace(found, catalogue_changes=diff(library.records, now.records))
    if run.json:
        run.console.data(machine.dumps({"schema": VERIFY_SCHEMA, **verification.as_data(found)}))
    else:
        run.console.show(verification.verified(found, run.texts, run.console.width, adviser=run.for_adviser("adviser")))
    if unpack is not None:
        _unpack(run, given, unpack)
    return DONE if found.same and not found.answers else FINDINGS


def put_back(run: Run, name: str) -> int:
    """Put damaged files back as they were one save ago."""
    taken = take_back(resolve(name))
    if run.json:
        run.console.data(machine.dumps([{"file": copy.of, "saved": copy.saved.isoformat()} for copy in taken]))
        return DONE
    for copy in taken:
        run.console.data(run.texts.say("verify.taken_back", file=copy.of, saved=run.texts.moment(copy.saved)))
    run.console.remark(run.texts.say("verify.go_on" if taken else "verify.nothing_to_take_back", dossier=name))
    return DONE


# -- reading -----------------------------------------------------------------------------------------------------------------


def _sound(run: Run, folder: Path) -> tuple[Dossier, Given | None]:
    """The dossier and the advice it holds.

    Raises:
        DossierUnusable: with the problems of answers, record and advice together.
    """
    found = examine(folder)
    problems: list[Problem] = list(found.problems)
    given = None
    if found.advice is not None:
        given, faults = kept.read(folder, found.advice)
        problems += faults
    if problems or found.dossier is None:
        error = damaged(folder, tuple(problems))
        if run.json:
            data = {"dossier": folder.name, "result": "damaged", "problems": [each.as_data(run.texts) for each in problems]}
            run.console.data(machine.dumps({"schema": VERIFY_SCHEMA, **data}))
        raise error
    return found.dossier, given


def _nothing_kept(run: Run, dossier: Dossier) -> int:
    """No advice yet; or one of a program that did not keep it, which then cannot be proved."""
    mark = dossier.catalogue
    if run.json:
        data = {"dossier": dossier.id, "result": "no_advice" if mark is None else "not_kept"}
        run.console.data(machine.dumps({"schema": VERIFY_SCHEMA, **data}))
    else:
        run.console.show(
            verification.nothing_kept(
                dossier.id, named(dossier.folder), mark.as_of if mark is not None else None, run.texts, run.console.width
            )
        )
    return DONE if mark is None else FINDINGS


def _recorded(folder: Path, dossier: Dossier, given: Given, place: Path) -> Library:
    """The catalogue of then, read from the dossier alone.

    Raises:
        DossierUnusable: when this program cannot read it, or it is not the one that the advice names.
    """
    kept.unpack(given, place)
    library = read_library(folders_in(place, given.overlays))
    file = dossier.advice.file if dossier.advice is not None else ""
    problems = [replace(each, file=f"{file}/{each.file}") for each in errors(library.problems)]
    if library.sha256 != given.sha256:
        problems.append(Problem(file, None, ("catalogue",), "not_as_written"))
    if problems:
        raise damaged(folder, tuple(problems))
    return library


# -- reckoning ---------------------------------------------------------------------------------------------------------------


def _advise(library: Library, given: Given, client: Client) -> Advice:
    return advise(client, library.catalogue(), Lists(library.checklists()), given.day)


def _compare(dossier: Dossier, given: Given, advice: Advice, library: Library) -> Verified:
    # In the language of then, whatever is spoken now: the sentences are part of what was given.
    speaking = texts_in(given.language)
    again = machine_bytes(advice, speaking)
    then, now = json.loads(given.advice), json.loads(again)
    answers = changed_since(given, dossier.client)
    effect: tuple[Difference, ...] = ()
    if answers:
        renewed = json.loads(machine_bytes(_advise(library, given, dossier.client), speaking))
        effect = tuple(each for each in differences(now, renewed) if each.subject != "client")
    return Verified(
        dossier=dossier.id,
        named=named(dossier.folder),
        given=Recorded(given.client, given.day, given.program, given.language, given.catalogue, given.sha256, given.overlays),
        program=__version__,
        same_bytes=given.advice == again,
        differences=differences(then, now),
        answers=tuple(answers),
        effect=effect,
        advice=advice,
        client=dossier.client,
    )


def _unpack(run: Run, given: Given, folder: Path) -> None:
    """The recorded state in a folder of its own, for who wants to look or compare.

    Raises:
        UsageError: when something stands there already, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("folder_not_empty", folder=folder)
    with writing(folder):
        kept.unpack(given, folder)
    run.console.remark(run.texts.say("verify.unpacked", folder=folder))
