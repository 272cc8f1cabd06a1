"""When one may apply: the rounds of a product around today."""

from __future__ import annotations

from datetime import date, timedelta

from finadvies.domain.catalogue import Product, Window
from finadvies.domain.known import Facts
from finadvies.rules.truth import Truth, truth

Round = tuple[date, date, bool]
"""First day, last day, and whether it is used up."""


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
