"""The grid of situations, and what is counted over it: on a few products, so that every number can be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from itertools import product as combined
from typing import Any

import pytest
from made import product
from shipped import TODAY

from finadvies.catalogue.coverage import coverage
from finadvies.catalogue.covering import covering
from finadvies.catalogue.situations import CELLS, client_in, dimensions, situations
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.facts import FACTS, GIVEN
from finadvies.domain.upkeep import DIMENSIONS, Coverage, Situation
from finadvies.domain.values import UNKNOWN, Members
from finadvies.rules.eligibility import client_facts

SECTORS = ("horeca", "zorg")


@pytest.fixture(scope="module")
def grid(catalogue: Catalogue) -> list[Situation]:
    return situations(catalogue)


def few(catalogue: Catalogue, *products: Any) -> Catalogue:
    """The shipped catalogue with these products and two sectors."""
    sectors = {name: catalogue.sectors[name] for name in SECTORS}
    return replace(catalogue, products={one.id: one for one in products}, sectors=sectors)


def found(catalogue: Catalogue, *products: Any) -> Coverage:
    return coverage(few(catalogue, *products), TODAY)


def asks(fact: str, **operators: Any) -> dict[str, Any]:
    return {"when": {"fact": fact, **operators}}


# -- the design ----------------------------------------------------------------------------------------------------------------


def test_every_cell_of_purpose_sector_and_age_is_in_the_grid_once(catalogue: Catalogue, grid: list[Situation]) -> None:
    values = dimensions(catalogue)
    cells = [tuple(situation[name] for name in CELLS) for situation in grid]

    assert set(cells) == set(combined(*(values[name] for name in CELLS)))
    assert len(cells) - len(set(cells)) <= len(cells) // 100


def test_every_pair_of_values_of_every_two_dimensions_meets(catalogue: Catalogue, grid: list[Situation]) -> None:
    values = dimensions(catalogue)
    for one, other in combinations(values, 2):
        met = {(situation[one], situation[other]) for situation in grid}
        assert met == set(combined(values[one], values[other])), (one, other)


def test_pairs_that_the_cells_leave_out_get_rows_of_their_own() -> None:
    values = {"a": ("1", "2"), "b": ("1", "2", "3"), "c": ("1", "2", "3")}

    rows = covering(values, ("a",))

    for one, other in combinations(values, 2):
        assert {(row[one], row[other]) for row in rows} == set(combined(values[one], values[other]))


def test_the_grid_is_the_same_each_time_and_evenly_spread(catalogue: Catalogue, grid: list[Situation]) -> None:
    assert grid == situations(catalogue)
    for name in ("form", "amount", "trouble", "urgency", "province"):
        times = [sum(situation[name] == value for situation in grid) for value in dimensions(catalogue)[name]]
        assert max(times) - min(times) <= len(grid) // 50, name


# -- the clients -----------------------------------------------------------------------------------------------------------------


def test_a_client_is_what_the_situation_says(catalogue: Catalogue, grid: list[Situation]) -> None:
    for situation in grid[::37]:
        facts = client_facts(client_in(situation, catalogue, TODAY), catalogue, TODAY).for_use(0)
        months = {"not_started": 0, "half_year": 6, "two_years": 25, "eight_years": 97}[situation["age"]]
        sectors = facts.get("company.sectors")

        assert facts.get("company.legal_form") == situation["form"]
        assert facts.get("company.age_months") == months
        assert isinstance(sectors, Members)
        assert situation["sector"] in sectors.sure
        assert not sectors.maybe
        assert facts.get("company.place").province == situation["province"]  # type: ignore[union-attr]  # a place
        assert facts.get("use.purpose") == situation["purpose"]
        assert (facts.get("figures.tax_debt") != 0) == (situation["trouble"] == "arrears")
        assert (facts.get("figures.net_profit") < 0) == (situation["trouble"] in ("loss", "arrears"))  # type: ignore[operator]
        assert facts.get("owner.bkr_arrears") is (situation["trouble"] == "bkr")


def test_a_client_leaves_no_fact_open_that_criteria_of_many_products_name(catalogue: Catalogue, grid: list[Situation]) -> None:
    names = {
        test
        for one in catalogue.products.values()
        for criterion in one.criteria
        for test in _facts(criterion)
        if FACTS[test].scope in ("client", "figures", "use")
    }
    started = next(s for s in grid if s["age"] == "eight_years" and s["purpose"] == "machinery" and s["urgency"] == "urgent")
    facts = client_facts(client_in(started, catalogue, TODAY), catalogue, TODAY).for_use(0)

    left_open = {name for name in names if facts.get(name) is UNKNOWN}
    assert left_open <= {
        "owner.benefit_kind", "use.environment_class", "takeover.form", "takeover.vendor_loan", "company.age_months",
    }  # fmt: skip


def _facts(criterion: Any) -> set[str]:
    from finadvies.domain.condition import facts_of

    return {fact for condition in (criterion.when, criterion.applies) if condition for fact in facts_of(condition)}


def test_the_answers_are_values_that_the_questions_allow(catalogue: Catalogue, grid: list[Situation]) -> None:
    given = {fact.key for fact in GIVEN} | {"use.tangible"}
    for situation in grid[::53]:
        for slot, answer in client_in(situation, catalogue, TODAY).slots():
            fact = FACTS[slot.key]
            assert slot.key in given
            if fact.choices and isinstance(answer.value, str):
                assert answer.value in fact.choices, slot


# -- what is counted -------------------------------------------------------------------------------------------------------------


def test_a_loan_for_everything_is_a_route_in_every_situation(catalogue: Catalogue) -> None:
    told = found(catalogue, product(id="alles"))

    assert {cell.routes for cell in told.cells} == {1}
    assert (told.empty, told.unreached, told.undecided_share) == ((), (), 0.0)
    assert {name: set(values) for name, values in told.values.items()}.keys() == set(DIMENSIONS)
    assert sum(spread.situations for spread in told.values["form"].values()) == len(told.cells)
    assert len(told.pairs) == 28


def test_a_situation_that_no_product_is_for_is_empty_and_shows_in_its_values_and_pairs(catalogue: Catalogue) -> None:
    told = found(catalogue, product(asks("company.legal_form", none_of=["stichting"]), id="geen-stichting"))

    assert {cell.situation["form"] for cell in told.empty} == {"stichting"}
    assert (told.values["form"]["stichting"].most, told.values["form"]["bv"].least) == (0, 1)
    assert told.pairs["form", "age"]["stichting", "not_started"].most == 0
    assert told.values["age"]["not_started"].least == 0


def test_a_product_that_no_situation_reaches_is_named_with_what_shuts_it(catalogue: Catalogue) -> None:
    told = found(catalogue, product(id="alles"), product(asks("company.country", **{"is": "BQ"}), HARMLESS, id="saba"))

    assert [(each.product, each.shut_by, each.everywhere, each.larger) for each in told.unreached] == [
        ("saba", ("eis-0",), True, None)
    ]
    assert told.unreachable == told.unreached


HARMLESS = asks("owner.age", min=18)


def test_two_criteria_that_shut_it_in_turn_are_both_named(catalogue: Catalogue) -> None:
    told = found(
        catalogue,
        product(asks("company.age_months", min=60), asks("company.started", **{"is": False}), id="jong-en-oud"),
    )

    assert [(set(each.shut_by), each.everywhere) for each in told.unreached] == [({"eis-0", "eis-1"}, False)]


def test_a_product_for_larger_firms_is_tried_with_larger_amounts_before_it_is_called_unreachable(catalogue: Catalogue) -> None:
    large = product(id="groot", limits={"amount_min": 600_000, "source": "s"})
    told = found(catalogue, product(id="alles"), large)

    assert [(each.product, each.larger) for each in told.unreached] == [("groot", 1_000_000)]
    assert told.unreachable == ()


def test_closed_products_are_neither_routes_nor_missed(catalogue: Catalogue) -> None:
    told = found(
        catalogue,
        product(id="dicht", status="closed", closed_on=date(2025, 1, 1)),
        product(id="voorbij", runs_until=date(2026, 11, 23)),
    )

    assert {cell.routes for cell in told.cells} == {0}
    assert told.unreached == ()


def test_a_guarantee_or_a_subsidy_is_no_route_but_counts_beside_it(catalogue: Catalogue) -> None:
    grant = product(
        id="subsidie",
        kind="subsidy",
        price={"model": "grant", "source": "s"},
        timing={"payout": "afterwards", "source": "s"},
        benefits=[{"type": "grant", "share": 0.5, "source": "s"}],
    )
    told = found(catalogue, grant)

    assert {(cell.routes, cell.supports) for cell in told.cells} == {(0, 1)}
    assert len(told.empty) == len(told.cells)
    assert any(cell.desks for cell in told.cells)


def test_a_route_that_hangs_on_an_answer_counts_as_undecided(catalogue: Catalogue) -> None:
    told = found(catalogue, product(asks("history.amount", min=1), id="open"))

    assert {(cell.routes, cell.undecided) for cell in told.cells} == {(1, 1)}
    assert told.undecided_share == 1.0


def test_on_what_ships_verdicts_are_decided_and_routes_are_many(catalogue: Catalogue, grid: list[Situation]) -> None:
    """A sample; `catalogue coverage` itself goes over all."""
    told = coverage(catalogue, TODAY, grid[::45])

    assert told.undecided_share < 0.03
    assert sum(cell.routes for cell in told.cells) / len(told.cells) > 10
