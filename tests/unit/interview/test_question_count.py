"""The count of questions in `benchmarks/questions.py`: the asker answers from a whole client, and the talk is over when nothing is left."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN
from finadvies.interview import flow

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "benchmarks"))

import questions as benchmark  # noqa: E402 - a script, not a module of the program

MOST = 40
"""What an accountant can ask of a client at one table before the first outcome, the eight or so figures in it."""


@pytest.fixture(scope="module")
def office() -> benchmark.Office:
    return benchmark.Office()


def case(name: str) -> Client:
    return benchmark.study_case(next(benchmark.EXAMPLES.glob(f"{name}*.toml")))


def test_a_case_of_the_study_keeps_what_is_told_and_has_an_answer_to_the_rest() -> None:
    whole = case("kvk-6")

    assert (whole.value("company.sbi"), whole.value("company.fte"), whole.value("use.amount", 0)) == ("I", 2, 20_000)
    assert whole.value("company.legal_form") is not UNKNOWN
    assert benchmark.study_case(next(benchmark.EXAMPLES.glob("kvk-6*.toml"))) == whole


def test_who_knows_no_figures_says_so_and_is_asked_fewer_questions(office: benchmark.Office) -> None:
    whole = case("kvk-2")
    everything, nothing = (benchmark.hold(office, whole, figures=figures) for figures in (True, False))

    assert [depth for _, depth in everything.asked] == sorted((d for _, d in everything.asked), key=flow.DEPTHS.index)
    assert len({slot for slot, _ in everything.asked}) == len(everything.asked)
    assert nothing.down_to("papers") < everything.down_to("papers") < benchmark.in_fixed_order(whole)
    assert everything.down_to("main") <= MOST
    assert [slot for slot, _ in nothing.asked if FACTS[slot.key].scope == "figures"] == [Slot("figures.year", 0)]


def test_the_fixed_order_leaves_out_only_what_makes_no_sense() -> None:
    growth, urgent = (case("kvk-2").with_answer(Slot("need.urgency"), benchmark.Answer(how)) for how in ("growth", "urgent"))

    # Weeks and cause are for who is in need; whether the plan can go in steps, and how small it may begin, is not.
    assert benchmark.in_fixed_order(urgent) - benchmark.in_fixed_order(growth) in (1, 0)
    assert benchmark.in_fixed_order(growth) < sum(bool(fact.chapter) for fact in FACTS.values())
