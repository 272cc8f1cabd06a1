"""The questions as plain lines, for screen readers and simple terminals: lines go in, lines come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from looked_over import reviewed_by

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer, Interval, Members
from finadvies.interview import script
from finadvies.interview.asker import Note, Reply
from finadvies.interview.plain import PlainAsker
from finadvies.interview.script import Band, Choice
from finadvies.locale import Texts


class Typist:
    """Feeds lines to an asker and keeps what it showed."""

    def __init__(self, catalogue: Catalogue, texts: Texts, today: date) -> None:
        self.catalogue, self.texts = catalogue, texts
        self.lines: list[str] = []
        self.shown: list[str] = []
        self.asker = PlainAsker(texts, today, self.shown.append, self._read, reviewed_by(self.shown.append))

    def _read(self, prompt: str) -> str:
        self.shown.append(prompt)
        assert self.lines, f"nothing left to type after {self.shown[-5:]}"
        return self.lines.pop(0)

    def ask(self, key: str, *lines: str, before: Any = None) -> Reply:
        index = 0 if key.split(".")[0] in ("use", "figures", "history") else None
        client = Client() if before is None else Client().with_answer(Slot(key, index), Answer(before))
        self.lines = list(lines)
        reply = self.asker.ask(script.prompt(Slot(key, index), client, self.catalogue, self.texts), "nog 3 vragen")
        assert not self.lines, "not all that was typed has been read"
        return reply


@pytest.fixture
def typist(catalogue: Catalogue, texts: Texts, today: date) -> Typist:
    return Typist(catalogue, texts, today)


def test_the_question_stands_under_its_chapter_with_what_is_still_open(typist: Typist) -> None:
    typist.ask("client.name", "Vonk")

    assert typist.shown[1].endswith("nog 3 vragen.")
    assert typist.shown[2] == typist.texts.questions["client.name"]["ask"]


def test_a_number_chooses_a_line(typist: Typist) -> None:
    assert typist.ask("company.started", "2") == Answer(value=False)
    assert typist.ask("company.legal_form", "5") == Answer("bv")


@pytest.mark.parametrize("wrong", ["0", "99", "ja, graag", "-1", "²"])
def test_a_number_that_is_not_there_is_asked_again(typist: Typist, wrong: str) -> None:
    assert typist.ask("company.started", wrong, "1") == Answer(value=True)
    assert any(repr(wrong) in line for line in typist.shown)


def test_a_question_mark_explains_and_asks_again(typist: Typist) -> None:
    assert typist.ask("use.amount", "?", "40k") == Answer(40_000)
    assert any(typist.texts.questions["use.amount"]["mean"] in line for line in typist.shown)


@pytest.mark.parametrize(("key", "meaning"), [("<", "back"), ("w", "unknown"), ("o", "overview"), ("", "unknown")])
def test_one_sign_goes_back_skips_or_looks_over(typist: Typist, key: str, meaning: str) -> None:
    assert typist.ask("client.name", key) == meaning
    assert typist.ask("company.started", key) == meaning
    assert typist.ask("history.grounds", key) == meaning


def test_an_unreadable_amount_is_asked_again_and_the_one_understood_is_repeated(typist: Typist) -> None:
    assert typist.ask("use.amount", "veel", "12.500") == Answer(12_500)
    assert any("veel" in line for line in typist.shown)
    assert typist.shown[-1].strip() == typist.texts.euro(12_500)


def test_several_grounds_are_numbers_with_commas(typist: Typist) -> None:
    codes = [
        choice.code for choice in script.prompt(Slot("history.grounds", 0), Client(), typist.catalogue, typist.texts).choices
    ]

    assert typist.ask("history.grounds", "99, 1", "1,,2", "1, 2") == Answer(Members(frozenset(codes[:2])))
    assert sum("99" in line for line in typist.shown) == 1


def test_an_enter_keeps_the_earlier_answer_which_is_shown_in_words(typist: Typist) -> None:
    words = typist.texts.choice("company.legal_form", "bv")

    assert typist.ask("company.legal_form", "", before="bv") == Answer("bv")
    assert any(words in line and line.startswith(typist.texts.say("interview.earlier", answer="")[:6]) for line in typist.shown)
    assert typist.ask("company.started", "", before=True) == Answer(value=True)
    assert not any("yes" in line for line in typist.shown)


def test_earlier_ticks_are_shown_in_words(typist: Typist) -> None:
    before = Members(frozenset({"solvency"}))

    assert typist.ask("history.grounds", "", before=before) == Answer(before)
    assert not any("solvency" in line for line in typist.shown)


def test_a_sensitive_question_can_be_refused_in_a_list_and_in_words(typist: Typist) -> None:
    refuse = typist.texts.say("interview.rather_not_key")

    assert typist.ask("owner.bkr_arrears", "4") == "private"
    assert typist.ask("owner.guarantee_max", refuse) == "private"
    assert any(refuse in line for line in typist.shown)


def test_what_is_not_sensitive_has_no_such_word(typist: Typist) -> None:
    refuse = typist.texts.say("interview.rather_not_key")

    assert typist.ask("client.name", refuse) == Answer(refuse)


def test_roughly_how_much_is_a_list_of_spans(typist: Typist) -> None:
    bands = (Band(Interval(0, 24_999), "onder € 25.000"), Band(Interval(25_000, None), "boven € 25.000"))
    prompt = replace(script.prompt(Slot("use.amount", 0), Client(), typist.catalogue, typist.texts), bands=bands)
    typist.lines = ["2", str(len(prompt.bands) + 1), "", "77", "1"]

    assert [typist.asker.band(prompt) for _ in range(4)] == [prompt.bands[1], None, None, prompt.bands[0]]


def test_yes_has_to_be_said_and_no_is_ready(typist: Typist) -> None:
    typist.lines = ["2", "1", ""]

    assert [typist.asker.yes("Nog iets?") for _ in range(3)] == [True, False, False]


def test_a_list_outside_the_facts_has_a_way_out(typist: Typist) -> None:
    typist.lines = ["1", "w"]
    choices = (Choice("1", "Mix 1"), Choice("2", "Mix 2"))

    assert [typist.asker.pick("Welke?", choices) for _ in range(2)] == ["1", None]


def test_the_overview_goes_page_by_page_until_a_number_or_the_end(typist: Typist, client_with: Callable[..., Client]) -> None:
    client = client_with()
    slots = [slot for slot, _ in client.slots()]

    typist.lines = ["", "4"]
    assert typist.asker.overview(client) == slots[3]
    typist.lines = ["wat nu", *[""] * 5]
    assert typist.asker.overview(client) == "right"


def test_private_answers_are_shown_for_who_asks(typist: Typist, client_with: Callable[..., Client]) -> None:
    typist.lines = ["t", "t", "1"]
    typist.asker.overview(client_with(owner__bkr_arrears=False))

    assert [line.split(":")[0] for line in typist.shown if line.startswith(("all", "public"))] == ["public", "all", "public"]
    assert any("t = privé tonen" in line for line in typist.shown)


def test_some_answers_can_wait_for_another_time(typist: Typist, client_with: Callable[..., Client]) -> None:
    client = client_with()
    some = [slot for slot, _ in client.slots()][:1]

    typist.lines = ["l"]
    assert typist.asker.overview(client, some) == "later"
    typist.lines = [""]
    assert typist.asker.overview(client, some) == "right"


@pytest.mark.parametrize(("key", "meaning"), [("l", "later"), ("x", "not_applicable")])
def test_to_look_up_and_not_applicable_are_answers_of_their_own(typist: Typist, key: str, meaning: str) -> None:
    assert typist.ask("figures.revenue", key) == meaning
    assert typist.ask("company.started", key) == meaning


def test_a_note_is_taken_at_any_question(typist: Typist) -> None:
    assert typist.ask("figures.revenue", "n", "zegt de boekhouder") == Note("zegt de boekhouder")


def test_yes_and_no_may_be_written_out(typist: Typist) -> None:
    assert typist.ask("company.started", "ja") == Answer(value=True)
    assert typist.ask("company.started", "Nee") == Answer(value=False)


def test_a_key_that_is_not_there_is_asked_again(typist: Typist) -> None:
    typist.lines = ["z", "V", ""]

    assert typist.asker.key("Enter verder", {"": "next", "v": "compare"}) == "compare"
    assert any("'z' is hier geen keuze" in line for line in typist.shown)
    assert typist.asker.key("Enter verder", {"": "next"}) == "next"


def test_the_end_of_the_input_stops_the_talk(typist: Typist, texts: Texts, today: date, catalogue: Catalogue) -> None:
    def ended(prompt: str) -> str:
        raise EOFError

    asker = PlainAsker(texts, today, typist.shown.append, ended, lambda _: [])

    with pytest.raises(EOFError):
        asker.ask(script.prompt(Slot("client.name"), Client(), catalogue, texts), "live")
