"""Which of two marks is the stricter: one rule a mark, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, get_args

from finadvies.domain.checklist import Form, Marks, Sbr, Statement
from finadvies.domain.entry import Login

Rank = Callable[[object], int]
"""How strict a value is: the higher the stricter."""


def _most(value: object) -> int:
    return int(str(value))


def _least(value: object) -> int:
    return -int(str(value))


def _true(value: object) -> int:
    return int(value is True)


def _ladder(*steps: str) -> Rank:
    places = {step: place for place, step in enumerate(steps)}
    return lambda value: places[str(value)]


RANKS: Final[Mapping[str, Rank]] = {
    "years": _most,
    "transactions_months": _most,
    "months_ahead": _most,
    "copies": _most,
    "max_age_days": _least,
    "statement": _ladder(*get_args(Statement)),
    "sbr": _ladder(*get_args(Sbr)),
    "form": _ladder(*get_args(Form)),
    "login": _ladder(*get_args(Login)),
    "template": _true,
    "agree_first": _true,
}
"""Every mark but `formats`, which is no ladder: there the strictest is what all accept."""


def strictest(asked: Iterable[tuple[str, Marks]]) -> tuple[Marks, dict[str, tuple[str, ...]]]:
    """The marks that satisfy every lender, and for each mark the lenders whose mark it is.

    Args:
        asked: lender and its marks; a lender may come twice.

    Returns:
        The marks, and by name of the mark the lenders, sorted. `formats` is an empty list when the lenders have none in
        common; all of them are named then.
    """
    pairs = list(asked)
    marks: dict[str, object] = {}
    won: dict[str, tuple[str, ...]] = {}
    for name, rank in RANKS.items():
        stated = [(lender, value) for lender, mark in pairs if (value := getattr(mark, name)) is not None]
        if stated:
            top = max(rank(value) for _, value in stated)
            marks[name] = next(value for _, value in stated if rank(value) == top)
            won[name] = tuple(sorted({lender for lender, value in stated if rank(value) == top}))
    accepted = [(lender, mark.formats) for lender, mark in pairs if mark.formats is not None]
    if accepted:
        common = frozenset(accepted[0][1]).intersection(*(formats for _, formats in accepted))
        marks["formats"] = tuple(sorted(common))
        narrow = {lender for lender, formats in accepted if not common or frozenset(formats) == common}
        won["formats"] = tuple(sorted(narrow or {lender for lender, _ in accepted}))
    return Marks.model_validate(marks), won
