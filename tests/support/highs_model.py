"""The rules of a mix as a mixed-integer model for HiGHS: written from the words in `finadvies.mix.model`, not from the search.

Amounts are not asked to be whole here, which would cost a hundred times as much. Without debt service the best amounts are whole by themselves (every bound is whole); with
it a whole-euro answer is above this one by less than one euro of gap, and at a given whole gap by less than what moving one euro from one
candidate to another costs. The solver gets no room for trifles: at its usual tolerance a candidate that is "0.000001 in" brings five euros of
a loan of five million.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import highspy

from finadvies.mix import Candidate, Label, Plan

MILLION = 1_000_000
Terms = list[tuple[int, float]]
"""(column, factor)."""


class Model:
    """Columns: per candidate in or out and euros per use, per use own money and gap; one row or more for each rule.

    Attributes:
        gap: The columns of the gap, per use.
        taken: The columns that say which candidates are in.
        cost: The objective of the cost in euros.
    """

    def __init__(self, plan: Plan, seconds: float | None = None) -> None:
        """Write the rules down.

        Args:
            plan: what has to be financed.
            seconds: most for one question; None for no limit.
        """
        self.plan = plan
        self.seconds = seconds
        self.solver: Any = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 1e-7),
            ("primal_feasibility_tolerance", 1e-9),
            ("mip_feasibility_tolerance", 1e-9),
        ):
            self.solver.setOptionValue(option, value)
        self.columns = 0
        self.gap = [self.column(amount) for amount in plan.need]
        self.taken = [self.column(1, whole=True) for _ in plan.candidates]
        self._euros = [[self.column(most) for most in who.ceilings] for who in plan.candidates]  # rule 3
        self._money()
        self._together()
        self._several_amounts()
        self.cost: Terms = [
            *[(y, who.fixed_cost) for who, y in zip(plan.candidates, self.taken, strict=True)],
            *[(x, who.price_ppm / MILLION) for who, xs in zip(plan.candidates, self._euros, strict=True) for x in xs],
        ]

    # -- the rules

    def _money(self) -> None:
        """Rules 1 to 5: needs, own money, minimums and maximums, guarantees."""
        own = [self.column(amount) for amount in self.plan.need]
        self.row(0, self.plan.own, [(u, 1) for u in own])
        for u, amount in enumerate(self.plan.need):
            self.row(amount, amount, [(self.gap[u], 1), (own[u], 1), *[(x[u], 1) for x in self._euros]])
        for who, y, euros in zip(self.plan.candidates, self.taken, self._euros, strict=True):
            total = [(x, 1.0) for x in euros]
            self.row(0, None, [*total, (y, -who.minimum)])
            self.row(None, 0, [*total, (y, -min(who.maximum, sum(self.plan.need)))])
            if who.guarantee:  # the most whole euros of which no more is guaranteed than can be
                self.row(None, who.guarantee_ceiling * MILLION // who.guarantee_share_ppm, total)

    def _together(self) -> None:
        """Rules 6 to 8 and 12: who excludes whom, one main bank, how many, who must be there, who never pays alone."""
        pairs = list(zip(self.plan.candidates, self.taken, strict=True))
        for (a, here), (b, there) in combinations(pairs, 2):
            if a.product == b.product or a.excludes & b.products or b.excludes & a.products:
                self.row(None, 1, [(here, 1), (there, 1)])
        lenders = {name: self.column(1, whole=True) for name in sorted({who.lender for who, _ in pairs})}
        banks = {name: self.column(1, whole=True) for name in sorted({who.lender for who, _ in pairs if who.main_bank})}
        for who, y in pairs:
            self.row(None, 0, [(y, 1), (lenders[who.lender], -1)])
            if who.main_bank:
                self.row(None, 0, [(y, 1), (banks[who.lender], -1)])
        self.row(None, 1, [(column, 1) for column in banks.values()])
        self.row(None, self.plan.max_lenders, [(column, 1) for column in lenders.values()])
        self.row(None, self.plan.max_components, [(y, 1) for _, y in pairs])
        for product in sorted(self.plan.require):
            self.row(1, None, [(y, 1) for who, y in pairs if product in who.products])
        for who, y in pairs:
            if who.partners:
                beside = [(at, -1) for other, at in pairs if other.products & who.partners and other.product != who.product]
                self.row(None, 0, [(y, 1), *beside])

    def _several_amounts(self) -> None:
        """Rules 9 to 11: debt service, own means, a ceiling on all debt."""
        plan = self.plan
        if plan.service_room is not None:
            self.row(None, plan.service_room, self._sum(plan.candidates, [who.service_ppb / 1e9 for who in plan.candidates]))
        for who, y in zip(plan.candidates, self.taken, strict=True):
            if who.own_means > plan.own:
                counts = [bool(other.products & who.own_from) for other in plan.candidates]
                self.row(0, None, [*self._sum(plan.candidates, counts), (y, plan.own - who.own_means)])
            if who.debt_room is not None and who.debt_room < sum(plan.need):
                counts = [bool(other.products & who.debt_of) for other in plan.candidates]
                free = sum(plan.need) - who.debt_room  # without it the debt is never more than the need
                self.row(None, sum(plan.need), [*self._sum(plan.candidates, counts), (y, free)])

    def _sum(self, candidates: tuple[Candidate, ...], weights: list[float] | list[bool]) -> Terms:
        rows = zip(candidates, self._euros, weights, strict=True)
        return [(x, float(weight)) for _, euros, weight in rows if weight for x in euros]

    # -- what is asked

    def at_most(self, gap: int) -> None:
        """Allow no larger gap than this."""
        self.row(0, gap + 1e-6, [(column, 1) for column in self.gap])

    def objective(self, label: Label) -> Terms:
        """What is least under a label; columns that follow who is in are added for it."""
        plan, pairs = self.plan, list(zip(self.plan.candidates, self.taken, strict=True))
        if label == "cheapest":
            return self.cost
        if label == "fastest":
            return [(self._largest([who.days for who in plan.candidates]), 1)]
        if label == "least_homework":
            lines = {
                line: self.column(1, whole=True) for line in sorted({line for who in plan.candidates for line in who.documents})
            }
            for who, y in pairs:
                for line in who.documents:
                    self.row(None, 0, [(y, 1), (lines[line], -1)])
            return [(column, plan.effort[line]) for line, column in lines.items()]
        if label == "surest":
            weakest = self._largest([who.uncertainty for who in plan.candidates])
            return [(weakest, 100), *[(y, who.uncertainty) for who, y in pairs]]
        return [(y, 100 * who.gives_shares + who.private_guarantee) for who, y in pairs]

    def _largest(self, figures: list[int]) -> int:
        """A column that is no less than the figure of anybody who is in."""
        largest = self.column(max(figures, default=0))
        for figure, y in zip(figures, self.taken, strict=True):
            self.row(None, 0, [(y, figure), (largest, -1)])
        return largest

    # -- the solver

    def column(self, most: float, *, whole: bool = False) -> int:
        self.solver.addVar(0, most)
        if whole:
            self.solver.changeColIntegrality(self.columns, highspy.HighsVarType.kInteger)
        self.columns += 1
        return self.columns - 1

    def row(self, low: float | None, high: float | None, terms: Terms) -> None:
        low = -highspy.kHighsInf if low is None else low
        high = highspy.kHighsInf if high is None else high
        self.solver.addRow(low, high, len(terms), [c for c, _ in terms], [float(v) for _, v in terms])

    def only(self, taken: frozenset[int]) -> None:
        """Fix who is in, by place among the candidates of the plan."""
        for place, column in enumerate(self.taken):
            here = float(place in taken)
            self.solver.changeColBounds(column, here, here)

    def chosen(self) -> frozenset[int]:
        """Who is in under the last answer, by place among the candidates."""
        values = self.solver.getSolution().col_value
        return frozenset(place for place, column in enumerate(self.taken) if round(values[column]))

    def never_again(self, taken: frozenset[int]) -> None:
        """Forbid exactly this choice of candidates."""
        self.row(1 - len(taken), None, [(y, -1 if place in taken else 1) for place, y in enumerate(self.taken)])

    def least(self, terms: Terms) -> float | None:
        """The least value of an objective; None if no choice keeps to all rules.

        Raises:
            TimeoutError: the time was not enough to be sure.
        """
        for column in range(self.columns):
            self.solver.changeColCost(column, 0.0)
        for column, value in terms:
            self.solver.changeColCost(column, float(value))
        status = self._run()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TimeoutError
        assert status == highspy.HighsModelStatus.kOptimal, status
        return float(self.solver.getInfo().objective_function_value)

    def _run(self) -> Any:
        """The status of a run. What is called infeasible is tried again as it stands: presolve (1.16) can be wrong there."""
        for presolve in ("choose", "off"):
            self.solver.setOptionValue("presolve", presolve)
            if self.seconds is not None:
                self.solver.setOptionValue("time_limit", self.solver.getRunTime() + self.seconds)
            self.solver.run()
            status = self.solver.getModelStatus()
            if status != highspy.HighsModelStatus.kInfeasible:
                break
        self.solver.setOptionValue("presolve", "choose")
        return status
