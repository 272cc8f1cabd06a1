"""What to mind with a mix: consent to ask first, the moment of ordering, surety, money that may be late, prices nobody told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from finadvies.advice.component import Component
from finadvies.advice.refusals import refusal_of
from finadvies.advice.remarks import Notice
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.values import Known
from finadvies.mix.candidates import Offer
from finadvies.mix.pledges import short_of_security
from finadvies.rules.eligibility import Option
from finadvies.rules.figures import outcome
from finadvies.rules.truth import Truth, truth


def to_mind(chosen: list[Offer], components: list[Component], facts: Facts, high: int, deadline: date | None) -> list[Notice]:
    """All that has to be minded with a mix.

    Args:
        chosen: what pays in it.
        components: all its parts.
        facts: of the client.
        high: most days until the last money is there.
        deadline: the day it must be there.
    """
    products = {component.product: component.for_uses for component in components if component.product is not None}
    found = [notice for key in sorted(products) for notice in _of_product(facts.catalogue.products[key], products[key], facts)]
    found += [
        Notice("security_short", {"product": offer.option.product.id})
        for offer in chosen
        if offer.guarantee is None and short_of_security(offer.option.product, facts)
    ]
    found += [notice for offer in chosen for notice in _releases(offer.option.product, facts)]
    found += [notice for offer in chosen for notice in _beside_others(offer.option.product, chosen, components, facts)]
    found += [notice for offer in chosen for notice in _less_sure_uses(offer.option, components)]
    found += [notice for component in components for notice in _surety(component, facts)]
    weeks = facts.get("need.runway_weeks")
    if isinstance(weeks, int | Decimal) and high > weeks * 7:
        found.append(Notice("after_runway", {"weeks": weeks}))
    if deadline is not None and high > (deadline - facts.today).days:
        found.append(Notice("may_be_late", {"needed_by": deadline}))
    if any(not component.price_known for component in components):
        found.append(Notice("price_unknown", {}))
    return found


def _of_product(product: Product, for_uses: tuple[int, ...], facts: Facts) -> Iterator[Notice]:
    """What to mind with one product: the moment of ordering, the age of its entry, its price."""
    timing, client = product.timing, facts.client
    for use in (for_uses or range(len(client.uses))) if timing.before_order else ():
        if client.value("use.committed", use) is not True and _pays(product.purposes, client.value("use.purpose", use)):
            yield Notice("before_order", {"product": product.id, "use": use})
    if timing.within_months_after_order is not None:
        yield Notice("report_after_order", {"product": product.id, "months": timing.within_months_after_order})
    if product.stale(facts.today):
        yield Notice("stale", {"product": product.id, "as_of": product.as_of})
    if product.status == "unknown":
        yield Notice("status_unknown", {"product": product.id, "as_of": product.as_of})
    if product.expensive:
        yield Notice("expensive", {"product": product.id})
    if refusal_of(product, client) is not None:
        yield Notice("refused_before", {"product": product.id})


def _releases(product: Product, facts: Facts) -> Iterator[Notice]:
    """Whoever holds a pledge on everything has to let go of what this product wants as security."""
    holder = facts.get("security.all_assets_pledged_to")
    wants = any(item.asset != "none" and item.demand in ("always", "usual") and item.needs_release for item in product.security)
    if wants and _held_by_other(holder, product.lender, facts):
        yield Notice("release_first", {"product": product.id, "holder": holder})


def _beside_others(product: Product, chosen: list[Offer], components: list[Component], facts: Facts) -> Iterator[Notice]:
    """What a product says of the others that pay: who has to be settled first, who may not pay the same, who is paid before them."""
    uses = {use for part in components if part.product == product.id for use, _ in part.uses}
    for rule in product.stacking:
        others = [offer.option.product for offer in chosen if offer.option.product.id != product.id]
        if rule.kinds:
            others = [other for other in others if other.kind in rule.kinds]
        names = {other.id for other in others}
        shares = any(use in uses for part in components if part.product in names for use, _ in part.uses)
        total = facts.get("need.total")
        told = {"product": product.id, "said": rule}
        if rule.rule == "rest_first" and isinstance(total, int | Decimal) and rule.above is not None and total > rule.above:
            yield Notice("rest_first", told)
        elif rule.rule == "takes_first_claim" and others:
            yield Notice("takes_first_claim", told)
        elif rule.rule == "rest_is_equity" and shares:
            yield Notice("rest_is_equity", told)


def _surety(component: Component, facts: Facts) -> Iterator[Notice]:
    """Who stands surety up to a bound is told where more is asked, and where nobody says how much."""
    most = facts.get("owner.guarantee_max")
    terms = facts.catalogue.products[component.product].private_guarantee if component.product is not None else None
    if terms is None or terms.demand == "none" or not isinstance(most, int | Decimal) or isinstance(most, bool):
        return
    if terms.when is not None and truth(terms.when, facts) is not Truth.TRUE:
        return
    share, fixed = outcome(terms.share, facts).exact, outcome(terms.eur, facts).exact
    if fixed is None and (share is None or component.amount_eur is None):
        if terms.demand in ("always", "usual"):
            yield Notice("surety_unknown", {"product": component.product, "most": most})
        return
    asked = int(fixed) if fixed is not None else int(Decimal(component.amount_eur or 0) * Decimal(share or 0))
    if asked > most:
        yield Notice("surety_above_max", {"product": component.product, "asked": asked, "most": most})


def _less_sure_uses(option: Option, components: list[Component]) -> Iterator[Notice]:
    """A product that fits one use of the plan may pay another of which that is not known, as a lease of a rebuilding."""
    order = ("fits", "attention", "unknown")
    for component in components:
        if component.product == option.product.id and component.role == "source" and option.verdict in order:
            for use, _ in component.uses:
                if order.index(option.by_use[use]) > order.index(option.verdict):
                    yield Notice("use_unsure", {"product": option.product.id, "use": use})


def _pays(purposes: tuple[str, ...], purpose: Known) -> bool:
    return "any" in purposes or not isinstance(purpose, str) or purpose == "unspecified" or purpose in purposes


def _held_by_other(holder: Known, lender: str, facts: Facts) -> bool:
    if not isinstance(holder, str) or holder in ("none", "", lender):
        return False
    lenders = facts.catalogue.lenders
    same_group = (
        holder in lenders
        and lender in lenders
        and lenders[holder].group is not None
        and lenders[holder].group == lenders[lender].group
    )
    return not same_group
