"""`catalogue check | list | show`."""

from __future__ import annotations

from typing import get_args

from finadvies.catalogue.lint import lint
from finadvies.catalogue.load import read
from finadvies.catalogue.locate import folders
from finadvies.cli.run import Run
from finadvies.domain.entry import Kind
from finadvies.domain.facts import suggest
from finadvies.errors import DONE, FINDINGS, NotFound, UsageError
from finadvies.exports import machine
from finadvies.exports.screens import catalogue as screens
from finadvies.problems import errors


def check(run: Run) -> int:
    """All faults and warnings; exit code 1 when there is a fault."""
    where = folders(run.catalogue_folder, run.checklists_folder, run.overlays)
    library = read(where)
    problems = lint(library, run.today)
    if run.json:
        run.console.data(machine.dumps([problem.as_data(run.texts) for problem in problems]))
    else:
        for problem in problems:
            mark = "" if problem.level == "error" else f"{run.texts.say('catalogue.warning')}: "
            run.console.data(f"{mark}{problem.render(run.texts)}")
    faults = errors(problems)
    run.console.remark(
        run.texts.say(
            "catalogue.checked",
            files=len(library.entries),
            faults=len(faults),
            warnings=len(problems) - len(faults),
            catalogue=where.catalogue,
            checklists=where.checklists,
        )
    )
    return FINDINGS if faults else DONE


def list_products(run: Run, kind: str | None, lender: str | None) -> None:
    """The products, by kind and id."""
    if kind is not None and kind not in get_args(Kind):
        raise UsageError("unknown_kind", kind=kind, suggestion=suggest(kind, get_args(Kind)) or ", ".join(get_args(Kind)))
    if lender is not None and lender not in run.catalogue.lenders:
        raise NotFound("no_lender", lender=lender)
    found = [
        product
        for product in run.catalogue.products.values()
        if (kind is None or product.kind == kind) and (lender is None or product.lender == lender)
    ]
    if run.json:
        run.console.data(
            machine.dumps([product.model_dump(mode="json", by_alias=True, exclude_defaults=True) for product in found])
        )
        return
    run.console.show(screens.products(found, run.catalogue, run.texts, run.console.width, run.today))


def show(run: Run, entry: str) -> None:
    """One entry."""
    catalogue, documents = run.catalogue, run.lists.checklists.documents
    tables = (catalogue.products, catalogue.lenders, documents, catalogue.help)
    record = next((table[entry] for table in tables if entry in table), None)
    if record is None:
        near = suggest(entry, [key for table in tables for key in table])
        raise NotFound("no_entry_but", entry=entry, suggestion=near) if near else NotFound("no_entry", entry=entry)
    if run.json:
        run.console.data(machine.dumps(record.model_dump(mode="json", by_alias=True, exclude_defaults=True)))
        return
    run.console.show(screens.entry(record, catalogue, run.lists, run.texts, run.console.width))
