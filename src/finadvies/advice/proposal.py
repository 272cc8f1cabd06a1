"""A mix as a client can read it: who pays what, what comes later, what it costs, when the money is there, what to mind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finadvies.advice.component import Component
from finadvies.advice.inflows import Inflow, bridge, inflow
from finadvies.advice.later import Benefit, beside
from finadvies.advice.remarks import Notice
from finadvies.advice.to_mind import to_mind
from finadvies.domain.known import Facts
from finadvies.domain.values import whole_euros
from finadvies.mix import Label, Mix, Part
from finadvies.mix.candidates import Offer
from finadvies.mix.cashflow import Instalment, Terms, cost_over, cost_until, flows, joined, rates, schedule
from finadvies.mix.price import PPM, flat, guarantee_priced, own_terms, plan_months
from finadvies.rules.burden import MONTHS_A_YEAR, goes_round
from finadvies.rules.eligibility import Option


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
    warnings = to_mind([offer for _, offer in chosen], components, facts, high, deadline)
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
        goes_round=goes_round(product, facts.catalogue),
        days=offer.days,
        days_estimated=offer.days_estimated,
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
