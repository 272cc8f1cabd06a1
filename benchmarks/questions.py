"""How many questions a session asks before nothing can change any more, for clients of whom everything is known.

    python benchmarks/questions.py [--clients N] [--list CASE]

Each client of `finadvies/examples` is a case of the study with what is told there; the rest of its answers comes from a firm that
many say yes to. The others are drawn (`tests/support/generated.py`). The asker answers from the whole client, or knows nothing of
the figures and the debts. Beside it stands a fixed order: every question of the script, but for those that earlier answers make senseless.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from generated import SOUND, consistent, whole_client
from shipped import ROOT, TODAY, shipped_library

from finadvies.advice import Advice, advise
from finadvies.domain.applicable import not_worth_asking
from finadvies.domain.client import Client, Slot, is_repeated
from finadvies.domain.facts import FACTS, GIVEN
from finadvies.domain.values import UNKNOWN, Answer
from finadvies.homework import Lists
from finadvies.importers.client_source import read_source
from finadvies.interview import flow

EXAMPLES: Final = ROOT / "src" / "finadvies" / "examples"
CLIENTS: Final = 50
UNTOLD: Final = ("E", "F")
"""The chapters of which the second asker knows nothing."""
NOT_KNOWN: Final = Answer(UNKNOWN, why_unknown="unknown")
PLAN: Final = {"unspecified": "machinery"}


@dataclass(frozen=True, slots=True)
class Talk:
    """What was asked, in order, with the depth at which it came."""

    asked: tuple[tuple[Slot, flow.Depth], ...]
    open_at_end: int

    def down_to(self, depth: flow.Depth) -> int:
        """How many questions were asked down to a depth."""
        reach = flow.DEPTHS.index(depth)
        return sum(flow.DEPTHS.index(at) <= reach for _, at in self.asked)


class Office:
    """The shipped catalogue, ready to advise."""

    def __init__(self) -> None:
        library = shipped_library()
        self.catalogue = library.catalogue()
        self.lists = Lists(library.checklists())

    def advise(self, client: Client) -> Advice:
        """The advice on the day of the tests."""
        return advise(client, self.catalogue, self.lists, TODAY)


def study_case(path: Path) -> Client:
    """A case of the study with the answers it does not tell: those of a sound firm, else drawn by its name."""
    told, _ = read_source(str(path), None)
    drawn = whole_client(random.Random(path.name))
    client = Client(dict(drawn.answers), drawn.uses[:1] or ({},), drawn.years[:1] or ({},), ())
    for fact in GIVEN:
        first = 0 if is_repeated(fact.key) else None
        if fact.key in SOUND and fact.scope != "history":
            client = client.with_answer(Slot(fact.key, first), Answer(SOUND[fact.key]))
    client = client.with_answer(Slot("need.asked_before"), Answer(value=False))
    for slot, answer in told.slots():
        value = PLAN.get(str(answer.value), answer.value) if slot.key == "use.purpose" else answer.value
        client = client.with_answer(slot, Answer(value))
    client = client.with_answer(Slot("figures.year", 0), Answer(2025)).with_answer(Slot("use.committed", 0), Answer(value=False))
    return consistent(client.with_answer(Slot("use.order_date", 0), None))


def drawn_clients(number: int) -> Iterator[tuple[str, Client]]:
    """Clients of whom everything is told, always the same ones."""
    for seed in range(number):
        yield f"drawn {seed}", whole_client(random.Random(seed))


def hold(office: Office, whole: Client, *, figures: bool) -> Talk:
    """Ask until at no depth anything is left to ask."""
    client, asked = Client(), []
    advice, chapter, depth = office.advise(client), None, flow.DEPTHS[0]
    while True:
        slot = flow.next_slot(client, advice, chapter, depth)
        if slot is None and depth == flow.DEPTHS[-1]:
            return Talk(tuple(asked), len(advice.open_options))
        if slot is None:
            depth = flow.DEPTHS[flow.DEPTHS.index(depth) + 1]
            continue
        asked.append((slot, depth))
        client = client.with_answer(slot, _said(slot, whole, figures=figures))
        if slot.key in ("use.amount", "use.description") and _another_use(client, whole):
            client = client.with_answer(Slot("use.purpose", len(client.uses)), None)
        chapter, advice = FACTS[slot.key].chapter, office.advise(client)


def _said(slot: Slot, whole: Client, *, figures: bool) -> Answer:
    answer = whole.answer(slot)
    knows = figures or FACTS[slot.key].chapter not in UNTOLD
    return answer if answer is not None and knows else NOT_KNOWN


def _another_use(client: Client, whole: Client) -> bool:
    finished = all(client.answer(slot) is not None for slot in flow.unfinished_uses(client))
    return finished and len(client.uses) < len(whole.uses)


def in_fixed_order(whole: Client) -> int:
    """How many questions the script has for this client when nothing is skipped but what makes no sense."""
    client, number = Client(uses=tuple({} for _ in whole.uses) or ({},)), 0
    for fact in (fact for fact in GIVEN if fact.chapter):
        tables = 1 if not is_repeated(fact.key) else len(client.uses) if fact.scope == "use" else 1
        for index in range(tables):
            slot = Slot(fact.key, index if is_repeated(fact.key) else None)
            if not not_worth_asking(slot, client):
                number += 1
                client = client.with_answer(slot, whole.answer(slot) or NOT_KNOWN)
    return number


def main() -> None:
    """Print a line a case, and the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=CLIENTS, help="how many drawn clients")
    parser.add_argument("--list", default="", help="print the questions of the cases with this in their name")
    chosen = parser.parse_args()
    office, lines = Office(), []
    cases = [(path.stem, study_case(path)) for path in sorted(EXAMPLES.glob("*.toml"))]
    print(f"{'':22}{'knows everything':>24}   {'no figures':>24}   {'fixed order':>11}")
    print(f"{'':22}" + f"{'main':>8}{'details':>8}{'papers':>8}   " * 2)
    for name, whole in [*cases, *drawn_clients(chosen.clients)]:
        talks = [hold(office, whole, figures=figures) for figures in (True, False)]
        counts = [talk.down_to(depth) for talk in talks for depth in flow.DEPTHS]
        lines.append((name, [*counts, in_fixed_order(whole)]))
        print(_line(name, lines[-1][1]), flush=True)
        if chosen.list and chosen.list in name:
            for slot, depth in talks[0].asked:
                print(f"    {FACTS[slot.key].chapter} {depth:8} {slot}")
    for title, kept in (("median, study", [row for row in lines if not row[0].startswith("drawn")]), ("median, all", lines)):
        print(_line(title, [int(median(column)) for column in zip(*(counts for _, counts in kept), strict=True)]))


def _line(name: str, counts: list[int]) -> str:
    blocks = ["".join(f"{count:>8}" for count in counts[at : at + 3]) for at in (0, 3)]
    return f"{name:22}{blocks[0]}   {blocks[1]}   {counts[6]:>11}"


if __name__ == "__main__":
    main()
