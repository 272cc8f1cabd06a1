"""Which unknown answers can still change something, and how much: the next question is the one that changes most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import CHAPTERS, FACTS
from finadvies.domain.values import UNKNOWN
from finadvies.rules.eligibility import Option

ALWAYS_FIRST: Final = ("need.summary", "use.purpose", "use.amount", "need.urgency", "company.started")
"""The talk opens with the story, whatever the figures say."""

MOVES_MIXES: Final = ("use.amount", "need.own_contribution", "need.needed_by")
"""Facts that change every mix though no criterion names them."""


@dataclass(frozen=True, slots=True)
class Question:
    """An answer that is still missing and would change something.

    Attributes:
        slot: what to ask.
        decides: products whose verdict hangs on this answer alone.
        could_change: options whose verdict it can still move.
        papers: document lines whose being asked hangs on it.
        moves_mixes: it changes every mix.
        gates: how many of the criteria that wait for it are gates.
        shapes: it says how the plan or the choice is to be seen: which mix comes first, whether a part will do, how long there is.
    """

    slot: Slot
    decides: tuple[str, ...]
    could_change: int
    papers: int
    moves_mixes: bool
    gates: int
    shapes: bool = False

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """What it can change, weightiest first: mixes and verdicts, gates, deciding alone, papers."""
        return (self.could_change + (1_000 if self.moves_mixes else 0), self.gates, len(self.decides), self.papers)


def open_questions(
    client: Client, options: Iterable[Option], paper_slots: Iterable[Slot], shaping: Sequence[Slot] = ()
) -> tuple[Question, ...]:
    """Every question that can still change a verdict, a mix or a document, the most telling first, ties by the list of facts.

    An answer given as unknown, for whatever reason, is not asked again.
    """
    touched: dict[Slot, list[str]] = {}
    alone: dict[Slot, list[str]] = {}
    gates: dict[Slot, int] = {}
    for option in options:
        for slot in option.missing:
            touched.setdefault(slot, []).append(option.product.id)
            gates[slot] = gates.get(slot, 0) + any(slot in reason.missing and reason.gate for reason in option.reasons)
        if len(option.missing) == 1:
            alone.setdefault(option.missing[0], []).append(option.product.id)
    papers: dict[Slot, int] = {}
    for slot in paper_slots:
        papers[slot] = papers.get(slot, 0) + 1
    slots = dict.fromkeys([*_mix_slots(client), *touched, *papers, *shaping])
    found = [
        Question(
            slot,
            tuple(sorted(alone.get(slot, ()))),
            len(touched.get(slot, ())),
            papers.get(slot, 0),
            slot.key in MOVES_MIXES,
            gates.get(slot, 0),
            slot in shaping,
        )
        for slot in slots
        if client.answer(slot) is None and FACTS[slot.key].chapter
    ]
    return tuple(sorted(found, key=_by_weight))


def _by_weight(question: Question) -> tuple[object, ...]:
    return (*(-part for part in question.weight), _position(question.slot))


_ORDER: Final = {key: position for position, key in enumerate(FACTS)}


def _position(slot: Slot) -> tuple[int, int]:
    return _ORDER[slot.key], slot.index or 0


def _mix_slots(client: Client) -> Sequence[Slot]:
    uses = range(len(client.uses))
    slots = [Slot("use.amount", index) for index in uses] + [Slot("need.own_contribution"), Slot("need.needed_by")]
    return [slot for slot in slots if client.answer(slot) is None]


def chapter(question: Question) -> str:
    """The chapter of the talk it belongs to."""
    return FACTS[question.slot.key].chapter


def next_question(questions: Sequence[Question], current: str | None, factor: int = 3) -> Question | None:
    """What to ask now: a chapter is finished before the next, unless a question elsewhere can change `factor` times as much.

    Chapters follow each other in their fixed order; inside one the weightiest question comes first.
    """
    if not questions:
        return None
    here = [question for question in questions if chapter(question) == current]
    best = questions[0]
    if here:
        mine = here[0]
        return best if sum(best.weight[:1]) >= factor * max(1, mine.weight[0]) else mine
    first = min({chapter(question) for question in questions}, key=CHAPTERS.index)
    return next(question for question in questions if chapter(question) == first)


def is_settled(client: Client, slot: Slot) -> bool:
    """Whether the question has been answered, if only by not knowing."""
    answer = client.answer(slot)
    return answer is not None and (answer.value is not UNKNOWN or answer.why_unknown is not None)
