"""The criteria as compiled programs of the Common Expression Language (`common-expression-language`, which wraps the Rust crate `cel`).

That crate goes on from `cel-interpreter`, under a shorter name; the wheel is the one that keeps up with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import cel
from plain import All, Answer, Either, Leaf, No, Sheet, Tree, Values, by_sheet, nested


class _Cel:
    """One program for every criterion; the facts of a client are handed over once, which costs far less than once for every program."""

    told = "outcome of every criterion"

    def __init__(self, sheets: Sequence[Sheet], test: Callable[[Leaf], str]) -> None:
        self._sheets = sheets
        self._programs = [cel.compile(_expression(tree, test)) for each in sheets for _, tree in each.rules]

    def verdicts(self, clients: Sequence[Values]) -> list[list[str]]:
        """The verdict on every product, for each client."""
        return [by_sheet(self._sheets, self._answers(client)) for client in clients]

    def _answers(self, client: Values) -> list[Answer]:
        context = cel.Context(nested(client))
        return [_answer(program, context) for program in self._programs]


def _answer(program: cel.Program, context: cel.Context) -> Answer:
    try:
        held: bool = program.execute(context)
    except KeyError:  # no such key: a fact that decides is absent
        return None
    return held


class AsFalse(_Cel):
    """A test on an absent fact is false by `has(...) && ...`, as CEL asks of whoever reads a field that may be absent."""

    name = "CEL, missing = false (has)"

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        super().__init__(sheets, lambda leaf: f"has({leaf.fact}) && {_test(leaf)}")


class ErrorsAsUnknown(_Cel):
    """An absent fact is an error, and `&&` and `||` absorb errors as Kleene's rules absorb what is unknown; what is left of it is unknown."""

    name = "CEL, an error read as unknown"

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        super().__init__(sheets, _test)


TREATMENTS = (AsFalse, ErrorsAsUnknown)


def _expression(tree: Tree, test: Callable[[Leaf], str]) -> str:
    match tree:
        case Leaf():
            return test(tree)
        case All(parts):
            return " && ".join(f"({_expression(part, test)})" for part in parts)
        case Either(parts):
            return " || ".join(f"({_expression(part, test)})" for part in parts)
        case No(part):
            return f"!({_expression(part, test)})"


def _test(leaf: Leaf) -> str:
    if leaf.operator == "overlaps":
        return f"{json.dumps(leaf.value)}.exists(code, code in {leaf.fact})"
    return f"{leaf.fact} {leaf.operator} {json.dumps(leaf.value)}"
