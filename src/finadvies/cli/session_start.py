"""Before the talk: the opening screen, and which dossier it is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from finadvies import __version__
from finadvies.cli.run import Run
from finadvies.domain.client import Client, Slot
from finadvies.domain.phase import phase_of
from finadvies.dossiers.names import default_root, is_dossier
from finadvies.dossiers.record import Dossier
from finadvies.dossiers.store import create, list_dossiers
from finadvies.exports.layout import heading, paragraph
from finadvies.interview.asker import Asker
from finadvies.interview.script import Choice, Prompt, prompt

LABELS: Final = 14
"""Columns for what a line of the opening is about."""
NEW, REFUSED = "\x00new", "\x00refused"
"""Choices that are no dossier."""
SHOWN: Final = 20
"""Dossiers to choose from; who has more names one on the command line."""


def opening(run: Run) -> None:
    """What we do, how long it takes, what we are, what we keep."""
    texts, width = run.texts, run.console.width
    screen = heading(texts.say("session.title"), width)
    for key in ("what", "how_long", "who", "privacy", "catalogue", "stop"):
        told = texts.say(f"session.{key}", n=len(run.catalogue.products), version=run.catalogue.version)
        label = texts.say(f"session.{key}_label")
        screen += paragraph(told, width, indent=" " * LABELS, first=f"{label:<{LABELS}}")
    run.console.show(screen)


@dataclass(frozen=True, slots=True)
class Begin:
    """How a talk begins.

    Attributes:
        dossier: the one to go on with; None for a new one.
        refused: whether the client comes because somebody said no.
    """

    dossier: str | None = None
    refused: bool = False


def how_to_begin(run: Run, asker: Asker) -> Begin:
    """Anew, after a refusal, or where one of the dossiers stands."""
    texts = run.texts
    readable = [item.dossier for item in list_dossiers(default_root()) if item.dossier is not None]
    lines = [Choice(NEW, texts.say("session.begin_new")), Choice(REFUSED, texts.say("session.begin_refused"))]
    lines += [Choice(d.id, _line(run, d)) for d in readable[:SHOWN]]
    chosen = asker.pick(texts.say("session.begin"), tuple(lines), unknown=False)
    return Begin(chosen if chosen not in (None, NEW, REFUSED) else None, chosen == REFUSED)


def _line(run: Run, dossier: Dossier) -> str:
    phase = run.texts.term("client_phases", phase_of(dossier.client, dossier.chosen))
    return run.texts.say("session.begin_old", dossier=name_of(dossier), n=len(list(dossier.client.slots())), phase=phase)


def existing(name: str | None) -> Path | None:
    """The folder of a dossier that is there already."""
    if name is None:
        return None
    for folder in (default_root() / name, Path(name)):
        if is_dossier(folder):
            return folder
    return None


def new(run: Run, name: str | None, client: Client, asker: Asker | None) -> Path:
    """A new dossier, in the usual folder or where its path says."""
    told = client.value("client.name")
    called = name or (told if isinstance(told, str) else None)
    if called is None and asker is not None:
        answer = asker.ask(_name_prompt(run, client), run.texts.say("session.new"))
        value = getattr(answer, "value", None)
        called = value if isinstance(value, str) else None
        if called is not None:
            client = client.with_answer(Slot("client.name"), answer)  # type: ignore[arg-type]  # only an answer has a value
    called = called or run.texts.say("session.nameless")
    # Only what was typed as DOSSIER can be a path; a client may be called "Jansen/De Wit".
    path = Path(called)
    root, title = (path.parent, path.name) if name and len(path.parts) > 1 else (default_root(), called)
    return create(root, title, client, created=run.today, program=__version__, language=run.language).folder


def _name_prompt(run: Run, client: Client) -> Prompt:
    return prompt(Slot("client.name"), client, run.catalogue, run.texts)


def name_of(dossier: Dossier) -> str:
    """What the client is called; without a name its id."""
    name = dossier.client.value("client.name")
    return name if isinstance(name, str) else dossier.id
