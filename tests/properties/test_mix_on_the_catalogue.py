"""Every mix on the shipped catalogue against need, ceilings, pledges and small state aid, each looked up again in client and catalogue."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from breaches import breaches
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, Proposal, advise
from finadvies.catalogue.situations import client_in, situations
from finadvies.domain.client import Client
from finadvies.domain.product import Product
from finadvies.domain.upkeep import Situation
from finadvies.domain.values import Answer
from finadvies.homework import Lists

CLIENTS = range(30)
CEILING = 300_000
"""Small state aid to one group in three years, in euros."""
SHARED = ("real_estate", "receivables", "stock")
"""What can be pledged to one lender only; a lessor's object and machines can be pledged one by one."""


@cache
def grid() -> list[Situation]:
    return situations(shipped_catalogue())


def client(seed: int) -> Client:
    """A client of the grid, half of them with a second use, many with next to no room left for small state aid."""
    chance = random.Random(seed)
    first, second = chance.sample(grid(), 2)
    drawn = client_in(first, shipped_catalogue(), TODAY)
    other = client_in({**first, "purpose": second["purpose"]}, shipped_catalogue(), TODAY)
    had = chance.choice([0, CEILING - 40_000, CEILING - 9_000, CEILING - 1, CEILING])
    uses = (*drawn.uses, *other.uses) if chance.random() < 0.5 else drawn.uses
    return replace(drawn, answers={**drawn.answers, "aid.de_minimis_3y": Answer(had)}, uses=uses)


@cache
def advice(seed: int) -> Advice:
    return advise(client(seed), shipped_catalogue(), Lists(shipped_library().checklists()), TODAY)


def proposals(seed: int) -> tuple[Proposal, ...]:
    return advice(seed).proposals


def product(name: str | None) -> Product:
    return shipped_catalogue().products[name or ""]


@pytest.mark.parametrize("seed", CLIENTS)
def test_no_mix_exceeds_need_ceiling_pledge_or_small_state_aid(seed: int) -> None:
    no_more_than_the_need_or_than_a_product_may(seed)
    no_asset_is_pledged_twice(seed)
    no_more_small_state_aid_than_the_group_may_still_have(seed)


def no_more_than_the_need_or_than_a_product_may(seed: int) -> None:
    plan = advice(seed).workbench.plan
    assert [breaches(plan, proposal.mix) for proposal in proposals(seed)] == [[] for _ in proposals(seed)]
    for proposal in proposals(seed):
        per_use = [0] * len(advice(seed).need)
        for part in proposal.components:
            if part.role in ("source", "own"):
                for use, euros in part.uses:
                    per_use[use] += euros
            if part.role == "source" and part.product is not None:
                option = advice(seed).by_product[part.product]
                assert option.open
                assert (part.amount_eur or 0) <= option.maximum
                assert all(euros <= option.ceilings[use] for use, euros in part.uses)
        assert all(paid <= need for paid, need in zip(per_use, advice(seed).need, strict=True))


def no_asset_is_pledged_twice(seed: int) -> None:
    premises = sum(advice(seed).client.value("use.purpose", use) == "real_estate" for use in range(len(advice(seed).need)))
    for proposal in proposals(seed):
        sources = [product(part.product) for part in proposal.components if part.role == "source"]
        for one, other in combinations(sources, 2):
            twice = first_claims(one) & first_claims(other)
            assert not twice - ({"real_estate"} if premises > 1 else set()), (one.id, other.id)


def first_claims(source: Product) -> set[str]:
    return {item.asset for item in source.security if item.demand == "always" and item.rank != "second" and item.asset in SHARED}


def no_more_small_state_aid_than_the_group_may_still_have(seed: int) -> None:
    had = advice(seed).client.value("aid.de_minimis_3y")
    assert isinstance(had, int)
    for proposal in proposals(seed):
        assert sum(small_aid(proposal)) <= CEILING - had


def small_aid(proposal: Proposal) -> list[int]:
    """The known amounts that count whole under the ceiling for small state aid."""
    found = [(product(part.product).aid, part.amount_eur) for part in proposal.components if part.product is not None]
    return [euros for aid, euros in found if aid and aid.regime == "de-minimis" and aid.counts == "whole_amount" and euros]


def test_small_state_aid_and_pledges_play_a_part_in_some_of_these_mixes() -> None:
    every = [proposal for seed in CLIENTS for proposal in proposals(seed)]
    claims = [first_claims(product(part.product)) for mix in every for part in mix.components if part.role == "source"]
    cut = [notice for mix in every for notice in mix.warnings if notice.code in ("aid_lowered", "aid_left_out")]

    assert any(small_aid(proposal) for proposal in every)
    assert cut
    assert any(claims)
