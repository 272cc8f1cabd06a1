"""What differs between two catalogues, field by field: every record is compared the same way, whatever its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from finadvies.catalogue.files import Table
from finadvies.domain.catalogue import Geography
from finadvies.domain.change import Change, Redrawn
from finadvies.domain.checklist import Cost, LeadDays, Marks
from finadvies.domain.condition import AllOf, AnyOf, Not, Test
from finadvies.domain.entry import Span
from finadvies.domain.figure import Row
from finadvies.domain.product import Product
from finadvies.domain.record import Record

Records = Mapping[Table, Mapping[str, Record]]

NAMES: Final = ("name", "id", "document", "product", "asset", "type")
"""What tells the items of a list apart, first found first."""
WHOLE: Final = (AllOf, AnyOf, Not, Test, Span, LeadDays, Cost, Marks)
"""Records that are said as one: a condition, a span of days, the marks of a paper."""
ABOUT_STATUS: Final = frozenset({"status", "closed_on", "successor"})


def redrawn(old: Geography, new: Geography) -> Redrawn:
    """What differs between two tables of places and trades."""
    before, after = old.postcodes, new.postcodes
    kept = before.keys() & after.keys()
    trades = {(version, letter) for table in (old.sections, new.sections) for version in table for letter in table[version]}
    other = {
        f"{version}:{letter}"
        for version, letter in trades
        if old.sections.get(version, {}).get(letter) != new.sections.get(version, {}).get(letter)
        or old.section_names.get(version, {}).get(letter) != new.section_names.get(version, {}).get(letter)
    }
    return Redrawn(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(before.keys() - after.keys())),
        tuple(sorted(code for code in kept if before[code] != after[code])),
        tuple(sorted(other)),
    )


def diff(old: Records, new: Records) -> tuple[Change, ...]:
    """Every difference, by table, then id, then in the order of the fields."""
    return tuple(change for table in new for change in _table(table, old.get(table, {}), new[table]))


def _table(table: Table, old: Mapping[str, Record], new: Mapping[str, Record]) -> Iterator[Change]:
    renamed = {
        now: before for now in new if now not in old for before in _former(new[now]) if before in old and before not in new
    }
    taken = set(renamed.values())
    for key in sorted({*old, *new} - taken):
        if key in renamed:
            yield Change(table, key, "renamed", (), renamed[key], key)
        before, after = old.get(renamed.get(key, key)), new.get(key)
        if before is None:
            yield Change(table, key, "new", (), None, after)
        elif after is None:
            yield Change(table, key, "gone", (), before, None)
        else:
            skipped = {"schema_", "id", "aliases"} if key in renamed else {"schema_", "id"}
            yield from _entry(table, key, before, after, skipped)


def _former(record: Record) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(record, "aliases", ())
    return names


def _entry(table: Table, key: str, old: Record, new: Record, skipped: set[str]) -> Iterator[Change]:
    if isinstance(old, Product) and isinstance(new, Product) and (old.status == "closed") != (new.status == "closed"):
        yield Change(table, key, "closed" if new.status == "closed" else "opened", (), old, new)
        skipped = skipped | ABOUT_STATUS
    blank = Change(table, key, "changed")
    yield from _fields(old, new, blank, skipped)


def _fields(old: Record, new: Record, here: Change, skipped: set[str] | frozenset[str] = frozenset()) -> Iterator[Change]:
    for name, info in type(new).model_fields.items():
        if name not in skipped:
            yield from _values(getattr(old, name), getattr(new, name), _below(here, info.alias or name))


def _below(here: Change, step: str) -> Change:
    return replace(here, path=(*here.path, step))


def _values(old: Any, new: Any, here: Change) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, Record) and isinstance(new, Record) and type(old) is type(new) and not isinstance(new, WHOLE):
        yield from _fields(old, new, here)
    elif isinstance(old, tuple) and isinstance(new, tuple) and _items(old) and _items(new):
        yield from _lists(old, new, here)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from _values(old.get(key), new.get(key), _below(here, key))
    else:
        yield replace(here, old=old, new=new)


def _items(values: tuple[Any, ...]) -> bool:
    """Whether a list holds records of its own, and no rows of a figure and no plain words; an empty one may."""
    return all(isinstance(value, Record) and not isinstance(value, Row) for value in values)


def _lists(old: Sequence[Record], new: Sequence[Record], here: Change) -> Iterator[Change]:
    before, after = _named(old), _named(new)
    for name, item in after.items():
        there = _below(here, name)
        if name not in before:
            yield replace(there, what="added", new=item)
        elif type(before[name]) is type(item):
            yield from _values(before[name], item, replace(there, within=(len(here.path), item)))
    for name, item in before.items():
        if name not in after:
            yield replace(_below(here, name), what="removed", old=item)
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield replace(here, old=tuple(before), new=tuple(after))


def _named(items: Sequence[Record]) -> dict[str, Record]:
    """The items by what tells them apart; equals get a number."""
    found: dict[str, Record] = {}
    for item in items:
        name = next((str(value) for field in NAMES if (value := getattr(item, field, None))), "")
        number = 1 + sum(other == name or other.startswith(f"{name}#") for other in found)
        found[name if number == 1 and name else f"{name}#{number}"] = item
    return found
