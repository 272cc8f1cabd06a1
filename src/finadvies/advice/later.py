"""What lowers the cost of a mix afterwards: subsidies and tax schemes that may stand beside it and beside each other."""

from __future__ import annotations

from decimal import Decimal

from finadvies.domain.known import Facts
from finadvies.rules.eligibility import Option
from finadvies.rules.figures import outcome


def known_amount(option: Option, facts: Facts) -> int | None:
    """Whole euros, only where the scheme is a grant with a known share; a tax advantage waits for the tax rate."""
    product = option.product
    if product.kind != "subsidy" or not option.maximum or product.limits is None:
        return None
    share = outcome(product.limits.share_max, facts)
    return option.maximum if share.exact is not None else None


def compatible(later: tuple[Option, ...], chosen: list[Option], facts: Facts) -> list[Option]:
    """The later benefits that may stand beside the mix and each other; of two that exclude each other the first stays.

    Small state aid shares one ceiling over three years: what no longer fits under it beside the first is left out.
    """
    kept: list[Option] = []
    room = facts.get("aid.de_minimis_room")
    left = Decimal(room) if isinstance(room, int | Decimal) and not isinstance(room, bool) else None
    for option in later:
        if any(_exclude(option, other) for other in (*chosen, *kept)):
            continue
        aid = _small_aid(option)
        if left is not None and aid > left:
            continue
        left = None if left is None else left - aid
        kept.append(option)
    return kept


def _small_aid(option: Option) -> int:
    """What counts under the ceiling of small state aid, in whole euros; 0 for aid under another rule."""
    aid = option.product.aid
    return option.maximum if aid is not None and aid.regime == "de-minimis" and aid.counts == "whole_amount" else 0


def _exclude(one: Option, other: Option) -> bool:
    return any(
        rule.rule == "excludes" and rule.level == "hard" and (b.product.id in rule.products or b.product.kind in rule.kinds)
        for a, b in ((one, other), (other, one))
        for rule in a.product.stacking
    )
