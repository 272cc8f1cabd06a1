"""A mix in plain sentences: who pays what for which use, when, what it costs a month, in return for what."""

from __future__ import annotations

from datetime import date

import pytest
from made import client
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import advise
from finadvies.domain.values import Value
from finadvies.exports.mix_words import mix_sentences
from finadvies.homework import Lists
from finadvies.locale import Language, texts_in

LISTS = Lists(shipped_library().checklists())
FIRM: dict[str, Value] = {
    "company.legal_form": "bv", "company.started": True, "company.founded": date(2015, 1, 1), "company.postcode": "3511",
    "company.sbi": "1071", "company.country": "NL", "owner.age": 44, "owner.bkr_arrears": False,
}  # fmt: skip


def told(*only: str, language: Language = "nl", purpose: str = "machinery", **answers: Value) -> str:
    who = client(
        {**FIRM, **{key.replace("__", "."): value for key, value in answers.items()}},
        uses=[{"use.purpose": purpose, "use.amount": 100_000, "use.description": "steenoven"}],
    )
    left_out = set(shipped_catalogue().products) - set(only)
    required = [key for key in only if shipped_catalogue().products[key].kind == "guarantee"]
    found = advise(who, shipped_catalogue(), LISTS, TODAY, exclude=left_out, require=required)
    return " ".join(mix_sentences(found.proposals[0], found, texts_in(language))).replace("\N{NO-BREAK SPACE}", " ")


def test_a_loan_says_who_pays_what_when_and_what_a_month_costs() -> None:
    said = told("rabobank-zakelijke-lening", need__own_contribution=20_000)

    # Rabobank at 7% over five years: 80,000 x 0.0198012 = 1,584 a month.
    assert "U betaalt zelf € 20.000 voor steenoven." in said
    assert "Rabobank zakelijke lening betaalt € 80.000 voor steenoven." in said
    assert "Dat geld is er binnen circa" in said
    assert "De eerste maand betaalt u circa € 1.600" in said
    assert "onderpand" in said


def test_a_price_that_is_not_known_stays_so() -> None:
    assert "Wat het per maand kost, is nog niet bekend. Vraag een offerte." in told("kredietunie-algemeen")


def test_what_is_lent_in_the_family_is_agreed_there() -> None:
    said = told("familielening")

    assert "spreekt u samen af" in said
    assert "offerte" not in said


def test_shares_cost_no_repayment_but_a_part_of_the_firm() -> None:
    assert "De investeerder wordt mede-eigenaar" in told("eyevestor-certificaten")


def test_a_guarantee_is_no_money() -> None:
    # BMKB takes three quarters of a loan up to EUR 333,333: of 100,000 that is 75,000.
    bare: dict[str, Value] = {
        "need__own_contribution": 0,
        "security__real_estate_value": 0,
        "security__real_estate_debt": 0,
        "security__machinery_value": 0,
    }
    said = told("rabobank-zakelijke-lening", "bmkb", **bare)

    assert "staat borg voor € 75.000. Dat is geen geld" in said


@pytest.mark.parametrize(("language", "word"), [("nl", "betaalt"), ("en", "pays")])
def test_both_languages_tell_it(language: Language, word: str) -> None:
    assert word in told("rabobank-zakelijke-lening", language=language)
