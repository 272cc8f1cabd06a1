"""The criteria of the catalogue and the facts of a client in the few plain forms that every rule engine has.

Used by `benchmarks/rules.py`. A condition becomes a tree of `Leaf`, `All`, `Either` and `No`; the facts become numbers, texts, yes or no and
lists of texts. What is not exactly known is left out: no engine but finadvies can be told a span, or a list of which a part is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Final, Literal

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.condition import AllOf, AnyOf, Condition, Not, Test, facts_of
from finadvies.domain.facts import FACTS
from finadvies.domain.known import Facts
from finadvies.domain.product import Criterion, Product
from finadvies.domain.values import UNKNOWN, Known, Members, Place
from finadvies.rules.truth import settled

Operator = Literal[">=", ">", "<=", "<", "==", "in", "overlaps"]
Value = bool | int | float | str | tuple[str, ...]
Values = Mapping[str, Value]
"""What an engine is told of a client: the facts by key, without those that are missing."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One fact against one value; `in` and `overlaps` take several: the text is one of them, the list has one of them."""

    fact: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class No:
    part: Tree


Tree = Leaf | All | Either | No


@dataclass(frozen=True, slots=True)
class Sheet:
    """The criteria of one product that are compared.

    Attributes:
        product: its id.
        criteria: as the catalogue has them.
        rules: the same, translated, each with its level.
    """

    product: str
    criteria: tuple[Criterion, ...]
    rules: tuple[tuple[str, Tree], ...]


# -- conditions ----------------------------------------------------------------------------------------------------------------


def sheet(product: Product, catalogue: Catalogue) -> Sheet:
    """The criteria of a product that are compared: with a condition, on what is known before an amount is chosen."""
    compared = tuple(criterion for criterion in product.criteria if criterion.level != "judgement" and _before_amount(criterion))
    return Sheet(product.id, compared, tuple((criterion.level, rule(criterion, catalogue)) for criterion in compared))


def conditions(criterion: Criterion) -> tuple[Condition, ...]:
    """When it applies, where that is said, and what it asks."""
    return tuple(condition for condition in (criterion.applies, criterion.when) if condition is not None)


def _before_amount(criterion: Criterion) -> bool:
    # A fact of an option is a span until a mix sets the amount, and differs by product: it cannot stand in one dict of a client's facts.
    keys = {key for condition in conditions(criterion) for key in facts_of(condition)}
    return criterion.when is not None and all(FACTS[key].scope != "option" for key in keys)


def rule(criterion: Criterion, catalogue: Catalogue) -> Tree:
    """What a criterion asks; one that does not apply counts as met."""
    trees = [_tree(condition, catalogue) for condition in conditions(criterion)]
    return trees[0] if len(trees) == 1 else Either((No(trees[0]), trees[1]))


def _tree(condition: Condition, catalogue: Catalogue) -> Tree:
    match condition:
        case Test():
            return _all(tuple(_leaves(condition, catalogue)))
        case AllOf():
            return All(tuple(_tree(part, catalogue) for part in condition.all))
        case AnyOf():
            return Either(tuple(_tree(part, catalogue) for part in condition.any))
        case Not():
            return No(_tree(condition.not_, catalogue))


def _leaves(test: Test, catalogue: Catalogue) -> Iterator[Tree]:
    leaf = partial(Leaf, test.fact)
    bounds: tuple[tuple[Operator, Decimal | date | None], ...] = (
        (">=", test.min), (">", test.above), ("<=", test.max), ("<", test.below),
        (">=", test.from_), (">", test.after), ("<=", test.until), ("<", test.before),
    )  # fmt: skip
    yield from (leaf(operator, plain(bound)) for operator, bound in bounds if bound is not None)
    if test.is_ is not None:
        yield leaf("==", plain(test.is_))
    if test.one_of is not None:
        yield leaf("in", test.one_of)
    if test.none_of is not None:
        yield No(leaf("in", test.none_of))
    if test.has_any is not None:
        yield leaf("overlaps", test.has_any)
    if test.has_none is not None:
        yield No(leaf("overlaps", test.has_none))
    yield from (leaf("overlaps", (code,)) for code in test.has_all or ())
    if test.in_region is not None:
        yield _region(test, catalogue)
    if test.present is not None:
        yield _present(test)


def _region(test: Test, catalogue: Catalogue) -> Tree:
    region = catalogue.regions[test.in_region or ""]
    if region.pc4 or region.without_municipalities:
        message = f"{test.in_region}: no translation yet for regions by postcode or with municipalities taken out"
        raise NotImplementedError(message)
    parts: list[Tree] = [Leaf(f"{test.fact}_province", "in", region.provinces)] if region.provinces else []
    if region.municipalities:
        # With the province they lie in, so that who sits in another province need not tell the municipality.
        around = {
            province for province, municipality in catalogue.geography.postcodes.values() if municipality in region.municipalities
        }
        within = Leaf(f"{test.fact}_province", "in", tuple(sorted(around)))
        parts.append(All((within, Leaf(f"{test.fact}_municipality", "in", region.municipalities))))
    return parts[0] if len(parts) == 1 else Either(tuple(parts))


def _present(test: Test) -> Tree:
    if FACTS[test.fact].type != "text":
        message = f"{test.fact}: no translation yet for a list that is present"
        raise NotImplementedError(message)
    nothing = Leaf(test.fact, "in", ("", "none"))
    return No(nothing) if test.present else nothing


def _all(parts: tuple[Tree, ...]) -> Tree:
    return parts[0] if len(parts) == 1 else All(parts)


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Every test in a tree."""
    match tree:
        case Leaf():
            yield tree
        case No():
            yield from leaves(tree.part)
        case _:
            for part in tree.parts:
                yield from leaves(part)


def keys_of(tree: Tree) -> tuple[str, ...]:
    """The facts it names, each once."""
    return tuple(dict.fromkeys(leaf.fact for leaf in leaves(tree)))


# -- facts -----------------------------------------------------------------------------------------------------------------------


def values_of(facts: Facts, keys: tuple[str, ...]) -> Values:
    """The facts that are exactly known; of a place also what is known of it in part, for a province alone may decide."""
    found: dict[str, Value] = {}
    for key in keys:
        known = facts.get(key)
        if isinstance(known, Place):
            found[f"{key}_province"] = known.province
            if known.municipality is not None:
                found[f"{key}_municipality"] = known.municipality
        elif known is not UNKNOWN and settled(known):
            found[key] = plain(known)
    return found


def plain(known: Known) -> Value:
    """A number, a text, yes or no, or a list; a day as the number yyyymmdd, for not every engine knows days."""
    match known:
        case bool() | int() | str():
            return known
        case Decimal():
            return int(known) if known == int(known) else float(known)
        case date():
            return int(known.strftime("%Y%m%d"))
        case Members():
            return tuple(sorted(known.sure))
        case _:
            message = f"no plain form for {known!r}"
            raise TypeError(message)


SECTIONS: Final = tuple(dict.fromkeys(fact.section for fact in FACTS.values()))


def nested(values: Values) -> dict[str, dict[str, object]]:
    """The facts by section, as engines read `company.fte`; every section is there, so that only facts can be missing."""
    tree: dict[str, dict[str, object]] = {section: {} for section in SECTIONS}
    for key, value in values.items():
        section, name = key.split(".", 1)
        tree[section][name] = list(value) if isinstance(value, tuple) else value
    return tree


# -- verdicts --------------------------------------------------------------------------------------------------------------------

Answer = bool | None
"""What an engine says of one criterion; None where it cannot tell."""


def verdict(rules: Sequence[tuple[str, Tree]], answers: Iterable[Answer]) -> str:
    """The verdict that follows from the criteria, for engines that answer them one by one: as finadvies draws it."""
    seen = {(level, answer) for (level, _), answer in zip(rules, answers, strict=True)}
    if ("hard", False) in seen:
        return "blocked"
    if ("hard", None) in seen:
        return "unknown"
    if ("norm", False) in seen:
        return "attention"
    return "unknown" if ("norm", None) in seen else "fits"


def by_sheet(sheets: Sequence[Sheet], answers: Iterable[Answer]) -> list[str]:
    """The verdict on every product, from the answers on all criteria in the order of the sheets."""
    row = iter(answers)
    return [verdict(each.rules, islice(row, len(each.rules))) for each in sheets]
