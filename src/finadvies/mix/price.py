"""What a product costs: for ordering always a figure, to show only what its own price says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from finadvies.domain.catalogue import Fee, KindEntry
from finadvies.domain.known import Facts
from finadvies.rules.burden import MONTHS_A_YEAR, annuity_a_year, rate
from finadvies.rules.eligibility import Option
from finadvies.rules.figures import outcome

PPM: Final = 1_000_000
_ON_THE_AMOUNT: Final = frozenset({"loan", "limit", "drawn", "advance", "guaranteed"})
_ONCE: Final = frozenset({"upfront", "on_success", "at_end"})


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one product over its plan.

    Attributes:
        ppm: euros per million euros over the whole term, interest and shares of fees together; None when nothing tells.
        fixed_eur: fees in whole euros whatever the amount.
        ppm_year1: the part of `ppm` that falls in the first twelve months.
        rate_year: nominal yearly rate 0-1 used; None without one.
        known: the price is the product's own; otherwise the market band of its kind, for ordering only.
        months: the term it was worked out over.
    """

    ppm: int | None
    fixed_eur: int
    ppm_year1: int | None
    rate_year: Decimal | None
    known: bool
    months: int | None


def price(option: Option, kind: KindEntry | None, facts: Facts) -> Price:
    """The price of an option over its term.

    Interest is that of an annuity for what is repaid, and simple for what stays out (overdraft, advance on invoices).
    Where a fee depends on something unknown, the dearest outcome counts. A least fee in euros (`min_eur`) bites on small
    amounts only: it is shown with the fee and left out of the ordering.
    """
    product = option.product
    yearly, own = rate(product, kind)
    months = option.term_months or MONTHS_A_YEAR
    share, fixed = _fees(product.price.fees, facts)
    if yearly is None:
        return Price(None, fixed, None, None, known=False, months=option.term_months)
    if product.price.model in ("revolving", "factoring") or product.price.repayment in ("interest_only", "revolving"):
        interest = yearly * months / MONTHS_A_YEAR
    else:
        interest = annuity_a_year(1, yearly, months) * months / MONTHS_A_YEAR - 1
    total = interest + share
    first_year = min(total, _first_year(yearly, months, interest) + share)
    return Price(_ppm(total), fixed, _ppm(first_year), yearly, own, months)


def _first_year(yearly: Decimal, months: int, interest: Decimal) -> Decimal:
    """Interest of the first twelve months per euro, taking the balance to fall evenly."""
    if months <= MONTHS_A_YEAR:
        return interest
    repaid = Decimal(MONTHS_A_YEAR) / months
    return yearly * (1 - repaid / 2)


def _fees(fees: tuple[Fee, ...], facts: Facts) -> tuple[Decimal, int]:
    """One-off fees on the amount as a share of it, and those in euros."""
    share, fixed = Decimal(0), 0
    for fee in fees:
        if fee.due not in _ONCE:
            continue
        part = outcome(fee.share, facts).high if fee.basis in _ON_THE_AMOUNT else None
        euros = outcome(fee.eur, facts).high
        share += Decimal(part) if part is not None else 0
        fixed += int(Decimal(euros).to_integral_value(ROUND_HALF_UP)) if euros is not None else 0
    return share, fixed


def _ppm(value: Decimal) -> int:
    return int((value * PPM).to_integral_value(ROUND_HALF_UP))
