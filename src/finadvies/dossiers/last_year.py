"""A new dossier begun from an earlier one of the same client: who it is stays, the plan of then does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.domain.answer_checks import Refusal, checked_number
from finadvies.domain.client import Answers, Client
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Answer, Interval, add
from finadvies.dossiers.record import Dossier

PLAN_SECTIONS: Final = frozenset({"need", "takeover", "investments", "rnd"})
"""What belongs to a plan and its year: what has to be paid, what is taken over, what is invested and developed this year."""
ASKED_ANEW: Final = frozenset(
    {
        "client.consent",  # given for that dossier and its term
        "client.delete_after",
        "owner.business_plan",  # the plan of then, however well written
        "company.first_customers",
        "aid.de_minimis_3y",  # counted over the three years before the day: the old sum is never right again
        "aid.same_cost",  # about the cost of that plan
    }
)
"""Answers that were true that year and cannot be now."""
COUNTING: Final = frozenset({"owner.age", "owner.experience_years"})
"""Years that go on counting: the whole years since then are added, which is right to within one."""
SUPERSEDED: Final = frozenset({"forecast", "interim"})
"""Figures of a year under way, of which the accounts have come since."""


def start_from(old: Dossier, today: date) -> Client:
    """The answers to begin with a year later, each marked as told before.

    Figures stay those of their year; a forecast or figures halfway of a year that has ended are left out. What was not known
    then is asked again; what somebody would rather not say is not. Earlier attempts stay, and they alone say that there were any.

    Args:
        old: the earlier dossier.
        today: the day of the new one.
    """
    client = old.client
    years_on = max(0, today.year - old.created.year - ((today.month, today.day) < (old.created.month, old.created.day)))
    answers = {
        key: _counted_on(key, _previous(answer), years_on) if key in COUNTING else _previous(answer)
        for key, answer in client.answers.items()
        if _holds(key, answer)
    }
    history = tuple(_table(table) for table in client.history)
    if any(history):
        answers["need.asked_before"] = Answer(value=True, origin="previous")
    years = tuple(_table(table) for table in client.years if not _over(table, today))
    return Client(answers, (), tuple(year for year in years if year), history)


def _holds(key: str, answer: Answer) -> bool:
    return key.split(".")[0] not in PLAN_SECTIONS and key not in ASKED_ANEW and _told(answer)


def _told(answer: Answer) -> bool:
    return answer.value is not UNKNOWN or answer.why_unknown in ("private", "not_applicable")


def _table(table: Answers) -> Mapping[str, Answer]:
    return {key: _previous(answer) for key, answer in table.items() if _told(answer)}


def _previous(answer: Answer) -> Answer:
    return replace(answer, origin="previous")


def _counted_on(key: str, answer: Answer, years: int) -> Answer:
    """The answer with the years since added, as long as that is an answer that somebody could give."""
    value = answer.value
    if not isinstance(value, int | Decimal | Interval) or isinstance(value, bool):
        return answer
    later = add(value, years)
    ends = (later.low, later.high) if isinstance(later, Interval) else (later,)
    wrong = any(isinstance(checked_number(FACTS[key], end), Refusal) for end in ends if end is not None)
    return answer if wrong else replace(answer, value=later)


def _over(table: Answers, today: date) -> bool:
    """Whether these are figures of a year under way that has ended since."""
    kind, year = (table[key].value if key in table else None for key in ("figures.kind", "figures.year"))
    return kind in SUPERSEDED and isinstance(year, int) and year < today.year
