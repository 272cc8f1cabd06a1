"""How far the papers are: what is open, what is late, what will have expired by the day that counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from finadvies.homework.merging import IN_HAND, DocumentLine
from finadvies.homework.plan import Homework
from finadvies.homework.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Receipt:
    """The days of a paper: since when it is as far as it is, and the day that stands on it; None where nobody told."""

    since: date | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Expiring:
    """A paper in hand that is too old when somebody looks at it.

    Attributes:
        dated: the day on the paper.
        expires: the last day on which it counts.
        lenders: for whom, sorted.
        needed: the last day on which they look at it.
    """

    line: DocumentLine
    dated: date
    expires: date
    lenders: tuple[str, ...]
    needed: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a list is.

    Attributes:
        done, total: papers in hand, and all that are needed.
        open: papers still to come, in the order of the list.
        late: those of them that should have been begun before today, with the day.
        expiring: papers in hand that will be too old.
        undated: papers in hand that may not be old, and of which nobody told the day on them.
        by_maker, by_lender: (in hand, all) by code.
    """

    done: int
    total: int
    open: tuple[DocumentLine, ...]
    late: tuple[tuple[DocumentLine, date], ...]
    expiring: tuple[Expiring, ...]
    undated: tuple[DocumentLine, ...]
    by_maker: Mapping[str, tuple[int, int]]
    by_lender: Mapping[str, tuple[int, int]]


def progress(homework: Homework, dated: Mapping[str, date], today: date, promised: Mapping[str, date]) -> Progress:
    """How far a list is.

    Args:
        homework: the list, with its statuses, planned from today.
        dated: the day on each paper, by line id.
        today: what was to be begun before this day is late.
        promised: the last day to begin each paper as it was when the client began, by line id.
    """
    needed = [line for line in homework.lines if line.status != "not_needed"]
    still = tuple(line for line in needed if line.status not in IN_HAND)
    late = tuple((line, promised[line.id]) for line in still if promised.get(line.id, today) < today)
    there = [line for line in needed if line.status in IN_HAND]
    ageing = [line for line in there if _days_valid(line)]
    expiring = [found for line in ageing if line.id in dated and (found := _expiring(line, dated[line.id], homework)) is not None]
    return Progress(
        len(there),
        len(needed),
        still,
        late,
        tuple(expiring),
        tuple(line for line in ageing if line.id not in dated),
        _counted(needed, lambda line: (line.record.provider,)),
        _counted(needed, lambda line: line.lenders),
    )


def _counted(lines: list[DocumentLine], codes_of: Callable[[DocumentLine], Iterable[str]]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for line in lines:
        for code in codes_of(line):
            done, total = found.get(code, (0, 0))
            found[code] = (done + (line.status in IN_HAND), total + 1)
    return dict(sorted(found.items()))


def _days_valid(line: DocumentLine) -> bool:
    return any(_valid(wish, line) is not None for wish in line.wishes)


def _valid(wish: Requirement, line: DocumentLine) -> int | None:
    """What a lender says itself goes before how long such papers count in general."""
    return wish.marks.max_age_days if wish.marks.max_age_days is not None else line.record.valid_days


def _expiring(line: DocumentLine, dated: date, homework: Homework) -> Expiring | None:
    """For whom a paper is too old: on the day of the decision, or of the money where it is asked at payout."""
    days = {event.id: event.date for event in homework.schedule.events}
    late: list[tuple[date, date, str]] = []
    for wish in line.wishes:
        valid = _valid(wish, line)
        event: Literal["cash", "decision"] = "cash" if wish.phase == "payout" else "decision"
        needed = days.get(f"{event}:{wish.lender}")
        if valid is None or needed is None or wish.phase == "after":
            continue
        expires = dated + timedelta(days=valid)
        if expires < needed:
            late.append((expires, needed, wish.lender))
    if not late:
        return None
    lenders = tuple(sorted({lender for _, _, lender in late}))
    return Expiring(line, dated, min(expires for expires, _, _ in late), lenders, max(needed for _, needed, _ in late))
