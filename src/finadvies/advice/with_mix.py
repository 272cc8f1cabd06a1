"""The figures with a chosen mix in them: ratios, what each part asks a year and from where its rate comes, how much can go wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from finadvies.advice.advise import Advice
from finadvies.advice.after_mix import Borrowed, facts_after, usual_terms
from finadvies.advice.component import Component
from finadvies.advice.proposal import Proposal
from finadvies.domain.derive_figures import repayment_room
from finadvies.domain.formulas import exact_number, numbers
from finadvies.domain.product import Product
from finadvies.domain.values import UNKNOWN, Exact, Known, add, divide, rounded_down, subtract, whole_euros
from finadvies.feasibility import Measure, Statement, measures, statements
from finadvies.feasibility.measure import light
from finadvies.mix.candidates import Offer
from finadvies.mix.price import PPB
from finadvies.rules.burden import MONTHS_A_YEAR, service_a_year

RateBasis = Literal["own", "market", "shares", "unknown"]
"""The lender's own span; the market band of its kind; no rate since shares are taken; nothing tells."""
DEARER: Final = Decimal("0.01")
"""One percentage point: by so much a rate is tried higher."""


def measures_with(advice: Advice, proposal: Proposal | None) -> tuple[Measure, ...]:
    """The ratios, those after financing with the burden of this mix."""
    after = facts_after(advice.facts, advice.borrowed(proposal)) if proposal is not None else {}
    return measures(advice.facts.for_option(after), advice.catalogue.norms)


def statements_with(advice: Advice, proposal: Proposal | None) -> tuple[Statement, ...]:
    """What the figures carry, in euros, beside what this mix borrows."""
    borrowed = advice.borrowed(proposal)
    return statements(advice.facts, borrowed.terms or usual_terms(advice.catalogue), borrowed.debt)


# -- what each part asks -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Burden:
    """What a source asks.

    Attributes:
        component: the part of the mix.
        rate_year: nominal yearly rate 0-1 reckoned with; None where nothing tells one.
        basis: where that rate comes from.
        low, high: the span it is the middle (or the dear end) of, 0-1; None where there is none.
        as_of: the month of the entry that tells it, `YYYY-MM`.
        year_eur: whole euros a year of interest and repayment; None where no rate is known.
        at_end_eur: whole euros that fall due at once when the term ends, and are in no year before.
        estimated: the rate or the term is what is usual, not the lender's own, or the rate is the middle of a span.
    """

    component: Component
    rate_year: Decimal | None
    basis: RateBasis
    low: Decimal | None
    high: Decimal | None
    as_of: str
    year_eur: int | None
    estimated: bool
    at_end_eur: int = 0


def burdens(advice: Advice, proposal: Proposal | None) -> tuple[Burden, ...]:
    """One for each source of the mix, in its order."""
    by_product = {offer.candidate.product: offer for offer in advice.offers.values()}
    parts = proposal.components if proposal is not None else ()
    return tuple(
        _burden(part, by_product[part.product], advice)
        for part in parts
        if part.role == "source" and part.product is not None and part.product in by_product
    )


def _burden(part: Component, offer: Offer, advice: Advice) -> Burden:
    product = offer.option.product
    kind = advice.catalogue.kinds[product.kind]
    rate = offer.price.rate_year
    if rate is None:
        basis: RateBasis = "shares" if product.price.model == "equity" or product.gives_control else "unknown"
        return Burden(part, None, basis, None, None, product.as_of, None, estimated=False)
    if offer.price.known:
        low, high = product.price.rate_min, product.price.rate_max
        basis, as_of = "own", product.as_of
    else:
        low, high, basis, as_of = kind.price_min, kind.price_max, "market", kind.as_of
    euros = whole_euros(Decimal((part.amount_eur or 0) * offer.candidate.service_ppb) / PPB)
    return Burden(
        part,
        rate,
        basis,
        low,
        high,
        as_of,
        euros,
        estimated=not offer.price.known or part.months_assumed or low != high,
        at_end_eur=_at_end(part, product),
    )


def _at_end(part: Component, product: Product) -> int:
    """What is not repaid in parts: the whole of a loan with interest only, or the balloon; see `service_a_year`."""
    amount = part.amount_eur or 0
    if part.goes_round or part.months is None or part.months <= MONTHS_A_YEAR:
        return 0
    if product.price.repayment == "interest_only":
        return amount
    return whole_euros(amount * (product.price.balloon_share or Decimal(0)))


def burden_eur(found: tuple[Burden, ...]) -> int | None:
    """What the parts ask a year together, in whole euros: the sum of the lines; None where nothing is borrowed at a known rate."""
    known = [each.year_eur for each in found if each.year_eur is not None]
    return sum(known) if known else None


def whole(found: tuple[Burden, ...]) -> bool:
    """Whether the burden of every part is known."""
    return all(each.year_eur is not None or each.basis == "shares" for each in found)


def dearer_eur(advice: Advice, found: tuple[Burden, ...]) -> int | None:
    """What one percentage point more of rate adds a year over all parts, in whole euros; None without a known rate."""
    more = Decimal(0)
    for each in found:
        if each.rate_year is None or each.component.product is None:
            continue
        product, amount = advice.catalogue.products[each.component.product], each.component.amount_eur or 0
        now, then = (
            service_a_year(product, advice.catalogue, amount, rate, each.component.months)
            for rate in (each.rate_year, each.rate_year + DEARER)
        )
        more += then - now
    return whole_euros(more) if more else None


# -- what the figures still bear ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Margin:
    """The room for interest and repayment beside what is asked, with the mix.

    Attributes:
        room_eur: whole euros a year there are to pay from.
        service_eur: whole euros a year that old and new debt ask.
    """

    room_eur: int
    service_eur: int

    @property
    def left_eur(self) -> int:
        """By so much the yearly result may fall before it no longer pays interest and repayment; negative where it does not now."""
        return self.room_eur - self.service_eur

    def to_norm_eur(self, times: Exact) -> int:
        """Whole euros a year above what a norm of so many times asks; negative below it."""
        return rounded_down(self.room_eur - Decimal(times) * self.service_eur)


def margin(advice: Advice, borrowed: Borrowed) -> Margin | None:
    """None where the figures do not tell exactly."""
    room, service = repayment_room(advice.facts), exact_number(advice.facts, "figures.debt_service")
    if not isinstance(room, int | Decimal) or service is None:
        return None
    return Margin(whole_euros(Decimal(room)), whole_euros(Decimal(service) + borrowed.burden))


def buffer_after(advice: Advice, measure: Measure, proposal: Proposal | None) -> Measure:
    """The corrected buffer with the mix, against the same norm; as it is now where nothing is borrowed or that cannot be told."""
    after = solvency_after(advice, proposal) if advice.borrowed(proposal).debt else UNKNOWN
    if after is UNKNOWN:
        return measure
    return replace(measure, value=after, light=light(after, measure.poor, measure.good, measure.norm.better))


def solvency_after(advice: Advice, proposal: Proposal | None) -> Known:
    """The corrected buffer once the mix is on the balance sheet: its total grows by the new debt.

    New loans that are always subordinated count as equity, as a bank corrects it. Own money of the owner is not counted as new
    equity, so this is the careful side. UNKNOWN for a plan that replaces debt or buys a firm: the balance sheet changes in more ways.
    """
    facts, client = advice.facts, advice.client
    purposes = {client.value("use.purpose", use) for use in range(len(client.uses))}
    values = numbers(facts, "figures.equity_corrected", "figures.total_assets", "figures.intangibles", "figures.owner_receivable")
    if not values or purposes & {"refinancing", "takeover"}:
        return UNKNOWN
    parts = [part for part in proposal.components if part.role == "source"] if proposal is not None else []
    behind = sum(part.amount_eur or 0 for part in parts if advice.catalogue.products[part.product or ""].subordinated == "always")
    return divide(add(values[0], behind), add(subtract(*values[1:]), advice.borrowed(proposal).debt))
