"""`outcome --json`: what was recorded, and the road after it, as data."""

from __future__ import annotations

from typing import Any, Final

from finadvies.advice import Advice, Proposal
from finadvies.advice.after_yes import AfterYes
from finadvies.advice.attempts import Attempt
from finadvies.advice.same_ground import Standing
from finadvies.advice.second_chance import Retry, SecondChance
from finadvies.domain.catalogue import HelpDesk
from finadvies.exports import machine, names
from finadvies.exports import second_chance_words as words
from finadvies.locale import Texts

SCHEMA: Final = "finadvies/outcome/1"


def outcome_data(advice: Advice, attempt: Attempt, road: SecondChance | AfterYes | None, texts: Texts) -> dict[str, Any]:
    """`outcome --json`; `road` is None for a request that is still pending, or that was taken back."""
    return {
        "schema": SCHEMA,
        "today": advice.today,
        "catalogue": machine.catalogue_mark(advice),
        "outcome": attempt_data(attempt),
        "second_chance": chance_data(road, texts) if isinstance(road, SecondChance) else None,
        "after_yes": _after_yes(road) if isinstance(road, AfterYes) else None,
    }


def attempt_data(attempt: Attempt) -> dict[str, Any]:
    """One request with its answer."""
    return {
        "product": attempt.product,
        "lender": attempt.lender,
        "kind": attempt.kind,
        "result": attempt.result,
        "grounds": list(attempt.grounds),
        "asked_on": attempt.asked_on,
        "date": attempt.day,
        "asked_eur": attempt.amount_eur,
        "granted_eur": attempt.granted_eur,
        "written": attempt.in_writing,
    }


def chance_data(chance: SecondChance, texts: Texts) -> dict[str, Any]:
    """The second chance."""
    return {
        "hit": [_standing(each, chance, texts) for each in chance.hit],
        "spared": [_standing(each, chance, texts) for each in chance.spared],
        "begins": [_standing(each, chance, texts) for each in chance.begins],
        "distances": [
            {
                "ground": ground,
                "code": step.code,
                "text": words.step_text(step, chance, texts),
                "figures": dict(step.details),
                "norms": list(step.norms),
                "products": list(step.products),
                "papers": list(step.lines),
                "missing": [str(slot) for slot in step.missing],
            }
            for ground, step in chance.steps
        ],
        "repairs": [
            {
                "ground": fix.ground,
                "repair": fix.repair.id,
                "text": texts.pick(fix.repair, "text"),
                "products": list(fix.products),
                "papers": [{"document": document, "there": there} for document, there in fix.documents],
                "missing": [str(slot) for slot in fix.slots],
                "moot": fix.moot,
            }
            for fix in chance.fixes
        ],
        "papers_in_hand": list(chance.in_hand),
        "mixes": [_retry(plan) for plan in chance.plans],
        "refusals_in_year": chance.refusals_in_year,
        "right": {"code": chance.rights.right, "missing": [str(slot) for slot in chance.rights.missing]},
        "letter": chance.can_ask,
        "actions": list(chance.actions),
        "help": [_desk(desk, texts) for desk in chance.desks],
    }


def _standing(standing: Standing, chance: SecondChance, texts: Texts) -> dict[str, Any]:
    return {
        "product": standing.option.product.id,
        "lender": standing.option.product.lender,
        "verdict": standing.option.verdict,
        "how": standing.how,
        "why": words.why(standing, chance, texts),
        "criteria": [
            {
                "criterion": reason.id,
                "level": reason.level,
                "truth": reason.truth.value,
                "missing": [str(slot) for slot in reason.missing],
            }
            for reason in standing.reasons
        ],
        "grounds": list(standing.grounds),
        "same_lender": standing.same_lender,
        "wants_letter": standing.option.product.id in chance.want_letter,
    }


def _retry(plan: Retry) -> dict[str, Any]:
    return {
        **_mix(plan.proposal),
        "papers_reused": list(plan.reused),
        "papers_new": list(plan.new),
        "same_ground": list(plan.hit),
    }


def _mix(proposal: Proposal) -> dict[str, Any]:
    return {
        "components": [
            {"product": each.product, "lender": each.lender, "role": each.role, "amount_eur": each.amount_eur}
            for each in proposal.components
            if each.role in ("own", "source", "guarantee")
        ],
        "gap_eur": proposal.mix.gap,
        "days_to_cash": list(proposal.days_to_cash),
    }


def _desk(desk: HelpDesk, texts: Texts) -> dict[str, Any]:
    return {
        "id": desk.id,
        "name": names.own_name(desk, texts),
        "phone": desk.phone,
        "url": desk.url,
        "why": texts.pick(desk, "why"),
    }


def _after_yes(after: AfterYes) -> dict[str, Any]:
    return {
        "need_eur": after.need_eur,
        "granted": dict(sorted(after.granted.items())),
        "own_eur": after.own_eur,
        "gap_eur": after.gap_eur,
        "mixes": [_mix(plan) for plan in after.plans],
        "uncounted": list(after.uncounted),
        "papers_before_payout": [line.id for line in after.before_payout],
    }
