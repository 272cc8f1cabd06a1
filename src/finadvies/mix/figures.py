"""The five figures of a mix, which only grow when an option joins, and the keys that compare them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Final

from .board import MICRO, Board, Option
from .model import OBJECTIVES, Label

Figures = tuple[int, int, int, int, int]
"""Cost in whole euros, days, homework, certainty, control: in the order of `OBJECTIVES`."""

Key = Callable[[Figures, int], tuple[int, ...]]
"""Figures and number of components to what is compared. Lower is better; lower figures never rank higher."""

_SCALE: Final = 10**9


def whole_euros(micro: int) -> int:
    """Micro-euros in whole euros, rounded up."""
    return -(-micro // MICRO)


def certainty(weakest: int, points: int) -> int:
    """Points of a mix: its weakest component rules, the sum breaks the tie."""
    return 100 * weakest + points


def control(shares: int, guarantees: int) -> int:
    """Points of a mix: giving shares weighs far more than standing in privately."""
    return 100 * shares + guarantees


def figures_of(board: Board, options: Iterable[Option], cost: int) -> Figures:
    """The figures of a support with this cost in micro-euros; all 0 for own money alone."""
    days = weakest = points = shares = guarantees = documents = 0
    for option in options:
        days = max(days, option.days)
        weakest = max(weakest, option.points)
        points += option.points
        shares += option.shares
        guarantees += option.guarantees
        documents |= option.documents
    return (
        whole_euros(cost),
        days,
        board.effort(documents),
        certainty(weakest, points),
        control(shares, guarantees),
    )


def key_of(label: Label) -> Key:
    """The key of an objective: itself, then the others in their order, then fewer components."""
    first = OBJECTIVES.index(label)
    in_order = itemgetter(first, *[n for n in range(len(OBJECTIVES)) if n != first])

    def key(figures: Figures, components: int) -> tuple[int, ...]:
        ordered: tuple[int, ...] = in_order(figures)
        return (*ordered, components)

    return key


def balanced_key(best: list[Figures]) -> Key:
    """The key of the balanced mix: how far each figure is from the best label to the worst one, added up.

    Args:
        best: The figures of the mixes that won the five objectives.
    """
    least = tuple(map(min, zip(*best, strict=True)))
    # Where all labels agree one step away counts as the whole way: leaving what everyone has is never cheap.
    weights = tuple(_SCALE // max(max(column) - min(column), 1) for column in zip(*best, strict=True))

    def key(figures: Figures, components: int) -> tuple[int, ...]:
        distance = 0
        for figure, low, weight in zip(figures, least, weights, strict=True):
            if figure > low:
                distance += (figure - low) * weight
        return (distance, *figures, components)

    return key
