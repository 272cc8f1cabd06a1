"""What a loan would cost a year, and what that does to the room for repayment."""

from __future__ import annotations

from decimal import Decimal

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.derive_figures import repayment_room
from finadvies.domain.formulas import number
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.values import Exact, Interval, Known, add, divide

MONTHS_A_YEAR = 12


def rate(product: Product, catalogue: Catalogue) -> tuple[Decimal | None, bool]:
    """The yearly rate to reckon with, and whether it is the product's own.

    The middle of the product's own span; else of the market band of its kind, or its dear end for who is known to be dear and for
    lenders outside the banks. None when nothing tells.
    """
    price = product.price
    known = [value for value in (price.rate_min, price.rate_max) if value is not None]
    if known and price.model in ("loan", "revolving", "lease", "flat", "factoring"):
        return sum(known, Decimal(0)) / len(known), True
    kind, lender = catalogue.kinds.get(product.kind), catalogue.lenders.get(product.lender)
    if kind is None or kind.price_min is None or kind.price_max is None:
        return None, False
    if product.expensive or (lender is not None and lender.kind == "nonbank"):
        return kind.price_max, False
    return (kind.price_min + kind.price_max) / 2, False


def goes_round(product: Product, catalogue: Catalogue) -> bool:
    """Whether what is repaid is drawn again, so that nothing has to be repaid in a year."""
    if product.price.model in ("revolving", "factoring") or product.price.repayment == "revolving":
        return True
    kind = catalogue.kinds.get(product.kind)
    return product.price.model == "none" and kind is not None and not kind.counts_as_debt


def service_a_year(product: Product, catalogue: Catalogue, amount: Exact, rate_year: Decimal, months: int | None) -> Decimal:
    """Euros a year of interest and repayment on what a product lends: its debt service.

    A loan as an annuity; what is paid back at once at the end, and an overdraft, with its interest alone; of money for less than
    a year all that falls due within the year. An advance on invoices is repaid by the customers, and asks nothing.

    Args:
        product: who lends.
        catalogue: what goes round hangs on the kind.
        amount: euros borrowed.
        rate_year: nominal yearly rate 0-1.
        months: the term; None where nobody tells one, and then only the interest is known.
    """
    if product.kind == "factoring":
        return Decimal(0)
    interest = Decimal(amount) * rate_year
    if (
        goes_round(product, catalogue)
        or months is None
        or (product.price.repayment == "interest_only" and months > MONTHS_A_YEAR)
    ):
        return interest
    left = (product.price.balloon_share or Decimal(0)) if months > MONTHS_A_YEAR else Decimal(0)
    repaid = annuity_a_year(amount * (1 - left), rate_year, months) + interest * left
    return repaid * min(months, MONTHS_A_YEAR) / MONTHS_A_YEAR


def annuity_a_year(amount: Exact, rate_year: Decimal, months: int) -> Decimal:
    """Euros a year of interest and repayment on an annuity loan: the monthly payment times twelve.

    Args:
        amount: euros borrowed.
        rate_year: nominal yearly rate 0-1, a twelfth of it a month.
        months: the term.
    """
    if rate_year == 0:
        return Decimal(amount) * MONTHS_A_YEAR / months
    monthly = rate_year / MONTHS_A_YEAR
    return Decimal(amount) * monthly / (1 - (1 + monthly) ** -months) * MONTHS_A_YEAR


def after(product: Product, amount: Interval, months: int | None, facts: Facts) -> dict[str, Known]:
    """`figures.dscr_after` and `figures.debt_ebitda_after` as far as the figures, the price and the term are known.

    Both are spans where the amount is one: a loan that may turn out smaller weighs less.
    """
    found: dict[str, Known] = {}
    if amount.low is None or amount.high is None:
        return found
    yearly, _ = rate(product, facts.catalogue)
    room, service = repayment_room(facts), number(facts, "figures.debt_service")
    if room is not None and service is not None and yearly is not None and months:
        burden = Interval(
            *(service_a_year(product, facts.catalogue, euros, yearly, months) for euros in (amount.low, amount.high))
        )
        found["figures.dscr_after"] = divide(room, add(service, burden))
    ebitda, debt = number(facts, "figures.ebitda"), number(facts, "figures.bank_debt")
    if ebitda is not None and debt is not None:
        found["figures.debt_ebitda_after"] = divide(add(debt, amount), ebitda)
    return found
