"""Clients drawn by hypothesis: whole ones in which no answer contradicts another, and the same ones with answers left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from shipped import TODAY, shipped_catalogue, shipped_tests

from finadvies.domain.client import Client, Slot
from finadvies.domain.derive import FORMULAS
from finadvies.domain.facts import FACTS, GIVEN, MAY_BE_NEGATIVE, Fact
from finadvies.domain.known import Facts
from finadvies.domain.values import UNKNOWN, Answer, Interval, Known, Members, Place, interval

USUAL = {"eur": (0, 1, 900, 40_000, 150_000, 400_000, 3_000_000), "months": (0, 1, 12, 36), "years": (0, 18, 45, 67, 70)}
POSTCODES = ("1012", "1251", "2511", "3011", "3511", "4331", "5611", "6211", "6811", "7511", "8011", "8221", "8911", "9401", "9711")
FREE = {
    "company.kvk_number": ("12345678",),
    "company.postcode": POSTCODES,
    "company.sbi": ("1071", "0111", "6201", "8690", "6420", "5610", "C", "A"),
    "security.all_assets_pledged_to": ("none", "abn-amro"),
    "company.house_bank": ("none", "abn-amro", "rabobank"),
    "history.lender": ("abn-amro", "qredits", "onbekende-bank"),
    "history.product": ("abn-amro-zakelijke-lening", "qredits-mkb-krediet"),
}
STEADY = frozenset({"figures.year", "figures.kind"})
"""Which year counts hangs on these, so they are told or not told for good: see `test_rules_exact`."""


def values(fact: Fact) -> st.SearchStrategy[Known]:
    """A value that the trade meets, often just at or beside a bound of the catalogue."""
    on = shipped_tests().get(fact.key, ())
    match fact.type:
        case "bool":
            return st.booleans()
        case "number":
            return st.sampled_from(_numbers(fact))
        case "date":
            bounds = [day for test in on for day in (test.from_, test.until, test.after, test.before) if day is not None]
            days = [TODAY - timedelta(days=age) for age in (-90, 0, 1, 200, 450, 460, 1200, 4000)]
            return st.sampled_from([*days, *(day + timedelta(days=step) for day in bounds for step in (-1, 0, 1))])
        case "list":
            named = sorted({code for test in on for code in (*(test.has_any or ()), *(test.has_all or ()), *(test.has_none or ()))})
            codes = st.frozensets(st.sampled_from(sorted({*fact.choices[:4], *named, "anders"})), max_size=2)
            return st.builds(Members, codes)
    return st.sampled_from(fact.choices or FREE.get(fact.key, ("iets", "anders")))


def _numbers(fact: Fact) -> list[int | Decimal]:
    if fact.key == "figures.year":
        return [2023, 2024, 2025]
    bounds = [bound for test in shipped_tests().get(fact.key, ()) for bound in (test.min, test.max, test.above, test.below) if bound is not None]
    step = Decimal("0.01") if fact.unit == "share" else 1
    found = {*USUAL.get(fact.unit, (0, 1, 5, 40)), *(bound + way * step for bound in bounds for way in (-1, 0, 1))}
    if fact.unit == "share":
        found |= {Decimal(0), Decimal("0.3"), Decimal(1)}
        found = {number for number in found if 0 <= number <= 1}
    if fact.key in MAY_BE_NEGATIVE:
        found |= {-20_000, -1}
    else:
        found = {number for number in found if number >= 0}
    return sorted(int(number) if number == int(number) else number for number in found)


@st.composite
def tables(draw: st.DrawFn, scope: str, least: int, most: int) -> tuple[dict[str, Answer], ...]:
    facts = [fact for fact in GIVEN if fact.scope == scope]
    count = draw(st.integers(least, most))
    return tuple({fact.key: Answer(draw(values(fact))) for fact in facts} for _ in range(count))


@st.composite
def whole_clients(draw: st.DrawFn, *, purposes: tuple[str, ...] = FACTS["use.purpose"].choices[:-1]) -> Client:
    """A client of whom everything is told, and nothing contradicts what follows from the rest."""
    answers = {fact.key: Answer(draw(values(fact))) for fact in GIVEN if fact.scope == "client"}
    uses = draw(tables("use", 0, 3))
    for use in uses:
        use["use.purpose"] = Answer(draw(st.sampled_from(purposes)))
        ordered = use["use.order_date"].value
        use["use.committed"] = Answer(isinstance(ordered, date) and ordered <= TODAY)
    client = Client(answers, uses, draw(tables("figures", 0, 2)), draw(tables("history", 0, 2)))
    return consistent(client)


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
    if slot.index is not None:
        if slot.key.startswith("figures.") and slot.index != without.latest_year:
            return client
        without = without.for_use(slot.index) if slot.key.startswith("use.") else without
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


@st.composite
def told_in_part(draw: st.DrawFn, client: Client) -> Client:
    """The client with answers left out, given as a span, or as a list of which some is open."""
    share = draw(st.integers(0, 10))
    for slot, answer in list(client.slots()):
        if slot.key in STEADY or draw(st.integers(0, 9)) >= share:
            continue
        client = client.with_answer(slot, draw(vaguer(slot, answer)))
    return client


@st.composite
def vaguer(draw: st.DrawFn, slot: Slot, answer: Answer) -> Answer | None:
    value = answer.value
    how = draw(st.integers(0, 3))
    if how == 1 and isinstance(value, int | Decimal) and not isinstance(value, bool):
        less, more = draw(st.sampled_from([0, 10, 50_000])), draw(st.sampled_from([0, 10, 50_000, None]))
        low = value - less if slot.key in MAY_BE_NEGATIVE else max(0, value - less)
        high = None if more is None else value + more
        if slot.fact.unit == "share" and high is not None:
            high = min(Decimal(1), Decimal(high))
        return replace(answer, value=value if low == high else Interval(low, high))
    if how == 1 and isinstance(value, Members):
        extra = draw(st.frozensets(st.sampled_from(sorted({*slot.fact.choices[:3], "anders"})), max_size=2))
        return replace(answer, value=Members(frozenset(), value.sure | extra))
    if how == 2:
        return Answer(UNKNOWN, "typed", "unknown")
    return Answer("unspecified") if how == 3 and slot.key == "use.purpose" else None
