"""Everything that stops a command, with the exit code it ends in.

    FinadviesError (70)
    ├── UsageError (2)          what was typed does not make sense
    ├── BadData (3)             a file has problems; every one of them is listed
    ├── NotFound (4)            no such client, product, lender, document or dossier
    ├── AnswersMissing (5)      no terminal to ask the missing answers
    └── DossierUnusable (6)     locked, damaged, or not to be opened

An interrupt ends in 130, a bug in 70. Exit code 1 is no error: it says "done, with findings".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from finadvies.locale import Texts
from finadvies.problems import Problem, in_order

DONE, FINDINGS, BUG, INTERRUPTED = 0, 1, 70, 130


class FinadviesError(Exception):
    """Stops a command; `code` names the sentence in `locale`, `details` fill it in."""

    exit_code: ClassVar[int] = BUG

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def lines(self, texts: Texts) -> list[str]:
        """What to show, in the reader's language."""
        return [texts.say(f"errors.{self.code}", **self.details)]


class UsageError(FinadviesError):
    """What was typed does not make sense."""

    exit_code = 2


class BadData(FinadviesError):
    """One or more files have problems."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("bad_data")
        self.problems: Sequence[Problem] = in_order(problems)

    def lines(self, texts: Texts) -> list[str]:
        """Every problem, in its place."""
        return [problem.render(texts) for problem in self.problems]


class NotFound(FinadviesError):
    """Nothing goes by that name."""

    exit_code = 4


class AnswersMissing(FinadviesError):
    """A question must be answered and there is no terminal to ask it in."""

    exit_code = 5

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__("answers_missing", keys=", ".join(keys))
        self.keys = tuple(keys)


class DossierUnusable(FinadviesError):
    """A dossier is locked by someone else, damaged, or made by a newer program.

    `details["problems"]` holds all that is wrong in its files, `details["after"]` what to say after those: codes with what fills
    them in.
    """

    exit_code = 6

    def lines(self, texts: Texts) -> list[str]:
        """The trouble, every problem in its place, and what to do about it."""
        lines = [texts.say(f"errors.{self.code}", **_told(self.details, texts))]
        problems, after = self.details.get("problems"), self.details.get("after")
        lines += [each.render(texts) for each in problems if isinstance(each, Problem)] if isinstance(problems, tuple) else []
        lines += [texts.say(f"damaged.{code}", **_told(said, texts)) for code, said in after] if isinstance(after, tuple) else []
        return lines


def _told(details: dict[str, object], texts: Texts) -> dict[str, object]:
    """Details with moments in words."""
    return {key: texts.moment(value) if isinstance(value, datetime) else value for key, value in details.items()}
