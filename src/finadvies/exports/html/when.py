"""The planning: what sets the pace, the picture, the days to remember, and every bar of the picture as a row."""

from __future__ import annotations

from collections.abc import Iterator

from finadvies.exports.html.elements import Markup, lines, tag
from finadvies.exports.html.timeline import timeline
from finadvies.exports.paper import Bar, Moment, Planning
from finadvies.locale import Texts


def parts(planning: Planning, texts: Texts) -> Iterator[Markup | None]:
    """The section of the planning."""
    yield tag("p", planning.lead, class_="lead")
    if planning.bars:
        pictures = [timeline(planning, texts, size) for size in ("wide", "narrow")]
        yield tag("figure", lines(["", *pictures, _legend(planning, texts), ""]))
    yield tag("ol", lines(["", *map(_moment, planning.moments), ""]), class_="miles")
    yield tag("div", *(tag("p", note) for note in planning.notes), class_="small keep")
    if planning.bars:
        yield tag("details", tag("summary", texts.say("planning.table")), _table(planning, texts), class_="days", open=True)


def _legend(planning: Planning, texts: Texts) -> Markup:
    """Only what the picture shows."""
    kinds = {
        "l1": any(bar.critical for bar in planning.bars),
        "l2": any(not bar.critical for bar in planning.bars),
        "l3": any(bar.slack_until is not None for bar in planning.bars),
    }
    words = (texts.say("homework.critical"), texts.say("planning.other"), texts.say("planning.slack"))
    shown = [tag("span", tag("i", class_=kind), word) for (kind, there), word in zip(kinds.items(), words, strict=True) if there]
    return tag("figcaption", *shown, class_="legend")


def _moment(moment: Moment) -> Markup:
    more = tag("span", moment.more) if moment.more else None
    return tag("li", tag("time", moment.told, datetime=moment.day.isoformat()), tag("div", tag("b", moment.what), more))


def _table(planning: Planning, texts: Texts) -> Markup:
    who, what, begin, end, late = (texts.say(f"planning.{name}") for name in ("who", "what", "from", "to", "harmless"))
    heads = [tag("th", each, scope="col") for each in (what, who, begin, end, late)]
    rows = [_row(bar, (who, begin, end, late), texts) for bar in planning.bars]
    return tag(
        "table", lines(["", tag("thead", tag("tr", *heads)), tag("tbody", lines(["", *rows, ""])), ""]), class_="cards quiet"
    )


def _row(bar: Bar, names: tuple[str, str, str, str], texts: Texts) -> Markup:
    who, begin, end, late = names
    mark = tag("span", f" ◆ {texts.say('homework.critical')}", class_="tag crit") if bar.critical else None
    latest = "" if bar.slack_until is None else texts.day_of_week(bar.slack_until)
    return tag(
        "tr",
        tag("th", bar.name, mark, scope="row"),
        tag("td", bar.group, data_l=who),
        tag("td", texts.day_of_week(bar.begin), data_l=begin, class_="d"),
        tag("td", texts.day_of_week(bar.end), data_l=end, class_="d"),
        tag("td", latest, data_l=late, class_="d"),
    )
