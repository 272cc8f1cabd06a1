"""Which unknown answers can still change something, and how much: the next question is the one that changes most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from finadvies.domain.applicable import not_worth_asking
from finadvies.domain.client import Client, Slot, is_repeated
from finadvies.domain.facts import CHAPTERS, FACTS
from finadvies.domain.values import UNKNOWN
from finadvies.rules.eligibility import Option

ALWAYS_FIRST: Final = ("need.summary", "use.purpose", "use.amount", "need.urgency", "company.started")
"""The talk opens with the story, whatever the figures say."""

MOVES_MIXES: Final = ("use.amount", "need.own_contribution", "need.needed_by")
"""Facts that change every mix though no criterion names them."""

Depth = Literal["main", "details", "papers"]
DEPTHS: Final[tuple[Depth, ...]] = ("main", "details", "papers")
"""Questions that move a mix or on which several ways to money hang, then those on which a few options hang, then those for papers."""

SEVERAL: Final = 3
FEW_LEFT: Final = 20
"""From so many ways to money on a question is one for everybody; where few ways are left, from one fewer."""

WARNS: Final = "use.committed"
"""Whoever signs an order too soon loses what has to be asked before: that is told to everybody on whom anything hangs."""


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
        sources: of those options, how many bring money when it is needed, so no guarantee and nothing that comes afterwards.
        in_mixes: of those options, how many are part of a mix that is shown.
        shapes: it says how the plan or the choice is to be seen: which mix comes first, whether a part will do, how long there is.
        depth: how soon in the talk it is worth asking.
    """

    slot: Slot
    decides: tuple[str, ...]
    could_change: int
    papers: int
    moves_mixes: bool
    gates: int
    sources: int = 0
    in_mixes: int = 0
    shapes: bool = False
    depth: Depth = "main"

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """What it can change, weightiest first: mixes, what is lost by signing, verdicts, gates, deciding alone, papers."""
        first = self.moves_mixes or self.slot.key == WARNS
        return (self.could_change + (1_000 if first else 0), self.gates, len(self.decides), self.papers)


OF_THE_GROUP: Final = {
    "company.group_fte": "company.fte",
    "company.group_revenue": "figures.revenue",
    "company.group_total_assets": "figures.total_assets",
}
"""What is counted over the whole group -> the company's own, which is the same where it stands alone."""


def to_ask(slot: Slot, client: Client) -> Slot | None:
    """The question that an answer waits for; None where nothing is left to ask.

    Of a group it is whether there is one, of a firm that stands alone its own figure. Who does not know the year of the figures is
    not asked for them, and a Dutch place tells the country.
    """
    if slot.key in OF_THE_GROUP and client.answer(Slot("company.group")) is None:
        slot = Slot("company.group")
    elif slot.key in OF_THE_GROUP and client.value("company.group") is False:
        own = OF_THE_GROUP[slot.key]
        slot = Slot(own, 0 if is_repeated(own) else None)
    if FACTS[slot.key].scope == "history" and not client.history:
        # Where and why are asked by their own road, once somebody has tried before.
        slot = Slot("need.asked_before")
    if slot.key == "company.country" and any(
        client.answer(Slot(key)) is None for key in ("company.postcode", "company.province")
    ):
        return None
    if FACTS[slot.key].scope == "figures" and _year_unknown(client, slot):
        return None
    if FACTS[slot.key].scope == "history" and (slot.index or 0) >= len(client.history):
        return None
    asked_already = client.answer(slot) is not None or not FACTS[slot.key].chapter
    return None if asked_already or not_worth_asking(slot, client) else slot


def _year_unknown(client: Client, slot: Slot) -> bool:
    year = client.answer(Slot("figures.year", slot.index))
    return year is not None and year.value is UNKNOWN


def open_questions(
    client: Client,
    options: Iterable[Option],
    paper_slots: Iterable[Slot],
    shaping: Iterable[Slot] = (),
    sources: Collection[str] = (),
    in_mixes: Collection[str] = (),
) -> tuple[Question, ...]:
    """Every question that can still change a verdict, a mix or a document, the most telling first, ties by the list of facts.

    An answer given as unknown, for whatever reason, is not asked again.
    """
    options = tuple(options)
    touched: dict[Slot, dict[str, None]] = {}
    alone: dict[Slot, list[str]] = {}
    gates: dict[Slot, int] = {}
    for option in options:
        waits = _asked_for(option.missing, client)
        at_gates = _asked_for((slot for reason in option.reasons if reason.gate for slot in reason.missing), client)
        for slot in waits:
            touched.setdefault(slot, {})[option.product.id] = None
            gates[slot] = gates.get(slot, 0) + (slot in at_gates)
        if len(waits) == len(option.missing) == 1:
            alone.setdefault(waits[0], []).append(option.product.id)
    papers = Counter(asked for slot in paper_slots if (asked := to_ask(slot, client)) is not None)
    shapes = _asked_for(shaping, client)
    found = [
        Question(
            slot,
            tuple(sorted(alone.get(slot, ()))),
            len(touched.get(slot, ())),
            papers[slot],
            slot.key in MOVES_MIXES,
            gates.get(slot, 0),
            sum(product in sources for product in touched.get(slot, ())),
            sum(product in in_mixes for product in touched.get(slot, ())),
            slot in shapes,
        )
        for slot in dict.fromkeys([*_mix_slots(client), *touched, *papers, *shapes])
    ]
    several = SEVERAL if len(sources) > FEW_LEFT else SEVERAL - 1
    return tuple(sorted((replace(each, depth=_depth(each, several)) for each in found), key=_by_weight))


def _depth(question: Question, several: int) -> Depth:
    if question.moves_mixes or question.shapes or question.in_mixes or question.sources >= several:
        return "main"
    if question.could_change and question.slot.key == WARNS:
        return "main"
    return "details" if question.could_change else "papers"


def _asked_for(slots: Iterable[Slot], client: Client) -> tuple[Slot, ...]:
    """What has to be asked for these answers, each once."""
    return tuple(dict.fromkeys(asked for slot in slots if (asked := to_ask(slot, client)) is not None))


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


IN_ONE_PIECE: Final = frozenset("EG")
"""The figures are dull and the private answers dear: once begun they are finished, and nobody is led away from them."""

PRIVATE: Final = "G"
"""Nobody is asked for private things before their turn."""


def next_question(questions: Sequence[Question], current: str | None, factor: int = 3) -> Question | None:
    """What to ask now: a chapter is finished before the next, unless a question elsewhere can change `factor` times as much.

    Chapters follow each other in their fixed order; inside one the questions of one use, year or attempt stand together.
    """
    if not questions:
        return None
    here = [question for question in questions if chapter(question) == current]
    if here:
        best = next((each for each in questions if chapter(each) != PRIVATE), here[0])
        away = current not in IN_ONE_PIECE and best.weight[0] >= factor * max(1, here[0].weight[0])
        return best if away and chapter(best) != current else _together(here)
    first = min({chapter(question) for question in questions}, key=CHAPTERS.index)
    return _together([question for question in questions if chapter(question) == first])


def _together(questions: Sequence[Question]) -> Question:
    """What every mix hangs on, then use by use, year by year, then the rest; in each the weightiest."""
    numbered = [question for question in questions if question.slot.index is not None]
    if questions[0].moves_mixes or not numbered:
        return questions[0]
    first = min(question.slot.index or 0 for question in numbered)
    return next(question for question in numbered if question.slot.index == first)
