"""`demo`: one shipped example through the whole road, each step with the command that repeats it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from finadvies.advice import advise
from finadvies.cli.run import Run
from finadvies.exports import machine, names
from finadvies.exports.files import write_homework
from finadvies.exports.formats import USUAL, Job
from finadvies.exports.homework_view import view
from finadvies.exports.layout import blank, paragraph
from finadvies.exports.screens import desks, figures, homework, mixes, options, questions
from finadvies.importers.client_source import read_toml

EXAMPLE = "demo/bakkerij-de-korenaar.toml"
MIXES = 3


def demo(run: Run, out: Path | None) -> None:
    """Feasibility, mixes, checklist and desks of the example bakery."""
    source = resources.files("finadvies.examples").joinpath(EXAMPLE)
    client, _ = read_toml(source.read_text(encoding="utf-8"), EXAMPLE)
    advice = advise(client, run.catalogue, run.lists, run.today)
    texts, console = run.texts, run.console
    if run.json:
        console.data(machine.dumps(machine.shortlist(advice, texts)))
        return
    width = console.width
    console.show(
        [
            *paragraph(texts.say("demo.title", client=names.client(advice, texts)), width, style="bold"),
            *paragraph(texts.say("demo.about"), width, style="dim"),
            blank(),
        ]
    )
    console.show(figures.feasibility(advice, texts, width, adviser=run.for_adviser("client")))
    console.show([*paragraph(options.counts(advice, texts), width), blank()])
    console.show(mixes.mixes(advice, texts, width, advice.proposals[:MIXES]))
    chosen = advice.proposals[0]
    plan = advice.homework(chosen.products)
    title = texts.say("homework.title", mix=chosen.id)
    console.show(homework.homework(view(advice, plan, texts), texts, width, title))
    console.show(desks.desks(advice, texts, width, most=2))
    if out is not None:
        written = write_homework(Job(advice, plan, texts, title, chosen), out, USUAL)
        console.remark(texts.say("homework.written", n=len(written), folder=out))
    console.show(paragraph(texts.say("demo.next", live=questions.live_line(advice, texts)), width))
