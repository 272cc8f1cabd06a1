"""The options that every command takes, before its name or after it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import typer

COMMON: Final[dict[str, Any]] = {
    "catalogue": Annotated[Path | None, typer.Option("--catalogue", metavar="DIR")],
    "checklists": Annotated[Path | None, typer.Option("--checklists", metavar="DIR")],
    "overlay": Annotated[list[Path] | None, typer.Option("--overlay", metavar="DIR")],
    "today": Annotated[str | None, typer.Option("--today", metavar="YYYY-MM-DD")],
    "reader": Annotated[str | None, typer.Option("--for", metavar="client|adviser")],
    "plain": Annotated[bool, typer.Option("--plain")],
    "lang": Annotated[str | None, typer.Option("--lang", metavar="nl|en")],
    "json_": Annotated[bool, typer.Option("--json")],
    "no_color": Annotated[bool, typer.Option("--no-color")],
    "quiet": Annotated[bool, typer.Option("--quiet")],
}
DEFAULTS: Final[dict[str, Any]] = dict.fromkeys(COMMON) | dict.fromkeys(("plain", "json_", "no_color", "quiet"), False)


def with_common(function: Callable[..., Any], own: list[inspect.Parameter]) -> None:
    """Let typer see, beside a function's own parameters, the common options and the context they may have been given in."""
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=DEFAULTS[name], annotation=kind)
        for name, kind in COMMON.items()
    ]
    parameters = [*own, context, *common]
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}


def taken_from(given: dict[str, Any]) -> dict[str, Any]:
    """Take the common options out of what a command was given; what stands before the command's name counts where it says nothing."""
    context: typer.Context = given.pop("ctx")
    before = context.obj if isinstance(context.obj, dict) else {}
    now = {name: given.pop(name) for name in COMMON}
    return {name: value if value not in (None, False, []) else before.get(name, value) for name, value in now.items()}
