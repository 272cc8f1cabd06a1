"""`shortlist` and `why`."""

from __future__ import annotations

from finadvies.cli.run import Run
from finadvies.domain.facts import suggest
from finadvies.errors import NotFound, UsageError
from finadvies.exports import machine
from finadvies.exports.layout import blank
from finadvies.exports.screens import all_mixes, desks, figures, mixes, options, questions
from finadvies.mix.model import LABELS


def shortlist(
    run: Run,
    source: str,
    *,
    max_lenders: int | None,
    objective: str | None,
    exclude: list[str],
    require: list[str],
    every: bool,
) -> None:
    """Everything about a client: options, figures, mixes, what to ask next, whom to call."""
    for key in (*exclude, *require):
        known_product(run, key)
    if objective is not None and objective not in LABELS:
        raise UsageError("unknown_objective", objective=objective, allowed=", ".join(LABELS))
    advice = run.advice(source, max_lenders=max_lenders, objective=objective, exclude=exclude, require=require)
    if run.json:
        run.console.data(machine.dumps(machine.shortlist(advice, run.texts, every=every)))
        return
    width, adviser = run.console.width, run.for_adviser("adviser")
    run.console.show(options.shortlist(advice, run.texts, width, adviser=adviser))
    run.console.show(figures.remarks(advice, run.texts, width))
    run.console.show(figures.feasibility(advice, run.texts, width, adviser=adviser))
    shown = advice.proposals if adviser else advice.proposals[:3]
    run.console.show(mixes.mixes(advice, run.texts, width, shown, in_sentences=not adviser))
    if every:
        run.console.show(all_mixes.others(advice, run.texts, width))
    run.console.show(options.near_misses(advice, run.texts, width))
    run.console.show(questions.still_open(advice, run.texts, width))
    run.console.show(desks.desks(advice, run.texts, width))
    run.go_on("mixes" if shown else "no_mix", source)


def why(run: Run, source: str, product: str) -> None:
    """One product, every criterion."""
    key = known_product(run, product)
    advice = run.advice(source)
    option = advice.by_product[key]
    if run.json:
        run.console.data(machine.dumps(machine.option(option, advice, run.texts)))
        return
    run.console.show([*options.why(advice, option, run.texts, run.console.width), blank()])
    run.go_on("why", source)


def known_product(run: Run, key: str) -> str:
    """The id of a product, also when it is named by an alias.

    Raises:
        NotFound: with the product that looks most like it.
    """
    products = run.catalogue.products
    if key in products:
        return key
    alias = next((product.id for product in products.values() if key in product.aliases), None)
    if alias is not None:
        return alias
    near = suggest(key, products)
    if near:
        raise NotFound("no_product_but", product=key, suggestion=near)
    raise NotFound("no_product", product=key)
