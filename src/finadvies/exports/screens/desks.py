"""Whom to call: the last thing on every road, so that nobody leaves with nothing."""

from __future__ import annotations

from finadvies.advice import Advice
from finadvies.exports.layout import Screen, blank, heading, paragraph
from finadvies.locale import Texts


def desks(advice: Advice, texts: Texts, width: int, most: int = 5) -> Screen:
    """The desks that fit, with phone and what they do."""
    screen = heading(texts.say("desks.title_closed" if not advice.open_options else "desks.title"), width)
    for number, desk in enumerate(advice.desks[:most], start=1):
        name = (texts.language == "en" and desk.name_en) or desk.name
        reach = "  ".join(part for part in (desk.phone, desk.url) if part)
        seen = f" ({texts.say('desks.seen', month=desk.phone_as_of)})" if desk.phone and desk.phone_as_of else ""
        screen += paragraph(name, width, indent="   ", style="bold", first=f"{number:<3}")
        if reach:
            screen += paragraph(f"{reach}{seen}", width, indent="   ", first="   ")
        screen += paragraph(texts.pick(desk, "why"), width, indent="   ", first="   ", style="dim")
    screen.append(blank())
    return screen
