"""A product as a fact sheet: what it pays, what it costs, when, for whom, with what, and on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from finadvies.domain.catalogue import HelpDesk, Lender
from finadvies.domain.checklist import Document
from finadvies.domain.product import Fee, Product, Window
from finadvies.exports import names
from finadvies.exports.fields import Words
from finadvies.exports.homework_view import marks
from finadvies.exports.layout import Screen, blank, heading, paragraph, row
from finadvies.homework import Lists
from finadvies.locale import Texts


class Sheet:
    """The fact sheet of a product.

    Args:
        product: the record.
        words: the wording.
        lists: who asks which papers.
        width: of the screen.
        adviser: whether it is for the adviser, who also reads what is noted for who keeps the entry.
    """

    def __init__(self, product: Product, words: Words, lists: Lists, width: int, *, adviser: bool) -> None:
        self.product: Final = product
        self.words: Final = words
        self.texts: Final = words.texts
        self.lists: Final = lists
        self.width: Final = width
        self.adviser: Final = adviser

    def screen(self) -> Screen:
        """All of it."""
        product, texts = self.product, self.texts
        screen = heading(names.product(product, texts, self.words.catalogue), self.width)
        summary = texts.pick(product, "summary")
        screen += paragraph(summary, self.width) if summary else []
        screen += pairs([*self._about(), *self._amounts(), *self._price(), *self._timing()], self.width)
        screen += self._section("benefits", self._benefits())
        screen += self._section("guarantee", self._guarantee())
        screen += self._section("fees", [self._fee(fee) for fee in product.price.fees])
        screen += self._section("windows", [self._window(window) for window in product.windows])
        screen += self._criteria()
        screen += self._section("stacking", self._stacking())
        screen += self._section("security", self._security())
        screen += self._section("remarks", remarks(product, texts))
        screen += self._section("apply", self._apply())
        screen += self._section("steps", self._steps())
        screen += self._section("duties", duties(product, self.words))
        screen += self._papers()
        if self.adviser and product.notes:
            screen += self._section("notes", [product.notes])
        return [*screen, blank(), *sources(product, texts, self.width)]

    # -- the two columns at the top --------------------------------------------------------------------------------------

    def _about(self) -> Iterator[tuple[str, str]]:
        product, texts = self.product, self.texts
        yield texts.say("catalogue.kind"), texts.term("kinds", product.kind)
        yield texts.say("catalogue.lender"), names.lender_in(self.words.catalogue, product.lender, texts)
        yield texts.say("catalogue.status"), self._status()
        everything = "any" in product.purposes
        named = ", ".join(texts.term("purposes", purpose) for purpose in product.purposes)
        yield texts.say("catalogue.purposes"), texts.say("sheet.any_purpose") if everything else named

    def _status(self) -> str:
        product, texts = self.product, self.texts
        parts = [texts.say(f"catalogue.status_{product.status}")]
        if product.closed_on is not None:
            parts.append(texts.say("changes.closed_on", day=texts.day(product.closed_on)))
        if product.runs_until is not None:
            parts.append(texts.say("operators.until", n=texts.day(product.runs_until)))
        if product.successor is not None:
            parts.append(texts.say("changes.successor", name=self.words.value("successor", product.successor)))
        return ", ".join(parts)

    def _amounts(self) -> Iterator[tuple[str, str]]:
        say, words, limits = self.texts.say, self.words, self.product.limits
        if limits is None:
            return
        yield say("catalogue.amount_min"), words.figure(limits.amount_min, "eur")
        yield say("catalogue.amount_max"), words.figure(limits.amount_max, "eur")
        yield say("catalogue.term_min"), words.figure(limits.term_months_min, "months")
        yield say("catalogue.term"), words.figure(limits.term_months_max, "months")
        share = words.figure(limits.share_max, "share")
        of = self.texts.term("bases_of", limits.share_basis) if limits.share_basis else ""
        yield say("catalogue.share"), say("sheet.share_of", rate=share, of=of) if share and of else share
        yield say("catalogue.own"), words.figure(limits.own_contribution_min, "share")
        yield say("sheet.own_counts"), ", ".join(self.texts.term("kinds", kind) for kind in limits.own_counts)

    def _price(self) -> Iterator[tuple[str, str]]:
        say, texts, price = self.texts.say, self.texts, self.product.price
        rates = [self.words.number(rate, "share") for rate in (price.rate_min, price.rate_max) if rate is not None]
        lends = price.model in ("loan", "revolving", "flat", "lease", "factoring")
        yield say("catalogue.rate"), " - ".join(dict.fromkeys(rates)) or (say("sheet.rate_open") if lends else "")
        ways = [way for way in (price.repayment, *price.repayment_also) if way and way != "none"]
        yield say("sheet.repayment"), ", ".join(texts.term("repayments", way) for way in ways)
        if price.grace_months_max:
            yield say("sheet.grace"), self.words.value("grace_months_max", price.grace_months_max)
        yield say("sheet.price"), texts.pick(price, "text")

    def _timing(self) -> Iterator[tuple[str, str]]:
        say, texts, timing, product = self.texts.say, self.texts, self.product.timing, self.product
        yield say("sheet.decision"), self.words.span(timing.decision_days)
        yield say("sheet.cash"), self.words.span(timing.payout_days)
        assumed = f" ({texts.term('bases', 'estimate')})" if timing.payout_assumed else ""
        yield say("catalogue.payout"), texts.term("payouts", timing.payout) + assumed
        if timing.advance_share:
            yield say("sheet.advance"), self.words.number(timing.advance_share, "share")
        if timing.before_order:
            yield say("sheet.order"), say("sheet.before_order")
        if timing.within_months_after_order is not None:
            months = self.words.value("within_months_after_order", timing.within_months_after_order)
            yield say("sheet.order"), say("sheet.after_order", months=months)
        if timing.use_within_months is not None:
            yield say("sheet.spend"), self.words.value("use_within_months", timing.use_within_months)
        if timing.selection is not None:
            yield say("sheet.selection"), texts.term("selections", timing.selection)
        yield say("catalogue.as_of"), f"{product.as_of} ({texts.term('confidence', product.confidence)})"
        if product.next_review is not None:
            yield say("sheet.review"), texts.day(product.next_review)

    # -- the sections ----------------------------------------------------------------------------------------------------

    def _section(self, name: str, lines: Iterable[str]) -> Screen:
        told = [line for line in lines if line]
        if not told:
            return []
        screen: Screen = [blank(), row((self.texts.say(f"sheet.{name}"), "bold"))]
        for line in told:
            screen += paragraph(line, self.width, indent="     ", first="   - ")
        return screen

    def _benefits(self) -> Iterator[str]:
        texts, words = self.texts, self.words
        for benefit in self.product.benefits:
            parts = [texts.term("benefit_types", benefit.type)]
            if benefit.share is not None:
                parts.append(words.figure(benefit.share, "share"))
            if benefit.times == "marginal_tax_rate":
                parts.append(texts.say("sheet.times_tax"))
            bounds = [(field, getattr(benefit, field)) for field in ("cost_min", "cost_max", "eur_max")]
            parts += [f"{words.label(field)} {words.figure(rows, 'eur')}" for field, rows in bounds if rows is not None]
            parts += [texts.term("pers", benefit.per)] if benefit.per else []
            parts += [texts.say("sheet.if", condition=words.condition(benefit.when))] if benefit.when else []
            yield ", ".join(parts) + (f". {told}" if (told := texts.pick(benefit, "judgement")) else "")

    def _guarantee(self) -> Iterator[str]:
        terms, words, texts = self.product.guarantee, self.words, self.texts
        if terms is None:
            return
        yield f"{words.label('share_of_loan')}: {words.figure(terms.share_of_loan, 'share')}"
        if terms.state_cover is not None:
            yield f"{words.label('state_cover')}: {words.figure(terms.state_cover, 'share')}"
        yield f"{words.label('loan_kinds')}: {words.value('loan_kinds', terms.loan_kinds)}"
        lenders = [lender for lender in words.catalogue.lenders.values() if self._may_bring(lender)]
        brought = "; ".join(names.lender_in(words.catalogue, lender.id, texts) for lender in lenders)
        yield texts.say("sheet.brought_by", who=brought) if brought else ""

    def _may_bring(self, lender: Lender) -> bool:
        return any(item.product == self.product.id for item in lender.accredited)

    def _fee(self, fee: Fee) -> str:
        texts, words = self.texts, self.words
        parts = [words.figure(fee.share, "share")] if fee.share is not None else []
        if parts and fee.basis is not None:
            parts = [texts.say("sheet.share_of", rate=parts[0], of=texts.term("bases_of", fee.basis))]
        parts += [words.figure(fee.eur, "eur")] if fee.eur is not None else []
        parts += [texts.say("words.at_least", n=texts.euro(fee.min_eur))] if fee.min_eur is not None else []
        parts += [texts.say("words.at_most", n=texts.euro(fee.max_eur))] if fee.max_eur is not None else []
        parts.append(texts.term("due", fee.due))
        parts += [texts.term("vats", fee.vat)] if fee.vat is not None else []
        parts += [words.label("also_when_refused")] if fee.also_when_refused else []
        parts += [texts.say("sheet.if", condition=words.condition(fee.when))] if fee.when is not None else []
        told = texts.pick(fee, "text").rstrip(".")
        return f"{told}: {', '.join(parts)}" if told else ", ".join(parts)

    def _window(self, window: Window) -> str:
        words, texts = self.words, self.texts
        parts = []
        for field in ("opens", "closes", "opens_yearly", "closes_yearly", "months_yearly", "budget_eur"):
            value = getattr(window, field)
            if value is not None:
                told = self._year_day(value) if field in ("opens_yearly", "closes_yearly") else words.value(field, value)
                parts.append(f"{words.label(field)} {told}")
        if window.used_up:
            parts.append(words.label("used_up"))
        if window.used_up_as_of is not None and window.used_up is not None:
            parts.append(texts.say("desks.seen", month=texts.day(window.used_up_as_of)))
        parts += [texts.say("sheet.if", condition=words.condition(window.when))] if window.when is not None else []
        return ", ".join(parts)

    def _year_day(self, value: str) -> str:
        month, day = (int(part) for part in value.split("-"))
        return f"{day} {self.texts.term('months_long', str(month))}"

    def _criteria(self) -> Screen:
        texts = self.texts
        screen: Screen = [blank(), row((texts.say("catalogue.criteria"), "bold"))]
        for criterion in self.product.criteria:
            level = texts.term("levels", criterion.level)
            text = f"{texts.pick(criterion, 'text')} ({level})"
            screen += paragraph(text, self.width, indent="     ", first="   - ")
            if criterion.when is not None:
                when = self.words.condition(criterion.when)
                if criterion.applies is not None:
                    when = texts.say("sheet.applies", when=when, condition=self.words.condition(criterion.applies))
                screen += paragraph(when, self.width, indent="     ", style="dim")
        return screen

    def _stacking(self) -> Iterator[str]:
        texts, words = self.texts, self.words
        for rule in self.product.stacking:
            told = texts.pick(rule, "text").rstrip(".")
            about = [texts.term("stacking_rules", rule.rule)]
            with_ = [
                words.value(field, getattr(rule, field)) for field in ("products", "kinds", "lenders") if getattr(rule, field)
            ]
            if with_:
                about.append(", ".join(with_))
            yield f"{told} ({': '.join(about)})"

    def _security(self) -> Iterator[str]:
        texts, words = self.texts, self.words
        for item in self.product.security:
            parts = [texts.term("demands", item.demand)]
            parts += [texts.term("ranks", item.rank)] if item.rank is not None else []
            if item.advance is not None:
                share = words.figure(item.advance, "share")
                of = texts.term("bases_of", item.basis) if item.basis else ""
                counted = texts.say("sheet.share_of", rate=share, of=of) if of else share
                parts.append(f"{words.label('advance')} {counted}")
            told = f". {text}" if (text := texts.pick(item, "text")) else ""
            yield f"{texts.term('assets', item.asset)}: {', '.join(parts)}{told}"
        surety = self.product.private_guarantee
        if surety is None:
            return
        parts = [texts.term("demands", surety.demand)]
        if surety.share is not None:
            share = words.figure(surety.share, "share")
            of = texts.term("bases_of", surety.basis) if surety.basis else ""
            parts.append(texts.say("sheet.share_of", rate=share, of=of) if of else share)
        parts += [words.figure(surety.eur, "eur")] if surety.eur is not None else []
        parts += [texts.say("sheet.if", condition=words.condition(surety.when))] if surety.when is not None else []
        told = f". {text}" if (text := texts.pick(surety, "text")) else ""
        yield f"{words.label('private_guarantee')}: {', '.join(parts)}{told}"

    def _apply(self) -> Iterator[str]:
        texts, way = self.texts, self.product.apply
        yield ": ".join(part for part in (texts.term("routes", way.route), texts.pick(way, "via")) if part)
        yield texts.pick(way, "note")
        if way.login != "none":
            yield texts.say("sheet.login", what=texts.term("logins", way.login))

    def _steps(self) -> Iterator[str]:
        for step in self.product.apply.steps:
            parts = [self.texts.term("step_by", step.by)] if step.by is not None else []
            parts += [self.words.span(step.days)] if step.days is not None else []
            yield told(self.texts.pick(step, "text"), parts)

    def _papers(self) -> Screen:
        texts, product, documents = self.texts, self.product, self.lists.checklists.documents
        screen: Screen = [blank(), row((texts.say("catalogue.documents"), "bold"))]
        for line in self.lists.flat(product.checklist or product.lender):
            if line.counts_for(product.id):
                mark = marks(line.marks, texts)
                tail = f" ({mark})" if mark else ""
                text = f"{texts.pick(documents[line.document], 'name')}{tail}"
                screen += paragraph(text, self.width, indent="     ", first="   - ")
        return screen


def told(sentence: str, beside: list[str]) -> str:
    """A sentence with a few words between brackets."""
    return f"{sentence.rstrip('.')} ({', '.join(beside)})" if beside else sentence


def remarks(product: Product, texts: Texts) -> Iterator[str]:
    """What is worth knowing beforehand."""
    yield from (texts.pick(remark, "text") for remark in product.remarks)


def duties(product: Product, words: Words) -> Iterator[str]:
    """What the client goes on doing after the money has come."""
    for duty in product.duties:
        beside = (
            [words.texts.say("sheet.every", months=words.value("every_months", duty.every_months))] if duty.every_months else []
        )
        beside += [words.value("document", duty.document)] if duty.document else []
        yield told(words.texts.pick(duty, "text"), beside)


def pairs(labelled: Iterable[tuple[str, str]], width: int) -> Screen:
    """Names and values in two columns; what has no value is left out."""
    told = [(label, value) for label, value in labelled if value]
    room = max((len(label) for label, _ in told), default=0) + 2
    screen: Screen = []
    for label, value in told:
        screen += paragraph(value, width, indent=" " * room, first=f"{label:<{room}}")
    return screen


def sources(record: Product | Lender | Document | HelpDesk, texts: Texts, width: int) -> Screen:
    """Each source with its date and the facts it carries."""
    screen: Screen = [row((texts.say("catalogue.sources"), "bold"))]
    for source in record.sources:
        when = texts.say("words.undated") if source.date == "unknown" else source.date
        if source.estimate:
            when = f"{when}; {texts.say('sheet.estimated', what=source.estimate)}"
        screen += paragraph(f"{names.source(source.url, texts)} ({when})", width, indent="     ", first="   - ", style="dim")
        screen += paragraph(texts.say("sheet.carries", facts=source.facts), width, indent="     ", first="     ", style="dim")
    return [*screen, blank()]
