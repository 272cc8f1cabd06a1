"""Plans drawn for the search of mixes, and what a label is best at, written from the rules and not from the search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import ceil

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from finadvies.mix import OBJECTIVES, Candidate, Label, Mix, Plan

thorough = settings(deadline=None, derandomize=True, max_examples=70, suppress_health_check=[HealthCheck.too_slow])
quick = settings(thorough, max_examples=30)

PRODUCTS = "pqrstuvw"
LINES = {"id": 1, "accounts": 2, "plan": 3, "forecast": 3}


# --- what is drawn: small pools, so that twins, ties, variants and exclusions are frequent


@st.composite
def candidates(draw: st.DrawFn, need: tuple[int, ...], name: str) -> Candidate:
    product = draw(st.sampled_from("pqrstuvw"))
    guarantee = draw(st.sampled_from([None, None, None, "bmkb", "gfl"]))
    most = st.sampled_from([0, 1, 1, 1, 2])  # not here, whole need, half of it
    ceilings = tuple([(0, amount, -(-amount // 2))[draw(most)] for amount in need])
    minimum = draw(st.sampled_from([1, 1, 1, 2_000, 9_000]))
    return Candidate(
        id=f"{name}-{product}",
        product=product,
        lender=draw(st.sampled_from(["abn", "ing", "rabo", "qredits", "uncle"])),
        kind=draw(st.sampled_from(["loan", "lease", "equity"])),
        ceilings=ceilings,
        minimum=minimum,
        maximum=max(minimum, sum(need) // draw(st.sampled_from([1, 2, 3, 3, 4, 4, 9]))),
        price_ppm=draw(st.sampled_from([0, 40_000, 90_000, 90_000, 160_000, 250_000])),
        fixed_cost=draw(st.sampled_from([0, 0, 200, 900])),
        days=draw(st.sampled_from([3, 7, 21])),
        documents=draw(st.frozensets(st.sampled_from(sorted(LINES)), max_size=3)),
        uncertainty=draw(st.sampled_from([0, 0, 1, 2])),
        gives_shares=draw(st.sampled_from([False, False, False, True])),
        private_guarantee=draw(st.booleans()),
        main_bank=draw(st.sampled_from([False, False, False, True])),
        guarantee=guarantee,
        guarantee_share_ppm=draw(st.sampled_from([500_000, 750_000])) if guarantee else 0,
        guarantee_ceiling=draw(st.sampled_from([1_000, 5_000, 100_000])) if guarantee else 0,
        excludes=draw(st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from([*"pqrs", "bmkb"]), max_size=1))),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    need = tuple(draw(st.lists(st.sampled_from([1_000, 6_000, 12_000, 19_999, 33_333]), min_size=1, max_size=3)))
    names = list(draw(st.permutations("123456789"))[: draw(st.sampled_from([0, 2, 5, 7, 8, 9, 9]))])
    offers: list[Candidate] = []
    for name in names:
        if offers and draw(st.sampled_from([False, False, True])):  # a twin, at most a trifle dearer or cheaper
            twin, product = draw(st.sampled_from(offers)), draw(st.sampled_from("pqrstuvw"))
            price = max(0, twin.price_ppm + draw(st.sampled_from([-1, 0, 1, 20_000])))
            offers.append(replace(twin, id=f"{name}-{product}", product=product, price_ppm=price))
        else:
            offers.append(draw(candidates(need, name)))
    return Plan(
        need=need,
        own=draw(st.sampled_from([0, 0, 500, 4_000, 13_000, sum(need)])),
        candidates=tuple(offers),
        effort=LINES,
        max_lenders=draw(st.sampled_from([4, 4, 2, 1])),
        max_components=draw(st.sampled_from([5, 5, 5, 3, 2, 0])),
        require=draw(st.sampled_from([frozenset(), frozenset(), frozenset("p"), frozenset({"q", "bmkb"})])),
    )


@st.composite
def bound_plans(draw: st.DrawFn) -> Plan:
    """Plans in which one or more of the four rules can bind; often so tight that the need cannot be covered."""
    plan = draw(plans())
    total = sum(plan.need)
    rules = draw(st.sampled_from(["service", "service", "service", "own", "debt", "partners", "all"]))
    offers = tuple([_bound(draw, plan, offer, rules) for offer in plan.candidates])
    room = draw(st.sampled_from([0, 90, total // 25, total // 10, total // 5, total])) if rules in ("service", "all") else None
    return replace(plan, candidates=offers, service_room=room)


def _bound(draw: st.DrawFn, plan: Plan, offer: Candidate, rules: str) -> Candidate:
    """A candidate with what the rules in play ask of it."""
    total, some = sum(plan.need), st.frozensets(st.sampled_from(PRODUCTS), min_size=1, max_size=3)
    service, own, debt, partners = [rules in (name, "all") for name in ("service", "own", "debt", "partners")]
    asks_own = own and draw(st.booleans())
    has_ceiling = debt and draw(st.sampled_from([True, False, False]))
    return replace(
        offer,
        service_ppb=draw(st.sampled_from([0, 70_000_000, 150_000_000, 230_000_000, 230_000_000, 1_050_000_000]))
        if service
        else 0,
        own_means=plan.own + draw(st.sampled_from([1, 900, total // 4])) if asks_own else 0,
        own_from=draw(some) if asks_own else frozenset(),
        debt_room=draw(st.sampled_from([1, total // 3, total - 1, total])) if has_ceiling else None,
        debt_of=draw(some) | {offer.product} if has_ceiling else frozenset(),
        partners=draw(some) if partners and draw(st.booleans()) else frozenset(),
    )


# --- what may stand together, and which is the best

Option = tuple[tuple[Candidate, ...], int, tuple[int, int, int, int, int]]  # parts by id, gap, the five figures


def allowed(plan: Plan, parts: tuple[Candidate, ...]) -> bool:
    for one, other in combinations(parts, 2):
        if one.product == other.product or one.excludes & other.products or other.excludes & one.products:
            return False
    banks = {part.lender for part in parts if part.main_bank}
    taking_part = {product for part in parts for product in part.products}
    return len(banks) <= 1 and len({part.lender for part in parts}) <= plan.max_lenders and plan.require <= taking_part


def step_of(plan: Plan, gap: int) -> int:
    return ceil(Fraction(gap, ceil(Fraction(sum(plan.need), 100))))


def winner(plan: Plan, options: list[Option], rank: Callable[[tuple[int, ...]], tuple[int, ...]]) -> Option:
    return min(options, key=lambda o: (step_of(plan, o[1]), rank(o[2]), len(o[0]), [c.id for c in o[0]]))


def own_figure_first(n: int) -> Callable[[tuple[int, ...]], tuple[int, ...]]:
    return lambda figures: (figures[n], *figures[:n], *figures[n + 1 :])


def ranks_of(plan: Plan, options: list[Option]) -> dict[Label, Callable[[tuple[int, ...]], tuple[int, ...]]]:
    ranks = {label: own_figure_first(n) for n, label in enumerate(OBJECTIVES)}
    tops = [winner(plan, options, rank)[2] for rank in ranks.values()]
    low = [min(column) for column in zip(*tops, strict=True)]
    span = [max(column) - min(column) for column in zip(*tops, strict=True)]

    def balanced(figures: tuple[int, ...]) -> tuple[int, ...]:
        away = [max(0, x - at) * (10**9 // max(1, s)) for x, at, s in zip(figures, low, span, strict=True)]
        return (sum(away), *figures)

    return {**ranks, "balanced": balanced}


def shape(mix: Mix | None) -> object:
    if mix is None:
        return None
    figures = (mix.cost, mix.days, mix.homework, mix.certainty, mix.control)
    return [part.candidate.id for part in mix.parts], mix.gap, figures


def shape_of(option: Option) -> object:
    return [part.id for part in option[0]], option[1], option[2]
