"""What a lender wants to see beside its own money: own means, a ceiling on all debt, a second financier.

What is not known asks nothing: own money not told, today's debt not told, a co-financier outside the catalogue who is told of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from finadvies.domain.entry import StackingRule
from finadvies.domain.formulas import number
from finadvies.domain.known import Facts
from finadvies.domain.product import Product, Stacking
from finadvies.domain.values import Interval, interval, whole_euros
from finadvies.rules.eligibility import Option
from finadvies.rules.figures import outcome
from finadvies.rules.truth import Truth, truth

CO_FINANCED: Final = frozenset({"committed", "in_talks"})


@dataclass(frozen=True, slots=True)
class Beside:
    """Attributes as those of `model.Candidate`, in product ids and whole euros."""

    own_means: int = 0
    own_from: frozenset[str] = frozenset()
    debt_room: int | None = None
    debt_of: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()


def beside(option: Option, others: Iterable[Product], facts: Facts) -> Beside:
    """What the lender of an option asks of the rest of a mix.

    Args:
        option: the product, judged.
        others: the products that may stand in a mix with it; itself among them or not.
        facts: of the client.
    """
    around = [other for other in others if other.id != option.product.id]
    asked = own_means(option, facts)
    room, leaves_out = _debt_room(option.product, facts)
    kinds = facts.catalogue.kinds
    counted = [
        other.id for other in (option.product, *around) if kinds[other.kind].counts_as_debt and other.kind not in leaves_out
    ]
    return Beside(
        asked,
        frozenset(other.id for other in around if _counts_as_own(other, option.product, facts)) if asked else frozenset(),
        room,
        frozenset(counted) if room is not None else frozenset(),
        _partners(option.product, around, facts),
    )


def own_means(option: Option, facts: Facts) -> int:
    """Whole euros of own means that a lender wants in what it helps to pay; 0 where it names no share, or the client may have them."""
    limits, own = option.product.limits, number(facts, "need.own_contribution")
    share = outcome(limits.own_contribution_min, facts).low if limits is not None else None
    most = interval(own).high if own is not None else None
    if share is None or most is None:
        return 0
    told = [facts.client.value("use.amount", use) for use, ceiling in enumerate(option.ceilings) if ceiling]
    amounts = [Decimal(interval(amount).low or 0) for amount in told if isinstance(amount, int | Decimal | Interval)]
    asked = whole_euros(Decimal(share) * sum(amounts, Decimal(0)))
    return asked if asked > most else 0


def _counts_as_own(source: Product, lender: Product, facts: Facts) -> bool:
    """Whether both sides say so: the lender lists the kind, and the source is told to count there as own means."""
    if lender.limits is None or source.kind not in lender.limits.own_counts:
        return False
    return any(
        lender.id in rule.products or lender.kind in rule.kinds or lender.lender in rule.lenders
        for rule in _in_force(source, "counts_as_own", facts)
    )


def _debt_room(product: Product, facts: Facts) -> tuple[int | None, frozenset[str]]:
    """What is left under the lowest ceiling on all debt, never below 0, and the kinds that it leaves out."""
    rules = [rule for rule in _in_force(product, "debt_ceiling", facts) if outcome(rule.max, facts).high is not None]
    if not rules:
        return None, frozenset()
    lowest = min(rules, key=lambda rule: Decimal(outcome(rule.max, facts).high or 0))
    ceiling = Decimal(outcome(lowest.max, facts).high or 0)
    return max(0, int(ceiling - _debt_today(facts, frozenset(lowest.leaves_out)))), frozenset(lowest.leaves_out)


def _debt_today(facts: Facts, leaves_out: frozenset[str]) -> Decimal:
    """Today's debt to banks that surely counts, in euros. What is lent on premises may be all of it, unless it is told."""
    owed = number(facts, "figures.bank_debt")
    least = interval(owed).low if owed is not None else None
    if least is None:
        return Decimal(0)
    if "mortgage" in leaves_out and not _owns_no_premises(facts):
        mortgage = number(facts, "security.real_estate_debt")
        most = interval(mortgage).high if mortgage is not None else None
        return max(Decimal(0), Decimal(least) - most) if most is not None else Decimal(0)
    return Decimal(least)


def _owns_no_premises(facts: Facts) -> bool:
    return facts.get("security.real_estate_value") == 0


def _partners(product: Product, around: Iterable[Product], facts: Facts) -> frozenset[str]:
    """Who may be the other financier, where one has to be there and the client tells of none."""
    rules = list(_in_force(product, "requires", facts))
    if not rules or facts.get("need.co_financier") in CO_FINANCED:
        return frozenset()
    (rule, *_) = rules
    named = rule.products or rule.kinds or rule.lenders
    found = frozenset(
        other.id
        for other in around
        if other.lender != product.lender
        and (not named or other.id in rule.products or other.kind in rule.kinds or other.lender in rule.lenders)
    )
    return found or frozenset({product.id})  # nobody there: it can stand in no mix


def _in_force(product: Product, name: StackingRule, facts: Facts) -> Iterable[Stacking]:
    """The hard rules of this name that are not sure to be out of play."""
    for rule in product.stacking:
        if rule.rule == name and rule.level == "hard" and (rule.when is None or truth(rule.when, facts) is not Truth.FALSE):
            yield rule
