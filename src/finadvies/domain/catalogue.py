"""What is on offer: products, lenders, help desks, and the tables they share. Field by field as `docs/catalogue.md` describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from finadvies.domain.condition import Condition
from finadvies.domain.figure import EuroFigure, Figure
from finadvies.domain.record import (
    Days,
    Euro,
    Ids,
    ListOf,
    Months,
    MonthText,
    Rate,
    Record,
    Share,
    SourceDate,
    SourceIds,
    Text,
    Texts,
    YearDay,
)

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


# -- products ----------------------------------------------------------------------------------------------------------------


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


class Apply(Record):
    """How one applies."""

    route: Text
    via_nl: str | None = None
    via_en: str | None = None
    login: Login = "none"
    note_nl: str | None = None
    note_en: str | None = None
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
    apply: Apply


# -- lenders, desks and shared tables ----------------------------------------------------------------------------------------


class Accreditation(Record):
    """A guarantee scheme this lender may bring."""

    product: Text
    source: SourceIds


class Lender(Entry):
    """Who gives the money or runs the scheme."""

    name: Text
    name_en: str | None = None
    kind: LenderKind
    group: str | None = None
    main_bank: bool = False
    generic: bool = False
    url: str | None = None
    phone: str | None = None
    phone_as_of: MonthText | None = None
    aliases: Ids = ()
    also_known_as: Texts = ()
    accredited: Annotated[tuple[Accreditation, ...], ListOf] = ()
    code: Ids = ()
    code_source: SourceIds = ()
    checks_bkr: Literal["yes", "no", "unknown"] = "unknown"
    written_refusal: Literal["right", "on_request", "unknown"] = "unknown"
    after_no_nl: str | None = None
    after_no_en: str | None = None


class HelpDesk(Entry):
    """Somebody to call."""

    name: Text
    name_en: str | None = None
    what_nl: Text
    what_en: str | None = None
    why_nl: Text
    why_en: str | None = None
    phone: str | None = None
    phone_as_of: MonthText | None = None
    url: str | None = None
    when: Condition | None = None
    priority: Annotated[int, Field(ge=1, le=9)]


class KindEntry(Entry):
    """What all products of a kind have in common; its price band orders products whose own price is unknown."""

    name_nl: Text
    name_en: str | None = None
    plain_nl: str | None = None
    plain_en: str | None = None
    text_nl: str | None = None
    text_en: str | None = None
    role: Role
    counts_as_debt: bool
    counts_as_own: Literal["no", "when_subordinated", "yes"] = "no"
    asset_purposes_only: bool = False
    price_min: Rate | None = None
    price_max: Rate | None = None
    price_basis: str | None = None
    term_months_assumed: Months | None = None
    decision_days: Span | None = None
    payout_days: Span | None = None
    basis: Literal["sourced", "estimate"]


class Norm(Entry):
    """A bound that financiers use, with source and date: a flag, never a chance.

    At or past `good` the light is good, short of `poor` it is poor, between them it asks attention.
    """

    name_nl: Text
    name_en: str | None = None
    fact: Text
    unit: Text
    better: Literal["higher", "lower"]
    poor: Figure
    good: Figure
    applies: Condition | None = None
    text_nl: Text
    text_en: str | None = None
    advice_nl: str | None = None
    advice_en: str | None = None
    source: SourceIds


class Repair(Record):
    """What takes a ground of rejection away."""

    id: Text
    text_nl: Text
    text_en: str | None = None
    products: Ids = ()
    kinds: KindIds = ()
    documents: Ids = ()
    facts: Ids = ()
    help: Ids = ()


class GroundEntry(Entry):
    """A ground of rejection: whom else it hits, whom it spares, what repairs it."""

    name_nl: Text
    name_en: str | None = None
    text_nl: Text
    text_en: str | None = None
    facts: Ids = ()
    hits_kinds: KindIds = ()
    spares_kinds: KindIds = ()
    repairs: Annotated[tuple[Repair, ...], ListOf] = ()


class Sector(Record):
    """A named group of trades, by the first figures of their SBI codes in both versions."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    id: Text = ""
    name_nl: Text
    name_en: str | None = None
    sbi_2008: Ids
    sbi_2025: Ids
    notes: str = ""
    sources: Annotated[tuple[Source, ...], ListOf] = ()


class Region(Record):
    """A named area: whole provinces, and municipalities or postcodes beside or out of them."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    id: Text = ""
    name_nl: Text
    name_en: str | None = None
    provinces: Ids = ()
    municipalities: Ids = ()
    without_municipalities: Ids = ()
    pc4: Annotated[tuple[Annotated[tuple[int, int], ListOf], ...], ListOf] = ()
    notes: str = ""
    sources: Annotated[tuple[Source, ...], ListOf] = ()


class AidRegime(Entry):
    """A ceiling on state aid that products share."""

    name_nl: Text
    name_en: str | None = None
    text_nl: Text
    text_en: str | None = None
    over: Literal["group", "firm", "project", "use"]
    years: int | None = None
    ceiling_eur: EuroFigure | None = None
    intensity_max: Figure | None = None
    intensity_basis: str | None = None
    bars_firm_in_difficulty: bool = False


class Parameter(Entry):
    """Bounds set by law that facts are derived with: the SME test, the state pension age."""

    name_nl: Text
    name_en: str | None = None
    figures: dict[str, Rate]
    source: SourceIds


@dataclass(frozen=True, slots=True)
class Geography:
    """Which postcode lies in which province and municipality, and which SBI divisions make up a section.

    Attributes:
        postcodes: four figures -> (province, municipality code or None).
        sections: SBI version -> section letter -> two-figure divisions.
        section_names: SBI version -> section letter -> name in Dutch and in English.
    """

    postcodes: Mapping[int, tuple[str, str | None]] = field(default_factory=dict)
    sections: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    section_names: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything on offer, each table sorted by id, with the mark of the state it was read in.

    Attributes:
        version: the date of the newest entry, `YYYY-MM`.
        sha256: over the names and bytes of all files.
    """

    version: str
    sha256: str
    products: Mapping[str, Product]
    lenders: Mapping[str, Lender]
    help: Mapping[str, HelpDesk]
    kinds: Mapping[str, KindEntry]
    norms: Mapping[str, Norm]
    grounds: Mapping[str, GroundEntry]
    sectors: Mapping[str, Sector]
    regions: Mapping[str, Region]
    aid: Mapping[str, AidRegime]
    parameters: Mapping[str, Parameter]
    geography: Geography
