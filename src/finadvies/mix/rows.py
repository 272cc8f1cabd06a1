"""The rules that bind several amounts at once: debt service, own means, a ceiling on all debt.

Each is a row: so much per euro of every option, together at most a bound. Without them the amounts follow by
filling up in ascending price. Where that breaks one row, the row gets a price: the options that weigh on it
become dearer, until the filling keeps it. At that price two orders are equally good, one that keeps the row
and one that breaks it, and between the two amounts move from one source to the other, in whole euros, as far
as the row allows. The cost is then less than the difference in price of one euro above the best in cents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from .board import NANO, Board, Option
from .reach import Reach

if TYPE_CHECKING:
    from fractions import Fraction

_NOBODY_PAYS: Final = 1 << 62
"""The price of the gap, above any: the gap comes first, always."""


class Row(NamedTuple):
    """At most `bound` for the sum of weight times amount.

    Attributes:
        weights: Per option of the support.
        bound: In the unit of weight times euros.
        own_means: Whether it asks for own means. Then a larger support can still keep a row that this one
            cannot.
    """

    weights: tuple[int, ...]
    bound: int
    own_means: bool = False

    def holds(self, amounts: Sequence[int]) -> bool:
        """Whether these amounts keep it; what own money and the gap bring weighs nothing."""
        return self.of(amounts) <= self.bound

    def of(self, amounts: Sequence[int]) -> int:
        """Weight times amount, summed."""
        return sum([weight * amount for weight, amount in zip(self.weights, amounts, strict=False)])


class Kept(NamedTuple):
    """Amounts that keep all rows.

    Attributes:
        amounts: Whole euros per source of the reach.
        best: Whether they are proven the best; not where several rows bind at once.
    """

    amounts: list[int]
    best: bool


def rows_of(board: Board, options: Sequence[Option]) -> list[Row]:
    """The rows that a support must keep."""
    rows = []
    if board.service_room is not None:
        rows.append(Row(tuple([option.service for option in options]), board.service_room * NANO))
    for option in options:
        if option.own_short:
            rows.append(Row(tuple([-(option.own_from >> o.rank & 1) for o in options]), -option.own_short, own_means=True))
        if option.debt_room is not None:
            rows.append(Row(tuple([option.debt_of >> o.rank & 1 for o in options]), option.debt_room))
    return list(dict.fromkeys(rows))


def may_relieve(board: Board, support: int, heaviest: int, option: Option) -> bool:
    """Whether an option that covers nothing new for a support may still help some support with both.

    It helps where it weighs less than a member on what binds, where it counts as own means, and as a partner
    of whom the support holds none.

    Args:
        board: The plan.
        support: Dearer than none of its members the option is.
        heaviest: The most debt service per euro among the members, in nano-euros.
        option: Who may join.
    """
    if board.service_room is not None and option.service < heaviest:
        return True
    for other in board.bound:
        if other.own_short and other.own_from & option.bit:
            return True
        if other.debt_room is not None and other.debt_of & support and not other.debt_of & option.bit:
            return True
        if other.partners & option.bit and not other.partners & support:
            return True
    return False


def keep(reach: Reach, prices: Sequence[int], rows: Sequence[Row]) -> Kept | None:
    """The least gap, then the least cost, under all rows; None if the rows cannot be kept.

    Args:
        reach: What the sources can bring.
        prices: Micro-euros per euro of each option; ties go by place.
        rows: At least one of them breaks when the sources fill up in ascending price.
    """
    left = []
    for row in rows:
        counting = [place for place, weight in enumerate(row.weights) if weight < 0]
        if len(counting) != 1:
            left.append(row)
            continue
        # One option alone counts as own means: what own money lacks is a minimum of that option.
        reach = _lift(reach, counting[0], -row.bound)
    if not reach.minimums_fit():
        return None
    by_price = _with_own_and_gap(prices)
    amounts = reach.fill(_cheapest_first(reach, by_price))
    broken = [row for row in left if not row.holds(amounts)]
    if not broken:
        return Kept(amounts, best=True)
    for row in broken:
        within = _within(reach, by_price, row)
        if within is None:
            return None
        spent = _room_spent(reach, by_price, row, within)
        for amounts in (spent, within):
            if all(other.holds(amounts) for other in left):
                return Kept(amounts, best=amounts is spent)
    return _several(reach, by_price, left)


def _lift(reach: Reach, place: int, lowest: int) -> Reach:
    return reach.lifted(place, max(lowest, reach.lowest[place]))


def _with_own_and_gap(prices: Sequence[int]) -> list[int]:
    return [*prices, 0, _NOBODY_PAYS]


def _cheapest_first(reach: Reach, prices: list[int]) -> list[int]:
    """The sources in ascending price, own money first among equals."""
    return sorted(range(len(prices)), key=lambda source: (prices[source], -(source == reach.own), source))


def _within(reach: Reach, prices: list[int], row: Row) -> list[int] | None:
    """The cheapest amounts that keep one row; None if no amounts do."""
    from fractions import Fraction  # noqa: PLC0415 - nothing binds for most clients, and it costs as much to load as the rest

    weights = [*row.weights, 0, 0]
    sources = range(len(weights))
    tipping = sorted(
        {
            Fraction(prices[dear] - prices[cheap], weights[cheap] - weights[dear])
            for dear in sources
            for cheap in sources
            if weights[dear] < weights[cheap] and prices[dear] >= prices[cheap]
        }
    )

    def order(price: Fraction, way: int) -> list[int]:
        """By price with that of the row; of equals the lightest first, or the heaviest where `way` is -1."""
        up, down = price.numerator, price.denominator
        keys = [(prices[s] * down + weights[s] * up, way * weights[s], prices[s], -(s == reach.own), s) for s in sources]
        return [key[-1] for key in sorted(keys)]

    low, high = 0, len(tipping)
    while low < high:
        middle = (low + high) // 2
        if row.holds(reach.fill(order(tipping[middle], 1))):
            high = middle
        else:
            low = middle + 1
    if low == len(tipping):
        return None
    keeps, breaks = order(tipping[low], 1), order(tipping[low], -1)
    return _between(reach, row, keeps, {source: place for place, source in enumerate(breaks)})


def _room_spent(reach: Reach, prices: list[int], row: Row, amounts: list[int]) -> list[int]:
    """The cheapest amounts that keep one row and leave the same gap.

    Where a row leaves a gap, less of it is left than one more euro weighs. Between two sources of nearly the
    same weight that still moves many euros to the cheaper one.
    """
    gap = amounts[reach.gap]
    if not gap or row.of(amounts) == row.bound:
        return amounts
    covering = reach.short_of(gap)
    spent = covering.fill(_cheapest_first(reach, prices))
    if not row.holds(spent):
        spent = _within(covering, prices, row) or spent
    spent[reach.gap] += gap
    return spent


def _between(reach: Reach, row: Row, order: list[int], wanted: dict[int, int]) -> list[int]:
    """From an order that keeps a row, neighbour by neighbour to one as good, as far as the row allows.

    Two neighbours that change places exchange money with each other only, so that every whole euro in between
    is allowed.
    """
    weights = [*row.weights, 0, 0]
    amounts = reach.fill(order)
    moved = True
    while moved:
        moved = False
        for place in range(len(order) - 1):
            first, second = order[place], order[place + 1]
            if wanted[first] < wanted[second]:
                continue
            order[place], order[place + 1] = second, first
            moved = True
            swapped = reach.fill(order)
            if not row.holds(swapped):
                step = (row.bound - row.of(amounts)) // (weights[second] - weights[first])
                amounts[first] -= step
                amounts[second] += step
                return amounts
            amounts = swapped
    return amounts


def _several(reach: Reach, prices: list[int], rows: Sequence[Row]) -> Kept | None:
    """Amounts that keep several rows at once, not proven the best; None if none were found.

    Own means are first asked of what is cheapest among what counts; then all fill up, the lightest on debt
    service first, as far as every row allows.
    """
    for row in rows:
        if row.own_means:
            for place in sorted(range(reach.size), key=lambda n: (prices[n], n)):
                short = row.of(reach.lowest) - row.bound
                if row.weights[place] and short > 0:
                    most = max(reach.fill([place, *[n for n in range(reach.size + 2) if n != place]])[place], reach.lowest[place])
                    reach = _lift(reach, place, min(most, reach.lowest[place] + short))
    bounds = [row for row in rows if not row.own_means]
    if not reach.minimums_fit() or not all(row.holds(reach.lowest) for row in rows):
        return None
    capped = reach
    for place in sorted(range(reach.size), key=lambda n: ([row.weights[n] for row in bounds], prices[n], n)):
        filled = capped.fill([reach.own, place, reach.gap])[place]
        more = filled - capped.lowest[place]
        for row in bounds:
            if row.weights[place] > 0:
                more = min(more, (row.bound - row.of(capped.lowest)) // row.weights[place])
        capped = _lift(capped, place, capped.lowest[place] + more)
    return Kept(capped.fill([reach.own, reach.gap]), best=False)
