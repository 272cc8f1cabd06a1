"""An answer of a provider that came in since the last talk: recorded at the table, before anything else."""

from __future__ import annotations

from typing import Final

from finadvies.advice.attempts import RESULTS, Said, recorded
from finadvies.cli.run import Run
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import GROUNDS
from finadvies.domain.phase import phase_of
from finadvies.domain.values import Answer
from finadvies.dossiers.record import Dossier
from finadvies.exports import names
from finadvies.interview.asker import Asker
from finadvies.interview.script import Choice, prompt

ASKED_IN: Final = ("application", "outcome")
"""Phases in which an answer can have come in."""


def answered(run: Run, asker: Asker, dossier: Dossier) -> Client | None:
    """The client with the answer of a provider; None when none came in."""
    client, texts = dossier.client, run.texts
    open_now = [key for key in dossier.chosen if key in run.catalogue.products]
    if not open_now or phase_of(client, dossier.chosen) not in ASKED_IN:
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
    granted = _granted(run, asker, client) if result == "accepted" else None
    said = Said(next(code for code in RESULTS if code == result), run.today, (ground,) if ground else (), granted_eur=granted)
    return recorded(client, run.catalogue, run.catalogue.products[product], said)


def _granted(run: Run, asker: Asker, client: Client) -> int | None:
    """What a yes brings, in whole euros; None where nobody knows."""
    asked = prompt(Slot("history.granted", len(client.history)), client, run.catalogue, run.texts)
    reply = asker.ask(asked, run.texts.say("room.answer_about"))
    return reply.value if isinstance(reply, Answer) and isinstance(reply.value, int) else None
