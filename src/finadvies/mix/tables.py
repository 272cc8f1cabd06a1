"""What the rest of the line can still do: options in ascending price, with figures over all that follow."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from .board import Option

_NONE_LEFT: Final = 1 << 60
"""A figure nobody has: the least of an empty rest."""

Steps = tuple[tuple[int, int], ...]
"""(place of a set of uses in the cuts, micro-euros per euro)."""


class Tables:
    """Suffix tables over a line of options.

    Attributes:
        line: The options in ascending price.
        largest: Per place, the largest supply to each set of uses from there on. The same object as long as
            nothing changes.
        steps: Per place, the steps in price between nested sets of uses (see `extra_per_use`). The same
            object likewise.
        least_fixed: Per place, the lowest fixed cost from there on, in micro-euros.
        least_points: Per place, the lowest uncertainty from there on.
        brings: Per place, the required products that can still come.
        suppliers: Per use, the places of the options that serve it.
    """

    def __init__(self, line: list[Option], uses: int) -> None:
        size = len(line)
        self.line = line
        self.largest: list[tuple[int, ...]] = [(0,) * ((1 << uses) - 1)] * (size + 1)
        self.steps: list[Steps] = [()] * (size + 1)
        self.least_fixed = [_NONE_LEFT] * (size + 1)
        self.least_points = [_NONE_LEFT] * (size + 1)
        self.brings = [0] * (size + 1)
        self.suppliers = [[n for n, option in enumerate(line) if option.ceilings[use]] for use in range(uses)]
        cheapest: list[int | None] = [None] * uses
        for place in range(size - 1, -1, -1):
            option = line[place]
            largest = self.largest[place + 1]
            if any(map(int.__gt__, option.supply, largest)):
                largest = tuple(map(max, option.supply, largest))
            self.largest[place] = largest
            self.least_fixed[place] = min(option.fixed, self.least_fixed[place + 1])
            self.least_points[place] = min(option.points, self.least_points[place + 1])
            self.brings[place] = option.required | self.brings[place + 1]
            cheaper = [option.price if most else old for most, old in zip(option.ceilings, cheapest, strict=True)]
            self.steps[place] = self.steps[place + 1]
            if cheaper != cheapest:
                cheapest = cheaper
                self.steps[place] = _steps(cheapest)

    def extra_per_use(self, place: int, short: tuple[int, ...], limit: int) -> int:
        """What covering the shortage costs above the cheapest price from `place` on, in micro-euros.

        Take the uses by their cheapest supplier left, the dearest first. What the newcomers bring to the
        first use, to the first two, and so on is at least the shortage there; each such amount is paid at
        least the step in price to the next use.
        """
        extra = 0
        for cut, step in self.steps[place]:
            if short[cut] > limit:
                extra += (short[cut] - limit) * step
        return extra


def _steps(cheapest: list[int | None]) -> Steps:
    # A use nobody serves any more joins the first set: what is short there, the others' newcomers must free
    # elsewhere.
    covered = sum(1 << use for use, price in enumerate(cheapest) if price is None)
    order = sorted([(price, use) for use, price in enumerate(cheapest) if price is not None], reverse=True)
    steps = []
    for (price, use), (next_price, _) in pairwise(order):
        covered |= 1 << use
        if price > next_price:
            steps.append((covered - 1, price - next_price))
    return tuple(steps)
