"""The calendar, read back: a day for each paper and each step, the same event however often it is taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hostile import HOSTILE
from icalendar import Calendar, Event

from finadvies.exports.formats import Job, content
from finadvies.exports.office import plain
from finadvies.locale import Language
from finadvies.locale.texts import LANGUAGES


def events(job: Job) -> list[Event]:
    return list(Calendar.from_ical(content("ics", job)).walk("VEVENT"))


def taken_in(calendar: dict[str, Event], job: Job) -> dict[str, Event]:
    """As a calendar does it: by UID, and the higher or equal sequence wins."""
    for event in events(job):
        old = calendar.get(str(event["uid"]))
        if old is None or old["sequence"] <= event["sequence"]:
            calendar[str(event["uid"])] = event
    return calendar


def later(job: Job, days: int) -> Job:
    """The same list, begun so many days later."""
    start = job.advice.today + timedelta(days=days)
    return replace(job, homework=job.advice.homework(("bank-een-lening", "lease-twee-lease"), start=start))


def short(event: Event) -> str:
    return str(event["uid"]).split("-", 1)[1].removesuffix("@finadvies")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_has_its_day_to_begin(office_job: Callable[..., Job], language: Language) -> None:
    job = office_job(language)
    found = {short(event): event for event in events(job)}

    for line in job.view.lines:
        event = found[f"begin-{line.line.id.replace('#', '-')}"]
        assert event["dtstart"].dt == line.times.start_by
        assert event["dtend"].dt == line.times.start_by + timedelta(days=1)
        assert type(event["dtstart"].dt) is date
        assert line.name in event["summary"]
        for told in (job.view.client, line.why, line.how):
            assert told in event["description"]


def test_the_steps_of_the_lenders_the_money_and_the_wish_are_on_it(office_job: Callable[..., Job]) -> None:
    job = office_job()
    found = {short(event): (str(event["summary"]), event["dtstart"].dt) for event in events(job)}
    schedule = job.homework.schedule

    for step in schedule.events:
        kind, _, lender = step.id.partition(":")
        if kind in ("submit", "decision"):
            assert found[f"{kind}-{lender}"][1] == step.date
    assert found["cash"] == ("Geld beschikbaar", schedule.earliest_cash)
    assert found["wish"] == ("Uw wens", schedule.needed_by)


def test_a_paper_that_expires_before_the_decision_is_told_on_that_day(office_job: Callable[..., Job]) -> None:
    job = office_job()
    line = next(line for line in job.homework.lines if line.id == "kvk-extract")
    times = dict(job.homework.schedule.times)
    times[line.id] = replace(times[line.id], valid_until=date(2027, 5, 20))
    job = replace(job, homework=replace(job.homework, schedule=replace(job.homework.schedule, times=times)))

    expiring = [event for event in events(job) if short(event).startswith("expires-")]
    assert [(short(event), event["dtstart"].dt) for event in expiring] == [("expires-kvk-extract", date(2027, 5, 20))]


def test_what_came_in_is_struck_out_of_a_calendar_that_had_it(office_job: Callable[..., Job]) -> None:
    before = taken_in({}, office_job())
    after = taken_in(dict(before), office_job(came_in={"id-copy": "received"}))

    assert before.keys() == after.keys()
    assert [short(event) for event in before.values() if event.get("status") == "CANCELLED"] == []
    assert [short(event) for event in after.values() if event.get("status") == "CANCELLED"] == ["begin-id-copy"]


def test_taken_in_twice_it_stands_there_once(office_job: Callable[..., Job]) -> None:
    job = office_job()
    once = taken_in({}, job)
    twice = taken_in(dict(once), office_job())

    assert len(once) == len(events(job))
    assert twice.keys() == once.keys()


def test_another_start_moves_the_events_and_keeps_their_names(office_job: Callable[..., Job]) -> None:
    job = office_job()
    calendar = taken_in({}, job)
    before = {key: event["dtstart"].dt for key, event in calendar.items()}
    moved = taken_in(calendar, later(job, 30))

    assert moved.keys() == before.keys()
    assert {key for key, event in moved.items() if event["dtstart"].dt != before[key]}


def test_another_language_renames_the_same_events(office_job: Callable[..., Job]) -> None:
    dutch, english = taken_in({}, office_job("nl")), taken_in({}, office_job("en"))

    assert dutch.keys() == english.keys()
    assert {str(event["summary"]) for event in dutch.values()} != {str(event["summary"]) for event in english.values()}


def test_the_name_of_an_event_tells_clients_apart_and_does_not_name_them(office_job: Callable[..., Job]) -> None:
    names = [{str(event["uid"]) for event in events(office_job(typed=typed))} for typed in ("Bakkerij Bos", "Smederij Vonk")]

    assert not names[0] & names[1]
    assert not [uid for uid in names[0] | names[1] if "bos" in uid.lower() or "vonk" in uid.lower()]


def test_no_clock_no_alarm_and_lines_as_the_standard_wants_them(office_job: Callable[..., Job]) -> None:
    job = office_job()
    whole = content("ics", job)

    assert whole == content("ics", office_job())
    assert whole.count(b"\n") == whole.count(b"\r\n")
    assert max(len(line) for line in whole.split(b"\r\n")) <= 75
    assert b"VALARM" not in whole
    for event in events(job):
        assert event["dtstamp"].dt.replace(tzinfo=None) == datetime.combine(job.advice.today, datetime.min.time())
        assert event["sequence"] == job.advice.today.toordinal()


@pytest.mark.parametrize("typed", [*HOSTILE, "a;b,c\\d\r\nATTACH:http://kwaad\r\nBEGIN:VALARM"])
def test_what_a_client_typed_stays_text(office_job: Callable[..., Job], typed: str) -> None:
    found = Calendar.from_ical(content("ics", office_job(typed=typed)))

    assert {each.name for each in found.walk()} == {"VCALENDAR", "VEVENT"}
    keys = {key for event in found.walk("VEVENT") for key in event}
    assert keys == {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP", "CLASS"}
    assert all(plain(typed) in str(event["description"]) for event in found.walk("VEVENT"))
