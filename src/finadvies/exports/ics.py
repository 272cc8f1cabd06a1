"""The homework as a calendar: when to begin each paper, and the days of submission, decision and money.

Each event keeps its name in every run, so that a calendar that takes the file a second time moves the events it has.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from finadvies.exports.office import plain
from finadvies.exports.paper import Course, Entry, Paper
from finadvies.locale import Texts


def homework(paper: Paper, course: Course, texts: Texts) -> bytes:
    """The calendar of a list: whole days, without alarms."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//finadvies//{texts.say('files.homework')}//{texts.language.upper()}")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(f"{paper.title}: {paper.view.client}"))
    for entry in course.entries:
        calendar.add_component(_event(entry, paper, course))
    whole: bytes = calendar.to_ical()
    return whole


def _event(entry: Entry, paper: Paper, course: Course) -> Event:
    """One day. Made again on a later day of advice it has a higher sequence, which tells a calendar to take it over."""
    event, day = Event(), paper.stamp.day
    event.add("uid", f"{course.mark}-{entry.key.replace(':', '-').replace('#', '-')}@finadvies")
    event.add("dtstamp", datetime.combine(day, time(), UTC))
    event.add("sequence", day.toordinal())
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", plain(entry.title))
    event.add("description", "\n".join(plain(line) for line in entry.told))
    if entry.off:
        event.add("status", "CANCELLED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
