"""How a financier looks at these figures."""

from __future__ import annotations

from finadvies.advice import Advice
from finadvies.exports import names
from finadvies.exports.figure_words import bound_sign, measure_value, statement_text
from finadvies.exports.layout import (
    LIGHT_SYMBOLS,
    STYLES,
    SYMBOLS,
    Row,
    Screen,
    Style,
    blank,
    heading,
    pad,
    paragraph,
    row,
    wide,
    wrapped,
)
from finadvies.exports.screens.mixes import warning_text
from finadvies.feasibility import Measure, Statement
from finadvies.locale import Texts

AROUND_CELLS = 8
"""Columns for the gaps between the cells, and the mark with its blank."""
_LIGHT_STYLES: dict[str, Style] = {"good": "good", "attention": "attention", "poor": "poor", "unknown": "unknown"}


def feasibility(advice: Advice, texts: Texts, width: int, *, adviser: bool) -> Screen:
    """Every ratio with its norm and light, and one line of advice for what asks attention."""
    screen = heading(texts.say("feasibility.title"), width)
    screen += paragraph(texts.say("feasibility.intro"), width, style="dim")
    known = [measure for measure in advice.measures if measure.light != "unknown"]
    unknown = [measure for measure in advice.measures if measure.light == "unknown"]
    cells = [(texts.pick(m.norm, "name"), measure_value(m, texts), bound_sign(m, texts)) for m in known]
    value_width = max((wide(value) for _, value, _ in cells), default=0)
    bound_width = max((wide(bound) for _, _, bound in cells), default=0)
    word_width = max((wide(texts.term("lights", measure.light)) for measure in known), default=0)
    name_width = min(
        max((wide(name) for name, _, _ in cells), default=0), width - value_width - bound_width - word_width - AROUND_CELLS
    )
    for measure, (name, value, bound) in zip(known, cells, strict=True):
        word = texts.term("lights", measure.light)
        lines = wrapped(name, name_width, indent="  ", first="")
        head = f"{pad(lines[0], name_width)}  {pad(value, value_width, 'right')}  {pad(bound, bound_width, 'right')}  "
        screen.append(row(head, (f"{LIGHT_SYMBOLS[measure.light]} {word}", _LIGHT_STYLES[measure.light])))
        screen += [row(line) for line in lines[1:]]
        screen += _remark(measure, texts, width, adviser=adviser)
    if not known:
        screen += paragraph(texts.say("feasibility.nothing_known"), width)
    if unknown:
        screen += _unknown(unknown, advice, texts, width)
    for statement in advice.statements:
        screen += _statement(statement, advice, texts, width)
    screen.append(blank())
    return screen


def _statement(statement: Statement, advice: Advice, texts: Texts, width: int) -> Screen:
    mark = LIGHT_SYMBOLS[statement.light]
    return paragraph(statement_text(statement, advice, texts), width, indent="   ", first=f"{mark}  ")


def remarks(advice: Advice, texts: Texts, width: int) -> Screen:
    """What stands out in the answers themselves, each as a question or a word of care."""
    if not advice.remarks:
        return []
    screen = heading(texts.say("remarks.title"), width)
    for notice in advice.remarks:
        screen += paragraph(warning_text(notice, advice, texts), width, indent="   ", first=f"{SYMBOLS['attention']}  ")
    return [*screen, blank()]


def _remark(measure: Measure, texts: Texts, width: int, *, adviser: bool) -> Screen:
    found: list[Row] = []
    if measure.light in ("poor", "attention"):
        found += (
            paragraph(texts.pick(measure.norm, "advice"), width, indent="   ", style="dim")
            if texts.pick(measure.norm, "advice")
            else []
        )
    if adviser:
        source = next((source for source in measure.norm.sources if source.id in measure.norm.source), None)
        if source is not None:
            line = texts.say(
                "feasibility.source",
                source=names.source(source.url, texts),
                date=_date(source.date, texts),
                confidence=texts.term("confidence", measure.norm.confidence),
            )
            found += paragraph(line, width, indent="   ", style="dim")
    return found


def _date(text: str, texts: Texts) -> str:
    return texts.say("words.undated") if text == "unknown" else text


def _unknown(measures: list[Measure], advice: Advice, texts: Texts, width: int) -> Screen:
    screen: Screen = []
    for measure in measures:
        name = texts.pick(measure.norm, "name")
        asked = list(dict.fromkeys(names.asked(slot, advice.client, texts) for slot in measure.missing))
        shown = asked[:3] + ([texts.say("words.more", n=len(asked) - 3)] if len(asked) > 3 else [])  # noqa: PLR2004 - a line holds three
        line = (
            texts.say("feasibility.unknown", name=name, missing=", ".join(shown))
            if shown
            else texts.say("feasibility.open", name=name)
        )
        screen += [row((text, STYLES["unknown"])) for text in _first_marked(line, width)]
    return screen


def _first_marked(text: str, width: int) -> list[str]:
    return [line.text for line in paragraph(text, width, indent="   ", first="?  ")]
