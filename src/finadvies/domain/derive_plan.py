"""What follows about the plan, its security, aid received and earlier attempts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from finadvies.domain.facts import ASSET_PURPOSES, FACTS, MONEY_ONLY, PURPOSES
from finadvies.domain.formulas import Formula, derived, give, months_between, number, numbers
from finadvies.domain.values import (
    UNKNOWN,
    Interval,
    Known,
    Members,
    add,
    at_least,
    divide,
    interval,
    subtract,
)

if TYPE_CHECKING:
    from finadvies.domain.known import Facts


# -- the takeover ------------------------------------------------------------------------------------------------------------


@derived("takeover.multiple", "takeover.price", "takeover.ebitda")
def _multiple(facts: Facts) -> Known:
    """The price in years of the bought firm's EBITDA; a firm that earns nothing has no multiple."""
    values = numbers(facts, "takeover.price", "takeover.ebitda")
    return divide(values[0], values[1]) if values else UNKNOWN


# -- the need ----------------------------------------------------------------------------------------------------------------


@derived("need.total", "use.amount")
def _total(facts: Facts) -> Known:
    amounts = [facts.client.value("use.amount", index) for index in range(len(facts.client.uses))]
    known = [amount for amount in amounts if isinstance(amount, int | Decimal | Interval)]
    if not known:
        return UNKNOWN
    total = add(*known)
    return total if len(known) == len(amounts) else Interval(interval(total).low, None)


@derived("need.external", "use.amount", "need.own_contribution")
def _external(facts: Facts) -> Known:
    values = numbers(facts, "need.total", "need.own_contribution")
    if values:
        return at_least(subtract(values[0], values[1]), 0)
    total = number(facts, "need.total")
    return Interval(0, interval(total).high) if total is not None else UNKNOWN


@derived("need.own_share", "use.amount", "need.own_contribution")
def _own_share(facts: Facts) -> Known:
    values = numbers(facts, "need.own_contribution", "need.total")
    return divide(values[0], values[1]) if values else UNKNOWN


@derived("need.purposes", "use.purpose")
def _purposes(facts: Facts) -> Known:
    told = [facts.client.value("use.purpose", index) for index in range(len(facts.client.uses))]
    known = {purpose for purpose in told if isinstance(purpose, str) and purpose != "unspecified"}
    if not told:
        return UNKNOWN
    open_ones = len(known) < len({*told}) or UNKNOWN in told or "unspecified" in told
    return Members(frozenset(known), frozenset(PURPOSES[:-1]) - known if open_ones else frozenset())


def _amount_for(purpose: str) -> Callable[[Facts], Known]:
    def work_out(facts: Facts) -> Known:
        purposes = facts.get("need.purposes")
        if not isinstance(purposes, Members):
            return UNKNOWN
        if purpose not in purposes.sure:
            return UNKNOWN if purpose in purposes.maybe else 0
        amounts = [
            facts.client.value("use.amount", index)
            for index in range(len(facts.client.uses))
            if facts.client.value("use.purpose", index) == purpose
        ]
        known = [amount for amount in amounts if isinstance(amount, int | Decimal | Interval)]
        total = add(*known)
        # A use of which the purpose or the amount is not told yet may come on top.
        whole = len(known) == len(amounts) and not purposes.maybe
        return total if whole else Interval(interval(total).low, None)

    return work_out


for _purpose in PURPOSES:
    give(f"need.amount.{_purpose}", Formula(("use.purpose", "use.amount"), _amount_for(_purpose)))


@derived("use.tangible", "use.purpose")
def _tangible(facts: Facts) -> Known:
    purpose = facts.get("use.purpose")
    if not isinstance(purpose, str) or purpose == "unspecified":
        return UNKNOWN
    if purpose in ("machinery", "vehicles", "real_estate"):
        return True
    # Inside a rebuilding or an ICT plan some of it is a thing and some is work: that has to be asked.
    return UNKNOWN if purpose in ASSET_PURPOSES else False


@derived("use.committed", "use.purpose")
def _committed(facts: Facts) -> Known:
    # Where the money pays for no thing and no work there is nothing to order.
    return False if facts.get("use.purpose") in MONEY_ONLY else UNKNOWN


@derived("use.months_since_order", "use.committed", "use.order_date")
def _since_order(facts: Facts) -> Known:
    ordered = facts.get("use.order_date")
    if facts.get("use.committed") is False:
        return 0
    return max(0, months_between(ordered, facts.today)) if isinstance(ordered, date) else UNKNOWN


@derived("investments.year_total", "use.amount")
def _year_total(facts: Facts) -> Known:
    amounts = [
        facts.client.value("use.amount", index)
        for index in range(len(facts.client.uses))
        if facts.client.value("use.purpose", index) in ASSET_PURPOSES - {"inventory"}
    ]
    known = [amount for amount in amounts if isinstance(amount, int | Decimal | Interval)]
    # The plan is part of the year's investments; other purchases of the year may come on top.
    return Interval(interval(add(*known)).low, None) if known else UNKNOWN


# -- security, aid, history ----------------------------------------------------------------------------------------------------


@derived("security.all_assets_pledged", "security.all_assets_pledged_to")
def _all_pledged(facts: Facts) -> Known:
    holder = facts.get("security.all_assets_pledged_to")
    return holder not in ("none", "") if isinstance(holder, str) else UNKNOWN


@derived("security.real_estate_debt", "security.real_estate_value")
def _no_mortgage(facts: Facts) -> Known:
    # Without a building there is no mortgage on one.
    return 0 if facts.get("security.real_estate_value") == 0 else UNKNOWN


@derived(
    "security.shortage",
    "need.external", "security.real_estate_value", "security.real_estate_debt", "security.machinery_value",
)  # fmt: skip
def _shortage(facts: Facts) -> Known:
    """Between the loan less all security at full value, and the whole loan: what a financier lends on it is not known yet."""
    loan = number(facts, "need.external")
    values = numbers(facts, "security.real_estate_value", "security.real_estate_debt", "security.machinery_value")
    if loan is None:
        return UNKNOWN
    most = interval(loan).high
    if not values:
        return Interval(0, most)
    at_full_value = add(at_least(subtract(values[0], values[1]), 0), values[2])
    least = interval(at_least(subtract(loan, at_full_value), 0)).low
    return Interval(least, most)


# What is left under the ceiling takes a figure with conditions, so `rules.client_facts` puts it in.
give("aid.de_minimis_room", Formula(("aid.de_minimis_3y",), lambda _: UNKNOWN))


@derived("need.asked_before", "need.asked_before")
def _asked_before(facts: Facts) -> Known:
    return True if facts.client.history else UNKNOWN


@derived("history.rejected_lender_kinds", "need.asked_before", "history.result", "history.lender")
def _rejected_kinds(facts: Facts) -> Known:
    if facts.get("need.asked_before") is False:
        return Members(frozenset())
    if not facts.client.history:
        return UNKNOWN
    sure: set[str] = set()
    maybe: set[str] = set()
    for entry in facts.client.history:
        result, lender = (entry[key].value if key in entry else UNKNOWN for key in ("history.result", "history.lender"))
        product = entry["history.product"].value if "history.product" in entry else UNKNOWN
        if result not in ("rejected", UNKNOWN):
            continue
        known = facts.catalogue.products.get(product) if isinstance(product, str) else None
        name = lender if isinstance(lender, str) else known.lender if known else ""
        if name in facts.catalogue.lenders:
            (sure if result == "rejected" else maybe).add(facts.catalogue.lenders[name].kind)
        else:
            # No name yet, or one that the catalogue does not have: it may be of any kind.
            maybe.update(FACTS["history.rejected_lender_kinds"].choices)
    return Members(frozenset(sure), frozenset(maybe - sure))


@derived("history.refused_in_writing", "need.asked_before", "history.result", "history.written")
def _refused_in_writing(facts: Facts) -> Known:
    """Whether a refusal lies on paper, as some lenders of last resort want to see."""
    if facts.get("need.asked_before") is False:
        return False
    perhaps = False
    for entry in facts.client.history:
        result, written = (entry[key].value if key in entry else UNKNOWN for key in ("history.result", "history.written"))
        if result == "rejected" and written is True:
            return True
        perhaps = perhaps or (result in ("rejected", UNKNOWN) and written is not False)
    return UNKNOWN if perhaps or not facts.client.history else False
