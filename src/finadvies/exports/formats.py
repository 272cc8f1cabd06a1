"""The formats of a homework list: from its name to the bytes of a file. A heavy library is loaded with its own format only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from finadvies.advice import Advice, Proposal
from finadvies.errors import UsageError
from finadvies.exports.homework_view import View, view
from finadvies.exports.paper import Course, Paper, course, homework_paper
from finadvies.homework import Homework
from finadvies.locale import Texts

FORMATS: Final = ("md", "html", "pdf", "docx", "xlsx", "csv", "ics", "json")
"""All that can be written, in the order in which they are written when several are asked."""

USUAL: Final = ("md", "html", "pdf", "csv", "json")
"""What is written when nobody says which: paper for the client among it, since that is what is left on the table."""


@dataclass(frozen=True)
class Job:
    """One list to write; its words are made once for all formats.

    Attributes:
        title: heading of the paper.
        proposal: the mix it is for, and its id as asked; None for papers asked outside a mix.
    """

    advice: Advice
    homework: Homework
    texts: Texts
    title: str
    proposal: Proposal | None = None

    @cached_property
    def view(self) -> View:
        """The lines in words."""
        return view(self.advice, self.homework, self.texts)

    @cached_property
    def paper(self) -> Paper:
        """The whole paper in words."""
        return homework_paper(self.advice, self.homework, self.view, self.texts, title=self.title, proposal=self.proposal)

    @cached_property
    def course(self) -> Course:
        """Every paper and lender with its days."""
        return course(self.advice, self.homework, self.view, self.texts, self.proposal)


def content(name: str, job: Job) -> bytes:
    """The list in one format.

    Raises:
        UsageError: for a format that does not exist.
    """
    match name:
        case "md":
            from finadvies.exports import markdown  # noqa: PLC0415

            return markdown.homework(job.paper, job.texts).encode()
        case "html":
            from finadvies.exports import html  # noqa: PLC0415

            return html.homework(job.paper, job.texts).encode()
        case "pdf":
            from finadvies.exports.pdf import write  # noqa: PLC0415

            return write.homework(job.paper, job.texts)
        case "docx":
            from finadvies.exports import docx  # noqa: PLC0415

            return docx.homework(job.paper, job.texts)
        case "xlsx":
            from finadvies.exports import xlsx  # noqa: PLC0415

            return xlsx.homework(job.paper, job.course, job.texts)
        case "csv":
            from finadvies.exports import table  # noqa: PLC0415

            # The mark at the front tells a spreadsheet that the text is UTF-8.
            return ("\ufeff" + table.homework(job.view, job.texts)).encode()
        case "ics":
            from finadvies.exports import ics  # noqa: PLC0415

            return ics.homework(job.paper, job.course, job.texts)
        case "json":
            from finadvies.exports import machine  # noqa: PLC0415

            chosen = job.proposal.id if job.proposal is not None else None
            return (machine.dumps(machine.homework(job.advice, job.homework, job.texts, chosen)) + "\n").encode()
        case _:
            raise UsageError("unknown_format", format=name, allowed=", ".join(FORMATS))
