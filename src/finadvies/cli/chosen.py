"""Which products a command is about: those named, those of a mix, those the dossier goes for, or the first mix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from finadvies.advice import Advice, Proposal
from finadvies.cli.advice_commands import known_product
from finadvies.cli.run import Run
from finadvies.domain.facts import suggest
from finadvies.errors import NotFound
from finadvies.exports.names import product as product_name

NAMED: int = 4
"""So many products stand in a title."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked on the command line."""

    mix: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    lender: tuple[str, ...] = ()

    @property
    def something(self) -> bool:
        """Whether anything was."""
        return bool(self.mix or self.product or self.lender)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choice.

    Attributes:
        products: ids.
        title: of the list.
        proposal: the mix, when it is just one.
    """

    products: tuple[str, ...]
    title: str
    proposal: Proposal | None = None


def chosen(run: Run, advice: Advice, asked: Asked, before: tuple[str, ...] = ()) -> Chosen:
    """The products to list.

    Args:
        run: the catalogue and the language.
        advice: the client.
        asked: what was asked.
        before: what the dossier goes for; counts when nothing is asked.

    Raises:
        NotFound: for a mix, product or lender that does not exist.
    """
    going_for = tuple(key for key in before if key in run.catalogue.products)
    if not asked.something and going_for:
        return _as_mix(run, advice, going_for) or Chosen(going_for, _titled(run, going_for))
    if asked.product or asked.lender or not advice.proposals:
        keys = [known_product(run, key) for key in asked.product]
        keys += [key for name in asked.lender for key in _of_lender(run, advice, name)]
        if not (asked.product or asked.lender):
            keys = [option.product.id for option in advice.open_options]
        return Chosen(tuple(dict.fromkeys(keys)), _titled(run, keys))
    proposals = [_named(advice, key) for key in asked.mix] if asked.mix else [advice.proposals[0]]
    products = tuple(dict.fromkeys(key for proposal in proposals for key in proposal.products))
    ids = run.texts.listed([proposal.id for proposal in proposals])
    return Chosen(products, run.texts.say("homework.title", mix=ids), proposals[0] if len(proposals) == 1 else None)


def _as_mix(run: Run, advice: Advice, products: tuple[str, ...]) -> Chosen | None:
    """The mix that is still shown with these products."""
    for proposal in advice.proposals:
        if set(proposal.products) == set(products):
            return Chosen(products, run.texts.say("homework.title", mix=proposal.id), proposal)
    return None


def _titled(run: Run, keys: Iterable[str]) -> str:
    names = [product_name(run.catalogue.products[key], run.texts, run.catalogue) for key in dict.fromkeys(keys)]
    return run.texts.say("homework.title_products", what=run.texts.listed(names[:NAMED]))


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
