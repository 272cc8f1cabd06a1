"""After a yes: what it leaves to find, which mixes keep it and fill the rest, and what has to be done before the money comes."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from finadvies.advice.advise import Advice, advise
from finadvies.advice.after_answer import AfterAnswer
from finadvies.advice.attempts import Attempt, granted, refused
from finadvies.advice.proposal import Proposal
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.homework import DocumentLine
from finadvies.homework.merging import Statuses

SHOWN: Final = 2
"""So many mixes are worked out."""


class AfterYes(AfterAnswer):
    """The road after a yes."""

    @cached_property
    def granted(self) -> dict[str, int]:
        """Everything that has been granted and covers the plan, in whole euros: a guarantee is no money, and what comes later neither."""
        catalogue = self.advice.catalogue
        return {
            product: euros
            for product, euros in granted(self.advice.client, catalogue).items()
            if catalogue.kinds[catalogue.products[product].kind].role == "source"
            and catalogue.products[product].timing.payout not in ("afterwards", "tax")
        }

    @property
    def covers(self) -> bool:
        """Whether this yes itself is money for the plan."""
        return self.attempt.product in self.granted

    @property
    def need_eur(self) -> int:
        """What the plan costs."""
        return sum(self.advice.need)

    @property
    def own_eur(self) -> int:
        """Own money that the plan takes, once what was granted is in."""
        return max(0, min(self.advice.own, self.need_eur - sum(self.granted.values())))

    @property
    def gap_eur(self) -> int:
        """What still has to be found."""
        return max(0, self.need_eur - self.own_eur - sum(self.granted.values()))

    @cached_property
    def uncounted(self) -> tuple[str, ...]:
        """What was granted against what the answers say of it: no mix can hold it, so it is taken off the plan and its burden not counted."""
        return tuple(product for product in self.granted if not self._in_a_mix(product))

    def _in_a_mix(self, product: str) -> bool:
        return any(offer.candidate.product == product for offer in self.advice.offers.values())

    @cached_property
    def plans(self) -> tuple[Proposal, ...]:
        """Mixes that keep what was granted and fill the rest."""
        if not self.gap_eur:
            return ()
        return self.around.proposals[:SHOWN]

    @cached_property
    def around(self) -> Advice:
        """The advice with what was granted in every mix."""
        advice, without = self.advice, refused(self.advice.client, self.advice.catalogue) - self.granted.keys()
        kept = {product: euros for product, euros in self.granted.items() if product not in self.uncounted}
        client = _smaller(advice.client, sum(self.granted[product] for product in self.uncounted), advice.need)
        return advise(
            client,
            advice.catalogue,
            advice.lists,
            advice.today,
            exclude=without | frozenset(self.uncounted),
            granted=kept,
        )

    @cached_property
    def before_payout(self) -> tuple[DocumentLine, ...]:
        """The papers that this lender wants before it pays, and that are not there yet."""
        if self.option is None:
            return ()
        product = self.option.product
        lines = self.advice.homework([product.id], self.statuses).lines
        return tuple(
            line
            for line in lines
            if line.phases.get(product.lender) == "payout" and not line.there and line.status != "not_needed"
        )


def after_yes(advice: Advice, attempt: Attempt, statuses: Statuses | None = None) -> AfterYes:
    """The road after a yes."""
    return AfterYes(advice, attempt, statuses)


def _smaller(client: Client, euros: int, need: tuple[int, ...]) -> Client:
    """The client with so many euros taken off the uses, the first one first."""
    for use, amount in enumerate(need):
        off = min(euros, amount)
        if off:
            client = client.with_answer(Slot("use.amount", use), Answer(amount - off, "assumed"))
        euros -= off
    return client
