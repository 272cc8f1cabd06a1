"""How a financier looks at these figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from finadvies.advice import Advice
from finadvies.domain.facts import FACTS, Unit
from finadvies.exports import names
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
from finadvies.rules import explain
from finadvies.rules.figures import Outcome

SHARES: Final = frozenset({"rate", "lent", "duty_rate"})
TIMES: Final = frozenset({"norm", "floor"})
BORNE: Final = frozenset({"at_norm", "at_floor"})
COUNTS: Final = frozenset({"months", "count"})
"""Details of a statement that are no amounts."""
AROUND_CELLS = 8
"""Columns for the gaps between the cells, and the mark with its blank."""
_LIGHT_STYLES: dict[str, Style] = {"good": "good", "attention": "attention", "poor": "poor", "unknown": "unknown"}


def feasibility(advice: Advice, texts: Texts, width: int, *, adviser: bool) -> Screen:
    """Every ratio with its norm and light, and one line of advice for what asks attention."""
    screen = heading(texts.say("feasibility.title"), width)
    screen += paragraph(texts.say("feasibility.intro"), width, style="dim")
    known = [measure for measure in advice.measures if measure.light != "unknown"]
    unknown = [measure for measure in advice.measures if measure.light == "unknown"]
    cells = [(texts.pick(m.norm, "name"), _value(m, texts), _bound(m, texts)) for m in known]
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


def statement_text(statement: Statement, advice: Advice, texts: Texts) -> str:
    """The sentence of a statement, its amounts in euros."""
    shown: dict[str, object] = {}
    for key, value in statement.details.items():
        if key in SHARES and isinstance(value, Decimal):
            shown[key] = texts.share(value, 1)
        elif key in TIMES and isinstance(value, int | Decimal):
            shown[key] = explain.number(value, "times", texts)
        elif isinstance(value, int) and key not in COUNTS:
            # What figures bear is an estimate: whole thousands say so, and down is the safe side.
            shown[key] = texts.euro(value // 1000 * 1000 if key in BORNE and value >= 10_000 else value)  # noqa: PLR2004 - from there on thousands tell enough
        else:
            shown[key] = value
    shown["missing"] = texts.listed(list(dict.fromkeys(names.asked(slot, advice.client, texts) for slot in statement.missing)))
    return texts.say(f"statements.{statement.code}", **shown)


def remarks(advice: Advice, texts: Texts, width: int) -> Screen:
    """What stands out in the answers themselves, each as a question or a word of care."""
    if not advice.remarks:
        return []
    screen = heading(texts.say("remarks.title"), width)
    for notice in advice.remarks:
        screen += paragraph(warning_text(notice, advice, texts), width, indent="   ", first=f"{SYMBOLS['attention']}  ")
    return [*screen, blank()]


def _value(measure: Measure, texts: Texts) -> str:
    return explain.value(measure.value, FACTS[measure.norm.fact], texts)


def _bound(measure: Measure, texts: Texts) -> str:
    sign = "≥" if measure.norm.better == "higher" else "≤"
    unit: Unit = FACTS[measure.norm.fact].unit
    return f"{sign} {_outcome(measure.good, unit, texts)}"


def _outcome(bound: Outcome, unit: Unit, texts: Texts) -> str:
    if bound.low is None or bound.high is None:
        return texts.say("words.unknown")
    low = explain.number(bound.low, unit, texts)
    return low if bound.low == bound.high else f"{low}-{explain.number(bound.high, unit, texts)}"


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
