"""Until when a dossier may be kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finadvies.domain.client import Client
from finadvies.domain.values import Answer
from finadvies.dossiers import store
from finadvies.dossiers.record import Dossier
from finadvies.dossiers.retention import Term, a_year_after, past, term_of

MADE = date(2026, 11, 24)
CONSENT, DAY = {"client.consent": Answer(value=True)}, {"client.delete_after": Answer(date(2026, 12, 1))}


def term(**answers: Answer) -> Term | None:
    return term_of(Dossier(Path("x"), Client({key.replace("__", "."): each for key, each in answers.items()}), MADE, "1"))


def test_a_named_day_counts_and_consent_alone_is_a_year() -> None:
    assert term_of(Dossier(Path("x"), Client({**CONSENT, **DAY}), MADE, "1")) == Term(date(2026, 12, 1))
    assert term_of(Dossier(Path("x"), Client(CONSENT), MADE, "1")) == Term(date(2027, 11, 24), assumed=True)
    assert term_of(Dossier(Path("x"), Client(), MADE, "1")) is None
    assert term(client__consent=Answer(value=False)) is None


@given(st.dates())
def test_a_year_on_is_the_same_day_or_the_last_of_february(day: date) -> None:
    later = a_year_after(day)

    if day.year == date.max.year:
        assert later == date.max
    else:
        assert later.year == day.year + 1
        assert (later.month, later.day) == ((2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day))


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.integers(-400, 400))
def test_the_last_day_itself_is_not_past(until: date, days: int) -> None:
    due = Term(until).due(until + timedelta(days=days))
    assert due == ("past" if days > 0 else "soon" if days >= -30 else "later")


@pytest.mark.parametrize("text", ["", "consent", "schema = 1\n[client]\nconsent = 3\n", "\x00consent"])
def test_a_dossier_that_cannot_be_read_keeps_nobody_from_the_others(tmp_path: Path, text: str) -> None:
    for name in ("een", "twee"):
        store.create(tmp_path, name, Client(DAY), created=MADE, program="1", language="nl")
    (tmp_path / "een" / "answers.toml").write_text(text, encoding="utf-8")

    assert [dossier.id for dossier, _ in past(tmp_path, date(2027, 1, 1))] == ["twee"]
