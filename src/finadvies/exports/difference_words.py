"""What differs between two pieces of advice, in words: of the machine form come options, mixes and figures by their names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from finadvies.advice import Advice
from finadvies.domain.facts import FACTS
from finadvies.domain.values import Interval
from finadvies.exports import names
from finadvies.exports.advice_differences import Difference
from finadvies.locale import Texts
from finadvies.rules import explain


class Words:
    """How things of the machine form are called.

    Args:
        advice: has the catalogue with the names.
        texts: of the reader.
    """

    def __init__(self, advice: Advice, texts: Texts) -> None:
        self.advice, self.texts, self.catalogue = advice, texts, advice.catalogue

    def subject(self, each: Difference) -> str:
        """The option, mix or figure that a difference is about."""
        match each.area:
            case "options":
                return self.product(each.subject)
            case "mixes":
                return self.texts.say("verify.mix", mix=each.subject)
            case "feasibility":
                norm = self.catalogue.norms.get(each.subject)
                return self.texts.pick(norm, "name") if norm is not None else each.subject
            case _:
                return self.texts.say("verify.rest")

    def told(self, each: Difference) -> str:
        """What differs, with both sides where they can be said in a few words."""
        say = self.texts.say
        if each.area == "rest":
            return say("verify.other", what=self.field(each.subject))
        if not each.field:
            return say("verify.only_now" if each.then is None else "verify.only_then")
        then, now = self.value(each, each.then), self.value(each, each.now)
        what = self.field(each.field)
        if then is None or now is None or then == now:
            return say("verify.other", what=what)
        return say("verify.changed", what=what, then=then, now=now)

    def field(self, code: str) -> str:
        """The name of a field."""
        return names.capital(self.texts.term("advice_fields", code))

    def product(self, key: str) -> str:
        """The name of a product; its id where the catalogue does not know it."""
        record = self.catalogue.products.get(key)
        return names.product(record, self.texts, self.catalogue) if record is not None else key

    def value(self, each: Difference, value: Any) -> str | None:
        """One side in words; None for what takes more than a line."""
        if value is None:
            return self.texts.say("words.unknown")
        if each.field == "value":
            return self.figure(each.subject, value)
        if each.field.endswith("_eur") and isinstance(value, int):
            return self.texts.euro(value)
        return self._coded(each.field, value) if isinstance(value, str) else self._listed(each.field, value)

    def _coded(self, field: str, value: str) -> str | None:
        if field == "weakest":
            return self.product(value)
        table = {"verdict": "verdicts", "light": "lights"}.get(field)
        return self.texts.term(table, value) if table is not None else None

    def _listed(self, field: str, value: Any) -> str | None:
        texts = self.texts
        match field, value:
            case "components", list():
                return texts.listed([self.component(each) for each in value])
            case "labels", list():
                return texts.listed([texts.term("labels", label) for label in value]) or texts.say("words.none")
            case "days_to_cash", [int() as low, int() as high]:
                return texts.days(low, high)
            case "amount", [int() as low, int() as high]:
                return texts.say("words.from_to", low=texts.euro(low), high=texts.euro(high))
            case "rate_year", int() | float():
                return texts.share(_exact(value))
            case _:
                return None

    def component(self, part: Mapping[str, Any]) -> str:
        """A part of a mix with its amount."""
        own = part["product"] is None
        name = names.capital(self.texts.term("kinds", "own_funds")) if own else self.product(str(part["product"]))
        euros = part["amount_eur"]
        return f"{name} {self.texts.euro(euros)}" if isinstance(euros, int) else name

    def figure(self, norm: str, value: Any) -> str | None:
        """A ratio, or a span of one."""
        record = self.catalogue.norms.get(norm)
        if record is None:
            return None
        fact = FACTS[record.fact]
        match value:
            case int() | float():
                return explain.value(_exact(value), fact, self.texts)
            case {"min": low, "max": high}:
                ends = [_exact(end) if end is not None else None for end in (low, high)]
                return explain.value(Interval(*ends), fact, self.texts)
            case _:
                return None


def _exact(value: float) -> Decimal:
    return Decimal(str(value))
