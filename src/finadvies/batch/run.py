"""A batch from tasks to results: whatever happens, what was done is counted and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing

from finadvies.batch.office import Office, Outcome
from finadvies.batch.sources import Task
from finadvies.batch.tally import Tally
from finadvies.batch.workers import here, in_workers


def work_through(
    tasks: Iterable[Task],
    office: Office,
    jobs: int,
    keep: Callable[[Outcome], None],
    tally: Tally,
    *,
    watch: Callable[[Tally], None],
) -> None:
    """Advise every client, in order.

    Args:
        tasks: one a client.
        office: the catalogue and what holds for every client.
        jobs: how many processes; one means this one.
        keep: takes each outcome.
        tally: is filled in, also when this is interrupted.
        watch: is told how far it is.
    """
    outcomes = here(tasks, office) if jobs == 1 else in_workers(tasks, office, jobs)
    # Closing stops the workers, whatever ends this.
    with closing(outcomes):
        for outcome in outcomes:
            keep(outcome)
            tally.add(outcome)
            watch(tally)
    tally.complete = True
