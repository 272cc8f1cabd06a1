"""What lowers the cost afterwards: who excludes whom on which use, and how far state aid may add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from made import client, product
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, Component, advise
from finadvies.domain.product import Product
from finadvies.domain.values import Interval, Value
from finadvies.exports.layout import texts_of
from finadvies.exports.machine import shortlist
from finadvies.exports.screens.mixes import mixes
from finadvies.homework import Lists
from finadvies.locale import texts_in
from finadvies.locale.texts import Language

FIRM: Mapping[str, Value] = {
    "company.legal_form": "bv",
    "company.started": True,
    "company.country": "NL",
    "company.pays_profit_tax": True,
    "company.founded": date(2015, 1, 1),
    "company.kvk_number": "12345678",
    "company.sbi": "62.01",
    "company.group_fte": 8,
    "company.group_revenue": 1_000_000,
    "aid.same_cost": False,
    "aid.de_minimis_3y": 0,
    "aid.firm_in_difficulty": False,
}
"""A small firm."""
LISTED: Mapping[str, Value] = {"use.new": True, "use.energy_list": True, "use.environment_list": True, "use.committed": False}


def loan(key: str = "lening", **fields: Any) -> Product:
    return product(**{"id": key, "lender": "rabobank", **fields})


def grant(key: str, share: float, regime: str | None = None, **fields: Any) -> Product:
    """A grant of a share of the cost, paid afterwards."""
    rest: dict[str, Any] = {
        "id": key, "kind": "subsidy", "lender": "rvo", "name_nl": key.capitalize(), "purposes": ["r_and_d", "training"],
        "limits": {"share_max": share, "share_basis": "eligible_cost", "source": "s"},
        "price": {"model": "grant", "source": "s"}, "timing": {"payout": "afterwards", "source": "s"},
    }  # fmt: skip
    aid = {} if regime is None else {"aid": {"regime": regime, "counts": "whole_amount", "source": "s"}}
    return product(**{**rest, **aid, **fields})


def use(purpose: str, amount: int, **more: Value) -> Mapping[str, Value]:
    return {"use.purpose": purpose, "use.amount": amount, **{f"use.{key}": value for key, value in more.items()}}


def advice(
    uses: Sequence[Mapping[str, Value]], *made: Product, also: Sequence[str] = (), answers: Mapping[str, Value] | None = None
) -> Advice:
    """Advice on the made products and these of the shipped catalogue only."""
    whole = shipped_catalogue()
    products = {**{one.id: one for one in made}, **{key: whole.products[key] for key in also}}
    who = client({**FIRM, **(answers or {})}, uses=uses)
    return advise(who, replace(whole, products=products), Lists(shipped_library().checklists()), TODAY)


def later(found: Advice) -> dict[str, Component]:
    return {part.product: part for part in found.proposals[0].components if part.role == "later_benefit" and part.product}


def for_uses(found: Advice) -> dict[str, tuple[int, ...]]:
    return {key: part.for_uses for key, part in later(found).items()}


def amounts(found: Advice) -> dict[str, int | None]:
    return {key: part.amount_eur for key, part in later(found).items()}


def codes(found: Advice, *named: str) -> list[tuple[object, ...]]:
    """The warnings on state aid, each with these details."""
    told = [notice for notice in found.proposals[0].warnings if notice.code.startswith("aid_")]
    return [(notice.code, *(notice.details.get(name) for name in named)) for notice in told]


def screen(found: Advice, language: Language = "nl") -> str:
    lines = texts_of(mixes(found, texts_in(language), 80, found.proposals, plan_b=False))
    return " ".join(line.strip() for line in lines).replace("\N{NO-BREAK SPACE}", " ")


# -- who excludes whom


def test_eia_and_mia_are_never_for_the_same_asset() -> None:
    found = advice([use("machinery", 50_000) | LISTED], loan(), also=("eia", "mia"))

    assert for_uses(found) == {"eia": (0,)}


def test_of_eia_and_mia_the_larger_deduction_is_taken() -> None:
    # EIA takes 40% of the cost off the profit; MIA 45% in its highest category and 36% in the middle one.
    def chosen(category: str) -> set[str]:
        return set(
            for_uses(
                advice([use("machinery", 50_000) | LISTED | {"use.environment_class": category}], loan(), also=("eia", "mia"))
            )
        )

    assert chosen("45") == {"mia"}
    assert chosen("36") == {"eia"}


def test_eia_and_mia_stand_side_by_side_on_two_assets() -> None:
    # The oven is on both lists and goes to EIA; the press is on the Milieulijst only.
    press = {**use("machinery", 30_000), **LISTED, "use.energy_list": False}
    found = advice([use("machinery", 50_000) | LISTED, press], loan(), also=("eia", "mia"))

    assert for_uses(found) == {"eia": (0,), "mia": (1,)}


def test_isde_or_eia_is_chosen_per_measure() -> None:
    pump = use("sustainability", 40_000, isde_device="heat_pump", building_permit_date=date(2001, 1, 1)) | LISTED
    oven = use("machinery", 50_000) | LISTED
    found = advice([{**pump, "use.energy_list": False}, oven], loan(), also=("eia", "isde-zakelijk"))
    alone = advice([pump], loan(), also=("eia", "isde-zakelijk"))

    # EIA comes first by its id, and leaves ISDE nothing on the pump; a pump that is not on the Energielijst is for ISDE.
    assert for_uses(alone) == {"eia": (0,)}
    assert for_uses(found) == {"eia": (1,), "isde-zakelijk": (0,)}


def test_an_operational_lease_bars_tax_relief_for_what_it_pays_and_for_nothing_else() -> None:
    lease = loan("lease", kind="operational_lease", purposes=["vehicles"])
    uses = [use("vehicles", 40_000) | LISTED, use("machinery", 50_000) | LISTED]
    year = {"investments.year_total": 90_000}
    schemes = ("eia", "kia", "mia", "vamil")

    leased = advice(uses, lease, loan(purposes=["machinery"]), also=schemes, answers=year)
    bought = advice(uses, loan(), also=schemes, answers=year)

    assert for_uses(leased) == {"eia": (1,), "kia": (1,)}
    assert for_uses(bought) == {"eia": (0, 1), "kia": (0, 1)}
    assert "(EIA) voor machine of apparaat" in screen(leased)


@pytest.mark.parametrize(
    ("per", "left"), [("use", {"eerst": (0,), "ook": (1,)}), ("client", {"eerst": (0,)}), (None, {"eerst": (0,)})]
)
def test_a_ban_per_client_is_altogether_and_one_per_use_only_where_they_meet(
    per: str | None, left: dict[str, tuple[int, ...]]
) -> None:
    ban = {"id": "niet-samen", "rule": "excludes", "products": ["eerst"], "text_nl": "Niet samen", "source": "s"}
    other = grant("ook", 0.1, stacking=[ban if per is None else {**ban, "per": per}])
    found = advice([use("r_and_d", 50_000), use("training", 20_000)], loan(), grant("eerst", 0.1, purposes=["r_and_d"]), other)

    assert for_uses(found) == left


def test_a_ban_that_does_not_hold_for_this_client_counts_for_nothing() -> None:
    when = {"fact": "company.legal_form", "is": "nv"}
    ban = {"id": "niet-samen", "rule": "excludes", "products": ["eerst"], "when": when, "text_nl": "Niet samen", "source": "s"}
    found = advice([use("r_and_d", 50_000)], loan(), grant("eerst", 0.1), grant("ook", 0.1, stacking=[ban]))

    assert for_uses(found) == {"eerst": (0,), "ook": (0,)}


def test_what_has_to_be_asked_first_is_not_for_what_is_ordered_already() -> None:
    first = {"timing": {"payout": "afterwards", "before_order": True, "source": "s"}}
    uses = [use("r_and_d", 50_000, committed=True), use("r_and_d", 20_000, committed=False)]
    found = advice(uses, loan(), grant("vooraf", 0.1, **first), grant("achteraf", 0.1))

    # A tenth of 20,000, and a tenth of 70,000.
    assert for_uses(found) == {"vooraf": (1,), "achteraf": (0, 1)}
    assert amounts(found) == {"vooraf": 2_000, "achteraf": 7_000}


def test_the_shipped_schemes_that_come_before_the_order_see_themselves_which_use_is_ordered() -> None:
    study = {"feasibility_share": Decimal("0.7"), "project_months": 6}
    uses = [use("r_and_d", 40_000, committed=True, **study), use("r_and_d", 20_000, committed=False, **study)]
    found = advice(uses, loan(), also=("mit-haalbaarheid", "wbso"), answers={"company.has_payroll": True})

    assert found.by_product["mit-haalbaarheid"].by_use == ("blocked", "fits")
    assert for_uses(found) == {"mit-haalbaarheid": (1,), "wbso": (1,)}
    # 35% of the study that is not ordered yet.
    assert amounts(found)["mit-haalbaarheid"] == 7_000
    asked_first = [w.details["use"] for w in found.proposals[0].warnings if w.code == "before_order"]
    assert asked_first == [1, 1]


# -- how far state aid adds up


def test_two_grants_on_one_use_stop_at_the_intensity() -> None:
    # 45% of 100,000 for a small firm: 30,000 for the first leaves 15,000 of the 30,000 of the second.
    found = advice(
        [use("r_and_d", 100_000)], loan(), grant("a", 0.30, "agvv-ontwikkeling"), grant("b", 0.30, "agvv-ontwikkeling")
    )

    assert amounts(found) == {"a": 30_000, "b": 15_000}
    assert later(found)["b"].uses == ((0, 15_000),)
    assert codes(found, "product", "regime", "amount") == [("aid_lowered", "b", "agvv-ontwikkeling", 15_000)]
    assert (
        "B: gerekend met € 15.000; meer past niet onder de steungrens. Steunregel: Vrijstelling experimentele ontwikkeling."
        in screen(found)
    )
    assert "B: reckoned at € 15,000; more does not fit under the ceiling on aid." in screen(found, "en")


def test_a_grant_for_which_nothing_is_left_stays_out_and_that_is_said() -> None:
    # 45% is used up by the first.
    found = advice(
        [use("r_and_d", 100_000)], loan(), grant("a", 0.45, "agvv-ontwikkeling"), grant("b", 0.30, "agvv-ontwikkeling")
    )

    assert amounts(found) == {"a": 45_000}
    assert codes(found, "product", "regime") == [("aid_left_out", "b", "agvv-ontwikkeling")]
    assert "B telt niet mee: de steungrens is bereikt." in screen(found)


def test_less_than_a_scheme_gives_at_least_is_nothing() -> None:
    limits = {"share_max": 0.30, "share_basis": "eligible_cost", "amount_min": 20_000, "source": "s"}
    second = grant("b", 0.30, "agvv-ontwikkeling", limits=limits)
    found = advice([use("r_and_d", 100_000)], loan(), grant("a", 0.30, "agvv-ontwikkeling"), second)

    assert amounts(found) == {"a": 30_000}


def test_the_intensity_holds_per_use() -> None:
    # The study bears 45,000 and the first takes 30,000 of it; the course of 20,000 bears 9,000, of which the second takes 6,000.
    first = grant("a", 0.30, "agvv-ontwikkeling", purposes=["r_and_d"])
    found = advice([use("r_and_d", 100_000), use("training", 20_000)], loan(), first, grant("b", 0.30, "agvv-ontwikkeling"))

    assert later(found)["b"].uses == ((0, 15_000), (1, 6_000))
    assert amounts(found) == {"a": 30_000, "b": 21_000}


def test_a_soft_loan_that_counts_whole_takes_its_part_of_the_intensity() -> None:
    # 25,000 of soft loan in the mix leaves 20,000 of the 45,000.
    aid = {"regime": "agvv-ontwikkeling", "counts": "whole_amount", "source": "s"}
    limits = {"share_max": 0.25, "share_basis": "eligible_cost", "source": "s"}
    price = {"model": "loan", "rate_min": 0.01, "rate_max": 0.01, "source": "s"}
    soft = loan("zachte-lening", kind="subordinated_loan", lender="rvo", limits=limits, price=price, aid=aid)
    found = advice(
        [use("r_and_d", 100_000)],
        soft,
        loan(price={**price, "rate_min": 0.2, "rate_max": 0.2}),
        grant("a", 0.30, "agvv-ontwikkeling"),
    )
    cheapest = next(proposal for proposal in found.proposals if "cheapest" in proposal.labels)
    beside = {part.product: part.amount_eur for part in cheapest.components}

    assert beside["zachte-lening"] == 25_000
    assert beside["a"] == 20_000


@pytest.mark.parametrize(
    ("size", "second"),
    [
        ({"company.group_fte": 8, "company.group_revenue": 1_000_000}, 25_000),  # small: 45% less 20
        ({"company.group_fte": 100, "company.group_revenue": 20_000_000}, 15_000),  # medium: 35% less 20
        ({"company.group_revenue": Interval(1_000_000, 90_000_000)}, 5_000),  # not known: at least the 25% of a large firm
    ],
    ids=["small", "medium", "unknown"],
)
def test_an_intensity_that_hangs_on_the_size_counts_at_its_low_end(size: Mapping[str, Value], second: int) -> None:
    found = advice(
        [use("r_and_d", 100_000)],
        loan(),
        grant("a", 0.20, "agvv-ontwikkeling"),
        grant("b", 0.30, "agvv-ontwikkeling"),
        answers=size,
    )

    assert amounts(found) == {"a": 20_000, "b": second}


def test_small_aid_and_exempted_aid_on_one_cost_stay_together_under_the_highest_intensity() -> None:
    # Small aid alone knows no share; beside 30,000 of exempted aid 15,000 is left under the 45%.
    both = advice([use("r_and_d", 100_000)], loan(), grant("a", 0.30, "agvv-ontwikkeling"), grant("b", 0.60, "de-minimis"))
    alone = advice([use("r_and_d", 100_000)], loan(), grant("b", 0.60, "de-minimis"))
    # Two regimes: 70% of a feasibility study is the highest, less the 30,000.
    two = advice([use("r_and_d", 100_000)], loan(), grant("a", 0.30, "agvv-ontwikkeling"), grant("b", 0.60, "agvv-haalbaarheid"))

    assert amounts(both) == {"a": 30_000, "b": 15_000}
    assert amounts(alone) == {"b": 60_000}
    assert amounts(two) == {"a": 30_000, "b": 40_000}


def test_nearly_full_small_aid_lowers_a_grant() -> None:
    # 300,000 less 280,000: 12,000 for the first, and 8,000 of the 12,000 for the second.
    found = advice(
        [use("training", 40_000)],
        loan(),
        grant("a", 0.30, "de-minimis"),
        grant("b", 0.30, "de-minimis"),
        answers={"aid.de_minimis_3y": 280_000},
    )

    assert amounts(found) == {"a": 12_000, "b": 8_000}
    assert codes(found, "product", "regime", "amount") == [("aid_lowered", "b", "de-minimis", 8_000)]


def test_full_small_aid_leaves_a_grant_out() -> None:
    schemes = (grant("a", 0.30, "de-minimis"), grant("b", 0.30, "de-minimis"))
    found = advice([use("training", 40_000)], loan(), *schemes, answers={"aid.de_minimis_3y": 288_000})

    assert amounts(found) == {"a": 12_000}
    assert codes(found, "product") == [("aid_left_out", "b")]


def test_of_small_aid_told_in_a_band_the_most_counts() -> None:
    # 270,000 to 295,000 received leaves 5,000 to be sure of.
    found = advice(
        [use("training", 40_000)],
        loan(),
        grant("a", 0.30, "de-minimis"),
        answers={"aid.de_minimis_3y": Interval(270_000, 295_000)},
    )

    assert amounts(found) == {"a": 5_000}


def test_small_aid_received_that_nobody_knows_cuts_nothing_and_is_said() -> None:
    who = {key: value for key, value in FIRM.items() if key != "aid.de_minimis_3y"}
    whole = shipped_catalogue()
    products = {one.id: one for one in (loan(), grant("a", 0.30, "de-minimis"))}
    lists = Lists(shipped_library().checklists())
    found = advise(client(who, uses=[use("training", 40_000)]), replace(whole, products=products), lists, TODAY)

    assert amounts(found) == {"a": 12_000}
    assert codes(found, "regime") == [("aid_ceiling_unknown", "de-minimis")]


def test_the_extra_cost_for_the_environment_is_not_known_so_two_schemes_are_not_cut_but_warned_of() -> None:
    asset = use("machinery", 50_000, vamil_code=True) | LISTED | {"use.energy_list": False}
    both = advice([asset], loan(), also=("mia", "vamil"))
    alone = advice([asset], loan(), also=("mia",))

    assert for_uses(both) == {"mia": (0,), "vamil": (0,)}
    assert codes(both, "regime") == [("aid_ceiling_unknown", "agvv-milieu")]
    assert codes(alone) == []
    told = "Vrijstelling milieu-investeringen (MIA/Vamil): of alle steun samen onder de grens blijft, is niet te berekenen."
    assert f"{told} Alle steun samen hoogstens 40% van de extra milieukosten" in screen(both)
    assert "whether all aid together stays under the ceiling cannot be worked out" in screen(both, "en")


def test_schemes_of_one_regime_on_two_assets_do_not_meet() -> None:
    aid = {"regime": "agvv-milieu", "counts": "advantage", "source": "s"}
    vans = product(
        id="bestel", kind="tax_relief", lender="rvo", purposes=["vehicles"], aid=aid, timing={"payout": "tax", "source": "s"}
    )
    machine = use("machinery", 50_000) | LISTED | {"use.energy_list": False}
    apart = advice([machine, use("vehicles", 30_000)], loan(), vans, also=("mia",))

    assert for_uses(apart) == {"bestel": (1,), "mia": (0,)}
    assert codes(apart) == []


def test_a_scheme_of_unknown_amount_beside_another_is_warned_of() -> None:
    unknown = grant("b", 0.30, "agvv-ontwikkeling", limits={"amount_max": 50_000, "source": "s"})
    found = advice([use("r_and_d", 100_000)], loan(), grant("a", 0.30, "agvv-ontwikkeling"), unknown)

    assert amounts(found) == {"a": 30_000, "b": None}
    assert codes(found, "regime") == [("aid_ceiling_unknown", "agvv-ontwikkeling")]


def test_the_machine_form_names_uses_amounts_and_warnings() -> None:
    found = advice(
        [use("r_and_d", 100_000)], loan(), grant("a", 0.30, "agvv-ontwikkeling"), grant("b", 0.30, "agvv-ontwikkeling")
    )
    mix = shortlist(found, texts_in("nl"))["mixes"][0]
    part = next(part for part in mix["components"] if part["product"] == "b")

    assert (part["role"], part["amount_eur"], part["uses"], part["for_uses"]) == ("later_benefit", 15_000, {"0": 15_000}, [0])
    assert "aid_lowered" in [warning["code"] for warning in mix["warnings"]]
    assert mix["covered_eur"] == 100_000
