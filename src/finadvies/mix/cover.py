"""The least gap any support leaves, to the euro: the largest suppliers first, so full cover shows at once."""

from __future__ import annotations

from bisect import insort
from itertools import accumulate
from typing import Final

from .board import NANO, Option, Scope
from .descent import OutOfNodesError
from .leaf import Unfit
from .reach import Reach
from .search import Met, Search

_PATIENCE: Final = 400
"""Nodes in which the largest suppliers show full cover, if debt service allows it."""


def least_gap(search: Search, scope: Scope) -> int | None:
    """The least gap in whole euros; None if no support keeps to the scope.

    The largest suppliers go first, so that full cover shows at once. Where the room for interest and repayment is known and
    full cover does not show, it may be that room that binds: then the lightest go first.

    If the work limit is met, `search.proven` turns false and the least gap found so far is given.
    """
    room = search.board.service_room
    first = _CoverDescent(search, scope, None, lightest_first=False)
    if room is None:
        _walk(first, search, search.node_limit)
        return first.best
    if _walk(first, search, _PATIENCE, settles=False):
        return first.best
    second = _CoverDescent(search, scope, first.best, lightest_first=True)
    _walk(second, search, search.node_limit)
    return second.best


def _walk(descent: _CoverDescent, search: Search, limit: int | None, *, settles: bool = True) -> bool:
    """Whether the walk came to its end."""
    try:
        descent.run(limit)
    except OutOfNodesError:
        search.proven &= not settles
        return False
    finally:
        search.nodes += descent.nodes
    return True


class _CoverDescent:
    """One depth-first search for the least gap."""

    def __init__(self, search: Search, scope: Scope, best: int | None, *, lightest_first: bool) -> None:
        board = search.board
        self.search = search
        self.board = board
        self.plan = board.plan
        self.scope = scope
        self.nodes = 0
        self.limit: int | None = None
        self.best = best
        self.lightest_first = lightest_first
        self.room = (board.service_room or 0) * NANO
        in_play = [option for option in board.options if not option.bit & scope.excluded]
        # Who brings a required product goes first, else the first supports met are mostly not allowed.
        self.line = sorted(
            in_play,
            key=lambda o: (o.service if lightest_first else not o.required & scope.required, -o.supply[-1], o.rank),
        )
        self.together = _together(self.line, len(board.cuts), self.plan.max_components)
        self.brings = [0] * (len(self.line) + 1)
        for place in range(len(self.line) - 1, -1, -1):
            self.brings[place] = self.brings[place + 1] | self.line[place].required
        self.floor = self._relaxed(board.shortages, 0, self.plan.max_components)

    def run(self, limit: int | None) -> None:
        """Walk until the least gap is certain.

        Args:
            limit: Most nodes; None for no limit.

        Raises:
            OutOfNodesError: The limit is met.
        """
        self.limit = limit
        if not self.scope.required:
            own = max(0, *self.board.shortages)
            self.best = own if self.best is None else min(self.best, own)
            self.search.meet(0)
        self._descend(0, 0, 0, 0, self.board.shortages, 0, self.scope.required)

    def _relaxed(self, short: tuple[int, ...], first: int, slots: int) -> int:
        """A gap that no newcomers from `first` on can get below, in whole euros."""
        return max(0, *[x - y for x, y in zip(short, self.together[first][slots], strict=True)])

    def _worth_it(self, support: int, short: tuple[int, ...], missing: int) -> bool:
        """Note the gap of a support if it is the least so far; whether a larger support may be a mix."""
        better = not missing and (self.best is None or max(0, *short) < self.best)
        if not better and not self.board.has_rows:
            return True
        met = self.search.meet(support)
        if better and isinstance(met, Met) and (self.best is None or met.gap < self.best):
            self.best = met.gap
        return met is not Unfit.NEVER

    def _nothing_better(self, place: int, slots: int, short: tuple[int, ...], carried: tuple[int, int] | None) -> bool:
        """Whether nobody from `place` on makes the gap smaller than the least one found."""
        if self.best is None:
            return False
        if self.best <= max(self.floor, self._relaxed(short, place, slots)):
            return True
        weight = self.line[place].service
        if carried is None or not weight:
            return False
        # All members are as light as the next one or lighter: of what they leave, it is the lightest to carry more.
        gap, left = carried
        return self.best <= gap - left // weight

    def _carried(self, support: int) -> tuple[int, int]:
        """What the room for repayment lets a support cover at most: the gap then left, and the rest of the room.

        The lightest fill up first, each with as much as the room carries. Other rules are not looked at, so
        that it is a bound.
        """
        members = sorted([self.board.options[rank] for rank in self.board.members(support)], key=lambda o: (o.service, o.rank))
        reach = Reach(self.board, members)
        amounts = reach.fill([reach.own, *range(reach.size), reach.gap])
        left = self.room - sum([option.lowest * option.service for option in members])
        gap = amounts[reach.gap]
        for option, amount in zip(members, amounts, strict=False):
            more = amount - option.lowest
            carried = min(more, left // option.service) if option.service else more
            gap += more - carried
            left -= carried * option.service
        return gap, left

    def _descend(
        self, first: int, support: int, barred: int, lenders: int, short: tuple[int, ...], lowest: int, missing: int
    ) -> None:
        slots = self.plan.max_components - support.bit_count()
        full_house = lenders.bit_count() >= self.plan.max_lenders
        if slots < 1:
            return
        carried = self._carried(support) if self.lightest_first else None
        for place in range(first, len(self.line)):
            if self._nothing_better(place, slots, short, carried):
                return
            if missing & ~self.brings[place]:
                return
            option = self.line[place]
            if option.bit & barred or (full_house and not option.lender & lenders):
                continue
            if lowest + option.lowest > self.board.total:
                continue
            self.nodes += 1
            if self.limit is not None and self.nodes > self.limit:
                raise OutOfNodesError
            after = tuple([x - y for x, y in zip(short, option.supply, strict=True)])
            joined = support | option.bit
            still_missing = missing & ~option.required
            if not self._worth_it(joined, after, still_missing):
                continue
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
