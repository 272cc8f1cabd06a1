"""Two pieces of advice on the same catalogue and day side by side: what opens, closes, becomes cheaper or quicker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from finadvies.advice.advise import Advice
from finadvies.advice.proposal import Proposal
from finadvies.domain.client import Slot
from finadvies.feasibility import Measure
from finadvies.homework.merging import DocumentLine
from finadvies.mix.model import LABELS, Label
from finadvies.rules.eligibility import OPEN, Option, Reason
from finadvies.rules.truth import Truth

Move = Literal["opens", "shuts", "moves"]
MOVES: Final[tuple[Move, ...]] = ("opens", "shuts", "moves")


@dataclass(frozen=True, slots=True)
class OptionChange:
    """A product whose verdict differs.

    Attributes:
        before, after: as judged.
    """

    before: Option
    after: Option

    @property
    def product(self) -> str:
        """The id."""
        return self.after.product.id

    @property
    def move(self) -> Move:
        """Whether it opens, shuts, or goes from one open verdict to another."""
        was, now = self.before.verdict in OPEN, self.after.verdict in OPEN
        return "moves" if was == now else "opens" if now else "shuts"

    @property
    def reason(self) -> Reason | None:
        """What decided: what now stands in the way, else what no longer does; None when an open answer came in or went."""
        return _obstacle(self.after) or _obstacle(self.before)

    @property
    def decided_after(self) -> bool:
        """Whether the reason is one that stands in the way now."""
        return _obstacle(self.after) is not None


@dataclass(frozen=True, slots=True)
class MixChange:
    """The best mix of one label before and after; None where there is no mix."""

    label: Label
    before: Proposal | None
    after: Proposal | None

    @property
    def differs(self) -> bool:
        """Whether an adviser would see any difference."""
        return _shown(self.before) != _shown(self.after)

    @property
    def saved_eur(self) -> int | None:
        """How much less it costs over the whole plan, in whole euros, negative for more.

        None when a price is unknown, or when the two leave another gap: what covers less also costs less.
        """
        if self.before is None or self.after is None or self.before.mix.gap != self.after.mix.gap:
            return None
        if self.before.cost_total_eur is None or self.after.cost_total_eur is None:
            return None
        return self.before.cost_total_eur - self.after.cost_total_eur

    @property
    def days_sooner(self) -> int | None:
        """How many days earlier the last money is there at the latest, negative for later; None without two mixes."""
        if self.before is None or self.after is None:
            return None
        return self.before.days_to_cash[1] - self.after.days_to_cash[1]


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """A ratio of which the value or the light differs; None where the norm does not apply."""

    before: Measure | None
    after: Measure | None

    @property
    def measure(self) -> Measure:
        """The one there is, for its norm."""
        measure = self.after or self.before
        if measure is None:
            raise ValueError("a change of nothing")
        return measure


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs.

    Attributes:
        before, after: the two pieces of advice.
        options: products with another verdict, those that open first, then by id.
        mixes: every label that one of the two has, in their order.
        measures: ratios that differ, by norm.
        settled: questions that need no answer any more, as far as the change itself did not answer them.
        raised: questions that come up.
        added, removed: lines of the homework for the first mix.
    """

    before: Advice
    after: Advice
    options: tuple[OptionChange, ...]
    mixes: tuple[MixChange, ...]
    measures: tuple[MeasureChange, ...]
    settled: tuple[Slot, ...]
    raised: tuple[Slot, ...]
    added: tuple[DocumentLine, ...]
    removed: tuple[DocumentLine, ...]


def compare(before: Advice, after: Advice) -> Comparison:
    """Two pieces of advice side by side.

    Raises:
        ValueError: when they rest on another catalogue or another day; then it is not the client that differs.
    """
    if before.catalogue is not after.catalogue or before.today != after.today:
        raise ValueError("only advice on the same catalogue and day can be compared")
    was, now = ([question.slot for question in advice.questions] for advice in (before, after))
    lines_before, lines_after = _homework(before), _homework(after)
    return Comparison(
        before,
        after,
        _options(before, after),
        _mixes(before, after),
        _measures(before, after),
        tuple(slot for slot in was if slot not in now and after.client.answer(slot) is None),
        tuple(slot for slot in now if slot not in was),
        tuple(line for key, line in lines_after.items() if key not in lines_before),
        tuple(line for key, line in lines_before.items() if key not in lines_after),
    )


def _options(before: Advice, after: Advice) -> tuple[OptionChange, ...]:
    pairs = [OptionChange(before.by_product[key], option) for key, option in after.by_product.items()]
    differing = [pair for pair in pairs if pair.before.verdict != pair.after.verdict]
    return tuple(sorted(differing, key=lambda pair: (MOVES.index(pair.move), pair.product)))


def _obstacle(option: Option) -> Reason | None:
    """What blocks an option, or asks attention: a hard criterion first."""
    level = {"blocked": "hard", "closed": "hard", "attention": "norm"}.get(option.verdict)
    return next((reason for reason in option.reasons if reason.level == level and reason.truth is Truth.FALSE), None)


def _mixes(before: Advice, after: Advice) -> tuple[MixChange, ...]:
    found = [MixChange(label, _best(before, label), _best(after, label)) for label in LABELS]
    return tuple(change for change in found if change.before is not None or change.after is not None)


def _best(advice: Advice, label: Label) -> Proposal | None:
    return next((proposal for proposal in advice.proposals if label in proposal.labels), None)


def _shown(proposal: Proposal | None) -> tuple[object, ...] | None:
    if proposal is None:
        return None
    paying = tuple((c.product, c.amount_eur) for c in proposal.components if c.role != "later_benefit")
    costs = (proposal.cost_year1_eur, proposal.cost_total_eur, proposal.later_eur)
    return (paying, costs, proposal.days_to_cash, proposal.mix.documents, proposal.mix.gap)


def _measures(before: Advice, after: Advice) -> tuple[MeasureChange, ...]:
    was, now = ({measure.norm.id: measure for measure in advice.measures} for advice in (before, after))
    found = [MeasureChange(was.get(key), now.get(key)) for key in sorted({*was, *now})]
    return tuple(change for change in found if _read(change.before) != _read(change.after))


def _read(measure: Measure | None) -> tuple[object, ...] | None:
    return None if measure is None else (measure.value, measure.light)


def _homework(advice: Advice) -> Mapping[str, DocumentLine]:
    """The lines for the first mix, by id; none while there is no mix."""
    if not advice.proposals:
        return {}
    return {line.id: line for line in advice.homework(advice.proposals[0].products).lines}
