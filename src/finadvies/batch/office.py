"""One client of a batch: read, advise, write its homework, make its line. Whatever goes wrong becomes part of that line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from finadvies.advice import Advice, advise
from finadvies.batch.sources import Task
from finadvies.catalogue.load import load
from finadvies.catalogue.locate import Folders
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client
from finadvies.dossiers.store import open_dossier
from finadvies.errors import FinadviesError
from finadvies.exports import machine, names
from finadvies.exports.files import write_homework
from finadvies.exports.formats import Job
from finadvies.homework import Lists
from finadvies.importers.client_source import client_name, read_json, read_source
from finadvies.locale import Language, texts_in
from finadvies.problems import Problem, errors

NAMED_IN_TITLE: Final = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker must know; small, because it travels to each.

    Attributes:
        formats: in which the homework of each client is written; none = no homework.
        staging: where homework waits for its own folder, a folder a client.
    """

    folders: Folders
    today: date
    language: Language = "nl"
    formats: tuple[str, ...] = ()
    staging: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one client.

    Attributes:
        name: what the client is called.
        result: its line of JSON, without the end.
        trouble: why there is no advice, in words; None when there is.
        verdicts: how many options got each verdict.
        homework: the folder in which its homework waits.
    """

    name: str
    result: str
    trouble: str | None = None
    verdicts: Mapping[str, int] = field(default_factory=dict)
    homework: Path | None = None


class Office:
    """Advises one client after another with a catalogue that is loaded once.

    Args:
        settings: what holds for every client.
        catalogue, lists: what is on offer and what is asked.
    """

    def __init__(self, settings: Settings, catalogue: Catalogue, lists: Lists) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.lists = lists
        self.texts = texts_in(settings.language)

    @staticmethod
    def opened(settings: Settings) -> Office:
        """An office that loads what it needs, as a worker does."""
        catalogue, checklists = load(settings.folders)
        return Office(settings, catalogue, Lists(checklists))

    def outcome(self, number: int, task: Task) -> Outcome:
        """What comes of a client; never an exception."""
        name = task.fallback_name
        try:
            client, problems = read(task)
            name = client_name(client, name)
            said = [problem.as_data(self.texts) for problem in problems]
            if faults := errors(problems):
                return self._failed(name, task, said, faults[0].render(self.texts))
            advice = advise(client, self.catalogue, self.lists, self.settings.today)
            shortlist = machine.shortlist(advice, self.texts)
            homework = self._homework(advice, number)
        except FinadviesError as error:
            said = self._said(error, task)
            return self._failed(name, task, said, f"{task.shown}: {said[0]['message']}")
        except Exception as error:
            sentence = self.texts.say("batch.bug", kind=type(error).__name__, what=error)
            return self._failed(name, task, [_as_problem(task, "bug", sentence)], f"{task.shown}: {sentence}")
        verdicts = Counter[str](option.verdict for option in advice.options)
        return Outcome(name, _line(name, task, "ok", said, shortlist), verdicts=verdicts, homework=homework)

    def _homework(self, advice: Advice, number: int) -> Path | None:
        """Write the papers for the first mix, or for all open options when there is none."""
        if not self.settings.formats or self.settings.staging is None:
            return None
        first = advice.proposals[0] if advice.proposals else None
        if first is not None:
            products, title = first.products, self.texts.say("homework.title", mix=first.id)
        else:
            products = tuple(option.product.id for option in advice.open_options)
            some = [names.product(self.catalogue.products[key], self.texts, self.catalogue) for key in products[:NAMED_IN_TITLE]]
            title = self.texts.say("homework.title_products", what=self.texts.listed(some))
        folder = self.settings.staging / str(number)
        plan = advice.homework(products)
        write_homework(Job(advice, plan, self.texts, title, first), folder, self.settings.formats)
        return folder

    def _failed(self, name: str, task: Task, said: list[dict[str, object]], trouble: str) -> Outcome:
        return Outcome(name, _line(name, task, "error", said, None), trouble=trouble)

    def _said(self, error: FinadviesError, task: Task) -> list[dict[str, object]]:
        """An error as problems: itself, and for a damaged dossier all that is wrong in its files."""
        inside = error.details.get("problems", ())
        found = [each for each in inside if isinstance(each, Problem)] if isinstance(inside, tuple) else []
        said = error.lines(self.texts)
        # The lines of a damaged dossier hold its problems too; here each of those goes as data.
        own = [_as_problem(task, error.code, sentence) for sentence in (said[:1] if found else said)]
        return own + [replace(each, file=str(task.path / each.file)).as_data(self.texts) for each in found]


def read(task: Task) -> tuple[Client, list[Problem]]:
    """The client of a task, with what is wrong in its file.

    Raises:
        FinadviesError: when the file or dossier cannot be opened.
    """
    match task.kind:
        case "file":
            return read_source(task.path, BytesIO())
        case "dossier":
            with open_dossier(task.path, write=False) as dossier:
                return dossier.client, []
        case "line":
            return _read_line(task)


def _read_line(task: Task) -> tuple[Client, list[Problem]]:
    file = str(task.path)
    try:
        text = task.raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Client(), [Problem(file, task.line, (), "not_utf8")]
    client, problems = read_json(text.strip(), file)
    return client, [replace(problem, line=task.line) for problem in problems]


def _line(name: str, task: Task, status: str, problems: list[dict[str, object]], shortlist: dict[str, Any] | None) -> str:
    data = {"client": name, "source": task.shown, "status": status, "problems": problems, "shortlist": shortlist}
    return machine.dumps(data, indent=None)


def _as_problem(task: Task, code: str, sentence: str) -> dict[str, object]:
    return {"file": str(task.path), "line": task.line, "path": "", "level": "error", "code": code, "message": sentence}
