"""What all sections of the memorandum rest on, worked out once; and the small things they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from finadvies.advice import Advice, Component, Proposal
from finadvies.advice.after_mix import Borrowed
from finadvies.advice.traits import Others, Trait, second_choices, strong, weak
from finadvies.advice.whom import BY_PROVIDER, Whom, whom
from finadvies.advice.with_mix import Burden, burden_eur, burdens, measures_with, statements_with, whole
from finadvies.domain.client import Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Interval, Known
from finadvies.exports import names
from finadvies.exports.homework_view import View, view
from finadvies.exports.paper.planning import Planning, planning
from finadvies.exports.paper.sources import Sources, sources
from finadvies.exports.written.model import Pair
from finadvies.feasibility import Measure, Statement
from finadvies.homework import Homework
from finadvies.locale import Texts
from finadvies.locale.texts import round_to
from finadvies.rules import explain

PRIVATE: Final = frozenset(
    {
        "owner.age", "owner.bkr_arrears", "owner.partner", "owner.marriage", "owner.private_guarantee", "owner.guarantee_max",
        "owner.home_equity", "owner.let_premises", "owner.on_benefit", "owner.benefit_kind",
        "owner.other_household_income_below_minimum", "owner.family_money", "owner.cover", "owner.residence",
        "debts.tax_writ", "debts.legal", "need.runway_weeks", "need.urgent_cause",
    }
)  # fmt: skip
"""What a financier asks the owner himself: it stands in the version of the office only."""
FROM_A_THOUSAND: Final = 1_000


@dataclass(frozen=True)
class Case:
    """One memorandum to write.

    Attributes:
        advice: the client on a day.
        homework: the papers of the mix.
        proposal: the mix; None where nobody pays anything, or nothing is asked yet.
        texts: the language.
        adviser: for the office: exact figures, sources, answers, private facts.
    """

    advice: Advice
    homework: Homework
    proposal: Proposal | None
    texts: Texts
    adviser: bool

    def say(self, key: str, /, **values: object) -> str:
        """A sentence in the language of the reader."""
        return self.texts.say(key, **values)

    @cached_property
    def view(self) -> View:
        """The papers in words."""
        return view(self.advice, self.homework, self.texts)

    @cached_property
    def planning(self) -> Planning:
        """The days in words."""
        return planning(self.view, self.homework, self.advice, self.texts)

    @cached_property
    def sources(self) -> Sources | None:
        """Who pays what; None without a mix."""
        return sources(self.proposal, self.advice, self.texts) if self.proposal is not None else None

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The ratios with this mix."""
        return measures_with(self.advice, self.proposal)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the figures carry, beside this mix."""
        return statements_with(self.advice, self.proposal)

    @cached_property
    def borrowed(self) -> Borrowed:
        """What this mix borrows."""
        return self.advice.borrowed(self.proposal)

    @cached_property
    def burdens(self) -> tuple[Burden, ...]:
        """What each source asks a year."""
        return burdens(self.advice, self.proposal)

    @cached_property
    def strong(self) -> tuple[Trait, ...]:
        """What speaks for the request."""
        return strong(self.advice, self.proposal, self._second)

    @cached_property
    def weak(self) -> tuple[Trait, ...]:
        """What a financier will ask about."""
        return weak(self.advice, self.proposal, self.burdens, self._second)

    @cached_property
    def parts(self) -> tuple[Component, ...]:
        """The sources of the mix."""
        return tuple(part for part in (self.proposal.components if self.proposal is not None else ()) if part.role == "source")

    @cached_property
    def others(self) -> tuple[tuple[Component, Proposal | None], ...]:
        """For each source the best mix when it says no."""
        return tuple((part, self._second.get(part.product or "")) for part in self.parts if part.product is not None)

    @cached_property
    def _second(self) -> Others:
        return second_choices(self.advice, self.proposal)

    # -- words

    @property
    def total(self) -> int:
        """The plan in whole euros."""
        return sum(self.advice.need)

    def euros(self, amount: int) -> str:
        """What a year costs: exact for the office; for others in hundreds, each line as it is added up."""
        return self.texts.euro(self.rounded(amount))

    def rounded(self, amount: int) -> int:
        """As it is printed."""
        return amount if self.adviser else round_to(amount, 100 if abs(amount) >= FROM_A_THOUSAND else 10)

    @cached_property
    def burden(self) -> int | None:
        """What the mix asks a year, the sum of the printed lines; None where no rate is known."""
        known = [self.rounded(each.year_eur) for each in self.burdens if each.year_eur is not None]
        return sum(known) if burden_eur(self.burdens) is not None else None

    @property
    def burden_whole(self) -> bool:
        """Whether no part is missing in it."""
        return whole(self.burdens)

    def burden_told(self) -> str:
        """The burden of the mix with the word for an estimate."""
        if self.burden is None:
            settled = self.proposal is not None and not self.proposal.mix.gap and not self.parts
            return self.say("memorandum.nothing_borrowed") if settled else self.texts.say("words.unknown")
        told = self.texts.euro(self.burden)
        told = told if self.burden_whole else self.say("memorandum.burden_part", amount=told)
        return self.estimate(told) if any(each.estimated for each in self.burdens) else told

    def estimate(self, told: str) -> str:
        """With the word for an estimate behind it."""
        return f"{told} ({self.texts.say('paper.estimate')})"

    @property
    def uses(self) -> str:
        """What the money is for."""
        told = [self.use(use) for use in range(len(self.advice.client.uses))]
        return self.texts.listed(list(dict.fromkeys(told)))

    def use(self, use: int) -> str:
        """What one use is for; what is not known yet as words that fit in a sentence."""
        client = self.advice.client
        described = isinstance(client.value("use.description", use), str)
        if client.value("use.purpose", use) in (UNKNOWN, "unspecified") and not described:
            return self.say("memorandum.open_purpose")
        return names.use(client, use, self.texts)

    def part(self, component: Component) -> str:
        """The name of a part of the mix."""
        return names.component(component, self.advice, self.texts)

    def product(self, key: str) -> str:
        """The name of a product."""
        return names.product(self.advice.catalogue.products[key], self.texts, self.advice.catalogue)

    def month(self, as_of: str) -> str:
        """`2026-11` in words."""
        year, _, month = as_of.partition("-")
        return self.texts.month(date(int(year), int(month or 1), 1)) if month else year

    # -- answers

    def value(self, key: str, index: int | None = None) -> str:
        """A given or derived fact in words; the word for unknown where nobody told it."""
        found = self.found(key, index)
        if key == "company.house_bank" and isinstance(found, str):
            return self.holder(found)
        return explain.value(found, FACTS[key], self.texts, self.advice.catalogue)

    def found(self, key: str, index: int | None = None) -> Known:
        """A given or derived fact."""
        if index is not None:
            return self.advice.client.value(key, index)
        return self.advice.facts.get(key)

    def holder(self, key: str) -> str:
        """A bank by its name, or the word for none."""
        return self.texts.say("words.none") if key in ("none", "") else names.lender(key, self.advice, self.texts)

    def shown(self, key: str) -> bool:
        """Whether this reader sees the fact."""
        return self.adviser or key not in PRIVATE

    def pairs(self, keys: Iterable[str]) -> Iterator[Pair]:
        """The facts that are known, each with its value."""
        for key in keys:
            if self.shown(key) and self.found(key) is not UNKNOWN:
                yield Pair(names.capital(self.texts.label(key)), self.value(key), self._origin(key))

    def _origin(self, key: str) -> str:
        answer = self.advice.client.answer(Slot(key)) if FACTS[key].scope == "client" else None
        return self.texts.term("origins", "assumed") if answer is not None and answer.origin == "assumed" else ""

    def gaps(self, keys: Iterable[str]) -> Iterator[Pair]:
        """The facts that nobody told, each with whom to ask and why; what was kept back on purpose is not asked again."""
        for key in keys:
            slot = self._slot(key)
            if not self.shown(key) or self.found(key) is not UNKNOWN or self._kept_back(slot):
                continue
            gap = self.gap_of(slot)
            if self.fresh(gap.name):
                yield gap

    @cached_property
    def _asked(self) -> set[str]:
        return set()

    def fresh(self, name: str) -> bool:
        """Whether a gap was not told before: each stands once, in the section where a reader first looks for it."""
        if name in self._asked:
            return False
        self._asked.add(name)
        return True

    def asked(self, name: str) -> bool:
        """Whether it stands as a gap already."""
        return name in self._asked

    def _slot(self, key: str) -> Slot:
        return Slot(key, self.advice.facts.latest_year or 0) if FACTS[key].scope == "figures" else Slot(key)

    def _kept_back(self, slot: Slot) -> bool:
        answer = self.advice.client.answer(slot)
        return answer is not None and answer.why_unknown in ("private", "not_applicable")

    def gap_of(self, slot: Slot) -> Pair:
        """An answer that is not there, with whom to ask and why."""
        return Pair(names.asked(slot, self.advice.client, self.texts), self.whom(whom(slot)), self.why(slot.key))

    def why(self, key: str) -> str:
        """Why an answer is asked."""
        return str(self.texts.questions.get(key, {}).get("why", ""))

    def whom(self, code: Whom) -> str:
        """Whom to ask."""
        return self.say(f"memorandum.ask_{code}")

    def papers(self, keys: Iterable[str]) -> Iterator[Pair]:
        """Papers that are not in hand, each with who makes it and why it is asked."""
        at_hand = {line.document for line in self.homework.lines if line.there}
        for key in keys:
            record = self.advice.lists.checklists.documents.get(key)
            if record is None or key in at_hand:
                continue
            if not self.fresh(self.texts.pick(record, "name")):
                continue
            maker = BY_PROVIDER.get(record.provider)
            who = self.whom(maker) if maker is not None else self.texts.term("providers", record.provider)
            yield Pair(self.texts.pick(record, "name"), who, f"{self.texts.pick(record, 'why').rstrip('.')}.")


def span(value: Known) -> bool:
    """Whether a number was given as a span."""
    return isinstance(value, Interval)
