"""The lenders' lists laid flat: lines of sets, own lines and changes together, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from finadvies.domain.checklist import PHASES, Change, Checklist, Checklists, Marks, Phase, RequirementLine, Strength
from finadvies.domain.client import Slot
from finadvies.domain.condition import Condition, facts_of, speaks_of_use
from finadvies.domain.entry import Source
from finadvies.domain.facts import PURPOSES
from finadvies.domain.known import Facts
from finadvies.domain.values import Members
from finadvies.rules.finding import find
from finadvies.rules.truth import Truth, truth

FIRST_ROUNDS: Final[frozenset[Phase]] = frozenset({"first_contact", "file"})
"""What a lender wants before it starts to judge."""

STRENGTHS: Final[tuple[Strength, ...]] = ("may_ask", "usual", "must")
"""From weak to strong."""

MOST_USES: Final = 20
"""For how many uses the table of effort is drawn up when the caller does not say; plans have far fewer."""

Key = tuple[str, int | None]
"""A line on the list of the client: a document, and the use it is about where there is one for each use."""


def line_id(key: Key) -> str:
    """How others name a line: the document, and its use where it has one."""
    document, use = key
    return document if use is None else f"{document}#{use}"


def in_order(keys: Iterable[Key]) -> list[Key]:
    """By document, then use."""
    return sorted(keys, key=lambda key: (key[0], -1 if key[1] is None else key[1]))


def phase_order(phase: Phase) -> int:
    """The rounds in the order in which they come."""
    return PHASES.index(phase)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of a lender's flat list.

    Attributes:
        name: tells two lines for one document apart.
        strength, phase, when, marks: as they hold for this lender, a change worked in.
        origin: the lender's own line, a set's, or a set's that the lender changed.
        set_id: the set, unless it is an own line.
        record: the line as written in its file, with the reason in words.
        change: the change, with its reason in words.
        sources: what it rests on; of a changed line also what the change rests on.
    """

    name: str
    document: str
    strength: Strength
    phase: Phase
    when: Condition | None
    products: tuple[str, ...]
    not_products: tuple[str, ...]
    marks: Marks
    origin: Literal["own", "set", "changed"]
    set_id: str | None
    record: RequirementLine
    change: Change | None
    sources: tuple[Source, ...]

    def counts_for(self, product: str) -> bool:
        """Whether the line is asked for this product."""
        return product not in self.not_products and (not self.products or product in self.products)


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A line that calls for a document: for which use and products, and whether that is sure."""

    line: Line
    object: int | None
    products: tuple[str, ...]
    conditional: bool

    @property
    def key(self) -> Key:
        """Document and use."""
        return self.line.document, self.object


class Lists:
    """Checklists with the work that does not depend on the client done once.

    Whoever judges many products or many clients makes one and passes it where `Checklists` are asked for. What the
    conditions say of the last client is kept too, since lenders share most of them.

    Args:
        checklists: all documents and lists.
    """

    def __init__(self, checklists: Checklists) -> None:
        self.checklists: Final = checklists
        self._flat: dict[str, tuple[Line, ...]] = {}
        self._numbers: dict[Condition, int] = {}
        self._number_of: dict[int, int] = {}
        self._by_use: dict[int, bool] = {}
        self._efforts: dict[int, Mapping[str, int]] = {}
        self._facts: Facts | None = None
        self._truths: dict[tuple[int, int | None, bool], Truth] = {}
        self._calls: dict[str, list[Call]] = {}
        self._at_hand: frozenset[Key] | None = None

    @staticmethod
    def of(checklists: Checklists | Lists) -> Lists:
        """The lists themselves, or new ones over the checklists."""
        return checklists if isinstance(checklists, Lists) else Lists(checklists)

    def flat(self, list_id: str) -> tuple[Line, ...]:
        """The lines of one list, sorted by document and name; none for a lender without a list."""
        if list_id not in self._flat:
            checklist = self.checklists.lenders.get(list_id)
            self._flat[list_id] = () if checklist is None else tuple(_lay_flat(checklist, self.checklists))
        return self._flat[list_id]

    def effort(self, uses: int) -> Mapping[str, int]:
        """Effort of every line there can be with this many uses."""
        if uses not in self._efforts:
            efforts = {}
            for document in self.checklists.documents.values():
                efforts[document.id] = document.effort
                if document.per == "use":
                    efforts.update({line_id((document.id, use)): document.effort for use in range(uses)})
            self._efforts[uses] = efforts
        return self._efforts[uses]

    def by_use(self, condition: Condition) -> bool:
        """Whether the condition names a fact of a use."""
        number = self._number(condition)
        if number not in self._by_use:
            self._by_use[number] = speaks_of_use(condition)
        return self._by_use[number]

    def truth(self, condition: Condition, facts: Facts, use: int | None = None, *, narrow: bool = False) -> Truth:
        """What a condition says, of one use where one is given.

        Args:
            condition: a condition of one of these lists.
            facts: the client.
            use: the use in hand.
            narrow: take the purpose of that use alone for the purposes of the plan.
        """
        self._turn_to(facts)
        key = (self._number(condition), use, narrow)
        if key not in self._truths:
            self._truths[key] = truth(condition, seen_from(facts, condition, use, narrow=narrow))
        return self._truths[key]

    def at_hand(self, facts: Facts) -> frozenset[Key]:
        """The documents that the client has told to have already, by use where each use has its own."""
        self._turn_to(facts)
        if self._at_hand is None:
            self._at_hand = frozenset(self._found_at_hand(facts))
        return self._at_hand

    def _found_at_hand(self, facts: Facts) -> Iterator[Key]:
        for document in self.checklists.documents.values():
            if document.at_hand is None:
                continue
            uses: Iterable[int | None] = range(len(facts.client.uses)) if self.by_use(document.at_hand) else (None,)
            told = [use for use in uses if self.truth(document.at_hand, facts, use) is Truth.TRUE]
            yield from ((document.id, use if document.per == "use" else None) for use in told)

    def missing(self, condition: Condition, facts: Facts, use: int | None) -> tuple[Slot, ...]:
        """The answers that would tell whether it holds, of one use where one is given; none once that is known."""
        if self.by_use(condition) and use is None and facts.client.uses:
            found = (find(condition, facts.for_use(each)) for each in range(len(facts.client.uses)))
            return tuple(dict.fromkeys(slot for part in found if part.truth is Truth.UNKNOWN for slot in part.missing))
        finding = find(condition, facts if use is None else facts.for_use(use))
        return finding.missing if finding.truth is Truth.UNKNOWN else ()

    def calls_of(self, facts: Facts) -> dict[str, list[Call]]:
        """By product what it calls for, as far as worked out for the client in hand."""
        self._turn_to(facts)
        return self._calls

    def _turn_to(self, facts: Facts) -> None:
        if facts is not self._facts:
            self._facts, self._truths, self._calls, self._at_hand = facts, {}, {}, None

    def _number(self, condition: Condition) -> int:
        """One number for equal conditions."""
        # By identity first: a record is slow to hash, and the lists live as long as this does.
        place = id(condition)
        if place not in self._number_of:
            self._number_of[place] = self._numbers.setdefault(condition, len(self._numbers))
        return self._number_of[place]


def seen_from(facts: Facts, condition: Condition, use: int | None, *, narrow: bool) -> Facts:
    """The facts as they look from one use.

    A list asks quotes "when the plan buys machinery or vehicles". Which use such a quote belongs to is found by taking
    the purpose of one use for those of the plan.
    """
    if use is None:
        return facts
    view = facts.for_use(use)
    named = facts_of(condition)
    if not narrow or "need.purposes" not in named:
        return view
    # Views share what has been worked out, and amounts per purpose rest on the purposes: have them worked out for the
    # plan as a whole before the purposes are narrowed.
    for key in named:
        view.get(key)
    purpose = facts.client.value("use.purpose", use)
    known = isinstance(purpose, str) and purpose in PURPOSES and purpose != "unspecified"
    narrowed = Members(frozenset({str(purpose)})) if known else Members(frozenset(), frozenset(PURPOSES[:-1]))
    return view.for_option({"need.purposes": narrowed})


def flat_list(lender_id: str, checklists: Checklists | Lists) -> tuple[Line, ...]:
    """A lender's lines from sets, own lines and changes, sorted by document and name."""
    return Lists.of(checklists).flat(lender_id)


def _lay_flat(checklist: Checklist, checklists: Checklists) -> list[Line]:
    documents = checklists.documents
    changes = {change.document: change for change in checklist.changes}
    own = _by_id(checklist.sources)
    lines = []
    for set_id in checklist.sets:
        if (shared := checklists.sets.get(set_id)) is None:
            continue  # a set or document that is not there is for the lint to say
        for record in shared.requirements:
            change = changes.get(record.document)
            if record.document in documents and not (change is not None and change.drop):
                default = documents[record.document].phase
                lines.append(_line(record, change, default, set_id=set_id, shared=_by_id(shared.sources), own=own))
    lines += [
        _line(record, None, documents[record.document].phase, set_id=None, shared={}, own=own)
        for record in checklist.requirements
        if record.document in documents
    ]
    return sorted(lines, key=lambda line: (line.document, line.name))


def _line(
    record: RequirementLine,
    change: Change | None,
    default_phase: Phase,
    *,
    set_id: str | None,
    shared: Mapping[str, Source],
    own: Mapping[str, Source],
) -> Line:
    sources = _named(record.source, own if set_id is None else shared)
    strength, phase, when, marks = record.strength, record.phase or default_phase, record.when, record.marks
    if change is not None:
        strength, phase = change.strength or strength, change.phase or phase
        when = when if change.when is None else change.when
        # Whole, never blended: a mark that the lender leaves out is one it does not set.
        marks = marks if change.marks is None else change.marks
        sources = (*sources, *_named(change.source, own))
    return Line(
        name=record.name,
        document=record.document,
        strength=strength,
        phase=phase,
        when=when,
        products=record.products,
        not_products=record.not_products,
        marks=marks,
        origin="own" if set_id is None else "set" if change is None else "changed",
        set_id=set_id,
        record=record,
        change=change,
        sources=sources,
    )


def _by_id(sources: tuple[Source, ...]) -> dict[str, Source]:
    return {source.id: source for source in sources}


def _named(ids: tuple[str, ...], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sources[key] for key in ids if key in sources)
