"""The sections of a financing dossier as financiers read one, and in which of them each paper belongs.

Section 11 holds what has no place elsewhere. The order is that of a credit committee: who, what for, results so far, forecast, security.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from finadvies.domain.checklist import Document

Section = Literal[
    "request", "summary", "owner", "firm", "market", "figures", "plan", "forecast", "debt", "security", "risks", "annexes", "grants"
]  # fmt: skip
SECTIONS: Final[tuple[Section, ...]] = get_args(Section)
"""In their order: the number of a section is its place, from 0."""

_OF_GROUP: Final[Mapping[str, Section]] = {
    "annual_accounts": "figures", "company": "firm", "declaration": "request", "existing_debt": "debt", "forecast": "forecast",
    "identity": "owner", "interim_figures": "figures", "plan": "plan", "private": "owner", "project": "plan", "purchase": "plan",
    "real_estate": "security", "sector": "firm", "security": "security", "subsidy": "grants", "takeover": "plan", "tax": "figures",
}  # fmt: skip

_OF_DOCUMENT: Final[Mapping[str, Section]] = {
    "asset-register": "security", "bank-refusal": "debt", "bibob-form": "firm", "continuity-plan": "owner", "customer-contracts": "market",
    "cv": "owner", "diplomas": "owner", "environment-permit": "firm", "esg-questionnaire": "firm", "finance-budget": "plan",
    "finance-memorandum": "summary", "guarantee-spouse": "owner", "investment-budget": "plan", "landlord-consent": "firm",
    "lease-agreement": "firm", "market-evidence": "market", "order-book": "market", "own-contribution": "plan", "pitch-deck": "market",
    "property-contract": "plan", "recovery-plan": "risks", "scenarios": "forecast", "vog": "owner",
}  # fmt: skip
"""Papers that belong elsewhere than the rest of their group."""


def section_of(document: Document) -> Section:
    """Where a paper belongs; one of the office's own lists in an unknown group goes to the annexes."""
    return _OF_DOCUMENT.get(document.id) or _OF_GROUP.get(document.group, "annexes")


def number_of(section: Section) -> int:
    """The number of a section, from 0."""
    return SECTIONS.index(section)
