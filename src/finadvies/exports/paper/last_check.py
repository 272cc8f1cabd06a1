"""The last look before a file goes out: what does not add up, and what else gets files sent back, as far as it can happen here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from finadvies.advice import Advice, Proposal
from finadvies.domain.client import parked
from finadvies.domain.facts import FACTS
from finadvies.exports import names
from finadvies.exports.screens.mixes import warning_text
from finadvies.exports.screens.tracking import expires_text
from finadvies.homework import Homework, Receipt, progress
from finadvies.locale import Texts

DISAGREE: Final = frozenset(
    {"own_above_cash", "minimum_above_total", "takeover_below_price", "margin_above_revenue", "ebitda_above_margin", "profit_above_revenue",
     "current_above_total", "parts_above_current", "equity_and_debts_above_total", "profit_above_result", "interest_above_service",
     "equity_grew_more", "equity_differs"}
)  # fmt: skip
"""Remarks on answers that cannot stand beside each other."""


def last_found(
    advice: Advice, homework: Homework, proposal: Proposal | None, receipts: Mapping[str, Receipt], texts: Texts
) -> Iterator[str]:
    """What does not hold yet: sums that do not close, figures that disagree, what is to be looked up, papers that will be too old."""
    if proposal is not None and proposal.mix.gap:
        amounts = {"needed": sum(advice.need), "covered": sum(advice.need) - proposal.mix.gap, "gap": proposal.mix.gap}
        yield texts.say("last_check.gap", **{name: texts.euro(euros) for name, euros in amounts.items()})
    yield from (warning_text(notice, advice, texts) for notice in advice.remarks if notice.code in DISAGREE)
    for slot in parked(advice.client):
        if not FACTS[slot.key].sensitive:
            what = names.capital(names.asked(slot, advice.client, texts))
            yield texts.say("last_check.look_up", what=what, where=texts.questions[slot.key]["where"])
    dated = {line: receipt.dated for line, receipt in receipts.items() if receipt.dated is not None}
    yield from (expires_text(old, advice, texts) for old in progress(homework, dated, advice.today, {}).expiring)


def last_check(advice: Advice, homework: Homework, proposal: Proposal | None, texts: Texts) -> tuple[str, ...]:
    """Questions to answer with yes, in the order of a file. What is not known of a client may be so, and is asked."""
    asked = _asked(advice, homework, proposal)
    return tuple(texts.say(f"last_check.{code}") for code, holds in asked.items() if holds)


def _asked(advice: Advice, homework: Homework, proposal: Proposal | None) -> dict[str, bool]:
    """Which questions can matter: by the papers on the list, and by what the client has or may have."""
    papers = {line.document for line in homework.lines if line.status != "not_needed"}
    fact = advice.facts.get
    special = [year["figures.abnormal"].value for year in advice.client.years if "figures.abnormal" in year]
    later = proposal is not None and any(part.role == "later_benefit" for part in proposal.components)
    return {
        "complete": True,
        "readable": True,
        "statement": "annual-accounts" in papers,
        "agree": "annual-accounts" in papers,
        "age": True,
        "special_years": True in special,
        "sums": True,
        "own_money": True,
        "forecast": bool(papers & {"operating-budget", "liquidity-budget", "forecast-balance", "forecast-report", "scenarios"}),
        "tax_debt": fact("debts.tax_arrangement") is not False and fact("figures.tax_debt") != 0,
        "debts": bool(papers & {"debt-overview", "bkr-overview"}),
        "valuer": "real-estate-valuation" in papers,
        "pledge": fact("security.all_assets_pledged") is True,
        "order": later,
        "forms": later,
        "login": "eherkenning" in papers,
        "second_signature": fact("owner.partner") is not False or fact("company.legal_form") in ("vof", "maatschap", "cv"),
        "continuity": True,
    }
