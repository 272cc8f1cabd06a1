"""A session in a real terminal, seen as the people at the table see it: a screen of so many columns and rows."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import pexpect
import pyte

ENTER, DOWN, UP, CTRL_C = "\r", "\x1b[B", "\x1b[A", "\x03"
PATIENCE = 30.0
QUIET = 0.05
"""Seconds without a sign after which a screen is taken to be drawn, once what was waited for stands on it."""


class _Emulator(pyte.HistoryScreen):
    """A screen that answers the question where its cursor is, as every terminal does."""

    def __init__(self, columns: int, rows: int, reply: Callable[[str], None]) -> None:
        super().__init__(columns, rows, history=5_000)
        self._reply = reply

    def write_process_input(self, data: str) -> None:
        self._reply(data)


class Screen:
    """A command in a terminal.

    Args:
        words: the command line after `finadvies`.
        environment: of the command.
        columns: of the terminal.
        rows: of the terminal.
        dumb: a terminal that can only print.
    """

    def __init__(
        self, *words: str, environment: Mapping[str, Any], columns: int = 80, rows: int = 24, dumb: bool = False
    ) -> None:
        self.columns, self.rows = columns, rows
        term = "dumb" if dumb else "xterm-256color"
        size = {"COLUMNS": str(columns), "LINES": str(rows), "TERM": term}
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "finadvies", *words],
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=PATIENCE,
            env={**environment, **size},
        )
        self.process.delaybeforesend = None
        self._screen = _Emulator(columns, rows, self.process.send)
        self._stream = pyte.Stream(self._screen)
        self.ended = False

    @property
    def lines(self) -> list[str]:
        """What stands on the screen now, without blanks at the ends of the lines."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).rstrip()

    @property
    def whole(self) -> str:
        """All that was shown, what has scrolled off included."""
        above = ["".join(line[at].data for at in range(self.columns)).rstrip() for line in self._screen.history.top]
        return "\n".join([*above, *self.lines]).rstrip()

    @property
    def above(self) -> int:
        """How many lines have scrolled off."""
        return len(self._screen.history.top)

    @property
    def height(self) -> int:
        """How many lines there are altogether, down to the last that is not empty."""
        return self.above + max((at for at, line in enumerate(self.lines, start=1) if line), default=0)

    @property
    def cursor_row(self) -> int:
        return int(self._screen.cursor.y)

    def quiet(self) -> bool:
        """Take in what has come; whether nothing more comes for a moment."""
        return not self._read(QUIET)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.process.send(key)

    def wait(self, *texts: str) -> str:
        """Read until one of these stands on the screen and it has been drawn; the one that does."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            drawn = not self._read(QUIET)
            seen = _joined(self.text)
            for text in texts:
                if _joined(text) in seen and (drawn or self.ended):
                    return text
            if self.ended:
                break
        message = f"none of {texts} on\n{self.text}"
        raise AssertionError(message)

    def _read(self, seconds: float) -> bool:
        """Take in what comes within so many seconds; whether anything came."""
        if self.ended:
            return False
        try:
            self._stream.feed(self.process.read_nonblocking(65_536, timeout=seconds))
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            self.ended = True
            return False
        return True

    def settle(self, seconds: float = 0.4) -> str:
        """Read until nothing comes any more; the screen."""
        while self._read(seconds):
            pass
        return self.text

    def end(self) -> int:
        """Read to the end; the exit code."""
        until = time.monotonic() + PATIENCE
        while not self.ended and time.monotonic() < until:
            self._read(0.5)
        self.process.close()
        status = self.process.exitstatus
        return int(status if status is not None else -(self.process.signalstatus or 0))

    def close(self) -> None:
        self.process.close(force=True)


def _joined(text: str) -> str:
    """A text without its blanks and line ends: on a narrow screen a sentence may have been broken anywhere."""
    return "".join(text.split())
