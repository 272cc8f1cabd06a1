"""What hangs on a question and what its answer did, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from finadvies.advice import Advice
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.exports.screens.questions import Voice, live_line
from finadvies.exports.screens.review import not_counting, numbered
from finadvies.interview import script
from finadvies.interview.stakes import resting_on, stakes
from finadvies.locale import Texts

Advise = Callable[..., Callable[[Client], Advice]]


@pytest.fixture
def voice(texts: Texts) -> Voice:
    return Voice(texts)


# -- the help ----------------------------------------------------------------------------------------------------------------


def test_the_help_tells_how_many_options_look_at_it_an_example_and_how_many_it_helps_decide_here(
    advise_on: Advise, client_with: Callable[..., Client], texts: Texts
) -> None:
    advice = advise_on("october-lening", "swishfund-zakelijke-lening", "familielening")(client_with())

    said = stakes(Slot("figures.revenue", 0), advice, texts)

    assert said.startswith("2 mogelijkheden kijken hiernaar, zoals October")
    assert "(meer dan €\u00a0250.000)" in said
    assert said.endswith("Bij u beslist het mee over 2 mogelijkheden.")


def test_what_is_decided_already_is_not_said_to_decide(
    advise_on: Advise, client_with: Callable[..., Client], texts: Texts
) -> None:
    young = client_with(company__founded=date(2026, 1, 1))

    said = stakes(Slot("figures.revenue", 0), advise_on("october-lening")(young), texts)

    assert said.startswith("1 mogelijkheid kijkt hiernaar, zoals October")
    assert "Bij u" not in said


def test_a_fact_counts_for_what_is_worked_out_from_it(
    advise_on: Advise, client_with: Callable[..., Client], texts: Texts
) -> None:
    assert {"company.founded", "company.age_months"} <= resting_on("company.founded")
    assert "company.age_months" not in resting_on("owner.age")
    said = stakes(Slot("company.founded"), advise_on("october-lening")(client_with()), texts)
    assert "36 maanden" in said


def test_nothing_is_said_of_what_no_option_looks_at(
    advise_on: Advise, client_with: Callable[..., Client], catalogue: Catalogue, texts: Texts
) -> None:
    advice = advise_on("familielening")(client_with())

    assert stakes(Slot("client.name"), advice, texts) == ""
    plain = script.prompt(Slot("client.name"), Client(), catalogue, texts)
    assert script.prompt(Slot("client.name"), Client(), catalogue, texts, advice).help == plain.help


def test_it_stands_under_why_we_ask(advise_on: Advise, client_with: Callable[..., Client], texts: Texts) -> None:
    who = client_with()
    advice = advise_on("october-lening")(who)

    help_of = dict(script.prompt(Slot("figures.revenue", 0), who, advice.catalogue, texts, advice).help)

    assert help_of[texts.say("interview.help_why")].endswith(stakes(Slot("figures.revenue", 0), advice, texts))


# -- what an answer did ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("company.founded", date(2026, 1, 1), "(te jong)"),
        ("figures.revenue", 90_000, "(omzet te laag)"),
        ("company.postcode", "1012", "(andere regio)"),
    ],
)
def test_the_effect_of_an_answer_names_the_most_common_reason(
    advise_on: Advise, client_with: Callable[..., Client], voice: Voice, key: str, value: object, said: str
) -> None:
    advise = advise_on("october-lening", "rom-nom", "familielening")
    who = client_with(**({"figures.year": 2025, "figures.kind": "final"} if key.startswith("figures") else {}))
    after = who.with_answer(Slot(key, 0 if key.startswith("figures") else None), Answer(value))

    told = voice.effect(advise(who), advise(after))

    assert told.startswith("→ 1 mogelijkheid valt af")
    assert said in told
    assert told.endswith("2 open.")


def test_a_private_reason_is_not_read_out(advise_on: Advise, client_with: Callable[..., Client], voice: Voice) -> None:
    advise = advise_on("familielening")
    who = client_with()

    told = voice.effect(advise(who), advise(who.with_answer(Slot("owner.family_money"), Answer(value=False))))

    assert told.startswith("→ 1 mogelijkheid valt af. 0 open")


def test_where_more_questions_come_than_go_it_is_said_what_they_are_about(
    advise_on: Advise, client_with: Callable[..., Client], voice: Voice, texts: Texts
) -> None:
    advise = advise_on()
    who = client_with()
    two = who.with_answer(Slot("use.purpose", 1), Answer("real_estate")).with_answer(Slot("use.amount", 1), Answer(300_000))

    told = voice.effect(advise(who), advise(two))

    assert "Erbij: " in told
    assert voice.effect(advise(two), advise(two)) == ""


@pytest.mark.parametrize(("left", "said"), [(0, "geen vraag"), (1, "nog 1 vraag die"), (7, "nog 7 vragen")])
def test_the_live_line_counts_what_is_left_to_ask(
    advise_on: Advise, client_with: Callable[..., Client], texts: Texts, left: int, said: str
) -> None:
    advice = advise_on("familielening", "october-lening")(client_with())

    assert live_line(advice, texts, left).startswith(said)
    assert live_line(advice, texts, left).endswith("2 van 2 mogelijkheden open")


# -- answers that do not count -----------------------------------------------------------------------------------------------


def test_the_review_marks_what_does_not_count_now_and_by_what(client_with: Callable[..., Client], texts: Texts) -> None:
    who = client_with(use__own_use=True, need__runway_weeks=4)

    lines = [
        "".join(text for text, _ in line.spans).strip() for line in numbered(who, texts, 80, None, hide_private=False).pages[0]
    ]

    assert "telt nu niet mee (door: doel van het geld)" in lines
    assert "telt nu niet mee (door: groei of haast)" in lines
    assert len(not_counting(who, texts)) == 2


def test_of_a_client_of_whom_all_counts_nothing_is_said(client_with: Callable[..., Client], texts: Texts) -> None:
    assert not_counting(client_with(), texts) == []
