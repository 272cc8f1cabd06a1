"""What a batch adds up to, and how far it is."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TextIO

from finadvies.batch.office import Outcome
from finadvies.domain.catalogue import Catalogue
from finadvies.locale import Texts
from finadvies.rules.eligibility import VERDICTS

TROUBLES_SHOWN: Final = 5


@dataclass
class Tally:
    """Counts of what was done.

    Attributes:
        complete: whether every client of the input is in it.
        troubles: the first clients without advice, each in a sentence.
    """

    clients: int = 0
    failed: int = 0
    complete: bool = False
    verdicts: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)

    def add(self, outcome: Outcome) -> None:
        """Count one client."""
        self.clients += 1
        self.verdicts.update(outcome.verdicts)
        if outcome.trouble is not None:
            self.failed += 1
            if len(self.troubles) < TROUBLES_SHOWN:
                self.troubles.append(outcome.trouble)

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return time.monotonic() - self._began

    @property
    def rate(self) -> float:
        """Clients a second."""
        return self.clients / max(self.seconds, 0.001)

    def data(self, catalogue: Catalogue, today: date) -> dict[str, object]:
        """The machine form."""
        return {
            "clients": self.clients,
            "ok": self.clients - self.failed,
            "failed": self.failed,
            "complete": self.complete,
            "seconds": round(self.seconds, 3),
            "clients_per_second": round(self.rate, 2),
            "catalogue": {"version": catalogue.version, "sha256": catalogue.sha256},
            "today": today,
            "verdicts": {verdict: self.verdicts[verdict] for verdict in VERDICTS},
        }

    def lines(self, texts: Texts) -> list[str]:
        """In words: the first troubles, then the counts."""
        shown = list(self.troubles)
        if self.failed > len(shown):
            shown.append(texts.say("words.more", n=self.failed - len(shown)))
        counts = {"clients": self.clients, "ok": self.clients - self.failed, "failed": self.failed}
        shown.append(texts.say("batch.summary", **counts, seconds=f"{self.seconds:.1f}", rate=f"{self.rate:.1f}"))
        return shown


class Progress:
    """One line that is written over and over: count, rate, time left.

    Args:
        stream: a terminal.
        total: how many clients there are; None when that is not known.
    """

    EVERY_SECONDS: Final = 0.2

    def __init__(self, stream: TextIO, texts: Texts, total: int | None) -> None:
        self._stream = stream
        self._texts = texts
        self._total = total
        self._width = 0
        self._next = 0.0

    def show(self, tally: Tally) -> None:
        """Say how far it is, unless that was said a moment ago."""
        if tally.seconds < self._next:
            return
        self._next = tally.seconds + self.EVERY_SECONDS
        rate = f"{tally.rate:.1f}"
        if self._total is None:
            text = self._texts.say("batch.progress_open", done=tally.clients, rate=rate)
        else:
            left = round((self._total - tally.clients) / tally.rate) if tally.clients else 0
            clock = f"{left // 60}:{left % 60:02}"
            text = self._texts.say("batch.progress", done=tally.clients, total=self._total, rate=rate, left=clock)
        self._write(text)

    def clear(self) -> None:
        """Take the line away."""
        self._write("")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r{text.ljust(self._width)}\r{text}")
        self._stream.flush()
        self._width = len(text)
