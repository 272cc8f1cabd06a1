"""Answers looked over without a screen: two to a page, each page shown as one line."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from finadvies.domain.client import Client, Slot
from finadvies.interview.reading import Review, Reviewed

A_PAGE = 2


def reviewed_by(show: Callable[[str], None]) -> Review:
    def reviewed(client: Client, only: Collection[Slot] | None, *, private: bool) -> Reviewed:
        slots = [slot for slot, _ in client.slots() if only is None or slot in only]
        pages = [slots[at : at + A_PAGE] for at in range(0, len(slots), A_PAGE)]
        told = [f"{'all' if private else 'public'}: {', '.join(map(str, page))}" for page in pages]
        return Reviewed(
            tuple(partial(show, line) for line in told), tuple(slots), hidden=sum(s.fact.sensitivity > 2 for s in slots)
        )

    return reviewed
