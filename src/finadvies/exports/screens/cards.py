"""Mixes as cards: side by side on a wide screen, one under the other on a narrow one, and a table to compare them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from finadvies.advice import Advice, Proposal
from finadvies.exports import names
from finadvies.exports.layout import (
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
    table,
    wide,
    wrapped,
)
from finadvies.exports.screens.mixes import GRAINS, bar, differing, label_words, short_notes, shortfall
from finadvies.locale import Texts

SIDE_BY_SIDE: Final = 116
"""Columns from which three cards fit beside each other."""
CARD: Final = 37
"""Columns of the narrowest card, its frame included."""
IN_A_ROW: Final = 3
_FRAME: Final = 4
"""Columns that the frame of a card takes from its text."""


def cards(advice: Advice, texts: Texts, width: int, columns: int, shown: Sequence[Proposal], *, adviser: bool) -> Screen:
    """The mixes to choose from.

    Args:
        advice: the client.
        texts: of the reader.
        width: columns for running text.
        columns: of the whole screen, which cards may use.
        shown: in this order.
        adviser: also what came too late or asks more own money.
    """
    if advice.result is None or not shown:
        screen = heading(texts.say("mixes.title_none"), width)
        if advice.result is None:
            return [*screen, *paragraph(texts.say("mixes.no_amount"), width)]
        return screen + shortfall(advice, texts, width) + short_notes(advice, texts, width, adviser=adviser)
    title = texts.say("mixes.title", n=len(shown)) if len(shown) > 1 else texts.say("mixes.title_one")
    screen = heading(title, width)
    screen += paragraph(texts.say("mixes.intro", total=texts.euro(sum(advice.need))), width, style="dim")
    if columns >= SIDE_BY_SIDE and len(shown) > 1:
        for start in range(0, len(shown), IN_A_ROW):
            screen += _beside(shown[start : start + IN_A_ROW], advice, texts, columns)
    else:
        for proposal in shown:
            screen += _under(proposal, advice, texts, width)
    screen += differing(shown, texts, width)
    return screen + shortfall(advice, texts, width) + short_notes(advice, texts, width, adviser=adviser)


# -- one under the other -----------------------------------------------------------------------------------------------------


def _under(proposal: Proposal, advice: Advice, texts: Texts, width: int) -> Screen:
    screen = paragraph(label_words(proposal, texts), width, indent="   ", style="bold", first=f"{proposal.id:<3}")
    drawn = bar(proposal, sum(advice.need))
    paying = " · ".join(_payer(name, amount) for _, name, amount in _paying(proposal, advice, texts))
    first = f"   {drawn}  "
    screen += paragraph(paying, width, indent="   ", first=first)
    screen += paragraph(" · ".join(_counts(proposal, texts)), width, indent="   ", style="dim")
    return screen + _weakest(proposal, advice, texts, width)


def _payer(name: str, amount: str) -> str:
    # Name and sum may part, the euro sign and its number never: `euro` holds a no-break space.
    return f"{name} {amount}"


def _paying(proposal: Proposal, advice: Advice, texts: Texts) -> list[tuple[str, str, str]]:
    """Grain, name and amount of each part that pays."""
    parts = [c for c in proposal.components if c.role in ("own", "source")]
    return [
        (GRAINS[min(position, len(GRAINS) - 2)], names.component(part, advice, texts), texts.euro(part.amount_eur or 0))
        for position, part in enumerate(parts)
    ]


def _counts(proposal: Proposal, texts: Texts) -> list[str]:
    if not any(c.role == "source" for c in proposal.components):
        return [texts.say("mixes.only_own")]
    priced = proposal.cost_year1_eur is not None
    cost = texts.say("cards.cost", cost=_cost(proposal, texts)) if priced else texts.say("cards.no_price")
    told = [_days(proposal, texts), cost, _papers(proposal, texts)]
    if any(c.role == "later_benefit" for c in proposal.components):
        told.append(
            texts.say("cards.later", amount=texts.euro(proposal.later_eur))
            if proposal.later_eur
            else texts.say("cards.later_some")
        )
    if proposal.mix.gap:
        told.append(texts.say("mixes.gap", gap=texts.euro(proposal.mix.gap)))
    return told


def _days(proposal: Proposal, texts: Texts) -> str:
    days = texts.days(*proposal.days_to_cash)
    return texts.say("cards.about", what=days) if proposal.days_estimated else days


def _cost(proposal: Proposal, texts: Texts) -> str:
    return texts.say("words.unknown") if proposal.cost_year1_eur is None else texts.euro_about(proposal.cost_year1_eur)


def _papers(proposal: Proposal, texts: Texts) -> str:
    count = len(proposal.mix.documents)
    return texts.say("mixes.papers_one" if count == 1 else "mixes.papers", n=count)


def _weak_words(proposal: Proposal, advice: Advice, texts: Texts) -> tuple[str, str, Style]:
    """Mark, words and style of how sure a mix is, which is as sure as its weakest part."""
    if proposal.weakest is None:
        return SYMBOLS["fits"], texts.say("mixes.sure"), STYLES["fits"]
    option = advice.by_product[proposal.weakest]
    word = texts.term("verdicts", option.verdict)
    return SYMBOLS[option.verdict], word, STYLES[option.verdict]


def _weakest(proposal: Proposal, advice: Advice, texts: Texts, width: int) -> Screen:
    mark, word, style = _weak_words(proposal, advice, texts)
    points = len(proposal.warnings)
    told = [word]
    if points:
        told.append(texts.say("cards.points_one" if points == 1 else "cards.points", n=points))
    return paragraph(" · ".join(told), width, indent="     ", first=f"   {mark} ", style=style)


# -- side by side ------------------------------------------------------------------------------------------------------------


_Lines = list[tuple[str, Style]]
_EMPTY: Final[tuple[str, Style]] = ("", "")


def _beside(shown: Sequence[Proposal], advice: Advice, texts: Texts, columns: int) -> Screen:
    width = min(columns // IN_A_ROW, CARD + 10)
    inner = width - _FRAME
    parts = [_card(proposal, advice, texts, inner) for proposal in shown]
    screen: Screen = [_edge(shown, "╭╮", width, titled=True)]
    # What belongs together stands at one height, so that the eye can go from card to card.
    for block in zip(*parts, strict=True):
        for position in range(max(len(lines) for lines in block)):
            spans: list[str | tuple[str, Style]] = []
            for lines in block:
                text, style = lines[position] if position < len(lines) else _EMPTY
                spans += ["│ ", (pad(text, inner), style), " │"]
            screen.append(row(*spans))
    return [*screen, _edge(shown, "╰╯", width, titled=False)]


def _edge(shown: Sequence[Proposal], corners: str, width: int, *, titled: bool) -> Row:
    edges = []
    for proposal in shown:
        title = f"─ {proposal.id} " if titled else ""
        edges.append(f"{corners[0]}{title}{'─' * (width - 2 - len(title))}{corners[1]}")
    return row(*edges)


def _card(proposal: Proposal, advice: Advice, texts: Texts, inner: int) -> tuple[_Lines, ...]:
    """What it is best at, the bar, who pays, the figures, what to mind."""
    labels: _Lines = [(line, "bold") for line in wrapped(label_words(proposal, texts), inner)]
    drawn: _Lines = [(bar(proposal, sum(advice.need)), "")]
    payers: _Lines = []
    for grain, name, amount in _paying(proposal, advice, texts):
        room = inner - wide(amount) - 3
        first, *rest = wrapped(name, room)
        payers += [(f"{grain} {pad(first, room)} {amount}", ""), *((f"  {more}", "") for more in rest)]
    if proposal.mix.gap:
        payers.append((f"{GRAINS[-1]} {texts.say('mixes.gap', gap=texts.euro(proposal.mix.gap))}", "attention"))
    points = len(proposal.warnings)
    told = texts.say("cards.points_one" if points == 1 else "cards.points", n=points)
    minded: _Lines = [(f"{SYMBOLS['attention']} {told}", "attention")] if points else []
    return labels, drawn, [*payers, ("", "")], _figures(proposal, advice, texts, inner), minded


def _figures(proposal: Proposal, advice: Advice, texts: Texts, inner: int) -> _Lines:
    room = max(wide(texts.say(f"cards.{name}_label")) for name in ("days", "cost", "papers", "weakest")) + 2
    mark, word, style = _weak_words(proposal, advice, texts)
    cells: list[tuple[str, str, Style]] = [("weakest", f"{mark} {word}", style)]
    if any(c.role == "source" for c in proposal.components):
        days, cost, papers = _days(proposal, texts), _cost(proposal, texts), str(len(proposal.mix.documents))
        cells = [("days", days, ""), ("cost", cost, ""), ("papers", papers, ""), *cells]
    lines: _Lines = []
    for name, told, look in cells:
        first, *rest = wrapped(told, inner - room)
        lines.append((f"{pad(texts.say(f'cards.{name}_label'), room)}{first}", look))
        lines += [(f"{' ' * room}{more}", look) for more in rest]
    return lines


# -- all of them in one table ------------------------------------------------------------------------------------------------


def compared(advice: Advice, texts: Texts, width: int, shown: Sequence[Proposal]) -> Screen:
    """The mixes by their figures: one line a figure, one column a mix."""
    screen = heading(texts.say("cards.compare"), width)
    cells = [_row_of(proposal, advice, texts) for proposal in shown]
    lines = table([["", *(texts.say("cards.mix", id=p.id) for p in shown)], *_transposed(cells, texts)], "l" + "r" * len(shown))
    if all(wide(line) <= width for line in lines):
        screen.append(row((lines[0], "dim")))
        screen += [row(line) for line in lines[1:]]
    else:
        for proposal, told in zip(shown, cells, strict=True):
            screen += paragraph(label_words(proposal, texts), width, indent="   ", first=f"{proposal.id:<3}", style="bold")
            parts = [f"{texts.say(f'cards.{name}_label')} {cell}" for name, cell in zip(_COMPARED, told, strict=True)]
            screen += paragraph(" · ".join(parts), width, indent="   ")
    screen += differing(shown, texts, width)
    return [*screen, blank()]


_COMPARED: Final = ("days", "cost", "cost_total", "month", "papers", "lenders", "own", "gap", "weakest")


def _row_of(proposal: Proposal, advice: Advice, texts: Texts) -> list[str]:
    """The figures of a mix in the order of `_COMPARED`."""
    mark, word, _ = _weak_words(proposal, advice, texts)
    unknown = texts.say("words.unknown")
    own = sum(c.amount_eur or 0 for c in proposal.components if c.role == "own")
    return [
        texts.days(*proposal.days_to_cash),
        _cost(proposal, texts),
        unknown if proposal.cost_total_eur is None else texts.euro_about(proposal.cost_total_eur),
        unknown if proposal.month_eur is None else texts.euro_about(proposal.month_eur),
        str(len(proposal.mix.documents)),
        str(len({c.lender for c in proposal.components if c.role == "source"})),
        texts.euro(own),
        texts.euro(proposal.mix.gap),
        f"{mark} {word}",
    ]


def _transposed(cells: Sequence[Sequence[str]], texts: Texts) -> list[list[str]]:
    return [[texts.say(f"cards.{name}_label"), *column] for name, column in zip(_COMPARED, zip(*cells, strict=True), strict=True)]
