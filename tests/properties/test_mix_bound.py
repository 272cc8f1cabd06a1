"""The search where debt service, own means, total debt or partners bind, against trying every combination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from drawn_plans import Option, allowed, plans, quick, ranks_of, shape, shape_of, step_of, thorough, winner
from hypothesis import given
from hypothesis import strategies as st

from finadvies.mix import LABELS, Candidate, Mix, Plan, others, plan_b, solve
from finadvies.mix.board import Board
from finadvies.mix.figures import figures_of
from finadvies.mix.leaf import Filling, fill

PRODUCTS = "pqrstuvw"


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


def everything(plan: Plan) -> Iterator[Option]:
    """Every mix, with the amounts of the leaf (which has tests of its own)."""
    board = Board(plan)
    gaps: dict[frozenset[int], int] = {}
    for size in range(plan.max_components + 1):
        for options in combinations(board.options, size):
            parts = tuple(option.candidate for option in options)
            filling = fill(board, options)
            if not allowed(plan, parts) or not isinstance(filling, Filling):
                continue
            ranks = frozenset(option.rank for option in options)
            gaps[ranks] = filling.gap
            useless = any(part < ranks and gap < filling.gap for part, gap in gaps.items())
            if filling.gap < sum(plan.need) and not useless:
                yield parts, filling.gap, figures_of(board, options, filling.cost)


@thorough
@given(bound_plans())
def test_every_label_is_what_trying_all_combinations_gives(plan: Plan) -> None:
    options = list(everything(plan))

    result = solve(plan)

    if not options:
        assert (result.mixes, result.largest_cover) == ((), None)
        return
    by_label = {label: mix for mix in result.mixes for label in mix.labels}
    for label, rank in ranks_of(plan, options).items():
        assert shape(by_label[label]) == shape_of(winner(plan, options, rank)), label
    cover = min(options, key=lambda o: (o[1], o[2], len(o[0]), [c.id for c in o[0]]))
    assert shape(result.largest_cover) == shape_of(cover)


@thorough
@given(bound_plans(), st.data())
def test_a_second_choice_is_what_trying_all_combinations_gives(plan: Plan, data: st.DataObject) -> None:
    result = solve(plan)
    if not result.mixes:
        return
    options = list(everything(plan))
    mix = data.draw(st.sampled_from(result.mixes))
    refused = data.draw(st.sampled_from([*PRODUCTS, "bmkb", *[p.candidate.product for p in mix.parts]]))

    still = tuple(c for c in plan.candidates if refused not in c.products)
    without = list(everything(replace(plan, candidates=still, require=plan.require - {refused})))

    expected = shape_of(winner(plan, without, ranks_of(plan, options)[mix.labels[0]])) if without else None
    assert shape(plan_b(plan, mix, refused)) == expected


def breaches(plan: Plan, mix: Mix) -> list[str]:
    """Which of the rules that bind several amounts at once a mix breaks."""
    parts = [(part.candidate, part.amount) for part in mix.parts]
    found = []
    service = sum(who.service_ppb * amount for who, amount in parts)
    found += ["debt service"] * (plan.service_room is not None and service > plan.service_room * 10**9)
    for who, _ in parts:
        own = plan.own + sum(amount for other, amount in parts if other.products & who.own_from)
        found += [f"{who.id}: own means"] * (own < who.own_means)
        debt = sum(amount for other, amount in parts if other.products & who.debt_of)
        found += [f"{who.id}: total debt"] * (who.debt_room is not None and debt > who.debt_room)
        beside = any(other.products & who.partners for other, _ in parts if other.product != who.product)
        found += [f"{who.id}: alone"] * (bool(who.partners) and not beside)
    return found


@thorough
@given(bound_plans())
def test_each_shown_mix_keeps_to_every_rule_that_binds(plan: Plan) -> None:
    result = solve(plan)

    shown = [*result.mixes, *([result.largest_cover] if result.largest_cover else [])]

    assert [breaches(plan, mix) for mix in shown] == [[] for _ in shown]
    assert sorted(label for mix in result.mixes for label in mix.labels) == (sorted(LABELS) if result.mixes else [])


@thorough
@given(bound_plans(), st.integers(1, 5_000))
def test_more_room_for_repayment_never_leaves_a_larger_gap(plan: Plan, more: int) -> None:
    roomier = replace(plan, service_room=None if plan.service_room is None else plan.service_room + more)

    before, after = solve(plan), solve(roomier)

    if before.proven and after.proven and before.largest_cover is not None:
        assert after.largest_cover is not None
        assert after.largest_cover.gap <= before.largest_cover.gap


@quick
@given(st.one_of(plans(), bound_plans()))
def test_the_unbeaten_mixes_are_those_of_trying_all_combinations(plan: Plan) -> None:
    result = solve(plan)
    found = [*result.mixes, *others(plan, result)]
    options = list(everything(plan))
    if not options:
        assert not found
        return

    least = min(gap for _, gap, _ in options)
    in_step = [option for option in options if step_of(plan, option[1]) == step_of(plan, least)]
    unbeaten: dict[tuple[int, ...], Option] = {}
    for option in sorted(in_step, key=lambda o: (len(o[0]), [part.id for part in o[0]])):
        beaten = any(all(map(int.__le__, other[2], option[2])) and other[2] != option[2] for other in in_step)
        if not beaten:
            unbeaten.setdefault(option[2], option)
    assert sorted(map(str, map(shape, found))) == sorted(map(str, map(shape_of, unbeaten.values())))
