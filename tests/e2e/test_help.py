"""Help and wrong usage in the language of the reader: nothing of what the command library says in English comes through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result
from which_language import english_in_dutch, wrong_in

from finadvies.cli.app import app
from finadvies.cli.help import Command, Group, Misuse
from finadvies.locale import LANGUAGES, Language, texts_in

Finadvies = Callable[..., Result]
ROOT = typer.main.get_command(app)
LIBRARY_WORDS = re.compile(
    r"\b(Usage|Try|Error|Missing|Invalid|Options|Arguments|Commands|Possible|requires|Show this message|No such|unexpected|default|required)\b"
)


def tree(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from tree(below, (*path, name))


EVERY = dict(tree(ROOT))


def name(parameter: Any) -> str:
    return str(max(parameter.opts, key=len)).lstrip("-")


def run(*words: str, **env: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "80", "FINADVIES_LANG": "", **env})


# -- every command and option has its words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_has_its_words_and_no_words_are_left_over(language: Language) -> None:
    table = texts_in(language).help
    own = {"completion_on", "completion_unknown"}

    assert set(table["commands"]) == {" ".join(path) or "finadvies" for path in EVERY}
    assert own < set(table["errors"])
    for path, command in EVERY.items():
        told = set(table["commands"][" ".join(path) or "finadvies"]) - {"text"}
        assert told == {name(each) for each in command.params} - set(table["common"]), path
    common = {name(each) for command in EVERY.values() for each in command.params if name(each) in table["common"]}
    assert common == set(table["common"]) - {"help"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_has_a_word_in_both_languages(language: Language) -> None:
    shown = {
        word
        for command in EVERY.values()
        for each in command.params
        for word in re.findall(r"[A-Z]+(?:-[A-Z]+)*", each.metavar or "")
    }
    assert shown == set(texts_in(language).help["places"])


def test_every_command_shows_itself() -> None:
    assert not [
        path for path, command in EVERY.items() if not isinstance(command, Group if hasattr(command, "commands") else Command)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_commands_takes_two_lines_at_most_for_each(language: Language) -> None:
    long = [
        first
        for texts in texts_in(language).help["commands"].values()
        if len(first := texts["text"].partition(". ")[0]) > 130 or not texts["text"].endswith(".")
    ]
    assert not long


# -- the pages ---------------------------------------------------------------------------------------------------------------


def explanations(page: str) -> str:
    """A page without its first column, which holds what is typed."""
    return re.sub(r"(?m)^  (?:-|[a-z]+  ).*?(?:  +|$)", "\n", page)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: " ".join(path) or "finadvies")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_command_is_in_the_language_of_the_reader(path: tuple[str, ...], language: Language) -> None:
    result = run(*path, "--help", FINADVIES_LANG=language)

    assert result.exit_code == 0
    assert result.output.startswith(texts_in(language).help["words"]["usage"])
    assert result.output.isascii()
    assert not [line for line in result.output.splitlines() if len(line) > 80]
    assert not wrong_in(explanations(result.output), language, ("(nl)", "(en)"))
    for each in EVERY[path].params:
        assert max(each.opts, key=len) in result.output or each.param_type_name == "argument"
    if language == "nl":
        assert not LIBRARY_WORDS.findall(result.output)


@pytest.mark.parametrize(
    ("words", "env", "language"),
    [
        (("--help",), {}, "nl"),
        (("--lang", "en", "--help"), {}, "en"),
        (("--help", "--lang", "en"), {}, "en"),
        (("session", "--help", "--lang=en"), {}, "en"),
        (("--lang", "en", "session", "-h"), {}, "en"),
        (("--help",), {"FINADVIES_LANG": "en"}, "en"),
        (("--help", "--lang", "nl"), {"FINADVIES_LANG": "en"}, "nl"),
        (("--lang", "en", "session", "-h", "--lang", "nl"), {}, "nl"),
        (("--help", "--lang", "fr"), {}, "nl"),
        (("--help", "--lang"), {}, "nl"),
    ],
)
def test_the_language_of_help_goes_by_the_last_that_is_said(
    words: tuple[str, ...], env: dict[str, str], language: Language
) -> None:
    result = run(*words, **env)

    assert result.output.startswith(texts_in(language).help["words"]["usage"])


def test_numbers_and_what_holds_without_an_option_stand_in_the_page() -> None:
    page = " ".join(run("batch", "-h").output.split())

    assert "(1 of meer)" in page
    assert "Zonder deze optie: 1." in page
    assert "(1 tot en met 9)" in " ".join(run("shortlist", "-h").output.split())


# -- wrong usage -------------------------------------------------------------------------------------------------------------

WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    (("shortlist",), "missing"),
    (("catalogue", "new", "term_loan"), "missing"),
    (("batch",), "missing"),
    (("nonsens",), "unknown_command"),
    (("sesion",), "unknown_command_but"),
    (("catalogue", "maak"), "unknown_command"),
    (("dossier", "shw"), "unknown_command_but"),
    (("--plain",), "no_command"),
    (("shortlist", "x", "--nonsens"), "no_option"),
    (("shortlist", "x", "--objectiv", "y"), "no_option_but"),
    (("shortlist", "x", "-z"), "no_option"),
    (("shortlist", "x", "--today"), "missing_value"),
    (("--today",), "missing_value"),
    (("shortlist", "x", "--plain=ja"), "needless_value"),
    (("shortlist", "x", "y", "z"), "too_much"),
    (("shortlist", "x", "--max-lenders", "12"), "bad_number"),
    (("shortlist", "x", "--max-lenders", "veel"), "bad_number"),
    (("batch", "x", "--jobs", "0"), "bad_number"),
    (("catalogue", "list", "--amount", "1.5"), "bad_number"),
)


@pytest.mark.parametrize(("words", "code"), WRONG, ids=lambda value: "_".join(value) if isinstance(value, tuple) else value)
@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_usage_says_what_to_do_in_the_language_of_the_reader(words: tuple[str, ...], code: str, language: Language) -> None:
    result = run(*words, FINADVIES_LANG=language)

    table = texts_in(language).help
    usage, told, more = result.stderr.splitlines()
    assert result.exit_code == 2
    assert result.stdout == ""
    assert usage.startswith(table["words"]["usage"])
    sentence = re.sub(r"\\{[a-z]+\\}", ".+", re.escape(table["errors"][code]))
    assert re.fullmatch(sentence, told)
    assert more.endswith("-h")
    if language == "nl":
        assert not LIBRARY_WORDS.findall(result.stderr)
        assert not english_in_dutch(told)


def test_every_sentence_about_wrong_usage_is_tried() -> None:
    rare = {"completion_on", "completion_unknown", "more", "bad_value", "other"}
    assert {code for _, code in WRONG} == set(texts_in("nl").help["errors"]) - rare


@pytest.mark.parametrize(("kind", "code"), [(typer.BadParameter, "bad_value"), (RuntimeWarning, "other")])
def test_an_error_that_no_command_gives_today_is_told_too(
    monkeypatch: pytest.MonkeyPatch, kind: type[Exception], code: str
) -> None:
    """The library may come with errors that no option of ours can give; none may be told in its own words."""
    command = EVERY["session",]
    error = typer.BadParameter("Value must be an iterable.", param=command.params[0])
    error.__class__ = type(kind.__name__, (typer.BadParameter,), {})
    if code == "other":
        error.param = None

    def broken(*_: Any) -> Any:
        raise error

    context = typer.Context(command, info_name="session", parent=typer.Context(ROOT, info_name="finadvies"))
    monkeypatch.setattr(command, "make_parser", broken)
    with pytest.raises(Misuse) as told:
        command.parse_args(context, [])
    opening = texts_in("nl").help["errors"][code].partition("{")[0]
    assert told.value.format_message().startswith(opening)


def test_a_group_without_a_command_shows_its_page() -> None:
    for words in ((), ("catalogue",), ("dossier",)):
        result = run(*words)
        assert result.exit_code == 2
        assert texts_in("nl").help["words"]["commands"] in result.output


# -- completion --------------------------------------------------------------------------------------------------------------


def completions(monkeypatch: pytest.MonkeyPatch, typed: str) -> str:
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", typed)
    result = CliRunner().invoke(app, [], prog_name="finadvies", env={"_FINADVIES_COMPLETE": "complete_zsh"})
    return result.output


def test_the_shell_completes_with_our_words(monkeypatch: pytest.MonkeyPatch) -> None:
    table = texts_in("nl").help

    assert table["commands"]["homework"]["text"].partition(".")[0] in completions(monkeypatch, "finadvies ho")
    assert table["commands"]["session"]["answers"] in completions(monkeypatch, "finadvies session --ans").replace("\\", "")


def test_what_is_installed_for_the_shell_is_told_in_our_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for shell, code, exit_code in (("bash", "completion_on", 0), ("vreemd", "completion_unknown", 2)):
        monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda shell=shell: shell)
        result = run("--install-completion")
        assert result.output == texts_in("nl").help["errors"][code] + "\n"
        assert result.exit_code == exit_code
