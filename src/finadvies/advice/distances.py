"""How far a ground of refusal is from being taken away in the figures: the buffer, the room for repayment, the security.

Every distance follows from the client's own figures and a bound of the catalogue. What is not known is asked, never made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

from finadvies.advice.advise import Advice
from finadvies.domain.catalogue import GroundEntry
from finadvies.domain.client import Slot
from finadvies.domain.derive_figures import REPAYMENT_ROOM, repayment_room
from finadvies.domain.formulas import exact_number
from finadvies.domain.values import Exact
from finadvies.feasibility import Statement, Terms, statements
from finadvies.homework.merging import Statuses
from finadvies.rules.burden import MONTHS_A_YEAR, annuity_a_year, rate
from finadvies.rules.eligibility import Option, Reason
from finadvies.rules.figures import outcome

SOLVENCY: Final = "solvabiliteit-sector"
"""The norm for the buffer as a bank reckons it."""
NAMED: Final = 3
"""So many options are named as an example."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a ground is from being taken away.

    Attributes:
        code: names the sentence; `details` fill it in: amounts in whole euros, shares 0-1, days, months.
        norms: ids of the norms it rests on.
        missing: the answers that would tell, where it cannot be told.
        products: the options it is about.
        reason: the criterion it is about.
        lines: the papers it is about, by line id.
    """

    code: str
    details: Mapping[str, object]
    norms: tuple[str, ...] = ()
    missing: tuple[Slot, ...] = ()
    products: tuple[str, ...] = ()
    reason: Reason | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What a distance is reckoned for.

    Attributes:
        option: what was refused; None where nobody said which product.
        asked_eur: the amount asked; of an amount that was not told, what the plan needs from others. None when neither is known.
        told: the amount asked was told.
        statuses: how far the papers are.
    """

    advice: Advice
    ground: GroundEntry
    option: Option | None
    asked_eur: int | None
    told: bool
    statuses: Statuses


def up(amount: Decimal) -> int:
    """Whole euros, rounded up: a euro less would not reach the bound."""
    return int(amount.to_integral_value(ROUND_CEILING))


# -- the buffer --------------------------------------------------------------------------------------------------------------


def solvency(case: Case) -> Iterator[Step]:
    """Euros of own money, or of an existing loan that is subordinated, until the buffer is at the norm of the trade."""
    facts, norm = case.advice.facts, case.advice.catalogue.norms.get(SOLVENCY)
    if norm is None:
        return
    equity, total = exact_number(facts, "figures.equity_corrected"), _corrected_total(case.advice)
    if equity is None or total is None or total <= 0:
        missing = dict.fromkeys(slot for key in (norm.fact, "figures.total_assets") for slot in facts.missing(key))
        yield Step("equity_unknown", {}, (SOLVENCY,), tuple(missing))
        return
    poor, good = (outcome(figure, facts).exact for figure in (norm.poor, norm.good))
    if poor is None or good is None:
        yield Step(
            "equity_trade_unknown", {"have": Decimal(equity) / Decimal(total)}, (SOLVENCY,), facts.missing("company.sectors")
        )
        return
    have = Decimal(equity) / Decimal(total)
    bound = Decimal(poor) if have < poor else Decimal(good)
    if have >= bound:
        yield from _after_the_loan(case, Decimal(equity), Decimal(total), bound)
    else:
        lacking = bound * total - equity
        details = {"have": have, "bound": bound, "equity": up(lacking / (1 - bound))}
        yield Step("equity_short" if bound == poor else "equity_to_good", details, (SOLVENCY,))
        if lacking <= Decimal(total) - Decimal(equity):
            yield Step("subordinate", {"eur": up(lacking), "bound": bound}, (SOLVENCY,))
    claim = exact_number(facts, "figures.owner_receivable")
    if claim is not None and claim > 0:
        becomes = (Decimal(equity) + claim) / (Decimal(total) + claim)
        yield Step("owner_claim", {"eur": int(claim), "have": have, "becomes": becomes}, (SOLVENCY,))
    counted = [
        option.product.id
        for option in case.advice.open_options
        if option.product.subordinated != "no" and case.advice.catalogue.kinds[option.product.kind].role == "source"
    ]
    if counted:
        yield Step("subordinated_open", {}, products=tuple(counted[:NAMED]))


def _after_the_loan(case: Case, equity: Decimal, total: Decimal, bound: Decimal) -> Iterator[Step]:
    """A buffer that is at the norm today: whether it still is with the loan on the balance, and how much own money in its place keeps it."""
    have, loan = equity / total, case.asked_eur
    purposes = {case.advice.client.value("use.purpose", use) for use in range(len(case.advice.client.uses))}
    # A loan that repays another one leaves the balance as long as it was.
    if loan is None or not purposes or "refinancing" in purposes:
        yield Step("equity_enough", {"have": have, "bound": bound}, (SOLVENCY,))
        return
    after = equity / (total + loan)
    details = {"have": have, "after": after, "bound": bound, "asked": loan}
    lacking = up(max(Decimal(0), bound * (total + loan) - equity))
    if after >= bound:
        yield Step("equity_enough_after", details, (SOLVENCY,))
    else:
        yield Step("equity_after", {**details, "eur": lacking}, (SOLVENCY,))


def _corrected_total(advice: Advice) -> Exact | None:
    parts = [exact_number(advice.facts, f"figures.{name}") for name in ("total_assets", "intangibles", "owner_receivable")]
    total, intangibles, claim = parts
    return None if total is None or intangibles is None or claim is None else total - intangibles - claim


# -- the room for repayment --------------------------------------------------------------------------------------------------


def repayment(case: Case) -> Iterator[Step]:
    """The amount that the figures bear, and how much lower the yearly burden has to be for the amount asked."""
    said = _counter_offer(case)
    if said is None or said.code == "counter_offer_unknown":
        yield Step("carries_unknown", {}, ("dscr",), _of_repayment(case.advice))
        return
    known = said.details
    at_norm, at_floor = int(str(known["at_norm"])), int(str(known["at_floor"]))
    asked = case.asked_eur if case.asked_eur is not None else int(str(known["asked"]))
    details = {**known, "asked": asked, "estimated": said.code != "counter_offer"}
    if at_norm >= asked:
        yield Step("carries_enough", details, ("dscr",))
        return
    if at_norm > 0:
        yield Step("carries", {**details, "lower": asked - at_norm}, ("dscr",))
    elif at_floor > 0:
        yield Step("carries_tight", details, ("dscr",))
    else:
        yield Step("carries_none", details, ("dscr",))
    burden = _burden(case.advice, asked, known)
    if burden is not None:
        a_month = up(Decimal(burden) / MONTHS_A_YEAR)
        yield Step("burden_lower", {"a_year": burden, "a_month": a_month, "asked": asked, "norm": known["norm"]}, ("dscr",))


def _counter_offer(case: Case) -> Statement | None:
    """What the figures bear, on the terms of what was refused; without those, as the shortlist tells it."""
    advice, option = case.advice, case.option
    found = advice.statements
    if option is not None and option.term_months is not None:
        rate_year, known = rate(option.product, advice.catalogue)
        if rate_year is not None:
            found = statements(advice.facts, Terms(rate_year, option.term_months, known), case.asked_eur or 0)
    return next((each for each in found if each.code.startswith("counter_offer")), None)


def _of_repayment(advice: Advice) -> tuple[Slot, ...]:
    keys = (*REPAYMENT_ROOM, "figures.debt_service", "need.external")
    return tuple(dict.fromkeys(slot for key in keys for slot in advice.facts.missing(key)))


def _burden(advice: Advice, asked: int, known: Mapping[str, object]) -> int | None:
    """Whole euros a year by which interest and repayment have to fall, for the asked amount to leave the norm."""
    room, service = repayment_room(advice.facts), exact_number(advice.facts, "figures.debt_service")
    norm, rate_year, months = known["norm"], known["rate"], known["months"]
    if service is None or not isinstance(room, int | Decimal) or not isinstance(norm, int | Decimal):
        return None
    if not isinstance(rate_year, Decimal) or not isinstance(months, int):
        return None
    over = Decimal(service) + annuity_a_year(asked, rate_year, months) - Decimal(room) / Decimal(norm)
    return up(over) if over > 0 else None


# -- security ----------------------------------------------------------------------------------------------------------------


def collateral(case: Case) -> Iterator[Step]:
    """What is lacking even at full value, what a guarantee takes over, and whose pledge is in the way."""
    facts, advice = case.advice.facts, case.advice
    values = {key: exact_number(facts, f"security.{key}") for key in ("real_estate_value", "real_estate_debt", "machinery_value")}
    unknown = tuple(slot for key, value in values.items() if value is None for slot in facts.missing(f"security.{key}"))
    if case.asked_eur is None or unknown:
        missing = (*unknown, *(facts.missing("need.external") if case.asked_eur is None else ()))
        yield Step("security_unknown", {}, missing=missing)
    else:
        told = {key: Decimal(value or 0) for key, value in values.items()}
        full = max(Decimal(0), told["real_estate_value"] - told["real_estate_debt"]) + told["machinery_value"]
        short = up(max(Decimal(0), case.asked_eur - full))
        details = {"asked": case.asked_eur, "value": int(full), "short": short}
        yield Step("security_short" if short else "security_at_full_value", details)
    yield from _guarantees(case)
    holder = advice.client.value("security.all_assets_pledged_to")
    if isinstance(holder, str) and holder not in ("", "none"):
        yield Step("release", {"holder": holder})
    if facts.get("security.receivables_pledged") is True:
        yield Step("receivables_pledged", {})


def _guarantees(case: Case) -> Iterator[Step]:
    """Which open guarantee covers which part of the amount."""
    for option in case.advice.open_options:
        terms = option.product.guarantee
        named = any(option.product.id in repair.products for repair in case.ground.repairs)
        if terms is None or not named or case.asked_eur is None:
            continue
        share = outcome(terms.share_of_loan, case.advice.facts)
        if share.low is not None and share.high is not None:
            eur = int(Decimal(share.low) * case.asked_eur)
            details = {"share": share.low, "eur": eur, "asked": case.asked_eur, "at_least": share.low != share.high}
            yield Step("guarantee", details, products=(option.product.id,))
