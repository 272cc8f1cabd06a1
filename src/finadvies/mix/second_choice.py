"""The second choices: the best mix when a product refuses, and where a given combination stands."""

from __future__ import annotations

from collections.abc import Collection

from .model import Label, Mix, Plan
from .workbench import Workbench


def plan_b(plan: Plan | Workbench, mix: Mix, refused_product: str) -> Mix | None:
    """The best mix, by what `mix` is best at first, if a product says no.

    All variants of the product fall out, and if it is a guarantee all loans with it. It is then no longer
    required. Other products of the same lender stay.

    Args:
        plan: The plan, or the workbench that gave the mix.
        mix: A shown mix; one without labels is judged as the cheapest.
        refused_product: Id of the product that refuses.

    Returns:
        The mix, without labels; None if nobody else pays anything.
    """
    bench = Workbench.of(plan)
    label: Label = mix.labels[0] if mix.labels else "cheapest"
    ranks = bench.best(label, bench.board.scope_without(products=frozenset((refused_product,)), kinds=None))
    return None if ranks is None else bench.mix(ranks)


def best_made_of(plan: Plan | Workbench, kinds: Collection[str], objective: Label) -> Mix | None:
    """The best mix of these kinds and own money only, to show where a given combination stands.

    Args:
        plan: The plan, or its workbench.
        kinds: The kinds that may take part; not all have to.
        objective: By what it is judged.

    Returns:
        The mix, without labels; None if these kinds and own money pay nothing, or a required product is of
        another kind.
    """
    bench = Workbench.of(plan)
    ranks = bench.best(objective, bench.board.scope_without(products=frozenset(), kinds=frozenset(kinds)))
    return None if ranks is None else bench.mix(ranks)
