"""Both languages hold the same keys, nothing is missing or left over, and the Dutch keeps to the rules of the conversation design."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import source_texts
from hypothesis import given
from hypothesis import strategies as st

from finadvies.domain import checklist
from finadvies.domain import entry as domain_entry
from finadvies.domain.answer_checks import MOST
from finadvies.domain.facts import CHAPTERS, FACTS, GROUNDS, PURPOSES
from finadvies.domain.typed_answer import parse_value
from finadvies.domain.values import Answer, Origin, WhyUnknown
from finadvies.feasibility.measure import Light
from finadvies.homework.merging import Status
from finadvies.locale import Texts
from finadvies.locale.texts import LANGUAGES, NO_BREAK_SPACE, Language, round_to, texts_in
from finadvies.mix.model import Label
from finadvies.rules.eligibility import Verdict

ROOT = Path(__file__).resolve().parents[3]
LOCALE = ROOT / "src" / "finadvies" / "locale"
TODAY = date(2026, 11, 24)
NL, EN = texts_in("nl"), texts_in("en")

KINDS = ("messages", "terms", "questions", "help")
DERIVED_CHOICES_ELSEWHERE = frozenset({"need.purposes"})
SAME_IN_BOTH = frozenset(
    {
        "errors.bad_set",
        "dossiers.where",
        "homework.begin",
        "operators.in_region",
        "questions.now_open",
        "mixes.one",
        "cards.mix",
        "first.mixes_one",
        "interview.review_later",
    }
)
"""Little more than what is filled in, and by chance alike; a single word may be alike, another sentence may not."""


def read(kind: str, language: Language) -> dict[str, Any]:
    return tomllib.loads((LOCALE / f"{kind}_{language}.toml").read_text(encoding="utf-8"))


MESSAGES = {language: read("messages", language) for language in LANGUAGES}
TERMS = {language: read("terms", language) for language in LANGUAGES}
QUESTIONS = {language: read("questions", language) for language in LANGUAGES}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def leaves(table: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


def keys_of(language: Language) -> dict[str, str]:
    return {".".join(path): text for path, text in leaves(MESSAGES[language])}


# -- the two languages side by side --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_have_the_same_keys_in_the_same_order(kind: str) -> None:
    first, second = ([path for path, _ in leaves(read(kind, language))] for language in LANGUAGES)
    assert set(first) == set(second)
    assert first == second


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_fill_in_the_same_values(kind: str) -> None:
    dutch, english = dict(leaves(read(kind, "nl"))), dict(leaves(read(kind, "en")))
    differing = [
        path for path, text in dutch.items() if isinstance(text, str) and placeholders(text) != placeholders(english[path])
    ]
    assert not differing


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_empty(kind: str) -> None:
    for language in LANGUAGES:
        empty = [path for path, text in leaves(read(kind, language)) if isinstance(text, str) and not text.strip()]
        assert not empty, language


def test_no_sentence_was_left_untranslated() -> None:
    english = keys_of("en")
    alike = {key for key, text in keys_of("nl").items() if text == english[key] and len(text.split()) > 1}
    assert alike == SAME_IN_BOTH


@pytest.mark.parametrize("form", ["bands", "ages", "parts_of_plan"])
def test_bands_of_smaller_questions_are_the_same_and_rise(form: str) -> None:
    for key, told in QUESTIONS["nl"].items():
        bands = told.get(form)
        assert bands == QUESTIONS["en"][key].get(form), key
        assert "band_names" not in told or not bands or len(told["band_names"]) == len(bands), key
        lows = [band[0] for band in bands or []]
        assert lows == sorted(lows), key
        assert all(len(band) in (1, 2) and band[0] <= band[-1] for band in bands or []), key


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """More patterns than the library keeps by itself."""
    return re.compile(pattern)


def whole(pattern: str, text: str) -> re.Match[str] | None:
    return compiled(pattern).fullmatch(text)


# -- what the source asks for --------------------------------------------------------------------------------------------


def test_every_sentence_asked_for_exists() -> None:
    known = keys_of("nl")
    missing = [
        f"{each.where}: {each.pattern}" for each in source_texts.asked() if not any(whole(each.pattern, key) for key in known)
    ]
    assert not missing


def test_every_sentence_gets_the_values_it_needs() -> None:
    """A key without its values would reach the reader as `{n}`, or stop the program."""
    known = keys_of("nl")
    short = [
        f"{each.where}: {key} lacks {sorted(placeholders(text) - each.values)}"
        for each in source_texts.asked()
        if each.exact and each.values is not None
        for key, text in known.items()
        if whole(each.pattern, key) and not placeholders(text) <= each.values
    ]
    assert not short


FUNNELS = tuple(rf"{section}\.(.+)" for section in ("problems", "errors", "warnings", "homework_warnings"))
"""Where a code becomes a sentence; the code itself is counted where it is made."""
CODES_MADE_ELSEWHERE = frozenset(
    {
        "problems.empty_list",
        "problems.invalid",
        "problems.never_true",
        "problems.always_true",
        "errors.bad_data",
        "errors.answers_missing",
    }
)
"""From a table of pydantic's error types, from a loop over two codes, and from the errors that name their own sentence."""


def _in_use() -> Iterator[str]:
    words = source_texts.words_in_source()
    open_codes = source_texts.codes_with_open_parts()

    def known(part: str) -> bool:
        return part in words or any(whole(code, part) for code in open_codes)

    for key in keys_of("nl"):
        for each in source_texts.asked():
            found = whole(each.pattern, key) if each.pattern not in FUNNELS else None
            if found and all(known(part) for part in found.groups()):
                yield key
                break


def test_no_sentence_is_left_over() -> None:
    assert set(keys_of("nl")) - set(_in_use()) - CODES_MADE_ELSEWHERE == set()
    assert {key.split(".")[1] for key in CODES_MADE_ELSEWHERE} <= source_texts.words_in_source()


def test_every_table_of_fixed_words_asked_for_exists() -> None:
    missing = [f"{where}: {table}" for where, table in source_texts.terms_asked() if table not in TERMS["nl"]]
    assert not missing


CODES = {
    "kinds": get_args(domain_entry.Kind), "verdicts": get_args(Verdict), "levels": get_args(domain_entry.CriterionLevel),
    "lights": get_args(Light), "labels": get_args(Label), "grounds": GROUNDS, "purposes": PURPOSES,
    "providers": get_args(checklist.Provider), "phases": get_args(checklist.Phase), "statuses": get_args(Status),
    "origins": get_args(Origin), "roles": get_args(domain_entry.Role), "strengths": get_args(checklist.Strength),
    "lender_kinds": get_args(domain_entry.LenderKind), "statements": get_args(checklist.Statement), "chapters": tuple(CHAPTERS),
    "sbr": get_args(checklist.Sbr), "forms": get_args(checklist.Form), "logins": get_args(domain_entry.Login),
    "confidence": get_args(domain_entry.Confidence), "bases": get_args(checklist.Basis),
    "months_short": tuple(map(str, range(1, 13))), "months_long": tuple(map(str, range(1, 13))),
}  # fmt: skip


@pytest.mark.parametrize("table", sorted(CODES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_exactly_one_word(table: str, language: Language) -> None:
    assert set(TERMS[language][table]) == set(CODES[table])
    if table not in ("logins", "sbr"):
        words = list(TERMS[language][table].values())
        assert len(words) == len(set(words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_not_knowing_has_words(language: Language) -> None:
    assert set(MESSAGES[language]["unknown_because"]) == set(get_args(WhyUnknown))


# -- the questions -------------------------------------------------------------------------------------------------------

ASKED = tuple(fact.key for fact in FACTS.values() if fact.chapter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_that_can_be_asked_has_its_question_and_help(language: Language) -> None:
    lacking = [
        (key, part)
        for key in ASKED
        for part in ("label", "ask", "mean", "why", "where", "unknown")
        if not QUESTIONS[language].get(key, {}).get(part)
    ]
    assert not lacking


def test_every_fact_that_can_be_asked_says_how_private_it_is() -> None:
    assert [key for key in ASKED if FACTS[key].sensitivity not in (0, 1, 2, 3)] == []
    assert {FACTS[key].sensitivity for key in ASKED} == {0, 1, 2, 3}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_a_name_and_every_name_a_fact(language: Language) -> None:
    assert set(QUESTIONS[language]) == set(FACTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_facts_are_unique_and_short(language: Language) -> None:
    labels = [told["label"] for told in QUESTIONS[language].values()]
    assert not {label for label in labels if labels.count(label) > 1}
    assert not [label for label in labels if len(label) > 34]


def test_dutch_questions_fit_on_their_line() -> None:
    assert not [told["ask"] for told in QUESTIONS["nl"].values() if len(told.get("ask", "")) > 70]


def test_a_dutch_question_ends_in_one_question_mark() -> None:
    """A professional word may follow it in brackets."""
    assert not [ask for key in ASKED if not re.search(r"\?( \([a-zé ]+\))?$", ask := QUESTIONS["nl"][key]["ask"])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_words_and_no_two_are_alike(language: Language) -> None:
    for key, fact in FACTS.items():
        words = QUESTIONS[language][key].get("choices", {})
        assert set(words) == set(fact.choices) or (key in DERIVED_CHOICES_ELSEWHERE and not fact.choices), key
        assert len(set(words.values())) == len(words), key


# -- the Dutch -----------------------------------------------------------------------------------------------------------

AVOID = re.compile(
    r"\b("
    # to the reader, and by the program
    r"aanvragers?|afwijzen|afgewezen|wijst af|afkeuren|afgekeurd|keurt af|"
    # office words
    r"bescheiden|documenten|conform|middels|teneinde|derhalve|reeds|indien|digitaal indienen|entiteit(?:en)?|faciliteren|faciliteert|"
    r"verstrek(?:ken|t|te|ten|king)|vigerende?|niet-ontvankelijk|onderbouw(?:en|t|d|ing)|"
    # words of the trade that have a plain form
    r"dekking|financieringsbehoefte|kapitaallasten|liquiditeit|optimaliseren|optimaliseert|significante?|"
    # English
    r"eligible|match(?:en|t)?|scan(?:nen|t)?|funding|propositie|stakeholders?|traject(?:en)?|track record|rating|"
    # about people, and promises
    r"probleemgeval(?:len)?|risicoklant(?:en)?|zwak profiel|scor(?:e|en|es)|kans(?:en)?|gegarandeerde?|helaas|onvoldoende|"
    # filler and comfort
    r"simpele?|gewoon|natuurlijk|even|komt goed|men"
    r")\b",
    re.IGNORECASE,
)
ALLOWED = {
    "Funding Circle Nederland": "funding",  # the name of the platform itself
    "RVO klantcontact en Quick Scan": "scan",  # the name of the desk itself; who calls must use it
}
FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jullie|jezelf)\b", re.IGNORECASE)
NOT_TEXT = frozenset({"bands", "ages", "parts_of_plan", "instead"})


def dutch_texts() -> Iterator[tuple[str, str]]:
    """Every Dutch text a reader may see, with its place."""
    for kind in KINDS:
        for path, text in leaves(read(kind, "nl")):
            if path[-1] not in NOT_TEXT:
                yield from ((f"{kind}_nl.toml: {'.'.join(path)}", each) for each in (text if isinstance(text, list) else [text]))
    for folder in ("catalogue", "checklists"):
        for file in sorted((ROOT / folder).rglob("*.toml")):
            for path, text in _dutch_in(tomllib.loads(file.read_text(encoding="utf-8"))):
                yield f"{file.relative_to(ROOT).as_posix()}: {path}", text


def _dutch_in(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _dutch_in(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _dutch_in(inner, f"{path}[{position}]")
    elif isinstance(value, str) and re.search(r"(_nl(\[\d+\])?|(^|\.)name)$", path):
        yield path, value


DUTCH = tuple(dutch_texts())


def test_there_is_dutch_to_check() -> None:
    assert len(DUTCH) > 3000
    assert {place.split("/")[0].split("_")[0] for place, _ in DUTCH} == {
        "messages",
        "terms",
        "questions",
        "help",
        "catalogue",
        "checklists",
    }


def test_no_word_to_avoid() -> None:
    found = [
        f"{place}: {word.group()!r} in {text!r}"
        for place, text in DUTCH
        for word in AVOID.finditer(text)
        if ALLOWED.get(text) != word.group().casefold()
    ]
    assert not found


def test_what_is_allowed_is_still_there() -> None:
    assert set(ALLOWED) <= {text for _, text in DUTCH}


def test_the_reader_is_u() -> None:
    assert not [f"{place}: {text!r}" for place, text in DUTCH if FAMILIAR.search(text)]


def test_no_exclamation_mark_and_no_bracket_in_a_bracket() -> None:
    assert not [f"{place}: {text!r}" for place, text in DUTCH if "!" in text or re.search(r"\([^)]*\(", text)]


def test_help_can_be_shown_in_every_window() -> None:
    """It is written before anybody has looked at what the window can show."""
    assert not [text for language in LANGUAGES for _, text in leaves(read("help", language)) if not text.isascii()]


WHAT_TO_DO = re.compile(
    r"\b(kies|kijk|noem|schrijf|zet|vul|start|sluit|werk|zie|bedoelt u|probeer|toont|gebruik|kopieer|hoort bij|maak|noteer|staan in|tot en met"
    r"|choose|check|name|write|put|start|close|update|see|did you mean|do you mean|try|shows|use|copy|goes with|make|add|give|record|are in|up to|look)\b",
    re.IGNORECASE,
)
NOTHING_TO_DO = frozenset({"interrupted", "bad_data", "bad_set", "bad_amount"})
"""An answer to Ctrl-C; and three that only stand around the reasons, which say themselves what to do."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_says_what_to_do(language: Language) -> None:
    silent = {code for code, text in MESSAGES[language]["errors"].items() if not WHAT_TO_DO.search(text)}
    assert silent == NOTHING_TO_DO


def test_dutch_sentences_stay_within_fifteen_words() -> None:
    """Counted between full stops, semicolons and colons; a line of keys has dots between its parts."""
    long = [
        f"{place}: {part!r}" for place, text in DUTCH for part in re.split(r"[.!?;:·](?:\s+|$)", text) if len(part.split()) > 15
    ]
    assert not long


def test_the_rules_catch_what_they_are_for() -> None:
    for wrong in ("Indien u wilt", "even wachten", "de aanvrager", "Uw kans is groot", "een hoge score", "de liquiditeit"):
        assert AVOID.search(wrong), wrong
    for right in (
        "evenwichtig",
        "de afwijzing van de bank",
        "Liquiditeitsbegroting",
        "menselijk",
        "kansspelen",
        "reden van afwijzing",
    ):
        assert not AVOID.search(right), right
    assert FAMILIAR.search("vul je naam in")
    assert not FAMILIAR.search("uw project")


# -- numbers, dates and lists ---------------------------------------------------------------------------------------------

EBITDA = FACTS["figures.ebitda"]
SHARE = FACTS["owner.share"]
DAY = FACTS["need.needed_by"]


@given(amount=st.integers(-MOST, MOST))
def test_the_euro_form_of_both_languages_reads_back(amount: int) -> None:
    for texts in (NL, EN):
        assert parse_value(EBITDA, texts.euro(amount), texts=texts, today=TODAY) == Answer(amount)


@given(thousandths=st.integers(0, 1000))
def test_the_form_of_a_share_reads_back(thousandths: int) -> None:
    value = Decimal(thousandths) / 1000
    for texts in (NL, EN):
        assert parse_value(SHARE, texts.share(value), texts=texts, today=TODAY) == Answer(value)


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_the_form_of_a_day_reads_back(day: date) -> None:
    for texts in (NL, EN):
        assert parse_value(DAY, texts.day(day), texts=texts, today=TODAY) == Answer(day)


@pytest.mark.parametrize(
    ("texts", "amount", "shown"),
    [
        (NL, 0, "€ 0"), (NL, 250_000, "€ 250.000"), (NL, -12_000, "-€ 12.000"), (NL, Decimal("999.5"), "€ 1.000"), (NL, 1_500_000, "€ 1.500.000"),
        (EN, 250_000, "€ 250,000"), (EN, -12_000, "-€ 12,000"),
    ],
)  # fmt: skip
def test_euro(texts: Texts, amount: int | Decimal, shown: str) -> None:
    assert texts.euro(amount) == shown.replace(" ", NO_BREAK_SPACE)


@pytest.mark.parametrize(
    ("texts", "value", "shown"),
    [
        (NL, Decimal("0.289"), "28,9%"), (NL, Decimal("0.25"), "25%"), (NL, 1, "100%"), (NL, 0, "0%"), (NL, Decimal("0.0005"), "0,1%"),
        (NL, Decimal("1.2"), "120%"), (EN, Decimal("0.289"), "28.9%"), (EN, Decimal("0.25"), "25%"),
    ],
)  # fmt: skip
def test_share(texts: Texts, value: int | Decimal, shown: str) -> None:
    assert texts.share(value) == shown


@pytest.mark.parametrize(
    ("texts", "value", "decimals", "shown"),
    [
        (NL, Decimal("1.325"), 2, "1,33"),
        (NL, 1_234_567, 0, "1.234.567"),
        (NL, Decimal("1234.5"), 1, "1.234,5"),
        (EN, Decimal("1234.5"), 1, "1,234.5"),
    ],
)
def test_number_rounds_half_up(texts: Texts, value: int | Decimal, decimals: int, shown: str) -> None:
    assert texts.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(7_149, "circa € 7.100"), (7_150, "circa € 7.200"), (444, "circa € 440"), (5, "circa € 10"), (0, "circa € 0")],
)
def test_an_estimate_is_round_and_says_so(amount: int, shown: str) -> None:
    assert NL.euro_about(amount) == shown.replace("€ ", f"€{NO_BREAK_SPACE}")


@given(amount=st.integers(-MOST, MOST), step=st.sampled_from((10, 100)))
def test_rounding_goes_to_the_nearest_step(amount: int, step: int) -> None:
    rounded = round_to(amount, step)
    assert rounded % step == 0
    assert abs(rounded - amount) * 2 <= step


def test_days_of_the_year() -> None:
    day = date(2027, 3, 1)
    assert (NL.day(day), NL.day_short(day)) == ("1 maart 2027", "1 mrt")
    assert (EN.day(day), EN.day_short(day)) == ("1 March 2027", "1 Mar")


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (1, 1, "1 dag"), (0, 0, "0 dagen"), (2, 2, "2 dagen"), (1, 14, "1-14 dagen"), (14, 14, "14 dagen"), (14, 21, "2-3 weken"), (15, 15, "2-3 weken"),
        (21, 21, "3 weken"), (1, 28, "4 weken"), (56, 56, "8 weken"),
    ],
)  # fmt: skip
def test_a_span_of_days_takes_the_largest_honest_unit(low: int, high: int, shown: str) -> None:
    assert NL.days(low, high) == shown


@pytest.mark.parametrize(("items", "shown"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")])
def test_lists_in_words(items: list[str], shown: str) -> None:
    assert NL.listed(items) == shown


def test_a_missing_sentence_is_an_error_and_a_missing_word_the_code() -> None:
    with pytest.raises(KeyError):
        NL.say("words.never_written")
    assert NL.term("kinds", "never_written") == "never_written"
    assert NL.choice("company.legal_form", "never_written") == "never_written"
    assert NL.label("never.written") == "never.written"


def test_dutch_stands_in_where_a_record_has_no_english() -> None:
    class Record:
        name_nl = "Borg"
        parts_nl = ("a", "b")

    assert EN.pick(Record(), "name") == "Borg"
    assert EN.pick_all(Record(), "parts") == ("a", "b")
    assert EN.pick(Record(), "other") == ""
