"""How far a client is on the road from a need to money, and what fits that phase."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal, get_args

from finadvies.advice.attempts import Attempt, attempts
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client
from finadvies.domain.values import UNKNOWN

Phase = Literal["need", "orientation", "application", "outcome", "future"]
"""What is the plan; what can be; papers and applications; an answer that changes the road; the money is there."""
PHASES: Final[tuple[Phase, ...]] = get_args(Phase)


def phase_of(client: Client, chosen: Collection[str], catalogue: Catalogue) -> Phase:
    """The phase, from the answers alone.

    Args:
        client: with what was asked of whom in its history.
        chosen: the products that the client goes for.
        catalogue: for the products that the history names.
    """
    if client.value("use.purpose", 0) is UNKNOWN or client.value("use.amount", 0) is UNKNOWN:
        return "need"
    told = attempts(client, catalogue)
    last = told[-1] if told else None
    if last is not None and last.result in ("rejected", "withdrawn"):
        return "outcome"
    if last is not None and last.result == "accepted":
        return "future" if _all_granted(told, chosen) else "outcome"
    if chosen or (last is not None and last.result == "pending"):
        return "application"
    return "orientation"


def _all_granted(told: Collection[Attempt], chosen: Collection[str]) -> bool:
    """Whether each part of what the client goes for was granted, and none for less than asked."""
    last = {each.product: each for each in told}
    wanted = [last.get(product) for product in chosen] or list(last.values())
    return all(each is not None and each.result == "accepted" and not each.partial for each in wanted)
