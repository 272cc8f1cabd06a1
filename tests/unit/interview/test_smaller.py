"""Smaller questions for who does not know: roughly how much, or something nearby; at most two, and what they shut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from finadvies.advice import Advice
from finadvies.domain.client import Client, Slot, is_repeated
from finadvies.domain.facts import FACTS, MAY_BE_NEGATIVE
from finadvies.domain.formulas import months_between
from finadvies.domain.values import UNKNOWN, Answer, Interval
from finadvies.interview.smaller import MOST, smaller
from finadvies.locale import Texts

ASKED = [Slot(fact.key, 0 if is_repeated(fact.key) else None) for fact in FACTS.values() if fact.chapter]


@pytest.fixture
def steps(advise_on: Callable[..., Callable[[Client], Advice]], texts: Texts) -> Callable[..., Any]:
    """The smaller questions for a fact, over the whole catalogue or over the products named."""

    def find(key: str, client: Client | None = None, *products: str) -> Any:
        who = client or Client()
        return smaller(Slot(key, 0 if is_repeated(key) else None), who, advise_on(*products)(who), texts)

    return find


def test_every_smaller_question_has_at_least_two_lines_and_there_are_two_at_most(
    advise_on: Callable[..., Callable[[Client], Advice]], texts: Texts
) -> None:
    advice = advise_on()(Client())
    for slot in ASKED:
        found = smaller(slot, Client(), advice, texts)
        assert len(found) <= MOST
        for step in found:
            words = [choice.text for choice in step.choices]
            assert len(words) == len(set(words)) >= 2
            # The same list once more is no smaller question.
            assert step.slot != slot or step.bands or step.ask != texts.questions[slot.key]["ask"]
            assert set(step.answers) == {choice.code for choice in step.choices}


def test_spans_follow_each_other_without_a_hole_and_share_no_number(
    advise_on: Callable[..., Callable[[Client], Advice]], client_with: Callable[..., Client], texts: Texts
) -> None:
    who = client_with()
    advice = advise_on()(who)
    seen = 0
    for slot in ASKED:
        for step in smaller(slot, who, advice, texts):
            spans = [band.span for band in step.bands]
            seen += len(spans)
            steps = [low.low - high.high for high, low in pairwise(spans) if low.low is not None and high.high is not None]
            assert all(0 < gap <= 1 for gap in steps), slot
            assert not spans or spans[0].low is not None or slot.key in MAY_BE_NEGATIVE
    assert seen > 100


def test_the_limits_that_still_decide_are_the_edges(steps: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    (step,) = steps("company.fte", client_with(company__group=False), "bmkb")

    assert [band.span for band in step.bands] == [Interval(0, 250), Interval(Decimal("250.01"), None)]


def test_a_limit_in_the_catalogue_goes_before_the_edges_of_the_script(
    steps: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    (step,) = steps("figures.revenue", client_with(), "october-lening")

    assert [band.span for band in step.bands] == [Interval(0, 250_000), Interval(250_001, None)]
    assert len(texts.questions["figures.revenue"]["bands"]) > 2


def test_a_line_says_what_it_shuts(steps: Callable[..., Any], client_with: Callable[..., Client], texts: Texts) -> None:
    (step,) = steps("figures.revenue", client_with(), "october-lening")

    assert step.bands[0].text.endswith(texts.say("interview.band_shuts_one"))
    assert "(" not in step.bands[-1].text


def test_without_a_limit_in_play_the_edges_of_the_script_stand(steps: Callable[..., Any], texts: Texts) -> None:
    (step,) = steps("figures.cash", None, "familielening")

    assert len(step.bands) == len(texts.questions["figures.cash"]["bands"])
    assert [band.span.high for band in step.bands] == [4_999, 24_999, 99_999, None]


def test_who_has_no_figures_is_asked_roughly_for_turnover_and_profit(steps: Callable[..., Any]) -> None:
    turnover, profit = steps("figures.year")

    assert (turnover.slot, profit.slot) == (Slot("figures.revenue", 0), Slot("figures.net_profit", 0))
    assert [profit.answers[choice.code] for choice in profit.choices] == [
        ((Slot("figures.net_profit", 0), Answer(Interval(None, -5_001))),),
        ((Slot("figures.net_profit", 0), Answer(Interval(-5_000, 4_999))),),
        ((Slot("figures.net_profit", 0), Answer(Interval(5_000, None))),),
    ]


def test_own_money_is_asked_as_a_part_of_the_plan(steps: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    (step,) = steps("need.own_contribution", client_with(use__amount=200_000, need__own_contribution=UNKNOWN))

    assert [band.span for band in step.bands] == [
        Interval(0, 0),
        Interval(1, 19_999),
        Interval(20_000, 39_999),
        Interval(40_000, None),
    ]


@pytest.mark.parametrize("on", [date(2026, 11, 24), date(2026, 3, 31), date(2028, 2, 29), date(2026, 1, 1)])
def test_how_long_ago_is_kept_as_the_days_that_it_can_have_been(
    advise_on: Callable[..., Callable[[Client], Advice]], texts: Texts, on: date
) -> None:
    advice = advise_on("familielening")(Client())
    advice.today = on
    (step,) = smaller(Slot("company.founded"), Client(), advice, texts)
    months = []
    for choice in step.choices:
        days = {slot.key: answer.value for slot, answer in step.answers[choice.code]}
        first, last = days.get("company.founded_from"), days["company.founded_until"]
        months.append((months_between(last, on), None if first is None else months_between(first, on)))

    assert months == [(0, 5), (6, 11), (12, 14), (15, 35), (36, None)]


def test_who_knows_roughly_since_when_is_judged_by_it(
    talk: Callable[..., Any], client_with: Callable[..., Client], advise_on: Callable[..., Callable[[Client], Advice]]
) -> None:
    held = talk(
        ("new10-zakelijke-lening",), {"company.founded": "unknown"}, client=client_with(), picks=["0"], otherwise="unknown"
    )

    assert held.value("company.founded") is UNKNOWN
    assert advise_on("new10-zakelijke-lening")(held.state.client).facts.get("company.age_months") == Interval(0, 5)
    assert held.asked.count("company.founded") == 1


def test_a_guess_at_the_legal_form_is_marked_as_one(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    held = talk(
        ("opr-bedrijfskrediet-flex",),
        {"company.legal_form": "unknown"},
        client=client_with(),
        picks=["2"],
        otherwise="unknown",
    )

    assert held.state.client.answer(Slot("company.legal_form")) == Answer("bv", "assumed")


def test_who_has_no_figures_is_asked_two_smaller_questions_and_no_more(
    talk: Callable[..., Any], client_with: Callable[..., Client]
) -> None:
    client = client_with(company__founded=date(2017, 5, 1), company__legal_form="bv")

    held = talk(("new10-zakelijke-lening",), {"figures.year": "unknown"}, client=client, picks=["1", "2"], otherwise="unknown")

    assert len(held.asker.offered) == 2
    assert [key for key in held.asked if key.startswith("figures")] == ["figures[0].year"]
    assert held.value("figures.net_profit", 0) == Interval(5_000, None)
    assert isinstance(held.value("figures.revenue", 0), Interval)


# -- the trade by a word -----------------------------------------------------------------------------------------------------


def test_a_trade_said_in_words_is_chosen_from_three_and_kept_as_its_code(
    talk: Callable[..., Any], client_with: Callable[..., Client]
) -> None:
    held = talk(("bmkb",), {"company.sbi": "bakker"}, client=client_with(), picks=["10710"], otherwise="unknown")

    assert [choice.code for choice in held.asker.offered[0][1]] == ["10710", "47241", "46383"]
    assert (held.value("company.sbi"), held.value("company.sbi_version")) == ("10710", "2025")
    assert held.asked.count("company.sbi") == 1


def test_words_that_name_no_trade_are_asked_again(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    held = talk(("bmkb",), {"company.sbi": ["xyzzy", "bakker", "1071"]}, client=client_with(), otherwise="unknown")

    assert texts.say("interview.no_trade", typed="xyzzy") in held.asker.told
    assert held.asked.count("company.sbi") == 3
    assert held.value("company.sbi") == "1071"
