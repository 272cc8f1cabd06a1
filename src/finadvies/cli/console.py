"""Where text goes: data to stdout, remarks to stderr; colour, marks and width as the terminal can bear them."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from finadvies.exports.layout import Row, Style

_RICH: Final[dict[Style, str]] = {
    "bold": "bold",
    "dim": "dim",
    "good": "green",
    "attention": "yellow",
    "poor": "red",
    "unknown": "cyan",
}
DEFAULT_SIZE: Final = (80, 24)
NARROWEST: Final = 40
ASCII_ROOM: Final = 4
"""Columns kept free in plain mode, where a mark such as `[+]` takes more of them than its sign."""


class Console:
    """Prints screens, data and remarks.

    Args:
        ascii_only: marks as `[+]` and letters without accents, for plain mode and terminals that lack them.
        colour: whether colour is allowed at all; it still needs a terminal.
        quiet: no remarks.
    """

    def __init__(self, *, ascii_only: bool, colour: bool, quiet: bool) -> None:
        for stream in (sys.stdout, sys.stderr):
            _readable(stream)
        dumb = os.environ.get("TERM") == "dumb"
        encoding = (sys.stdout.encoding or "").lower().replace("-", "")
        self.ascii_only = ascii_only or dumb or encoding not in ("utf8", "utf8sig")
        self.colour = colour and not os.environ.get("NO_COLOR") and not dumb and sys.stdout.isatty() and not ascii_only
        self.quiet = quiet

    @property
    def width(self) -> int:
        """Columns of text: those of the terminal, never more than is pleasant to read."""
        return max(NARROWEST, self._columns - (ASCII_ROOM if self.ascii_only else 0))

    @property
    def columns(self) -> int:
        """All columns of the terminal, for what stands side by side; plain lines are never wider than text."""
        return self.width if self.ascii_only else shutil.get_terminal_size(DEFAULT_SIZE).columns

    @property
    def rows(self) -> int:
        """Rows of the terminal."""
        return shutil.get_terminal_size(DEFAULT_SIZE).lines

    @property
    def _columns(self) -> int:
        from finadvies.exports.layout import WIDEST  # noqa: PLC0415 - help and version write no screens

        return max(NARROWEST, min(WIDEST, shutil.get_terminal_size(DEFAULT_SIZE).columns))

    def show(self, screen: Iterable[Row]) -> None:
        """A screen on stdout."""
        if not self.colour:
            for line in screen:
                for shown in self._fitting(line.text):
                    print(shown)  # noqa: T201 - this is where text goes
            return
        from rich.console import Console as Rich  # noqa: PLC0415 - only a terminal with colour needs it
        from rich.text import Text  # noqa: PLC0415

        rich = Rich(highlight=False, soft_wrap=True)
        for line in screen:
            text = Text(no_wrap=True, end="")
            for part, style in line.spans:
                text.append(part, _RICH.get(style, ""))
            text.rstrip()
            rich.print(text)

    def data(self, text: str) -> None:
        """Data on stdout, as it is."""
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")

    def remark(self, text: str) -> None:
        """A remark on stderr."""
        if not self.quiet:
            print(self.plain(text), file=sys.stderr)  # noqa: T201 - this is where text goes

    def error(self, lines: Iterable[str]) -> None:
        """What went wrong, on stderr, quiet or not."""
        for line in lines:
            print(self.plain(line), file=sys.stderr)  # noqa: T201 - this is where text goes

    def _fitting(self, text: str) -> list[str]:
        """A line as it goes out; one that marks in ASCII have made too wide is broken at a blank."""
        shown = self.plain(text)
        if not self.ascii_only or len(shown) <= self._columns:
            return [shown]
        indent = " " * (len(shown) - len(shown.lstrip()) + 2)
        return textwrap.wrap(shown, self._columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)

    def plain(self, text: str) -> str:
        """A text as this terminal can show it."""
        if not self.ascii_only:
            return text
        from finadvies.exports.layout import plain  # noqa: PLC0415 - only where accents are not to be had

        return plain(text)


def _readable(stream: IO[str]) -> None:
    """A pipe gets UTF-8 whatever the system's habit; a terminal keeps its own encoding, with unknown signs shown as `?`."""
    if isinstance(stream, TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8")


def has_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
