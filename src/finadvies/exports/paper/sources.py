"""How the sum comes together: the uses above, who pays them below, both adding up to the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from finadvies.advice import Advice, Component, Proposal
from finadvies.exports import names
from finadvies.exports.mix_words import later_sentences
from finadvies.locale import Texts


@dataclass(frozen=True, slots=True)
class Use:
    """What money is needed for.

    Attributes:
        name: in words.
        euros: whole euros.
        amount: the same in words.
    """

    name: str
    euros: int
    amount: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Who pays.

    Attributes:
        letter: A, B, ...; empty for the gap.
        name: the party, short.
        form: the kind of money, in words.
        uses: what it pays, in words.
        by_use: (position of the use, whole euros), in the order of the plan.
        euros: whole euros.
        amount: the same in words.
        gap: nobody pays this part.
    """

    letter: str
    name: str
    form: str
    uses: str
    by_use: tuple[tuple[int, int], ...]
    euros: int
    amount: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """The picture and its table.

    Attributes:
        uses: in the order of the plan.
        segments: own money and sources in the order of the mix, the gap last.
        total: the plan in words.
        euros: the plan in whole euros, the sum of the uses and of the segments.
        notes: what is no money: guarantees, what comes later.
    """

    uses: tuple[Use, ...]
    segments: tuple[Segment, ...]
    total: str
    euros: int
    notes: tuple[str, ...]


def sources(proposal: Proposal, advice: Advice, texts: Texts) -> Sources:
    """Who pays what of a mix."""
    uses = tuple(
        Use(names.use(advice.client, use, texts), euros, texts.euro(euros)) for use, euros in enumerate(advice.need) if euros
    )
    place = {use: position for position, use in enumerate(use for use, euros in enumerate(advice.need) if euros)}
    paying = [component for component in proposal.components if component.role in ("own", "source")]
    segments = [_segment(letter, each, place, advice, texts) for letter, each in zip(ascii_uppercase, paying, strict=False)]
    mix = proposal.mix
    if mix.gap:
        told = _uses(mix.gap_uses, advice, texts)
        by_use = tuple((place[use], euros) for use, euros in mix.gap_uses)
        word = texts.say("paper.gap")
        segments.append(Segment("", word, "", told, by_use, mix.gap, texts.euro(mix.gap), gap=True))
    total = sum(advice.need)
    return Sources(uses, tuple(segments), texts.euro(total), total, tuple(_notes(proposal, advice, texts)))


def _segment(letter: str, component: Component, place: dict[int, int], advice: Advice, texts: Texts) -> Segment:
    amount = component.amount_eur or 0
    if component.role == "own":
        name, form = names.component(component, advice, texts), texts.say("paper.own_form")
    else:
        name, form = names.lender(component.lender or "", advice, texts), names.component(component, advice, texts)
    by_use = tuple((place[use], euros) for use, euros in component.uses)
    return Segment(letter, name, form, _uses(component.uses, advice, texts), by_use, amount, texts.euro(amount))


def _uses(pairs: tuple[tuple[int, int], ...], advice: Advice, texts: Texts) -> str:
    told = [(names.use(advice.client, use, texts), texts.euro(euros)) for use, euros in pairs]
    if len(told) == 1:
        return told[0][0]
    return ", ".join(f"{name} {amount}" for name, amount in told)


def _notes(proposal: Proposal, advice: Advice, texts: Texts) -> Iterator[str]:
    for component in proposal.components:
        name, amount = names.component(component, advice, texts), texts.euro(component.amount_eur or 0)
        if component.role == "guarantee":
            yield texts.say("mix_words.guarantee", name=name, amount=amount)
        elif component.role == "later_benefit" and component.amount_eur is None:
            yield texts.say("mix_words.later", name=name)
        elif component.role == "later_benefit":
            yield texts.say("mix_words.later_amount", name=name, amount=amount)
    yield from later_sentences(proposal, texts)
