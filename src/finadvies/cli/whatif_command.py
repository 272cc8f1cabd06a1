"""`whatif`: the same client with other answers, and the single steps that would change something."""

from __future__ import annotations

from finadvies.advice import advise
from finadvies.advice.compare import compare
from finadvies.advice.nearest import nearest
from finadvies.cli.run import Run
from finadvies.domain.client import Client, Slot, slot
from finadvies.domain.client_file import newest_first
from finadvies.domain.typed_answer import with_set
from finadvies.domain.values import Known
from finadvies.exports import machine, whatif_data
from finadvies.exports.screens import whatif as screen


def whatif(run: Run, source: str, sets: tuple[str, ...]) -> None:
    """Two runs side by side, and the nearest steps; without a changed answer only the steps."""
    client = run.client(source)
    changed, told = _changed(run, client, sets)
    before = advise(client, run.catalogue, run.lists, run.today)
    after = advise(changed, run.catalogue, run.lists, run.today) if sets else before
    found, steps = compare(before, after), nearest(after)
    if run.json:
        run.console.data(machine.dumps(whatif_data.whatif(found, told, steps, run.texts)))
        return
    width = run.console.width
    if sets:
        run.console.show(screen.whatif(found, told, run.texts, width))
    adviser = run.for_adviser("adviser")
    run.console.show(screen.nearest(steps, after, run.texts, width, adviser=adviser, then=bool(sets)))
    run.go_on("tried" if sets else "steps", source)


def _changed(run: Run, client: Client, sets: tuple[str, ...]) -> tuple[Client, list[tuple[Slot, Known, Known]]]:
    """The client with the answers of `--set`, and each of them as it was and as it becomes.

    Raises:
        UsageError: for an answer that cannot be; it says why.
    """
    changed = client
    places: dict[Slot, None] = {}
    for item in sets:
        changed = with_set(changed, item, run.texts, run.today)
        place = slot(item.partition("=")[0].strip())
        if place is not None:  # with_set has read it
            places[place] = None
    told = [(place, client.value(place.key, place.index), changed.value(place.key, place.index)) for place in places]
    return (newest_first(changed) if sets else changed), told
