"""Looking through the catalogue without a client: what could be for a province, a purpose, an amount, when nothing else is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client
from finadvies.domain.condition import speaks_of_use
from finadvies.domain.known import Facts
from finadvies.domain.product import Criterion, Product
from finadvies.domain.values import Answer, Exact
from finadvies.rules.figures import Outcome, outcome
from finadvies.rules.truth import Truth, truth


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; None = whatever.

    Attributes:
        province: name as in `facts.PROVINCES`.
        purpose: one of `facts.PURPOSES`.
        amount: whole euros.
    """

    province: str | None = None
    purpose: str | None = None
    amount: int | None = None

    def facts(self, catalogue: Catalogue, today: date) -> Facts:
        """The facts of a client of whom no more than this is known."""
        use = {"use.purpose": self.purpose, "use.amount": self.amount}
        told = {key: Answer(value) for key, value in use.items() if value is not None}
        place = {"company.province": Answer(self.province)} if self.province is not None else {}
        facts = Facts(Client(place, uses=(told,) if told else ()), catalogue, today)
        return facts.for_use(0) if told else facts


def amounts(product: Product, facts: Facts) -> tuple[Outcome, Outcome]:
    """The least and the most a product lends, as far as they are told."""
    limits = product.limits
    return outcome(limits.amount_min if limits else None, facts), outcome(limits.amount_max if limits else None, facts)


def could_be(product: Product, search: Search, facts: Facts) -> bool:
    """Whether nothing that is looked for shuts the product; `facts` are those of the search."""
    if search.purpose is not None and not {search.purpose, "any"} & set(product.purposes):
        return False
    if search.amount is not None and not _within(search.amount, *amounts(product, facts)):
        return False
    return not any(_shuts(criterion, facts) for criterion in product.criteria)


def _within(amount: int, low: Outcome, high: Outcome) -> bool:
    """Whether some client may have this amount."""
    too_low = _beyond(low.low, amount) and not low.may_be_absent
    too_high = high.high is not None and amount > high.high and not high.may_be_absent
    return not too_low and not too_high


def _beyond(bound: Exact | None, amount: int) -> bool:
    return bound is not None and amount < bound


def _shuts(criterion: Criterion, facts: Facts) -> bool:
    """A hard rule that this client fails whatever the other answers are."""
    if criterion.level != "hard" or criterion.when is None:
        return False
    if facts.use is None and any(each is not None and speaks_of_use(each) for each in (criterion.when, criterion.applies)):
        return False
    applies = criterion.applies is None or truth(criterion.applies, facts) is Truth.TRUE
    return applies and truth(criterion.when, facts) is Truth.FALSE
