"""What is found, what is required and how far apart they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from made import client, facts
from pydantic import TypeAdapter

from finadvies.domain.client import Client, Slot
from finadvies.domain.condition import Condition
from finadvies.domain.values import UNKNOWN, Interval
from finadvies.rules.finding import Distance, Finding, decisive, find
from finadvies.rules.truth import Truth

condition = TypeAdapter(Condition).validate_python


def finding(what: dict[str, Any], who: Client) -> Finding:
    return find(condition(what), facts(who))


def test_a_sum_that_is_too_low_says_what_was_found_and_how_many_euros_are_short() -> None:
    found = finding({"fact": "need.own_contribution", "min": 20_000}, client({"need.own_contribution": 15_000}))

    assert (found.truth, found.found) == (Truth.FALSE, 15_000)
    assert found.distance == Distance(Decimal(5_000), "eur", "low")
    assert found.test is not None
    assert found.test.min == 20_000


def test_a_firm_of_thirteen_months_is_two_months_too_young_for_a_rule_of_fifteen() -> None:
    found = finding({"fact": "company.age_months", "min": 15}, client({"company.founded": date(2025, 10, 24)}))

    assert found.found == 13
    assert found.distance == Distance(Decimal(2), "months", "low")


def test_a_sum_that_is_too_high_says_so() -> None:
    found = finding({"fact": "need.own_contribution", "max": 10_000}, client({"need.own_contribution": 15_000}))

    assert found.distance == Distance(Decimal(5_000), "eur", "high")


def test_of_a_span_the_near_end_counts() -> None:
    found = finding({"fact": "need.own_contribution", "min": 20_000}, client({"need.own_contribution": Interval(5_000, 12_000)}))

    assert found.distance == Distance(Decimal(8_000), "eur", "low")


def test_what_meets_the_rule_has_no_distance_and_nothing_missing() -> None:
    found = finding({"fact": "need.own_contribution", "min": 20_000}, client({"need.own_contribution": 20_000}))

    assert (found.truth, found.distance, found.missing) == (Truth.TRUE, None, ())


def test_an_unknown_answer_is_named_as_missing() -> None:
    found = finding({"fact": "need.own_contribution", "min": 20_000}, client())

    assert (found.truth, found.found, found.missing) == (Truth.UNKNOWN, UNKNOWN, (Slot("need.own_contribution"),))


NEAR = {"fact": "need.own_contribution", "min": 20_000}
FAR = {"fact": "need.minimum", "min": 100_000}
WHO = client({"need.own_contribution": 15_000, "need.minimum": 40_000})


def test_of_one_of_several_the_nearest_miss_is_shown() -> None:
    shown = decisive(finding({"any": [FAR, NEAR]}, WHO))

    assert shown.distance == Distance(Decimal(5_000), "eur", "low")


def test_of_all_together_the_farthest_miss_is_shown() -> None:
    shown = decisive(finding({"all": [NEAR, FAR]}, WHO))

    assert shown.distance == Distance(Decimal(60_000), "eur", "low")


def test_of_all_together_what_is_met_is_not_shown_as_the_reason() -> None:
    shown = decisive(finding({"all": [{"fact": "need.minimum", "min": 10}, NEAR]}, WHO))

    assert shown.test is not None
    assert shown.test.fact == "need.own_contribution"


def test_a_missing_answer_that_can_no_longer_change_anything_is_not_asked() -> None:
    found = finding({"all": [NEAR, {"fact": "owner.age", "max": 60}]}, WHO)

    assert (found.truth, found.missing) == (Truth.FALSE, ())


def test_an_answer_named_twice_is_asked_once() -> None:
    found = finding({"all": [{"fact": "owner.age", "max": 60}, {"not": {"fact": "owner.age", "max": 17}}]}, client())

    assert found.missing == (Slot("owner.age"),)


def test_two_distances_in_different_units_are_compared_by_how_far_off_they_are() -> None:
    years = {"fact": "owner.age", "min": 18}
    euros = {"fact": "need.own_contribution", "min": 20_000}

    shown = decisive(finding({"any": [years, euros]}, client({"owner.age": 9, "need.own_contribution": 19_900})))

    assert shown.test is not None
    assert shown.test.fact == "need.own_contribution"
