"""Answers looked over: whole on any screen, in pages, with names in place of codes, and what is private as it should be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from shipped import shipped_catalogue

from finadvies import examples
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.exports.layout import wide
from finadvies.exports.screens import review
from finadvies.importers.client_source import read_source
from finadvies.locale import Language, texts_in

BAKERY = Path(examples.__file__).parent / "demo" / "bakkerij-de-korenaar.toml"


@pytest.fixture(scope="module")
def bakery() -> Client:
    client, _ = read_source(BAKERY, None)
    for slot, answer in list(client.slots()):
        client = client.with_answer(slot, replace(answer, origin="previous", note="nagevraagd bij de boekhouder van het bedrijf"))
    return client


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [40, 50, 60, 80, 100])
def test_every_line_fits_and_every_page_is_no_longer_than_asked(bakery: Client, width: int, language: Language) -> None:
    found = review.numbered(bakery, texts_in(language), width, 20, hide_private=True)

    assert max(wide(line.text) for page in found.pages for line in page) <= width
    assert max(len(page) for page in found.pages) <= 20
    assert sorted(map(str, found.slots)) == sorted(str(slot) for slot, _ in bakery.slots())


def test_banks_stand_by_their_names(bakery: Client) -> None:
    only = [Slot("company.house_bank")]
    (page,) = review.numbered(bakery, texts_in("nl"), 80, 20, only=only, hide_private=True, catalogue=shipped_catalogue()).pages

    assert any("Rabobank" in line.text for line in page)


def test_what_is_private_is_counted_and_shown_for_who_asks(bakery: Client) -> None:
    client = Client().with_answer(Slot("owner.bkr_arrears"), Answer(value=True))
    hidden = review.numbered(client, texts_in("nl"), 80, 20, hide_private=True)
    shown = review.numbered(client, texts_in("nl"), 80, 20, hide_private=False)

    assert (hidden.hidden, shown.hidden) == (1, 0)
    assert any("ingevuld" in line.text for line in hidden.pages[0])
    assert any(" ja " in f"{line.text} " for line in shown.pages[0])
