"""The machine form of `whatif`: two outcomes side by side, and the nearest single steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from finadvies.advice import Advice, Proposal
from finadvies.advice.changes import Change
from finadvies.advice.compare import Comparison, MeasureChange, OptionChange
from finadvies.domain.client import Slot
from finadvies.domain.values import Known
from finadvies.exports.machine import catalogue_mark, plain, reason
from finadvies.exports.steps import as_sets, step_text
from finadvies.feasibility import Measure
from finadvies.homework.merging import DocumentLine
from finadvies.locale import Texts
from finadvies.rules.eligibility import Option

WHATIF_SCHEMA: Final = "finadvies/whatif/1"


def whatif(found: Comparison, told: Sequence[tuple[Slot, Known, Known]], steps: Sequence[Change], texts: Texts) -> dict[str, Any]:
    """`whatif --json`.

    Args:
        found: the comparison; of an advice with itself where nothing was changed.
        told: the answers that were changed, as they were and as they become.
        steps: the nearest single steps from the changed answers.
        texts: of the reader.
    """
    return {
        "schema": WHATIF_SCHEMA,
        "today": found.after.today,
        "catalogue": catalogue_mark(found.after),
        "set": [{"fact": str(slot), "before": plain(before), "after": plain(after)} for slot, before, after in told],
        "options": [_option(change, found, texts) for change in found.options],
        "mixes": {
            change.label: {
                "before": _mix(change.before),
                "after": _mix(change.after),
                "saved_eur": change.saved_eur,
                "days_sooner": change.days_sooner,
            }
            for change in found.mixes
        },
        "feasibility": [_measure(change) for change in found.measures],
        "questions": {"settled": [str(slot) for slot in found.settled], "raised": [str(slot) for slot in found.raised]},
        "homework": {
            "added": [_line(line, texts) for line in found.added],
            "removed": [_line(line, texts) for line in found.removed],
        },
        "nearest": [_step(change, found.after, texts) for change in steps],
    }


def _option(change: OptionChange, found: Comparison, texts: Texts) -> dict[str, Any]:
    """A product with another verdict, and the reason that decided."""
    decided = change.reason
    whose, advice = (change.after, found.after) if change.decided_after else (change.before, found.before)
    return {
        "product": change.product,
        "before": _verdict(change.before),
        "after": _verdict(change.after),
        "move": change.move,
        "reason": reason(decided, whose, advice, texts) if decided is not None else None,
    }


def _verdict(option: Option) -> dict[str, Any]:
    return {"verdict": option.verdict, "missing": [str(slot) for slot in option.missing]}


def _mix(proposal: Proposal | None) -> dict[str, Any] | None:
    if proposal is None:
        return None
    return {
        "id": proposal.id,
        "components": [
            {"product": part.product, "kind": part.kind, "role": part.role, "amount_eur": part.amount_eur}
            for part in proposal.components
        ],
        "covered_eur": proposal.mix.covered,
        "gap_eur": proposal.mix.gap,
        "cost_year1_eur": proposal.cost_year1_eur,
        "cost_total_eur": proposal.cost_total_eur,
        "later_eur": proposal.later_eur,
        "price_known": proposal.price_known,
        "days_to_cash": list(proposal.days_to_cash),
        "documents": len(proposal.mix.documents),
    }


def _measure(change: MeasureChange) -> dict[str, Any]:
    return {"id": change.measure.norm.id, "before": _light(change.before), "after": _light(change.after)}


def _light(measure: Measure | None) -> dict[str, Any] | None:
    return None if measure is None else {"value": plain(measure.value), "light": measure.light}


def _line(line: DocumentLine, texts: Texts) -> dict[str, Any]:
    return {
        "document": line.document,
        "object": line.object,
        "name": texts.pick(line.record, "name"),
        "lenders": sorted({wish.lender for wish in line.wishes}),
    }


def _step(change: Change, advice: Advice, texts: Texts) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "code": change.code,
        "text": step_text(change, advice, texts),
        "fact": str(change.slot) if change.slot is not None else None,
        "set": as_sets(change),
        "day": change.day,
        "amount_eur": change.amount_eur,
        "becomes": change.becomes,
        "closes_gap": change.closes_gap,
        "late": change.late,
        "opens": [{"product": product, "verdict": verdict} for product, verdict in change.opens],
    }
