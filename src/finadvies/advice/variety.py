"""How different two mixes are: what a client who has to choose looks at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from finadvies.advice.proposal import Proposal

CHOICE: Final = 3
"""From so many mixes on it helps to be told which two to look at first."""

Sources = Counter[str | None]
"""Whole euros by kind of money, or by product."""


def most_different(proposals: Sequence[Proposal]) -> tuple[Proposal, Proposal] | None:
    """The two mixes that differ most: in the kinds of money, then in the products; of equals the first. None where two are all.

    Two mixes differ by the euros that one gets from where the other does not.
    """
    if len(proposals) < CHOICE:
        return None
    told = [(proposal, *_sources(proposal)) for proposal in proposals]
    one, other = max(combinations(told, 2), key=lambda pair: (_apart(pair[0][1], pair[1][1]), _apart(pair[0][2], pair[1][2])))
    return one[0], other[0]


def _apart(here: Sources, there: Sources) -> int:
    return sum(abs(here[key] - there[key]) for key in here.keys() | there.keys())


def _sources(proposal: Proposal) -> tuple[Sources, Sources]:
    kinds: Sources = Counter()
    products: Sources = Counter()
    for component in proposal.components:
        if component.role in ("own", "source"):
            kinds[component.kind] += component.amount_eur or 0
            products[component.product] += component.amount_eur or 0
    return kinds, products
