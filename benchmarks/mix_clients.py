"""The clients of `benchmarks/mix.py`: the eight cases, made-up ones of the coverage, and hard ones.

Hard is what the search has most work with: three or four uses of different purposes with many options open, and a room for repayment that does
not carry the plan on the usual terms.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support")]

from shipped import shipped_catalogue, shipped_library  # noqa: E402 - from the tests

from finadvies.advice import advise  # noqa: E402 - after the path
from finadvies.catalogue.situations import client_in, situations  # noqa: E402
from finadvies.domain.client import Client  # noqa: E402
from finadvies.domain.facts import PURPOSES  # noqa: E402
from finadvies.domain.values import Answer  # noqa: E402
from finadvies.homework import Lists  # noqa: E402
from finadvies.importers.client_source import read_toml  # noqa: E402
from finadvies.mix import Plan  # noqa: E402

TODAY = date(2026, 11, 24)
EXAMPLES = ROOT / "src" / "finadvies" / "examples"
DRAWN = "cases and drawn clients"
USES = "three or four uses"
BOUND = "the same, room for repayment 14-50 %"
SMALLEST, LARGEST = 15_500, 500_000
OPEN = {"trouble": "none", "wishes": "open", "before": "nothing", "pledge": "free", "household": "income"}
"""A firm that many say yes to."""
ALONE = ("unspecified", "takeover", "refinancing")
"""Purposes that do not come beside others: their answers hold for the whole client."""


@dataclass(frozen=True, slots=True)
class Case:
    """A plan to measure.

    Attributes:
        group: what it is an example of.
        plan: what the search and the solvers are given.
    """

    group: str
    plan: Plan


def cases(drawn: int, hard: int) -> Iterator[Case]:
    """The plan of each client that needs money and is offered some; of the hard ones, a second time with a drawn room."""
    for client in _clients(drawn):
        plan = _plan(client)
        if plan is not None:
            yield Case(DRAWN, plan)
    chance = random.Random(7)
    for _ in range(hard):
        client, share = _hard_client(chance), chance.uniform(0.14, 0.5)
        plan = _plan(client)
        if plan is not None:
            yield Case(USES, plan)
            yield Case(BOUND, replace(plan, service_room=int(share * sum(plan.need))))


def _plan(client: Client) -> Plan | None:
    advice = advise(client, shipped_catalogue(), Lists(shipped_library().checklists()), TODAY)
    return advice.workbench.plan if any(advice.need) and advice.offers else None


def _clients(number: int) -> Iterator[Client]:
    """The eight cases of the study, and so many of the made-up clients of the coverage, drawn with a fixed seed."""
    for path in sorted(EXAMPLES.glob("kvk-*.toml")):
        yield read_toml(path.read_text("utf-8"), path.name)[0]
    for situation in random.Random(4).sample(list(situations(shipped_catalogue())), number):
        yield client_in(situation, shipped_catalogue(), TODAY)


def _hard_client(chance: random.Random) -> Client:
    """A client whose plan has three or four uses; two thirds have no day by which the money must be there."""
    situation = {**chance.choice(list(situations(shipped_catalogue()))), **OPEN}
    purposes = chance.sample([purpose for purpose in PURPOSES if purpose not in ALONE], chance.choice([3, 4, 4]))
    total = int(SMALLEST * (LARGEST / SMALLEST) ** chance.random())
    alone = [client_in({**situation, "purpose": purpose}, shipped_catalogue(), TODAY, total) for purpose in purposes]
    weights = [chance.uniform(0.5, 2) for _ in purposes]
    amounts = [int(total * weight / sum(weights)) // 100 * 100 for weight in weights]
    uses = [{**client.uses[0], "use.amount": Answer(amount)} for client, amount in zip(alone, amounts, strict=True)]
    answers = {**alone[0].answers, "need.own_contribution": Answer(int(total * Decimal(chance.randrange(31)) / 100))}
    if chance.random() > 1 / 3:
        del answers["need.needed_by"]
    return replace(alone[0], answers=answers, uses=tuple(uses))
