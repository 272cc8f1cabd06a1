"""What a condition says is what all completions of the unknown answers say together; and learning never turns yes into no."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations, islice, product
from math import prod

import pytest
from generated import chances, learn, of_clients, told_in_part, values, whole_client, within
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shipped import TODAY, shipped_catalogue, shipped_conditions

from finadvies.domain.catalogue import Catalogue, Geography, Region
from finadvies.domain.client import Client
from finadvies.domain.condition import AllOf, AnyOf, Condition, Not
from finadvies.domain.condition import Test as Leaf
from finadvies.domain.condition import tests as leaves_of
from finadvies.domain.facts import FACTS, MAY_BE_NEGATIVE, Fact
from finadvies.domain.known import Facts
from finadvies.domain.values import UNKNOWN, Answer, Interval, Known, Members, Place
from finadvies.rules.eligibility import Verdict, client_facts, judge
from finadvies.rules.truth import Truth, truth

thorough = settings(deadline=None, derandomize=True, max_examples=350, suppress_health_check=list(HealthCheck))

MOST_TRIED = 500


# --- the same answer by trying everything, written from the meaning of the operators and not from the rules


def holds(condition: Condition, has: dict[str, Known], catalogue: Catalogue) -> bool:
    """What a condition says of a client of whom everything it names is known."""
    match condition:
        case AllOf():
            return all(holds(part, has, catalogue) for part in condition.all)
        case AnyOf():
            return any(holds(part, has, catalogue) for part in condition.any)
        case Not():
            return not holds(condition.not_, has, catalogue)
        case Leaf():
            return all(passes(name, condition, has[condition.fact], catalogue) for name in condition.operators)


def passes(name: str, test: Leaf, value, catalogue: Catalogue) -> bool:  # noqa: C901 - one line an operator
    codes = value.sure if isinstance(value, Members) else frozenset()
    match name:
        case "min":
            return value >= test.min
        case "max":
            return value <= test.max
        case "above":
            return value > test.above
        case "below":
            return value < test.below
        case "is":
            return value == test.is_
        case "one_of":
            return value in test.one_of
        case "none_of":
            return value not in test.none_of
        case "has_any":
            return any(code in codes for code in test.has_any)
        case "has_all":
            return all(code in codes for code in test.has_all)
        case "has_none":
            return not any(code in codes for code in test.has_none)
        case "from":
            return value >= test.from_
        case "until":
            return value <= test.until
        case "after":
            return value > test.after
        case "before":
            return value < test.before
        case "in_region":
            return lies_in(value, catalogue.regions[test.in_region])
        case "present":
            return bool(codes if isinstance(value, Members) else value not in ("", "none")) == test.present
    raise AssertionError(name)


def lies_in(place: Place, region: Region) -> bool:
    if place.municipality in region.without_municipalities:
        return False
    inside = any(low <= place.postcode <= high for low, high in region.pc4)
    return place.province in region.provinces or place.municipality in region.municipalities or inside


def completions(fact: Fact, known: Known, on: list[Leaf], catalogue: Catalogue) -> Sequence[Known]:
    """Everything a fact can still be, as far as the tests on it can tell: at and beside each bound, each choice, each subset."""
    match fact.type:
        case "bool":
            return [True, False] if known is UNKNOWN else [known]
        case "number":
            return numbers(fact, known, on)
        case "list":
            return list(subsets(known, on))
        case "date":
            days = {day for test in on for day in (test.from_, test.until, test.after, test.before) if day is not None}
            return sorted({day + timedelta(days=step) for day in days for step in (-1, 0, 1)}) if known is UNKNOWN else [known]
        case "place":
            exact = isinstance(known, Place) and known.postcode is not None
            return [known] if exact else [place for place in places(catalogue) if within(place, known)]
    if known is not UNKNOWN:
        return [known]
    named = {code for test in on for code in (*(test.one_of or ()), *(test.none_of or ()), *((test.is_,) if test.is_ else ()))}
    return fact.choices or [*sorted(named), "none", "iets dat nergens staat"]


def numbers(fact: Fact, known: Known, on: list[Leaf]) -> list[Decimal]:
    bounds = {Decimal(str(n)) for test in on for n in (test.min, test.max, test.above, test.below, test.is_) if n is not None}
    ends = [end for end in (known.low, known.high) if end is not None] if isinstance(known, Interval) else []
    step = Decimal("0.0001")
    tried = {number + way * step for number in (*bounds, *ends, Decimal(0), Decimal(1)) for way in (-1, 0, 1)}
    tried |= {Decimal(-(10**9)), Decimal(10**9)}
    if known is UNKNOWN:
        return sorted(number for number in tried if possible(fact, number))
    return sorted(number for number in tried if within(number, known)) if isinstance(known, Interval) else [known]


BELOW_ZERO = {*MAY_BE_NEGATIVE, "figures.solvency", "figures.solvency_corrected", "figures.equity_corrected"}


def possible(fact: Fact, number: Decimal) -> bool:
    """Most figures are not negative; a share that is asked for is at most the whole."""
    if fact.unit == "share" and not fact.derived and number > 1:
        return False
    return number >= 0 or fact.key in BELOW_ZERO or fact.unit in ("times", "-")


def loose_codes(known: Known, on: list[Leaf]) -> list[str]:
    """The codes of which it is open whether they are in a list."""
    named = {code for test in on for code in (*(test.has_any or ()), *(test.has_all or ()), *(test.has_none or ()))}
    return sorted(known.maybe if isinstance(known, Members) else {*named, "iets dat nergens staat"})


def subsets(known: Known, on: list[Leaf]) -> Iterator[Members]:
    sure = known.sure if isinstance(known, Members) else frozenset()
    loose = loose_codes(known, on)
    chosen = chain.from_iterable(combinations(loose, size) for size in range(len(loose) + 1))
    return (Members(sure | frozenset(codes)) for codes in chosen)


PLACES: dict[int, tuple[Catalogue, list[Place]]] = {}
"""By identity of the catalogue, which is kept with it: there are few, and each has thousands of postcodes."""


def places(catalogue: Catalogue) -> list[Place]:
    """One of each kind that the regions can tell apart."""
    if id(catalogue) not in PLACES:
        PLACES[id(catalogue)] = (catalogue, _places(catalogue))
    return PLACES[id(catalogue)][1]


def _places(catalogue: Catalogue) -> list[Place]:
    kinds = {}
    for code, (province, town) in catalogue.geography.postcodes.items():
        inside = tuple(low <= code <= high for region in catalogue.regions.values() for low, high in region.pc4)
        if town is not None:
            kinds.setdefault((province, town, inside), Place(province, town, code))
    return list(kinds.values())


def all_together(condition: Condition, facts: Facts) -> Truth | None:
    """What all completions say; None where there are more than can be tried."""
    on: dict[str, list[Leaf]] = {}
    for test in leaves_of(condition):
        on.setdefault(test.fact, []).append(test)
    loose = [len(loose_codes(facts.get(key), found)) for key, found in on.items() if FACTS[key].type == "list"]
    if any(2**count > MOST_TRIED for count in loose):
        return None  # before all of them are written out
    choices = {key: completions(FACTS[key], facts.get(key), found, facts.catalogue) for key, found in on.items()}
    if prod(len(choice) for choice in choices.values()) > MOST_TRIED:
        return None
    said: set[bool] = set()
    for combination in product(*choices.values()):
        said.add(holds(condition, dict(zip(choices, combination, strict=True)), facts.catalogue))
        if len(said) > 1:
            return Truth.UNKNOWN
    return Truth.TRUE if said == {True} else Truth.FALSE


# --- made-up conditions on real facts, over a small country


COUNTRY = Geography(
    postcodes={
        1000: ("Utrecht", "GM1"), 1001: ("Utrecht", "GM1"), 1002: ("Utrecht", "GM2"), 2000: ("Zeeland", "GM3"), 2001: ("Zeeland", "GM3"),
        3000: ("Drenthe", "GM4"),
    }
)  # fmt: skip
REGIONS = {
    name: Region(id=name, name_nl=name, **fields)
    for name, fields in {
        "utrecht": {"provinces": ("Utrecht",)},
        "zonder-een": {"provinces": ("Utrecht", "Drenthe"), "without_municipalities": ("GM1",)},
        "gemeente-twee": {"municipalities": ("GM2", "GM3")},
        "wijk": {"pc4": ((1001, 1500), (2001, 2001))},
    }.items()
}
FEW = (
    "use.amount", "figures.equity", "owner.share", "figures.dscr_after", "use.new", "company.started", "company.legal_form",
    "preferences.priority", "company.house_bank", "need.needed_by", "company.founded", "company.sectors", "need.purposes", "company.place",
)  # fmt: skip
CODES = {"company.sectors": ("zorg", "bouw", "horeca"), "need.purposes": ("machinery", "vehicles", "startup")}
DAYS = (date(2026, 1, 1), date(2026, 7, 1))


@pytest.fixture(scope="module")
def country() -> Catalogue:
    empty = {table: {} for table in ("products", "lenders", "help", "kinds", "norms", "grounds", "sectors", "aid", "parameters")}
    return Catalogue(version="", sha256="", regions=REGIONS, geography=COUNTRY, **empty)


def grid(fact: Fact) -> list[Decimal]:
    if fact.unit == "eur":
        return [Decimal(n) for n in (-20, 0, 20, 40) if n >= 0 or fact.key in MAY_BE_NEGATIVE]
    return [Decimal(n) for n in ("0", "0.2", "0.5", "1")]


@st.composite
def single_tests(draw: st.DrawFn, keys: Sequence[str] = FEW) -> Leaf:
    fact = FACTS[draw(st.sampled_from(keys))]
    codes = st.sampled_from(CODES.get(fact.key) or fact.choices[:5] or ("none", "abn", "ing"))
    several = st.lists(codes, min_size=1, max_size=2, unique=True)
    number, day = st.sampled_from(grid(fact)), st.sampled_from(DAYS)
    operators: dict[str, st.SearchStrategy] = {
        "number": {"min": number, "max": number, "above": number, "below": number, "is": number},
        "text": {"is": codes, "one_of": several, "none_of": several, "present": st.booleans()},
        "bool": {"is": st.booleans()},
        "date": {"from": day, "until": day, "after": day, "before": day},
        "list": {"has_any": several, "has_all": several, "has_none": several, "present": st.booleans()},
        "place": {"in_region": st.sampled_from(sorted(REGIONS))},
    }[fact.type]
    names = draw(st.lists(st.sampled_from(sorted(operators)), min_size=1, max_size=2, unique=True))
    return Leaf.model_validate({"fact": fact.key} | {name: draw(operators[name]) for name in names})


def conditions(leaves: st.SearchStrategy[Leaf]) -> st.SearchStrategy[Condition]:
    def deeper(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, min_size=1, max_size=3).map(tuple)
        return (
            several.map(lambda p: AllOf(all=p))
            | several.map(lambda p: AnyOf(any=p))
            | parts.map(lambda p: Not.model_validate({"not": p}))
        )

    return st.recursive(leaves, deeper, max_leaves=5)


@st.composite
def partly_known(draw: st.DrawFn, fact: Fact) -> Known:
    if draw(st.integers(0, 2)) == 0:
        return UNKNOWN
    codes = CODES.get(fact.key) or fact.choices[:6] or ("none", "abn", "ing")
    match fact.type:
        case "bool":
            return draw(st.booleans())
        case "date":
            return draw(st.sampled_from(DAYS)) + timedelta(days=draw(st.integers(-1, 1)))
        case "list":
            sure, maybe = (draw(st.frozensets(st.sampled_from(codes))) for _ in range(2))
            return Members(sure, maybe - sure)
        case "place":
            code, (province, town) = draw(st.sampled_from(list(COUNTRY.postcodes.items())))
            return Place(province, town, code) if draw(st.booleans()) else Place(province)
        case "number":
            low, high = sorted(draw(st.tuples(*[st.sampled_from([*grid(fact), Decimal("0.1"), Decimal(1)])] * 2)))
            ends = draw(st.sampled_from(["both", "low", "high"]))
            if low == high:
                return low
            return Interval(low if ends != "high" or not possible(fact, Decimal(-1)) else None, high if ends != "low" else None)
    return draw(st.sampled_from(codes))


@st.composite
def known_facts(draw: st.DrawFn, condition: Condition, catalogue: Catalogue) -> Facts:
    keys = sorted({test.fact for test in leaves_of(condition)})
    return Facts(Client(), catalogue, TODAY).for_option({key: draw(partly_known(FACTS[key])) for key in keys})


def check(condition: Condition, facts: Facts) -> None:
    together = all_together(condition, facts)
    if together is not None:
        assert truth(condition, facts) is together, {test.fact: facts.get(test.fact) for test in leaves_of(condition)}


@settings(thorough, max_examples=280)
@given(st.data(), conditions(single_tests()))
def test_a_condition_says_what_all_completions_say_together(
    country: Catalogue, data: st.DataObject, condition: Condition
) -> None:
    check(condition, data.draw(known_facts(condition, country)))


@settings(thorough, max_examples=280)
@given(st.data(), st.sampled_from(FEW).flatmap(lambda key: conditions(single_tests((key,)))))
def test_a_condition_on_one_fact_many_times_says_what_all_its_values_say(
    country: Catalogue, data: st.DataObject, condition: Condition
) -> None:
    check(condition, data.draw(known_facts(condition, country)))


def test_a_condition_too_large_to_try_stays_open_and_is_never_decided_on_a_part_of_it(country: Catalogue) -> None:
    codes = [f"code-{n:02}" for n in range(13)]
    everything = Leaf(fact="aid.running_schemes", has_all=codes)
    twice = AllOf(all=(everything, everything))
    facts = Facts(Client(), country, TODAY)

    said = truth(twice, facts)

    assert said is Truth.UNKNOWN
    assert truth(twice, facts.for_option({"aid.running_schemes": Members(frozenset(codes))})) is Truth.TRUE


# --- the conditions that ship


def different_conditions() -> tuple[Condition, ...]:
    """Every condition that ships, once: many lenders ask the same."""
    return tuple(dict.fromkeys(condition for _, condition in shipped_conditions()))


def test_there_are_shipped_conditions_to_try() -> None:
    assert len(shipped_conditions()) > 200


@pytest.mark.parametrize("known", ["nothing", "province", "use in hand"])
def test_of_an_unknown_client_every_shipped_condition_says_what_all_completions_say(known: str) -> None:
    clients = {
        "nothing": Client(),
        "province": Client({"company.province": Answer("Noord-Holland")}),
        "use in hand": Client({}, ({"use.purpose": Answer("machinery"), "use.amount": Answer(Interval(40_000, None))},)),
    }
    facts = client_facts(clients[known], shipped_catalogue(), TODAY)
    if known == "use in hand":
        facts = facts.for_use(0)

    for condition in different_conditions():
        check(condition, facts)


@settings(of_clients, max_examples=8)
@given(chances)
def test_of_partly_known_clients_every_shipped_condition_says_what_all_completions_say(chance: random.Random) -> None:
    partly = told_in_part(whole_client(chance), chance)
    facts = client_facts(partly, shipped_catalogue(), TODAY)
    if partly.uses:
        facts = facts.for_use(0)

    for condition in different_conditions():
        check(condition, facts)


@settings(of_clients, max_examples=9)
@given(chances)
def test_shipped_conditions_are_exact_on_any_values_of_their_facts(chance: random.Random) -> None:
    for condition in different_conditions():
        keys = [key for key in sorted({test.fact for test in leaves_of(condition)}) if FACTS[key].type != "place"]
        told = {key: chance.choice([UNKNOWN, chance.choice(values(FACTS[key]))]) for key in keys}
        check(condition, Facts(Client(), shipped_catalogue(), TODAY).for_option(told))


# --- learning


OPEN_FACTS = tuple(key for key, fact in FACTS.items() if fact.scope in ("client", "figures"))


@of_clients
@given(chances)
def test_what_follows_from_some_answers_leaves_room_for_what_follows_from_all(chance: random.Random) -> None:
    whole = whole_client(chance)
    partly = told_in_part(whole, chance)
    before = client_facts(partly, shipped_catalogue(), TODAY)
    known = {key: before.get(key) for key in OPEN_FACTS}

    for slot, client in learn(partly, whole, chance):
        facts = client_facts(client, shipped_catalogue(), TODAY)
        now = {key: facts.get(key) for key in OPEN_FACTS}
        assert {key: (known[key], now[key], str(slot)) for key in OPEN_FACTS if not within(now[key], known[key])} == {}
        known = now


def verdicts_on(client: Client) -> dict[str, Verdict]:
    facts = client_facts(client, shipped_catalogue(), TODAY)
    return {key: judge(product, facts).verdict for key, product in shipped_catalogue().products.items()}


@settings(of_clients, max_examples=10)
@given(chances)
def test_learning_an_answer_moves_no_verdict_but_unknown(chance: random.Random) -> None:
    whole = whole_client(chance)
    partly = told_in_part(whole, chance)
    verdicts = verdicts_on(partly)

    for slot, client in islice(learn(partly, whole, chance), 8):
        now = verdicts_on(client)
        moved = {key: (verdicts[key], now[key]) for key in now if verdicts[key] not in ("unknown", now[key])}
        assert moved == {}, (str(slot), whole.answer(slot))
        verdicts = now
    final = verdicts_on(whole)
    assert {key: (verdicts[key], final[key]) for key in final if verdicts[key] not in ("unknown", final[key])} == {}


@of_clients
@given(chances)
def test_learning_answers_never_turns_what_a_condition_says_around(chance: random.Random) -> None:
    whole = whole_client(chance)
    before, after = (client_facts(client, shipped_catalogue(), TODAY) for client in (told_in_part(whole, chance), whole))

    for file, condition in shipped_conditions():
        said, now = truth(condition, before), truth(condition, after)
        assert said in (Truth.UNKNOWN, now), (file, condition)
