"""The papers of a list beside the lenders' rounds: who waits for what, and when they are submitted, judged and paid."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from finadvies.domain.checklist import Basis
from finadvies.homework.lists import FIRST_ROUNDS, Key
from finadvies.homework.merging import DocumentLine
from finadvies.homework.network import Network, earliest, latest, network, with_all_before
from finadvies.homework.requirements import Requirement
from finadvies.homework.workdays import WorkDays

Through = Mapping[str, tuple[str, ...]]
"""By guarantor the lenders through whom its guarantee is asked."""


@dataclass(frozen=True, slots=True)
class LenderDays:
    """How long a lender takes to decide, and then to pay.

    Attributes:
        decision_min, decision_max, payout_min, payout_max: days.
        decision_working, payout_working: those are working days; else calendar days.
    """

    decision_min: int
    decision_max: int
    payout_min: int
    payout_max: int
    basis: Basis = "estimate"
    decision_working: bool = False
    payout_working: bool = False


@dataclass(frozen=True, slots=True)
class RoundDays:
    """Per lender the day, from the start, of its submission, and of decision and money where those are known."""

    submit: Mapping[str, int]
    decision: Mapping[str, int]
    cash: Mapping[str, int]

    def due(self, wish: Requirement) -> int | None:
        """The day on which a lender wants a paper; None for after the money, or while its days are not known."""
        if wish.phase in FIRST_ROUNDS:
            return self.submit[wish.lender]
        if wish.phase == "assessment":
            return self.decision.get(wish.lender)
        return self.cash.get(wish.lender) if wish.phase == "payout" else None


@dataclass(frozen=True, slots=True)
class Rounds:
    """A list of homework with its network and the days of the lenders.

    Attributes:
        lines: the list.
        planned: the papers to plan: not those of after the money, nor those that are not needed.
        in_hand: the papers that are there already.
        lead: the days each planned paper takes, at most.
        first_rounds: per lender the papers its submission waits for.
        pressing: the papers that must or usually have to be there, and all that those wait for.
        days: the days when all is begun as early as it can be.
        work: the days on which lenders take in, decide and pay.
        through: by guarantor the lenders that bring its guarantee: the papers go along with their file, and it has no rounds of
            its own.
        shortest: days to the last money when papers and lenders are at their quickest and nothing conditional is asked.
    """

    lines: Sequence[DocumentLine]
    net: Network
    lenders: tuple[str, ...]
    lender_days: Mapping[str, LenderDays]
    planned: frozenset[Key]
    in_hand: frozenset[Key]
    lead: Mapping[Key, int]
    first_rounds: Mapping[str, frozenset[Key]]
    pressing: frozenset[Key]
    days: RoundDays
    shortest: int
    work: WorkDays
    through: Through = field(default_factory=dict)

    @property
    def last_decision(self) -> int | None:
        """The day on which the slowest lender decides."""
        return max(self.days.decision.values(), default=None)

    @property
    def last_cash(self) -> int | None:
        """The day on which the last money comes."""
        return max(self.days.cash.values(), default=None)

    def earliest(self, not_before: Mapping[Key, int] | None = None) -> tuple[dict[Key, int], dict[Key, int]]:
        """The first day of beginning and the day of being ready, by paper."""
        return earliest(self.net, self.lead, not_before)

    def latest(self, target: RoundDays, begin: Mapping[Key, int]) -> dict[Key, int]:
        """The last day of beginning each paper for which the lenders' days still are `target`."""
        due: dict[Key, int] = {}
        for line in self.lines:
            if line.key not in self.planned or line.key in self.in_hand:
                continue
            asked = [wish for wish in line.wishes if wish.strength != "may_ask" or line.key not in self.pressing]
            dues = [day for wish in asked if (day := target.due(wish)) is not None]
            if dues:
                due[line.key] = min(dues)
        return latest(self.net, self.lead, due=due, pressing=self.pressing, begin=begin)

    def rounds_for(self, wished: int | None) -> RoundDays:
        """The last days for each lender to have its money on the wished day.

        A lender that cannot be in time keeps its earliest days, as do all when there is no wish.
        """
        if wished is None:
            return self.days
        submit, decision, cash = dict(self.days.submit), dict(self.days.decision), dict(self.days.cash)
        for name, days in self.lender_days.items():
            if wished <= cash[name]:
                continue
            cash[name] = max(cash[name], self.work.on_or_before(wished))
            decision[name] = max(decision[name], self.work.earlier(cash[name], days.payout_max, working=days.payout_working))
            latest = self.work.earlier(decision[name], days.decision_max, working=days.decision_working)
            submit[name] = max(submit[name], latest)
        return _along(RoundDays(submit, decision, cash), self.through)


def rounds(
    lines: Sequence[DocumentLine], lender_days: Mapping[str, LenderDays], work: WorkDays, through: Through | None = None
) -> Rounds:
    """The list beside the lenders' days.

    Args:
        lines: the merged list.
        lender_days: how long each lender takes.
        work: on which days lenders work.
        through: see `Rounds`.
    """
    through = through or {}
    lenders = tuple(sorted({*lender_days, *(lender for line in lines for lender in line.lenders)}))
    asked = [line for line in lines if line.status != "not_needed" and line.phase != "after"]
    in_hand = frozenset(line.key for line in asked if line.there)
    first = {name: frozenset(line.key for line in asked if _submission_waits(line, name)) for name in lenders}
    for guarantor, bringers in through.items():
        for lender in bringers:
            first[lender] = first.get(lender, frozenset()) | first.get(guarantor, frozenset())
    lead = {line.key: 0 if line.key in in_hand else line.record.lead_days.max for line in asked}
    documents = {line.document: line.record for line in asked}
    net = network(lead, documents, in_hand)
    _, ready = earliest(net, lead)
    days = _along(_days(first, ready, lender_days, work), through)

    sure = [line for line in asked if not line.conditional]
    least = {line.key: 0 if line.key in in_hand else line.record.lead_days.min for line in sure}
    _, soonest = earliest(network(least, documents, in_hand), least)
    at_best = {
        name: replace(each, decision_max=each.decision_min, payout_max=each.payout_min) for name, each in lender_days.items()
    }
    quick = _days(first, soonest, at_best, work)

    pressing = [line.key for line in asked if any(_presses(wish) for wish in line.wishes)]
    return Rounds(
        lines=lines,
        net=net,
        lenders=lenders,
        lender_days=lender_days,
        planned=frozenset(lead),
        in_hand=in_hand,
        lead=lead,
        first_rounds=first,
        pressing=frozenset(with_all_before(net, pressing)),
        days=days,
        shortest=max(quick.cash.values(), default=0),
        work=work,
        through=through,
    )


def _submission_waits(line: DocumentLine, lender: str) -> bool:
    return any(wish.lender == lender and wish.phase in FIRST_ROUNDS and wish.strength != "may_ask" for wish in line.wishes)


def _presses(wish: Requirement) -> bool:
    return wish.strength != "may_ask" and wish.phase != "after"


def _days(
    first: Mapping[str, Collection[Key]], ready: Mapping[Key, int], takes: Mapping[str, LenderDays], work: WorkDays
) -> RoundDays:
    submit = {
        name: work.on_or_after(max((ready[key] for key in keys if key in ready), default=0)) for name, keys in first.items()
    }
    decision = {name: work.later(submit[name], each.decision_max, working=each.decision_working) for name, each in takes.items()}
    cash = {name: work.later(decision[name], each.payout_max, working=each.payout_working) for name, each in takes.items()}
    return RoundDays(submit, decision, cash)


def _along(days: RoundDays, through: Through) -> RoundDays:
    """The same with the days of a guarantor: the first of those who bring its guarantee."""
    submit, decision, cash = dict(days.submit), dict(days.decision), dict(days.cash)
    for guarantor, bringers in through.items():
        for known in (submit, decision, cash):
            told = [known[lender] for lender in bringers if lender in known]
            if told:
                known[guarantor] = min(told)
    return RoundDays(submit, decision, cash)
