"""A mix in plain sentences for the client: who pays what for which use, when, what it costs a month, and in return for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from finadvies.advice import Advice, Component, Proposal
from finadvies.advice.inflows import Inflow
from finadvies.domain.product import Product
from finadvies.exports import names
from finadvies.locale import Texts
from finadvies.rules.figures import outcome
from finadvies.rules.truth import Truth, truth


def mix_sentences(proposal: Proposal, advice: Advice, texts: Texts) -> Iterator[str]:
    """A few sentences for each part, in the order of the mix, and what comes back later."""
    for component in proposal.components:
        yield " ".join(_sentences(component, advice, texts))
    yield from later_sentences(proposal, texts)


def _sentences(component: Component, advice: Advice, texts: Texts) -> Iterator[str]:
    amount, name = texts.euro(component.amount_eur or 0), names.component(component, advice, texts)
    uses = texts.listed([_part_of(use, euros, component, advice, texts) for use, euros in component.uses])
    match component.role:
        case "own":
            yield texts.say("mix_words.own", amount=amount, uses=uses)
        case "guarantee":
            yield texts.say("mix_words.guarantee", name=name, amount=amount)
        case "later_benefit":
            if component.amount_eur is None:
                yield texts.say("mix_words.later", name=name)
            else:
                yield texts.say("mix_words.later_amount", name=name, amount=amount)
        case "source":
            product = advice.catalogue.products[component.product or ""]
            yield texts.say("mix_words.pays", name=name, amount=amount, uses=uses)
            yield from _when(component, texts)
            lender = advice.catalogue.lenders.get(product.lender)
            if lender is not None and lender.kind == "private":
                yield texts.say("mix_words.among_ourselves")
                return
            yield from _cost(component, product, texts)
            yield from _in_return(product, advice, texts)


def _part_of(use: int, euros: int, component: Component, advice: Advice, texts: Texts) -> str:
    """A use, with its euros where there are more."""
    name = names.use(advice.client, use, texts)
    return name if len(component.uses) == 1 else f"{name} {texts.euro(euros)}"


def _when(component: Component, texts: Texts) -> Iterator[str]:
    if component.days is not None:
        days = texts.days(*component.days)
        yield texts.say("mix_words.when_estimated" if component.days_estimated else "mix_words.when", days=days)


def _cost(component: Component, product: Product, texts: Texts) -> Iterator[str]:
    """What is paid in a month, and for how long; nothing is repaid on shares."""
    if product.price.model == "equity" or (product.gives_control and component.month_eur is None):
        yield texts.say("mix_words.shares")
    elif component.month_eur is None:
        yield texts.say("mix_words.month_unknown")
    elif component.goes_round or component.months is None:
        yield texts.say("mix_words.month_round", month=texts.euro_about(component.month_eur))
    else:
        key = "mix_words.month_assumed" if component.months_assumed else "mix_words.month"
        yield texts.say(key, month=texts.euro_about(component.month_eur), n=component.months)


def _in_return(product: Product, advice: Advice, texts: Texts) -> Iterator[str]:
    """What the lender gets as security, and whether the owner stands surety."""
    asked = {
        demand: [texts.term("assets", item.asset) for item in product.security if item.demand == demand and item.asset != "none"]
        for demand in ("always", "usual")
    }
    if asked["always"]:
        yield texts.say("mix_words.security_always", what=texts.listed(asked["always"]))
    if asked["usual"]:
        yield texts.say("mix_words.security_usual", what=texts.listed(asked["usual"]))
    if any(item.asset == "none" for item in product.security):
        yield texts.say("mix_words.security_none")
    elif not product.security and product.price.model != "equity":
        yield texts.say("mix_words.security_unknown")
    surety = product.private_guarantee
    if surety is None or surety.demand not in ("always", "usual"):
        return
    if surety.when is not None and truth(surety.when, advice.facts) is Truth.FALSE:
        return
    most = outcome(surety.eur, advice.facts).exact
    if most is not None:
        yield texts.say("mix_words.surety_eur", amount=texts.euro(int(most)))
    else:
        yield texts.say("mix_words.surety_always" if surety.demand == "always" else "mix_words.surety_usual")


def later_sentences(proposal: Proposal, texts: Texts) -> Iterable[str]:
    """What comes back later and from when, and that the mix pays it until then."""
    known = [each for each in proposal.later if each.amount_eur]
    if known:
        days = [each.latest for each in known if each.latest is not None]
        if len(days) == len(known):
            last = _month(max(days), known, texts)
            when = texts.say("mixes.later_between", earliest=texts.month(min(each.earliest for each in known)), latest=last)
        else:
            after = all(each.basis == "after_work" for each in known)
            first = _month(min(each.earliest for each in known), known, texts)
            when = texts.say("mixes.later_after" if after else "mixes.later_from", earliest=first)
        told = texts.say("mixes.later_back", amount=texts.euro(proposal.later_eur), when=when)
        borrowed = any(component.role == "source" for component in proposal.components)
        until = texts.say("mixes.later_bridged" if borrowed else "mixes.later_own")
        yield told if proposal.mix.gap else f"{told} {until}"
    for basis in ("tax_return", "payroll_tax"):
        taxed = [each for each in proposal.later if each.basis == basis]
        if taxed:
            first = _month(min(each.earliest for each in taxed), taxed, texts)
            yield texts.say(f"mixes.later_{basis}", earliest=first)


def _month(day: date, inflows: Iterable[Inflow], texts: Texts) -> str:
    """A month, called an estimate where a part of the days is."""
    month = texts.month(day)
    return texts.say("mixes.later_estimate", month=month) if any(each.estimated for each in inflows) else month
