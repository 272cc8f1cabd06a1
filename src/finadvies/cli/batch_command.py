"""`batch`: many clients, a line of JSON each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from finadvies.batch.office import Office, Outcome, Settings
from finadvies.batch.results import RESULTS, ResultsFolder
from finadvies.batch.run import work_through
from finadvies.batch.sources import Source, find, how_many, tasks
from finadvies.batch.tally import Progress, Tally
from finadvies.catalogue.locate import folders
from finadvies.cli.run import Run
from finadvies.errors import DONE, FINDINGS, UsageError
from finadvies.exports.formats import formats_of


def batch(run: Run, inputs: list[Path], out: Path | None, jobs: int, format_: str) -> int:
    """Advise every client of the inputs; 1 when some got no advice."""
    formats = formats_of(format_)
    if formats and out is None:
        raise UsageError("format_needs_out")
    sources = find(inputs, out)
    where = folders(run.catalogue_folder, run.checklists_folder, run.overlays)
    catalogue, lists, tally = run.catalogue, run.lists, Tally()
    try:
        with _destination(run, out, tally) as (keep, staging), _progress(run, sources) as watch:
            office = Office(Settings(where, run.today, run.language, formats, staging), catalogue, lists)
            work_through(tasks(sources, sys.stdin.buffer), office, jobs, keep, tally, watch=watch)
    finally:
        for line in tally.lines(run.texts):
            run.console.remark(line)
    return FINDINGS if tally.failed else DONE


@contextmanager
def _destination(run: Run, out: Path | None, tally: Tally) -> Iterator[tuple[Callable[[Outcome], None], Path | None]]:
    """Where outcomes go, and where homework waits: standard output, or a folder that also gets the summary."""
    if out is None:
        yield lambda outcome: run.console.data(outcome.result), None
        return
    results = ResultsFolder(out)
    try:
        with results:
            yield results.keep, results.staging
    finally:
        # Also when interrupted: the summary of an earlier run must not stay beside these results.
        results.summary(tally.data(run.catalogue, run.today))
        run.console.remark(run.texts.say("batch.written", file=out / RESULTS))


@contextmanager
def _progress(run: Run, sources: list[Source]) -> Iterator[Callable[[Tally], None]]:
    """Says how far it is, when there is somebody to see it."""
    if run.quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    progress = Progress(sys.stderr, run.texts, how_many(sources))
    try:
        yield progress.show
    finally:
        progress.clear()
