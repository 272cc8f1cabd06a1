"""Where results go: lines on a stream, or a folder with results.jsonl, summary.json and the homework of each client."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

from finadvies.batch.office import Outcome
from finadvies.dossiers import safe_files
from finadvies.dossiers.names import LONGEST, new_id
from finadvies.errors import UsageError
from finadvies.exports import machine

RESULTS: Final = "results.jsonl"
SUMMARY: Final = "summary.json"


class ResultsFolder:
    """A folder of results: written under another name, in place at the end, also when the work was interrupted.

    Args:
        folder: made when it is not there.

    Raises:
        UsageError: when it is no folder or cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if folder.exists() and not folder.is_dir():
            raise UsageError("out_is_file", folder=folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.staging: Final = Path(tempfile.mkdtemp(prefix=".batch-", dir=folder))
        except OSError as error:
            raise UsageError("out_not_writable", folder=folder, reason=error.strerror) from error
        self._file = (self.staging / RESULTS).open("wb")
        self._whole = 0
        self._slugs = Slugs()

    def __enter__(self) -> ResultsFolder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None or issubclass(kind, KeyboardInterrupt):
                self._put_in_place()
        finally:
            self._file.close()
        shutil.rmtree(self.staging, ignore_errors=True)

    def _put_in_place(self) -> None:
        # An interrupt may have come in the middle of a line.
        self._file.truncate(self._whole)
        self._file.close()
        written = self.staging / RESULTS
        try:
            written.replace(self.folder / RESULTS)
        except OSError:
            # On Windows a file that is open elsewhere cannot be replaced; hours of work must not go with it.
            raise UsageError("results_in_use", file=self.folder / RESULTS, kept=written) from None

    def keep(self, outcome: Outcome) -> None:
        """Add one client: its line, and its homework in a folder of its own."""
        line = outcome.result
        if outcome.homework is not None:
            slug = self._slugs.of(outcome.name)
            self._move(outcome.homework, self.folder / slug)
            line = f"{line[:-1]},{json.dumps('homework')}:{json.dumps(slug)}}}"
        raw = f"{line}\n".encode()
        self._file.write(raw)
        self._whole += len(raw)

    @staticmethod
    def _move(waiting: Path, folder: Path) -> None:
        """File by file, because an earlier run may have left the folder there."""
        folder.mkdir(exist_ok=True)
        for path in sorted(waiting.iterdir()):
            path.replace(folder / path.name)
        waiting.rmdir()

    def summary(self, data: Mapping[str, object]) -> None:
        """Write the summary."""
        safe_files.write(self.folder / SUMMARY, machine.dumps(data) + "\n")


class Slugs:
    """Folder names for clients: the second of a name gets `-2`. As `new_id`, but for many names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def of(self, name: str) -> str:
        """The folder name of the next client of this name."""
        slug = new_id(name, ())
        number, candidate = self._last.get(slug, 1), slug
        while candidate in self._taken:
            number += 1
            candidate = f"{slug[: LONGEST - len(f'-{number}')].rstrip('-')}-{number}"
        self._last[slug] = number
        self._taken.add(candidate)
        return candidate
