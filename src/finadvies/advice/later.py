"""What lowers the cost of a mix afterwards: subsidies and tax schemes that may stand beside it and beside each other, and for how much.

Of two that exclude each other the first stays, on the use where they meet or altogether, as the rule says. State aid is added up: per use
against the intensity of its regime, small state aid against what is left of the ceiling of the group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from finadvies.advice.remarks import Notice
from finadvies.domain.catalogue import AidRegime
from finadvies.domain.formulas import number
from finadvies.domain.known import Facts
from finadvies.domain.product import Product, Stacking
from finadvies.domain.values import interval, rounded_down
from finadvies.rules.eligibility import Option
from finadvies.rules.figures import outcome
from finadvies.rules.truth import Truth, truth

SMALL_AID: Final = "de-minimis"
"""The regime of small state aid, with one ceiling for the group over three years."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """A scheme that lowers the cost afterwards.

    Attributes:
        option: as judged.
        for_uses: the uses it is for.
        amount_eur: whole euros, after what the rules on state aid take off; None where it cannot be told.
        uses: (use, whole euros), of a known amount.
    """

    option: Option
    for_uses: tuple[int, ...]
    amount_eur: int | None = None
    uses: tuple[tuple[int, int], ...] = ()


Paying = tuple[Option, Mapping[int, int]]
"""What stands in a mix: the product, and whole euros by use."""


def beside(later: Sequence[Option], paying: Sequence[Paying], facts: Facts) -> tuple[tuple[Benefit, ...], tuple[Notice, ...]]:
    """The later benefits that may stand beside the mix and each other, in the order given, and what to mind with them.

    Args:
        later: those that fit best first.
        paying: the sources of the mix.
        facts: of the client.
    """
    aid = _StateAid(facts)
    for option, euros in paying:
        aid.add(option.product, euros, euros)
    kept: list[Benefit] = []
    notices: list[Notice] = []
    for option in later:
        there = [(one.product, set(euros)) for one, euros in paying] + [(one.option.product, set(one.for_uses)) for one in kept]
        free = [use for use in served(option, facts) if not any(_barred(option.product, *each, use, facts) for each in there)]
        if not free:
            continue
        benefit, notice = _within_aid(Benefit(option, tuple(free)), aid, facts)
        if notice is not None:
            notices.append(notice)
        if benefit is not None:
            kept.append(benefit)
            aid.add(option.product, benefit.for_uses, dict(benefit.uses) if benefit.amount_eur is not None else None)
    return tuple(kept), (*notices, *aid.unknown())


def served(option: Option, facts: Facts) -> tuple[int, ...]:
    """The uses that a scheme is for: it is open for them, and where it has to be asked first they are not ordered yet."""
    first = option.product.timing.before_order
    return tuple(
        use
        for use, verdict in enumerate(option.by_use)
        if verdict in ("fits", "attention") and not (first and facts.client.value("use.committed", use) is True)
    )


def deduction(option: Option, facts: Facts) -> Decimal:
    """The largest part of the cost, 0-1, that a scheme surely takes off the profit for one of its uses; 0 for another scheme."""
    shares = [
        outcome(benefit.share, facts.for_use(use)).low
        for benefit in option.product.benefits
        for use in served(option, facts)
        if benefit.type == "deduction" and benefit.share is not None
    ]
    return max((Decimal(share) for share in shares if share is not None), default=Decimal(0))


# -- who excludes whom ---------------------------------------------------------------------------------------------------------


def _barred(product: Product, other: Product, other_uses: set[int], use: int, facts: Facts) -> bool:
    """Whether a product may not stand on this use beside another one: a rule per use counts only where they meet."""
    rules = [rule for a, b in ((product, other), (other, product)) for rule in a.stacking if _excludes(rule, b)]
    return any(
        (rule.per != "use" or use in other_uses)
        and (rule.when is None or truth(rule.when, facts.for_use(use)) is not Truth.FALSE)
        for rule in rules
    )


def _excludes(rule: Stacking, product: Product) -> bool:
    named = product.id in rule.products or product.kind in rule.kinds or product.lender in rule.lenders
    return named and rule.rule == "excludes" and rule.level == "hard"


# -- amounts and state aid -----------------------------------------------------------------------------------------------------


class _StateAid:
    """The known state aid in one mix, by use and regime, and what is left of the ceiling of small aid, in whole euros."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._euros: dict[int, dict[str, int]] = {}
        self._schemes: dict[str, dict[int, list[bool]]] = {}
        room = number(facts, "aid.de_minimis_room")
        self._room = interval(room).low if room is not None else None

    def add(self, product: Product, uses: Iterable[int], euros: Mapping[int, int] | None) -> None:
        """Count a scheme in; `euros` None where its amount is not known."""
        terms = product.aid
        if terms is None or terms.counts == "none":
            return
        known = euros if terms.counts == "whole_amount" else None
        for use in uses:
            self._schemes.setdefault(terms.regime, {}).setdefault(use, []).append(known is not None)
        for use, amount in (known or {}).items():
            by_regime = self._euros.setdefault(use, {})
            by_regime[terms.regime] = by_regime.get(terms.regime, 0) + amount

    def small_left(self) -> int | None:
        """What small aid may still come to for the group; None when that is not known."""
        used = sum(by_regime.get(SMALL_AID, 0) for by_regime in self._euros.values())
        return None if self._room is None else max(0, rounded_down(self._room) - used)

    def left_on(self, use: int, regime: str) -> tuple[int, str] | None:
        """What aid under this regime may still come to on a use, and whose bound that is; None where no bound is known.

        Its own regime bounds it, and all aid on one cost together stays under the highest intensity of the regimes there, small aid
        counted in.
        """
        there = self._euros.get(use, {})
        bounds = {key: self._bound(key, use, alone=not there) for key in {regime, *there} if self._intensity(key) is not None}
        left = []
        own = bounds.get(regime)
        if own is not None:
            left.append((max(0, own - there.get(regime, 0)), regime))
        known = [(bound, key) for key, bound in bounds.items() if bound is not None]
        if known and len(known) == len(bounds):
            highest, key = max(known)
            left.append((max(0, highest - sum(there.values())), key))
        return min(left, default=None)

    def _bound(self, regime: str, use: int, *, alone: bool) -> int | None:
        """The intensity in euros of one use; None where the eligible cost or the intensity is not known.

        Where the intensity is open its low end counts; a scheme that stands alone keeps within its own bound by its own share.
        """
        record = self._intensity(regime)
        view = self._facts.for_use(use)
        cost = number(view, "use.amount")
        if record is None or record.intensity_basis != "eligible_cost" or cost is None:
            return None
        found = outcome(record.intensity_max, view)
        share, amount = found.high if alone else found.low, interval(cost).low
        return None if share is None or amount is None else rounded_down(Decimal(share) * amount)

    def _intensity(self, regime: str) -> AidRegime | None:
        record = self._facts.catalogue.aid.get(regime)
        return record if record is not None and record.intensity_max is not None else None

    def unknown(self) -> Iterator[Notice]:
        """The regimes of which nobody can tell whether the schemes together stay under the ceiling."""
        for regime, by_use in sorted(self._schemes.items()):
            if self._intensity(regime) is not None:
                together = {use: known for use, known in by_use.items() if len(known) > 1}
                open_ = any(not all(known) or self._bound(regime, use, alone=False) is None for use, known in together.items())
            else:
                open_ = regime == SMALL_AID and self._room is None
            if open_:
                yield Notice("aid_ceiling_unknown", {"regime": regime, "rule": regime})


def _within_aid(benefit: Benefit, aid: _StateAid, facts: Facts) -> tuple[Benefit | None, Notice | None]:
    """The benefit with its amount, lowered to what the rules on state aid leave; None when they leave too little."""
    option = benefit.option
    product = option.product
    regime = product.aid.regime if product.aid is not None and product.aid.counts == "whole_amount" else None
    small = aid.small_left() if regime == SMALL_AID else None
    if not _known(benefit, facts):
        return (None, Notice("aid_left_out", {"product": product.id, "regime": regime})) if small == 0 else (benefit, None)
    full = {use: option.ceilings[use] for use in benefit.for_uses}
    left = {use: aid.left_on(use, regime) if regime is not None else None for use in full}
    allowed = {use: min(euros, bound[0]) if (bound := left[use]) is not None else euros for use, euros in full.items()}
    most, reach = min(option.maximum, sum(full.values())), min(option.maximum, sum(allowed.values()))
    amount = reach if small is None else min(reach, small)
    if amount == most:
        return _with(benefit, amount, allowed), None
    ceiling = SMALL_AID if amount < reach else next(bound[1] for use, bound in left.items() if bound and allowed[use] < full[use])
    if amount < max(1, option.minimum):
        return None, Notice("aid_left_out", {"product": product.id, "regime": ceiling})
    told = {"product": product.id, "regime": ceiling, "amount": amount}
    return _with(benefit, amount, allowed), Notice("aid_lowered", told)


def _known(benefit: Benefit, facts: Facts) -> bool:
    """Whether the amount can be told: a grant with a known share. A tax advantage waits for the tax rate."""
    product = benefit.option.product
    if product.kind != "subsidy" or not benefit.option.maximum or product.limits is None:
        return False
    shares = [outcome(product.limits.share_max, facts.for_use(use)).exact for use in benefit.for_uses]
    return None not in shares and any(benefit.option.ceilings[use] for use in benefit.for_uses)


def _with(benefit: Benefit, amount: int, allowed: Mapping[int, int]) -> Benefit:
    """The benefit with its amount laid over its uses, in the order of the plan."""
    uses, left = [], amount
    for use, most in sorted(allowed.items()):
        euros = min(most, left)
        if euros > 0:
            uses.append((use, euros))
            left -= euros
    return Benefit(benefit.option, benefit.for_uses, amount, tuple(uses))
