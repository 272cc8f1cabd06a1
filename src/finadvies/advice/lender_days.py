"""How long a lender takes for the products that a client asks of it: the planning follows the slowest."""

from __future__ import annotations

from collections.abc import Sequence

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.product import Product
from finadvies.homework import LenderDays
from finadvies.mix.candidates import stages
from finadvies.rules.eligibility import Option


def lender_days(option: Option, catalogue: Catalogue) -> LenderDays:
    """The days of one product, of its kind where it names none."""
    takes = stages(option, catalogue)
    return LenderDays(
        *takes.decision.days,
        *takes.payout.days,
        basis="estimate" if takes.estimated else "sourced",
        decision_working=takes.decision.working,
        payout_working=takes.payout.working,
    )


def slowest(one: LenderDays | None, other: LenderDays) -> LenderDays:
    """The slower of two at each stage."""
    if one is None:
        return other
    decision = max(one, other, key=lambda days: _calendar(days.decision_max, working=days.decision_working))
    payout = max(one, other, key=lambda days: _calendar(days.payout_max, working=days.payout_working))
    return LenderDays(
        decision.decision_min,
        decision.decision_max,
        payout.payout_min,
        payout.payout_max,
        basis="sourced" if one.basis == other.basis == "sourced" else "estimate",
        decision_working=decision.decision_working,
        payout_working=payout.payout_working,
    )


def guarantors(products: Sequence[Product], catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """By provider of guarantees alone, the chosen lenders that may bring one of them: a client asks no guarantee itself."""
    kinds = catalogue.kinds
    lending = {product.lender for product in products if kinds[product.kind].role != "guarantee"}
    found: dict[str, set[str]] = {}
    for product in products:
        if kinds[product.kind].role == "guarantee" and product.lender not in lending:
            bringing = {lender for lender in lending if _brings(lender, product, catalogue)}
            found.setdefault(product.lender, set()).update(bringing)
    return {guarantor: tuple(sorted(lenders)) for guarantor, lenders in found.items() if lenders}


def _brings(lender: str, guarantee: Product, catalogue: Catalogue) -> bool:
    record = catalogue.lenders.get(lender)
    return record is not None and any(each.product == guarantee.id for each in record.accredited)


def _calendar(days: int, *, working: bool) -> int:
    return -(-days * 7 // 5) if working else days
