"""What every command shares: the common options, the error boundary, and the way from a SOURCE to advice."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import typer

from finadvies.cli.console import Console
from finadvies.cli.help import LANGUAGE_VARIABLE
from finadvies.cli.options import taken_from, with_common
from finadvies.errors import BUG, DONE, INTERRUPTED, BadData, FinadviesError, UsageError
from finadvies.locale import Language, Texts, texts_in

if TYPE_CHECKING:
    from finadvies.advice import Advice
    from finadvies.catalogue.locate import Folders
    from finadvies.domain.catalogue import Catalogue
    from finadvies.domain.client import Client
    from finadvies.dossiers.record import Dossier
    from finadvies.homework import Lists, Receipt
    from finadvies.homework.merging import Statuses

Reader = Literal["client", "adviser"]
DEBUG_VARIABLE: Final = "FINADVIES_DEBUG"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a dossier keeps beside the answers.

    Attributes:
        dossier: its folder; None where the source is no dossier.
        chosen: the products that the client goes for.
        statuses: how far each paper is, by document and use.
        receipts: the days of each paper, by line id.
    """

    dossier: Path | None = None
    chosen: tuple[str, ...] = ()
    statuses: Statuses = field(default_factory=dict)
    receipts: Mapping[str, Receipt] = field(default_factory=dict)


@dataclass
class Run:
    """One run of the program: the common options and what follows from them, made when first needed."""

    catalogue_folder: Path | None = None
    checklists_folder: Path | None = None
    overlays: tuple[Path, ...] = ()
    today: date = field(default_factory=lambda: datetime.now().astimezone().date())
    reader: Reader | None = None
    plain: bool = False
    language: Language = "nl"
    json: bool = False
    no_color: bool = False
    quiet: bool = False

    @cached_property
    def texts(self) -> Texts:
        """The texts of the chosen language."""
        return texts_in(self.language)

    @cached_property
    def console(self) -> Console:
        """Where text goes."""
        return Console(ascii_only=self.plain, colour=not self.no_color, quiet=self.quiet)

    @cached_property
    def _loaded(self) -> tuple[Catalogue, Lists]:
        from finadvies.catalogue.load import load  # noqa: PLC0415 - only commands that need the catalogue pay for it
        from finadvies.homework import Lists  # noqa: PLC0415

        catalogue, checklists = load(self.where)
        return catalogue, Lists(checklists)

    @cached_property
    def where(self) -> Folders:
        """The folders that the catalogue and the checklists are read from."""
        from finadvies.catalogue.locate import folders  # noqa: PLC0415 - see above

        return folders(self.catalogue_folder, self.checklists_folder, self.overlays)

    @property
    def catalogue(self) -> Catalogue:
        """What is on offer."""
        return self._loaded[0]

    @property
    def lists(self) -> Lists:
        """What is asked for it."""
        return self._loaded[1]

    def opened(self, source: str) -> tuple[Client, Dossier | None]:
        """The client of a dossier, a file, or `-`; and the dossier, if it is one.

        Raises:
            BadData: with every problem of the file.
            NotFound: when there is no such source.
        """
        from finadvies.dossiers.names import is_dossier, resolve  # noqa: PLC0415 - only commands on a client need it
        from finadvies.dossiers.store import open_dossier  # noqa: PLC0415
        from finadvies.importers.client_source import STDIN, read_source  # noqa: PLC0415
        from finadvies.problems import errors  # noqa: PLC0415

        if source != STDIN and not Path(source).is_file():
            folder = resolve(source)
            if is_dossier(folder):
                with open_dossier(folder, write=False) as dossier:
                    self._remark_what_does_not_count(dossier.client)
                    return dossier.client, dossier
        client, problems = read_source(source, sys.stdin.buffer)
        if errors(problems):
            raise BadData(problems)
        for problem in problems:
            self.console.remark(problem.render(self.texts))
        self._remark_what_does_not_count(client)
        return client, None

    def _remark_what_does_not_count(self, client: Client) -> None:
        from finadvies.exports.screens.review import not_counting  # noqa: PLC0415 - only commands on a client need it

        for sentence in not_counting(client, self.texts):
            self.console.remark(sentence)

    def client(self, source: str) -> Client:
        """The client of a source; see `opened`."""
        return self.opened(source)[0]

    def advise(self, client: Client, **choices: Any) -> Advice:
        """The advice for a client on the day of this run."""
        from finadvies.advice import advise  # noqa: PLC0415 - only commands on a client need it

        return advise(client, self.catalogue, self.lists, self.today, **choices)

    def advice(self, source: str, **choices: Any) -> Advice:
        """The advice for a source."""
        return self.advise(self.client(source), **choices)

    def advice_of(self, source: str) -> tuple[Advice, Kept]:
        """The advice for a source, and what its dossier keeps beside the answers."""
        from finadvies.dossiers.record import receipts_of, statuses_of  # noqa: PLC0415

        client, dossier = self.opened(source)
        if dossier is None:
            return self.advise(client), Kept()
        documents = dossier.documents
        return self.advise(client), Kept(dossier.folder, dossier.chosen, statuses_of(documents), receipts_of(documents))

    def go_on(self, key: str, source: str) -> None:
        """The last line of a result: what to do next, as it can be typed; a client has nothing to type."""
        if not self.for_adviser("adviser"):
            return
        from finadvies.exports.layout import paragraph  # noqa: PLC0415 - help and version write no screens

        self.console.show(paragraph(self.texts.say(f"go_on.{key}", source=source), self.console.width))

    def for_adviser(self, usual: Reader) -> bool:
        """Whether the output is for the adviser; `usual` is what the command does when nothing is said."""
        return (self.reader or usual) == "adviser"


def _language(value: str | None) -> Language:
    chosen = value or os.environ.get(LANGUAGE_VARIABLE) or "nl"
    if chosen not in get_args(Language):
        raise UsageError("unknown_language", language=chosen)
    return chosen  # type: ignore[return-value]  # one of the literals, just tested


def day_of(value: str | None) -> date | None:
    """A day as it is typed on the command line.

    Raises:
        UsageError: for what is no day.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError("bad_day", day=value) from None


def _reader(value: str | None) -> Reader | None:
    if value is None or value in get_args(Reader):
        return value  # type: ignore[return-value]  # one of the literals or nothing
    raise UsageError("bad_reader", reader=value)


def command(function: Callable[..., int | None]) -> Callable[..., None]:
    """Make a command of a function that takes a `Run` first: add the common options, end every road in an exit code."""

    @wraps(function)
    def wrapper(**given: Any) -> None:
        shared = taken_from(given)
        run = Run(plain=shared["plain"], no_color=shared["no_color"], quiet=shared["quiet"])

        def act() -> int | None:
            _fill(run, shared)
            return function(run, **given)

        code = _guarded(run, act)
        if code:
            raise typer.Exit(code)

    with_common(wrapper, list(inspect.signature(function, eval_str=True).parameters.values())[1:])
    return wrapper


def _guarded(run: Run, act: Callable[[], int | None]) -> int:
    """The error boundary: whatever happens becomes an exit code and at most a few lines."""
    try:
        return act() or DONE
    except FinadviesError as error:
        run.console.error(error.lines(run.texts))
        return error.exit_code
    except (KeyboardInterrupt, EOFError):  # Ctrl-C, or Ctrl-D at a question
        run.console.error([run.texts.say("errors.interrupted")])
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        what = " ".join(str(error).split())
        run.console.error([run.texts.say("errors.bug", kind=type(error).__name__, what=what, variable=DEBUG_VARIABLE)])
        return BUG


def _fill(run: Run, shared: dict[str, Any]) -> None:
    """Read the common options; what does not make sense ends here."""
    run.language = _language(shared["lang"])
    run.catalogue_folder, run.checklists_folder = shared["catalogue"], shared["checklists"]
    run.overlays = tuple(shared["overlay"] or ())
    run.today = day_of(shared["today"]) or run.today
    run.reader = _reader(shared["reader"])
    run.json = shared["json_"]
