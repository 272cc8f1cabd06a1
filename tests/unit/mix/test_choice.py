"""Which mixes the adviser is shown, and why."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from finadvies.mix import Candidate, Mix, Plan, Workbench, best_made_of, plan_b, solve

EFFORT = {"id": 1, "accounts": 2, "forecast": 3}


def offer(name: str, **changes: Any) -> Candidate:
    """A loan of up to EUR 100,000 for the one use there is, unless told otherwise."""
    plain = Candidate(
        id=name,
        product=name,
        lender=name,
        kind="term_loan",
        ceilings=(100_000,),
        minimum=1,
        maximum=100_000,
        price_ppm=100_000,
        fixed_cost=0,
        days=20,
        documents=frozenset({"id"}),
        uncertainty=1,
        gives_shares=False,
        private_guarantee=False,
        main_bank=False,
    )
    return replace(plain, **changes)


def plan_for(*offers: Candidate, **changes: Any) -> Plan:
    return replace(Plan(need=(100_000,), own=0, candidates=offers, effort=EFFORT), **changes)


def ids(mix: Mix | None) -> list[str] | None:
    return None if mix is None else [part.candidate.id for part in mix.parts]


def labelled(plan: Plan) -> dict[str, list[str] | None]:
    return {label: ids(mix) for mix in solve(plan).mixes for label in mix.labels}


def test_each_label_goes_to_the_offer_that_is_best_at_it() -> None:
    found = labelled(
        plan_for(
            offer("cheap", price_ppm=50_000, documents=frozenset(EFFORT), private_guarantee=True),
            offer("fast", days=3, documents=frozenset({"id", "accounts"}), private_guarantee=True),
            offer("light", documents=frozenset(), days=30, private_guarantee=True),
            offer("sure", uncertainty=0, days=30, private_guarantee=True),
            offer("free", days=40, documents=frozenset({"forecast"})),
        )
    )

    assert found["cheapest"] == ["cheap"]
    assert found["fastest"] == ["fast"]
    assert found["least_homework"] == ["light"]
    assert found["surest"] == ["sure"]
    assert found["keeps_control"] == ["free"]


def test_an_offer_that_is_best_at_everything_is_one_mix_with_all_labels() -> None:
    result = solve(plan_for(offer("best"), offer("worse", price_ppm=200_000, days=90)))

    assert [ids(mix) for mix in result.mixes] == [["best"]]
    assert result.mixes[0].labels == (
        "cheapest",
        "fastest",
        "least_homework",
        "surest",
        "keeps_control",
        "balanced",
    )


def test_the_balanced_mix_comes_first() -> None:
    middle = offer("middle", price_ppm=110_000, days=21)
    result = solve(plan_for(offer("cheap", days=90), offer("fast", price_ppm=200_000), middle))

    assert (ids(result.mixes[0]), result.mixes[0].labels) == (["middle"], ("balanced",))


def test_equal_offers_go_by_id() -> None:
    assert labelled(plan_for(offer("b"), offer("a"), offer("c")))["cheapest"] == ["a"]


def test_own_money_that_pays_all_is_the_only_mix_and_costs_nothing() -> None:
    (mix,) = solve(plan_for(offer("loan"), own=120_000)).mixes

    assert (mix.parts, mix.own, mix.own_uses, mix.gap) == ((), 100_000, ((0, 100_000),), 0)
    assert (mix.cost, mix.days, mix.homework, mix.certainty, mix.control) == (0, 0, 0, 0, 0)


def test_without_own_money_or_offers_there_is_no_mix_and_every_use_is_short() -> None:
    result = solve(plan_for(need=(100, 200)))

    assert (result.mixes, result.largest_cover) == ((), None)
    assert result.short_uses == {0, 1}


def test_cost_is_rounded_up_to_whole_euros_once() -> None:
    half = offer("a", price_ppm=3, maximum=50_000, ceilings=(50_000,), fixed_cost=7)
    (mix,) = solve(plan_for(half, replace(half, id="b", product="b", lender="b"))).mixes

    assert mix.cost == 15  # 2 x 7 euros and 2 x 15 cents


def test_documents_two_lenders_ask_for_count_once() -> None:
    paper = frozenset({"id", "accounts"})
    (mix,) = solve(
        plan_for(
            offer("a", maximum=60_000, documents=paper),
            offer("b", maximum=60_000, documents=paper | {"forecast"}),
        )
    ).mixes

    assert mix.documents == {"id", "accounts", "forecast"}
    assert mix.homework == 6


def test_a_mix_is_as_sure_as_its_weakest_part() -> None:
    found = labelled(
        plan_for(
            offer("one-doubtful", uncertainty=3),
            offer("two-a", uncertainty=2, maximum=60_000),
            offer("two-b", uncertainty=2, maximum=60_000),
        )
    )

    assert found["surest"] == ["two-a", "two-b"]


def test_a_gap_within_one_percent_of_the_need_counts_as_equal_and_the_largest_cover_is_shown_beside_it() -> None:
    nearly = offer("nearly", maximum=90_200, price_ppm=50_000)
    most = offer("most", maximum=90_900, lender="nearly", price_ppm=200_000)
    result = solve(plan_for(nearly, most, max_components=1))

    assert labelled(plan_for(nearly, most, max_components=1))["cheapest"] == ["nearly"]
    assert (ids(result.largest_cover), result.largest_cover and result.largest_cover.gap) == (["most"], 9_100)


def test_full_cover_is_never_given_up_for_a_small_gap() -> None:
    found = labelled(plan_for(offer("all", price_ppm=400_000), offer("nearly", maximum=99_999), max_components=1))

    assert set(map(tuple, filter(None, found.values()))) == {("all",)}


def test_the_uses_that_nobody_covers_are_named() -> None:
    machine_only = offer("lease", ceilings=(60_000, 0, 0))
    wide = offer("loan", ceilings=(0, 30_000, 20_000), maximum=10_000)
    result = solve(plan_for(machine_only, wide, need=(60_000, 30_000, 20_000)))

    assert result.short_uses == {1, 2}
    assert result.largest_cover is not None
    assert result.largest_cover.gap == 40_000


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"lender": "a", "product": "a"}, "two variants of one product"),
        ({"excludes": frozenset({"a"})}, "it excludes the other"),
        ({"excludes": frozenset({"bmkb"})}, "it excludes the other's guarantee"),
        ({"main_bank": True}, "two main banks"),
        ({"minimum": 80_000, "maximum": 80_000}, "its minimum leaves the other too little"),
    ],
)
def test_two_offers_do_not_go_together_when(change: dict[str, Any], why: str) -> None:
    a = offer(
        "a",
        maximum=60_000,
        minimum=30_000,
        main_bank=True,
        guarantee="bmkb",
        guarantee_share_ppm=500_000,
        guarantee_ceiling=90_000,
    )
    b = offer("b", maximum=60_000)

    assert ids(solve(plan_for(a, b)).largest_cover) == ["a", "b"]
    assert ids(solve(plan_for(a, replace(b, **change))).largest_cover) != ["a", "b"], why


def test_one_main_bank_may_bring_two_products() -> None:
    loan = offer("loan", lender="bank", main_bank=True, maximum=60_000)
    overdraft = offer("overdraft", lender="bank", main_bank=True, maximum=60_000)

    assert ids(solve(plan_for(loan, overdraft)).largest_cover) == ["loan", "overdraft"]


def test_a_mix_has_at_most_the_lenders_and_components_allowed() -> None:
    fifths = [offer(f"p{n}", maximum=20_000, lender=f"l{n % 3}") for n in range(6)]

    assert ids(solve(plan_for(*fifths)).largest_cover) == ["p0", "p1", "p2", "p3", "p4"]
    assert ids(solve(plan_for(*fifths, max_lenders=2)).largest_cover) == ["p0", "p1", "p3", "p4"]
    assert ids(solve(plan_for(*fifths, max_components=3)).largest_cover) == ["p0", "p1", "p2"]


def test_what_can_be_guaranteed_limits_the_loan_and_brings_no_money_itself() -> None:
    (mix,) = solve(
        plan_for(
            offer(
                "loan+bmkb",
                product="loan",
                guarantee="bmkb",
                guarantee_share_ppm=750_000,
                guarantee_ceiling=50_000,
            )
        )
    ).mixes

    assert (mix.parts[0].amount, mix.gap) == (66_666, 33_334)


def test_a_required_product_is_in_every_mix_also_if_it_is_dear() -> None:
    plan = plan_for(offer("cheap"), offer("wanted", price_ppm=900_000), require=frozenset({"wanted"}))

    mixes = solve(plan).mixes

    assert mixes
    assert all("wanted" in (ids(mix) or ()) for mix in mixes)


def test_a_required_product_that_is_not_on_offer_leaves_no_mix() -> None:
    assert solve(plan_for(offer("cheap"), own=5, require=frozenset({"wanted"}))).mixes == ()


def test_an_answer_cut_short_by_the_work_limit_says_so_and_is_still_a_mix() -> None:
    many = [offer(f"p{n}", maximum=30_000 + 700 * n, price_ppm=50_000 + 997 * (n * 7 % 13), days=n * 5 % 17) for n in range(14)]

    cut_short = solve(plan_for(*many, node_limit=60))

    assert not cut_short.proven
    assert cut_short.mixes
    assert cut_short == solve(plan_for(*many, node_limit=60))
    assert solve(plan_for(*many)).proven


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"need": (0,)}, "every use needs money"),
        ({"own": -1}, "cannot be below 0"),
        ({"candidates": (offer("a"), offer("a", product="b"))}, "two candidates are called a"),
        ({"candidates": (offer("a", ceilings=(1, 2)),)}, "one ceiling"),
        ({"candidates": (offer("a", minimum=0),)}, "a minimum of 1"),
        ({"candidates": (offer("a", documents=frozenset({"diploma"})),)}, "a asks for diploma"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        solve(plan_for(**changes))


def test_if_a_lender_refuses_the_next_best_of_the_same_label_comes_up() -> None:
    cheap, next_cheap = offer("cheap", price_ppm=50_000), offer("next", price_ppm=60_000, days=90)
    plan = plan_for(cheap, next_cheap, offer("fast", days=1))
    mix = next(mix for mix in solve(plan).mixes if "cheapest" in mix.labels)

    assert ids(plan_b(plan, mix, "cheap")) == ["next"]


def test_a_refused_product_takes_its_variants_along_but_not_its_lender() -> None:
    loan = offer("loan", price_ppm=50_000)
    plan = plan_for(
        loan,
        replace(loan, id="loan+bmkb", guarantee="bmkb", price_ppm=60_000),
        offer("overdraft", lender="loan", price_ppm=90_000),
    )

    assert ids(plan_b(plan, solve(plan).mixes[0], "loan")) == ["overdraft"]


def test_a_refused_guarantee_leaves_the_loan_without_it() -> None:
    loan = offer("loan", price_ppm=50_000, uncertainty=2)
    plan = plan_for(loan, replace(loan, id="loan+bmkb", guarantee="bmkb", uncertainty=0, price_ppm=40_000))
    (mix,) = solve(plan).mixes

    assert ids(mix) == ["loan+bmkb"]
    assert ids(plan_b(plan, mix, "bmkb")) == ["loan"]


def test_a_refusal_may_leave_a_gap_or_nothing_at_all() -> None:
    plan = plan_for(offer("all"), offer("half", maximum=50_000, price_ppm=500_000))
    alone = plan_for(offer("all"))

    second = plan_b(plan, solve(plan).mixes[0], "all")

    assert second is not None
    assert (ids(second), second.gap, second.labels) == (["half"], 50_000, ())
    assert plan_b(alone, solve(alone).mixes[0], "all") is None


def test_a_refused_product_is_no_longer_required() -> None:
    plan = plan_for(offer("wanted"), offer("other"), require=frozenset({"wanted"}))

    assert ids(plan_b(plan, solve(plan).mixes[0], "wanted")) == ["other"]


def test_a_given_combination_can_be_placed_beside_the_best_one() -> None:
    plan = plan_for(
        offer("bank", price_ppm=50_000, maximum=70_000),
        offer("lease", kind="lease", price_ppm=90_000, maximum=60_000),
        offer("family", kind="private_loan", price_ppm=10_000),
    )

    assert ids(best_made_of(plan, {"term_loan", "lease"}, "cheapest")) == ["bank", "lease"]
    assert best_made_of(plan, {"equity"}, "cheapest") is None


def test_asking_from_the_workbench_gives_the_same_answers() -> None:
    plan = plan_for(*[offer(f"p{n}", maximum=40_000, price_ppm=50_000 + n, days=9 - n) for n in range(6)])
    bench = Workbench(plan)

    assert solve(bench) == solve(plan)
    for mix in solve(plan).mixes:
        assert plan_b(bench, mix, "p1") == plan_b(plan, mix, "p1")


def test_the_room_is_light_to_enter() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, finadvies.mix; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert not {"numpy", "highspy", "pydantic", "fractions", "asyncio"} & set(loaded)
