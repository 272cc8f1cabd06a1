"""Checks across entries: twins, purposes that a product's own criteria rule out, questions and products that lead nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Final

from finadvies.catalogue import walk
from finadvies.catalogue.load import Library
from finadvies.catalogue.used_facts import PROGRAM_USES, in_record, unused_questions
from finadvies.domain.checklist import Checklist, RequirementLine, RequirementSet
from finadvies.domain.client import Client
from finadvies.domain.condition import OPERATORS_OF, Condition, facts_of, tests
from finadvies.domain.facts import FACTS, PURPOSES
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.record import Record
from finadvies.domain.values import Answer
from finadvies.problems import Problem
from finadvies.rules.truth import Truth, truth

FACTS_FILE: Final = "finadvies/domain/facts.py"
WORDS_ONLY: Final = frozenset({"id", "source", "note", "text_nl", "text_en"})
"""Keys in which entries that offer the same may differ."""


def facts_of_closed_products(library: Library, _: date) -> Iterator[Problem]:
    """A fact that only closed products name: nobody need ask for it any more."""
    closed = {key for key, product in library.table("products", Product).items() if product.status == "closed"}
    in_use = set(PROGRAM_USES)
    for table, records in library.records.items():
        for key, record in records.items():
            if table != "products" or key not in closed:
                in_use.update(in_record(record))
    for key in sorted(closed):
        for path, value in walk.values(library.records["products"][key]):
            if path[-1] in ("fact", "of") and isinstance(value, str) and value in FACTS and value not in in_use:
                yield library.entry("products", key).problem(path, "fact_of_closed_only", level="warning", fact=value)


def questions_are_used(library: Library, _: date) -> Iterator[Problem]:
    """A question that no entry and no part of the program uses."""
    for fact in unused_questions(library):
        yield Problem(FACTS_FILE, None, (), "question_not_used", {"fact": fact}, "warning")


def products_are_no_twins(library: Library, _: date) -> Iterator[Problem]:
    """Two open products of one lender that offer the same under the same conditions."""
    first: dict[str, str] = {}
    for key, product in library.table("products", Product).items():
        if product.status != "open":
            continue
        twin = first.setdefault(_offer(product), key)
        if twin != key:
            yield library.entry("products", key).problem((), "twins", level="warning", other=twin)


def _offer(product: Product) -> str:
    """What a product offers, without the words it does so in."""
    conditions = [(_bare(criterion.when), _bare(criterion.applies)) for criterion in product.criteria if criterion.when]
    parts = (_bare(product.limits), _bare(product.price), sorted(conditions, key=str), sorted(product.purposes))
    return json.dumps((product.kind, product.lender, *parts), default=str)


def _bare(value: object) -> object:
    """A record as plain data without words and sources."""
    if isinstance(value, Record):
        return {name: _bare(getattr(value, name)) for name in type(value).model_fields if name not in WORDS_ONLY}
    return [_bare(item) for item in value] if isinstance(value, tuple) else value


def purposes_can_be_paid(library: Library, today: date) -> Iterator[Problem]:
    """A criterion on the purpose of a use leaves the product a purpose to pay, and matters for one of them."""
    catalogue = library.catalogue()
    for key, product in library.table("products", Product).items():
        entry = library.entry("products", key)
        purposes = PURPOSES[:-1] if "any" in product.purposes else product.purposes
        clients = [Client(uses=({"use.purpose": Answer(purpose)},)) for purpose in purposes]
        uses = [Facts(client, catalogue, today).for_use(0) for client in clients]
        for position, criterion in enumerate(product.criteria):
            if _holds_for_none(criterion.when, uses):
                yield entry.problem(("criteria", position, "when"), "purposes_shut_out", id=criterion.id)
            if _holds_for_none(criterion.applies, uses):
                yield entry.problem(("criteria", position, "applies"), "never_applies", id=criterion.id)


def _holds_for_none(condition: Condition | None, uses: list[Facts]) -> bool:
    """Whether a condition on the purpose is false for each of these uses."""
    if condition is None or "use.purpose" not in facts_of(condition) or not _sound(condition):
        return False
    return all(truth(condition, use) is Truth.FALSE for use in uses)


def _sound(condition: Condition) -> bool:
    """Whether it names facts that exist, with operators that fit; what does not is said elsewhere."""
    return all(test.fact in FACTS and set(test.operators) <= OPERATORS_OF[FACTS[test.fact].type] for test in tests(condition))


def products_ask_for_something(library: Library, _: date) -> Iterator[Problem]:
    """A product for which the list of its lender asks nothing at all."""
    lists = library.table("checklists", Checklist)
    for key, product in library.table("products", Product).items():
        asking = lists.get(product.checklist or product.lender)
        if product.status == "closed" or asking is None:
            continue
        if not any(_counts_for(line, key) for line in _lines(asking, library)):
            yield library.entry("products", key).problem(
                ("lender",), "product_without_document", level="warning", checklist=asking.lender
            )


def _lines(asking: Checklist, library: Library) -> Iterator[RequirementLine]:
    sets = library.table("sets", RequirementSet)
    dropped = {change.document for change in asking.changes if change.drop}
    yield from asking.requirements
    for name in asking.sets:
        yield from (line for line in (sets[name].requirements if name in sets else ()) if line.document not in dropped)


def _counts_for(line: RequirementLine, product: str) -> bool:
    return (not line.products or product in line.products) and product not in line.not_products


CHECKS = (
    facts_of_closed_products,
    questions_are_used,
    products_are_no_twins,
    purposes_can_be_paid,
    products_ask_for_something,
)
