"""What an adviser types at a question or after --set, and how it is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finadvies.domain.answer_checks import Refusal
from finadvies.domain.client import Client, Slot
from finadvies.domain.client_file import newest_first
from finadvies.domain.facts import FACTS
from finadvies.domain.typed_answer import parse_value, with_set
from finadvies.domain.values import Answer, Members
from finadvies.errors import UsageError
from finadvies.locale import texts_in

TODAY = date(2026, 11, 30)


def typed(key: str, text: str, language="nl"):
    found = parse_value(FACTS[key], text, texts=texts_in(language), today=TODAY)
    return found.value if isinstance(found, Answer) else found


def refusal(key: str, text: str, language="nl") -> Refusal:
    found = typed(key, text, language)
    assert isinstance(found, Refusal), found
    return found


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("25k", 25_000), ("25 K", 25_000), ("€ 25.000", 25_000), ("€\u00a025.000", 25_000), ("25.000", 25_000),
        ("25 000", 25_000),
        ("25.000,-", 25_000), ("25.000 euro", 25_000), ("25 duizend", 25_000), ("2,5 ton", 250_000),
        ("2.5 ton", 250_000),
        ("1,2 mln", 1_200_000), ("1,2 miljoen", 1_200_000), ("120000", 120_000), ("1.234.567", 1_234_567),
        ("250,00", 250),
        ("1.234,00", 1_234), ("0", 0),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text: str, amount: int) -> None:
    assert typed("need.own_contribution", text) == amount


@pytest.mark.parametrize("text", ["-5.000", "-€ 5.000", "€ -5.000", "(5.000)", "−5k"])
def test_a_loss_may_be_negative(text: str) -> None:
    assert typed("figures.net_profit", text) == -5_000


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("nl", "250.00", "250", "250.000"), ("nl", "25,000", "25", "25.000"),
        ("nl", "1.250 mln", "1.250.000", "1.250.000.000"),
        ("en", "25.000", "25", "25,000"), ("en", "250,00", "250", "250,000"),
    ],
)  # fmt: skip
def test_an_amount_that_can_be_read_two_ways_is_asked_back_with_both(language, text: str, low: str, high: str) -> None:
    found = refusal("need.own_contribution", text, language)

    assert (found.code, found.details["low"], found.details["high"]) == ("amount_unclear", low, high)
    assert low in found.text(texts_in(language))
    assert high in found.text(texts_in(language))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-5.000", "too_low"), ("250,50", "whole_euros"), ("veel", "want_amount"), ("12 jaar", "want_amount"),
        ("12.34.5", "want_amount"), ("1.000.001 mln", "too_high"), ("30%", "want_amount"), ("", "empty_text"),
        ("123456782", "citizen_number_in_answer"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str, code: str) -> None:
    assert refusal("need.own_contribution", text).code == code


@pytest.mark.parametrize(
    ("text", "share"), [("30%", "0.3"), ("33,3 %", "0.333"), ("0,3", "0.3"), ("0.3", "0.3"), ("0", "0"), ("1", "1")]
)
def test_a_share_is_a_percentage_or_a_part_of_one(text: str, share: str) -> None:
    assert typed("owner.share", text) == Decimal(share)


def test_thirty_without_a_percent_sign_is_asked_back() -> None:
    found = refusal("owner.share", "30")

    assert (found.code, found.details["suggestion"]) == ("share_unclear", "30%")
    assert refusal("owner.share", "130%").code == "share_out_of_range"


def test_other_numbers_take_their_own_unit_and_no_other() -> None:
    assert typed("company.fte", "4,5 fte") == Decimal("4.5")
    assert typed("owner.experience_years", "12 jaar") == 12
    assert refusal("owner.experience_years", "12 maanden").code == "want_number"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1-3-2027", (2027, 3, 1)), ("01/03/2027", (2027, 3, 1)), ("2027-03-01", (2027, 3, 1)),
        ("maart 2027", (2027, 3, 1)),
        ("1 maart 2027", (2027, 3, 1)), ("1 mrt. 2027", (2027, 3, 1)), ("March 2027", (2027, 3, 1)),
        ("March 1, 2027", (2027, 3, 1)),
        ("3-2027", (2027, 3, 1)), ("over 3 maanden", (2027, 2, 28)), ("in 3 months", (2027, 2, 28)),
        ("over 2 weken", (2026, 12, 14)),
        ("over een jaar", (2027, 11, 30)), ("2 jaar geleden", (2024, 11, 30)), ("vandaag", (2026, 11, 30)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_day_is_read_as_people_write_it(text: str, day: tuple[int, int, int], language) -> None:
    assert typed("need.needed_by", text, language) == date(*day)


@pytest.mark.parametrize(
    "text", ["volgend voorjaar", "31-2-2027", "2027", "3 maanden", "1-3-27", "marketing 2027", "over 999 jaar geleden"]
)
def test_a_day_that_is_not_clear_is_asked_back_with_an_example(text: str) -> None:
    found = refusal("need.needed_by", text)

    assert found.code == "date_unclear"
    assert "1 maart 2027" in found.text(texts_in("nl"))


@pytest.mark.parametrize(
    ("text", "value"), [("ja", True), ("J", True), ("yes", True), ("nee", False), ("n", False), ("No", False)]
)
def test_yes_and_no_are_read_in_both_languages(text: str, value: bool) -> None:
    assert typed("company.started", text) is value


def test_perhaps_is_neither_yes_nor_no() -> None:
    assert refusal("company.started", "misschien").code == "yes_or_no"


def test_a_choice_goes_by_its_code_or_its_words() -> None:
    assert typed("company.legal_form", "B.V.") == "bv"
    assert typed("history.grounds", "Buffer te laag, bkr") == Members(frozenset({"solvency", "bkr"}))
    assert typed("history.grounds", "geen") == Members(frozenset())
    assert refusal("company.province", "Utrech").details["suggestion"] == "Utrecht"


# --- with --set


def test_set_puts_an_answer_in_its_place() -> None:
    client = with_set(Client(), "need.own_contribution = 40k", texts_in("nl"), TODAY)
    client = with_set(client, "need.uses[0].amount=100.000", texts_in("nl"), TODAY)

    assert client.value("need.own_contribution") == 40_000
    assert client.value("use.amount", 0) == 100_000


def test_after_setting_a_newer_year_the_newest_comes_first() -> None:
    client = Client(years=({"figures.year": Answer(2024)},))

    client = newest_first(with_set(client, "figures[1].year=2025", texts_in("nl"), TODAY))

    assert client.answer(Slot("figures.year", 0)) == Answer(2025)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("need.own_contribution", "= ertussen"),
        ("need.own_contributon=1", "need.own_contribution"),
        ("company.age_months=1", "company.age_months"),
        ("need.uses[3].amount=1", "need.uses[3].amount"),
        ("need.own_contribution=250.00", "250.000"),
        ("company.legal_form=bvv", "bedoelt u bv?"),
    ],
)
def test_a_set_that_cannot_be_says_why(item: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        with_set(Client(), item, texts_in("nl"), TODAY)

    assert caught.value.code == "bad_set"
    assert words in caught.value.lines(texts_in("nl"))[0]


def test_a_set_with_a_citizen_service_number_does_not_repeat_it() -> None:
    with pytest.raises(UsageError) as caught:
        with_set(Client(), "client.name=123456782", texts_in("nl"), TODAY)

    assert "123456782" not in caught.value.lines(texts_in("nl"))[0]
