"""What the road after a yes and the road after a no begin with: the client, the answer, and how far the papers are."""

from __future__ import annotations

from typing import Final

from finadvies.advice.advise import Advice
from finadvies.advice.attempts import Attempt
from finadvies.homework.merging import Statuses
from finadvies.rules.eligibility import Option


class AfterAnswer:
    """The road after an answer; each part is worked out when first asked for.

    Args:
        advice: of the client with the answer already in its history.
        attempt: the answer.
        statuses: how far the papers are, by document and use.
    """

    def __init__(self, advice: Advice, attempt: Attempt, statuses: Statuses | None = None) -> None:
        self.advice: Final = advice
        self.attempt: Final = attempt
        self.statuses: Final[Statuses] = statuses or {}

    @property
    def option(self) -> Option | None:
        """What was asked; None where only the lender or the kind was told."""
        return self.advice.by_product.get(self.attempt.product or "")
