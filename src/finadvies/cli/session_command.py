"""`session`: open or make a dossier, hold the conversation, show the outcome, offer the export."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import typer

from finadvies import __version__
from finadvies.advice import Advice, advise
from finadvies.advice.phase import phase_of
from finadvies.cli import session_answers, session_end, session_start
from finadvies.cli.asking import asker_for
from finadvies.cli.console import has_terminal
from finadvies.cli.room import Room
from finadvies.cli.run import Run
from finadvies.domain.client import Client, Slot
from finadvies.domain.client_file import newest_first
from finadvies.domain.typed_answer import with_set
from finadvies.domain.values import UNKNOWN, Answer
from finadvies.dossiers.record import CatalogueStamp, Dossier
from finadvies.dossiers.store import delete, open_dossier, save
from finadvies.errors import INTERRUPTED, AnswersMissing, BadData
from finadvies.exports.layout import blank, paragraph
from finadvies.exports.screens.questions import Voice
from finadvies.importers.client_source import read_source
from finadvies.interview.asker import Asker
from finadvies.interview.session import Session, State
from finadvies.problems import errors

ASKED_BEFORE = Slot("need.asked_before")
NEEDED = (Slot("use.purpose", 0), Slot("use.amount", 0))


def hold(run: Run, name: str | None, answers: Path | None, sets: tuple[str, ...], *, no_input: bool) -> int:
    """The whole session; returns the exit code."""
    told = _told(answers)
    given = _given(run, told, sets, Client())
    # Machine form goes to stdout alone, so there is no room for questions.
    asking = not no_input and not run.json and has_terminal()
    asker = asker_for(run) if asking else None
    if asker is not None:
        session_start.opening(run)
        if name is None and answers is None:
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
            phase = run.texts.term("client_phases", phase_of(client, dossier.chosen, run.catalogue))
            told_back = run.texts.say("session.resumed", dossier=session_start.name_of(dossier), n=answered, phase=phase)
            if asker is None:
                run.console.remark(told_back)
            else:
                run.console.show([blank(), *paragraph(told_back, run.console.width)])
        if asker is None:
            _demand(client)
            keeper.stamp()
            session_end.printed(run, _advise(run, client), keeper.dossier)
        else:
            afterwards = _at_the_table(run, asker, keeper)
    if afterwards is not None:
        afterwards.write(run)
    if keeper.state.client.value("client.consent") is False:
        delete(folder)
        run.console.remark(run.texts.say("session.not_kept" if not folder.exists() else "session.papers_kept", folder=folder))
    return 0


def _at_the_table(run: Run, asker: Asker, keeper: _Keeper) -> session_end.Afterwards | None:
    """The questions, the outcome, and how we part; whenever it is stopped, all answers are kept."""
    session = Session(asker, Voice(run.texts), lambda client: _advise(run, client), keeper.save, run.texts)

    def advised() -> Advice:
        keeper.stamp()
        return _advise(run, keeper.state.client)

    def revise() -> Advice:
        session.revise(keeper.state)
        return advised()

    def ask(slot: Slot) -> Advice:
        session.put(slot, keeper.state, _advise(run, keeper.state.client))
        return advised()

    def tell(slot: Slot, answer: Answer) -> Advice:
        keeper.save(replace(keeper.state, client=keeper.state.client.with_answer(slot, answer)))
        return advised()

    try:
        told = session_answers.answered(run, asker, keeper.dossier)
        if told is not None:
            keeper.save(State(told, keeper.state.asked))
        session.hold(keeper.state)
        room = Room(run, asker, keeper.dossier, advised(), revise, ask, tell, adviser=run.for_adviser("client"))
        room.hold()
        if room.picked is not None:
            keeper.go_for(room.picked.products)
        return session_end.parting(run, asker, room, keeper.dossier.folder)
    except (KeyboardInterrupt, EOFError):
        answered = len(list(keeper.state.client.slots()))
        run.console.error(
            [
                run.texts.say("session.stopped", n=answered),
                run.texts.say("session.go_on", dossier=session_start.shown(keeper.dossier.folder)),
            ]
        )
        raise typer.Exit(INTERRUPTED) from None


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
        if products:
            self.dossier = replace(self.dossier, chosen=products)
            save(self.dossier)

    def stamp(self) -> None:
        """Note which catalogue the advice rests on."""
        catalogue = self.run.catalogue
        mark = CatalogueStamp(catalogue.version, catalogue.sha256, self.run.today)
        self.dossier = replace(self.dossier, catalogue=mark, language=self.run.language)
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
