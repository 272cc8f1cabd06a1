"""The search for mixes against plain enumeration, and what must hold for every plan."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import ceil

from breaches import breaches
from drawn_plans import Option, allowed, plans, quick, ranks_of, shape, shape_of, thorough, winner
from hypothesis import example, given
from hypothesis import strategies as st

from finadvies.mix import LABELS, Candidate, Plan, best_made_of, plan_b, solve

# --- the same answers by trying everything, written from the rules and not from the search


def cheapest_flow(plan: Plan, parts: tuple[Candidate, ...]) -> tuple[int, int] | None:  # noqa: C901 - one textbook flow
    """Least gap, then least cost in micro-euros, by successive cheapest paths; None if a minimum fails."""
    source, sink, own = 0, 1, 2
    first = 3
    uses = first + len(parts)
    arcs: list[list[int]] = []  # to, room, price; the arc back is the next one

    def arc(tail: int, head: int, room: int, price: int) -> None:
        tails.extend((tail, head))
        arcs.append([head, room, price])
        arcs.append([tail, 0, -price])

    tails: list[int] = []
    forced = 10**12  # a minimum is an arc so cheap that it is always taken if it can be
    arc(source, own, plan.own, 0)
    for n, part in enumerate(parts):
        most = part.maximum
        if part.guarantee is not None and part.guarantee_share_ppm:
            most = min(most, int(Fraction(part.guarantee_ceiling * 10**6, part.guarantee_share_ppm)))
        if most < part.minimum:
            return None
        arc(source, first + n, part.minimum, part.price_ppm - forced)
        arc(source, first + n, most - part.minimum, part.price_ppm)
    for u, amount in enumerate(plan.need):
        arc(uses + u, sink, amount, 0)
        arc(own, uses + u, amount, 0)
        for n, part in enumerate(parts):
            arc(first + n, uses + u, part.ceilings[u], 0)
    flow = cost = 0
    while True:
        far = {source: 0}
        via: dict[int, int] = {}
        changed = True
        while changed:
            changed = False
            for n, (head, room, price) in enumerate(arcs):
                if room and tails[n] in far and far[tails[n]] + price < far.get(head, 10**20):
                    far[head], via[head], changed = far[tails[n]] + price, n, True
        if sink not in far:
            break
        path, node = [], sink
        while node != source:
            path.append(via[node])
            node = tails[via[node]]
        push = min(arcs[n][1] for n in path)
        for n in path:
            arcs[n][1] -= push
            arcs[n ^ 1][1] += push
        flow += push
        cost += push * far[sink]
    lowest = sum(part.minimum for part in parts)
    cost += forced * lowest
    fixed = sum(part.fixed_cost for part in parts) * 10**6
    return (sum(plan.need) - flow, cost + fixed) if cost < forced // 2 else None


def everything(plan: Plan) -> Iterator[Option]:
    in_order = sorted(plan.candidates, key=lambda c: c.id)
    for size in range(plan.max_components + 1):
        for parts in combinations(in_order, size):
            found = cheapest_flow(plan, parts) if allowed(plan, parts) else None
            if found is None or found[0] == sum(plan.need):
                continue
            points = [part.uncertainty for part in parts]
            lines = {line for part in parts for line in part.documents}
            yield (
                parts,
                found[0],
                (
                    ceil(Fraction(found[1], 10**6)),
                    max([part.days for part in parts], default=0),
                    sum(plan.effort[line] for line in lines),
                    100 * max(points, default=0) + sum(points),
                    sum(100 * part.gives_shares + part.private_guarantee for part in parts),
                ),
            )


@thorough
@given(plans())
@example(Plan(need=(10,), own=0, candidates=(), effort={}))
def test_every_label_is_what_trying_all_combinations_gives(plan: Plan) -> None:
    options = list(everything(plan))

    result = solve(plan)

    assert result.proven
    if not options:
        assert (result.mixes, result.largest_cover) == ((), None)
        return
    by_label = {label: mix for mix in result.mixes for label in mix.labels}
    for label, rank in ranks_of(plan, options).items():
        assert shape(by_label[label]) == shape_of(winner(plan, options, rank)), label
    cover = min(options, key=lambda o: (o[1], o[2], len(o[0]), [c.id for c in o[0]]))
    assert shape(result.largest_cover) == shape_of(cover)


@thorough
@given(plans(), st.data())
def test_second_choices_are_what_trying_all_combinations_gives(plan: Plan, data: st.DataObject) -> None:
    options = list(everything(plan))
    result = solve(plan)
    if not result.mixes:
        return
    ranks = ranks_of(plan, options)
    mix = data.draw(st.sampled_from(result.mixes))
    refused = data.draw(st.sampled_from([*"pqrstuvw", "bmkb", *[p.candidate.product for p in mix.parts]]))
    kinds = data.draw(st.frozensets(st.sampled_from(["loan", "lease", "equity"])))
    label = data.draw(st.sampled_from(LABELS))

    still = [c for c in plan.candidates if refused not in c.products]
    without = list(everything(replace(plan, candidates=tuple(still), require=plan.require - {refused})))
    expected = shape_of(winner(plan, without, ranks[mix.labels[0]])) if without else None
    assert shape(plan_b(plan, mix, refused)) == expected

    made_of = list(everything(replace(plan, candidates=tuple(c for c in plan.candidates if c.kind in kinds))))
    expected = shape_of(winner(plan, made_of, ranks[label])) if made_of else None
    assert shape(best_made_of(plan, kinds, label)) == expected


# --- every mix, checked from the rules alone


@thorough
@given(plans())
def test_each_shown_mix_keeps_to_every_rule_and_none_is_beaten(plan: Plan) -> None:
    result = solve(plan)

    shown = [*result.mixes, *([result.largest_cover] if result.largest_cover else [])]
    assert [breaches(plan, mix) for mix in shown] == [[] for _ in shown]
    figures = [(m.cost, m.days, m.homework, m.certainty, m.control) for m in result.mixes]
    assert len(set(figures)) == len(figures)
    assert not any(all(x <= y for x, y in zip(one, other, strict=True)) for one in figures for other in figures if one != other)
    assert sorted(label for mix in result.mixes for label in mix.labels) == (sorted(LABELS) if result.mixes else [])
    gap = result.largest_cover.gap if result.largest_cover else sum(plan.need)
    assert bool(result.short_uses) == (gap > 0)
    if result.largest_cover:
        assert {use for use, _ in result.largest_cover.gap_uses} <= result.short_uses


@quick
@given(plans(), st.randoms(use_true_random=False))
def test_order_of_candidates_and_uses_does_not_matter(plan: Plan, chance: random.Random) -> None:
    shuffled = list(plan.candidates)
    chance.shuffle(shuffled)
    order = list(range(len(plan.need)))
    chance.shuffle(order)
    other = replace(
        plan,
        need=tuple(plan.need[u] for u in order),
        candidates=tuple(replace(c, ceilings=tuple(c.ceilings[u] for u in order)) for c in shuffled),
    )

    one, two = solve(plan), solve(other)

    assert solve(replace(plan, candidates=tuple(shuffled))) == one
    assert [(shape(m), m.labels, m.own) for m in two.mixes] == [(shape(m), m.labels, m.own) for m in one.mixes]
    assert [[p.amount for p in m.parts] for m in two.mixes] == [[p.amount for p in m.parts] for m in one.mixes]
    assert {order[use] for use in two.short_uses} == one.short_uses


@quick
@given(plans())
def test_a_refusal_by_who_is_not_in_the_mix_changes_nothing_else(plan: Plan) -> None:
    for mix in solve(plan).mixes:
        assert plan_b(plan, mix, "nobody") == replace(mix, labels=())
