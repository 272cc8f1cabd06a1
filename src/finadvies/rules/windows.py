"""When one may apply: the rounds of a product around today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from finadvies.domain.client import Slot
from finadvies.domain.condition import facts_of
from finadvies.domain.known import Facts
from finadvies.domain.product import Product, Window
from finadvies.rules.completions import worlds
from finadvies.rules.truth import Truth, agreed, truth

Round = tuple[date, date, bool]
"""First day, last day, and whether it is used up."""

MOST_COMPLETIONS: Final = 256


def rounds_of(product: Product, facts: Facts) -> list[Round]:
    """The rounds around today of the windows that may count for this client."""
    return [span for window in product.windows if _counts(window, facts) for span in _spans(window, facts.today)]


def next_opening(product: Product, facts: Facts) -> date | None:
    """The day the next round opens, when none is open now."""
    rounds = rounds_of(product, facts)
    if any(opens <= facts.today <= closes and not used for opens, closes, used in rounds):
        return None
    ahead = [opens for opens, _, used in rounds if opens > facts.today and not used]
    return min(ahead) if ahead else None


def window_truth(product: Product, facts: Facts) -> tuple[Truth, tuple[Slot, ...]]:
    """Whether one may apply now or later, and the answers that would tell where windows hang on the client."""
    conditions = [window.when for window in product.windows if window.when is not None]
    possible = worlds(conditions, facts, MOST_COMPLETIONS)
    said = (
        agreed(_of_rounds(rounds_of(product, world), facts.today) for world in possible)
        if possible is not None
        else Truth.UNKNOWN
    )
    if said is not Truth.UNKNOWN:
        return said, ()
    keys = dict.fromkeys(key for condition in conditions for key in facts_of(condition))
    return said, tuple(dict.fromkeys(slot for key in keys for slot in facts.missing(key)))


def _of_rounds(rounds: list[Round], today: date) -> Truth:
    if not rounds or any(closes >= today and not used for _, closes, used in rounds):
        return Truth.TRUE
    if any(opens <= today <= closes and used for opens, closes, used in rounds):
        return Truth.FALSE
    return Truth.UNKNOWN


def _counts(window: Window, facts: Facts) -> bool:
    return window.when is None or truth(window.when, facts) is not Truth.FALSE


def _spans(window: Window, today: date) -> list[Round]:
    """The rounds of a window around today."""
    if window.opens is not None or window.closes is not None:
        return [(window.opens or date.min, window.closes or date.max, bool(window.used_up))]
    years = (today.year, today.year + 1)
    if window.months_yearly is not None:
        months = [(year, month) for year in years for month in window.months_yearly]
        return [(date(year, month, 1), _end_of_month(year, month), False) for year, month in months]
    opens, closes = window.opens_yearly or "01-01", window.closes_yearly or "12-31"
    return [(_on(year, opens), _on(year + (closes < opens), closes), False) for year in years]


def _on(year: int, day: str) -> date:
    month, number = map(int, day.split("-"))
    return min(date(year, month, 1) + timedelta(days=number - 1), _end_of_month(year, month))


def _end_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
