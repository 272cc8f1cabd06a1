"""Whatever a client answered, the client file gives it back; and an amount we print is an amount we read."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from decimal import Decimal

import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finadvies.domain.answer_checks import MOST
from finadvies.domain.citizen_number import holds_citizen_number
from finadvies.domain.client import Client
from finadvies.domain.client_file import as_json, client_data, newest_first, read_client
from finadvies.domain.facts import FACTS, GIVEN, MAY_BE_NEGATIVE, Fact
from finadvies.domain.typed_answer import parse_value
from finadvies.domain.values import UNKNOWN, Answer, Interval, Members
from finadvies.locale import texts_in

TODAY = date(2026, 11, 24)

thorough = settings(deadline=None, derandomize=True, max_examples=100, suppress_health_check=list(HealthCheck))

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip()) and not holds_citizen_number(text)
)
FORMS = {
    "company.kvk_number": st.from_regex(r"[0-9]{8}", fullmatch=True),
    "company.postcode": st.from_regex(r"[1-9][0-9]{3}([A-Z]{2})?", fullmatch=True),
    "company.sbi": st.from_regex(r"[0-9]{4}|[A-V]", fullmatch=True),
    "figures.year": st.integers(1990, 2100),
    "figures.months": st.integers(1, 24),
}


def numbers(fact: Fact):
    if fact.key in FORMS:
        return FORMS[fact.key]
    if fact.unit == "share":
        return st.decimals(0, 1, places=4)
    whole = st.integers(-MOST if fact.key in MAY_BE_NEGATIVE else 0, MOST)
    return whole if fact.unit == "eur" else st.integers(0, 150) | st.decimals(0, 150, places=2)


@st.composite
def intervals(draw, fact: Fact):
    low, high = sorted((draw(numbers(fact)), draw(numbers(fact))))
    open_end = draw(st.sampled_from(["low", "high", "none"]))
    return Interval(None if open_end == "low" else low, None if open_end == "high" else high)


def values(fact: Fact):
    text = st.sampled_from(fact.choices) if fact.choices else FORMS.get(fact.key, words)
    codes = st.frozensets(text, max_size=3)
    match fact.type:
        case "bool":
            return st.booleans()
        case "date":
            return st.dates(date(1800, 1, 1), date(2200, 1, 1))
        case "list":
            return st.builds(lambda sure, maybe: Members(sure, maybe - sure), codes, codes)
        case "number" if fact.key == "figures.year":
            return numbers(fact)
        case "number":
            return numbers(fact) | intervals(fact)
    return text


@st.composite
def answers(draw, scope: str):
    facts = draw(st.lists(st.sampled_from([fact for fact in GIVEN if fact.scope == scope]), max_size=5, unique=True))
    origin = st.sampled_from(["typed", "imported", "assumed", "previous"])
    table = {}
    for fact in facts:
        note = draw(st.just("") | words)
        if draw(st.integers(0, 4)):
            table[fact.key] = Answer(draw(values(fact)), draw(origin), None, note)
        else:
            why = draw(st.sampled_from(["unknown", "private", "later", "not_applicable"]))
            table[fact.key] = Answer(UNKNOWN, draw(origin), why, note)
    return table


@st.composite
def clients(draw):
    def group(scope: str):
        return tuple(draw(st.lists(answers(scope), max_size=3)))

    return newest_first(Client(draw(answers("client")), group("use"), group("figures"), group("history")))


def line_one(_) -> int:
    return 1


@thorough
@given(clients())
def test_a_client_file_gives_back_every_answer_with_its_origin_reason_and_note(client: Client) -> None:
    text = tomli_w.dumps(client_data(client))

    read, problems = read_client(tomllib.loads(text, parse_float=Decimal), "client.toml", line_one)

    assert problems == []
    assert read == client


@thorough
@given(clients())
def test_the_same_client_in_json_is_the_same_client(client: Client) -> None:
    text = json.dumps(client_data(client), default=as_json)

    read, problems = read_client(json.loads(text, parse_float=Decimal), "client.json", line_one)

    assert problems == []
    assert read == client


@thorough
@given(clients())
def test_writing_what_was_read_gives_the_same_bytes(client: Client) -> None:
    text = tomli_w.dumps(client_data(client))

    read, _ = read_client(tomllib.loads(text, parse_float=Decimal), "client.toml", line_one)

    assert tomli_w.dumps(client_data(read)) == text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
sections = st.sampled_from(sorted({fact.section for fact in GIVEN} | {"schema", "origins", "unknown", "notes", "bsn"}))
names = st.sampled_from(sorted({fact.name for fact in GIVEN} | {"uses", "details"})) | words


@thorough
@given(st.dictionaries(sections, st.dictionaries(names, json_values, max_size=4) | json_values, max_size=4))
def test_whatever_stands_in_a_client_file_it_is_read_or_named_as_a_problem(data) -> None:
    client, problems = read_client(data, "client.json", line_one)

    for problem in problems:
        problem.render(texts_in("nl"))
        problem.render(texts_in("en"))
    again, none = read_client(client_data(client), "again.json", line_one)
    assert (again, none) == (client, [])


@thorough
@given(st.integers(-MOST, MOST), st.sampled_from(["nl", "en"]))
def test_an_amount_we_print_is_read_as_that_amount(amount: int, language) -> None:
    texts = texts_in(language)

    answer = parse_value(FACTS["figures.equity"], texts.euro(amount), texts=texts, today=TODAY)

    assert answer == Answer(amount)


@thorough
@given(st.integers(1, 9_999), st.sampled_from(["k", " duizend", "000", ".000", ".000,-", ".000,00", " 000"]))
def test_thousands_are_read_however_they_are_written(thousands: int, ending: str) -> None:
    digits = f"{thousands:,}".replace(",", ".") if ending.startswith(".") else str(thousands)

    answer = parse_value(FACTS["need.own_contribution"], f"{digits}{ending}", texts=texts_in("nl"), today=TODAY)

    assert answer == Answer(thousands * 1000)


@thorough
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["nl", "en"]))
def test_a_day_we_print_is_read_as_that_day(day: date, language) -> None:
    texts = texts_in(language)

    answer = parse_value(FACTS["need.needed_by"], texts.day(day), texts=texts, today=TODAY)

    assert answer == Answer(day)


@thorough
@given(st.text(max_size=20), st.sampled_from(GIVEN))
def test_nothing_a_person_types_breaks_the_question(text: str, fact: Fact) -> None:
    texts = texts_in("nl")

    found = parse_value(fact, text, texts=texts, today=TODAY)

    assert isinstance(found, Answer) or found.text(texts)
