"""How much processor time each format of a homework list takes, and a whole dossier pack; and whether memory stays flat over many clients.

Run with the Python of the environment that has finadvies: `python benchmarks/exports.py [CLIENTS] [PACKS]`, 1,000 lists and 100 packs when
nothing is said. The same clients in every run: the eight cases of the study, over and over, with other amounts. Every format is written for
every client, in turn, in one run; ratios to Markdown are what to read. The memory is that of the process after each tenth of the packs.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path

from finadvies.advice import Advice, advise
from finadvies.catalogue.load import load
from finadvies.catalogue.locate import folders
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import Answer
from finadvies.exports.formats import FORMATS, Job, content
from finadvies.exports.memorandum import memorandum
from finadvies.exports.pack.write import USUAL, write_pack
from finadvies.homework import Lists
from finadvies.importers.client_source import read_toml
from finadvies.locale import texts_in

TODAY = date(2026, 11, 24)
TEXTS = texts_in("nl")


def main() -> None:
    """Measure, and print a table."""
    lists, packs = (int(sys.argv[place]) if len(sys.argv) > place else usual for place, usual in ((1, 1000), (2, 100)))
    catalogue, checklists = load(folders(None, None, []))
    laid_flat = Lists(checklists)

    def advices(count: int) -> Iterator[Advice]:
        """One after the other, and none kept: what a client takes is free again when the next one comes."""
        return (advise(client, catalogue, laid_flat, TODAY) for client in clients(count))

    seconds: dict[str, list[float]] = {name: [] for name in FORMATS}
    sizes: dict[str, int] = dict.fromkeys(FORMATS, 0)
    for advice in advices(lists):
        job = job_of(advice)
        _ = job.paper, job.course  # the words are made once for all formats
        for name in FORMATS:
            begin = time.process_time()
            sizes[name] += len(content(name, job))
            seconds[name].append(time.process_time() - begin)
    print(f"{lists} clients, one list each")
    beside = statistics.median(seconds["md"])
    for name, used in sorted(seconds.items(), key=lambda each: statistics.median(each[1])):
        middle = statistics.median(used)
        print(
            f"  {name:<5} median {1000 * middle:7.1f} ms of processor time   {middle / beside:7.1f} x md   {sizes[name] // lists:>8} bytes"
        )

    print(f"{packs} packs ({', '.join(USUAL)})")
    used = []
    with tempfile.TemporaryDirectory() as folder:
        for number, advice in enumerate(advices(packs), start=1):
            begin = time.process_time()
            job = job_of(advice)
            piece = memorandum(advice, job.homework, job.proposal, TEXTS, adviser=False)
            written = write_pack(job, piece, "klant", Path(folder) / str(number), USUAL)
            used.append((time.process_time() - begin, len(written.written)))
            if number % max(1, packs // 10) == 0:
                print(f"  after {number:>5}: {memory():>5} MB at most")
    files = sum(count for _, count in used)
    total = sum(each for each, _ in used)
    print(f"  {total / packs:.2f} s of processor time and {files / packs:.0f} files a pack")


def clients(count: int) -> list[Client]:
    """The cases, and the cases again with each amount a little higher."""
    cases = []
    for path in sorted(resources.files("finadvies.examples").iterdir(), key=lambda each: each.name):
        if path.name.endswith(".toml"):
            client, _ = read_toml(path.read_text(encoding="utf-8"), path.name)
            cases.append(client)
    return [_dearer(cases[number % len(cases)], number // len(cases)) for number in range(count)]


def _dearer(client: Client, times: int) -> Client:
    for use in range(len(client.uses)):
        amount = client.value("use.amount", use)
        if isinstance(amount, int):
            client = client.with_answer(Slot("use.amount", use), Answer(amount + 250 * times))
    name = client.value("client.name")
    return client.with_answer(Slot("client.name"), Answer(f"{name} {times}"))


def job_of(advice: Advice) -> Job:
    """The list of the first mix, or of every open option where there is none."""
    first = advice.proposals[0] if advice.proposals else None
    products = first.products if first is not None else tuple(option.product.id for option in advice.open_options)
    return Job(advice, advice.homework(products), TEXTS, "Uw huiswerk", first)


def memory() -> int:
    """The most memory of this process until now, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
