"""`homework`: the checklists on screen, as files, or as data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from finadvies.advice import Advice, Proposal
from finadvies.cli.advice_commands import known_product
from finadvies.cli.run import Run
from finadvies.domain.facts import suggest
from finadvies.errors import NotFound, UsageError
from finadvies.exports import machine
from finadvies.exports.files import write_homework
from finadvies.exports.formats import FORMATS, Job
from finadvies.exports.homework_view import view
from finadvies.exports.names import product as product_name
from finadvies.exports.screens import desks
from finadvies.exports.screens import homework as screen


def homework(
    run: Run, source: str, mix: list[str], product: list[str], lender: list[str], out: Path | None, formats: str
) -> None:
    """The papers for a mix, or for products or lenders named on the command line."""
    wanted = formats_of(formats)
    advice = run.advice(source)
    products, title, chosen = _chosen(run, advice, mix, product, lender)
    plan = advice.homework(products)
    if run.json:
        run.console.data(machine.dumps(machine.homework(advice, plan, run.texts, chosen)))
    else:
        found = view(advice, plan, run.texts)
        run.console.show(screen.homework(found, run.texts, run.console.width, title))
        run.console.show(screen.reminders(found, run.texts, run.console.width))
        run.console.show(desks.desks(advice, run.texts, run.console.width, most=2))
    if out is not None:
        job = Job(advice, plan, run.texts, title, None if chosen is None else _named(advice, chosen))
        written = write_homework(job, out, wanted)
        run.console.remark(run.texts.say("homework.written", n=len(written), folder=out))


def formats_of(text: str) -> tuple[str, ...]:
    """The formats asked for.

    Raises:
        UsageError: for one that does not exist.
    """
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    for name in names:
        if name not in FORMATS:
            raise UsageError("unknown_format", format=name, allowed=", ".join(FORMATS))
    return names


def _chosen(
    run: Run, advice: Advice, mix: list[str], product: list[str], lender: list[str]
) -> tuple[tuple[str, ...], str, str | None]:
    """The products, the title of the list, and the mix when there is just one."""
    if product or lender or not advice.proposals:
        keys = [known_product(run, key) for key in product]
        keys += [key for name in lender for key in _of_lender(run, advice, name)]
        if not (product or lender):
            keys = [option.product.id for option in advice.open_options]
        name = run.texts.listed(
            [product_name(run.catalogue.products[key], run.texts, run.catalogue) for key in dict.fromkeys(keys)][:4]
        )
        return tuple(dict.fromkeys(keys)), run.texts.say("homework.title_products", what=name), None
    chosen = [_named(advice, key) for key in mix] if mix else [advice.proposals[0]]
    ids = run.texts.listed([proposal.id for proposal in chosen])
    keys = list(dict.fromkeys(key for proposal in chosen for key in proposal.products))
    return tuple(keys), run.texts.say("homework.title", mix=ids), chosen[0].id if len(chosen) == 1 else None


def _named(advice: Advice, key: str) -> Proposal:
    numbered_on = advice.others if key.isdigit() and int(key) > len(advice.proposals) else ()
    for proposal in (*advice.proposals, *numbered_on):
        if proposal.id == key or key in proposal.labels:
            return proposal
    raise NotFound("no_mix", mix=key, known=", ".join(proposal.id for proposal in advice.proposals))


def _of_lender(run: Run, advice: Advice, name: str) -> Iterable[str]:
    if name not in run.catalogue.lenders:
        near = suggest(name, run.catalogue.lenders)
        raise NotFound("no_lender_but", lender=name, suggestion=near) if near else NotFound("no_lender", lender=name)
    of_it = [option for option in advice.options if option.product.lender == name]
    # Who asks for a lender by name wants its list, also where the answers so far shut every product of it.
    return [option.product.id for option in of_it if option.open] or [option.product.id for option in of_it]
