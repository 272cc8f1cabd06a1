"""Plans for the comparison with HiGHS: small enough to be solved in milliseconds, amounts from EUR 500 to EUR 5 million side by side.

Drawn by seed and not by hypothesis: each is compared in full, and a plan that differs can be cut down by leaving candidates out.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace

from finadvies.mix import Candidate, Plan

EFFORT = {f"line-{n}": n % 3 + 1 for n in range(9)}
SMALLEST, LARGEST = 500, 5_000_000
BARREN = ("no cover", "minimums", "no room", "required")
"""Ways in which a plan can have no mix at all, or hardly one."""
RULES = ("service", "own", "debt", "partners")
"""What rules 9 to 12 bind."""


def mixed_plan(seed: int) -> Plan:
    """A plan of 1 to 4 uses and 6 to 16 candidates. Every sixth is barren; half of them have rules that bind several amounts."""
    chance = random.Random(seed)
    need = _need(chance)
    products = [f"p{n:02}" for n in range(chance.randrange(5, 14))]
    offers = [_offer(chance, n, need, products) for n in range(chance.randrange(6, 17))]
    own = sum(need) * chance.choice([0, 0, 3, 10, 25, 25, 60]) // 100
    plan = Plan(need, own, tuple(offers), EFFORT, chance.choice([4, 4, 3, 2]), chance.choice([5, 5, 4, 3]), node_limit=200_000)
    if chance.random() < 0.15:
        plan = replace(plan, require=frozenset(chance.sample([*products, "bmkb"], 1)))
    if seed % 2:
        plan = _bound(chance, plan, frozenset(chance.sample(RULES, chance.choice([1, 1, 1, 2, 4]))), products)
    return _barren(chance, plan, BARREN[seed // 6 % len(BARREN)]) if seed % 6 == 5 else plan


def _need(chance: random.Random) -> tuple[int, ...]:
    """Amounts of every size within one plan; round ones and odd ones."""
    least, most = math.log(SMALLEST), math.log(LARGEST)
    sizes = [math.exp(chance.uniform(least, most)) for _ in range(chance.choice([1, 2, 2, 3, 3, 4]))]
    return tuple(max(SMALLEST, round(size / step) * step) for size in sizes for step in [chance.choice([1, 50, 500])])


def _offer(chance: random.Random, number: int, need: tuple[int, ...], products: list[str]) -> Candidate:
    product, guaranteed = chance.choice(products), chance.random() < 0.3
    only = chance.choice([None, None, *range(len(need))])
    shares = [chance.choice([0.4, 0.8, 1, 1]) if only in (None, use) else 0 for use in range(len(need))]
    ceilings = tuple(int(share * amount) for share, amount in zip(shares, need, strict=True))
    size = max(1, sum(ceilings))
    minimum = max(1, round(size * chance.choice([0, 0, 0.1, 0.3, 0.6])))
    return Candidate(
        id=f"{product}-{number:02}",
        product=product,
        lender=f"l{chance.randrange(9)}",
        kind=chance.choice(["loan", "lease", "equity"]),
        ceilings=ceilings,
        minimum=minimum,
        maximum=minimum + round(size * chance.uniform(0, 1)),
        price_ppm=chance.choice([60_000, 150_000, 150_000, 240_000, chance.randrange(20_000, 400_000)]),
        fixed_cost=chance.choice([0, 250, 500, 1500]),
        days=chance.randrange(3, 60),
        documents=frozenset(chance.sample(sorted(EFFORT), chance.randrange(5))),
        uncertainty=chance.randrange(4),
        gives_shares=chance.random() < 0.15,
        private_guarantee=guaranteed,
        main_bank=chance.random() < 0.3,
        guarantee="bmkb" if guaranteed else None,
        guarantee_share_ppm=chance.choice([500_000, 675_000, 750_000]) if guaranteed else 0,
        guarantee_ceiling=chance.randrange(minimum, 2 * size + minimum + 1) if guaranteed else 0,
        excludes=frozenset(chance.sample([*products, "bmkb"], 1)) if chance.random() < 0.15 else frozenset(),
    )


def _bound(chance: random.Random, plan: Plan, rules: frozenset[str], products: list[str]) -> Plan:
    """The plan with some of the rules 9 to 12, tight enough to bind often."""
    total = sum(plan.need)
    offers = []
    for who in plan.candidates:
        others = [product for product in products if product != who.product]
        made = replace(
            who,
            service_ppb=chance.choice(
                [0, 90_000_000, 120_000_000, *range(219_700_000, 220_100_000, 100_000), chance.randrange(1_100_000_000)]
            ),
        )
        if "own" in rules and chance.random() < 0.4:
            wanted = plan.own + round(total * chance.choice([0.02, 0.1, 0.25]))
            made = replace(made, own_means=wanted, own_from=frozenset(chance.sample(others, chance.choice([1, 1, 2]))))
        if "debt" in rules and chance.random() < 0.4:
            room = round(total * chance.choice([0.1, 0.3, 0.6]))
            made = replace(made, debt_room=room, debt_of=frozenset({who.product, *chance.sample(others, len(others) // 2)}))
        if "partners" in rules and chance.random() < 0.4:
            made = replace(made, partners=frozenset(chance.sample(others, 2)))
        offers.append(made)
    room = round((total - plan.own) * chance.choice([0.03, 0.08, 0.15])) if "service" in rules else None
    return replace(plan, candidates=tuple(offers), service_room=room)


def _barren(chance: random.Random, plan: Plan, why: str) -> Plan:
    """The plan with next to nobody left who can pay."""
    offers = plan.candidates
    if why == "no cover":
        offers = tuple(replace(who, ceilings=(0,) * len(plan.need)) for who in offers)
    elif why == "minimums":
        offers = tuple(replace(who, minimum=who.maximum * 2, maximum=who.maximum * 3) for who in offers)
    elif why == "no room":
        heavy = tuple(
            replace(
                who,
                service_ppb=chance.choice(
                    [0, 90_000_000, 120_000_000, *range(219_700_000, 220_100_000, 100_000), chance.randrange(1_100_000_000)]
                ),
            )
            for who in offers
        )
        return replace(plan, candidates=heavy, service_room=0)
    else:
        return replace(plan, require=frozenset({"nobody"}))
    return replace(plan, candidates=offers, own=chance.choice([0, plan.own]))
