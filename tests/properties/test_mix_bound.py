"""The search where debt service, own means, total debt or partners bind, against trying every combination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from breaches import breaches
from drawn_plans import PRODUCTS, Option, allowed, bound_plans, plans, quick, ranks_of, shape, shape_of, step_of, thorough, winner
from hypothesis import given
from hypothesis import strategies as st

from finadvies.mix import LABELS, Plan, others, plan_b, solve
from finadvies.mix.board import Board
from finadvies.mix.figures import figures_of
from finadvies.mix.leaf import Filling, fill


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


@thorough
@given(bound_plans())
def test_each_shown_mix_keeps_to_every_rule_that_binds(plan: Plan) -> None:
    result = solve(plan)

    shown = [*result.mixes, *([result.largest_cover] if result.largest_cover else [])]

    assert [breaches(plan, mix) for mix in shown] == [[] for _ in shown]
    assert sorted(label for mix in result.mixes for label in mix.labels) == (sorted(LABELS) if result.mixes else [])


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
