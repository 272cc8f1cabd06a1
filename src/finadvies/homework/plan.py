"""The homework of a chosen mix, and for the search of mixes what each product would bring of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from finadvies.domain.checklist import Checklists
from finadvies.domain.client import Slot
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.homework.lists import FIRST_ROUNDS, MOST_USES, Key, Lists, line_id
from finadvies.homework.merging import DocumentLine, Statuses, merge
from finadvies.homework.network import Network, earliest, network
from finadvies.homework.requirements import NotNeeded, Requirement, calls_for_product, judged
from finadvies.homework.rounds import LenderDays, Through
from finadvies.homework.schedule import Caution, Schedule, in_order_of_code, schedule


@dataclass(frozen=True, slots=True)
class Question:
    """An answer that would tell whether papers are needed.

    Attributes:
        slot: what to ask.
        lines: the lines that hang on it.
    """

    slot: Slot
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Homework:
    """All a client has to do for a mix.

    Attributes:
        lines: the merged list, by document and use.
        per_lender: the line ids of each lender, in the order of the list.
        not_needed: what is on a lender's list and not asked of this client, by lender and document.
        questions: what would make conditional lines certain; the one that most lines hang on first.
        schedule: the planning.
        warnings: of the list and of the planning together, by code.
    """

    lines: tuple[DocumentLine, ...]
    per_lender: Mapping[str, tuple[str, ...]]
    not_needed: tuple[NotNeeded, ...]
    questions: tuple[Question, ...]
    schedule: Schedule
    warnings: tuple[Caution, ...]

    @property
    def document_ids(self) -> tuple[str, ...]:
        """The ids of all lines, in the order of the list."""
        return tuple(line.id for line in self.lines)

    @property
    def conditional(self) -> tuple[DocumentLine, ...]:
        """The lines that no lender is sure to ask."""
        return tuple(line for line in self.lines if line.conditional)


def plan(
    facts: Facts,
    checklists: Checklists | Lists,
    chosen: Mapping[str, tuple[str, ...]],
    days: Mapping[str, LenderDays],
    statuses: Statuses,
    start: date,
    through: Through | None = None,
) -> Homework:
    """The homework for the chosen products; the wished day of the money is the client's own (`need.needed_by`).

    Args:
        facts: the client.
        checklists: all lists.
        chosen: by lender the products.
        days: by lender how long it takes; only those of chosen lenders count.
        statuses: by document and use how far the client is.
        start: the day of beginning.
        through: by guarantor the lenders that bring its guarantee.
    """
    lists = Lists.of(checklists)
    needs, spared = _judged(facts, lists, chosen)
    lines = merge(needs, lists, statuses, lists.at_hand(facts))
    needed_by = facts.get("need.needed_by")
    planning = schedule(
        lines,
        start,
        {lender: days[lender] for lender in sorted(chosen) if lender in days},
        needed_by if isinstance(needed_by, date) else None,
        through=through,
    )
    return Homework(
        lines=lines,
        per_lender={lender: tuple(line.id for line in lines if lender in line.lenders) for lender in sorted(chosen)},
        not_needed=tuple(spared),
        questions=_questions(lines, lists, facts),
        schedule=planning,
        warnings=in_order_of_code([*planning.warnings, *_of_the_list(lines, lists, chosen, needs)]),
    )


def paper_questions(facts: Facts, checklists: Checklists | Lists, chosen: Mapping[str, tuple[str, ...]]) -> tuple[Question, ...]:
    """What would make conditional lines certain, the one that most lines hang on first; without a planning.

    Args:
        facts: the client.
        checklists: all lists.
        chosen: by lender the products.
    """
    lists = Lists.of(checklists)
    needs, _ = _judged(facts, lists, chosen)
    return _questions(merge(needs, lists, {}, lists.at_hand(facts)), lists, facts)


def _judged(facts: Facts, lists: Lists, chosen: Mapping[str, tuple[str, ...]]) -> tuple[list[Requirement], list[NotNeeded]]:
    """What the lenders ask of this client, and what on their lists they do not."""
    needs: list[Requirement] = []
    spared: list[NotNeeded] = []
    for lender in sorted(chosen):
        wanted, not_wanted = judged(lender, chosen[lender], lists, facts)
        needs.extend(wanted)
        spared.extend(not_wanted)
    return needs, spared


def documents_for(product: Product, facts: Facts, checklists: Checklists | Lists) -> frozenset[str]:
    """The line ids that a product asks of this client, in every round, the conditional ones too."""
    found = calls_for_product(product, Lists.of(checklists), facts)
    return frozenset(line_id(call.key) for call in found)


def lead_days(product: Product, facts: Facts, checklists: Checklists | Lists) -> tuple[int, int]:
    """Days until all that a product must or usually does ask in its first rounds can be there.

    Returns:
        At its shortest, when what is conditional turns out not to be asked, and at its longest.
    """
    lists = Lists.of(checklists)
    sure: set[Key] = set()
    every: set[Key] = set()
    sure_first: set[Key] = set()
    every_first: set[Key] = set()
    for call in calls_for_product(product, lists, facts):
        if call.line.phase == "after":
            continue
        first = call.line.phase in FIRST_ROUNDS and call.line.strength != "may_ask"
        every.add(call.key)
        if first:
            every_first.add(call.key)
        if not call.conditional:
            sure.add(call.key)
            if first:
                sure_first.add(call.key)
    documents, there = lists.checklists.documents, lists.at_hand(facts)
    net = network(every, documents, there)
    longest = _longest(net, every_first, {key: 0 if key in there else documents[key[0]].lead_days.max for key in every})
    if len(sure) < len(every):
        net = network(sure, documents, there)
    return _longest(net, sure_first, {key: 0 if key in there else documents[key[0]].lead_days.min for key in sure}), longest


def effort(checklists: Checklists | Lists, *, uses: int = MOST_USES) -> Mapping[str, int]:
    """Effort, 1 to 3, by line id: of every document, and of every use of a document that each use has its own of.

    Args:
        checklists: all lists.
        uses: the number of uses in the plan.
    """
    return Lists.of(checklists).effort(uses)


def _longest(net: Network, first: Iterable[Key], lead: Mapping[Key, int]) -> int:
    _, ready = earliest(net, lead)
    return max((ready[key] for key in first), default=0)


def _questions(lines: Iterable[DocumentLine], lists: Lists, facts: Facts) -> tuple[Question, ...]:
    """What would tell whether a paper is asked, and whether one that surely is may lie ready already."""
    hanging: dict[Slot, list[str]] = {}
    for line in lines:
        there = line.record.at_hand
        perhaps_there = not line.conditional and line.status == "todo" and line.strength != "may_ask" and there is not None
        ready = lists.missing(there, facts, line.object) if perhaps_there and there is not None else ()
        for slot in (*line.missing, *ready):
            hanging.setdefault(slot, []).append(line.id)
    questions = [Question(slot, tuple(ids)) for slot, ids in hanging.items()]
    return tuple(sorted(questions, key=lambda question: (-len(question.lines), str(question.slot))))


def _of_the_list(
    lines: Iterable[DocumentLine], lists: Lists, chosen: Mapping[str, tuple[str, ...]], needs: Iterable[Requirement]
) -> list[Caution]:
    asking = {need.lender for need in needs}
    warnings = [
        Caution("no_checklist", {"lender": lender})
        for lender in sorted(chosen)
        if lender not in asking and lender not in lists.checklists.lenders
    ]
    for line in lines:
        if line.instead:
            warnings.append(Caution("alternative_on_list", {"document": line.id, "instead": line.instead}))
        if line.marks.formats == ():
            warnings.append(Caution("no_common_format", {"document": line.id, "lenders": line.won["formats"]}))
    return warnings
