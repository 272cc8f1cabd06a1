"""The table of commands; what each does stands in a module that is only imported when the command runs."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from finadvies import __version__
from finadvies.cli.catalogue_app import catalogue_app
from finadvies.cli.dossier_app import dossier_app
from finadvies.cli.help import Commands
from finadvies.cli.options import taken_from, with_common
from finadvies.cli.run import Run, command, day_of

app = Commands(name="finadvies", add_completion=True, context_settings={"help_option_names": ["-h", "--help"]})
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(dossier_app, name="dossier")

Source = Annotated[str, typer.Argument(metavar="SOURCE")]


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        typer.echo(f"finadvies {__version__}")
        raise typer.Exit


def main(
    *,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
    **given: Any,
) -> None:
    """Which financing mixes fit a client, and which papers they take."""
    del version
    context = given["ctx"]
    context.obj = taken_from(given)


with_common(
    main, [parameter for name, parameter in inspect.signature(main, eval_str=True).parameters.items() if name == "version"]
)
app.callback()(main)


@app.command()
@command
def session(
    run: Run,
    dossier: Annotated[str | None, typer.Argument(metavar="[DOSSIER]")] = None,
    *,
    answers: Annotated[Path | None, typer.Option("--answers", metavar="FILE")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE")] = None,
    no_input: Annotated[bool, typer.Option("--no-input")] = False,
    from_: Annotated[str | None, typer.Option("--from", metavar="DOSSIER")] = None,
) -> int:
    """Hold the conversation: questions, shortlist, mixes, homework. Saved after every answer."""
    from finadvies.cli.session_command import hold  # noqa: PLC0415 - only this command asks questions

    return hold(run, dossier, answers, tuple(set_ or ()), no_input=no_input, earlier=from_)


@app.command()
@command
def shortlist(
    run: Run,
    source: Source,
    *,
    max_lenders: Annotated[int | None, typer.Option("--max-lenders", metavar="N", min=1, max=9)] = None,
    objective: Annotated[
        str | None,
        typer.Option(
            "--objective",
            metavar="cheapest|fastest|least_homework|surest|keeps_control|balanced",
        ),
    ] = None,
    exclude: Annotated[list[str] | None, typer.Option("--exclude", metavar="ID")] = None,
    require: Annotated[list[str] | None, typer.Option("--require", metavar="ID")] = None,
    every: Annotated[bool, typer.Option("--all")] = False,
) -> None:
    """Options with verdict and reasons, figures, mixes, next questions, desks."""
    from finadvies.cli import advice_commands  # noqa: PLC0415

    advice_commands.shortlist(
        run, source, max_lenders=max_lenders, objective=objective, exclude=exclude or [], require=require or [], every=every
    )


@app.command()
@command
def why(run: Run, source: Source, product: Annotated[str, typer.Argument(metavar="PRODUCT")]) -> None:
    """One product for this client: every criterion, found against required, and what would change it."""
    from finadvies.cli import advice_commands  # noqa: PLC0415

    advice_commands.why(run, source, product)


@app.command()
@command
def homework(
    run: Run,
    source: Source,
    *,
    mix: Annotated[list[str] | None, typer.Option("--mix", metavar="ID")] = None,
    product: Annotated[list[str] | None, typer.Option("--product", metavar="ID")] = None,
    lender: Annotated[list[str] | None, typer.Option("--lender", metavar="ID")] = None,
    start: Annotated[str | None, typer.Option("--start", metavar="YYYY-MM-DD")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR")] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="LIST",
        ),
    ] = None,
    pack: Annotated[
        Path | None,
        typer.Option(
            "--pack",
            metavar="DIR",
        ),
    ] = None,
    zip_: Annotated[bool, typer.Option("--zip")] = False,
) -> None:
    """The document checklists: per lender and merged, with planning and warnings; as files, or as a whole dossier."""
    from finadvies.cli import homework_command  # noqa: PLC0415
    from finadvies.cli.chosen import Asked  # noqa: PLC0415

    asked = Asked(tuple(mix or ()), tuple(product or ()), tuple(lender or ()))
    to = homework_command.ToFiles(out, pack, zip_, format_)
    homework_command.homework(run, source, asked, start=day_of(start), to=to)


@app.command()
@command
def report(
    run: Run,
    source: Source,
    *,
    mix: Annotated[str | None, typer.Option("--mix", metavar="ID")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR")] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="LIST"),
    ] = None,
) -> None:
    """The financing memorandum: what a credit committee reads about this client and this mix."""
    from finadvies.cli import report_command  # noqa: PLC0415
    from finadvies.cli.chosen import Asked  # noqa: PLC0415

    report_command.report(run, source, Asked((mix,) if mix is not None else ()), out=out, formats=format_)


@app.command()
@command
def track(
    run: Run,
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER")],
    ticks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DOCUMENT=STATUS]..."),
    ] = None,
    *,
    dated: Annotated[str | None, typer.Option("--dated", metavar="YYYY-MM-DD")] = None,
    received: Annotated[str | None, typer.Option("--received", metavar="YYYY-MM-DD")] = None,
    mix: Annotated[list[str] | None, typer.Option("--mix", metavar="ID")] = None,
    product: Annotated[list[str] | None, typer.Option("--product", metavar="ID")] = None,
    lender: Annotated[list[str] | None, typer.Option("--lender", metavar="ID")] = None,
    pack: Annotated[
        Path | None,
        typer.Option("--pack", metavar="DIR"),
    ] = None,
    take: Annotated[bool, typer.Option("--take")] = False,
) -> None:
    """Tick papers of a dossier; what is open, late, or about to expire. On a terminal without papers named: pick and tick."""
    from finadvies.cli import track_command  # noqa: PLC0415
    from finadvies.cli.chosen import Asked  # noqa: PLC0415

    asked = Asked(tuple(mix or ()), tuple(product or ()), tuple(lender or ()))
    to = track_command.ToTick(ticks or (), take, pack, day_of(dated), day_of(received))
    track_command.track(run, dossier, to, asked)


@app.command()
@command
def outcome(
    run: Run,
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER")],
    product: Annotated[str | None, typer.Argument(metavar="[PRODUCT]")] = None,
    result: Annotated[
        str | None,
        typer.Argument(metavar="[accepted|rejected|withdrawn|pending]"),
    ] = None,
    *,
    ground: Annotated[list[str] | None, typer.Option("--ground", metavar="REASON")] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD"),
    ] = None,
    amount: Annotated[str | None, typer.Option("--amount", metavar="EUROS")] = None,
    asked: Annotated[str | None, typer.Option("--asked", metavar="EUROS")] = None,
    written: Annotated[bool | None, typer.Option("--written/--not-written")] = None,
    undo: Annotated[bool, typer.Option("--undo")] = False,
    letter: Annotated[Path | None, typer.Option("--letter", metavar="DIR")] = None,
) -> None:
    """Record what a provider answered, and see the road after it: a second chance after a no, the rest of the plan after a yes.

    The same product again on the same day replaces the answer, a later day adds one. Without an answer the last one is shown again.
    """
    from finadvies.cli import outcome_command  # noqa: PLC0415

    answered = outcome_command.Answered(product, result, tuple(ground or ()), day_of(date), amount, asked, written, undo, letter)
    outcome_command.outcome(run, dossier, answered)


@app.command()
@command
def whatif(
    run: Run,
    source: Source,
    *,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE"),
    ] = None,
) -> None:
    """Two runs side by side: what opens, closes, becomes cheaper or quicker; and the smallest steps that open something."""
    from finadvies.cli import whatif_command  # noqa: PLC0415

    whatif_command.whatif(run, source, tuple(set_ or ()))


@app.command()
@command
def batch(
    run: Run,
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...")],
    *,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR")] = None,
    jobs: Annotated[int, typer.Option("--jobs", metavar="N", min=1)] = 1,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="LIST"),
    ] = "",
) -> int:
    """Many clients: one line of JSON each, in the order of the input. A bad one never stops the rest."""
    from finadvies.cli import batch_command  # noqa: PLC0415

    return batch_command.batch(run, inputs, out, jobs, format_)


@app.command()
@command
def demo(
    run: Run,
    *,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR")] = None,
) -> None:
    """One shipped example through the whole road, no questions asked."""
    from finadvies.cli import demo_command  # noqa: PLC0415

    demo_command.demo(run, out)
