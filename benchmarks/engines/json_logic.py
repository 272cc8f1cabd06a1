"""The criteria as compiled JsonLogic rules (`datalogic-py`, written in Rust).

Of the packages for JsonLogic this one is kept up, passes the conformance cases of the format, and compiles a rule once. `json-logic` and
`json-logic-qubit` had their last release years ago, `jsonlogic-rs` reads rule and facts anew for every criterion, `python-jsonlogic` is young and
is not compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from datalogic_py import BatchItemError, DataHandle, Engine
from plain import All, Answer, Either, Leaf, No, Sheet, Tree, Values, by_sheet, keys_of, nested

_ANSWERS: Final[dict[str, Answer]] = {"true": True, "false": False, "null": None}


class _JsonLogic:
    """One rule for every criterion; all of them are evaluated in one call, on facts that are handed over once."""

    told = "outcome of every criterion"

    def __init__(self, sheets: Sequence[Sheet], logic: Callable[[Tree], dict[str, Any]]) -> None:
        self._sheets = sheets
        self._engine = Engine()
        self._rules = [self._engine.compile(logic(tree)) for each in sheets for _, tree in each.rules]

    def verdicts(self, clients: Sequence[Values]) -> list[list[str]]:
        """The verdict on every product, for each client."""
        session = self._engine.session()
        told = (session.evaluate_many(self._rules, DataHandle(nested(client))) for client in clients)
        return [by_sheet(self._sheets, map(_answer, answers)) for answers in told]


def _answer(result: str | BatchItemError) -> Answer:
    if isinstance(result, BatchItemError):
        raise TypeError(result.message)  # no rule here errs on a missing fact
    return _ANSWERS[result]


class AsNull(_JsonLogic):
    """A missing fact reads as null, which compares as 0 and is in no list: what JsonLogic does by itself."""

    name = "JsonLogic, missing = null"

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        super().__init__(sheets, _logic)


class Guarded(_JsonLogic):
    """A criterion is null as soon as one of its facts is missing, by the operator `missing`, which is there for that."""

    name = "JsonLogic, null by `missing`"

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        super().__init__(sheets, _guarded)


TREATMENTS = (AsNull, Guarded)


def _guarded(tree: Tree) -> dict[str, Any]:
    return {"if": [{"missing": list(keys_of(tree))}, None, _logic(tree)]}


def _logic(tree: Tree) -> dict[str, Any]:
    match tree:
        case Leaf(fact, "in", value):
            return {"in": [{"var": fact}, value]}
        case Leaf(fact, "overlaps", value):
            return {"some": [{"var": fact}, {"in": [{"var": ""}, value]}]}
        case Leaf(fact, "==", value):
            return {"===": [{"var": fact}, value]}  # the strict one: to the other, null is false
        case Leaf(fact, operator, value):
            return {operator: [{"var": fact}, value]}
        case All(parts):
            return {"and": [_logic(part) for part in parts]}
        case Either(parts):
            return {"or": [_logic(part) for part in parts]}
        case No(part):
            return {"!": [_logic(part)]}
