"""A support on the way down the search: what it covers, costs and asks, kept by addition as options join."""

from __future__ import annotations

from dataclasses import dataclass

from .board import Option


@dataclass(slots=True)
class Node:
    """A support. Not frozen: so many are made that the time a frozen one takes is felt.

    Attributes:
        ranks: Its options, in ascending price.
        barred: Options that conflict with it.
        short: Whole euros short in each set of uses.
        gap: The largest of those, at least 0: exactly the gap of the support if its minimums fit and nothing
            binds.
        cost: Lower bound in micro-euros, exact without minimums. Where something may bind it covers no more
            than the question asks, since a larger support may do with that.
        missing: Required products that are not in it yet.
        fixed: Micro-euros that it costs whatever the amounts.
        heaviest: The most debt service per euro among its options.
    """

    ranks: tuple[int, ...]
    support: int
    barred: int
    lenders: int
    short: tuple[int, ...]
    gap: int
    cost: int
    days: int
    documents: int
    weakest: int
    points: int
    shares: int
    guarantees: int
    missing: int
    fixed: int
    heaviest: int


def root(shortages: tuple[int, ...], missing: int, days: int = 0, weakest: int = 0) -> Node:
    """Own money alone.

    Args:
        shortages: what it leaves short in each set of uses, in whole euros.
        missing: the required products.
        days: so many count at least.
        weakest: so many points count at least for the weakest.
    """
    return Node((), 0, 0, 0, shortages, max(0, *shortages), 0, days, 0, weakest, 0, 0, 0, missing, 0, 0)


def join(node: Node, option: Option, cover_to: int) -> Node:
    """The support with one option more.

    Args:
        node: the support.
        option: who joins.
        cover_to: the gap down to which its cost counts what is covered, in whole euros.
    """
    short = tuple([x - y for x, y in zip(node.short, option.supply, strict=True)])
    gap = max(0, *short)
    return Node(
        ranks=(*node.ranks, option.rank),
        support=node.support | option.bit,
        barred=node.barred | option.conflicts,
        lenders=node.lenders | option.lender,
        short=short,
        gap=gap,
        cost=node.cost + option.fixed + option.price * (max(node.gap, cover_to) - max(gap, cover_to)),
        days=max(node.days, option.days),
        documents=node.documents | option.documents,
        weakest=max(node.weakest, option.points),
        points=node.points + option.points,
        shares=node.shares + option.shares,
        guarantees=node.guarantees + option.guarantees,
        missing=node.missing & ~option.required,
        fixed=node.fixed + option.fixed,
        heaviest=max(node.heaviest, option.service),
    )


def out_of_reach(short: tuple[int, ...], largest: tuple[int, ...], slots: int, limit: int) -> bool:
    """Whether so many newcomers, each the largest there is, leave some set of uses short beyond the limit."""
    return any(shortage - slots * most > limit for shortage, most in zip(short, largest, strict=True))
