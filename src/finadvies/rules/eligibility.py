"""One product for one client: every criterion judged, and the verdict that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.condition import AnyOf, Condition, Not
from finadvies.domain.entry import CriterionLevel, Ground
from finadvies.domain.known import Facts
from finadvies.domain.product import Criterion, Product
from finadvies.domain.values import UNKNOWN, Exact, Interval, Known, interval
from finadvies.rules.amounts import Amounts, amounts_of, option_facts
from finadvies.rules.figures import outcome
from finadvies.rules.finding import Distance, Finding, decisive, find
from finadvies.rules.truth import Truth, both, truth
from finadvies.rules.windows import next_opening, rounds_of, window_truth

Verdict = Literal["fits", "attention", "unknown", "blocked", "closed"]
VERDICTS: Final[tuple[Verdict, ...]] = ("fits", "attention", "unknown", "blocked", "closed")
"""From open to shut: the order in which options are shown."""

OPEN: Final = frozenset({"fits", "attention", "unknown"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion as judged.

    Attributes:
        id: of the criterion, or `purpose`, `amount`, `window`, `status` for what follows from the product's own fields.
        level: hard, norm or judgement.
        truth: what it says of this client; UNKNOWN for a judgement.
        criterion: the record, for its texts; None for the four built-in ones.
        finding: the tree of tests; None where there is none.
        found, required: for the built-in ones: what was found and what is asked.
        distance: how far off, where that is a number.
        use: position of the use it was judged on, or None.
        missing: the answers that would decide it.
        moot: it does not apply to this client, so it counts as met.
        by_amount: it rests on the amount asked, and is judged again on the real amount in a mix.
    """

    id: str
    level: CriterionLevel
    truth: Truth
    criterion: Criterion | None = None
    finding: Finding | None = None
    found: Known | str = UNKNOWN
    required: str | tuple[Exact | None, Exact | None] | tuple[str, ...] = ""
    distance: Distance | None = None
    use: int | None = None
    missing: tuple[Slot, ...] = ()
    moot: bool = False
    by_amount: bool = False
    sources: tuple[str, ...] = ()

    @property
    def gate(self) -> bool:
        """Whether a machine says no on it within minutes."""
        return self.criterion is not None and self.criterion.gate

    @property
    def ground(self) -> Ground | None:
        """The ground of rejection it belongs to."""
        return self.criterion.ground if self.criterion is not None else None


@dataclass(frozen=True, slots=True)
class Option:
    """A product judged for a client.

    Attributes:
        product: the record.
        verdict: see `VERDICTS`.
        reasons: every criterion, gates first, then hard, norm, judgement.
        ceilings: most it can pay of each use, in whole euros; 0 where it cannot.
        by_use: the verdict on each use alone; `verdict` is the best of them.
        minimum, maximum: the least and most it can pay, in whole euros; a maximum of 0 when it cannot pay anything.
        term_months: the term used for cost and burden, and whether it is the kind's assumption.
        missing: the answers that can still change the verdict.
        opens: first day one may apply, when that lies ahead.
        remarks: codes of what to know beside the criteria.
    """

    product: Product
    verdict: Verdict
    reasons: tuple[Reason, ...]
    ceilings: tuple[int, ...] = ()
    minimum: int = 0
    maximum: int = 0
    term_months: int | None = None
    term_assumed: bool = False
    missing: tuple[Slot, ...] = ()
    opens: date | None = None
    remarks: tuple[str, ...] = ()
    by_use: tuple[Verdict, ...] = ()

    @property
    def open(self) -> bool:
        """Neither blocked nor closed."""
        return self.verdict in OPEN


def client_facts(client: Client, catalogue: Catalogue, today: date) -> Facts:
    """The facts of a client, with those that take a figure of the catalogue with conditions."""
    facts = Facts(client, catalogue, today)
    received, regime = facts.get("aid.de_minimis_3y"), catalogue.aid.get("de-minimis")
    if regime is None or not isinstance(received, int | Decimal | Interval):
        return facts
    ceiling = outcome(regime.ceiling_eur, facts)
    got = interval(received)
    low = None if got.high is None or ceiling.low is None else max(Decimal(0), Decimal(ceiling.low) - got.high)
    high = None if got.low is None or ceiling.high is None else max(Decimal(0), Decimal(ceiling.high) - got.low)
    return facts.for_option({"aid.de_minimis_room": low if low is not None and low == high else Interval(low, high)})


def judge(product: Product, facts: Facts) -> Option:
    """The verdict on a product, with every reason.

    A criterion that names a fact of a use is judged for each use the product may pay; the best use decides.
    """
    if product.status == "closed" or (product.runs_until is not None and product.runs_until < facts.today):
        return Option(product, "closed", (_closed(product),))
    uses = range(len(facts.client.uses))
    purpose = {use: _purpose(product, facts, use) for use in uses}
    payable = [use for use in uses if purpose[use].truth is not Truth.FALSE]
    amounts = amounts_of(product, facts, payable, [use for use in uses if purpose[use].truth is Truth.TRUE])
    view = facts.for_option(option_facts(product, amounts, facts))
    client_reasons = [_judged(criterion, view, None) for criterion in product.criteria if not criterion.per_use]
    client_reasons += [reason for reason in (_amount_reason(amounts), _window_reason(product, facts)) if reason is not None]
    by_use = {use: [purpose[use], *_judged_on(product, view.for_use(use), use)] for use in uses}
    verdicts = {use: _verdict([*client_reasons, *by_use[use]]) for use in uses}
    if not uses:
        open_purpose = Reason("purpose", "hard", Truth.UNKNOWN, missing=(Slot("use.purpose", 0),))
        best, reasons = _verdict([*client_reasons, open_purpose]), [*client_reasons, open_purpose]
    else:
        best = _best(list(verdicts.values()))
        reasons = client_reasons + by_use[_shown_use(verdicts, by_use, best)]
    open_uses = [use for use in uses if verdicts[use] != "blocked"]
    ceilings = tuple(amounts.ceilings[use] if use in open_uses else 0 for use in uses)
    return Option(
        product,
        best,
        tuple(sorted(reasons, key=_reading_order)),
        ceilings,
        amounts.minimum,
        min(amounts.maximum, sum(ceilings)),
        amounts.term_months,
        amounts.term_assumed,
        _missing(client_reasons, [reason for use in open_uses for reason in by_use[use]] if uses else reasons, best),
        next_opening(product, facts),
        _remarks(product, facts, amounts),
        tuple(verdicts.values()),
    )


# -- the verdict ---------------------------------------------------------------------------------------------------------------


def _verdict(reasons: list[Reason]) -> Verdict:
    hard = both(reason.truth for reason in reasons if reason.level == "hard")
    if hard is Truth.FALSE:
        return "blocked"
    if hard is Truth.UNKNOWN:
        return "unknown"
    norms = both(reason.truth for reason in reasons if reason.level == "norm")
    if norms is Truth.FALSE:
        return "attention"
    return "unknown" if norms is Truth.UNKNOWN else "fits"


def _best(verdicts: list[Verdict]) -> Verdict:
    """Over several uses: fits if one fits; unknown before attention, for an open use may still turn out to fit."""
    order: tuple[Verdict, ...] = ("fits", "unknown", "attention")
    return next((verdict for verdict in order if verdict in verdicts), "blocked")


def _shown_use(verdicts: Mapping[int, Verdict], by_use: Mapping[int, list[Reason]], best: Verdict) -> int:
    """The use whose reasons are shown: of those with the best verdict, the one that fails least."""
    candidates = [use for use, verdict in verdicts.items() if verdict == best]
    return min(candidates, key=lambda use: (sum(r.truth is Truth.FALSE for r in by_use[use]), use))


def _missing(client_reasons: list[Reason], use_reasons: list[Reason], best: Verdict) -> tuple[Slot, ...]:
    """What can still move an unknown verdict; a norm only matters once no hard rule is open."""
    if best != "unknown":
        return ()
    found: dict[Slot, None] = {}
    for level in ("hard", "norm"):
        for reason in (*client_reasons, *use_reasons):
            if reason.level == level and reason.truth is Truth.UNKNOWN:
                found.update(dict.fromkeys(reason.missing))
    return tuple(found)


_LEVELS: Final = ("hard", "norm", "judgement")


def _reading_order(reason: Reason) -> tuple[int, int]:
    return (not reason.gate, _LEVELS.index(reason.level))


# -- one criterion -------------------------------------------------------------------------------------------------------------


def _judged_on(product: Product, view: Facts, use: int) -> list[Reason]:
    """The criteria on a use, over one view of it, so that what follows from its answers is worked out once."""
    return [_judged(criterion, view, use) for criterion in product.criteria if criterion.per_use]


_BY_AMOUNT: Final = frozenset(
    {"option.amount", "option.term_months", "figures.dscr_after", "figures.debt_ebitda_after", "security.shortage"}
)


def _judged(criterion: Criterion, facts: Facts, use: int | None) -> Reason:
    if criterion.when is None:
        return Reason(criterion.id, criterion.level, Truth.UNKNOWN, criterion, use=use, sources=criterion.source)
    whole: Condition = criterion.when
    if criterion.applies is not None:
        applies = truth(criterion.applies, facts)
        if applies is Truth.FALSE:
            return Reason(criterion.id, criterion.level, Truth.TRUE, criterion, use=use, moot=True, sources=criterion.source)
        if applies is Truth.UNKNOWN:
            whole = AnyOf(any=(Not(not_=criterion.applies), criterion.when))
    said = truth(whole, facts)
    finding = find(criterion.when, facts)
    telling = decisive(finding)
    # Where it is open whether the criterion applies at all, the answers to that would decide it too.
    missing = find(whole, facts).missing if said is Truth.UNKNOWN else ()
    return Reason(
        criterion.id,
        criterion.level,
        said,
        criterion,
        finding,
        telling.found,
        distance=telling.distance if said is Truth.FALSE else None,
        use=use,
        missing=missing,
        by_amount=telling.test is not None and telling.test.fact in _BY_AMOUNT,
        sources=criterion.source,
    )


def _purpose(product: Product, facts: Facts, use: int) -> Reason:
    purpose = facts.client.value("use.purpose", use)
    if not isinstance(purpose, str) or purpose == "unspecified":
        slot = Slot("use.purpose", use)
        return Reason("purpose", "hard", Truth.UNKNOWN, required=product.purposes, use=use, missing=(slot,))
    fits = "any" in product.purposes or purpose in product.purposes
    return Reason("purpose", "hard", Truth.TRUE if fits else Truth.FALSE, found=purpose, required=product.purposes, use=use)


def _closed(product: Product) -> Reason:
    when = product.closed_on or product.runs_until
    return Reason("status", "hard", Truth.FALSE, found=when if when is not None else UNKNOWN, required=product.successor or "")


# -- amounts, windows and remarks --------------------------------------------------------------------------------------------------


def _amount_reason(amounts: Amounts) -> Reason | None:
    """Whether the part it may pay, within its own ceiling, reaches the least it lends. Too much is no obstacle: it can pay a part."""
    if not amounts.low.known and not amounts.high.known:
        return None
    required = (amounts.low.low, amounts.high.high)
    least_lent, ceiling = amounts.low, amounts.high
    surely = amounts.least if ceiling.low is None else min(amounts.least, ceiling.low)
    most: Exact | None = amounts.most
    if ceiling.high is not None and not ceiling.may_be_absent:
        most = ceiling.high if most is None else min(most, ceiling.high)
    if least_lent.low is None or (least_lent.high is not None and surely >= least_lent.high):
        return Reason("amount", "hard", Truth.TRUE, found=amounts.room, required=required, by_amount=True)
    if most is not None and most < least_lent.low and not least_lent.may_be_absent:
        short = Distance(Decimal(least_lent.low) - most, "eur", "low")
        return Reason("amount", "hard", Truth.FALSE, found=most, required=required, distance=short, by_amount=True)
    return Reason(
        "amount",
        "hard",
        Truth.UNKNOWN,
        found=amounts.room,
        required=required,
        missing=amounts.open_amounts or amounts.open_bounds,
        by_amount=True,
    )


def _window_reason(product: Product, facts: Facts) -> Reason | None:
    """Open now or later: fine. All known rounds past: nobody knows the next one. Used up in the only round: shut."""
    rounds = rounds_of(product, facts)
    if not rounds:
        return None
    said, missing = window_truth(product, facts)
    if said is Truth.TRUE:
        return Reason("window", "hard", said, found=next_opening(product, facts) or facts.today, missing=missing)
    last = max(closes for _, closes, _ in rounds)
    return Reason("window", "hard", said, found=last, required="used_up" if said is Truth.FALSE else "", missing=missing)


def _remarks(product: Product, facts: Facts, amounts: Amounts) -> tuple[str, ...]:
    found = []
    if product.status == "unknown":
        found.append("status_unknown")
    if product.stale(facts.today):
        found.append("stale")
    if amounts.low.out_of_date or amounts.high.out_of_date:
        found.append("figure_out_of_date")
    if not amounts.high.known:
        found.append("maximum_unknown")
    if product.expensive:
        found.append("expensive")
    if product.timing.before_order:
        found.append("before_order")
    if product.timing.within_months_after_order is not None:
        found.append("report_after_order")
    return tuple(found)
