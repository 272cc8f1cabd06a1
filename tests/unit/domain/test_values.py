"""Reckoning with numbers of which only a span is known."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from finadvies.domain.values import UNKNOWN, Interval, Members, add, at_least, divide, interval, narrow, negate, subtract

exactly = settings(deadline=None, derandomize=True, max_examples=200)
numbers = st.integers(-50, 50)


@st.composite
def spans_with_a_number_inside(draw: st.DrawFn) -> tuple[Interval, int]:
    low, number, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    ends = draw(st.sampled_from(["both", "low", "high", "none"]))
    return Interval(low if ends in ("both", "low") else None, high if ends in ("both", "high") else None), number


pairs = spans_with_a_number_inside()


def holds(span: object, number: object) -> bool:
    if span is UNKNOWN:
        return True
    ends = interval(span)  # type: ignore[arg-type]  # a number or a span
    return (ends.low is None or ends.low <= number) and (ends.high is None or number <= ends.high)  # type: ignore[operator]


@exactly
@given(pairs, pairs)
def test_whatever_the_numbers_turn_out_to_be_the_outcome_lies_in_the_span(
    one: tuple[Interval, int], other: tuple[Interval, int]
) -> None:
    (a, x), (b, y) = one, other

    assert holds(add(a, b), x + y)
    assert holds(subtract(a, b), x - y)
    assert holds(negate(a), -x)
    assert holds(at_least(a, 0), max(x, 0))
    if y > 0:
        assert holds(divide(a, b), Decimal(x) / y)


def test_a_span_of_one_number_is_that_number() -> None:
    assert narrow(Interval(5, 5)) == 5
    assert add(Interval(1, 2), Interval(-1, -1)) == Interval(0, 1)
    assert subtract(5, Interval(5, 5)) == 0


def test_two_open_ends_are_no_number() -> None:
    assert narrow(Interval(None, None)) == Interval(None, None)
    assert Interval(None, None).exact is None


def test_dividing_by_what_may_be_nothing_gives_unknown() -> None:
    assert divide(5, 0) is UNKNOWN
    assert divide(5, Interval(0, 10)) is UNKNOWN
    assert divide(5, Interval(None, 10)) is UNKNOWN
    assert divide(5, -1) is UNKNOWN


def test_an_open_end_above_the_line_leaves_the_quotient_open() -> None:
    assert divide(Interval(5, None), 2) is UNKNOWN


def test_unknown_is_neither_nothing_nor_no() -> None:
    assert UNKNOWN not in (0, False, None, "")
    assert repr(UNKNOWN) == "UNKNOWN"


def test_a_code_that_is_not_in_doubt_is_out() -> None:
    assert Members(frozenset({"a"})) == Members(frozenset({"a"}), frozenset())
