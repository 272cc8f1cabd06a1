"""The formats of a homework list: from its name to the bytes of a file. A heavy library is loaded with its own format only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from finadvies.advice import Advice, Proposal
from finadvies.domain.checklist import Provider
from finadvies.errors import UsageError
from finadvies.exports import names
from finadvies.exports.homework_view import View, view
from finadvies.exports.paper import Course, Paper, course, for_maker_only, homework_paper
from finadvies.homework import Homework, Receipt, for_lender, for_maker
from finadvies.locale import Texts

FORMATS: Final = ("md", "html", "pdf", "docx", "xlsx", "csv", "ics", "json")
"""All that can be written, in the order in which they are written when several are asked."""

USUAL: Final = ("md", "html", "pdf", "csv", "json")
"""What is written when nobody says which: paper for the client among it, since that is what is left on the table."""


OF_A_PART: Final = ("md", "html", "pdf", "docx")
"""Formats in which the list of one lender or maker is written: the papers to read. The others serve the whole list."""


@dataclass(frozen=True)
class Job:
    """One list to write; its words are made once for all formats.

    Attributes:
        title: heading of the paper.
        proposal: the mix it is for, and its id as asked; None for papers asked outside a mix.
        receipts: by line id, the days of what is in hand.
        numbers: by line id, those of the whole list, for a part of it.
        maker: whose part of the list it is; None for the whole list or that of a lender.
    """

    advice: Advice
    homework: Homework
    texts: Texts
    title: str
    proposal: Proposal | None = None
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    maker: Provider | None = None

    def of_lender(self, lender: str) -> Job:
        """The list of one lender: its own papers and marks under the numbers of the whole list, without the mix."""
        title = self.texts.say("paper.title_lender", lender=names.lender(lender, self.advice, self.texts))
        return replace(self, homework=for_lender(self.homework, lender), title=title, proposal=None, numbers=self._numbers)

    def of_maker(self, maker: Provider) -> Job:
        """The list of one maker; others, such as a landlord, need not see what else is asked."""
        title = self.texts.say(f"maker_titles.{maker}")
        narrowed = for_maker(self.homework, maker)
        return replace(self, homework=narrowed, title=title, proposal=None, numbers=self._numbers, maker=maker)

    @property
    def _numbers(self) -> dict[str, int]:
        return {line.line.id: line.number for line in self.view.lines}

    @cached_property
    def view(self) -> View:
        """The lines in words."""
        return view(self.advice, self.homework, self.texts, self.numbers, self.receipts)

    @cached_property
    def paper(self) -> Paper:
        """The whole paper in words."""
        whole = homework_paper(
            self.advice, self.homework, self.view, self.texts, title=self.title, proposal=self.proposal, receipts=self.receipts
        )
        return whole if self.maker is None else for_maker_only(whole, self.title, self.maker, self.texts)

    @cached_property
    def course(self) -> Course:
        """Every paper and lender with its days."""
        return course(self.advice, self.homework, self.view, self.texts, self.proposal)


def formats_of(text: str, allowed: Sequence[str] = FORMATS) -> tuple[str, ...]:
    """The formats asked for on the command line, each once.

    Raises:
        UsageError: for one that does not exist.
    """
    names = dict.fromkeys(part.strip() for part in text.split(",") if part.strip())
    for name in names:
        if name not in allowed:
            raise UsageError("unknown_format", format=name, allowed=", ".join(allowed))
    return tuple(names)


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
