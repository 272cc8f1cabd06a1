"""How derived facts follow from others. Each formula names what it needs: that is what to ask when its fact is missing.

Bounds of the trade (ages, sizes, ceilings) come from `catalogue/parameters`, never from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from finadvies.domain.facts import ASSET_PURPOSES, FACTS, PURPOSES
from finadvies.domain.values import (
    UNKNOWN,
    Exact,
    Interval,
    Known,
    Members,
    Place,
    add,
    at_least,
    divide,
    interval,
    subtract,
)

if TYPE_CHECKING:
    from finadvies.domain.known import Facts

Number = Exact | Interval
WEEKS_A_YEAR: Final = 52


@dataclass(frozen=True, slots=True)
class Formula:
    """A way to work out one fact.

    Attributes:
        needs: the fact keys it is worked out from.
        work_out: gives the value, or UNKNOWN while too little is known.
    """

    needs: tuple[str, ...]
    work_out: Callable[[Facts], Known]


_formulas: dict[str, Formula] = {}
FORMULAS: Final[Mapping[str, Formula]] = _formulas


def _fact(key: str, *needs: str) -> Callable[[Callable[[Facts], Known]], Callable[[Facts], Known]]:
    def register(function: Callable[[Facts], Known]) -> Callable[[Facts], Known]:
        _formulas[key] = Formula(needs, function)
        return function

    return register


def _number(facts: Facts, key: str) -> Number | None:
    value = facts.get(key)
    return value if isinstance(value, int | Decimal | Interval) and not isinstance(value, bool) else None


def _numbers(facts: Facts, *keys: str) -> list[Number] | None:
    """The values of all `keys`, or None when one is unknown."""
    values = [_number(facts, key) for key in keys]
    return [value for value in values if value is not None] if None not in values else None


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`, negative when `end` comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months


# -- the company -------------------------------------------------------------------------------------------------------------


@_fact("company.age_months", "company.started", "company.founded")
def _age(facts: Facts) -> Known:
    founded = facts.get("company.founded")
    if facts.get("company.started") is False:
        return 0
    if not isinstance(founded, date):
        return UNKNOWN
    return max(0, months_between(founded, facts.today))


@_fact("company.started", "company.founded")
def _started(facts: Facts) -> Known:
    founded = facts.get("company.founded")
    return founded <= facts.today if isinstance(founded, date) else UNKNOWN


@_fact("company.kvk_registered", "company.kvk_number", "company.started")
def _registered(facts: Facts) -> Known:
    if facts.get("company.kvk_number") is not UNKNOWN or facts.get("company.started") is True:
        return True
    return UNKNOWN


@_fact("company.sectors", "company.sbi", "company.sbi_version")
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


@_fact("company.section", "company.sbi", "company.sbi_version")
def _section(facts: Facts) -> Known:
    codes = _divisions(facts)
    if codes is None:
        return UNKNOWN
    sections = facts.catalogue.geography.sections
    letters = {
        letter for version, code in codes for letter, divisions in sections.get(version, {}).items() if code[:2] in divisions
    }
    return letters.pop() if len(letters) == 1 else UNKNOWN


@_fact("company.place", "company.postcode")
def _place(facts: Facts) -> Known:
    postcode = facts.get("company.postcode")
    if isinstance(postcode, str) and postcode[:4].isdigit():
        number = int(postcode[:4])
        found = facts.catalogue.geography.postcodes.get(number)
        if found is not None:
            return Place(found[0], found[1], number)
    province = facts.client.value("company.province")
    return Place(province) if isinstance(province, str) else UNKNOWN


@_fact("company.province", "company.postcode")
def _province(facts: Facts) -> Known:
    place = facts.get("company.place")
    return place.province if isinstance(place, Place) else UNKNOWN


@_fact("company.country", "company.postcode")
def _country(facts: Facts) -> Known:
    # A Dutch postcode or province lies in the European Netherlands, so this is no assumption.
    return "NL" if isinstance(facts.get("company.place"), Place) else UNKNOWN


@_fact("company.has_payroll", "company.employees")
def _payroll(facts: Facts) -> Known:
    employees = _number(facts, "company.employees")
    low = interval(employees).low if employees is not None else None
    if low is not None and low > 0:
        return True
    return False if employees == 0 else UNKNOWN


@_fact("company.b2b", "company.b2b_share")
def _b2b(facts: Facts) -> Known:
    share = _number(facts, "company.b2b_share")
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
        return facts.get(own) if alone or same else UNKNOWN

    return work_out


_formulas["company.group_fte"] = Formula(("company.fte", "company.group"), _whole_group("company.fte"))
_formulas["company.group_revenue"] = Formula(("figures.revenue", "company.group"), _whole_group("figures.revenue"))
_formulas["company.group_total_assets"] = Formula(("figures.total_assets", "company.group"), _whole_group("figures.total_assets"))


@_fact("company.size", "company.group_fte", "company.group_revenue", "company.group_total_assets")
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


@_fact("owner.hours_year", "owner.hours_per_week")
def _hours_year(facts: Facts) -> Known:
    hours = _number(facts, "owner.hours_per_week")
    if hours is None:
        return UNKNOWN
    span = interval(hours)
    ends = [None if end is None else end * WEEKS_A_YEAR for end in (span.low, span.high)]
    return ends[0] if ends[0] is not None and ends[0] == ends[1] else Interval(ends[0], ends[1])


@_fact("owner.private_guarantee", "company.legal_form")
def _private_guarantee(facts: Facts) -> Known:
    # Without a legal person between them the owner answers for the debts of the firm anyway.
    return True if facts.get("company.legal_form") in ("eenmanszaak", "vof", "maatschap") else UNKNOWN


@_fact("owner.state_pension", "owner.age")
def _state_pension(facts: Facts) -> Known:
    age, bound = _number(facts, "owner.age"), facts.catalogue.parameters.get("state-pension")
    if age is None or bound is None:
        return UNKNOWN
    span, years = interval(age), bound.figures["age_years"]
    if span.low is not None and span.low >= years:
        return True
    return False if span.high is not None and span.high < years else UNKNOWN


# -- the figures -------------------------------------------------------------------------------------------------------------


@_fact("figures.final_years", "figures.year")
def _final_years(facts: Facts) -> Known:
    if not facts.client.years:
        return UNKNOWN if facts.get("company.started") is not False else 0
    kinds = [table["figures.kind"].value if "figures.kind" in table else UNKNOWN for table in facts.client.years]
    sure = sum(kind == "final" for kind in kinds)
    # Years not typed in may exist on paper all the same: only the company's age bounds them.
    age = facts.get("company.age_months")
    most = age // 12 if isinstance(age, int) else None
    return Interval(sure, max(sure, most) if most is not None else None) if most is None or most > sure else sure


@_fact("figures.solvency", "figures.equity", "figures.total_assets")
def _solvency(facts: Facts) -> Known:
    values = _numbers(facts, "figures.equity", "figures.total_assets")
    return divide(values[0], values[1]) if values else UNKNOWN


@_fact(
    "figures.equity_corrected",
    "figures.equity", "figures.intangibles", "figures.owner_receivable", "figures.subordinated",
)  # fmt: skip
def _equity_corrected(facts: Facts) -> Known:
    """Equity as a bank corrects it: less intangibles, less the claim on the owner, plus subordinated loans."""
    values = _numbers(facts, "figures.equity", "figures.intangibles", "figures.owner_receivable", "figures.subordinated")
    return add(subtract(values[0], values[1], values[2]), values[3]) if values else UNKNOWN


@_fact("figures.owner_receivable", "company.legal_form")
def _owner_receivable(facts: Facts) -> Known:
    # Only a company with legal personality can have a claim on its owner.
    return 0 if facts.get("company.legal_form") in ("eenmanszaak", "vof", "maatschap", "cv") else UNKNOWN


@_fact(
    "figures.solvency_corrected",
    "figures.equity_corrected",
    "figures.total_assets",
    "figures.intangibles",
    "figures.owner_receivable",
)
def _solvency_corrected(facts: Facts) -> Known:
    values = _numbers(
        facts, "figures.equity_corrected", "figures.total_assets", "figures.intangibles", "figures.owner_receivable"
    )
    return divide(values[0], subtract(*values[1:])) if values else UNKNOWN


@_fact("figures.current_ratio", "figures.current_assets", "figures.current_liabilities")
def _current_ratio(facts: Facts) -> Known:
    values = _numbers(facts, "figures.current_assets", "figures.current_liabilities")
    return divide(values[0], values[1]) if values else UNKNOWN


@_fact("figures.quick_ratio", "figures.current_assets", "figures.inventory", "figures.current_liabilities")
def _quick_ratio(facts: Facts) -> Known:
    values = _numbers(facts, "figures.current_assets", "figures.inventory", "figures.current_liabilities")
    return divide(subtract(values[0], values[1]), values[2]) if values else UNKNOWN


@_fact("figures.receivables_share", "figures.receivables", "figures.total_assets")
def _receivables_share(facts: Facts) -> Known:
    values = _numbers(facts, "figures.receivables", "figures.total_assets")
    return divide(values[0], values[1]) if values else UNKNOWN


@_fact("figures.private_withdrawals", "company.legal_form")
def _withdrawals(facts: Facts) -> Known:
    return 0 if facts.get("company.legal_form") in ("bv", "nv") else UNKNOWN


REPAYMENT_ROOM: Final = ("figures.net_profit", "figures.depreciation", "figures.interest", "figures.private_withdrawals")


def repayment_room(facts: Facts) -> Number | None:
    """Euros a year from which interest and repayment are paid: net profit + depreciation + interest, less what the owner takes out."""
    values = _numbers(facts, *REPAYMENT_ROOM)
    return subtract(add(*values[:3]), values[3]) if values else None


@_fact("figures.dscr_before", *REPAYMENT_ROOM, "figures.debt_service")
def _dscr_before(facts: Facts) -> Known:
    room, service = repayment_room(facts), _number(facts, "figures.debt_service")
    return divide(room, service) if room is not None and service is not None else UNKNOWN


@_fact("figures.dscr_ebitda_before", "figures.ebitda", "figures.debt_service")
def _dscr_ebitda(facts: Facts) -> Known:
    values = _numbers(facts, "figures.ebitda", "figures.debt_service")
    return divide(values[0], values[1]) if values else UNKNOWN


_formulas["figures.dscr_after"] = Formula((*REPAYMENT_ROOM, "figures.debt_service", "need.external"), lambda _: UNKNOWN)
_formulas["figures.debt_ebitda_after"] = Formula(("figures.ebitda", "figures.bank_debt", "need.external"), lambda _: UNKNOWN)


# -- the need ----------------------------------------------------------------------------------------------------------------


@_fact("need.total", "use.amount")
def _total(facts: Facts) -> Known:
    amounts = [facts.client.value("use.amount", index) for index in range(len(facts.client.uses))]
    known = [amount for amount in amounts if isinstance(amount, int | Decimal | Interval)]
    if not known:
        return UNKNOWN
    total = add(*known)
    return total if len(known) == len(amounts) else Interval(interval(total).low, None)


@_fact("need.external", "use.amount", "need.own_contribution")
def _external(facts: Facts) -> Known:
    values = _numbers(facts, "need.total", "need.own_contribution")
    if values:
        return at_least(subtract(values[0], values[1]), 0)
    total = _number(facts, "need.total")
    return Interval(0, interval(total).high) if total is not None else UNKNOWN


@_fact("need.own_share", "use.amount", "need.own_contribution")
def _own_share(facts: Facts) -> Known:
    values = _numbers(facts, "need.own_contribution", "need.total")
    return divide(values[0], values[1]) if values else UNKNOWN


@_fact("need.purposes", "use.purpose")
def _purposes(facts: Facts) -> Known:
    told = [facts.client.value("use.purpose", index) for index in range(len(facts.client.uses))]
    known = {purpose for purpose in told if isinstance(purpose, str) and purpose != "unspecified"}
    if not told:
        return UNKNOWN
    open_ones = len(known) < len({*told}) or UNKNOWN in told or "unspecified" in told
    return Members(frozenset(known), frozenset(PURPOSES[:-1]) - known if open_ones else frozenset())


def _amount_for(purpose: str) -> Callable[[Facts], Known]:
    def work_out(facts: Facts) -> Known:
        purposes = facts.get("need.purposes")
        if not isinstance(purposes, Members):
            return UNKNOWN
        if purpose not in purposes.sure:
            return UNKNOWN if purpose in purposes.maybe else 0
        amounts = [
            facts.client.value("use.amount", index)
            for index in range(len(facts.client.uses))
            if facts.client.value("use.purpose", index) == purpose
        ]
        known = [amount for amount in amounts if isinstance(amount, int | Decimal | Interval)]
        total = add(*known)
        # A use of which the purpose or the amount is not told yet may come on top.
        whole = len(known) == len(amounts) and not purposes.maybe
        return total if whole else Interval(interval(total).low, None)

    return work_out


for _purpose in PURPOSES:
    _formulas[f"need.amount.{_purpose}"] = Formula(("use.purpose", "use.amount"), _amount_for(_purpose))


@_fact("use.tangible", "use.purpose")
def _tangible(facts: Facts) -> Known:
    purpose = facts.get("use.purpose")
    if not isinstance(purpose, str) or purpose == "unspecified":
        return UNKNOWN
    if purpose in ("machinery", "vehicles", "real_estate"):
        return True
    # Inside a rebuilding or an ICT plan some of it is a thing and some is work: that has to be asked.
    return UNKNOWN if purpose in ASSET_PURPOSES else False


@_fact("use.months_since_order", "use.committed", "use.order_date")
def _since_order(facts: Facts) -> Known:
    ordered = facts.get("use.order_date")
    if facts.get("use.committed") is False:
        return 0
    return max(0, months_between(ordered, facts.today)) if isinstance(ordered, date) else UNKNOWN


@_fact("investments.year_total", "use.amount")
def _year_total(facts: Facts) -> Known:
    amounts = [
        facts.client.value("use.amount", index)
        for index in range(len(facts.client.uses))
        if facts.client.value("use.purpose", index) in ASSET_PURPOSES - {"inventory"}
    ]
    known = [amount for amount in amounts if isinstance(amount, int | Decimal | Interval)]
    # The plan is part of the year's investments; other purchases of the year may come on top.
    return Interval(interval(add(*known)).low, None) if known else UNKNOWN


# -- security, aid, history ----------------------------------------------------------------------------------------------------


@_fact("security.all_assets_pledged", "security.all_assets_pledged_to")
def _all_pledged(facts: Facts) -> Known:
    holder = facts.get("security.all_assets_pledged_to")
    return holder not in ("none", "") if isinstance(holder, str) else UNKNOWN


@_fact(
    "security.shortage",
    "need.external", "security.real_estate_value", "security.real_estate_debt", "security.machinery_value",
)  # fmt: skip
def _shortage(facts: Facts) -> Known:
    """Between the loan less all security at full value, and the whole loan: what a financier lends on it is not known yet."""
    loan = _number(facts, "need.external")
    values = _numbers(facts, "security.real_estate_value", "security.real_estate_debt", "security.machinery_value")
    if loan is None:
        return UNKNOWN
    most = interval(loan).high
    if not values:
        return Interval(0, most)
    at_full_value = add(at_least(subtract(values[0], values[1]), 0), values[2])
    least = interval(at_least(subtract(loan, at_full_value), 0)).low
    return Interval(least, most)


# What is left under the ceiling takes a figure with conditions, so `rules.client_facts` puts it in.
_formulas["aid.de_minimis_room"] = Formula(("aid.de_minimis_3y",), lambda _: UNKNOWN)


@_fact("need.asked_before", "need.asked_before")
def _asked_before(facts: Facts) -> Known:
    return True if facts.client.history else UNKNOWN


@_fact("history.rejected_lender_kinds", "need.asked_before", "history.result", "history.lender")
def _rejected_kinds(facts: Facts) -> Known:
    if facts.get("need.asked_before") is False:
        return Members(frozenset())
    if not facts.client.history:
        return UNKNOWN
    sure: set[str] = set()
    maybe: set[str] = set()
    for entry in facts.client.history:
        result, lender = (entry[key].value if key in entry else UNKNOWN for key in ("history.result", "history.lender"))
        product = entry["history.product"].value if "history.product" in entry else UNKNOWN
        if result not in ("rejected", UNKNOWN):
            continue
        known = facts.catalogue.products.get(product) if isinstance(product, str) else None
        name = lender if isinstance(lender, str) else known.lender if known else ""
        if name in facts.catalogue.lenders:
            (sure if result == "rejected" else maybe).add(facts.catalogue.lenders[name].kind)
        else:
            # No name yet, or one that the catalogue does not have: it may be of any kind.
            maybe.update(FACTS["history.rejected_lender_kinds"].choices)
    return Members(frozenset(sure), frozenset(maybe - sure))
