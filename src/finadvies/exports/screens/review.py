"""All answers with where each came from, for looking over before the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import get_args

from finadvies.domain.applicable import does_not_apply, set_aside
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Answer, Members, Origin
from finadvies.exports import names
from finadvies.exports.layout import Screen, Style, blank, heading, pad, paragraph, row, wide, wrapped
from finadvies.locale import Texts
from finadvies.rules import explain

WIDEST_LABEL = 32
AROUND = 6
"""Columns between label, value and origin."""
NARROWEST_VALUE = 20
"""Columns below which running text is not broken any more."""


def review(client: Client, texts: Texts, width: int, *, hide_private: bool) -> Screen:
    """The answers by chapter; what is sensitive shows as given, unless the adviser looks."""
    name = client.value("client.name")
    screen = heading(texts.say("review.title", client=name if isinstance(name, str) else texts.say("words.nameless")), width)
    found = list(client.slots())
    room = _label_room([slot for slot, _ in found], client, texts, width)
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
    client: Client,
    texts: Texts,
    width: int,
    rows: int | None,
    *,
    only: Collection[Slot] | None = None,
    hide_private: bool,
    catalogue: Catalogue | None = None,
) -> Numbered:
    """The answers with a number before each, under their chapters.

    Args:
        client: the answers, those that do not count now among them.
        texts: of the reader.
        width: columns.
        rows: of a page at most; None = all on one page.
        only: these answers; None = all.
        hide_private: sensitive answers show as given.
        catalogue: names banks and lenders; without it they show by their code.
    """
    found = [pair for pair in sorted(client.slots(), key=_order) if only is None or pair[0] in only]
    room = _label_room([slot for slot, _ in found], client, texts, width - len("999 "))
    blocks: list[Screen] = []
    chapter = ""
    for number, (slot, answer) in enumerate(found, start=1):
        here, block = FACTS[slot.key].chapter, []
        if here != chapter and here:
            chapter, block = here, [row((f"    {texts.term('chapters', here)}", "bold"))]
        lines = _line(slot, answer, client, texts, width - 4, room, hide_private=hide_private, catalogue=catalogue)
        block.append(row(f"{number:>3} ", *lines[0].spans))
        blocks.append([*block, *(row("    ", *line.spans) for line in lines[1:])])
    hidden = sum(_is_hidden(slot, answer) for slot, answer in found) if hide_private else 0
    first = [*heading(texts.say("review.heading"), width), *_origins(found, texts, width)]
    return Numbered(tuple(_paged(first, blocks, rows)), tuple(slot for slot, _ in found), hidden)


def _label_room(slots: Sequence[Slot], client: Client, texts: Texts, width: int) -> int:
    """Columns for the names of answers, so that value and origin still stand beside them."""
    widest = max((wide(_label(slot, client, texts)) for slot in slots), default=0)
    origins = max(wide(texts.term("origins", origin)) for origin in get_args(Origin)) + len("! ")
    return max(NARROWEST_VALUE, min(widest, WIDEST_LABEL, width - NARROWEST_VALUE - origins - AROUND))


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


def _line(
    slot: Slot,
    answer: Answer,
    client: Client,
    texts: Texts,
    width: int,
    room: int,
    *,
    hide_private: bool,
    catalogue: Catalogue | None = None,
) -> Screen:
    hidden = hide_private and _is_hidden(slot, answer)
    value = texts.say("review.given") if hidden else shown(slot, answer, texts, catalogue)
    # Of what nobody knows it matters little who said so.
    origin = "" if answer.value is UNKNOWN else texts.term("origins", answer.origin)
    mark = "! " if answer.origin == "assumed" else ""
    last = f"{mark}{origin}"
    label = _label(slot, client, texts)
    if width - room - wide(last) - AROUND < NARROWEST_VALUE:
        screen = _stacked(label, value, last, width)
    else:
        screen = _in_columns(label, value, (last, "attention" if mark else "dim"), width, room)
    because = does_not_apply(slot, client) if answer.value is not UNKNOWN else None
    if because is not None:
        aside = texts.say("review.aside", because=names.asked(because, client, texts))
        screen += [row((f"      {line}", "attention")) for line in wrapped(aside, width - 6)]
    if answer.note:
        screen += [row((f"      {line}", "dim")) for line in wrapped(answer.note, width - 6)]
    return screen


def _in_columns(label: str, value: str, last: tuple[str, Style], width: int, room: int) -> Screen:
    """Name, value and origin beside each other."""
    names_of, told = wrapped(label, room), wrapped(value, width - room - wide(last[0]) - AROUND)
    screen: Screen = []
    for position in range(max(len(names_of), len(told))):
        left, middle = (cells[position] if position < len(cells) else "" for cells in (names_of, told))
        head = f"  {pad(left, room)}  {middle}"
        gap = " " * max(2, width - wide(head) - wide(last[0]))
        screen.append(row(head, gap, last) if position == 0 else row(head))
    return screen


def _stacked(label: str, value: str, last: str, width: int) -> Screen:
    """The same under each other, for a screen without room for columns."""
    told = f"{value} · {last}" if last else value
    return [*paragraph(label, width, indent="  ", first="  "), *paragraph(told, width, indent="      ", first="      ")]


def _is_hidden(slot: Slot, answer: Answer) -> bool:
    return FACTS[slot.key].sensitive and answer.value is not UNKNOWN


def shown(slot: Slot, answer: Answer, texts: Texts, catalogue: Catalogue | None = None) -> str:
    """An answer in words."""
    if answer.value is UNKNOWN:
        return texts.say(f"unknown_because.{answer.why_unknown or 'unknown'}")
    if isinstance(answer.value, Members) and not answer.value.sure:
        return texts.say("words.none")
    return explain.value(answer.value, FACTS[slot.key], texts, catalogue)
