"""The smallest single changes that open a shut option, close the gap or decide what is open: money, waiting, arranging, finding out.

Every change is tried before it is named: the client is judged again as if it were made. What a client cannot do or wait for,
such as another trade, another province or better figures, is left out.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from finadvies.advice.advise import Advice, advise
from finadvies.advice.changes import Change, less_tax_debt, made, own_money, plan_less, plan_more
from finadvies.domain.applicable import counting
from finadvies.domain.client import Client, Slot
from finadvies.domain.condition import Condition, facts_of, speaks_of_use
from finadvies.domain.facts import FACTS
from finadvies.domain.product import Product
from finadvies.domain.values import Answer, Value
from finadvies.rules.eligibility import OPEN, Option, Reason, Verdict, client_facts, judge
from finadvies.rules.truth import Truth

MOST_MONTHS: Final = 36
"""Who waits longer comes back with another plan."""
STEPS: Final = 40
"""In how many equal steps an amount is tried where the distance does not tell it."""


def nearest(advice: Advice) -> tuple[Change, ...]:
    """All smallest single changes: what closes the gap, what opens an option (nearest first), then what to find out."""
    found = _joined((*_closing(advice), *_opening(advice), *_to_find_out(advice)))
    return tuple(sorted(found, key=_by_nearness))


def _by_nearness(change: Change) -> tuple[object, ...]:
    told = tuple((str(slot), str(answer.value)) for slot, answer in change.answers)
    return (
        not change.closes_gap,
        change.kind == "find_out",
        change.size,
        -len(change.opens),
        change.code,
        change.day or date.min,
        told,
        str(change.slot),
    )


def _joined(changes: Iterable[Change]) -> Iterable[Change]:
    """The same step named once, with all that it does."""
    found: dict[tuple[object, ...], Change] = {}
    for change in changes:
        key = (change.code, change.day, change.answers, change.slot)
        before = found.get(key)
        if before is not None:
            opens = tuple(sorted({*before.opens, *change.opens}))
            change = replace(before, opens=opens, closes_gap=before.closes_gap or change.closes_gap)  # noqa: PLW2901
        found[key] = change
    return found.values()


# -- the gap -----------------------------------------------------------------------------------------------------------------


def _closing(advice: Advice) -> Iterator[Change]:
    """The gap in own money, and a plan that is smaller by the gap; each only where the mix then does close."""
    short = advice.shortfall
    if short is None:
        return
    for change in (own_money(advice, short.gap_eur), _plan_without_gap(advice)):
        if change is not None and _again(advice, made(advice.told, change)).shortfall is None:
            yield replace(change, closes_gap=True)


def _plan_without_gap(advice: Advice) -> Change | None:
    short = advice.shortfall
    if short is None or short.largest_cover is None or not short.largest_cover.mix.covered:
        return None
    gaps = short.largest_cover.mix.gap_uses
    answers = tuple((Slot("use.amount", use), Answer(advice.need[use] - gap, "assumed")) for use, gap in gaps)
    whole, gap = sum(advice.need), short.gap_eur
    return Change("money", "smaller_begin", answers, amount_eur=gap, becomes=whole - gap, size=Decimal(gap) / whole)


def _again(advice: Advice, client: Client) -> Advice:
    return advise(client, advice.catalogue, advice.lists, advice.today)


# -- what opens a blocked option ---------------------------------------------------------------------------------------------


def _opening(advice: Advice) -> Iterator[Change]:
    for option in advice.options:
        reason = only_obstacle(option, len(advice.need))
        if reason is None:
            continue
        found = _Trial(option.product, reason, advice)
        for change in (*found.waits(), *found.amounts(), *found.arranged()):
            verdict = found.verdict_after(change)
            if verdict is not None:
                yield replace(change, opens=((option.product.id, verdict),))


def only_obstacle(option: Option, uses: int = 1) -> Reason | None:
    """The one hard criterion that shuts a blocked option; None where there are more, or where only another purpose would help.

    With several uses the purpose of one may be shown as the obstacle while another use fails on one criterion of its own.
    """
    failing = [reason for reason in option.reasons if reason.level == "hard" and reason.truth is Truth.FALSE]
    if option.verdict != "blocked" or len(failing) != 1:
        return None
    (reason,) = failing
    changeable = reason.id == "amount" or reason.criterion is not None or (reason.id == "purpose" and uses > 1)
    return reason if changeable else None


def _conditions(reason: Reason, product: Product) -> list[Condition]:
    """What the obstacle asks; where a purpose is shown, what the product asks of every use."""
    if reason.id == "purpose":
        hard = [criterion.when for criterion in product.criteria if criterion.level == "hard" and criterion.when is not None]
        return [condition for condition in hard if speaks_of_use(condition)]
    return [reason.criterion.when] if reason.criterion is not None and reason.criterion.when is not None else []


ON_PLAN: Final = frozenset(
    {
        "use.amount",
        "need.total",
        "need.external",
        "need.own_share",
        "option.amount",
        "security.shortage",
        "investments.year_total",
    }
    | {"figures.dscr_after", "figures.debt_ebitda_after"}
    | {key for key in FACTS if key.startswith("need.amount.")}
)
"""Facts that move with the amount of a use."""
ON_OWN_MONEY: Final = frozenset(
    {"need.own_contribution", "need.own_share", "need.external", "option.amount", "security.shortage"}
    | {"figures.dscr_after", "figures.debt_ebitda_after"}
)
"""Facts that move with own money."""
ON_REFUSAL: Final = frozenset({"history.rejected_lender_kinds", "history.refused_in_writing"})

ARRANGED: Final[Mapping[str, tuple[str, str, tuple[Value, ...]]]] = {
    "security.all_assets_pledged": ("release", "security.all_assets_pledged_to", ("none",)),
    "security.all_assets_pledged_to": ("release", "security.all_assets_pledged_to", ("none",)),
    "security.receivables_pledged": ("release_receivables", "security.receivables_pledged", (False,)),
    "owner.private_guarantee": ("stand_surety", "owner.private_guarantee", (True,)),
    "owner.business_plan": ("business_plan", "owner.business_plan", ("ready",)),
    "need.co_financier": ("co_financier", "need.co_financier", ("in_talks", "committed")),
    "takeover.vendor_loan": ("vendor_loan", "takeover.vendor_loan", ("yes",)),
    "preferences.switch_bank": ("switch_bank", "preferences.switch_bank", (True,)),
    "debts.tax_arrangement": ("tax_arrangement", "debts.tax_arrangement", (True,)),
    "company.permits": ("permits", "company.permits", ("applied", "yes")),
    "aid.eherkenning": ("eherkenning", "aid.eherkenning", ("eh3", "eh4")),
    "use.supplier_finance": ("supplier_finance", "use.supplier_finance", (True,)),
    "use.quote": ("quote", "use.quote", (True,)),
    "use.new": ("buy_new", "use.new", (True,)),
    "use.energy_list": ("energy_list", "use.energy_list", (True,)),
    "use.environment_list": ("environment_list", "use.environment_list", (True,)),
}
"""Fact of a criterion -> the sentence, the answer that changes, and what it becomes: each one act of the client."""


class _Trial:
    """One blocked product, the criterion that shuts it, and the changes tried on it."""

    def __init__(self, product: Product, reason: Reason, advice: Advice) -> None:
        self.product = product
        self.reason = reason
        self.advice = advice
        self.facts = frozenset(fact for condition in _conditions(reason, product) for fact in facts_of(condition))

    def verdict_after(self, change: Change) -> Verdict | None:
        """The verdict after a change; None when the product stays shut."""
        facts = client_facts(counting(made(self.advice.told, change)), self.advice.catalogue, change.day or self.advice.today)
        verdict = judge(self.product, facts).verdict
        return verdict if verdict in OPEN else None

    def opens(self, change: Change) -> bool:
        """Whether the product is open after a change."""
        return self.verdict_after(change) is not None

    # -- waiting

    def waits(self) -> Iterator[Change]:
        """Until the firm is old enough."""
        founded, age = self.advice.client.value("company.founded"), self.advice.facts.get("company.age_months")
        if "company.age_months" not in self.facts or not isinstance(founded, date) or not isinstance(age, int):
            return
        for months in range(1, MOST_MONTHS + 1):
            day = day_of_age(founded, age + months)
            deadline = self.advice.deadline
            late = deadline is not None and day > deadline
            size = Decimal(months) / (age + months)
            change = Change("wait", "wait", day=day, becomes=age + months, late=late, size=size)
            if day > self.advice.today and self.opens(change):
                yield change
                return

    # -- money

    def amounts(self) -> Iterator[Change]:
        """Own money, the plan or a debt that is so many euros more or less."""
        advice, uses = self.advice, range(len(self.advice.need))
        if self.facts & ON_OWN_MONEY:
            yield from self._least(partial(own_money, advice), sum(advice.need) - advice.own)
        if self.facts & ON_PLAN or self.reason.id == "amount":
            larger = [change for use in uses for change in self._least(partial(plan_more, advice, use), sum(advice.need))]
            yield from sorted(larger, key=_euros)[:1]
        if self.facts & ON_PLAN:
            smaller = [change for use in uses for change in self._least(partial(plan_less, advice, use), advice.need[use] - 1)]
            yield from sorted(smaller, key=_euros)[:1]
        if "figures.tax_debt" in self.facts:
            debt = advice.facts.get("figures.tax_debt")
            yield from self._least(partial(less_tax_debt, advice), debt if isinstance(debt, int) else 0)

    def _least(self, change_of: Callable[[int], Change | None], most: int) -> Iterator[Change]:
        """The change with the fewest euros, up to `most`, that opens the product; one euro less does not."""

        def opens(euros: int) -> bool:
            change = change_of(euros)
            return change is not None and self.opens(change)

        shut, top = 0, None
        for euros in self._steps(most):
            if opens(euros):
                top = euros
                break
            shut = euros
        if top is None:
            return
        while top - shut > 1:
            middle = (top + shut) // 2
            if opens(middle):
                top = middle
            else:
                shut = middle
        change = change_of(top)
        if change is not None:
            yield change

    def _steps(self, most: int) -> list[int]:
        """The amounts to try, rising: equal steps, and the distance that the criterion itself tells."""
        steps = {most * step // STEPS for step in range(1, STEPS + 1)}
        gap = self.reason.distance
        if gap is not None and gap.unit == "eur" and gap.amount <= most:
            steps.add(int(gap.amount))
        return sorted(step for step in steps if step > 0)

    # -- arranging

    def arranged(self) -> Iterator[Change]:
        """What the client can settle with a bank, a supplier, an office, or for itself."""
        if self.facts & ON_REFUSAL:
            yield from filter(self.opens, _refusals(self.advice))
        for fact in sorted(self.facts & set(ARRANGED)):
            code, key, values = ARRANGED[fact]
            slots = [Slot(key, use) for use in range(len(self.advice.need))] if FACTS[key].scope == "use" else [Slot(key)]
            changes = (
                Change("arrange", code, ((slot, Answer(value, "assumed")),), slot=slot) for slot in slots for value in values
            )
            yield from list(filter(self.opens, changes))[:1]


def _euros(change: Change) -> int:
    return change.amount_eur or 0


def _refusals(advice: Advice) -> Iterator[Change]:
    """An earlier no on paper where there was one; else a bank that is asked first and says no."""
    history = advice.client.history
    for index in range(len(history)):
        told = advice.client.value("history.result", index), advice.client.value("history.written", index)
        if told == ("rejected", False):
            slot = Slot("history.written", index)
            yield Change("arrange", "refusal_on_paper", ((slot, Answer(value=True, origin="assumed")),), slot=slot)
            return
    bank = _a_bank(advice)
    if bank is None:
        return
    new = len(history)
    entry: dict[str, Value] = {"history.lender": bank, "history.result": "rejected", "history.written": True}
    answers = [(Slot(key, new), Answer(value, "assumed")) for key, value in entry.items()]
    if advice.client.value("need.asked_before") is False:
        answers.insert(0, (Slot("need.asked_before"), Answer(value=True, origin="assumed")))
    yield Change("arrange", "refusal", tuple(answers), slot=Slot("history.result", new))


def _a_bank(advice: Advice) -> str | None:
    """The house bank where the catalogue knows it as a bank, else the first bank there is."""
    lenders, own = advice.catalogue.lenders, advice.client.value("company.house_bank")
    if isinstance(own, str) and own in lenders and lenders[own].kind == "bank":
        return own
    return min((key for key, lender in lenders.items() if lender.kind == "bank"), default=None)


def day_of_age(founded: date, months: int) -> date:
    """The first day on which a firm is so many whole months old."""
    year, month = divmod(founded.year * 12 + founded.month - 1 + months, 12)
    if founded.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, founded.day)
    year, month = divmod(year * 12 + month + 1, 12)
    return date(year, month + 1, 1)


# -- one fact to find out ----------------------------------------------------------------------------------------------------


def _to_find_out(advice: Advice) -> Iterator[Change]:
    """Answers on which alone the verdict of a product hangs; also those the client did not know, never those it keeps private."""
    hanging: dict[Slot, list[str]] = {}
    for option in advice.open_options:
        if option.verdict == "unknown" and len(option.missing) == 1:
            hanging.setdefault(option.missing[0], []).append(option.product.id)
    for slot, products in hanging.items():
        answer = advice.client.answer(slot)
        if FACTS[slot.key].chapter and (answer is None or answer.why_unknown in (None, "unknown", "later")):
            yield Change("find_out", "find_out", slot=slot, opens=tuple((key, "unknown") for key in sorted(products)))
