"""The part of a paper that goes to whoever makes some of it: the papers and their days, and nothing of the plan or its lenders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from finadvies.domain.checklist import Provider
from finadvies.exports.homework_view import Line, View
from finadvies.exports.paper.homework import Fact, Maker, Paper
from finadvies.locale import Texts

INSIDERS: Final[frozenset[Provider]] = frozenset({"entrepreneur", "partner", "accountant", "tax_adviser", "adviser"})
"""Who may see which financiers ask: a landlord or supplier need not know them."""


def for_maker_only(paper: Paper, title: str, maker: Provider, texts: Texts) -> Paper:
    """The paper without the mix, the planning of others, and what the client has to mind.

    Args:
        paper: of the maker's own lines, see `homework.for_maker`.
        title: its heading.
        maker: who gets it.
        texts: the language.
    """
    # When the money comes is for the client and the lenders; a maker has days of its own.
    view = replace(paper.view, submit="", decision="", cash="", slack="", late=False)
    view = view if maker in INSIDERS else _without_lenders(view)
    return replace(
        paper,
        title=title,
        subtitle=view.client,
        facts=tuple(_facts(paper, texts)),
        sources=None,
        sentences=(),
        planning=None,
        order=(),
        minding=view.warnings if maker in INSIDERS else (),
        view=view,
        matrix=None,
        desks=(),
        list_lead="",
        makers=tuple(Maker(name, "", lines) for name, lines in view.by_provider),
        calls=(),
        last_found=(),
        last_check=(),
    )


def _facts(paper: Paper, texts: Texts) -> Iterable[Fact]:
    """How many papers, and the first and the last day on which one has to be there."""
    yield replace(paper.facts[0], note="")
    days = sorted(day for line in paper.view.lines if (day := line.times.ready_by or line.times.ready) is not None)
    if len(set(days)) > 1:
        yield Fact(texts.say("paper.first_ready"), texts.day(days[0]), "")
    if days:
        yield Fact(texts.say("paper.last_ready"), texts.day(days[-1]), "")


def _without_lenders(view: View) -> View:
    def kept(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(replace(line, for_whom=()) for line in lines)

    return replace(
        view,
        lines=kept(view.lines),
        by_provider=tuple((name, kept(lines)) for name, lines in view.by_provider),
        sometimes=kept(view.sometimes),
        per_lender=(),
    )
