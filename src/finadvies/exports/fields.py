"""The fields of the catalogue and their values in words: one wording for the fact sheet and for what changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from finadvies.domain.catalogue import Catalogue, Lender
from finadvies.domain.checklist import Checklists, Cost, LeadDays, Marks, RequirementLine
from finadvies.domain.condition import AllOf, AnyOf, Condition, Not, Test
from finadvies.domain.entry import Span
from finadvies.domain.facts import FACTS, Unit
from finadvies.domain.figure import Row
from finadvies.domain.record import Record
from finadvies.domain.values import Exact
from finadvies.exports import names
from finadvies.exports.homework_view import marks
from finadvies.locale import Texts
from finadvies.rules import explain

EUROS: Final = frozenset(
    {
        "amount_min",
        "amount_max",
        "eur",
        "min_eur",
        "max_eur",
        "cost_min",
        "cost_max",
        "eur_max",
        "budget_eur",
        "ceiling_eur",
        "above",
    }
    | {"max"}
)
SHARES: Final = frozenset(
    {"rate_min", "rate_max", "share", "share_max", "own_contribution_min", "share_of_loan", "state_cover", "advance"}
    | {"advance_share", "balloon_share", "intensity_max", "price_min", "price_max"}
)
MONTHS: Final = frozenset(
    {"term_months_min", "term_months_max", "linear_over_months", "grace_months_max", "within_months_after_order"}
    | {"use_within_months", "term_months_assumed", "every_months"}
)
CODES: Final[Mapping[str, str]] = {
    "purposes": "purposes", "level": "levels", "payout": "payouts", "kinds": "kinds", "loan_kinds": "kinds", "own_counts": "kinds",
    "leaves_out": "kinds", "hits_kinds": "kinds", "spares_kinds": "kinds", "confidence": "confidence", "ground": "grounds",
    "strength": "strengths", "phase": "phases", "provider": "providers", "login": "logins", "role": "roles", "form": "forms",
    "due": "due", "basis": "bases_of", "share_basis": "bases_of", "balloon_basis": "bases_of", "intensity_basis": "bases_of",
    "asset": "assets", "demand": "demands", "rank": "ranks", "repayment": "repayments", "repayment_also": "repayments",
    "type": "benefit_types", "per": "pers", "selection": "selections", "route": "routes", "vat": "vats", "rule": "stacking_rules",
    "by": "step_by",
}  # fmt: skip
"""Field -> the table of fixed words its codes stand in."""


class Words:
    """The wording of fields and values.

    Args:
        texts: the language.
        catalogue: for the names of what conditions and ids speak of.
        checklists: for the names of papers.
    """

    def __init__(self, texts: Texts, catalogue: Catalogue, checklists: Checklists) -> None:
        self.texts: Final = texts
        self.catalogue: Final = catalogue
        self.checklists: Final = checklists

    def label(self, field: str) -> str:
        """The name of a field; of a text in the other language, with that language."""
        base, _, language = field.rpartition("_")
        if language not in ("nl", "en"):
            return self.texts.term("fields", field)
        word = self.texts.term("fields", base)
        return word if language == self.texts.language else self.texts.say(f"changes.in_{language}", what=word)

    def value(self, field: str, value: Any, unit: Unit | None = None) -> str:
        """A value of a field in words; what is absent was not named."""
        match value:
            case None | () | "":
                return self.texts.say("changes.nothing")
            case str():
                return self._code(field, value)
            case tuple():
                return self._several(field, value, unit)
            case Record():
                return self._record(value)
            case _:
                return self._single(field, value, unit)

    def _single(self, field: str, value: Any, unit: Unit | None) -> str:
        match value:
            case bool():
                return self.texts.say("words.yes") if value else self.texts.say("words.no")
            case int() | Decimal():
                return self._number(field, value, unit)
            case date():
                return self.texts.day(value)
            case _:
                return str(value)

    def _several(self, field: str, values: tuple[Any, ...], unit: Unit | None) -> str:
        if isinstance(values[0], Row):
            return self.figure(values, unit or unit_of(field))
        if field == "months_yearly":
            return ", ".join(self.texts.term("months_long", str(month)) for month in values)
        return ", ".join(self.value(field, item, unit) for item in values)

    def _number(self, field: str, value: int | Decimal, unit: Unit | None) -> str:
        if field in ("valid_days", "lead_days"):
            return self.texts.days(int(value), int(value))
        found = unit or unit_of(field)
        return self.number(value, found)

    def number(self, value: Exact, unit: Unit) -> str:
        """A number with its unit, a share with every decimal that it has."""
        if unit == "number":
            return str(value)
        if unit != "share":
            return explain.number(value, unit, self.texts)
        exponent = Decimal(value).normalize().as_tuple().exponent
        return self.texts.share(value, max(1, -exponent - 2) if isinstance(exponent, int) else 1)

    def _code(self, field: str, code: str) -> str:
        texts, catalogue = self.texts, self.catalogue
        if field == "status":
            return texts.say(f"catalogue.status_{code}")
        if field == "kind":
            kind = texts.term("kinds", code)
            return kind if kind != code else texts.term("lender_kinds", code)
        if field in ("products", "product", "not_products", "successor") and code in catalogue.products:
            return texts.pick(catalogue.products[code], "name")
        if field in ("lender", "lenders") and code in catalogue.lenders:
            return names.own_name(catalogue.lenders[code], texts)
        if field in ("document", "documents", "after", "accepted_instead") and code in self.checklists.documents:
            return texts.pick(self.checklists.documents[code], "name")
        if field == "sets" and code in self.checklists.sets:
            return texts.pick(self.checklists.sets[code], "name")
        if field == "url":
            return names.source(code, texts)
        if field in CODES:
            return texts.term(CODES[field], code)
        return code.replace("EUR ", f"€{chr(0xA0)}")

    def _record(self, value: Record) -> str:
        texts = self.texts
        match value:
            case AllOf() | AnyOf() | Not() | Test():
                return explain.condition(value, texts, self.catalogue)
            case Span():
                return self.span(value)
            case LeadDays():
                return f"{texts.days(value.min, value.max)} ({texts.term('bases', value.basis)})"
            case Cost():
                span = texts.say("words.from_to", low=texts.euro(value.min), high=texts.euro(value.max))
                return f"{texts.euro(value.min) if value.min == value.max else span} ({texts.term('bases', value.basis)})"
            case Marks():
                return marks(value, texts) or texts.say("changes.nothing")
            case _:
                return self.named(value)

    def named(self, record: Record) -> str:
        """A record by what people call it."""
        texts = self.texts
        for field in ("name", "text", "judgement"):
            if told := texts.pick(record, field):
                return told
        if isinstance(record, Lender):
            return names.own_name(record, texts)
        if isinstance(record, RequirementLine):
            paper = self._code("document", record.document)
            return paper if record.name == record.document else f"{paper}, {record.name}"
        for field in ("name", "document", "product", "asset", "type", "due", "demand", "route", "url", "id"):
            if value := getattr(record, field, None):
                return self._code(field, str(value))
        pairs = [
            f"{self.label(info.alias or name)} {self.value(info.alias or name, getattr(record, name))}"
            for name, info in type(record).model_fields.items()
            if name in record.model_fields_set and name != "source"
        ]
        return ", ".join(pairs)

    def span(self, days: Span | None) -> str:
        """A number of days; working days say so."""
        if days is None or (days.min is None and days.max is None):
            return ""
        texts, low, high = self.texts, days.min, days.max
        if days.unit == "working":
            count = f"{low}-{high}" if low is not None and high is not None and low != high else str(high if low is None else low)
            return texts.say("sheet.working_days", n=count)
        if low is None or high is None:
            known = texts.days(high or low or 0, high or low or 0)
            return texts.say("words.at_most" if low is None else "words.at_least", n=known)
        return texts.days(low, high)

    def figure(self, rows: tuple[Row, ...] | None, unit: Unit) -> str:
        """A figure row by row, each with its condition and end."""
        if not rows:
            return ""
        dates = {(each.valid_from, each.valid_until) for each in rows}
        if len(dates) > 1:
            return "; ".join(self.row(each, unit) for each in rows)
        return self.dated(rows[0], "; ".join(self.conditional(each, self.amount(each, unit)) for each in rows))

    def row(self, each: Row, unit: Unit) -> str:
        """One row of a figure."""
        return self.dated(each, self.conditional(each, self.amount(each, unit)))

    def amount(self, each: Row, unit: Unit) -> str:
        """The amount of a row, without where and until when it holds."""
        texts = self.texts
        text = self.number(each.value, unit)
        if each.rate is None or each.of is None:
            return text
        of = texts.label(each.of)
        if each.over:
            of = texts.say("sheet.over", what=of, n=explain.number(each.over, FACTS[each.of].unit, texts))
        if not each.value:
            return texts.say("sheet.share_of", rate=self.number(each.rate, "share"), of=of)
        return texts.say("catalogue.rate_of", value=text, rate=self.number(each.rate, "share"), of=of)

    def conditional(self, each: Row, text: str) -> str:
        """A text with the condition of a row behind it."""
        if each.when is None:
            return text
        return self.texts.say("catalogue.if", value=text, condition=self.condition(each.when))

    def dated(self, each: Row, text: str) -> str:
        """A text with the days between which a row holds behind it."""
        if each.valid_from is not None:
            text = self.texts.say("sheet.from_day", value=text, day=self.texts.day(each.valid_from))
        if each.valid_until is not None:
            text = self.texts.say("catalogue.until", value=text, day=self.texts.day(each.valid_until))
        return text

    def condition(self, when: Condition) -> str:
        """A condition as a sentence."""
        return explain.condition(when, self.texts, self.catalogue)


def unit_of(field: str) -> Unit:
    """In what a field is counted."""
    if field in EUROS:
        return "eur"
    if field in SHARES:
        return "share"
    return "months" if field in MONTHS else "number"
