"""Verdicts on all products of the shipped catalogue by finadvies' own rules, and by four rule engines that are given the same conditions.

Run with the Python of the test environment, with the extra `bench` beside it: `python benchmarks/rules.py [CLIENTS]`. An engine that is not
installed is named and passed over.

Compared is the part of a verdict that every engine can be told: of each product that is not closed the criteria with a condition (`when`, and
`applies` where it does not always apply), hard and norm, but those on a fact that hangs on the amount of a mix; the facts of a use are those of
the client's first use. From them follows blocked, attention, fits or unknown as in `rules.eligibility`. The purpose, the amounts and the windows of
a product stay out. `judge` is the real thing beside it: whole options, with those fields, every use, ceilings and what is still to be asked.

Clients are drawn with a fixed seed, one of whom everything is told and then the same with answers left out. Their facts are worked out before
the clock starts, for finadvies too, and every engine is handed a dict of those that are exactly known; handing it over is counted. Rules are
compiled before the clock starts. Times are processor time, in turn and in one run; ratios are what to read.

finadvies answers every criterion with a tree of what was found and required, how far off that is and which answers would decide it; the last column
says what the others tell. A verdict is wrong where it is not that of finadvies, whose `unknown` means that the missing facts can make it either:
`tests/properties` hold it to that. It is decided too soon where the engine decides and finadvies does not, or otherwise; it is left open where only
finadvies decides. The last of these are counted apart where it takes a span, or a list that is open in part, to decide: that no engine can be told.

What is missing gets each engine's own treatment, and where its manual knows a better one, that too. Kleene's rules can also be written out by hand
in the language of an engine, every test and every `and` with a branch for null: those would be finadvies' rules again, and are not measured.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from generated import told_in_part, whole_client
from plain import Sheet, Values, conditions, keys_of, sheet, values_of
from shipped import TODAY, shipped_catalogue

from finadvies.domain.client import Client
from finadvies.domain.condition import facts_of
from finadvies.domain.known import Facts
from finadvies.domain.values import UNKNOWN, Place
from finadvies.rules.eligibility import _judged, _verdict, client_facts, judge
from finadvies.rules.truth import settled

ENGINES = {
    "zen_graph": "zen-engine",
    "cel_programs": "common-expression-language",
    "json_logic": "datalogic-py",
    "openfisca_variables": "OpenFisca-Core",
}
"""The module of each under `engines`, and the package it takes."""

ROUNDS = 3
ALONE = 15
"""So many of the clients are also judged one at a time."""

Verdicts = list[list[str]]


@dataclass
class Way:
    """One way to reach the verdicts on all products for many clients, and what it took.

    Attributes:
        run: from the positions of clients to their verdicts.
        told: what it says beside the verdict.
        compared: whether its verdicts are the same part of a verdict as the others give.
    """

    name: str
    run: Callable[[Sequence[int]], Verdicts]
    told: str
    compared: bool = True
    one: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)
    verdicts: Verdicts = field(default_factory=list)


def drawn(number: int) -> Iterator[Client]:
    """Whole clients, each followed by itself with answers left out."""
    chance = random.Random(4)
    for _ in range((number + 1) // 2):
        whole = whole_client(chance)
        yield from (whole, told_in_part(whole, chance))


# -- finadvies ---------------------------------------------------------------------------------------------------------------------


def in_hand(facts: Facts, keys: Sequence[str]) -> Facts:
    """The facts of a client with its first use in hand, those that conditions name worked out (and kept, for `judge` too)."""
    facts = facts.for_use(0) if facts.client.uses else facts
    for key in keys:
        facts.get(key)
    return facts


def exact_only(facts: Facts, keys: Sequence[str]) -> Facts:
    """The facts as an engine is told them: what is known in part is not known, but for the province of a place."""
    known = {key: facts.get(key) for key in keys}
    return facts.for_option({key: UNKNOWN for key, value in known.items() if not settled(value) and not isinstance(value, Place)})


def by_criteria(sheets: Sequence[Sheet], facts: Facts) -> list[str]:
    """Finadvies on the part that is compared, with every reason."""
    return [_verdict([_judged(criterion, facts, None) for criterion in each.criteria]) for each in sheets]


def by_judge(facts: Facts) -> list[str]:
    """Finadvies as it is used."""
    return [judge(product, facts).verdict for product in shipped_catalogue().products.values() if product.status != "closed"]


# -- the ways side by side -----------------------------------------------------------------------------------------------------------


def ways(sheets: Sequence[Sheet], clients: Sequence[Facts], facts: Sequence[Facts], values: Sequence[Values]) -> Iterator[Way]:
    """Those of finadvies first, then each treatment of missing facts of each engine that is installed."""
    told = "found, required, distance, what is missing"
    yield Way("finadvies, the criteria compared", lambda which: [by_criteria(sheets, facts[each]) for each in which], told)
    yield Way(
        "finadvies, judge", lambda which: [by_judge(clients[each]) for each in which], f"{told}; and all else", compared=False
    )
    for module, package in ENGINES.items():
        try:
            treatments = import_module(f"engines.{module}").TREATMENTS
        except ModuleNotFoundError as error:
            print(f"{package} is not installed ({error.name}): pip install -e '.[bench]'")
            continue
        for treatment in treatments:
            yield _engine(treatment(sheets), values)


def _engine(engine: Any, values: Sequence[Values]) -> Way:
    return Way(engine.name, lambda which: engine.verdicts([values[each] for each in which]), engine.told)


def measure(found: Sequence[Way], number: int) -> None:
    """Every way in turn, on some clients one at a time and on all at once; a first client warms each up."""
    for way in found:
        way.run([0])
    step = max(1, number // ALONE) | 1  # odd, so that both kinds of clients are among them
    for _ in range(ROUNDS):
        for way in found:
            way.one.extend(_milliseconds(way, [each]) for each in range(0, number, step))
            way.many.append(_milliseconds(way, range(number)))


def _milliseconds(way: Way, which: Sequence[int]) -> float:
    begin = time.process_time()
    way.verdicts = way.run(which)
    return (time.process_time() - begin) * 1000


# -- what is wrong -----------------------------------------------------------------------------------------------------------------


@dataclass
class Count:
    """The verdicts of one kind, and which of them are wrong in what way; `by_span` is a part of `left_open`."""

    all: int = 0
    too_soon: int = 0
    left_open: int = 0
    by_span: int = 0

    @property
    def wrong(self) -> int:
        """All that are not those of finadvies."""
        return self.too_soon + self.left_open


def wrong(verdicts: Verdicts, right: Verdicts, exact: Verdicts, whole: Sequence[Sequence[bool]]) -> tuple[Count, Count]:
    """Of the verdicts of which every fact is known, and of those of which some are missing."""
    counts = (Count(), Count())
    for of_client in zip(verdicts, right, exact, whole, strict=True):
        for said, meant, without_spans, known in zip(*of_client, strict=True):
            count = counts[not known]
            count.all += 1
            if said != meant:
                count.too_soon += said != "unknown"
                count.left_open += said == "unknown"
                count.by_span += said == without_spans == "unknown"
    return counts


def complete(sheets: Sequence[Sheet], values: Values) -> list[bool]:
    """Of each product, whether every fact that its criteria name is known."""
    return [all(key in values for _, tree in each.rules for key in keys_of(tree)) for each in sheets]


def main() -> None:
    """Measure every way and print times, ratios and wrong verdicts."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    catalogue = shipped_catalogue()
    open_products = [product for product in catalogue.products.values() if product.status != "closed"]
    sheets = [each for product in open_products if (each := sheet(product, catalogue)).rules]
    criteria = [criterion for each in sheets for criterion in each.criteria]
    keys = sorted({key for criterion in criteria for condition in conditions(criterion) for key in facts_of(condition)})
    clients = [client_facts(client, catalogue, TODAY) for client in islice(drawn(number), number)]
    facts = [in_hand(each, keys) for each in clients]
    values = [values_of(each, tuple(keys)) for each in facts]
    print(
        f"{number} clients; {len(sheets)} products with {len(criteria)} criteria compared, of {len(open_products)} products not closed"
    )

    found = list(ways(sheets, clients, facts, values))
    measure(found, number)
    right = found[0].verdicts
    exact = [by_criteria(sheets, exact_only(each, keys)) for each in facts]
    whole = [complete(sheets, each) for each in values]
    print(f"ratios are to the first row; of {_counted(whole)} verdicts some fact is missing")
    print(_line(HEAD))
    for way in found:
        print(_row(way, found[0], wrong(way.verdicts, right, exact, whole) if way.compared else None))


HEAD = (
    "",
    "1 client",
    "ratio",
    "all clients",
    "ratio",
    "wrong, all known",
    "wrong, some missing",
    "too soon",
    "left open",
    "by a span",
    "tells",
)
WIDTHS = (-33, 10, 6, 11, 6, 16, 19, 8, 9, 9, 0)


def _line(cells: Sequence[str]) -> str:
    return "  ".join(cell.ljust(-width) if width < 0 else cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True))


def _counted(whole: Sequence[Sequence[bool]]) -> str:
    missing = sum(not known for row in whole for known in row)
    return f"{missing} of {sum(map(len, whole))}"


def _row(way: Way, beside: Way, counts: tuple[Count, Count] | None) -> str:
    cells = [way.name]
    for taken, other, digits in ((way.one, beside.one, 2), (way.many, beside.many, 0)):
        middle = statistics.median(taken)
        cells += [f"{middle:.{digits}f} ms", f"{middle / statistics.median(other):.3f}"]
    if counts is None:
        return _line([*cells, *["-"] * 5, way.told])
    known, some = counts
    found = (known.wrong, some.wrong, some.too_soon, some.left_open, some.by_span)
    return _line([*cells, *map(str, found), way.told])


if __name__ == "__main__":
    main()
