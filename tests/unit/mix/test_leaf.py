"""The amounts inside one mix."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from finadvies.mix.board import Board
from finadvies.mix.leaf import Filling, Unfit, fill, place
from finadvies.mix.model import Candidate, Plan

Offer = tuple[tuple[int, ...], int, int, int]  # ceilings, minimum, maximum, price


def board_of(need: tuple[int, ...], own: int, offers: list[Offer]) -> Board:
    return Board(
        Plan(
            need=need,
            own=own,
            candidates=tuple(
                Candidate(
                    id=f"offer-{n}",
                    product=f"offer-{n}",
                    lender=f"lender-{n}",
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
                )
                for n, (ceilings, minimum, maximum, price) in enumerate(offers)
            ),
            effort={},
        )
    )


def test_own_money_goes_first_even_beside_a_loan_that_costs_nothing() -> None:
    board = board_of((100,), 30, [((100,), 1, 100, 0)])

    filling = fill(board, board.options)

    assert isinstance(filling, Filling)
    assert (filling.own, filling.totals, filling.gap) == (30, (70,), 0)


def test_own_money_steps_back_for_the_minimum_of_a_loan() -> None:
    board = board_of((100,), 30, [((100,), 90, 100, 50_000)])

    filling = fill(board, board.options)

    assert isinstance(filling, Filling)
    assert (filling.own, filling.totals) == (10, (90,))


def test_the_cheaper_loan_is_filled_before_the_dearer_one() -> None:
    board = board_of((100,), 0, [((100,), 10, 100, 90_000), ((100,), 1, 60, 50_000)])

    filling = fill(board, board.options)

    assert isinstance(filling, Filling)
    assert filling.totals == (40, 60)


def test_loans_of_equal_price_are_filled_in_the_order_of_their_ids() -> None:
    board = board_of((100,), 0, [((100,), 1, 70, 50_000), ((100,), 1, 70, 50_000)])

    filling = fill(board, board.options)

    assert isinstance(filling, Filling)
    assert filling.totals == (70, 30)


def test_minimums_that_do_not_fit_side_by_side_make_no_mix() -> None:
    board = board_of((100,), 0, [((100,), 60, 100, 0), ((100,), 60, 100, 0)])

    assert fill(board, board.options) is Unfit.NEVER


def test_a_loan_for_all_uses_leaves_the_machine_to_the_lease_that_pays_nothing_else() -> None:
    machine, stock = 60, 40
    board = board_of((machine, stock), 0, [((machine, stock), 1, 40, 50_000), ((machine, 0), 1, 60, 90_000)])

    filling = fill(board, board.options)

    assert isinstance(filling, Filling)
    assert place(board, board.options, filling) == ((0, 0), (0, 40), (60, 0), (0, 0))


def test_own_money_is_laid_on_the_first_uses() -> None:
    board = board_of((50, 50), 60, [((50, 50), 1, 100, 50_000)])

    filling = fill(board, board.options)

    assert isinstance(filling, Filling)
    assert place(board, board.options, filling) == ((50, 10), (0, 40), (0, 0))


@st.composite
def small(draw: st.DrawFn) -> tuple[tuple[int, ...], int, list[Offer]]:
    need = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=2)))
    offers = []
    for _ in range(draw(st.integers(1, 2 if len(need) > 1 else 3))):
        ceilings = tuple(draw(st.integers(0, amount)) for amount in need)
        minimum = draw(st.integers(1, 4))
        offers.append((ceilings, minimum, draw(st.integers(minimum, 6)), draw(st.sampled_from([0, 2, 3, 7]))))
    return need, draw(st.integers(0, 3)), offers


@settings(deadline=None, derandomize=True, max_examples=150)
@given(small())
def test_the_amounts_are_the_best_of_all_whole_euros(case: tuple[tuple[int, ...], int, list[Offer]]) -> None:
    need, own, offers = case
    board = board_of(need, own, offers)
    if len(board.options) < len(offers):
        return  # one of them can never reach its minimum

    tries = []
    cells = [range(most + 1) for ceilings, *_ in offers for most in ceilings]
    for flat in product(*cells):
        rows = [flat[n : n + len(need)] for n in range(0, len(flat), len(need))]
        left = [amount - sum(row[use] for row in rows) for use, amount in enumerate(need)]
        fits = all(low <= sum(row) <= high for row, (_, low, high, _) in zip(rows, offers, strict=True))
        if fits and min(left) >= 0:
            cost = sum(sum(row) * price for row, (*_, price) in zip(rows, offers, strict=True))
            tries.append((max(0, sum(left) - own), cost))

    filling = fill(board, board.options)

    assert ((filling.gap, filling.cost) if isinstance(filling, Filling) else None) == min(tries, default=None)
    if isinstance(filling, Filling):
        own_uses, *spread, gap = place(board, board.options, filling)
        assert [sum(row) for row in (own_uses, *spread, gap)] == [filling.own, *filling.totals, filling.gap]
        assert all(
            amount <= most
            for row, (ceilings, *_) in zip(spread, offers, strict=True)
            for amount, most in zip(row, ceilings, strict=True)
        )
        assert [sum(column) for column in zip(own_uses, *spread, gap, strict=True)] == list(need)
        assert min(gap + own_uses) >= 0
