"""How much processor time the mixes cost on the shipped catalogue: every label and every plan B, beside HiGHS and CP-SAT.

Run with the Python of the environment for benchmarks: `python benchmarks/mix.py [DRAWN] [HARD] [SECONDS]`. For each client, in turn and in one
run, the search answers all labels and a plan B for each component. The solvers are asked twice:

- two questions: the least gap, and the least cost at it;
- the same questions: those two, the five objectives at the step of the gap, and for each plan B the least gap without who refuses and the
  objective at that. Of each only the first figure: the solvers break no ties, give no ids, and the balanced mix is asked as the cheapest.
  All of that would cost them more.

Judging the options and their prices is counted nowhere, nor is importing a library. A solver builds one model per client, which is counted;
those without who refuses are built outside the clock. A question that takes more than SECONDS on the clock of the wall stops there, counts for
what it took, and is said. All three must agree on gap and cost, and where they do not that is counted. HiGHS has the tight tolerances of the
oracle, without which it cannot tell EUR 5 from nothing beside EUR 5 million; CP-SAT reckons in whole euros.

Ends with the targets by group, the slowest clients, and where the search spends its time on the slowest.
"""

from __future__ import annotations

import cProfile
import pstats
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import Any

from mix_clients import BOUND, DRAWN, USES, Case, cases

from finadvies.mix import OBJECTIVES, Label, Mix, Plan, Result, Workbench, plan_b, solve

TARGET_MEDIAN, TARGET_P95, TARGET_TIMES = 70, 1000, 10
"""What is asked of the search: milliseconds at the median and the 95th percentile, and how much slower the solvers are at the median."""


def solvers(seconds: float) -> dict[str, Callable[[Plan], Any]]:
    """What builds a model of a plan, by name of the solver; those that are not installed are left out."""
    found: dict[str, Callable[[Plan], Any]] = {}
    try:
        from highs_model import Model  # noqa: PLC0415 - from the tests, and only where HiGHS is there

        found["HiGHS"] = lambda plan: Model(plan, seconds)
    except ImportError:
        print("HiGHS is not installed (extra `test`): left out")
    try:
        from cp_sat import CpModel  # noqa: PLC0415 - only where CP-SAT is there

        found["CP-SAT"] = lambda plan: CpModel(plan, seconds)
    except ImportError:
        print("CP-SAT is not installed (extra `bench`): left out")
    return found


@dataclass
class Clock:
    """Milliseconds of processor time, and how often it was stopped because a question took too long."""

    ms: float = 0
    late: int = 0

    def time(self, what: Callable[[], Any]) -> Any:
        begin = time.process_time()
        try:
            return what()
        except TimeoutError:
            self.late += 1
            return None
        finally:
            self.ms += (time.process_time() - begin) * 1000


@dataclass
class Row:
    """What was measured of one client.

    Attributes:
        labels, second_choices: milliseconds for the labels, and for the plan B's after them.
        nodes: of the search, for the labels and for all.
        two, same: milliseconds by solver; ours on the two questions as well.
        late: questions that took a solver too long, by solver.
        differs: solvers that found another gap or cost than the search, of those compared.
        compared: solvers that answered both questions in time.
        asked: how many questions the search answered: six labels, the largest cover, and the plan B's.
    """

    case: Case
    labels: float = 0
    second_choices: float = 0
    nodes: tuple[int, int] = (0, 0)
    proven: bool = True
    asked: int = 0
    two: dict[str, float] = field(default_factory=dict)
    same: dict[str, float] = field(default_factory=dict)
    late: dict[str, int] = field(default_factory=dict)
    differs: list[str] = field(default_factory=list)
    compared: list[str] = field(default_factory=list)

    @property
    def ours(self) -> float:
        return self.labels + self.second_choices


def measure(case: Case, ways: dict[str, Callable[[Plan], Any]]) -> Row:
    """All ways on one client."""
    row, clock = Row(case), Clock()
    bench = clock.time(lambda: Workbench(case.plan))
    result: Result = clock.time(lambda: solve(bench))
    row.labels, nodes = clock.ms, bench.search.nodes
    refusals = [(mix, part.candidate.product) for mix in result.mixes for part in mix.parts]
    clock = Clock()
    clock.time(lambda: [plan_b(bench, mix, product) for mix, product in refusals])
    row.second_choices, row.nodes, row.proven = clock.ms, (nodes, bench.search.nodes), bench.proven
    row.asked = len(OBJECTIVES) + 2 + len(refusals)
    row.two["search"] = _two_of_ours(case.plan)
    for name, build in ways.items():
        clock = Clock()
        gap, cost, model = _two(clock, build, case.plan)
        row.two[name] = clock.ms
        row.compared += [name] * (not clock.late)
        if not clock.late and not _agrees(case.plan, result.largest_cover, gap, cost, proven=result.proven):
            row.differs.append(name)
        _rest(clock, build, model, case.plan, gap, refusals)
        row.same[name], row.late[name] = clock.ms, clock.late
    return row


def _two_of_ours(plan: Plan) -> float:
    """The two questions asked of the search alone."""
    clock = Clock()
    bench = clock.time(lambda: Workbench(plan))
    clock.time(bench.largest_cover if (clock.time(lambda: bench.least_gap) or 0) else lambda: _cheapest(bench))
    return clock.ms


def _cheapest(bench: Workbench) -> object:
    return None if bench.least_gap is None else bench.best("cheapest", bench.board.everything)


def _two(clock: Clock, build: Callable[[Plan], Any], plan: Plan) -> tuple[int | None, float | None, Any]:
    """Gap and cost by a solver, and its model, which now allows no larger gap."""
    model = clock.time(lambda: build(plan))
    gap = _least_gap(clock, model)
    if gap is None or gap == sum(plan.need):
        return gap, None, model
    model.at_most(gap)
    return gap, clock.time(lambda: model.least(model.cost)), model


def _least_gap(clock: Clock, model: Any) -> int | None:
    gap = model.gap if not isinstance(model.gap, list) else [(column, 1) for column in model.gap]
    found = clock.time(lambda: model.least(gap))
    return None if found is None else ceil(found - 1e-3)


def _rest(
    clock: Clock, build: Callable[[Plan], Any], model: Any, plan: Plan, gap: int | None, refusals: Sequence[tuple[Mix, str]]
) -> None:
    """The other labels at the step of the gap, and each plan B."""
    if gap is None or gap == sum(plan.need):
        return
    if gap:  # the first model allows no larger gap than the least
        model = build(plan)
        model.at_most(_end_of_step(plan, gap))
    for label in OBJECTIVES if gap else OBJECTIVES[1:]:
        clock.time(lambda label=label: model.least(model.objective(label)))
    for mix, product in refusals:
        still = tuple(who for who in plan.candidates if product not in who.products)
        other = build(replace(plan, candidates=still, require=plan.require - {product}))
        found = _least_gap(clock, other)
        if found is None or found == sum(plan.need):
            continue
        other.at_most(_end_of_step(plan, found))
        asked: Label = "cheapest" if mix.labels[0] == "balanced" else mix.labels[0]
        clock.time(lambda other=other, asked=asked: other.least(other.objective(asked)))


def _end_of_step(plan: Plan, gap: int) -> int:
    step = ceil(sum(plan.need) / 100)
    return min(ceil(gap / step) * step, sum(plan.need) - 1)


def _agrees(plan: Plan, cover: Mix | None, gap: int | None, cost: float | None, *, proven: bool) -> bool:
    """Whether gap and cost are ours: up to rounding, and what one euro more costs with one than with another where service binds."""
    if cover is None or cost is None:
        return cover is None and (gap is None or gap == sum(plan.need))
    euros = cost / 1e6 if isinstance(cost, int) else cost
    more = 1.001 + max(who.price_ppm for who in plan.candidates) / 1e6 * (plan.service_room is not None)
    if not proven:
        return (cover.gap, cover.cost) >= (gap or 0, euros - 1e-3)
    return cover.gap == gap and cover.cost - more < euros < cover.cost + 1e-3


# -- what is printed


def spread(name: str, values: Sequence[float], beside: Sequence[float] | None = None) -> str:
    """Median, 95th percentile and most of a column, and the ratio of its median to another's."""
    in_order = sorted(values)
    p95 = in_order[min(len(in_order) - 1, len(in_order) * 95 // 100)]
    times = f"   {statistics.median(in_order) / statistics.median(beside):6.1f} x the search" if beside else ""
    return f"  {name:<44} median {statistics.median(in_order):9.1f}   95th {p95:9.1f}   most {in_order[-1]:9.1f}{times}"


def report(title: str, rows: Sequence[Row], names: Sequence[str]) -> None:
    """The spread of every way over some clients."""
    proven = sum(row.proven for row in rows)
    print(f"\n{title}: {len(rows)} clients, {proven} with all answers proven best")
    ours = [row.ours for row in rows]
    print(spread("variants", [len(row.case.plan.candidates) for row in rows]))
    print(spread("questions", [row.asked for row in rows]))
    print(spread("nodes", [row.nodes[1] for row in rows]))
    print(spread("search, labels, ms", [row.labels for row in rows]))
    print(spread("search, labels and every plan B, ms", ours))
    print(spread("search, two questions, ms", [row.two["search"] for row in rows]))
    for name in names:
        print(spread(f"{name}, two questions, ms", [row.two[name] for row in rows], [row.two["search"] for row in rows]))
        print(spread(f"{name}, the same questions, ms", [row.same[name] for row in rows], ours))
        compared, wrong = sum(name in row.compared for row in rows), sum(name in row.differs for row in rows)
        late = sum(row.late[name] for row in rows)
        print(f"  {name}: {compared} compared, {wrong} with another gap or cost than the search; {late} questions not finished")


def verdict(rows: Sequence[Row], names: Sequence[str]) -> Iterator[str]:
    """Each target, and whether it is met."""
    ours = sorted(row.ours for row in rows)
    median, p95 = statistics.median(ours), ours[min(len(ours) - 1, len(ours) * 95 // 100)]
    yield f"median {median:.0f} ms of at most {TARGET_MEDIAN}: {'met' if median <= TARGET_MEDIAN else 'MISSED'}"
    yield f"95th percentile {p95:.0f} ms of at most {TARGET_P95}: {'met' if p95 <= TARGET_P95 else 'MISSED'}"
    for name in names:
        times = statistics.median(row.same[name] for row in rows) / median
        yield f"{name} {times:.1f} times as long, of at least {TARGET_TIMES}: {'met' if times >= TARGET_TIMES else 'MISSED'}"


def slowest(rows: Sequence[Row], most: int = 5) -> Iterator[str]:
    """What the slowest clients are like."""
    for row in sorted(rows, key=lambda row: -row.ours)[:most]:
        plan = row.case.plan
        room = "not known" if plan.service_room is None else f"{plan.service_room} a year"
        yield (
            f"  {row.ours:7.0f} ms ({row.labels:.0f} labels, {row.second_choices:.0f} plan B): {row.case.group}; uses {plan.need}, own {plan.own}, "
            f"{len(plan.candidates)} variants, room {room}, nodes {row.nodes[0]} for labels, {row.nodes[1]} in all, {row.asked} questions, "
            f"{'proven' if row.proven else 'not proven'}"
        )


def profile(plan: Plan, most: int = 10) -> Iterator[str]:
    """Where the search spends its time on a plan: the functions that take most, their own time only."""
    profiler = cProfile.Profile()
    profiler.runcall(_all_of_ours, plan)
    stats: Any = pstats.Stats(profiler)
    spent = sorted(((own, calls, where) for where, (_, calls, own, _, _) in stats.stats.items()), reverse=True)
    whole = sum(own for own, _, _ in spent)
    for own, calls, (file, line, name) in spent[:most]:
        yield f"  {own / whole:6.1%}  {calls:8} calls  {Path(file).name}:{line} {name}"


def _all_of_ours(plan: Plan) -> None:
    bench = Workbench(plan)
    for mix in solve(bench).mixes:
        for part in mix.parts:
            plan_b(bench, mix, part.candidate.product)


def main() -> None:
    """Measure each client all ways and print the spread per group and together, the targets, and the slowest clients."""
    numbers = [int(word) for word in sys.argv[1:4]]
    drawn, hard, seconds = (*numbers, *(200, 40, 60)[len(numbers) :])
    ways = solvers(seconds)
    rows = [measure(case, ways) for case in cases(drawn, hard)]
    groups = {name: [row for row in rows if row.case.group == name] for name in (DRAWN, USES, BOUND)}
    for title, some in (*groups.items(), ("together", rows)):
        if some:
            report(title, some, list(ways))
    for title, some in (*groups.items(), ("together", rows)):
        if some:
            print(f"\nTargets, {title}:", *verdict(some, list(ways)), sep="\n  ")
    print("\nThe slowest:", *slowest(rows), sep="\n")
    print("\nOf the very slowest, by function:", *profile(max(rows, key=lambda row: row.ours).case.plan), sep="\n")


if __name__ == "__main__":
    main()
