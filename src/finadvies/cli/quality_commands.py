"""`catalogue stale | coverage`: how old the catalogue is, and whom it reaches."""

from __future__ import annotations

import re

from finadvies.catalogue.coverage import coverage as covered
from finadvies.catalogue.load import Library, read
from finadvies.catalogue.locate import folders
from finadvies.catalogue.stale import stale as overdue
from finadvies.catalogue.used_facts import unused_questions
from finadvies.cli.run import Run
from finadvies.errors import DONE, FINDINGS, BadData, UsageError
from finadvies.exports import machine, upkeep_data
from finadvies.exports.screens import upkeep as screens
from finadvies.problems import errors


def stale(run: Run, older_than: str | None) -> int:
    """What has to be looked at again; exit code 1 when there is something."""
    months = None if older_than is None else _months(older_than)
    library = _library(run)
    found = overdue(library, run.today, months)
    if run.json:
        run.console.data(machine.dumps(upkeep_data.stale(found, run.today, months)))
    else:
        run.console.show(screens.stale(found, run.texts, run.console.width, run.today))
    run.console.remark(run.texts.say("stale.counted", n=len(found), files=len(library.entries)))
    return FINDINGS if found else DONE


def coverage(run: Run) -> int:
    """Routes for every kind of situation; exit code 1 when one has none, or when nobody reaches a product."""
    library = _library(run)
    catalogue, unused = library.catalogue(), unused_questions(library)
    found = covered(catalogue, run.today)
    if run.json:
        run.console.data(machine.dumps(upkeep_data.coverage(found, unused, catalogue, run.today)))
    else:
        run.console.show(screens.coverage(found, unused, catalogue, run.texts, run.console.width))
    empty, unreachable = len(found.empty), len(found.unreachable)
    run.console.remark(run.texts.say("coverage.counted", n=len(found.cells), empty=empty, unreachable=unreachable))
    return FINDINGS if empty or unreachable else DONE


def _library(run: Run) -> Library:
    """The files as asked for.

    Raises:
        BadData: with every fault of form.
    """
    library = read(folders(run.catalogue_folder, run.checklists_folder, run.overlays))
    faults = errors(library.problems)
    if faults:
        raise BadData(faults)
    return library


def _months(text: str) -> int:
    """`12m` or `12` is twelve months, `2y` or `2j` two years."""
    match = re.fullmatch(r"([0-9]{1,3})\s*([myj]?)", text.strip().casefold())
    if match is None:
        raise UsageError("bad_age", given=text)
    return int(match[1]) * (12 if match[2] in ("y", "j") else 1)
