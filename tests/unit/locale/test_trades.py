"""A trade looked up by a word or by the first figures of its code."""

from __future__ import annotations

import pytest
from shipped import shipped_catalogue

from finadvies.locale.trades import PROPOSED, proposals, trades


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("bakker", "10710"),
        ("Bakkerij", "10710"),
        ("10.71", "10710"),
        ("restaurant", "56111"),
        ("café", "56300"),
        ("CAFE", "56300"),
        ("een kapsalon", "96210"),
        ("loodgieter", "43221"),
        ("plumber", "43221"),
        ("timmerfabriek", "16230"),
        ("groothandel in kaas", "47271"),
        ("aannemer", "41000"),
        ("boekhouder", "69203"),
        ("software", "62100"),
    ],
)
def test_the_first_proposal_is_what_people_mean(typed: str, code: str) -> None:
    found = [trade.code for trade in proposals(typed)]

    assert found[0] == code
    assert len(found) <= PROPOSED


@pytest.mark.parametrize("typed", ["", "xyzzy", "de", "99999", "!?"])
def test_what_is_no_trade_finds_none(typed: str) -> None:
    assert proposals(typed) == ()


def test_every_trade_has_two_names_and_lies_in_a_section() -> None:
    divisions = {division for found in shipped_catalogue().geography.sections["2025"].values() for division in found}

    assert len({trade.code for trade in trades()}) == len(trades()) > 900
    assert all(trade.nl and trade.en and len(trade.code) == 5 and trade.code[:2] in divisions for trade in trades())
