"""Which facts anything uses: a question that changes nothing should not be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from finadvies.catalogue import walk
from finadvies.catalogue.load import Library
from finadvies.domain.catalogue import Norm
from finadvies.domain.derive import FORMULAS
from finadvies.domain.facts import FACTS
from finadvies.domain.record import Record

PROGRAM_USES: Final = frozenset(
    {
        "client.consent", "client.delete_after",  # whether and how long the dossier is kept
        "client.name", "need.summary", "use.description",  # how people and things are called
        "use.purpose", "use.amount", "need.own_contribution", "need.needed_by", "preferences.max_lenders", "need.themes",  # the mixes
        "need.urgency", "company.started", "client.route",  # the road of the talk, and who does what after it
        "use.committed", "security.all_assets_pledged_to",  # warnings at a mix
        "figures.year", "figures.kind",  # which year counts
        "figures.ebitda", "figures.bank_debt", "figures.debt_service",  # the burden after the loan
        "security.real_estate_value", "security.real_estate_debt", "need.co_financier",  # what a lender wants to see beside its money
        "figures.receivables", "figures.receivables_eligible",  # what an advance on invoices can be
        "aid.de_minimis_3y",  # the room for state aid
        "need.asked_before", "history.lender", "history.result", "history.product",  # what was tried before
        "history.kind", "history.grounds", "history.date", "history.amount", "history.written",  # ... and is said at the same desk
        "history.asked_on", "history.granted",  # how long an answer took, and what a yes leaves to find
        "use.order_date", "use.project_months",  # when later money comes
        "preferences.priority",  # which mix comes first
        "need.phaseable", "need.minimum", "need.runway_weeks", "owner.guarantee_max",  # words of care at a mix
        "use.vat", "need.own_source", "company.registered", "owner.experience_years", "takeover.price", "takeover.ebitda",  # what stands out in the plan
        "figures.months", "figures.abnormal", "figures.gross_margin", "figures.cash", "debts.line_limit", "debts.line_used",  # ... and in the figures
        "figures.tax_debt", "debts.tax_arrangement", "owner.partner",  # the last check before sending
        "figures.statement", "company.continuity",  # what is strong in the memorandum
    }
)  # fmt: skip
"""Facts that the program itself reads, whatever the catalogue says; `tests/catalogue/test_lint_whole.py` holds it to the source."""


def in_record(record: Record) -> Iterator[str]:
    """The facts that the conditions and figures of a record name."""
    if isinstance(record, Norm):
        yield record.fact
    for path, value in walk.values(record):
        if path[-1] in ("fact", "of") and isinstance(value, str):
            yield value


def with_needs(facts: Iterable[str]) -> set[str]:
    """These facts and all that they are worked out from."""
    found: set[str] = set()
    waiting = [fact for fact in facts if fact in FACTS]
    while waiting:
        fact = waiting.pop()
        if fact not in found:
            found.add(fact)
            waiting += FORMULAS[fact].needs if fact in FORMULAS else ()
    return found


def unused_questions(library: Library) -> tuple[str, ...]:
    """Facts that can be asked, though no entry uses them, no fact in use follows from them, and the program does without."""
    named = {fact for records in library.records.values() for record in records.values() for fact in in_record(record)}
    used = with_needs(named | PROGRAM_USES)
    return tuple(fact.key for fact in FACTS.values() if fact.chapter and fact.key not in used)
