"""The head and the summary: what is asked, what it costs a year, what is strong and what is weak."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.advice.traits import Trait, ready
from finadvies.domain.facts import FACTS
from finadvies.exports import names
from finadvies.exports.figure_words import bound_words, measure_value
from finadvies.exports.memorandum.case import Case
from finadvies.exports.screens.mixes import label_words
from finadvies.exports.written.model import Block, Columns, Pair, Section, Side, Text
from finadvies.rules import explain

MOST_STRONG: Final = 5
MOST_WEAK: Final = 4
"""A summary is read in a minute; the table and the risks tell the rest."""
MOST_LABELS: Final = 3
"""A mix that is the best at nearly all is the only one there is: then it says nothing."""
EUROS: Final = frozenset({"amount", "low", "high", "at_norm"})


def head(case: Case, numbers: dict[str, int]) -> Iterator[Pair]:
    """The eight pairs. `numbers` are those of the sections, by key."""
    texts, proposal = case.texts, case.proposal
    own = proposal.mix.own if proposal is not None else case.advice.own
    asked = case.total - own
    if not case.total:
        told = texts.say("words.unknown")
    elif not asked:
        told = case.say("memorandum.asks_nothing")
    else:
        told = case.say("memorandum.asked_beside", asked=texts.euro(asked), own=texts.euro(own)) if own else texts.euro(asked)
    yield Pair(case.say("memorandum.asked"), told)
    yield Pair(case.say("memorandum.purpose"), case.uses or texts.say("paper.not_told"))
    wished = case.advice.deadline
    yield Pair(case.say("memorandum.wished"), texts.day(wished) if wished is not None else texts.say("paper.not_told"))
    yield Pair(
        case.say("memorandum.feasible"),
        case.estimate(case.view.cash) if case.view.cash else texts.say("words.unknown"),
        _late(case),
    )
    yield Pair(case.say("memorandum.burden"), case.burden_told())
    yield Pair(case.say("memorandum.cost_year1"), _cost(case))
    papers = len(case.view.lines)
    told = (
        case.say("memorandum.no_papers")
        if not papers
        else texts.say("paper.papers_one")
        if papers == 1
        else texts.say("paper.papers", n=papers)
    )
    yield Pair(
        case.say("memorandum.papers"), told, case.say("memorandum.see", n=numbers["annexes"]) if "annexes" in numbers else ""
    )
    yield Pair(
        case.say("memorandum.plan_b"),
        _plan_b(case),
        case.say("memorandum.see", n=numbers["refusals"]) if "refusals" in numbers else "",
    )


def _late(case: Case) -> str:
    schedule = case.homework.schedule
    if not case.view.late or schedule.earliest_cash is None or schedule.needed_by is None:
        return ""
    days = (schedule.earliest_cash - schedule.needed_by).days
    span = case.texts.say("words.day" if days == 1 else "words.days", n=days)
    return case.texts.say("paper.too_late", days=span)


def _cost(case: Case) -> str:
    proposal = case.proposal
    if proposal is None or (not case.parts and proposal.mix.gap):
        return case.texts.say("words.unknown")
    if not case.parts:
        return case.say("memorandum.nothing_borrowed")
    if proposal.cost_year1_eur is None:
        return case.say("memorandum.cost_unknown")
    return case.estimate(case.say("memorandum.cost", amount=case.euros(proposal.cost_year1_eur)))


def _plan_b(case: Case) -> str:
    if not case.others:
        settled = case.proposal is not None and not case.proposal.mix.gap
        return case.say("memorandum.plan_b_not_needed") if settled else case.say("memorandum.plan_b_gap")
    whole = sum(case.proposal is not None and ready(case.proposal, other) for _, other in case.others)
    if whole == len(case.others):
        return case.say("memorandum.plan_b_all") if whole > 1 else case.say("memorandum.plan_b_one")
    if whole:
        return case.say("memorandum.plan_b_some", n=whole, of=len(case.others))
    partly = any(other is not None for _, other in case.others)
    return case.say("memorandum.plan_b_part" if partly else "memorandum.plan_b_none")


def summary(case: Case) -> Section:
    """What is asked and how it is paid, then what is strong and what is weak."""
    return Section("summary", case.say("memorandum.summary"), tuple(_summary(case)))


def _summary(case: Case) -> Iterator[Block]:
    client = names.capital(names.client(case.advice, case.texts))
    if not case.total:
        yield Text(case.say("memorandum.nothing_asked", client=client))
    else:
        yield Text(" ".join(_told(case, client)))
    plan = case.advice.client.value("need.summary")
    if isinstance(plan, str) and plan:
        yield Text(case.say("memorandum.in_own_words", plan=plan.rstrip(".")))
    good = tuple(_strong(case, trait) for trait in case.strong[:MOST_STRONG])
    bad = tuple(f"{_weak(case, trait)} {_answer(case, trait)}".strip() for trait in case.weak[:MOST_WEAK])
    sides = []
    if good:
        sides.append(Side(case.say("memorandum.strong"), good))
    if bad:
        sides.append(Side(case.say("memorandum.weak"), bad, "attention"))
    if sides:
        yield Columns(tuple(sides))
    more = len(case.weak) - MOST_WEAK
    if more > 0:
        yield Text(case.say("memorandum.more_weak_one") if more == 1 else case.say("memorandum.more_weak", n=more), "small")
    yield Text(case.say("memorandum.who_is_u"), "small")


def _told(case: Case, client: str) -> Iterator[str]:
    texts, proposal = case.texts, case.proposal
    yield case.say("memorandum.wants", client=client, uses=case.uses, total=texts.euro(case.total))
    if proposal is None:
        yield case.say("memorandum.no_mix")
        return
    parts = [case.say("memorandum.part", name=case.part(part), amount=texts.euro(part.amount_eur or 0)) for part in case.parts]
    if proposal.mix.own:
        parts.append(case.say("memorandum.part_own", amount=texts.euro(proposal.mix.own)))
    if 0 < len(proposal.labels) <= MOST_LABELS:
        yield case.say("memorandum.paid_by_label", label=label_words(proposal, texts).lower(), parts=texts.listed(parts))
    else:
        yield case.say("memorandum.paid_by", parts=texts.listed(parts))
    if proposal.mix.gap:
        yield case.say("memorandum.left_open", gap=texts.euro(proposal.mix.gap))
    elif case.parts:
        yield case.say("memorandum.all_paid")
    if case.burden:
        yield case.say("memorandum.asks_a_year", burden=case.burden_told())


# -- traits ------------------------------------------------------------------------------------------------------------------


def _strong(case: Case, trait: Trait) -> str:
    return case.say(f"memorandum.strong_{trait.code}", **_details(case, trait))


def _weak(case: Case, trait: Trait) -> str:
    return case.say(f"memorandum.weak_{trait.code}", **_details(case, trait))


def _answer(case: Case, trait: Trait) -> str:
    if trait.answer == "norm_advice" and trait.measure is not None:
        return case.texts.pick(trait.measure.norm, "advice")
    return case.say(f"memorandum.answer_{trait.answer}", **_details(case, trait)) if trait.answer else ""


def weak_points(case: Case) -> Iterator[tuple[str, str]]:
    """Every weak point with its answer, for the list of risks."""
    for trait in case.weak:
        yield _weak(case, trait), _answer(case, trait)


def _details(case: Case, trait: Trait) -> dict[str, object]:
    told = {key: _detail(case, key, value) for key, value in trait.details.items()}
    if trait.measure is not None:
        told["name"] = case.texts.pick(trait.measure.norm, "name")
        told["value"] = measure_value(trait.measure, case.texts)
        told["norm"] = bound_words(trait.measure, case.texts)
    return told


def _detail(case: Case, key: str, value: object) -> object:
    texts = case.texts
    match value:
        case date():
            return texts.day(value)
        case str():
            return case.product(value) if key == "product" else case.holder(value)
        case tuple():
            return texts.listed(list(dict.fromkeys(_listed(case, key, each) for each in value)))
        case Decimal() if key == "share":
            return texts.share(value, 0)
        case int() | Decimal() if key in EUROS:
            # What figures bear is an estimate: whole thousands say so, and down is the safe side.
            return texts.euro(int(value) // 1000 * 1000 if key == "at_norm" else value)
        case Decimal():
            return texts.number(value, 0 if value == int(value) else 1)
        case _:
            return value


def _listed(case: Case, key: str, value: int) -> str:
    """One of several: a use or an earlier refusal by its position, or a year."""
    if key == "uses":
        return case.use(value)
    return _refused(case, value) if key == "entries" else str(value)


def _refused(case: Case, entry: int) -> str:
    """Who said no, or which kind of money it was."""
    client, catalogue = case.advice.client, case.advice.catalogue
    lender, product, kind = (client.value(f"history.{name}", entry) for name in ("lender", "product", "kind"))
    if isinstance(product, str) and product in catalogue.products:
        return case.product(product)
    if isinstance(lender, str):
        return names.lender(lender, case.advice, case.texts)
    return case.texts.term("kinds", kind) if isinstance(kind, str) else explain.value(kind, FACTS["history.kind"], case.texts)
