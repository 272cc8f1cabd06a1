"""What takes a ground of refusal away, and how far that is: in euros, points, months or papers, ground by ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.advice.distances import NAMED, SOLVENCY, Case, Step, collateral, repayment, solvency
from finadvies.advice.nearest import day_of_age, only_obstacle
from finadvies.advice.same_ground import looks_at
from finadvies.domain.client import Slot
from finadvies.domain.condition import AllOf, Condition, Test
from finadvies.domain.formulas import exact_number
from finadvies.domain.values import UNKNOWN
from finadvies.rules.burden import MONTHS_A_YEAR
from finadvies.rules.figures import outcome
from finadvies.rules.truth import Truth

AGE: Final = "company.age_months"
YEARS: Final = "figures.final_years"


def steps(case: Case) -> tuple[Step, ...]:
    """The distances for one ground; first what the refuser itself asks by its own rules, as far as that is not met."""
    own = tuple(_own_limits(case))
    found = tuple(_OF_GROUND.get(case.ground.id, _nothing)(case))
    return (*own, *found)


def _nothing(_: Case) -> Iterator[Step]:
    yield from ()


def _own_limits(case: Case) -> Iterator[Step]:
    """The criteria of the refuser on this ground that the client does not meet."""
    if case.option is None:
        return
    for reason in looks_at(case.option, case.ground):
        if reason.level != "judgement" and reason.truth is Truth.FALSE and reason.criterion is not None:
            yield Step("own_limit", {}, reason=reason, products=(case.option.product.id,))


# -- time --------------------------------------------------------------------------------------------------------------------


def _track_record(case: Case) -> Iterator[Step]:
    """The day on which the refuser's own limit is passed, and the days on which shut options open."""
    advice = case.advice
    founded = advice.client.value("company.founded")
    if not isinstance(founded, date):
        yield Step("age_unknown", {}, missing=advice.facts.missing(AGE) or (Slot("company.founded"),))
        return
    own = case.option.product.id if case.option is not None else None
    for key, months in sorted(_opening_by_age(case).items(), key=lambda pair: (pair[0] != own, pair[1], pair[0]))[:NAMED]:
        day = day_of_age(founded, months)
        late = advice.deadline is not None and day > advice.deadline
        details = {"day": day, "months": months, "wait": _months_between(advice.today, day), "late": late}
        yield Step("old_enough" if key == own else "opens_on", details, products=(key,))
    age = exact_number(advice.facts, AGE)
    if not _opening_by_age(case) and age is not None:
        yield Step("age_no_limit", {"months": int(age)})
    years = exact_number(advice.facts, YEARS)
    if years is not None:
        yield Step("years_on_paper", {"years": int(years)})


def _opening_by_age(case: Case) -> dict[str, int]:
    """Product -> the age in months that it asks and the client has not reached; the refuser, and what only age keeps shut."""
    found: dict[str, int] = {}
    for option in case.advice.options:
        own = case.option is not None and option.product.id == case.option.product.id
        reasons = list(option.reasons) if own else [reason] if (reason := only_obstacle(option, len(case.advice.need))) else []
        for reason in reasons:
            when = reason.criterion.when if reason.criterion is not None else None
            if when is not None and reason.truth is Truth.FALSE and (months := _asked_age(when)) is not None:
                found[option.product.id] = max(months, found.get(option.product.id, 0))
    return found


def _asked_age(when: Condition) -> int | None:
    """The least age in months that a condition demands outright."""
    match when:
        case Test(fact=fact, min=low) if fact == AGE and low is not None:
            return int(low)
        case AllOf(all=parts):
            ages = [age for part in parts if (age := _asked_age(part)) is not None]
            return max(ages, default=None)
        case _:
            return None


def _months_between(today: date, day: date) -> int:
    """Whole months until a day, rounded up."""
    months = (day.year - today.year) * MONTHS_A_YEAR + day.month - today.month
    return max(0, months + (1 if day.day > today.day else 0))


# -- amounts -----------------------------------------------------------------------------------------------------------------


def _too_small(case: Case) -> Iterator[Step]:
    """How much more reaches the least that the refuser lends, and who lends so little."""
    if case.asked_eur is None:
        yield Step("amount_unknown", {}, missing=case.advice.facts.missing("need.external") or (Slot("use.amount", 0),))
        return
    least = _limit(case, "amount_min")
    if least is None:
        yield Step("minimum_unknown", {"asked": case.asked_eur})
    elif least > case.asked_eur:
        yield Step("below_minimum", {"asked": case.asked_eur, "minimum": least, "short": least - case.asked_eur})
    small = [
        option.product.id
        for option in case.advice.open_options
        if option.product.kind in case.ground.spares_kinds
        and option.minimum <= case.asked_eur <= option.maximum
        and option is not case.option
    ]
    if small:
        yield Step("lends_so_little", {"asked": case.asked_eur}, products=tuple(small[:NAMED]))


def _too_large(case: Case) -> Iterator[Step]:
    """How far the amount is above the most that the refuser lends, and what the figures bear."""
    if case.asked_eur is not None:
        most = _limit(case, "amount_max")
        if most is None:
            yield Step("maximum_unknown", {"asked": case.asked_eur})
        elif most < case.asked_eur:
            yield Step("above_maximum", {"asked": case.asked_eur, "maximum": most, "over": case.asked_eur - most})
    yield from repayment(case)


def _limit(case: Case, name: str) -> int | None:
    """The least or the most that the refuser lends to this client, in whole euros, where its own rules tell."""
    limits = case.option.product.limits if case.option is not None else None
    figure = getattr(limits, name) if limits is not None else None
    exact = outcome(figure, case.advice.facts).exact
    return int(exact) if exact is not None else None


# -- what people say and show ------------------------------------------------------------------------------------------------


def _bkr(case: Case) -> Iterator[Step]:
    arrears = case.advice.facts.get("owner.bkr_arrears")
    if arrears is True:
        yield Step("bkr_arrears", {})
    elif arrears is False:
        yield Step("bkr_none_told", {})
    else:
        yield Step("bkr_unknown", {}, missing=(Slot("owner.bkr_arrears"),))


def _plan(case: Case) -> Iterator[Step]:
    """Which parts of the story are not there yet."""
    client = case.advice.client
    state = client.value("owner.business_plan")
    if isinstance(state, str) and state != "ready":
        yield Step("plan_not_ready", {"state": state})
    if client.value("company.first_customers") == "none":
        yield Step("no_customers", {})
    missing = tuple(Slot(key) for key in case.ground.facts if client.value(key) is UNKNOWN)
    if missing:
        yield Step("plan_unknown", {}, missing=missing)


def _incomplete(case: Case) -> Iterator[Step]:
    """The papers on the refuser's own list that are not in hand."""
    if case.option is None:
        return
    lines = case.advice.homework([case.option.product.id], case.statuses).lines
    lacking = tuple(line.id for line in lines if not line.there and line.status != "not_needed" and line.strength != "may_ask")
    details = {"n": len(lacking), "of": len(lines)}
    product = (case.option.product.id,)
    yield Step("papers_lacking" if lacking else "papers_there", details, lines=lacking, products=product)


def _sector(case: Case) -> Iterator[Step]:
    sbi = case.advice.client.value("company.sbi")
    if isinstance(sbi, str):
        yield Step("sector_is", {"sbi": sbi})
    else:
        yield Step("sector_unknown", {}, missing=case.advice.facts.missing("company.sectors") or (Slot("company.sbi"),))


def _risk(case: Case) -> Iterator[Step]:
    """No point was named: the figures that a financier looks at and that are not good, worst first."""
    poor = [each for each in case.advice.measures if each.light in ("poor", "attention")]
    if any(each.norm.id == SOLVENCY for each in poor):
        # The buffer as the accounts have it says the same again.
        poor = [each for each in poor if each.norm.fact != "figures.solvency"]
    for measure in sorted(poor, key=lambda each: (each.light != "poor", each.norm.id))[:NAMED]:
        value, bound, norm = measure.value, measure.good.exact, measure.norm
        if isinstance(value, int | Decimal) and bound is not None:
            code = "weak_figure" if norm.better == "higher" else "weak_figure_high"
            yield Step(code, {"norm": norm.id, "value": value, "bound": bound}, (norm.id,))
    unknown = [each for each in case.advice.measures if each.light == "unknown" and each.missing]
    if unknown and not poor:
        yield Step("figures_unknown", {}, missing=tuple(dict.fromkeys(slot for each in unknown for slot in each.missing)))


_OF_GROUND: Final[Mapping[str, Callable[[Case], Iterator[Step]]]] = {
    "solvency": solvency, "repayment_capacity": repayment, "collateral": collateral, "track_record": _track_record,
    "too_small": _too_small, "too_large": _too_large, "bkr": _bkr, "plan": _plan, "incomplete": _incomplete, "sector": _sector,
    "risk": _risk, "no_reason": _risk, "other": _nothing, "policy": _nothing,
}  # fmt: skip
