"""What is on offer beside the products: lenders, desks and the tables they share; and the catalogue as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from finadvies.domain.condition import Condition
from finadvies.domain.entry import Entry, KindIds, LenderKind, Role, Source, Span
from finadvies.domain.figure import EuroFigure, Figure
from finadvies.domain.product import Product
from finadvies.domain.record import Ids, ListOf, Months, MonthText, Rate, Record, SourceIds, Text, Texts


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


class Office(Record):
    """The office that makes the papers, from its own folder: it stands at their head, and letters to the client come from it."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    id: Text
    name: Text
    address: Texts = ()
    phone: str | None = None
    email: str | None = None
    url: str | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """As it stands at the head of a letter: name, address, and how to reach it."""
        reach = ", ".join(part for part in (self.phone, self.email, self.url) if part)
        return (self.name, *self.address, *((reach,) if reach else ()))


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
        office: who makes the papers; None as long as no folder of an office says.
        overlay: (table, id) of every entry that is the office's own; `checklists` go by their lender.
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
    overlay: frozenset[tuple[str, str]] = frozenset()
    office: Office | None = None

    def own_product(self, key: str | None) -> bool:
        """Whether a product stands in the office's own list."""
        return ("products", key) in self.overlay

    def own_lender(self, key: str) -> bool:
        """Whether a lender, or what it asks, stands in the office's own list."""
        return ("lenders", key) in self.overlay or ("checklists", key) in self.overlay
