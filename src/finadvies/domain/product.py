"""A product: one kind of money, or advantage, at one provider. Field by field as `docs/catalogue.md` describes."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from finadvies.domain.condition import Condition, speaks_of_use
from finadvies.domain.entry import (
    Confidence,
    CriterionLevel,
    Demand,
    Entry,
    Ground,
    Kind,
    KindIds,
    Login,
    Motive,
    Purpose,
    Span,
    StackingRule,
)
from finadvies.domain.figure import EuroFigure, Figure
from finadvies.domain.record import Euro, Ids, ListOf, Months, Rate, Record, Share, SourceIds, Text, Texts, YearDay


class Limits(Record):
    """How much, how long, which part. What is absent was not found; it never means "no limit"."""

    amount_min: EuroFigure | None = None
    amount_max: EuroFigure | None = None
    term_months_min: Figure | None = None
    term_months_max: Figure | None = None
    share_max: Figure | None = None
    share_basis: Literal["use_cost", "eligible_cost", "purchase_price", "market_value", "invoice", "need"] | None = None
    own_contribution_min: Figure | None = None
    own_counts: KindIds = ()
    source: SourceIds


class Fee(Record):
    """One cost beside the rate: a share of `basis`, or euros."""

    id: Text
    due: Literal["upfront", "on_success", "monthly", "quarterly", "yearly", "per_invoice", "at_end", "on_change"]
    basis: Literal["loan", "limit", "drawn", "undrawn", "guaranteed", "invoice", "turnover", "advance"] | None = None
    share: Figure | None = None
    eur: EuroFigure | None = None
    min_eur: Euro | None = None
    max_eur: Euro | None = None
    vat: Literal["excl", "incl", "none"] | None = None
    also_when_refused: bool = False
    paid_by: str | None = None
    when: Condition | None = None
    text_nl: str | None = None
    text_en: str | None = None
    source: SourceIds = ()


class Price(Record):
    """What it costs. An absent rate is unknown, never nought."""

    model: Literal["loan", "revolving", "flat", "factoring", "lease", "guarantee_fee", "grant", "tax", "equity", "none"]
    rate_min: Rate | None = None
    rate_max: Rate | None = None
    rate_type: str | None = None
    repayment: Literal["annuity", "linear", "interest_only", "balloon", "revolving", "share_of_revenue", "none"] | None = None
    repayment_also: Texts = ()
    linear_over_months: Months | None = None
    balloon_share: Share | None = None
    balloon_basis: str | None = None
    grace_months_max: Months | None = None
    fees: Annotated[tuple[Fee, ...], ListOf] = ()
    text_nl: str | None = None
    text_en: str | None = None
    source: SourceIds


class Benefit(Record):
    """What a subsidy or tax scheme gives back."""

    type: Literal["grant", "deduction", "payroll_relief", "depreciation", "gift"]
    when: Condition | None = None
    share: Figure | None = None
    times: Literal["none", "marginal_tax_rate"] = "none"
    cost_min: EuroFigure | None = None
    cost_max: EuroFigure | None = None
    eur_max: EuroFigure | None = None
    per: Literal["use", "asset", "firm_year", "project"] | None = None
    judgement_nl: str | None = None
    judgement_en: str | None = None
    source: SourceIds


class GuaranteeTerms(Record):
    """Which part of which loans the state guarantees."""

    share_of_loan: Figure
    state_cover: Figure | None = None
    loan_kinds: KindIds
    same_lender: bool = True
    source: SourceIds


class Timing(Record):
    """When the money comes, and what has to be asked before or after the order."""

    payout: Literal["upfront", "milestones", "afterwards", "tax"]
    payout_assumed: bool = False
    advance_share: Share | None = None
    decision_days: Span | None = None
    payout_days: Span | None = None
    before_order: bool = False
    within_months_after_order: Months | None = None
    use_within_months: Months | None = None
    selection: Literal["continuous", "first_come", "lottery", "ranking"] | None = None
    source: SourceIds


class Window(Record):
    """A span in which one may apply: dates, yearly days, or months of the year."""

    opens: date | None = None
    closes: date | None = None
    opens_yearly: YearDay | None = None
    closes_yearly: YearDay | None = None
    months_yearly: Annotated[tuple[Annotated[int, Field(ge=1, le=12)], ...] | None, ListOf] = None
    budget_eur: Euro | None = None
    used_up: bool | None = None
    used_up_as_of: date | None = None
    when: Condition | None = None
    note: str = ""
    source: SourceIds


class Criterion(Record):
    """One thing asked of the client or of a use.

    Attributes:
        level: `hard` the rule says so; `norm` usual practice; `judgement` a person decides, shown and never computed.
        when: what must hold; absent for a judgement.
        applies: where the criterion matters at all; elsewhere it counts as met.
        gate: a machine says no on it within minutes, so it is asked and shown first.
        ground: the ground of rejection it belongs to.
    """

    id: Text
    level: CriterionLevel
    when: Condition | None = None
    applies: Condition | None = None
    gate: bool = False
    ground: Ground | None = None
    text_nl: Text
    text_en: str | None = None
    change_nl: str | None = None
    change_en: str | None = None
    source: SourceIds = ()

    @cached_property
    def per_use(self) -> bool:
        """Whether it is judged for each use, because it names a fact of one."""
        return any(condition is not None and speaks_of_use(condition) for condition in (self.when, self.applies))


class Stacking(Record):
    """How the product goes together with others."""

    id: Text
    level: CriterionLevel = "hard"
    rule: StackingRule
    products: Ids = ()
    kinds: KindIds = ()
    lenders: Ids = ()
    per: Literal["use", "client", "mix"] | None = None
    max: Figure | None = None
    leaves_out: KindIds = ()
    above: Euro | None = None
    when: Condition | None = None
    text_nl: Text
    text_en: str | None = None
    source: SourceIds = ()


class Security(Record):
    """What is pledged or mortgaged."""

    asset: Literal[
        "object", "real_estate", "machinery", "vehicles", "stock", "receivables", "bank_balance", "all_assets", "shares", "ip",
        "private_home", "none",
    ]  # fmt: skip
    demand: Demand = "usual"
    rank: Literal["first", "second"] | None = None
    advance: Figure | None = None
    basis: str | None = None
    needs_release: bool = True
    text_nl: str | None = None
    text_en: str | None = None
    source: SourceIds = ()


class PrivateGuarantee(Record):
    """For how much the owner stands surety."""

    demand: Demand
    share: Figure | None = None
    basis: str | None = None
    eur: EuroFigure | None = None
    when: Condition | None = None
    text_nl: str | None = None
    text_en: str | None = None
    source: SourceIds = ()


class Aid(Record):
    """Under which state aid regime the support falls."""

    regime: Text
    counts: Literal["whole_amount", "advantage", "none"] = "advantage"
    source: SourceIds = ()


class Duty(Record):
    """What the client must go on doing after the money has come.

    Attributes:
        every_months: how often; absent when it is once, or all the time.
        document: the paper it takes each time.
    """

    id: Text
    text_nl: Text
    text_en: str | None = None
    every_months: Months | None = None
    document: str | None = None
    source: SourceIds


class Remark(Record):
    """Something worth knowing beforehand that nobody is judged on."""

    id: Text
    text_nl: Text
    text_en: str | None = None
    source: SourceIds


class Step(Record):
    """One step from the request to the answer, with its own days; `timing.decision_days` stays the sum."""

    id: Text
    by: Literal["applicant", "provider", "adviser", "third_party"] | None = None
    days: Span | None = None
    text_nl: Text
    text_en: str | None = None
    source: SourceIds


class Apply(Record):
    """How one applies."""

    route: Text
    via_nl: str | None = None
    via_en: str | None = None
    login: Login = "none"
    note_nl: str | None = None
    note_en: str | None = None
    steps: Annotated[tuple[Step, ...], ListOf] = ()
    source: SourceIds = ()


class Product(Entry):
    """One kind of money (or advantage) at one provider."""

    kind: Kind
    lender: Text
    name_nl: Text
    name_en: str | None = None
    summary_nl: str | None = None
    summary_en: str | None = None
    also_known_as: Texts = ()
    aliases: Ids = ()
    status: Literal["open", "closed", "unknown"]
    closed_on: date | None = None
    successor: str | None = None
    runs_until: date | None = None
    purposes: Annotated[tuple[Purpose, ...], ListOf, Field(min_length=1)]
    motives: Annotated[tuple[Motive, ...], ListOf] = ()
    subordinated: Literal["no", "possible", "always"] = "no"
    gives_control: bool = False
    expensive: bool = False
    confidence: Confidence
    next_review: date | None
    checklist: str | None = None
    limits: Limits | None = None
    price: Price
    benefits: Annotated[tuple[Benefit, ...], ListOf] = ()
    guarantee: GuaranteeTerms | None = None
    timing: Timing
    windows: Annotated[tuple[Window, ...], ListOf] = ()
    criteria: Annotated[tuple[Criterion, ...], ListOf] = ()
    stacking: Annotated[tuple[Stacking, ...], ListOf] = ()
    security: Annotated[tuple[Security, ...], ListOf] = ()
    private_guarantee: PrivateGuarantee | None = None
    aid: Aid | None = None
    duties: Annotated[tuple[Duty, ...], ListOf] = ()
    remarks: Annotated[tuple[Remark, ...], ListOf] = ()
    apply: Apply
