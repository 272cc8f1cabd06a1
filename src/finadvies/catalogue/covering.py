"""A covering design: few rows in which every pair of values of every two dimensions meets at least once. No chance in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

Dimensions = Mapping[str, Sequence[str]]
Row = dict[str, str]
_Pair = tuple[str, str, str, str]


def covering(dimensions: Dimensions, full: Sequence[str]) -> list[Row]:
    """Rows with every combination of the dimensions `full`, and every pair of values of all dimensions.

    Each other dimension takes, row by row, the value that meets the most values it has not met yet, and of those the one whose
    pairs have been seen least; so the values also stay evenly spread.
    """
    met: Counter[_Pair] = Counter()
    cells = product(*(dimensions[name] for name in full))
    rows = [_filled(dict(zip(full, values, strict=True)), dimensions, met) for values in cells]
    for one, other in combinations(dimensions, 2):
        for first, second in product(dimensions[one], dimensions[other]):
            if not met[one, first, other, second]:
                rows.append(_filled({one: first, other: second}, dimensions, met))
    return rows


def _filled(row: Row, dimensions: Dimensions, met: Counter[_Pair]) -> Row:
    for name, values in dimensions.items():
        if name not in row:
            row[name] = min(values, key=lambda value: _use(name, value, row, dimensions, met))
    for pair in pairs(row, dimensions):
        met[pair] += 1
    return {name: row[name] for name in dimensions}


def _use(name: str, value: str, row: Row, dimensions: Dimensions, met: Counter[_Pair]) -> tuple[int, int]:
    """How little a value adds: pairs met for the first time count first, then how often the pairs have been met."""
    order = {key: position for position, key in enumerate(dimensions)}
    times = [
        met[(name, value, other, row[other]) if order[name] < order[other] else (other, row[other], name, value)] for other in row
    ]
    return -times.count(0), sum(times)


def pairs(row: Mapping[str, str], dimensions: Dimensions) -> Iterator[_Pair]:
    """Every pair of values of a row, with the names of their dimensions."""
    for one, other in combinations(dimensions, 2):
        yield one, row[one], other, row[other]
