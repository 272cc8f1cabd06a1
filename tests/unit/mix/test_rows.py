"""The amounts inside a mix where debt service, own means or total debt bind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from finadvies.mix import solve
from finadvies.mix.board import Board
from finadvies.mix.leaf import Filling, Unfit, fill
from finadvies.mix.model import Candidate, Plan


def offer(
    name: str, ceilings: tuple[int, ...], price: int, service: int = 0, minimum: int = 1, maximum: int = 10**9
) -> Candidate:
    return Candidate(
        id=name,
        product=name,
        lender=name,
        kind="loan",
        ceilings=ceilings,
        minimum=minimum,
        maximum=maximum,
        price_ppm=price,
        fixed_cost=0,
        days=1,
        documents=frozenset(),
        uncertainty=0,
        gives_shares=False,
        private_guarantee=False,
        main_bank=False,
        service_ppb=service * 1_000,
    )


def filled(need: tuple[int, ...], *offers: Candidate, own: int = 0, room: int | None = None) -> Filling | Unfit:
    board = Board(Plan(need=need, own=own, candidates=offers, effort={}, service_room=room))
    assert len(board.options) == len(offers)
    return fill(board, board.options)


def test_the_room_for_repayment_sets_the_amount_of_a_single_loan() -> None:
    # EUR 22,000 a year carries 22,000 / 0.22 = 100,000 of a loan that asks 22 cents a euro.
    found = filled((150_000,), offer("bank", (150_000,), 180_000, 220_000), room=22_000)

    assert isinstance(found, Filling)
    assert (found.totals, found.gap, found.free) == ((100_000,), 50_000, False)


def test_a_longer_loan_takes_over_as_little_as_the_room_for_repayment_asks() -> None:
    # All 100,000 from the bank would ask 22,000 a year. With x on the longer, dearer terms: 0.22 (100,000 - x) + 0.12 x <= 17,000,
    # so x is 50,000 at least, and more of it would only cost more.
    found = filled(
        (100_000,), offer("bank", (100_000,), 150_000, 220_000), offer("long", (100_000,), 300_000, 120_000), room=17_000
    )

    assert isinstance(found, Filling)
    assert (found.totals, found.gap) == ((50_000, 50_000), 0)


def test_room_that_carries_no_more_euro_still_goes_to_the_cheaper_of_two_loans() -> None:
    # The lighter loan fills up first: 50,000 x 0.2199 leaves 1,005 a year, which carries 4,568 of the other and leaves EUR 0.04. No gap gets
    # smaller by that, but 400 euros move to the cheaper loan: each asks only 0.0001 more a year there.
    found = filled(
        (100_000,), offer("cheap", (100_000,), 60_000, 220_000), offer("light", (50_000,), 240_000, 219_900), room=12_000
    )

    assert isinstance(found, Filling)
    assert (found.totals, found.gap, found.best) == ((4_968, 49_600), 45_432, True)


def test_somebody_dearer_who_weighs_less_joins_where_two_already_cover_everything() -> None:
    # Cheap and middle cover it: 0.3 x 50,000 + 0.2 x 50,000 = 25,000 a year. With 20,000 of the dearest, which is light, 70,000 can be cheap.
    cheap, middle = offer("cheap", (100_000,), 60_000, 300_000), offer("middle", (100_000,), 150_000, 200_000)
    light = offer("light", (20_000,), 160_000, 100_000)

    best = solve(Plan(need=(100_000,), own=0, candidates=(cheap, middle, light), effort={}, service_room=25_000)).largest_cover

    assert best is not None
    assert {part.candidate.id: part.amount for part in best.parts} == {"cheap": 70_000, "middle": 10_000, "light": 20_000}
    assert best.cost == 8_900


def test_a_vendor_loan_fills_up_the_own_means_that_the_bank_misses() -> None:
    # The bank wants 40,000 of own means, the buyer has 25,000: the seller leaves 15,000 in, though the bank is cheaper.
    bank = replace(offer("bank", (160_000,), 180_000), own_means=40_000, own_from=frozenset({"seller"}))
    found = filled((200_000,), bank, offer("seller", (200_000,), 300_000), own=25_000)

    assert isinstance(found, Filling)
    assert (found.own, found.totals, found.gap) == (25_000, (160_000, 15_000), 0)


def test_without_a_vendor_loan_the_same_bank_waits_for_one() -> None:
    bank = replace(offer("bank", (160_000,), 180_000), own_means=40_000, own_from=frozenset({"seller"}))
    board = Board(Plan(need=(200_000,), own=25_000, candidates=(bank, offer("seller", (200_000,), 300_000)), effort={}))

    assert fill(board, board.options[:1]) is Unfit.NOT_YET


def test_a_ceiling_on_all_debt_leaves_the_rest_to_who_is_no_debt() -> None:
    # Of a ceiling of 500,000 today's debts leave 60,000: the two loans share that, and the investor pays what they may not.
    capped = replace(offer("qredits", (100_000,), 100_000), debt_room=60_000, debt_of=frozenset({"qredits", "bank"}))
    found = filled((100_000,), offer("bank", (100_000,), 150_000), offer("investor", (100_000,), 400_000), capped)

    assert isinstance(found, Filling)
    assert (found.totals, found.gap) == ((1, 40_000, 59_999), 0)


def test_minimums_that_ask_more_than_the_room_for_repayment_make_no_mix() -> None:
    offers = (offer("one", (90,), 1, 400_000, minimum=40), offer("two", (90,), 1, 400_000, minimum=40))

    assert filled((100,), *offers, room=20) is Unfit.NEVER


@st.composite
def small(draw: st.DrawFn) -> Plan:
    """Plans of a few euros, so that all whole euros can be tried; weights so coarse that a rule binds often."""
    need = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=2)))
    names = ["a", "b", "c"][: draw(st.integers(1, 2 if len(need) > 1 else 3))]
    rule = draw(st.sampled_from(["service", "service", "own", "debt", "service and own"]))
    own = draw(st.integers(0, 2))
    offers = []
    for name in names:
        ceilings = tuple(draw(st.integers(0, amount)) for amount in need)
        minimum = draw(st.sampled_from([1, 1, 2]))
        made = offer(name, ceilings, draw(st.sampled_from([0, 2, 3, 7])), minimum=minimum, maximum=draw(st.integers(minimum, 6)))
        if "service" in rule:
            made = replace(made, service_ppb=draw(st.sampled_from([0, 300_000_000, 400_000_000, 500_000_000, 1_000_000_000])))
        if "own" in rule and name == "a":
            # One that counts, so that two rules can bind together and still be solved for certain.
            counts = names[1:2] if "service" in rule else names[1:]
            made = replace(made, own_means=own + draw(st.integers(1, 3)), own_from=frozenset(counts))
        if rule == "debt" and name == "a":
            made = replace(made, debt_room=draw(st.integers(1, 5)), debt_of=frozenset(names[: draw(st.integers(1, 3))]))
        offers.append(made)
    room = draw(st.integers(0, 4)) if "service" in rule else None
    return Plan(need=need, own=own, candidates=tuple(offers), effort={}, service_room=room)


def every_filling(plan: Plan) -> Iterator[tuple[int, int]]:
    """Gap and cost of all whole euros that keep every rule."""
    uses = len(plan.need)
    cells = [range(most + 1) for who in plan.candidates for most in who.ceilings]
    for flat in product(*cells):
        rows = [flat[n : n + uses] for n in range(0, len(flat), uses)]
        totals = {who.id: sum(row) for who, row in zip(plan.candidates, rows, strict=True)}
        left = [amount - sum(row[use] for row in rows) for use, amount in enumerate(plan.need)]
        kept = min(left) >= 0 and all(who.minimum <= totals[who.id] <= who.maximum for who in plan.candidates)
        if kept and keeps_the_rules(plan, totals):
            yield max(0, sum(left) - plan.own), sum(who.price_ppm * totals[who.id] for who in plan.candidates)


def keeps_the_rules(plan: Plan, totals: dict[str, int]) -> bool:
    service = sum(who.service_ppb * totals[who.id] for who in plan.candidates)
    if plan.service_room is not None and service > plan.service_room * 10**9:
        return False
    return all(
        plan.own + sum(totals.get(name, 0) for name in who.own_from) >= who.own_means
        and (who.debt_room is None or sum(totals.get(name, 0) for name in who.debt_of) <= who.debt_room)
        for who in plan.candidates
    )


@settings(deadline=None, derandomize=True, max_examples=200)
@given(small())
def test_the_amounts_are_the_best_of_all_whole_euros_that_keep_the_rules(plan: Plan) -> None:
    board = Board(plan)
    if len(board.options) < len(plan.candidates):
        return  # one of them can never take part

    best = min(every_filling(plan), default=None)
    found = fill(board, board.options)

    if best is None:
        assert isinstance(found, Unfit)
        return
    assert isinstance(found, Filling)
    dearest = max(who.price_ppm for who in plan.candidates)
    assert found.best
    assert found.gap == best[0]
    assert best[1] <= found.cost <= best[1] + dearest  # at most the difference in price of one euro
