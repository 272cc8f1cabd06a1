"""Which answers count beside the others: what another answer makes senseless is kept, not asked and not counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from generated import chances, of_clients, values, whole_client
from hypothesis import given
from made import client
from shipped import shipped_catalogue

from finadvies.domain.applicable import APPLIES, NOT_WORTH_ASKING, Bar, counting, does_not_apply, not_worth_asking, set_aside
from finadvies.domain.client import Client, Slot, is_repeated
from finadvies.domain.condition import facts_of
from finadvies.domain.facts import FACTS, PURPOSES
from finadvies.domain.values import UNKNOWN, Answer, Interval, Value


def slot(key: str) -> Slot:
    return Slot(key, 0 if is_repeated(key) else None)


def with_answers(answers: dict[str, Value]) -> Client:
    found = Client()
    for key, value in answers.items():
        found = found.with_answer(slot(key), Answer(value))
    return found


# -- examples ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "because", "value"),
    [
        ("company.kvk_number", "company.started", False),
        ("company.group_fte", "company.group", False),
        ("use.own_use", "use.purpose", "vehicles"),
        ("use.energy_list", "use.purpose", "working_capital"),
        ("use.order_date", "use.committed", False),
        ("use.training_activity", "use.purpose", "machinery"),
        ("takeover.price", "use.purpose", "machinery"),
        ("rnd.own_hours_year", "use.purpose", "inventory"),
        ("need.runway_weeks", "need.urgency", "growth"),
        ("need.own_source", "need.own_contribution", 0),
        ("need.own_source", "need.own_contribution", Interval(0, 0)),
        ("need.minimum", "need.phaseable", False),
        ("figures.owner_receivable", "company.legal_form", "eenmanszaak"),
        ("figures.private_withdrawals", "company.legal_form", "bv"),
        ("owner.private_guarantee", "company.legal_form", "vof"),
        ("owner.guarantee_max", "owner.private_guarantee", False),
        ("owner.marriage", "owner.partner", False),
        ("owner.benefit_kind", "owner.on_benefit", False),
        ("debts.tax_arrangement", "figures.tax_debt", 0),
        ("security.real_estate_debt", "security.real_estate_value", 0),
        ("history.lender", "need.asked_before", False),
        ("history.grounds", "history.result", "pending"),
        ("client.delete_after", "client.consent", False),
        ("company.b2b_share", "company.b2b", False),
    ],
)
def test_an_answer_leaves_no_room_for_another(fact: str, because: str, value: Value) -> None:
    told = with_answers({because: value})

    assert does_not_apply(slot(fact), told) == slot(because)
    assert does_not_apply(slot(fact), Client()) is None
    assert does_not_apply(slot(fact), told.with_answer(slot(because), Answer(UNKNOWN, why_unknown="unknown"))) is None


@pytest.mark.parametrize(
    ("fact", "answers"),
    [
        ("use.own_use", {"use.purpose": "real_estate"}),
        ("use.own_use", {"use.purpose": "unspecified"}),
        ("use.energy_list", {"use.purpose": "startup"}),
        ("need.own_source", {"need.own_contribution": Interval(0, 5_000)}),
        ("debts.tax_writ", {"figures.tax_debt": 12_000}),
        ("figures.revenue", {"company.started": False, "figures.kind": "forecast"}),
        ("figures.revenue", {"company.started": False, "figures.kind": "final", "use.purpose": "takeover"}),
        ("owner.private_guarantee", {"company.legal_form": "bv"}),
        ("history.grounds", {"history.result": "rejected"}),
    ],
)
def test_where_there_is_room_left_a_fact_applies(fact: str, answers: dict[str, Value]) -> None:
    assert does_not_apply(slot(fact), with_answers(answers)) is None


def test_a_fact_of_one_use_hangs_on_the_purpose_of_that_use() -> None:
    two = client(uses=[{"use.purpose": "vehicles", "use.own_use": True}, {"use.purpose": "real_estate", "use.own_use": True}])

    assert set_aside(two) == ((Slot("use.own_use", 0), Slot("use.purpose", 0)),)
    assert [counting(two).value("use.own_use", index) for index in (0, 1)] == [UNKNOWN, True]


def test_what_is_bought_of_another_firm_counts_as_soon_as_one_use_is_a_takeover() -> None:
    uses = [{"use.purpose": "vehicles"}, {"use.purpose": "takeover"}]

    assert does_not_apply(Slot("takeover.price"), client(uses=uses)) is None
    assert does_not_apply(Slot("takeover.price"), client(uses=uses[:1])) == Slot("use.purpose", 0)
    assert does_not_apply(Slot("takeover.price"), client()) is None


def test_an_answer_that_does_not_count_makes_no_other_senseless() -> None:
    told: dict[str, Value] = {"owner.private_guarantee": False, "owner.guarantee_max": 25_000}

    assert [str(where) for where, _ in set_aside(with_answers(told))] == ["owner.guarantee_max"]
    assert set_aside(with_answers({**told, "company.legal_form": "eenmanszaak"})) == (
        (Slot("owner.private_guarantee"), Slot("company.legal_form")),
        (Slot("owner.guarantee_max"), Slot("company.legal_form")),
    )


def test_nothing_where_there_can_be_nothing_says_the_same_and_stands() -> None:
    told: dict[str, Value] = {
        "security.real_estate_value": 0,
        "company.legal_form": "bv",
        "debts.line_limit": 0,
        "debts.line_used": 0,
    }

    assert set_aside(client({**told, "security.real_estate_debt": 0}, years=[{"figures.private_withdrawals": 0}])) == ()
    assert len(set_aside(client({**told, "security.real_estate_debt": 1}, years=[{"figures.private_withdrawals": 1}]))) == 2


def test_of_a_business_that_has_not_begun_no_year_is_left() -> None:
    year: dict[str, Value] = {"figures.year": 2025, "figures.kind": "final", "figures.revenue": 90_000}
    forecast: dict[str, Value] = {"figures.year": 2027, "figures.kind": "forecast", "figures.revenue": 150_000}
    both = client({"company.started": False}, uses=[{"use.purpose": "machinery"}], years=[forecast, year])

    assert [table["figures.year"].value for table in counting(both).years] == [2027]
    assert len(both.years) == 2
    assert dict(set_aside(both))[Slot("figures.revenue", 1)] == Slot("company.started")


def test_a_refusal_that_turns_out_never_to_have_been_is_gone_and_comes_back_with_the_answer() -> None:
    refused = client({"need.asked_before": True}, history=[{"history.lender": "rabobank", "history.result": "rejected"}])
    never = refused.with_answer(Slot("need.asked_before"), Answer(value=False))

    assert counting(never).history == ()
    assert counting(never.with_answer(Slot("need.asked_before"), Answer(value=True))) == refused


# -- for every client --------------------------------------------------------------------------------------------------------


@given(chance=chances)
@of_clients
def test_counting_leaves_out_what_is_set_aside_and_nothing_else(chance) -> None:
    whole = whole_client(chance)
    aside = dict(set_aside(whole))

    assert dict(counting(whole).slots()) == {where: answer for where, answer in whole.slots() if where not in aside}
    assert set_aside(counting(whole)) == ()
    assert counting(counting(whole)) == counting(whole)


@given(chance=chances)
@of_clients
def test_only_an_answer_that_counts_sets_another_aside(chance) -> None:
    whole = whole_client(chance)

    for _, because in set_aside(whole):
        assert counting(whole).answer(because) == whole.answer(because) is not None


@given(chance=chances)
@of_clients
def test_it_makes_no_difference_in_which_order_the_answers_came(chance) -> None:
    whole = whole_client(chance)
    told = list(whole.slots())
    chance.shuffle(told)
    again = Client()
    for where, answer in told:
        again = again.with_answer(where, answer)

    assert set_aside(again) == set_aside(whole)


@given(chance=chances)
@of_clients
def test_an_answer_changed_and_changed_back_restores_all_that_it_put_aside(chance) -> None:
    whole = whole_client(chance)
    where, answer = chance.choice([pair for pair in whole.slots() if pair[0].key in ANSWERS_THAT_BAR])
    other = chance.choice(values(FACTS[where.key]))

    changed = whole.with_answer(where, Answer(other))

    assert set_aside(changed.with_answer(where, answer)) == set_aside(whole)
    assert dict(changed.slots()).keys() == dict(whole.slots()).keys()


# -- the table ---------------------------------------------------------------------------------------------------------------


def bars() -> Iterator[tuple[str, Bar]]:
    for table in (APPLIES, NOT_WORTH_ASKING):
        for key, found in table.items():
            yield from ((key, bar) for bar in found)


ANSWERS_THAT_BAR = frozenset(bar.on for _, bar in bars())


@pytest.mark.parametrize(("key", "bar"), [pytest.param(key, bar, id=f"{key} by {bar.on}") for key, bar in bars()])
def test_every_bar_is_on_facts_that_are_asked_and_holds_for_some_of_their_answers(key: str, bar: Bar) -> None:
    assert not FACTS[key].derived
    assert FACTS[bar.on].chapter
    held = [bar.shuts(value) for value in values(FACTS[bar.on]) if value is not UNKNOWN]
    assert any(held)
    assert not all(held)


def test_what_a_product_asks_of_a_use_makes_sense_for_a_purpose_that_it_pays() -> None:
    senseless = [
        (product.id, key)
        for product in shipped_catalogue().products.values()
        for criterion in product.criteria
        for condition in (criterion.when, criterion.applies)
        if condition is not None
        for key in facts_of(condition)
        if FACTS[key].scope == "use" and FACTS[key].chapter
        if not any(
            does_not_apply(Slot(key, 0), client(uses=[{"use.purpose": purpose}])) is None
            for purpose in (PURPOSES if "any" in product.purposes else product.purposes)
        )
    ]

    assert senseless == []


def test_what_counts_when_told_is_not_always_worth_a_question() -> None:
    consumers = client({"company.b2b": False, "company.payment_days": 20})

    assert set_aside(consumers) == ()
    assert not_worth_asking(Slot("company.payment_days"), consumers)
    assert not not_worth_asking(Slot("company.payment_days"), client())
