"""Every mix that no other beats, and which two differ most."""

from __future__ import annotations

from importlib import resources

import pytest
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.advice.variety import most_different
from finadvies.exports.layout import texts_of
from finadvies.exports.machine import shortlist
from finadvies.exports.screens.all_mixes import others
from finadvies.homework import Lists
from finadvies.importers.client_source import read_toml
from finadvies.locale import texts_in

LISTS = Lists(shipped_library().checklists())


def advice(case: str) -> Advice:
    text = resources.files("finadvies.examples").joinpath(f"{case}.toml").read_text(encoding="utf-8")
    return advise(read_toml(text, case)[0], shipped_catalogue(), LISTS, TODAY)


@pytest.fixture(scope="module")
def found() -> Advice:
    return advice("kvk-3-groothandel")


def counts(proposal: object) -> tuple[int, ...]:
    mix = proposal.mix  # type: ignore[attr-defined]
    return (mix.cost, mix.days, mix.homework, mix.certainty, mix.control)


def test_no_mix_equals_or_beats_another_on_every_count(found: Advice) -> None:
    every = [*found.proposals, *found.others]

    assert len(found.others) > 1
    assert not [
        (one.id, other.id)
        for one in every
        for other in every
        if one is not other and all(a <= b for a, b in zip(counts(one), counts(other), strict=True))
    ]


def test_the_further_mixes_are_numbered_on_and_carry_no_label(found: Advice) -> None:
    shown = len(found.proposals)

    assert [proposal.id for proposal in found.others] == [str(shown + n + 1) for n in range(len(found.others))]
    assert not any(proposal.labels for proposal in found.others)


def test_the_two_that_differ_most_get_nothing_from_the_same_source(found: Advice) -> None:
    pair = most_different(found.proposals)

    assert pair is not None
    one, other = ({part.product for part in proposal.components if part.role == "source"} for proposal in pair)
    assert not one & other


def test_of_two_mixes_nobody_has_to_be_told_that_they_differ(found: Advice) -> None:
    assert most_different(found.proposals[:2]) is None


def test_the_screen_and_the_machine_form_hold_every_one_of_them(found: Advice) -> None:
    told = "\n".join(texts_of(others(found, texts_in("nl"), 90)))
    data = shortlist(found, texts_in("nl"), plan_b=False, every=True)

    assert f"Nog {len(found.others)} mixen" in told
    assert f"homework --mix {len(found.proposals) + 1}" in told
    assert [mix["id"] for mix in data["mixes"]] == [proposal.id for proposal in (*found.proposals, *found.others)]
    assert data["proven"] is True
    assert len(data["most_different"]) == 2
    assert len(shortlist(found, texts_in("nl"), plan_b=False)["mixes"]) == len(found.proposals)
