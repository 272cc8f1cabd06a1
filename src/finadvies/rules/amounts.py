"""How much a product can pay of what is asked, and over which term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

from finadvies.domain.client import Slot
from finadvies.domain.condition import facts_of
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.values import UNKNOWN, Exact, Interval, Known, interval, rounded_down
from finadvies.rules import burden
from finadvies.rules.figures import Outcome, outcome


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much a product can pay, in whole euros; where a figure is open, the side that promises least.

    Attributes:
        ceilings: the most for each use it may pay.
        least, most: over the uses of which it is sure, and over all; None = no telling.
        minimum, maximum: what it lends at least and at most to this client.
        low, high: its own bounds.
        open_amounts, open_bounds: the answers that would tell more of the uses, and of its own bounds.
    """

    ceilings: Mapping[int, int]
    least: int
    most: int | None
    minimum: int
    maximum: int
    low: Outcome
    high: Outcome
    open_amounts: tuple[Slot, ...]
    open_bounds: tuple[Slot, ...]
    term_months: int | None
    term_assumed: bool

    @property
    def room(self) -> Known:
        """What it can pay of all uses together; a span where that is open."""
        return self.least if self.most == self.least else Interval(self.least, self.most)


_SHARE_OF_COST: Final = frozenset({"use_cost", "eligible_cost", "purchase_price", "need", "market_value"})


def amounts_of(product: Product, facts: Facts, payable: list[int], sure: list[int]) -> Amounts:
    """The amounts of a product, over the uses it may pay, and over those of which that is sure."""
    limits = product.limits
    low = outcome(limits.amount_min if limits else None, facts)
    high = outcome(limits.amount_max if limits else None, facts)
    ceilings: dict[int, int] = {}
    open_amounts = []
    at_most: list[int | None] = []
    for use in payable:
        amount = facts.client.value("use.amount", use)
        if not isinstance(amount, int | Decimal | Interval):
            open_amounts.append(Slot("use.amount", use))
            ceilings[use] = 0
            at_most.append(None)
            continue
        share = _share(product, facts.for_use(use))
        ceilings[use] = rounded_down((interval(amount).low or 0) * share)
        top = interval(amount).high
        at_most.append(None if top is None else rounded_down(top * _share(product, facts.for_use(use), generous=True)))
    # Without a use nobody knows yet how much it will be.
    most = None if None in at_most or not facts.client.uses else sum(top for top in at_most if top is not None)
    bound = _upper_bound(product, facts)
    room = sum(ceilings.values())
    maximum = min([room, *(value for value in (_whole(high.low), bound) if value is not None)])
    term, assumed = _term(product, facts)
    return Amounts(
        ceilings,
        sum(ceilings[use] for use in sure),
        most,
        max(1, _ceil(low.high) if low.high is not None else 1),
        maximum,
        low,
        high,
        tuple(open_amounts),
        _open_bounds(product, facts),
        term,
        assumed,
    )


def _open_bounds(product: Product, facts: Facts) -> tuple[Slot, ...]:
    """What would tell a minimum or maximum that hangs on the client."""
    limits = product.limits
    rows = (*(limits.amount_min or ()), *(limits.amount_max or ())) if limits else ()
    named = [
        key for row in rows for key in ((row.of,) if row.of else ()) + (tuple(sorted(facts_of(row.when))) if row.when else ())
    ]
    return tuple(dict.fromkeys(slot for key in named for slot in facts.missing(key)))


def _share(product: Product, facts: Facts, *, generous: bool = False) -> Decimal:
    limits = product.limits
    if limits is None or limits.share_max is None or limits.share_basis not in _SHARE_OF_COST:
        return Decimal(1)
    share = outcome(limits.share_max, facts)
    if generous and share.may_be_absent:
        return Decimal(1)
    value = share.high if generous else share.low
    return Decimal(1) if value is None else Decimal(value)


def _upper_bound(product: Product, facts: Facts) -> int | None:
    """An advance on invoices is no more than its share of the open debtor book."""
    limits = product.limits
    if limits is None or limits.share_max is None or limits.share_basis != "invoice":
        return None
    for fact in ("figures.receivables_eligible", "figures.receivables"):
        book = facts.get(fact)
        if isinstance(book, int | Decimal | Interval):
            low, share = interval(book).low, outcome(limits.share_max, facts).low
            return None if low is None or share is None else rounded_down(low * Decimal(share))
    return None


def _term(product: Product, facts: Facts) -> tuple[int | None, bool]:
    """The longest term the product names; else the usual one of its kind, as an assumption."""
    limits = product.limits
    longest = outcome(limits.term_months_max if limits else None, facts)
    kind = facts.catalogue.kinds.get(product.kind)
    usual = kind.term_months_assumed if kind else None
    if longest.low is None:
        return usual, usual is not None
    named = rounded_down(longest.low)
    # A product that allows twenty years is not taken for twenty years by everyone: the usual term of the kind is the measure.
    return (usual, True) if usual is not None and usual < named else (named, False)


def option_facts(product: Product, amounts: Amounts, facts: Facts) -> dict[str, Known]:
    """What depends on the amount, taken over the whole external need as far as the product may pay it."""
    need = facts.get("need.external")
    span = interval(need) if isinstance(need, int | Decimal | Interval) else Interval(0, None)
    highest = None if amounts.high.may_be_absent else amounts.high.high
    tops = [value for value in (amounts.most, highest, span.high) if value is not None]
    top = min(tops) if tops else None
    bottom = min(value for value in (amounts.least, amounts.high.low, span.low) if value is not None)
    low = amounts.low.low or 0
    extra: dict[str, Known] = {
        "option.amount": Interval(min(low, top) if top is not None else low, top),
        "option.term_months": UNKNOWN,
    }
    limits = product.limits
    term_low = outcome(limits.term_months_min if limits else None, facts.for_option(extra)).low
    if amounts.term_months is not None:
        extra["option.term_months"] = Interval(min(term_low or 1, amounts.term_months), amounts.term_months)
    extra.update(burden.after(product, Interval(bottom, top), amounts.term_months, facts))
    return extra


def _whole(value: Exact | None) -> int | None:
    return None if value is None else rounded_down(value)


def _ceil(value: Exact) -> int:
    return int(Decimal(value).to_integral_value(ROUND_CEILING))
