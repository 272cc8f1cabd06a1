"""What follows from the answers, and how much of it while only some are known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from made import client, facts

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.derive import FORMULAS
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Interval, Known, Members, Place, Value


def get(key: str, who: Client) -> Known:
    return facts(who).get(key)


@pytest.mark.parametrize(
    ("founded", "months"),
    [(date(2025, 8, 24), 15), (date(2025, 8, 25), 14), (date(2026, 11, 24), 0), (date(2027, 1, 1), 0), (date(2015, 11, 24), 132)],
)
def test_the_age_of_a_firm_counts_whole_months(founded: date, months: int) -> None:
    assert get("company.age_months", client({"company.founded": founded})) == months


def test_a_firm_that_has_not_begun_is_no_months_old() -> None:
    assert get("company.age_months", client({"company.started": False})) == 0


def test_without_a_founding_day_the_age_is_unknown_and_asked() -> None:
    who = client({"company.started": True})

    assert get("company.age_months", who) is UNKNOWN
    assert facts(who).missing("company.age_months") == (Slot("company.founded"),)


def test_a_full_trade_code_tells_its_sector(catalogue: Catalogue) -> None:
    found = get("company.sectors", client({"company.sbi": "0113", "company.sbi_version": "2008"}))

    assert isinstance(found, Members)
    assert "landbouw-visserij" in found.sure
    assert found.maybe == frozenset()


def test_a_section_letter_of_2008_tells_only_some_sectors_and_leaves_the_rest_open() -> None:
    found = get("company.sectors", client({"company.sbi": "Q", "company.sbi_version": "2008"}))

    assert isinstance(found, Members)
    assert "zorg" in found.sure | found.maybe
    assert "landbouw-visserij" not in found.sure | found.maybe
    assert found.maybe


def test_a_letter_of_agriculture_is_surely_agriculture() -> None:
    found = get("company.sectors", client({"company.sbi": "A", "company.sbi_version": "2008"}))

    assert isinstance(found, Members)
    assert "landbouw-visserij" in found.sure


def test_a_sector_told_by_hand_stands_above_the_trade_code() -> None:
    told = Members(frozenset({"zorg"}))

    assert get("company.sectors", client({"company.sbi": "0113", "company.sectors": told})) == told


def test_a_postcode_tells_place_province_and_country() -> None:
    who = client({"company.postcode": "3511AB"})

    place = get("company.place", who)
    assert isinstance(place, Place)
    assert (place.province, place.postcode) == ("Utrecht", 3511)
    assert get("company.province", who) == "Utrecht"
    assert get("company.country", who) == "NL"


def test_a_province_alone_is_a_place_of_which_the_postcode_can_still_be_asked() -> None:
    who = client({"company.province": "Noord-Holland"})

    assert get("company.place", who) == Place("Noord-Holland")
    assert facts(who).missing("company.place") == (Slot("company.postcode"),)


YEAR = {"figures.kind": "final", "figures.revenue": 900_000, "figures.total_assets": 400_000}


def test_a_firm_on_its_own_is_its_whole_group() -> None:
    who = client({"company.group": False, "company.fte": 7}, years=[YEAR])

    assert [get(f"company.group_{name}", who) for name in ("fte", "revenue", "total_assets")] == [7, 900_000, 400_000]


def test_a_group_as_large_as_the_firm_is_the_firm() -> None:
    who = client({"company.group_fte": 7, "company.fte": 7}, years=[YEAR])

    assert get("company.group_revenue", who) == 900_000


def test_of_a_firm_in_a_group_the_figures_of_the_group_are_asked() -> None:
    assert get("company.group_fte", client({"company.group": True, "company.fte": 7})) is UNKNOWN
    assert get("company.group_fte", client({"company.fte": 7})) is UNKNOWN


@pytest.mark.parametrize(
    ("fte", "revenue", "size"), [(9, 2_000_000, "micro"), (10, 2_000_000, "small"), (9, 2_000_001, "small"), (250, 1, "large")]
)
def test_size_goes_by_staff_and_turnover(fte: int, revenue: int, size: str) -> None:
    answers = {"company.group_fte": fte, "company.group_revenue": revenue, "company.group_total_assets": 50_000_000}

    assert get("company.size", client(answers)) == size


BALANCE = {
    "figures.kind": "final", "figures.equity": 150_000, "figures.total_assets": 500_000, "figures.intangibles": 40_000,
    "figures.owner_receivable": 30_000, "figures.subordinated": 20_000,
}  # fmt: skip


def test_equity_as_a_bank_sees_it_leaves_out_goodwill_and_the_owners_debt_and_adds_subordinated_loans() -> None:
    who = client(years=[BALANCE])

    assert get("figures.equity_corrected", who) == 100_000
    assert get("figures.solvency", who) == Decimal("0.3")
    assert get("figures.solvency_corrected", who) == Decimal(100_000) / 430_000


def test_negative_equity_gives_a_negative_solvency() -> None:
    assert get("figures.solvency", client(years=[{**BALANCE, "figures.equity": -50_000}])) == Decimal("-0.1")


def test_a_balance_sheet_of_nothing_gives_no_solvency() -> None:
    assert get("figures.solvency", client(years=[{**BALANCE, "figures.total_assets": 0}])) is UNKNOWN


def test_solvency_is_a_span_where_equity_is_one() -> None:
    who = client(years=[{**BALANCE, "figures.equity": Interval(100_000, 200_000)}])

    assert get("figures.solvency", who) == Interval(Decimal("0.2"), Decimal("0.4"))


def test_an_owner_of_a_sole_trade_owes_it_nothing_for_it_is_the_same_person() -> None:
    assert get("figures.owner_receivable", client({"company.legal_form": "eenmanszaak"})) == 0
    assert get("figures.owner_receivable", client({"company.legal_form": "bv"})) is UNKNOWN


def test_the_newest_full_year_counts_and_an_interim_one_does_not() -> None:
    old = {"figures.year": 2024, "figures.kind": "final", "figures.revenue": 1}
    new = {"figures.year": 2025, "figures.kind": "final", "figures.revenue": 2}
    interim = {"figures.year": 2026, "figures.kind": "interim", "figures.revenue": 3}

    assert get("figures.revenue", client(years=[interim, old, new])) == 2


def final(year: int, **figures: int) -> dict[str, Value]:
    told: dict[str, Value] = {f"figures.{name}": number for name, number in figures.items()}
    return {"figures.year": year, "figures.kind": "final", **told}


def test_years_with_a_profit_are_counted_over_the_last_three_final_ones() -> None:
    years = [final(2025, net_profit=-1), final(2024, net_profit=5), final(2023, net_profit=-9), final(2022, net_profit=5)]

    assert get("figures.profit_years", client(years=years)) == 1


def test_final_years_that_may_lie_in_a_drawer_leave_the_count_of_profits_open_as_far_as_the_firm_is_old() -> None:
    loss = [final(2025, net_profit=-1)]

    assert get("figures.profit_years", client({"company.founded": date(2010, 1, 1)}, years=loss)) == Interval(0, 2)
    assert get("figures.profit_years", client({"company.founded": date(2025, 1, 1)}, years=loss)) == 0
    assert get("figures.profit_years", client(years=loss)) == Interval(0, 2)


def test_the_average_turnover_waits_for_all_the_final_years_there_are() -> None:
    three = [final(2025, revenue=300), final(2024, revenue=200), final(2023, revenue=100)]
    old = {"company.founded": date(2010, 1, 1)}

    assert get("figures.revenue_average", client(old, years=three)) == 200
    assert get("figures.revenue_average", client(old, years=three[:2])) is UNKNOWN


def test_a_price_is_a_number_of_years_of_earnings_and_nothing_for_a_firm_that_earns_none() -> None:
    assert get("takeover.multiple", client({"takeover.price": 500_000, "takeover.ebitda": 125_000})) == 4
    assert get("takeover.multiple", client({"takeover.price": 500_000, "takeover.ebitda": -1})) is UNKNOWN


USES = [{"use.purpose": "machinery", "use.amount": 60_000}, {"use.purpose": "export", "use.amount": Interval(20_000, 40_000)}]


@pytest.mark.parametrize(
    ("own", "external"),
    [
        (10_000, Interval(70_000, 90_000)),
        (Interval(0, 30_000), Interval(50_000, 100_000)),
        (200_000, 0),
        (None, Interval(0, 100_000)),
    ],
)
def test_what_must_come_from_others_is_a_span_while_amounts_are(own: int | Interval | None, external: Known) -> None:
    answers = {} if own is None else {"need.own_contribution": own}

    assert get("need.external", client(answers, uses=USES)) == external


def test_a_use_without_an_amount_leaves_the_need_open_upwards() -> None:
    assert get("need.total", client(uses=[*USES, {"use.purpose": "export"}])) == Interval(80_000, None)
    assert get("need.total", client()) is UNKNOWN


def test_an_amount_for_a_purpose_is_at_least_what_is_told_while_a_use_has_no_purpose_yet() -> None:
    loose = {"use.purpose": "unspecified", "use.amount": 5_000}

    assert get("need.amount.machinery", client(uses=USES)) == 60_000
    assert get("need.amount.machinery", client(uses=[*USES, loose])) == Interval(60_000, None)
    assert get("need.amount.vehicles", client(uses=USES)) == 0
    assert get("need.amount.vehicles", client(uses=[*USES, loose])) is UNKNOWN


def test_the_shortage_of_security_lies_between_the_loan_less_all_security_and_the_whole_loan() -> None:
    pledge = {"security.real_estate_value": 300_000, "security.real_estate_debt": 250_000, "security.machinery_value": 10_000}
    need = {"use.purpose": "machinery", "use.amount": 100_000}
    own = {"need.own_contribution": 0}

    assert get("security.shortage", client({**own, **pledge}, uses=[need])) == Interval(40_000, 100_000)
    assert get("security.shortage", client(own, uses=[need])) == Interval(0, 100_000)
    assert get("security.shortage", client(pledge)) is UNKNOWN


def test_a_house_under_water_is_no_negative_security() -> None:
    pledge = {"security.real_estate_value": 100_000, "security.real_estate_debt": 250_000, "security.machinery_value": 0}
    who = client({**pledge, "need.own_contribution": 0}, uses=[{"use.purpose": "machinery", "use.amount": 100_000}])

    assert get("security.shortage", who) == 100_000 or get("security.shortage", who) == Interval(100_000, 100_000)


@pytest.mark.parametrize(
    ("attempt", "sure", "maybe"),
    [
        ({"history.lender": "abn-amro", "history.result": "rejected"}, {"bank"}, set()),
        ({"history.product": "abn-amro-zakelijke-lening", "history.result": "rejected"}, {"bank"}, set()),
        ({"history.lender": "abn-amro", "history.result": "accepted"}, set(), set()),
        ({"history.lender": "abn-amro"}, set(), {"bank"}),
        ({"history.result": "rejected"}, set(), set(FACTS["history.rejected_lender_kinds"].choices)),
    ],
)
def test_who_said_no_is_sure_only_when_name_and_answer_are_known(
    attempt: dict[str, str], sure: set[str], maybe: set[str]
) -> None:
    assert get("history.rejected_lender_kinds", client(history=[attempt])) == Members(frozenset(sure), frozenset(maybe))


def test_whoever_never_asked_was_never_rejected() -> None:
    assert get("history.rejected_lender_kinds", client({"need.asked_before": False})) == Members(frozenset())


def test_every_formula_names_facts_that_exist() -> None:
    assert {need for formula in FORMULAS.values() for need in formula.needs} | set(FORMULAS) <= set(FACTS)


def test_every_derived_fact_of_the_client_has_a_formula() -> None:
    assert [
        key
        for key, fact in FACTS.items()
        if fact.derived and fact.scope != "option" and fact.scope != "result" and key not in FORMULAS
    ] == []


@pytest.mark.parametrize(
    ("attempts", "known"),
    [
        ([], UNKNOWN),
        ([{"history.result": "rejected", "history.written": True}], True),
        ([{"history.result": "rejected", "history.written": False}], False),
        ([{"history.result": "rejected"}], UNKNOWN),
        ([{"history.result": "accepted"}], False),
        ([{"history.written": True}], UNKNOWN),
    ],
)
def test_a_refusal_on_paper_is_one_that_was_a_refusal(attempts: list[dict[str, Value]], known: Known) -> None:
    assert get("history.refused_in_writing", client(history=attempts)) is known
