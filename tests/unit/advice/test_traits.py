"""What is strong and what is weak about a request: only what a figure, an answer or the mix carries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from made import client
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.advice.traits import Trait, second_choices, strong, weak
from finadvies.advice.with_mix import burden_eur, burdens, dearer_eur, margin, measures_with, statements_with
from finadvies.domain.client import Client
from finadvies.domain.values import Value
from finadvies.homework import Lists
from finadvies.mix.price import commission_eur

LISTS = Lists(shipped_library().checklists())
FIRM: dict[str, Value] = {
    "company.legal_form": "bv", "company.started": True, "company.founded": date(2015, 1, 1), "company.postcode": "3511",
    "company.sbi": "2562", "company.country": "NL", "owner.age": 44, "owner.bkr_arrears": False, "need.own_contribution": 20_000,
}  # fmt: skip
LATHE: dict[str, Value] = {"use.purpose": "machinery", "use.amount": 100_000, "use.description": "draaibank"}


def year(number: int, **figures: Value) -> dict[str, Value]:
    return {"figures.year": number, "figures.kind": "final", **{f"figures.{name}": value for name, value in figures.items()}}


def advice_of(who: Client, *only: str, **choices: Any) -> Advice:
    left_out = set(shipped_catalogue().products) - set(only) if only else ()
    return advise(who, shipped_catalogue(), LISTS, TODAY, exclude=left_out, **choices)


def found(advice: Advice) -> tuple[dict[str, Trait], dict[str, Trait]]:
    proposal = advice.proposals[0] if advice.proposals else None
    others = second_choices(advice, proposal)
    return (
        {trait.code: trait for trait in strong(advice, proposal, others)},
        {trait.code: trait for trait in weak(advice, proposal, burdens(advice, proposal), others)},
    )


def test_nothing_is_said_of_a_client_of_whom_nothing_is_known() -> None:
    good, bad = found(advice_of(Client()))
    assert good == {}
    assert set(bad) == {"no_figures"}


def test_growth_is_only_growth_when_every_year_is_more_and_none_misses() -> None:
    rising = [year(2025, revenue=300), year(2024, revenue=200), year(2023, revenue=100)]
    good, _ = found(advice_of(client(FIRM, uses=[LATHE], years=rising)))
    assert good["revenue_grows"].details == {"first": 2023, "last": 2025, "low": 100, "high": 300}

    for years in (
        [year(2025, revenue=300), year(2024, revenue=400), year(2023, revenue=100)],
        [year(2025, revenue=300), year(2024), year(2023, revenue=100)],
        [year(2025, revenue=300), year(2023, revenue=100)],
    ):
        assert "revenue_grows" not in found(advice_of(client(FIRM, uses=[LATHE], years=years)))[0]


def test_a_loss_a_fall_a_draft_and_open_tax_are_weak_each_with_an_answer() -> None:
    years = [year(2025, revenue=300, net_profit=-10, kind="draft", tax_debt=5_000), year(2024, revenue=400, net_profit=20)]
    years[0]["figures.kind"] = "draft"
    _, bad = found(advice_of(client(FIRM, uses=[LATHE], years=years)))

    assert {"loss", "revenue_falls", "still_draft", "tax_debt"} <= set(bad)
    assert bad["loss"].details == {"last": 2025, "amount": 10}
    assert all(trait.answer for trait in bad.values())


def test_what_is_due_at_the_end_is_told_since_no_year_holds_it() -> None:
    _, bad = found(advice_of(client(FIRM, uses=[{**LATHE, "use.amount": 300_000}]), "achtergestelde-lening-mezzanine"))
    # Of 300,000 the owner pays 20,000; the loan asks interest only.
    assert bad["at_end"].details == {"product": "achtergestelde-lening-mezzanine", "amount": 280_000}
    assert bad["at_end"].answer


def test_an_earlier_no_and_a_late_mix_come_before_a_ratio_that_asks_attention() -> None:
    who = client(
        {**FIRM, "need.needed_by": date(2026, 11, 30)},
        uses=[LATHE],
        history=[{"history.lender": "ing", "history.result": "rejected"}],
    )
    advice = advice_of(who)
    codes = [trait.code for trait in weak(advice, None, (), {})]
    assert "refused_before" in codes
    assert codes.index("refused_before") < codes.index("no_figures")


# -- the figures with a mix --------------------------------------------------------------------------------------------------

SOUND = year(
    2025, net_profit=60_000, depreciation=20_000, interest=5_000, private_withdrawals=0, debt_service=15_000, ebitda=90_000,
    equity=200_000, total_assets=400_000, intangibles=0, owner_receivable=0, subordinated=0, bank_debt=50_000,
)  # fmt: skip


def test_the_first_mix_gives_the_figures_of_the_shortlist() -> None:
    advice = advice_of(client(FIRM, uses=[LATHE], years=[SOUND]))
    assert measures_with(advice, advice.proposals[0]) == advice.measures
    assert statements_with(advice, advice.proposals[0]) == advice.statements


def test_the_burden_and_the_margin_add_up() -> None:
    # Rabobank at 7% over five years: 80,000 x 0.0198012 x 12 = 19,009 a year.
    advice = advice_of(client(FIRM, uses=[LATHE], years=[SOUND]), "rabobank-zakelijke-lening")
    proposal = advice.proposals[0]
    asked, left = burdens(advice, proposal), margin(advice, advice.borrowed(proposal))

    assert burden_eur(asked) == pytest.approx(19_009, abs=2)
    assert asked[0].basis == "own"
    # At 8% over five years: 80,000 x 0.0202764 x 12 = 19,465: 456 more.
    assert dearer_eur(advice, asked) == pytest.approx(456, abs=2)
    # 60,000 + 20,000 + 5,000 = 85,000, less 15,000 and 19,009.
    assert left is not None
    assert left.left_eur == pytest.approx(85_000 - 15_000 - 19_009, abs=2)


def test_the_commission_of_a_guarantee_is_told_in_euros() -> None:
    bare: dict[str, Value] = {
        "security.real_estate_value": 0, "security.real_estate_debt": 0, "security.machinery_value": 0, "company.fte": 5,
    }  # fmt: skip
    advice = advice_of(client({**FIRM, **bare}, uses=[LATHE]), "rabobank-zakelijke-lening", "bmkb", require=["bmkb"])
    loan, scheme = advice.by_product["rabobank-zakelijke-lening"], advice.by_product["bmkb"]
    fee = commission_eur(scheme, loan, advice.facts, 80_000)

    # 75% of 80,000 is guaranteed, at 4.25% for a term up to six years.
    assert fee == 2_550
