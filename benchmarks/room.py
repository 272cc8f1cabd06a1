"""From the last answer to the mixes on the screen: the time of advice, search and cards for each client, and for every plan B after them.

Run with the Python of the test environment: `python benchmarks/room.py [WHOLE] [KNOWN] [HARD]`. The groups:

- the eight cases of the study, and so many whole clients of the tests by seed, of whom those count who are offered some money;
- so many well-known firms with three or four uses, moderate own money and debts of their own, so that the room for repayment binds for many;
- the drawn and the hard plans of `mix_clients`, of which the search alone is timed: their room is drawn beside the answers.

Processor time, in turn and in one run. The baseline is one judgement of all products for the same client (for the plans of `mix_clients`, the
median of those); read the ratios. Ends with how many took over half a second and how many are not proven the best.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import mix_clients
from mix_clients import BOUND, DRAWN, EXAMPLES, TODAY, USES
from shipped import shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.domain.client import Client
from finadvies.domain.values import Answer
from finadvies.exports.screens.mixes import mixes
from finadvies.homework import Lists
from finadvies.importers.client_source import read_toml
from finadvies.locale import texts_in
from finadvies.mix import Plan, Workbench, plan_b, solve
from finadvies.rules.eligibility import client_facts, judge

STUDY, WHOLE, KNOWN = "cases of the study", "whole clients", "well-known firms, three or four uses"
LONG = 0.5
"""Seconds that nobody at the table should wait longer than."""


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds of one client.

    Attributes:
        judged: judging all products once, the baseline.
        shown: from the last answer to the mixes on the screen.
        second: every plan B after that.
        slowest: the slowest plan B of those.
        proven: whether the mixes are, and whether all plan B's are too.
    """

    group: str
    judged: float
    shown: float
    second: float
    slowest: float
    proven: tuple[bool, bool]


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, and what came of it."""
    begin = time.process_time()
    found = what()
    return time.process_time() - begin, found


def of_client(group: str, client: Client) -> Row | None:
    """A client with money to find and somebody to ask."""
    catalogue, lists, texts = shipped_catalogue(), Lists(shipped_library().checklists()), texts_in("nl")

    def judged() -> None:
        facts = client_facts(client, catalogue, TODAY)
        for product in catalogue.products.values():
            judge(product, facts)

    def shown() -> Advice:
        advice = advise(client, catalogue, lists, TODAY)
        mixes(advice, texts, 80, advice.proposals, plan_b=False)
        return advice

    base, _ = timed(judged)
    took, advice = timed(shown)
    if not advice.proposals:
        return None
    proven = advice.proven
    asked = [(proposal, part.candidate.product) for proposal in advice.proposals for part in proposal.mix.parts]
    later = [timed(lambda proposal=proposal, refused=refused: advice.plan_b(proposal, refused))[0] for proposal, refused in asked]
    return Row(group, base, took, sum(later), max(later, default=0), (proven, advice.proven))


def of_plan(group: str, plan: Plan, base: float) -> Row:
    """A plan alone."""
    bench = Workbench(plan)
    took, result = timed(lambda: solve(bench))
    asked = [(mix, part.candidate.product) for mix in result.mixes for part in mix.parts]
    later = [timed(lambda mix=mix, refused=refused: plan_b(bench, mix, refused))[0] for mix, refused in asked]
    return Row(group, base, took, sum(later), max(later, default=0), (result.proven, bench.proven))


def clients(whole: int, known: int) -> Iterator[tuple[str, Client]]:
    """The clients of the first three groups."""
    from generated import whole_client  # noqa: PLC0415 - from the tests

    for path in sorted(EXAMPLES.glob("kvk-*.toml")):
        yield STUDY, read_toml(path.read_text("utf-8"), path.name)[0]
    for seed in range(whole):
        yield WHOLE, whole_client(random.Random(seed))
    for seed in range(known):
        yield KNOWN, known_client(seed)


def known_client(seed: int) -> Client:
    """A firm that many say yes to, with several uses and debts that take most of what it earns."""
    from generated import PURPOSES, SOUND, consistent, whole_client  # noqa: PLC0415 - from the tests

    chance = random.Random(1000 + seed)
    drawn = whole_client(random.Random(seed * 7 + 3))
    purposes = chance.sample([purpose for purpose in PURPOSES if purpose not in mix_clients.ALONE], chance.choice([3, 3, 4]))
    total = int(60_000 * (700_000 / 60_000) ** chance.random())
    weights = [chance.uniform(0.5, 2) for _ in purposes]
    uses = []
    for purpose, weight in zip(purposes, weights, strict=True):
        use = dict(chance.choice(drawn.uses)) if drawn.uses else {}
        use.update({key: Answer(value) for key, value in SOUND.items() if key.startswith("use.")})
        use |= {"use.purpose": Answer(purpose), "use.amount": Answer(int(total * weight / sum(weights)) // 100 * 100)}
        use.pop("use.order_date", None)
        uses.append({**use, "use.committed": Answer(False)})
    answers = {key: Answer(SOUND[key]) if key in SOUND else answer for key, answer in drawn.answers.items()}
    answers["need.own_contribution"] = Answer(int(total * chance.choice([0, 0.05, 0.1, 0.2, 0.3])))
    if chance.random() < 0.7:
        answers.pop("need.needed_by", None)
    years = []
    for year in drawn.years:
        told = {key: Answer(SOUND[key]) if key in SOUND else answer for key, answer in year.items()}
        told["figures.debt_service"] = Answer(chance.choice([0, 10_000, 20_000, 30_000, 40_000]))
        told["figures.ebitda"] = Answer(chance.choice([60_000, 90_000, 120_000]))
        years.append(told)
    return consistent(Client(answers, tuple(uses), tuple(years), drawn.history))


def spread(name: str, rows: list[Row], seconds: Callable[[Row], float]) -> str:
    """Median, 95th percentile and most, as ratios to the baseline; and how many took too long."""
    ratios = sorted(seconds(row) / row.judged for row in rows)
    p95 = ratios[min(len(ratios) - 1, len(ratios) * 95 // 100)]
    long = sum(seconds(row) > LONG for row in rows)
    return (
        f"  {name:<34} median {statistics.median(ratios):6.2f}   95th {p95:6.2f}   most {ratios[-1]:6.2f}   over {LONG} s: {long}"
    )


def main() -> None:
    """Measure all groups and print the spread of each."""
    numbers = [int(word) for word in sys.argv[1:4]]
    whole, known, hard = (*numbers, *(400, 100, 40)[len(numbers) :])
    rows = [row for group, client in clients(whole, known) if (row := of_client(group, client)) is not None]
    base = statistics.median(row.judged for row in rows)
    rows += [of_plan(case.group, case.plan, base) for case in mix_clients.cases(hard, hard)]
    print(f"Baseline: all products judged once, {base * 1000:.0f} ms at the median")
    for group in (STUDY, WHOLE, KNOWN, DRAWN, USES, BOUND):
        some = [row for row in rows if row.group == group]
        if not some:
            continue
        print(f"\n{group}: {len(some)}; not proven the best: mixes {sum(not row.proven[0] for row in some)}, ", end="")
        print(f"with every plan B {sum(not row.proven[1] for row in some)}")
        print(spread("to the mixes", some, lambda row: row.shown))
        print(spread("every plan B after that", some, lambda row: row.second))
        print(spread("the slowest plan B", some, lambda row: row.slowest))


if __name__ == "__main__":
    main()
