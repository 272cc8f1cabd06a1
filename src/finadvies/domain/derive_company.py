"""What follows about the company and its owner: age, place, trade, size, hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from finadvies.domain.formulas import Formula, derived, give, months_between, number
from finadvies.domain.values import (
    UNKNOWN,
    Interval,
    Known,
    Members,
    Place,
    interval,
    narrow,
)

if TYPE_CHECKING:
    from finadvies.domain.known import Facts

WEEKS_A_YEAR: Final = 52


# -- the company -------------------------------------------------------------------------------------------------------------


@derived("company.founded_from", "company.founded")
@derived("company.founded_until", "company.founded")
def _founded(facts: Facts) -> Known:
    return facts.get("company.founded")


@derived("company.age_months", "company.started", "company.founded")
def _age(facts: Facts) -> Known:
    if facts.get("company.started") is False:
        return 0
    first, last = facts.get("company.founded_from"), facts.get("company.founded_until")
    least = max(0, months_between(last, facts.today)) if isinstance(last, date) else 0
    most = max(0, months_between(first, facts.today)) if isinstance(first, date) else None
    if not isinstance(first, date) and not isinstance(last, date):
        return UNKNOWN
    return narrow(Interval(least, most))


@derived("company.started", "company.founded")
def _started(facts: Facts) -> Known:
    first, last = facts.get("company.founded_from"), facts.get("company.founded_until")
    if isinstance(last, date) and last <= facts.today:
        return True
    return False if isinstance(first, date) and first > facts.today else UNKNOWN


@derived("company.kvk_registered", "company.kvk_number", "company.started")
def _registered(facts: Facts) -> Known:
    if facts.get("company.kvk_number") is not UNKNOWN or facts.get("company.started") is True:
        return True
    return UNKNOWN


@derived("company.sectors", "company.sbi", "company.sbi_version")
def _sectors(facts: Facts) -> Known:
    codes = _divisions(facts)
    if codes is None:
        return UNKNOWN
    sure, maybe = set(), set()
    for sector in facts.catalogue.sectors.values():
        inside = [
            any(_inside(code, prefix) for prefix in (sector.sbi_2008 if version == "2008" else sector.sbi_2025))
            for version, code in codes
        ]
        partly = [
            any(
                prefix.replace(".", "").startswith(code) for prefix in (sector.sbi_2008 if version == "2008" else sector.sbi_2025)
            )
            for version, code in codes
        ]
        if all(inside):
            sure.add(sector.id)
        elif any(inside) or any(partly):
            maybe.add(sector.id)
    return Members(frozenset(sure), frozenset(maybe))


def _inside(code: str, prefix: str) -> bool:
    return code.startswith(prefix.replace(".", ""))


def _divisions(facts: Facts) -> list[tuple[str, str]] | None:
    """The (version, code) pairs the company's SBI may stand for: a letter is all of its divisions, no version is both."""
    code = facts.get("company.sbi")
    if not isinstance(code, str):
        return None
    given = facts.get("company.sbi_version")
    versions = [given] if isinstance(given, str) else ["2008", "2025"]
    plain = code.replace(".", "").strip().upper()
    if plain.isdigit():
        return [(version, plain) for version in versions]
    sections = facts.catalogue.geography.sections
    pairs = [(version, division) for version in versions for division in sections.get(version, {}).get(plain, ())]
    return pairs or None


@derived("company.section", "company.sbi", "company.sbi_version")
def _section(facts: Facts) -> Known:
    codes = _divisions(facts)
    if codes is None:
        return UNKNOWN
    sections = facts.catalogue.geography.sections
    letters = {
        letter for version, code in codes for letter, divisions in sections.get(version, {}).items() if code[:2] in divisions
    }
    return letters.pop() if len(letters) == 1 else UNKNOWN


@derived("company.place", "company.postcode")
def _place(facts: Facts) -> Known:
    postcode = facts.get("company.postcode")
    if isinstance(postcode, str) and postcode[:4].isdigit():
        number = int(postcode[:4])
        found = facts.catalogue.geography.postcodes.get(number)
        if found is not None:
            return Place(found[0], found[1], number)
    province = facts.client.value("company.province")
    return Place(province) if isinstance(province, str) else UNKNOWN


@derived("company.province", "company.postcode")
def _province(facts: Facts) -> Known:
    place = facts.get("company.place")
    return place.province if isinstance(place, Place) else UNKNOWN


@derived("company.country", "company.postcode")
def _country(facts: Facts) -> Known:
    # A Dutch postcode or province lies in the European Netherlands, so this is no assumption.
    return "NL" if isinstance(facts.get("company.place"), Place) else UNKNOWN


@derived("company.has_payroll", "company.employees")
def _payroll(facts: Facts) -> Known:
    employees = number(facts, "company.employees")
    low = interval(employees).low if employees is not None else None
    if low is not None and low > 0:
        return True
    return False if employees == 0 else UNKNOWN


@derived("company.b2b", "company.b2b_share")
def _b2b(facts: Facts) -> Known:
    share = number(facts, "company.b2b_share")
    if share is None:
        return UNKNOWN
    span = interval(share)
    if span.low is not None and span.low > 0:
        return True
    return False if span.high == 0 else UNKNOWN


def _whole_group(own: str) -> Callable[[Facts], Known]:
    """A figure of the group is the company's own where it stands alone."""

    def work_out(facts: Facts) -> Known:
        alone = facts.get("company.group") is False
        group, company = facts.client.value("company.group_fte"), facts.client.value("company.fte")
        same = group is not UNKNOWN and group == company
        if not (alone or same):
            return UNKNOWN
        value = facts.get(own)
        # Who has still to begin has sold nothing yet.
        return 0 if value is UNKNOWN and own == "figures.revenue" and facts.get("company.started") is False else value

    return work_out


give("company.group_fte", Formula(("company.fte", "company.group"), _whole_group("company.fte")))
give("company.group_revenue", Formula(("figures.revenue", "company.group"), _whole_group("figures.revenue")))
give("company.group_total_assets", Formula(("figures.total_assets", "company.group"), _whole_group("figures.total_assets")))


@derived("company.size", "company.group_fte", "company.group_revenue", "company.group_total_assets")
def _size(facts: Facts) -> Known:
    """The SME test of Recommendation 2003/361/EC: staff under the bound, and turnover or balance sheet total within it."""
    sme = facts.catalogue.parameters.get("sme")
    fte = facts.get("company.group_fte")
    if sme is None or not isinstance(fte, int | Decimal):
        return UNKNOWN
    revenue, assets = facts.get("company.group_revenue"), facts.get("company.group_total_assets")
    for size in ("micro", "small", "medium"):
        if fte >= sme.figures[f"{size}_fte_below"]:
            continue
        within = [
            value <= sme.figures[f"{size}_{bound}_max"] if isinstance(value, int | Decimal) else None
            for value, bound in ((revenue, "revenue"), (assets, "total_assets"))
        ]
        if True in within:
            return size
        if None in within:
            return UNKNOWN
    return "large"


# -- the owner ---------------------------------------------------------------------------------------------------------------


@derived("owner.hours_year", "owner.hours_per_week")
def _hours_year(facts: Facts) -> Known:
    hours = number(facts, "owner.hours_per_week")
    if hours is None:
        return UNKNOWN
    span = interval(hours)
    ends = [None if end is None else end * WEEKS_A_YEAR for end in (span.low, span.high)]
    return ends[0] if ends[0] is not None and ends[0] == ends[1] else Interval(ends[0], ends[1])


@derived("owner.private_guarantee", "company.legal_form")
def _private_guarantee(facts: Facts) -> Known:
    # Without a legal person between them the owner answers for the debts of the firm anyway.
    return True if facts.get("company.legal_form") in ("eenmanszaak", "vof", "maatschap") else UNKNOWN


@derived("owner.on_benefit", "owner.benefit_kind")
def _on_benefit(facts: Facts) -> Known:
    return UNKNOWN if facts.get("owner.benefit_kind") is UNKNOWN else True


@derived("owner.state_pension", "owner.age")
def _state_pension(facts: Facts) -> Known:
    age, bound = number(facts, "owner.age"), facts.catalogue.parameters.get("state-pension")
    if age is None or bound is None:
        return UNKNOWN
    span, years = interval(age), bound.figures["age_years"]
    if span.low is not None and span.low >= years:
        return True
    return False if span.high is not None and span.high < years else UNKNOWN
