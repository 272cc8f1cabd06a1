"""An asset is pledged once: who needs the first claim on it cannot stand beside another who does."""

from __future__ import annotations

from datetime import date
from typing import Any

from made import client, facts, product
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import advise
from finadvies.domain.product import Product
from finadvies.homework import Lists
from finadvies.mix.pledges import rivals, short_of_security


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


# -- too little security -------------------------------------------------------------------------------------------------------


def short(asked: Product, **told: int) -> bool:
    known = {f"security.{name}": value for name, value in told.items()}
    who = client({"need.own_contribution": 0, **known}, uses=[{"use.purpose": "machinery", "use.amount": 100_000}])
    return short_of_security(asked, facts(who))


def test_a_loan_above_all_security_at_full_value_is_short_of_it() -> None:
    wants = secured("bank", "all_assets", demand="usual")

    assert short(wants, real_estate_value=0, real_estate_debt=0, machinery_value=60_000)
    assert not short(wants, real_estate_value=0, real_estate_debt=0, machinery_value=100_000)


def test_what_is_not_known_is_no_shortage_and_a_lessor_has_its_object() -> None:
    assert not short(secured("bank", "all_assets", demand="usual"))
    assert not short(secured("lease", "object"), real_estate_value=0, real_estate_debt=0, machinery_value=0)


def test_a_loan_that_is_short_of_security_can_come_with_the_guarantee_of_its_lender() -> None:
    told = {
        "company.legal_form": "bv", "company.started": True, "company.founded": date(2015, 1, 1), "company.sbi": "1071",
        "company.fte": 5, "company.group": False, "need.own_contribution": 0, "security.real_estate_value": 0,
        "security.real_estate_debt": 0, "security.machinery_value": 0,
    }  # fmt: skip
    who = client(told, uses=[{"use.purpose": "machinery", "use.amount": 100_000}])

    found = advise(who, shipped_catalogue(), Lists(shipped_library().checklists()), TODAY).offers

    plain, guaranteed = found["rabobank-zakelijke-lening"], found["rabobank-zakelijke-lening+bmkb"]
    assert guaranteed.candidate.price_ppm > plain.candidate.price_ppm
    assert plain.candidate.uncertainty > 0
