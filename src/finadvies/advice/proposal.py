"""A mix as a client can read it: who pays what, what comes later, what it costs, when the money is there, what to mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finadvies.advice.inflows import Inflow, bridge, inflow
from finadvies.advice.later import Benefit, beside
from finadvies.advice.refusals import refusal_of
from finadvies.advice.remarks import Notice
from finadvies.domain.entry import Kind, Role
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.values import Known, whole_euros
from finadvies.mix import Label, Mix, Part
from finadvies.mix.candidates import Offer
from finadvies.mix.cashflow import Instalment, Terms, cost_over, cost_until, flows, joined, rates, schedule
from finadvies.mix.pledges import short_of_security
from finadvies.mix.price import PPM, Flat, flat, guarantee_priced, own_terms, plan_months
from finadvies.rules.burden import MONTHS_A_YEAR
from finadvies.rules.eligibility import Option, Verdict
from finadvies.rules.figures import outcome
from finadvies.rules.truth import Truth, truth


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a mix.

    Attributes:
        product: id; None for own money.
        role: only `source` and `own` cover the need.
        amount_eur: whole euros; of a guarantee what is guaranteed; None where it cannot be told yet.
        uses: (use, whole euros).
        for_uses: of a later benefit the uses it is for, also where its amount is not known.
        verdict: of the product.
        months: the term it was reckoned over, and whether that is the usual one of its kind.
        rate_year: nominal yearly rate, when the product's own price tells it.
        price_known: False where only the band of the kind is known, or a fee does not say how much it is.
        month_eur: what is paid at the end of the first month, interest, repayment and fees, in whole euros; None when not known.
        flat: what a fee that is fixed at the start is a year.
    """

    product: str | None
    lender: str | None
    kind: Kind
    role: Role
    amount_eur: int | None
    uses: tuple[tuple[int, int], ...] = ()
    verdict: Verdict | None = None
    months: int | None = None
    months_assumed: bool = False
    rate_year: Decimal | None = None
    price_known: bool = True
    guarantees: str | None = None
    month_eur: int | None = None
    flat: Flat | None = None
    for_uses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mix worked out.

    Attributes:
        id: `1`, `2`, ...: the balanced one first.
        mix: what the search found.
        components: own money, sources, guarantees under their loan, later benefits.
        cost_year1_eur: interest, fees and guarantee commission paid in the first twelve months, in whole euros; None when a price
            is unknown.
        cost_total_eur: the same over the plan, where short money is borrowed again (`cashflow.cost_over`).
        rate_year: the effective yearly rate of the borrowed money together, from all it takes to pay it back, each part over its own
            term; None when a price is unknown, or without borrowed money.
        month_eur: what is paid at the end of the first month, in whole euros; None when a price is unknown.
        days_to_cash: least and most.
        days_estimated: a part of it rests on what is usual for the kind.
        weakest: the product with the most open or missed criteria, and its verdict.
        later: when each later benefit can be there; see `later_eur`.
    """

    id: str
    mix: Mix
    components: tuple[Component, ...]
    cost_year1_eur: int | None
    cost_total_eur: int | None
    rate_year: Decimal | None
    month_eur: int | None
    days_to_cash: tuple[int, int]
    days_estimated: bool
    weakest: str | None
    warnings: tuple[Notice, ...]
    later: tuple[Inflow, ...] = ()

    @property
    def labels(self) -> tuple[Label, ...]:
        """What it is best at."""
        return self.mix.labels

    @property
    def price_known(self) -> bool:
        """Whether every price in it is a product's own."""
        return all(component.price_known for component in self.components)

    @property
    def later_eur(self) -> int:
        """What is known to come later, in whole euros; it is in no cost and covers nothing."""
        return sum(each.amount_eur or 0 for each in self.later)

    @property
    def products(self) -> tuple[str, ...]:
        """The products that bring or secure money now."""
        return tuple(c.product for c in self.components if c.product is not None and c.role in ("source", "guarantee"))


def propose(
    number: int,
    mix: Mix,
    offers: Mapping[str, Offer],
    later: tuple[Option, ...],
    facts: Facts,
    deadline: date | None,
    leads: Mapping[str, tuple[int, int]] | None = None,
) -> Proposal:
    """A found mix with its components, costs, days, later benefits and warnings.

    Args:
        number: its id.
        mix: with the positions of all uses of the plan.
        offers: the candidates of the search, by id.
        later: what can lower the cost afterwards, the best fit first.
        facts: of the client.
        deadline: the day the money must be there.
        leads: least and most days until the papers of a later benefit are complete, by product; none = at hand.
    """
    chosen = [(part, offers[part.candidate.id]) for part in mix.parts]
    components: list[Component] = []
    if mix.own:
        components.append(Component(None, None, "own_funds", "own", mix.own, mix.own_uses))
    for part, offer in chosen:
        components.extend(_parts(part.amount, part.uses, offer, facts))
    benefits, aid = beside(later, [(offer.option, dict(part.uses)) for part, offer in chosen], facts)
    components.extend(_later(benefit) for benefit in benefits)
    low = max((offer.days[0] for _, offer in chosen), default=0)
    high = max((offer.days[1] for _, offer in chosen), default=0)
    inflows = tuple(inflow(each, (leads or {}).get(each.option.product.id, (0, 0)), (low, high), facts) for each in benefits)
    bridged = bridge(mix.gap, inflows, (low, high), facts.today)
    bill = _bill(chosen, facts)
    weakest = max(chosen, key=lambda pair: (pair[0].candidate.uncertainty, pair[0].candidate.id), default=None)
    warnings = _warnings([offer for _, offer in chosen], components, facts, high, deadline)
    return Proposal(
        str(number),
        mix,
        tuple(components),
        bill.year1_eur if bill is not None else None,
        bill.total_eur if bill is not None else None,
        bill.rate_year if bill is not None else None,
        bill.month_eur if bill is not None else None,
        (low, high),
        any(offer.days_estimated for _, offer in chosen),
        weakest[0].candidate.product if weakest is not None else None,
        (*(() if bridged is None else (bridged,)), *warnings, *aid),
        inflows,
    )


@dataclass(frozen=True, slots=True)
class _Bill:
    """What a mix of known prices costs, in whole euros; see `Proposal`."""

    year1_eur: int
    total_eur: int
    rate_year: Decimal | None
    month_eur: int


def _bill(chosen: list[tuple[Part, Offer]], facts: Facts) -> _Bill | None:
    """The cash flows of every source together; None as soon as one price is not known."""
    several: list[tuple[int, Terms, tuple[Instalment, ...]]] = []
    for part, offer in chosen:
        terms = own_terms(offer.option, facts, part.amount, offer.guarantee)
        if terms is None:
            return None
        several.append((part.amount, terms, schedule(part.amount, terms)))
    plan = [plan_months(facts.catalogue, offer.option) for _, offer in chosen]
    year1 = sum((cost_until(months, MONTHS_A_YEAR) for _, _, months in several), Decimal(0))
    total = sum((cost_over(amount, terms, over) for (amount, terms, _), over in zip(several, plan, strict=True)), Decimal(0))
    yearly = rates(joined(flows(amount, months) for amount, _, months in several))
    first = sum((months[1].paid for _, _, months in several), Decimal(0))
    return _Bill(whole_euros(year1), whole_euros(total), yearly.effective if yearly is not None else None, whole_euros(first))


def _parts(amount: int, uses: tuple[tuple[int, int], ...], offer: Offer, facts: Facts) -> list[Component]:
    product = offer.option.product
    terms = own_terms(offer.option, facts, amount)
    loan = Component(
        product.id,
        product.lender,
        product.kind,
        "source",
        amount,
        uses,
        offer.option.verdict,
        offer.price.months,
        offer.option.term_assumed,
        offer.price.rate_year if offer.price.known else None,
        terms is not None,
        month_eur=whole_euros(schedule(amount, terms)[1].paid) if terms is not None else None,
        flat=flat(offer.option, facts, amount),
    )
    if offer.guarantee is None:
        return [loan]
    guaranteed = amount * offer.candidate.guarantee_share_ppm // PPM
    scheme = offer.guarantee.product
    return [
        loan,
        Component(
            scheme.id,
            scheme.lender,
            "guarantee",
            "guarantee",
            guaranteed,
            (),
            offer.guarantee.verdict,
            price_known=guarantee_priced(offer.guarantee, offer.option, facts, amount),
            guarantees=product.id,
        ),
    ]


def _later(benefit: Benefit) -> Component:
    product, verdict = benefit.option.product, benefit.option.verdict
    return Component(
        product.id,
        product.lender,
        product.kind,
        "later_benefit",
        benefit.amount_eur,
        benefit.uses,
        verdict,
        for_uses=benefit.for_uses,
    )


def _warnings(chosen: list[Offer], components: list[Component], facts: Facts, high: int, deadline: date | None) -> list[Notice]:
    products = {component.product: component.for_uses for component in components if component.product is not None}
    found = [notice for key in sorted(products) for notice in _of_product(facts.catalogue.products[key], products[key], facts)]
    found += [
        Notice("security_short", {"product": offer.option.product.id})
        for offer in chosen
        if offer.guarantee is None and short_of_security(offer.option.product, facts)
    ]
    found += [notice for offer in chosen for notice in _releases(offer.option.product, facts)]
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
