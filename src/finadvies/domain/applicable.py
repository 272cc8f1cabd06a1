"""Which answers count beside the others: one table of when a fact makes sense, read by the talk and by the advice.

An answer that another one makes senseless (own use of a building, once the money is for a van) is kept, not counted and not
asked. As long as the other answer is unknown the fact applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from finadvies.domain.client import GROUPS, Client, Group, Slot, is_repeated
from finadvies.domain.facts import ASSET_PURPOSES, FACTS, GIVEN, MONEY_ONLY, PURPOSES
from finadvies.domain.known import latest_year
from finadvies.domain.values import UNKNOWN, Exact, Interval, Value, interval


@dataclass(frozen=True, slots=True)
class Bar:
    """Another answer that can make a fact senseless.

    Attributes:
        on: the fact it hangs on; of the same use, year or attempt where both have one.
        shuts: whether a value of that fact leaves no room for this one.
        for_more_than_nothing: whether an answer of zero says the same and may stand.
    """

    on: str
    shuts: Callable[[Value], bool]
    for_more_than_nothing: bool = False


def _is(*values: str) -> Callable[[Value], bool]:
    return lambda value: value in values


def _no(value: Value) -> bool:
    return value is False


def _nothing(value: Value) -> bool:
    """Surely zero: of a span both ends."""
    return isinstance(value, int | Interval) and not isinstance(value, bool) and interval(value) == Interval(0, 0)


def _above(bound: Exact) -> Callable[[Value], bool]:
    def shuts(value: Value) -> bool:
        low = value.low if isinstance(value, Interval) else value
        return isinstance(low, Exact) and not isinstance(low, bool) and low > bound

    return shuts


def _purpose_outside(kept: Iterable[str]) -> Bar:
    """A use for something else; one of which the purpose is not sure keeps everything open."""
    return Bar("use.purpose", _is(*(set(PURPOSES) - {*kept, "startup", "unspecified"})))


UNINCORPORATED: Final = ("eenmanszaak", "vof", "maatschap", "cv")
"""Forms without a legal person between the firm and its owners."""
LIABLE: Final = ("eenmanszaak", "vof", "maatschap")
WITH_SHARES: Final = ("bv", "nv")
BUILDINGS: Final = ("real_estate", "fit_out", "sustainability")
THINGS: Final = ASSET_PURPOSES - {"inventory"}
ORDERED: Final = frozenset(PURPOSES) - MONEY_ONLY
"""Purposes for which something can be ordered."""
NOT_STARTED: Final = Bar("company.started", _no)
ALONE: Final = Bar("company.group", _no)
NO_GUARANTEE: Final = (Bar("owner.private_guarantee", _no), Bar("company.legal_form", _is(*LIABLE)))
GROWING: Final = Bar("need.urgency", _is("growth"))
NEVER_TRIED: Final = Bar("need.asked_before", _no)
NOT_REFUSED: Final = Bar("history.result", _is("accepted", "withdrawn", "pending"))
CONSUMERS_ONLY: Final = (Bar("company.b2b", _no),)
NO_TAX_DEBT: Final = (Bar("figures.tax_debt", _nothing),)
NO_TAKEOVER: Final = (_purpose_outside({"takeover"}),)

_OF_USES: Final[Mapping[str, tuple[Bar, ...]]] = {
    "use.new": (_purpose_outside(THINGS),),
    "use.committed": (_purpose_outside(ORDERED),),
    "use.order_date": (Bar("use.committed", _no), _purpose_outside(ORDERED)),
    "use.quote": (_purpose_outside(ORDERED),),
    "use.vat": (_purpose_outside(ORDERED),),
    "use.energy_list": (_purpose_outside(THINGS),),
    "use.environment_list": (_purpose_outside(THINGS),),
    "use.environment_class": (_purpose_outside(THINGS), Bar("use.environment_list", _no)),
    "use.vamil_code": (_purpose_outside(THINGS), Bar("use.environment_list", _no)),
    "use.own_use": (_purpose_outside(BUILDINGS),),
    "use.energy_label": (_purpose_outside(BUILDINGS),),
    "use.energy_label_after": (_purpose_outside(BUILDINGS),),
    "use.tied_to_energy_investment": (_purpose_outside(THINGS),),
    "use.recycles_others_waste": (_purpose_outside({"sustainability", "machinery", "r_and_d", "fit_out"}),),
    "use.isde_device": (_purpose_outside({"sustainability", "fit_out", "real_estate", "machinery"}),),
    "use.building_permit_date": (_purpose_outside(BUILDINGS),),
    "use.training_activity": (_purpose_outside({"training"}),),
    "use.feasibility_share": (_purpose_outside({"r_and_d"}),),
    "use.partners": (_purpose_outside({"r_and_d"}),),
}

APPLIES: Final[Mapping[str, tuple[Bar, ...]]] = {
    "client.delete_after": (Bar("client.consent", _no),),
    **_OF_USES,
    "need.own_source": (Bar("need.own_contribution", _nothing),),
    "need.minimum": (Bar("need.phaseable", _no),),
    "need.runway_weeks": (GROWING,),
    "need.urgent_cause": (GROWING,),
    "company.kvk_number": (NOT_STARTED,),
    "company.pays_profit_tax": (NOT_STARTED,),
    "company.card_turnover": (NOT_STARTED,),
    "company.group_fte": (ALONE,),
    "company.group_revenue": (ALONE,),
    "company.group_total_assets": (ALONE,),
    "company.owners": (Bar("company.legal_form", _is("eenmanszaak", "stichting", "vereniging")),),
    "company.b2b_share": (Bar("company.b2b", _no, for_more_than_nothing=True),),
    "takeover.form": NO_TAKEOVER,
    "takeover.price": NO_TAKEOVER,
    "takeover.ebitda": NO_TAKEOVER,
    "takeover.vendor_loan": NO_TAKEOVER,
    **{fact.key: (NOT_STARTED,) for fact in GIVEN if fact.scope == "figures"},
    "figures.owner_receivable": (NOT_STARTED, Bar("company.legal_form", _is(*UNINCORPORATED), for_more_than_nothing=True)),
    "figures.private_withdrawals": (NOT_STARTED, Bar("company.legal_form", _is(*WITH_SHARES), for_more_than_nothing=True)),
    "debts.tax_arrangement": NO_TAX_DEBT,
    "debts.tax_writ": NO_TAX_DEBT,
    "debts.line_used": (Bar("debts.line_limit", _nothing, for_more_than_nothing=True),),
    "security.real_estate_debt": (Bar("security.real_estate_value", _nothing, for_more_than_nothing=True),),
    "owner.share": (Bar("company.legal_form", _is("eenmanszaak", "stichting", "vereniging")),),
    "owner.marriage": (Bar("owner.partner", _no),),
    "owner.private_guarantee": (Bar("company.legal_form", _is(*LIABLE)),),
    "owner.guarantee_max": NO_GUARANTEE,
    "owner.benefit_kind": (Bar("owner.on_benefit", _no),),
    **{fact.key: (NEVER_TRIED,) for fact in GIVEN if fact.scope == "history"},
    "history.grounds": (NEVER_TRIED, NOT_REFUSED),
    "history.written": (NEVER_TRIED, NOT_REFUSED),
    "rnd.own_hours_year": (_purpose_outside({"r_and_d", "digitalisation"}),),
    "rnd.base": (_purpose_outside({"r_and_d", "digitalisation"}),),
    "rnd.starter": (_purpose_outside({"r_and_d", "digitalisation"}),),
    "preferences.keep_control": (Bar("company.legal_form", _is("stichting", "vereniging")),),
}
"""Fact -> the answers that make it senseless: it is not asked, and told before it does not count. What is not here always applies."""

NOT_WORTH_ASKING: Final[Mapping[str, tuple[Bar, ...]]] = {
    **{fact.key: (NOT_STARTED,) for fact in GIVEN if fact.scope == "figures"},
    "need.phaseable": (Bar("need.urgency", _is("urgent")),),
    "need.minimum": (Bar("need.urgency", _is("urgent")),),
    "company.founded": (NOT_STARTED,),
    "company.registered": (NOT_STARTED,),
    "company.b2b_share": (NOT_STARTED,),
    "company.foreign_share": (NOT_STARTED,),
    "company.payment_days": (NOT_STARTED, *CONSUMERS_ONLY),
    "company.largest_customer": (NOT_STARTED, *CONSUMERS_ONLY, Bar("company.b2b_share", _nothing)),
    "company.sells_through": (Bar("company.card_turnover", _nothing),),
    "company.card_turnover": (Bar("company.b2b_share", _above(Decimal("0.9"))),),
    "figures.statement": (
        NOT_STARTED,
        Bar("figures.kind", _is("forecast")),
    ),
    "figures.months": (
        NOT_STARTED,
        Bar("figures.kind", _is("final", "draft", "forecast")),
    ),
    "figures.receivables_eligible": (NOT_STARTED, *CONSUMERS_ONLY),
    "security.receivables_pledged": CONSUMERS_ONLY,
    "preferences.switch_bank": (Bar("company.house_bank", _is("none")),),
}
"""Fact -> the answers beside which nobody asks for it, though it counts when it is told all the same."""


def does_not_apply(slot: Slot, client: Client) -> Slot | None:
    """The answer that makes a fact senseless for this client; None where it applies, or may."""
    bars = APPLIES.get(slot.key, ())
    if not bars:
        return None
    not_begun = FACTS[slot.key].scope == "figures" and client.value("company.started") is False
    if not_begun and _figures_before_the_start(slot, client):
        bars = tuple(bar for bar in bars if bar is not NOT_STARTED)
    return _shut_by(bars, slot, client)


def _figures_before_the_start(slot: Slot, client: Client) -> bool:
    """What is expected of a year, and the years of a firm that is taken over, are there before the business begins."""
    bought = does_not_apply(Slot("takeover.price"), client) is None
    return bought or client.value("figures.kind", slot.index) == "forecast"


def not_worth_asking(slot: Slot, client: Client) -> bool:
    """Whether the other answers leave nothing to ask here."""
    return does_not_apply(slot, client) is not None or _shut_by(NOT_WORTH_ASKING.get(slot.key, ()), slot, client) is not None


def set_aside(client: Client) -> tuple[tuple[Slot, Slot], ...]:
    """The answers given that do not count now, each with the answer that makes it so."""
    return tuple(
        (slot, because)
        for slot, answer in client.slots()
        if answer.value is not UNKNOWN and (because := does_not_apply(slot, client)) is not None
    )


def counting(client: Client) -> Client:
    """The client without the answers that do not count; years and attempts of which nothing is left go, uses keep their place."""
    aside = [slot for slot, _ in set_aside(client)]
    for slot in aside:
        client = client.with_answer(slot, None)
    for group in ("figures", "history"):
        if any(slot.key in _KEYS_OF[group] for slot in aside):
            client = _without_empty_end(client, group)
    return client


_KEYS_OF: Final = {group: frozenset(fact.key for fact in GIVEN if fact.scope == group) for group in GROUPS}


def _without_empty_end(client: Client, group: Group) -> Client:
    while client.group(group) and not client.group(group)[-1]:
        client = client.without(group, len(client.group(group)) - 1)
    return client


def _shut_by(bars: Iterable[Bar], slot: Slot, client: Client) -> Slot | None:
    """The answer of the first bar that holds. One that does not count itself bars nothing."""
    own = client.answer(slot)
    none_there = own is not None and own.value is not UNKNOWN and _nothing(own.value)
    for bar in bars:
        if bar.for_more_than_nothing and none_there:
            continue
        answers = _beside(bar.on, slot, client)
        values = [client.answer(each) for each in answers]
        shut = [value is not None and value.value is not UNKNOWN and bar.shuts(value.value) for value in values]
        if answers and all(shut) and not any(does_not_apply(each, client) for each in answers):
            return answers[0]
    return None


def _beside(key: str, slot: Slot, client: Client) -> list[Slot]:
    """Where the other answer stands: of the same use, year or attempt; for a fact of the client that of every use, of the latest year."""
    if not is_repeated(key):
        return [Slot(key)]
    if slot.index is not None and FACTS[slot.key].scope == FACTS[key].scope:
        return [Slot(key, slot.index)]
    if FACTS[key].scope == "use":
        return [Slot(key, index) for index in range(len(client.uses))]
    latest = latest_year(client.years)
    return [] if latest is None else [Slot(key, latest)]
