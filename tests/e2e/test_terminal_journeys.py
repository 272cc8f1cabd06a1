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

from finadvies import examples
from finadvies.domain.client import Client, Slot
from finadvies.dossiers.store import open_dossier
from finadvies.locale import texts_in

pexpect = pytest.importorskip("pexpect")
pytestmark = [pytest.mark.terminal, pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a Unix terminal")]

TEXTS = texts_in("nl")
EXAMPLE = Path(examples.__file__).parent / "demo" / "bakkerij-de-korenaar.toml"
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


def test_a_session_that_is_killed_halfway_goes_on_with_everything_that_was_said(
    session: Callable[..., Terminal], home: Path
) -> None:
    terminal = session("smederij-vonk")
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


def test_a_session_in_plain_lines_goes_to_its_end_without_a_single_sign_that_is_not_ascii(
    session: Callable[..., Terminal], home: Path
) -> None:
    terminal = session("vonk", "--answers", str(EXAMPLE), dumb=True)
    number, text = say("plain_number").split("(")[0].strip(), say("plain_text").split("(")[0].strip()
    for _ in range(100):
        # A question, a page with its keys, answers to look over, or the end.
        if terminal.until(number, text, "\n> ", say("review_right"), TEXTS.say("session.done", dossier="vonk")) == 4:
            break
        terminal.type(ENTER)

    assert terminal.end() == 0
    assert SIGNS.sub("", terminal.seen).isascii()
    assert "\x1b" not in terminal.seen
    assert (home / "dossiers" / "vonk" / "huiswerk" / "huiswerk.pdf").is_file()


def test_plain_lines_take_numbers_words_and_the_way_back(session: Callable[..., Terminal], home: Path) -> None:
    terminal = session("vonk", "--plain", dumb=True)
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
    terminal.until(number)
    terminal.process.sendeof()

    assert terminal.end() == 130
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


def test_what_somebody_would_rather_not_say_is_kept_as_that(environment: dict[str, Any], home: Path, tmp_path: Path) -> None:
    from screen import Screen
    from sitting import Sitting

    # All is told but what a client may want to keep to himself, so that it is asked soon.
    told = tmp_path / "bakker.toml"
    told.write_text(EXAMPLE.read_text(encoding="utf-8").replace("bkr_arrears = false\n", ""), encoding="utf-8")
    screen = Screen("session", "vonk", "--answers", str(told), "--today", "2026-11-24", environment=environment)
    sitting = Sitting(screen, {"owner.bkr_arrears": "private"})
    sitting.hold(lambda standing: "owner.bkr_arrears" in sitting.asked and standing.what != "ask:owner.bkr_arrears")
    screen.press(CTRL_C)

    assert screen.end() == 130
    answer = kept(home, "vonk").answer(Slot("owner.bkr_arrears"))
    assert answer is not None
    assert answer.why_unknown == "private"
    assert ask("owner.bkr_arrears") not in screen.whole  # a private question leaves no trace on the screen


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no signal to a program in a terminal")
def test_a_list_ends_on_an_interrupt_that_comes_as_a_signal(session: Callable[..., Terminal], home: Path) -> None:
    terminal = session("vonk")
    terminal.answer(ask("client.name"), "Smederij Vonk" + ENTER)
    terminal.answer(ask("need.summary"), "Een draaibank" + ENTER)
    terminal.until(ask("use.purpose"))
    terminal.process.kill(signal.SIGINT)

    assert terminal.end() == 130
    assert kept(home, "vonk").value("need.summary") == "Een draaibank"
