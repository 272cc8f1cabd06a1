"""Ratios, norms and statements in words, the same on the screen and on paper."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from finadvies.advice import Advice
from finadvies.domain.entry import Source
from finadvies.domain.facts import FACTS, Unit
from finadvies.exports import names
from finadvies.feasibility import Measure, Statement
from finadvies.locale import Texts
from finadvies.rules import explain
from finadvies.rules.figures import Outcome

SHARES: Final = frozenset({"rate", "lent", "duty_rate"})
TIMES: Final = frozenset({"norm", "floor"})
BORNE: Final = frozenset({"at_norm", "at_floor"})
COUNTS: Final = frozenset({"months", "count"})
"""Details of a statement that are no amounts."""


def statement_text(statement: Statement, advice: Advice, texts: Texts) -> str:
    """The sentence of a statement, its amounts in euros."""
    shown: dict[str, object] = {}
    for key, value in statement.details.items():
        if key in SHARES and isinstance(value, Decimal):
            shown[key] = texts.share(value, 1)
        elif key in TIMES and isinstance(value, int | Decimal):
            shown[key] = explain.number(value, "times", texts)
        elif isinstance(value, int) and key not in COUNTS:
            # What figures bear is an estimate: whole thousands say so, and down is the safe side.
            shown[key] = texts.euro(value // 1000 * 1000 if key in BORNE and value >= 10_000 else value)  # noqa: PLR2004 - from there on thousands tell enough
        else:
            shown[key] = value
    shown["missing"] = texts.listed(list(dict.fromkeys(names.asked(slot, advice.client, texts) for slot in statement.missing)))
    return texts.say(f"statements.{statement.code}", **shown)


def measure_value(measure: Measure, texts: Texts) -> str:
    """The ratio, or the word for unknown."""
    return explain.value(measure.value, FACTS[measure.norm.fact], texts)


def bound_sign(measure: Measure, texts: Texts) -> str:
    """The norm with its sign: `≥ 1,20`."""
    sign = "≥" if measure.norm.better == "higher" else "≤"
    unit: Unit = FACTS[measure.norm.fact].unit
    return f"{sign} {_outcome(measure.good, unit, texts)}"


def _outcome(bound: Outcome, unit: Unit, texts: Texts) -> str:
    if bound.low is None or bound.high is None:
        return texts.say("words.unknown")
    low = explain.number(bound.low, unit, texts)
    return low if bound.low == bound.high else f"{low}-{explain.number(bound.high, unit, texts)}"


def bound_words(measure: Measure, texts: Texts) -> str:
    """The norm as a sentence says it: `minstens 1,20`."""
    unit: Unit = FACTS[measure.norm.fact].unit
    told = _outcome(measure.good, unit, texts)
    if not measure.good.known:
        return told
    return texts.say("words.at_least" if measure.norm.better == "higher" else "words.at_most", n=told)


def norm_source(measure: Measure) -> Source | None:
    """The first of the sources that a norm rests on."""
    return next((source for source in measure.norm.sources if source.id in measure.norm.source), None)


LIBRARIES: Final = ("yumpu.com", "fdocuments.nl", "studylibnl.com")
"""Sites that hold papers of others: their name says nothing of who wrote it."""


def publisher(source: Source, texts: Texts) -> str:
    """Who says it, short: what stands in brackets behind the address, else the name of the site, or the writer by its id."""
    told = names.source(source.url, texts)
    title = re.search(r"\(([^()]*[A-Z ][^()]*)\)", told)
    if title is not None:
        return title.group(1)
    site = re.match(r"(?:https?://)?(?:www\.)?([^/ ]+)", told)
    if site is None or "." not in site.group(1):
        return told
    return site.group(1) if site.group(1) not in LIBRARIES else names.capital(re.sub(r"-\d+$", "", source.id))
