"""A part of a list, for one lender or one maker, against the whole list it comes from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from finadvies.advice import Advice, advise
from finadvies.domain.catalogue import Catalogue
from finadvies.homework import Homework, Lists, for_lender, for_maker
from finadvies.importers.client_source import read_toml

CASES = Path(__file__).parents[3] / "src" / "finadvies" / "examples"
LENDERS = ("rabobank-zakelijke-lening", "qredits-mkb-krediet", "beequip-financial-lease")


@pytest.fixture(scope="module")
def advice(catalogue: Catalogue, lists: Lists, today: date) -> Advice:
    client, problems = read_toml((CASES / "demo" / "bakkerij-de-korenaar.toml").read_text(encoding="utf-8"), "demo")
    assert not problems
    return advise(client, catalogue, lists, today)


@pytest.fixture(scope="module")
def whole(advice: Advice) -> Homework:
    return advice.homework(LENDERS)


def test_a_lender_sees_what_itself_asks_as_strictly_as_it_asks_it(advice: Advice, whole: Homework) -> None:
    for product in LENDERS:
        lender = advice.by_product[product].product.lender
        alone, part = advice.homework((product,)), for_lender(whole, lender)

        assert {line.id: line.marks for line in part.lines} == {line.id: line.marks for line in alone.lines}
        assert {line.id: line.strength for line in part.lines} == {line.id: line.strength for line in alone.lines}
        assert list(part.per_lender) == [lender]
        assert {each.lender for each in part.not_needed} <= {lender}


def test_the_days_of_a_part_are_those_of_the_whole_list(whole: Homework) -> None:
    for lender in whole.per_lender:
        part = for_lender(whole, lender)

        assert part.schedule.times == {line.id: whole.schedule.times[line.id] for line in part.lines}
        cash = [event.date for event in whole.schedule.events if event.id == f"cash:{lender}"]
        assert [part.schedule.earliest_cash] == cash
        assert {event.id.partition(":")[2] for event in part.schedule.events if ":" in event.id} == {lender}


def test_makers_share_the_list_out_without_rest_or_overlap(whole: Homework) -> None:
    makers = sorted({line.record.provider for line in whole.lines})
    parts = [for_maker(whole, maker) for maker in makers]

    assert sorted(line.id for part in parts for line in part.lines) == sorted(whole.document_ids)
    assert all(line.record.provider == maker for maker, part in zip(makers, parts, strict=True) for line in part.lines)


def test_a_part_waits_for_nothing_outside_it(whole: Homework) -> None:
    for part in (for_maker(whole, "accountant"), for_lender(whole, "rabobank")):
        known = {event.id for event in part.schedule.events}
        assert all(set(event.after) <= known for event in part.schedule.events)
        assert set(part.schedule.critical_path) <= known
        assert set(part.schedule.today) <= set(part.document_ids)


def test_a_maker_hears_no_warning_about_papers_of_others(whole: Homework) -> None:
    part = for_maker(whole, "kvk")

    told = [each.details["document"] for each in part.warnings]
    assert all(set([name] if isinstance(name, str) else name) & set(part.document_ids) for name in told)
    assert len(part.warnings) < len(whole.warnings)
