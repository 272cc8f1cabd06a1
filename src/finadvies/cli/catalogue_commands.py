"""`catalogue check | list | words | show`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from finadvies.catalogue import vocabulary
from finadvies.catalogue.counts import counts
from finadvies.catalogue.lint import lint
from finadvies.catalogue.load import read
from finadvies.catalogue.locate import folders
from finadvies.cli.run import Run
from finadvies.domain.answer_checks import Refusal, checked_text
from finadvies.domain.catalogue import Catalogue, HelpDesk, Lender
from finadvies.domain.checklist import Document
from finadvies.domain.entry import Kind
from finadvies.domain.facts import FACTS, PROVINCES, PURPOSES, suggest
from finadvies.domain.product import Product
from finadvies.domain.record import Record
from finadvies.errors import DONE, FINDINGS, NotFound, UsageError
from finadvies.exports import machine, upkeep_data
from finadvies.exports.screens import catalogue as screens
from finadvies.exports.screens import upkeep
from finadvies.problems import errors
from finadvies.rules.browse import Search, could_be


def check(run: Run) -> int:
    """All faults and warnings; exit code 1 when there is a fault."""
    where = folders(run.catalogue_folder, run.checklists_folder, run.overlays)
    library = read(where)
    problems, counted = lint(library, run.today), counts(library)
    if run.json:
        run.console.data(machine.dumps(upkeep_data.check(problems, counted, run.texts)))
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
    run.console.remark(upkeep.counted(counted, run.texts))
    return FINDINGS if faults else DONE


def list_products(
    run: Run, kind: str | None, lender: str | None, province: str | None, purpose: str | None, amount: int | None
) -> None:
    """The products, by kind and id, as far as nothing that is looked for shuts them."""
    if kind is not None and kind not in get_args(Kind):
        raise UsageError("unknown_kind", kind=kind, suggestion=suggest(kind, get_args(Kind)) or ", ".join(get_args(Kind)))
    purposes = [each for each in PURPOSES if each != "unspecified"]
    if purpose is not None and purpose not in purposes:
        raise UsageError("unknown_purpose", purpose=purpose, allowed=suggest(purpose, purposes) or ", ".join(purposes))
    place = checked_text(FACTS["company.province"], province) if province is not None else None
    if isinstance(place, Refusal):
        raise UsageError("unknown_province", province=province, allowed=", ".join(PROVINCES))
    if lender is not None and lender not in run.catalogue.lenders:
        raise NotFound("no_lender", lender=lender)
    search = Search(place, purpose, amount)
    facts = search.facts(run.catalogue, run.today)
    found = [
        product
        for product in run.catalogue.products.values()
        if (kind is None or product.kind == kind)
        and (lender is None or product.lender == lender)
        and could_be(product, search, facts)
    ]
    if run.json:
        run.console.data(machine.dumps([_data("products", product, run.catalogue) for product in found]))
        return
    run.console.show(screens.products(found, facts, run.texts, run.console.width))


def _data(table: str, record: Record, catalogue: Catalogue) -> dict[str, Any]:
    """A record as data, with whose it is."""
    data = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {**data, "origin": machine.origin(own=(table, data.get("id")) in catalogue.overlay)}


def list_words(run: Run, word: str) -> None:
    """The codes that files may use, of which the code or the name holds a word."""
    library = read(folders(run.catalogue_folder, run.checklists_folder, run.overlays))
    known = vocabulary.found(vocabulary.words(library), word)
    if run.json:
        data = [{"group": each.group, "code": each.code, "names": list(each.names)} for each in known]
        run.console.data(machine.dumps(data))
        return
    if not known:
        run.console.remark(run.texts.say("catalogue.words_none", word=word))
    listed = [(each.group, each.code, each.called(run.texts)) for each in known]
    run.console.show(screens.words(listed, run.texts, run.console.width))


def show(run: Run, entry: str) -> None:
    """One entry."""
    catalogue, documents = run.catalogue, run.lists.checklists.documents
    tables: dict[str, Mapping[str, Product | Lender | Document | HelpDesk]] = {
        "products": catalogue.products,
        "lenders": catalogue.lenders,
        "documents": documents,
        "help": catalogue.help,
    }
    table = next((name for name, records in tables.items() if entry in records), None)
    if table is None:
        near = suggest(entry, [key for records in tables.values() for key in records])
        raise NotFound("no_entry_but", entry=entry, suggestion=near) if near else NotFound("no_entry", entry=entry)
    record = tables[table][entry]
    if run.json:
        run.console.data(machine.dumps(_data(table, record, catalogue)))
        return
    adviser = run.for_adviser("adviser")
    run.console.show(screens.entry(record, catalogue, run.lists, run.texts, run.console.width, adviser=adviser))
