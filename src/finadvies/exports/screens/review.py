"""All answers with where each came from, for looking over before the end."""

from __future__ import annotations

from finadvies.domain.applicable import does_not_apply, set_aside
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Answer, Members
from finadvies.exports import names
from finadvies.exports.layout import Screen, blank, heading, pad, row, wide, wrapped
from finadvies.locale import Texts
from finadvies.rules import explain

HIDDEN_FROM = 3


def review(client: Client, texts: Texts, width: int, *, hide_private: bool) -> Screen:
    """The answers by chapter; what is sensitive shows as given, unless the adviser looks."""
    name = client.value("client.name")
    screen = heading(texts.say("review.title", client=name if isinstance(name, str) else texts.say("words.nameless")), width)
    found = list(client.slots())
    room = min(max((wide(_label(slot, client, texts)) for slot, _ in found), default=0), width // 2)
    chapter = ""
    for slot, answer in sorted(found, key=_order):
        here = FACTS[slot.key].chapter
        if here != chapter and here:
            chapter = here
            screen.append(row((f"    {texts.term('chapters', here)}", "bold")))
        screen += _line(slot, answer, client, texts, width, room, hide_private=hide_private)
    screen.append(blank())
    return screen


def numbered(client: Client, texts: Texts, width: int, *, hide_private: bool) -> tuple[Screen, list[Slot]]:
    """The same with a number before each answer, and the slots in that order."""
    screen, slots = [*heading(texts.say("review.heading"), width)], []
    found = sorted(client.slots(), key=_order)
    room = min(max((wide(_label(slot, client, texts)) for slot, _ in found), default=0), width // 2)
    for number, (slot, answer) in enumerate(found, start=1):
        lines = _line(slot, answer, client, texts, width - 4, room, hide_private=hide_private)
        screen.append(row(f"{number:>3} ", *lines[0].spans))
        screen += [row("    ", *line.spans) for line in lines[1:]]
        slots.append(slot)
    return screen, slots


def not_counting(client: Client, texts: Texts) -> list[str]:
    """Which answers do not count now: a sentence for each answer that makes others senseless."""
    by_cause: dict[Slot, list[str]] = {}
    for slot, because in set_aside(client):
        by_cause.setdefault(because, []).append(names.asked(slot, client, texts))
    return [
        texts.say(
            "review.aside_because", because=names.asked(because, client, texts), what=texts.listed(list(dict.fromkeys(what)))
        )
        for because, what in by_cause.items()
    ]


def _order(pair: tuple[Slot, Answer]) -> tuple[str, int, int]:
    slot = pair[0]
    return FACTS[slot.key].chapter or "Z", slot.index if slot.index is not None else -1, list(FACTS).index(slot.key)


def _label(slot: Slot, client: Client, texts: Texts) -> str:
    return names.capital(names.asked(slot, client, texts))


def _line(slot: Slot, answer: Answer, client: Client, texts: Texts, width: int, room: int, *, hide_private: bool) -> Screen:
    fact = FACTS[slot.key]
    hidden = hide_private and fact.sensitivity >= HIDDEN_FROM and answer.value is not UNKNOWN
    value = texts.say("review.given") if hidden else shown(slot, answer, texts)
    origin = texts.term("origins", answer.origin)
    mark = "! " if answer.origin == "assumed" else ""
    label = wrapped(_label(slot, client, texts), room)
    first = f"  {pad(label[0], room)}  {pad(value, max(4, width - room - 20))}  "
    screen: Screen = [row(first, (f"{mark}{origin}", "attention" if mark else "dim"))]
    screen += [row(f"  {rest}") for rest in label[1:]]
    because = does_not_apply(slot, client) if answer.value is not UNKNOWN else None
    if because is not None:
        aside = texts.say("review.aside", because=names.asked(because, client, texts))
        screen += [row((f"      {line}", "attention")) for line in wrapped(aside, width - 6)]
    if answer.note:
        screen += [row((f"      {line}", "dim")) for line in wrapped(answer.note, width - 6)]
    return screen


def shown(slot: Slot, answer: Answer, texts: Texts) -> str:
    """An answer in words."""
    if answer.value is UNKNOWN:
        return texts.say(f"unknown_because.{answer.why_unknown or 'unknown'}")
    if isinstance(answer.value, Members) and not answer.value.sure:
        return texts.say("words.none")
    return explain.value(answer.value, FACTS[slot.key], texts)
