"""Two machine forms of an advice side by side: what differs, by option, mix and figure. Nothing when they are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Area = Literal["options", "mixes", "feasibility", "rest"]
AREAS: Final[Mapping[Area, str]] = {"options": "product", "mixes": "id", "feasibility": "id"}
"""List of the machine form -> the key that names its items."""
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    Attributes:
        area: where.
        subject: the product, the number of the mix, the norm, or the part of the machine form.
        field: what of it; empty when the whole is in one of both only.
        then, now: as the machine form has it; None where it has nothing.
    """

    area: Area
    subject: str
    field: str
    then: Any
    now: Any

    def as_data(self) -> dict[str, Any]:
        """The machine form."""
        return {"area": self.area, "subject": self.subject, "field": self.field, "then": self.then, "now": self.now}


def differences(then: Data, now: Data) -> tuple[Difference, ...]:
    """All that differs, options first; the version of the program is no part of the advice and is left out.

    Args:
        then: the one, as `json` reads `shortlist --json`.
        now: the other.
    """
    found = [each for area, key in AREAS.items() for each in _items(area, key, then.get(area) or [], now.get(area) or [])]
    parts = [part for part in {**then, **now} if part not in AREAS and _of(part, then) != _of(part, now)]
    return (*found, *(Difference("rest", part, "", _of(part, then), _of(part, now)) for part in parts))


def _of(part: str, data: Data) -> Any:
    value = data.get(part)
    if part == "catalogue" and isinstance(value, Mapping):
        return {key: each for key, each in value.items() if key != "program"}
    return value


def _items(area: Area, key: str, then: Sequence[Data], now: Sequence[Data]) -> Iterator[Difference]:
    before, after = ({str(item[key]): item for item in items} for items in (then, now))
    for subject in {**before, **after}:
        if subject not in before or subject not in after:
            yield Difference(area, subject, "", before.get(subject), after.get(subject))
            continue
        old, new = before[subject], after[subject]
        for field in {**old, **new}:
            if old.get(field) != new.get(field):
                yield Difference(area, subject, field, old.get(field), new.get(field))
    if list(before) != list(after) and set(before) == set(after):
        yield Difference("rest", f"order of {area}", "", list(before), list(after))
