"""Working days of lenders: weekends and Dutch public holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finadvies.homework.workdays import WorkDays

WEDNESDAY = date(2026, 12, 23)


@pytest.mark.parametrize(
    "free",
    [
        date(2026, 1, 1),
        date(2026, 4, 6),  # Easter Monday
        date(2026, 4, 27),  # King's Day
        date(2026, 5, 14),  # Ascension Day
        date(2026, 5, 25),  # Whit Monday
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 11, 28),  # a Saturday
    ],
)
def test_nobody_decides_on_a_holiday_or_in_a_weekend(free: date) -> None:
    assert not WorkDays(free).worked(0)


def test_three_working_days_after_the_wednesday_before_christmas_is_the_tuesday_after() -> None:
    # 24 December, Monday 28 and Tuesday 29 are worked; Christmas Day, Boxing Day and Sunday are not.
    day = WorkDays(WEDNESDAY).later(0, 3, working=True)

    assert WEDNESDAY + timedelta(days=day) == date(2026, 12, 29)


def test_calendar_days_that_end_on_a_holiday_run_on_to_the_next_working_day() -> None:
    day = WorkDays(WEDNESDAY).later(0, 2, working=False)

    assert WEDNESDAY + timedelta(days=day) == date(2026, 12, 28)


days = st.integers(0, 400)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), days, st.integers(0, 40), st.booleans())
def test_counting_back_never_comes_after_the_day_it_counts_from(start: date, day: int, span: int, working: bool) -> None:
    work = WorkDays(start)
    begin = work.earlier(day, span, working=working)

    assert work.worked(begin)
    assert work.later(begin, span, working=working) <= work.on_or_after(day)
    assert work.later(begin + 7, span, working=working) > work.on_or_before(day)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), days, st.integers(0, 40), st.booleans())
def test_a_later_beginning_never_ends_earlier(start: date, day: int, span: int, working: bool) -> None:
    work = WorkDays(start)

    assert work.later(day, span, working=working) <= work.later(day + 1, span, working=working)
