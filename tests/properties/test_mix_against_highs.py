"""Gap and cost of mixes at the size of real clients, against a mixed-integer model solved by HiGHS."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from finadvies.mix import Candidate, Plan, solve
from finadvies.mix.search import _Descent
from finadvies.mix.tables import Tables

highspy = pytest.importorskip("highspy")

EFFORT = {f"line-{n}": n % 3 + 1 for n in range(9)}


def client(seed: int) -> Plan:
    """A client with 25 to 60 variants and 1 to 3 uses; every third one is offered too little."""
    chance = random.Random(seed)
    need = tuple(chance.randrange(5_000, 150_000, 250) for _ in range(chance.choice([1, 2, 2, 3])))
    total = sum(need)
    scarce = seed % 3 == 0
    offers = []
    for n in range(chance.randrange(25, 60)):
        product = f"p{chance.randrange(30):02}"
        guaranteed = chance.random() < 0.3
        size = chance.uniform(0.02, 0.12 if scarce else 0.7)
        only = chance.choice([None, *range(len(need))])  # many pay for one use only
        shares = [chance.choice([0.4, 0.8, 1, 1]) if only in (None, use) else 0 for use in range(len(need))]
        minimum = max(1, round(total * size * chance.choice([0, 0.1, 0.5])))
        offers.append(
            Candidate(
                id=f"{product}-{n:02}",
                product=product,
                lender=f"l{chance.randrange(18):02}",
                kind="loan",
                ceilings=tuple([int(share * amount) for share, amount in zip(shares, need, strict=True)]),
                minimum=minimum,
                maximum=minimum + round(total * size),
                price_ppm=chance.choice([60_000, 150_000, 150_000, 240_000, chance.randrange(20_000, 400_000)]),
                fixed_cost=chance.choice([250, 500, 1500]),
                days=chance.randrange(3, 60),
                documents=frozenset(chance.sample(sorted(EFFORT), chance.randrange(1, 5))),
                uncertainty=chance.randrange(1, 4),
                gives_shares=chance.random() < 0.1,
                private_guarantee=guaranteed,
                main_bank=chance.random() < 0.3,
                guarantee="bmkb" if guaranteed else None,
                guarantee_share_ppm=750_000 if guaranteed else 0,
                guarantee_ceiling=chance.randrange(5_000, 100_000) if guaranteed else 0,
                excludes=frozenset({f"p{chance.randrange(30):02}"}) if chance.random() < 0.15 else frozenset(),
            )
        )
    return Plan(need=need, own=total * chance.choice([0, 0, 10, 25]) // 100, candidates=tuple(offers), effort=EFFORT)


class Model:
    """The rules of a mix as rows. Columns: in or out, euros per use, own money per use, gap per use."""

    def __init__(self, plan: Plan) -> None:
        self.solver: Any = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("mip_rel_gap", 0.0)
        self.solver.setOptionValue("mip_abs_gap", 1e-7)
        self.columns = 0
        self.gap = [self.column(amount) for amount in plan.need]
        own = [self.column(amount) for amount in plan.need]
        self.row(0, plan.own, [(u, 1) for u in own])
        taken = [self.column(1, whole=True) for _ in plan.candidates]
        euros = [[self.column(most) for most in offer.ceilings] for offer in plan.candidates]
        lenders = {name: self.column(1, whole=True) for name in sorted({c.lender for c in plan.candidates})}
        banks = {name: self.column(1, whole=True) for name in sorted({c.lender for c in plan.candidates})}
        for u, amount in enumerate(plan.need):
            self.row(amount, amount, [(self.gap[u], 1), (own[u], 1), *[(x[u], 1) for x in euros]])
        for offer, y, x in zip(plan.candidates, taken, euros, strict=True):
            here = [(column, 1) for column in x]
            self.row(0, None, [*here, (y, -offer.minimum)])
            self.row(None, 0, [*here, (y, -offer.maximum)])
            if offer.guarantee:
                share = offer.guarantee_share_ppm / 1_000_000
                self.row(None, offer.guarantee_ceiling, [(column, share) for column in x])
            self.row(None, 0, [(y, 1), (lenders[offer.lender], -1)])
            if offer.main_bank:
                self.row(None, 0, [(y, 1), (banks[offer.lender], -1)])
        for one in range(len(taken)):
            for other in range(one):
                a, b = plan.candidates[one], plan.candidates[other]
                if a.product == b.product or a.excludes & b.products or b.excludes & a.products:
                    self.row(None, 1, [(taken[one], 1), (taken[other], 1)])
        self.row(None, plan.max_components, [(y, 1) for y in taken])
        self.row(None, plan.max_lenders, [(column, 1) for column in lenders.values()])
        self.row(None, 1, [(column, 1) for column in banks.values()])
        self.cost = [
            *[(y, offer.fixed_cost) for offer, y in zip(plan.candidates, taken, strict=True)],
            *[(column, offer.price_ppm / 1_000_000) for offer, x in zip(plan.candidates, euros, strict=True) for column in x],
        ]

    def column(self, most: float, *, whole: bool = False) -> int:
        self.solver.addVar(0, most)
        if whole:
            self.solver.changeColIntegrality(self.columns, highspy.HighsVarType.kInteger)
        self.columns += 1
        return self.columns - 1

    def row(self, low: float | None, high: float | None, terms: list[tuple[int, float]]) -> None:
        low = -highspy.kHighsInf if low is None else low
        high = highspy.kHighsInf if high is None else high
        self.solver.addRow(low, high, len(terms), [c for c, _ in terms], [float(v) for _, v in terms])

    def least(self, terms: list[tuple[int, float]]) -> float:
        for column in range(self.columns):
            self.solver.changeColCost(column, 0.0)
        for column, value in terms:
            self.solver.changeColCost(column, value)
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(self.solver.getInfo().objective_function_value)


@pytest.mark.parametrize("seed", range(18))
def test_gap_and_cost_are_those_of_highs(seed: int) -> None:
    plan = client(seed)
    cover = solve(plan).largest_cover
    assert cover is not None

    model = Model(plan)
    gap = model.least([(column, 1) for column in model.gap])
    model.row(0, cover.gap, [(column, 1) for column in model.gap])
    cost = model.least(model.cost)

    assert gap == pytest.approx(cover.gap, abs=1e-3)
    assert cover.cost - 1 - 1e-2 < cost < cover.cost + 1e-2  # ours is rounded up to whole euros


def test_the_drawn_clients_hold_both_full_and_partial_cover() -> None:
    gaps = [cover.gap for seed in range(18) if (cover := solve(client(seed)).largest_cover)]

    assert any(gap == 0 for gap in gaps)
    assert any(gap > 0 for gap in gaps)


@pytest.mark.parametrize("seed", range(4))
def test_at_the_size_of_real_clients_order_does_not_matter_either(seed: int) -> None:
    plan = client(seed)
    shuffled = random.Random(seed).sample(plan.candidates, len(plan.candidates))

    assert solve(replace(plan, candidates=tuple(shuffled))) == solve(plan)


# Clients on which a bound that is a little too sharp (one newcomer or one price step too many) gives another answer.
@pytest.mark.parametrize("seed", [17, 20, 38, 41, 53, 61, 73, 88, 93, 110])
def test_without_its_bounds_the_search_gives_the_same_mixes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = client(seed)
    plan = replace(plan, candidates=plan.candidates[:24], max_components=4)
    with_bounds = solve(plan)

    monkeypatch.setattr(Tables, "extra_per_use", lambda *_: 0)
    monkeypatch.setattr(_Descent, "_loses", lambda *_: False)
    monkeypatch.setattr(_Descent, "_loses_alone", lambda *_: False)
    monkeypatch.setattr(_Descent, "_at_least", lambda *_: (0, 0, 0, 0, 0))

    assert solve(plan) == with_bounds
