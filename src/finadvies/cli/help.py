"""Help and usage errors in the reader's language.

The command library writes English: part of its words pass `gettext`, but those of its errors, "Usage:" and its own options are fixed in its source. So nothing
is translated here. Two thin classes write the page themselves, from `locale/help_*.toml`, and turn each error by its kind, never by its words, into a sentence
that says what to do.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout, suppress
from difflib import get_close_matches
from io import StringIO
from itertools import zip_longest
from typing import IO, Any, Final, NoReturn, get_args

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from finadvies.locale import Language, Texts, texts_in

LANGUAGE_VARIABLE: Final = "FINADVIES_LANG"


class Misuse(typer.BadParameter):
    """What was typed is no command that can be done; holds the sentence that says so."""

    def __init__(self, told: str, ctx: Any) -> None:
        super().__init__(told, ctx)
        self.where = ctx

    def format_message(self) -> str:
        """The sentence itself."""
        return self.message

    def show(self, file: IO[Any] | None = None) -> None:
        """How the command is used, what is wrong, and where to read more."""
        lines = (self.where.get_usage(), self.message, _say(self.where, "more", command=f"{self.where.command_path} -h"))
        typer.echo("\n".join(lines), file=file or sys.stderr)


class _Speaking:
    """What commands and groups of them have in common: how they show themselves and how they refuse."""

    params: list[Any]
    get_params: Callable[[Any], list[Any]]
    allow_extra_args = True
    """Words too many are refused in `parse_args`, in the reader's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words behind the command."""
        try:
            left: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]  # the command that this is mixed into
        except TyperException as error:
            _refuse(error, ctx)
        if left and not hasattr(self, "commands") and not ctx.resilient_parsing:
            raise Misuse(_say(ctx, "too_much", words=" ".join(left)), ctx)
        return left

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What stands behind the command's name in the line of use."""
        words = _help(ctx)["words"]
        places = [_place(ctx, each) for each in self.params if each.param_type_name == "argument"]
        return [words["options_place"], *places, *([words["command_place"]] if hasattr(self, "commands") else [])]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line of use."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_help(ctx)["words"]["usage"])

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """What the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_texts_of(ctx)["text"])

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """What it takes; for a group also its commands."""
        rows: dict[str, list[tuple[str, str]]] = {"arguments": [], "options": []}
        for each in self.get_params(ctx):
            rows[f"{each.param_type_name}s"].append((_typed(ctx, each), _explained(ctx, each)))
        below = getattr(self, "commands", {})
        rows["commands"] = [(name, _first_sentence(_texts_of(ctx, name)["text"])) for name in below]
        for title, each_row in rows.items():
            if each_row:
                with formatter.section(_help(ctx)["words"][title]):
                    formatter.write_dl(each_row)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """What the shell may offer, with its explanation where the shell shows one."""
        offered: list[Any] = super().shell_complete(ctx, incomplete)  # type: ignore[misc]  # the command that this is mixed into
        by_name = {name: each for each in self.get_params(ctx) for name in each.opts}
        for item in offered:
            if item.value in by_name:
                item.help = _explained(ctx, by_name[item.value])
            elif item.value in getattr(self, "commands", {}):
                item.help = _first_sentence(_texts_of(ctx, item.value)["text"])
        return offered


class Command(_Speaking, TyperCommand):
    """One command."""


class Group(_Speaking, TyperGroup):
    """Commands under one name; the outermost knows the language of the reader."""

    language: Language = "nl"
    _ready = False

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        """Do what was typed."""
        self.language = _language(sys.argv[1:] if args is None else args)
        for each in () if self._ready else self.params:
            if each.name == "install_completion":
                each.callback = _in_own_words(each.callback)
        self._ready = True
        return super().main(args, *more, **extra)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that `args` begins with."""
        if self.get_command(ctx, args[0]) is None:
            known = get_close_matches(args[0], list(self.commands), n=1)
            code = "unknown_command_but" if known else "unknown_command"
            raise Misuse(_say(ctx, code, name=args[0], suggestion="".join(known)), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Go on with the command that follows."""
        try:
            return super().invoke(ctx)
        except TyperException as error:
            _refuse(error, ctx)


class Commands(typer.Typer):
    """A table of commands that show themselves in the reader's language."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=Group, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Add a command."""
        return super().command(name, cls=Command, **settings)


def _in_own_words(install: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    """The library says in English what it installed; the reader gets the sentence of the locale."""

    def installed(ctx: Any, option: Any, asked: Any) -> Any:
        if not asked or ctx.resilient_parsing:
            return asked
        done = False
        with redirect_stdout(StringIO()), suppress(typer.Exit):
            try:
                install(ctx, option, asked)
            except SystemExit as end:
                done = not end.code
        typer.echo(_say(ctx, "completion_on" if done else "completion_unknown"), err=not done)
        raise typer.Exit(0 if done else 2)

    return installed


def _language(words: Sequence[str]) -> Language:
    """The language for help and usage errors, which come before the options are read; what makes no sense is told by the command."""
    asked = [os.environ.get(LANGUAGE_VARIABLE, "")]
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        asked += [following] if word == "--lang" else [word.removeprefix("--lang=")] if word.startswith("--lang=") else []
    known = [chosen for chosen in asked if chosen in get_args(Language)]
    return known[-1] if known else "nl"  # type: ignore[return-value]  # literals, just tested


def _texts(ctx: Any) -> Texts:
    return texts_in(getattr(ctx.find_root().command, "language", "nl"))


def _help(ctx: Any) -> dict[str, Any]:
    return _texts(ctx).help


def _say(ctx: Any, code: str, **values: object) -> str:
    return str(_help(ctx)["errors"][code].format(**values)).strip()


def _texts_of(ctx: Any, below: str = "") -> dict[str, str]:
    """The texts of the command of `ctx`, or of one below it."""
    names = [] if not below else [below]
    while ctx.parent is not None:
        names.insert(0, ctx.info_name)
        ctx = ctx.parent
    texts: dict[str, str] = _help(ctx)["commands"][" ".join(names) or "finadvies"]
    return texts


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".")


def _name(each: Any) -> str:
    """The key of an option or argument in the tables: its longest form without dashes."""
    return str(max(each.opts, key=len)).lstrip("-")


def _place(ctx: Any, each: Any) -> str:
    """What stands for a value that is to be filled in; what has to be typed as it is stays."""
    if getattr(each, "is_flag", False):
        return ""
    places = _help(ctx)["places"]
    return re.sub(r"[A-Z]+(?:-[A-Z]+)*", lambda found: places.get(found[0], found[0]), each.metavar or "N")


def _typed(ctx: Any, each: Any) -> str:
    """An option or argument as it is typed."""
    if each.param_type_name == "argument":
        return _place(ctx, each)
    return f"{', '.join(sorted(each.opts, key=len))} {_place(ctx, each)}".rstrip()


def _explained(ctx: Any, each: Any) -> str:
    """What an option or argument is for, with the numbers it takes and what holds without it."""
    words, name = _help(ctx)["words"], _name(each)
    text = _texts_of(ctx).get(name) or _help(ctx)["common"][name]
    numbers = f" ({span})" if (span := _span(words, each.type)) else ""
    usual = f" {words['default'].format(value=each.default)}" if type(each.default) is int else ""
    return f"{text.removesuffix('.')}{numbers}.{usual}" if numbers else f"{text}{usual}"


def _span(words: dict[str, str], kind: Any) -> str:
    """The whole numbers that an option takes."""
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is None:
        return ""
    return words["at_least"].format(low=low) if high is None else words["between"].format(low=low, high=high)


def _refuse(error: TyperException, ctx: Any) -> NoReturn:
    """End with what the reader can do about an error of the command library."""
    kind, each = type(error).__name__, getattr(error, "param", None)
    if isinstance(error, Misuse) or kind == "NoArgsIsHelpError":
        raise error
    if kind == "NoSuchOption":
        near = sorted(getattr(error, "possibilities", None) or ())[:1]
        told = _say(
            ctx, "no_option_but" if near else "no_option", name=getattr(error, "option_name", ""), suggestion="".join(near)
        )
    elif kind == "BadOptionUsage":
        told = _without_value(ctx, getattr(error, "option_name", ""))
    elif kind == "MissingParameter" and each is not None:
        told = _say(ctx, "missing", name=_place(ctx, each), what=_explained(ctx, each))
    elif each is not None:
        span = _span(_help(ctx)["words"], each.type)
        told = _say(ctx, "bad_number" if span else "bad_value", name=_typed(ctx, each), range=span, what=_explained(ctx, each))
    elif kind == "UsageError" and hasattr(ctx.command, "commands"):
        told = _say(ctx, "no_command", example=f"{ctx.command_path} {next(iter(ctx.command.commands))}")
    else:
        told = _say(ctx, "other")
    raise Misuse(told, ctx) from None


def _without_value(ctx: Any, name: str) -> str:
    """An option lacks its value, or was given one that it does not take."""
    for each in ctx.command.get_params(ctx):
        if name in each.opts and not each.is_flag:
            return _say(ctx, "missing_value", name=name, place=_place(ctx, each), what=_explained(ctx, each))
    return _say(ctx, "needless_value", name=name)
