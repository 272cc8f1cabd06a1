"""The words of reasons, in Dutch and in English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from made import client, facts, product

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Interval, Known, Members, Place
from finadvies.locale import Language, texts_in
from finadvies.rules import explain
from finadvies.rules.eligibility import Reason, judge
from finadvies.rules.finding import Distance

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("key", "value", "nl", "en"),
    [
        ("use.amount", 50_000, f"€{NBSP}50.000", f"€{NBSP}50,000"),
        ("figures.equity", -5_000, f"-€{NBSP}5.000", f"-€{NBSP}5,000"),
        ("owner.share", Decimal("0.2"), "20%", "20%"),
        ("owner.share", Decimal("0.125"), "12,5%", "12.5%"),
        ("company.age_months", 15, "15 maanden", "15 months"),
        ("company.age_months", 1, "1 maand", "1 month"),
        ("figures.dscr_after", Decimal("1.333"), "1,33", "1.33"),
        ("owner.partner", True, "ja", "yes"),
        ("owner.partner", False, "nee", "no"),
        ("need.needed_by", date(2027, 3, 1), "1 maart 2027", "1 March 2027"),
        ("company.place", Place("Zeeland", None, 4331), "Zeeland", "Zeeland"),
        ("company.province", "Noord-Holland", "Noord-Holland", "Noord-Holland"),
        ("company.sells_through", Members(frozenset({"mollie"})), "Mollie", "Mollie"),
        ("use.amount", UNKNOWN, "onbekend", "unknown"),
        ("use.amount", Interval(None, None), "onbekend", "unknown"),
        ("use.amount", Interval(0, 50_000), f"hoogstens €{NBSP}50.000", f"at most €{NBSP}50,000"),
        ("use.amount", Interval(50_000, None), f"minstens €{NBSP}50.000", f"at least €{NBSP}50,000"),
        ("need.purposes", Members(frozenset()), "geen", "none"),
        ("need.purposes", Members(frozenset(), frozenset({"machinery"})), "onbekend", "unknown"),
    ],
)
def test_a_value_is_said_in_the_readers_words(catalogue: Catalogue, key: str, value: Known, nl: str, en: str) -> None:
    assert explain.value(value, FACTS[key], texts_in("nl"), catalogue) == nl
    assert explain.value(value, FACTS[key], texts_in("en"), catalogue) == en


@pytest.mark.parametrize(
    ("key", "gap", "nl", "en"),
    [
        ("company.age_months", Distance(Decimal(2), "months", "low"), "2 maanden te jong", "2 months too young"),
        ("use.amount", Distance(Decimal(5_000), "eur", "high"), f"€{NBSP}5.000 te hoog", f"€{NBSP}5,000 too high"),
        ("owner.share", Distance(Decimal("0.025"), "share", "low"), "2,5 procentpunt te laag", "2.5 percentage points too low"),
        ("owner.share", Distance(Decimal("0.3"), "share", "low"), "30 procentpunt te laag", "30 percentage points too low"),
        ("owner.age", Distance(Decimal(1), "years", "high"), "1 jaar te hoog", "1 year too high"),
    ],
)
def test_a_distance_says_how_far_and_which_way(key: str, gap: Distance, nl: str, en: str) -> None:
    assert explain.distance(gap, FACTS[key], texts_in("nl")) == nl
    assert explain.distance(gap, FACTS[key], texts_in("en")) == en


def reason(when: dict[str, Any], who: Client) -> Reason:
    found = judge(product({"when": when, "text_en": "A demand"}), facts(who))
    return next(each for each in found.reasons if each.id == "eis-0")


@pytest.mark.parametrize(
    ("language", "title", "found", "required", "distance"),
    [
        ("nl", "Een eis", "13 maanden", "minstens 15 maanden", "2 maanden te jong"),
        ("en", "A demand", "13 months", "at least 15 months", "2 months too young"),
    ],
)
def test_a_reason_says_what_is_asked_found_and_short(
    catalogue: Catalogue, language: Language, title: str, found: str, required: str, distance: str
) -> None:
    texts = texts_in(language)
    said = reason({"fact": "company.age_months", "min": 15}, client({"company.founded": date(2025, 10, 24)}))

    assert explain.reason_title(said, texts) == title
    assert explain.reason_found(said, texts, catalogue) == found
    assert explain.reason_required(said, texts, catalogue) == required
    assert explain.reason_distance(said, texts) == distance


@pytest.mark.parametrize(("language", "word"), [("nl", "onbekend"), ("en", "unknown")])
def test_an_answer_nobody_gave_is_called_unknown_and_has_no_distance(catalogue: Catalogue, language: Language, word: str) -> None:
    said = reason({"fact": "owner.age", "max": 60}, client())

    assert explain.reason_found(said, texts_in(language), catalogue) == word
    assert explain.reason_distance(said, texts_in(language)) == ""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_shipped_condition_can_be_said_and_no_word_of_it_is_a_key(catalogue: Catalogue, language: Language) -> None:
    from shipped import shipped_conditions

    for file, what in shipped_conditions():
        sentence = explain.condition(what, texts_in(language), catalogue)
        named = [key for key in FACTS if f" {key} " in f" {sentence} "]
        assert sentence.strip(), file
        assert named == [], (file, sentence)
