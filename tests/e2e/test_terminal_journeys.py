"""Whole sessions in a real terminal, as an adviser holds them; what counts is the dossier that is left."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from finadvies.domain.client import Client
from finadvies.domain.facts import GIVEN, Fact
from finadvies.domain.values import UNKNOWN
from finadvies.dossiers.store import open_dossier
from finadvies.interview.script import BANKS, LENDERS, SENSITIVE_FROM
from finadvies.locale import texts_in

pexpect = pytest.importorskip("pexpect")
pytestmark = [pytest.mark.terminal, pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a Unix terminal")]

TEXTS = texts_in("nl")
ENTER, DOWN, CTRL_C = "\r", "\x1b[B", "\x03"
SIGNS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")
PATIENCE = 30


def say(key: str, **values: object) -> str:
    return TEXTS.say(f"interview.{key}", **values)


def ask(fact: str) -> str:
    return str(TEXTS.questions[fact]["ask"])


class Terminal:
    """A session in a terminal of 100 columns."""

    def __init__(self, environment: dict[str, Any], *words: str, dumb: bool = False) -> None:
        env = {**environment, "COLUMNS": "100", "LINES": "40", "TERM": "dumb" if dumb else "xterm-256color"}
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "finadvies", "session", *words, "--today", "2026-11-24"],
            dimensions=(40, 100),
            encoding="utf-8",
            timeout=PATIENCE,
            env=env,
        )
        self.process.delaybeforesend = None
        self.seen = ""

    def until(self, *texts: str) -> int:
        """Wait for one of these texts; which it was. Blanks may have become line ends on the way."""
        patterns = [re.compile(r"[\s]*".join(re.escape(word) for word in text.split())) for text in texts]
        found = self.process.expect([*patterns, pexpect.EOF, pexpect.TIMEOUT])
        self.seen += self.process.before + (self.process.after if isinstance(self.process.after, str) else "")
        assert found < len(texts), f"none of {texts} in\n{SIGNS.sub('', self.seen)[-3000:]}"
        return int(found)

    def answer(self, question: str, keys: str) -> None:
        self.until(question)
        self.type(keys)

    def type(self, keys: str) -> None:
        self.process.send(keys)

    def end(self) -> int:
        """Read to the end; the exit code."""
        self.process.expect(pexpect.EOF)
        self.seen += self.process.before
        self.process.close()
        return int(self.process.exitstatus if self.process.exitstatus is not None else -(self.process.signalstatus or 0))


@pytest.fixture
def session(environment: dict[str, Any]) -> Iterator[Callable[..., Terminal]]:
    """Start a session; whatever is still running at the end is stopped."""
    started: list[Terminal] = []

    def start(*words: str, dumb: bool = False) -> Terminal:
        started.append(Terminal(environment, *words, dumb=dumb))
        return started[-1]

    yield start
    for terminal in started:
        terminal.process.close(force=True)


def kept(home: Path, dossier: str) -> Client:
    with open_dossier(home / "dossiers" / dossier, write=False) as found:
        return found.client


def open_the_talk(terminal: Terminal) -> None:
    """From the first question to the last of the story."""
    terminal.answer(ask("need.summary"), "Een draaibank" + ENTER)
    terminal.answer(ask("use.purpose"), ENTER)
    terminal.answer(ask("use.amount"), "40k" + ENTER)
    terminal.answer(ask("use.description"), "draaibank" + ENTER)
    terminal.answer(say("another_use"), ENTER)


KEYS, ROUGHLY, SECTION, PROVINCE = say("keys"), say("roughly"), say("which_section"), ask("company.province")
NEARBY = (say("perhaps"), ask("figures.revenue"), ask("figures.net_profit"))
"""Smaller questions that stand in for the legal form and for the figures of a year."""
MORE = tuple(text for kind in ("details", "papers") for text in (say(kind, n=2).split("2")[-1].strip(), say(f"{kind}_one")))
WHICH_MIX, EXPORT = TEXTS.say("session.which_mix"), TEXTS.say("session.export", folder="|").split("|")[0].strip()
QUESTIONS = sorted((fact for fact in GIVEN if fact.chapter), key=lambda fact: -len(ask(fact.key)))


def the_question(terminal: Terminal) -> Fact:
    """Which fact the question on the screen is about."""
    return QUESTIONS[terminal.until(*(ask(fact.key) for fact in QUESTIONS))]


def not_known(fact: Fact) -> str:
    """The keys for "I do not know": in a list one key, in a text field with Enter."""
    in_a_list = fact.type in ("bool", "list") or fact.choices or fact.key in (*BANKS, *LENDERS)
    return "w" if in_a_list else "w" + ENTER


def know_nothing(terminal: Terminal, stop: Callable[[Fact], bool] = lambda _: False) -> Fact | None:
    """Say "I do not know" to every question, and take the first line of every smaller one.

    Returns:
        The fact to stop at, with its question on the screen; None when the outcome is there and the export is offered.
    """
    before = 0
    seen = (KEYS, ROUGHLY, SECTION, PROVINCE, *NEARBY, *MORE, WHICH_MIX, EXPORT)
    for _ in range(300):
        found = terminal.until(*seen)
        if found == 0:
            fact = the_question(terminal)
            if stop(fact):
                return fact
            terminal.type(not_known(fact))
        elif seen[found] == EXPORT:
            return None
        elif found != before:  # an answered list is drawn once more
            terminal.type(ENTER)
        before = found
    raise AssertionError("the conversation does not end")


def test_a_whole_session_from_the_first_question_to_the_checklist(session: Callable[..., Terminal], home: Path) -> None:
    terminal = session()
    terminal.answer(ask("client.name"), "Smederij Vonk" + ENTER)
    open_the_talk(terminal)
    terminal.answer(ask("need.urgency"), ENTER)
    terminal.answer(ask("company.started"), ENTER)

    assert know_nothing(terminal) is None
    terminal.type(ENTER)

    assert terminal.end() == 0
    client = kept(home, "smederij-vonk")
    assert (client.value("client.name"), client.value("use.purpose", 0), client.value("use.amount", 0)) == (
        "Smederij Vonk",
        "machinery",
        40_000,
    )
    assert client.value("company.started") is True
    papers = home / "dossiers" / "smederij-vonk" / "huiswerk"
    assert {"huiswerk.md", "huiswerk.html", "huiswerk.pdf"} <= {path.name for path in papers.iterdir()}
    with open_dossier(home / "dossiers" / "smederij-vonk", write=False) as dossier:
        assert dossier.chosen  # the mix that was picked, for every later list
    unknown = [answer for _, answer in client.slots() if answer.value is UNKNOWN]
    assert unknown
    assert {answer.why_unknown for answer in unknown} == {"unknown"}


def test_a_session_that_is_killed_halfway_goes_on_with_everything_that_was_said(
    session: Callable[..., Terminal], home: Path
) -> None:
    terminal = session()
    terminal.answer(ask("client.name"), "Smederij Vonk" + ENTER)
    open_the_talk(terminal)
    terminal.until(ask("need.urgency"))
    os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    before = list(kept(home, "smederij-vonk").slots())

    again = session("smederij-vonk")
    again.answer(say("another_use"), ENTER)
    again.answer(ask("need.urgency"), ENTER)
    again.answer(ask("company.started"), CTRL_C)

    assert again.end() == 130
    after = dict(kept(home, "smederij-vonk").slots())
    assert [str(slot) for slot, _ in before] == [
        "client.name", "need.summary", "need.uses[0].purpose", "need.uses[0].amount", "need.uses[0].description",
    ]  # fmt: skip
    assert all(after[slot] == answer for slot, answer in before)
    assert len(after) == len(before) + 1


def test_ctrl_c_keeps_everything_and_says_how_to_go_on(session: Callable[..., Terminal], home: Path) -> None:
    terminal = session("vonk")
    terminal.answer(ask("client.name"), "Smederij Vonk" + ENTER)
    terminal.answer(ask("need.summary"), CTRL_C)

    assert terminal.end() == 130
    assert TEXTS.say("session.go_on", dossier="vonk") in SIGNS.sub("", terminal.seen)
    assert "Traceback" not in terminal.seen
    assert kept(home, "vonk").value("client.name") == "Smederij Vonk"


@pytest.mark.parametrize("way", ["--plain", "dumb"])
def test_a_session_in_plain_lines(session: Callable[..., Terminal], home: Path, way: str) -> None:
    terminal = session("vonk", *(["--plain"] if way == "--plain" else []), dumb=True)
    terminal.answer(ask("client.name"), "Smederij Vonk" + ENTER)
    number, text = say("plain_number").split("(")[0].strip(), say("plain_text").split("(")[0].strip()
    terminal.answer(text, "Een draaibank" + ENTER)  # the plan
    terminal.answer(number, "1" + ENTER)  # the purpose
    terminal.answer(text, "40k" + ENTER)
    terminal.answer(text, "draaibank" + ENTER)
    terminal.answer(number, "1" + ENTER)  # nothing else to pay
    terminal.answer(number, "<" + ENTER)  # back from urgency to the description
    terminal.answer(text, ENTER)
    terminal.answer(number, ENTER)
    for _ in range(200):
        if terminal.until(number, text, TEXTS.say("session.done", dossier="vonk")) == 2:
            break
        terminal.type(ENTER)

    assert terminal.end() == 0
    assert SIGNS.sub("", terminal.seen).isascii()
    assert "\x1b" not in terminal.seen
    client = kept(home, "vonk")
    assert (client.value("use.amount", 0), client.value("use.description", 0)) == (40_000, "draaibank")


def test_the_end_of_the_input_stops_a_plain_session_and_keeps_it(session: Callable[..., Terminal], home: Path) -> None:
    terminal = session("vonk", "--plain", dumb=True)
    terminal.answer(ask("client.name"), "Smederij Vonk" + ENTER)
    # Not the prompt of the name, which still stands on the screen, but the one after the next question.
    terminal.until(ask("need.summary"))
    terminal.until(say("plain_text").split("(")[0].strip())
    terminal.process.sendeof()

    assert terminal.end() == 130
    assert "Traceback" not in terminal.seen
    assert kept(home, "vonk").value("client.name") == "Smederij Vonk"


def test_what_somebody_would_rather_not_say_is_kept_as_that(session: Callable[..., Terminal], home: Path) -> None:
    terminal = session(
        "vonk",
        "--set",
        "need.uses[0].purpose=machinery",
        "--set",
        "need.uses[0].amount=40k",
        "--set",
        "need.uses[0].description=draaibank",
    )
    terminal.answer(ask("client.name"), "Smederij Vonk" + ENTER)
    terminal.answer(ask("need.summary"), ENTER)
    terminal.answer(say("another_use"), ENTER)
    terminal.answer(ask("need.urgency"), ENTER)
    fact = know_nothing(terminal, lambda fact: fact.sensitivity >= SENSITIVE_FROM and fact.type == "bool")
    assert fact is not None
    # Up from the first line is the last: "I would rather not say".
    terminal.type("\x1b[A" + ENTER)
    # As a person would: not before the next question stands there.
    terminal.until(KEYS)
    terminal.until("›")
    terminal.type(CTRL_C)

    assert terminal.end() == 130
    answers = [answer for slot, answer in kept(home, "vonk").slots() if slot.key == fact.key]
    assert [answer.why_unknown for answer in answers] == ["private"]


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no signal to a program in a terminal")
def test_a_list_ends_on_an_interrupt_that_comes_as_a_signal(session: Callable[..., Terminal], home: Path) -> None:
    terminal = session("vonk")
    terminal.answer(ask("client.name"), "Smederij Vonk" + ENTER)
    terminal.answer(ask("need.summary"), "Een draaibank" + ENTER)
    terminal.until(ask("use.purpose"))
    terminal.process.kill(signal.SIGINT)

    assert terminal.end() == 130
    assert kept(home, "vonk").value("need.summary") == "Een draaibank"
