"""One walk over the supports: ascending price, depth first, with a vector of lower bounds at every step.

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
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from .board import MICRO, NANO, Option
from .figures import Figures, certainty, control, figures_of, whole_euros
from .goals import Goal
from .leaf import Unfit
from .neighbours import neighbours
from .node import Node, join, out_of_reach, root
from .rows import may_relieve
from .shadow import UNIT, Market, Prices, Start, settled
from .tables import Tables

if TYPE_CHECKING:
    from .search import Question, Search

_MANY: Final = 40
"""Above this number of suppliers the bound over the scarcest use costs more than it saves (measured)."""

_AT_FIRST: Final = 80
"""Prices tried at most when a walk begins with none."""

_LATER: Final = (0, 15, 8)
"""Prices tried at most for a support of so many members, beginning with those of its parent; for larger ones it does not pay."""


class OutOfNodesError(Exception):
    """The work limit is met; what was found so far stands, unproven."""


class Most(NamedTuple):
    """What the worst member of a mix may be: a walk within it counts every mix as reaching it.

    Attributes:
        days: Days until its money is there; None for any.
        points: Its uncertainty; None for any.
        shares: Whether anybody takes shares; None for any.
    """

    days: int | None = None
    points: int | None = None
    shares: bool | None = None

    def allows(self, option: Option) -> bool:
        """Whether an option may be a member."""
        return (
            (self.days is None or option.days <= self.days)
            and (self.points is None or option.points <= self.points)
            and not (self.shares is False and option.shares)
        )


class Descent:
    """One depth-first search: the question, the tables over the options in play, what is found so far."""

    def __init__(self, search: Search, question: Question, goal: Goal, most: Most | None) -> None:
        """Lay out the line.

        Args:
            search: Keeps what is met, and counts.
            question: What is asked.
            goal: What is looked for.
            most: Walk with shadow prices within this; None for a walk without.
        """
        board = search.board
        self.search = search
        self.board = board
        self.question = question
        self.goal = goal
        self.most = most
        self.cover_to = question.limit if board.has_rows else 0
        """The gap down to which a bound on cost counts what must be covered, in whole euros."""
        self.to_borrow = board.total - board.own - question.limit
        """What must be borrowed at least, in whole euros."""
        in_play = [
            option
            for option in board.by_price
            if not option.bit & question.scope.excluded
            and (most is None or most.allows(option))
            and not self._loses_alone(option)
        ]
        self.tables = Tables(in_play, uses=len(board.need))
        self.shares_settled = most is not None and most.shares is True
        self.prices: list[Prices] = []
        """Shadow prices for the support in hand and what it grew from, the newest last; none in a walk without."""

    def run(self) -> None:
        """Walk all supports that may win.

        Raises:
            OutOfNodesError: The limit is met.
        """
        days, points = ((self.most.days or 0), (self.most.points or 0)) if self.most else (0, 0)
        start = root(self.board.shortages, self.question.scope.required, days, points)
        if start.gap <= self.question.limit and not start.missing:
            self._offer((), 0)  # own money is enough: anyone who joins costs and adds nothing
        elif self.board.plan.max_components and not self.goal.loses(self._figures(start), 1):
            if self.most is not None:
                if not self._priced(start, 0, None):
                    return
                self._improve()
            self._descend(start, 0)

    @cached_property
    def market(self) -> Market:
        """What the options bring at shadow prices."""
        return Market(self.board, self.tables.line, self.question.limit, self.goal.weights, shares_settled=self.shares_settled)

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
        if not self._carries(node) or self._priced_out(node.ranks, self._figures(node), node.weakest, len(self.tables.line), 0):
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
        limit = self.question.limit
        joined = len(node.ranks) + 1
        slots_after = self.board.plan.max_components - joined
        for position in self._worth_trying(node, first):
            self.search.count()
            option = self.tables.line[position]
            child = join(node, option, self.cover_to)
            if child.gap == node.gap and child.missing == node.missing and not self._may_relieve(node, option):
                # Cheaper members and own money already cover all it could bring, and so they do in any larger
                # support: there they can take its place.
                continue
            if child.gap <= limit and not child.missing and self._settles(child):
                continue
            if slots_after and not self._loses(child, position + 1, slots_after):
                if not self.prices or joined >= len(_LATER):
                    self._descend(child, position + 1)
                elif self._priced(child, position + 1, self.prices[-1].start):
                    self._descend(child, position + 1)
                    self.prices.pop()

    def _may_relieve(self, node: Node, option: Option) -> bool:
        """Whether somebody who covers nothing new may still help: by weighing less than a member, or as a partner."""
        board = self.board
        return board.has_rows and may_relieve(board, node.support, node.heaviest, option)

    def _priced(self, node: Node, first: int, near: Start | None) -> bool:
        """Make shadow prices for a support and who may join it; whether one of those supports may still win."""
        figures, slots = self._figures(node), self.board.plan.max_components - len(node.ranks)
        enough = (self.goal.most - self._settled(figures, node.weakest)) * MICRO
        steps = _AT_FIRST if near is None else _LATER[len(node.ranks)]
        self.prices.append(self.market.sharpened(node.ranks, first, node.barred, enough, steps, near))
        if self._priced_out(node.ranks, figures, node.weakest, first, slots):
            self.prices.pop()
            return False
        return True

    def _settled(self, figures: Figures, weakest: int) -> int:
        return settled(self.goal.weights, figures, weakest, shares=self.shares_settled)

    def _priced_out(self, ranks: Sequence[int], figures: Figures, weakest: int, first: int, slots: int) -> bool:
        """Whether shadow prices tell that no support with these members, and at most so many newcomers from a place on, can win.

        Args:
            ranks: Of the members.
            figures: Of the members, or lower.
            weakest: Points of the weakest of them.
            first: Place in the line of the first newcomer.
            slots: Most newcomers.
        """
        if not self.prices:
            return False
        least = max([prices.least(ranks, first, slots) for prices in self.prices])
        return self.goal.loses_with(self._settled(figures, weakest) - (-least // UNIT), figures, len(ranks))

    def _improve(self) -> None:
        """Try everybody alone; then go from the best known support to one beside it that is better, as far as that goes."""
        required = self.question.scope.required
        for option in self.tables.line:
            if not required & ~option.required:
                self._try((option.rank,))
        best: tuple[int, ...] | None = None
        while self.goal.best is not None and self.goal.best != best:
            best = self.goal.best
            for ranks in neighbours(self.board, self.tables.line, best, self.question.scope):
                self._try(ranks)

    def _try(self, ranks: tuple[int, ...]) -> None:
        """Take a support if it is what is looked for."""
        if max(self.board.short_after(ranks)) > self.question.limit:
            return
        options = [self.board.options[rank] for rank in ranks]
        figures, weakest = figures_of(self.board, options, 0), max([option.points for option in options])
        if self.goal.loses(figures, len(ranks)) or self._priced_out(ranks, figures, weakest, len(self.tables.line), 0):
            return
        self._offer(ranks, sum([option.bit for option in options]))

    def _carries(self, node: Node) -> bool:
        """Whether the room for repayment carries what must be borrowed, the lightest first and whatever the uses."""
        if self.board.service_room is None:
            return True
        left, to_borrow = self.board.service_room * NANO, self.to_borrow
        for service, top in sorted([(self.board.options[rank].service, self.board.options[rank].top) for rank in node.ranks]):
            amount = min(to_borrow, top)
            left -= amount * service
            to_borrow -= amount
        return left >= 0

    def _worth_trying(self, node: Node, first: int) -> Iterator[int]:
        """The places from `first` on whose option may join, and with which a support may still win.

        Ends as soon as no option further on can help. More may be found between two places.
        """
        tables, limit = self.tables, self.question.limit
        slots_after = self.board.plan.max_components - len(node.ranks) - 1
        to_cover = max(node.gap - limit, 0)
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
            if self._may_win(node, option, position, covering):
                yield position
            elif self._none_from(node, position, covering):
                return

    def _may_win(self, node: Node, option: Option, position: int, covering: int) -> bool:
        """Whether a support with this option, and else only later ones, may still win."""
        joined = len(node.ranks) + 1
        figures = self._at_least(node, option, covering)
        if self.goal.loses(figures, joined):
            return False
        slots = self.board.plan.max_components - joined
        return not self._priced_out((*node.ranks, option.rank), figures, max(node.weakest, option.points), position + 1, slots)

    def _none_from(self, node: Node, position: int, covering: int) -> bool:
        """Whether nobody from a place on makes a support that may win: what must be covered only gets dearer along the line."""
        joined, figures = len(node.ranks) + 1, self._figures(node)
        cost = whole_euros(node.cost + self.tables.least_fixed[position] + covering)
        slots = self.board.plan.max_components - len(node.ranks)
        return self.goal.loses((cost, *figures[1:]), joined) or self._priced_out(
            node.ranks, figures, node.weakest, position, slots
        )

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
