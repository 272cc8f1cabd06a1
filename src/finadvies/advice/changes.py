"""One thing that a client does or waits for, and how it changes the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from finadvies.advice.advise import Advice
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.rules.eligibility import Verdict

ChangeKind = Literal["money", "wait", "arrange", "find_out"]
CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = ("money", "wait", "arrange", "find_out")
"""Put in or ask for another amount; let time pass; settle something with somebody; look up an answer."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is done or waited for, and what that does.

    Attributes:
        kind: see `CHANGE_KINDS`.
        code: names the sentence.
        answers: what the client would then answer; empty for waiting and finding out.
        day: the day to wait for.
        slot: what it is about, where that is one answer.
        amount_eur: whole euros more or less.
        becomes: what own money or the whole plan then is, in whole euros; after waiting, the age of the firm in months.
        opens: product and verdict afterwards; of something to find out, what hangs on it alone, still unknown.
        closes_gap: afterwards a mix covers the whole plan.
        late: the day lies after the one on which the money must be there.
        size: how large the step is beside the whole, 0-1; what has no number counts as 1.
    """

    kind: ChangeKind
    code: str
    answers: tuple[tuple[Slot, Answer], ...] = ()
    day: date | None = None
    slot: Slot | None = None
    amount_eur: int | None = None
    becomes: int | None = None
    opens: tuple[tuple[str, Verdict], ...] = ()
    closes_gap: bool = False
    late: bool = False
    size: Decimal = field(default=Decimal(1))


def made(client: Client, change: Change) -> Client:
    """The client after a change; for waiting it is the day that moves, not the client."""
    for slot, answer in change.answers:
        client = client.with_answer(slot, answer)
    return client


def own_money(advice: Advice, euros: int) -> Change | None:
    """So many euros more of own money."""
    whole = sum(advice.need)
    if euros <= 0 or not whole:
        return None
    becomes = advice.own + euros
    answers = ((Slot("need.own_contribution"), Answer(becomes, "assumed")),)
    return Change("money", "own_more", answers, amount_eur=euros, becomes=becomes, size=Decimal(euros) / whole)


def plan_more(advice: Advice, use: int, euros: int) -> Change | None:
    """One use that costs so many euros more."""
    return _plan(advice, use, euros, "plan_larger")


def plan_less(advice: Advice, use: int, euros: int) -> Change | None:
    """One use that costs so many euros less."""
    return _plan(advice, use, -euros, "plan_smaller")


def _plan(advice: Advice, use: int, euros: int, code: str) -> Change | None:
    """Only for a use with an exact amount: of a span nobody can say what it would become."""
    amount, whole = advice.client.value("use.amount", use), sum(advice.need)
    if not isinstance(amount, int) or not whole:
        return None
    slot = Slot("use.amount", use)
    answers = ((slot, Answer(amount + euros, "assumed")),)
    size = Decimal(abs(euros)) / whole
    return Change("money", code, answers, slot=slot, amount_eur=abs(euros), becomes=whole + euros, size=size)


def less_tax_debt(advice: Advice, euros: int) -> Change | None:
    """So many euros paid of what the tax office has to get."""
    slot = Slot("figures.tax_debt", advice.facts.latest_year or 0)
    debt = advice.client.value(slot.key, slot.index)
    if not isinstance(debt, int):
        return None
    answers = ((slot, Answer(debt - euros, "assumed")),)
    return Change("money", "pay_tax", answers, slot=slot, amount_eur=euros, becomes=debt - euros, size=Decimal(euros) / debt)
