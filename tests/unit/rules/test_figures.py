"""What a figure of the catalogue comes to: at each bound, and while its facts are open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from made import client, facts
from pydantic import TypeAdapter

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.figure import EuroFigure
from finadvies.domain.values import Interval, Known
from finadvies.rules.figures import Outcome, outcome

rows = TypeAdapter(EuroFigure).validate_python


def bmkb_share(catalogue: Catalogue, need: Known) -> Outcome:
    terms = catalogue.products["bmkb"].guarantee
    assert terms is not None
    return outcome(terms.share_of_loan, facts().for_option({"need.external": need}))


@pytest.mark.parametrize(("need", "share"), [(333_333, "0.75"), (333_334, "0.50")])
def test_the_state_guarantees_three_quarters_up_to_a_need_of_333_333_and_half_above_it(
    catalogue: Catalogue, need: int, share: str
) -> None:
    assert bmkb_share(catalogue, need).exact == Decimal(share)


def test_of_a_need_that_may_lie_on_either_side_both_guaranteed_shares_stand(catalogue: Catalogue) -> None:
    found = bmkb_share(catalogue, Interval(300_000, 400_000))

    assert (found.low, found.high, found.exact) == (Decimal("0.50"), Decimal("0.75"), None)


@pytest.mark.parametrize(("months", "commission"), [(24, "0.0390"), (25, "0.0425"), (72, "0.0425"), (73, "0.0585")])
def test_the_commission_of_the_guarantee_steps_up_after_two_and_after_six_years(
    catalogue: Catalogue, months: int, commission: str
) -> None:
    fee = catalogue.products["bmkb"].price.fees[0]

    assert outcome(fee.share, facts().for_option({"option.term_months": months})).exact == Decimal(commission)


def kia(catalogue: Catalogue, invested: Known) -> Outcome:
    return outcome(catalogue.products["kia"].benefits[0].eur_max, facts().for_option({"investments.year_total": invested}))


@pytest.mark.parametrize(
    ("invested", "deduction"),
    [
        (2_900, "0"), (2_901, "812.28"), (71_683, "20071.24"), (71_684, "20072"), (132_746, "20072"), (132_747, "20071.9244"),
        (398_236, "0.956"), (398_237, "0"),
    ],
)  # fmt: skip
def test_the_small_investment_deduction_follows_its_brackets(catalogue: Catalogue, invested: int, deduction: str) -> None:
    assert kia(catalogue, invested).exact == Decimal(deduction)


def test_while_the_years_investments_are_open_no_deduction_beyond_the_highest_is_promised(catalogue: Catalogue) -> None:
    found = kia(catalogue, Interval(50_000, None))

    assert (found.low, found.high) == (0, 20_072)


def wbso(catalogue: Catalogue, base: Known, *, starter: bool | None) -> Outcome:
    extra: dict[str, Known] = {"company.has_payroll": True, "rnd.base": base}
    if starter is not None:
        extra["rnd.starter"] = starter
    return outcome(catalogue.products["wbso"].benefits[0].eur_max, facts().for_option(extra))


@pytest.mark.parametrize(
    ("base", "starter", "relief"),
    [
        (391_020, True, "195510"), (391_120, True, "195526"), (391_020, False, "140767.2"), (391_120, False, "140783"),
        (100_000, True, "50000"), (100_000, False, "36000"),
    ],
)  # fmt: skip
def test_the_research_relief_has_two_brackets_and_starters_get_more(
    catalogue: Catalogue, base: int, starter: bool, relief: str
) -> None:
    assert wbso(catalogue, base, starter=starter).exact == Decimal(relief)


def test_of_a_firm_that_may_be_a_starter_only_the_two_sums_that_can_be_are_given(catalogue: Catalogue) -> None:
    found = wbso(catalogue, 500_000, starter=None)

    assert (found.low, found.high) == (Decimal("158203.8"), Decimal("212946.8"))


def test_a_base_that_may_lie_in_both_brackets_never_gives_more_than_its_upper_end_gives(catalogue: Catalogue) -> None:
    found = wbso(catalogue, Interval(300_000, 500_000), starter=False)

    assert (found.low, found.high) == (Decimal(108_000), Decimal("158203.8"))


def test_a_figure_of_last_year_is_shown_and_called_out_of_date() -> None:
    found = outcome(
        rows([{"value": 10, "valid_until": date(2024, 12, 31)}, {"value": 12, "valid_until": date(2025, 12, 31)}]), facts()
    )

    assert (found.exact, found.out_of_date) == (12, True)


def test_a_bound_that_only_some_clients_have_may_be_absent() -> None:
    figure = rows([{"value": 50_000, "when": {"fact": "company.started", "is": False}}])

    unknown, started = outcome(figure, facts()), outcome(figure, facts(client({"company.started": True})))

    assert (unknown.low, unknown.may_be_absent, unknown.exact) == (50_000, True, None)
    assert not started.known


def test_a_figure_nobody_wrote_says_nothing() -> None:
    assert not outcome(None, facts()).known
