"""What a product costs: for ordering always a figure, to show only what its own price says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from finadvies.domain.catalogue import Catalogue, KindEntry
from finadvies.domain.known import Facts
from finadvies.domain.product import Fee, Product
from finadvies.rules.burden import MONTHS_A_YEAR, annuity_interest, rate
from finadvies.rules.eligibility import Option
from finadvies.rules.figures import outcome

PPM: Final = 1_000_000
SHARE_KINDS: Final = frozenset({"equity", "crowdfunding_equity", "convertible"})
_ON_THE_AMOUNT: Final = frozenset({"loan", "limit", "drawn", "advance", "guaranteed"})
_ONCE: Final = frozenset({"upfront", "on_success", "at_end"})


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one product over the plan.

    All products are reckoned over the same stretch, the usual term of a loan (`plan_months`): otherwise money that has to be
    paid back within half a year would look cheaper than a loan, though the plan still has to be paid for after that.

    Attributes:
        ppm: euros per million euros over the plan, interest and shares of fees together; None when nothing tells.
        fixed_eur: fees in whole euros whatever the amount.
        ppm_year1: the part of `ppm` that falls in the first twelve months.
        rate_year: nominal yearly rate 0-1 used; None without one.
        known: the price is the product's own; otherwise the market band of its kind, for ordering only.
        months: the product's own term that it was worked out with.
    """

    ppm: int | None
    fixed_eur: int
    ppm_year1: int | None
    rate_year: Decimal | None
    known: bool
    months: int | None


def plan_months(catalogue: Catalogue, option: Option) -> int:
    """How long the plan is reckoned: the usual term of a loan; the product's own term where the catalogue names none."""
    loan = catalogue.kinds.get("term_loan")
    usual = loan.term_months_assumed if loan is not None else None
    return usual or option.term_months or MONTHS_A_YEAR


def price(option: Option, kind: KindEntry | None, facts: Facts) -> Price:
    """The price of an option over the plan.

    What is repaid bears the interest of an annuity until it is repaid or the plan is over, and again when it has to be repaid
    sooner; what stays out (overdraft, advance on invoices, supplier credit) bears simple interest all through the plan. Where a fee depends on something unknown, the dearest
    outcome counts. A least fee in euros (`min_eur`) bites on small amounts only: it is shown with the fee, not reckoned.
    """
    product = option.product
    # Who takes shares wants a part of the gain, not interest: no rate says what that costs.
    yearly, own = (None, False) if product.kind in SHARE_KINDS else rate(product, facts.catalogue)
    plan = plan_months(facts.catalogue, option)
    months = option.term_months or plan
    share, fixed = _fees(product.price.fees, facts)
    if yearly is None:
        return Price(None, fixed, None, None, known=False, months=option.term_months)
    if _stays_out(product, kind):
        return Price(_ppm(yearly * plan / MONTHS_A_YEAR + share), fixed, _ppm(yearly + share), yearly, own, months)
    # Who has to repay before the plan is over borrows again: interest and fees come as often as that takes.
    times = max(Decimal(1), Decimal(plan) / months)
    over_plan = (annuity_interest(yearly, months, plan) + share) * times
    first_year = annuity_interest(yearly, months, MONTHS_A_YEAR) + share
    return Price(_ppm(over_plan), fixed, _ppm(min(first_year, over_plan)), yearly, own, months)


def _stays_out(product: Product, kind: KindEntry | None) -> bool:
    """Whether the money is not repaid bit by bit."""
    if product.price.model in ("revolving", "factoring") or product.price.repayment in ("interest_only", "revolving"):
        return True
    return product.price.model == "none" and kind is not None and not kind.counts_as_debt


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
