"""`report`: the financing memorandum on screen, as files, or as data."""

from __future__ import annotations

from pathlib import Path

from finadvies.advice import Advice, Proposal
from finadvies.cli.chosen import Asked, chosen
from finadvies.cli.run import Run
from finadvies.exports import machine
from finadvies.exports.formats import formats_of
from finadvies.exports.memorandum import memorandum
from finadvies.exports.memorandum.files import data, write_memorandum
from finadvies.exports.screens.writing import writing
from finadvies.exports.written.formats import FORMATS


def report(run: Run, source: str, asked: Asked, *, out: Path | None, formats: str | None) -> None:
    """The memorandum for one mix: the one that is named, that the dossier goes for, or the first."""
    wanted = FORMATS if formats is None else formats_of(formats, FORMATS)
    adviser = run.for_adviser("client")
    advice, kept = run.advice_of(source)
    choice = chosen(run, advice, asked, kept.chosen)
    proposal = choice.proposal or _nearest(run, advice, choice.products)
    plan = advice.homework(proposal.products if proposal is not None else (), kept.statuses)
    piece = memorandum(advice, plan, proposal, run.texts, adviser=adviser)
    if out is not None:
        written = write_memorandum(piece, run.texts, out, wanted, adviser=adviser)
        told = "memorandum.written_one" if len(written) == 1 else "memorandum.written"
        run.console.remark(run.texts.say(told, n=len(written), folder=out))
    if run.json:
        run.console.data(machine.dumps(data(piece, proposal, adviser=adviser)))
    elif out is None:
        run.console.show(writing(piece, run.texts, run.console.width))


def _nearest(run: Run, advice: Advice, products: tuple[str, ...]) -> Proposal | None:
    """For a dossier that goes for products that are no mix on the list: a further mix of just these, else the first one, and a word."""
    if not advice.proposals:
        return None
    for proposal in advice.others:
        if set(proposal.products) == set(products):
            return proposal
    first = advice.proposals[0]
    run.console.remark(run.texts.say("memorandum.other_mix", mix=first.id))
    return first
