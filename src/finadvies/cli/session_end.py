"""How a session ends: what is kept, what is written, what the client leaves with; and all at once where nobody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from finadvies.advice import Advice
from finadvies.cli import pack_command
from finadvies.cli.room import SHOWN_MIXES, Room
from finadvies.cli.run import Run
from finadvies.domain.client import Slot
from finadvies.domain.formulas import months_on
from finadvies.domain.values import Answer
from finadvies.dossiers.names import named
from finadvies.dossiers.record import Dossier, receipts_of, statuses_of
from finadvies.exports import machine
from finadvies.exports.files import write_homework
from finadvies.exports.formats import USUAL, Job
from finadvies.exports.homework_view import view
from finadvies.exports.layout import paragraph
from finadvies.exports.screens import desks, figures, first_steps, mixes, options
from finadvies.exports.screens import homework as homework_screen
from finadvies.interview.asker import Asker

CONSENT, UNTIL = Slot("client.consent"), Slot("client.delete_after")


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What is written once the dossier is closed again: a pack is remembered by the dossier, which opens it itself."""

    job: Job
    folder: Path

    def write(self, run: Run) -> None:
        """Write the pack."""
        root = self.folder / run.texts.say("files.pack")
        place = pack_command.Place(root, self.folder.name, self.folder)
        pack_command.pack(run, self.job, place, None, zipped=False)


def parting(run: Run, asker: Asker, room: Room) -> Afterwards | None:
    """Whether the answers may be kept, what is to be written, and the last words."""
    texts, console = run.texts, run.console
    _keeping(run, asker, room)
    folder = room.dossier.folder
    afterwards = _papers(run, asker, room)
    papers = room.papers
    console.show(first_steps.leaves_with(room.advice, len(room.shown), papers.view if papers else None, texts, console.width))
    day = room.advice.client.value("client.delete_after")
    told = [texts.say("room.delete_after", day=texts.day(day))] if isinstance(day, date) else []
    if room.advice.client.value("client.consent") is not False:
        told.append(texts.say("session.done", dossier=named(folder)))
    for line in told:
        console.show(paragraph(line, console.width))
    return afterwards


def _keeping(run: Run, asker: Asker, room: Room) -> None:
    """Whether the answers may be kept, and until when; a no is asked twice, for it takes an hour's work away."""
    texts, client = run.texts, room.advice.client
    if client.answer(CONSENT) is None:
        may = asker.yes(str(texts.questions[CONSENT.key]["ask"]), likely=True)
        sure = may or asker.yes(texts.say("room.sure"))
        room.advice = room.table.tell(CONSENT, Answer(may or not sure))
    if room.advice.client.value(CONSENT.key) is not False and client.answer(UNTIL) is None:
        months = asker.key(texts.say("room.keep_until"), {"": "12", "6": "6", "d": ""})
        room.advice = room.table.tell(UNTIL, Answer(months_on(run.today, int(months)))) if months else room.table.ask(UNTIL)


def _papers(run: Run, asker: Asker, room: Room) -> Afterwards | None:
    papers, folder = room.papers, room.dossier.folder
    if papers is None:
        return None
    texts = run.texts
    job = Job(room.advice, papers.plan, texts, papers.title, room.chosen, receipts_of(room.dossier.documents))
    wanted = asker.key(texts.say("room.save"), {"": "list", "d": "pack", "n": "nothing"})
    if wanted == "list":
        target = folder / texts.say("files.homework")
        written = write_homework(job, target, USUAL)
        room.table.wrote(written)
        run.console.show(paragraph(texts.say("homework.written", n=len(written), folder=target), run.console.width))
    return Afterwards(job, folder) if wanted == "pack" else None


def printed(run: Run, advice: Advice, dossier: Dossier) -> None:
    """Everything after each other, for who is not there to press keys."""
    texts, console = run.texts, run.console
    if run.json:
        console.data(machine.dumps(machine.shortlist(advice, texts)))
        console.remark(texts.say("session.done", dossier=named(dossier.folder)))
        return
    width, adviser = console.width, run.for_adviser("client")
    console.show(paragraph(texts.say("session.outcome"), width))
    console.show(figures.remarks(advice, texts, width))
    console.show(figures.feasibility(advice, texts, width, adviser=adviser))
    console.show(options.shortlist(advice, texts, width, adviser=adviser))
    proposals = advice.proposals if adviser else advice.proposals[:SHOWN_MIXES]
    console.show(mixes.mixes(advice, texts, width, proposals, in_sentences=not adviser))
    console.show(options.near_misses(advice, texts, width))
    chosen = next(iter(proposals), None)
    products = chosen.products if chosen is not None else tuple(option.product.id for option in advice.open_options)
    if products:
        plan = advice.homework(products, statuses_of(dossier.documents))
        title = texts.say("homework.title", mix=chosen.id) if chosen else texts.say("homework.title_open")
        found = view(advice, plan, texts)
        console.show(homework_screen.homework(found, texts, width, title))
        console.show(homework_screen.reminders(found, texts, width))
    console.show(desks.desks(advice, texts, width))
    console.show(paragraph(texts.say("session.done", dossier=named(dossier.folder)), width))
