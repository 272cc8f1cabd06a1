"""What was asked of whom, and what the answer was: read from the answers, written back into them, and taken back.

The answers are the only place where an outcome is kept. What the rules know of an earlier no follows from the same tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Answers, Client, Slot
from finadvies.domain.facts import GROUNDS
from finadvies.domain.product import Product
from finadvies.domain.values import UNKNOWN, Answer, Known, Members, Value

Result = Literal["accepted", "rejected", "withdrawn", "pending"]
RESULTS: Final[tuple[Result, ...]] = ("accepted", "rejected", "withdrawn", "pending")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request to one provider. What was not told is None.

    Attributes:
        index: position in the history of the client.
        product, lender, kind: ids and code; the lender and the kind follow from a product that the catalogue knows.
        result: the answer so far.
        grounds: of a no, as codes in the order of the glossary.
        day: of the answer.
        asked_on: the day the request went out.
        amount_eur: asked, in whole euros.
        granted_eur: what a yes brings, in whole euros; of a yes of which only the asked amount is told, that amount.
        in_writing: whether a no lies on paper.
    """

    index: int
    product: str | None = None
    lender: str | None = None
    kind: str | None = None
    result: Result | None = None
    grounds: tuple[str, ...] = ()
    day: date | None = None
    asked_on: date | None = None
    amount_eur: int | None = None
    granted_eur: int | None = None
    in_writing: bool | None = None

    @property
    def partial(self) -> bool:
        """Whether less was granted than asked."""
        return self.granted_eur is not None and self.amount_eur is not None and self.granted_eur < self.amount_eur

    @property
    def days(self) -> int | None:
        """Days from the request to the answer; None where a date is lacking, or the two cannot be right together."""
        if self.day is None or self.asked_on is None or self.day < self.asked_on:
            return None
        return (self.day - self.asked_on).days


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of a provider as it comes in.

    Attributes:
        day: of the answer; of a request that is still pending, the day it went out.
        grounds: of a no.
        asked_eur, granted_eur: whole euros.
        in_writing: whether a no lies on paper.
    """

    result: Result
    day: date
    grounds: tuple[str, ...] = ()
    asked_eur: int | None = None
    granted_eur: int | None = None
    in_writing: bool | None = None


# -- reading -----------------------------------------------------------------------------------------------------------------


def attempts(client: Client, catalogue: Catalogue) -> tuple[Attempt, ...]:
    """Everything that was asked before, in the order told."""
    return tuple(_attempt(index, entry, catalogue) for index, entry in enumerate(client.history))


def _attempt(index: int, entry: Answers, catalogue: Catalogue) -> Attempt:
    named = _text(entry, "history.product")
    product = known_as(named, catalogue) if named is not None else None
    result = _text(entry, "history.result")
    grounds = _value(entry, "history.grounds")
    told = grounds.sure if isinstance(grounds, Members) else frozenset()
    written = _value(entry, "history.written")
    amount, granted = _euros(entry, "history.amount"), _euros(entry, "history.granted")
    return Attempt(
        index,
        product.id if product is not None else named,
        product.lender if product is not None else _text(entry, "history.lender"),
        product.kind if product is not None else _text(entry, "history.kind"),
        next((each for each in RESULTS if each == result), None),
        tuple(ground for ground in GROUNDS if ground in told) if result == "rejected" else (),
        _day(entry, "history.date"),
        _day(entry, "history.asked_on"),
        amount,
        (granted if granted is not None else amount) if result == "accepted" else None,
        written if isinstance(written, bool) and result == "rejected" else None,
    )


def known_as(named: str, catalogue: Catalogue) -> Product | None:
    """The product of this id or alias."""
    found = catalogue.products.get(named)
    return found or next((product for product in catalogue.products.values() if named in product.aliases), None)


def latest(client: Client, catalogue: Catalogue, product: str | None = None, result: Result | None = None) -> Attempt | None:
    """The attempt told last; with a product or a result, the last one about it or with it."""
    found = [
        each
        for each in attempts(client, catalogue)
        if (product is None or each.product == product) and (result is None or each.result == result)
    ]
    return found[-1] if found else None


def refused_within(client: Client, catalogue: Catalogue, day: date, days: int) -> int:
    """How many times somebody said no in the days up to and with `day`; a no without a date counts too."""
    told = [each for each in attempts(client, catalogue) if each.result == "rejected"]
    return sum(each.day is None or 0 <= (day - each.day).days <= days for each in told)


def granted(client: Client, catalogue: Catalogue) -> dict[str, int]:
    """Product -> whole euros that a provider has said yes to and that are known; the last answer about a product counts."""
    last = {each.product: each for each in attempts(client, catalogue) if each.product is not None}
    return {
        product: each.granted_eur
        for product, each in last.items()
        if product in catalogue.products and each.result == "accepted" and each.granted_eur
    }


def refused(client: Client, catalogue: Catalogue) -> frozenset[str]:
    """The products of which the last answer is no."""
    last = {each.product: each for each in attempts(client, catalogue) if each.product is not None}
    return frozenset(product for product, each in last.items() if each.result == "rejected")


# -- writing -----------------------------------------------------------------------------------------------------------------


def recorded(client: Client, catalogue: Catalogue, product: Product, said: Said) -> Client:
    """The client with an answer of a provider in the history.

    It takes the place of a request that was pending, of an answer about the same product on the same day, and of one that
    was told without saying when or about which product; any other earlier answer stays beside it. What was told of the
    request itself (when, how much) is kept.
    """
    entry = dict(_entry(product, said))
    before = replaced(client, catalogue, product, said)
    if before is not None:
        kept = {"history.asked_on", "history.amount"}
        if before.result == said.result:
            kept |= {"history.grounds", "history.written", "history.granted"}
        entry = {key: answer for key, answer in client.history[before.index].items() if key in kept} | entry
        client = client.without("history", before.index)
    last = len(client.history)
    for key, answer in entry.items():
        client = client.with_answer(Slot(key, last), answer)
    if client.value("need.asked_before") is False:
        client = client.with_answer(Slot("need.asked_before"), Answer(value=True))
    return client


def _entry(product: Product, said: Said) -> Iterator[tuple[str, Answer]]:
    """The table of an answer."""
    told: Mapping[str, Value | None] = {
        "history.product": product.id,
        "history.lender": product.lender,
        "history.kind": product.kind,
        "history.result": said.result,
        "history.grounds": Members(frozenset(said.grounds)) if said.grounds else None,
        "history.asked_on": said.day if said.result == "pending" else None,
        "history.date": said.day if said.result != "pending" else None,
        "history.amount": said.asked_eur,
        "history.granted": said.granted_eur,
        "history.written": said.in_writing,
    }
    yield from ((key, Answer(value)) for key, value in told.items() if value is not None)


def replaced(client: Client, catalogue: Catalogue, product: Product, said: Said) -> Attempt | None:
    """The earlier entry whose place an answer takes."""
    found = [each for each in attempts(client, catalogue) if _same_request(each, product) and _gives_way(each, said)]
    return found[-1] if found else None


def _same_request(each: Attempt, product: Product) -> bool:
    if each.product is not None:
        return each.product == product.id
    return each.lender == product.lender and each.kind in (None, product.kind)


def _gives_way(each: Attempt, said: Said) -> bool:
    if each.result in (None, "pending"):
        return True
    same_answer = each.result == said.result and each.day is None
    return said.result != "pending" and (same_answer or each.day == said.day)


def undone(client: Client, catalogue: Catalogue, product: str | None = None) -> tuple[Client, Attempt] | None:
    """The client without the answer told last (about a product), and that answer; None where there is none.

    An answer to a request of which the day is known becomes a pending request again.
    """
    last = latest(client, catalogue, product)
    if last is None:
        return None
    if last.result != "pending" and last.asked_on is not None:
        for key in ("history.date", "history.grounds", "history.written", "history.granted"):
            client = client.with_answer(Slot(key, last.index), None)
        return client.with_answer(Slot("history.result", last.index), Answer("pending")), last
    client = client.without("history", last.index)
    if not client.history and client.value("need.asked_before") is True:
        client = client.with_answer(Slot("need.asked_before"), None)
    return client, last


# -- small things ------------------------------------------------------------------------------------------------------------


def _value(entry: Answers, key: str) -> Known:
    return entry[key].value if key in entry else UNKNOWN


def _text(entry: Answers, key: str) -> str | None:
    value = _value(entry, key)
    return value if isinstance(value, str) and value else None


def _day(entry: Answers, key: str) -> date | None:
    value = _value(entry, key)
    return value if isinstance(value, date) else None


def _euros(entry: Answers, key: str) -> int | None:
    value = _value(entry, key)
    return int(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
