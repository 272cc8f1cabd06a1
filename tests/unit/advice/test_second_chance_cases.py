"""A refusal on each ground as data: how far it is from being taken away, whom else it hits, whom it spares, and whom to call."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finadvies.advice import advise
from finadvies.advice.attempts import Said, latest, recorded
from finadvies.advice.distances import Step
from finadvies.advice.second_chance import SecondChance, second_chance
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client_file import read_client
from finadvies.domain.facts import GROUNDS
from finadvies.homework import Lists

CASES = Path(__file__).parents[2] / "second_chance"


def case(ground: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{ground}.toml").read_text(encoding="utf-8"), parse_float=Decimal)


def chance_of(told: Mapping[str, Any], catalogue: Catalogue, lists: Lists) -> SecondChance:
    client, problems = read_client(told["client"], "case", lambda _: None)
    assert not problems
    said = Said("rejected", told["today"], tuple(told["grounds"]), told["amount"])
    client = recorded(client, catalogue, catalogue.products[told["product"]], said)
    last = latest(client, catalogue)
    assert last is not None
    return second_chance(advise(client, catalogue, lists, told["today"]), last)


def says(step: Step, expected: Mapping[str, Any]) -> bool:
    """Whether a distance is the one expected: its code, and every figure that is named."""
    beside = {"code": step.code, "reason": step.reason.id if step.reason else None}
    if "product" in expected:
        beside["product"] = expected["product"] if expected["product"] in step.products else None
    found = {**step.details, **beside}
    return all(_same(found.get(key), value) for key, value in expected.items())


def _same(found: object, expected: object) -> bool:
    if isinstance(expected, date | str) or not isinstance(expected, int | Decimal):
        return found == expected
    return isinstance(found, int | Decimal) and abs(Decimal(found) - Decimal(expected)) < Decimal("0.0001")


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_refusal_on_this_ground(ground: str, catalogue: Catalogue, lists: Lists) -> None:
    told = case(ground)
    assert told["grounds"] == [ground]
    expect = told["expect"]

    chance = chance_of(told, catalogue, lists)

    steps = [step for _, step in chance.steps]
    lacking = [wanted for wanted in expect["distances"] if not any(says(step, wanted) for step in steps)]
    assert not lacking, [(step.code, dict(step.details)) for step in steps]
    shown = [fix.repair.id for fix in chance.fixes if not fix.moot]
    assert set(expect["repairs"]) <= set(shown)
    assert [fix.repair.id for fix in chance.fixes if fix.moot] == expect.get("moot", [])
    for group in ("hit", "spared", "begins"):
        found = {each.option.product.id: each.how for each in getattr(chance, group)}
        assert {product: found.get(product) for product in expect[group]} == expect[group]
    assert list(chance.actions) == expect["actions"]
    assert chance.rights.right == expect["right"]
    assert chance.call is not None
    assert chance.call.id == expect["call"]
    assert set(expect["desks"]) <= {desk.id for desk in chance.desks}


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_next_mix_is_made_of_what_does_not_fail_on_it(ground: str, catalogue: Catalogue, lists: Lists) -> None:
    chance = chance_of(case(ground), catalogue, lists)

    best = chance.plans[0]
    assert not set(best.products) & chance.left_out
    assert case(ground)["product"] not in best.products
    assert best.hit == ()
