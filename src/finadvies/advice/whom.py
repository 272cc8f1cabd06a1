"""Whom to ask for an answer that is not there yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from finadvies.domain.checklist import Provider
from finadvies.domain.client import Slot

Whom = Literal["owner", "accountant", "tax_adviser", "adviser", "bank", "supplier", "kvk", "other"]

BY_FACT: Final[Mapping[str, Whom]] = {
    "company.kvk_number": "kvk", "company.registered": "kvk", "company.sbi": "kvk", "use.quote": "supplier", "use.vat": "tax_adviser",
    "use.energy_list": "supplier", "use.environment_list": "supplier", "use.supplier_finance": "supplier", "debts.line_limit": "bank",
    "debts.line_used": "bank", "debts.tax_arrangement": "tax_adviser", "debts.tax_writ": "tax_adviser",
    "debts.tax_returns_on_time": "tax_adviser", "aid.de_minimis_3y": "accountant", "aid.firm_in_difficulty": "accountant",
    "company.group_revenue": "accountant", "company.group_total_assets": "accountant", "investments.year_total": "accountant",
    "takeover.ebitda": "accountant", "security.all_assets_pledged_to": "bank", "security.receivables_pledged": "bank",
    "security.real_estate_debt": "bank",
}  # fmt: skip
"""Answers that somebody else has at hand sooner than the owner."""

BY_PROVIDER: Final[Mapping[Provider, Whom]] = {
    "entrepreneur": "owner", "accountant": "accountant", "tax_adviser": "tax_adviser", "adviser": "adviser", "bank": "bank",
    "supplier": "supplier", "kvk": "kvk",
}  # fmt: skip
"""Makers of papers; the others are rare and called by their own name."""


def whom(slot: Slot) -> Whom:
    """Who has the answer: figures are the accountant's, the rest the owner's, but for a few."""
    if slot.key in BY_FACT:
        return BY_FACT[slot.key]
    return "accountant" if slot.key.startswith("figures.") else "owner"
