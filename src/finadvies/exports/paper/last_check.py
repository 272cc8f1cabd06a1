"""The last look before a file goes out: what gets files sent back, as far as it can happen to this client."""

from __future__ import annotations

from finadvies.advice import Advice, Proposal
from finadvies.homework import Homework
from finadvies.locale import Texts


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
