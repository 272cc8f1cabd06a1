"""From a client to advice: options, figures, mixes, questions and desks, in one pass. The same input gives the same advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from finadvies.advice.accounts import accounts
from finadvies.advice.after_mix import Borrowed, borrowed_by, burden_notice, facts_after, service_room, usual_terms
from finadvies.advice.desks import desks
from finadvies.advice.later import deduction
from finadvies.advice.lender_days import guarantors, lender_days, slowest
from finadvies.advice.on_uses import renumbered, restricted
from finadvies.advice.proposal import Proposal, propose
from finadvies.advice.questions import Question, open_questions
from finadvies.advice.refusals import Refusal, refusal_of
from finadvies.advice.remarks import Notice, remarks
from finadvies.advice.shortfall import Shortfall, first_step, limit_of, nearness, would_pay
from finadvies.domain.applicable import counting
from finadvies.domain.catalogue import Catalogue, HelpDesk
from finadvies.domain.checklist import Checklists
from finadvies.domain.client import Client, Slot
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.values import Interval, Known, interval
from finadvies.feasibility import Measure, Statement, measures, statements
from finadvies.homework import Homework, LenderDays, Lists, documents_for, effort, lead_days, paper_questions, plan
from finadvies.homework.merging import Statuses
from finadvies.mix import Label, Mix, Plan, Result, Workbench, best_made_of, others, plan_b, solve
from finadvies.mix.candidates import Offer, Papers, offers
from finadvies.rules.eligibility import VERDICTS, Option, client_facts, judge


class Advice:
    """Everything worked out for one client on one day; mixes and what rests on them only when asked for.

    Args:
        client: the answers; those that another one makes senseless do not count.
        catalogue, lists: what is on offer and what is asked.
        today: the day it holds for.
        max_lenders: most lenders in a mix; None = as the client prefers, else four.
        objective: which mix comes first; None = as the client prefers, else the balanced one.
        require, exclude: product ids that must, or may not, be in a mix.
        granted: product id -> whole euros that its lender has said yes to: in every mix, and for just that amount.
    """

    def __init__(
        self,
        client: Client,
        catalogue: Catalogue,
        lists: Lists,
        today: date,
        *,
        max_lenders: int | None = None,
        objective: Label | None = None,
        require: Iterable[str] = (),
        exclude: Iterable[str] = (),
        granted: Mapping[str, int] | None = None,
    ) -> None:
        self.told, self.client = client, counting(client)
        self.catalogue = catalogue
        self.lists = lists
        self.today = today
        self.facts: Facts = client_facts(self.client, catalogue, today)
        self._require = frozenset(require)
        self._exclude = frozenset(exclude)
        self._granted = dict(granted or {})
        self._max_lenders = max_lenders
        self._objective = objective

    # -- options -----------------------------------------------------------------------------------------------------

    @cached_property
    def by_product(self) -> dict[str, Option]:
        """Every product judged, by id."""
        return {key: judge(product, self.facts) for key, product in sorted(self.catalogue.products.items())}

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every product judged: by verdict, then nearest first, then id."""
        return tuple(sorted(self.by_product.values(), key=lambda o: (VERDICTS.index(o.verdict), *nearness(o), o.product.id)))

    @cached_property
    def open_options(self) -> tuple[Option, ...]:
        """Those neither blocked nor closed."""
        return tuple(option for option in self.options if option.open)

    # -- mixes -------------------------------------------------------------------------------------------------------

    @property
    def deadline(self) -> date | None:
        """The day the money must be there."""
        value = self.client.value("need.needed_by")
        return value if isinstance(value, date) else None

    @cached_property
    def need(self) -> tuple[int, ...]:
        """Whole euros per use; of an amount given as a span the lower end, 0 where nothing is known."""
        amounts = [self.client.value("use.amount", index) for index in range(len(self.client.uses))]
        return tuple(_lower_end(amount) for amount in amounts)

    @property
    def own(self) -> int:
        """Own money at hand; what has not been told does not count."""
        return _lower_end(self.client.value("need.own_contribution"))

    @cached_property
    def _offers(self) -> tuple[tuple[Offer, ...], tuple[str, ...]]:
        found, late = offers(self.by_product, self.facts, self.papers, self.deadline)
        kept = tuple(offer for offer in found if not offer.candidate.products & self._exclude)
        return kept, late

    @property
    def too_late(self) -> tuple[str, ...]:
        """Products that could pay, but not before the wished date."""
        return self._offers[1]

    @property
    def short_of_own(self) -> tuple[tuple[str, int], ...]:
        """Products whose lender wants more own means than there are and can be: each with the whole euros that it misses."""
        at_hand = {offer.candidate.product for offer in self.offers.values()}
        wanting = {
            offer.candidate.product: offer.candidate.own_means - self.own
            for offer in self.offers.values()
            if offer.candidate.own_means > self.own and not offer.candidate.own_from & at_hand
        }
        return tuple(sorted(wanting.items(), key=lambda pair: (pair[1], pair[0])))

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """What can be part of a mix, by candidate id."""
        return {offer.candidate.id: offer for offer in self._offers[0]}

    def papers(self, product: Product) -> Papers:
        """What a product asks of this client."""
        return Papers(documents_for(product, self.facts, self.lists), lead_days(product, self.facts, self.lists))

    @cached_property
    def _uses(self) -> tuple[int, ...]:
        """The uses with an amount: the search leaves the others out."""
        return tuple(index for index, amount in enumerate(self.need) if amount > 0)

    @cached_property
    def workbench(self) -> Workbench:
        """The search over this client's offers; it keeps what it has seen for the next question."""
        candidates = tuple(restricted(offer, self._uses, self._granted) for offer in self.offers.values())
        candidates = tuple(candidate for candidate in candidates if candidate.maximum >= candidate.minimum)
        # Of a lender that said yes against what the answers say of it, there is no candidate to require.
        kept = frozenset(candidate.product for candidate in candidates if candidate.product in self._granted)
        return Workbench(
            Plan(
                need=tuple(self.need[use] for use in self._uses),
                own=self.own,
                candidates=candidates,
                effort=effort(self.lists),
                max_lenders=self._lenders,
                require=self._require | kept,
                service_room=service_room(self.facts),
            )
        )

    @property
    def _lenders(self) -> int:
        if self._max_lenders is not None:
            return self._max_lenders
        preferred = self.client.value("preferences.max_lenders")
        return int(preferred) if isinstance(preferred, int | Decimal) and preferred >= 1 else 4

    @property
    def objective(self) -> Label:
        """By what the first mix is the best."""
        if self._objective is not None:
            return self._objective
        return OBJECTIVE_OF.get(str(self.client.value("preferences.priority")), "balanced")

    @cached_property
    def result(self) -> Result | None:
        """What the search found; None while no use has an amount."""
        return solve(self.workbench, first=self.objective) if self._uses else None

    @cached_property
    def later(self) -> tuple[Option, ...]:
        """Subsidies and tax schemes that can lower the cost afterwards: those that fit first, of those the largest deduction."""
        kinds = self.catalogue.kinds
        found = [
            option
            for option in self.open_options
            if option.product.id not in self._exclude
            and (
                (kinds[option.product.kind].role == "later_benefit" and option.product.kind != "benefit")
                or option.product.timing.payout in ("afterwards", "tax")
            )
        ]
        fitting = [option for option in found if option.verdict in ("fits", "attention")]
        return tuple(sorted(fitting, key=lambda option: (VERDICTS.index(option.verdict), -deduction(option, self.facts))))

    @cached_property
    def _later_leads(self) -> dict[str, tuple[int, int]]:
        return {option.product.id: self.papers(option.product).lead_days for option in self.later}

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """The mixes to show: first the one that the client cares for most, or the balanced one."""
        if self.result is None:
            return ()
        return tuple(self._propose(number, mix) for number, mix in enumerate(self.result.mixes, start=1))

    @cached_property
    def others(self) -> tuple[Proposal, ...]:
        """Every further mix that no other beats on all counts, numbered on from the shown ones."""
        if self.result is None:
            return ()
        found = others(self.workbench, self.result)
        return tuple(self._propose(number, mix) for number, mix in enumerate(found, start=len(self.proposals) + 1))

    @property
    def proven(self) -> bool:
        """Whether the search got through all it was asked so far."""
        return self.result is None or self.workbench.proven

    def _propose(self, number: int, mix: Mix) -> Proposal:
        whole = renumbered(mix, self._uses)
        found = propose(number, whole, self.offers, self.later, self.facts, self.deadline, self._later_leads)
        heavy = burden_notice(self.facts, self.borrowed(found))
        return found if heavy is None else replace(found, warnings=(heavy, *found.warnings))

    def plan_b(self, proposal: Proposal, refused: str) -> Proposal | None:
        """The best mix when one product of a proposal says no."""
        if self.result is None:
            return None
        mix = plan_b(self.workbench, proposal.mix, refused)
        return None if mix is None else self._propose(0, mix)

    def best_made_of(self, kinds: Iterable[str], objective: Label) -> Proposal | None:
        """The best mix that uses only these kinds beside own money: shows where a given combination stands."""
        if not self._uses:
            return None
        mix = best_made_of(self.workbench, frozenset(kinds), objective)
        return None if mix is None else self._propose(0, mix)

    @cached_property
    def shortfall(self) -> Shortfall | None:
        """What is left uncovered, and what would close it; None when a mix covers everything."""
        result = self.result
        if result is None or (result.largest_cover is not None and result.largest_cover.gap == 0):
            return None
        cover = result.largest_cover
        gap = cover.gap if cover is not None else sum(self.need)
        short = tuple(self._uses[use] for use in sorted(result.short_uses))
        limit = limit_of(result, self.workbench.plan)
        # Where what is on offer cannot be carried, one more lender closes nothing.
        shut = () if limit else [option for option in self.options if option.verdict == "blocked"]
        near = [option for option in shut if would_pay(option, self.client, short)]
        proposal = self._propose(0, cover) if cover is not None else None
        return Shortfall(
            gap,
            proposal,
            short,
            tuple(near[:5]),
            first_step(self.client, 0 if cover is None else cover.covered),
            limit,
            self.workbench.plan.service_room if limit == "repayment" else None,
        )

    @cached_property
    def remarks(self) -> tuple[Notice, ...]:
        """What stands out in the answers themselves."""
        return (*remarks(self.facts), *accounts(self.client))

    def refusal(self, product: Product) -> Refusal | None:
        """The earlier no to this product that the client has told of."""
        return refusal_of(product, self.client)

    # -- figures, questions, desks -----------------------------------------------------------------------------------

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The figures as a financier reads them, with the burden of the first mix in the ratios after financing."""
        after = facts_after(self.facts, self._borrowed) if self.proposals else {}
        return measures(self.facts.for_option(after), self.catalogue.norms)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the figures carry, in euros; a loan is reckoned on the terms of the first mix."""
        terms = self._borrowed.terms or usual_terms(self.catalogue)
        return statements(self.facts, terms, self._borrowed.debt)

    def borrowed(self, proposal: Proposal | None) -> Borrowed:
        """What a proposal borrows, and what that asks a year; nothing without one."""
        return borrowed_by(proposal, self.offers, self.catalogue, self.client)

    @cached_property
    def _borrowed(self) -> Borrowed:
        return self.borrowed(self.proposals[0] if self.proposals else None)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What to ask next, the most telling first."""
        papers = [
            question.slot
            for proposal in self.proposals[:PAPERS_OF]
            for question in paper_questions(self.facts, self.lists, self._of_lenders(proposal.products))
            for _ in question.lines
        ]
        in_mixes = frozenset(product for proposal in self.proposals for product in proposal.products)
        sources = frozenset(option.product.id for option in self.open_options if self._brings_money(option.product))
        return open_questions(self.client, self.open_options, papers, self._shaping, sources, in_mixes)

    def _brings_money(self, product: Product) -> bool:
        """Whether it pays when the money is needed."""
        return self.catalogue.kinds[product.kind].role == "source" and product.timing.payout not in ("afterwards", "tax")

    @property
    def _shaping(self) -> list[Slot]:
        """What says how the plan and the choice are to be seen, as far as there is something to choose, to cut or to hurry."""
        slots = [Slot("preferences.priority")] if len(self.proposals) > 1 else []
        if self.client.value("need.urgency") == "urgent":
            slots.append(Slot("need.runway_weeks"))
        if self.shortfall is not None and not any(option.missing for option in self.open_options):
            slots.append(Slot("need.minimum" if self.client.value("need.phaseable") is True else "need.phaseable"))
        return slots

    # -- homework ----------------------------------------------------------------------------------------------------

    def homework(self, products: Iterable[str], statuses: Statuses | None = None, start: date | None = None) -> Homework:
        """The papers for these products, of every lender and merged, with the planning.

        Args:
            products: ids, in or outside the mixes.
            statuses: how far the client is, by document and use.
            start: the day of beginning; today when not said.
        """
        wanted = tuple(products)
        days: dict[str, LenderDays] = {}
        for key in dict.fromkeys(wanted):
            option = self.by_product[key]
            # A guarantee is asked by the lender, and a later benefit brings no money now: neither sets a day.
            if self.catalogue.kinds[option.product.kind].role == "source":
                days[option.product.lender] = slowest(days.get(option.product.lender), lender_days(option, self.catalogue))
        through = guarantors([self.by_product[key].product for key in wanted], self.catalogue)
        return plan(self.facts, self.lists, self._of_lenders(wanted), days, statuses or {}, start or self.today, through)

    def _of_lenders(self, products: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Products by lender."""
        found: dict[str, list[str]] = {}
        for key in dict.fromkeys(products):
            found.setdefault(self.by_product[key].product.lender, []).append(key)
        return {lender: tuple(sorted(keys)) for lender, keys in found.items()}

    @cached_property
    def desks(self) -> tuple[HelpDesk, ...]:
        """Whom to call."""
        return desks(self.catalogue, self.facts, len(self.open_options))


def advise(
    client: Client,
    catalogue: Catalogue,
    checklists: Checklists | Lists,
    today: date,
    *,
    max_lenders: int | None = None,
    objective: Label | None = None,
    require: Iterable[str] = (),
    exclude: Iterable[str] = (),
    granted: Mapping[str, int] | None = None,
) -> Advice:
    """The advice for a client on a day; see `Advice`."""
    lists = checklists if isinstance(checklists, Lists) else Lists(checklists)
    return Advice(
        client,
        catalogue,
        lists,
        today,
        max_lenders=max_lenders,
        objective=objective,
        require=require,
        exclude=exclude,
        granted=granted,
    )


OBJECTIVE_OF: Final[Mapping[str, Label]] = {
    "fast": "fastest", "cheap": "cheapest", "little_paper": "least_homework", "certain": "surest", "control": "keeps_control",
    "balanced": "balanced",
}  # fmt: skip
"""What the client cares for most, by answer to `preferences.priority`."""

PAPERS_OF: Final = 3
"""Of how many mixes the papers count when the next question is chosen."""


def _lower_end(value: Known) -> int:
    if isinstance(value, int | Decimal | Interval) and not isinstance(value, bool):
        return int(interval(value).low or 0)
    return 0
