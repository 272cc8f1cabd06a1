"""Smaller questions for who does not know: roughly how much, or something nearby that is known. At most two, then the talk goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from math import isinf
from typing import Any, Final

from finadvies.advice import Advice
from finadvies.advice.questions import OF_THE_GROUP
from finadvies.domain.citizen_number import holds_citizen_number
from finadvies.domain.client import Client, Slot, is_repeated
from finadvies.domain.condition import tests
from finadvies.domain.facts import FACTS, MAY_BE_NEGATIVE, Fact
from finadvies.domain.formulas import months_on
from finadvies.domain.values import Answer, Exact, Interval, rounded_down
from finadvies.interview.script import Band, Choice, choices_of, sections
from finadvies.locale import Texts
from finadvies.locale.trades import VERSION, proposals
from finadvies.rules.eligibility import Option, client_facts, judge

MOST: Final = 2
"""Whoever does not know two smaller questions either is not asked further."""
MOST_LIMITS: Final = 4
"""More spans than five make no question smaller."""

Answers = tuple[tuple[Slot, Answer], ...]


@dataclass(frozen=True, slots=True)
class Smaller:
    """One smaller question.

    Attributes:
        slot: what it is about; the question itself, or another fact.
        ask: the question.
        choices: the lines to choose from.
        answers: what each choice stands for, to be kept.
        bands: the same lines where they are spans of the fact that was asked.
    """

    slot: Slot
    ask: str
    choices: tuple[Choice, ...]
    answers: Mapping[str, Answers]
    bands: tuple[Band, ...] = field(default=())


def smaller(slot: Slot, client: Client, advice: Advice, texts: Texts) -> tuple[Smaller, ...]:
    """What to ask of who does not know the answer; empty where nothing smaller can be asked."""
    told = texts.questions[slot.key]
    if slot.key == "company.sbi":
        return (_section(slot, advice, texts),)
    others = [_other(key, slot) for key in told.get("instead", ())]
    nearby = [_roughly(each, advice, texts) or _listed(each, advice, texts) for each in others if client.answer(each) is None]
    # Spans of another fact are lines of a list.
    found = [_roughly(slot, advice, texts), *(each and replace(each, bands=()) for each in nearby)]
    return tuple(each for each in found if each is not None)[:MOST]


def is_trade_in_words(slot: Slot, typed: str) -> bool:
    """Whether somebody says what the firm does in words, where its code is asked."""
    letters = [sign for sign in typed if sign.isalpha()]
    return slot.key == "company.sbi" and len(letters) > 1 and not holds_citizen_number(typed)


def trades_for(slot: Slot, typed: str, texts: Texts) -> Smaller | None:
    """The trades that may be meant by words, or None when none fits."""
    found = proposals(typed)
    if not found:
        return None
    version = (Slot("company.sbi_version"), Answer(VERSION))
    lines = tuple(Choice(trade.code, f"{trade.code}  {trade.name(texts.language)}") for trade in found)
    return Smaller(slot, texts.say("interview.which_trade"), lines, {c.code: ((slot, Answer(c.code)), version) for c in lines})


def _section(slot: Slot, advice: Advice, texts: Texts) -> Smaller:
    """Who does not know the trade code may know the section."""
    letters = sections(advice.catalogue, texts)
    version = (Slot("company.sbi_version"), Answer(VERSION))
    kept = {each.code: ((slot, Answer(each.code)), version) for each in letters}
    return Smaller(slot, texts.say("interview.which_section"), letters, kept)


def _other(key: str, slot: Slot) -> Slot:
    return Slot(key, slot.index if is_repeated(key) else None)


def _roughly(slot: Slot, advice: Advice, texts: Texts) -> Smaller | None:
    """The smaller form of one question: spans, a day within months, or a few of its choices."""
    told, fact = texts.questions[slot.key], FACTS[slot.key]
    if "ages" in told:
        lines = list(_ages(slot, told, advice.today))
        return Smaller(slot, texts.say("interview.roughly"), *_numbered(lines))
    if "perhaps" in told:
        perhaps = [(text, ((slot, Answer(code, "assumed")),)) for code, text in told["perhaps"].items()]
        return Smaller(slot, texts.say("interview.perhaps"), *_numbered(perhaps))
    spans = _spans(slot, fact, told, advice, texts)
    if spans:
        bands = tuple(_with_effect(band, slot, advice, texts) for band in spans)
        spanned = [(band.text, ((slot, Answer(band.span)),)) for band in bands]
        return Smaller(slot, str(told["ask"]), *_numbered(spanned), bands)
    return None


def _listed(slot: Slot, advice: Advice, texts: Texts) -> Smaller:
    """A fact with a list of its own."""
    choices = choices_of(FACTS[slot.key], advice.catalogue, texts)
    kept = {each.code: ((slot, Answer(each.code)),) for each in choices}
    return Smaller(slot, str(texts.questions[slot.key]["ask"]), choices, kept)


def _numbered(lines: Sequence[tuple[str, Answers]]) -> tuple[tuple[Choice, ...], dict[str, Answers]]:
    choices = tuple(Choice(str(number), text) for number, (text, _) in enumerate(lines))
    return choices, {str(number): answers for number, (_, answers) in enumerate(lines)}


# -- spans -------------------------------------------------------------------------------------------------------------------

Ends = tuple[Exact | None, Exact | None]


def _spans(slot: Slot, fact: Fact, told: Mapping[str, Any], advice: Advice, texts: Texts) -> list[Band]:
    """The limits that still decide for this client as spans; those of the script where no such limit is in play."""
    if "parts_of_plan" in told:
        return _parts_of_plan(fact, told, advice, texts)
    if "bands" not in told:
        return []
    if "band_names" in told:
        return [Band(span, name) for span, name in zip(_apart(fact, _ends(told["bands"])), told["band_names"], strict=True)]
    limits = limits_in_play(slot, advice)
    if not limits:
        return _named(fact, _ends(told["bands"]), texts)
    said, firsts = [limit.said for limit in limits], [limit.first for limit in limits]
    names = [band_text(fact, low, high, texts) for low, high in zip([None, *said], [*said, None], strict=True)]
    spans = _apart(fact, list(zip([None, *firsts], [*firsts, None], strict=True)))
    return [Band(span, name) for span, name in zip(spans, names, strict=True)]


def _named(fact: Fact, ends: Sequence[Ends], texts: Texts) -> list[Band]:
    names = (band_text(fact, low, high, texts) for low, high in ends)
    return [Band(span, name) for span, name in zip(_apart(fact, ends), names, strict=True)]


def _ends(bands: Iterable[Sequence[float]]) -> list[Ends]:
    return [(_exact(band[0]), _exact(band[1]) if len(band) > 1 else None) for band in bands]


def _exact(number: float) -> Exact | None:
    if isinstance(number, int):
        return number
    return None if isinf(number) else Decimal(repr(number))


def _apart(fact: Fact, ends: Sequence[Ends]) -> list[Interval]:
    """Spans that share no end: where two meet, the number itself belongs to the higher one, as where a limit says "at least"."""
    least = None if fact.key in MAY_BE_NEGATIVE else 0
    spans: list[Interval] = []
    for position, (low, high) in enumerate(ends):
        after = ends[position + 1][0] if position + 1 < len(ends) else None
        # Of "nothing" and "up to 10,000" the second begins past nothing.
        first = _plain(low + _step(fact)) if low is not None and spans and spans[-1].high == low else low
        last = _plain(high - _step(fact)) if high is not None and low != high == after else high
        spans.append(Interval(least if first is None else first, last))
    return spans


def _step(fact: Fact) -> Exact:
    """The smallest step of its numbers."""
    return {"share": Decimal("0.0001"), "fte": Decimal("0.01"), "times": Decimal("0.01")}.get(fact.unit, 1)


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound in the catalogue: the first number past it, and the bound as the catalogue says it."""

    first: Exact
    said: Exact


def limits_in_play(slot: Slot, advice: Advice) -> tuple[Limit, ...]:
    """The bounds on a fact that open options still wait for, in order; of many those that most options have."""
    keys = {slot.key, *(group for group, own in OF_THE_GROUP.items() if own == slot.key)}
    found: Counter[Limit] = Counter()
    for option in advice.open_options:
        if any(_same(where, slot) for where in option.missing):
            found.update({limit for limit in _limits(option, keys) if limit.said > 0})
    kept = sorted(found, key=lambda limit: (-found[limit], limit.first))[:MOST_LIMITS]
    return tuple(sorted(kept, key=lambda limit: limit.first))


def _limits(option: Option, keys: Iterable[str]) -> Iterator[Limit]:
    for criterion in option.product.criteria:
        for condition in (criterion.when, criterion.applies):
            for test in () if condition is None else tests(condition):
                if test.fact in keys:
                    step = _step(FACTS[test.fact])
                    yield from (Limit(_plain(bound), _plain(bound)) for bound in (test.min, test.below) if bound is not None)
                    yield from (
                        Limit(_plain(bound + step), _plain(bound)) for bound in (test.max, test.above) if bound is not None
                    )


def _plain(number: Exact) -> Exact:
    return int(number) if number == int(number) else number


def band_text(fact: Fact, low: Exact | None, high: Exact | None, texts: Texts) -> str:
    """A span in words."""

    def said(number: Exact) -> str:
        if fact.unit == "eur":
            return texts.euro(number)
        return texts.share(number) if fact.unit == "share" else texts.number(number, 0 if number == int(number) else 2)

    if high is None:
        return texts.say("interview.band_above", low=said(low or 0))
    if low == high:
        return texts.say("interview.band_nothing") if high == 0 else said(high)
    if not low:
        return texts.say("interview.band_below", high=said(high))
    return texts.say("words.from_to", low=said(low), high=said(high))


def _parts_of_plan(fact: Fact, told: Mapping[str, Any], advice: Advice, texts: Texts) -> list[Band]:
    """Spans of what the plan costs."""
    total = advice.facts.get("need.total")
    if not isinstance(total, int | Decimal) or total <= 0:
        return []
    ends = _ends(told["parts_of_plan"])
    return _named(fact, [(_of(total, low), _of(total, high)) for low, high in ends], texts)


def _of(total: Exact, share: Exact | None) -> Exact | None:
    return None if share is None else rounded_down(total * share)


def _with_effect(band: Band, slot: Slot, advice: Advice, texts: Texts) -> Band:
    """The span with how many options it shuts."""
    waiting = [option for option in advice.open_options if any(_same(where, slot) for where in option.missing)]
    if not waiting:
        return band
    facts = client_facts(advice.client.with_answer(slot, Answer(band.span)), advice.catalogue, advice.today)
    shut = sum(not judge(option.product, facts).open for option in waiting)
    if not shut:
        return band
    said = texts.say("interview.band_shuts_one" if shut == 1 else "interview.band_shuts", n=shut)
    return replace(band, text=f"{band.text}  {said}")


def _same(where: Slot, slot: Slot) -> bool:
    return where == slot or OF_THE_GROUP.get(where.key) == slot.key


# -- days --------------------------------------------------------------------------------------------------------------------


def _ages(slot: Slot, told: Mapping[str, Any], today: date) -> Iterator[tuple[str, Answers]]:
    """How long ago, in whole months: kept as the first and the last day that it can have been."""
    for (low, *high), name in zip(told["ages"], told["band_names"], strict=True):
        last = (Slot(f"{slot.key}_until"), Answer(months_on(today, -low)))
        first = [(Slot(f"{slot.key}_from"), Answer(months_on(today, -most - 1) + timedelta(1))) for most in high]
        yield name, (*first, last)
