"""The catalogue about itself: what is old, what is counted, whom it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.upkeep import DIMENSIONS, Counts, Coverage, Situation, Stale, Unreached
from finadvies.exports import names
from finadvies.exports.layout import Row, Screen, blank, heading, paragraph, row, table
from finadvies.locale import Texts

MOST_CELLS: Final = 20
"""Empty situations named on screen; the machine form has them all."""
VALUE_ROOM: Final = 40
"""A sector with a longer name goes by its id."""


def stale(found: Iterable[Stale], texts: Texts, width: int, today: date) -> Screen:
    """Each entry with what it is, where it stands, and how long it is overdue."""
    screen: Screen = []
    for entry in found:
        late = (today - entry.due).days
        days = texts.say("words.day" if late == 1 else "words.days", n=late)
        what = texts.term("tables", entry.table)
        screen += paragraph(
            texts.say("stale.line", days=days, what=what, id=entry.id), width, indent="  ", style="bold", first=""
        )
        review = texts.say("stale.review", day=entry.next_review) if entry.next_review else texts.say("stale.no_review")
        parts = [
            texts.say("stale.as_of", month=entry.as_of),
            review,
            texts.say("why.confidence", word=texts.term("confidence", entry.confidence)),
        ]
        screen += paragraph("; ".join(parts), width, indent="  ", first="  ")
        screen += paragraph(entry.file, width, indent="  ", style="dim", first="  ")
    return screen


def counted(counts: Counts, texts: Texts) -> str:
    """The counts of `catalogue check` in a line."""
    figures = counts.figures
    return texts.say(
        "counts.line",
        products=counts.entries["products"],
        open=counts.statuses.get("open", 0),
        computed=counts.computed,
        prose=counts.criteria["judgement"],
        median=texts.number(round(counts.computed_median)),
        sourced=figures["sourced"],
        estimated=figures["estimated"],
        documents=counts.entries["documents"],
        lenders=counts.lenders["with_checklist"],
        without=counts.lenders["without_checklist"],
        untranslated=counts.texts["without_english"],
    )


# -- coverage --------------------------------------------------------------------------------------------------------------------


def coverage(found: Coverage, unused: tuple[str, ...], catalogue: Catalogue, texts: Texts, width: int) -> Screen:
    """Routes by value and by pair of dimensions; then what is empty, out of reach, or asked for nothing."""
    say = texts.say
    screen = heading(say("coverage.title", n=len(found.cells)), width)
    screen += paragraph(say("coverage.intro"), width)
    screen += [*paragraph(say("coverage.undecided", share=texts.share(Decimal(str(found.undecided_share)))), width), blank()]
    head = [say("coverage.situations"), say("coverage.least"), say("coverage.middle")]
    for name in DIMENSIONS:
        lines = [[names.capital(texts.term("dimensions", name)), *head]]
        for value, spread in found.values[name].items():
            cells = [str(spread.situations), str(spread.least), _middle(spread.middle, texts)]
            lines.append([f"  {_value(name, value, catalogue, texts)}", *cells])
        screen += [*_table(lines, "lrrr"), blank()]
    screen += [*_pairs(found, texts), blank()]
    screen += _empty(found, catalogue, texts, width)
    screen += _unreached(found.unreached, catalogue, texts, width)
    if unused:
        screen += [row((say("coverage.unused_title", n=len(unused)), "bold"))]
        screen += [*paragraph(", ".join(unused), width, indent="  ", first="  "), blank()]
    return screen


def _middle(number: float, texts: Texts) -> str:
    text = f"{number:.1f}"
    return text.replace(".", ",") if texts.language == "nl" else text


def _table(lines: list[list[str]], aligns: str) -> Screen:
    """Columns with a heading in bold."""
    return [Row(((line, "" if position else "bold"),)) for position, line in enumerate(table(lines, aligns))]


def _pairs(found: Coverage, texts: Texts) -> Screen:
    say = texts.say
    lines = [[say("coverage.pair"), say("coverage.pairs"), say("coverage.least"), say("coverage.lowest"), say("coverage.empty")]]
    for (one, other), spreads in found.pairs.items():
        lines.append(
            [
                f"  {texts.term('dimensions', one)}, {texts.term('dimensions', other)}",
                str(len(spreads)),
                str(min(spread.least for spread in spreads.values())),
                _middle(min(spread.middle for spread in spreads.values()), texts),
                str(sum(spread.most == 0 for spread in spreads.values())),
            ]
        )
    return _table(lines, "lrrrr")


def _empty(found: Coverage, catalogue: Catalogue, texts: Texts, width: int) -> Screen:
    if not found.empty:
        return [*paragraph(texts.say("coverage.none_empty"), width), blank()]
    screen = [row((texts.say("coverage.empty_title", n=len(found.empty)), "bold"))]
    for cell in found.empty[:MOST_CELLS]:
        beside = texts.say("coverage.beside", supports=cell.supports, desks=cell.desks)
        screen += paragraph(f"{described(cell.situation, catalogue, texts)} ({beside})", width, indent="    ", first="  - ")
    left = len(found.empty) - MOST_CELLS
    return [*screen, *([row(f"    {texts.say('words.more', n=left)}")] if left > 0 else []), blank()]


def described(situation: Situation, catalogue: Catalogue, texts: Texts) -> str:
    """A situation in words."""
    return ", ".join(_value(name, situation[name], catalogue, texts) for name in DIMENSIONS)


def _value(name: str, value: str, catalogue: Catalogue, texts: Texts) -> str:
    match name:
        case "form":
            return texts.choice("company.legal_form", value)
        case "urgency":
            return texts.choice("need.urgency", value)
        case "purpose":
            return texts.term("purposes", value)
        case "amount":
            return texts.euro(int(value))
        case "age" | "trouble":
            return texts.term(f"{name}s", value)
        case "sector" if value in catalogue.sectors:
            full = texts.pick(catalogue.sectors[value], "name")
            return full if len(full) <= VALUE_ROOM else value
        case _:
            return value


def _unreached(found: tuple[Unreached, ...], catalogue: Catalogue, texts: Texts, width: int) -> Screen:
    screen: Screen = []
    unreachable = [each for each in found if each.larger is None]
    if not unreachable:
        screen += [*paragraph(texts.say("coverage.all_reached"), width), blank()]
    else:
        screen += [row((texts.say("coverage.unreached_title", n=len(unreachable)), "bold"))]
        for each in unreachable:
            line = "coverage.shut_everywhere" if each.everywhere else "coverage.shut_mostly"
            criteria = "; ".join(_criterion(name, each, catalogue, texts) for name in each.shut_by)
            screen += paragraph(texts.say(line, product=each.product, criteria=criteria), width, indent="    ", first="  - ")
        screen += [blank()]
    larger = [each for each in found if each.larger is not None]
    if larger:
        screen += [row((texts.say("coverage.larger_title", n=len(larger)), "bold"))]
        told = ", ".join(f"{each.product} ({texts.euro(each.larger)})" for each in larger if each.larger is not None)
        screen += [*paragraph(told, width, indent="  ", first="  "), blank()]
    return screen


def _criterion(name: str, each: Unreached, catalogue: Catalogue, texts: Texts) -> str:
    criteria: Mapping[str, object] = {criterion.id: criterion for criterion in catalogue.products[each.product].criteria}
    return f"{name} ({texts.pick(criteria[name], 'text')})" if name in criteria else name
