"""One list instead of a list of each lender, for the eight entrepreneurs of the study: fewer papers, one round, one planning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from merged import CASES, Merged, advice_for, every_mix, first_mix, merged_for, shown_together

from finadvies.exports.homework_view import view
from finadvies.locale import texts_in


def first_alone(case: str) -> tuple[Merged, ...]:
    return (first_mix(case),)


def all_shown(case: str) -> tuple[Merged, ...]:
    return (shown_together(case),)


LISTS = [
    pytest.param(case, of, id=f"{case}: {name}")
    for case in CASES
    for name, of in (("first mix", first_alone), ("shown mixes together", all_shown), ("every mix", every_mix))
]
"""What a client can ask the homework of."""


def test_there_are_eight_cases_and_each_is_shown_a_mix() -> None:
    assert len(CASES) == 8
    assert all(advice_for(case).proposals for case in CASES)


@pytest.mark.parametrize("case", CASES)
def test_the_first_mix_is_no_longer_than_apart_and_as_long_only_where_one_lender_asks(case: str) -> None:
    found = first_mix(case)

    assert found.merged <= found.alone
    assert found.merged < found.alone or len(found.apart) == 1


@pytest.mark.parametrize(("case", "of"), LISTS)
def test_merging_saves_exactly_what_is_asked_more_than_once(case: str, of: Callable[[str], tuple[Merged, ...]]) -> None:
    """So the one list is as long as the lists apart only where no paper is asked twice, and always where one lender asks."""
    for each in of(case):
        assert each.alone - each.merged == each.shared, each.products
        assert each.shared == 0 or len(each.apart) > 1, each.products


@pytest.mark.parametrize("case", CASES)
def test_who_keeps_every_shown_mix_open_gathers_less_than_lender_by_lender(case: str) -> None:
    found = shown_together(case)

    assert len(found.apart) > 1
    assert found.merged < found.alone


@pytest.mark.parametrize(("case", "of"), LISTS)
def test_one_round_tells_all_that_the_lenders_ask_in_theirs(case: str, of: Callable[[str], tuple[Merged, ...]]) -> None:
    for each in of(case):
        asked = {(lender, key) for lender, own in each.apart.items() for key in own.document_ids}
        told = {(lender, key) for lender, keys in each.homework.per_lender.items() for key in keys}

        assert each.rounds == 1, sorted(each.left_for_later)
        assert told == asked, each.products
        assert each.rounds <= each.rounds_apart


@pytest.mark.parametrize(("case", "of"), LISTS)
def test_the_money_comes_no_sooner_than_the_last_link_of_the_chain(case: str, of: Callable[[str], tuple[Merged, ...]]) -> None:
    for each in of(case):
        plan = each.homework.schedule
        days = {event.id: event.date for event in plan.events}

        assert plan.earliest_cash is not None
        assert plan.earliest_decision is not None
        assert each.submitted is not None
        assert plan.critical_path, each.products
        assert plan.earliest_cash >= max(days[link] for link in plan.critical_path)
        assert plan.start <= each.submitted <= plan.earliest_decision <= plan.earliest_cash


@pytest.mark.parametrize(("case", "of"), LISTS)
def test_the_one_list_has_its_money_no_sooner_than_the_slowest_lender_alone(
    case: str, of: Callable[[str], tuple[Merged, ...]]
) -> None:
    for each in of(case):
        alone = [own.schedule.earliest_cash for own in each.apart.values() if own.schedule.earliest_cash is not None]

        assert each.homework.schedule.earliest_cash is not None
        assert each.homework.schedule.earliest_cash >= max(alone), each.products


@pytest.mark.parametrize("case", CASES)
def test_a_paper_has_one_number_on_every_list_it_stands_on(case: str) -> None:
    advice = advice_for(case)
    homework = merged_for(advice, shown_together(case).products).homework
    shown = view(advice, homework, texts_in("nl"))

    of_whole = {line.line.id: line.number for line in shown.lines}
    of_parts = {
        (line.line.id, line.number)
        for lines in (*(lines for _, lines in shown.by_provider), shown.sometimes, *(lines for _, lines in shown.per_lender))
        for line in lines
    }

    assert [paper for paper, times in Counter(homework.document_ids).items() if times > 1] == []
    assert sorted(of_whole.values()) == list(range(1, len(homework.lines) + 1))
    assert of_parts <= set(of_whole.items())
    assert {paper for paper, _ in of_parts} == set(of_whole)
