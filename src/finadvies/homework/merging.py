"""All lenders' wishes as one list: a line for each document and use, as strict as the strictest of them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from finadvies.domain.checklist import Checklists, Document, Marks, Phase, Strength
from finadvies.domain.client import Slot
from finadvies.homework.lists import STRENGTHS, Key, Lists, in_order, line_id, phase_order
from finadvies.homework.requirements import Requirement
from finadvies.homework.strictness import strictest

Status = Literal["todo", "requested", "received", "checked", "not_needed"]
Statuses = Mapping[Key, Status]
IN_HAND: Final[frozenset[Status]] = frozenset({"received", "checked"})


@dataclass(frozen=True, slots=True, eq=False)
class DocumentLine:
    """One line of the homework.

    Attributes:
        object: position of the use that it is about; None for one of which the plan has a single one.
        record: the document: name, why, how, who makes it, how long it takes.
        wishes: what each lender asks, sorted by lender and line; a lender may ask it twice.
        marks: the strictest of all lenders.
        won: by name of the mark, the lenders whose mark it is.
        strength, phase: the strongest, and the earliest round, of all wishes.
        conditional: no lender is sure to ask it.
        missing: the answers that would tell, for a conditional line.
        status: how far the client is with it.
        at_hand: the client says to have it already.
        instead: lines on this list that would be accepted in its place. They stay lines of their own, since another
            lender asks them for themselves.
    """

    document: str
    object: int | None
    record: Document
    wishes: tuple[Requirement, ...]
    marks: Marks
    won: Mapping[str, tuple[str, ...]]
    strength: Strength
    phase: Phase
    conditional: bool
    missing: tuple[Slot, ...]
    status: Status
    at_hand: bool = False
    instead: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Document and use."""
        return self.document, self.object

    @property
    def id(self) -> str:
        """`document` or `document#use`."""
        return line_id(self.key)

    @property
    def there(self) -> bool:
        """Whether it takes no more days: it has come in, or the client says to have it."""
        return self.status in IN_HAND or (self.at_hand and self.status == "todo")

    @property
    def lenders(self) -> tuple[str, ...]:
        """Who wants it."""
        return tuple(dict.fromkeys(wish.lender for wish in self.wishes))

    @property
    def phases(self) -> Mapping[str, Phase]:
        """In which round each lender wants it."""
        phases: dict[str, Phase] = {}
        for wish in self.wishes:
            phases[wish.lender] = min(phases.get(wish.lender, wish.phase), wish.phase, key=phase_order)
        return phases


def merge(
    requirements: Iterable[Requirement],
    checklists: Checklists | Lists,
    statuses: Statuses,
    at_hand: Container[Key] = frozenset(),
) -> tuple[DocumentLine, ...]:
    """One line for each document and use, sorted by them.

    Args:
        requirements: of all lenders, in any order.
        checklists: for the documents.
        statuses: by document and use; absent = todo.
        at_hand: what the client says to have already.
    """
    documents = Lists.of(checklists).checklists.documents
    by_key: dict[Key, list[Requirement]] = {}
    for need in requirements:
        by_key.setdefault(need.key, []).append(need)
    keys = in_order(by_key)
    return tuple(replace(_line(key, by_key[key], documents[key[0]], statuses, keys), at_hand=key in at_hand) for key in keys)


def _line(key: Key, needs: list[Requirement], record: Document, statuses: Statuses, on_list: list[Key]) -> DocumentLine:
    wishes = sorted(needs, key=lambda need: (need.lender, phase_order(need.phase), need.line.name, need.products))
    marks, won = strictest((wish.lender, wish.marks) for wish in wishes)
    conditional = all(wish.conditional for wish in wishes)
    return DocumentLine(
        document=key[0],
        object=key[1],
        record=record,
        wishes=tuple(wishes),
        marks=marks,
        won=won,
        strength=max((wish.strength for wish in wishes), key=STRENGTHS.index),
        phase=min((wish.phase for wish in wishes), key=phase_order),
        conditional=conditional,
        missing=tuple(dict.fromkeys(slot for wish in wishes for slot in wish.missing)) if conditional else (),
        status=statuses.get(key, "todo"),
        instead=tuple(line_id(other) for other in on_list if _stands_in(other, key, record)),
    )


def _stands_in(other: Key, key: Key, record: Document) -> bool:
    """Whether the other line is accepted in place of this one: of the same use, where both have one."""
    same_use = other[1] is None or key[1] is None or other[1] == key[1]
    return other[0] in record.accepted_instead and same_use
