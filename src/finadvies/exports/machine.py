"""The machine forms of `contract`: stable keys, fixed order, the same bytes for the same input."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from finadvies import __version__
from finadvies.advice import Advice, Component, Proposal
from finadvies.advice.refusals import Refusal
from finadvies.advice.variety import most_different
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client_file import client_data
from finadvies.domain.facts import FACTS
from finadvies.domain.values import Interval, Members, Place, Unknown
from finadvies.exports import names
from finadvies.exports.figure_words import statement_text
from finadvies.exports.homework_view import PROVIDER_ORDER, warning_sentences
from finadvies.exports.screens.mixes import warning_text
from finadvies.feasibility import Measure, Statement
from finadvies.homework import Homework
from finadvies.locale import Texts
from finadvies.mix.price import Flat
from finadvies.rules import explain
from finadvies.rules.eligibility import Option, Reason

SHORTLIST_SCHEMA: Final = "finadvies/shortlist/1"
HOMEWORK_SCHEMA: Final = "finadvies/homework/1"


def dumps(data: object, *, indent: int | None = 2) -> str:
    """JSON with the keys in their fixed order and every sign readable."""
    return json.dumps(data, ensure_ascii=False, indent=indent, default=plain, separators=None if indent else (",", ":"))


def plain(value: object) -> object:
    """A value as JSON knows it: dates ISO, decimals as numbers, unknown null."""
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(round(value, 6))
        case Interval():
            return {"min": plain(value.low), "max": plain(value.high)}
        case Members():
            return sorted(value.sure)
        case Place():
            return {"province": value.province, "municipality": value.municipality, "postcode": value.postcode}
        case Mapping():
            return dict(value)
        case Unknown():
            return None
        case frozenset() | set():
            return sorted(value)
        case tuple():
            return list(value)
        case _:
            return value


def catalogue_mark(advice: Advice) -> dict[str, object]:
    """Which state of the catalogue and the program a result rests on."""
    return {
        "version": advice.catalogue.version,
        "as_of": advice.catalogue.version,
        "sha256": advice.catalogue.sha256,
        "program": __version__,
    }


def shortlist(advice: Advice, texts: Texts, *, plan_b: bool = True, every: bool = False) -> dict[str, Any]:
    """`shortlist --json`; with `every` also the mixes without a label, without a plan B of their own."""
    further = advice.others if every else ()
    different = most_different((*advice.proposals, *further))
    return {
        "schema": SHORTLIST_SCHEMA,
        "today": advice.today,
        "catalogue": catalogue_mark(advice),
        "client": client_data(advice.client),
        "remarks": [{"code": notice.code, "text": warning_text(notice, advice, texts)} for notice in advice.remarks],
        "feasibility": [_measure(measure) for measure in advice.measures],
        "statements": [_statement(statement, advice, texts) for statement in advice.statements],
        "options": [option(found, advice, texts) for found in advice.options],
        "mixes": [
            *(mix(proposal, advice, texts, plan_b=plan_b) for proposal in advice.proposals),
            *(mix(proposal, advice, texts, plan_b=False) for proposal in further),
        ],
        "most_different": [proposal.id for proposal in different] if different is not None else [],
        "proven": advice.proven,
        "shortfall": _shortfall(advice),
        "too_late": list(advice.too_late),
        "short_of_own": [{"product": product, "eur": euros} for product, euros in advice.short_of_own],
        "questions": [
            {
                "fact": str(question.slot),
                "chapter": FACTS[question.slot.key].chapter,
                "sensitivity": FACTS[question.slot.key].sensitivity,
                "could_change": question.could_change,
                "decides": list(question.decides),
            }
            for question in advice.questions
        ],
        "help": [
            {
                "id": desk.id,
                "name": (texts.language == "en" and desk.name_en) or desk.name,
                "phone": desk.phone,
                "url": desk.url,
                "why": texts.pick(desk, "why"),
            }
            for desk in advice.desks
        ],
    }


def origin(*, own: bool) -> str:
    """`overlay` for what stands in the office's own list, else `catalogue`."""
    return "overlay" if own else "catalogue"


def _measure(measure: Measure) -> dict[str, object]:
    norm = measure.norm
    source = next((source for source in norm.sources if source.id in norm.source), None)
    return {
        "id": norm.id,
        "value": plain(measure.value),
        "norm": {
            "better": norm.better,
            "poor": [plain(measure.poor.low), plain(measure.poor.high)],
            "good": [plain(measure.good.low), plain(measure.good.high)],
        },
        "source": {"url": source.url, "date": source.date} if source else None,
        "light": measure.light,
        "missing": [str(slot) for slot in measure.missing],
    }


def _statement(statement: Statement, advice: Advice, texts: Texts) -> dict[str, object]:
    return {
        "code": statement.code,
        "text": statement_text(statement, advice, texts),
        "light": statement.light,
        "figures": {key: plain(value) for key, value in statement.details.items()},
        "norms": list(statement.norms),
        "missing": [str(slot) for slot in statement.missing],
    }


def option(found: Option, advice: Advice, texts: Texts) -> dict[str, Any]:
    """One option with every reason."""
    product = found.product
    payable = found.open and found.maximum > 0
    days = advice.offers[product.id].days if product.id in advice.offers else None
    papers = sorted(advice.papers(product).documents) if found.open else []
    return {
        "product": product.id,
        "lender": product.lender,
        "kind": product.kind,
        "origin": origin(own=advice.catalogue.own_product(product.id)),
        "verdict": found.verdict,
        "reasons": [reason(each, found, advice, texts) for each in found.reasons],
        "missing": [str(slot) for slot in found.missing],
        "amount": [found.minimum, found.maximum] if payable else None,
        "days_to_cash": list(days) if days else None,
        "documents": papers,
        "opens": found.opens,
        "refused_before": _refusal(advice.refusal(product)),
        "remarks": list(found.remarks),
        "stale": "stale" in found.remarks,
    }


def _refusal(refusal: Refusal | None) -> dict[str, object] | None:
    if refusal is None:
        return None
    return {
        "date": refusal.day,
        "amount_eur": refusal.amount_eur,
        "grounds": list(refusal.grounds),
        "in_writing": refusal.in_writing,
    }


def reason(each: Reason, found: Option, advice: Advice, texts: Texts) -> dict[str, Any]:
    """One criterion: what was found, what is asked, how far off, on whose word."""
    source = next((source for source in found.product.sources if source.id in each.sources), None)
    gap = each.distance
    return {
        "criterion": each.id,
        "level": each.level,
        "truth": each.truth.value,
        "found": plain(each.found),
        "required": explain.reason_required(each, texts, advice.catalogue),
        "distance": {"amount": plain(gap.amount), "unit": gap.unit, "side": gap.side} if gap else None,
        "use": each.use,
        "text": explain.reason_title(each, texts),
        "source": {"url": source.url, "date": source.date} if source else None,
    }


def mix(proposal: Proposal, advice: Advice, texts: Texts, *, plan_b: bool) -> dict[str, Any]:
    """One mix."""
    found: dict[str, Any] = {
        "id": proposal.id,
        "labels": list(proposal.labels),
        "components": [_component(component, advice.catalogue) for component in proposal.components],
        "covered_eur": proposal.mix.covered,
        "gap_eur": proposal.mix.gap,
        "cost_year1_eur": proposal.cost_year1_eur,
        "cost_total_eur": proposal.cost_total_eur,
        "later_eur": proposal.later_eur,
        "later": [
            {
                "product": each.product,
                "amount_eur": each.amount_eur,
                "from": each.earliest,
                "until": each.latest,
                "basis": each.basis,
                "estimated": each.estimated,
            }
            for each in proposal.later
        ],
        "rate_year": plain(proposal.rate_year),
        "month_eur": proposal.month_eur,
        "price_known": proposal.price_known,
        "days_to_cash": list(proposal.days_to_cash),
        "documents": sorted(proposal.mix.documents),
        "weakest": proposal.weakest,
        "warnings": [{"code": warning.code, "text": warning_text(warning, advice, texts)} for warning in proposal.warnings],
    }
    found["plan_b"] = _plans_b(proposal, advice) if plan_b else []
    return found


def _component(component: Component, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "product": component.product,
        "lender": component.lender,
        "kind": component.kind,
        "role": component.role,
        "origin": origin(own=catalogue.own_product(component.product)),
        "amount_eur": component.amount_eur,
        "uses": {str(use): euros for use, euros in component.uses},
        "for_uses": list(component.for_uses),
        "rate_year": plain(component.rate_year),
        "month_eur": component.month_eur,
        "days_to_cash": list(component.days) if component.days is not None else None,
        "price_known": component.price_known,
        "flat_fee": _flat_fee(component.flat),
    }


def _flat_fee(fee: Flat | None) -> dict[str, Any] | None:
    """A fee that is fixed at the start; `rate_year` is what it comes to as a nominal yearly rate."""
    if fee is None:
        return None
    return {
        "share": plain(fee.share),
        "months": fee.months,
        "months_assumed": fee.assumed,
        "rate_year": plain(fee.rate_year),
    }


def _plans_b(proposal: Proposal, advice: Advice) -> list[dict[str, Any]]:
    found = []
    for component in proposal.components:
        if component.role != "source" or component.product is None:
            continue
        other = advice.plan_b(proposal, component.product)
        extra = sorted(other.mix.documents - proposal.mix.documents) if other is not None else []
        components = [_component(each, advice.catalogue) for each in other.components] if other is not None else None
        found.append(
            {
                "if_refused": component.product,
                "mix": components,
                "gap_eur": other.mix.gap if other else None,
                "extra_documents": extra,
            }
        )
    return found


def _shortfall(advice: Advice) -> dict[str, Any] | None:
    short = advice.shortfall
    if short is None:
        return None
    return {
        "gap_eur": short.gap_eur,
        "largest_cover_eur": short.largest_cover.mix.covered if short.largest_cover else 0,
        "uses": list(short.short_uses),
        "near": [option.product.id for option in short.near],
        "first_step_eur": short.first_step,
        "limit": short.limit,
        "room_year_eur": short.room_eur,
    }


def homework(advice: Advice, plan: Homework, texts: Texts, chosen: str | None) -> dict[str, Any]:
    """`homework --json`."""
    schedule = plan.schedule
    lines = sorted(plan.lines, key=lambda line: (PROVIDER_ORDER.index(line.record.provider), line.id))
    return {
        "schema": HOMEWORK_SCHEMA,
        "today": advice.today,
        "catalogue": catalogue_mark(advice),
        "mix": chosen,
        "documents": [
            {
                "document": line.document,
                "object": line.object,
                "name": texts.pick(line.record, "name"),
                "why": texts.pick(line.record, "why"),
                "provider": line.record.provider,
                "lenders": list(line.lenders),
                "phase": line.phase,
                "strength": line.strength,
                "marks": line.marks.model_dump(mode="json", exclude_none=True),
                "condition": [str(slot) for slot in line.missing] if line.conditional else None,
                "start_by": schedule.times[line.id].start_by,
                "ready_by": schedule.times[line.id].ready_by,
                "valid_until": schedule.times[line.id].valid_until,
                "lead_days": [line.record.lead_days.min, line.record.lead_days.max],
                "lead_basis": line.record.lead_days.basis,
                "cost_eur": [line.record.cost_eur.min, line.record.cost_eur.max] if line.record.cost_eur else None,
                "quality_points": list(texts.pick_all(line.record, "quality")),
                "status": line.status,
                "at_hand": line.at_hand,
            }
            for line in lines
        ],
        "lenders": [
            {
                "lender": lender,
                "name": names.lender_name(advice.catalogue, lender, texts),
                "origin": origin(own=advice.catalogue.own_lender(lender)),
            }
            for lender in plan.per_lender
        ],
        "per_lender": {lender: list(keys) for lender, keys in plan.per_lender.items()},
        "timeline": [{"event": event.id, "date": event.date, "after": list(event.after)} for event in schedule.events],
        "critical_path": list(schedule.critical_path),
        "warnings": [
            {"code": caution.code, "text": text}
            for caution, text in zip(plan.warnings, warning_sentences(plan, advice, texts), strict=True)
        ],
        "earliest_decision": schedule.earliest_decision,
        "earliest_cash": schedule.earliest_cash,
        "basis": schedule.basis,
    }
