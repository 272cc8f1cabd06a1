"""The amounts for a chosen set of options: the least gap, then the least cost, in whole euros and exact."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from .board import Board, Option
from .reach import Reach, subset_ceilings, subset_sums
from .rows import keep, rows_of


class Unfit(Enum):
    """Why a support is no mix: no larger support can mend it, or one may."""

    NEVER = "never"
    NOT_YET = "not yet"


class Filling(NamedTuple):
    """What each source brings, in whole euros, in the order of the options asked for.

    Attributes:
        own: Own money used, in whole euros.
        totals: Whole euros per option.
        gap: Whole euros that stay uncovered.
        cost: Micro-euros over the plan.
        free: Whether no rule on debt service, own means or total debt had a say in the amounts.
        best: Whether the amounts are proven the best for this support.
    """

    own: int
    totals: tuple[int, ...]
    gap: int
    cost: int
    free: bool = True
    best: bool = True


def fill(board: Board, options: Sequence[Option]) -> Filling | Unfit:
    """Give the options of a support, in the order of their ids, their totals; say why not where they have none."""
    reach = Reach(board, options)
    if not reach.minimums_fit():
        return Unfit.NEVER  # the sets that are too full stay in every larger support
    rows = rows_of(board, options) if board.has_rows else []
    if any(not row.own_means and not row.holds(reach.lowest) for row in rows):
        return Unfit.NEVER
    if board.has_rows and _lacks_partner(options):
        return Unfit.NOT_YET
    prices = [option.price for option in options]
    order = sorted(range(reach.size), key=lambda place: (prices[place], place))
    amounts = reach.fill([reach.own, *order, reach.gap])
    if all(row.holds(amounts) for row in rows):
        return _filling(options, amounts)
    kept = keep(reach, prices, rows)
    return Unfit.NOT_YET if kept is None else _filling(options, kept.amounts, free=False, best=kept.best)


def _filling(options: Sequence[Option], amounts: list[int], *, free: bool = True, best: bool = True) -> Filling:
    *totals, own, gap = amounts
    cost = sum([option.fixed + option.price * amount for option, amount in zip(options, totals, strict=True)])
    return Filling(own, tuple(totals), gap, cost, free, best)


def _lacks_partner(options: Sequence[Option]) -> bool:
    """Whether somebody in the support never pays alone, and none of its partners is there."""
    support = sum([option.bit for option in options])
    return any(option.partners and not option.partners & support for option in options)


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
        asked = subset_sums([amount for amount, _ in later])
        taken = subset_ceilings([ceiling for _, ceiling in later], len(left))
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
