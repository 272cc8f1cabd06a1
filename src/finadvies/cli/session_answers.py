"""An answer of a provider that came in since the last talk: recorded at the table, before anything else."""

from __future__ import annotations

from typing import Final

from finadvies.advice.attempts import RESULTS, Said, recorded
from finadvies.advice.phase import phase_of
from finadvies.cli.run import Run
from finadvies.domain.client import Client
from finadvies.domain.facts import GROUNDS
from finadvies.dossiers.record import Dossier
from finadvies.exports import names
from finadvies.interview.asker import Asker
from finadvies.interview.script import Choice

ASKED_IN: Final = ("application", "outcome")
"""Phases in which an answer can have come in."""


def answered(run: Run, asker: Asker, dossier: Dossier) -> Client | None:
    """The client with the answer of a provider; None when none came in."""
    client, texts = dossier.client, run.texts
    open_now = [key for key in dossier.chosen if key in run.catalogue.products]
    if not open_now or phase_of(client, dossier.chosen, run.catalogue) not in ASKED_IN:
        return None
    if asker.key(texts.say("room.answer_came"), {"": "no", "a": "yes"}) == "no":
        return None
    lines = [Choice(key, names.product(run.catalogue.products[key], texts, run.catalogue)) for key in open_now]
    product = open_now[0] if len(open_now) == 1 else asker.pick(texts.say("room.answer_whose"), tuple(lines))
    if product is None:
        return None
    results = tuple(Choice(code, texts.choice("history.result", code)) for code in RESULTS if code != "pending")
    who = names.lender_name(run.catalogue, run.catalogue.products[product].lender, texts)
    result = asker.pick(texts.say("room.answer_what", lender=who), results)
    if result is None:
        return None
    ground = None
    if result == "rejected":
        told = tuple(Choice(code, texts.choice("history.grounds", code)) for code in GROUNDS)
        ground = asker.pick(str(texts.questions["history.grounds"]["ask"]), told)
    said = Said(next(code for code in RESULTS if code == result), run.today, (ground,) if ground else ())
    return recorded(client, run.catalogue, run.catalogue.products[product], said)
