"""How far a client is on the road, from the answers alone."""

from __future__ import annotations

from typing import Any

import pytest
from made import client

from finadvies.domain.client import Slot
from finadvies.domain.phase import phase_of
from finadvies.domain.values import Answer

USE = {"use.purpose": "machinery", "use.amount": 40_000}
YES, NO = {"history.product": "een", "history.result": "accepted"}, {"history.product": "een", "history.result": "rejected"}


@pytest.mark.parametrize(
    ("uses", "history", "chosen", "phase"),
    [
        ([], [], (), "need"),
        ([{"use.purpose": "machinery"}], [], (), "need"),
        ([USE], [], (), "orientation"),
        ([USE], [], ("een",), "application"),
        ([USE], [{**YES, "history.result": "pending"}], (), "application"),
        ([USE], [NO], ("een",), "outcome"),
        ([USE], [{**NO, "history.result": "withdrawn"}], ("een",), "outcome"),
        ([USE], [YES], ("een",), "future"),
        ([USE], [YES], ("een", "twee"), "outcome"),
        ([USE], [{**YES, "history.amount": 40_000, "history.granted": 25_000}], ("een",), "outcome"),
        ([USE], [NO, YES], ("een",), "future"),
        ([USE], [YES, NO], ("een",), "outcome"),
    ],
)
def test_the_phase_follows_from_plan_choice_and_answers(
    uses: list[dict[str, Any]], history: list[dict[str, Any]], chosen: tuple[str, ...], phase: str
) -> None:
    who = client(uses=uses)
    for index, entry in enumerate(history):
        for key, value in entry.items():
            who = who.with_answer(Slot(key, index), Answer(value))

    assert phase_of(who, chosen) == phase
