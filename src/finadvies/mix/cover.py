"""The least gap any support leaves, to the euro: the largest suppliers first, so full cover shows at once."""

from __future__ import annotations

from bisect import insort
from itertools import accumulate

from .board import Option, Scope
from .search import OutOfNodesError, Search


def least_gap(search: Search, scope: Scope) -> int | None:
    """The least gap in whole euros; None if no support keeps to the scope.

    If the work limit is met, `search.proven` turns false and the least gap found so far is given.
    """
    descent = _CoverDescent(search, scope)
    try:
        descent.run()
    except OutOfNodesError:
        search.proven = False
    search.nodes += descent.nodes
    return descent.best


class _CoverDescent:
    """One depth-first search for the least gap."""

    def __init__(self, search: Search, scope: Scope) -> None:
        board = search.board
        self.search = search
        self.board = board
        self.plan = board.plan
        self.scope = scope
        self.nodes = 0
        self.best: int | None = None
        in_play = [option for option in board.options if not option.bit & scope.excluded]
        # Who brings a required product goes first, else the first supports met are mostly not allowed.
        self.line = sorted(in_play, key=lambda o: (not o.required & scope.required, -o.supply[-1], o.rank))
        self.together = _together(self.line, len(board.cuts), self.plan.max_components)
        self.brings = [0] * (len(self.line) + 1)
        for place in range(len(self.line) - 1, -1, -1):
            self.brings[place] = self.brings[place + 1] | self.line[place].required
        self.floor = self._relaxed(board.shortages, 0, self.plan.max_components)

    def run(self) -> None:
        """Walk until the least gap is certain."""
        if not self.scope.required:
            self.best = max(0, *self.board.shortages)
            self.search.meet(0)
        self._descend(0, 0, 0, 0, self.board.shortages, 0, self.scope.required)

    def _relaxed(self, short: tuple[int, ...], first: int, slots: int) -> int:
        """A gap that no newcomers from `first` on can get below, in whole euros."""
        return max(0, *[x - y for x, y in zip(short, self.together[first][slots], strict=True)])

    def _descend(
        self,
        first: int,
        support: int,
        barred: int,
        lenders: int,
        short: tuple[int, ...],
        lowest: int,
        missing: int,
    ) -> None:
        slots = self.plan.max_components - support.bit_count()
        full_house = lenders.bit_count() >= self.plan.max_lenders
        if slots < 1:
            return
        for place in range(first, len(self.line)):
            if self.best is not None and self.best <= max(self.floor, self._relaxed(short, place, slots)):
                return
            if missing & ~self.brings[place]:
                return
            option = self.line[place]
            if option.bit & barred or (full_house and not option.lender & lenders):
                continue
            if lowest + option.lowest > self.board.total:
                continue
            self.nodes += 1
            if self.search.node_limit is not None and self.nodes > self.search.node_limit:
                raise OutOfNodesError
            after = tuple([x - y for x, y in zip(short, option.supply, strict=True)])
            joined = support | option.bit
            still_missing = missing & ~option.required
            gap = max(0, *after)
            if not still_missing and (self.best is None or gap < self.best):
                if self.search.meet(joined) is None:
                    continue
                self.best = gap
            self._descend(
                place + 1,
                joined,
                barred | option.conflicts,
                lenders | option.lender,
                after,
                lowest + option.lowest,
                still_missing,
            )


def _together(line: list[Option], cuts: int, most: int) -> list[list[tuple[int, ...]]]:
    """Per place and number of newcomers, the most they bring to each set of uses, one variant per product."""
    none = [(0,) * cuts] * (most + 1)
    per_place = [none]
    of_product: list[dict[str, int]] = [{} for _ in range(cuts)]
    ascending: list[list[int]] = [[] for _ in range(cuts)]
    for option in reversed(line):
        product = option.candidate.product
        for cut, supply in enumerate(option.supply):
            before = of_product[cut].get(product, 0)
            if supply > before:
                if before:
                    ascending[cut].remove(before)
                insort(ascending[cut], supply)
                of_product[cut][product] = supply
        columns = [list(accumulate(reversed(row[-most:] if most else []), initial=0)) for row in ascending]
        padded = [column + [column[-1]] * (most + 1 - len(column)) for column in columns]
        per_place.append(list(zip(*padded, strict=True)))
    per_place.reverse()
    return per_place
