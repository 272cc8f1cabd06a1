"""The criteria as a decision graph of GoRules ZEN (`zen-engine`, written in Rust), evaluated with its trace on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import zen
from plain import All, Either, Leaf, No, Sheet, Tree, Value, Values, by_sheet, keys_of, nested

TOLD = "outcome of every criterion, and the trace of the graph"


class _Zen:
    """One graph for the whole catalogue, with an expression for every criterion in one node.

    A node for every product takes three times as long, and a graph for every product thirty times: the facts are handed over anew.
    """

    told = TOLD

    def __init__(self, sheets: Sequence[Sheet], expression: Callable[[Tree], str]) -> None:
        self._sheets = sheets
        rules = [tree for each in sheets for _, tree in each.rules]
        self._decision = zen.ZenEngine().create_decision(json.dumps(_graph([expression(tree) for tree in rules])))
        self._names = [f"c{number}" for number in range(len(rules))]

    def verdicts(self, clients: Sequence[Values]) -> list[list[str]]:
        """The verdict on every product, for each client."""
        return [by_sheet(self._sheets, self._answers(client)) for client in clients]

    def _answers(self, client: Values) -> list[bool | None]:
        # Absent and null are one to ZEN: an absent fact reads as null, and an answer that is null is left out.
        result = self._decision.evaluate(nested(client), {"trace": True})["result"]
        return [result.get(name) for name in self._names]


class WithDefaults(_Zen):
    """A missing fact takes a default by `??`, without which a comparison with null ends the whole evaluation in an error."""

    name = "ZEN, missing = default (??)"

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        super().__init__(sheets, _expression)


class Guarded(_Zen):
    """A criterion is null as soon as one of its facts is: `a == null or b == null ? null : ...`."""

    name = "ZEN, null where a fact is null"

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        super().__init__(sheets, _guarded)


TREATMENTS = (WithDefaults, Guarded)


def _guarded(tree: Tree) -> str:
    missing = " or ".join(f"{key} == null" for key in keys_of(tree))
    return f"({missing}) ? null : ({_expression(tree)})"


def _expression(tree: Tree) -> str:
    match tree:
        case Leaf(fact, "in", value):
            return f"{fact} in {_literal(value)}"
        case Leaf(fact, "overlaps", value):
            return f"some({fact} ?? [], # in {_literal(value)})"
        case Leaf(fact, "==", value):
            return f"{fact} == {_literal(value)}"
        case Leaf(fact, operator, value):
            return f"({fact} ?? 0) {operator} {_literal(value)}"
        case All(parts):
            return " and ".join(f"({_expression(part)})" for part in parts)
        case Either(parts):
            return " or ".join(f"({_expression(part)})" for part in parts)
        case No(part):
            return f"not ({_expression(part)})"


def _literal(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)  # ZEN takes `\u00e2` for six letters


def _graph(expressions: Sequence[str]) -> dict[str, Any]:
    rows = [{"id": f"c{number}", "key": f"c{number}", "value": text} for number, text in enumerate(expressions)]
    nodes = [
        {"id": "in", "name": "facts", "type": "inputNode"},
        {"id": "all", "name": "criteria", "type": "expressionNode", "content": {"expressions": rows}},
        {"id": "out", "name": "answers", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in (("in", "all"), ("all", "out"))
    ]
    return {"nodes": nodes, "edges": edges}
