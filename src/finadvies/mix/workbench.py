"""One plan on the bench: what its questions share, so that a second choice costs little more."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from .board import Board, Scope
from .cover import least_gap
from .figures import Key, balanced_key, figures_of, key_of
from .goals import Unbeaten
from .leaf import Unfit, fill, place
from .model import LABELS, OBJECTIVES, Label, Mix, Part, Plan
from .search import Met, Question, Search

_QUESTIONS = 1 + len(LABELS) + 1
"""Least gap, labels, largest cover: each has its part of the work limit, and what those before it left."""


class Workbench:
    """A plan with all that was found out about it. Questions share work; the answers stay the same."""

    def __init__(self, plan: Plan) -> None:
        """Lay the plan out.

        Args:
            plan: The plan.

        Raises:
            ValueError: The plan contradicts itself (a use of 0 euros, two candidates of one id, a document
                without effort).
        """
        self.plan = plan
        self.board = Board(plan)
        limit = plan.node_limit
        self.search = Search(self.board, None if limit is None else max(1, limit // _QUESTIONS))
        self._saved = 0
        """Nodes that the labels so far left of their parts."""
        self._step = -(-self.board.total // 100)

    @classmethod
    def of(cls, plan: Plan | Workbench) -> Workbench:
        """The bench itself, or a new one for a plan."""
        return plan if isinstance(plan, Workbench) else cls(plan)

    @property
    def proven(self) -> bool:
        """Whether no question so far met the work limit."""
        return self.search.proven

    @cached_property
    def least_gap(self) -> int | None:
        """The least gap of the plan in whole euros; None if no mix pays anything."""
        return self._least_gap(self.board.everything)

    @cached_property
    def winners(self) -> dict[Label, tuple[int, ...]]:
        """The best support for each of the six labels; empty if there is no mix."""
        if self.least_gap is None:
            return {}
        limit = self._end_of_step(self.least_gap)
        found: dict[Label, tuple[int, ...]] = {}
        for label in LABELS:
            key = key_of(label, self.board.most_cost) if label != "balanced" else self._balance(found)
            ranks = self._best_with_saved(Question(limit, self.board.everything), key)
            if ranks is not None:  # never None: the support that gave the least gap is known
                found[label] = ranks
        return found

    def _best_with_saved(self, question: Question, key: Key) -> tuple[int, ...] | None:
        """The best support, with what earlier questions left of their nodes beside the part of this one."""
        part = self.search.node_limit
        if part is None:
            return self.search.best(question, key)
        begun = self.search.nodes
        self.search.node_limit = part + self._saved
        found = self.search.best(question, key)
        self._saved = max(0, self._saved + part - (self.search.nodes - begun))
        self.search.node_limit = part
        return found

    def unbeaten(self) -> tuple[tuple[int, ...], ...]:
        """Every support in the step of the least gap that no other beats on all five figures, the cheapest first."""
        if self.least_gap is None:
            return ()
        _ = self.winners  # each of them is unbeaten, and a good place to begin
        goal = Unbeaten()
        self.search.look(Question(self._end_of_step(self.least_gap), self.board.everything), goal)
        return goal.supports

    def key(self, label: Label) -> Key:
        """What a label compares. Balanced measures from the whole plan's labels, whoever refuses."""
        return key_of(label, self.board.most_cost) if label != "balanced" else self._balance(self.winners)

    def largest_cover(self) -> tuple[int, ...] | None:
        """The support with the least gap to the euro, the cheapest of those; None if there is no mix."""
        if self.least_gap is None:
            return None
        if self.least_gap == 0:
            return self.winners.get("cheapest")
        return self.search.best(Question(self.least_gap, self.board.everything), key_of("cheapest", self.board.most_cost))

    def best(self, label: Label, scope: Scope) -> tuple[int, ...] | None:
        """The best support in a scope that is at most as wide as the plan's; None if none pays anything."""
        if self.least_gap is None:
            return None
        key = self.key(label)
        question = Question(self._end_of_step(self.least_gap), scope)
        # A narrower scope never has a smaller gap. So a known support in the plan's own step settles the
        # step.
        if scope.required != self.board.everything.required or next(self.search.met(question), None) is None:
            gap = self._least_gap(scope)
            if gap is None:
                return None
            question = replace(question, limit=self._end_of_step(gap))
        return self.search.best(question, key)

    def mix(self, ranks: tuple[int, ...], labels: tuple[Label, ...] = ()) -> Mix:
        """The mix of a support that is known to fit: its amounts, over the uses, and its figures."""
        options = [self.board.options[rank] for rank in ranks]
        filling = fill(self.board, options)
        if isinstance(filling, Unfit):
            unfit = f"these make no mix side by side: {[option.candidate.id for option in options]}"
            raise ValueError(unfit)
        own_uses, *spread, gap_uses = [_above_zero(amounts) for amounts in place(self.board, options, filling)]
        cost, days, homework, sure, kept = figures_of(self.board, options, filling.cost)
        parts = [
            Part(candidate=option.candidate, amount=amount, uses=uses)
            for option, amount, uses in zip(options, filling.totals, spread, strict=True)
        ]
        return Mix(
            parts=tuple(parts),
            own=filling.own,
            own_uses=own_uses,
            covered=self.board.total - filling.gap,
            gap=filling.gap,
            gap_uses=gap_uses,
            cost=cost,
            days=days,
            homework=homework,
            certainty=sure,
            control=kept,
            documents=frozenset().union(*[option.candidate.documents for option in options]),
            labels=labels,
        )

    def _balance(self, winners: dict[Label, tuple[int, ...]]) -> Key:
        met = [self.search.meet(sum(1 << rank for rank in winners[label])) for label in OBJECTIVES]
        return balanced_key([leaf.figures for leaf in met if isinstance(leaf, Met)])

    def _least_gap(self, scope: Scope) -> int | None:
        gap = least_gap(self.search, scope)
        return None if gap == self.board.total else gap  # who pays nothing is no mix

    def _end_of_step(self, gap: int) -> int:
        """The largest gap of the same step, in whole euros: steps are 1 % of the need, none and all are their own."""
        return min(-(-gap // self._step) * self._step, self.board.total - 1)


def _above_zero(amounts: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((use, amount) for use, amount in enumerate(amounts) if amount)
