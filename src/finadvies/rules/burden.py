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
        burden = Interval(annuity_a_year(amount.low, yearly, months), annuity_a_year(amount.high, yearly, months))
        found["figures.dscr_after"] = divide(room, add(service, burden))
    ebitda, debt = number(facts, "figures.ebitda"), number(facts, "figures.bank_debt")
    if ebitda is not None and debt is not None:
        found["figures.debt_ebitda_after"] = divide(add(debt, amount), ebitda)
    return found
