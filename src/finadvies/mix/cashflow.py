"""What money costs, as its cash flows: what the client receives and pays month by month, and the yearly rate that follows.

Amounts are `Decimal` euros in whole cents, for that is what is really paid: an instalment is rounded to the cent, and the last one
takes what is left, so that the repayments are the amount to the cent. Month 0 is the day of payout; interest and instalments are
paid at the end of each month, a twelfth of the yearly rate at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import Final, Literal

import pyxirr

from finadvies.rules.burden import MONTHS_A_YEAR

Way = Literal["annuity", "linear", "at_end"]
Due = Literal["start", "monthly", "quarterly", "yearly", "end", "spread"]
Basis = Literal["amount", "balance", "guaranteed", "invoices"]

CENT: Final = Decimal("0.01")
TEN_THOUSANDTH: Final = Decimal("0.0001")
NOTHING: Final = Decimal(0)
_EVERY: Final[dict[Due, int]] = {"monthly": 1, "quarterly": 3, "yearly": MONTHS_A_YEAR}


@dataclass(frozen=True, slots=True)
class Charge:
    """One fee, as the client pays it.

    Attributes:
        due: on the day of payout, at the end of every so many months, with the last instalment, or `spread`: fixed at the start
            and paid in equal parts with the instalments.
        basis: what `share` is a part of: the amount lent, what is still out at the beginning of the month, the guaranteed part, or
            the invoices turned over in one month.
        share: 0-1 of the basis, each time.
        least, most: whole euros that the share comes to at least and at most; None without such a bound.
        euros: beside the share, each time.
    """

    due: Due
    basis: Basis = "amount"
    share: Decimal = NOTHING
    least: int | None = None
    most: int | None = None
    euros: Decimal = NOTHING

    def comes_to(self, base: Decimal) -> Decimal:
        """Euros, in cents, on a basis of so many euros."""
        part = self.share * base
        if self.least is not None:
            part = max(part, Decimal(self.least))
        if self.most is not None:
            part = min(part, Decimal(self.most))
        return _cents(part + self.euros)


@dataclass(frozen=True, slots=True)
class Terms:
    """How money is paid for and repaid.

    Attributes:
        rate_year: nominal yearly rate 0-1.
        months: from payout to the last payment, at least 1.
        way: `annuity`, every month the same; `linear`, every month the same repayment; `at_end`, all of it in the last month.
        grace: the first months, with interest and no repayment.
        linear_over: months over which a linear repayment is laid out; None = those after the grace. What is then left is repaid in
            the last month.
        residual: share of the amount that an annuity leaves for the last month.
        charges: the fees.
        guaranteed: share of the amount that is guaranteed.
        advanced: share of an invoice that is paid in advance.
    """

    rate_year: Decimal
    months: int
    way: Way = "annuity"
    grace: int = 0
    linear_over: int | None = None
    residual: Decimal = NOTHING
    charges: tuple[Charge, ...] = ()
    guaranteed: Decimal = NOTHING
    advanced: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is paid in one month, in euros and cents."""

    interest: Decimal
    repaid: Decimal
    fees: Decimal

    @property
    def paid(self) -> Decimal:
        """All that leaves the client's account."""
        return self.interest + self.repaid + self.fees

    @property
    def cost(self) -> Decimal:
        """What is paid without the debt becoming less."""
        return self.interest + self.fees


@dataclass(frozen=True, slots=True)
class Rates:
    """The price of money as a yearly rate, 0-1, in hundredths of a percent.

    Attributes:
        nominal: twelve times the monthly rate.
        effective: the monthly rate with interest on interest.
    """

    nominal: Decimal
    effective: Decimal


def schedule(amount: int, terms: Terms) -> tuple[Instalment, ...]:
    """Month by month what is paid on `amount` whole euros; the first entry is the day of payout."""
    balance, monthly = Decimal(amount), terms.rate_year / MONTHS_A_YEAR
    regular = _regular(balance, terms)
    found = [Instalment(NOTHING, NOTHING, _fees(terms, 0, Decimal(amount), balance))]
    for month in range(1, terms.months + 1):
        interest = _cents(balance * monthly)
        fees = _fees(terms, month, Decimal(amount), balance)
        repaid = _repaid(month, balance, interest, regular, terms)
        balance -= repaid
        found.append(Instalment(interest, repaid, fees))
    return tuple(found)


def _regular(amount: Decimal, terms: Terms) -> Decimal:
    """The monthly payment of an annuity, the monthly repayment of a linear loan; nothing where all comes at the end."""
    paying = terms.months - terms.grace
    if terms.way == "at_end":
        return NOTHING
    left = amount * terms.residual
    if terms.way == "linear":
        return _cents((amount - left) / (terms.linear_over or paying))
    if terms.rate_year == 0:
        return _cents((amount - left) / paying)
    monthly = terms.rate_year / MONTHS_A_YEAR
    worth = (1 + monthly) ** -paying
    return _cents((amount - left * worth) * monthly / (1 - worth))


def _repaid(month: int, balance: Decimal, interest: Decimal, regular: Decimal, terms: Terms) -> Decimal:
    if month == terms.months:
        return balance
    if month <= terms.grace or terms.way == "at_end":
        return NOTHING
    return min(balance, regular if terms.way == "linear" else max(NOTHING, regular - interest))


def _fees(terms: Terms, month: int, amount: Decimal, balance: Decimal) -> Decimal:
    bases: dict[Basis, Decimal] = {
        "amount": amount, "balance": balance, "guaranteed": amount * terms.guaranteed, "invoices": amount / terms.advanced,
    }  # fmt: skip
    return sum((_falls(charge, month, terms, bases[charge.basis]) for charge in terms.charges), NOTHING)


def _falls(charge: Charge, month: int, terms: Terms, base: Decimal) -> Decimal:
    """What of a fee falls in this month."""
    match charge.due:
        case "start":
            return charge.comes_to(base) if month == 0 else NOTHING
        case "end":
            return charge.comes_to(base) if month == terms.months else NOTHING
        case "spread":
            whole = charge.comes_to(base)
            # Down to the cent, so that the last instalment is never less than nothing.
            part = (whole / terms.months).quantize(CENT, ROUND_FLOOR)
            return NOTHING if month == 0 else part if month < terms.months else whole - part * (terms.months - 1)
        case _:
            return charge.comes_to(base) if month and month % _EVERY[charge.due] == 0 else NOTHING


def flows(amount: int, instalments: Iterable[Instalment]) -> tuple[Decimal, ...]:
    """The client's account month by month, what comes in above zero and what goes out below."""
    first, *rest = (-each.paid for each in instalments)
    return (amount + first, *rest)


def joined(several: Iterable[Sequence[Decimal]]) -> tuple[Decimal, ...]:
    """The flows of several sources that all pay out on the same day, as one."""
    return tuple(sum(month, NOTHING) for month in zip_longest(*several, fillvalue=NOTHING))


def rates(account: Sequence[Decimal]) -> Rates | None:
    """The yearly rates at which the payments are worth what came in; None where no money comes in, or no rate tells."""
    if not account or account[0] <= 0:
        return None
    monthly = pyxirr.irr([float(flow) for flow in account], guess=0.01, silent=True)
    if monthly is None:
        return None
    exact = Decimal(monthly)
    return Rates(_rate(exact * MONTHS_A_YEAR), _rate((1 + exact) ** MONTHS_A_YEAR - 1))


def cost_until(instalments: Sequence[Instalment], month: int) -> Decimal:
    """Euros of interest and fees up to and with this month."""
    return sum((each.cost for each in instalments[: month + 1]), NOTHING)


@lru_cache(maxsize=4096)
def cost_over(amount: int, terms: Terms, plan: int) -> Decimal:
    """Euros of interest and fees over a plan of so many months.

    Of money that stays longer only these months count. Who has to repay sooner borrows again on the same terms, as often as the plan
    takes: a part of a time costs that part, so that a term of one month less never brings a whole new fee.
    """
    instalments = schedule(amount, terms)
    if terms.months >= plan:
        return cost_until(instalments, plan)
    return _cents(cost_until(instalments, terms.months) * plan / terms.months)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _rate(value: Decimal) -> Decimal:
    rounded = value.quantize(TEN_THOUSANDTH, ROUND_HALF_UP)
    return rounded or abs(rounded)
