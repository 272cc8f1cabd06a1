"""What differs between two catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from finadvies.domain.record import Record

What = Literal["new", "gone", "renamed", "closed", "opened", "added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        table, id: the entry, by its new id where it was renamed.
        what: `new` and `gone` entries, a `renamed` id, a product `closed` or `opened` again; inside an entry an item of a list
            `added` or `removed`, and a field `changed`.
        path: names of fields, and of the items of lists, down to the value; empty for the entry as a whole.
        old, new: the values; None where there is none.
        within: the item of a list that a changed field belongs to, and the position of its name in the path.
    """

    table: str
    id: str
    what: What
    path: tuple[str, ...] = ()
    old: Any = None
    new: Any = None
    within: tuple[int, Record] | None = None


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What changed in the tables of places and trades.

    Attributes:
        new, gone: postcodes that came and went.
        moved: postcodes in another municipality or province.
        sections: trades (SBI sections) that hold other divisions or have another name.
    """

    new: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.moved or self.sections)
