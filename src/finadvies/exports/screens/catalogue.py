"""The catalogue on screen: the list of products, and one entry in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from finadvies.domain.catalogue import Catalogue, HelpDesk, Lender
from finadvies.domain.checklist import Document
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.exports import names
from finadvies.exports.fields import Words
from finadvies.exports.layout import NARROW, Screen, blank, heading, pad, paragraph, row, wide, wrapped
from finadvies.exports.screens.sheet import Sheet, pairs, sources
from finadvies.homework import Lists
from finadvies.locale import Texts
from finadvies.rules import explain
from finadvies.rules.browse import amounts
from finadvies.rules.figures import Outcome


def products(found: list[Product], facts: Facts, texts: Texts, width: int) -> Screen:
    """Products by kind: name and amounts, and below them the id and what is to be known first."""
    catalogue, today = facts.catalogue, facts.today
    count = "catalogue.title" if len(found) == len(catalogue.products) else "catalogue.narrowed"
    title = texts.say(count, n=len(found), all=len(catalogue.products), version=catalogue.version)
    screen = heading(title, width)
    kinds = list(dict.fromkeys(product.kind for product in sorted(found, key=lambda p: (texts.term("kinds", p.kind), p.id))))
    for kind in kinds:
        screen.append(row((names.capital(texts.term("kinds", kind)), "bold")))
        for product in found:
            if product.kind == kind:
                screen += _listed(product, amounts(product, facts), catalogue, texts, width, today)
    screen.append(blank())
    return screen


def _listed(
    product: Product, span: tuple[Outcome, Outcome], catalogue: Catalogue, texts: Texts, width: int, today: date
) -> Screen:
    tail = _span(span[0], span[1], texts)
    name, parts = names.product(product, texts, catalogue), [product.id, _state(product, texts, today)]
    if width < NARROW:
        screen = paragraph(name, width, indent="  ", first="  ")
        parts.insert(0, tail)
    else:
        room = width - INDENT - GAP - wide(tail)
        first, *rest = wrapped(name, room)
        screen = [row(f"  {pad(first, room)}  {tail}"), *(row(f"  {line}") for line in rest)]
    about = "  ·  ".join(parts)
    return [*screen, *paragraph(about, width, indent="    ", style="dim")]


def words(listed: list[tuple[str, str, str]], texts: Texts, width: int) -> Screen:
    """Codes with their names, by group: (group, code, name)."""
    screen: Screen = []
    for group in dict.fromkeys(group for group, _, _ in listed):
        screen += [blank()] if screen else []
        screen.append(row((texts.say(f"catalogue.words_group_{group}"), "bold")))
        screen += pairs([(code, name or code) for each, code, name in listed if each == group], width)
    return screen


INDENT: Final = 2
GAP: Final = 2


def _span(low: Outcome, high: Outcome, texts: Texts) -> str:
    """From the least to the most it lends, over all that is still open."""
    least = texts.euro(low.low) if low.low else ""
    most = texts.euro(high.high) if high.high is not None and not high.may_be_absent else ""
    if least and most:
        return texts.say("catalogue.amount_span", low=least, high=most)
    if least:
        return texts.say("catalogue.amount_from", low=least)
    return texts.say("catalogue.amount_to", high=most) if most else texts.say("catalogue.amount_open")


def _state(product: Product, texts: Texts, today: date) -> str:
    if product.status != "open":
        return texts.say(f"catalogue.status_{product.status}")
    return texts.say("catalogue.stale" if product.stale(today) else "catalogue.status_open")


def entry(
    record: Product | Lender | Document | HelpDesk,
    catalogue: Catalogue,
    lists: Lists,
    texts: Texts,
    width: int,
    *,
    adviser: bool = True,
) -> Screen:
    """One entry in words; an adviser also reads what is noted for who keeps it."""
    words = Words(texts, catalogue, lists.checklists)
    match record:
        case Product():
            return Sheet(record, words, lists, width, adviser=adviser).screen()
        case Lender():
            return _lender(record, words, lists, width)
        case Document():
            return _document(record, words, lists, width)
        case HelpDesk():
            return _desk(record, words, width)


def _lender(lender: Lender, words: Words, lists: Lists, width: int) -> Screen:
    catalogue, texts = words.catalogue, words.texts
    say = texts.say
    screen = heading(names.lender_in(catalogue, lender.id, texts), width)
    offered = [names.product(product, texts, catalogue) for product in catalogue.products.values() if product.lender == lender.id]
    screen += pairs(
        [
            (say("catalogue.kind"), texts.term("lender_kinds", lender.kind)),
            (say("catalogue.reach"), "  ".join(part for part in (lender.phone, lender.url) if part)),
            (say("catalogue.after_no"), texts.pick(lender, "after_no")),
            (say("catalogue.as_of"), f"{lender.as_of} ({texts.term('confidence', lender.confidence)})"),
        ],
        width,
    )
    if offered:
        screen += [blank(), row((say("catalogue.products"), "bold"))]
    for name in offered:
        screen += paragraph(name, width, indent="     ", first="   - ")
    if lender.id in lists.checklists.lenders:
        screen += [blank(), row((say("catalogue.documents"), "bold"))]
        for line in lists.flat(lender.id):
            document = lists.checklists.documents[line.document]
            screen += paragraph(texts.pick(document, "name"), width, indent="     ", first="   - ")
    return [*screen, blank(), *sources(lender, texts, width)]


def _document(document: Document, words: Words, lists: Lists, width: int) -> Screen:
    catalogue, texts = words.catalogue, words.texts
    say = texts.say
    lead = document.lead_days
    asking = [key for key in lists.checklists.lenders if any(line.document == document.id for line in lists.flat(key))]
    asked = sorted(names.lender_in(catalogue, key, texts) for key in asking)
    screen = heading(texts.pick(document, "name"), width)
    screen += pairs(
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
    return [*screen, blank(), *sources(document, texts, width)]


def _desk(desk: HelpDesk, words: Words, width: int) -> Screen:
    catalogue, texts = words.catalogue, words.texts
    say = texts.say
    seen = f" ({say('desks.seen', month=desk.phone_as_of)})" if desk.phone and desk.phone_as_of else ""
    screen = heading(names.own_name(desk, texts), width)
    screen += pairs(
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
    return [*screen, blank(), *sources(desk, texts, width)]
