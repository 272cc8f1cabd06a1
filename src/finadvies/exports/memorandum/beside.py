"""What else was looked at, what happens when a lender says no, and what comes back later."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from finadvies.advice import Proposal
from finadvies.advice.nearest import ARRANGED
from finadvies.advice.shortfall import nearness
from finadvies.domain.condition import facts_of
from finadvies.domain.values import UNKNOWN
from finadvies.exports import names
from finadvies.exports.memorandum.case import Case
from finadvies.exports.mix_words import later_sentences
from finadvies.exports.screens.options import counts, one_away, remark
from finadvies.exports.written.model import Block, Cell, Column, Gaps, Point, Points, Section, Table, Text
from finadvies.feasibility import Light
from finadvies.rules.eligibility import Option, Reason, Verdict
from finadvies.rules.truth import Truth

NEAR: Final = 4
OPEN: Final = 5
"""So many that were shut by one criterion, and so many that are open and not in the mix: the nearest of each."""
HALFWAY: Final = Decimal("0.5")
"""Who is further from a bound than half of it is no near miss."""
PAPERS_NAMED: Final = 4
LIGHTS: Final[dict[Verdict, Light]] = {
    "fits": "good", "attention": "attention", "unknown": "unknown", "blocked": "poor", "closed": "poor",
}  # fmt: skip


def looked_at(case: Case) -> tuple[Option, ...]:
    """Near misses first, then what is open and not chosen; only what would bring money now."""
    mine = {part.product for part in case.proposal.components} if case.proposal is not None else set()
    kinds = case.advice.catalogue.kinds
    paying = [
        option
        for option in case.advice.options
        if option.product.id not in mine and option.product.kind in kinds and kinds[option.product.kind].role == "source"
    ]
    near = [option for option in paying if option.verdict == "blocked" and one_away(option) and _within_reach(option)][:NEAR]
    return (*near, *_of_each_kind([option for option in paying if option.open]))


def _obstacle(option: Option) -> Reason | None:
    """The criterion that shuts an option."""
    return next((reason for reason in option.reasons if reason.level == "hard" and reason.truth is Truth.FALSE), None)


def _within_reach(option: Option) -> bool:
    """Whether something can be done about what shuts it: a number that is short, or something to settle with somebody.

    A lender that begins higher is left out, since nobody asks for more because of that; so is one for another trade or region.
    """
    reason = _obstacle(option)
    if reason is None or (reason.id == "amount" and reason.distance is not None and reason.distance.side == "low"):
        return False
    if reason.distance is not None:
        return nearness(option)[1] <= HALFWAY
    when = reason.criterion.when if reason.criterion is not None else None
    return when is not None and not ARRANGED.keys().isdisjoint(facts_of(when))


def _change(case: Case, option: Option) -> str:
    """What would open it, in the words of the catalogue."""
    reason = _obstacle(option)
    return case.texts.pick(reason.criterion, "change") if reason is not None and reason.criterion is not None else ""


def _of_each_kind(options: list[Option]) -> list[Option]:
    """The first of each kind before the second of any: five loans beside each other tell less than five routes."""
    first: dict[str, Option] = {}
    for option in options:
        first.setdefault(option.product.kind, option)
    return list(first.values())[:OPEN]


def others(case: Case) -> Section:
    """Some of what was looked at, each with its verdict and the reason."""
    return Section("others", case.say("memorandum.others"), tuple(_others(case)))


def _others(case: Case) -> Iterator[Block]:
    shown = looked_at(case)
    near = any(option.verdict == "blocked" for option in shown)
    key = "memorandum.others_lead" if near else "memorandum.others_lead_open"
    yield Text(case.say(key, counts=counts(case.advice, case.texts)), "lead")
    rows = []
    for option in shown:
        word = names.capital(case.texts.term("verdicts", option.verdict))
        why = remark(option, case.advice, case.texts).rstrip(".")
        told = f"{names.capital(why)}." if why else _also(case, option)
        change = _change(case, option) if option.verdict == "blocked" else ""
        told = f"{told} {change.rstrip('.')}." if change else told
        kind = case.texts.term("kinds", option.product.kind)
        rows.append(
            (Cell(case.product(option.product.id), names.capital(kind)), Cell(word, "", LIGHTS[option.verdict]), Cell(told))
        )
    if rows:
        yield Table(
            (Column(case.say("memorandum.route")), Column(case.say("memorandum.verdict")), Column(case.say("memorandum.why"))),
            tuple(rows),
        )
    else:
        yield Text(case.say("memorandum.nothing_else"))


def _also(case: Case, option: Option) -> str:
    """What fits and is not in the mix: in how many days, at which rate."""
    offer = case.advice.offers.get(option.product.id)
    if offer is None:
        return case.say("memorandum.not_in_mix")
    days = case.texts.days(*offer.days)
    days = case.estimate(days) if offer.days_estimated else days
    rate = case.texts.say("words.unknown")
    if offer.price.rate_year is not None:
        rate = case.texts.share(offer.price.rate_year)
        rate = rate if offer.price.known else case.estimate(rate)
    return case.say("memorandum.fits_too", days=days, rate=rate)


# -- when a lender says no ---------------------------------------------------------------------------------------------------


def refusals(case: Case) -> Section | None:
    """Per part the next mix; left out where nobody is asked, or nobody pays."""
    if not case.others:
        return None
    return Section("refusals", case.say("memorandum.refusals"), tuple(_refusals(case)))


def _refusals(case: Case) -> Iterator[Block]:
    yield Text(case.say("memorandum.refusals_lead"), "lead")
    rows = []
    for part, other in case.others:
        name = Cell(case.say("memorandum.says_no", name=case.part(part)))
        if other is None:
            rows.append(
                (
                    name,
                    Cell(case.say("memorandum.no_other"), case.say("memorandum.call_desk")),
                    Cell(case.say("memorandum.does_not_apply")),
                    Cell(case.say("memorandum.does_not_apply")),
                )
            )
            continue
        rows.append((name, _instead(case, other), _extra(case, other), _days(case, other)))
    columns = ("who_says_no", "then", "extra_papers", "money_then")
    yield Table(tuple(Column(case.say(f"memorandum.{each}")) for each in columns), tuple(rows))


def _instead(case: Case, other: Proposal) -> Cell:
    parts = [
        case.say("memorandum.part", name=case.part(part), amount=case.texts.euro(part.amount_eur or 0))
        for part in other.components
        if part.role == "source"
    ]
    if other.mix.own:
        parts.append(case.say("memorandum.part_own", amount=case.texts.euro(other.mix.own)))
    gap = case.say("memorandum.gap_stays", gap=case.texts.euro(other.mix.gap)) if other.mix.gap else ""
    return Cell(names.capital(case.texts.listed(parts)), gap)


def _extra(case: Case, other: Proposal) -> Cell:
    """The papers that are not on the list yet, by name."""
    ids = sorted(other.mix.documents - (case.proposal.mix.documents if case.proposal is not None else frozenset()))
    if not ids:
        return Cell(case.say("memorandum.no_extra"))
    records = case.advice.lists.checklists.documents
    told = list(
        dict.fromkeys(case.texts.pick(records[key.partition("#")[0]], "name") for key in ids if key.partition("#")[0] in records)
    )
    shown = told[:PAPERS_NAMED] + ([case.texts.say("words.more", n=len(told) - PAPERS_NAMED)] if len(told) > PAPERS_NAMED else [])
    return Cell(", ".join(shown))


def _days(case: Case, other: Proposal) -> Cell:
    if not any(part.role == "source" for part in other.components):
        return Cell(case.say("memorandum.own_money_at_once"))
    return Cell(case.texts.days(*other.days_to_cash), case.texts.say("paper.estimate") if other.days_estimated else "")


# -- later -------------------------------------------------------------------------------------------------------------------


def later(case: Case) -> Section | None:
    """Tax relief and subsidies; left out where the mix has none."""
    found = [part for part in (case.proposal.components if case.proposal is not None else ()) if part.role == "later_benefit"]
    if not found or case.proposal is None:
        return None
    blocks: list[Block] = [Text(case.say("memorandum.later_lead"), "lead")]
    points = []
    for part in found:
        uses = case.texts.listed([names.use(case.advice.client, use, case.texts) for use in part.for_uses])
        amount = (
            case.estimate(case.texts.euro(part.amount_eur))
            if part.amount_eur is not None
            else case.say("memorandum.amount_unknown")
        )
        points.append(Point(f"{case.part(part)}:", case.say("memorandum.later_for", uses=uses or case.uses, amount=amount)))
    blocks.append(Points(tuple(points)))
    blocks += [Text(told) for told in later_sentences(case.proposal, case.texts)]
    return Section("later", case.say("memorandum.later"), tuple(blocks))


def grants(case: Case) -> Section | None:
    """What a grant or tax scheme tests: size of the firm, aid received, not ordered yet. Left out without one in the mix."""
    parts = case.proposal.components if case.proposal is not None else ()
    products = [case.advice.catalogue.products[part.product] for part in parts if part.product is not None]
    if not any(part.role == "later_benefit" or part.kind in ("subsidy", "tax_relief") for part in parts):
        return None
    rows = []
    size = case.found("company.size")
    if size is not UNKNOWN:
        rows.append(
            (Cell(case.say("memorandum.sme_test")), Cell(case.value("company.size")), Cell(case.say("memorandum.sme_how")))
        )
    aid, room = case.found("aid.de_minimis_3y"), case.found("aid.de_minimis_room")
    counts_small = any(product.aid is not None and product.aid.regime == "de-minimis" for product in products)
    if aid is not UNKNOWN:
        told = case.say("memorandum.small_aid_room", room=case.value("aid.de_minimis_room")) if room is not UNKNOWN else ""
        rows.append((Cell(case.say("memorandum.small_aid")), Cell(case.value("aid.de_minimis_3y")), Cell(told)))
    client = case.advice.client
    for use in range(len(client.uses)):
        committed = client.value("use.committed", use)
        if committed is UNKNOWN:
            continue
        name = case.say("memorandum.ordered_of", what=names.use(client, use, case.texts))
        first = any(product.timing.before_order for product in products)
        told = case.say(
            "memorandum.ordered_too_early"
            if committed is True and first
            else "memorandum.order_after"
            if first
            else "memorandum.order_noted"
        )
        rows.append((Cell(name), Cell(case.value("use.committed", use)), Cell(told)))
    blocks: list[Block] = []
    if rows:
        blocks.append(
            Table(
                (
                    Column(case.say("memorandum.tested")),
                    Column(case.say("memorandum.found")),
                    Column(case.say("memorandum.remark")),
                ),
                tuple(rows),
            )
        )
    wanted = [key for key in ("company.fte", "company.group") if size is UNKNOWN and case.found(key) is UNKNOWN]
    wanted += ["aid.de_minimis_3y"] if counts_small or aid is UNKNOWN else []
    missing = [*case.gaps([*wanted, "aid.same_cost", "aid.eherkenning"])]
    papers = [
        "sme-statement",
        *(["de-minimis"] if counts_small else []),
        *(["not-started-proof"] if any(p.timing.before_order for p in products) else []),
    ]
    missing += case.papers(papers if any(part.kind == "subsidy" for part in parts) else papers[1:])
    if missing:
        blocks.append(Gaps(tuple(missing)))
    return Section("grants", case.say("memorandum.grants"), tuple(blocks)) if blocks else None
