"""What one list saves the eight entrepreneurs of the study: papers, rounds and days, as tables in Markdown.

Run with the Python of the test environment: `python benchmarks/merging.py`. The day is that of all tests (24 November 2026) and no chance is in
it, so the rows are the same on every machine; `tests/e2e/test_merging.py` holds what must be so.

*Alone* adds up the papers of each lender as if it were the only one; *merged* is the one list. *Rounds before* counts each time that a lender asks
something when each asks on its own (at first contact, for the file, while it judges, before it pays); *rounds now* how often the client is told
what to gather. Both count what the lists say: a lender may still ask what no list foresees. Submission is that of the last lender; decision and
cash are the earliest that all can have come, every paper and lender taken at its longest.

The first table is the mix shown first. The second takes a client who keeps every shown mix open. The last line counts every mix, shown or further,
with more than one lender; those may share no paper at all, and then one list is as long as the lists apart.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from merged import CASES, Merged, every_mix, first_mix, shown_together


def table(of: Callable[[str], Merged]) -> Iterator[str]:
    """A row for each case, and the sums."""
    yield "| case | lenders | alone | merged | rounds before | rounds now | critical path | submission | decision | cash |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- | --- | --- |"
    found = {case: of(case) for case in CASES}
    for case, each in found.items():
        plan = each.homework.schedule
        cells = (
            case,
            len(each.apart),
            each.alone,
            each.merged,
            each.rounds_apart,
            each.rounds,
            " > ".join(plan.critical_path),
            each.submitted,
            plan.earliest_decision,
            plan.earliest_cash,
        )
        yield f"| {' | '.join(map(str, cells))} |"
    sums = [
        sum(of_it)
        for of_it in zip(*((len(e.apart), e.alone, e.merged, e.rounds_apart, e.rounds) for e in found.values()), strict=True)
    ]
    yield f"| together | {' | '.join(map(str, sums))} | | | | |"


def several_lenders() -> str:
    """One sentence on every mix with more than one lender."""
    found = [each for case in CASES for each in every_mix(case)]
    several = [each for each in found if len(each.apart) > 1]
    alone, merged = sum(each.alone for each in several), sum(each.merged for each in several)
    shorter = sum(each.merged < each.alone for each in several)
    return (
        f"Of {len(found)} mixes {len(several)} have more than one lender: {alone} papers alone, {merged} merged; "
        f"{shorter} of them get a shorter list, in the others the lenders share no paper."
    )


def main() -> None:
    """Print the tables."""
    print(
        "First mix\n", *table(first_mix), "\nEvery shown mix kept open\n", *table(shown_together), "", several_lenders(), sep="\n"
    )


if __name__ == "__main__":
    main()
