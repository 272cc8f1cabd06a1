"""Between the plan of a client and that of the search, which only knows the uses with an amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from finadvies.mix import Candidate, Mix
from finadvies.mix.candidates import Offer


def restricted(offer: Offer, uses: tuple[int, ...], granted: Mapping[str, int]) -> Candidate:
    """The candidate on the uses that have an amount; of what its lender has said yes to, for just that many euros."""
    ceilings = tuple(offer.candidate.ceilings[use] for use in uses)
    candidate = replace(offer.candidate, ceilings=ceilings, maximum=min(offer.candidate.maximum, sum(ceilings)))
    if candidate.product not in granted or not any(ceilings):
        return candidate
    amount = min(granted[candidate.product], sum(ceilings))
    return replace(candidate, minimum=amount, maximum=amount)


def renumbered(mix: Mix, uses: tuple[int, ...]) -> Mix:
    """A mix with the positions of all uses again."""

    def back(pairs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((uses[use], euros) for use, euros in pairs)

    parts = tuple(replace(part, uses=back(part.uses)) for part in mix.parts)
    return replace(mix, parts=parts, own_uses=back(mix.own_uses), gap_uses=back(mix.gap_uses))
