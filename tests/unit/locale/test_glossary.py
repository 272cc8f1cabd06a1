"""One Dutch term for each thing: the words of the glossary are the words in use, and no second word for the same is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from which_language import NO_SENTENCE, our_texts

ROOT = Path(__file__).resolve().parents[3]
TERMS: dict[str, Any] = tomllib.loads((ROOT / "src/finadvies/locale/terms_nl.toml").read_text(encoding="utf-8"))

GLOSSARY: dict[str, dict[str, str]] = {
    "kinds": {
        "term_loan": "zakelijke lening", "credit_line": "rekening-courantkrediet", "mortgage": "zakelijke hypotheek", "microcredit": "microkrediet",
        "guarantee": "borgstelling", "subsidy": "subsidie", "tax_relief": "fiscale regeling", "financial_lease": "financial lease",
        "operational_lease": "operational lease", "sale_and_lease_back": "verkopen en terugleasen", "factoring": "factoring",
        "crowdfunding_loan": "crowdfundinglening", "crowdfunding_equity": "crowdfunding met aandelen",
        "crowdfunding_reward": "crowdfunding met tegenprestatie", "equity": "aandelenkapitaal", "convertible": "converteerbare lening",
        "subordinated_loan": "achtergestelde lening", "supplier_credit": "leverancierskrediet", "private_loan": "onderhandse lening",
        "own_funds": "eigen geld", "credit_union": "kredietunie", "benefit": "inkomensregeling",
    },
    "verdicts": {"fits": "past", "attention": "let op", "unknown": "nog niet te zeggen", "blocked": "kan nu niet", "closed": "gesloten"},
    "levels": {"hard": "vaste regel", "norm": "richtlijn", "judgement": "oordeel"},
    "phases": {
        "first_contact": "eerste contact", "file": "aanvraag", "assessment": "beoordeling", "payout": "uitbetaling", "after": "daarna",
    },
    "statuses": {
        "todo": "te doen", "requested": "gevraagd", "received": "binnen", "checked": "nagekeken", "not_needed": "niet nodig",
    },
    "origins": {"typed": "u zei", "imported": "uit bestand", "assumed": "aangenomen", "previous": "vorige keer"},
}  # fmt: skip
"""What each code is called, on every screen and in every file."""

SECOND_WORDS = {
    "aanbieder, of financier": "geldgevers?|geldverstrekkers?|kredietverstrekkers?|kredietgevers?|leningverstrekkers?|geldschieters?",
    "keuzelijst": "shortlists?|longlists?|advieslijst",
    "huiswerk": "actielijst|to-dolijst",
    "eis": "criterium|criteria|vereisten?",
    "tekort": "financieringsgat",
    "looptijd": "leningduur|terugbetaaltijd",
    "rekening-courantkrediet": "kredietlijn|roodstand|rekening-courantfaciliteit",
    "eigen geld, of eigen inbreng": "eigen middelen",
    "maaktijd": "doorlooptijd(?:en)?",
    "richtlijn": "vuistregels?|normwaarden?",
    "vaste regel": "harde (?:eis|eisen|regel|regels)|knock-out",
    "bronkwaliteit": "betrouwbaarheid van de bron",
    "kantoorlijst": "overlay",
    "aanvraagperiode": "openstelling|tender|indienperiode",
    "steungrens": "steunintensiteit",
    "verkoperslening": "vendor ?loan",
    "achtergestelde lening": "mezzanine(?:lening)?",
    "loket": "helpdesk|adviespunt",
    "catalogus": "database|databank",
    "dossier": "cliëntdossier|klantdossier",
    "klant": "cliënt(?:en)?",
    "financial lease, operational lease": "financi[eë]le lease|operationele lease",
    "verkopen en terugleasen": "sale[- ]and[- ]lease[- ]?back",
    "huisbank": "hoofdbank",
    "vrijgave": "royement",
    "reden van afwijzing": "afwijs(?:ings)?grond(?:en)?|afwijzingsgrond(?:en)?",
    "provisie": "afsluitprovisie|afsluitkosten",
    "betalingsregeling met de Belastingdienst": "belastingregeling",
}
"""Words that say the same as a term of the glossary."""
NAMES = {
    "Finom Kredietlijn",  # the product's own name
}
"""Texts that are a name, second word and all."""


@pytest.mark.parametrize("table", GLOSSARY)
def test_a_code_is_called_what_the_glossary_calls_it(table: str) -> None:
    assert TERMS[table] == GLOSSARY[table]


@pytest.mark.parametrize("term", SECOND_WORDS)
def test_there_is_no_second_word_for_a_term(term: str) -> None:
    second = re.compile(rf"\b(?:{SECOND_WORDS[term]})\b", re.IGNORECASE)
    found = [
        f"{place}: {text}" for place, text in our_texts()["nl"] if second.search(NO_SENTENCE.sub(" ", text)) and text not in NAMES
    ]
    assert found == []


def test_what_is_allowed_is_there() -> None:
    texts = [text for _, text in our_texts()["nl"]]
    assert all(name in texts for name in NAMES)


def test_a_second_word_would_be_found() -> None:
    assert re.search(SECOND_WORDS["aanbieder, of financier"], "vraag de geldgever")
    assert re.search(SECOND_WORDS["maaktijd"], "de doorlooptijden")
