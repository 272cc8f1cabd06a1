"""Who asks: the entrepreneur and the firm, as far as is known, and whom to ask for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from finadvies.domain.values import UNKNOWN, Members, Place
from finadvies.exports import names
from finadvies.exports.memorandum.case import Case
from finadvies.exports.written.model import Block, Gaps, Pair, Pairs, Section, Text
from finadvies.rules import explain
from finadvies.rules.burden import MONTHS_A_YEAR

OWNER: Final = (
    "owner.experience_years",
    "owner.hours_per_week",
    "owner.share",
    "company.owners",
    "owner.business_plan",
    "company.continuity",
)
OWNER_WANTED: Final = ("owner.experience_years", "owner.hours_per_week", "owner.share", "company.continuity")
PRIVATE_SHOWN: Final = (
    "owner.age", "owner.partner", "owner.marriage", "owner.bkr_arrears", "owner.private_guarantee", "owner.guarantee_max",
    "owner.home_equity", "owner.on_benefit", "owner.benefit_kind", "owner.family_money", "owner.cover",
)  # fmt: skip
PRIVATE_WANTED: Final = ("owner.age", "owner.partner", "owner.bkr_arrears", "owner.private_guarantee")
FIRM: Final = (
    "company.kvk_number", "company.fte", "company.employees", "company.group", "company.group_fte", "company.house_bank", "company.b2b",
    "company.b2b_share", "company.largest_customer", "company.foreign_share", "company.payment_days", "company.card_turnover",
    "company.first_customers", "company.permits", "company.label",
)  # fmt: skip
FIRM_WANTED: Final = (
    "company.legal_form",
    "company.founded",
    "company.sbi",
    "company.kvk_number",
    "company.fte",
    "company.group",
    "company.house_bank",
)
MARKET_WANTED: Final = ("company.largest_customer", "company.b2b")
MONTHS_TOLD: Final = 24
"""From two years on a year tells enough."""
WITH_SHARES: Final = ("bv", "nv")
"""Forms that have an organisation chart, and owners in the register of beneficial owners."""


def entrepreneur(case: Case) -> Section:
    """Experience, hours, who steps in; private facts for the office only."""
    return Section("entrepreneur", case.say("memorandum.entrepreneur"), tuple(_entrepreneur(case)))


def _entrepreneur(case: Case) -> Iterator[Block]:
    known = [*case.pairs(OWNER), *(case.pairs(PRIVATE_SHOWN) if case.adviser else ())]
    if known:
        yield Pairs(tuple(known))
    if not case.adviser:
        yield Text(case.say("memorandum.private_apart"), "small")
    wanted = (*OWNER_WANTED, *(PRIVATE_WANTED if case.adviser else ()))
    started = case.found("company.started")
    papers = ["cv"] if started is False or "takeover" in _purposes(case) else []
    papers += ["continuity-plan"] if case.found("company.continuity") is not UNKNOWN else []
    missing = [*case.gaps(wanted), *case.papers(papers)]
    if started is False and case.found("owner.business_plan") is UNKNOWN:
        missing += list(case.gaps(("owner.business_plan",)))
    if missing:
        yield Gaps(tuple(missing))


def firm(case: Case) -> Section:
    """Form, age, trade, place, size, bank and customers."""
    return Section("firm", case.say("memorandum.firm"), tuple(_firm(case)))


def _firm(case: Case) -> Iterator[Block]:
    known = [*_first(case), *case.pairs(FIRM)]
    if known:
        yield Pairs(tuple(known))
    missing = [
        *case.gaps(key for key in FIRM_WANTED if not (key == "company.sbi" and case.found("company.section") is not UNKNOWN))
    ]
    missing += _place_gap(case)
    missing += case.gaps(MARKET_WANTED)
    papers = ["market-evidence"]
    if case.found("company.legal_form") in WITH_SHARES:
        papers += ["organogram", "ubo-extract"]
    missing += case.papers(papers)
    if missing:
        yield Gaps(tuple(missing))


def _first(case: Case) -> Iterator[Pair]:
    texts, started = case.texts, case.found("company.started")
    yield from case.pairs(("company.legal_form",))
    founded = case.found("company.founded")
    if founded is not UNKNOWN:
        months = case.found("company.age_months")
        in_years = isinstance(months, int) and months >= MONTHS_TOLD
        age = (
            explain.number(months // MONTHS_A_YEAR, "years", texts)
            if isinstance(months, int) and in_years
            else case.value("company.age_months")
        )
        age = age if started is not False else ""
        yield Pair(names.capital(texts.label("company.founded")), case.value("company.founded"), age)
    elif started is not UNKNOWN:
        yield Pair(names.capital(texts.label("company.started")), case.value("company.started"))
    section = case.found("company.section")
    if isinstance(section, str):
        code = case.found("company.sbi")
        yield Pair(
            case.say("memorandum.trade"),
            _trade(case, section),
            f"SBI {code}" if isinstance(code, str) and code != section else "",
        )
    elif isinstance(case.found("company.sectors"), Members):
        yield Pair(case.say("memorandum.trade"), case.value("company.sectors"))
    place = case.found("company.place")
    if isinstance(place, Place):
        yield Pair(names.capital(texts.label("company.province")), place.province)
    size = case.found("company.size")
    if isinstance(size, str):
        yield Pair(names.capital(texts.label("company.size")), case.value("company.size"))


def _trade(case: Case, section: str) -> str:
    """The name of a section of the SBI; of the old code only where the new one has the same under that letter."""
    geography, version = case.advice.catalogue.geography, case.advice.client.value("company.sbi_version")
    version = str(version) if isinstance(version, str) else "2025"
    told = geography.section_names.get("2025", {}).get(section)
    same = geography.sections.get(version, {}).get(section) == geography.sections.get("2025", {}).get(section)
    if told is None or not same:
        return case.say("memorandum.section", letter=section, version=version)
    return told[0 if case.texts.language == "nl" else 1]


def _place_gap(case: Case) -> Iterator[Pair]:
    if not isinstance(case.found("company.place"), Place):
        yield from case.gaps(("company.postcode",))


def _purposes(case: Case) -> set[object]:
    client = case.advice.client
    return {client.value("use.purpose", use) for use in range(len(client.uses))}
