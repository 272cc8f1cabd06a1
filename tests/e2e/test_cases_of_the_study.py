"""The eight entrepreneurs of the study: what they ended with must stand in the shortlist of their first session."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from finadvies.advice import Advice, advise
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Slot
from finadvies.homework import Lists
from finadvies.importers.client_source import read_toml

# What the table of the study gives as the final form of each; the two without one were rejected.
FINAL = {
    "kvk-1-industrie": ("subsidy", "equity"),
    "kvk-2-detailhandel": ("mortgage",),
    "kvk-3-groothandel": ("financial_lease", "private_loan"),
    "kvk-4-ict": ("financial_lease",),
    "kvk-5-cultuur": (),
    "kvk-6-horeca": (),
    "kvk-7-dienstverlening": ("term_loan", "financial_lease"),
    "kvk-8-detailhandel": ("subsidy", "crowdfunding_loan"),
}
FOUND_MONEY = [case for case, kinds in FINAL.items() if kinds]
REJECTED = [case for case, kinds in FINAL.items() if not kinds]


def advice_for(case: str, catalogue: Catalogue, lists: Lists, today: date) -> Advice:
    text = resources.files("finadvies.examples").joinpath(f"{case}.toml").read_text(encoding="utf-8")
    client, problems = read_toml(text, case)
    assert not problems
    return advise(client, catalogue, lists, today)


@pytest.mark.parametrize("case", FOUND_MONEY)
def test_every_final_form_stands_in_the_shortlist(case: str, catalogue: Catalogue, lists: Lists, today: date) -> None:
    advice = advice_for(case, catalogue, lists, today)

    open_kinds = {option.product.kind for option in advice.open_options}

    assert set(FINAL[case]) <= open_kinds


@pytest.mark.parametrize("case", FOUND_MONEY)
def test_a_mix_made_of_the_final_forms_exists(case: str, catalogue: Catalogue, lists: Lists, today: date) -> None:
    advice = advice_for(case, catalogue, lists, today)

    mix = advice.best_made_of({*FINAL[case], "guarantee"}, "cheapest")

    assert mix is not None
    assert {part.kind for part in mix.components if part.role == "source"} <= set(FINAL[case])
    # The study does not tell how much own money there was; what a mortgage leaves over is a tenth of the price.
    assert mix.mix.gap <= sum(advice.need) // 10


@pytest.mark.parametrize("case", REJECTED)
def test_who_was_rejected_leaves_with_other_routes_and_a_desk(case: str, catalogue: Catalogue, lists: Lists, today: date) -> None:
    advice = advice_for(case, catalogue, lists, today)

    kinds = {option.product.kind for option in advice.open_options}

    assert len(kinds) >= 2
    assert any(desk.phone for desk in advice.desks)
    assert advice.client.value("history.result", 0) == "rejected"


@pytest.mark.parametrize("case", FINAL)
def test_what_the_study_does_not_tell_is_unknown_or_marked_as_assumed(
    case: str, catalogue: Catalogue, lists: Lists, today: date
) -> None:
    client = advice_for(case, catalogue, lists, today).client

    for index in range(len(client.uses)):
        purpose = client.answer(Slot("use.purpose", index))
        assert purpose is not None
        assert purpose.value == "unspecified" or purpose.origin == "assumed"
    assert not client.years
