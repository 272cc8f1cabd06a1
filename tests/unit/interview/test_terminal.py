"""The questions as they are put in a terminal: keys go in, answers come out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from looked_over import reviewed_by
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer, Interval, Members
from finadvies.interview import script
from finadvies.interview.asker import Note
from finadvies.interview.script import Band, Choice, Prompt
from finadvies.interview.terminal import TerminalAsker
from finadvies.locale import Texts

DOWN, ENTER, CTRL_C = "\x1b[B", "\r", "\x03"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """A keyboard; a test that forgets Enter ends in EOFError instead of waiting for ever."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        alarm = threading.Timer(5, pipe.close)
        alarm.start()
        yield pipe
        alarm.cancel()


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def asker(texts: Texts, today: date, shown: list[str]) -> TerminalAsker:
    return TerminalAsker(texts, today, lambda text, _: shown.append(text), reviewed_by(shown.append), 80)


@pytest.fixture
def question(catalogue: Catalogue, texts: Texts) -> Callable[..., Prompt]:
    def make(key: str, index: int | None = None, before: Any = None) -> Prompt:
        client = Client() if before is None else Client().with_answer(Slot(key, index), Answer(before))
        return script.prompt(Slot(key, index), client, catalogue, texts)

    return make


def test_the_arrows_choose_a_line(keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]) -> None:
    prompt = question("use.purpose", 0)
    keys.send_text(DOWN + DOWN + ENTER)

    assert asker.ask(prompt, "live") == Answer(prompt.choices[2].code)


@pytest.mark.parametrize(("typed", "value"), [(ENTER, True), (DOWN + ENTER, False)])
def test_yes_and_no_are_lines_too(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], typed: str, value: bool
) -> None:
    keys.send_text(typed)

    assert asker.ask(question("company.started"), "live") == Answer(value)


def test_typed_text_ends_with_enter(keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]) -> None:
    keys.send_text("Smederij Vonk" + ENTER)

    assert asker.ask(question("client.name"), "live") == Answer("Smederij Vonk")


def test_enter_alone_means_not_known(keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]) -> None:
    keys.send_text(ENTER)

    assert asker.ask(question("need.summary"), "live") == "unknown"


def test_a_question_mark_explains_and_asks_again(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], shown: list[str], texts: Texts
) -> None:
    keys.send_text("?" + ENTER + "k40" + ENTER + "40k" + ENTER)
    prompt = question("use.amount", 0)

    assert asker.ask(prompt, "live") == Answer(40_000)
    told = " ".join(" ".join(shown).split())
    assert f"{texts.say('interview.help_mean')} {prompt.help[0][1]}" in told


def test_a_question_mark_explains_a_list_as_well(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], shown: list[str]
) -> None:
    keys.send_text("?" + ENTER)
    prompt = question("company.started")

    assert asker.ask(prompt, "live") == Answer(value=True)
    assert prompt.help[0][1] in " ".join(" ".join(shown).split())


@pytest.mark.parametrize(("key", "meaning"), [("<", "back"), ("w", "unknown"), ("o", "overview")])
@pytest.mark.parametrize("fact", ["company.started", "company.legal_form"])
def test_one_key_in_a_list_goes_back_skips_or_looks_over(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], fact: str, key: str, meaning: str
) -> None:
    keys.send_text(key)

    assert asker.ask(question(fact), "live") == meaning


@pytest.mark.parametrize(("key", "meaning"), [("<", "back"), ("w", "unknown"), ("o", "overview")])
def test_the_same_keys_in_a_text_field_take_an_enter(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], key: str, meaning: str
) -> None:
    keys.send_text(key + ENTER)

    assert asker.ask(question("client.name"), "live") == meaning


def test_an_unreadable_amount_is_asked_again_with_a_remark(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], shown: list[str], texts: Texts
) -> None:
    keys.send_text("veel" + ENTER + "\x15" + "12.500" + ENTER)

    assert asker.ask(question("use.amount", 0), "live") == Answer(12_500)
    assert any("veel" in line for line in shown)
    assert shown[-1].strip() == texts.euro(12_500)


def test_the_earlier_answer_stands_ready_to_be_kept(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]
) -> None:
    keys.send_text(ENTER + ENTER)

    assert asker.ask(question("use.amount", 0, before=120_000), "live") == Answer(120_000)
    assert asker.ask(question("company.started", before=False), "live") == Answer(value=False)


def test_a_sensitive_question_in_a_list_can_be_refused(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]
) -> None:
    prompt = question("owner.bkr_arrears")
    keys.send_text(DOWN * 3 + ENTER)

    assert prompt.sensitive
    assert asker.ask(prompt, "live") == "private"


def test_a_sensitive_amount_can_be_refused_and_says_how(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], shown: list[str], texts: Texts
) -> None:
    word = texts.say("interview.rather_not_key")
    keys.send_text(word.upper() + ENTER)

    assert asker.ask(question("owner.guarantee_max"), "live") == "private"
    assert any(word in line and texts.say("interview.rather_not") in line for line in shown)


def test_a_sensitive_amount_is_not_repeated_on_the_screen(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], shown: list[str]
) -> None:
    keys.send_text("25000" + ENTER)

    assert asker.ask(question("owner.guarantee_max"), "live") == Answer(25_000)
    assert not any("25" in line for line in shown)


def test_the_grounds_of_a_refusal_are_ticked(keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]) -> None:
    prompt = question("history.grounds", 0)
    keys.send_text(" " + DOWN + DOWN + " " + ENTER)

    assert asker.ask(prompt, "live") == Answer(Members(frozenset({prompt.choices[0].code, prompt.choices[2].code})))


def test_nothing_ticked_means_not_known(keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]) -> None:
    keys.send_text(ENTER)

    assert asker.ask(question("history.grounds", 0), "live") == "unknown"


def test_what_was_ticked_before_is_ticked_again(keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]) -> None:
    keys.send_text(ENTER)
    before = Members(frozenset({"solvency"}))

    assert asker.ask(question("history.grounds", 0, before=before), "live") == Answer(before)


@pytest.mark.parametrize("fact", ["client.name", "company.started", "history.grounds"])
def test_ctrl_c_stops_the_talk_at_any_kind_of_question(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], fact: str
) -> None:
    prompt = question(fact, 0 if fact.startswith("history") else None)
    keys.send_text(CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        asker.ask(prompt, "live")


def test_roughly_how_much_is_a_list_of_spans(keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]) -> None:
    bands = (Band(Interval(0, 24_999), "onder € 25.000"), Band(Interval(25_000, None), "boven € 25.000"))
    prompt = replace(question("use.amount", 0), bands=bands)
    keys.send_text(DOWN + ENTER + DOWN * len(prompt.bands) + ENTER)

    assert asker.band(prompt) == prompt.bands[1]
    assert asker.band(prompt) is None


def test_a_list_outside_the_facts_has_a_way_out(keys: PipeInput, asker: TerminalAsker) -> None:
    choices = (Choice("1", "Mix 1"), Choice("2", "Mix 2"))
    keys.send_text(DOWN + ENTER + DOWN + DOWN + ENTER)

    assert asker.pick("Welke?", choices) == "2"
    assert asker.pick("Welke?", choices) is None


def test_yes_has_to_be_chosen_and_no_is_ready(keys: PipeInput, asker: TerminalAsker) -> None:
    keys.send_text(ENTER + DOWN + ENTER)

    assert asker.yes("Nog iets?") is False
    assert asker.yes("Nog iets?") is True


def test_the_overview_goes_page_by_page_until_a_number_or_the_end(keys: PipeInput, asker: TerminalAsker) -> None:
    client = Client().with_answer(Slot("need.summary"), Answer("Oven")).with_answer(Slot("company.fte"), Answer(3))
    client = client.with_answer(Slot("client.name"), Answer("Bakker"))

    keys.send_text(ENTER + "3" + ENTER)
    assert asker.overview(client) == Slot("company.fte")
    keys.send_text(ENTER + ENTER)
    assert asker.overview(client) == "right"


@pytest.mark.parametrize(("key", "meaning"), [("l", "later"), ("x", "not_applicable")])
def test_to_look_up_and_not_applicable_are_one_key_in_a_list(
    keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt], key: str, meaning: str
) -> None:
    keys.send_text(key)

    assert asker.ask(question("company.started"), "live") == meaning


def test_a_note_is_taken_at_any_question(keys: PipeInput, asker: TerminalAsker, question: Callable[..., Prompt]) -> None:
    keys.send_text("n" + "zegt de boekhouder" + ENTER)

    assert asker.ask(question("company.started"), "live") == Note("zegt de boekhouder")


def test_one_key_is_enough_and_others_do_nothing(keys: PipeInput, asker: TerminalAsker) -> None:
    meanings = {"": "next", "v": "compare", "1": "1"}

    keys.send_text("zV")
    assert asker.key("Enter verder · v vergelijken", meanings) == "compare"
    keys.send_text("1")
    assert asker.key("Enter verder · v vergelijken", meanings) == "1"
    keys.send_text(ENTER)
    assert asker.key("Enter verder · v vergelijken", meanings) == "next"


def test_an_interrupt_at_a_key_stops_the_talk(keys: PipeInput, asker: TerminalAsker) -> None:
    keys.send_text(CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        asker.key("Enter verder", {"": "next"})
