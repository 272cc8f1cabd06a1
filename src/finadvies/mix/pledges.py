"""Security: an asset is pledged once. Who needs the first claim on the same asset cannot stand in one mix."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from finadvies.domain.known import Facts
from finadvies.domain.product import Product, Security
from finadvies.domain.values import Interval, interval

ONE_BOOK: Final = frozenset({"receivables", "stock"})
"""Of these a firm has one: who finances the debtor book takes the base from an overdraft that rests on it."""
CLAIMED: Final = ONE_BOOK | {"real_estate"}
"""Assets on which a first claim shuts out another. A lessor's object is its own, and machines can be pledged one by one."""


def rivals(products: Iterable[Product], facts: Facts) -> dict[str, frozenset[str]]:
    """For each product the ids of those that want an asset it needs for itself."""
    firm: dict[str, set[str]] = {}
    wanting: dict[str, set[str]] = {}
    for product in products:
        for item in product.security:
            if item.asset not in CLAIMED or (item.asset == "real_estate" and _several_premises(facts)):
                continue
            if _needs(item):
                firm.setdefault(item.asset, set()).add(product.id)
            if _needs(item) or (item.asset in ONE_BOOK and item.demand == "usual" and item.rank == "first"):
                wanting.setdefault(item.asset, set()).add(product.id)
    found: dict[str, set[str]] = {}
    for asset, names in firm.items():
        for name in names:
            found.setdefault(name, set()).update(wanting[asset] - {name})
    return {name: frozenset(others) for name, others in found.items()}


def short_of_security(product: Product, facts: Facts) -> bool:
    """Whether a product asks security that the client surely has too little of, even at full value.

    A lessor's object is its own security, and what lies pledged elsewhere is told as a task, not as a shortage.
    """
    asked = any(item.demand in ("always", "usual") and item.asset not in ("object", "none") for item in product.security)
    shortage = facts.get("security.shortage")
    least = interval(shortage).low if isinstance(shortage, int | Decimal | Interval) and not isinstance(shortage, bool) else None
    return asked and least is not None and least > 0


def _needs(item: Security) -> bool:
    return item.demand == "always" and item.rank != "second"


def _several_premises(facts: Facts) -> bool:
    """Two buildings in one plan can each have their own mortgage."""
    uses = range(len(facts.client.uses))
    return sum(facts.client.value("use.purpose", use) == "real_estate" for use in uses) > 1
