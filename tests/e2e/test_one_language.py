"""Who asked for Dutch gets no English, and the other way round: every text of ours, and every screen and file for clients as they come."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from met_clients import met
from typer.testing import Result
from which_language import leaves, our_texts, sentences, without_names, words_of, wrong_in

from finadvies.locale import LANGUAGES, Language, texts_in

Finadvies = Callable[..., Result]
MET = met()
READ_OUT = (("bakery with a new oven", "nl"), ("bakery with a new oven", "en"), ("urgent, after a rejection", "nl"))
"""Who is read out whole, in which language: together they meet every screen and file in both."""

LIKE_THE_OTHER = frozenset(
    {  # ends in the key of a condition, as it is typed
        ("nl", "apply.via_nl"),  # the name of a firm alone
    }
)
OTHER: dict[Language, Language] = {"nl": "en", "en": "nl"}


# -- our texts ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_ours_is_in_its_language(language: Language) -> None:
    """Names apart: a scheme keeps its own in both."""
    found = {
        (language, place.split(": ")[1]): wrong
        for place, text in our_texts()[language]
        if "name_" not in place and (wrong := wrong_in(text, language, own=True))
    }
    assert {place: wrong for place, wrong in found.items() if place not in LIKE_THE_OTHER} == {}
    assert {place for place in LIKE_THE_OTHER if place[0] == language} <= set(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_the_other_language_would_be_seen(language: Language) -> None:
    """All that we wrote in one language, taken for the other: what has some words is seen, but for a few with names of places."""
    planted = [text for place, text in our_texts()[OTHER[language]] if "name_" not in place]
    long = [text for text in planted if len(words_of(without_names(text))) > 5]
    short = [text for text in planted if 2 <= len(words_of(without_names(text))) <= 5]
    assert len(long) > 4000
    assert len(short) > 1500

    assert sum(not wrong_in(text, language) for text in long) <= len(long) // 500
    assert sum(not wrong_in(text, language) for text in short) <= len(short) // 40


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Uw huiswerk voor mix 1\n\n10 papers instead of 11.\n\nAlles compleet rond 8 december 2026.", "nl"),
        ("De rente is 8%. Ask your accountant when the accounts will be ready. Bel daarna Qredits.", "nl"),
        ("Show this message and exit.", "nl"),
        ("Missing argument", "nl"),
        ("unknown", "nl"),
        ("Your homework for mix 1\n\nAlles compleet rond 8 december 2026.\n\nBegin today.", "en"),
        ("Ask the bank first. De borgstelling geldt voor een deel van de lening.", "en"),
        ("Rabobank zakelijke lening: nog niet te zeggen", "en"),
        ("onbekend", "en"),
        ("geld binnen circa 4 weken (schatting)  ·  prijs onbekend: vraag een offerte", "en"),
    ],
)
def test_a_planted_sentence_is_found(text: str, language: Language) -> None:
    assert wrong_in(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Beequip financial lease materieel: ask your supplier.", "en"),
        ("Funding Circle Nederland: vraag een offerte.", "nl"),
        ("De code is rabobank-zakelijke-lening; kijk met finadvies catalogue list.", "nl"),
        ("Run finadvies homework SOURCE --pack DIR first.", "en"),
        ("Handelsregister KVK, 1 april 2027", "nl"),
        ("", "nl"),
    ],
)
def test_names_codes_and_commands_are_of_no_language(text: str, language: Language) -> None:
    assert not wrong_in(text, language)


def test_a_line_of_a_screen_is_cut_where_columns_part() -> None:
    assert list(sentences("Bank        Loan. Next:  year\n\nnew")) == ["Bank", "Loan.", "Next:", "year", "new"]


# -- screens and files -------------------------------------------------------------------------------------------------------

SCREENS = (
    ("shortlist", "FILE", "--all"),
    ("shortlist", "FILE", "--for", "client"),
    ("why", "FILE", "rabobank-zakelijke-lening"),
    ("why", "FILE", "bmkb"),
    ("why", "FILE", "wbso"),
    ("homework", "FILE"),
    ("homework", "FILE", "--lender", "rabobank"),
    ("report", "FILE"),
    ("report", "FILE", "--for", "adviser"),
    ("whatif", "FILE", "--set", "need.own_contribution=60000"),
    ("session", "quorzel", "--no-input", "--answers", "FILE"),
    ("dossier", "show", "quorzel"),
    ("dossier", "list"),
    ("track", "quorzel", "--lender", "rabobank"),
    ("shortlist", "FILE", "--json"),
    ("why", "FILE", "rabobank-zakelijke-lening", "--json"),
    ("homework", "FILE", "--json", "--lender", "rabobank"),
)


def read(text: str, kind: str) -> str:
    """What a file says, as paragraphs."""
    if kind == ".html":
        text = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", text)
        return html.unescape(re.sub(r"<[^>]+>", "\n\n", text))
    if kind == ".csv":
        return "\n\n".join(cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row)
    if kind == ".ics":
        unfolded = text.replace("\r\n ", "").replace("\\n", "\n\n")
        return "\n\n".join(re.findall(r"(?m)^(?:SUMMARY|DESCRIPTION):(.*)$", unfolded))
    if kind == ".json":
        return "\n\n".join(said for _, said in leaves(json.loads(text)) if len(said.split()) > 1 and said != "general knowledge")
    return text


def spoken(
    finadvies: Finadvies, file: Path, folder: Path, language: Language, *, about_nothing: bool = False
) -> Iterator[tuple[str, str]]:
    """All that the commands say and write about a client."""
    for words in SCREENS:
        result = finadvies(*(str(file) if word == "FILE" else word for word in words), "--lang", language)
        assert result.exit_code in (0, 1) or about_nothing, result.output
        shown = read(result.stdout, ".json") if "--json" in words else result.stdout
        yield " ".join(words), f"{shown}\n\n{result.stderr}"
    pack = finadvies(
        "homework", file, "--lender", "rabobank", "--pack", folder, "--format", "md,html,csv,ics,json", "--lang", language
    )
    assert pack.exit_code == 0, pack.output
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".md", ".html", ".csv", ".ics", ".txt", ".json") and path.name != "pack.json":
            yield path.name, read(path.read_bytes().decode("utf-8-sig"), path.suffix)


@pytest.mark.parametrize(("about", "language"), READ_OUT)
def test_all_that_is_shown_and_written_is_in_one_language(
    finadvies: Finadvies, tmp_path: Path, client_file: Callable[..., Path], about: str, language: Language
) -> None:
    told = dict(spoken(finadvies, client_file(MET[about]), tmp_path / "pak", language, about_nothing=about == "nothing known"))

    assert len(told) > len(SCREENS) + 10
    found = {place: wrong for place, text in told.items() if (wrong := wrong_in(text, language, (str(tmp_path),)))}
    assert found == {}


@pytest.mark.parametrize("section", ["feasibility", "mixes", "reasons", "homework", "questions", "desks"])
def test_a_screen_with_some_sentences_in_the_other_language_is_found(finadvies: Finadvies, bakery: str, section: str) -> None:
    dutch, english = texts_in("nl"), texts_in("en")
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(dutch._messages, section, english._messages[section])
        shown = finadvies("demo" if section == "homework" else "shortlist", *([] if section == "homework" else [bakery])).stdout

    assert wrong_in(shown, "nl")


SMALL = Path(__file__).resolve().parents[1] / "data" / "small"
LIBRARY = (
    ("catalogue", "list"),
    ("catalogue", "words", "need"),
    ("catalogue", "show", "rabobank-zakelijke-lening"),
    ("catalogue", "show", "bmkb"),
    ("catalogue", "show", "eia"),
    ("catalogue", "show", "rabobank"),
    ("catalogue", "show", "annual-accounts"),
    ("catalogue", "check"),
    ("catalogue", "stale"),
    ("catalogue", "coverage", "--catalogue", str(SMALL / "catalogue"), "--checklists", str(SMALL / "checklists")),
    ("demo",),
)
"""`list --json` is not here: it holds every record whole, both languages and all."""
EVIDENCE: dict[Language, str] = {"nl": r"(?s)\n(Aantekening voor wie dit bijhoudt \(Engels\)|Bronnen)\n.*", "en": r"(?!)"}
"""What the keepers of the catalogue note, and for what a source was read, is English in every language: it is no text for a client."""
OF_THE_EXAMPLES = ("steenoven", "other")
"""What the client of the demo says, and a sector that the small catalogue has no name for."""


@pytest.mark.parametrize("words", LIBRARY, ids=lambda words: " ".join(words[:3]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_shows_itself_in_one_language(finadvies: Finadvies, words: tuple[str, ...], language: Language) -> None:
    result = finadvies(*words, "--lang", language)

    shown = re.sub(EVIDENCE[language], "", result.stdout)
    assert shown.strip() or words[-1] in ("stale", "check")
    assert wrong_in(f"{shown}\n\n{result.stderr}", language, OF_THE_EXAMPLES) == []
