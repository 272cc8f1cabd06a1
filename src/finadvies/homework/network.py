"""Which paper waits for which, and how early and how late each can be begun. Days are counted from the start."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from finadvies.domain.checklist import Document
from finadvies.homework.lists import Key, in_order


@dataclass(frozen=True, slots=True)
class Network:
    """The papers on a list in an order in which they can be made.

    Attributes:
        order: every paper after those it waits for.
        before: the papers each waits for.
        cut: links left out because papers waited for each other in a ring.
    """

    order: tuple[Key, ...]
    before: Mapping[Key, tuple[Key, ...]]
    cut: tuple[tuple[Key, Key], ...] = ()

    @property
    def behind(self) -> dict[Key, list[Key]]:
        """The papers that wait for each."""
        behind: dict[Key, list[Key]] = {key: [] for key in self.order}
        for key in self.order:
            for first in self.before[key]:
                behind[first].append(key)
        return behind


def network(keys: Iterable[Key], documents: Mapping[str, Document], in_hand: Collection[Key] = ()) -> Network:
    """The links between the papers on a list. Papers that are not on it are not waited for.

    Args:
        keys: the papers.
        documents: their records.
        in_hand: papers that are there already: they wait for nothing.
    """
    keys = in_order(keys)
    uses_of: dict[str, list[int | None]] = {}
    for document, use in keys:
        uses_of.setdefault(document, []).append(use)
    before: dict[Key, tuple[Key, ...]] = {}
    for key in keys:
        after = () if key in in_hand else sorted(documents[key[0]].after)
        before[key] = tuple((name, use) for name in after for use in _same_use(key[1], uses_of.get(name, [])))
    return _without_rings(keys, before)


def _same_use(use: int | None, uses: Sequence[int | None]) -> Sequence[int | None]:
    """A report on one use waits for the order of that use; a budget of the plan waits for the quotes of all."""
    return [use] if use is not None and use in uses else uses


def _without_rings(keys: Sequence[Key], before: dict[Key, tuple[Key, ...]]) -> Network:
    # The shipped lists have no ring and a test holds them to it; an office's own entries may, and still get a planning.
    order: dict[Key, None] = {}
    cut: list[tuple[Key, Key]] = []

    def place(key: Key, waiting: tuple[Key, ...]) -> None:
        for first in before[key]:
            if first == key or first in waiting:
                cut.append((first, key))
            elif first not in order:
                place(first, (*waiting, key))
        order[key] = None

    for key in keys:
        if key not in order:
            place(key, ())
    for first, key in cut:
        before[key] = tuple(other for other in before[key] if other != first)
    return Network(tuple(order), before, tuple(cut))


def earliest(
    net: Network, lead: Mapping[Key, int], not_before: Mapping[Key, int] | None = None
) -> tuple[dict[Key, int], dict[Key, int]]:
    """The first day on which each paper can be begun, and the day on which it is ready then."""
    begin: dict[Key, int] = {}
    ready: dict[Key, int] = {}
    for key in net.order:
        begin[key] = max([(not_before or {}).get(key, 0), *(ready[first] for first in net.before[key])])
        ready[key] = begin[key] + lead[key]
    return begin, ready


def latest(
    net: Network,
    lead: Mapping[Key, int],
    *,
    due: Mapping[Key, int],
    pressing: Collection[Key],
    begin: Mapping[Key, int],
) -> dict[Key, int]:
    """The last day on which each paper can be begun.

    A paper that may be asked hurries nobody else: it counts back from its own due day, and those it waits for do not
    have to be earlier for it. What is late already is to be begun on its first possible day.

    Args:
        net: the papers.
        lead: days each takes.
        due: the day on which it has to be ready, for those that have one.
        pressing: papers that have to be there, for themselves or for another that waits for them.
        begin: the first day on which each can be begun.
    """
    start: dict[Key, int] = {}
    behind = net.behind
    for key in reversed(net.order):
        ends = [start[later] for later in behind[key] if later in start and (later in pressing or key not in pressing)]
        if key in due:
            ends.append(due[key])
        if ends:
            start[key] = max(begin[key], min(ends) - lead[key])
    return start


def with_all_before(net: Network, keys: Collection[Key]) -> set[Key]:
    """The papers and all that they wait for."""
    found = set(keys)
    for key in reversed(net.order):
        if key in found:
            found.update(net.before[key])
    return found
