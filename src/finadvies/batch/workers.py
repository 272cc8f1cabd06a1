"""Outcomes in the order of the tasks, from this process or from several; memory does not grow with the number of clients."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.synchronize import Event
from typing import Final

from finadvies.batch.office import Office, Outcome, Settings
from finadvies.batch.sources import Task

CHUNK: Final = 5
"""Clients a worker gets at a time: so little that a small batch is shared out, so much that handing it over costs nothing."""
AHEAD: Final = 3
"""Chunks in hand for each worker, so that none waits for a slow neighbour; it bounds the memory."""
MOST_BREAKS: Final = 3
"""How often workers may die before the rest is done without them."""

Numbered = tuple[int, Task]


def here(tasks: Iterable[Task], office: Office) -> Generator[Outcome, None, None]:
    """One client after another in this process."""
    return (office.outcome(number, task) for number, task in enumerate(tasks))


def in_workers(tasks: Iterable[Task], office: Office, jobs: int) -> Generator[Outcome, None, None]:
    """Many clients at a time; the outcomes are those of `here`, in the same order.

    Args:
        tasks: one a client.
        office: does the work of workers that died.
        jobs: how many workers.
    """
    numbered = enumerate(tasks)
    pool = _Pool(office.settings, jobs)
    waiting: deque[tuple[list[Numbered], Future[list[Outcome]] | None]] = deque()
    try:
        while True:
            while len(waiting) < jobs * AHEAD and (chunk := list(islice(numbered, CHUNK))):
                waiting.append((chunk, pool.submit(chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            done = _result(future)
            yield from done if done is not None else (office.outcome(*each) for each in chunk)
    finally:
        pool.stop()


def _result(future: Future[list[Outcome]] | None) -> list[Outcome] | None:
    """What a worker made of a chunk; None when it died."""
    try:
        return None if future is None else future.result()
    except BrokenProcessPool:
        return None


class _Pool:
    """Workers that are replaced when one dies, up to a point."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings = settings
        self._jobs = jobs
        # Spawned everywhere, so that Linux, macOS and Windows do the same.
        self._context = multiprocessing.get_context("spawn")
        self._stopping = self._context.Event()
        self._breaks = 0
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, self._context, _begin, (self._settings, self._stopping))

    def submit(self, chunk: list[Numbered]) -> Future[list[Outcome]] | None:
        """Hand a chunk to a worker; None when there are none any more."""
        while self._breaks < MOST_BREAKS:
            try:
                with _interrupts_held():
                    return self._pool.submit(_work, chunk)
            except BrokenProcessPool:
                self._breaks += 1
                self._pool.shutdown(wait=False)
                self._pool = self._new()
        return None

    def stop(self) -> None:
        """Let every worker finish the client in hand and end."""
        self._stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A worker born in here never sees Ctrl-C: the parent does, and tells it to stop. Windows has no such mask."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# -- in the worker -----------------------------------------------------------------------------------------------------


class _Desk:
    """What a worker keeps from chunk to chunk."""

    office: Office
    stopping: Event


def _begin(settings: Settings, stopping: Event) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Desk.office = Office.opened(settings)
    _Desk.stopping = stopping


def _work(chunk: list[Numbered]) -> list[Outcome]:
    """The outcomes of a chunk; fewer only when nobody waits for them any more."""
    outcomes = []
    for number, task in chunk:
        if _Desk.stopping.is_set():
            break
        outcomes.append(_Desk.office.outcome(number, task))
    return outcomes
