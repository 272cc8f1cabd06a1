"""Which question comes next, and how many are left: honest counts, a chapter in one piece, nothing asked that makes no sense."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from generated import chances, of_clients, whole_client
from hypothesis import given, settings
from made import client
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.advice.questions import OF_THE_GROUP, Question, next_question, to_ask
from finadvies.domain.applicable import not_worth_asking
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Answer, Value
from finadvies.homework import Lists
from finadvies.interview import flow

LISTS = Lists(shipped_library().checklists())
NOT_KNOWN = Answer(UNKNOWN, why_unknown="unknown")


def advice_for(who: Client) -> Advice:
    return advise(who, shipped_catalogue(), LISTS, TODAY)


def steps(whole: Client, depth: flow.Depth = "main") -> Iterator[tuple[Slot, Client, Advice]]:
    """The questions put to somebody who answers from the whole client, each with what was known before."""
    who, chapter = Client(), None
    while (slot := flow.next_slot(who, advice := advice_for(who), chapter, depth)) is not None:
        yield slot, who, advice
        who, chapter = who.with_answer(slot, whole.answer(slot) or NOT_KNOWN), FACTS[slot.key].chapter


SMITHY: dict[str, Value] = {
    "client.name": "Smederij Vonk", "need.summary": "Een draaibank", "need.urgency": "growth", "company.started": True,
    "need.needed_by": date(2027, 9, 1), "need.own_contribution": 10_000, "company.legal_form": "eenmanszaak", "company.sbi": "2562",
    "company.founded": date(2016, 5, 1), "company.postcode": "9711", "company.group": False, "company.fte": 4,
    "owner.age": 44, "owner.bkr_arrears": False,
}  # fmt: skip
LATHE: dict[str, Value] = {"use.purpose": "machinery", "use.amount": 40_000, "use.description": "draaibank", "use.new": True}
YEAR: dict[str, Value] = {"figures.year": 2025, "figures.kind": "final", "figures.revenue": 480_000, "figures.net_profit": 52_000}


@pytest.fixture(scope="module")
def talk() -> list[tuple[Slot, Client, Advice]]:
    return list(steps(client(SMITHY, uses=[LATHE], years=[YEAR])))


# -- how many are left ---------------------------------------------------------------------------------------------------------


def test_the_question_that_comes_is_one_of_those_that_are_counted(talk: list[tuple[Slot, Client, Advice]]) -> None:
    for slot, who, advice in talk:
        assert slot in flow.coming(who, advice, "main")


def test_none_of_what_is_counted_has_been_answered_or_makes_no_sense(talk: list[tuple[Slot, Client, Advice]]) -> None:
    for _, who, advice in talk:
        coming = flow.coming(who, advice, "main")
        assert len(set(coming)) == len(coming)
        assert not [slot for slot in coming if who.answer(slot) is not None or not_worth_asking(slot, who)]


def test_at_the_last_question_of_a_depth_one_is_left(talk: list[tuple[Slot, Client, Advice]]) -> None:
    slot, who, advice = talk[-1]

    assert flow.coming(who, advice, "main") == (slot,)


def test_the_depths_together_are_all_there_is_to_ask(talk: list[tuple[Slot, Client, Advice]]) -> None:
    _, who, advice = talk[10]

    assert sum(flow.left_at(who, advice, depth) for depth in flow.DEPTHS) == len(flow.coming(who, advice, "papers"))


# -- the order -----------------------------------------------------------------------------------------------------------------


def test_first_the_story_then_what_every_mix_hangs_on(talk: list[tuple[Slot, Client, Advice]]) -> None:
    asked = [str(slot) for slot, _, _ in talk]

    assert asked[:7] == [
        "client.name", "need.summary", "need.uses[0].purpose", "need.uses[0].amount", "need.uses[0].description", "need.urgency", "company.started",
    ]  # fmt: skip
    assert {"need.own_contribution", "need.needed_by", "need.uses[0].committed"} <= set(asked[7:11])


@pytest.mark.parametrize("chapter", ["E", "G"])
def test_the_figures_and_the_private_questions_are_asked_in_one_piece(
    talk: list[tuple[Slot, Client, Advice]], chapter: str
) -> None:
    chapters = [FACTS[slot.key].chapter for slot, _, _ in talk]
    places = [place for place, each in enumerate(chapters) if each == chapter]

    assert len(places) > 1
    assert places == list(range(places[0], places[-1] + 1))


def question(key: str, could_change: int, index: int | None = None) -> Question:
    return Question(Slot(key, index), (), could_change, 0, moves_mixes=False, gates=0)


def test_a_chapter_is_finished_unless_three_times_as_much_hangs_on_a_question_elsewhere() -> None:
    twice = [question("company.legal_form", 8), question("use.new", 4, 0)]
    thrice = [question("company.legal_form", 12), question("use.new", 4, 0)]

    assert next_question(twice, "B") == twice[1]
    assert next_question(thrice, "B") == thrice[0]


def test_nobody_is_led_away_from_the_figures_nor_asked_for_private_things_before_their_turn() -> None:
    figures = [question("company.legal_form", 90), question("figures.equity", 1, 0)]
    private = [question("owner.bkr_arrears", 90), question("company.legal_form", 30), question("use.new", 2, 0)]

    assert next_question(figures, "E") == figures[1]
    assert next_question(private, "B") == private[1]
    assert next_question(private[:1], "B") == private[0]


def test_the_questions_of_one_use_stand_together() -> None:
    found = [question("use.new", 9, 1), question("need.themes", 8), question("use.energy_list", 7, 0), question("use.new", 6, 0)]

    assert next_question(found, "B") == found[2]
    assert next_question([found[0], found[1], found[3]], "B") == found[3]
    assert next_question([found[1]], "B") == found[1]


# -- what is asked ---------------------------------------------------------------------------------------------------------------


def test_of_a_group_comes_first_whether_there_is_one() -> None:
    group, own = Slot("company.group_fte"), Slot("company.fte")

    assert to_ask(group, Client()) == Slot("company.group")
    assert to_ask(group, client({"company.group": True})) == group
    assert to_ask(group, client({"company.group": False})) == own
    assert to_ask(group, client({"company.group": False, "company.fte": 4})) is None
    assert to_ask(group, Client().with_answer(Slot("company.group"), NOT_KNOWN)) == group
    assert set(OF_THE_GROUP) == {key for key in FACTS if key.startswith("company.group_")}


def test_of_an_earlier_attempt_comes_first_whether_there_was_one() -> None:
    assert to_ask(Slot("history.written", 0), Client()) == Slot("need.asked_before")
    assert to_ask(Slot("history.written", 0), client({"need.asked_before": False})) is None
    refused = client({"need.asked_before": True}, history=[{"history.lender": "rabobank", "history.result": "rejected"}])
    assert to_ask(Slot("history.written", 0), refused) == Slot("history.written", 0)
    assert to_ask(Slot("history.written", 1), refused) is None


def test_a_dutch_place_tells_the_country() -> None:
    assert to_ask(Slot("company.country"), Client()) is None
    nowhere = Client().with_answer(Slot("company.postcode"), NOT_KNOWN).with_answer(Slot("company.province"), NOT_KNOWN)
    assert to_ask(Slot("company.country"), nowhere) == Slot("company.country")


@given(chance=chances)
@settings(of_clients, max_examples=1)
def test_whoever_knows_everything_is_asked_nothing_twice_and_nothing_that_makes_no_sense(chance) -> None:
    whole = whole_client(chance)
    asked = []
    for slot, who, _ in steps(whole, "details"):
        assert not not_worth_asking(slot, who)
        asked.append(slot)

    assert len(set(asked)) == len(asked) <= 90
