"""Who asks on this terminal: arrow keys where it can, plain lines with `--plain` or on a simple one."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Final

from finadvies.cli.run import Run
from finadvies.domain.client import Client, Slot
from finadvies.exports.layout import row
from finadvies.exports.screens import review
from finadvies.interview.asker import Asker
from finadvies.interview.reading import Review, Reviewed

FOOT: Final = 4
"""Rows kept free under a page of answers: what one can type, and what is typed."""
FEWEST_ROWS: Final = 10


def asker_for(run: Run) -> Asker:
    """The asker that this terminal can bear."""
    if run.console.ascii_only:
        from finadvies.interview.plain import PlainAsker  # noqa: PLC0415 - one of the two

        def read(line: str) -> str:
            return input(run.console.plain(line))

        return PlainAsker(run.texts, run.today, lambda line: run.console.show([row(line)]), read, _reviewing(run))
    from finadvies.interview.terminal import TerminalAsker  # noqa: PLC0415 - questionary is only imported to ask

    def show(text: str, style: str) -> None:
        for line in text.split("\n"):
            run.console.show([row((line, style))] if style in ("dim", "attention") else [row(line)])  # type: ignore[arg-type]  # styles

    return TerminalAsker(run.texts, run.today, show, _reviewing(run), run.console.width, colour=run.console.colour)


def _reviewing(run: Run) -> Review:
    """Answers looked over page by page, as high as the terminal."""

    def reviewed(client: Client, only: Collection[Slot] | None, *, private: bool) -> Reviewed:
        console = run.console
        rows = None if console.ascii_only else max(FEWEST_ROWS, console.rows - FOOT)
        hide = not private and not run.for_adviser("client")
        found = review.numbered(client, run.texts, console.width, rows, only=only, hide_private=hide, catalogue=run.catalogue)
        return Reviewed(tuple(partial(console.show, page) for page in found.pages), found.slots, found.hidden)

    return reviewed
