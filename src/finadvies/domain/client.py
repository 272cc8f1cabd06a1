"""The client: answers by fact key, one set for the client, one a year, one a use, one for each earlier attempt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

from finadvies.domain.facts import FACTS, GIVEN, Fact
from finadvies.domain.values import UNKNOWN, Answer, Known

Answers = Mapping[str, Answer]
Group = Literal["use", "figures", "history"]
GROUPS: Final[Mapping[Group, str]] = MappingProxyType({"use": "need.uses", "figures": "figures", "history": "history"})
"""Scope of a repeated fact -> where the client file keeps its tables."""

_ORDER: Final = {key: position for position, key in enumerate(FACTS)}
_PATH = re.compile(r"^(need\.uses|figures|history)(?:\[(\d+)\]|\.(\d+))\.(?:details\.)?([a-z0-9_]+)$")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one answer lives: a fact, and for a repeated one its position.

    Attributes:
        key: the fact key.
        index: position in the list of uses, years or attempts; None for a fact of the client.
    """

    key: str
    index: int | None = None

    @property
    def fact(self) -> Fact:
        """The fact itself."""
        return FACTS[self.key]

    def __str__(self) -> str:
        if self.index is None:
            return self.key
        return f"{GROUPS[group_of(self.key)]}[{self.index}].{self.fact.name}"


def group_of(key: str) -> Group:
    """The group of a repeated fact.

    Raises:
        KeyError: when the fact is not repeated.
    """
    scope = FACTS[key].scope
    if scope in ("use", "figures", "history"):
        return scope
    raise KeyError(key)


def is_repeated(key: str) -> bool:
    """Whether a fact has one answer per use, year or attempt."""
    return FACTS[key].scope in ("use", "figures", "history") and not FACTS[key].derived


def slot(path: str) -> Slot | None:
    """The slot that a path names: `company.fte`, `need.uses[0].amount` or `need.uses.0.amount`; None for no such place."""
    match = _PATH.match(path)
    if match:
        section = {"need.uses": "use"}.get(match.group(1), match.group(1))
        key = f"{section}.{match.group(4)}"
        index = int(match.group(2) or match.group(3))
        return Slot(key, index) if key in FACTS and is_repeated(key) else None
    if path in FACTS and FACTS[path].scope == "client":
        return Slot(path)
    return None


@dataclass(frozen=True, slots=True)
class Client:
    """All that has been answered. What is absent is unknown.

    Attributes:
        answers: facts of the client as a whole.
        uses: what the money is for, in the order told.
        years: figures, newest first.
        history: earlier attempts, in the order told.
    """

    answers: Answers = field(default_factory=dict)
    uses: tuple[Answers, ...] = ()
    years: tuple[Answers, ...] = ()
    history: tuple[Answers, ...] = ()

    def group(self, group: Group) -> tuple[Answers, ...]:
        """The tables of a repeated group."""
        return {"use": self.uses, "figures": self.years, "history": self.history}[group]

    def answer(self, where: Slot) -> Answer | None:
        """The answer in a slot, or None when the question was never put."""
        if where.index is None:
            return self.answers.get(where.key)
        tables = self.group(group_of(where.key))
        return tables[where.index].get(where.key) if where.index < len(tables) else None

    def value(self, key: str, index: int | None = None) -> Known:
        """The value of a given fact."""
        answer = self.answer(Slot(key, index))
        return UNKNOWN if answer is None else answer.value

    def with_answer(self, where: Slot, answer: Answer | None) -> Client:
        """This client with one answer put in, or taken out for None. A table that is not there yet is made."""
        if where.index is None:
            return replace(self, answers=_with(self.answers, where.key, answer))
        group = group_of(where.key)
        tables = list(self.group(group))
        while len(tables) <= where.index:
            tables.append({})
        tables[where.index] = _with(tables[where.index], where.key, answer)
        return self._with_group(group, tuple(tables))

    def without(self, group: Group, index: int) -> Client:
        """This client with one use, year or attempt taken out."""
        tables = self.group(group)
        return self._with_group(group, (*tables[:index], *tables[index + 1 :]))

    def _with_group(self, group: Group, tables: tuple[Answers, ...]) -> Client:
        if group == "use":
            return replace(self, uses=tables)
        if group == "figures":
            return replace(self, years=tables)
        return replace(self, history=tables)

    def slots(self) -> Iterator[tuple[Slot, Answer]]:
        """Every answer with its slot, in the order of the list of facts."""
        for key in sorted(self.answers, key=_ORDER.__getitem__):
            yield Slot(key), self.answers[key]
        for group in GROUPS:
            for index, table in enumerate(self.group(group)):
                for key in sorted(table, key=_ORDER.__getitem__):
                    yield Slot(key, index), table[key]


def parked(client: Client) -> tuple[Slot, ...]:
    """The questions that the client would look up."""
    return tuple(slot for slot, answer in client.slots() if answer.value is UNKNOWN and answer.why_unknown == "later")


def _with(table: Answers, key: str, answer: Answer | None) -> dict[str, Answer]:
    changed = dict(table)
    if answer is None:
        changed.pop(key, None)
    else:
        changed[key] = answer
    return changed


def places(client: Client) -> list[str]:
    """Every place that can hold an answer: those of the client, and one table more than there is of each group."""
    once = [fact.key for fact in GIVEN if fact.scope == "client"]
    rooms = [
        f"{GROUPS[group_of(fact.key)]}[{index}].{fact.name}"
        for fact in GIVEN
        if fact.scope != "client"
        for index in range(len(client.group(group_of(fact.key))) + 1)
    ]
    return once + rooms
