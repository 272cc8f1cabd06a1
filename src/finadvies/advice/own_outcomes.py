"""What providers answered over all dossiers of an office: counts by provider and by reason, never a share or a chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from finadvies.advice.attempts import Attempt, attempts
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client
from finadvies.domain.facts import GROUNDS


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers of one provider.

    Attributes:
        asked: all requests, whatever came of them.
        days: from request to answer, rising, of each answer of which both days are known.
    """

    asked: int
    accepted: int
    rejected: int
    withdrawn: int
    pending: int
    days: tuple[int, ...] = ()

    @property
    def median_days(self) -> int | None:
        """The middle number of days; of an even number of answers the mean of the two in the middle, half up."""
        if not self.days:
            return None
        half = len(self.days) // 2
        if len(self.days) % 2:
            return self.days[half]
        return (self.days[half - 1] + self.days[half] + 1) // 2


@dataclass(frozen=True, slots=True)
class OwnOutcomes:
    """The answers over all dossiers.

    Attributes:
        dossiers: in how many of them something was asked.
        looked_at: how many there are.
        by_lender: most asked first, then by name; the empty name stands for requests without a known provider.
        by_ground: reasons of a no, most frequent first; one no may give several.
    """

    dossiers: int
    looked_at: int
    by_lender: Mapping[str, Tally]
    by_ground: Mapping[str, int]


def own_outcomes(clients: Iterable[Client], catalogue: Catalogue) -> OwnOutcomes:
    """Counted over these clients, one a dossier."""
    told = [attempts(client, catalogue) for client in clients]
    every = [each for of_client in told for each in of_client if each.result is not None]
    lenders = {each.lender or "" for each in every}
    tallies = {lender: _tally([each for each in every if (each.lender or "") == lender]) for lender in lenders}
    grounds = {ground: sum(ground in each.grounds for each in every) for ground in GROUNDS}
    return OwnOutcomes(
        sum(any(each.result is not None for each in of_client) for of_client in told),
        len(told),
        dict(sorted(tallies.items(), key=lambda pair: (not pair[0], -pair[1].asked, pair[0]))),
        {ground: n for ground, n in sorted(grounds.items(), key=lambda pair: (-pair[1], GROUNDS.index(pair[0]))) if n},
    )


def _tally(of_lender: list[Attempt]) -> Tally:
    counts = {
        result: sum(each.result == result for each in of_lender) for result in ("accepted", "rejected", "withdrawn", "pending")
    }
    days = tuple(sorted(each.days for each in of_lender if each.days is not None))
    return Tally(len(of_lender), **counts, days=days)
