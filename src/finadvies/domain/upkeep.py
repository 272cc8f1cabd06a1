"""What is told about the catalogue itself: how old it is, how much it holds, whom it reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final, Literal

WhyStale = Literal["review", "age"]


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry that somebody has to look at again.

    Attributes:
        table: what it is.
        file: where it stands.
        due: the last day on which it was fresh.
        why: `review` its day of review has passed; `age` its facts are older than was asked.
    """

    table: str
    id: str
    file: str
    as_of: str
    next_review: date | None
    confidence: str
    due: date
    why: tuple[WhyStale, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the catalogue holds, and how much of it computes and is sourced.

    Attributes:
        entries: by table.
        kinds, statuses: products by kind and by status.
        criteria: by level; `hard` and `norm` are computed, `judgement` is prose.
        computed_median: of the computed criteria of one open product.
        figures: `sourced`, `estimated` (on general knowledge only) and `unsourced`.
        leads, costs: lead days and costs of documents, `sourced` and `estimated`.
        lenders: `with_checklist` and `without_checklist`.
        texts: Dutch texts `with_english` beside them and `without_english`.
    """

    entries: Mapping[str, int]
    kinds: Mapping[str, int]
    statuses: Mapping[str, int]
    criteria: Mapping[str, int]
    computed_median: float
    figures: Mapping[str, int]
    leads: Mapping[str, int]
    costs: Mapping[str, int]
    lenders: Mapping[str, int]
    texts: Mapping[str, int]

    @property
    def computed(self) -> int:
        """Criteria with a condition."""
        return self.criteria["hard"] + self.criteria["norm"]


Dimension = Literal["form", "age", "sector", "province", "purpose", "amount", "urgency", "trouble"]
DIMENSIONS: Final[tuple[Dimension, ...]] = ("form", "age", "sector", "province", "purpose", "amount", "urgency", "trouble")
"""What situations are told apart by; what else a client answers varies behind them."""

Situation = Mapping[str, str]
"""One value for each dimension, and for each of the answers that vary behind them."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How many routes the situations of one value, or of a pair of values, have."""

    situations: int
    least: int
    middle: float
    most: int

    @classmethod
    def of(cls, routes: list[int]) -> Spread:
        """The spread of these numbers of routes."""
        return cls(len(routes), min(routes), float(median(routes)), max(routes))


@dataclass(frozen=True, slots=True)
class Cell:
    """One situation.

    Attributes:
        routes: open products that bring money and can pay some of it.
        undecided: how many of those hang on an answer or on a person.
        supports: open guarantees, subsidies and tax schemes.
        desks: desks that are for this situation, those for everyone left out.
    """

    situation: Situation
    routes: int
    undecided: int
    supports: int
    desks: int


@dataclass(frozen=True, slots=True)
class Unreached:
    """A product that no situation of the grid reaches.

    Attributes:
        shut_by: criteria (or `purpose`, `amount`, `window`) that shut it everywhere; where it is not one and the same: those that
            shut it most.
        everywhere: whether each of those shuts it in every situation.
        larger: the least amount beyond the grid at which a client does reach it; None when nobody does.
    """

    product: str
    kind: str
    shut_by: tuple[str, ...]
    everywhere: bool
    larger: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whom the catalogue reaches.

    Attributes:
        cells: every situation judged.
        values: by dimension and value.
        pairs: by two dimensions (in their order) and two values.
        unreached: products that no situation reaches, those that a larger amount reaches among them.
    """

    cells: tuple[Cell, ...]
    values: Mapping[str, Mapping[str, Spread]]
    pairs: Mapping[tuple[str, str], Mapping[tuple[str, str], Spread]]
    unreached: tuple[Unreached, ...]

    @property
    def empty(self) -> tuple[Cell, ...]:
        """Situations without a single route."""
        return tuple(cell for cell in self.cells if cell.routes == 0)

    @property
    def unreachable(self) -> tuple[Unreached, ...]:
        """Products that nobody reaches, whatever the amount."""
        return tuple(product for product in self.unreached if product.larger is None)

    @property
    def undecided_share(self) -> float:
        """Which part of all routes still hangs on an answer or a person."""
        routes = sum(cell.routes for cell in self.cells)
        return sum(cell.undecided for cell in self.cells) / routes if routes else 0.0
