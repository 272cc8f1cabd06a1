"""More on offer is never worse: another product, more own money, more room for repayment, a higher maximum.

Only what is proven best is compared: where several rules bind at once in one set of candidates, its amounts are good but not proven.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_plans import LINES, bound_plans, candidates, plans, thorough
from hypothesis import given
from hypothesis import strategies as st
from mixed_plans import mixed_plan

from finadvies.mix import OBJECTIVES, Plan, Result, solve

drawn = st.one_of(plans(), bound_plans())


def gap(plan: Plan, result: Result) -> int:
    return result.largest_cover.gap if result.largest_cover else sum(plan.need)


def own_objectives(result: Result) -> dict[str, int]:
    """What each label reaches of its own objective."""
    figures = {label: (m.cost, m.days, m.homework, m.certainty, m.control) for m in result.mixes for label in m.labels}
    return {label: figures[label][n] for n, label in enumerate(OBJECTIVES) if label in figures}


def never_larger(before: Plan, after: Plan) -> None:
    old, new = solve(before), solve(after)
    if old.proven and new.proven:
        assert gap(after, new) <= gap(before, old)


def never_worse(before: Plan, after: Plan) -> None:
    """The gap is no larger, and at the same gap no label does worse on its own objective."""
    old, new = solve(before), solve(after)
    if not (old.proven and new.proven):
        return
    assert gap(after, new) <= gap(before, old)
    if gap(after, new) == gap(before, old):
        reached = own_objectives(new)
        worse = {label: (figure, reached[label]) for label, figure in own_objectives(old).items() if reached[label] > figure}
        assert worse == {}


@thorough
@given(drawn, st.data())
def test_another_product_makes_nothing_worse(plan: Plan, data: st.DataObject) -> None:
    more = data.draw(candidates(plan.need, "z"))

    never_worse(plan, replace(plan, candidates=(*plan.candidates, more), effort=LINES))


@thorough
@given(bound_plans(), st.data())
def test_a_product_with_conditions_makes_nothing_worse_either(plan: Plan, data: st.DataObject) -> None:
    if plan.candidates:
        last = data.draw(st.sampled_from(plan.candidates))
        never_worse(replace(plan, candidates=tuple(who for who in plan.candidates if who != last)), plan)


@pytest.mark.parametrize("seed", range(28))
def test_of_plans_with_large_and_small_amounts_another_product_makes_nothing_worse(seed: int) -> None:
    plan = mixed_plan(seed)

    never_worse(replace(plan, candidates=plan.candidates[:-1]), plan)


@thorough
@given(drawn, st.integers(1, 6_000))
def test_more_own_money_never_leaves_a_larger_gap(plan: Plan, more: int) -> None:
    never_larger(plan, replace(plan, own=plan.own + more))


@thorough
@given(bound_plans(), st.integers(1, 5_000))
def test_more_room_for_repayment_never_leaves_a_larger_gap(plan: Plan, more: int) -> None:
    if plan.service_room is not None:
        never_larger(plan, replace(plan, service_room=plan.service_room + more))
        never_larger(plan, replace(plan, service_room=None))


@thorough
@given(drawn, st.data())
def test_a_higher_maximum_never_leaves_a_larger_gap(plan: Plan, data: st.DataObject) -> None:
    if plan.candidates:
        n = data.draw(st.integers(0, len(plan.candidates) - 1))
        raised = replace(plan.candidates[n], maximum=plan.candidates[n].maximum + data.draw(st.integers(1, 40_000)))
        never_larger(plan, replace(plan, candidates=(*plan.candidates[:n], raised, *plan.candidates[n + 1 :])))
