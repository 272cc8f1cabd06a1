"""What one lender asks of this client for these products, and what it does not ask and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from finadvies.domain.checklist import Checklists, Marks, Phase, Strength
from finadvies.domain.client import Slot
from finadvies.domain.condition import Condition
from finadvies.domain.entry import Source
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.homework.lists import Call, Key, Line, Lists, line_id, seen_from
from finadvies.rules.finding import Finding, find
from finadvies.rules.truth import Truth, either


@dataclass(frozen=True, slots=True, eq=False)
class Requirement:
    """A document that one lender asks, for one use where each use has its own.

    Attributes:
        object: position of the use that it is about; None for one of which the plan has a single one.
        products: for which of the chosen products it is asked.
        conditional: asked only if something holds that is not known yet.
        missing: the answers that would tell; empty when nobody can be asked for them.
        condition: what has to hold, if anything.
        finding: why that is still open; None when it is not.
        line: the line of the flat list, with origin and reasons.
    """

    document: str
    object: int | None
    lender: str
    products: tuple[str, ...]
    strength: Strength
    phase: Phase
    marks: Marks
    conditional: bool
    missing: tuple[Slot, ...]
    condition: Condition | None
    finding: Finding | None
    line: Line

    @property
    def key(self) -> Key:
        """Document and use."""
        return self.document, self.object

    @property
    def id(self) -> str:
        """`document` or `document#use`."""
        return line_id(self.key)

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it rests on."""
        return self.line.sources


@dataclass(frozen=True, slots=True, eq=False)
class NotNeeded:
    """A document on the lender's list that this client is not asked, kept so that nobody asks it all the same."""

    document: str
    lender: str
    products: tuple[str, ...]
    finding: Finding
    line: Line


def required(lender_id: str, products: Sequence[str], checklists: Checklists | Lists, facts: Facts) -> tuple[Requirement, ...]:
    """The documents that count for these products of a lender and this client, by document, use and line.

    Args:
        lender_id: the lender.
        products: its products; none = only what it asks whatever the product.
        checklists: all lists.
        facts: the client.
    """
    return judged(lender_id, products, checklists, facts)[0]


def judged(
    lender_id: str, products: Sequence[str], checklists: Checklists | Lists, facts: Facts
) -> tuple[tuple[Requirement, ...], tuple[NotNeeded, ...]]:
    """As `required`, with beside it what is not needed and why."""
    lists = Lists.of(checklists)
    wanted: list[Requirement] = []
    spared: list[NotNeeded] = []
    for list_id, chosen in _by_list(lender_id, products, facts):
        for line in lists.flat(list_id):
            counting = _counting(line, chosen)
            if counting is None:
                continue
            found = list(calls(line, counting, lists, facts))
            wanted.extend(_requirement(call, lender_id, lists, facts) for call in found)
            if not found and line.when is not None:
                spared.append(NotNeeded(line.document, lender_id, counting, _finding(line.when, lists, facts), line))
    wanted.sort(key=lambda need: (need.document, -1 if need.object is None else need.object, need.line.name))
    spared.sort(key=lambda spare: (spare.document, spare.line.name))
    return tuple(wanted), tuple(spared)


def calls_for_product(product: Product, lists: Lists, facts: Facts) -> list[Call]:
    """What one product calls for, without the reasons: for judging many products quickly."""
    known = lists.calls_of(facts)
    if product.id not in known:
        lines = [line for line in lists.flat(product.checklist or product.lender) if line.counts_for(product.id)]
        known[product.id] = [call for line in lines for call in calls(line, (product.id,), lists, facts)]
    return known[product.id]


def calls(line: Line, products: tuple[str, ...], lists: Lists, facts: Facts) -> Iterator[Call]:
    """For what a line calls: nothing when its condition is false, one document, or one for each use that asks it."""
    if lists.checklists.documents[line.document].per == "use" and facts.client.uses:
        yield from _per_use(line, products, lists, facts)
        return
    verdict = _verdict(line.when, lists, facts)
    if verdict is not Truth.FALSE:
        yield Call(line, None, products, verdict is Truth.UNKNOWN)


def _verdict(condition: Condition | None, lists: Lists, facts: Facts) -> Truth:
    if condition is None:
        return Truth.TRUE
    if lists.by_use(condition) and facts.client.uses:
        return either(lists.truth(condition, facts, use) for use in range(len(facts.client.uses)))
    return lists.truth(condition, facts)


def _per_use(line: Line, products: tuple[str, ...], lists: Lists, facts: Facts) -> Iterator[Call]:
    """A condition says itself for which uses it asks; a line without one asks for the uses its product can pay."""
    uses = range(len(facts.client.uses))
    if line.when is not None:
        for use in uses:
            verdict = lists.truth(line.when, facts, use, narrow=True)
            if verdict is not Truth.FALSE:
                yield Call(line, use, products, verdict is Truth.UNKNOWN)
        return
    served = {product: _served(product, facts) for product in products}
    for use in uses:
        sure = tuple(product for product in products if served[product].get(use) is Truth.TRUE)
        perhaps = tuple(product for product in products if served[product].get(use) is Truth.UNKNOWN)
        if sure or perhaps or not products:
            yield Call(line, use, tuple(sorted((*sure, *perhaps))), conditional=bool(perhaps and not sure))


def _served(product_id: str, facts: Facts) -> dict[int, Truth]:
    """The uses that a product pays for. One that serves none was chosen against the rules, and is asked for all."""
    uses = range(len(facts.client.uses))
    product = facts.catalogue.products.get(product_id)
    if product is None or "any" in product.purposes:
        return dict.fromkeys(uses, Truth.TRUE)
    served = {}
    for use in uses:
        purpose = facts.client.value("use.purpose", use)
        if not isinstance(purpose, str) or purpose == "unspecified":
            served[use] = Truth.UNKNOWN
        elif purpose in product.purposes:
            served[use] = Truth.TRUE
    return served or dict.fromkeys(uses, Truth.TRUE)


def _requirement(call: Call, lender: str, lists: Lists, facts: Facts) -> Requirement:
    line = call.line
    finding: Finding | None = None
    missing: tuple[Slot, ...] = ()
    if call.conditional and line.when is not None:
        finding = _finding(line.when, lists, facts, call.object)
        missing = finding.missing
    elif call.conditional and call.object is not None:
        missing = facts.for_use(call.object).missing("use.purpose")
    return Requirement(
        document=line.document,
        object=call.object,
        lender=lender,
        products=call.products,
        strength=line.strength,
        phase=line.phase,
        marks=line.marks,
        conditional=call.conditional,
        missing=missing,
        condition=line.when,
        finding=finding,
        line=line,
    )


def _finding(condition: Condition, lists: Lists, facts: Facts, use: int | None = None) -> Finding:
    """Why a condition is false or open; one about uses is told for each use, joined by "any"."""
    if use is not None:
        return find(condition, seen_from(facts, condition, use, narrow=True))
    if not lists.by_use(condition) or not facts.client.uses:
        return find(condition, facts)
    parts = tuple(find(condition, facts.for_use(each)) for each in range(len(facts.client.uses)))
    if len(parts) == 1:
        return parts[0]
    open_parts = [part for part in parts if part.truth is Truth.UNKNOWN]
    missing = tuple(dict.fromkeys(slot for part in open_parts for slot in part.missing))
    return Finding(either(part.truth for part in parts), missing=missing, parts=parts, joined="any")


def _counting(line: Line, products: tuple[str, ...]) -> tuple[str, ...] | None:
    """The products that a line is asked for; None when it is asked for none of them."""
    if not products:
        return None if line.products else ()
    return tuple(product for product in products if line.counts_for(product)) or None


def _by_list(lender_id: str, products: Iterable[str], facts: Facts) -> list[tuple[str, tuple[str, ...]]]:
    """The products by the list that holds for them: the lender's, unless a product names another."""
    chosen: dict[str, list[str]] = {}
    for product_id in sorted(set(products)):
        product = facts.catalogue.products.get(product_id)
        own = product.checklist if product is not None else None
        chosen.setdefault(own or lender_id, []).append(product_id)
    if not chosen:
        return [(lender_id, ())]
    return [(list_id, tuple(chosen[list_id])) for list_id in sorted(chosen)]
