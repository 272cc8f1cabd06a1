"""`shortlist --all`: every other mix that none beats on all counts, a few lines each."""

from __future__ import annotations

from finadvies.advice import Advice, Proposal
from finadvies.exports import names
from finadvies.exports.layout import Screen, blank, heading, paragraph
from finadvies.exports.screens.mixes import differing, facts_of
from finadvies.locale import Texts


def others(advice: Advice, texts: Texts, width: int) -> Screen:
    """The mixes without a label, and which two of all mixes differ most."""
    if advice.result is None:
        return []
    found = advice.others
    title = "all_mixes.title_none" if not found else "all_mixes.title" if len(found) > 1 else "all_mixes.title_one"
    screen = heading(texts.say(title, n=len(found)), width)
    if found:
        screen += paragraph(texts.say("all_mixes.intro", first=found[0].id), width, style="dim")
    for proposal in found:
        screen += _entry(proposal, advice, texts, width)
    screen += differing((*advice.proposals, *found), texts, width)
    if not advice.proven:
        screen += paragraph(texts.say("all_mixes.not_all"), width, style="attention")
    return [*screen, blank()]


def _entry(proposal: Proposal, advice: Advice, texts: Texts, width: int) -> Screen:
    parts = [
        f"{names.component(component, advice, texts)} {texts.euro(component.amount_eur or 0)}"
        for component in proposal.components
        if component.role in ("own", "source")
    ]
    return [
        *paragraph(texts.listed(parts), width, indent="    ", first=f"{proposal.id:<4}"),
        *paragraph("  ·  ".join(facts_of(proposal, texts)), width, indent="    ", style="dim"),
    ]
