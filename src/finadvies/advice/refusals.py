"""Who has said no to this client before: so that nobody walks to the same desk twice without knowing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.domain.client import Answers, Client
from finadvies.domain.product import Product
from finadvies.domain.values import UNKNOWN, Known, Members

DECIDED: Final = ("accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One no.

    Attributes:
        day: when; None where it has not been told.
        amount_eur: what was asked, in whole euros.
        grounds: the reasons given, as codes.
        in_writing: whether it lies on paper; None where it has not been told.
    """

    day: date | None
    amount_eur: int | None
    grounds: tuple[str, ...]
    in_writing: bool | None


def refusal_of(product: Product, client: Client) -> Refusal | None:
    """The latest no to this product, or by its lender to this kind of money; None when nobody has told of one, or a yes came after it."""
    told = [entry for entry in client.history if _about(entry, product) and _value(entry, "history.result") in DECIDED]
    # Of answers on one day, or without one, the order in which they were told.
    last = max(enumerate(told), key=lambda pair: (_refusal(pair[1]).day or date.min, pair[0]), default=(0, None))[1]
    return _refusal(last) if last is not None and _value(last, "history.result") == "rejected" else None


def _about(entry: Answers, product: Product) -> bool:
    named = _value(entry, "history.product")
    if isinstance(named, str):
        return named == product.id or named in product.aliases
    lender, kind = _value(entry, "history.lender"), _value(entry, "history.kind")
    return lender == product.lender and kind in (product.kind, UNKNOWN)


def _refusal(entry: Answers) -> Refusal:
    day, amount = _value(entry, "history.date"), _value(entry, "history.amount")
    grounds, written = _value(entry, "history.grounds"), _value(entry, "history.written")
    return Refusal(
        day if isinstance(day, date) else None,
        int(amount) if isinstance(amount, int | Decimal) and not isinstance(amount, bool) else None,
        tuple(sorted(grounds.sure)) if isinstance(grounds, Members) else (),
        written if isinstance(written, bool) else None,
    )


def _value(entry: Answers, key: str) -> Known:
    return entry[key].value if key in entry else UNKNOWN
