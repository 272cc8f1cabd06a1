"""From judged options to the candidates of the search: who can pay what, by when, at which price, with which papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.entry import Span
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.values import rounded_down
from finadvies.mix.beside import beside
from finadvies.mix.model import Candidate
from finadvies.mix.pledges import rivals, short_of_security
from finadvies.mix.price import PPB, PPM, SHARE_KINDS, Price, price
from finadvies.rules.burden import service_a_year
from finadvies.rules.eligibility import Option
from finadvies.rules.figures import outcome
from finadvies.rules.truth import Truth, truth

EVERYDAY: Final = frozenset({"machinery", "inventory", "fit_out", "working_capital"})
"""What most firms need money for."""
UNASKED: Final = 3
"""Points for money of somebody who has not been asked yet: whether, how much and on which terms are all open."""
DOUBTS: Final = ("status_unknown", "maximum_unknown")


@dataclass(frozen=True, slots=True)
class Papers:
    """What a product asks of the client, as the homework planner tells it.

    Attributes:
        documents: ids of the document lines.
        lead_days: least and most days until the file is complete.
    """

    documents: frozenset[str]
    lead_days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate with what the search does not need but a reader does.

    Attributes:
        candidate: what goes into the search.
        option: the judged option behind it.
        guarantee: the judged guarantee, for a variant with one.
        price: the price of the product, without the guarantee.
        days: least and most days to cash.
        days_estimated: a part of the days is the kind's usual and not the lender's own.
    """

    candidate: Candidate
    option: Option
    guarantee: Option | None
    price: Price
    days: tuple[int, int]
    days_estimated: bool


def offers(
    options: Mapping[str, Option], facts: Facts, papers: Callable[[Product], Papers], deadline: date | None
) -> tuple[tuple[Offer, ...], tuple[str, ...]]:
    """Every variant that can be part of a mix, by id, and the products that would come too late.

    Only money that is there at closing counts: what is paid afterwards or through the tax return is never an offer, and of
    money paid in parts only the advance. A guarantee is a variant of its loan.
    """
    catalogue = facts.catalogue
    found, late = [], []
    paying = [option for option in options.values() if _pays_at_closing(option, catalogue)]
    around = [option.product for option in paying]
    shut_out = rivals(around, facts)
    for option in paying:
        plain = _offer(option, facts, papers, shut_out.get(option.product.id, frozenset()), around)
        if plain is None:
            continue
        if deadline is not None and plain.days[0] > (deadline - facts.today).days:
            late.append(option.product.id)
            continue
        found.append(plain)
        found.extend(_guaranteed(plain, options, facts, papers))
    return tuple(_priced(found)), tuple(late)


def _pays_at_closing(option: Option, catalogue: Catalogue) -> bool:
    kind, timing = catalogue.kinds.get(option.product.kind), option.product.timing
    if kind is None or kind.role != "source" or not option.open or _waits_for_a_theme(option):
        return False
    return timing.payout == "upfront" or (timing.payout == "milestones" and timing.advance_share is not None)


def _waits_for_a_theme(option: Option) -> bool:
    """Whether a lender pays for some themes only and the plan tells none: it may turn out to fit, and is no plan until then."""
    return any(
        reason.level == "hard" and reason.truth is Truth.UNKNOWN and any(slot.key == "need.themes" for slot in reason.missing)
        for reason in option.reasons
    )


def _offer(
    option: Option, facts: Facts, papers: Callable[[Product], Papers], shut_out: frozenset[str], around: list[Product]
) -> Offer | None:
    product, catalogue = option.product, facts.catalogue
    advance = product.timing.advance_share if product.timing.payout == "milestones" else None
    ceilings = tuple(
        0 if _told(use, facts) is None and not _pays_most_things(product) else rounded_down(ceiling * (advance or 1))
        for use, ceiling in enumerate(option.ceilings)
    )
    maximum = min(option.maximum, sum(ceilings))
    if maximum < option.minimum:
        return None
    asked, lender = papers(product), catalogue.lenders.get(product.lender)
    days, estimated = days_to_cash(option, asked.lead_days, facts)
    cost, wants = price(option, facts), beside(option, around, facts)
    candidate = Candidate(
        id=product.id,
        product=product.id,
        lender=product.lender,
        kind=product.kind,
        ceilings=ceilings,
        minimum=option.minimum,
        maximum=maximum,
        price_ppm=cost.ppm if cost.ppm is not None else -1,
        fixed_cost=cost.fixed_eur,
        days=days[1],
        documents=asked.documents,
        uncertainty=uncertainty(option) + short_of_security(product, facts) + _hangs_on_a_person(option, facts),
        gives_shares=product.gives_control or product.kind in SHARE_KINDS,
        private_guarantee=_stands_surety(product, facts),
        main_bank=lender is not None and lender.main_bank,
        excludes=_excluded(product, facts) | shut_out,
        service_ppb=_service(product, cost, catalogue),
        own_means=wants.own_means,
        own_from=wants.own_from,
        debt_room=wants.debt_room,
        debt_of=wants.debt_of,
        partners=wants.partners,
    )
    return Offer(candidate, option, None, cost, days, estimated)


def _service(product: Product, cost: Price, catalogue: Catalogue) -> int:
    """Interest and repayment a year, in euros per thousand million, rounded up; 0 where nothing tells a rate, as for shares."""
    if cost.rate_year is None:
        return 0
    asked = service_a_year(product, catalogue, PPB, cost.rate_year, cost.months)
    return int(asked.to_integral_value(ROUND_CEILING))


def _told(use: int, facts: Facts) -> str | None:
    """The purpose of a use, once it is told."""
    purpose = facts.client.value("use.purpose", use)
    return purpose if isinstance(purpose, str) and purpose != "unspecified" else None


def _pays_most_things(product: Product) -> bool:
    """Whether a product is for plans in general.

    What a use is for may still be unknown. Then a fund for heat pumps may turn out to pay it, and stands among the options as
    such; but a mix that rests on that is no plan. Only money for nearly every everyday purpose counts there.
    """
    return "any" in product.purposes or len(EVERYDAY.intersection(product.purposes)) >= len(EVERYDAY) - 1


def uncertainty(option: Option) -> int:
    """Points: one for every rule or norm not met or not known, one when its existence is in doubt, one when its maximum is not known."""
    open_points = sum(reason.level != "judgement" and reason.truth is not Truth.TRUE for reason in option.reasons)
    return open_points + sum(remark in option.remarks for remark in DOUBTS)


def _hangs_on_a_person(option: Option, facts: Facts) -> int:
    """Points while it is not known whether somebody in the client's own circle would lend: more than one answer hangs on it."""
    lender = facts.catalogue.lenders.get(option.product.lender)
    return UNASKED if lender is not None and lender.kind == "private" and option.verdict == "unknown" else 0


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a step of the provider takes.

    Attributes:
        days: least and most.
        working: they are working days; else calendar days.
    """

    days: tuple[int, int]
    working: bool = False

    @property
    def calendar(self) -> tuple[int, int]:
        """The same in calendar days, holidays not counted."""
        least, most = self.days
        return (-(-least * 7 // 5), -(-most * 7 // 5)) if self.working else (least, most)


@dataclass(frozen=True, slots=True)
class Stages:
    """How long the provider takes.

    Attributes:
        decision: until it decides on a whole file.
        payout: from there until the money is there.
        estimated: a part of it is the kind's usual and not the provider's own.
    """

    decision: Wait
    payout: Wait
    estimated: bool


def stages(option: Option, catalogue: Catalogue) -> Stages:
    """The days of a product, of its kind where it names none."""
    timing, kind = option.product.timing, catalogue.kinds.get(option.product.kind)
    usual = (kind.decision_days, kind.payout_days) if kind is not None else (None, None)
    return Stages(
        _wait(timing.decision_days or usual[0]),
        _wait(timing.payout_days or usual[1]),
        timing.decision_days is None or timing.payout_days is None,
    )


def days_to_cash(option: Option, lead: tuple[int, int], facts: Facts) -> tuple[tuple[int, int], bool]:
    """Least and most days from today: papers, decision, payout. Where the window opens later, the file waits for it."""
    takes = stages(option, facts.catalogue)
    wait = max(0, (option.opens - facts.today).days) if option.opens is not None else 0
    low, high = (max(lead[end], wait) + takes.decision.calendar[end] + takes.payout.calendar[end] for end in (0, 1))
    return (low, high), takes.estimated


def _wait(span: Span | None) -> Wait:
    if span is None:
        return Wait((0, 0))
    least = span.min if span.min is not None else 0
    most = span.max if span.max is not None else least
    return Wait((least, most), working=span.unit == "working")


def _stands_surety(product: Product, facts: Facts) -> bool:
    surety = product.private_guarantee
    if surety is None or surety.demand not in ("always", "usual"):
        return False
    return surety.when is None or truth(surety.when, facts) is not Truth.FALSE


def _excluded(product: Product, facts: Facts) -> frozenset[str]:
    """The products that may not stand in the same mix. An exclusion per use counts only for later benefits, which pay no use."""
    found: set[str] = set()
    for rule in product.stacking:
        if rule.rule != "excludes" or rule.level != "hard" or rule.per == "use":
            continue
        if rule.when is not None and truth(rule.when, facts) is Truth.FALSE:
            continue
        found.update(rule.products)
        found.update(
            key for key, other in facts.catalogue.products.items() if other.kind in rule.kinds or other.lender in rule.lenders
        )
    return frozenset(found - {product.id})


def _guaranteed(
    plain: Offer, options: Mapping[str, Option], facts: Facts, papers: Callable[[Product], Papers]
) -> Iterator[Offer]:
    """The loan again with each guarantee its lender may bring; only where security is what the loan lacks."""
    option = plain.option
    lender = facts.catalogue.lenders.get(option.product.lender)
    if lender is None or not (_lacks_security(option) or short_of_security(option.product, facts)):
        return
    for accreditation in lender.accredited:
        guarantee = options.get(accreditation.product)
        terms = guarantee.product.guarantee if guarantee is not None else None
        if guarantee is None or terms is None or not guarantee.open or option.product.kind not in terms.loan_kinds:
            continue
        share = outcome(terms.share_of_loan, facts).low
        if share is None or guarantee.maximum < 1:
            continue
        extra = papers(guarantee.product)
        cost = price(option, facts, guarantee)
        lowered = replace(
            plain.candidate,
            id=f"{plain.candidate.id}+{guarantee.product.id}",
            guarantee=guarantee.product.id,
            guarantee_share_ppm=int(Decimal(share) * PPM),
            guarantee_ceiling=rounded_down(
                Decimal((guarantee.product.limits and outcome(guarantee.product.limits.amount_max, facts).low) or 0)
            ),
            price_ppm=cost.ppm if cost.ppm is not None else -1,
            fixed_cost=cost.fixed_eur,
            documents=plain.candidate.documents | extra.documents,
            uncertainty=_with_guarantee(option, guarantee),
            private_guarantee=plain.candidate.private_guarantee or _stands_surety(guarantee.product, facts),
        )
        if lowered.guarantee_ceiling > 0:
            yield replace(plain, candidate=lowered, guarantee=guarantee)


def _lacks_security(option: Option) -> bool:
    return any(reason.ground == "collateral" and reason.truth is not Truth.TRUE for reason in option.reasons)


def _with_guarantee(option: Option, guarantee: Option) -> int:
    """The points of the loan without those on security, plus those of the guarantee."""
    without = tuple(reason for reason in option.reasons if reason.ground != "collateral")
    return uncertainty(replace(option, reasons=without)) + uncertainty(guarantee)


def _priced(found: list[Offer]) -> Iterator[Offer]:
    """A product whose price nothing tells is put behind every priced one, so that it is never called the cheapest."""
    dearest = max((offer.candidate.price_ppm for offer in found), default=0)
    for offer in sorted(found, key=lambda offer: offer.candidate.id):
        if offer.candidate.price_ppm < 0:
            yield replace(offer, candidate=replace(offer.candidate, price_ppm=max(dearest, 0) + 1))
        else:
            yield offer
