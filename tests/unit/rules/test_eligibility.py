"""From criteria to a verdict: what blocks, what asks attention, what stays open, and for which use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from made import client, facts, product

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.product import Product
from finadvies.domain.values import Interval
from finadvies.rules.eligibility import Option, Reason, judge
from finadvies.rules.finding import Distance
from finadvies.rules.truth import Truth

MACHINE = {"use.purpose": "machinery", "use.amount": 100_000}
CONDITIONS: dict[str, dict[str, Any]] = {
    "true": {"fact": "owner.partner", "is": True},
    "false": {"fact": "owner.partner", "is": False},
    "unknown": {"fact": "owner.bkr_arrears", "is": False},
}


def option(asked: Product, who: Client) -> Option:
    return judge(asked, facts(who))


def reason(found: Option, name: str) -> Reason:
    return next(each for each in found.reasons if each.id == name)


@pytest.mark.parametrize(
    ("hard", "norm", "verdict"),
    [
        ("true", "true", "fits"), ("true", "false", "attention"), ("true", "unknown", "unknown"), ("unknown", "true", "unknown"),
        ("unknown", "false", "unknown"), ("unknown", "unknown", "unknown"), ("false", "true", "blocked"), ("false", "false", "blocked"),
        ("false", "unknown", "blocked"),
    ],
)  # fmt: skip
def test_hard_rules_block_norms_ask_attention_and_what_is_open_stays_open(hard: str, norm: str, verdict: str) -> None:
    asked = product({"when": CONDITIONS[hard]}, {"level": "norm", "when": CONDITIONS[norm]}, {"level": "judgement"})

    assert option(asked, client({"owner.partner": True}, uses=[MACHINE])).verdict == verdict


def test_gates_come_first_then_hard_rules_norms_and_judgements() -> None:
    asked = product(
        {"id": "oordeel", "level": "judgement"},
        {"id": "richtlijn", "level": "norm", "when": CONDITIONS["true"]},
        {"id": "regel", "when": CONDITIONS["true"]},
        {"id": "poort", "when": CONDITIONS["true"], "gate": True},
    )

    names = [each.id for each in option(asked, client({"owner.partner": True}, uses=[MACHINE])).reasons]

    assert names[0] == "poort"
    assert [name for name in names if name in ("regel", "richtlijn", "oordeel")] == ["regel", "richtlijn", "oordeel"]


def test_of_several_uses_the_best_decides_and_the_others_get_nothing() -> None:
    asked = product({"when": {"fact": "use.new", "is": True}})
    uses = [{**MACHINE, "use.new": False}, {**MACHINE, "use.new": True}]

    found = option(asked, client(uses=uses))

    assert (found.verdict, found.ceilings, reason(found, "eis-0").use) == ("fits", (0, 100_000), 1)


def test_a_use_of_which_too_little_is_known_counts_before_one_that_asks_attention() -> None:
    asked = product({"level": "norm", "when": {"fact": "use.new", "is": True}})

    found = option(asked, client(uses=[{**MACHINE, "use.new": False}, MACHINE]))

    assert (found.verdict, found.missing) == ("unknown", (Slot("use.new", 1),))


def test_a_closed_scheme_says_since_when_and_names_its_successor() -> None:
    found = option(product(status="closed", closed_on=date(2026, 1, 1), successor="nieuw"), client(uses=[MACHINE]))

    assert (found.verdict, found.open) == ("closed", False)
    assert (found.reasons[0].found, found.reasons[0].required) == (date(2026, 1, 1), "nieuw")


def test_a_scheme_past_its_last_day_is_closed() -> None:
    last_day = {"runs_until": date(2026, 11, 24)}

    assert option(product(**last_day), client(uses=[MACHINE])).verdict == "fits"
    assert option(product(runs_until=date(2026, 11, 23)), client(uses=[MACHINE])).verdict == "closed"


def window(**fields: Any) -> Product:
    return product(windows=[{"source": "s", **fields}])


@pytest.mark.parametrize(
    ("round_", "said", "verdict"),
    [
        ({"opens": date(2026, 1, 1), "closes": date(2026, 12, 31)}, Truth.TRUE, "fits"),
        ({"opens": date(2027, 2, 1), "closes": date(2027, 3, 1)}, Truth.TRUE, "fits"),
        ({"opens": date(2025, 2, 1), "closes": date(2025, 3, 1)}, Truth.UNKNOWN, "unknown"),
        ({"closes": date(2026, 12, 31), "used_up": True, "used_up_as_of": date(2026, 6, 1)}, Truth.FALSE, "blocked"),
        ({"opens_yearly": "01-10", "closes_yearly": "02-28"}, Truth.TRUE, "fits"),
        ({"months_yearly": [3, 9]}, Truth.TRUE, "fits"),
    ],
)
def test_a_round_open_now_or_later_fits_and_a_pot_that_is_empty_blocks(round_: dict[str, Any], said: Truth, verdict: str) -> None:
    found = option(window(**round_), client(uses=[MACHINE]))

    assert (reason(found, "window").truth, found.verdict) == (said, verdict)


def test_the_next_round_is_named_when_none_is_open() -> None:
    assert option(window(opens_yearly="01-10", closes_yearly="02-28"), client(uses=[MACHINE])).opens == date(2027, 1, 10)
    assert option(window(months_yearly=[3, 9]), client(uses=[MACHINE])).opens == date(2027, 3, 1)
    assert option(window(closes=date(2026, 12, 31)), client(uses=[MACHINE])).opens is None


def test_a_round_for_some_clients_only_is_open_until_it_is_known_who_this_is() -> None:
    past = {"closes": date(2026, 1, 1), "source": "s"}
    mine = {"closes": date(2026, 12, 31), "when": CONDITIONS["unknown"], "source": "s"}
    asked = product(windows=[past, mine])

    found = option(asked, client(uses=[MACHINE]))

    assert reason(found, "window").truth is Truth.UNKNOWN
    assert Slot("owner.bkr_arrears") in found.missing
    assert option(asked, client({"owner.bkr_arrears": False}, uses=[MACHINE])).verdict == "fits"


def limited(**limits: Any) -> Product:
    return product(limits={"source": "s", **limits})


def test_a_ceiling_of_this_client_below_the_least_that_is_lent_shuts_the_product() -> None:
    asked = limited(amount_min=25_000, amount_max=[{"rate": 0.25, "of": "figures.revenue"}])

    def verdict(revenue: int) -> str:
        year = {"figures.year": 2025, "figures.kind": "final", "figures.revenue": revenue}
        return option(asked, client(uses=[MACHINE], years=[year])).verdict

    assert verdict(80_000) == "blocked"
    assert verdict(120_000) == "fits"


def test_an_amount_below_the_least_that_is_lent_blocks_and_says_how_much_is_short() -> None:
    found = option(limited(amount_min=150_000), client(uses=[MACHINE]))

    assert found.verdict == "blocked"
    assert reason(found, "amount").distance == Distance(Decimal(50_000), "eur", "low")


def test_an_amount_above_the_most_that_is_lent_is_no_obstacle_for_a_part_can_be_paid() -> None:
    found = option(limited(amount_max=60_000), client(uses=[MACHINE]))

    assert (found.verdict, found.maximum) == ("fits", 60_000)


def test_an_amount_that_may_still_reach_the_least_that_is_lent_is_open_and_asked_for() -> None:
    found = option(limited(amount_min=150_000), client(uses=[{"use.purpose": "machinery"}]))

    assert (found.verdict, found.missing) == ("unknown", (Slot("use.amount", 0),))


def test_a_use_that_may_not_be_paid_does_not_help_to_reach_the_least_that_is_lent() -> None:
    asked = replace_purposes(limited(amount_min=150_000), "machinery")
    other = {"use.purpose": "unspecified", "use.amount": 200_000}

    found = option(asked, client(uses=[MACHINE, other]))
    told = option(asked, client(uses=[MACHINE, {**other, "use.purpose": "export"}]))

    assert (found.verdict, told.verdict) == ("unknown", "blocked")


def replace_purposes(asked: Product, *purposes: str) -> Product:
    return asked.model_copy(update={"purposes": purposes})


def test_an_unspecified_purpose_stays_unknown_and_is_asked() -> None:
    asked = replace_purposes(product(), "machinery")

    found = option(asked, client(uses=[{"use.purpose": "unspecified", "use.amount": 1}]))

    assert (found.verdict, reason(found, "purpose").truth, found.missing) == ("unknown", Truth.UNKNOWN, (Slot("use.purpose", 0),))


def test_without_any_use_nothing_is_blocked_on_its_purpose() -> None:
    found = option(replace_purposes(product(), "machinery"), client())

    assert (found.verdict, found.missing) == ("unknown", (Slot("use.purpose", 0),))


def test_another_purpose_blocks() -> None:
    found = option(replace_purposes(product(), "machinery"), client(uses=[{"use.purpose": "export", "use.amount": 1}]))

    assert (found.verdict, found.ceilings) == ("blocked", (0,))


def test_a_criterion_that_does_not_apply_counts_as_met() -> None:
    asked = product({"applies": CONDITIONS["false"], "when": CONDITIONS["unknown"]})

    found = option(asked, client({"owner.partner": True}, uses=[MACHINE]))

    assert (found.verdict, reason(found, "eis-0").moot) == ("fits", True)


def test_a_criterion_that_may_not_apply_and_is_met_anyway_is_met() -> None:
    asked = product({"applies": CONDITIONS["unknown"], "when": CONDITIONS["true"]})

    assert option(asked, client({"owner.partner": True}, uses=[MACHINE])).verdict == "fits"


def test_a_criterion_that_fails_where_it_applies_is_open_until_that_is_known() -> None:
    asked = product({"applies": CONDITIONS["unknown"], "when": CONDITIONS["false"]})

    found = option(asked, client({"owner.partner": True}, uses=[MACHINE]))

    assert (found.verdict, found.missing) == ("unknown", (Slot("owner.bkr_arrears"),))


def test_a_bound_that_may_not_hold_for_this_client_blocks_nobody_yet() -> None:
    asked = limited(amount_min=[{"value": 150_000, "when": CONDITIONS["unknown"]}])

    assert option(asked, client(uses=[MACHINE])).verdict == "unknown"
    assert option(asked, client({"owner.bkr_arrears": True}, uses=[MACHINE])).verdict == "fits"
    assert option(asked, client({"owner.bkr_arrears": False}, uses=[MACHINE])).verdict == "blocked"


FIGURES = {
    "figures.kind": "final", "figures.net_profit": 20_000, "figures.depreciation": 0, "figures.interest": 0,
    "figures.private_withdrawals": 0, "figures.debt_service": 5_000,
}  # fmt: skip


def test_cover_of_debt_after_the_loan_is_open_while_own_money_is_unknown(catalogue: Catalogue) -> None:
    asked = product(
        {"level": "norm", "when": {"fact": "figures.dscr_after", "min": 1.2}},
        price={"model": "loan", "rate_min": 0.06, "rate_max": 0.06, "source": "s"},
        limits={"term_months_max": 60, "source": "s"},
    )

    def verdict(**answers: Any) -> str:
        return option(asked, client(answers, uses=[MACHINE], years=[FIGURES])).verdict

    assert verdict() == "unknown"
    assert verdict(**{"need.own_contribution": 0}) == "attention"
    assert verdict(**{"need.own_contribution": 60_000}) == "fits"
    assert verdict(**{"need.own_contribution": Interval(55_000, 65_000)}) == "fits"


def test_a_lender_that_was_rejected_at_counts_only_once_that_is_known(catalogue: Catalogue) -> None:
    asked = product({"when": {"fact": "history.rejected_lender_kinds", "has_any": ["bank"]}})

    def verdict(**attempt: str) -> str:
        table = {f"history.{name}": value for name, value in attempt.items()}
        return option(asked, client(uses=[MACHINE], history=[table])).verdict

    assert verdict(lender="abn-amro", result="rejected") == "fits"
    assert verdict(lender="abn-amro") == "unknown"
    assert verdict(result="rejected") == "unknown"
    assert verdict(lender="abn-amro", result="accepted") == "blocked"


def test_no_verdict_rests_on_who_is_first_in_the_list_of_uses() -> None:
    asked = product({"when": {"fact": "use.new", "is": True}})
    uses = [{**MACHINE, "use.new": False}, {**MACHINE, "use.new": True}]
    one, other = client(uses=uses), client(uses=uses[::-1])

    assert option(asked, one).verdict == option(asked, other).verdict
    assert option(asked, one).ceilings == option(asked, replace(other)).ceilings[::-1]
