"""`catalogue check`: every check is one small function over the whole library; all run, and all they find is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from finadvies.catalogue import lint_conditions, lint_entries, lint_language, lint_products, lint_whole
from finadvies.catalogue.load import Library
from finadvies.problems import Problem, in_order

Check = Callable[[Library, date], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    *lint_entries.CHECKS,
    *lint_conditions.CHECKS,
    *lint_products.CHECKS,
    *lint_whole.CHECKS,
    *lint_language.CHECKS,
)


def lint(library: Library, today: date) -> list[Problem]:
    """Faults of form and all that the checks find, in order of file and line."""
    return in_order([*library.problems, *(problem for check in CHECKS for problem in check(library, today))])
