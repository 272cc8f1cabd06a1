"""What `catalogue check` counts: entries, products, criteria, figures with their sources, documents, lists and languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from typing import Final, Literal, get_args

from finadvies.catalogue import walk
from finadvies.catalogue.load import Library
from finadvies.domain.catalogue import KindEntry, Lender
from finadvies.domain.checklist import Cost, Document, LeadDays
from finadvies.domain.condition import Test
from finadvies.domain.entry import CriterionLevel, Source, Span
from finadvies.domain.figure import Row
from finadvies.domain.product import Product
from finadvies.domain.record import Record
from finadvies.domain.upkeep import Counts

Basis = Literal["sourced", "estimated", "unsourced"]
GENERAL_KNOWLEDGE: Final = "general knowledge"
NO_FIGURE: Final = frozenset({"schema", "priority", "effort", "as_of"})
"""Numbers that say nothing of the trade."""
_NAMES: Final[dict[str, Basis]] = {"sourced": "sourced", "estimate": "estimated"}


def counts(library: Library) -> Counts:
    """How much there is, and how well it is founded."""
    products = list(library.table("products", Product).values())
    documents = library.table("documents", Document).values()
    lists = library.ids("checklists")
    lenders = Counter(key in lists for key in library.table("lenders", Lender))
    computed = [sum(c.when is not None for c in product.criteria) for product in products if product.status == "open"]
    figures = Counter(basis for record in _all(library) for basis in _figures(record))
    leads = Counter(_NAMES[document.lead_days.basis] for document in documents)
    costs = Counter(_NAMES[document.cost_eur.basis] for document in documents if document.cost_eur is not None)
    texts = Counter(told for record in _all(library) for told in _english(record))
    return Counts(
        entries={table: len(records) for table, records in library.records.items()},
        kinds=dict(sorted(Counter(product.kind for product in products).items())),
        statuses=dict(sorted(Counter(product.status for product in products).items())),
        criteria=_each(
            Counter(criterion.level for product in products for criterion in product.criteria), get_args(CriterionLevel)
        ),
        computed_median=float(median(computed)) if computed else 0.0,
        figures=_each(figures, get_args(Basis)),
        leads=_each(leads, ("sourced", "estimated")),
        costs=_each(costs, ("sourced", "estimated")),
        lenders={"with_checklist": lenders[True], "without_checklist": lenders[False]},
        texts={"with_english": texts[True], "without_english": texts[False]},
    )


def _each(found: Counter[str] | Counter[CriterionLevel] | Counter[Basis], names: tuple[str, ...]) -> dict[str, int]:
    return {name: found[name] for name in names}  # type: ignore[index]  # a code of any of the three


def _all(library: Library) -> Iterator[Record]:
    for records in library.records.values():
        yield from records.values()


# -- figures ---------------------------------------------------------------------------------------------------------------------


def _figures(record: Record) -> Iterator[Basis]:
    """The basis of every figure: the source it names itself, else that of the table around it, else those of the file."""
    sources: tuple[Source, ...] = getattr(record, "sources", ())
    weak = {source.id for source in sources if source.url == GENERAL_KNOWLEDGE}
    known = {source.id for source in sources}

    def basis(names: frozenset[str]) -> Basis:
        found = (names or known) & known
        return "unsourced" if not found else "estimated" if found <= weak else "sourced"

    if isinstance(record, KindEntry):
        yield from (_NAMES[record.basis] for _ in _numbers(record, frozenset()))
        return
    for value, names in _numbers(record, frozenset()):
        yield _NAMES[value.basis] if isinstance(value, LeadDays | Cost) else basis(names)


def _numbers(value: object, names: frozenset[str]) -> Iterator[tuple[object, frozenset[str]]]:
    """Every figure below a value, with the sources named nearest to it. A row, a span and a test are one figure each."""
    if isinstance(value, Record):
        names = frozenset(getattr(value, "source", ())) or names
        if isinstance(value, Row | Span | LeadDays | Cost):
            yield value, names
        elif isinstance(value, Test):
            if any(isinstance(part, int | Decimal) and not isinstance(part, bool) for _, part in walk.values(value)):
                yield value, names
        else:
            for name, info in type(value).model_fields.items():
                if name in value.model_fields_set and (info.alias or name) not in NO_FIGURE:
                    yield from _numbers(getattr(value, name), names)
    elif isinstance(value, tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _numbers(part, names)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield value, names


# -- languages -------------------------------------------------------------------------------------------------------------------


def _english(record: Record) -> Iterator[bool]:
    """For every Dutch text that may have an English one beside it: whether it has."""
    for part in (record, *(value for _, value in walk.values(record) if isinstance(value, Record))):
        fields = type(part).model_fields
        for name in fields:
            english = f"{name[:-3]}_en"
            if name.endswith("_nl") and english in fields and getattr(part, name):
                yield bool(getattr(part, english))
