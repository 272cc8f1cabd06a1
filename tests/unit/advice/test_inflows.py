"""When a later benefit can be there, what it could pay of a gap, and how both are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from made import client, product
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.advice.inflows import Inflow, bridge
from finadvies.domain.product import Product
from finadvies.domain.values import Value
from finadvies.exports.layout import texts_of
from finadvies.exports.machine import dumps, shortlist
from finadvies.exports.mix_words import mix_sentences
from finadvies.exports.screens.mixes import mixes
from finadvies.homework import Lists
from finadvies.locale import texts_in
from finadvies.locale.texts import Language

FIRM: Mapping[str, Value] = {
    "company.legal_form": "bv",
    "company.started": True,
    "company.pays_profit_tax": True,
    "company.has_payroll": True,
}
DAYS = {"decision_days": {"min": 30, "max": 60}, "payout_days": {"min": 10, "max": 20}, "source": "s"}


def loan(most: int | None = None, **fields: Any) -> Product:
    """A loan that is there in five to seven days."""
    timing = {"payout": "upfront", "decision_days": {"min": 3, "max": 5}, "payout_days": {"min": 2, "max": 2}, "source": "s"}
    limits = {} if most is None else {"limits": {"amount_max": most, "source": "s"}}
    price = {"model": "loan", "rate_min": 0.06, "rate_max": 0.06, "source": "s"}
    return product(**{"lender": "rabobank", "timing": timing, "price": price, **limits, **fields})


def grant(share: float = 0.4, key: str = "subsidie", **timing: Any) -> Product:
    """A grant that decides in 30 to 60 days and pays in 10 to 20."""
    return product(
        id=key, kind="subsidy", lender="rvo", name_nl=key.capitalize(), purposes=["r_and_d"],
        limits={"share_max": share, "share_basis": "eligible_cost", "source": "s"},
        price={"model": "grant", "source": "s"}, timing={"payout": "afterwards", **DAYS, **timing},
    )  # fmt: skip


def use(amount: int, purpose: str = "r_and_d", **more: Value) -> Mapping[str, Value]:
    return {"use.purpose": purpose, "use.amount": amount, **{f"use.{key}": value for key, value in more.items()}}


@cache
def lists() -> Lists:
    return Lists(shipped_library().checklists())


def advice(uses: Sequence[Mapping[str, Value]], *made: Product, also: Sequence[str] = (), own: int = 0) -> Advice:
    whole = shipped_catalogue()
    products = {**{one.id: one for one in made}, **{key: whole.products[key] for key in also}}
    return advise(client({**FIRM, "need.own_contribution": own}, uses=uses), replace(whole, products=products), lists(), TODAY)


def inflow(found: Advice) -> Inflow:
    (one,) = found.proposals[0].later
    return one


def warned(found: Advice) -> list[tuple[str, dict[str, object]]]:
    return [(notice.code, dict(notice.details)) for notice in found.proposals[0].warnings if notice.code == "bridge_gap"]


def screen(found: Advice, language: Language = "nl") -> str:
    lines = texts_of(mixes(found, texts_in(language), 80, found.proposals, plan_b=False))
    return " ".join(line.strip() for line in lines).replace("\N{NO-BREAK SPACE}", " ")


def _lead(found: Advice) -> tuple[int, int]:
    return found.papers(found.by_product["subsidie"].product).lead_days


# -- when


def test_a_grant_comes_after_the_work_and_its_judgement() -> None:
    # Work of 6 months (182 days) begins when the loan is there, after 5 days at the earliest; then 10 days of payout.
    # At the latest: the papers of loan or grant, 182 days, and 20.
    found = advice([use(50_000, project_months=6)], loan(), grant())
    low, high = found.proposals[0].days_to_cash
    one = inflow(found)

    assert (one.product, one.amount_eur, one.basis, one.estimated) == ("subsidie", 20_000, "after_work", False)
    assert (one.earliest - TODAY).days == low + 182 + 10
    assert one.latest is not None
    assert (one.latest - TODAY).days == max(high, _lead(found)[1]) + 182 + 20


def test_without_the_end_of_the_work_only_the_first_day_is_told() -> None:
    # The papers, 30 days for the decision and 10 for the payout.
    found = advice([use(50_000)], loan(), grant())
    one = inflow(found)

    assert (one.earliest - TODAY).days == _lead(found)[0] + 30 + 10
    assert one.latest is None


def test_a_window_that_opens_later_puts_everything_off() -> None:
    # Open from 1 March 2027, 97 days from now; 30 + 10 days later is 10 April.
    later = grant().model_copy(
        update={"windows": product(windows=[{"opens_yearly": "03-01", "closes_yearly": "03-31", "source": "s"}]).windows}
    )
    one = inflow(advice([use(50_000)], loan(), later))

    assert one.earliest == date(2027, 4, 10)


def test_what_must_be_asked_before_the_order_is_begun_after_the_file_is_in() -> None:
    # The file goes in on 1 March (97 days); then 182 days of work and 10 of payout: 289 days.
    window = product(windows=[{"opens_yearly": "03-01", "closes_yearly": "03-31", "source": "s"}]).windows
    first = grant(before_order=True).model_copy(update={"windows": window})
    one = inflow(advice([use(50_000, project_months=6, committed=False)], loan(), first))

    assert (one.earliest - TODAY).days == 97 + 182 + 10


def test_days_of_the_kind_and_an_assumed_moment_are_called_an_estimate() -> None:
    usual = grant(decision_days=None, payout_days=None)
    assumed = grant(payout_assumed=True)

    assert inflow(advice([use(50_000)], loan(), usual)).estimated
    assert inflow(advice([use(50_000)], loan(), assumed)).estimated
    assert "2027 (schatting). Tot dan" in screen(advice([use(50_000)], loan(), assumed))
    assert "(schatting). Tot dan" not in screen(advice([use(50_000)], loan(), grant()))


def test_of_a_grant_in_parts_the_first_part_comes_before_the_end_of_the_work() -> None:
    found = advice([use(50_000, project_months=12)], loan(), grant(payout="milestones"))
    one = inflow(found)

    assert one.basis == "in_parts"
    assert (one.earliest - TODAY).days == _lead(found)[0] + 30 + 10


def test_tax_relief_comes_with_the_return_of_the_year_after() -> None:
    machine = use(50_000, "machinery", new=True, energy_list=True, committed=False)
    found = advice([machine], loan(), also=("eia",))
    one = inflow(found)

    assert (one.product, one.amount_eur, one.earliest, one.latest) == ("eia", None, date(2027, 1, 1), None)
    assert one.basis == "tax_return"
    assert "Het belastingvoordeel komt met de aangifte, niet voor januari 2027." in screen(found)
    assert found.proposals[0].later_eur == 0


def test_the_return_over_the_year_of_an_old_order_can_be_filed_today() -> None:
    timing = {"payout": "tax", "source": "s"}
    scheme = product(id="aftrek", kind="tax_relief", lender="rvo", purposes=["machinery"], timing=timing)
    old = use(50_000, "machinery", committed=True, order_date=date(2025, 12, 1))

    assert inflow(advice([old], loan(), scheme)).earliest == TODAY


def test_relief_on_payroll_tax_waits_for_no_tax_return() -> None:
    found = advice([use(50_000, committed=False)], loan(), also=("wbso",))

    assert inflow(found).basis == "payroll_tax"
    assert "De korting op de loonheffing begint niet voor" in screen(found)


# -- a gap


def test_a_grant_afterwards_against_a_gap_asks_for_a_bridge() -> None:
    # 100,000 with a loan of 80,000 leaves 20,000; of a grant of 40,000 half closes it.
    found = advice([use(100_000, project_months=6)], loan(80_000), grant())
    (told,) = warned(found)

    assert found.proposals[0].mix.gap == 20_000
    # From the day the loan is there: 182 days of work and 10 of payout are 6.3 months, so at least 7.
    assert told == ("bridge_gap", {"gap": 20_000, "bridged": 20_000, "inflow": 40_000, "at_least": 7})
    assert found.proposals[0].mix.covered == 80_000
    text = screen(found)
    assert "€ 40.000 subsidie komt pas later en kan dan € 20.000 van het tekort (€ 20.000) betalen." in text
    assert "Dat vraagt een overbrugging van € 20.000, minstens 7 maanden." in text
    assert "Tot dan betaalt de mix het" not in text
    assert "That takes bridging of € 20,000, for at least 7 months." in screen(found, "en")


def test_a_small_grant_bridges_a_part_of_the_gap() -> None:
    found = advice([use(100_000, project_months=6)], loan(50_000), grant(0.1))

    assert warned(found) == [("bridge_gap", {"gap": 50_000, "bridged": 10_000, "inflow": 10_000, "at_least": 7})]


def test_without_a_gap_or_without_a_known_amount_nothing_is_bridged() -> None:
    machine = use(50_000, "machinery", new=True, energy_list=True, committed=False)

    assert warned(advice([use(100_000)], loan(), grant())) == []
    assert warned(advice([machine], loan(30_000), also=("eia",))) == []


def test_of_several_grants_the_bridge_stands_until_enough_is_there() -> None:
    early = Inflow("a", 5_000, date(2027, 1, 24), None, "after_work", estimated=False)
    late = Inflow("b", 5_000, date(2027, 11, 24), None, "after_work", estimated=False)

    # 61 days; 365 days less 30 until the other money is there.
    assert bridge(5_000, (late, early), (0, 0), TODAY) is not None
    assert [bridge(gap, (late, early), (30, 40), TODAY).details["at_least"] for gap in (5_000, 6_000)] == [2, 12]  # type: ignore[union-attr]  # a gap with known money always gives a notice


# -- how it is told


def test_the_screen_tells_what_comes_back_and_that_the_mix_pays_until_then() -> None:
    found = advice([use(50_000)], loan(), grant())
    text = screen(found)

    assert "later: Subsidie € 20.000 (telt niet mee als geld bij de start" in text
    assert "€ 20.000 komt pas later terug, als u de subsidie krijgt: na het werk en de eindafrekening, niet voor" in text
    assert "Tot dan betaalt de mix het. Los er dan mee af, of leg het opzij." in text
    assert "€ 20,000 comes back only later, if the grant is given: after the work" in screen(found, "en")


def test_who_pays_all_himself_hears_that_his_own_money_bridges_it() -> None:
    found = advice([use(50_000)], grant(), own=50_000)

    assert "Tot dan betaalt u het uit eigen geld." in screen(found)


def test_paper_tells_the_same() -> None:
    found = advice([use(50_000)], loan(), grant())
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in mix_sentences(found.proposals[0], found, texts_in("nl"))]

    assert (
        "Subsidie: € 20.000 komt later en telt niet mee als geld bij de start. De stukken hiervoor staan niet in deze lijst."
        in lines
    )
    assert lines[-1].startswith("€ 20.000 komt pas later terug")


def test_the_machine_form_has_what_comes_later_beside_the_cost_and_nets_nothing() -> None:
    uses = [use(50_000, project_months=6)]
    with_grant, without = (shortlist(advice(uses, loan(), *more), texts_in("nl"))["mixes"][0] for more in ((grant(),), ()))

    assert with_grant["cost_total_eur"] == without["cost_total_eur"]
    assert (with_grant["later_eur"], without["later_eur"], without["later"]) == (20_000, 0, [])
    (row,) = with_grant["later"]
    assert list(row) == ["product", "amount_eur", "from", "until", "basis", "estimated"]
    assert '"from": "2027-' in dumps(with_grant)


def test_a_gap_tells_its_bridge_in_the_machine_form() -> None:
    mix = shortlist(advice([use(100_000)], loan(80_000), grant()), texts_in("nl"))["mixes"][0]

    assert mix["warnings"][0]["code"] == "bridge_gap"
