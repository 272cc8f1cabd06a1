"""What changed between two catalogues, in the words of the trade."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.change import Change, Redrawn
from finadvies.domain.checklist import Checklists
from finadvies.domain.condition import AllOf, AnyOf, Not, Test
from finadvies.domain.facts import FACTS, Unit
from finadvies.domain.figure import Row
from finadvies.domain.product import Product
from finadvies.domain.record import Record
from finadvies.exports.fields import Words, unit_of
from finadvies.exports.layout import Screen, blank, heading, paragraph, row
from finadvies.locale import Texts
from finadvies.rules import explain

CONTENTS: Final = frozenset({"limits", "price", "timing", "guarantee", "apply", "figures"})
"""Tables whose fields say enough by themselves."""


class Teller:
    """Tells changes.

    Args:
        old, new: both catalogues with their checklists.
        texts: the language.
    """

    def __init__(self, old: tuple[Catalogue, Checklists], new: tuple[Catalogue, Checklists], texts: Texts) -> None:
        self.texts: Final = texts
        self.before: Final = Words(texts, *old)
        self.after: Final = Words(texts, *new)

    def name(self, change: Change) -> str:
        """What people call the entry of a change."""
        for words in (self.after, self.before):
            catalogue, lists = words.catalogue, words.checklists
            tables: dict[str, Any] = {"documents": lists.documents, "sets": lists.sets, "checklists": catalogue.lenders}
            record = tables.get(change.table, getattr(catalogue, change.table, {})).get(change.id)
            if record is not None:
                return words.named(record)
        return change.id

    def sentence(self, change: Change) -> str:
        """What changed, without the name of the entry."""
        match change.what:
            case "new" | "gone" | "opened":
                return self.texts.say(f"changes.{change.what}")
            case "renamed":
                return self.texts.say("changes.renamed", old=change.old, new=change.new)
            case "closed":
                return self._closed(change)
            case "added" | "removed":
                words, item = (self.after, change.new) if change.what == "added" else (self.before, change.old)
                return f"{self._where(change)}: {self.texts.say(f'changes.{change.what}', what=self._item(item, words))}"
            case "changed":
                return f"{self._where(change)}: {self._became(change)}"

    def _closed(self, change: Change) -> str:
        parts = [self.texts.say("changes.closed")]
        if isinstance(change.new, Product):
            if change.new.closed_on is not None:
                parts.append(self.texts.say("changes.closed_on", day=self.texts.day(change.new.closed_on)))
            if change.new.successor is not None:
                parts.append(self.texts.say("changes.successor", name=self.after.value("successor", change.new.successor)))
        return ", ".join(parts)

    def _item(self, item: Record, words: Words) -> str:
        """An item of a list with its condition, or for a paper its marks."""
        parts = [words.named(item)]
        for field in ("when", "marks", "strength", "share", "eur"):
            value = getattr(item, field, None)
            if value is not None and value != () and (told := words.value(field, value)) != self.texts.say("changes.nothing"):
                parts.append(told)
        return f"{parts[0]} ({'; '.join(parts[1:])})" if parts[1:] else parts[0]

    def _where(self, change: Change) -> str:
        """`eis “Een jaar oud”, voorwaarde` or `bedrag tot`."""
        steps = change.path[:-1] if change.what in ("added", "removed") else change.path
        at, item = change.within or (-1, None)
        told: list[str] = []
        for position, step in enumerate(steps):
            if position == at and item is not None:
                told[-1] = f"{told[-1]} “{self.after.named(item)}”"
            elif not (step in CONTENTS and position < len(steps) - 1):
                told.append(self.after.label(step))
        return ", ".join(told)

    def _became(self, change: Change) -> str:
        field, old, new = change.path[-1], change.old, change.new
        if _is_words(old) and _is_words(new):
            return self._list(field, old, new)
        unit = self._unit(change)
        if _is_rows(old) and _is_rows(new) and len(old) == len(new):
            told = [self._row(before, after, unit) for before, after in zip(old, new, strict=True) if before != after]
            return "; ".join(told)
        if isinstance(old, Test) and isinstance(new, Test) and old.fact == new.fact:
            return self._was(
                explain.test(old, self.texts, self.before.catalogue), explain.required(new, self.texts, self.after.catalogue)
            )
        return self._was(self.before.value(field, old, unit), self.after.value(field, new, unit))

    def _was(self, old: str, new: str) -> str:
        return self.texts.say("changes.was", old=old, new=new) if old != new else self.texts.say("changes.in_detail", what=new)

    def _list(self, field: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
        """What came to a list of codes and what left it."""
        told = []
        for code, values, words in (("added", [x for x in new if x not in old], self.after), ("removed", [x for x in old if x not in new], self.before)):  # fmt: skip
            if values:
                told.append(self.texts.say(f"changes.{code}", what=words.value(field, tuple(values))))
        return "; ".join(told) or self.texts.say("changes.order")

    def _row(self, old: Row, new: Row, unit: Unit) -> str:
        """One row of a figure: the amount, or the condition under which it counts."""
        before, after = self.before.amount(old, unit), self.after.amount(new, unit)
        if before != after:
            was = self._was(before, after)
            if old.when == new.when:
                return self.after.dated(new, self.after.conditional(new, was))
            return self._was(self.before.row(old, unit), self.after.row(new, unit))
        if old.when != new.when and old.when is not None and new.when is not None:
            if isinstance(old.when, Test) and isinstance(new.when, Test) and old.when.fact == new.when.fact:
                asked = explain.required(new.when, self.texts, self.after.catalogue)
            else:
                asked = self.after.condition(new.when)
            return self.texts.say("changes.for", value=after, what=self._was(self.before.condition(old.when), asked))
        return self._was(self.before.row(old, unit), self.after.row(new, unit))

    def _unit(self, change: Change) -> Unit:
        """The unit of a figure; that of a norm is the one of its fact."""
        norm = self.after.catalogue.norms.get(change.id) if change.table == "norms" else None
        if norm is not None and norm.fact in FACTS and change.path[-1] in ("poor", "good"):
            return FACTS[norm.fact].unit
        return unit_of(change.path[-1])


def _is_words(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _is_rows(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(item, Row) for item in value)


def changes(found: Sequence[Change], teller: Teller, texts: Texts, width: int) -> Screen:
    """Every change, by table and entry."""
    if not found:
        return paragraph(texts.say("changes.none"), width)
    screen: Screen = []
    for table, of_table in groupby(found, key=lambda change: change.table):
        screen += heading(texts.term("tables", table), width)
        for _, of_entry in groupby(of_table, key=lambda change: change.id):
            told = list(of_entry)
            name = teller.name(told[0])
            if len(told) == 1:
                screen += paragraph(f"{name}: {teller.sentence(told[0])}", width, indent="   ")
                continue
            screen += [row((line.text, "bold")) for line in paragraph(name, width, indent="   ")]
            for change in told:
                screen += paragraph(teller.sentence(change), width, indent="     ", first="   - ")
        screen.append(blank())
    return screen


def as_data(found: Sequence[Change], teller: Teller) -> list[dict[str, object]]:
    """Every change as data, with its sentence."""
    return [
        {
            "table": change.table,
            "id": change.id,
            "name": teller.name(change),
            "what": change.what,
            "path": list(change.path),
            "old": None if change.what in ("new", "gone", "closed", "opened") else _plain(change.old),
            "new": None if change.what in ("new", "gone", "closed", "opened") else _plain(change.new),
            "text": teller.sentence(change),
        }
        for change in found
    ]


def _plain(value: Any) -> object:
    if isinstance(value, AllOf | AnyOf | Not | Record):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


PLACES_SHOWN: Final = 10


def places(found: Redrawn, texts: Texts, width: int) -> Screen:
    """What changed in the tables of postcodes and trades: how many, and the first of them by name."""
    if not found:
        return []
    screen = heading(texts.say("changes.places"), width)
    for what in ("new", "gone", "moved", "sections"):
        codes: tuple[object, ...] = getattr(found, what)
        if codes:
            shown = ", ".join(str(code) for code in codes[:PLACES_SHOWN])
            more = f", {texts.say('words.more', n=len(codes) - PLACES_SHOWN)}" if len(codes) > PLACES_SHOWN else ""
            told = texts.say(f"changes.places_{what}", n=len(codes), which=shown + more)
            screen += paragraph(told, width, indent="     ", first="   - ")
    return [*screen, blank()]
