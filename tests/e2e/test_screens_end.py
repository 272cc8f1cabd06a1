"""What holds for each screen of a result: it fits, it says the same in ASCII, and it ends with what to do next."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from met_clients import met
from typer.testing import Result
from wcwidth import wcswidth

from finadvies.exports.layout import plain
from finadvies.locale import LANGUAGES, Language, texts_in

Finadvies = Callable[..., Result]
MET = {about: text for about, text in met().items() if about != "industry that grows"}
RESULTS = (
    ("shortlist", "FILE"),
    ("why", "FILE", "rabobank-zakelijke-lening"),
    ("homework", "FILE", "--lender", "rabobank"),
    ("whatif", "FILE", "--set", "need.own_contribution=60000"),
)


def words(screen: str) -> list[str]:
    """The words of a screen, in whatever order columns put them: marks, rules and bars left out."""
    return sorted(re.findall(r"[A-Za-z0-9]+", plain(screen).replace("EUR", " ")))


@pytest.mark.parametrize(
    ("about", "language"), [("bakery with a new oven", "nl"), ("nothing known", "nl"), ("urgent, after a rejection", "en")]
)
def test_each_result_fits_says_the_same_in_ascii_and_ends_with_what_to_do(
    finadvies: Finadvies, client_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, about: str, language: Language
) -> None:
    monkeypatch.chdir(client_file(MET[about], "k.toml").parent)
    next_steps = {text.partition("{")[0] for text in texts_in(language)._messages["go_on"].values()}
    for command in RESULTS:
        asked = ["k.toml" if word == "FILE" else word for word in command]
        shown = finadvies(*asked, "--lang", language).stdout
        bare = finadvies(*asked, "--lang", language, "--plain").stdout

        lines = [line for line in shown.splitlines() if line.strip()]
        assert [line for line in lines if wcswidth(line) > 80 and "://" not in line] == [], command
        assert [line for line in bare.splitlines() if len(line) > 80 and "://" not in line] == [], command
        assert words(shown) == words(bare), command
        assert any(" ".join(lines[-2:]).find(step.strip()) >= 0 for step in next_steps), (command, lines[-2:])


def test_a_client_reads_nothing_that_has_to_be_typed(finadvies: Finadvies, bakery: str) -> None:
    assert "finadvies " not in finadvies("shortlist", bakery, "--for", "client").stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_next_step_begins_with_a_verb(language: Language) -> None:
    """The texts are few; a verb in the imperative is known by its word."""
    verbs = {"nl": "Kies|Bekijk|Schrijf|Vink|Probeer|Pas", "en": "Choose|See|Write|Tick|Try|Change"}[language]
    assert all(re.match(rf"(?:{verbs})\b.*: finadvies ", text) for text in texts_in(language)._messages["go_on"].values())
