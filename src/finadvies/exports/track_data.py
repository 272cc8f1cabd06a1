"""`track --json`: how far the papers are, as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from finadvies.homework import DocumentLine, Homework, Progress


def track_data(found: Progress, homework: Homework) -> dict[str, Any]:
    """`track --json`."""

    def ids(lines: Iterable[DocumentLine]) -> list[str]:
        return [line.id for line in lines]

    def counts(of: Iterable[tuple[str, tuple[int, int]]]) -> dict[str, dict[str, int]]:
        return {code: {"done": done, "total": total} for code, (done, total) in of}

    return {
        "schema": "finadvies/track/1",
        "done": found.done,
        "total": found.total,
        "documents": [{"id": line.id, "document": line.document, "status": line.status} for line in homework.lines],
        "open": ids(found.open),
        "late": [{"id": line.id, "start_by": day} for line, day in found.late],
        "expiring": [
            {"id": old.line.id, "dated": old.dated, "expires": old.expires, "needed": old.needed, "lenders": list(old.lenders)}
            for old in found.expiring
        ],
        "undated": ids(found.undated),
        "by_maker": counts(found.by_maker.items()),
        "by_lender": counts(found.by_lender.items()),
    }
