"""The table of commands; what each does stands in a module that is only imported when the command runs."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from finadvies import __version__
from finadvies.cli.catalogue_app import catalogue_app
from finadvies.cli.dossier_app import dossier_app
from finadvies.cli.options import taken_from, with_common
from finadvies.cli.run import Run, command, day_of

app = typer.Typer(
    name="finadvies",
    help="Which financing mixes fit a client, and which papers they take. Works offline; client data stays on this machine.",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(dossier_app, name="dossier")

Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A dossier, a client file (TOML or JSON), or - for standard input.")
]


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        typer.echo(f"finadvies {__version__}")
        raise typer.Exit


def main(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
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
    dossier: Annotated[
        str | None, typer.Argument(metavar="[DOSSIER]", help="A dossier to go on with, or the name of a new one.")
    ] = None,
    *,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="Answers to begin with (a client file).")
    ] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="One answer; repeatable.")] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; stop when an answer is missing.")] = False,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DOSSIER", help="Begin a new dossier with what still holds of this earlier one."),
    ] = None,
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
    max_lenders: Annotated[int | None, typer.Option("--max-lenders", min=1, max=9, help="Most lenders in a mix.")] = None,
    objective: Annotated[
        str | None,
        typer.Option(
            "--objective",
            metavar="cheapest|fastest|least_homework|surest|keeps_control|balanced",
            help="Which mix comes first; without it as the client prefers.",
        ),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="ID", help="Leave a product out of the mixes; repeatable.")
    ] = None,
    require: Annotated[
        list[str] | None, typer.Option("--require", metavar="ID", help="A product that every mix must have; repeatable.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also every other mix that none beats on cost, days, papers, certainty and control.")
    ] = False,
) -> None:
    """Options with verdict and reasons, figures, mixes, next questions, desks."""
    from finadvies.cli import advice_commands  # noqa: PLC0415

    advice_commands.shortlist(
        run, source, max_lenders=max_lenders, objective=objective, exclude=exclude or [], require=require or [], every=every
    )


@app.command()
@command
def why(
    run: Run, source: Source, product: Annotated[str, typer.Argument(metavar="PRODUCT", help="The id of a product.")]
) -> None:
    """One product for this client: every criterion, found against required, and what would change it."""
    from finadvies.cli import advice_commands  # noqa: PLC0415

    advice_commands.why(run, source, product)


@app.command()
@command
def homework(
    run: Run,
    source: Source,
    *,
    mix: Annotated[list[str] | None, typer.Option("--mix", metavar="ID", help="A mix of the shortlist; repeatable.")] = None,
    product: Annotated[
        list[str] | None, typer.Option("--product", metavar="ID", help="A product, in or outside the mixes; repeatable.")
    ] = None,
    lender: Annotated[
        list[str] | None, typer.Option("--lender", metavar="ID", help="A lender and its open products; repeatable.")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="YYYY-MM-DD", help="The day the client begins; today when not said.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write the list to files in this folder.")] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="LIST",
            help="Of md, html, pdf, docx, xlsx, csv, ics, json; separated by commas. Without it the usual ones.",
        ),
    ] = None,
    pack: Annotated[
        Path | None,
        typer.Option(
            "--pack",
            metavar="DIR",
            help="Write the whole dossier to a folder of the client in here: sections, lists, letters, memorandum, index.",
        ),
    ] = None,
    zip_: Annotated[bool, typer.Option("--zip", help="With --pack: also all of it as one zip beside that folder.")] = False,
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
    mix: Annotated[
        str | None, typer.Option("--mix", metavar="ID", help="A mix of the shortlist; else that of the dossier, or the first.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the memorandum to files in this folder.")
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="LIST", help="Of md, html, pdf, docx; separated by commas. Without it all of them."),
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
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Name or folder of a dossier.")],
    ticks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DOCUMENT=STATUS]...", help="todo, requested, received, checked or not_needed."),
    ] = None,
    *,
    dated: Annotated[
        str | None, typer.Option("--dated", metavar="YYYY-MM-DD", help="The day on the papers that are ticked.")
    ] = None,
    received: Annotated[
        str | None, typer.Option("--received", metavar="YYYY-MM-DD", help="The day they came in; today when not said.")
    ] = None,
    mix: Annotated[list[str] | None, typer.Option("--mix", metavar="ID", help="Go for this mix; repeatable.")] = None,
    product: Annotated[list[str] | None, typer.Option("--product", metavar="ID", help="Go for this product; repeatable.")] = None,
    lender: Annotated[list[str] | None, typer.Option("--lender", metavar="ID", help="Go for this lender; repeatable.")] = None,
    pack: Annotated[
        Path | None,
        typer.Option("--pack", metavar="DIR", help="The client's folder that homework --pack made, when it was moved."),
    ] = None,
    take: Annotated[bool, typer.Option("--take", help="Tick as received what lies in that folder under its number.")] = False,
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
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Name or folder of a dossier.")],
    product: Annotated[str | None, typer.Argument(metavar="[PRODUCT]", help="The id of the product that was asked for.")] = None,
    result: Annotated[
        str | None,
        typer.Argument(metavar="[accepted|rejected|withdrawn|pending]", help="The answer; pending when the request went out."),
    ] = None,
    *,
    ground: Annotated[
        list[str] | None, typer.Option("--ground", metavar="REASON", help="The reason of a no, by code or name; repeatable.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The day of the answer, or of the request; today when not said."),
    ] = None,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="EUR", help="The amount asked; after accepted the amount granted.")
    ] = None,
    asked: Annotated[
        str | None, typer.Option("--asked", metavar="EUR", help="After accepted: the amount asked, where less was granted.")
    ] = None,
    written: Annotated[bool | None, typer.Option("--written/--not-written", help="Whether the no is in writing.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last answer back, or the last about PRODUCT.")] = False,
    letter: Annotated[
        Path | None, typer.Option("--letter", metavar="DIR", help="Write the request for the reason of a no in this folder.")
    ] = None,
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
        typer.Option(
            "--set", metavar="KEY=VALUE", help="An answer as it would be; repeatable. Without it only the nearest steps."
        ),
    ] = None,
) -> None:
    """Two runs side by side: what opens, closes, becomes cheaper or quicker; and the smallest steps that open something."""
    from finadvies.cli import whatif_command  # noqa: PLC0415

    whatif_command.whatif(run, source, tuple(set_ or ()))


@app.command()
@command
def batch(
    run: Run,
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Client files (TOML, JSON, JSON Lines) or folders of them.")
    ],
    *,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for results.jsonl and summary.json.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Worker processes; the bytes are the same whatever the number.")] = 1,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="LIST", help="Homework per client as well: md, html, pdf, docx, xlsx, csv, ics, json."),
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
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write the homework of the example here.")] = None,
) -> None:
    """One shipped example through the whole road, no questions asked."""
    from finadvies.cli import demo_command  # noqa: PLC0415

    demo_command.demo(run, out)
