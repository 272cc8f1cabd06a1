"""An asset is pledged once: who needs the first claim on it cannot stand beside another who does."""

from __future__ import annotations

from typing import Any

from made import client, facts, product

from finadvies.domain.product import Product
from finadvies.mix.pledges import rivals


def secured(name: str, asset: str, demand: str = "always", rank: str | None = "first") -> Product:
    item: dict[str, Any] = {"asset": asset, "demand": demand, "source": "s"}
    return product(id=name, security=[item if rank is None else {**item, "rank": rank}])


def shut_out(*products: Product, premises: int = 1) -> dict[str, frozenset[str]]:
    uses = [{"use.purpose": "real_estate", "use.amount": 100_000}] * premises
    return rivals(products, facts(client(uses=uses)))


def test_two_mortgages_on_the_same_premises_shut_each_other_out() -> None:
    found = shut_out(secured("a", "real_estate"), secured("b", "real_estate", rank=None))

    assert found == {"a": frozenset({"b"}), "b": frozenset({"a"})}


def test_two_buildings_can_each_have_their_own_mortgage() -> None:
    assert shut_out(secured("a", "real_estate"), secured("b", "real_estate"), premises=2) == {}


def test_a_second_mortgage_stands_behind_the_first() -> None:
    assert shut_out(secured("a", "real_estate"), secured("b", "real_estate", rank="second"))["a"] == frozenset()


def test_factoring_takes_the_debtor_book_from_an_overdraft_that_usually_rests_on_it() -> None:
    found = shut_out(secured("factor", "receivables"), secured("overdraft", "receivables", demand="usual"))

    assert found == {"factor": frozenset({"overdraft"})}


def test_two_who_only_usually_want_it_may_still_agree() -> None:
    usual = [secured(name, "receivables", demand="usual") for name in ("a", "b")]

    assert shut_out(*usual) == {}


def test_lessors_have_each_their_own_object() -> None:
    assert shut_out(secured("a", "object"), secured("b", "object")) == {}
