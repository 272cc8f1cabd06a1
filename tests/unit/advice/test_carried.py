"""What the mix as a whole must keep to: the room for repayment, own means, a ceiling on all debt, a second financier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from made import client, facts
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.advice.after_mix import facts_after, service_room
from finadvies.domain.values import Interval, Value
from finadvies.exports.layout import texts_of
from finadvies.exports.machine import shortlist
from finadvies.exports.screens.mixes import mixes
from finadvies.homework import Lists
from finadvies.locale import texts_in
from finadvies.mix.beside import beside
from finadvies.rules.eligibility import judge

LISTS = Lists(shipped_library().checklists())
FIRM: dict[str, Value] = {
    "company.legal_form": "bv", "company.started": True, "company.founded": date(2015, 1, 1), "company.postcode": "3511",
    "company.sbi": "1071", "company.country": "NL", "owner.age": 44, "owner.bkr_arrears": False,
}  # fmt: skip
LOANS = frozenset({"rabobank-zakelijke-lening"})


def year(profit: int, service: int | Interval = 5_000, **told: Value) -> dict[str, Value | Interval]:
    """Euros left a year: profit + 1,000 of depreciation + 500 of interest."""
    return {
        "figures.year": 2025, "figures.kind": "final", "figures.net_profit": profit, "figures.depreciation": 1_000,
        "figures.interest": 500, "figures.debt_service": service, "figures.private_withdrawals": 0,
        **{f"figures.{key}": value for key, value in told.items()},
    }  # fmt: skip


def found(
    figures: Mapping[str, Any],
    amount: int = 100_000,
    purpose: str = "machinery",
    only: frozenset[str] | None = LOANS,
    **told: Value,
) -> Advice:
    who = client(
        {**FIRM, **{key.replace("__", "."): value for key, value in told.items()}},
        uses=[{"use.purpose": purpose, "use.amount": amount}],
        years=[figures] if figures else [],
    )
    left_out = set(shipped_catalogue().products) - only if only is not None else set()
    return advise(who, shipped_catalogue(), LISTS, TODAY, exclude=left_out)


def screen(advice: Advice) -> str:
    lines = texts_of(mixes(advice, texts_in("nl"), 100, advice.proposals, plan_b=False))
    return " ".join(line.strip() for line in lines).replace("\N{NO-BREAK SPACE}", " ")


# -- the room for repayment ----------------------------------------------------------------------------------------------------


def test_a_loan_is_as_large_as_the_room_for_repayment_carries() -> None:
    # 15,380 - 5,000 - 500 of the years below: 16,880 is earned, 5,000 is owed, so 11,880 is left at a DSCR of 1.0. Rabobank at 7%
    # over five years asks 0.2376144 a euro: 11,880 / 0.237614382 = 49,996.97.
    short = found(year(15_380)).shortfall

    assert short is not None
    assert short.largest_cover is not None
    assert short.largest_cover.mix.covered == 49_996
    assert (short.limit, short.room_eur) == ("repayment", 11_880)


def test_the_last_euro_of_a_loan_is_never_more_than_the_room() -> None:
    # 42,000 is earned and 24,000 owed: 18,000 / 0.237614382 = 75,752.99. One euro more would ask 18,000 and a quarter of a cent.
    short = found({**year(40_500, service=24_000)}).shortfall

    assert short is not None
    assert short.largest_cover is not None
    assert (short.room_eur, short.largest_cover.mix.covered) == (18_000, 75_752)


def test_what_is_shown_after_the_mix_is_never_below_the_floor() -> None:
    advice = found(year(15_380), only=None)

    ratios = [facts_after(advice.facts, advice.borrowed(proposal)).get("figures.dscr_after") for proposal in advice.proposals]
    assert ratios
    assert all(isinstance(ratio, int | Decimal) and ratio >= 1 for ratio in ratios)


def test_the_screen_says_that_the_business_cannot_carry_more() -> None:
    told = screen(found(year(15_380)))

    assert "draagt het bedrijf niet" in told
    assert "€ 11.880 per jaar" in told
    assert "langere looptijd" in told
    assert "daar klopt één eis" not in told  # one lender more closes nothing


def test_who_owes_all_that_is_earned_borrows_nothing_more() -> None:
    advice = found(year(1_000))

    assert advice.shortfall is not None
    assert (advice.proposals, advice.shortfall.gap_eur, advice.shortfall.room_eur) == ((), 100_000, 0)
    assert "vragen alles wat er overblijft" in screen(advice)


@pytest.mark.parametrize("figures", [{}, {**year(1_000), "figures.net_profit": Interval(0, None)}])
def test_figures_that_are_not_known_bind_nothing(figures: Mapping[str, Any]) -> None:
    assert found(figures).shortfall is None


def test_of_a_span_the_best_end_counts() -> None:
    assert found(year(1_000, service=Interval(0, 5_000))).workbench.plan.service_room == 2_500


@pytest.mark.parametrize("purpose", ["refinancing", "takeover"])
def test_figures_of_today_do_not_bind_what_changes_them(purpose: str) -> None:
    plan = facts(client(FIRM, uses=[{"use.purpose": purpose, "use.amount": 1}], years=[year(1_000)]))

    assert service_room(plan) is None


# -- what a lender wants beside its money ----------------------------------------------------------------------------------------


def test_a_mortgage_waits_for_the_own_money_that_its_lender_wants() -> None:
    only = frozenset({"abn-amro-zakelijke-hypotheek", "sns-bedrijfshypotheek"})
    # The lender wants 10% of 300,000 to be own money.
    advice = found({}, 300_000, "real_estate", only, need__own_contribution=20_000)

    assert ("abn-amro-zakelijke-hypotheek", 10_000) in advice.short_of_own
    assert all("abn-amro-zakelijke-hypotheek" not in proposal.products for proposal in advice.proposals)
    assert "ABN AMRO zakelijke hypotheek (€ 10.000 meer)" in screen(advice)
    assert {"product": "abn-amro-zakelijke-hypotheek", "eur": 10_000} in shortlist(advice, texts_in("nl"))["short_of_own"]


@pytest.mark.parametrize("own", [None, 90_000])
def test_own_money_that_is_not_told_or_is_enough_shuts_nobody_out(own: int | None) -> None:
    told = {} if own is None else {"need__own_contribution": own}
    assert found({}, 300_000, "real_estate", None, **told).short_of_own == ()


def test_of_the_ceiling_on_all_debt_todays_debt_is_taken_off() -> None:
    def room(**told: Value) -> int | None:
        who = client(
            {**FIRM, **{key.replace("__", "."): value for key, value in told.items()}},
            uses=[{"use.purpose": "machinery", "use.amount": 100_000}],
            years=[year(50_000, bank_debt=470_000)],
        )
        option = judge(shipped_catalogue().products["qredits-mkb-krediet"], facts(who))
        return beside(option, shipped_catalogue().products.values(), facts(who)).debt_room

    # Qredits lends while all business debt stays under 500,000; a mortgage does not count, and may be all of it until that is told.
    assert room(security__real_estate_value=0) == 30_000
    assert room(security__real_estate_debt=150_000) == 180_000
    assert room() == 500_000


def test_a_fund_that_never_lends_alone_is_never_alone_in_a_mix() -> None:
    fund = frozenset({"mkb-fonds-drenthe"})
    only = fund | {"rabobank-zakelijke-lening"}
    told: dict[str, Value] = {"company__postcode": "9401"}

    together = found({}, 100_000, only=only, **told)
    alone = found({}, 100_000, only=fund, **told)

    assert all(set(proposal.products) != fund for proposal in together.proposals)
    assert alone.proposals == ()
    assert found({}, 100_000, only=fund, need__co_financier="committed", **told).proposals != ()


def test_a_client_asks_no_guarantee_itself() -> None:
    advice = found({}, 100_000, only=None)
    events = {event.id for event in advice.homework(("rabobank-zakelijke-lening", "bmkb")).schedule.events}
    alone = {event.id for event in advice.homework(("bmkb",)).schedule.events}

    assert "submit:rabobank" in events
    assert "submit:rvo" not in events
    assert "submit:rvo" in alone  # asked for its papers only, without a loan
