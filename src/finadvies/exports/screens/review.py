"""All answers with where each came from, for looking over before the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from finadvies.domain.applicable import does_not_apply, set_aside
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Answer, Members, Origin
from finadvies.exports import names
from finadvies.exports.layout import Screen, blank, heading, pad, paragraph, row, wide, wrapped
from finadvies.locale import Texts
from finadvies.rules import explain

HIDDEN_FROM = 3
WIDEST_LABEL = 32
AROUND = 6
"""Columns between label, value and origin."""
NARROWEST_VALUE = 16


def review(client: Client, texts: Texts, width: int, *, hide_private: bool) -> Screen:
    """The answers by chapter; what is sensitive shows as given, unless the adviser looks."""
    name = client.value("client.name")
    screen = heading(texts.say("review.title", client=name if isinstance(name, str) else texts.say("words.nameless")), width)
    found = list(client.slots())
    room = min(max((wide(_label(slot, client, texts)) for slot, _ in found), default=0), width // 2, WIDEST_LABEL)
    chapter = ""
    for slot, answer in sorted(found, key=_order):
        here = FACTS[slot.key].chapter
        if here != chapter and here:
            chapter = here
            screen.append(row((f"    {texts.term('chapters', here)}", "bold")))
        screen += _line(slot, answer, client, texts, width, room, hide_private=hide_private)
    screen.append(blank())
    return screen


@dataclass(frozen=True, slots=True)
class Numbered:
    """Answers to look over.

    Attributes:
        pages: each as many lines as were asked for, at most.
        slots: the answers by their number.
        hidden: how many are not shown because they are private.
    """

    pages: tuple[Screen, ...]
    slots: tuple[Slot, ...]
    hidden: int


def numbered(
    client: Client, texts: Texts, width: int, rows: int | None, *, only: Collection[Slot] | None = None, hide_private: bool
) -> Numbered:
    """The answers with a number before each, under their chapters, in pages of so many rows; None = all on one page."""
    found = [pair for pair in sorted(client.slots(), key=_order) if only is None or pair[0] in only]
    room = min(max((wide(_label(slot, client, texts)) for slot, _ in found), default=0), width // 2, WIDEST_LABEL)
    blocks: list[Screen] = []
    chapter = ""
    for number, (slot, answer) in enumerate(found, start=1):
        here, block = FACTS[slot.key].chapter, []
        if here != chapter and here:
            chapter, block = here, [row((f"    {texts.term('chapters', here)}", "bold"))]
        lines = _line(slot, answer, client, texts, width - 4, room, hide_private=hide_private)
        block.append(row(f"{number:>3} ", *lines[0].spans))
        blocks.append([*block, *(row("    ", *line.spans) for line in lines[1:])])
    hidden = sum(_is_hidden(slot, answer) for slot, answer in found) if hide_private else 0
    first = [*heading(texts.say("review.heading"), width), *_origins(found, texts, width)]
    return Numbered(tuple(_paged(first, blocks, rows)), tuple(slot for slot, _ in found), hidden)


def _paged(first: Screen, blocks: list[Screen], rows: int | None) -> list[Screen]:
    """Blocks after each other, none of them broken over two pages."""
    pages = [first]
    for block in blocks:
        if rows is not None and len(pages[-1]) + len(block) > rows:
            pages.append([])
        pages[-1] = pages[-1] + block
    return pages


def _origins(found: Sequence[tuple[Slot, Answer]], texts: Texts, width: int) -> Screen:
    """How many answers came from where."""
    counts: dict[Origin, int] = {}
    for _, answer in found:
        if answer.value is not UNKNOWN:
            counts[answer.origin] = counts.get(answer.origin, 0) + 1
    parts = [f"{count} {texts.term('origins', origin)}" for origin, count in counts.items()]
    if unknown := len(found) - sum(counts.values()):
        parts.append(f"{unknown} {texts.say('words.unknown')}")
    return paragraph(", ".join(parts), width, style="dim") if parts else []


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
    hidden = hide_private and _is_hidden(slot, answer)
    value = texts.say("review.given") if hidden else shown(slot, answer, texts)
    # Of what nobody knows it matters little who said so.
    origin = "" if answer.value is UNKNOWN else texts.term("origins", answer.origin)
    mark = "! " if answer.origin == "assumed" else ""
    last = f"{mark}{origin}"
    label = wrapped(_label(slot, client, texts), room)
    told = wrapped(value, max(NARROWEST_VALUE, width - room - wide(last) - AROUND))
    screen: Screen = []
    for position in range(max(len(label), len(told))):
        left, middle = (cells[position] if position < len(cells) else "" for cells in (label, told))
        head = f"  {pad(left, room)}  {middle}"
        gap = " " * max(2, width - wide(head) - wide(last))
        screen.append(row(head, gap, (last, "attention" if mark else "dim")) if position == 0 else row(head))
    because = does_not_apply(slot, client) if answer.value is not UNKNOWN else None
    if because is not None:
        aside = texts.say("review.aside", because=names.asked(because, client, texts))
        screen += [row((f"      {line}", "attention")) for line in wrapped(aside, width - 6)]
    if answer.note:
        screen += [row((f"      {line}", "dim")) for line in wrapped(answer.note, width - 6)]
    return screen


def _is_hidden(slot: Slot, answer: Answer) -> bool:
    return FACTS[slot.key].sensitivity >= HIDDEN_FROM and answer.value is not UNKNOWN


def shown(slot: Slot, answer: Answer, texts: Texts) -> str:
    """An answer in words."""
    if answer.value is UNKNOWN:
        return texts.say(f"unknown_because.{answer.why_unknown or 'unknown'}")
    if isinstance(answer.value, Members) and not answer.value.sure:
        return texts.say("words.none")
    return explain.value(answer.value, FACTS[slot.key], texts)
