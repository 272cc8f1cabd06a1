"""Every norm of the catalogue held against the client's figures: the value, the bounds, and the light they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from finadvies.domain.catalogue import Norm
from finadvies.domain.client import Slot
from finadvies.domain.known import Facts
from finadvies.domain.values import Exact, Interval, Known, interval
from finadvies.rules.figures import Outcome, outcome
from finadvies.rules.truth import Truth, truth

Light = Literal["good", "attention", "poor", "unknown"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One ratio of the client against its norm.

    Attributes:
        norm: the record, with source, date and advice.
        value: the ratio, or UNKNOWN.
        poor, good: the bounds for this client; a span where the client's sector is not known.
        light: good, attention, poor, or unknown when value or bounds leave it open.
        missing: the answers that would tell.
        stale: the norm's day of review has passed.
    """

    norm: Norm
    value: Known
    poor: Outcome
    good: Outcome
    light: Light
    missing: tuple[Slot, ...]
    stale: bool


def measures(facts: Facts, norms: Mapping[str, Norm]) -> tuple[Measure, ...]:
    """All norms that apply, by id. `facts` carries the figures after the mix where there is one."""
    found = []
    for _, norm in sorted(norms.items()):
        if norm.applies is not None and truth(norm.applies, facts) is Truth.FALSE:
            continue
        value = facts.get(norm.fact)
        poor, good = outcome(norm.poor, facts), outcome(norm.good, facts)
        missing = facts.missing(norm.fact) if not isinstance(value, int | Decimal) else ()
        found.append(Measure(norm, value, poor, good, light(value, poor, good, norm.better), missing, norm.stale(facts.today)))
    return tuple(found)


def light(value: Known, poor: Outcome, good: Outcome, better: Literal["higher", "lower"]) -> Light:
    """The light that every value within reach gives; unknown when they differ."""
    if not isinstance(value, int | Decimal | Interval) or isinstance(value, bool) or not poor.known or not good.known:
        return "unknown"
    span = interval(value)
    if span.low is None or span.high is None:
        return "unknown"
    lights = {
        _one(number, poor_at, good_at, better)
        for number in (span.low, span.high)
        for poor_at in (poor.low, poor.high)
        for good_at in (good.low, good.high)
        if poor_at is not None and good_at is not None
    }
    return lights.pop() if len(lights) == 1 else "unknown"


def _one(value: Exact, poor: Exact, good: Exact, better: Literal["higher", "lower"]) -> Light:
    if better == "lower":
        value, poor, good = -value, -poor, -good
    if value >= good:
        return "good"
    return "poor" if value < poor else "attention"
