"""The commands under `finadvies dossier`; what each does stands in a module that is only imported when the command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from finadvies.cli.run import Run, command

dossier_app = typer.Typer(help="The dossiers on this machine.", no_args_is_help=True, rich_markup_mode=None)
Dossier = Annotated[str, typer.Argument(metavar="DOSSIER", help="Name or folder of a dossier.")]


@dossier_app.command("list")
@command
def dossier_list(
    run: Run,
    *,
    outcomes: Annotated[
        bool, typer.Option("--outcomes", help="What providers answered over all dossiers: counts by provider and by reason.")
    ] = False,
) -> None:
    """The dossiers on this machine."""
    from finadvies.cli import dossier_commands  # noqa: PLC0415

    if outcomes:
        dossier_commands.outcomes(run)
    else:
        dossier_commands.list_dossiers(run)


@dossier_app.command("show")
@command
def dossier_show(run: Run, dossier: Dossier) -> None:
    """The answers of a dossier, with where each came from."""
    from finadvies.cli import dossier_commands  # noqa: PLC0415

    dossier_commands.show(run, dossier)


@dossier_app.command("verify")
@command
def dossier_verify(
    run: Run,
    dossier: Dossier,
    *,
    changes: Annotated[
        bool, typer.Option("--changes", help="Also say in how many places the catalogue of today is another.")
    ] = False,
    unpack: Annotated[
        Path | None,
        typer.Option("--unpack", metavar="DIR", help="Put the recorded catalogue in this new folder, for catalogue diff."),
    ] = None,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Put damaged files back as they were one save ago; keep the damaged ones beside.")
    ] = False,
) -> int:
    """Work the recorded advice out again from what the dossier holds; any difference is shown, and any damage."""
    from finadvies.cli import dossier_verify as verifying  # noqa: PLC0415

    if take_back:
        return verifying.put_back(run, dossier)
    return verifying.verify(run, dossier, changes=changes, unpack=unpack)


@dossier_app.command("delete")
@command
def dossier_delete(
    run: Run,
    dossier: Annotated[str | None, typer.Argument(metavar="[DOSSIER]", help="Name or folder of a dossier.")] = None,
    *,
    past: Annotated[bool, typer.Option("--past", help="Every dossier that is past the day until which it may be kept.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
) -> int:
    """Delete a dossier for good; what others put in its folder stays."""
    from finadvies.cli import dossier_delete as deleting  # noqa: PLC0415

    return deleting.delete(run, dossier, past=past, yes=yes)
