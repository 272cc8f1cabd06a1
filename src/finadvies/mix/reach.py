"""What the options of a support can bring, alone and together, and how they fill up in a given order.

What a set `T` of options can bring is `f(T)`, the sum over the uses of the smaller of the need and the
ceilings of `T`. The totals that keep every `X(T) <= f(T)` form a polymatroid, so filling in ascending price,
each as far as all sets allow, is best for the gap and for the cost at once. Own money and the gap are sources
too: own money as far as it goes, the gap whatever nobody pays. Minimums are the point to start from.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .board import Board, Option


class Reach:
    """The sources of a support: its options in the order given, then own money, then the gap.

    Attributes:
        size: Number of options; also the place of own money, and the gap comes after it.
        lowest: Least amount per option, in whole euros.
        tops: Largest amount per option, in whole euros.
    """

    def __init__(self, board: Board, options: Sequence[Option]) -> None:
        self.size = len(options)
        self.lowest = [option.lowest for option in options]
        self.tops = [option.top for option in options]
        self._total = board.total
        self._own = board.own
        ceilings = subset_ceilings([option.ceilings for option in options], len(board.need))
        self._together = [sum(map(min, board.need, most)) for most in ceilings]

    @property
    def own(self) -> int:
        """The place of own money among the sources."""
        return self.size

    @property
    def gap(self) -> int:
        """The place of the gap among the sources."""
        return self.size + 1

    def lifted(self, place: int, lowest: int) -> Reach:
        """The same with a higher minimum for one option."""
        other = object.__new__(Reach)
        other.__dict__.update(self.__dict__, lowest=[*self.lowest[:place], lowest, *self.lowest[place + 1 :]])
        return other

    def short_of(self, gap: int) -> Reach:
        """The same for a need that is smaller by a gap, wherever it falls."""
        other = object.__new__(Reach)
        other.__dict__.update(self.__dict__, _total=self._total - gap)
        return other

    def minimums_fit(self) -> bool:
        """Whether all options can bring their minimum side by side."""
        if any(map(int.__gt__, self.lowest, self.tops)):
            return False
        return not any(map(int.__gt__, subset_sums(self.lowest), self._together))

    def fill(self, order: Sequence[int]) -> list[int]:
        """Whole euros per source when they fill up in this order, each as far as all sets allow.

        Args:
            order: The places of all sources; who comes after the gap brings its minimum only.
        """
        amounts = [*self.lowest, 0, 0]
        left = self._total - sum(amounts)
        room = list(map(int.__sub__, self._together, subset_sums(self.lowest)))
        for source in order:
            if not left:
                break
            if source >= self.size:
                more = min(self._own, left) if source == self.own else left
                amounts[source] += more
            else:
                holding = _holding(source, self.size)
                more = min(left, self.tops[source] - amounts[source], *[room[subset] for subset in holding])
                if not more:
                    continue
                amounts[source] += more
                for subset in holding:
                    room[subset] -= more
            left -= more
        return amounts


def subset_sums(values: Sequence[int]) -> list[int]:
    """The sum of every subset of the values, by its mask."""
    sums = [0]
    for value in values:
        sums += [value + before for before in sums]
    return sums


def subset_ceilings(ceilings: Sequence[tuple[int, ...]], uses: int) -> list[tuple[int, ...]]:
    """The ceilings per use of every subset together, by its mask."""
    sums: list[tuple[int, ...]] = [(0,) * uses]
    for mine in ceilings:
        sums += [tuple([x + y for x, y in zip(mine, before, strict=True)]) for before in sums]
    return sums


@cache
def _holding(place: int, size: int) -> tuple[int, ...]:
    """The subsets of so many options that hold the one at this place."""
    return tuple(subset for subset in range(1, 1 << size) if subset >> place & 1)
