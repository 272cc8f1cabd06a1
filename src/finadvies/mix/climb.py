"""Climbing a hill with many kinks and few directions: Shor's r-algorithm, which stretches space across the kinks it meets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Final

Look = Callable[[Sequence[float]], tuple[float, list[float]]]
"""From a place to its height and to a slope there."""

_FLAT: Final = 1e-9
_SEVERAL: Final = 3
_LONGER: Final = 1.1
"""How a stride changes when several went well."""
_SHORTER: Final = 0.81
"""How it changes when the first went too far."""


def climb(look: Look, start: Sequence[float], enough: float, steps: int, stride: float | None) -> list[float]:
    """The highest place met, with no coordinate below 0.

    Args:
        look: height and slope of a concave hill.
        start: the place to begin.
        enough: a height above which nothing more is asked.
        steps: most places looked at.
        stride: length of the first strides; None to take it from how far there is to go.
    """
    at = list(start)
    size = range(len(at))
    space = [[float(row == column) for column in size] for row in size]
    height, slope = _look(look, at)
    highest, found = height, at
    if stride is None:
        steep = _length(slope)
        stride = (enough - height) / (2 * steep) if steep else 0.0
    while steps > 0 and highest <= enough:
        turned = [sum([space[row][column] * slope[row] for row in size]) for column in size]
        length = _length(turned)
        if length < _FLAT:
            break
        way = [sum([space[row][column] * turned[column] for column in size]) / length for row in size]
        before, strides = slope, 0
        while steps > 0:
            at = [max(0.0, x + stride * ahead) for x, ahead in zip(at, way, strict=True)]
            height, slope = _look(look, at)
            steps, strides = steps - 1, strides + 1
            if height > highest:
                highest, found = height, at
            if height > enough or sum([x * ahead for x, ahead in zip(slope, way, strict=True)]) <= 0:
                break
            if strides >= _SEVERAL:
                stride *= _LONGER
        if strides == 1:
            stride *= _SHORTER
        _stretch(space, [after - x for after, x in zip(slope, before, strict=True)])
    return found


def _look(look: Look, at: Sequence[float]) -> tuple[float, list[float]]:
    """Height and slope; at the edge of the ground only what leads back counts."""
    height, slope = look(at)
    return height, [rise if x > 0 or rise > 0 else 0.0 for x, rise in zip(at, slope, strict=True)]


def _stretch(space: list[list[float]], kink: Sequence[float]) -> None:
    """Halve what space measures along the difference of two slopes."""
    size = range(len(kink))
    turned = [sum([space[row][column] * kink[row] for row in size]) for column in size]
    length = _length(turned)
    if length < _FLAT:
        return
    axis = [x / length for x in turned]
    along = [sum([space[row][column] * axis[column] for column in size]) for row in size]
    for row in size:
        for column in size:
            space[row][column] -= along[row] * axis[column] / 2


def _length(values: Sequence[float]) -> float:
    return sqrt(sum([x * x for x in values]))
