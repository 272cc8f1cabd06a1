"""Clients drawn by hypothesis: whole ones in which no answer contradicts another, and the same ones with answers left out.

A client has some two hundred answers, so one number is drawn and the client is made from it; there is nothing to shrink.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from shipped import TODAY, shipped_catalogue, shipped_tests

from finadvies.domain.client import Client, Slot
from finadvies.domain.derive import FORMULAS
from finadvies.domain.facts import FACTS, GIVEN, MAY_BE_NEGATIVE, Fact
from finadvies.domain.known import Facts
from finadvies.domain.values import UNKNOWN, Answer, Interval, Known, Members, Place, interval

of_clients = settings(
    deadline=None,
    derandomize=True,
    max_examples=28,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)

USUAL = {"eur": (0, 1, 900, 40_000, 150_000, 400_000, 3_000_000), "months": (0, 1, 12, 36), "years": (0, 18, 45, 67, 70)}
POSTCODES = (
    "1012",
    "1251",
    "2511",
    "3011",
    "3511",
    "4331",
    "5611",
    "6211",
    "6811",
    "7511",
    "8011",
    "8221",
    "8911",
    "9401",
    "9711",
)
FREE = {
    "company.kvk_number": ("12345678",),
    "company.postcode": POSTCODES,
    "company.sbi": ("1071", "0111", "6201", "8690", "6420", "5610", "C", "A"),
    "security.all_assets_pledged_to": ("none", "abn-amro"),
    "company.house_bank": ("none", "abn-amro", "rabobank"),
    "history.lender": ("abn-amro", "qredits", "onbekende-bank"),
    "history.product": ("abn-amro-zakelijke-lening", "qredits-mkb-krediet", "iets anders"),
}
STEADY = frozenset({"figures.year", "figures.kind"})
"""Which year counts hangs on these, so they are told or not told for good: see `test_rules_exact`."""
SOUND: dict[str, Known] = {
    "company.started": True, "company.founded": date(2015, 3, 1), "company.legal_form": "bv", "company.sbi": "1071", "company.fte": 12,
    "company.group": False, "company.postcode": "6811", "company.country": "NL", "company.has_payroll": True, "company.b2b": True,
    "company.pays_profit_tax": True, "company.kvk_number": "12345678", "owner.age": 45, "owner.bkr_arrears": False,
    "figures.kind": "final", "figures.revenue": 1_200_000, "figures.net_profit": 40_000, "figures.depreciation": 20_000,
    "figures.interest": 8_000, "figures.private_withdrawals": 0, "figures.debt_service": 20_000, "figures.equity": 150_000,
    "figures.total_assets": 400_000, "figures.intangibles": 0, "figures.owner_receivable": 0, "figures.subordinated": 0,
    "figures.tax_debt": 0, "figures.ebitda": 90_000, "figures.bank_debt": 60_000, "figures.abnormal": False,
    "need.own_contribution": 40_000, "need.urgency": "growth", "aid.firm_in_difficulty": False, "debts.legal": False,
    "use.amount": 150_000, "use.purpose": "machinery",
}  # fmt: skip
"""A firm that many say yes to."""

PURPOSES = FACTS["use.purpose"].choices[:-1]


@cache
def values(fact: Fact) -> tuple[Known, ...]:
    """Values that the trade meets, often just at or beside a bound of the catalogue."""
    on = shipped_tests().get(fact.key, ())
    match fact.type:
        case "bool":
            return (True, False)
        case "number":
            return tuple(_numbers(fact))
        case "date":
            bounds = [day for test in on for day in (test.from_, test.until, test.after, test.before) if day is not None]
            days = [TODAY - timedelta(days=age) for age in (-90, 0, 1, 200, 450, 460, 1200, 4000)]
            return (*days, *(day + timedelta(days=step) for day in bounds for step in (-1, 0, 1)))
        case "list":
            named = {code for test in on for code in (*(test.has_any or ()), *(test.has_all or ()), *(test.has_none or ()))}
            codes = sorted({*fact.choices[:4], *named, "anders"})
            return (Members(frozenset()), *(Members(frozenset({one, other})) for one in codes for other in codes))
    return fact.choices or FREE.get(fact.key, ("iets", "anders"))


def _numbers(fact: Fact) -> list[int | Decimal]:
    if fact.key == "figures.year":
        return [2023, 2024, 2025]
    bounds = [
        bound
        for test in shipped_tests().get(fact.key, ())
        for bound in (test.min, test.max, test.above, test.below)
        if bound is not None
    ]
    step = Decimal("0.01") if fact.unit == "share" else 1
    found = {*USUAL.get(fact.unit, (0, 1, 5, 40)), *(bound + way * step for bound in bounds for way in (-1, 0, 1))}
    if fact.unit == "share":
        found = {number for number in (*found, Decimal(0), Decimal("0.3"), Decimal(1)) if 0 <= number <= 1}
    found = {*found, -20_000, -1} if fact.key in MAY_BE_NEGATIVE else {number for number in found if number >= 0}
    return sorted(int(number) if number == int(number) else number for number in found)


def _tables(chance: random.Random, scope: str, most: int) -> tuple[dict[str, Answer], ...]:
    facts = [fact for fact in GIVEN if fact.scope == scope]
    return tuple({fact.key: Answer(chance.choice(values(fact))) for fact in facts} for _ in range(chance.randint(0, most)))


def whole_client(chance: random.Random) -> Client:
    """A client of whom everything is told, and nothing contradicts what follows from the rest."""
    answers = {fact.key: Answer(chance.choice(values(fact))) for fact in GIVEN if fact.scope == "client"}
    uses = _tables(chance, "use", 3)
    for use in uses:
        use["use.purpose"] = Answer(chance.choice(PURPOSES))
        ordered = use["use.order_date"].value
        use["use.committed"] = Answer(isinstance(ordered, date) and ordered <= TODAY)
    history = _tables(chance, "history", 2)
    for attempt in history:
        known = shipped_catalogue().products.get(str(attempt["history.product"].value))
        attempt["history.lender"] = Answer(known.lender) if known else attempt["history.lender"]
    years = _tables(chance, "figures", 2)
    if chance.random() < 0.7:
        for table in (answers, *uses, *years):
            sound = [key for key in table if key in SOUND and chance.random() < 0.9]
            table.update((key, Answer(SOUND[key])) for key in sound)
    return consistent(Client(answers, uses, years, history))


def consistent(client: Client) -> Client:
    """The client with every answer that also follows from others set to what follows."""
    for _ in range(3):
        changed = client
        for slot, _ in list(client.slots()):
            if slot.key in FORMULAS:
                changed = _settled(changed, slot)
        if changed == client:
            return client
        client = changed
    return client


def _settled(client: Client, slot: Slot) -> Client:
    without = Facts(client.with_answer(slot, None), shipped_catalogue(), TODAY)
    if slot.key.startswith("figures.") and slot.index != without.latest_year:
        return client
    if slot.key.startswith("use.") and slot.index is not None:
        without = without.for_use(slot.index)
    follows, told = without.get(slot.key), client.answer(slot)
    if follows is UNKNOWN or told is None or within(told.value, follows):
        return client
    if isinstance(follows, Interval):
        follows = follows.low if follows.low is not None else follows.high
    if isinstance(follows, Members):
        follows = Members(follows.sure)
    return client.with_answer(slot, Answer(follows))


def within(value: Known, known: Known) -> bool:
    """Whether `value` says the same as `known`, or more."""
    if known is UNKNOWN:
        return True
    if isinstance(known, Interval) and isinstance(value, int | Decimal | Interval) and not isinstance(value, bool):
        span = interval(value)
        low = known.low is None or (span.low is not None and span.low >= known.low)
        high = known.high is None or (span.high is not None and span.high <= known.high)
        return low and high
    if isinstance(known, Members) and isinstance(value, Members):
        return known.sure <= value.sure and value.sure | value.maybe <= known.sure | known.maybe
    if isinstance(known, Place) and isinstance(value, Place):
        return known.province == value.province and (known.postcode is None or known.postcode == value.postcode)
    return value == known


def told_in_part(client: Client, chance: random.Random) -> Client:
    """The client with answers left out, given as a span, or as a list of which some is open."""
    share = chance.choice([0.02, 0.1, 0.3, 0.6, 1])
    for slot, answer in list(client.slots()):
        if slot.key not in STEADY and chance.random() < share:
            client = client.with_answer(slot, _vaguer(slot, answer, chance))
    return client


def _vaguer(slot: Slot, answer: Answer, chance: random.Random) -> Answer | None:
    value, how = answer.value, chance.randrange(4)
    if how == 1 and isinstance(value, int | Decimal) and not isinstance(value, bool):
        less, more = chance.choice([0, 10, 50_000]), chance.choice([0, 10, 50_000, None])
        low = value - less if slot.key in MAY_BE_NEGATIVE else max(0, value - less)
        high = None if more is None else value + more
        if slot.fact.unit == "share" and high is not None:
            high = min(Decimal(1), Decimal(high))
        return replace(answer, value=value if low == high else Interval(low, high))
    if how == 1 and isinstance(value, Members):
        return replace(answer, value=Members(frozenset(), value.sure | {chance.choice([*slot.fact.choices, "anders"])}))
    if how == 2:
        return Answer(UNKNOWN, "typed", "unknown")
    return Answer("unspecified") if how == 3 and slot.key == "use.purpose" else None


def learn(partly: Client, whole: Client, chance: random.Random) -> Iterator[tuple[Slot, Client]]:
    """The client as answers come in one at a time, until all is told."""
    waiting = [slot for slot, answer in whole.slots() if partly.answer(slot) != answer]
    chance.shuffle(waiting)
    for slot in waiting:
        partly = partly.with_answer(slot, whole.answer(slot))
        yield slot, partly


chances = st.integers(0, 10**9).map(random.Random)
