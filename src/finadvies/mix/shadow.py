"""Shadow prices: what a support costs at least where money for each use, and the room for repayment, are scarce at once.

Put a price on every euro that a use still needs and on every euro of the room for repayment, and let every option bring what pays at
those prices. What the needs are worth, less what the options earn on them, is a lower bound on the cost of any mix (the dual of the
linear programme). Of who may still join only so many earn as there are slots, and one of those that shut each other out. Any prices
give a bound; `Market.sharpened` looks for those that give a high one. It looks in floating point and keeps whole numbers, with which
the bound is reckoned, so that it holds exactly whatever the prices are.

What is bounded is the part of a weighted sum of figures that adds up over the members: cost, points, shares, private guarantees.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import Final, NamedTuple

from .board import MICRO, NANO, Board, Option
from .climb import climb
from .figures import Figures, certainty, control

FINE: Final = 1 << 32
"""Shadow prices are whole numbers of so many parts of a millionth."""
UNIT: Final = FINE * MICRO
"""So many parts are 1 of the sum that is bounded."""

_NEAR: Final = 0.1
"""Prices that were good for a larger support are looked for within this part of them."""

Start = tuple[float, tuple[float, ...]]
"""Price of a nano-euro of the room for repayment, and of a euro for each use; in millionths of the sum that is bounded."""


class _Terms(NamedTuple):
    """What an option asks, in millionths of the sum that is bounded, and what it can bring."""

    price: int
    service: int
    fixed: int
    spare: int  # the part of its top above its minimum
    top: int
    ceilings: tuple[int, ...]
    group: int  # equal only among options that all shut each other out


class Prices(NamedTuple):
    """Shadow prices with what follows from them.

    Attributes:
        start: The prices, to look for better ones from.
        worth: What the needs are worth, less what own money, the gap that may stay and the room bring; in parts.
        earned: What each option earns as a member, by rank; below 0 where its minimum or what it costs anyhow is not worth it.
        joining: Per place in the line and number of newcomers from there on, the most they earn together.
    """

    start: Start
    worth: int
    earned: list[int]
    joining: list[list[int]]

    def least(self, ranks: Sequence[int], first: int, slots: int) -> int:
        """The least sum, in parts, of these members and at most so many newcomers from a place on."""
        earned = self.earned
        return self.worth - sum([earned[rank] for rank in ranks]) - self.joining[first][slots]


class Market:
    """The options of one walk, with what each brings at given prices.

    Args:
        board: The plan.
        line: The options in play, in the order of the walk.
        gap: The largest gap that may stay, in whole euros.
        weights: What one of each figure weighs in the sum.
        shares_settled: Whether the sum counts no shares, since the walk does.
    """

    def __init__(self, board: Board, line: Sequence[Option], gap: int, weights: Figures, *, shares_settled: bool) -> None:
        self._need = board.need
        self._free = board.own + gap
        self._room = None if board.service_room is None else board.service_room * NANO
        self._slots = board.plan.max_components
        self._board_size = len(board.options)
        self._ranks = [option.rank for option in line]
        self.places = {rank: place for place, rank in enumerate(self._ranks)}
        """Where in the line each option stands, by rank."""
        cost, _, _, sure, kept = weights
        self._terms = [
            _Terms(
                option.price * cost,
                option.service,
                option.fixed * cost
                + MICRO * (sure * option.points + kept * control(0 if shares_settled else option.shares, option.guarantees)),
                option.top - option.lowest,
                option.top,
                option.ceilings,
                option.conflicts | option.bit,
            )
            for option in line
        ]
        services = sorted(option.service for option in line if option.service)
        self._scale = float(services[len(services) // 2]) if services else 1.0

    def sharpened(
        self, ranks: Sequence[int], first: int, barred: int, enough: int, steps: int, near: Start | None = None
    ) -> Prices:
        """Prices that give a high bound for a support and who may still join it.

        Args:
            ranks: Of the members.
            first: Place in the line of the first newcomer.
            barred: Who may not join.
            enough: What the bound need not get above, in millionths.
            steps: Most prices tried.
            near: Prices to begin with; None to begin where nothing is scarce.
        """
        slots = self._slots - len(ranks)
        members = [self._terms[self.places[rank]] for rank in ranks]
        rest = [terms for rank, terms in zip(self._ranks[first:], self._terms[first:], strict=True) if not barred >> rank & 1]
        room, uses = near or (0.0, (0.0,) * len(self._need))

        def look(at: Sequence[float]) -> tuple[float, list[float]]:
            return self._slope(members, rest, slots, at)

        start = [room * self._scale, *uses]
        stride = _NEAR * sum([x * x for x in start]) ** 0.5 if near else None
        scaled, *found = climb(look, start, float(enough), steps, stride)
        return self._prices(scaled / self._scale, found, ranks, first, barred)

    def _slope(
        self, members: Sequence[_Terms], rest: Sequence[_Terms], slots: int, at: Sequence[float]
    ) -> tuple[float, list[float]]:
        """The bound at given prices, and how it rises with each: the room in the unit of the scale, then the uses."""
        scaled, *uses = at
        room = scaled / self._scale
        order = _dearest_first(uses)
        wanted: list[float] = list(map(float, self._need))
        for use, amount in self._freely(order):
            wanted[use] -= amount
        bound = sum([price * amount for price, amount in zip(uses, wanted, strict=True)]) - room * (self._room or 0)
        best: dict[int, tuple[float, _Terms]] = {}
        for terms in rest:
            price, service, fixed, spare, top, ceilings, group = terms
            rate = price + room * service
            earned, space = -float(fixed), top
            for use in order:
                more = uses[use] - rate
                if more <= 0 or not space:
                    break
                amount = ceilings[use]
                space -= amount
                if space < 0:
                    amount, space = amount + space, 0
                earned += more * amount
            if earned > 0 and space > spare:
                earned = _earned(terms, order, room, uses)[0]  # it brings its minimum, if anything
            if earned > 0 and (group not in best or earned > best[group][0]):
                best[group] = (earned, terms)
        joining = nlargest(slots, best.values(), key=_first) if len(best) > slots else best.values()
        service_used = 0.0
        for terms in [*members, *[terms for _, terms in joining]]:
            earned, amounts = _earned(terms, order, room, uses)
            bound -= earned
            for use, amount in amounts:
                wanted[use] -= amount
                service_used += amount * terms.service
        return bound, [(service_used - self._room) / self._scale if self._room is not None else 0.0, *wanted]

    def _freely(self, order: Sequence[int]) -> list[tuple[int, int]]:
        """Whole euros per use that own money and the gap bring, where they are worth most."""
        amounts, left = [], self._free
        for use in order:
            amounts.append((use, min(left, self._need[use])))
            left -= amounts[-1][1]
        return amounts

    def _prices(self, room: float, uses: Sequence[float], ranks: Sequence[int], first: int, barred: int) -> Prices:
        """Whole prices, and what follows from them."""
        whole_room = int(room * FINE) if self._room is not None else 0
        whole = [int(price * FINE) for price in uses]
        order = _dearest_first(whole)
        worth = sum([price * amount for price, amount in zip(whole, self._need, strict=True)]) - whole_room * (self._room or 0)
        worth -= sum([whole[use] * amount for use, amount in self._freely(order)])
        earned = [0] * self._board_size
        for rank in ranks:
            earned[rank] = _wholly_earned(self._terms[self.places[rank]], order, whole_room, whole)
        joining = [[0] * (self._slots + 1)] * (len(self._terms) + 1)
        best: dict[int, int] = {}
        for place in range(len(self._terms) - 1, first - 1, -1):
            rank, terms = self._ranks[place], self._terms[place]
            joining[place] = joining[place + 1]
            if barred >> rank & 1:
                continue
            earns = earned[rank] = _wholly_earned(terms, order, whole_room, whole)
            if earns > best.get(terms.group, 0):
                best[terms.group] = earns
                sums = [0]
                for value in nlargest(self._slots, best.values()):
                    sums.append(sums[-1] + value)
                joining[place] = sums + [sums[-1]] * (self._slots + 1 - len(sums))
        return Prices((room, tuple(uses)), worth, earned, joining)


def settled(weights: Figures, figures: Figures, weakest: int, *, shares: bool) -> int:
    """The part of the weighted sum that does not add up over the members.

    Args:
        weights: What one of each figure weighs.
        figures: Of the support.
        weakest: Points of its weakest member.
        shares: Whether somebody is counted on to take shares.
    """
    _, days, homework, sure, kept = weights
    return days * figures[1] + homework * figures[2] + sure * certainty(weakest, 0) + kept * control(int(shares), 0)


def _first(pair: tuple[float, _Terms]) -> float:
    return pair[0]


def _dearest_first(uses: Sequence[float]) -> list[int]:
    return sorted(range(len(uses)), key=uses.__getitem__, reverse=True)


def _earned(terms: _Terms, order: Sequence[int], room: float, uses: Sequence[float]) -> tuple[float, list[tuple[int, int]]]:
    """What an option earns with at least its minimum, and what it brings to each use."""
    rate = terms.price + room * terms.service
    earned, space, amounts = -float(terms.fixed), terms.top, []
    for use in order:
        more = uses[use] - rate
        if not space or (more <= 0 and space <= terms.spare):
            break
        amount = min(terms.ceilings[use], space if more > 0 else space - terms.spare)
        earned += more * amount
        space -= amount
        amounts.append((use, amount))
    return earned, amounts


def _wholly_earned(terms: _Terms, order: Sequence[int], room: int, uses: Sequence[int]) -> int:
    """The same in parts, exactly: the most that any amounts of this option earn."""
    rate = terms.price * FINE + room * terms.service
    earned, space = -terms.fixed * FINE, terms.top
    for use in order:
        more = uses[use] - rate
        if not space or (more <= 0 and space <= terms.spare):
            break
        amount = min(terms.ceilings[use], space if more > 0 else space - terms.spare)
        earned += more * amount
        space -= amount
    return earned
