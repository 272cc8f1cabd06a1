"""How long a dossier may be kept: the day that was agreed, else a year after it was made where the client agreed and named none."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal

from finadvies.domain.formulas import months_on
from finadvies.dossiers.names import folders
from finadvies.dossiers.reading import ANSWERS, read
from finadvies.dossiers.record import Dossier
from finadvies.errors import DossierUnusable

SOON: Final = timedelta(days=30)

Due = Literal["past", "soon", "later"]


@dataclass(frozen=True, slots=True)
class Term:
    """Until when a dossier may be kept.

    Attributes:
        until: the last day.
        assumed: whether nobody named that day.
    """

    until: date
    assumed: bool = False

    def due(self, today: date) -> Due:
        """Whether the day has passed, or comes within thirty days."""
        if self.until < today:
            return "past"
        return "soon" if self.until - today <= SOON else "later"


def term_of(dossier: Dossier) -> Term | None:
    """The term of a dossier; None where nothing was agreed."""
    day = dossier.client.value("client.delete_after")
    if isinstance(day, date):
        return Term(day)
    if dossier.client.value("client.consent") is True:
        return Term(a_year_after(dossier.created), assumed=True)
    return None


def a_year_after(day: date) -> date:
    """The same day a year later; of 29 February the day before, and never past the last year of the calendar."""
    return date.max if day.year == date.max.year else months_on(day, 12)


def past(root: Path, today: date) -> tuple[tuple[Dossier, Term], ...]:
    """The dossiers in a folder that should have been deleted, by name; those that cannot be read are left out."""
    found = []
    for folder in folders(root):
        with suppress(OSError, DossierUnusable):
            # Of most dossiers two words need not be looked for long; reading one whole takes a hundred times as long.
            if any(word in (folder / ANSWERS).read_bytes() for word in (b"delete_after", b"consent")):
                dossier = read(folder)
                term = term_of(dossier)
                if term is not None and term.due(today) == "past":
                    found.append((dossier, term))
    return tuple(found)
