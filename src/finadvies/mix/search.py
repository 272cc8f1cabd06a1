"""The exact search for one question: the best support under a key, among those whose gap is small enough.

A support (a set of options) is built in ascending price, so its cost follows by addition: what an option adds
to the cover times its price. Without minimums that is exact; with them it is a lower bound, and the leaf
gives the true cost. A branch ends when no larger support can close the gap, or when a vector of lower bounds
is already above the best key: at the first figure that differs the bound is higher, and no earlier figure can
be lower.

Where debt service, own means or total debt bind (`rows`), a support can cover less, or cost more, than that
sum says; what was a value is then a bound, and a support that seems closed may need somebody dearer who weighs
less. Nothing binds for most clients, and then none of this is walked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from .board import NANO, Board, Option, Scope
from .carried import Carried
from .figures import Figures, Key, certainty, control, figures_of, whole_euros
from .goals import BestByKey, Goal
from .leaf import Unfit, fill
from .node import Node, join, out_of_reach, root
from .rows import may_relieve
from .tables import Tables, frontier, least_cost

_PATIENCE: Final = 300
"""Nodes after which the bound on what debt service lets through is worth making."""

_MANY: Final = 40
"""Above this number of suppliers the bound over the scarcest use costs more than it saves (measured)."""


class OutOfNodesError(Exception):
    """The work limit is met; what was found so far stands, unproven."""


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

    def meet(self, support: int) -> Met | Unfit:
        """The leaf of a support, worked out once; why it is no mix where it is none."""
        if support not in self._met:
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
        descent = _Descent(self, question, goal)
        try:
            descent.run()
        except OutOfNodesError:
            self.proven = False
        self.nodes += descent.nodes


class _Descent:
    """One depth-first search: the question, the tables over the options in play, what is found so far."""

    def __init__(self, search: Search, question: Question, goal: Goal) -> None:
        board = search.board
        self.search = search
        self.board = board
        self.question = question
        self.goal = goal
        self.nodes = 0
        self.cover_to = question.limit if board.has_rows else 0
        """The gap down to which a bound on cost counts what must be covered, in whole euros."""
        self.to_borrow = board.total - board.own - question.limit
        """What must be borrowed at least, in whole euros."""
        in_play = [o for o in board.by_price if not o.bit & question.scope.excluded and not self._loses_alone(o)]
        self.tables = Tables(in_play, uses=len(board.need))

    @cached_property
    def carried(self) -> Carried:
        """What the rest of the line can carry; made when a search turns out to be long."""
        return Carried(self.tables.line, self.board.plan.max_components)

    def run(self) -> None:
        """Walk all supports that may win."""
        start = root(self.board.shortages, self.question.scope.required)
        if start.gap <= self.question.limit and not start.missing:
            self._offer((), 0)  # own money is enough: anyone who joins costs and adds nothing
        elif self.board.plan.max_components:
            self._descend(start, 0)

    def _loses_alone(self, option: Option) -> bool:
        figures = (
            0,
            option.days,
            self.board.effort(option.documents),
            certainty(option.points, option.points),
            control(option.shares, option.guarantees),
        )
        return self.goal.loses(figures, 1)

    def _settles(self, node: Node) -> bool:
        """Whether a support that seems closed, or any larger one, is already worse than the best, or settled by its leaf."""
        joined = len(node.ranks)
        if self.goal.loses(self._figures(node), joined):
            return True
        if self._loses_on_service(node, len(self.tables.line)):
            return False
        return self._offer(node.ranks, node.support)

    def _offer(self, ranks: tuple[int, ...], support: int) -> bool:
        """Take a support that seems closed if it is what is looked for.

        Returns:
            Whether it is settled: whoever joins is dearer and makes no figure better, or cannot save it.
        """
        met = self.search.meet(support)
        if isinstance(met, Unfit):
            return met is Unfit.NEVER
        if met.gap > self.question.limit:
            return False
        if not self.goal.loses(met.figures, len(ranks)) and self.search.stands(support, met, self.question.scope):
            self.goal.take(met.figures, tuple(sorted(ranks)))
        return met.free

    def _descend(self, node: Node, first: int) -> None:
        limit, node_limit = self.question.limit, self.search.node_limit
        joined = len(node.ranks) + 1
        slots_after = self.board.plan.max_components - joined
        for position in self._worth_trying(node, first):
            self.nodes += 1
            if node_limit is not None and self.nodes > node_limit:
                raise OutOfNodesError
            option = self.tables.line[position]
            child = join(node, option, self.cover_to)
            if child.gap == node.gap and child.missing == node.missing and not self._may_relieve(node, option):
                # Cheaper members and own money already cover all it could bring, and so they do in any larger
                # support: there they can take its place.
                continue
            if self._loses_on_service(child, position + 1 if slots_after else len(self.tables.line)):
                continue
            if child.gap <= limit and not child.missing and self._settles(child):
                continue
            if slots_after and not self._loses(child, position + 1, slots_after):
                self._descend(child, position + 1)

    def _may_relieve(self, node: Node, option: Option) -> bool:
        """Whether somebody who covers nothing new may still help: by weighing less than a member, or as a partner."""
        board = self.board
        return board.has_rows and may_relieve(board, node.support, node.heaviest, option)

    def _cannot_cover(self, node: Node, first: int) -> bool:
        """Whether the room for repayment and the slots left never carry what must be borrowed; see `Carried`."""
        room = (self.board.service_room or 0) * NANO
        slots = self.board.plan.max_components - len(node.ranks)
        members = [self.board.options[rank] for rank in node.ranks]
        return self.carried.too_little(members, first, slots, room, self.to_borrow)

    def _loses_on_service(self, node: Node, first: int) -> bool:
        """Whether a support loses, with whoever may still join, since the room for repayment asks for lighter, dearer terms.

        Args:
            node: The support.
            first: Place in the line of the first who may still join.
        """
        room = self.board.service_room
        if room is None or self.to_borrow <= 0:
            return False
        if self.nodes > _PATIENCE and self._cannot_cover(node, first):
            return True
        rest = self.tables.terms[first]
        own = [(self.board.options[rank].service, self.board.options[rank].price) for rank in node.ranks]
        cost = least_cost(frontier((*own, *rest)), self.to_borrow, room * NANO)
        if cost is None:
            return True
        figures = (max(whole_euros(node.cost), whole_euros(node.fixed + cost)), *self._figures(node)[1:])
        return self.goal.loses(figures, len(node.ranks))

    def _worth_trying(self, node: Node, first: int) -> Iterator[int]:
        """The places from `first` on whose option may join, and with which a support may still win.

        Ends as soon as no option further on can help. More may be found between two places.
        """
        tables, limit, loses = self.tables, self.question.limit, self.goal.loses
        joined = len(node.ranks) + 1
        slots_after = self.board.plan.max_components - joined
        to_cover = max(node.gap - limit, 0)
        settled = self._figures(node)
        largest = steps = None
        by_use = to_bring = 0
        for position in range(first, len(tables.line)):
            option = tables.line[position]
            if to_cover:
                if tables.largest[position] is not largest:
                    largest = tables.largest[position]
                    if out_of_reach(node.short, largest, slots_after + 1, limit):
                        return
                    to_bring = node.short[-1] - limit - slots_after * largest[-1]
                if tables.steps[position] is not steps:
                    steps = tables.steps[position]
                    by_use = tables.extra_per_use(position, node.short, limit)
            if node.missing & ~tables.brings[position]:
                return
            if option.supply[-1] < to_bring or self._may_notjoin(node, option, slots_after):
                continue
            covering = to_cover * option.price + by_use
            if not loses(self._at_least(node, option, covering), joined):
                yield position
                continue
            # What must be covered only gets dearer along the line: if that alone loses, so do all that follow.
            cost = whole_euros(node.cost + tables.least_fixed[position] + covering)
            if loses((cost, *settled[1:]), joined):
                return

    def _may_notjoin(self, node: Node, option: Option, slots_after: int) -> bool:
        new_lender = not option.lender & node.lenders
        return bool(
            node.barred & option.bit
            or (new_lender and node.lenders.bit_count() >= self.board.plan.max_lenders)
            or (not slots_after and node.missing & ~option.required)
        )

    def _at_least(self, node: Node, option: Option, covering: int) -> Figures:
        """Figures that no support gets below which holds the node and this option, and else only later ones.

        Args:
            node: The support so far.
            option: Who joins.
            covering: What closing the gap costs at least, in micro-euros.
        """
        points = option.points
        return (
            whole_euros(node.cost + option.fixed + covering),
            max(node.days, option.days),
            self.board.effort(node.documents | option.documents),
            certainty(max(node.weakest, points), node.points + points),
            control(node.shares + option.shares, node.guarantees + option.guarantees),
        )

    def _figures(self, node: Node) -> Figures:
        return (
            whole_euros(node.cost),
            node.days,
            self.board.effort(node.documents),
            certainty(node.weakest, node.points),
            control(node.shares, node.guarantees),
        )

    def _loses(self, node: Node, first: int, slots: int) -> bool:
        """Whether no support that adds options from `first` on can win.

        Args:
            node: The support to add to; it still needs a newcomer.
            first: Place in the line of the first newcomer.
            slots: Most newcomers.
        """
        tables, limit = self.tables, self.question.limit
        if first == len(tables.line):
            return True
        newcomers = 1
        for shortage, most in zip(node.short, tables.largest[first], strict=True):
            if shortage - limit > most * newcomers:
                if shortage - limit > most * slots:
                    return True
                newcomers = -((limit - shortage) // most)
        others = newcomers - 1
        cost = node.cost + others * tables.least_fixed[first]
        points = node.points + others * tables.least_points[first]
        if node.gap > limit:
            cost += (node.gap - limit) * tables.line[first].price
            cost += tables.extra_per_use(first, node.short, limit)
        # One newcomer must serve the scarcest use still short; each figure is at least that of its best
        # supplier there.
        suppliers = self._scarcest(node, first)
        if suppliers is None:
            fixed, days, homework = tables.least_fixed[first], 0, self.board.effort(node.documents)
            least = tables.least_points[first]
        else:
            free = [option for option in suppliers if not option.bit & node.barred]
            if not free:
                return True
            fixed = min([option.fixed for option in free])
            days = min([option.days for option in free])
            least = min([option.points for option in free])
            homework = min([self.board.effort(node.documents | option.documents) for option in free])
        figures = (
            whole_euros(cost + fixed),
            max(node.days, days),
            homework,
            certainty(max(node.weakest, least), points + least),
            control(node.shares, node.guarantees),
        )
        return self.goal.loses(figures, len(node.ranks) + newcomers)

    def _scarcest(self, node: Node, first: int) -> list[Option] | None:
        """The options from `first` on that serve the scarcest use, of the uses that are short by themselves.

        None if no use by itself is short beyond the limit, or too many serve it.
        """
        chosen, fewest, start = None, _MANY, 0
        for use, places in enumerate(self.tables.suppliers):
            if node.short[(1 << use) - 1] > self.question.limit:
                begin = bisect_left(places, first)
                if len(places) - begin < fewest:
                    chosen, fewest, start = places, len(places) - begin, begin
        if chosen is None:
            return None
        return [self.tables.line[place] for place in islice(chosen, start, None)]
