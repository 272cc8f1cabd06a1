"""The exact search for one question: the best support under a key, among those whose gap is small enough.

A short walk (`descent`) answers most questions. Where it does not, the question is taken apart by what only its worst member decides, the
days or the weakest point, and every part is walked with shadow prices (`shadow`): most parts then turn out to hold nothing at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .board import Board, Scope
from .descent import Descent, Most, OutOfNodesError
from .figures import Figures, Key, figures_of
from .goals import BestByKey, Goal
from .leaf import Unfit, fill

PATIENCE: Final = 150
"""Nodes of a walk after which shadow prices are worth making."""

A_LEAF: Final = 4
"""Working out the amounts of a support takes as long as so many nodes."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the search.

    Attributes:
        limit: The largest gap that may stay, in whole euros. No support in the scope may reach a better step
            of the gap.
        scope: What is left out and what is required.
    """

    limit: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class Met:
    """A support with amounts that fit.

    Attributes:
        gap: Whole euros.
        figures: The five figures.
        free: Whether no rule that binds several amounts at once had a say in them.
    """

    gap: int
    figures: Figures
    free: bool


class Search:
    """Answers questions about a board; keeps every support it has met, since a leaf serves all questions."""

    def __init__(self, board: Board, node_limit: int | None) -> None:
        """Start with nothing met.

        Args:
            board: The plan.
            node_limit: Most nodes for one question; None for no limit.
        """
        self.board = board
        self.node_limit = node_limit
        self.nodes = 0
        self.proven = True
        self._met: dict[int, Met | Unfit] = {}
        self._stop_at: int | None = None

    def meet(self, support: int) -> Met | Unfit:
        """The leaf of a support, worked out once; why it is no mix where it is none."""
        if support not in self._met:
            self.nodes += A_LEAF
            options = [self.board.options[rank] for rank in self.board.members(support)]
            filling = fill(self.board, options)
            if isinstance(filling, Unfit):
                self._met[support] = filling
            else:
                self.proven &= filling.best
                self._met[support] = Met(filling.gap, figures_of(self.board, options, filling.cost), filling.free)
        return self._met[support]

    def stands(self, support: int, met: Met, scope: Scope) -> bool:
        """Whether no part of a support alone leaves a smaller gap: else somebody in it only takes room from others."""
        if met.free or not met.gap:
            return True
        part = (support - 1) & support
        while part:
            found = self.meet(part)
            if isinstance(found, Met) and found.gap < met.gap and self.board.in_scope(part, scope):
                return False
            part = (part - 1) & support
        return True

    def met(self, question: Question) -> Iterator[tuple[Figures, tuple[int, ...]]]:
        """Figures and ranks of the supports met so far that qualify."""
        for support, met in list(self._met.items()):
            if isinstance(met, Unfit) or met.gap > question.limit or not self.board.in_scope(support, question.scope):
                continue
            if self.stands(support, met, question.scope):
                yield met.figures, self.board.members(support)

    def best(self, question: Question, key: Key) -> tuple[int, ...] | None:
        """The ranks of the best support under a key, ties by id; None if no support qualifies.

        If the work limit is met on the way, `proven` turns false and the best one found so far is given.
        """
        goal = BestByKey(key)
        self.look(question, goal)
        return goal.best

    def look(self, question: Question, goal: Goal) -> None:
        """Find what a goal asks, beginning with what was met before; up to the work limit."""
        for figures, ranks in self.met(question):
            if not goal.loses(figures, len(ranks)):
                goal.take(figures, ranks)
        limit = None if self.node_limit is None else self.nodes + self.node_limit
        patience = self.nodes + PATIENCE
        self._stop_at = patience if limit is None else min(patience, limit)
        if self._walk(question, goal, None):
            return
        self._stop_at = limit
        if not all(self._walk(question, goal, most) for most in self._parts(goal)):
            self.proven = False

    def count(self, nodes: int = 1) -> None:
        """Count work.

        Raises:
            OutOfNodesError: The limit is met.
        """
        self.nodes += nodes
        if self._stop_at is not None and self.nodes > self._stop_at:
            raise OutOfNodesError

    def _walk(self, question: Question, goal: Goal, most: Most | None) -> bool:
        """One walk; whether it came to its end."""
        try:
            Descent(self, question, goal, most).run()
        except OutOfNodesError:
            return False
        return True

    def _parts(self, goal: Goal) -> list[Most]:
        """What the worst member of a mix may be, where that leads in the total; each mix is in the part of its own worst."""
        options = self.board.options
        _, days, _, sure, kept = goal.weights
        if days:
            return [Most(days=worst) for worst in sorted({option.days for option in options})]
        if sure:
            return [Most(points=worst) for worst in sorted({option.points for option in options})]
        return [Most(shares=False), Most(shares=True)] if kept else [Most()]
