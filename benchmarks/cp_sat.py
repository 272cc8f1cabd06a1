"""The rules of a mix (`finadvies.mix.model`) for CP-SAT of OR-Tools: whole euros, nothing rounded.

Used by `benchmarks/mix.py` beside the model for HiGHS of the tests. One thread, no hints: as somebody would use it in place of the search.
"""

from __future__ import annotations

from itertools import combinations

from ortools.sat.python import cp_model

from finadvies.mix import Label, Plan

MILLION = 1_000_000


class CpModel:
    """One boolean per candidate, whole euros per use, own money and gap per use."""

    def __init__(self, plan: Plan, seconds: float) -> None:
        """Write the rules down.

        Args:
            plan: what has to be financed.
            seconds: most for one question, by the clock on the wall; what takes longer counts as not finished.
        """
        self.plan = plan
        self.model = model = cp_model.CpModel()
        self.solver = cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        self.solver.parameters.max_time_in_seconds = seconds
        gaps = [model.new_int_var(0, amount, "") for amount in plan.need]
        own = [model.new_int_var(0, amount, "") for amount in plan.need]
        self.gap = sum(gaps)
        self.taken = [model.new_bool_var("") for _ in plan.candidates]
        euros = [
            [model.new_int_var(0, min(m, n), "") for m, n in zip(who.ceilings, plan.need, strict=True)] for who in plan.candidates
        ]
        self.total = [sum(amounts) for amounts in euros]
        model.add(sum(own) <= plan.own)
        for use, amount in enumerate(plan.need):
            model.add(gaps[use] + own[use] + sum(amounts[use] for amounts in euros) == amount)
        self._amounts()
        self._together()
        self._several_amounts()
        rows = zip(plan.candidates, self.taken, self.total, strict=True)
        self.cost = sum(who.fixed_cost * MILLION * y + who.price_ppm * total for who, y, total in rows)

    def _amounts(self) -> None:
        need = sum(self.plan.need)
        for who, y, total in zip(self.plan.candidates, self.taken, self.total, strict=True):
            self.model.add(total >= who.minimum * y)
            self.model.add(total <= min(who.maximum, need) * y)
            if who.guarantee:
                self.model.add(total * who.guarantee_share_ppm <= who.guarantee_ceiling * MILLION)

    def _together(self) -> None:
        model, pairs = self.model, list(zip(self.plan.candidates, self.taken, strict=True))
        for (a, here), (b, there) in combinations(pairs, 2):
            rival_banks = a.main_bank and b.main_bank and a.lender != b.lender
            if a.product == b.product or rival_banks or a.excludes & b.products or b.excludes & a.products:
                model.add_at_most_one(here, there)
        lenders = {name: model.new_bool_var("") for name in sorted({who.lender for who, _ in pairs})}
        for who, y in pairs:
            model.add_implication(y, lenders[who.lender])
        model.add(sum(lenders.values()) <= self.plan.max_lenders)
        model.add(sum(self.taken) <= self.plan.max_components)
        for product in sorted(self.plan.require):
            model.add_bool_or([y for who, y in pairs if product in who.products])
        for who, y in pairs:
            if who.partners:
                beside = [at for other, at in pairs if other.products & who.partners and other.product != who.product]
                model.add_bool_or([*beside, ~y])

    def _several_amounts(self) -> None:
        plan, model = self.plan, self.model
        if plan.service_room is not None:
            service = [who.service_ppb * total for who, total in zip(plan.candidates, self.total, strict=True)]
            model.add(sum(service) <= plan.service_room * 1_000 * MILLION)
        for who, y in zip(plan.candidates, self.taken, strict=True):
            if who.own_means > plan.own:
                model.add(plan.own + self._of(who.own_from) >= who.own_means).only_enforce_if(y)
            if who.debt_room is not None:
                model.add(self._of(who.debt_of) <= who.debt_room).only_enforce_if(y)

    def _of(self, products: frozenset[str]) -> cp_model.LinearExprT:
        rows = zip(self.plan.candidates, self.total, strict=True)
        return sum(total for who, total in rows if who.products & products)

    def objective(self, label: Label) -> cp_model.LinearExprT:
        """What is least under a label; variables that follow who is in are added for it."""
        model, pairs = self.model, list(zip(self.plan.candidates, self.taken, strict=True))
        if label == "cheapest":
            return self.cost
        if label == "keeps_control":
            return sum((100 * who.gives_shares + who.private_guarantee) * y for who, y in pairs)
        if label == "least_homework":
            lines = {line: model.new_bool_var("") for line in sorted({line for who, _ in pairs for line in who.documents})}
            for who, y in pairs:
                for line in who.documents:
                    model.add_implication(y, lines[line])
            return sum(self.plan.effort[line] * asked for line, asked in lines.items())
        figures = [who.days if label == "fastest" else who.uncertainty for who, _ in pairs]
        largest = model.new_int_var(0, max(figures, default=0), "")
        for figure, (_, y) in zip(figures, pairs, strict=True):
            model.add(largest >= figure * y)
        return largest if label == "fastest" else 100 * largest + sum(who.uncertainty * y for who, y in pairs)

    def at_most(self, gap: int) -> None:
        """Allow no larger gap than this."""
        self.model.add(self.gap <= gap)

    def least(self, objective: cp_model.LinearExprT) -> int | None:
        """The least value of an objective; None if no choice keeps to all rules.

        Raises:
            TimeoutError: the time was not enough to be sure.
        """
        self.model.minimize(objective)
        status = self.solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise TimeoutError
        return round(self.solver.objective_value)
