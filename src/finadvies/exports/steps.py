"""A single step in words, and as what one types to work it out."""

from __future__ import annotations

import re
from datetime import date

from finadvies.advice import Advice
from finadvies.advice.changes import Change
from finadvies.domain.client import Slot
from finadvies.domain.values import Answer, Members
from finadvies.exports import names
from finadvies.locale import Texts
from finadvies.rules import explain


def step_text(change: Change, advice: Advice, texts: Texts) -> str:
    """What to do or to wait for, with the number."""
    use = change.slot.index if change.slot is not None and change.slot.key.startswith("use.") else None
    becomes = change.becomes or 0
    return texts.say(
        f"nearest.{change.code}",
        amount=texts.euro(change.amount_eur or 0),
        becomes=texts.euro(becomes),
        day=texts.day(change.day) if change.day is not None else "",
        age=explain.number(becomes, "months", texts),
        use=names.use(advice.client, use, texts) if use is not None else "",
        holder=_holder(advice, texts),
        what=names.asked(change.slot, advice.client, texts) if change.slot is not None else "",
    )


def _holder(advice: Advice, texts: Texts) -> str:
    """Who has a pledge on everything."""
    holder = advice.client.value("security.all_assets_pledged_to")
    return names.lender(holder, advice, texts) if isinstance(holder, str) else texts.say("words.unknown")


def as_sets(change: Change) -> list[str]:
    """The answers of a step as `KEY=VALUE`, as `--set` reads them."""
    return [f"{slot}={_typed(answer)}" for slot, answer in change.answers]


def as_options(change: Change) -> list[str]:
    """What to type behind the command to work a step out; tables by a dot, since a shell reads brackets its own way."""
    sets = [f"--set {_dotted(slot)}={_typed(answer)}" for slot, answer in change.answers]
    return sets + ([f"--today {change.day.isoformat()}"] if change.day is not None else [])


def _dotted(slot: Slot) -> str:
    return re.sub(r"\[(\d+)\]", r".\1", str(slot))


def _typed(answer: Answer) -> str:
    match answer.value:
        case bool():
            return "true" if answer.value else "false"
        case date():
            return answer.value.isoformat()
        case Members():
            return ",".join(sorted(answer.value.sure))
        case _:
            return str(answer.value)
