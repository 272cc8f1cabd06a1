"""What a mix does to the figures: the burden it adds, the debt after it, and on which terms it borrows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from finadvies.advice.component import Component
from finadvies.advice.proposal import Proposal
from finadvies.advice.remarks import Notice
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client
from finadvies.domain.derive_figures import repayment_room
from finadvies.domain.formulas import number
from finadvies.domain.known import Facts
from finadvies.domain.values import Interval, Known, add, divide, interval, rounded_down
from finadvies.feasibility import Terms
from finadvies.mix.candidates import Offer
from finadvies.mix.price import PPB
from finadvies.rules.figures import outcome


@dataclass(frozen=True, slots=True)
class Borrowed:
    """What a mix borrows.

    Attributes:
        debt: whole euros of what counts as debt.
        for_premises: the part of it that pays premises.
        burden: euros a year of interest and repayment, each loan over its own term (`burden.service_a_year`).
        terms: those of its largest loan; None when no loan has a rate and a term.
    """

    debt: int = 0
    for_premises: int = 0
    burden: Decimal = Decimal(0)
    terms: Terms | None = None


def borrowed_by(proposal: Proposal | None, offers: Mapping[str, Offer], catalogue: Catalogue, client: Client) -> Borrowed:
    """What a proposal borrows; nothing without one. An advance on invoices is repaid by the customers, and is no burden."""
    debt, premises, burden = 0, 0, Decimal(0)
    largest: tuple[int, Terms] | None = None
    for component, offer in _loans(proposal, offers):
        amount = component.amount_eur or 0
        if catalogue.kinds[component.kind].counts_as_debt:
            debt += amount
            premises += sum(euros for use, euros in component.uses if client.value("use.purpose", use) == "real_estate")
        burden += Decimal(amount * offer.candidate.service_ppb) / PPB
        if offer.price.rate_year is None or not component.months or not offer.candidate.service_ppb:
            continue
        if largest is None or amount > largest[0]:
            largest = (amount, Terms(offer.price.rate_year, component.months, known=offer.price.known))
    return Borrowed(debt, premises, burden, largest[1] if largest is not None else None)


def _loans(proposal: Proposal | None, offers: Mapping[str, Offer]) -> list[tuple[Component, Offer]]:
    sources = [part for part in proposal.components if part.role == "source" and part.amount_eur] if proposal is not None else []
    by_product = {offer.candidate.product: offer for offer in offers.values()}
    return [(part, by_product[part.product]) for part in sources if part.product is not None]


def burden_notice(facts: Facts, borrowed: Borrowed) -> Notice | None:
    """A word where the room for repayment falls below its norm, and a stronger one where it cannot carry the mix at all."""
    norm, ratio = facts.catalogue.norms.get("dscr"), facts_after(facts, borrowed).get("figures.dscr_after")
    if norm is None or not borrowed.burden or not isinstance(ratio, int | Decimal) or isinstance(ratio, bool):
        return None
    good, floor = outcome(norm.good, facts).exact, outcome(norm.poor, facts).exact
    if floor is not None and ratio < floor:
        return Notice("burden_above_room", {"ratio": ratio, "norm": floor})
    return Notice("burden_tight", {"ratio": ratio, "norm": good}) if good is not None and ratio < good else None


def service_room(facts: Facts) -> int | None:
    """Whole euros a year that new debt may ask before the ratio falls below its floor, never below 0.

    Of figures given as a span the best end counts: only what surely cannot be carried is no mix. None where they are not known,
    and where they do not tell: a debt that is refinanced falls away, and a firm that is bought helps to pay.
    """
    norm, room, service = facts.catalogue.norms.get("dscr"), repayment_room(facts), number(facts, "figures.debt_service")
    floor = outcome(norm.poor, facts).exact if norm is not None else None
    purposes = {facts.client.value("use.purpose", use) for use in range(len(facts.client.uses))}
    if floor is None or room is None or service is None or purposes & {"refinancing", "takeover"}:
        return None
    most, least = interval(room).high, interval(service).low
    if most is None or least is None:
        return None
    return max(0, rounded_down(Decimal(most) / Decimal(floor) - Decimal(least)))


def usual_terms(catalogue: Catalogue) -> Terms | None:
    """Those of a business loan: its usual term, at the middle of its market band."""
    kind = catalogue.kinds.get("term_loan")
    if kind is None or kind.price_min is None or kind.price_max is None or kind.term_months_assumed is None:
        return None
    return Terms((kind.price_min + kind.price_max) / 2, kind.term_months_assumed, known=False)


def facts_after(facts: Facts, borrowed: Borrowed) -> dict[str, Known]:
    """The ratios after the financing, as far as the figures are known."""
    found: dict[str, Known] = {}
    room, service = repayment_room(facts), facts.get("figures.debt_service")
    ebitda, owed = facts.get("figures.ebitda"), facts.get("figures.bank_debt")
    if isinstance(service, int | Decimal | Interval) and (borrowed.burden or service):
        yearly = add(service, borrowed.burden)
        if room is not None:
            found["figures.dscr_after"] = divide(room, yearly)
        if isinstance(ebitda, int | Decimal | Interval):
            found["figures.dscr_ebitda_after"] = divide(ebitda, yearly)
    if isinstance(ebitda, int | Decimal | Interval) and isinstance(owed, int | Decimal | Interval):
        found["figures.debt_ebitda_after"] = divide(add(owed, borrowed.debt), ebitda)
    price = facts.get("need.amount.real_estate")
    if isinstance(price, int | Decimal) and not isinstance(price, bool) and price > 0:
        found["option.loan_to_value"] = divide(borrowed.for_premises, price)
    return found
