"""The amounts for a chosen set of options: the least gap, then the least cost, in whole euros and exact.

What a set `T` of options can bring is `f(T)`, the sum over the uses of the smaller of the need and the
ceilings of `T`. The totals that keep every `X(T) <= f(T)` form a polymatroid, so filling in ascending price,
each as far as all sets allow, is best for the gap and for the cost at once; own money is one more source, of
price 0. Minimums are the point to start from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .board import Board, Option


class Filling(NamedTuple):
    """What each source brings, in whole euros, in the order of the options asked for.

    Attributes:
        own: Own money used, in whole euros.
        totals: Whole euros per option.
        gap: Whole euros that stay uncovered.
        cost: Micro-euros over the plan.
    """

    own: int
    totals: tuple[int, ...]
    gap: int
    cost: int


def fill(board: Board, options: Sequence[Option]) -> Filling | None:
    """Give the options of a support their totals.

    Returns:
        The filling, or None if the minimums do not fit side by side. Then no larger support can mend it,
        since the sets that are too full stay in it.
    """
    size = len(options)
    totals = [option.lowest for option in options]
    room = _reach(board.need, options)
    for subset, lowest in enumerate(_subset_sums(totals)):
        room[subset] -= lowest
        if room[subset] < 0:
            return None
    open_need = board.total - sum(totals)
    own = min(board.own, open_need)
    open_need -= own
    for place in sorted(range(size), key=lambda n: (options[n].price, options[n].rank)):
        bit = 1 << place
        holding = [subset for subset in range(1, 1 << size) if subset & bit]
        more = min(open_need, options[place].top - totals[place], *[room[subset] for subset in holding])
        if more:
            totals[place] += more
            open_need -= more
            for subset in holding:
                room[subset] -= more
    cost = sum([option.fixed + option.price * amount for option, amount in zip(options, totals, strict=True)])
    return Filling(own, tuple(totals), open_need, cost)


def place(board: Board, options: Sequence[Option], filling: Filling) -> tuple[tuple[int, ...], ...]:
    """Spread the totals over the uses: own money first, then the options as given, the uses in order.

    A source takes in a use all that leaves the sources after it enough room elsewhere. What it must keep for
    its own later uses never limits this: taking more now only makes that easier.

    Returns:
        Whole euros per use: own money, then each option, then the gap.
    """
    left = list(board.need)
    sources = [(filling.own, board.need)]
    sources += [(total, option.ceilings) for total, option in zip(filling.totals, options, strict=True)]
    placed = []
    for number, (total, ceilings) in enumerate(sources):
        to_place = total
        later = sources[number + 1 :]
        asked = _subset_sums([amount for amount, _ in later])
        taken = _subset_ceilings([ceiling for _, ceiling in later], len(left))
        amounts = []
        for use in range(len(left)):
            # What each set of later sources must find in this use, since the other uses cannot take it.
            elsewhere = [0 if other == use else amount for other, amount in enumerate(left)]
            wanted = [want - sum(map(min, elsewhere, most)) for want, most in zip(asked, taken, strict=True)]
            amount = min(to_place, ceilings[use], left[use] - max(wanted))
            amounts.append(amount)
            to_place -= amount
            left[use] -= amount
        placed.append(tuple(amounts))
    return (*placed, tuple(left))


def _reach(need: tuple[int, ...], options: Sequence[Option]) -> list[int]:
    """`f(T)` for every subset `T`, in whole euros."""
    return [sum(map(min, need, ceilings)) for ceilings in _subset_ceilings([option.ceilings for option in options], len(need))]


def _subset_sums(values: Sequence[int]) -> list[int]:
    sums = [0]
    for value in values:
        sums += [value + before for before in sums]
    return sums


def _subset_ceilings(ceilings: Sequence[tuple[int, ...]], uses: int) -> list[tuple[int, ...]]:
    sums: list[tuple[int, ...]] = [(0,) * uses]
    for mine in ceilings:
        sums += [tuple([x + y for x, y in zip(mine, before, strict=True)]) for before in sums]
    return sums
