"""The criteria as variables of OpenFisca (`OpenFisca-Core`), which reckons all clients at once as arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, Final

import numpy
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from plain import All, Either, Leaf, No, Sheet, Tree, Value, Values, leaves

from finadvies.domain.facts import FACTS

PERIOD: Final = "2026-11"
UNTOLD: Final = "untold"
WHOLE: Final = frozenset({"eur", "months", "persons", "days", "weeks", "number", "options"})
COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    ">=": numpy.greater_equal,
    ">": numpy.greater,
    "<=": numpy.less_equal,
    "<": numpy.less,
    "==": numpy.equal,
}


class Verdict(Enum):
    """The verdicts in the order in which they are tried."""

    blocked = "blocked"
    attention = "attention"
    fits = "fits"


class Defaults:
    """A variable for every fact, criterion and verdict. It holds a value for every client: a missing fact is its default.

    Numbers are 0, yes or no is no, a text is a member of its own (or empty, where any text may stand), a list is a yes or no for every code that
    a criterion names. What was not told cannot be told apart from that, so no verdict is ever open.
    """

    name = "OpenFisca, missing = default"
    told = "outcome of every criterion"

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._system = TaxBenefitSystem([Entity("client", "clients", "A client", "")])
        self._entity = self._system.person_entity
        self._inputs: dict[str, Callable[[Values], Value]] = {}
        tests = [leaf for each in sheets for _, tree in each.rules for leaf in leaves(tree)]
        for leaf in tests:
            self._declare_fact(leaf)
        self._verdicts = [self._declare_verdict(each) for each in sheets]

    def verdicts(self, clients: Sequence[Values]) -> list[list[str]]:
        """The verdict on every product, for each client: one simulation for all."""
        simulation = SimulationBuilder().build_default_simulation(self._system, len(clients))
        for name, read in self._inputs.items():
            simulation.set_input(name, PERIOD, numpy.array([read(client) for client in clients]))
        columns = [simulation.calculate(name, PERIOD).decode_to_str().tolist() for name in self._verdicts]
        return [list(row) for row in zip(*columns, strict=True)]

    # -- what is declared

    def _declare_fact(self, leaf: Leaf) -> None:
        if leaf.operator == "overlaps":
            for code in _codes(leaf):
                self._declare_input(
                    _member(leaf.fact, code), lambda told, fact=leaf.fact, code=code: code in told.get(fact, ()), value_type=bool
                )
            return
        form = _form(leaf)
        default = form["default_value"].name if form["value_type"] is Enum else form["default_value"]
        self._declare_input(_name(leaf.fact), lambda told: told.get(leaf.fact, default), **form)

    def _declare_input(self, name: str, read: Callable[..., Value], **form: Any) -> None:
        if name not in self._inputs:
            self._inputs[name] = read
            self._declare(name, **form)

    def _declare_verdict(self, each: Sheet) -> str:
        criteria: dict[str, list[str]] = {"hard": [], "norm": []}
        for number, (level, tree) in enumerate(each.rules):
            name = f"{_name(each.product)}__{number}"
            self._declare(name, value_type=bool, formula=_criterion(tree))
            criteria[level].append(name)
        self._declare(
            _name(each.product),
            value_type=Enum,
            possible_values=Verdict,
            default_value=Verdict.fits,
            formula=_verdict(criteria["hard"], criteria["norm"]),
        )
        return _name(each.product)

    def _declare(self, name: str, **form: Any) -> None:
        whole = {"entity": self._entity, "definition_period": DateUnit.MONTH, "label": name, **form}
        self._system.add_variable(type(name, (Variable,), whole))


TREATMENTS = (Defaults,)


def _name(key: str) -> str:
    return key.replace(".", "__").replace("-", "_")


def _member(key: str, code: str) -> str:
    return f"{_name(key)}__has_{_name(code)}"


def _codes(leaf: Leaf) -> tuple[str, ...]:
    return leaf.value if isinstance(leaf.value, tuple) else ()


def _form(leaf: Leaf) -> dict[str, Any]:
    """The type of a fact's variable, and the value it has where nothing was told."""
    fact = FACTS.get(leaf.fact)
    if fact is not None and fact.type == "bool":
        return {"value_type": bool, "default_value": False}
    if fact is not None and fact.type in ("number", "date"):
        # Its decimals are 32 bits wide, too few for euros; those are whole.
        return {"value_type": int if fact.type == "date" or fact.unit in WHOLE else float, "default_value": 0}
    if fact is not None and fact.choices:
        choices = Enum(_name(leaf.fact), {code: code for code in (UNTOLD, *fact.choices)})
        return {"value_type": Enum, "possible_values": choices, "default_value": choices[UNTOLD]}
    return {"value_type": str, "default_value": ""}


def _criterion(tree: Tree) -> Callable[..., Any]:
    def formula(client: Any, period: Any) -> Any:
        return _array(tree, lambda name: client(name, period))

    return formula


def _verdict(hard: Sequence[str], norms: Sequence[str]) -> Callable[..., Any]:
    def formula(client: Any, period: Any) -> Any:
        fails = [
            reduce(or_, (~client(name, period) for name in names), numpy.zeros(client.count, bool)) for names in (hard, norms)
        ]
        return numpy.select(fails, [Verdict.blocked, Verdict.attention], Verdict.fits)

    return formula


def _array(tree: Tree, of: Callable[[str], Any]) -> Any:
    match tree:
        case Leaf(fact, "overlaps", _):
            return reduce(or_, (of(_member(fact, code)) for code in _codes(tree)))
        case Leaf(fact, "in", _):
            return reduce(or_, (_same(of(_name(fact)), code) for code in _codes(tree)))
        case Leaf(fact, "==", value):
            return _same(of(_name(fact)), value)
        case Leaf(fact, operator, value):
            return COMPARE[operator](of(_name(fact)), value)
        case All(parts):
            return reduce(and_, (_array(part, of) for part in parts))
        case Either(parts):
            return reduce(or_, (_array(part, of) for part in parts))
        case No(part):
            return ~_array(part, of)


def _same(values: Any, wanted: Any) -> Any:
    members = getattr(values, "possible_values", None)
    return values == (members[wanted] if members is not None else wanted)
