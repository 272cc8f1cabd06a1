"""What an answer can be: a value, part of one, or unknown; and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Final, Literal

Origin = Literal["typed", "imported", "assumed", "previous"]
WhyUnknown = Literal["unknown", "private", "later", "not_applicable"]


class Unknown(Enum):
    """The value of everything nobody has told us: never zero, never no."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN

Exact = int | Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """A number known to lie between two bounds, both included; None = no bound on that side."""

    low: Exact | None
    high: Exact | None

    @property
    def exact(self) -> Exact | None:
        """The number, when both bounds are the same."""
        return self.low if self.low is not None and self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Members:
    """A list of codes of which some may still be open.

    Attributes:
        sure: certainly in the list.
        maybe: in the list or not, nobody knows yet. What is in neither is certainly out.
    """

    sure: frozenset[str]
    maybe: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a company sits, as precisely as is known.

    Attributes:
        province: name as in `facts.PROVINCES`.
        municipality: CBS code such as `GM0344`, or None.
        postcode: the four figures, or None.
    """

    province: str
    municipality: str | None = None
    postcode: int | None = None


Value = bool | int | Decimal | Interval | str | date | Members | Place
Known = Value | Unknown


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question.

    Attributes:
        value: the value, or UNKNOWN when the client does not know or will not say.
        origin: where it came from; shown beside it wherever it is used.
        why_unknown: set when the value is UNKNOWN; an answer refused as private is not asked again.
        note: the adviser's remark.
    """

    value: Known
    origin: Origin = "typed"
    why_unknown: WhyUnknown | None = None
    note: str = ""


def interval(value: Exact | Interval) -> Interval:
    """A number as an interval."""
    return value if isinstance(value, Interval) else Interval(value, value)


def narrow(value: Interval) -> Exact | Interval:
    """An interval of one number as that number."""
    return value.exact if value.exact is not None else value


def add(*values: Exact | Interval) -> Exact | Interval:
    """The sum."""
    low: Exact | None = 0
    high: Exact | None = 0
    for value in map(interval, values):
        low = None if low is None or value.low is None else low + value.low
        high = None if high is None or value.high is None else high + value.high
    return narrow(Interval(low, high))


def negate(value: Exact | Interval) -> Exact | Interval:
    """The opposite number."""
    span = interval(value)
    return narrow(Interval(None if span.high is None else -span.high, None if span.low is None else -span.low))


def subtract(value: Exact | Interval, *others: Exact | Interval) -> Exact | Interval:
    """`value` less all `others`."""
    return add(value, *(negate(other) for other in others))


def at_least(value: Exact | Interval, floor: Exact) -> Exact | Interval:
    """The number, or `floor` where it is lower."""
    span = interval(value)
    low = floor if span.low is None else max(span.low, floor)
    high = None if span.high is None else max(span.high, floor)
    return narrow(Interval(low, high))


def divide(value: Exact | Interval, by: Exact | Interval) -> Decimal | Interval | Unknown:
    """The quotient; UNKNOWN when the divisor may be zero or negative, or a bound that matters is open."""
    top, bottom = interval(value), interval(by)
    if bottom.low is None or bottom.low <= 0:
        return UNKNOWN
    ends = [
        Decimal(a) / Decimal(b) if a is not None and b is not None else None
        for a in (top.low, top.high)
        for b in (bottom.low, bottom.high)
    ]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return UNKNOWN
    low, high = min(known), max(known)
    return low if low == high else Interval(low, high)


def rounded_down(value: Exact) -> int:
    """The whole number at or below a value: what is at most lent, or at most left."""
    return int(Decimal(value).to_integral_value(ROUND_FLOOR))


def whole_euros(amount: Decimal) -> int:
    """Rounded half up."""
    return int(amount.to_integral_value(ROUND_HALF_UP))
