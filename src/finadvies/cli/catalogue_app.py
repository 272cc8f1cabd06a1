"""The commands under `finadvies catalogue`; what each does stands in a module that is only imported when the command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from finadvies.cli.help import Commands
from finadvies.cli.run import Run, command

catalogue_app = Commands()


@catalogue_app.command("check")
@command
def catalogue_check(run: Run) -> int:
    """Check every file; all that is wrong, as file:line: path: message."""
    from finadvies.cli import catalogue_commands  # noqa: PLC0415

    return catalogue_commands.check(run)


@catalogue_app.command("list")
@command
def catalogue_list(
    run: Run,
    *,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND")] = None,
    lender: Annotated[str | None, typer.Option("--lender", metavar="ID")] = None,
    province: Annotated[str | None, typer.Option("--province", metavar="NAME")] = None,
    purpose: Annotated[str | None, typer.Option("--purpose", metavar="PURPOSE")] = None,
    amount: Annotated[int | None, typer.Option("--amount", metavar="EUROS", min=1)] = None,
) -> None:
    """The products, by kind, with amounts and state."""
    from finadvies.cli import catalogue_commands  # noqa: PLC0415

    catalogue_commands.list_products(run, kind, lender, province, purpose, amount)


@catalogue_app.command("words")
@command
def catalogue_words(run: Run, word: Annotated[str, typer.Argument(metavar="WORD")] = "") -> None:
    """The codes that files may use, with their names: facts, kinds, lenders, papers, sectors, regions."""
    from finadvies.cli import catalogue_commands  # noqa: PLC0415

    catalogue_commands.list_words(run, word)


@catalogue_app.command("show")
@command
def catalogue_show(run: Run, entry: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """One entry in words: figures, criteria, documents, sources."""
    from finadvies.cli import catalogue_commands  # noqa: PLC0415

    catalogue_commands.show(run, entry)


@catalogue_app.command("diff")
@command
def catalogue_diff(
    run: Run,
    old: Annotated[Path, typer.Argument(metavar="A")],
    new: Annotated[Path, typer.Argument(metavar="B")],
) -> int:
    """What changed between two states, in the words of the trade; exit code 1 when something did."""
    from finadvies.cli import upkeep_commands  # noqa: PLC0415

    return upkeep_commands.diff(run, old, new)


@catalogue_app.command("new")
@command
def catalogue_new(
    run: Run,
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    entry: Annotated[str, typer.Argument(metavar="ID")],
    *,
    lender: Annotated[str | None, typer.Option("--lender", metavar="ID")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR")] = None,
) -> None:
    """A commented skeleton of a product, to be filled in; nothing is overwritten."""
    from finadvies.cli import upkeep_commands  # noqa: PLC0415

    upkeep_commands.new(run, kind, entry, lender, out)


@catalogue_app.command("stale")
@command
def catalogue_stale(
    run: Run,
    *,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", metavar="12m"),
    ] = None,
) -> int:
    """Entries whose day of review has passed, most overdue first; exit code 1 when there are any."""
    from finadvies.cli import quality_commands  # noqa: PLC0415

    return quality_commands.stale(run, older_than)


@catalogue_app.command("coverage")
@command
def catalogue_coverage(run: Run) -> int:
    """How many routes each kind of situation has; exit code 1 when one has none or nobody reaches a product."""
    from finadvies.cli import quality_commands  # noqa: PLC0415

    return quality_commands.coverage(run)
