"""The smallest single changes: how much money, until when, what to settle, what to find out; and that each does what it says."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from generated import chances, of_clients, told_in_part, whole_client
from hypothesis import given, settings
from made import client, product
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.advice.changes import Change, made
from finadvies.advice.nearest import day_of_age, nearest
from finadvies.domain.client import Client, Slot
from finadvies.domain.formulas import months_between
from finadvies.domain.product import Product
from finadvies.domain.typed_answer import with_set
from finadvies.domain.values import UNKNOWN, Answer, Interval, Value
from finadvies.exports.steps import as_sets, step_text
from finadvies.homework import Lists
from finadvies.locale import texts_in
from finadvies.rules.eligibility import OPEN, client_facts, judge

LISTS = Lists(shipped_library().checklists())
MACHINE: Mapping[str, Value] = {"use.purpose": "machinery", "use.amount": 100_000}
VAN: Mapping[str, Value] = {"use.purpose": "vehicles", "use.amount": 30_000}


def lender(*criteria: Mapping[str, Any], key: str = "lening", **fields: Any) -> Product:
    return product(*criteria, id=key, lender="rabobank", **fields)


def advice(who: Client, *products: Product) -> Advice:
    catalogue = replace(shipped_catalogue(), products={each.id: each for each in products})
    return advise(who, catalogue, LISTS, TODAY)


def steps(who: Client, *criteria: Mapping[str, Any], **fields: Any) -> tuple[Change, ...]:
    """The steps that open a loan with these criteria."""
    return tuple(step for step in nearest(advice(who, lender(*criteria, **fields))) if step.opens and step.kind != "find_out")


def told(step: Change) -> dict[str, object]:
    return {str(slot): answer.value for slot, answer in step.answers}


# -- waiting -----------------------------------------------------------------------------------------------------------------


def young(**more: Value) -> Client:
    return client({"company.started": True, "company.founded": date(2026, 3, 31), **more}, uses=[MACHINE])


def test_a_firm_that_is_too_young_hears_the_day_on_which_it_is_old_enough() -> None:
    (step,) = steps(young(), {"when": {"fact": "company.age_months", "min": 12}})

    assert (step.kind, step.code, step.day, step.becomes, step.late) == ("wait", "wait", date(2027, 3, 31), 12, False)
    assert step.opens == (("lening", "fits"),)


def test_more_than_a_year_is_a_month_later_than_a_year() -> None:
    (step,) = steps(young(), {"when": {"fact": "company.age_months", "above": 12}})

    assert step.day == date(2027, 5, 1), "April has no 31st"


def test_waiting_beyond_the_day_of_the_money_is_called_late() -> None:
    (step,) = steps(young(**{"need.needed_by": date(2027, 3, 1)}), {"when": {"fact": "company.age_months", "min": 12}})

    assert step.late


def test_nobody_is_told_to_wait_four_years_or_for_a_date_nobody_knows() -> None:
    four_years = {"when": {"fact": "company.age_months", "min": 48}}

    assert steps(young(), four_years) == ()
    assert steps(client({"company.started": False}, uses=[MACHINE]), four_years) == ()


@pytest.mark.parametrize(
    ("founded", "months", "day"),
    [
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2027, 1, 31), 13, date(2028, 3, 1)),
        (date(2026, 11, 30), 3, date(2027, 3, 1)),
        (date(2026, 11, 5), 14, date(2028, 1, 5)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
    ],
)
def test_the_day_of_an_age_is_the_first_on_which_so_many_months_are_full(founded: date, months: int, day: date) -> None:
    assert day_of_age(founded, months) == day
    assert months_between(founded, day) == months
    assert months_between(founded, date.fromordinal(day.toordinal() - 1)) < months


# -- money -------------------------------------------------------------------------------------------------------------------


def with_own(euros: int, *uses: Mapping[str, Value]) -> Client:
    return client({"need.own_contribution": euros}, uses=uses or [MACHINE])


def test_too_little_own_money_is_named_to_the_euro() -> None:
    # 20% of 100,000 is 20,000; there is 12,500.
    (step,) = steps(with_own(12_500), {"when": {"fact": "need.own_share", "min": 0.2}})[:1]

    assert (step.kind, step.code, step.amount_eur, step.becomes) == ("money", "own_more", 7_500, 20_000)
    assert told(step) == {"need.own_contribution": 20_000}


def test_a_smaller_plan_reaches_the_same_share_of_own_money() -> None:
    # 12,500 is 20% of 62,500: the plan would have to be 37,500 smaller.
    found = {step.code: step for step in steps(with_own(12_500), {"when": {"fact": "need.own_share", "min": 0.2}})}

    assert (found["plan_smaller"].amount_eur, found["plan_smaller"].becomes) == (37_500, 62_500)


def test_a_loan_that_begins_higher_says_how_much_more_the_plan_would_have_to_be() -> None:
    (step,) = steps(client(uses=[MACHINE]), limits={"amount_min": 150_000, "source": "s"})

    assert (step.code, step.amount_eur, step.becomes, step.slot) == ("plan_larger", 50_000, 150_000, Slot("use.amount", 0))


def test_who_lends_a_share_of_the_cost_needs_so_much_more_of_it() -> None:
    # 80% of the cost must reach 100,000: 125,000.
    limits = {"amount_min": 100_000, "share_max": 0.8, "share_basis": "use_cost", "source": "s"}

    (step,) = steps(client(uses=[MACHINE]), limits=limits)

    assert (step.amount_eur, step.becomes) == (25_000, 125_000)


def test_a_plan_more_than_twice_as_large_is_another_plan() -> None:
    assert steps(client(uses=[MACHINE]), limits={"amount_min": 200_001, "source": "s"}) == ()
    assert len(steps(client(uses=[MACHINE]), limits={"amount_min": 200_000, "source": "s"})) == 1


def test_the_use_that_has_to_change_least_is_the_one_that_is_named() -> None:
    (step,) = steps(client(uses=[VAN, MACHINE]), {"when": {"fact": "need.total", "max": 120_000}})

    assert (step.code, step.amount_eur, step.slot) == ("plan_smaller", 10_000, Slot("use.amount", 0))


def test_borrowing_less_can_come_from_own_money_or_from_a_smaller_plan() -> None:
    found = steps(with_own(10_000), {"when": {"fact": "need.external", "below": 80_000}})

    assert [(step.code, step.amount_eur) for step in found] == [("own_more", 10_001), ("plan_smaller", 10_001)]


def test_a_tax_debt_can_be_paid_off() -> None:
    who = client(uses=[MACHINE], years=[{"figures.year": 2025, "figures.kind": "final", "figures.tax_debt": 8_000}])

    (step,) = steps(who, {"when": {"fact": "figures.tax_debt", "max": 5_000}})

    assert (step.code, step.amount_eur, step.becomes) == ("pay_tax", 3_000, 5_000)


def test_an_amount_that_is_only_a_span_is_not_reckoned_further() -> None:
    who = client(uses=[{"use.purpose": "machinery", "use.amount": Interval(50_000, 60_000)}])

    assert steps(who, limits={"amount_min": 70_000, "source": "s"}) == ()


# -- arranging ---------------------------------------------------------------------------------------------------------------

ASKED_NOBODY: Mapping[str, Value] = {"need.asked_before": False}
REFUSED = {"when": {"fact": "history.rejected_lender_kinds", "has_any": ["bank"]}}


def test_a_lender_of_last_resort_sends_the_client_to_a_bank_first() -> None:
    (step,) = steps(client({**ASKED_NOBODY, "company.house_bank": "ing"}, uses=[MACHINE]), REFUSED)

    assert (step.kind, step.code) == ("arrange", "refusal")
    assert told(step)["history[0].lender"] == "ing"


def test_a_refusal_that_was_only_spoken_is_asked_for_on_paper() -> None:
    who = client(uses=[MACHINE], history=[{"history.lender": "ing", "history.result": "rejected", "history.written": False}])

    (step,) = steps(who, {"when": {"fact": "history.refused_in_writing", "is": True}})

    assert (step.code, told(step)) == ("refusal_on_paper", {"history[0].written": True})


@pytest.mark.parametrize(
    ("answers", "criterion", "code"),
    [
        (
            {"security.all_assets_pledged_to": "rabobank"},
            {"not": {"fact": "security.all_assets_pledged", "is": True}},
            "release",
        ),
        ({"security.receivables_pledged": True}, {"fact": "security.receivables_pledged", "is": False}, "release_receivables"),
        ({"owner.private_guarantee": False}, {"fact": "owner.private_guarantee", "is": True}, "stand_surety"),
        ({"need.co_financier": "none"}, {"fact": "need.co_financier", "one_of": ["committed", "in_talks"]}, "co_financier"),
        ({"company.permits": "no"}, {"fact": "company.permits", "is": "yes"}, "permits"),
    ],
)
def test_what_the_client_can_settle_is_named(answers: Mapping[str, Value], criterion: Mapping[str, Any], code: str) -> None:
    (step,) = steps(client(answers, uses=[MACHINE]), {"when": criterion})

    assert (step.kind, step.code) == ("arrange", code)


def test_another_machine_is_named_with_its_use() -> None:
    old = {**MACHINE, "use.new": False}

    (step,) = steps(client(uses=[old, {**VAN, "use.new": False}]), {"when": {"fact": "use.new", "is": True}})

    assert (step.code, step.slot) == ("buy_new", Slot("use.new", 0))


def test_a_use_that_is_one_step_away_is_seen_behind_one_that_is_not_for_this_lender() -> None:
    who = client(uses=[VAN, {**MACHINE, "use.new": False}])

    (step,) = steps(who, {"when": {"fact": "use.new", "is": True}}, purposes=["machinery"])

    assert (step.code, step.slot) == ("buy_new", Slot("use.new", 1))


@pytest.mark.parametrize(
    ("answers", "criterion"),
    [
        ({"company.legal_form": "vof"}, {"fact": "company.legal_form", "is": "bv"}),
        ({"company.province": "Zeeland"}, {"fact": "company.province", "is": "Utrecht"}),
        ({"owner.age": 17}, {"fact": "owner.age", "min": 18}),
        ({"owner.bkr_arrears": True}, {"fact": "owner.bkr_arrears", "is": False}),
        ({"debts.legal": True}, {"fact": "debts.legal", "is": False}),
    ],
)
def test_what_is_no_act_of_the_client_is_left_out(answers: Mapping[str, Value], criterion: Mapping[str, Any]) -> None:
    assert steps(client(answers, uses=[MACHINE]), {"when": criterion}) == ()


def test_two_obstacles_are_not_one_step_away() -> None:
    both = ({"when": {"fact": "need.own_share", "min": 0.2}}, {"when": {"fact": "owner.private_guarantee", "is": True}})

    assert steps(client({"need.own_contribution": 0, "owner.private_guarantee": False}, uses=[MACHINE]), *both) == ()


# -- all together ------------------------------------------------------------------------------------------------------------


def test_the_nearest_comes_first_and_the_same_step_is_named_once() -> None:
    lenders = [
        lender(key=key, limits={"amount_min": least, "source": "s"})
        for key, least in (("ver", 190_000), ("dichtbij", 110_000), ("ook-dichtbij", 110_000))
    ]

    near, far = nearest(advice(client(uses=[MACHINE]), *lenders))[-2:]

    assert (near.amount_eur, [product for product, _ in near.opens]) == (10_000, ["dichtbij", "ook-dichtbij"])
    assert (far.amount_eur, [product for product, _ in far.opens]) == (90_000, ["ver"])


def test_a_gap_closes_with_own_money_or_a_smaller_beginning() -> None:
    who = with_own(10_000, MACHINE, VAN)

    # 130,000 is asked; 10,000 and a loan of at most 75,000 leave 45,000.
    found = nearest(advice(who, lender(limits={"amount_max": 75_000, "source": "s"})))

    closing = [(step.code, step.amount_eur, step.becomes) for step in found if step.closes_gap]
    assert closing == [("own_more", 45_000, 55_000), ("smaller_begin", 45_000, 85_000)]
    assert all(step.closes_gap for step in found[:2])


def test_own_money_that_would_shut_the_lender_again_is_not_said_to_close_the_gap() -> None:
    # Who adds the gap borrows less than the lender wants to see.
    who = with_own(10_000)
    asked = lender({"when": {"fact": "need.external", "min": 80_000}}, limits={"amount_max": 75_000, "source": "s"})

    assert [step.code for step in nearest(advice(who, asked)) if step.closes_gap] == []


def test_one_answer_on_which_all_hangs_is_to_be_found_out() -> None:
    asked = lender({"when": {"fact": "owner.bkr_arrears", "is": False}})

    (step,) = (s for s in nearest(advice(client(uses=[MACHINE]), asked)) if s.kind == "find_out")

    assert (step.slot, step.opens) == (Slot("owner.bkr_arrears"), (("lening", "unknown"),))


@pytest.mark.parametrize(("why", "named"), [("unknown", True), ("later", True), ("private", False), ("not_applicable", False)])
def test_what_the_client_will_not_say_is_not_to_be_found_out(why: Any, named: bool) -> None:
    asked = lender({"when": {"fact": "owner.bkr_arrears", "is": False}})
    who = client(uses=[MACHINE]).with_answer(Slot("owner.bkr_arrears"), Answer(UNKNOWN, "typed", why))

    assert any(step.kind == "find_out" for step in nearest(advice(who, asked))) is named


def test_with_nothing_told_there_is_nothing_to_say() -> None:
    assert all(step.kind == "find_out" for step in nearest(advice(Client(), lender())))


# -- what is said to open, opens ---------------------------------------------------------------------------------------------


def verdict(step: Change, who: Client, key: str) -> str:
    catalogue = shipped_catalogue()
    return judge(catalogue.products[key], client_facts(made(who, step), catalogue, step.day or TODAY)).verdict


@settings(of_clients, max_examples=2)
@given(chances)
def test_what_is_said_to_open_opens_when_that_change_is_made(chance: random.Random) -> None:
    who = whole_client(chance)
    if chance.random() < 0.5:
        who = told_in_part(who, chance)
    advised = advise(who, shipped_catalogue(), LISTS, TODAY)

    for step in nearest(advised):
        for key, after in step.opens:
            before = advised.by_product[key].verdict
            assert verdict(step, who, key) == after
            assert before == ("unknown" if step.kind == "find_out" else "blocked")
            assert after in OPEN
        if step.closes_gap:
            assert advise(made(who, step), shipped_catalogue(), LISTS, TODAY).shortfall is None


@settings(of_clients, max_examples=2)
@given(chances)
def test_one_euro_less_does_not_open_it(chance: random.Random) -> None:
    who = whole_client(chance)
    advised = advise(who, shipped_catalogue(), LISTS, TODAY)

    for step in nearest(advised):
        if step.kind != "money" or not step.opens or step.closes_gap:
            continue
        ((slot, answer),) = step.answers
        was, becomes = who.value(slot.key, slot.index), answer.value
        assert isinstance(was, int)
        assert isinstance(becomes, int)
        nearly = replace(step, answers=((slot, Answer(becomes + (1 if becomes < was else -1))),))
        assert all(verdict(nearly, who, key) == "blocked" for key, _ in step.opens)


@settings(of_clients, max_examples=2)
@given(chances)
def test_a_step_can_be_typed_as_it_is_shown_and_has_words_in_both_languages(chance: random.Random) -> None:
    who = whole_client(chance)
    advised = advise(who, shipped_catalogue(), LISTS, TODAY)

    for step in nearest(advised):
        typed: Client = who
        for item in as_sets(step):
            typed = with_set(typed, item, texts_in("nl"), TODAY)
        for slot, answer in step.answers:
            assert typed.value(slot.key, slot.index) == answer.value
        for language in ("nl", "en"):
            text = step_text(step, advised, texts_in(language))
            assert "{" not in text
            assert text


@settings(of_clients, max_examples=2)
@given(chances)
def test_the_same_client_gets_the_same_steps(chance: random.Random) -> None:
    who = whole_client(chance)

    first, second = (nearest(advise(who, shipped_catalogue(), LISTS, TODAY)) for _ in range(2))

    assert first == second
