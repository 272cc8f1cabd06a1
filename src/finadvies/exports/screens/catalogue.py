"""The catalogue on screen: the list of products, and one entry in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from finadvies.domain.catalogue import Catalogue, HelpDesk, Lender
from finadvies.domain.checklist import Document
from finadvies.domain.figure import Row as FigureRow
from finadvies.domain.product import Product
from finadvies.exports import names
from finadvies.exports.homework_view import marks
from finadvies.exports.layout import Screen, blank, heading, paragraph, row, table
from finadvies.homework import Lists
from finadvies.locale import Texts
from finadvies.rules import explain


def products(found: list[Product], catalogue: Catalogue, texts: Texts, width: int, today: date) -> Screen:
    """Products by kind, with their lender, id and state."""
    screen = heading(texts.say("catalogue.title", n=len(found), version=catalogue.version), width)
    kinds = list(dict.fromkeys(product.kind for product in sorted(found, key=lambda p: (texts.term("kinds", p.kind), p.id))))
    for kind in kinds:
        screen.append(row((names.capital(texts.term("kinds", kind)), "bold")))
        cells = [
            [product.id, names.product(product, texts), _state(product, texts, today)]
            for product in found
            if product.kind == kind
        ]
        for line in table(cells, "lll"):
            screen += [row(f"  {line}")]
    screen.append(blank())
    return screen


def _state(product: Product, texts: Texts, today: date) -> str:
    if product.status != "open":
        return texts.say(f"catalogue.status_{product.status}")
    return texts.say("catalogue.stale") if product.stale(today) else ""


def entry(record: Product | Lender | Document | HelpDesk, catalogue: Catalogue, lists: Lists, texts: Texts, width: int) -> Screen:
    """One entry in words."""
    match record:
        case Product():
            return _product(record, catalogue, lists, texts, width)
        case Lender():
            return _lender(record, catalogue, lists, texts, width)
        case Document():
            return _document(record, catalogue, lists, texts, width)
        case HelpDesk():
            return _desk(record, catalogue, texts, width)


def _pairs(pairs: Iterable[tuple[str, str]], width: int) -> Screen:
    told = [(label, value) for label, value in pairs if value]
    room = max((len(label) for label, _ in told), default=0) + 2
    screen: Screen = []
    for label, value in told:
        screen += paragraph(value, width, indent=" " * room, first=f"{label:<{room}}")
    return screen


def _product(product: Product, catalogue: Catalogue, lists: Lists, texts: Texts, width: int) -> Screen:
    say = texts.say
    lender = catalogue.lenders[product.lender]
    limits, price = product.limits, product.price
    screen = heading(names.product(product, texts), width)
    screen += paragraph(texts.pick(product, "summary"), width) if texts.pick(product, "summary") else []
    rates = [texts.share(rate) for rate in (price.rate_min, price.rate_max) if rate is not None]
    screen += _pairs(
        [
            (say("catalogue.kind"), texts.term("kinds", product.kind)),
            (say("catalogue.lender"), names.own_name(lender, texts)),
            (say("catalogue.status"), say(f"catalogue.status_{product.status}")),
            (say("catalogue.purposes"), ", ".join(texts.term("purposes", purpose) for purpose in product.purposes)),
            (say("catalogue.amount_min"), figure(limits.amount_min if limits else None, "eur", texts, catalogue)),
            (say("catalogue.amount_max"), figure(limits.amount_max if limits else None, "eur", texts, catalogue)),
            (say("catalogue.term"), figure(limits.term_months_max if limits else None, "months", texts, catalogue)),
            (say("catalogue.share"), figure(limits.share_max if limits else None, "share", texts, catalogue)),
            (say("catalogue.own"), figure(limits.own_contribution_min if limits else None, "share", texts, catalogue)),
            (say("catalogue.rate"), " - ".join(dict.fromkeys(rates))),
            (say("catalogue.payout"), texts.term("payouts", product.timing.payout)),
            (say("catalogue.as_of"), f"{product.as_of} ({texts.term('confidence', product.confidence)})"),
        ],
        width,
    )
    screen += [blank(), row((say("catalogue.criteria"), "bold"))]
    for criterion in product.criteria:
        level = texts.term("levels", criterion.level)
        screen += paragraph(f"{texts.pick(criterion, 'text')} ({level})", width, indent="     ", first="   - ")
        if criterion.when is not None:
            screen += paragraph(explain.condition(criterion.when, texts, catalogue), width, indent="     ", style="dim")
    screen += [blank(), row((say("catalogue.documents"), "bold"))]
    for line in lists.flat(product.checklist or product.lender):
        if line.counts_for(product.id):
            document = lists.checklists.documents[line.document]
            mark = marks(line.marks, texts)
            tail = f" ({mark})" if mark else ""
            screen += paragraph(f"{texts.pick(document, 'name')}{tail}", width, indent="     ", first="   - ")
    screen += [blank(), *_sources(product, texts, width)]
    return screen


def figure(rows: tuple[FigureRow, ...] | None, unit: str, texts: Texts, catalogue: Catalogue) -> str:
    """A figure of the catalogue in words, row by row."""
    if rows is None:
        return ""
    parts = []
    for each in rows:
        text = explain.number(each.value, unit, texts)  # type: ignore[arg-type]  # one of the units
        if each.rate is not None and each.of is not None:
            text = texts.say("catalogue.rate_of", value=text, rate=texts.share(each.rate), of=texts.label(each.of))
        if each.when is not None:
            text = texts.say("catalogue.if", value=text, condition=explain.condition(each.when, texts, catalogue))
        if each.valid_until is not None:
            text = texts.say("catalogue.until", value=text, day=texts.day(each.valid_until))
        parts.append(text)
    return "; ".join(parts)


def _lender(lender: Lender, catalogue: Catalogue, lists: Lists, texts: Texts, width: int) -> Screen:
    say = texts.say
    screen = heading(names.own_name(lender, texts), width)
    offered = [names.product(product, texts) for product in catalogue.products.values() if product.lender == lender.id]
    screen += _pairs(
        [
            (say("catalogue.kind"), texts.term("lender_kinds", lender.kind)),
            (say("catalogue.reach"), "  ".join(part for part in (lender.phone, lender.url) if part)),
            (say("catalogue.products"), ", ".join(offered)),
            (say("catalogue.after_no"), texts.pick(lender, "after_no")),
            (say("catalogue.as_of"), f"{lender.as_of} ({texts.term('confidence', lender.confidence)})"),
        ],
        width,
    )
    if lender.id in lists.checklists.lenders:
        screen += [blank(), row((say("catalogue.documents"), "bold"))]
        for line in lists.flat(lender.id):
            document = lists.checklists.documents[line.document]
            screen += paragraph(texts.pick(document, "name"), width, indent="     ", first="   - ")
    return [*screen, blank(), *_sources(lender, texts, width)]


def _document(document: Document, catalogue: Catalogue, lists: Lists, texts: Texts, width: int) -> Screen:
    say = texts.say
    lead = document.lead_days
    asking = [key for key in lists.checklists.lenders if any(line.document == document.id for line in lists.flat(key))]
    asked = sorted(names.own_name(catalogue.lenders[key], texts) if key in catalogue.lenders else key for key in asking)
    screen = heading(texts.pick(document, "name"), width)
    screen += _pairs(
        [
            (say("paper.what"), texts.pick(document, "what")),
            (say("paper.why"), texts.pick(document, "why")),
            (say("paper.how"), texts.pick(document, "how")),
            (say("columns.provider"), texts.term("providers", document.provider)),
            (say("paper.lead"), f"{texts.days(lead.min, lead.max)} ({texts.term('bases', lead.basis)})"),
            (say("paper.returned"), "; ".join(texts.pick_all(document, "quality"))),
            (say("paper.instead"), "; ".join(texts.pick_all(document, "accepted"))),
            (say("paper.for_whom"), "; ".join(asked)),
        ],
        width,
    )
    return [*screen, blank(), *_sources(document, texts, width)]


def _desk(desk: HelpDesk, catalogue: Catalogue, texts: Texts, width: int) -> Screen:
    say = texts.say
    seen = f" ({say('desks.seen', month=desk.phone_as_of)})" if desk.phone and desk.phone_as_of else ""
    screen = heading(names.own_name(desk, texts), width)
    screen += _pairs(
        [
            (say("paper.what"), texts.pick(desk, "what")),
            (say("paper.why"), texts.pick(desk, "why")),
            (say("catalogue.reach"), "  ".join(part for part in (desk.phone, desk.url) if part) + seen),
            (
                say("paper.condition"),
                explain.condition(desk.when, texts, catalogue) if desk.when else say("catalogue.for_everyone"),
            ),
        ],
        width,
    )
    return [*screen, blank(), *_sources(desk, texts, width)]


def _sources(record: Product | Lender | Document | HelpDesk, texts: Texts, width: int) -> Screen:
    screen: Screen = [row((texts.say("catalogue.sources"), "bold"))]
    for source in record.sources:
        when = texts.say("words.undated") if source.date == "unknown" else source.date
        screen += paragraph(f"{names.source(source.url, texts)} ({when})", width, indent="     ", first="   - ", style="dim")
    return [*screen, blank()]
