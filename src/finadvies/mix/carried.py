"""How much a support can carry at most when debt service binds: by the tops of who may join, and the slots left.

For any threshold of debt service per euro, what is covered times the threshold is at most the room plus, for each component, its
top times what it asks less than the threshold. Of who may still join only so many count as there are slots, and one of those
that shut each other out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .board import Option

THRESHOLDS: Final = 6
"""So many thresholds are tried, spread over the debt service on offer."""


class Carried:
    """The bound over a line of options.

    Args:
        line: in the order of the search.
        slots: most components of a mix.
    """

    def __init__(self, line: Sequence[Option], slots: int) -> None:
        asked = sorted({option.service for option in line if option.service})
        self._thresholds = (
            sorted({asked[n * (len(asked) - 1) // max(1, THRESHOLDS - 1)] for n in range(THRESHOLDS)}) if asked else []
        )
        self._best = [self._suffixes(line, slots, threshold) for threshold in self._thresholds]

    @staticmethod
    def _suffixes(line: Sequence[Option], slots: int, threshold: int) -> list[list[int]]:
        """Per place and number of newcomers, the most that they add."""
        per_place = [[0] * (slots + 1)]
        of_group: dict[int, int] = {}
        for option in reversed(line):
            adds = _adds(option, threshold)
            group = option.conflicts | option.bit  # equal only among options that all shut each other out
            if adds > of_group.get(group, 0):
                of_group[group] = adds
                largest = sorted(of_group.values(), reverse=True)[:slots]
                sums = [0]
                for value in largest:
                    sums.append(sums[-1] + value)
                per_place.append(sums + [sums[-1]] * (slots + 1 - len(sums)))
            else:
                per_place.append(per_place[-1])
        per_place.reverse()
        return per_place

    def too_little(self, members: Sequence[Option], first: int, slots: int, room: int, to_borrow: int) -> bool:
        """Whether no support with these members and newcomers from `first` on covers what must be borrowed.

        Args:
            members: who is in.
            first: place in the line of the first newcomer.
            slots: most newcomers.
            room: for debt service a year, in the unit of an option's service.
            to_borrow: whole euros.
        """
        for threshold, best in zip(self._thresholds, self._best, strict=True):
            adds = sum([_adds(option, threshold) for option in members])
            if room + adds + best[first][slots] < threshold * to_borrow:
                return True
        return False


def _adds(option: Option, threshold: int) -> int:
    return (threshold - option.service) * option.top if option.service < threshold else 0
