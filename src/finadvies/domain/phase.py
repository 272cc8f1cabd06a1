"""How far a client is on the road from a need to money, and what fits that phase."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal, get_args

from finadvies.domain.client import Answers, Client
from finadvies.domain.values import UNKNOWN, Known

Phase = Literal["need", "orientation", "application", "outcome", "future"]
"""What is the plan; what can be; papers and applications; an answer that changes the road; the money is there."""
PHASES: Final[tuple[Phase, ...]] = get_args(Phase)


def phase_of(client: Client, chosen: Collection[str]) -> Phase:
    """The phase, from the answers alone.

    Args:
        client: with what was asked of whom in its history.
        chosen: the products that the client goes for.
    """
    if client.value("use.purpose", 0) is UNKNOWN or client.value("use.amount", 0) is UNKNOWN:
        return "need"
    last = _value(client.history[-1], "history.result") if client.history else UNKNOWN
    if last in ("rejected", "withdrawn"):
        return "outcome"
    if last == "accepted":
        return "future" if _all_granted(client, chosen) else "outcome"
    return "application" if chosen or last == "pending" else "orientation"


def _all_granted(client: Client, chosen: Collection[str]) -> bool:
    """Whether each part of what the client goes for was granted, and none for less than asked."""
    told = {_value(entry, "history.product"): entry for entry in client.history}
    wanted = [told.get(product) for product in chosen] or list(told.values())
    return all(entry is not None and _value(entry, "history.result") == "accepted" and not _in_part(entry) for entry in wanted)


def _in_part(entry: Answers) -> bool:
    asked, granted = _value(entry, "history.amount"), _value(entry, "history.granted")
    return isinstance(asked, int) and isinstance(granted, int) and granted < asked


def _value(entry: Answers, key: str) -> Known:
    return entry[key].value if key in entry else UNKNOWN
