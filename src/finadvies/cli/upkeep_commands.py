"""`catalogue diff | new`: for who keeps the catalogue, or the office's own list."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final, get_args

from finadvies.catalogue import skeleton
from finadvies.catalogue.diff import diff as differences
from finadvies.catalogue.diff import redrawn
from finadvies.catalogue.load import Library, read
from finadvies.catalogue.locate import folders, state
from finadvies.cli.run import Run
from finadvies.domain.change import Redrawn
from finadvies.domain.entry import Kind
from finadvies.domain.facts import suggest
from finadvies.errors import DONE, FINDINGS, BadData, UsageError
from finadvies.exports import machine
from finadvies.exports.screens import changes as screen
from finadvies.problems import errors

DIFF_SCHEMA: Final = "finadvies/catalogue-diff/1"
ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CHECKLIST_TABLES: Final = ("documents", "sets", "checklists")


def diff(run: Run, old: Path, new: Path) -> int:
    """What changed from one state of the catalogue to another; the lists of papers too where both have them."""
    before, after = _state(old), _state(new)
    both_have_lists = all((folder / "checklists").is_dir() for folder in (old, new))
    tables = [table for table in after.records if both_have_lists or table not in CHECKLIST_TABLES]
    found = differences({table: before.records[table] for table in tables}, {table: after.records[table] for table in tables})
    both_have_places = all((where.catalogue / "geography").is_dir() for where in (state(old), state(new)))
    places = redrawn(before.geography, after.geography) if both_have_places else Redrawn()
    teller = screen.Teller((before.catalogue(), before.checklists()), (after.catalogue(), after.checklists()), run.texts)
    if run.json:
        data = {
            "schema": DIFF_SCHEMA,
            "old": {"folder": str(old), "sha256": before.sha256},
            "new": {"folder": str(new), "sha256": after.sha256},
            "changes": screen.as_data(found, teller),
            "geography": asdict(places) if places else None,
        }
        run.console.data(machine.dumps(data))
    else:
        run.console.show(screen.changes(found, teller, run.texts, run.console.width) if found or not places else [])
        run.console.show(screen.places(places, run.texts, run.console.width))
        entries = len({(change.table, change.id) for change in found})
        run.console.remark(run.texts.say("changes.title", old=old, new=new))
        if found:
            run.console.remark(run.texts.say("changes.counted", n=len(found), entries=entries))
    return FINDINGS if found or places else DONE


def _state(folder: Path) -> Library:
    """One state, read.

    Raises:
        BadData: with every fault of form; a record without its faulty parts would differ where the files do not.
    """
    where = state(folder)
    library = read(where)
    faults = errors(library.problems)
    if faults:
        raise BadData(replace(problem, file=(where.catalogue.parent / problem.file).as_posix()) for problem in faults)
    return library


def new(run: Run, kind: str, entry: str, lender: str | None, out: Path | None) -> None:
    """Write the skeleton of a product, and of its lender and list where those are not there yet."""
    known = get_args(Kind)
    if kind not in known:
        raise UsageError("unknown_kind", kind=kind, suggestion=suggest(kind, known) or ", ".join(known))
    for name in (entry, lender):
        if name is not None and not ID.fullmatch(name):
            raise UsageError("bad_id", id=name)
    where = folders(run.catalogue_folder, run.checklists_folder, run.overlays)
    library = read(where)
    if entry in library.ids("products"):
        raise UsageError("id_in_use", id=entry, file=library.entry("products", entry).file)
    target = out or (run.overlays[-1] if run.overlays else Path())
    files = skeleton.files(
        kind,
        entry,
        lender,
        run.today,
        lenders=library.ids("lenders"),
        checklists=library.ids("checklists"),
        sets=library.ids("sets"),
    )
    written = skeleton.write(files, target)
    if run.json:
        run.console.data(machine.dumps([path.as_posix() for path in written]))
    else:
        for path in written:
            run.console.data(path.as_posix())
    run.console.remark(run.texts.say("catalogue.fill_in", folder=target))
