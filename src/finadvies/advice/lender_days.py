"""How long a lender takes for the products that a client asks of it: the planning follows the slowest."""

from __future__ import annotations

from finadvies.domain.catalogue import Catalogue
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


def _calendar(days: int, *, working: bool) -> int:
    return -(-days * 7 // 5) if working else days
