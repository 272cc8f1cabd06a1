"""What one list saves beside a list of each lender: counted for the products of a plan, as `benchmarks/merging.py` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Final

from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.homework import Homework, Lists
from finadvies.importers.client_source import read_toml

CASES: Final = tuple(
    sorted(
        each.name.removesuffix(".toml")
        for each in resources.files("finadvies.examples").iterdir()
        if each.name.startswith("kvk-")
    )
)
"""The eight entrepreneurs of the study."""


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """The homework for some products beside that of each of their lenders alone.

    Attributes:
        products: those asked for.
        homework: the one list.
        apart: by lender its list when it asks alone.
    """

    products: tuple[str, ...]
    homework: Homework
    apart: Mapping[str, Homework]

    @property
    def alone(self) -> int:
        """The papers when each lender asks its own."""
        return sum(len(each.lines) for each in self.apart.values())

    @property
    def merged(self) -> int:
        """The papers on the one list."""
        return len(self.homework.lines)

    @property
    def shared(self) -> int:
        """How often a paper of one lender is asked by a further one."""
        return sum(len(line.lenders) - 1 for line in self.homework.lines)

    @property
    def rounds_apart(self) -> int:
        """The times that a lender asks something, each lender on its own; what comes after the money is no round."""
        return sum(
            len({phase for line in each.lines for phase in line.phases.values()} - {"after"}) for each in self.apart.values()
        )

    @property
    def left_for_later(self) -> frozenset[str]:
        """What a lender asks in any of its rounds and the one list does not tell beforehand."""
        return frozenset(key for each in self.apart.values() for key in each.document_ids) - frozenset(self.homework.document_ids)

    @property
    def rounds(self) -> int:
        """How often the client is told what to gather: once, unless something is left for later."""
        return 1 + bool(self.left_for_later)

    @property
    def submitted(self) -> date | None:
        """The day on which the file of the last lender can go out."""
        return max((event.date for event in self.homework.schedule.events if event.id.startswith("submit:")), default=None)


@lru_cache(maxsize=16)
def advice_for(case: str) -> Advice:
    """The advice for an entrepreneur of the study, on the day of all tests."""
    text = resources.files("finadvies.examples").joinpath(f"{case}.toml").read_text(encoding="utf-8")
    client, problems = read_toml(text, case)
    assert not problems
    return advise(client, shipped_catalogue(), _lists(), TODAY)


def merged_for(advice: Advice, products: Iterable[str]) -> Merged:
    """The list for these products, and those of their lenders."""
    chosen = tuple(dict.fromkeys(products))
    by_lender: dict[str, list[str]] = {}
    for key in chosen:
        by_lender.setdefault(advice.by_product[key].product.lender, []).append(key)
    return Merged(chosen, advice.homework(chosen), {lender: advice.homework(keys) for lender, keys in by_lender.items()})


def first_mix(case: str) -> Merged:
    """Of the mix that is shown first."""
    advice = advice_for(case)
    return merged_for(advice, advice.proposals[0].products)


def shown_together(case: str) -> Merged:
    """Of a client who keeps every shown mix open, as `homework --mix 1 --mix 2 ...` lists it."""
    advice = advice_for(case)
    return merged_for(advice, (key for proposal in advice.proposals for key in proposal.products))


def every_mix(case: str) -> tuple[Merged, ...]:
    """Of every mix, shown and further."""
    advice = advice_for(case)
    return tuple(merged_for(advice, proposal.products) for proposal in (*advice.proposals, *advice.others))


@lru_cache(maxsize=1)
def _lists() -> Lists:
    return Lists(shipped_library().checklists())
