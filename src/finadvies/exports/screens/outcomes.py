"""What providers answered over all dossiers, as counts and as data."""

from __future__ import annotations

from typing import Any

from finadvies.advice.own_outcomes import OwnOutcomes, Tally
from finadvies.domain.catalogue import Catalogue
from finadvies.exports import names
from finadvies.exports.layout import Screen, blank, heading, paragraph, row, table
from finadvies.locale import Texts

COLUMNS = ("asked", "accepted", "rejected", "withdrawn", "pending", "days")


def outcomes(found: OwnOutcomes, catalogue: Catalogue, texts: Texts, width: int) -> Screen:
    """Two tables of counts; never a share of the whole."""
    if not found.by_lender:
        return paragraph(texts.say("outcomes.none", of=found.looked_at), width)
    screen = heading(texts.say("outcomes.title", n=found.dossiers, of=found.looked_at), width)
    screen += paragraph(texts.say("outcomes.own_counts"), width, style="dim")
    screen.append(blank())
    head = [texts.say("outcomes.column_who"), *(texts.say(f"outcomes.column_{column}") for column in COLUMNS)]
    rows = [head, *([_who(lender, catalogue, texts), *_counts(tally, texts)] for lender, tally in found.by_lender.items())]
    screen += [row((line, "bold" if number == 0 else "")) for number, line in enumerate(table(rows, "lrrrrrr"))]
    if any(tally.days for tally in found.by_lender.values()):
        screen += paragraph(texts.say("outcomes.days_how"), width, style="dim")
    if found.by_ground:
        screen += [blank(), row((texts.say("outcomes.by_ground"), "bold"))]
        reasons = [[texts.term("grounds", ground), texts.number(n)] for ground, n in found.by_ground.items()]
        screen += [row(line) for line in table(reasons, "lr")]
    return [*screen, blank()]


def _who(lender: str, catalogue: Catalogue, texts: Texts) -> str:
    return names.lender_in(catalogue, lender, texts) if lender else texts.say("outcomes.unnamed")


def _counts(tally: Tally, texts: Texts) -> list[str]:
    counts = (tally.asked, tally.accepted, tally.rejected, tally.withdrawn, tally.pending)
    days = tally.median_days
    told = "" if days is None else texts.say("outcomes.days_known", days=texts.number(days), n=len(tally.days))
    return [*(texts.number(count) for count in counts), told]


def outcomes_data(found: OwnOutcomes) -> dict[str, Any]:
    """`dossier list --outcomes --json`."""
    return {
        "schema": "finadvies/outcomes/1",
        "dossiers": found.dossiers,
        "looked_at": found.looked_at,
        "by_lender": [
            {
                "lender": lender or None,
                "asked": tally.asked,
                "accepted": tally.accepted,
                "rejected": tally.rejected,
                "withdrawn": tally.withdrawn,
                "pending": tally.pending,
                "median_days": tally.median_days,
                "days_of": len(tally.days),
            }
            for lender, tally in found.by_lender.items()
        ],
        "by_ground": [{"ground": ground, "times": n} for ground, n in found.by_ground.items()],
    }
