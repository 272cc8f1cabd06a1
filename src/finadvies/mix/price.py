"""What a product costs: for ordering always a figure, to show only what its own price says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.known import Facts
from finadvies.domain.product import Fee, Product
from finadvies.domain.values import whole_euros
from finadvies.mix.cashflow import Basis, Charge, Due, Rates, Terms, Way, cost_over, flows, rates, schedule
from finadvies.rules.burden import MONTHS_A_YEAR, goes_round, rate
from finadvies.rules.eligibility import Option
from finadvies.rules.figures import Outcome, outcome
from finadvies.rules.truth import Truth, truth

PPM: Final = 1_000_000
PPB: Final = 1_000_000_000
SHARE_KINDS: Final = frozenset({"equity", "crowdfunding_equity", "convertible"})
FLAT_EXAMPLE_MONTHS: Final = 6
"""The time in which a flat fee is taken to be repaid, to show what it is a year, where nobody says how fast that goes."""
_DUE: Final[dict[str, Due]] = {
    "upfront": "start", "on_success": "start", "monthly": "monthly", "quarterly": "quarterly", "yearly": "yearly",
    "per_invoice": "monthly", "at_end": "end",
}  # fmt: skip
"""When a fee of the catalogue is paid. What is due on a change of the contract is left out: nobody plans to pay it."""
_BASIS: Final[dict[str, Basis]] = {
    "loan": "amount", "limit": "amount", "advance": "amount", "drawn": "balance", "guaranteed": "guaranteed", "invoice": "invoices",
    "turnover": "invoices",
}  # fmt: skip
"""All that can be drawn is drawn, so that a fee on what is not drawn comes to nothing and stands here no more than that."""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one product over the plan, as the search reckons with it: so much a euro, and so much whatever the amount.

    All products are reckoned over the same stretch, the usual term of a loan (`plan_months`): otherwise money that has to be
    paid back within half a year would look cheaper than a loan, though the plan still has to be paid for after that.

    Attributes:
        ppm: euros per million euros over the plan, interest and shares of fees together; None when nothing tells.
        fixed_eur: fees over the plan in whole euros whatever the amount.
        rate_year: nominal yearly rate 0-1 used; None without one.
        known: the price is the product's own; otherwise the market band of its kind, for ordering only.
        months: the product's own term that it was worked out with.
    """

    ppm: int | None
    fixed_eur: int
    rate_year: Decimal | None
    known: bool
    months: int | None


@dataclass(frozen=True, slots=True)
class Flat:
    """A fee that is fixed at the start, shown for what it is a year.

    Attributes:
        share: of the amount, 0-1.
        months: in how many equal monthly parts amount and fee are repaid.
        assumed: nobody says in how many; `FLAT_EXAMPLE_MONTHS` as an example.
        rate_year: the nominal yearly rate it comes to then, 0-1.
    """

    share: Decimal
    months: int
    assumed: bool
    rate_year: Decimal


def plan_months(catalogue: Catalogue, option: Option) -> int:
    """How long the plan is reckoned: the usual term of a loan; the product's own term where the catalogue names none."""
    loan = catalogue.kinds.get("term_loan")
    usual = loan.term_months_assumed if loan is not None else None
    return usual or option.term_months or MONTHS_A_YEAR


def price(option: Option, facts: Facts, guarantee: Option | None = None) -> Price:
    """The price of an option over the plan, with the commission of a guarantee where there is one.

    The cash flows of `cashflow` over the plan, taken as a straight line. What bends it (a least fee, fees by amount) is taken at
    the amount of `_likely`: exact there.
    """
    product, plan, amount = option.product, plan_months(facts.catalogue, option), _likely(option, facts)
    reckoned, own = _reckoned(option, facts, amount)
    if reckoned is None:
        return Price(None, 0, None, known=False, months=option.term_months)
    if guarantee is not None:
        reckoned = _guaranteed(reckoned, guarantee, option, facts, amount)
    straight, fixed = _straightened(reckoned, amount)
    ppm = max(Decimal(0), cost_over(PPM, straight, plan))
    months = option.term_months or plan
    yearly = reckoned.rate_year if product.price.model != "flat" else _flat_rate(reckoned)
    return Price(whole_euros(ppm), whole_euros(cost_over(0, fixed, plan)), yearly, own, months)


def _likely(option: Option, facts: Facts) -> int:
    """The amount a mix most likely asks for: as much as the product can pay of what own money leaves open."""
    external = facts.get("need.external")
    asked = int(external) if isinstance(external, int | Decimal) and not isinstance(external, bool) and external >= 1 else None
    return min(option.maximum, asked) if option.maximum and asked else option.maximum or PPM


def own_terms(option: Option, facts: Facts, amount: int, guarantee: Option | None = None) -> Terms | None:
    """How the client pays for `amount` whole euros of a product; None as soon as a part of its price is not known.

    The middle of the product's own span of rates; of what is open in a fee, and of the months without repayment, the dearest.

    Args:
        option: the product, judged.
        facts: of the client.
        amount: whole euros lent.
        guarantee: the guarantee on it, whose commission is paid with it.
    """
    reckoned, own = _reckoned(option, facts, amount)
    view = _view(facts, amount, option)
    if reckoned is None or not own or not _all_told(option.product, view):
        return None
    if guarantee is None:
        return reckoned
    if not guarantee_priced(guarantee, option, facts, amount):
        return None
    return _guaranteed(reckoned, guarantee, option, facts, amount)


def guarantee_priced(guarantee: Option, option: Option, facts: Facts, amount: int) -> bool:
    """Whether it is known what the client pays for a guarantee on a loan."""
    view = _view(facts, amount, option)
    return bool(tuple(_charges(guarantee.product, view))) and _all_told(guarantee.product, view)


def commission_eur(guarantee: Option, option: Option, facts: Facts, amount: int) -> int | None:
    """What the client pays once, in whole euros, for a guarantee on a loan of `amount`; None where the scheme does not tell."""
    if not guarantee_priced(guarantee, option, facts, amount):
        return None
    asked = _guaranteed(Terms(Decimal(0), MONTHS_A_YEAR, "annuity"), guarantee, option, facts, amount)
    once = (charge for charge in asked.charges if charge.due == "start")
    return whole_euros(sum((_bounded(charge, asked, amount) + charge.euros for charge in once), Decimal(0)))


def _bounded(charge: Charge, terms: Terms, amount: int) -> Decimal:
    """The part of a fee that is a share, between its least and its most."""
    euros = charge.share * _base(charge, terms, amount)
    euros = euros if charge.least is None or not charge.share else max(euros, Decimal(charge.least))
    return euros if charge.most is None else min(euros, Decimal(charge.most))


def flat(option: Option, facts: Facts, amount: int) -> Flat | None:
    """What the flat fee of a product is a year; None for another price, and where the fee is not known."""
    product = option.product
    if product.price.model != "flat":
        return None
    charges = tuple(each for each in _flat_charges(product, _view(facts, amount, option)) if each.due == "spread")
    months = _own_months(option)
    terms = Terms(Decimal(0), months or FLAT_EXAMPLE_MONTHS, "linear", charges=charges)
    yearly = _flat_rate(terms)
    share = sum((charge.share for charge in charges), Decimal(0))
    return Flat(share, terms.months, months is None, yearly) if yearly is not None and share else None


def _reckoned(option: Option, facts: Facts, amount: int) -> tuple[Terms | None, bool]:
    """The terms to reckon with, and whether they are the product's own; with a market rate where they are not."""
    product = option.product
    view = _view(facts, amount, option)
    if product.price.model == "flat":
        charges, months = tuple(_flat_charges(product, view)), _own_months(option)
        if months is not None and any(charge.due == "spread" for charge in charges):
            return Terms(Decimal(0), months, "linear", charges=charges), True
    # Who takes shares wants a part of the gain, not interest: no rate says what that costs.
    yearly, own = (None, False) if product.kind in SHARE_KINDS else rate(product, facts.catalogue)
    if yearly is None:
        return None, False
    terms = _repayment(option, facts, yearly)
    advanced = outcome(product.limits.share_max, view).low if product.limits and product.limits.share_basis == "invoice" else None
    return replace(terms, charges=tuple(_charges(product, view)), advanced=Decimal(advanced or 1)), own


def _repayment(option: Option, facts: Facts, yearly: Decimal) -> Terms:
    """How it is repaid. Overdraft, advance on invoices and supplier credit stay out all through the plan."""
    asked, plan = option.product.price, plan_months(facts.catalogue, option)
    if goes_round(option.product, facts.catalogue):
        return Terms(yearly, plan, "at_end")
    months = option.term_months or plan
    grace = min(asked.grace_months_max or 0, months - 1)
    if asked.linear_over_months is not None:
        return Terms(yearly, months, "linear", grace, asked.linear_over_months)
    way: Way = "annuity"
    if asked.repayment in ("linear", "share_of_revenue"):
        way = "linear"
    elif asked.repayment == "interest_only":
        way = "at_end"
    # A share of the worth of the object is taken as one of the amount: the object is financed whole.
    return Terms(yearly, months, way, grace, residual=asked.balloon_share or Decimal(0))


def _own_months(option: Option) -> int | None:
    """The product's own term; what is usual for its kind says nothing about how fast a flat fee is repaid."""
    return None if option.term_assumed else option.term_months


def _guaranteed(terms: Terms, guarantee: Option, option: Option, facts: Facts, amount: int) -> Terms:
    """The same with the commission on the guaranteed part."""
    view = _view(facts, amount, option)
    covers = guarantee.product.guarantee
    share = outcome(covers.share_of_loan, facts).low if covers is not None else None
    charges = (*terms.charges, *_charges(guarantee.product, view))
    return replace(terms, charges=charges, guaranteed=Decimal(share or 0))


def _view(facts: Facts, amount: int, option: Option) -> Facts:
    """The facts with the amount and the term in hand, on which fees may hang."""
    extra: dict[str, Decimal | int] = {"option.amount": amount}
    if option.term_months is not None:
        extra["option.term_months"] = option.term_months
    return facts.for_option(extra)


def _paid_by_client(fee: Fee, view: Facts) -> bool:
    """Whether a fee may reach this client: another does not pay it, and its condition is not sure to fail."""
    if fee.paid_by not in (None, "client", "applicant") or fee.due not in _DUE or fee.basis == "undrawn":
        return False
    return fee.when is None or truth(fee.when, view) is not Truth.FALSE


def _charges(product: Product, view: Facts) -> Iterator[Charge]:
    """The fees that may reach the client, as far as they are told; the dearest of what is open.

    A fee on invoices is paid over those turned over in a month. Each is taken to be open for thirty days, so that the advance goes
    round every month: who is paid later pays less.
    """
    for fee in product.price.fees:
        if not _paid_by_client(fee, view):
            continue
        share, euros = outcome(fee.share, view).high, outcome(fee.eur, view).high
        if share is None and euros is None:
            continue
        bounds = (fee.min_eur, fee.max_eur) if share is not None else (None, None)
        yield Charge(
            _DUE[fee.due],
            _BASIS[fee.basis or "loan"],
            Decimal(share or 0) * _turns(fee),
            *bounds,
            euros=Decimal(euros or 0),
        )


def _turns(fee: Fee) -> int:
    """Over how many months' invoices a fee on invoices is paid each time."""
    if _BASIS.get(fee.basis or "loan") != "invoices":
        return 1
    return {"quarterly": 3, "yearly": MONTHS_A_YEAR}.get(fee.due, 1)


def _all_told(product: Product, view: Facts) -> bool:
    """Whether every fee that may reach the client says how much it is."""
    asked = (fee for fee in product.price.fees if _paid_by_client(fee, view))
    return all(_told(outcome(fee.share, view)) or _told(outcome(fee.eur, view)) for fee in asked)


def _told(found: Outcome) -> bool:
    return found.high is not None


def _flat_charges(product: Product, view: Facts) -> Iterator[Charge]:
    """The fees of a flat price: a share of the amount is fixed at the start and paid with the instalments, the rest when it is due."""
    for charge in _charges(product, view):
        if charge.share and charge.basis == "amount" and charge.due in ("start", "end"):
            yield replace(charge, due="spread", euros=Decimal(0))
            if charge.euros:
                yield Charge(charge.due, euros=charge.euros)
        else:
            yield charge


def _flat_rate(terms: Terms) -> Decimal | None:
    found: Rates | None = rates(flows(PPM, schedule(PPM, terms)))
    return found.nominal if found is not None else None


def _straightened(terms: Terms, amount: int) -> tuple[Terms, Terms]:
    """The same terms with only what grows with the amount, and with only what does not."""
    growing, fixed = [], []
    for charge in terms.charges:
        share = charge.share * _base(charge, terms, amount)
        bound = charge.least if charge.least is not None and share < charge.least else None
        if charge.most is not None and share > charge.most:
            bound = charge.most
        euros = charge.euros + (bound or 0)
        growing += [Charge(charge.due, charge.basis, charge.share)] if bound is None and charge.share else []
        fixed += [Charge(charge.due, euros=euros)] if euros else []
    return replace(terms, charges=tuple(growing)), replace(terms, charges=tuple(fixed))


def _base(charge: Charge, terms: Terms, amount: int) -> Decimal:
    if charge.basis == "guaranteed":
        return amount * terms.guaranteed
    return amount / terms.advanced if charge.basis == "invoices" else Decimal(amount)
