"""Checks on products, lenders and checklists as the trade sees them: amounts, guarantees, order rules, lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.catalogue import walk
from finadvies.catalogue.load import Library
from finadvies.domain.catalogue import HelpDesk, KindEntry, Lender
from finadvies.domain.checklist import Change, Checklist, Document, RequirementLine, RequirementSet
from finadvies.domain.condition import facts_of
from finadvies.domain.facts import ASSET_PURPOSES, FACTS
from finadvies.domain.figure import Row
from finadvies.domain.product import Limits, Product, Window
from finadvies.problems import Problem

NO_RATE: Final = frozenset({"grant", "tax", "equity"})


def _products(library: Library) -> Iterator[tuple[str, Product]]:
    yield from library.table("products", Product).items()


def _only(figure: tuple[Row, ...] | None) -> Decimal | None:
    """The number of a figure that has one row and no conditions."""
    if figure is None or len(figure) != 1 or figure[0].when is not None or figure[0].rate is not None:
        return None
    return figure[0].value


def minimum_below_maximum(library: Library, _: date) -> Iterator[Problem]:
    """L07: amounts, terms, rates and days run from less to more."""
    for key, product in _products(library):
        entry = library.entry("products", key)
        for path, low, high in _spans(product):
            if low is not None and high is not None and low > high:
                yield entry.problem(path, "min_above_max", low=low, high=high)
    for key, document in library.table("documents", Document).items():
        for name in ("lead_days", "cost_eur"):
            span = getattr(document, name)
            if span is not None and span.min > span.max:
                yield library.entry("documents", key).problem((name,), "min_above_max", low=span.min, high=span.max)


def _spans(product: Product) -> Iterator[tuple[tuple[str, str], Decimal | int | None, Decimal | int | None]]:
    """The spans of a product: (path, least, most)."""
    limits = product.limits or Limits(source=())
    for name in ("amount", "term_months"):
        yield ("limits", f"{name}_min"), _only(getattr(limits, f"{name}_min")), _only(getattr(limits, f"{name}_max"))
    yield ("price", "rate_min"), product.price.rate_min, product.price.rate_max
    for name in ("decision_days", "payout_days"):
        span = getattr(product.timing, name)
        if span is not None:
            yield ("timing", name), span.min, span.max


def share_and_own_fit(library: Library, _: date) -> Iterator[Problem]:
    """L06, L17: shares lie between 0 and 1, and share plus own contribution is no more than the whole."""
    for key, product in _products(library):
        entry = library.entry("products", key)
        if product.limits is None:
            continue
        share, own = _only(product.limits.share_max), _only(product.limits.own_contribution_min)
        for name, value in (("share_max", share), ("own_contribution_min", own)):
            if value is not None and not 0 <= value <= 1:
                yield entry.problem(("limits", name), "share_out_of_range", given=value)
        if share is not None and own is not None and share + own > 1:
            yield entry.problem(("limits", "own_contribution_min"), "share_and_own_over_one", share=share, own=own)


def rates_only_on_money_lent(library: Library, _: date) -> Iterator[Problem]:
    """A grant, a tax scheme and shares have no rate; a rate is a share, not a percentage."""
    for key, product in _products(library):
        entry = library.entry("products", key)
        price = product.price
        if price.model in NO_RATE and (price.rate_min is not None or price.rate_max is not None):
            yield entry.problem(("price", "rate_min"), "rate_on_no_loan", model=price.model)
        for name in ("rate_min", "rate_max"):
            rate = getattr(price, name)
            if rate is not None and not 0 <= rate < 1:
                yield entry.problem(("price", name), "share_out_of_range", given=rate)
        if (price.balloon_share is None) != (price.balloon_basis is None):
            yield entry.problem(("price",), "balloon_pair")
        for position, fee in enumerate(price.fees):
            if fee.share is None and fee.eur is None:
                yield entry.problem(("price", "fees", position), "fee_without_amount", id=fee.id)
            if fee.share is not None and fee.basis is None:
                yield entry.problem(("price", "fees", position), "fee_without_basis", id=fee.id)


def status_fits_dates(library: Library, today: date) -> Iterator[Problem]:
    """L16: closed says since when; open does not outlive its end date."""
    for key, product in _products(library):
        entry = library.entry("products", key)
        if product.status == "closed" and product.closed_on is None:
            yield entry.problem(("status",), "closed_without_date")
        if product.status == "open" and product.runs_until is not None and product.runs_until < today:
            yield entry.problem(("runs_until",), "open_past_end", until=product.runs_until)
        for position, window in enumerate(product.windows):
            if _ways(window) != 1:
                yield entry.problem(("windows", position), "window_ways")
            if window.used_up is not None and window.used_up_as_of is None:
                yield entry.problem(("windows", position), "used_up_without_date")
            if window.opens is not None and window.closes is not None and window.opens > window.closes:
                yield entry.problem(("windows", position), "min_above_max", low=window.opens, high=window.closes)


def _ways(window: Window) -> int:
    return (
        (window.opens is not None or window.closes is not None)
        + (window.opens_yearly is not None or window.closes_yearly is not None)
        + (window.months_yearly is not None)
    )


def source_pays_at_closing(library: Library, _: date) -> Iterator[Problem]:
    """L21: a kind that brings money pays at closing."""
    for key, product, kind in _with_kind(library):
        if kind.role == "source" and product.timing.payout in ("afterwards", "tax"):
            yield library.entry("products", key).problem(("timing", "payout"), "source_pays_afterwards", kind=product.kind)


def object_kinds_pay_objects(library: Library, _: date) -> Iterator[Problem]:
    """L26: a lease or mortgage buys something one can take hold of."""
    for key, product, kind in _with_kind(library):
        for position, purpose in enumerate(product.purposes) if kind.asset_purposes_only else ():
            if purpose not in ASSET_PURPOSES:
                path = ("purposes", position)
                yield library.entry("products", key).problem(path, "purpose_is_no_asset", purpose=purpose, kind=product.kind)


def tables_fit_the_kind(library: Library, _: date) -> Iterator[Problem]:
    """L27: guarantees have their table, subsidies and tax schemes their benefits, and a share stands once."""
    for key, product in _products(library):
        entry = library.entry("products", key)
        if (product.kind == "guarantee") != (product.guarantee is not None):
            yield entry.problem(("kind",), "guarantee_table")
        if product.kind in ("subsidy", "tax_relief") and not product.benefits:
            yield entry.problem(("kind",), "no_benefits", kind=product.kind)
        in_limits = product.limits is not None and product.limits.share_max is not None
        for position, benefit in enumerate(product.benefits):
            if benefit.type == "grant" and benefit.share is not None and in_limits:
                yield entry.problem(("benefits", position, "share"), "share_twice")


def _with_kind(library: Library) -> Iterator[tuple[str, Product, KindEntry]]:
    kinds = library.table("kinds", KindEntry)
    for key, product in _products(library):
        if product.kind in kinds:
            yield key, product, kinds[product.kind]


def exclusions_are_mutual(library: Library, _: date) -> Iterator[Problem]:
    """L15: what one product excludes, excludes it back."""
    products = library.table("products", Product)
    for key, product in products.items():
        for position, rule in enumerate(product.stacking):
            for other in rule.products if rule.rule == "excludes" and rule.level == "hard" else ():
                back = products.get(other)
                if back is not None and not any(r.rule == "excludes" and key in r.products for r in back.stacking):
                    yield library.entry("products", key).problem(("stacking", position), "one_sided_exclusion", other=other)


def order_rules_have_criteria(library: Library, _: date) -> Iterator[Problem]:
    """L18: a rule on the moment of ordering is one of two, and is also a criterion on the use."""
    for key, product in _products(library):
        entry = library.entry("products", key)
        timing = product.timing
        if timing.before_order and timing.within_months_after_order is not None:
            yield entry.problem(("timing",), "both_order_rules")
        if not timing.before_order and timing.within_months_after_order is None:
            continue
        named = {fact for criterion in product.criteria if criterion.when for fact in facts_of(criterion.when)}
        if not named & {"use.committed", "use.months_since_order"}:
            yield entry.problem(("timing",), "order_rule_without_criterion", level="warning")


def guarantees_have_lenders(library: Library, _: date) -> Iterator[Problem]:
    """L19: somebody must be accredited for a guarantee."""
    accredited = {item.product for lender in library.table("lenders", Lender).values() for item in lender.accredited}
    for key, product in _products(library):
        if product.kind == "guarantee" and key not in accredited:
            yield library.entry("products", key).problem(("kind",), "guarantee_without_lender", level="warning")


def lenders_have_checklists(library: Library, _: date) -> Iterator[Problem]:
    """L20: whoever offers something open asks for something."""
    lists = library.ids("checklists")
    for key, product in _products(library):
        if product.status != "closed" and product.lender not in lists:
            yield library.entry("products", key).problem(
                ("lender",), "lender_without_checklist", level="warning", lender=product.lender
            )


def lists_override_nothing_in_silence(library: Library, _: date) -> Iterator[Problem]:
    """L22: no line twice, no change that hits nothing, no product of another lender."""
    sets = library.table("sets", RequirementSet)
    products = library.table("products", Product)
    for key, checklist in library.table("checklists", Checklist).items():
        entry = library.entry("checklists", key)
        inherited = Counter(line.name for name in checklist.sets if name in sets for line in sets[name].requirements)
        for name, count in sorted(inherited.items()):
            if count > 1:
                yield entry.problem(("sets",), "line_in_two_sets", document=name)
        for position, line in enumerate(checklist.requirements):
            if line.name in inherited:
                yield entry.problem(("requirements", position, "document"), "line_repeats_set", document=line.name)
            yield from _lines_of_own_products(library, key, position, line, products)
        named = {line.document for name in checklist.sets if name in sets for line in sets[name].requirements}
        for position, change in enumerate(checklist.changes):
            if change.document not in named:
                yield entry.problem(("changes", position, "document"), "change_hits_nothing", document=change.document)
            elif not _changes_something(change):
                yield entry.problem(("changes", position), "change_changes_nothing", document=change.document)


def _changes_something(change: Change) -> bool:
    return change.drop or any(value is not None for value in (change.strength, change.phase, change.when, change.marks))


def _lines_of_own_products(
    library: Library, lender: str, position: int, line: RequirementLine, products: dict[str, Product]
) -> Iterator[Problem]:
    for name in (*line.products, *line.not_products):
        if name in products and products[name].lender != lender:
            entry = library.entry("checklists", lender)
            yield entry.problem(
                ("requirements", position, "products"), "product_of_another", product=name, lender=products[name].lender
            )


def documents_are_asked(library: Library, _: date) -> Iterator[Problem]:
    """A document that no list asks and no other document needs is dead weight."""
    asked: set[str] = set()
    for table in ("sets", "checklists"):
        for record in library.records[table].values():
            asked |= {value for path, value in walk.values(record) if path[-1] == "document" and isinstance(value, str)}
    for document in library.table("documents", Document).values():
        asked |= {*document.after, *document.accepted_instead}
    for key in library.records["documents"]:
        if key not in asked:
            yield library.entry("documents", key).problem((), "document_not_asked", level="warning")


def documents_wait_for_no_circle(library: Library, _: date) -> Iterator[Problem]:
    """No document waits for itself by way of others."""
    documents = library.table("documents", Document)
    for key in documents:
        seen: set[str] = set()
        waiting = list(documents[key].after)
        while waiting:
            name = waiting.pop()
            if name == key:
                yield library.entry("documents", key).problem(("after",), "waits_for_itself", document=key)
                break
            if name not in seen and name in documents:
                seen.add(name)
                waiting.extend(documents[name].after)


def a_desk_for_everyone(library: Library, _: date) -> Iterator[Problem]:
    """At least one desk has no condition: nobody leaves with nothing."""
    desks = library.table("help", HelpDesk)
    if desks and not any(desk.when is None for desk in desks.values()):
        key = next(iter(desks))
        yield library.entry("help", key).problem(("when",), "no_desk_for_everyone")


def facts_can_be_asked(library: Library, _: date) -> Iterator[Problem]:
    """A fact that no question asks and no formula derives would leave its criterion open for ever."""
    from finadvies.domain.derive import FORMULAS  # noqa: PLC0415 - only this check needs the formulas

    for table, records in library.records.items():
        for key, record in records.items():
            for path, test in walk.all_tests(record):
                fact = FACTS.get(test.fact)
                askable = fact is None or fact.chapter or fact.key in FORMULAS or fact.scope in ("option", "result")
                if not askable:
                    yield library.entry(table, key).problem((*path, "fact"), "fact_nobody_asks", fact=test.fact)


CHECKS = (
    minimum_below_maximum,
    share_and_own_fit,
    rates_only_on_money_lent,
    status_fits_dates,
    source_pays_at_closing,
    object_kinds_pay_objects,
    tables_fit_the_kind,
    exclusions_are_mutual,
    order_rules_have_criteria,
    guarantees_have_lenders,
    lenders_have_checklists,
    lists_override_nothing_in_silence,
    documents_are_asked,
    documents_wait_for_no_circle,
    a_desk_for_everyone,
    facts_can_be_asked,
)
