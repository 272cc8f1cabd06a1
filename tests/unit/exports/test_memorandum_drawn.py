"""The memorandum of whoever comes in: it never fails, never guesses, and always names a next step."""

from __future__ import annotations

import random

from generated import chances, of_clients, told_in_part, whole_client
from hypothesis import given, settings
from read_pieces import blocks, section, strings
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import advise
from finadvies.exports.memorandum import memorandum
from finadvies.exports.memorandum.files import content
from finadvies.exports.screens.writing import writing
from finadvies.exports.written.model import Table
from finadvies.homework import Lists
from finadvies.locale import texts_in

LISTS = Lists(shipped_library().checklists())


@settings(parent=of_clients, max_examples=8)
@given(chance=chances)
def test_every_drawn_client_gets_a_memorandum(chance: random.Random) -> None:
    client = told_in_part(whole_client(chance), chance)
    advice = advise(client, shipped_catalogue(), LISTS, TODAY)
    proposal = advice.proposals[0] if advice.proposals else None
    homework = advice.homework(proposal.products if proposal is not None else ())
    for language in ("nl", "en"):
        for adviser in (False, True):
            texts = texts_in(language)
            piece = memorandum(advice, homework, proposal, texts, adviser=adviser)

            assert list(strings(section(piece, "steps").blocks))
            assert list(strings(section(piece, "desks").blocks))
            assert not [text for text in strings(piece) if "{" in text or "UNKNOWN" in text or "None" in text]
            for table in blocks(piece, Table):
                assert {len(row) for row in table.rows} == {len(table.columns)}
            assert content("md", piece, texts)
            assert writing(piece, texts, 80)
