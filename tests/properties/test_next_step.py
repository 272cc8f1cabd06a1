"""Nobody leaves with nothing: whatever a client tells, there is someone to call, a form to pass on, and the same answer twice."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import pytest
from generated import chances, consistent, told_in_part, whole_client
from hypothesis import HealthCheck, Phase, given, settings
from made import client
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.domain.client import Client
from finadvies.domain.facts import FACTS, GIVEN, Fact
from finadvies.domain.values import UNKNOWN, Answer, Interval, Members
from finadvies.exports import machine
from finadvies.homework import Lists
from finadvies.locale import texts_in

few = settings(
    deadline=None,
    derandomize=True,
    max_examples=30,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
fewer = settings(few, max_examples=12)

BOOK = (shipped_catalogue(), Lists(shipped_library().checklists()))

TROUBLE = {
    "company.legal_form": "eenmanszaak", "company.founded": TODAY, "company.started": True, "company.sbi": "9200",
    "company.fte": 0, "figures.kind": "final", "figures.year": 2025, "figures.equity": -80_000, "figures.total_assets": 1,
    "figures.net_profit": -60_000, "figures.revenue": 1, "figures.ebitda": -50_000, "figures.debt_service": 90_000,
    "owner.bkr_arrears": True, "owner.private_guarantee": False, "aid.firm_in_difficulty": True,
}  # fmt: skip
MACHINE = {"use.purpose": "machinery", "use.amount": 150_000}

WEIRD: dict[str, Client] = {
    "someone of whom nothing is known": Client(),
    "someone with answers but without a plan": client({"company.legal_form": "bv", "owner.age": 45, "need.own_contribution": 10_000}),
    "someone who wants money for nothing named": client(uses=[{"use.purpose": "unspecified"}]),
    "someone who asks no euros": client(uses=[{"use.purpose": "machinery", "use.amount": 0}]),
    "someone who asks one euro": client(uses=[{"use.purpose": "working_capital", "use.amount": 1}]),
    "someone who asks a billion": client(uses=[{"use.purpose": "real_estate", "use.amount": 1_000_000_000}]),
    "someone who asks an amount without a top": client(uses=[{"use.purpose": "machinery", "use.amount": Interval(50_000, None)}]),
    "someone who pays it all himself": client({"need.own_contribution": 500_000}, uses=[MACHINE]),
    "a firm in trouble with negative equity": client(TROUBLE, uses=[MACHINE]),
    "a firm without assets": client({"figures.total_assets": 0, "figures.equity": 0, "figures.revenue": 0}, uses=[MACHINE]),
    "an association": client({"company.legal_form": "vereniging", "company.pays_profit_tax": False}, uses=[MACHINE]),
    "a foundation in a trade nobody knows": client({"company.legal_form": "stichting", "company.sbi": "9999"}, uses=[MACHINE]),
    "a firm outside the country": client({"company.country": "DE", "company.province": UNKNOWN}, uses=[MACHINE]),
    "someone who ordered long ago": client(uses=[{**MACHINE, "use.order_date": TODAY.replace(year=2020), "use.committed": True}]),
    "someone who needed it yesterday": client({"need.needed_by": TODAY.replace(day=23), "need.urgency": "urgent"}, uses=[MACHINE]),
    "someone refused by everyone": client(
        uses=[MACHINE], history=[{"history.lender": "abn-amro"}, {"history.lender": "qredits", "history.product": "qredits-mkb-krediet"}]
    ),
    "someone who says he does not know anything": Client({fact.key: Answer(UNKNOWN, "typed", "unknown") for fact in GIVEN if fact.scope == "client"}),
    "someone with nine plans": client(uses=[{"use.purpose": purpose, "use.amount": 9_000} for purpose in FACTS["use.purpose"].choices[:9]]),
}  # fmt: skip
PROVINCES = FACTS["company.province"].choices


def lowest(fact: Fact) -> Any:
    """The barest answer a fact allows."""
    match fact.type:
        case "bool":
            return False
        case "number":
            return 0
        case "date":
            return TODAY
        case "list":
            return Members(frozenset())
    return fact.choices[0] if fact.choices else "1"


def holds_a_next_step(advice: Advice) -> None:
    """What must be there for anyone: a desk that can be reached, said in both languages, in JSON that others can read."""
    reachable = [desk for desk in advice.desks if desk.phone or desk.url]
    assert reachable, "nobody to call"
    for language in ("nl", "en"):
        written = machine.dumps(machine.shortlist(advice, texts_in(language)))
        read = json.loads(written, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
        assert written.encode("utf-8")
        assert read["schema"] == machine.SHORTLIST_SCHEMA
        assert [each for each in read["help"] if each["why"] and (each["phone"] or each["url"])]
        assert {each["product"] for each in read["options"]} == set(advice.catalogue.products)
        assert read["today"] == TODAY.isoformat()
        for mix in read["mixes"]:
            assert mix["components"], "a mix of nothing"


def said(advice: Advice) -> bytes:
    return machine.dumps(machine.shortlist(advice, texts_in("nl"))).encode("utf-8")


def shuffled(record: Any, seed: int) -> Any:
    """The same catalogue or lists with every table built in another order."""
    chance = random.Random(seed)
    tables = {}
    for field in fields(record):
        table = getattr(record, field.name)
        if isinstance(table, Mapping):
            rows = list(table.items())
            chance.shuffle(rows)
            tables[field.name] = dict(rows)
    assert tables
    return replace(record, **tables)


# --- the strange ones, by name


@pytest.mark.parametrize("who", WEIRD.values(), ids=WEIRD)
def test_even_a_strange_client_has_someone_to_call(who: Client) -> None:
    holds_a_next_step(advise(who, *BOOK, TODAY))


@pytest.mark.parametrize("province", PROVINCES)
def test_in_every_province_someone_can_be_called(province: str) -> None:
    holds_a_next_step(advise(client({"company.province": province}, uses=[MACHINE]), *BOOK, TODAY))


def test_someone_who_gives_the_barest_answer_to_everything_has_someone_to_call() -> None:
    tables = {
        scope: [{fact.key: Answer(lowest(fact)) for fact in GIVEN if fact.scope == scope}]
        for scope in ("client", "use", "figures", "history")
    }
    bare = consistent(Client(tables["client"][0], tuple(tables["use"]), tuple(tables["figures"]), tuple(tables["history"])))
    holds_a_next_step(advise(bare, *BOOK, TODAY))


# --- anyone


@few
@given(chances)
def test_anyone_who_tells_everything_has_someone_to_call(chance: random.Random) -> None:
    holds_a_next_step(advise(whole_client(chance), *BOOK, TODAY))


@few
@given(chances)
def test_anyone_who_tells_a_part_has_someone_to_call(chance: random.Random) -> None:
    holds_a_next_step(advise(told_in_part(whole_client(chance), chance), *BOOK, TODAY))


@fewer
@given(chances)
def test_the_same_client_gets_the_same_bytes_whatever_the_order_of_the_files(chance: random.Random) -> None:
    who = told_in_part(whole_client(chance), chance)
    seed = chance.randrange(10**6)

    once = said(advise(who, *BOOK, TODAY))

    assert said(advise(who, *BOOK, TODAY)) == once
    assert said(advise(who, shuffled(shipped_catalogue(), seed), shuffled(shipped_library().checklists(), seed), TODAY)) == once
