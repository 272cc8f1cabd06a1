"""The five figures of a mix, which only grow when an option joins, and the keys that compare them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .board import MICRO, Board, Option
from .model import OBJECTIVES, Label

Figures = tuple[int, int, int, int, int]
"""Cost in whole euros, days, homework, certainty, control: in the order of `OBJECTIVES`."""

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


@dataclass(frozen=True, slots=True)
class Key:
    """What is compared of two mixes: a leading figure, then the others in their order, then the number of components.

    Attributes:
        leads: Place of the figure that leads; None where the distance from the best of each leads.
        low: The best of each figure, where distance leads.
        weights: What one of each figure weighs in `total`.
    """

    leads: int | None
    low: Figures
    weights: Figures

    def __call__(self, figures: Figures, components: int) -> tuple[int, ...]:
        """What is compared. Lower is better; lower figures never rank higher."""
        if self.leads is None:
            distance = 0
            for figure, low, weight in zip(figures, self.low, self.weights, strict=True):
                if figure > low:
                    distance += (figure - low) * weight
            return (distance, *figures, components)
        lead = self.leads
        return (figures[lead], *figures[:lead], *figures[lead + 1 :], components)

    def total(self, figures: Figures) -> int:
        """The weighted sum of the figures. A mix in which it is above `most` of another ranks behind that one."""
        return sum([weight * figure for weight, figure in zip(self.weights, figures, strict=True)])

    def most(self, figures: Figures) -> int:
        """The highest total with which another mix may still rank as high."""
        if self.leads is not None:
            return self.total(figures)
        return self(figures, 0)[0] + self.total(self.low)

    def rest(self, figures: Figures, components: int) -> tuple[int, ...]:
        """What is compared where the totals are equal; lower figures never rank higher."""
        return self(figures, components)[2 if self.leads else 1 :]


def key_of(label: Label, most_cost: int) -> Key:
    """The key of an objective: itself, then the others in their order, then fewer components.

    Args:
        label: The objective.
        most_cost: More than any mix costs, in whole euros: so much weighs one of another objective in the total.
    """
    first = OBJECTIVES.index(label)
    weights = [1, 0, 0, 0, 0]
    if first:
        weights[first] = most_cost
    return Key(first, (0, 0, 0, 0, 0), (weights[0], weights[1], weights[2], weights[3], weights[4]))


def balanced_key(best: list[Figures]) -> Key:
    """The key of the balanced mix: how far each figure is from the best label to the worst one, added up.

    Args:
        best: The figures of the mixes that won the five objectives.
    """
    cost, days, homework, sure, kept = zip(*best, strict=True)
    columns = (cost, days, homework, sure, kept)
    # Where all labels agree one step away counts as the whole way: leaving what everyone has is never cheap.
    a, b, c, d, e = [_SCALE // max(max(column) - min(column), 1) for column in columns]
    return Key(None, (min(cost), min(days), min(homework), min(sure), min(kept)), (a, b, c, d, e))
