"""`session`: open or make a dossier, hold the conversation, show the outcome, offer the export."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from finadvies import __version__
from finadvies.advice import Advice, advise
from finadvies.cli import session_answers, session_end, session_start
from finadvies.cli.asking import asker_for
from finadvies.cli.console import has_terminal
from finadvies.cli.dossier_commands import remind
from finadvies.cli.room import Room
from finadvies.cli.run import Run
from finadvies.cli.stamping import stamped
from finadvies.domain.client import Client, Slot
from finadvies.domain.client_file import newest_first
from finadvies.domain.phase import phase_of
from finadvies.domain.typed_answer import with_set
from finadvies.domain.values import UNKNOWN, Answer
from finadvies.dossiers.last_year import start_from
from finadvies.dossiers.names import named, resolve
from finadvies.dossiers.record import Dossier
from finadvies.dossiers.store import delete, open_dossier, save, with_papers
from finadvies.errors import INTERRUPTED, AnswersMissing, BadData, UsageError
from finadvies.exports.layout import blank, paragraph
from finadvies.exports.screens.questions import Voice
from finadvies.importers.client_source import read_source
from finadvies.interview.asker import Asker
from finadvies.interview.session import Session, State
from finadvies.problems import errors

ASKED_BEFORE = Slot("need.asked_before")
NEEDED = (Slot("use.purpose", 0), Slot("use.amount", 0))


def hold(
    run: Run, name: str | None, answers: Path | None, sets: tuple[str, ...], *, no_input: bool, earlier: str | None = None
) -> int:
    """The whole session; returns the exit code."""
    told = _told(answers)
    given = _given(run, told, sets, _from(run, earlier, name))
    remind(run)
    # Machine form goes to stdout alone, so there is no room for questions.
    asking = not no_input and not run.json and has_terminal()
    asker = asker_for(run) if asking else None
    if asker is not None:
        session_start.opening(run)
        if name is None and answers is None and earlier is None:
            begin = session_start.how_to_begin(run, asker)
            name = begin.dossier
            given = given.with_answer(ASKED_BEFORE, Answer(value=True)) if begin.refused else given
    folder = session_start.existing(name)
    resumed = folder is not None
    if folder is None:
        if asker is None:
            _demand(given)
        folder = session_start.new(run, name, given, asker)
    afterwards: session_end.Afterwards | None = None
    with open_dossier(folder, write=True) as dossier:
        client = _given(run, told, sets, dossier.client)
        keeper = _Keeper(dossier, run)
        keeper.save(State(client, dossier.asked))
        if resumed:
            answered = len(list(dossier.client.slots()))
            phase = phase_of(client, dossier.chosen)
            told_back = run.texts.say(
                "session.resumed",
                dossier=session_start.name_of(dossier),
                n=answered,
                phase=run.texts.term("client_phases", phase),
                next=run.texts.say(f"session.next_{phase}", dossier=named(folder)),
            )
            if asker is None:
                run.console.remark(told_back)
            else:
                run.console.show([blank(), *paragraph(told_back, run.console.width)])
        if asker is None:
            _demand(client)
            advice = _advise(run, client)
            keeper.stamp(advice)
            session_end.printed(run, advice, keeper.dossier)
        else:
            afterwards = _at_the_table(run, asker, keeper)
    if afterwards is not None:
        afterwards.write(run)
    if keeper.state.client.value("client.consent") is False:
        delete(folder, papers=False)
        run.console.remark(run.texts.say("session.not_kept" if not folder.exists() else "session.papers_kept", folder=folder))
    return 0


def _at_the_table(run: Run, asker: Asker, keeper: _Keeper) -> session_end.Afterwards | None:
    """The questions, the outcome, and how we part; whenever it is stopped, all answers are kept."""
    session = Session(asker, Voice(run.texts), lambda client: _advise(run, client), keeper.save, run.texts)
    room: Room | None = None
    try:
        told = session_answers.answered(run, asker, keeper.dossier)
        if told is not None:
            keeper.save(State(told, keeper.state.asked))
        session.hold(keeper.state)
        table = _Table(run, session, keeper)
        room = Room(run, asker, keeper.dossier, table.now(), table, adviser=run.for_adviser("client"))
        room.hold()
        return session_end.parting(run, asker, room)
    except (KeyboardInterrupt, EOFError):
        answered = len(list(keeper.state.client.slots()))
        folder = named(keeper.dossier.folder)
        run.console.error([run.texts.say("session.stopped", n=answered), run.texts.say("session.go_on", dossier=folder)])
        raise typer.Exit(INTERRUPTED) from None
    finally:
        if room is not None:  # whatever way the talk ended, this is the advice that was given
            keeper.stamp(room.advice)


@dataclass(frozen=True, slots=True)
class _Table:
    """What the room can do with the dossier: see `room.Table`."""

    run: Run
    session: Session
    keeper: _Keeper

    def now(self) -> Advice:
        return _advise(self.run, self.keeper.state.client)

    def revise(self) -> Advice:
        self.session.revise(self.keeper.state)
        return self.now()

    def ask(self, slot: Slot) -> Advice:
        self.session.put(slot, self.keeper.state, self.now())
        return self.now()

    def tell(self, slot: Slot, answer: Answer) -> Advice:
        state = self.keeper.state
        self.keeper.save(replace(state, client=state.client.with_answer(slot, answer)))
        return self.now()

    def wrote(self, papers: Sequence[Path]) -> None:
        self.keeper.wrote(papers)

    def go_for(self, products: tuple[str, ...]) -> None:
        self.keeper.go_for(products)


class _Keeper:
    """Saves the dossier after every answer."""

    def __init__(self, dossier: Dossier, run: Run) -> None:
        self.dossier = dossier
        self.run = run
        self.state = State(dossier.client, dossier.asked)

    def save(self, state: State) -> None:
        """Write the answers so far; a power cut loses at most the answer being typed."""
        self.state = state
        self.dossier = replace(self.dossier, client=state.client, asked=state.asked, program=__version__)
        save(self.dossier)

    def go_for(self, products: tuple[str, ...]) -> None:
        """Keep the choice that was made, so that later lists begin with it."""
        self.dossier = replace(self.dossier, chosen=products)
        save(self.dossier)

    def stamp(self, advice: Advice) -> None:
        """Keep the advice with all it rests on."""
        self.dossier = stamped(self.run, self.dossier, advice)

    def wrote(self, papers: Sequence[Path]) -> None:
        """Keep which papers are ours, so that they go when the dossier goes."""
        self.dossier = replace(self.dossier, written=with_papers(self.dossier.written, self.dossier.folder, papers))
        save(self.dossier)


# -- the answers that come along ----------------------------------------------------------------------------------------------


def _told(answers: Path | None) -> Client:
    """The answers of a file, read once: standard input cannot be read again."""
    if answers is None:
        return Client()
    read, problems = read_source(answers, sys.stdin.buffer)
    if errors(problems):
        raise BadData(problems)
    return read


def _from(run: Run, earlier: str | None, name: str | None) -> Client:
    """What still holds of an earlier dossier, to begin a new one with.

    Raises:
        UsageError: when the new dossier is there already.
    """
    if earlier is None:
        return Client()
    if (there := session_start.existing(name)) is not None:
        raise UsageError("dossier_exists", dossier=there.name)
    with open_dossier(resolve(earlier), write=False) as old:
        client = start_from(old, run.today)
        n, day = len(list(client.slots())), run.texts.day(old.created)
        run.console.remark(run.texts.say("session.from", dossier=old.id, day=day, n=n))
    return client


def _given(run: Run, told: Client, sets: tuple[str, ...], client: Client) -> Client:
    """The client with the answers of a file and of `--set` on top."""
    for slot, answer in told.slots():
        client = client.with_answer(slot, answer)
    for item in sets:
        client = with_set(client, item, run.texts, run.today)
    return newest_first(client) if sets else client


def _demand(client: Client) -> None:
    """Without somebody to ask, what a shortlist cannot do without must be there.

    Raises:
        AnswersMissing: with the keys.
    """
    missing = [str(slot) for slot in NEEDED if client.value(slot.key, slot.index) is UNKNOWN and client.answer(slot) is None]
    if missing:
        raise AnswersMissing(missing)


def _advise(run: Run, client: Client) -> Advice:
    return advise(client, run.catalogue, run.lists, run.today)
