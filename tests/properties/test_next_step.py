"""Whoever comes in, there is somebody to call; and the same client always gets the same advice, to the byte."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from generated import chances, of_clients, told_in_part, whole_client
from hypothesis import given, settings
from made import client
from shipped import TODAY

from finadvies.advice import Advice, advise
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client
from finadvies.domain.facts import FACTS, GIVEN, PROVINCES, PURPOSES
from finadvies.domain.values import UNKNOWN, Answer
from finadvies.exports import machine
from finadvies.homework import Lists
from finadvies.locale import texts_in

FULL = {"figures.kind": "final", "figures.total_assets": 100_000}
NEVER_TOLD = Client(
    {fact.key: Answer(UNKNOWN, "typed", "private") for fact in GIVEN if fact.scope == "client"},
    ({fact.key: Answer(UNKNOWN, "typed", "unknown") for fact in GIVEN if fact.scope == "use"},),
)
WEIRD: dict[str, Client] = {
    "nothing known": Client(),
    "everything refused": NEVER_TOLD,
    "no use of the money": client({"company.started": True, "need.own_contribution": 10_000}),
    "an empty use": client(uses=[{}]),
    "a use of nothing": client(uses=[{"use.purpose": "machinery", "use.amount": 0}]),
    "a need beyond all lenders": client(uses=[{"use.purpose": "real_estate", "use.amount": 10**12}]),
    "more own money than needed": client({"need.own_contribution": 10**9}, uses=[{"use.purpose": "export", "use.amount": 500}]),
    "negative equity": client({"company.started": True}, years=[{**FULL, "figures.equity": -80_000}]),
    "loss and tax debt": client(
        {"need.urgency": "urgent"}, years=[{**FULL, "figures.net_profit": -9_000, "figures.tax_debt": 70_000}]
    ),
    "in difficulty": client({"aid.firm_in_difficulty": True, "owner.bkr_arrears": True, "debts.legal": True}),
    "an association": client(
        {"company.legal_form": "vereniging", "company.started": True}, uses=[{"use.purpose": "fit_out", "use.amount": 30_000}]
    ),
    "a starter of seventeen": client(
        {"company.started": False, "owner.age": 17}, uses=[{"use.purpose": "startup", "use.amount": 15_000}]
    ),
    "past every deadline": client({"need.needed_by": TODAY}, uses=[{"use.purpose": "machinery", "use.amount": 50_000}]),
    "the Caribbean": client({"company.country": "BQ"}, uses=[{"use.purpose": "machinery", "use.amount": 50_000}]),
}


def shortlist(advice: Advice, language: str = "nl") -> str:
    return machine.dumps(machine.shortlist(advice, texts_in(language)))  # type: ignore[arg-type]  # nl or en


def reachable_desks(advice: Advice) -> list[str]:
    return [desk.id for desk in advice.desks if desk.phone or desk.url]


def says_whom_to_call(advice: Advice) -> None:
    reachable = reachable_desks(advice)
    assert reachable

    data = json.loads(shortlist(advice))
    assert data["schema"] == machine.SHORTLIST_SCHEMA
    assert [desk["id"] for desk in data["help"] if desk["phone"] or desk["url"]] == reachable
    assert {option["verdict"] for option in data["options"]} <= {"fits", "attention", "unknown", "blocked", "closed"}
    assert len(data["options"]) == len(advice.catalogue.products)


@pytest.mark.parametrize("name", WEIRD)
def test_the_strangest_client_still_gets_somebody_to_call(catalogue: Catalogue, lists: Lists, name: str) -> None:
    says_whom_to_call(advise(WEIRD[name], catalogue, lists, TODAY))


@pytest.mark.parametrize("province", PROVINCES)
def test_in_every_province_there_is_somebody_to_call(catalogue: Catalogue, lists: Lists, province: str) -> None:
    assert reachable_desks(advise(client({"company.province": province}), catalogue, lists, TODAY))


@pytest.mark.parametrize("purpose", PURPOSES)
def test_for_every_purpose_there_is_somebody_to_call(catalogue: Catalogue, lists: Lists, purpose: str) -> None:
    assert reachable_desks(advise(client(uses=[{"use.purpose": purpose, "use.amount": 75_000}]), catalogue, lists, TODAY))


@pytest.mark.parametrize("form", FACTS["company.legal_form"].choices)
def test_for_every_legal_form_there_is_somebody_to_call(catalogue: Catalogue, lists: Lists, form: str) -> None:
    assert reachable_desks(advise(client({"company.legal_form": form}), catalogue, lists, TODAY))


@settings(of_clients, max_examples=10)
@given(chances)
def test_whatever_is_told_there_is_somebody_to_call(catalogue: Catalogue, lists: Lists, chance: random.Random) -> None:
    whole = whole_client(chance)

    says_whom_to_call(advise(told_in_part(whole, chance), catalogue, lists, TODAY))
    says_whom_to_call(advise(whole, catalogue, lists, TODAY))


def reversed_tables(catalogue: Catalogue) -> Catalogue:
    """The same catalogue with every table in the opposite order."""
    tables = ("products", "lenders", "help", "kinds", "norms", "grounds", "sectors", "regions", "aid", "parameters")
    return replace(catalogue, **{name: dict(reversed(getattr(catalogue, name).items())) for name in tables})


def reversed_lists(lists: Lists) -> Lists:
    of = lists.checklists
    return Lists(replace(of, **{name: dict(reversed(getattr(of, name).items())) for name in ("documents", "sets", "lenders")}))


def reversed_answers(who: Client) -> Client:
    groups = (tuple(dict(reversed(table.items())) for table in group) for group in (who.uses, who.years, who.history))
    return Client(dict(reversed(who.answers.items())), *groups)


def compared(who: Client, catalogue: Catalogue, lists: Lists) -> None:
    first = shortlist(advise(who, catalogue, lists, TODAY))

    assert shortlist(advise(who, catalogue, lists, TODAY)) == first
    other = advise(reversed_answers(who), reversed_tables(catalogue), reversed_lists(lists), TODAY)
    assert shortlist(other) == first


@pytest.mark.parametrize("name", WEIRD)
def test_the_strangest_client_gets_the_same_bytes_every_time(catalogue: Catalogue, lists: Lists, name: str) -> None:
    compared(WEIRD[name], catalogue, lists)


@settings(of_clients, max_examples=6)
@given(chances)
def test_advising_twice_gives_the_same_bytes_in_whatever_order_things_were_read(
    catalogue: Catalogue, lists: Lists, chance: random.Random
) -> None:
    whole = whole_client(chance)
    compared(told_in_part(whole, chance), catalogue, lists)
