"""What is still worth asking."""

from __future__ import annotations

from finadvies.advice import Advice, Proposal
from finadvies.exports import names
from finadvies.exports.layout import Screen, blank, heading, paragraph
from finadvies.locale import Texts

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


def live_line(advice: Advice, texts: Texts) -> str:
    """How many questions can still change something, and how many options are open."""
    open_now = len(advice.open_options)
    all_of_them = sum(option.verdict != "closed" for option in advice.options)
    key = (
        "questions.live_one"
        if len(advice.questions) == 1
        else "questions.live_none"
        if not advice.questions
        else "questions.live"
    )
    return texts.say(key, n=len(advice.questions), open=open_now, all=all_of_them)


class Voice:
    """What the conversation says about the outcome so far."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def live(self, advice: Advice) -> str:
        """The live line."""
        return live_line(advice, self._texts)

    def effect(self, before: Advice, after: Advice) -> str:
        """How many options an answer shut or opened; nothing when none."""
        was, now = {o.product.id for o in before.open_options}, {o.product.id for o in after.open_options}
        shut, opened = len(was - now), len(now - was)
        said = []
        if shut:
            said.append(self._texts.say("questions.shut_one" if shut == 1 else "questions.shut", n=shut))
        if opened:
            said.append(self._texts.say("questions.opened_one" if opened == 1 else "questions.opened", n=opened))
        if not said:
            return ""
        return f"→ {', '.join(said)}. {self._texts.say('questions.now_open', n=len(now))}"

    def difference(self, before: Advice, after: Advice) -> tuple[str, ...]:
        """What a changed answer does: options that open or drop out, and another best mix."""
        told = [self._texts.say("room.changed")]
        effect = self.effect(before, after)
        was, now = (next(iter(advice.proposals), None) for advice in (before, after))
        if effect:
            told.append(effect)
        paid, pays = (_paying(proposal, advice, self._texts) for proposal, advice in ((was, before), (now, after)))
        if paid != pays:
            told += [self._texts.say("room.mix_was", what=paid), self._texts.say("room.mix_is", what=pays)]
        return tuple(told) if len(told) > 1 else (self._texts.say("room.same"),)


def _paying(proposal: Proposal | None, advice: Advice, texts: Texts) -> str:
    if proposal is None:
        return texts.say("words.none")
    parts = [part for part in proposal.components if part.role in ("own", "source")]
    return texts.listed([f"{names.component(part, advice, texts)} {texts.euro(part.amount_eur or 0)}" for part in parts])
