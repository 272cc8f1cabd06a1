"""One part of a mix, as a client can read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from finadvies.domain.entry import Kind, Role
from finadvies.mix.price import Flat
from finadvies.rules.eligibility import Verdict


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a mix.

    Attributes:
        product: id; None for own money.
        role: only `source` and `own` cover the need.
        amount_eur: whole euros; of a guarantee what is guaranteed; None where it cannot be told yet.
        uses: (use, whole euros).
        for_uses: of a later benefit the uses it is for, also where its amount is not known.
        verdict: of the product.
        months: the term it was reckoned over, and whether that is the usual one of its kind.
        rate_year: nominal yearly rate, when the product's own price tells it.
        price_known: False where only the band of the kind is known, or a fee does not say how much it is.
        month_eur: what is paid at the end of the first month, interest, repayment and fees, in whole euros; None when not known.
        goes_round: what is repaid can be drawn again, so that a month is interest and fees.
        days: least and most days until the money is there, and whether a part of that is what is usual for the kind.
        flat: what a fee that is fixed at the start is a year.
    """

    product: str | None
    lender: str | None
    kind: Kind
    role: Role
    amount_eur: int | None
    uses: tuple[tuple[int, int], ...] = ()
    verdict: Verdict | None = None
    months: int | None = None
    months_assumed: bool = False
    rate_year: Decimal | None = None
    price_known: bool = True
    guarantees: str | None = None
    month_eur: int | None = None
    flat: Flat | None = None
    goes_round: bool = False
    days: tuple[int, int] | None = None
    days_estimated: bool = False
    for_uses: tuple[int, ...] = ()
