"""A part of a list: what one lender asks, or what one maker makes. The days stay those of the whole list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from finadvies.domain.checklist import Provider
from finadvies.homework.lists import STRENGTHS, phase_order
from finadvies.homework.merging import DocumentLine
from finadvies.homework.plan import Homework
from finadvies.homework.schedule import Caution, Event
from finadvies.homework.strictness import strictest


def for_lender(homework: Homework, lender: str) -> Homework:
    """What one lender asks, as strict as itself asks it: others may be stricter about the same paper.

    Args:
        homework: the whole list.
        lender: one of those that ask something on it.
    """
    lines = tuple(_asked_by(lender, line) for line in homework.lines if lender in line.lenders)
    events = {event.id: event for event in homework.schedule.events}
    decision, cash = events.get(f"decision:{lender}"), events.get(f"cash:{lender}")
    narrowed = replace(
        homework,
        not_needed=tuple(each for each in homework.not_needed if each.lender == lender),
        schedule=replace(
            homework.schedule,
            earliest_decision=decision.date if decision is not None else None,
            earliest_cash=cash.date if cash is not None else None,
        ),
    )
    return _with(narrowed, lines, (lender,))


def for_maker(homework: Homework, maker: Provider) -> Homework:
    """What one maker makes, for all lenders; what others make is not told."""
    lines = tuple(line for line in homework.lines if line.record.provider == maker)
    asking = {lender for line in lines for lender in line.lenders}
    lenders = tuple(lender for lender in homework.per_lender if lender in asking)
    about_papers = tuple(each for each in homework.warnings if "document" in each.details)
    return _with(replace(homework, not_needed=(), warnings=about_papers), lines, lenders)


def _asked_by(lender: str, line: DocumentLine) -> DocumentLine:
    wishes = tuple(wish for wish in line.wishes if wish.lender == lender)
    marks, won = strictest((wish.lender, wish.marks) for wish in wishes)
    conditional = all(wish.conditional for wish in wishes)
    return replace(
        line,
        wishes=wishes,
        marks=marks,
        won=won,
        strength=max((wish.strength for wish in wishes), key=STRENGTHS.index),
        phase=min((wish.phase for wish in wishes), key=phase_order),
        conditional=conditional,
        missing=tuple(dict.fromkeys(slot for wish in wishes for slot in wish.missing)) if conditional else (),
    )


def _with(homework: Homework, lines: tuple[DocumentLine, ...], lenders: Collection[str]) -> Homework:
    """The homework with these lines and lenders only, also in its planning."""
    kept = {line.id for line in lines} | {f"{what}:{lender}" for what in ("submit", "decision", "cash") for lender in lenders}
    schedule = homework.schedule
    warnings = tuple(each for each in homework.warnings if _concerns(each, {line.id for line in lines}, lenders))
    return replace(
        homework,
        lines=lines,
        warnings=warnings,
        per_lender={lender: tuple(line.id for line in lines if lender in line.lenders) for lender in lenders},
        questions=(),
        schedule=replace(
            schedule,
            times={line.id: schedule.times[line.id] for line in lines},
            events=tuple(_among(event, kept) for event in schedule.events if event.id in kept),
            critical_path=tuple(each for each in schedule.critical_path if each in kept),
            today=tuple(each for each in schedule.today if each in kept),
            warnings=tuple(each for each in schedule.warnings if each in warnings),
        ),
    )


def _among(event: Event, kept: Collection[str]) -> Event:
    return replace(event, after=tuple(each for each in event.after if each in kept))


def _concerns(caution: Caution, lines: Collection[str], lenders: Collection[str]) -> bool:
    """Whether a warning is about these papers and lenders; what names neither concerns everybody."""
    told = caution.details
    papers = _names(told.get("document"))
    asked = [name for key in ("lender", "lenders") for name in _names(told.get(key))]
    return (not papers or bool(set(papers) & set(lines))) and (not asked or bool(set(asked) & set(lenders)))


def _names(told: object) -> tuple[str, ...]:
    if told is None:
        return ()
    return tuple(str(each) for each in told) if isinstance(told, tuple | list | frozenset) else (str(told),)
