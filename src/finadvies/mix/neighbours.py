"""Supports beside a given one: somebody more, somebody less, or one in the place of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .board import Board, Option, Scope


def neighbours(board: Board, line: Sequence[Option], ranks: tuple[int, ...], scope: Scope) -> Iterator[tuple[int, ...]]:
    """The ranks of every such support that keeps to who may go together, to the scope, and to the most lenders and components.

    Args:
        board: The plan.
        line: Who may be in it.
        ranks: Of the support.
        scope: What is left out and what is required.
    """
    in_line = sum([option.bit for option in line])
    support = sum([1 << rank for rank in ranks])
    for out in (None, *ranks):
        kept = tuple(rank for rank in ranks if rank != out)
        if any(not in_line >> rank & 1 for rank in kept):
            continue
        members = [board.options[rank] for rank in kept]
        barred = lenders = brought = 0
        for member in members:
            barred |= member.conflicts
            lenders |= member.lender
            brought |= member.required
        missing = scope.required & ~brought
        if out is not None and kept and not missing:
            yield kept
        if len(kept) >= board.plan.max_components:
            continue
        for option in line:
            if option.bit & (barred | support) or missing & ~option.required:
                continue
            if (lenders | option.lender).bit_count() <= board.plan.max_lenders:
                yield tuple(sorted((*kept, option.rank)))
