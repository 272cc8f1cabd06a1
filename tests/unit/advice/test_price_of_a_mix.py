"""What a mix costs: the joined cash flows of its parts, with fees and commission, and nothing where a price is not known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from made import client, facts, product
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, Proposal, advise
from finadvies.advice.proposal import propose
from finadvies.domain.values import Value
from finadvies.exports.layout import texts_of
from finadvies.exports.machine import shortlist
from finadvies.exports.screens.mixes import mixes
from finadvies.homework import Lists
from finadvies.locale import texts_in
from finadvies.mix import Plan, solve
from finadvies.mix.candidates import Papers, offers
from finadvies.rules.eligibility import judge

PURPOSES = ("machinery", "working_capital", "real_estate", "fit_out")
PRICED = frozenset(
    key
    for key, product in shipped_catalogue().products.items()
    if product.price.rate_min is not None or product.price.rate_max is not None or product.kind == "guarantee"
)


@cache
def advice(amount: int = 100_000, purpose: str = "machinery", *required: str, priced: bool = True) -> Advice:
    answers: dict[str, Value] = {
        "company.legal_form": "bv",
        "company.started": True,
        "company.age_months": 60,
        "owner.age": 44,
        "client.route": "adviser",
        "company.card_turnover": 100_000,
    }
    who = client(answers, uses=[{"use.purpose": purpose, "use.amount": amount}])
    unpriced = set(shipped_catalogue().products) - PRICED - set(required)
    lists = Lists(shipped_library().checklists())
    return advise(who, shipped_catalogue(), lists, TODAY, require=required, exclude=unpriced if priced else ())


def screen(found: Advice) -> str:
    lines = texts_of(mixes(found, texts_in("nl"), 100, found.proposals, plan_b=False))
    return " ".join(line.strip() for line in lines).replace("\N{NO-BREAK SPACE}", " ")


def first(found: Advice) -> Proposal:
    return found.proposals[0]


def test_a_bank_loan_costs_what_its_annuity_costs() -> None:
    # Rabobank 4 to 10%, so 7%, over five years: 100,000 x 0.0058333 / (1 - 1.0058333^-60) = 1,980.12 a month. Sixty times that less
    # the amount is 18,807 of interest. After a year 107,229 - 1,980.12 x 12.3926 = 82,690 is still out; of the 23,761 paid by then
    # 17,310 was repayment, so that 6,452 is interest. 1.0058333^12 - 1 = 7.23%.
    found = first(advice(100_000, "machinery", "rabobank-zakelijke-lening"))
    (loan,) = [part for part in found.components if part.product == "rabobank-zakelijke-lening"]

    assert loan.amount_eur == 100_000
    assert (loan.rate_year, loan.month_eur) == (Decimal("0.07"), 1980)
    assert (found.rate_year, found.month_eur) == (Decimal("0.0723"), 1980)
    assert (found.cost_year1_eur, found.cost_total_eur) == (6452, 18_807)


def test_fees_are_in_the_effective_rate_and_not_in_the_nominal_one() -> None:
    # 8% over five years on 20,000 is 405.53 a month. With 350 for the handling 19,650 comes in: sixty times 405.53 is worth that at
    # 0.7294% a month, and 1.007294^12 - 1 = 9.11%; without the 350 it is 8.30%.
    found = first(advice(20_000, "machinery", "kredietunie-reest-wieden"))

    assert found.components[0].rate_year == Decimal("0.08")
    assert found.rate_year == Decimal("0.0911")


def test_a_mix_with_one_unknown_price_has_no_cost_at_all() -> None:
    found = first(advice(100_000, "machinery", "familielening", priced=False))

    assert not found.price_known
    assert (found.rate_year, found.month_eur, found.cost_year1_eur, found.cost_total_eur) == (None, None, None, None)
    assert "prijs onbekend" in screen(advice(100_000, "machinery", "familielening", priced=False))


def test_the_commission_of_a_guarantee_is_a_cost_of_its_loan_for_the_search_and_for_the_reader() -> None:
    # A loan of 6% over two years that lacks security, with BMKB: 3.9% of 75% of 100,000 = 2,925 on the day of payout.
    price = {"model": "loan", "rate_min": 0.06, "rate_max": 0.06, "source": "s"}
    lacks = {"ground": "collateral", "level": "norm", "when": {"fact": "security.machinery_value", "min": 1}}
    loan = product(lacks, lender="rabobank", price=price, limits={"term_months_max": 24, "source": "s"})
    whole = shipped_catalogue()
    catalogue = replace(whole, products={loan.id: loan, "bmkb": whole.products["bmkb"]})
    who = facts(client({"company.legal_form": "bv"}, uses=[{"use.purpose": "machinery", "use.amount": 100_000}]), catalogue)
    options = {key: judge(each, who) for key, each in catalogue.products.items()}
    found, _ = offers(options, who, lambda _: Papers(frozenset(), (0, 0)), None)
    plan = Plan((100_000,), 0, tuple(offer.candidate for offer in found), {}, require=frozenset({"bmkb"}))

    (mix,) = solve(plan).mixes
    told = propose(1, mix, {offer.candidate.id: offer for offer in found}, (), who, None)

    assert [(part.role, part.amount_eur) for part in told.components] == [("source", 100_000), ("guarantee", 75_000)]
    # Interest: 24 x 4,432.06 - 100,000 = 6,369; with the commission 9,294, two and a half times over the plan of five years.
    assert told.cost_total_eur == 23_236
    assert abs(mix.cost - 23_236) <= 1
    assert told.rate_year == Decimal("0.0931")
    assert told.month_eur == 4432


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("amount", [4_000, 30_000, 180_000, 700_000])
def test_the_cheapest_mix_is_nowhere_shown_dearer_than_another(amount: int, purpose: str) -> None:
    shown = [proposal for proposal in advice(amount, purpose).proposals if proposal.cost_total_eur is not None]
    cheapest = next((proposal for proposal in shown if "cheapest" in proposal.labels), None)

    for proposal in shown:
        assert proposal.cost_total_eur is not None
        assert abs(proposal.mix.cost - proposal.cost_total_eur) <= max(2, proposal.cost_total_eur // 100)
        if cheapest is not None and proposal.mix.gap <= cheapest.mix.gap:
            # The search rounds up, and once for the whole mix.
            assert (cheapest.cost_total_eur or 0) <= proposal.cost_total_eur + 1


def test_the_screen_shows_the_rate_with_costs_and_the_first_month() -> None:
    told = screen(advice(100_000, "machinery", "rabobank-zakelijke-lening"))

    assert "circa € 6.500 kosten in jaar 1" in told
    assert "circa € 2.000 betalen in de eerste maand" in told
    assert "effectief 7,2% per jaar, incl. kosten" in told


def test_a_flat_fee_is_shown_for_what_it_is_a_year() -> None:
    found = advice(4_000, "working_capital", "pin-voorschot")
    component = next(part for part in first(found).components if part.product == "pin-voorschot")

    # 4,000 and 19% in six parts of 793.33: 5.208% a month, 62.5% a year.
    assert component.flat is not None
    assert component.flat.rate_year == Decimal("0.6250")
    assert "19% vast bedrag. Terugbetaald in 6 maanden is dat circa 63% per jaar" in screen(found)
    part = next(p for p in shortlist(found, texts_in("nl"))["mixes"][0]["components"] if p["product"] == "pin-voorschot")
    assert part["flat_fee"] == {"share": 0.19, "months": 6, "months_assumed": True, "rate_year": 0.625}
    assert (part["rate_year"], part["month_eur"], part["price_known"]) == (None, None, False)
