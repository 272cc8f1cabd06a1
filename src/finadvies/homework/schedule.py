"""When to begin what: the papers, then each lender's submission, decision and money; and the chain that sets the pace.

Papers count in calendar days; lenders work on working days. Every paper and lender is taken at its longest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from finadvies.domain.checklist import Basis
from finadvies.homework.freshness import Freshness, freshness
from finadvies.homework.lists import Key, line_id
from finadvies.homework.merging import DocumentLine
from finadvies.homework.rounds import LenderDays, Rounds, Through, rounds
from finadvies.homework.workdays import WorkDays


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to watch; exports word it.

    Attributes:
        code: names the sentence.
        details: what the sentence needs.
    """

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Times:
    """The days of one line of the homework; a date is None where there is none to give.

    Attributes:
        earliest_start: the first day it can be begun, what it waits for and `not_before` counted in.
        ready: when it is there, begun on that day.
        start_by: the last day to begin it; later and the money comes later than it could, or than was wished. None
            when the only lender that asks it has no known days.
        ready_by: when it is there, begun on that last day.
        not_before: begun earlier it would expire too soon.
        valid_until: how long it counts, if it comes on `ready_by` (on `ready` where there is no last day).
        slack_days: how long it can wait.
        critical: in the chain that sets the day of the money.
    """

    earliest_start: date | None = None
    ready: date | None = None
    start_by: date | None = None
    ready_by: date | None = None
    not_before: date | None = None
    valid_until: date | None = None
    slack_days: int | None = None
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A paper that is there, or `submit:`, `decision:` or `cash:` of a lender."""

    id: str
    date: date
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The planning.

    Attributes:
        times: by line id. Papers in hand and papers of after the money have no days of their own.
        events: by date, then id; each after those it waits for.
        critical_path: the chain that sets `earliest_cash`, in order.
        today: the lines that have to be begun on the day of the start.
        earliest_decision: when all lenders with known days can have decided.
        earliest_cash: when the money of all of them can be there; None when no lender's days are known.
        days_to_cash: the same as days from the start, with everything at its shortest and at its longest.
        unit: the kind of days that was counted.
    """

    start: date
    needed_by: date | None
    times: Mapping[str, Times]
    events: tuple[Event, ...]
    critical_path: tuple[str, ...]
    today: tuple[str, ...]
    warnings: tuple[Caution, ...]
    earliest_decision: date | None
    earliest_cash: date | None
    days_to_cash: tuple[int, int] | None
    basis: Basis
    unit: Literal["calendar"] = "calendar"


ROUND_EVENT: Final = {"assessment": "decision", "payout": "cash"}


def schedule(
    lines: Sequence[DocumentLine],
    start: date,
    lenders: Mapping[str, LenderDays],
    needed_by: date | None = None,
    work: WorkDays | None = None,
    through: Through | None = None,
) -> Schedule:
    """The planning of a homework list that is begun on `start`.

    Args:
        lines: the merged list.
        start: the day of beginning.
        lenders: how long each takes; one that has lines and is not here is planned up to its submission.
        needed_by: the wished day of the money; None = as soon as it can be.
        work: the days on which lenders work; None = those of the Netherlands.
        through: by guarantor the lenders that bring its guarantee.
    """
    plan = rounds(lines, lenders, work or WorkDays(start), through)
    wish = None if needed_by is None else (needed_by - start).days
    fresh = freshness(plan)
    first, ready = plan.earliest(fresh.not_before)
    last = plan.latest(plan.rounds_for(wish), first)
    chain = _critical_path(plan)

    def day(number: int | None) -> date | None:
        return None if number is None else start + timedelta(days=number)

    times = {}
    for line in plan.lines:
        key = line.key
        if key not in plan.planned:
            times[line.id] = Times()
        elif key in plan.in_hand:
            times[line.id] = Times(ready=start)
        else:
            begin_by = last.get(key)
            valid = fresh.valid_days.get(key)
            latest_ready = ready[key] if begin_by is None else max(ready[key], begin_by + plan.lead[key])
            times[line.id] = Times(
                earliest_start=day(first[key]),
                ready=day(ready[key]),
                start_by=day(begin_by),
                ready_by=None if begin_by is None else day(begin_by + plan.lead[key]),
                not_before=day(fresh.not_before.get(key)),
                valid_until=None if valid is None else day(latest_ready + valid),
                slack_days=None if begin_by is None else begin_by - first[key],
                critical=line.id in chain,
            )
    cash = plan.last_cash
    return Schedule(
        start=start,
        needed_by=needed_by,
        times=times,
        events=_events(plan, ready, start),
        critical_path=chain,
        today=tuple(
            line.id for line in plan.lines if line.key in plan.pressing and line.status == "todo" and last.get(line.key) == 0
        ),
        warnings=in_order_of_code(_warnings(plan, fresh, start=start, wish=wish)),
        earliest_decision=day(plan.last_decision),
        earliest_cash=day(cash),
        days_to_cash=None if cash is None else (plan.shortest, cash),
        basis=_basis(plan, lenders),
    )


def in_order_of_code(warnings: Sequence[Caution]) -> tuple[Caution, ...]:
    """Sorted by code, then by the paper or lender they are about."""

    def place(caution: Caution) -> tuple[str, str, list[str]]:
        about = caution.details.get("document") or caution.details.get("lender") or ""
        return caution.code, str(about), sorted(map(str, caution.details.items()))

    return tuple(sorted(warnings, key=place))


def _events(plan: Rounds, ready: Mapping[Key, int], start: date) -> tuple[Event, ...]:
    events = [(ready[key], line_id(key), tuple(line_id(first) for first in plan.net.before[key])) for key in plan.net.order]
    for lender in plan.lenders:
        if lender in plan.through:
            continue
        papers = tuple(line_id(key) for key in plan.net.order if key in plan.first_rounds[lender])
        events.append((plan.days.submit[lender], f"submit:{lender}", tuple(sorted(papers))))
        if lender in plan.days.decision:
            events.append((plan.days.decision[lender], f"decision:{lender}", (f"submit:{lender}",)))
            events.append((plan.days.cash[lender], f"cash:{lender}", (f"decision:{lender}",)))
    return tuple(Event(name, start + timedelta(days=number), after) for number, name, after in sorted(events))


def _critical_path(plan: Rounds) -> tuple[str, ...]:
    """The chain behind the last money, each link the last thing its follower waited for; ties by id."""
    if not plan.days.cash:
        return ()
    own = [name for name in plan.days.cash if name not in plan.through]
    lender = min(own, key=lambda name: (-plan.days.cash[name], name))
    chain = [f"cash:{lender}", f"decision:{lender}", f"submit:{lender}"]
    first, ready = plan.earliest()
    waited_for: Sequence[Key] = sorted(plan.first_rounds[lender], key=line_id)
    # A file that is ready in a weekend is submitted after it.
    moment = max((ready[key] for key in waited_for if key in ready), default=0)
    while moment > 0:
        link = next(key for key in waited_for if ready.get(key) == moment)
        chain.append(line_id(link))
        waited_for, moment = sorted(plan.net.before[link], key=line_id), first[link]
    return tuple(reversed(chain))


def _warnings(plan: Rounds, fresh: Freshness, *, start: date, wish: int | None) -> list[Caution]:
    warnings = [Caution("ring_of_documents", {"document": line_id(key), "after": line_id(first)}) for first, key in plan.net.cut]
    unknown = [name for name in plan.lenders if name not in plan.days.cash]
    warnings += [Caution("lender_days_unknown", {"lender": name}) for name in unknown]
    if wish is not None and plan.last_cash is not None and plan.last_cash > wish:
        late = plan.last_cash - wish
        warnings.append(Caution("after_wished_date", {"days": late, "cash": start + timedelta(days=plan.last_cash)}))
    for stale in fresh.stale:
        warnings.append(
            Caution(
                f"expires_before_{stale.event}",
                {
                    "document": line_id(stale.key),
                    "lenders": stale.lenders,
                    "valid_until": start + timedelta(days=stale.expires),
                    stale.event: start + timedelta(days=stale.needed),
                    "not_before": start + timedelta(days=fresh.not_before[stale.key]),
                    "again_for": stale.again_for,
                },
            )
        )
    _, ready = plan.earliest()
    for line in plan.lines:
        if line.key not in plan.planned or line.key in plan.in_hand:
            continue
        if line.marks.agree_first:
            # No source says how long that takes, so it costs no days here: it is the first thing to ask the lender.
            warnings.append(Caution("agree_first", {"document": line.id, "lenders": line.won["agree_first"]}))
        for wish_of in line.wishes:
            event = ROUND_EVENT.get(wish_of.phase)
            due = plan.days.due(wish_of)
            if event is not None and due is not None and wish_of.strength != "may_ask" and ready[line.key] > due:
                details = {
                    "document": line.id,
                    "lender": wish_of.lender,
                    "ready": start + timedelta(days=ready[line.key]),
                    event: start + timedelta(days=due),
                }
                warnings.append(Caution(f"ready_after_{event}", details))
    return warnings


def _basis(plan: Rounds, lenders: Mapping[str, LenderDays]) -> Basis:
    """Sourced only when every length of time in the planning is."""
    leads = {line.record.lead_days.basis for line in plan.lines if line.key in plan.planned}
    return "sourced" if leads | {days.basis for days in lenders.values()} <= {"sourced"} else "estimate"
