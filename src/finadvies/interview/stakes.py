"""What hangs on a question, for the key `?`: how many options look at it, an example with its limit, and what it decides here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from finadvies.advice import Advice
from finadvies.domain.client import Slot
from finadvies.domain.condition import Test, facts_of, tests
from finadvies.domain.derive import FORMULAS
from finadvies.domain.facts import FACTS
from finadvies.domain.product import Product
from finadvies.locale import Texts
from finadvies.rules import explain

LONGEST_LIMIT = 45
"""A limit that takes more signs is a list, and no example."""


def stakes(slot: Slot, advice: Advice, texts: Texts) -> str:
    """One or two sentences; empty where no option looks at the answer."""
    keys = resting_on(slot.key)
    looking = [option for option in advice.options if option.verdict != "closed" and _names(option.product, keys)]
    if not looking:
        return ""
    question = next((each for each in advice.questions if each.slot == slot), None)
    waiting = [option for option in looking if option.open and slot in option.missing]
    example = next(iter(_examples([option.product for option in waiting or looking], slot.key, keys)), None)
    n, here = len(looking), 0 if question is None else question.could_change
    such_as = _example(example, slot.key, advice, texts)
    said = [texts.say("interview.stakes_one" if n == 1 else "interview.stakes", n=n, example=such_as)]
    if here:
        said.append(texts.say("interview.stakes_here_one" if here == 1 else "interview.stakes_here", n=here))
    return " ".join(said)


@cache
def resting_on(key: str) -> frozenset[str]:
    """A fact and all that is worked out from it."""
    found, before = {key}, set[str]()
    while found != before:
        before = set(found)
        found |= {derived for derived, formula in FORMULAS.items() if found.intersection(formula.needs)}
    return frozenset(found)


def _names(product: Product, keys: frozenset[str]) -> bool:
    conditions = (each for criterion in product.criteria for each in (criterion.when, criterion.applies) if each is not None)
    return any(key in keys for condition in conditions for key in facts_of(condition))


def _examples(products: list[Product], key: str, keys: frozenset[str]) -> Iterator[tuple[Product, Test]]:
    """Products with a test on the fact itself, then those with one on what is worked out from it."""
    for wanted in (frozenset({key}), keys):
        for product in products:
            for criterion in product.criteria:
                found = tests(criterion.when) if criterion.when is not None else ()
                yield from ((product, test) for test in found if test.fact in wanted)


def _example(example: tuple[Product, Test] | None, key: str, advice: Advice, texts: Texts) -> str:
    if example is None:
        return ""
    product, test = example
    asked = explain.required if test.fact == key else explain.test
    name, limit = texts.pick(product, "name"), asked(test, texts, advice.catalogue)
    if FACTS[test.fact].type == "bool" or len(limit) > LONGEST_LIMIT:
        return texts.say("interview.stakes_name", name=name)
    return texts.say("interview.stakes_example", name=name, limit=limit)
