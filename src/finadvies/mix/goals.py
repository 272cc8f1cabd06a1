"""What a search looks for: the best support under a key, or every support that no other beats on all five figures."""

from __future__ import annotations

from typing import Final, Protocol

from .figures import Figures, Key

_ANYTHING_IS_BETTER: Final = (1 << 200,)


class Goal(Protocol):
    """What is looked for, and what was found of it so far."""

    @property
    def best(self) -> tuple[int, ...] | None:
        """The ranks of the best support found, where there is one best."""

    def loses(self, figures: Figures, components: int) -> bool:
        """Whether no support with these figures or higher ones, and so many components or more, is looked for any more."""

    @property
    def weights(self) -> Figures:
        """What one of each figure weighs in the total that a bound is made on."""

    @property
    def most(self) -> int:
        """The highest total that is looked for."""

    def loses_with(self, total: int, figures: Figures, components: int) -> bool:
        """As `loses`, where the total is known to be no lower than so much."""

    def take(self, figures: Figures, ranks: tuple[int, ...]) -> None:
        """Keep a support if it is what is looked for; its ranks ascend."""


class BestByKey:
    """The one support with the lowest key, ties by id."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._lowest: tuple[int, ...] = _ANYTHING_IS_BETTER
        self._rest: tuple[int, ...] = _ANYTHING_IS_BETTER
        self.weights = key.weights
        self.most = _ANYTHING_IS_BETTER[0]
        self.best: tuple[int, ...] | None = None

    def loses(self, figures: Figures, components: int) -> bool:
        """See `Goal`."""
        return self._key(figures, components) > self._lowest

    def loses_with(self, total: int, figures: Figures, components: int) -> bool:
        """See `Goal`."""
        return total > self.most or (total == self.most and self._key.rest(figures, components) > self._rest)

    def take(self, figures: Figures, ranks: tuple[int, ...]) -> None:
        """See `Goal`."""
        key = self._key(figures, len(ranks))
        if key < self._lowest or (key == self._lowest and (self.best is None or ranks < self.best)):
            self._lowest, self.best = key, ranks
            self.most, self._rest = self._key.most(figures), self._key.rest(figures, len(ranks))


class Unbeaten:
    """All supports that no other equals or beats on every figure; of those with the same figures the one with the fewest parts."""

    weights: Final[Figures] = (1, 0, 0, 0, 0)
    best: Final = None

    def __init__(self) -> None:
        self._found: list[tuple[Figures, tuple[int, ...]]] = []

    @property
    def most(self) -> int:
        """See `Goal`: the cheapest that was found."""
        return min([figures[0] for figures, _ in self._found], default=_ANYTHING_IS_BETTER[0])

    def loses_with(self, total: int, figures: Figures, components: int) -> bool:
        """See `Goal`; the total is the cost."""
        return self.loses((max(total, figures[0]), *figures[1:]), components)

    @property
    def supports(self) -> tuple[tuple[int, ...], ...]:
        """By figures, in the order of the objectives."""
        return tuple(ranks for _, ranks in sorted(self._found))

    def loses(self, figures: Figures, components: int) -> bool:
        """See `Goal`."""
        for place, (found, ranks) in enumerate(self._found):
            if _no_worse(found, figures) and (found != figures or len(ranks) < components):
                # Who beat one support often beats its neighbours too.
                self._found.insert(0, self._found.pop(place))
                return True
        return False

    def take(self, figures: Figures, ranks: tuple[int, ...]) -> None:
        """See `Goal`."""
        if self.loses(figures, len(ranks)):
            return
        equal = [found for found in self._found if found[0] == figures and (len(found[1]), found[1]) <= (len(ranks), ranks)]
        if not equal:
            self._found = [found for found in self._found if not _no_worse(figures, found[0])]
            self._found.append((figures, ranks))


def _no_worse(one: Figures, other: Figures) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and one[2] <= other[2] and one[3] <= other[3] and one[4] <= other[4]
