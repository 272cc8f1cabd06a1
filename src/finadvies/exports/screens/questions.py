"""What is still worth asking."""

from __future__ import annotations

from collections import Counter

from finadvies.advice import Advice
from finadvies.domain.facts import FACTS
from finadvies.exports import names
from finadvies.exports.layout import Screen, blank, heading, paragraph
from finadvies.exports.screens.whatif import payers
from finadvies.locale import Texts
from finadvies.rules.eligibility import Option
from finadvies.rules.finding import decisive
from finadvies.rules.truth import Truth

SHOWN = 5


def still_open(advice: Advice, texts: Texts, width: int) -> Screen:
    """The questions that can still change most, with how much."""
    if not advice.questions:
        return [*paragraph(texts.say("questions.none"), width), blank()]
    left = len(advice.questions)
    screen = heading(texts.say("questions.title_one") if left == 1 else texts.say("questions.title", n=left), width)
    for question in advice.questions[:SHOWN]:
        what = names.capital(names.asked(question.slot, advice.client, texts))
        screen += paragraph(f"{what}: {_effect(question.could_change, question.papers, texts)}", width, indent="   ", first="?  ")
    screen.append(blank())
    return screen


def _effect(options: int, papers: int, texts: Texts) -> str:
    if options:
        return texts.say("questions.options_one" if options == 1 else "questions.options", n=options)
    if papers:
        return texts.say("questions.papers_one" if papers == 1 else "questions.papers", n=papers)
    return texts.say("questions.mixes")


def live_line(advice: Advice, texts: Texts, left: int | None = None) -> str:
    """How many questions are left, and how many options are open.

    Args:
        advice: what the answers so far lead to.
        texts: the language.
        left: how many questions would be asked from here on; all that can change something when not said.
    """
    n = len(advice.questions) if left is None else left
    open_now = len(advice.open_options)
    all_of_them = sum(option.verdict != "closed" for option in advice.options)
    key = "questions.live_one" if n == 1 else "questions.live" if n else "questions.live_none"
    return texts.say(key, n=n, open=open_now, all=all_of_them)


class Voice:
    """What the conversation says about the outcome so far."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def live(self, advice: Advice, left: int) -> str:
        """The live line."""
        return live_line(advice, self._texts, left)

    def effect(self, before: Advice, after: Advice) -> str:
        """How many options an answer shut, and why, or opened, and what it adds to the questions; nothing when none."""
        was, now = {o.product.id for o in before.open_options}, {o.product.id for o in after.open_options}
        shut, opened = was - now, now - was
        said = []
        if shut:
            number = self._texts.say("questions.shut_one" if len(shut) == 1 else "questions.shut", n=len(shut))
            said.append(number + _why(after, shut, self._texts))
        if opened:
            said.append(self._texts.say("questions.opened_one" if len(opened) == 1 else "questions.opened", n=len(opened)))
        sentences = [f"{', '.join(said)}.", self._texts.say("questions.now_open", n=len(now))] if said else []
        more = _more(before, after, self._texts)
        return f"→ {' '.join([*sentences, *more])}" if sentences or more else ""

    def difference(self, before: Advice, after: Advice) -> tuple[str, ...]:
        """What a changed answer does: options that open or drop out, and another best mix."""
        told = [self._texts.say("room.changed")]
        effect = self.effect(before, after)
        was, now = (next(iter(advice.proposals), None) for advice in (before, after))
        if effect:
            told.append(effect)
        paid, pays = (payers(proposal, advice, self._texts) for proposal, advice in ((was, before), (now, after)))
        if paid != pays:
            told += [self._texts.say("room.mix_was", what=paid), self._texts.say("room.mix_is", what=pays)]
        return tuple(told) if len(told) > 1 else (self._texts.say("room.same"),)


# -- why ---------------------------------------------------------------------------------------------------------------------


def _why(advice: Advice, shut: set[str], texts: Texts) -> str:
    """The most common reason in brackets: ` (te jong)`."""
    reasons = [_short(advice.by_product[product], texts) for product in sorted(shut)]
    (reason, _), *_ = Counter(reasons).most_common(1)
    return f" ({reason})" if reason else ""


def _short(option: Option, texts: Texts) -> str:
    """Why an option is shut, in two words; empty where that is not said aloud."""
    failing = (reason for reason in option.reasons if reason.level == "hard" and reason.truth is Truth.FALSE)
    reason = next(failing, None)
    if reason is None:
        return ""
    test = decisive(reason.finding).test if reason.finding is not None else None
    if test is None:
        side = reason.distance.side if reason.distance is not None else ""
        return texts.term("shut_by", f"{reason.id}_{side}" if side else reason.id)
    fact = FACTS[test.fact]
    if fact.sensitive:  # not read out
        return ""
    side = reason.distance.side if reason.distance is not None else ""
    special = texts.term("shut_by", f"{fact.key}_{side}" if side else fact.key)
    if special != (f"{fact.key}_{side}" if side else fact.key):
        return special
    return texts.say(f"questions.too_{side}", what=texts.label(fact.key)) if side else texts.label(fact.key)


def _more(before: Advice, after: Advice, texts: Texts) -> list[str]:
    """Where the list of questions has grown by more than it lost: how many came on top, and what they are about."""
    had, has = ({q.slot: q for q in advice.questions if q.depth == "main"} for advice in (before, after))
    added = [question for slot, question in has.items() if slot not in had]
    if len(added) < MANY_MORE or len(has) < len(had):
        return []
    (chapter, _), *_ = Counter(FACTS[question.slot.key].chapter for question in added).most_common(1)
    return [texts.say("questions.more", n=len(added), chapter=texts.term("chapters", chapter))]


MANY_MORE = 2
"""One question that another leads to is the talk going on; more has to be explained."""
