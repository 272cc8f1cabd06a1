"""What is asked for: documents, and per lender which of them, when, and how strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from finadvies.domain.condition import Condition
from finadvies.domain.entry import Confidence, Entry, Login, Source
from finadvies.domain.record import Days, Euro, Ids, ListOf, MonthText, Record, SourceIds, Text, Texts

Provider = Literal[
    "entrepreneur", "accountant", "tax_adviser", "notary", "bank", "appraiser", "kvk", "bkr", "government", "supplier", "partner",
    "it", "landlord", "insurer", "adviser", "seller",
]  # fmt: skip
Phase = Literal["first_contact", "file", "assessment", "payout", "after"]
PHASES: tuple[Phase, ...] = ("first_contact", "file", "assessment", "payout", "after")
Strength = Literal["must", "usual", "may_ask"]
Basis = Literal["sourced", "estimate"]
Statement = Literal["none", "office", "compiled", "reviewed", "audited"]
Sbr = Literal["no", "accepted", "required"]
Form = Literal["any", "other", "pdf", "xlsx", "xbrl", "signed", "original", "certified"]
"""From loose to strict where a file can be more or less formal; merging takes the strictest."""


class LeadDays(Record):
    """How long it takes to get, in calendar days, and whether that is sourced."""

    min: Days
    max: Days
    basis: Basis


class Cost(Record):
    """What it costs in whole euros, and whether that is sourced."""

    min: Euro
    max: Euro
    basis: Basis


class Document(Entry):
    """A paper or file that lenders ask for.

    Attributes:
        at_hand: what the client answers who has it already; it then takes no days, only a look at whether it still holds.
    """

    name_nl: Text
    name_en: str | None = None
    group: Text
    what_nl: Text
    what_en: str | None = None
    why_nl: Text
    why_en: str | None = None
    how_nl: Text
    how_en: str | None = None
    provider: Provider
    lead_days: LeadDays
    cost_eur: Cost | None = None
    valid_days: Days | None = None
    valid_basis: Basis | None = None
    form: Form = "pdf"
    phase: Phase
    effort: Annotated[int, Field(ge=1, le=3)]
    per: Literal["company", "owner", "signatory", "use", "asset", "loan"] = "company"
    at_hand: Condition | None = None
    sensitive: Literal["no", "personal", "identity"] = "no"
    after: Ids = ()
    accepted_instead: Ids = ()
    accepted_nl: Texts = ()
    accepted_en: Texts = ()
    quality_nl: Texts = ()
    quality_en: Texts = ()
    also_known_as: Texts = ()
    aliases: Ids = ()


class Marks(Record):
    """How strict a lender is about one document; merging keeps the strictest of all lenders."""

    years: int | None = None
    transactions_months: int | None = None
    months_ahead: int | None = None
    copies: int | None = None
    max_age_days: Days | None = None
    statement: Statement | None = None
    sbr: Sbr | None = None
    form: Form | None = None
    login: Login | None = None
    template: bool | None = None
    agree_first: bool | None = None
    formats: Texts | None = None


class RequirementLine(Record):
    """One line of a set or of a lender's own list."""

    document: Text
    id: str | None = None
    strength: Strength
    phase: Phase | None = None
    when: Condition | None = None
    products: Ids = ()
    not_products: Ids = ()
    marks: Marks = Marks()
    reason_nl: str | None = None
    reason_en: str | None = None
    source: SourceIds

    @property
    def name(self) -> str:
        """What tells two lines for the same document apart."""
        return self.id or self.document


class Change(Record):
    """How a lender differs from a set it uses, and why."""

    document: Text
    drop: bool = False
    strength: Strength | None = None
    phase: Phase | None = None
    when: Condition | None = None
    marks: Marks | None = None
    why_nl: Text
    why_en: str | None = None
    source: SourceIds


class RequirementSet(Record):
    """Lines that several lenders share. A set uses no set."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    id: Text
    name_nl: Text
    name_en: str | None = None
    requirements: Annotated[tuple[RequirementLine, ...], ListOf]
    notes: str = ""
    sources: Annotated[tuple[Source, ...], ListOf] = ()


class Checklist(Record):
    """What one lender asks: sets, own lines, and changes with their reason."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    lender: Text
    sets: Ids = ()
    rounds_nl: str | None = None
    rounds_en: str | None = None
    requirements: Annotated[tuple[RequirementLine, ...], ListOf] = ()
    changes: Annotated[tuple[Change, ...], ListOf] = ()
    confidence: Confidence
    as_of: MonthText
    next_review: date | None = None
    notes: str = ""
    sources: Annotated[tuple[Source, ...], ListOf] = ()


@dataclass(frozen=True, slots=True)
class Checklists:
    """All documents and all lists, each table sorted by id."""

    sha256: str
    documents: Mapping[str, Document]
    sets: Mapping[str, RequirementSet]
    lenders: Mapping[str, Checklist]
