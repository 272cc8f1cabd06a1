"""What every dated entry of the catalogue carries, and the codes they share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from finadvies.domain.record import Days, ListOf, MonthText, Record, SourceDate, Text

Kind = Literal[
    "term_loan", "credit_line", "mortgage", "microcredit", "guarantee", "subsidy", "tax_relief", "financial_lease",
    "operational_lease", "sale_and_lease_back", "factoring", "crowdfunding_loan", "crowdfunding_equity", "crowdfunding_reward",
    "equity", "convertible", "subordinated_loan", "supplier_credit", "private_loan", "own_funds", "credit_union", "benefit",
]  # fmt: skip
KindIds = Annotated[tuple[Kind, ...], ListOf]
Purpose = Literal[
    "machinery", "vehicles", "inventory", "fit_out", "real_estate", "working_capital", "debtors", "refinancing", "takeover",
    "r_and_d", "sustainability", "digitalisation", "export", "training", "startup", "any",
]  # fmt: skip
Motive = Literal["growth", "continuity", "startup", "takeover", "r_and_d"]
LenderKind = Literal[
    "bank", "nonbank", "platform", "leasing", "factoring", "fund", "public", "municipality", "private", "credit_union", "supplier"
]
Ground = Literal[
    "risk", "solvency", "repayment_capacity", "collateral", "track_record", "sector", "policy", "too_small", "too_large", "bkr",
    "plan", "incomplete", "no_reason", "other",
]  # fmt: skip
Confidence = Literal["high", "medium", "low"]
CriterionLevel = Literal["hard", "norm", "judgement"]
Login = Literal["none", "digid", "eh", "eh2", "eh2+", "eh3", "eh4"]
Role = Literal["source", "guarantee", "later_benefit", "own"]
Demand = Literal["always", "usual", "possible", "none"]
StackingRule = Literal[
    "excludes", "requires", "may_combine", "debt_ceiling", "rest_first", "rest_is_equity", "counts_as_own", "lowers_cost",
    "takes_first_claim",
]  # fmt: skip


class Source(Record):
    """Where a figure comes from: the page, the date on it, and which facts it carries."""

    id: Text
    url: Text
    date: SourceDate
    estimate: str | None = None
    facts: Text


class Span(Record):
    """A number of days from `min` to `max`; `unit` says which days. A bound that no source gives is absent."""

    min: Days | None = None
    max: Days | None = None
    unit: Literal["calendar", "working"] = "calendar"


class Entry(Record):
    """What every dated entry carries."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    id: Text = ""
    sources: Annotated[tuple[Source, ...], ListOf] = ()
    as_of: MonthText
    confidence: Confidence = "medium"
    next_review: date | None = None
    notes: str = ""

    def stale(self, today: date) -> bool:
        """Whether the day of review has passed."""
        return self.next_review is not None and self.next_review < today
