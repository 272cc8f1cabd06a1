"""Checks on conditions and figures: facts that exist, operators that fit, ranges that can hold, rows that can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.catalogue import walk
from finadvies.catalogue.files import Entry
from finadvies.catalogue.load import Library
from finadvies.catalogue.vocabulary import meant_fact
from finadvies.domain.client import Client
from finadvies.domain.condition import OPERATORS_OF, AllOf, Condition, Test, facts_of, speaks_of_use, tests
from finadvies.domain.facts import FACTS, Fact, suggest
from finadvies.domain.figure import Row
from finadvies.domain.known import Facts
from finadvies.domain.product import Criterion, Product
from finadvies.domain.record import Record
from finadvies.problems import Path, Problem
from finadvies.rules.truth import Truth, agreed, truth

GENERAL_KNOWLEDGE: Final = "general knowledge"


def _records(library: Library) -> Iterator[tuple[Entry, Record]]:
    for table, records in library.records.items():
        for key, record in records.items():
            yield library.entry(table, key), record


def facts_exist(library: Library, _: date) -> Iterator[Problem]:
    """L03: every fact that is named is in the one list."""
    for entry, record in _records(library):
        for path, value in walk.values(record):
            if path[-1] in ("fact", "of") and isinstance(value, str) and value not in FACTS:
                yield entry.problem(path, "unknown_fact", fact=value, suggestion=meant_fact(value))


def operators_fit(library: Library, _: date) -> Iterator[Problem]:
    """L04, L06: the operators and values of a test fit the type of its fact; shares lie between 0 and 1."""
    for entry, record in _records(library):
        for path, test in walk.all_tests(record):
            fact = FACTS.get(test.fact)
            if fact is None:
                continue
            used = test.operators
            if not used:
                yield entry.problem(path, "no_operator", fact=fact.key, allowed=_allowed(fact))
            for name in used:
                if name not in OPERATORS_OF[fact.type]:
                    yield entry.problem(
                        (*path, name), "operator_misfit", operator=name, fact=fact.key, type=fact.type, allowed=_allowed(fact)
                    )
            yield from _values_fit(entry, path, test, fact)


def _allowed(fact: Fact) -> str:
    return ", ".join(sorted(OPERATORS_OF[fact.type]))


def _values_fit(entry: Entry, path: Path, test: Test, fact: Fact) -> Iterator[Problem]:
    if not _is_fits(test, fact):
        given = str(test.is_).lower() if isinstance(test.is_, bool) else test.is_
        if fact.type == "bool":
            yield entry.problem((*path, "is"), "want_true_or_false", given=given)
        elif fact.type == "number":
            yield entry.problem((*path, "is"), "want_number", given=given)
        else:
            yield entry.problem((*path, "is"), "want_text", given=given)
    for word in _words(test) if fact.choices else ():
        if word not in fact.choices:
            yield entry.problem(path, "unknown_choice", given=word, fact=fact.key, suggestion=suggest(word, fact.choices))
    # A ratio such as solvency may be negative; a share that is asked may not.
    lowest = -1 if fact.derived else 0
    for bound in (test.min, test.max, test.above, test.below) if fact.unit == "share" else ():
        if bound is not None and not lowest <= bound <= 1:
            yield entry.problem(path, "share_out_of_range", given=bound)


def _words(test: Test) -> list[str]:
    """The codes a test names."""
    groups = (test.one_of, test.none_of, test.has_any, test.has_all, test.has_none)
    named = [word for group in groups for word in group or ()]
    return [*named, test.is_] if isinstance(test.is_, str) else named


def conditions_can_hold(library: Library, _: date) -> Iterator[Problem]:
    """L07: no condition that nobody can meet, and none that everybody meets."""
    empty = Facts(Client(), library.catalogue(), date(2000, 1, 1))
    for entry, record in _records(library):
        for path, condition in walk.conditions(record):
            if any(fact not in FACTS for fact in facts_of(condition)) or not _fits(condition):
                continue
            for said, code in ((Truth.FALSE, "never_true"), (Truth.TRUE, "always_true")):
                if truth(condition, empty) is said:
                    yield entry.problem(path, code)


def _fits(condition: Condition) -> bool:
    return all(
        set(test.operators) <= OPERATORS_OF[FACTS[test.fact].type] and _is_fits(test, FACTS[test.fact])
        for test in tests(condition)
    )


def _is_fits(test: Test, fact: Fact) -> bool:
    """Whether what follows `is` is of the fact's type; a wrong operator is said elsewhere."""
    if test.is_ is None or "is" not in OPERATORS_OF[fact.type]:
        return True
    if fact.type == "number":
        return isinstance(test.is_, int | Decimal) and not isinstance(test.is_, bool)
    return isinstance(test.is_, bool if fact.type == "bool" else str)


def criteria_agree(library: Library, _: date) -> Iterator[Problem]:
    """Hard criteria of one product that no client can meet together contradict each other."""
    empty = Facts(Client(), library.catalogue(), date(2000, 1, 1))
    for key, product in library.table("products", Product).items():
        hard = [
            (position, criterion)
            for position, criterion in enumerate(product.criteria)
            if criterion.level == "hard" and criterion.when is not None and criterion.applies is None
            and all(fact in FACTS for fact in facts_of(criterion.when)) and _fits(criterion.when)
        ]  # fmt: skip
        for index, (position, criterion) in enumerate(hard):
            for _position, earlier in hard[:index]:
                if _clash(criterion, earlier, empty):
                    entry = library.entry("products", key)
                    yield entry.problem(("criteria", position, "when"), "contradiction", first=earlier.id, second=criterion.id)


def _clash(one: Criterion, other: Criterion, empty: Facts) -> bool:
    if one.when is None or other.when is None or not set(facts_of(one.when)) & set(facts_of(other.when)):
        return False
    alone = agreed((truth(one.when, empty), truth(other.when, empty)))
    return alone is not Truth.FALSE and truth(AllOf(all=(one.when, other.when)), empty) is Truth.FALSE


def rows_can_be_reached(library: Library, _: date) -> Iterator[Problem]:
    """L08: no row stands behind one that always holds at the same time."""
    for entry, record in _records(library):
        for path, rows in walk.figures(record):
            for position, row in enumerate(rows[1:], start=1):
                if any(before.when is None and _covers(before, row) for before in rows[:position]):
                    yield entry.problem((*path, position), "row_unreachable")


def _covers(before: Row, row: Row) -> bool:
    starts = before.valid_from is None or (row.valid_from is not None and before.valid_from <= row.valid_from)
    ends = before.valid_until is None or (row.valid_until is not None and row.valid_until <= before.valid_until)
    return starts and ends


def a_row_holds_today(library: Library, today: date) -> Iterator[Problem]:
    """L09: a figure of which no row holds today is out of date."""
    for entry, record in _records(library):
        for path, rows in walk.figures(record):
            if not any(row.in_force(today) for row in rows):
                last = max((row.valid_until for row in rows if row.valid_until), default=None)
                yield entry.problem(path, "figure_out_of_date", level="warning", until=last)


def rules_rest_on_sources(library: Library, _: date) -> Iterator[Problem]:
    """L10: a hard or norm criterion has a condition, and a source that is more than general knowledge; a judgement has no condition."""
    for key, product in library.table("products", Product).items():
        entry = library.entry("products", key)
        weak = {source.id for source in product.sources if source.url == GENERAL_KNOWLEDGE}
        for position, criterion in enumerate(product.criteria):
            path = ("criteria", position)
            if criterion.level == "judgement":
                if criterion.when is not None:
                    yield entry.problem((*path, "when"), "judgement_with_condition", id=criterion.id)
                continue
            if criterion.when is None:
                yield entry.problem(path, "criterion_without_condition", id=criterion.id)
            if not criterion.source:
                yield entry.problem(path, "criterion_without_source", id=criterion.id)
            elif set(criterion.source) <= weak:
                yield entry.problem((*path, "source"), "criterion_on_general_knowledge", id=criterion.id)


def gates_speak_of_the_client(library: Library, _: date) -> Iterator[Problem]:
    """L11: a gate closes the door on a client, so it is no condition on one use."""
    for key, product in library.table("products", Product).items():
        for position, criterion in enumerate(product.criteria):
            if criterion.gate and criterion.when is not None and speaks_of_use(criterion.when):
                yield library.entry("products", key).problem(("criteria", position, "gate"), "gate_on_use", id=criterion.id)


def desks_only_use_the_result(library: Library, _: date) -> Iterator[Problem]:
    """Facts of the result exist for help desks only."""
    for table, records in library.records.items():
        for key, record in records.items():
            for path, test in walk.all_tests(record):
                fact = FACTS.get(test.fact)
                if fact is not None and fact.scope == "result" and table != "help":
                    yield library.entry(table, key).problem((*path, "fact"), "result_outside_desk", fact=fact.key)


CHECKS = (
    facts_exist,
    operators_fit,
    conditions_can_hold,
    criteria_agree,
    rows_can_be_reached,
    a_row_holds_today,
    rules_rest_on_sources,
    gates_speak_of_the_client,
    desks_only_use_the_result,
)
