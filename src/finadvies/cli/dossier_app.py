"""The commands under `finadvies dossier`; what each does stands in a module that is only imported when the command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from finadvies.cli.help import Commands
from finadvies.cli.run import Run, command

dossier_app = Commands()
Dossier = Annotated[str, typer.Argument(metavar="DOSSIER")]


@dossier_app.command("list")
@command
def dossier_list(
    run: Run,
    *,
    outcomes: Annotated[bool, typer.Option("--outcomes")] = False,
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
    changes: Annotated[bool, typer.Option("--changes")] = False,
    unpack: Annotated[
        Path | None,
        typer.Option("--unpack", metavar="DIR"),
    ] = None,
    take_back: Annotated[bool, typer.Option("--take-back")] = False,
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
    dossier: Annotated[str | None, typer.Argument(metavar="[DOSSIER]")] = None,
    *,
    past: Annotated[bool, typer.Option("--past")] = False,
    yes: Annotated[bool, typer.Option("--yes")] = False,
) -> int:
    """Delete a dossier for good; what others put in its folder stays."""
    from finadvies.cli import dossier_delete as deleting  # noqa: PLC0415

    return deleting.delete(run, dossier, past=past, yes=yes)
