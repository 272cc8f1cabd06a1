"""After a no: what still stands, what fails on the same ground, what takes the ground away, which mix is left, and whom to call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from finadvies.advice.advise import Advice, advise
from finadvies.advice.after_answer import AfterAnswer
from finadvies.advice.attempts import Attempt, granted, refused, refused_within
from finadvies.advice.distances import Case, Step
from finadvies.advice.proposal import Proposal
from finadvies.advice.repairs import steps
from finadvies.advice.rights import Rights, rights
from finadvies.advice.same_ground import Refused, Standing, standings
from finadvies.domain.catalogue import GroundEntry, HelpDesk, Lender, Repair
from finadvies.domain.client import Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.formulas import exact_number
from finadvies.homework import Homework
from finadvies.homework.lists import line_id
from finadvies.homework.merging import IN_HAND, Statuses
from finadvies.rules.truth import Truth, truth

YEAR: Final = 365
"""Days in which a second no counts as one more."""
OFTEN: Final = 2
"""So many times no in a year: the desk stands above the list."""
SHOWN: Final = 2
"""So many mixes are worked out."""
LETTER: Final = "bank-refusal"
"""The paper that is the refusal itself."""

Action = Literal["desk", "ask_reason", "ask_letter", "send_letter", "complete", "plan_b", "smaller"]


@dataclass(frozen=True, slots=True)
class Fix:
    """One repair of the catalogue, with what is there of it.

    Attributes:
        products: the open options that it names or that are of its kinds.
        documents: its papers, each with whether it is in hand.
        slots: the answers it speaks of that are not known yet.
        moot: it cannot help this client: the amounts it speaks of are nil, or nothing that it names is open.
    """

    ground: str
    repair: Repair
    products: tuple[str, ...]
    documents: tuple[tuple[str, bool], ...]
    slots: tuple[Slot, ...]
    moot: bool = False


@dataclass(frozen=True, slots=True)
class Retry:
    """A mix without the one that said no.

    Attributes:
        advice: the advice it stands in; its ids are not those of the shortlist.
        reused: papers in hand that it asks again, by line id.
        new: papers that it surely asks and that are not there yet.
        hit: its products that look at the same ground.
    """

    advice: Advice
    proposal: Proposal
    homework: Homework
    reused: tuple[str, ...]
    new: tuple[str, ...]
    hit: tuple[str, ...]

    @property
    def products(self) -> tuple[str, ...]:
        """What it is made of."""
        return self.proposal.products


class SecondChance(AfterAnswer):
    """The road after an answer that brings no money: a no, or a request that the client withdrew."""

    # -- what was asked ----------------------------------------------------------------------------------------------------

    @property
    def said_no(self) -> bool:
        """Whether the lender refused; else the client stopped by itself."""
        return self.attempt.result == "rejected"

    @property
    def lender(self) -> Lender | None:
        """Who answered."""
        return self.advice.catalogue.lenders.get(self.attempt.lender or "")

    @property
    def grounds(self) -> tuple[GroundEntry, ...]:
        """The grounds that were given."""
        known = self.advice.catalogue.grounds
        return tuple(known[ground] for ground in self.attempt.grounds if ground in known)

    @cached_property
    def asked_eur(self) -> int | None:
        """The amount asked; where it was not told, what the plan needs from others."""
        if self.attempt.amount_eur is not None:
            return self.attempt.amount_eur
        need = exact_number(self.advice.facts, "need.external")
        return int(need) if need is not None and need > 0 else None

    # -- the options -------------------------------------------------------------------------------------------------------

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every open option, in the order of the shortlist."""
        client, catalogue = self.advice.client, self.advice.catalogue
        answer = Refused(
            self.option.product if self.option is not None else None,
            self.grounds,
            self.asked_eur,
            self.said_no,
            refused(client, catalogue) - {self.attempt.product or ""},
            frozenset(granted(client, catalogue)),
        )
        return standings(self.advice.open_options, answer, catalogue)

    @property
    def hit(self) -> tuple[Standing, ...]:
        """What fails on the same ground, or cannot be told to pass."""
        return tuple(each for each in self.standings if each.group == "hit")

    @property
    def spared(self) -> tuple[Standing, ...]:
        """What does not."""
        return tuple(each for each in self.standings if each.group == "spared")

    @property
    def begins(self) -> tuple[Standing, ...]:
        """What begins after a no."""
        return tuple(each for each in self.standings if each.group == "begins")

    @cached_property
    def want_letter(self) -> tuple[str, ...]:
        """Of what begins after a no, the products whose list asks for it on paper."""
        asked = {each.option.product.id: self.advice.papers(each.option.product).documents for each in self.begins}
        return tuple(product for product, papers in asked.items() if LETTER in {paper.partition("#")[0] for paper in papers})

    # -- what takes the ground away ------------------------------------------------------------------------------------------

    @cached_property
    def steps(self) -> tuple[tuple[str, Step], ...]:
        """Per ground how far it is from being taken away; the same step once."""
        told = self.attempt.amount_eur is not None
        found = [
            (ground.id, step)
            for ground in self.grounds
            for step in steps(Case(self.advice, ground, self.option, self.asked_eur, told, self.statuses))
        ]
        seen: list[Step] = []
        return tuple((ground, step) for ground, step in found if step not in seen and not seen.append(step))  # type: ignore[func-returns-value]  # kept in passing

    @cached_property
    def fixes(self) -> tuple[Fix, ...]:
        """The repairs of the catalogue, ground by ground."""
        return tuple(self._fix(ground.id, repair) for ground in self.grounds for repair in ground.repairs)

    def _fix(self, ground: str, repair: Repair) -> Fix:
        own = self.attempt.product if self.said_no else None
        products = tuple(
            option.product.id
            for option in self.advice.open_options
            if (option.product.id in repair.products or option.product.kind in repair.kinds) and option.product.id != own
        )
        at_hand = self.advice.client.value("history.written", self.attempt.index) is True
        documents = tuple((key, key in self._in_hand or (key == LETTER and at_hand)) for key in repair.documents)
        facts = self.advice.facts
        slots = tuple(dict.fromkeys(slot for key in repair.facts for slot in facts.missing(key)))
        nil = [FACTS[key].unit == "eur" and facts.get(key) == 0 for key in repair.facts]
        moot = (bool(nil) and all(nil)) or (bool(repair.products) and not repair.kinds and not repair.help and not products)
        return Fix(ground, repair, products, documents, slots, moot)

    @property
    def missing(self) -> tuple[Slot, ...]:
        """The answers without which a distance cannot be told."""
        return tuple(dict.fromkeys(slot for _, step in self.steps for slot in step.missing))

    # -- the papers and the mixes ----------------------------------------------------------------------------------------------

    @property
    def in_hand(self) -> tuple[str, ...]:
        """The papers that are there, by line id."""
        return tuple(sorted(line_id(key) for key, status in self.statuses.items() if status in IN_HAND))

    @property
    def _in_hand(self) -> frozenset[str]:
        return frozenset(document for (document, _), status in self.statuses.items() if status in IN_HAND)

    @property
    def left_out(self) -> frozenset[str]:
        """What is no part of a next mix: what was refused, and what fails on the same ground; never what somebody said yes to."""
        client, catalogue = self.advice.client, self.advice.catalogue
        hit = frozenset(each.option.product.id for each in self.hit)
        return (hit | self._asked | refused(client, catalogue)) - granted(client, catalogue).keys()

    @property
    def _asked(self) -> frozenset[str]:
        """The product itself; where only a kind of money was told, that kind of the same lender."""
        if self.attempt.product is not None:
            return frozenset({self.attempt.product})
        lender, kind = self.attempt.lender, self.attempt.kind
        products = self.advice.catalogue.products.values()
        return frozenset(each.id for each in products if each.lender == lender and kind in (None, each.kind))

    @cached_property
    def plans(self) -> tuple[Retry, ...]:
        """The mixes to go on with: what covers most, and of those what uses most of the papers in hand again.

        Where they leave a gap that only options on the same ground would fill, the best with those stands last, and says so.
        """
        found = self._tried(self.left_out)
        best = found[:SHOWN]
        if best and best[0].proposal.mix.gap == 0:
            return best
        client, catalogue = self.advice.client, self.advice.catalogue
        others = self._tried((self._asked | refused(client, catalogue)) - granted(client, catalogue).keys())
        if others and (not best or others[0].proposal.mix.gap < best[0].proposal.mix.gap):
            return (*best[: SHOWN - 1], others[0])
        return best

    def _tried(self, without: frozenset[str]) -> tuple[Retry, ...]:
        advice = self.advice
        kept = granted(advice.client, advice.catalogue)
        again = advise(advice.client, advice.catalogue, advice.lists, advice.today, exclude=without, granted=kept)
        tried = [self._retry(again, proposal) for proposal in again.proposals if proposal.products]
        return tuple(sorted(tried, key=lambda each: (each.proposal.mix.gap, -len(each.reused), int(each.proposal.id))))

    def _retry(self, again: Advice, proposal: Proposal) -> Retry:
        plan = again.homework(proposal.products, self.statuses)
        asked = {line.id for line in plan.lines}
        new = tuple(
            line.id for line in plan.lines if not line.there and line.status != "not_needed" and line.strength != "may_ask"
        )
        hit = {each.option.product.id for each in self.hit}
        return Retry(
            again,
            proposal,
            plan,
            tuple(line for line in self.in_hand if line in asked),
            new,
            tuple(product for product in proposal.products if product in hit),
        )

    # -- whom to call, and what to do today ------------------------------------------------------------------------------------

    @cached_property
    def refusals_in_year(self) -> int:
        """How many times somebody said no in the year up to this answer."""
        client, catalogue = self.advice.client, self.advice.catalogue
        return refused_within(client, catalogue, self.attempt.day or self.advice.today, YEAR)

    @property
    def desk_first(self) -> bool:
        """Whether the desk stands above the list."""
        return self.said_no and self.refusals_in_year >= OFTEN

    @cached_property
    def desks(self) -> tuple[HelpDesk, ...]:
        """Whom to call: who knows this ground, then who knows this client. There is always at least one."""
        known, view = (
            self.advice.catalogue.help,
            self.advice.facts.for_option({"result.open_options": len(self.advice.open_options)}),
        )
        named = [known[key] for ground in self.grounds for repair in ground.repairs for key in repair.help if key in known]
        fitting = [desk for desk in named if desk.when is None or truth(desk.when, view) is not Truth.FALSE]
        by_id: Mapping[str, HelpDesk] = {desk.id: desk for desk in (*fitting, *self.advice.desks)}
        return tuple(by_id.values())

    @property
    def call(self) -> HelpDesk | None:
        """The desk to call first: one with a number, else one with an address."""
        reachable = [desk for desk in self.desks if desk.phone] or [desk for desk in self.desks if desk.url]
        return reachable[0] if reachable else None

    @cached_property
    def rights(self) -> Rights:
        """With which right the reason can be asked on paper."""
        return rights(self.advice, self.lender, self.asked_eur)

    @property
    def can_ask(self) -> bool:
        """Whether there is a letter to write: the refusal is not on paper yet, and there is somebody to write to."""
        return self.said_no and self.attempt.in_writing is not True and self.rights.right != "nobody"

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """What to do, in this order."""
        found: list[Action] = ["desk"] if self.desk_first else []
        if self.can_ask:
            found.append("ask_letter" if self.attempt.grounds and "no_reason" not in self.attempt.grounds else "ask_reason")
        elif self.said_no and self.attempt.in_writing and self.begins:
            found.append("send_letter")
        if "incomplete" in self.attempt.grounds:
            found.append("complete")
        if self.plans:
            found.append("plan_b" if self.plans[0].proposal.mix.gap == 0 else "smaller")
        return tuple(dict.fromkeys((*found, "desk")))


def second_chance(advice: Advice, attempt: Attempt, statuses: Statuses | None = None) -> SecondChance:
    """The road after a no, or after a request that the client withdrew."""
    return SecondChance(advice, attempt, statuses)
