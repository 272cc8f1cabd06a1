"""The conversation itself, held with somebody who answers from a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from story import STORY

from finadvies.domain.client import Client, Slot
from finadvies.domain.values import UNKNOWN, Answer, Interval, Members
from finadvies.interview.asker import Note
from finadvies.locale import Texts

STOP = KeyboardInterrupt()
FAMILY = ("familielening",)
BANK = ("new10-zakelijke-lening",)


# -- the opening -------------------------------------------------------------------------------------------------------------


def test_the_talk_opens_with_name_plan_and_what_has_to_be_paid(talk: Callable[..., Any], texts: Texts) -> None:
    held = talk((), {**STORY, "need.needed_by": STOP, "need.own_contribution": STOP})

    assert held.asked[:5] == [
        "client.name",
        "need.summary",
        "need.uses[0].purpose",
        "need.uses[0].amount",
        "need.uses[0].description",
    ]
    assert held.asked[5:7] == ["need.urgency", "company.started"]
    assert held.asker.confirmed == [texts.say("interview.another_use")]


def test_another_thing_to_pay_is_asked_until_the_answer_is_no(talk: Callable[..., Any]) -> None:
    script = {**STORY, "use.purpose": ["machinery", "working_capital"], "use.amount": [40_000, 15_000], "need.urgency": STOP}

    held = talk(FAMILY, script, yeses=[True, False])

    assert held.asked[2:8] == [
        "need.uses[0].purpose", "need.uses[0].amount", "need.uses[0].description", "need.uses[1].purpose", "need.uses[1].amount", "need.urgency",
    ]  # fmt: skip
    assert len(held.asker.confirmed) == 2
    assert [held.value("use.amount", index) for index in (0, 1)] == [40_000, 15_000]


def test_who_brings_the_figures_of_the_plan_is_still_asked_for_a_name_first(talk: Callable[..., Any]) -> None:
    client = Client()
    for key in ("use.purpose", "use.amount", "use.description"):
        client = client.with_answer(Slot(key, 0), Answer(STORY[key]))

    held = talk(FAMILY, {**STORY, "client.name": STOP}, client=client)

    assert held.asked == ["client.name"]
    assert held.asker.confirmed == []


def test_only_a_thing_is_asked_what_it_is(talk: Callable[..., Any]) -> None:
    held = talk(FAMILY, {**STORY, "use.purpose": "working_capital", "use.description": None, "need.urgency": STOP})

    assert "need.uses[0].description" not in held.asked


def test_who_does_not_know_the_purpose_yet_still_gets_through(talk: Callable[..., Any]) -> None:
    held = talk(FAMILY, {**STORY, "use.purpose": "unspecified", "owner.family_money": True}, otherwise="unknown")

    assert not held.stopped
    assert held.value("use.purpose", 0) == "unspecified"


# -- not knowing -------------------------------------------------------------------------------------------------------------


def test_who_does_not_know_an_amount_is_asked_roughly_and_it_is_kept_as_a_span(talk: Callable[..., Any]) -> None:
    held = talk(FAMILY, {**STORY, "use.amount": "unknown", "need.urgency": STOP}, bands=[1])

    assert held.value("use.amount", 0) == Interval(25_000, 49_999)
    assert held.asked.count("need.uses[0].amount") == 1


def test_who_does_not_know_it_roughly_either_goes_on_and_is_not_asked_again(talk: Callable[..., Any], texts: Texts) -> None:
    held = talk(FAMILY, {**STORY, "use.amount": "unknown", "owner.family_money": True}, otherwise="unknown")

    assert held.why_unknown("use.amount", 0) == "unknown"
    assert held.asked.count("need.uses[0].amount") == 1
    assert texts.say("interview.noted_unknown") in held.asker.told


def test_an_unknown_postcode_asks_for_the_province(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    held = talk(("rom-nom",), {"company.postcode": "unknown"}, client=client_with(), picks=["Groningen"], otherwise="unknown")

    title, choices = held.asker.offered[0]
    assert title == texts.questions["company.province"]["ask"]
    assert len(choices) == 12
    assert held.value("company.province") == "Groningen"
    assert held.why_unknown("company.postcode") == "unknown"
    assert held.asked.count("company.postcode") == 1
    assert "company.province" not in held.asked


def test_an_unknown_province_is_not_asked_a_second_time(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    held = talk(("rom-nom",), {"company.postcode": "unknown"}, client=client_with(), picks=[None], otherwise="unknown")

    assert held.why_unknown("company.province") == "unknown"
    assert "company.province" not in held.asked


def test_an_unknown_sbi_code_asks_for_the_branch(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    held = talk(("bmkb",), {"company.sbi": "unknown"}, client=client_with(), picks=["C"], otherwise="unknown")

    title, choices = held.asker.offered[0]
    assert title == texts.say("interview.which_section")
    assert "C" in [choice.code for choice in choices]
    assert held.value("company.sbi") == "C"
    assert held.value("company.sbi_version") == "2025"
    assert held.asked.count("company.sbi") == 1


def test_what_somebody_would_rather_not_say_is_kept_as_such_and_not_asked_again(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    first = talk(FAMILY, {"owner.family_money": "private"}, client=client_with(), otherwise="unknown")
    again = talk(FAMILY, {}, client=first.state.client, asked=first.state.asked)

    assert first.asked.count("owner.family_money") == 1
    assert first.why_unknown("owner.family_money") == "private"
    assert texts.say("interview.noted_unknown") not in first.asker.told
    assert again.asked == []


# -- going back, looking over ------------------------------------------------------------------------------------------------


def test_back_shows_the_old_answer_and_keeps_the_later_ones(talk: Callable[..., Any]) -> None:
    script = {
        **STORY,
        "need.summary": ["Een draaibank", "Twee draaibanken"],
        "use.purpose": ["back", "machinery"],
        "need.urgency": STOP,
    }

    held = talk(FAMILY, script)

    assert held.asked[:5] == ["client.name", "need.summary", "need.uses[0].purpose", "need.summary", "need.uses[0].purpose"]
    assert held.asker.prompts[3].before == Answer("Een draaibank")
    assert held.value("need.summary") == "Twee draaibanken"
    assert held.value("client.name") == "Smederij Vonk"


def test_back_and_back_again_walks_further_and_every_later_answer_stays(talk: Callable[..., Any]) -> None:
    script = {
        **STORY,
        "use.purpose": ["machinery", "back"],
        "use.amount": [40_000, "back"],
        "use.description": ["back"],
        "need.summary": ["Een draaibank", STOP],
    }

    held = talk(FAMILY, script)

    assert held.asked[-4:] == ["need.uses[0].description", "need.uses[0].amount", "need.uses[0].purpose", "need.summary"]
    assert (held.value("use.purpose", 0), held.value("use.amount", 0)) == ("machinery", 40_000)


def test_back_at_the_first_question_says_so_and_asks_it_again(talk: Callable[..., Any], texts: Texts) -> None:
    held = talk(FAMILY, {**STORY, "client.name": ["back", "Smederij Vonk"], "need.urgency": STOP})

    assert held.asker.told == [texts.say("interview.first_question")]
    assert held.asked[:3] == ["client.name", "client.name", "need.summary"]


def test_the_overview_changes_one_answer_and_goes_on_where_it_was(talk: Callable[..., Any]) -> None:
    script = {**STORY, "use.amount": [40_000, 55_000], "use.description": ["overview", "draaibank"], "need.urgency": STOP}

    held = talk(FAMILY, script, changes=[Slot("use.amount", 0)])

    assert held.asked[3:7] == [
        "need.uses[0].amount",
        "need.uses[0].description",
        "need.uses[0].amount",
        "need.uses[0].description",
    ]
    assert held.value("use.amount", 0) == 55_000


def test_an_overview_in_which_everything_is_right_changes_nothing(talk: Callable[..., Any]) -> None:
    held = talk(FAMILY, {**STORY, "use.description": ["overview", "draaibank"], "need.urgency": STOP}, changes=["right"])

    assert len(held.saved) == len({"name", "summary", "purpose", "amount", "description"})


def test_looking_over_at_the_next_question_does_not_ask_once_more_what_else_has_to_be_paid(
    talk: Callable[..., Any], texts: Texts
) -> None:
    held = talk(FAMILY, {**STORY, "need.urgency": ["overview", STOP]}, changes=["right"])

    assert held.asked[-2:] == ["need.urgency", "need.urgency"]
    assert held.asker.confirmed == [texts.say("interview.another_use")]


# -- saving and stopping -----------------------------------------------------------------------------------------------------


def test_every_answer_is_saved_at_once_with_the_way_back(talk: Callable[..., Any]) -> None:
    held = talk(FAMILY, {**STORY, "owner.family_money": True}, otherwise="unknown")

    answered = [[slot for slot, _ in state.client.slots()] for state in held.saved]
    assert [str(state.asked[-1]) for state in held.saved] == held.asked
    assert [len(slots) for slots in answered] == list(range(1, len(held.saved) + 1))


def test_an_interrupt_keeps_everything_before_it(talk: Callable[..., Any]) -> None:
    held = talk(FAMILY, {**STORY, "need.urgency": STOP})

    assert held.stopped
    assert {str(slot) for slot, _ in held.saved[-1].client.slots()} == {
        "client.name", "need.summary", "need.uses[0].purpose", "need.uses[0].amount", "need.uses[0].description",
    }  # fmt: skip


def test_who_goes_on_another_day_is_only_asked_what_is_left(talk: Callable[..., Any]) -> None:
    first = talk(FAMILY, {**STORY, "need.urgency": STOP})

    second = talk(
        FAMILY, {**STORY, "owner.family_money": True}, client=first.state.client, asked=first.state.asked, otherwise="unknown"
    )

    assert second.asked[:2] == ["need.urgency", "company.started"]
    assert not set(first.asked[:-1]) & set(second.asked)


def test_who_goes_on_another_day_can_still_go_back(talk: Callable[..., Any]) -> None:
    first = talk(FAMILY, {**STORY, "need.urgency": STOP})

    second = talk(FAMILY, {"need.urgency": "back", "use.description": STOP}, client=first.state.client, asked=first.state.asked)

    assert second.asked == ["need.urgency", "need.uses[0].description"]


# -- which questions ---------------------------------------------------------------------------------------------------------


def test_the_talk_ends_when_no_answer_changes_the_outcome_any_more(talk: Callable[..., Any], texts: Texts) -> None:
    held = talk(FAMILY, {**STORY, "owner.family_money": False, "need.phaseable": False})

    assert held.asked[-2:] == ["owner.family_money", "need.phaseable"]
    assert texts.say("interview.before_papers") not in held.asker.told


def test_what_only_makes_the_papers_more_exact_is_offered_and_not_pressed(talk: Callable[..., Any], texts: Texts) -> None:
    held = talk(("achtergestelde-lening-mezzanine",), STORY)

    assert held.asked[-1] in ("need.needed_by", "need.own_contribution")
    assert held.asker.told[-1] == texts.say("interview.before_papers")
    assert held.asker.confirmed[-1] == texts.say("interview.papers", n=2)


def test_who_comes_short_is_asked_whether_a_part_will_do_and_how_little(talk: Callable[..., Any]) -> None:
    held = talk(FAMILY, {**STORY, "owner.family_money": False, "need.phaseable": True, "need.minimum": 1})

    assert held.asked[-2:] == ["need.phaseable", "need.minimum"]


def test_who_wants_exact_papers_is_asked_the_rest(talk: Callable[..., Any]) -> None:
    script = {**STORY, "company.founded": date(2019, 1, 1), "owner.business_plan": "ready"}

    held = talk(("achtergestelde-lening-mezzanine",), script, yeses=[False, True])

    assert set(held.asked[-2:]) == {"company.founded", "owner.business_plan"}
    assert not held.stopped


def test_an_answer_that_shuts_the_way_says_so(talk: Callable[..., Any]) -> None:
    held = talk(("kia", "operational-lease-apparatuur"), {**STORY, "company.pays_profit_tax": False}, otherwise="unknown")

    assert any(line.startswith("→ ") and "1" in line for line in held.asker.told)


def test_what_a_sensitive_answer_did_is_not_said_aloud(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    held = talk(FAMILY, {"owner.family_money": False, "need.phaseable": False}, client=client_with())

    assert held.asked == ["owner.family_money", "need.phaseable"]
    assert not [line for line in held.asker.told if line.startswith("→")]


def test_a_starter_is_not_asked_for_figures(talk: Callable[..., Any]) -> None:
    started = talk(BANK, STORY, otherwise="unknown")
    starter = talk(BANK, {**STORY, "company.started": False}, otherwise="unknown")

    assert any(key.startswith("figures") for key in started.asked)
    assert not any(key.startswith("figures") for key in starter.asked)
    assert "company.founded" not in starter.asked


def test_figures_are_asked_with_their_year_and_kind_first(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    client = client_with(company__founded=date(2017, 5, 1), company__legal_form="bv")

    held = talk(BANK, {"figures.year": 2025, "figures.kind": "final"}, client=client, otherwise="unknown")

    figures = [key for key in held.asked if key.startswith("figures")]
    assert figures[:2] == ["figures[0].year", "figures[0].kind"]
    assert len(figures) > 2


def test_who_cannot_name_the_year_is_not_asked_for_its_figures(
    talk: Callable[..., Any], client_with: Callable[..., Client]
) -> None:
    client = client_with(company__founded=date(2017, 5, 1), company__legal_form="bv")

    held = talk(BANK, {"figures.year": "unknown"}, client=client, otherwise="unknown")

    assert [key for key in held.asked if key.startswith("figures")] == ["figures[0].year"]


def test_who_has_been_refused_before_is_asked_where_and_why(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    script = {
        "history.lender": "rabobank",
        "history.result": "rejected",
        "history.grounds": Members(frozenset({"solvency"})),
        "history.written": True,
    }

    held = talk(FAMILY, {**script, "owner.family_money": True}, client=client_with(need__asked_before=True), otherwise="unknown")

    assert held.asked[:4] == ["history[0].lender", "history[0].result", "history[0].grounds", "history[0].written"]
    assert held.value("history.grounds", 0) == Members(frozenset({"solvency"}))


@pytest.mark.parametrize("result", ["accepted", "pending", "withdrawn"])
def test_who_was_not_refused_is_not_asked_why(talk: Callable[..., Any], client_with: Callable[..., Client], result: str) -> None:
    held = talk(
        FAMILY,
        {"history.lender": "rabobank", "history.result": result, "owner.family_money": True},
        client=client_with(need__asked_before=True),
        otherwise="unknown",
    )

    assert [key for key in held.asked if key.startswith("history")] == ["history[0].lender", "history[0].result"]


def test_who_has_not_tried_before_is_not_asked_about_it(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    held = talk(FAMILY, {"owner.family_money": True}, client=client_with(need__asked_before=False), otherwise="unknown")

    assert not any(key.startswith("history") for key in held.asked)


def test_a_note_of_the_adviser_survives_a_changed_answer(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    client = client_with().with_answer(Slot("use.amount", 0), Answer(40_000, note="offerte 12"))

    held = talk(
        FAMILY,
        {"owner.family_money": ["overview", True], "use.amount": 41_000},
        client=client,
        changes=[Slot("use.amount", 0)],
        otherwise="unknown",
    )

    assert held.state.client.answer(Slot("use.amount", 0)) == Answer(41_000, note="offerte 12")


def test_with_two_uses_the_question_says_which_one_it_is_about(talk: Callable[..., Any]) -> None:
    script = {
        **STORY,
        "use.purpose": ["machinery", "vehicles"],
        "use.amount": [40_000, "unknown"],
        "use.description": ["draaibank", "bestelbus"],
        "need.urgency": STOP,
    }

    held = talk(FAMILY, script, yeses=[True])

    about = {str(prompt.slot): prompt.about for prompt in held.asker.prompts}
    assert about["need.uses[0].amount"] == ""
    assert about["need.uses[1].amount"] == "auto, bus of vrachtwagen"
    assert held.value("use.amount", 1) is UNKNOWN


# -- later, not applicable, notes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["later", "not_applicable"])
def test_to_look_up_and_not_applicable_are_unknown_each_for_its_own_reason(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts, why: str
) -> None:
    held = talk(FAMILY, {"owner.family_money": why}, client=client_with(), otherwise="unknown")

    assert held.why_unknown("owner.family_money") == why
    assert texts.say(f"interview.noted_{why}") in held.asker.told
    assert held.asked.count("owner.family_money") == 1


def test_what_would_be_looked_up_is_asked_when_the_client_comes_back(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    first = talk(FAMILY, {"owner.family_money": "later"}, client=client_with(), otherwise="unknown")
    back = talk(FAMILY, {"owner.family_money": True}, client=first.state.client, asked=first.state.asked, yeses=[True])
    not_now = talk(FAMILY, {}, client=first.state.client, asked=first.state.asked, yeses=[False])

    assert back.asker.confirmed[0] == texts.say("interview.parked_one")
    assert back.asked == ["owner.family_money"]
    assert back.value("owner.family_money") is True
    assert not_now.asked == []
    assert not_now.why_unknown("owner.family_money") == "later"


def test_a_note_is_kept_with_the_answer_that_follows_it(talk: Callable[..., Any]) -> None:
    held = talk(FAMILY, {**STORY, "use.amount": [Note("offerte van maart"), 40_000], "need.urgency": STOP})

    answer = held.state.client.answer(Slot("use.amount", 0))
    assert (answer.value, answer.note) == (40_000, "offerte van maart")


def test_a_note_at_an_old_answer_is_kept_though_the_answer_stays(
    talk: Callable[..., Any], client_with: Callable[..., Client]
) -> None:
    client = client_with()
    held = talk(
        FAMILY, {"need.summary": [Note("vraag door"), STOP]}, client=client, changes=[Slot("need.summary")], otherwise="overview"
    )

    assert held.state.client.answer(Slot("need.summary")).note == "vraag door"
    assert held.value("need.summary") == client.value("need.summary")


# -- looking over ------------------------------------------------------------------------------------------------------------


def test_all_answers_are_looked_over_before_the_end(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    held = talk(FAMILY, {"owner.family_money": True}, client=client_with(), otherwise="unknown")

    assert held.asker.looked == [None]


def test_a_change_at_the_end_is_told_with_what_it_does(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    held = talk(
        FAMILY,
        {"owner.family_money": [True, False]},
        client=client_with(),
        changes=[Slot("owner.family_money")],
        otherwise="unknown",
    )

    assert held.value("owner.family_money") is False
    assert held.asker.looked == [None, None]


def test_another_amount_says_what_the_best_mix_was_and_is(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    held = talk(
        FAMILY,
        {"owner.family_money": True, "need.own_contribution": 0, "use.amount": 90_000},
        client=client_with(),
        changes=[Slot("use.amount", 0)],
        otherwise="unknown",
    )

    assert texts.say("room.changed") in held.asker.told
    was, now = held.asker.told[-2:]
    assert was.startswith("Beste mix was: ")
    assert now.startswith("Beste mix is nu: ")
    assert was.split(": ")[1] != now.split(": ")[1]


def test_who_was_asked_nothing_looks_nothing_over(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    first = talk(FAMILY, {"owner.family_money": True}, client=client_with(), otherwise="unknown")
    again = talk(FAMILY, {}, client=first.state.client, asked=first.state.asked)

    assert again.asker.looked == []


# -- private -----------------------------------------------------------------------------------------------------------------


def test_private_questions_may_wait_for_a_talk_between_four_eyes(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    held = talk(FAMILY, {}, client=client_with(), otherwise="unknown", pressed=["l"])

    assert "owner.family_money" not in held.asked
    assert held.state.client.answer(Slot("owner.family_money")) is None
    assert texts.say("interview.private_put_off") in held.asker.told

    again = talk(FAMILY, {"owner.family_money": True}, client=held.state.client, asked=held.state.asked)
    assert again.value("owner.family_money") is True


# -- last year's answers -----------------------------------------------------------------------------------------------------


def from_last_year(client: Client) -> Client:
    for slot, answer in list(client.slots()):
        client = client.with_answer(slot, replace(answer, origin="previous"))
    return client


def test_answers_of_last_time_are_shown_by_chapter_and_confirmed(
    talk: Callable[..., Any], client_with: Callable[..., Client], texts: Texts
) -> None:
    client = from_last_year(client_with(company__fte=5))
    held = talk(FAMILY, {"owner.family_money": True}, client=client, otherwise="unknown")

    looked = [sorted({slot.fact.chapter for slot in page}) for page in held.asker.looked if page]
    assert looked == [["A"], ["B"], ["C"]]
    assert {answer.origin for _, answer in held.state.client.slots()} == {"typed"}


def test_an_answer_of_last_time_can_be_changed_or_left_for_later(
    talk: Callable[..., Any], client_with: Callable[..., Client]
) -> None:
    client = from_last_year(client_with(company__fte=5))
    script = {"company.fte": 7, "owner.family_money": True}
    held = talk(FAMILY, script, client=client, otherwise="unknown", changes=["later", "later", Slot("company.fte"), "right"])

    assert held.value("company.fte") == 7
    assert held.state.client.answer(Slot("client.name")).origin == "previous"
    assert held.state.client.answer(Slot("company.started")).origin == "typed"


def test_newer_figures_than_those_of_last_time_come_first(talk: Callable[..., Any], client_with: Callable[..., Client]) -> None:
    client = from_last_year(client_with(figures__year=2024, figures__kind="final", figures__revenue=400_000))
    held = talk(FAMILY, {"figures.year": 2025, "owner.family_money": True}, client=client, otherwise="unknown", yeses=[True])

    assert [held.value("figures.year", index) for index in (0, 1)] == [2025, 2024]
    assert held.value("figures.revenue", 1) == 400_000
