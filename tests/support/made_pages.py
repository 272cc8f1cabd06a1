"""Web pages of the bakery that ships as an example, each made once."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib import resources
from pathlib import Path

from page_reader import Element, read_page
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, Proposal, advise
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.exports.formats import Job, content
from finadvies.exports.paper import Paper
from finadvies.homework import Lists
from finadvies.importers.client_source import read_source
from finadvies.locale import Language, texts_in


@lru_cache(maxsize=1)
def bakery() -> Client:
    source = resources.files("finadvies.examples").joinpath("demo/bakkerij-de-korenaar.toml")
    client, problems = read_source(Path(str(source)), io.BytesIO())
    assert not problems
    return client


@lru_cache(maxsize=4)
def advised(name: str = "") -> Advice:
    client = bakery()
    left_out: set[str] = set()
    if name == "short":
        left_out = set(shipped_catalogue().products) - {"collin-direct"}
        client = client.with_answer(Slot("use.amount", 0), Answer(300_000))
    return advise(client, shipped_catalogue(), Lists(shipped_library().checklists()), TODAY, exclude=left_out)


def job(advice: Advice, language: Language = "nl", proposal: Proposal | None = None, products: tuple[str, ...] = ()) -> Job:
    texts = texts_in(language)
    plan = advice.homework(proposal.products if proposal is not None else products)
    return Job(advice, plan, texts, texts.say("homework.title", mix="1"), proposal)


@lru_cache(maxsize=16)
def made(name: str = "", mix: int = 0, language: Language = "nl") -> tuple[Paper, str, Element]:
    advice = advised(name)
    asked = job(advice, language, advice.proposals[mix])
    text = content("html", asked).decode()
    return asked.paper, text, read_page(text)
