"""Small written pieces that hold every kind of block, to be laid out in each format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from finadvies.exports.paper import Segment, Sources, Use
from finadvies.exports.stamp import Stamp
from finadvies.exports.written import (
    Bar,
    Cell,
    Column,
    Columns,
    Gaps,
    Note,
    Pair,
    Pairs,
    Point,
    Points,
    Section,
    Side,
    Table,
    Text,
    Tick,
    Ticks,
    Writing,
)

DAY = date(2026, 11, 23)
NO_TEXT = frozenset({"language", "key", "stamp", "tone", "light", "letter", "form", "uses"})
"""Fields that hold no text of their own, or one that only the table beside the bar tells."""


def every_block(say: Callable[[str], str] = lambda told: told, language: str = "nl") -> Writing:
    """A piece with every kind of block; `say` makes each of its texts."""
    pairs = tuple(
        Pair(say(name), say(value), say(note)) for name, value, note in (("Doel", "oven", "nieuw"), ("Looptijd", "zes jaar", ""))
    )
    uses = (Use(say("Steenoven"), 30_000, "€ 30.000"), Use(say("Werkkapitaal"), 20_000, "€ 20.000"))
    segments = (
        Segment("A", say("Huisbank"), say("lening"), say("oven"), ((0, 30_000), (1, 10_000)), 40_000, "€ 40.000"),
        Segment("", say("Nog te vinden"), "", "", ((1, 10_000),), 10_000, "€ 10.000", gap=True),
    )  # fmt: skip
    mix = Table(
        (Column(say("Wie")), Column(say("Bedrag"), number=True), Column(say("Oordeel"))),
        (
            (Cell(say("De huisbank"), say("een lening"), letter="A"), Cell("€ 40.000"), Cell(say("Voldoende"), say("ruim"), "good")),
            (Cell(say("Niemand")), Cell("€ 10.000"), Cell(say("Past niet"), light="poor")),
            (Cell(say("Een ander")), Cell(""), Cell(say("Let op"), light="attention")),
            (Cell(say("Nog een")), Cell(""), Cell(say("Onbekend"), light="unknown")),
        ),
        (Cell(say("Samen")), Cell("€ 50.000"), Cell("")),
    )  # fmt: skip
    years = Table(
        (Column(""), Column("2024", number=True), Column("2025", number=True)),
        ((Cell(say("Omzet")), Cell("705.000"), Cell("742.000")),),
        figures=True,
    )
    points = Points(
        (Point(say("Teken later."), say("Eerst de bank.")), Point("", say("Vraag het nu.")), Point(say("Bewaar alles.")))
    )
    blocks = (
        Text(say("Waar het om gaat."), "lead"),
        Text(say("Een gewone alinea.")),
        Text(say("Een kop ertussen"), "head"),
        Pairs(pairs),
        Pairs((Pair(say("De bank zegt nee"), say("Dan gaat het verzoek naar een ander, met dezelfde stukken en een nieuwe begroting.")),)),
        Bar(Sources(uses, segments, "€ 50.000", 50_000, ())),
        mix,
        Text(say("Bedragen in euro."), "small"),
        years,
    )  # fmt: skip
    more = (
        points,
        Ticks((Tick(say("Jaarrekening"), say("volledig"), done=True), Tick(say("Offerte")))),
        Note(say("Vergeet dit niet."), say("Het is van belang.")),
        Columns((Side(say("Sterk"), (say("De omzet groeit."), say("De oven blijft.")),), Side(say("Zwak"), (say("Weinig eigen geld."),), "attention"))),
        Gaps((Pair(say("Huurprijs"), say("de verhuurder"), say("Die telt mee.")), Pair(say("Polis"), ""))),
    )  # fmt: skip
    return Writing(
        language=language,
        kind=say("Memorandum"),
        title=say("Financieringsmemorandum"),
        subtitle=say("Een oven en een winkel"),
        client=say("Bakkerij De Korenaar"),
        day=say("23 november 2026"),
        sections=(
            Section("need", say("Wat nodig is"), blocks),
            Section("rest", "", more),
            Section("last", say("Tot slot"), (Text(say("Einde.")),), page=True),
        ),
        stamp=Stamp(DAY, "9.9.9", "2026.11", "0" * 64),
        sender=(say("Molenwiek"), say("Molenstraat 12")),
        head=pairs,
        warning=say("Niet voor de cliënt"),
        closing=(say("Niemand heeft iets toegezegd."),),
        numbered=True,
    )


def texts_of(piece: Any) -> Iterator[str]:
    """Every text in a piece."""
    if isinstance(piece, str):
        yield piece
    elif isinstance(piece, tuple):
        for each in piece:
            yield from texts_of(each)
    elif is_dataclass(piece):
        for each in fields(piece):
            if each.name not in NO_TEXT:
                yield from texts_of(getattr(piece, each.name))
