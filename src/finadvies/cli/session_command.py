"""`session`: open or make a dossier, hold the conversation, show the outcome, offer the export."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import typer

from finadvies import __version__
from finadvies.advice import Advice, advise
from finadvies.cli.console import has_terminal
from finadvies.cli.dossier_commands import remind
from finadvies.cli.run import Run
from finadvies.cli.stamping import stamped
from finadvies.domain.client import Client, Slot
from finadvies.domain.client_file import newest_first
from finadvies.domain.typed_answer import with_set
from finadvies.domain.values import UNKNOWN
from finadvies.dossiers.last_year import start_from
from finadvies.dossiers.names import default_root, is_dossier, named, resolve
from finadvies.dossiers.record import Dossier, statuses_of
from finadvies.dossiers.store import create, delete, list_dossiers, open_dossier, save, with_papers
from finadvies.errors import INTERRUPTED, AnswersMissing, BadData, UsageError
from finadvies.exports import machine
from finadvies.exports.files import write_homework
from finadvies.exports.formats import USUAL, Job
from finadvies.exports.homework_view import view
from finadvies.exports.layout import heading, paragraph, row
from finadvies.exports.screens import desks, figures, mixes, options, review
from finadvies.exports.screens import homework as homework_screen
from finadvies.exports.screens.questions import Voice
from finadvies.importers.client_source import read_source
from finadvies.interview.script import Choice, Prompt, prompt
from finadvies.interview.session import Asker, Session, State
from finadvies.problems import errors

NEEDED = (Slot("use.purpose", 0), Slot("use.amount", 0))
SHOWN_MIXES = 3
CURSOR = 4
"""Columns that a list keeps for its arrow."""


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
        _opening(run)
        if name is None and earlier is None:
            name = _choose_dossier(run, asker)
    folder = _existing(name)
    resumed = folder is not None
    if folder is None:
        if asker is None:
            _demand(given)
        folder = _new(run, name, given, asker)
    with ExitStack() as stack:
        dossier = stack.enter_context(open_dossier(folder, write=True))
        client = _given(run, told, sets, dossier.client)
        keeper = _Keeper(dossier, run)
        keeper.save(State(client, dossier.asked))
        if resumed:
            run.console.remark(run.texts.say("session.resumed", dossier=_name_of(dossier), n=len(list(dossier.client.slots()))))
        if asker is None:
            _demand(client)
            state = State(client, dossier.asked)
        else:
            try:
                state = Session(asker, Voice(run.texts), lambda c: _advise(run, c), keeper.save, run.texts).hold(
                    State(client, dossier.asked)
                )
            except (KeyboardInterrupt, EOFError):
                run.console.error(
                    [
                        run.texts.say("session.stopped", n=len(list(keeper.state.client.slots()))),
                        run.texts.say("session.go_on", dossier=named(folder)),
                    ]
                )
                raise typer.Exit(INTERRUPTED) from None
        advice = _advise(run, state.client)
        keeper.stamp(advice)
        if run.json:
            run.console.data(machine.dumps(machine.shortlist(advice, run.texts)))
            run.console.remark(run.texts.say("session.done", dossier=named(folder)))
        else:
            keeper.go_for(_outcome(run, advice, asker, keeper))
    if state.client.value("client.consent") is False:
        delete(folder, papers=False)
        run.console.remark(run.texts.say("session.not_kept" if not folder.exists() else "session.papers_kept", folder=folder))
    return 0


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

    def stamp(self, advice: Advice) -> None:
        """Keep the advice with all it rests on."""
        self.dossier = stamped(self.run, self.dossier, advice)

    def wrote(self, papers: Sequence[Path]) -> None:
        """Keep which papers are ours, so that they go when the dossier goes."""
        self.dossier = replace(self.dossier, written=with_papers(self.dossier.written, self.dossier.folder, papers))
        save(self.dossier)


# -- before the talk ---------------------------------------------------------------------------------------------------------


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
    if (there := _existing(name)) is not None:
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


def _existing(name: str | None) -> Path | None:
    """The folder of a dossier that is there already."""
    if name is None:
        return None
    for folder in (default_root() / name, Path(name)):
        if is_dossier(folder):
            return folder
    return None


def _new(run: Run, name: str | None, client: Client, asker: Asker | None) -> Path:
    """A new dossier, in the usual folder or where its path says."""
    told = client.value("client.name")
    called = name or (told if isinstance(told, str) else None)
    if called is None and asker is not None:
        answer = asker.ask(_name_prompt(run, client), run.texts.say("session.new"))
        value = answer.value if not isinstance(answer, str) else None
        called = value if isinstance(value, str) else None
        if not isinstance(answer, str):
            client = client.with_answer(Slot("client.name"), answer)
    called = called or run.texts.say("session.nameless")
    # Only what was typed as DOSSIER can be a path; a client may be called "Jansen/De Wit".
    path = Path(called)
    root, title = (path.parent, path.name) if name and len(path.parts) > 1 else (default_root(), called)
    return create(root, title, client, created=run.today, program=__version__, language=run.language).folder


def _name_prompt(run: Run, client: Client) -> Prompt:
    return prompt(Slot("client.name"), client, run.catalogue, run.texts)


def _opening(run: Run) -> None:
    texts, width = run.texts, run.console.width
    screen = heading(texts.say("session.title"), width)
    for key in ("what", "how_long", "who", "privacy", "catalogue"):
        told = texts.say(f"session.{key}", n=len(run.catalogue.products), version=run.catalogue.version)
        label = texts.say(f"session.{key}_label")
        screen += paragraph(told, width, indent=" " * 14, first=f"{label:<14}")
    run.console.show(screen)


def _choose_dossier(run: Run, asker: Asker) -> str | None:
    """Go on with one of the dossiers, or begin anew."""
    readable = [item.dossier for item in list_dossiers(default_root()) if item.dossier is not None]
    if not readable:
        return None
    new = Choice("", run.texts.say("session.begin_new"))
    lines = [
        Choice(d.id, run.texts.say("session.begin_old", dossier=_name_of(d), n=len(list(d.client.slots()))))
        for d in readable[:20]
    ]
    return asker.pick(run.texts.say("session.begin"), (new, *lines)) or None


def _name_of(dossier: Dossier) -> str:
    name = dossier.client.value("client.name")
    return name if isinstance(name, str) else dossier.id


def asker_for(run: Run) -> Asker:
    """Arrow keys where the terminal can; plain lines with `--plain` or on a simple one."""
    if run.console.ascii_only:
        from finadvies.interview.plain import PlainAsker  # noqa: PLC0415 - one of the two

        return PlainAsker(
            run.texts, run.today, lambda line: run.console.show([row(line)]), input, lambda client: _review(run, client)
        )
    from finadvies.interview.terminal import TerminalAsker  # noqa: PLC0415 - questionary is only imported to ask

    def show(text: str, style: str) -> None:
        for line in text.split("\n"):
            run.console.show([row((line, style))] if style in ("dim", "attention") else [row(line)])  # type: ignore[arg-type]  # styles

    return TerminalAsker(run.texts, run.today, show, lambda client: _review(run, client), run.console.width)


def _review(run: Run, client: Client) -> Sequence[Slot]:
    screen, slots = review.numbered(client, run.texts, run.console.width, hide_private=not run.for_adviser("client"))
    run.console.show(screen)
    return slots


def _advise(run: Run, client: Client) -> Advice:
    return advise(client, run.catalogue, run.lists, run.today)


# -- after the talk -----------------------------------------------------------------------------------------------------------


def _outcome(run: Run, advice: Advice, asker: Asker | None, keeper: _Keeper) -> tuple[str, ...]:
    """Figures, options, mixes, the homework of one, desks; then the offer to write it down.

    Returns:
        The products of the mix that was picked; none when nobody picked one.
    """
    texts, console, dossier = run.texts, run.console, keeper.dossier
    folder = dossier.folder
    width, adviser = console.width, run.for_adviser("client")
    console.show(paragraph(texts.say("session.enough" if asker is not None else "session.outcome"), width))
    console.show(figures.remarks(advice, texts, width))
    console.show(figures.feasibility(advice, texts, width, adviser=adviser))
    console.show(options.shortlist(advice, texts, width, adviser=adviser))
    shown = advice.proposals if adviser else advice.proposals[:SHOWN_MIXES]
    console.show(mixes.mixes(advice, texts, width, shown, in_sentences=not adviser))
    console.show(options.near_misses(advice, texts, width))
    chosen, picked = (shown[0] if shown else None), None
    if asker is not None and len(shown) > 1:
        lines = tuple(Choice(p.id, mixes.title(p, advice, texts, width - CURSOR)) for p in shown)
        picked = asker.pick(texts.say("session.which_mix"), lines)
        chosen = next((p for p in shown if p.id == picked), chosen)
    products = chosen.products if chosen is not None else tuple(option.product.id for option in advice.open_options)
    if products:
        plan = advice.homework(products, statuses_of(dossier.documents))
        title = texts.say("homework.title", mix=chosen.id) if chosen else texts.say("homework.title_open")
        found = view(advice, plan, texts)
        console.show(homework_screen.homework(found, texts, width, title))
        console.show(homework_screen.reminders(found, texts, width))
        console.show(desks.desks(advice, texts, width))
        if asker is not None and asker.yes(texts.say("session.export", folder=folder / texts.say("files.homework")), likely=True):
            target = folder / texts.say("files.homework")
            written = write_homework(Job(advice, plan, texts, title, chosen), target, USUAL)
            keeper.wrote(written)
            console.show(paragraph(texts.say("homework.written", n=len(written), folder=target), width))
    else:
        console.show(desks.desks(advice, texts, width))
    console.show(paragraph(texts.say("session.done", dossier=named(folder)), width))
    return chosen.products if chosen is not None and picked is not None else ()
