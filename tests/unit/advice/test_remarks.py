"""What stands out in the answers, who said no before, and what to mind at a mix because of what the client told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from made import client, facts
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.advice.remarks import remarks
from finadvies.domain.client import Client
from finadvies.domain.values import Members, Value
from finadvies.homework import Lists

LISTS = Lists(shipped_library().checklists())
MACHINE = {"use.purpose": "machinery", "use.amount": 100_000}


def codes(answers: Mapping[str, Value] | None = None, **groups: Sequence[Mapping[str, Value]]) -> list[str]:
    return [notice.code for notice in remarks(facts(client(answers, **groups)))]


def advice(who: Client, **choices: Any) -> Advice:
    return advise(who, shipped_catalogue(), LISTS, TODAY, **choices)


# -- the answers themselves --------------------------------------------------------------------------------------------------


def test_answers_that_agree_call_for_no_remark() -> None:
    year = {
        "figures.year": 2025,
        "figures.kind": "final",
        "figures.months": 12,
        "figures.revenue": 400,
        "figures.gross_margin": 300,
    }

    assert codes({"need.own_contribution": 10}, uses=[MACHINE], years=[year]) == []


@pytest.mark.parametrize(("reclaimed", "said"), [("yes", ["vat_first"]), ("partly", ["vat_first"]), ("no", ["vat_in_amount"])])
def test_vat_is_paid_first_or_belongs_in_the_amount(reclaimed: str, said: list[str]) -> None:
    assert codes(uses=[{**MACHINE, "use.vat": reclaimed}]) == said


def test_the_vat_to_be_paid_first_is_that_of_what_is_bought() -> None:
    uses = [{**MACHINE, "use.vat": "yes"}, {"use.purpose": "real_estate", "use.amount": 500_000, "use.vat": "yes"}]

    (notice,) = remarks(facts(client(uses=uses)))

    assert notice.details["vat"] == 21_000


def test_own_money_from_the_firm_that_is_not_on_its_balance_sheet_is_asked_after() -> None:
    year = {"figures.year": 2025, "figures.kind": "final", "figures.cash": 30_000}
    told = {"need.own_contribution": 50_000, "need.own_source": "company"}

    assert codes(told, uses=[MACHINE], years=[year]) == ["own_above_cash"]
    assert codes({**told, "need.own_source": "savings"}, uses=[MACHINE], years=[year]) == []


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"revenue": 100, "gross_margin": 101}, "margin_above_revenue"),
        ({"gross_margin": 50, "ebitda": 51}, "ebitda_above_margin"),
        ({"revenue": 100, "net_profit": 101}, "profit_above_revenue"),
        ({"total_assets": 100, "current_assets": 101}, "current_above_total"),
        ({"months": 8}, "year_not_twelve_months"),
    ],
)
def test_figures_that_cannot_both_be_true_are_named_with_both(figures: dict[str, int], said: str) -> None:
    year: dict[str, Value] = {"figures.year": 2025, "figures.kind": "final"}
    year |= {f"figures.{name}": number for name, number in figures.items()}

    assert codes(years=[year]) == [said]


def test_a_firm_that_took_another_form_is_told_that_a_machine_may_count_from_then() -> None:
    founded = {"company.founded": date(2015, 1, 1)}

    assert codes({**founded, "company.registered": date(2025, 1, 1)}) == ["registered_later"]
    assert codes({**founded, "company.registered": date(2015, 1, 1)}) == []


def test_who_begins_in_a_trade_that_is_new_is_told_that_financiers_ask_about_it() -> None:
    assert codes({"company.started": False, "owner.experience_years": 0}) == ["no_experience"]
    assert codes({"company.started": False, "owner.experience_years": 3}) == []
    assert codes({"company.started": True, "owner.experience_years": 0}) == []


def test_at_a_takeover_the_price_and_what_a_bank_lends_on_its_result_are_held_against_the_plan() -> None:
    uses = [{"use.purpose": "takeover", "use.amount": 200_000}]

    found = remarks(facts(client({"takeover.price": 250_000, "takeover.ebitda": 60_000}, uses=uses)))

    assert [notice.code for notice in found] == ["takeover_below_price", "takeover_bank_room"]
    assert found[1].details["room"] == 150_000


def test_room_on_the_overdraft_is_named_for_working_capital_and_a_full_one_is_a_sign() -> None:
    uses = [{"use.purpose": "working_capital", "use.amount": 20_000}]

    assert codes({"debts.line_limit": 50_000, "debts.line_used": 20_000}, uses=uses) == ["overdraft_room"]
    assert codes({"debts.line_limit": 50_000, "debts.line_used": 20_000}, uses=[MACHINE]) == []
    assert codes({"debts.line_limit": 50_000, "debts.line_used": 50_000}, uses=[MACHINE]) == ["overdraft_full"]


# -- a no before -------------------------------------------------------------------------------------------------------------


def refused(**told: Value) -> Client:
    entry = {"history.result": "rejected", **{f"history.{name}": value for name, value in told.items()}}
    return client(uses=[MACHINE], history=[entry])


def test_a_no_to_a_product_is_remembered_at_that_product_with_all_that_is_known() -> None:
    told = {
        "product": "rabobank-zakelijke-lening",
        "date": date(2026, 9, 14),
        "amount": 100_000,
        "grounds": Members(frozenset({"solvency"})),
        "written": True,
    }

    found = advice(refused(**told))

    (key,) = [key for key, option in found.by_product.items() if found.refusal(option.product)]
    refusal = found.refusal(found.by_product[key].product)
    assert key == "rabobank-zakelijke-lening"
    assert refusal is not None
    assert (refusal.day, refusal.amount_eur, refusal.grounds, refusal.in_writing) == (
        date(2026, 9, 14), 100_000, ("solvency",), True,
    )  # fmt: skip


def test_a_no_of_a_lender_counts_for_all_of_that_kind_that_it_offers() -> None:
    def names(who: Client) -> set[str]:
        found = advice(who)
        return {key for key, option in found.by_product.items() if found.refusal(option.product)}

    assert {"rabobank-zakelijke-lening", "rabobank-rekening-courant"} <= names(refused(lender="rabobank"))
    of_loans = names(refused(lender="rabobank", kind="term_loan"))
    assert "rabobank-zakelijke-lening" in of_loans
    assert "rabobank-rekening-courant" not in of_loans


def test_what_was_withdrawn_or_accepted_is_no_refusal() -> None:
    who = client(uses=[MACHINE], history=[{"history.lender": "rabobank", "history.result": "withdrawn"}])

    assert not any(advice(who).refusal(option.product) for option in advice(who).options)


# -- what the client told, at the mixes -----------------------------------------------------------------------------------------


RICH: dict[str, Value] = {
    "company.legal_form": "bv", "company.started": True, "company.founded": date(2015, 1, 1), "company.postcode": "3511",
    "company.sbi": "1071", "company.country": "NL", "owner.age": 44, "owner.bkr_arrears": False,
}  # fmt: skip


def warnings(require: Sequence[str] = (), **told: Value) -> set[str]:
    who = client({**RICH, **{key.replace("__", "."): value for key, value in told.items()}}, uses=[MACHINE])
    return {warning.code for proposal in advice(who, require=require).proposals for warning in proposal.warnings}


def test_a_mix_that_may_pay_later_than_the_client_can_wait_says_so() -> None:
    assert "after_runway" in warnings(need__urgency="urgent", need__runway_weeks=0)
    assert "after_runway" not in warnings(need__urgency="urgent", need__runway_weeks=200)


def test_a_surety_above_what_the_client_bears_is_said_with_a_mix_that_asks_it() -> None:
    premises = [{"use.purpose": "real_estate", "use.amount": 200_000, "use.own_use": True}]

    def said(**told: Value) -> set[str]:
        who = client({**RICH, "owner.private_guarantee": True, **told}, uses=premises)
        found = advice(who, require=["abn-amro-zakelijke-hypotheek"]).proposals
        return {warning.code for proposal in found for warning in proposal.warnings}

    assert "surety_above_max" in said(**{"owner.guarantee_max": 10_000})
    assert "surety_above_max" not in said(**{"owner.guarantee_max": 100_000})
    assert not {"surety_above_max", "surety_unknown"} & said()


def test_a_surety_of_unknown_size_is_to_be_asked_by_who_has_a_bound() -> None:
    assert "surety_unknown" in warnings(
        ["collin-direct"], owner__guarantee_max=10_000, owner__private_guarantee=True, preferences__publicity=True
    )


@pytest.mark.parametrize(
    ("priority", "label"), [("fast", "fastest"), ("cheap", "cheapest"), ("little_paper", "least_homework"), ("certain", "surest")]
)
def test_the_mix_that_the_client_cares_for_most_comes_first(priority: str, label: str) -> None:
    first = advice(client({**RICH, "preferences.priority": priority}, uses=[MACHINE])).proposals[0]

    assert label in first.labels


def test_what_is_asked_on_the_command_line_goes_before_what_the_client_prefers() -> None:
    who = client({**RICH, "preferences.priority": "fast"}, uses=[MACHINE])

    assert "cheapest" in advice(who, objective="cheapest").proposals[0].labels


def test_without_a_preference_the_balanced_mix_comes_first() -> None:
    assert "balanced" in advice(client(RICH, uses=[MACHINE])).proposals[0].labels


def test_a_plan_in_steps_hears_that_there_is_enough_to_begin_with() -> None:
    def first_step(least: int, *, in_steps: bool) -> int | None:
        told = {"need.phaseable": in_steps, "need.minimum": least, "need.own_contribution": 60_000}
        short = advice(client({**RICH, **told}, uses=[MACHINE]), exclude=shipped_catalogue().products).shortfall
        assert short is not None
        return short.first_step

    assert first_step(50_000, in_steps=True) == 50_000
    assert first_step(70_000, in_steps=True) is None
    assert first_step(50_000, in_steps=False) is None


@pytest.mark.parametrize(("profit", "said"), [(5_000, "burden_above_room"), (400_000, None)])
def test_a_mix_that_the_figures_cannot_carry_says_so(profit: int, said: str | None) -> None:
    # What is refinanced falls away, and nobody knows how much of today's burden that is: such a mix is shown, with a word.
    year: dict[str, Value] = {
        "figures.year": 2025, "figures.kind": "final", "figures.net_profit": profit, "figures.depreciation": 1_000,
        "figures.interest": 500, "figures.debt_service": 5_000, "figures.private_withdrawals": 0,
    }  # fmt: skip
    refinanced = {**MACHINE, "use.purpose": "refinancing"}
    found = advice(client(RICH, uses=[refinanced], years=[year])).proposals

    borrowing = [proposal for proposal in found if any(part.months for part in proposal.components)]
    codes_of = [{warning.code for warning in proposal.warnings} & {"burden_above_room", "burden_tight"} for proposal in borrowing]
    assert borrowing
    assert all(codes == ({said} if said else set()) for codes in codes_of)


def test_later_subsidies_share_the_room_for_small_state_aid() -> None:
    told = {
        **RICH, "company.fte": 5, "company.employees": 4, "company.group": False, "company.kvk_number": "12345678",
        "aid.running_schemes": Members(frozenset()),
    }  # fmt: skip
    uses = [
        {"use.purpose": "export", "use.amount": 20_000},
        {"use.purpose": "training", "use.amount": 20_000, "use.training_activity": "needs_screening"},
    ]

    def later(received: int) -> dict[str, int | None]:
        year: dict[str, Value] = {"figures.year": 2025, "figures.kind": "final", "figures.revenue": 500_000}
        found = advice(client({**told, "aid.de_minimis_3y": received}, uses=uses, years=[year]))
        small = {
            key for key, option in found.by_product.items() if option.product.aid and option.product.aid.regime == "de-minimis"
        }
        parts = [part for proposal in found.proposals for part in proposal.components]
        return {part.product: part.amount_eur for part in parts if part.product in small}

    # SIB gives at most 2,500 and SLIM 60% of 20,000. Of 10,000 room SLIM gets what SIB leaves; of 2,500 nothing is left for it.
    assert later(0) == {"sib": 2_500, "slim": 12_000}
    assert later(290_000) == {"sib": 2_500, "slim": 7_500}
    assert later(297_500) == {"sib": 2_500}


def test_of_a_large_plan_the_rest_comes_first() -> None:
    def codes_of(amount: int) -> set[str]:
        who = client(RICH, uses=[{**MACHINE, "use.amount": amount}])
        found = advice(who, require=["qredits-mkb-krediet"]).proposals
        return {warning.code for proposal in found for warning in proposal.warnings}

    # Qredits: of more than EUR 250,000 the rest must be settled elsewhere first.
    assert "rest_first" in codes_of(300_000)
    assert "rest_first" not in codes_of(250_000)


def test_a_second_lender_hears_who_is_paid_before_it() -> None:
    use = {"use.purpose": "working_capital", "use.amount": 60_000}

    def codes_of(*required: str) -> set[str]:
        first, *_ = advice(
            client(RICH, uses=[use]), require=required, exclude=set(shipped_catalogue().products) - set(required)
        ).proposals
        return {warning.code for warning in first.warnings}

    assert "takes_first_claim" not in codes_of("sns-zakelijk-krediet")
    assert "takes_first_claim" in codes_of("sns-zakelijk-krediet", "geldvoorelkaar-lening")
