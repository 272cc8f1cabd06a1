"""Where answers live, and how one is put in or taken out."""

from __future__ import annotations

import pytest
from made import client

from finadvies.domain.client import Client, Slot, group_of, is_repeated, slot
from finadvies.domain.values import UNKNOWN, Answer


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("company.fte", Slot("company.fte")),
        ("need.uses[0].amount", Slot("use.amount", 0)),
        ("need.uses.2.amount", Slot("use.amount", 2)),
        ("need.uses[1].details.isde_device", Slot("use.isde_device", 1)),
        ("figures[0].equity", Slot("figures.equity", 0)),
        ("history.1.result", Slot("history.result", 1)),
    ],
)
def test_a_path_as_people_write_it_names_a_slot(path: str, where: Slot) -> None:
    assert slot(path) == where


@pytest.mark.parametrize(
    "path",
    ["company.ftee", "figures.equity", "use.amount", "need.uses[0].equity", "need.uses[x].amount", "", "result.open_options"],
)
def test_a_path_to_nowhere_is_no_slot(path: str) -> None:
    assert slot(path) is None


def test_a_slot_is_written_as_the_path_that_names_it() -> None:
    assert [str(slot(path)) for path in ("company.fte", "need.uses[1].amount", "figures[0].equity")] == [
        "company.fte", "need.uses[1].amount", "figures[0].equity",
    ]  # fmt: skip


def test_an_answer_for_a_use_that_is_not_there_yet_makes_it() -> None:
    who = Client().with_answer(Slot("use.amount", 1), Answer(5))

    assert who.uses == ({}, {"use.amount": Answer(5)})


def test_putting_an_answer_in_leaves_the_client_that_was_as_it_was() -> None:
    before = client({"company.fte": 1})

    after = before.with_answer(Slot("company.fte"), Answer(2))

    assert (before.value("company.fte"), after.value("company.fte")) == (1, 2)


def test_an_answer_taken_out_is_unknown_again() -> None:
    who = client({"company.fte": 1}).with_answer(Slot("company.fte"), None)

    assert (who.answer(Slot("company.fte")), who.value("company.fte")) == (None, UNKNOWN)


def test_a_use_taken_out_moves_the_later_ones_up() -> None:
    who = client(uses=[{"use.amount": 1}, {"use.amount": 2}, {"use.amount": 3}])

    assert [use["use.amount"].value for use in who.without("use", 1).uses] == [1, 3]


def test_what_was_never_asked_and_what_lies_beyond_the_last_use_is_unknown() -> None:
    who = client(uses=[{"use.amount": 1}])

    assert (who.value("use.amount", 0), who.value("use.amount", 7), who.value("owner.age")) == (1, UNKNOWN, UNKNOWN)


def test_answers_come_in_the_order_of_the_list_of_facts() -> None:
    who = client({"owner.age": 1, "client.name": "x", "company.fte": 2}, uses=[{"use.amount": 1, "use.purpose": "export"}])

    assert [str(where) for where, _ in who.slots()] == [
        "client.name", "company.fte", "owner.age", "need.uses[0].purpose", "need.uses[0].amount",
    ]  # fmt: skip


def test_only_facts_of_uses_years_and_attempts_are_repeated() -> None:
    assert [is_repeated(key) for key in ("use.amount", "figures.equity", "history.result", "company.fte", "figures.solvency")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    with pytest.raises(KeyError):
        group_of("company.fte")
