"""What a result was made with: day, program, catalogue and its hash, so that it can be defended later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from finadvies import __version__
from finadvies.advice import Advice
from finadvies.locale import Texts

SHOWN_OF_HASH = 12


@dataclass(frozen=True, slots=True)
class Stamp:
    """The marks of one result."""

    day: date
    program: str
    catalogue: str
    sha256: str

    def line(self, texts: Texts) -> str:
        """One line for the foot of a paper."""
        return texts.say(
            "paper.stamp",
            day=texts.day(self.day),
            program=self.program,
            catalogue=self.catalogue,
            sha256=self.sha256[:SHOWN_OF_HASH],
        )


def stamp(advice: Advice) -> Stamp:
    """The marks of an advice."""
    return Stamp(advice.today, __version__, advice.catalogue.version, advice.catalogue.sha256)
