"""What is strong and what is weak about a request, each carried by a figure, an answer or the mix itself; and the answer to what is weak.

Nothing is said that nothing supports. A trait is a code with the details that fill its sentence in; `exports` words it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Final

from finadvies.advice.advise import Advice
from finadvies.advice.proposal import Proposal
from finadvies.advice.with_mix import Burden, Margin, buffer_after, margin, measures_with, statements_with
from finadvies.domain.formulas import exact_number
from finadvies.domain.values import UNKNOWN
from finadvies.feasibility import Measure
from finadvies.feasibility.years import Year, exact, special_years, years
from finadvies.rules.figures import outcome

SHOWN_NORMS: Final = (
    "dscr", "dscr-ebitda", "solvabiliteit-sector", "eigen-inbreng", "lening-tot-waarde", "schuld-ebitda-overname", "current-ratio",
    "grootste-klant",
)  # fmt: skip
"""Norms that speak of the request as a whole, the one a financier weighs most first. Of the others the table tells."""
BY_ACCOUNTANT: Final = ("compiled", "reviewed", "audited")


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing that is strong or weak.

    Attributes:
        code: names the sentence; `details` fill it in: euros whole, shares 0-1, products and uses by id or position.
        measure: the ratio it rests on, where it is one.
        answer: names the sentence of what is done about it; empty for what is strong.
    """

    code: str
    details: Mapping[str, object] = field(default_factory=dict)
    measure: Measure | None = None
    answer: str = ""


Others = Mapping[str, Proposal | None]
"""For each source of a mix the best mix when it says no; None where there is none."""


def second_choices(advice: Advice, proposal: Proposal | None) -> Others:
    """Worked out once: each asks a search of its own."""
    sources = [part.product for part in proposal.components if part.role == "source"] if proposal is not None else []
    return {product: advice.plan_b(proposal, product) for product in sources if product is not None and proposal is not None}


def ready(proposal: Proposal, other: Proposal | None) -> bool:
    """Whether a second choice pays as much as the mix itself does."""
    return other is not None and other.mix.gap <= proposal.mix.gap


def strong(advice: Advice, proposal: Proposal | None, others: Others) -> tuple[Trait, ...]:
    """What speaks for the request, the figures first."""
    return (
        *_good_years(advice),
        *_good_measures(advice, proposal),
        *_good_mix(advice, proposal, others),
        *_good_owner(advice),
    )


def weak(advice: Advice, proposal: Proposal | None, burdens: tuple[Burden, ...], others: Others) -> tuple[Trait, ...]:
    """What a financier will ask about, the gravest first, each with what is done about it."""
    measured = tuple(_weak_measures(advice, proposal))
    poor = tuple(trait for trait in measured if trait.measure is not None and trait.measure.light == "poor")
    return (
        *_gap(advice, proposal),
        *poor,
        *_late(advice, proposal),
        *_before(advice),
        *(trait for trait in measured if trait not in poor),
        *_at_end(burdens),
        *_weak_years(advice),
        *_weak_mix(advice, proposal, burdens, others),
        *_unknown(advice, proposal),
    )


# -- the years ---------------------------------------------------------------------------------------------------------------


def _full(advice: Advice) -> list[Year]:
    return [year for year in years(advice.client) if year.full and year.year is not None]


def _series(advice: Advice, key: str) -> list[tuple[int, int | Decimal]]:
    """(year, figure) of full years that follow each other, oldest first; empty as soon as one is not told."""
    found = [(year.year or 0, exact(advice.client, key, year)) for year in _full(advice)]
    told = [(year, value) for year, value in found if value is not None]
    in_a_row = all(then - now == 1 for (now, _), (then, _) in pairwise(told))
    return told if len(told) == len(found) and in_a_row else []


def _good_years(advice: Advice) -> Iterator[Trait]:
    revenue, profit = _series(advice, "figures.revenue"), _series(advice, "figures.net_profit")
    if len(revenue) > 1 and all(then > now for (_, now), (_, then) in pairwise(revenue)):
        yield Trait(
            "revenue_grows", {"first": revenue[0][0], "last": revenue[-1][0], "low": revenue[0][1], "high": revenue[-1][1]}
        )
    if len(profit) > 1 and all(value > 0 for _, value in profit):
        yield Trait(
            "profit_each_year", {"first": profit[0][0], "last": profit[-1][0], "low": profit[0][1], "high": profit[-1][1]}
        )
    elif len(profit) == 1 and profit[0][1] > 0:
        yield Trait("profit_last_year", {"last": profit[0][0], "amount": profit[0][1]})
    latest = _full(advice)[-1:]
    for year in latest:
        if advice.client.value("figures.statement", year.position) in BY_ACCOUNTANT and year.kind == "final":
            yield Trait("figures_by_accountant", {"last": year.year})


def _weak_years(advice: Advice) -> Iterator[Trait]:
    revenue, profit = _series(advice, "figures.revenue"), _series(advice, "figures.net_profit")
    if profit and profit[-1][1] < 0:
        yield Trait("loss", {"last": profit[-1][0], "amount": -profit[-1][1]}, answer="explain_year")
    if len(revenue) > 1 and revenue[-1][1] < revenue[-2][1]:
        yield Trait("revenue_falls", {"last": revenue[-1][0], "amount": revenue[-2][1] - revenue[-1][1]}, answer="explain_year")
    latest = _full(advice)[-1:]
    for year in latest:
        if year.kind == "draft":
            yield Trait("still_draft", {"last": year.year}, answer="make_final")
    special = [year.year for year in special_years(advice.client) if year.year is not None]
    if special:
        yield Trait("special_years", {"years": tuple(special)}, answer="averages_beside")
    debt = exact_number(advice.facts, "figures.tax_debt")
    if debt is not None and debt > 0:
        arranged = advice.facts.get("debts.tax_arrangement") is True
        yield Trait("tax_debt", {"amount": debt}, answer="tax_arranged" if arranged else "tax_to_arrange")


# -- the ratios --------------------------------------------------------------------------------------------------------------


def _shown(advice: Advice, proposal: Proposal | None) -> list[Measure]:
    by_id = {measure.norm.id: measure for measure in measures_with(advice, proposal)}
    found = [by_id[key] for key in SHOWN_NORMS if key in by_id]
    # The ratio with EBITDA says the same thing in another way: it speaks only where the first is not known.
    if "dscr" in by_id and by_id["dscr"].light != "unknown":
        found = [measure for measure in found if measure.norm.id != "dscr-ebitda"]
    borrows = advice.borrowed(proposal).debt > 0
    found = [buffer_after(advice, each, proposal) if each.norm.id == "solvabiliteit-sector" else each for each in found]
    return [measure for measure in found if borrows or not measure.norm.fact.endswith("_after")]


def _with_new_debt(advice: Advice, proposal: Proposal | None, measure: Measure) -> bool:
    """Whether it is the buffer, with what the mix borrows in it."""
    return measure.norm.id == "solvabiliteit-sector" and advice.borrowed(proposal).debt > 0


def _good_measures(advice: Advice, proposal: Proposal | None) -> Iterator[Trait]:
    for measure in _shown(advice, proposal):
        if measure.light == "good":
            yield Trait("buffer_good" if _with_new_debt(advice, proposal, measure) else "ratio_good", {}, measure)


ANSWERS: Final[Mapping[str, str]] = {
    "dscr": "longer_or_smaller", "dscr-ebitda": "longer_or_smaller", "solvabiliteit-sector": "more_buffer",
    "eigen-inbreng": "more_own", "lening-tot-waarde": "more_own", "schuld-ebitda-overname": "more_own", "current-ratio": "norm_advice",
    "grootste-klant": "without_customer",
}  # fmt: skip
"""What is done about a ratio short of its norm, where the mix itself holds no answer."""


def _weak_measures(advice: Advice, proposal: Proposal | None) -> Iterator[Trait]:
    bears = next((each for each in statements_with(advice, proposal) if each.code.startswith("counter_offer")), None)
    for measure in _shown(advice, proposal):
        if measure.light not in ("attention", "poor"):
            continue
        code = "buffer_weak" if _with_new_debt(advice, proposal, measure) else "ratio_weak"
        details: dict[str, object] = {}
        answer = ANSWERS[measure.norm.id]
        if measure.norm.id == "dscr" and bears is not None and bears.details.get("at_norm"):
            details, answer = {"at_norm": bears.details["at_norm"]}, "smaller_loan"
        elif answer in ("more_buffer", "more_own") and _guarantee(proposal):
            answer = "guarantee_in_mix"
        elif answer in ("more_buffer", "more_own") and _own_security(advice, proposal)[1]:
            answer = "thing_is_security"
        yield Trait(code, details, measure, answer)


# -- the mix -----------------------------------------------------------------------------------------------------------------


def _guarantee(proposal: Proposal | None) -> bool:
    return proposal is not None and any(part.role == "guarantee" for part in proposal.components)


def _own_security(advice: Advice, proposal: Proposal | None) -> tuple[tuple[int, ...], int]:
    """The uses that are bought with money secured by the thing itself, and how many whole euros that is."""
    uses: dict[int, int] = {}
    for part in proposal.components if proposal is not None else ():
        product = advice.catalogue.products.get(part.product or "")
        if part.role == "source" and product is not None and any(item.asset == "object" for item in product.security):
            for use, euros in part.uses:
                uses[use] = uses.get(use, 0) + euros
    return tuple(sorted(uses)), sum(uses.values())


def _good_mix(advice: Advice, proposal: Proposal | None, others: Others) -> Iterator[Trait]:
    if proposal is None:
        return
    uses, euros = _own_security(advice, proposal)
    if uses:
        yield Trait("thing_is_security", {"uses": uses, "amount": euros})
    for part in proposal.components:
        if part.role == "guarantee" and part.amount_eur:
            yield Trait("guarantee", {"product": part.product, "amount": part.amount_eur})
    sources = [part for part in proposal.components if part.role == "source"]
    lenders: dict[str | None, int] = {}
    for part in sources:
        lenders[part.lender] = lenders.get(part.lender, 0) + (part.amount_eur or 0)
    if len(lenders) > 1:
        yield Trait("shared", {"n": len(lenders), "share": Decimal(max(lenders.values())) / max(1, sum(lenders.values()))})
    if sources and all(part.verdict == "fits" for part in proposal.components if part.role in ("source", "guarantee")):
        yield Trait("all_fits")
    if others and not proposal.mix.gap and all(ready(proposal, other) for other in others.values()):
        yield Trait("plan_b_ready")


def _good_owner(advice: Advice) -> Iterator[Trait]:
    if advice.facts.get("company.continuity") == "someone":
        yield Trait("stand_in")


def _gap(advice: Advice, proposal: Proposal | None) -> Iterator[Trait]:
    """What is open in the plan itself."""
    gap = proposal.mix.gap if proposal is not None else sum(advice.need)
    if gap:
        yield Trait("gap", {"amount": gap}, answer="see_gap")
    client = advice.client
    if any(client.value("use.purpose", use) in (UNKNOWN, "unspecified") for use in range(len(client.uses))):
        yield Trait("purpose_open", answer="say_purpose")


def _weak_mix(advice: Advice, proposal: Proposal | None, burdens: tuple[Burden, ...], others: Others) -> Iterator[Trait]:
    if proposal is None:
        return
    for warning in proposal.warnings:
        if warning.code == "release_first":
            yield Trait("pledged", {"holder": warning.details["holder"]}, answer="release_first")
            break
    for warning in proposal.warnings:
        if warning.code == "security_short" and not on_invoices(advice, str(warning.details["product"])):
            yield Trait("security_short", dict(warning.details), answer="ask_guarantee")
    weakest = advice.by_product.get(proposal.weakest or "")
    if weakest is not None and weakest.verdict in ("attention", "unknown"):
        other = others.get(weakest.product.id)
        answer = "call_first" if other is None else "plan_b" if ready(proposal, other) else "plan_b_part"
        yield Trait(f"weakest_{weakest.verdict}", {"product": weakest.product.id}, answer=answer)
    # What relatives ask is agreed among themselves: there is no price to ask for.
    asked = [each for each in burdens if not _among_ourselves(advice, each)]
    market = [each for each in asked if each.basis in ("market", "unknown")]
    if market and len(market) == len(asked):
        yield Trait("no_price", answer="ask_quotes")
    elif market:
        yield Trait("price_open", {"n": len(market), "of": len(asked)}, answer="ask_quotes")


def on_invoices(advice: Advice, product: str) -> bool:
    """Whether it lends on the debtor book: that is its security, and no thing has to be worth as much."""
    return advice.catalogue.products[product].kind == "factoring"


def _late(advice: Advice, proposal: Proposal | None) -> Iterator[Trait]:
    if proposal is not None and any(warning.code == "may_be_late" for warning in proposal.warnings):
        yield Trait("may_be_late", {"day": advice.deadline}, answer="begin_today")


def _at_end(burdens: tuple[Burden, ...]) -> Iterator[Trait]:
    """What has to be paid back at once at the end of a term: it is in no yearly burden."""
    for each in burdens:
        if each.at_end_eur:
            yield Trait("at_end", {"product": each.component.product, "amount": each.at_end_eur}, answer="budget_for_end")


def _among_ourselves(advice: Advice, burden: Burden) -> bool:
    lender = advice.catalogue.lenders.get(burden.component.lender or "")
    return lender is not None and lender.kind == "private"


def _before(advice: Advice) -> Iterator[Trait]:
    said_no = [index for index in range(len(advice.client.history)) if advice.client.value("history.result", index) == "rejected"]
    if said_no:
        yield Trait("refused_before", {"entries": tuple(said_no)}, answer="what_changed")
    if advice.facts.get("company.started") is False:
        yield Trait("not_started", {}, answer="plan_and_forecast")


def _unknown(advice: Advice, proposal: Proposal | None) -> Iterator[Trait]:
    if advice.client.uses and advice.client.value("need.own_contribution") is UNKNOWN:
        yield Trait("own_unknown", answer="ask_owner")
    if not _full(advice):
        if advice.facts.get("company.started") is not False:
            yield Trait("no_figures", {}, answer="ask_accountant")
        return
    opened = [measure for measure in _shown(advice, proposal) if measure.light == "unknown" and measure.missing]
    if opened:
        yield Trait("ratio_open" if len(opened) == 1 else "ratios_open", {"n": len(opened)}, answer="ask_accountant")


# -- what can go wrong -------------------------------------------------------------------------------------------------------


def room_left(advice: Advice, proposal: Proposal | None) -> tuple[Margin, Decimal | None] | None:
    """The room beside what the mix asks, and how many times the norm wants it to be covered; None where the figures do not tell."""
    found = margin(advice, advice.borrowed(proposal))
    norm = advice.catalogue.norms.get("dscr")
    if found is None or not found.service_eur:
        return None
    good = outcome(norm.good, advice.facts).exact if norm is not None else None
    return found, Decimal(good) if good is not None else None
