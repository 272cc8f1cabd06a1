"""The years beside each other: which are shown, which are special, and the average of the others."""

from __future__ import annotations

from made import client

from finadvies.domain.values import UNKNOWN, Interval, Value
from finadvies.feasibility.years import normal_averages, special_years, years

REVENUE = ("figures.revenue",)


def year(number: int, revenue: Value | None = None, **more: Value) -> dict[str, Value]:
    told: dict[str, Value] = {
        "figures.year": number,
        "figures.kind": "final",
        **{f"figures.{key}": value for key, value in more.items()},
    }
    return told if revenue is None else {**told, "figures.revenue": revenue}


def test_the_newest_three_full_years_are_shown_oldest_first_and_behind_them_what_runs() -> None:
    who = client(years=[year(2026, kind="interim"), year(2022), year(2025, kind="draft"), year(2023), year(2024)])

    assert [each.year for each in years(who)] == [2023, 2024, 2025, 2026]
    assert [each.full for each in years(who)] == [True, True, True, False]


def test_the_average_leaves_special_years_out() -> None:
    who = client(years=[year(2025, 900), year(2024, 100, abnormal=True), year(2023, 600)])

    assert [each.year for each in special_years(who)] == [2024]
    # Halfway between 600 and 900.
    assert normal_averages(who, REVENUE) == {"figures.revenue": 750}


def test_an_average_that_would_be_of_fewer_years_is_not_known() -> None:
    for untold in (None, Interval(500, 700)):
        who = client(years=[year(2025, 900), year(2024, 100, abnormal=True), year(2023, untold)])
        assert normal_averages(who, REVENUE) == {"figures.revenue": UNKNOWN}


def test_without_special_or_without_normal_years_there_is_nothing_to_set_beside() -> None:
    assert normal_averages(client(years=[year(2025, 900), year(2024, 800)]), REVENUE) == {}
    assert normal_averages(client(years=[year(2025, 900, abnormal=True)]), REVENUE) == {}
    assert normal_averages(client(), REVENUE) == {}
