"""Sessions in plain lines that are killed at drawn moments, over and over; what is left of each is held against what was asked.

Runs as a program of its own: `killed_sessions.py HOME SEED KILLS [careless]`. It takes everything in once and forks each session
from there, so that a hundred of them take seconds. A question that is on the screen means that the answer before it is saved.
With `careless` files are written in place, and a session is killed in the middle of that: then this must find damage.
"""

from __future__ import annotations

import gc
import json
import os
import pty
import random
import re
import select
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from finadvies.catalogue import load
from finadvies.cli import session_command
from finadvies.cli.app import app
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import Answer
from finadvies.dossiers import safe_files
from finadvies.dossiers.store import ANSWERS, open_dossier
from finadvies.errors import FinadviesError
from finadvies.exports.layout import plain
from finadvies.interview import plain as plain_lines
from finadvies.locale import texts_in

TEXTS = texts_in("nl")
TODAY = "2026-11-24"
READY = (session_command, plain_lines)
"""Imported before the first fork."""
PATIENCE = 20.0
SOMETHING = 200
"""Bytes of answers."""
MOST_ANSWERS = 3
"""Of one session, before it is killed."""


def say(key: str) -> str:
    return plain(TEXTS.say(f"interview.{key}")).strip()


PAGES = ("\n>", f"{say('review_right')}:", f"{say('review_still_right')}:")
"""What waits for a key, and the foot of answers that are looked over: Enter goes on."""
OUTCOME = plain(TEXTS.say("room.end"))
"""A key under every screen of the outcome."""
PROMPTS = (*(say(key) for key in ("plain_number", "plain_text")), *PAGES)
ASKS = {plain(told["ask"]): key for key, told in TEXTS.questions.items() if "ask" in told}
LIVE = plain(TEXTS.say("questions.live", n=0, open=0, all=0)).split()[-1]
"""The last word of the line above each question."""
MORE = tuple(say(key).split("{n}")[-1].strip() for key in ("details", "papers"))


@dataclass
class Talk:
    """A session in a terminal of its own, and what was said in it.

    Attributes:
        asked: the facts whose question was answered and followed by another, so that their answer must be kept.
        waiting: the fact being answered; this one may be lost.
        over: whether the session came to its end.
    """

    process: int
    screen: int
    asked: list[tuple[str, str]] = field(default_factory=list)
    waiting: tuple[str, str] | None = None
    over: bool = False
    _seen: str = ""

    def until_a_prompt(self) -> str | None:
        """What came on the screen up to the next prompt; None at the end."""
        begun = time.monotonic()
        while not self._seen.rstrip(" ").endswith(PROMPTS):
            if time.monotonic() - begun > PATIENCE:
                raise TimeoutError(self._seen[-2000:])
            if not select.select([self.screen], [], [], 0.1)[0]:
                continue
            try:
                read = os.read(self.screen, 1 << 16)
            except OSError:  # the other side of a terminal is gone
                read = b""
            if not read:
                self.over = True
                return None
            self._seen += read.decode(errors="replace").replace("\r", "")
        told, self._seen = self._seen, ""
        return told

    def answer(self, told: str, number: int) -> None:
        """Answer what is asked, and take the answer before it as kept."""
        key = next((ASKS[line.strip()] for line in reversed(told.split("\n")) if line.strip() in ASKS), None)
        says = _answer(key, told, number)
        # A smaller question belongs to the one before it, which is only answered with it.
        if told.rstrip(" ").endswith(PAGES):
            self.asked += [self.waiting] if self.waiting is not None else []
            self.waiting = None
        elif key is not None and _a_question_of_its_own(told, key):
            self.asked += [self.waiting] if self.waiting is not None else []
            self.waiting = (key, says)
        os.write(self.screen, f"{says}\n".encode())

    def kill(self) -> None:
        """End it at once, wherever it is."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.screen)


def _a_question_of_its_own(told: str, key: str) -> bool:
    """Whether a question stands under its chapter, and is not the smaller one of another."""
    lines = [line.strip() for line in told.split("\n")]
    at = max(position for position, line in enumerate(lines) if ASKS.get(line) == key)
    return any(LIVE in line for line in lines[max(0, at - 2) : at])


def _answer(key: str | None, told: str, number: int) -> str:
    if told.rstrip(" ").endswith(PAGES):
        return ""
    if key is None:
        # A smaller question, another use, or whether to go on: the first line, or what goes on; a refused answer is not known.
        lines = [line for line in told.split("\n") if re.match(r" +\d+  ", line)]
        return ("2" if any(more in told for more in MORE) else "1") if lines else "w"
    if told.rstrip(" ").endswith(PROMPTS[0]):
        return "1"
    fact = FACTS[key]
    if key == "use.amount":
        return "w"  # without an amount no mix is sought after every answer, so that many sessions fit in the time
    if fact.type == "text" and key in ("client.name", "need.summary", "use.description"):
        return f"antwoord {number}"
    return {"number": "7", "date": "1-3-2027"}.get(fact.type, "w")


def begin(home: Path, name: str) -> Talk:
    """A session on a dossier of this name, new or gone on with."""
    process, screen = pty.fork()
    if process:
        return Talk(process, screen)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115 - the terminal of this child
    os.environ.update(FINADVIES_HOME=str(home), TERM="dumb", COLUMNS="100")
    try:
        app(["session", name, "--plain", "--today", TODAY])
    finally:
        os._exit(0)


@dataclass
class Report:
    """What came of it all.

    Attributes:
        kills: sessions that were killed.
        answers: that had to be kept, of all sessions.
        sessions: dossiers, each begun when the talk of the one before was over.
        left_behind: files and folders that were being written at the moment of a kill.
        damage: what was lost or could not be read.
    """

    kills: int = 0
    answers: int = 0
    sessions: int = 1
    left_behind: int = 0
    damage: list[str] = field(default_factory=list)


def run(home: Path, seed: int, kills: int) -> Report:
    """Hold sessions until so many are killed."""
    drawn = random.Random(seed)
    report, known, number = Report(), Client(), 0
    while report.kills < kills:
        name = f"vonk-{report.sessions}"
        talk = begin(home, name)
        answers = drawn.randint(0, MOST_ANSWERS)
        for _ in range(answers):
            told = talk.until_a_prompt()
            if told is None or OUTCOME in told:
                talk.over = True  # nothing is answered any more: the next one is another dossier
                break
            number += 1
            talk.answer(told, number)
        # Most just after an answer, where it is being saved; the others while the next question is sought or stands there.
        time.sleep(drawn.uniform(0, 0.01 if drawn.random() < 0.7 else 0.12))
        talk.kill()
        report.answers += len(talk.asked)
        report.kills += 1
        folder = home / "dossiers" / name
        known = _look(folder, talk, known, report)
        if talk.over:
            report.sessions, known = report.sessions + 1, Client()
    report.left_behind = len(list(home.rglob(".*.tmp"))) + len(list(home.rglob(".new-*")))
    return report


def _look(folder: Path, talk: Talk, before: Client, report: Report) -> Client:
    """What the dossier holds now; every difference from what it must hold goes in the report."""
    where = f"kill {report.kills}"
    if not folder.exists():
        report.damage += [f"{where}: nothing is left of {talk.asked}"] if talk.asked or before != Client() else []
        return Client()
    try:
        with open_dossier(folder, write=True) as dossier:
            client = dossier.client
    except FinadviesError as error:
        report.damage.append(f"{where}: {' | '.join(error.lines(TEXTS))}")
        return Client()
    now: Mapping[Slot, Answer] = dict(client.slots())
    for key, says in talk.asked:
        values = [answer.value for slot, answer in now.items() if slot.key == key]
        if not values or (says.startswith("antwoord") and says not in values):
            report.damage.append(f"{where}: {key} = {says} is lost")
    in_flight = {key for key, _ in talk.asked} | ({talk.waiting[0]} if talk.waiting is not None else set())
    for slot, answer in before.slots():
        if slot.key not in in_flight and now.get(slot) != answer:
            report.damage.append(f"{where}: {slot} was {answer}, is {now.get(slot)}")
    return client


def _in_place(path: Path, content: str | bytes) -> None:
    """Write as a program that knows no better, and be killed halfway once there is something to lose."""
    raw = content.encode() if isinstance(content, str) else content
    with path.open("wb") as file:
        file.write(raw[: len(raw) // 2])
        file.flush()
        if path.name == ANSWERS and len(raw) > SOMETHING:
            os.kill(os.getpid(), signal.SIGKILL)
        file.write(raw[len(raw) // 2 :])


def main(home: str, seed: str, kills: str, *careless: str) -> None:
    """Warm up, run, and print the report as JSON."""
    load.load = lru_cache(load.load)
    if careless:
        safe_files.write = _in_place
    from finadvies.advice import advise
    from finadvies.cli.run import Run
    from finadvies.exports import machine

    run_ = Run()
    machine.shortlist(advise(Client(), run_.catalogue, run_.lists, run_.today), run_.texts)
    # What is in memory now stays: no session has to look through it again.
    gc.freeze()
    gc.disable()
    print(json.dumps(vars(run(Path(home), int(seed), int(kills)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
