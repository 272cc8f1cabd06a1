"""Two pieces of advice side by side: what opens and shuts and why, what the mixes gain, which questions and papers come and go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from made import client, product
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.advice.compare import Comparison, MixChange, OptionChange, compare
from finadvies.domain.client import Client, Slot
from finadvies.domain.product import Product
from finadvies.domain.values import Value
from finadvies.homework import Lists

LISTS = Lists(shipped_library().checklists())
MACHINE: Mapping[str, Value] = {"use.purpose": "machinery", "use.amount": 100_000}


def lender(*criteria: Mapping[str, Any], key: str = "lening", **fields: Any) -> Product:
    return product(*criteria, id=key, lender=fields.pop("lender", "rabobank"), **fields)


def both(before: Client, after: Client, *products: Product) -> Comparison:
    """The same lenders for a client before and after."""
    catalogue = replace(shipped_catalogue(), products={each.id: each for each in products})
    return compare(*(advise(who, catalogue, LISTS, TODAY) for who in (before, after)))


def shipped(who: Client) -> Advice:
    return advise(who, shipped_catalogue(), LISTS, TODAY)


def with_own(euros: int, **more: Value) -> Client:
    return client({"need.own_contribution": euros, **more}, uses=[MACHINE])


OWN_SHARE = {"id": "inbreng", "when": {"fact": "need.own_share", "min": 0.2}}


# -- options -----------------------------------------------------------------------------------------------------------------


def test_an_option_that_opens_names_what_stood_in_the_way() -> None:
    (change,) = both(with_own(10_000), with_own(20_000), lender(OWN_SHARE)).options

    assert (change.product, change.before.verdict, change.after.verdict, change.move) == ("lening", "blocked", "fits", "opens")
    assert change.reason is not None
    assert (change.reason.id, change.decided_after) == ("inbreng", False)


def test_an_option_that_shuts_names_what_stands_in_the_way_now() -> None:
    (change,) = both(with_own(20_000), with_own(10_000), lender(OWN_SHARE)).options

    assert change.move == "shuts"
    assert change.reason is not None
    assert (change.reason.id, change.decided_after) == ("inbreng", True)


def test_a_norm_that_is_met_moves_an_option_without_opening_it() -> None:
    (change,) = both(with_own(10_000), with_own(20_000), lender({**OWN_SHARE, "level": "norm"})).options

    assert (change.before.verdict, change.after.verdict, change.move) == ("attention", "fits", "moves")


def test_an_answer_that_comes_in_decides_without_an_obstacle() -> None:
    asked = lender({"when": {"fact": "owner.bkr_arrears", "is": False}})

    (change,) = both(with_own(0), with_own(0, **{"owner.bkr_arrears": False}), asked).options

    assert (change.before.verdict, change.after.verdict, change.reason) == ("unknown", "fits", None)


def test_what_opens_stands_before_what_shuts() -> None:
    shuts = lender({"when": {"fact": "need.own_share", "max": 0.15}}, key="a-dicht")
    opens = lender(OWN_SHARE, key="b-open")

    found = both(with_own(10_000), with_own(20_000), shuts, opens).options

    assert [change.product for change in found] == ["b-open", "a-dicht"]


# -- mixes -------------------------------------------------------------------------------------------------------------------


def best(found: Comparison, label: str) -> MixChange:
    return next(change for change in found.mixes if change.label == label)


def test_more_own_money_is_a_cheaper_mix() -> None:
    loan = lender(price={"model": "loan", "rate_min": 0.06, "rate_max": 0.06, "source": "s"})

    change = best(both(with_own(10_000), with_own(60_000), loan), "cheapest")

    assert change.differs
    assert change.saved_eur is not None
    assert change.saved_eur > 0
    assert change.days_sooner == 0


def test_what_covers_less_is_not_called_cheaper() -> None:
    # A loan of at most 80,000: with 5,000 of own money 15,000 stays open.
    loan = lender(
        price={"model": "loan", "rate_min": 0.06, "rate_max": 0.06, "source": "s"}, limits={"amount_max": 80_000, "source": "s"}
    )
    found = both(with_own(20_000), with_own(5_000), loan)

    assert found.before.shortfall is None
    assert found.after.shortfall is not None
    assert all(change.saved_eur is None for change in found.mixes)


def test_a_quicker_lender_that_opens_is_days_sooner() -> None:
    slow = lender(key="traag", timing={"payout": "upfront", "decision_days": {"min": 30, "max": 40}, "source": "s"})
    quick = lender(OWN_SHARE, key="snel", timing={"payout": "upfront", "decision_days": {"min": 1, "max": 2}, "source": "s"})

    change = best(both(with_own(10_000), with_own(20_000), slow, quick), "fastest")

    assert change.days_sooner is not None
    assert change.days_sooner > 20


def test_without_a_mix_there_is_nothing_to_gain() -> None:
    shut = lender({"when": {"fact": "need.own_share", "min": 0.2}})

    found = both(with_own(0), with_own(20_000), shut)

    assert all((change.saved_eur, change.days_sooner) == (None, None) for change in found.mixes if change.before is None)


# -- figures, questions, papers ------------------------------------------------------------------------------------------------


def test_a_ratio_that_changes_is_shown_as_it_was_and_as_it_is() -> None:
    catalogue = shipped_catalogue()
    norm = next(key for key, each in catalogue.norms.items() if each.fact == "need.own_share")

    found = compare(shipped(with_own(5_000)), shipped(with_own(40_000)))

    (change,) = (each for each in found.measures if each.measure.norm.id == norm)
    assert change.before is not None
    assert change.after is not None
    assert change.before.light != change.after.light


def test_a_question_that_needs_no_answer_any_more_is_told_but_not_the_one_just_answered() -> None:
    asked = lender(
        {"id": "bkr", "when": {"any": [{"fact": "owner.bkr_arrears", "is": False}, {"fact": "owner.partner", "is": True}]}}
    )

    found = both(with_own(0), with_own(0, **{"owner.partner": True}), asked)

    assert Slot("owner.bkr_arrears") in found.settled
    assert Slot("owner.partner") not in found.settled
    assert not set(found.settled) & set(found.raised)


def test_papers_come_and_go_with_the_first_mix() -> None:
    # With 100,000 of its own the client needs nobody, and no papers.
    bank = shipped_catalogue().products["rabobank-zakelijke-lening"]

    found = both(with_own(100_000), with_own(10_000), bank)

    assert found.before.proposals[0].products == ()
    assert found.removed == ()
    lines = found.after.homework(found.after.proposals[0].products).lines
    assert lines
    assert [line.id for line in found.added] == [line.id for line in lines]


# -- the same, and what cannot be compared -------------------------------------------------------------------------------------


def test_the_same_client_differs_in_nothing() -> None:
    found = compare(shipped(with_own(10_000)), shipped(with_own(10_000)))

    assert (found.options, found.measures, found.settled, found.raised, found.added, found.removed) == ((),) * 6
    assert found.mixes
    assert not any(change.differs for change in found.mixes)


def test_what_opens_there_and_back_shuts_again() -> None:
    there = compare(shipped(with_own(0)), shipped(with_own(40_000)))
    back = compare(shipped(with_own(40_000)), shipped(with_own(0)))

    def moves(changes: tuple[OptionChange, ...], move: str) -> set[str]:
        return {change.product for change in changes if change.move == move}

    assert moves(there.options, "opens") == moves(back.options, "shuts")
    assert moves(there.options, "moves") == moves(back.options, "moves")
    assert {line.id for line in there.added} == {line.id for line in back.removed}


def test_another_day_or_catalogue_is_not_compared() -> None:
    who = with_own(10_000)
    later: date = TODAY + timedelta(days=1)
    for other in (
        advise(who, shipped_catalogue(), LISTS, later),
        advise(who, replace(shipped_catalogue(), products={}), LISTS, TODAY),
    ):
        with pytest.raises(ValueError, match="same catalogue and day"):
            compare(shipped(who), other)


def test_another_sum_afterwards_is_a_difference_and_no_saving() -> None:
    # 30% of 40,000 is 12,000; of small state aid 300,000 less 295,000 is left before.
    grant = lender(
        key="subsidie", kind="subsidy", limits={"share_max": 0.3, "share_basis": "eligible_cost", "source": "s"},
        timing={"payout": "afterwards", "source": "s"}, aid={"regime": "de-minimis", "counts": "whole_amount", "source": "s"},
    )  # fmt: skip
    course = {"use.purpose": "training", "use.amount": 40_000}
    before, after = (client({"company.sbi": "62.01", "aid.de_minimis_3y": got}, uses=[course]) for got in (295_000, 0))
    change = both(before, after, lender(), grant).mixes[0]

    assert change.before is not None
    assert change.after is not None
    assert (change.before.later_eur, change.after.later_eur) == (5_000, 12_000)
    assert change.differs
    assert not change.saved_eur
