"""`catalogue coverage`: how many routes the catalogue has for each kind of situation, and which products nobody reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations
from operator import itemgetter
from typing import Final, TypeVar

from finadvies.catalogue.situations import LARGER, client_in, situations
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.upkeep import DIMENSIONS, Cell, Coverage, Situation, Spread, Unreached
from finadvies.rules.eligibility import Option, client_facts, judge
from finadvies.rules.truth import Truth, truth

MOST_NAMED: Final = 3
K = TypeVar("K")


def coverage(catalogue: Catalogue, today: date, grid: Sequence[Situation] | None = None) -> Coverage:
    """The routes of every situation of the grid, and the products that none of them reaches.

    A route is an open product (fits, attention, unknown) of a kind that brings money, and that can pay some of the need.

    Args:
        catalogue: what is on offer.
        today: the day of judging.
        grid: the situations; those of the catalogue when none are given.
    """
    grid = situations(catalogue) if grid is None else grid
    offered = [product for product in catalogue.products.values() if not _ended(product, today)]
    reached: set[str] = set()
    cells = []
    for situation in grid:
        facts = client_facts(client_in(situation, catalogue, today), catalogue, today)
        options = [judge(product, facts) for product in offered if _may_pay(product, situation)]
        reached |= {option.product.id for option in options if option.open}
        cells.append(_cell(situation, options, facts))
    left = [product for product in offered if product.id not in reached]
    return Coverage(tuple(cells), _by_value(cells), _by_pair(cells), _unreached(left, grid, catalogue, today))


def _ended(product: Product, today: date) -> bool:
    return product.status == "closed" or (product.runs_until is not None and product.runs_until < today)


def _may_pay(product: Product, situation: Situation) -> bool:
    """Whether its purposes leave it open at all: the rest need not be judged."""
    return "any" in product.purposes or situation["purpose"] in product.purposes


def _cell(situation: Situation, options: list[Option], facts: Facts) -> Cell:
    kinds = facts.catalogue.kinds
    roles = [(option, kinds[option.product.kind].role) for option in options if option.open and option.product.kind in kinds]
    routes = [option for option, role in roles if role == "source" and option.maximum > 0]
    view = facts.for_option({"result.open_options": len(routes)})
    return Cell(
        situation,
        len(routes),
        sum(option.verdict == "unknown" for option in routes),
        sum(role in ("guarantee", "later_benefit") for _, role in roles),
        sum(desk.when is not None and truth(desk.when, view) is Truth.TRUE for desk in facts.catalogue.help.values()),
    )


def _by_value(cells: Iterable[Cell]) -> dict[str, dict[str, Spread]]:
    return {name: _spreads(cells, itemgetter(name)) for name in DIMENSIONS}


def _by_pair(cells: Iterable[Cell]) -> dict[tuple[str, str], dict[tuple[str, str], Spread]]:
    return {pair: _spreads(cells, itemgetter(*pair)) for pair in combinations(DIMENSIONS, 2)}


def _spreads(cells: Iterable[Cell], key: Callable[[Situation], K]) -> dict[K, Spread]:
    found: dict[K, list[int]] = {}
    for cell in cells:
        found.setdefault(key(cell.situation), []).append(cell.routes)
    return {name: Spread.of(routes) for name, routes in found.items()}


# -- products that nobody reaches ------------------------------------------------------------------------------------------------


def _unreached(left: list[Product], grid: Sequence[Situation], catalogue: Catalogue, today: date) -> tuple[Unreached, ...]:
    """Why each is shut; before it is called unreachable it is tried with larger firms and larger amounts."""
    shut: dict[str, Counter[str]] = {product.id: Counter() for product in left}
    tried: Counter[str] = Counter()
    larger: dict[str, int] = {}
    for amount in (None, *LARGER):
        for situation in grid:
            facts: Facts | None = None
            for product in left:
                if product.id in larger or not _may_pay(product, situation):
                    continue
                facts = facts or client_facts(client_in(situation, catalogue, today, amount), catalogue, today)
                option = judge(product, facts)
                if option.open and amount is not None:
                    larger[product.id] = amount
                tried[product.id] += 1
                shut[product.id].update({r.id for r in option.reasons if r.level == "hard" and r.truth is Truth.FALSE})
    return tuple(
        Unreached(product.id, product.kind, *_shut_by(shut[product.id], tried[product.id]), larger.get(product.id))
        for product in left
    )


def _shut_by(shut: Counter[str], tried: int) -> tuple[tuple[str, ...], bool]:
    always = tuple(sorted(name for name, times in shut.items() if times == tried))
    if always:
        return always, True
    return tuple(name for name, _ in sorted(shut.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMED]), False
