"""Typed conditions on facts, as the catalogue writes them: `{ fact = "company.age_months", min = 15 }`, `all`, `any`, `not`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Discriminator, Field, Tag

from finadvies.domain.facts import FACTS, FactType
from finadvies.domain.record import ListOf, Rate, Record

Codes = Annotated[tuple[str, ...], ListOf, Field(min_length=1)]


def _number_or_other(value: Any) -> Any:
    return Decimal(repr(value)) if isinstance(value, float) else value


class Test(Record):
    """One fact against one requirement; two number operators together make a range.

    Attributes:
        fact: a key of `facts.FACTS`.
        min: at least; max: at most (both included). above, below: beyond (excluded).
        is_: written `is`; equals this text, number or yes/no.
        one_of, none_of: the text is, or is not, among these.
        has_any, has_all, has_none: the list and these codes.
        from_, until: on or after, on or before this date (included). after, before: excluded.
        in_region: the place lies in this region of the catalogue.
        present: the client answered with something else than none.
    """

    fact: str
    min: Rate | None = None
    max: Rate | None = None
    above: Rate | None = None
    below: Rate | None = None
    is_: Annotated[bool | int | Decimal | str | None, BeforeValidator(_number_or_other), Field(alias="is")] = None
    one_of: Codes | None = None
    none_of: Codes | None = None
    has_any: Codes | None = None
    has_all: Codes | None = None
    has_none: Codes | None = None
    from_: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None
    after: date | None = None
    before: date | None = None
    in_region: str | None = None
    present: bool | None = None

    @property
    def operators(self) -> tuple[str, ...]:
        """The operators in use, as the file writes them."""
        return tuple(name for name, field in _OPERATORS.items() if getattr(self, field) is not None)


class AllOf(Record):
    """True when every part is."""

    all: Annotated[tuple[Condition, ...], ListOf, Field(min_length=1)]


class AnyOf(Record):
    """True when at least one part is."""

    any: Annotated[tuple[Condition, ...], ListOf, Field(min_length=1)]


class Not(Record):
    """True when the part is false."""

    not_: Annotated[Condition, Field(alias="not")]


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        for key in ("all", "any", "not"):
            if key in value:
                return key
        return "test"
    return (
        "all" if isinstance(value, AllOf) else "any" if isinstance(value, AnyOf) else "not" if isinstance(value, Not) else "test"
    )


Condition = Annotated[
    Annotated[AllOf, Tag("all")] | Annotated[AnyOf, Tag("any")] | Annotated[Not, Tag("not")] | Annotated[Test, Tag("test")],
    Discriminator(_shape),
]

AllOf.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()

_OPERATORS: Final = {
    "min": "min", "max": "max", "above": "above", "below": "below", "is": "is_", "one_of": "one_of", "none_of": "none_of",
    "has_any": "has_any", "has_all": "has_all", "has_none": "has_none", "from": "from_", "until": "until", "after": "after",
    "before": "before", "in_region": "in_region", "present": "present",
}  # fmt: skip

OPERATORS_OF: Final[dict[FactType, frozenset[str]]] = {
    "number": frozenset({"min", "max", "above", "below", "is"}),
    "text": frozenset({"is", "one_of", "none_of", "present"}),
    "bool": frozenset({"is"}),
    "date": frozenset({"from", "until", "after", "before"}),
    "list": frozenset({"has_any", "has_all", "has_none", "present"}),
    "place": frozenset({"in_region"}),
}
"""Which operators fit which type of fact."""


def tests(condition: AllOf | AnyOf | Not | Test) -> Iterator[Test]:
    """Every test in a condition, in the order written."""
    match condition:
        case Test():
            yield condition
        case AllOf():
            for part in condition.all:
                yield from tests(part)
        case AnyOf():
            for part in condition.any:
                yield from tests(part)
        case Not():
            yield from tests(condition.not_)


def facts_of(condition: AllOf | AnyOf | Not | Test) -> tuple[str, ...]:
    """The fact keys a condition names, each once, in the order written."""
    return tuple(dict.fromkeys(test.fact for test in tests(condition)))


def speaks_of_use(condition: AllOf | AnyOf | Not | Test) -> bool:
    """Whether the condition is judged per use, because it names a fact of one."""
    return any((fact := FACTS.get(key)) is not None and fact.scope == "use" for key in facts_of(condition))
