"""The mixes to show: the best one for each label, those that coincide shown once; first the balanced one, or the one asked for.

No shown mix is beaten by another mix of the same step of the gap on every count. A label's key holds all five
figures, so whoever is better somewhere and worse nowhere would have won the label. For the same reason no two
shown mixes have the same five
figures: the number of components and the ids decide alike under every key. Hence nothing has to be left out
    afterwards.
"""

from __future__ import annotations

from .model import LABELS, Label, Mix, Plan, Result
from .workbench import Workbench


def solve(plan: Plan | Workbench, first: Label = "balanced") -> Result:
    """The best mixes for a plan.

    Args:
        plan: The plan, or its workbench if second choices are asked afterwards.
        first: Which of the best mixes is shown first.

    Returns:
        The shown mixes and the largest cover.

    Raises:
        ValueError: The plan contradicts itself.
    """
    bench = Workbench.of(plan)
    winners = bench.winners
    shown: dict[tuple[int, ...], Mix] = {}
    in_order: tuple[Label, ...] = (first, "balanced", *LABELS) if winners else ()
    for label in in_order:
        ranks = winners[label]
        if ranks not in shown:
            shown[ranks] = bench.mix(ranks, tuple(other for other in LABELS if winners[other] == ranks))
    largest = bench.largest_cover()
    if largest is None:
        every_use = frozenset(range(len(bench.board.need)))
        return Result((), None, bench.proven, every_use, bound=len(bench.board.options) < len(bench.plan.candidates))
    cover, short = shown.get(largest) or bench.mix(largest), bench.board.short_after(largest)
    if cover.gap > max(0, *short):
        return Result(tuple(shown.values()), cover, bench.proven, frozenset(use for use, _ in cover.gap_uses), bound=True)
    return Result(tuple(shown.values()), cover, bench.proven, _most_short(short))


def others(plan: Plan | Workbench, shown: Result) -> tuple[Mix, ...]:
    """Every further mix that no other mix of the same step of the gap equals or beats on all five counts, the cheapest first.

    Args:
        plan: The plan, or the workbench that gave the result.
        shown: The result; what it shows is left out.

    Returns:
        Mixes without labels; whether they are all of them, `Workbench.proven` tells.
    """
    bench = Workbench.of(plan)
    known = {tuple(part.candidate.id for part in mix.parts) for mix in shown.mixes}
    found = [bench.mix(ranks) for ranks in bench.unbeaten()]
    return tuple(mix for mix in found if tuple(part.candidate.id for part in mix.parts) not in known)


def _most_short(short: tuple[int, ...]) -> frozenset[int]:
    """The smallest set of uses with the largest shortage.

    Sets that tie for the largest have a common part that ties too (shortage is supermodular), so the smallest
    is unique.
    """
    gap = max(short)
    if gap <= 0:
        return frozenset()
    common = -1
    for place, shortage in enumerate(short):
        if shortage == gap:
            common &= place + 1
    return frozenset(use for use in range(common.bit_length()) if common >> use & 1)
