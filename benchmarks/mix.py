"""How much processor time the mixes cost on the shipped catalogue: every label and every plan B, beside HiGHS on two questions.

Run with the Python of the test environment: `python benchmarks/mix.py [CLIENTS]`. For each client, in turn and in one run: the search answers
all labels and a plan B for each component; HiGHS, with the model that the tests use as their oracle, answers two of those questions
(the least gap, and the least cost at that gap). Judging the options and their prices is not counted on either side.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support")]

from highs_model import Model  # noqa: E402 - from the tests
from shipped import shipped_catalogue, shipped_library  # noqa: E402 - from the tests

from finadvies.advice import advise  # noqa: E402 - after the path
from finadvies.catalogue.situations import client_in, situations  # noqa: E402
from finadvies.domain.client import Client  # noqa: E402
from finadvies.homework import Lists  # noqa: E402
from finadvies.importers.client_source import read_toml  # noqa: E402
from finadvies.mix import Plan, Workbench, plan_b, solve  # noqa: E402

TODAY = date(2026, 11, 24)
EXAMPLES = ROOT / "src" / "finadvies" / "examples"


def clients(number: int) -> Iterator[Client]:
    """The eight cases of the study, and so many of the made-up clients of the coverage, drawn with a fixed seed."""
    for path in sorted(EXAMPLES.glob("kvk-*.toml")):
        yield read_toml(path.read_text("utf-8"), path.name)[0]
    drawn = random.Random(4).sample(list(situations(shipped_catalogue())), number)
    yield from (client_in(situation, shipped_catalogue(), TODAY) for situation in drawn)


def plans(number: int) -> Iterator[Plan]:
    """The plan of each client that needs money and is offered some."""
    lists = Lists(shipped_library().checklists())
    for client in clients(number):
        advice = advise(client, shipped_catalogue(), lists, TODAY)
        if advice.result is not None and advice.offers:
            yield advice.workbench.plan


def ours(plan: Plan) -> float:
    """Milliseconds for all labels and a plan B of every component."""
    begin = time.process_time()
    bench = Workbench(plan)
    for mix in solve(bench).mixes:
        for part in mix.parts:
            plan_b(bench, mix, part.candidate.product)
    return (time.process_time() - begin) * 1000


def highs(plan: Plan) -> float:
    """Milliseconds for the least gap and the least cost at it."""
    begin = time.process_time()
    model = Model(plan)
    gap = model.least([(column, 1) for column in model.gap])
    model.row(0, gap + 1e-6, [(column, 1) for column in model.gap])
    model.least(model.cost)
    return (time.process_time() - begin) * 1000


def main() -> None:
    """Measure each client both ways and print the spread, and the ratio of the medians."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    found = [(len(plan.candidates), ours(plan), highs(plan)) for plan in plans(number)]
    for name, column in (("variants", 0), ("search, all labels and plan B, ms", 1), ("HiGHS, two questions, ms", 2)):
        values = sorted(row[column] for row in found)
        p95 = values[min(len(values) - 1, len(values) * 95 // 100)]
        print(f"{name:<36} median {statistics.median(values):8.1f}   95th {p95:8.1f}   most {values[-1]:8.1f}")
    times = statistics.median(row[2] for row in found) / statistics.median(row[1] for row in found)
    print(f"{len(found)} clients; two questions to HiGHS take {times:.1f} times as long as all of ours at the median")


if __name__ == "__main__":
    main()
