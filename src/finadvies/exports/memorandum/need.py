"""What is needed and who pays it: the picture, the tables, and the sum that has to close."""

from __future__ import annotations

from collections.abc import Iterator

from finadvies.advice import Proposal
from finadvies.advice.with_mix import Burden
from finadvies.domain.client import Slot
from finadvies.domain.facts import ASSET_PURPOSES
from finadvies.domain.values import UNKNOWN
from finadvies.exports import names
from finadvies.exports.figure_words import publisher
from finadvies.exports.memorandum.case import PRIVATE, Case, span
from finadvies.exports.paper.sources import Segment, Sources
from finadvies.exports.screens.mixes import closers
from finadvies.exports.written.model import Bar, Block, Cell, Column, Gaps, Note, Pair, Pairs, Point, Points, Section, Table, Text
from finadvies.mix.price import commission_eur
from finadvies.rules import explain
from finadvies.rules.burden import MONTHS_A_YEAR
from finadvies.rules.figures import outcome


def need(case: Case) -> Section:
    """Uses, sources, and their difference."""
    return Section("need", case.say("memorandum.need"), tuple(_need(case)))


def _need(case: Case) -> Iterator[Block]:
    client = case.advice.client
    if not client.uses:
        yield Text(case.say("memorandum.no_uses"))
        yield Gaps((Pair(case.texts.label("use.purpose"), case.whom("owner"), case.why("use.purpose")),
                    Pair(case.texts.label("use.amount"), case.whom("owner"), case.why("use.amount"))))  # fmt: skip
        return
    if case.sources is not None:
        yield Bar(case.sources)
    yield _uses(case)
    if case.sources is not None and case.proposal is not None and case.sources.segments:
        yield Text(case.say("memorandum.rates_are_no_offer"), "small")
        yield _paying(case, case.sources, case.proposal)
    yield _closing(case)
    for line in _guarantees(case):
        yield Text(line, "small")
    yield from _short(case)
    missing = [
        case.gap_of(Slot(key, use))
        for use in range(len(client.uses))
        for key in ("use.purpose", "use.amount")
        if client.value(key, use) in (UNKNOWN, "unspecified")
    ]
    quotes = [
        case.use(use) for use in range(len(client.uses)) if _quoted(case, use) and client.value("use.quote", use) is UNKNOWN
    ]
    if quotes:
        name = case.say("memorandum.quote_for", uses=case.texts.listed(quotes))
        missing.append(Pair(name, case.whom("supplier"), case.why("use.quote")))
    missing += case.gaps(("need.own_contribution", *(("need.own_source",) if case.advice.own else ())))
    missing += case.papers(("investment-budget", "finance-budget"))
    if missing:
        yield Gaps(tuple(missing))


def _uses(case: Case) -> Table:
    client, texts = case.advice.client, case.texts
    rows = []
    for use in range(len(client.uses)):
        amount = client.value("use.amount", use)
        told = case.value("use.amount", use) if amount is not UNKNOWN else texts.say("words.unknown")
        note = case.say("memorandum.counted_low", amount=texts.euro(case.advice.need[use])) if span(amount) else ""
        purpose, name = case.value("use.purpose", use), names.use(client, use, texts)
        rows.append(
            (
                Cell(names.capital(name), names.capital(purpose) if purpose != name else ""),
                Cell(told, note),
                Cell(case.value("use.quote", use) if _quoted(case, use) else ""),
                Cell(case.value("use.committed", use)),
            )
        )
    columns = (
        Column(texts.say("paper.for_what")),
        Column(texts.say("paper.amount"), number=True),
        Column(case.say("memorandum.quote")),
        Column(case.say("memorandum.ordered")),
    )
    total = (Cell(texts.say("paper.total")), Cell(texts.euro(case.total)), Cell(""), Cell(""))
    return Table(columns, tuple(rows), total)


def _quoted(case: Case, use: int) -> bool:
    """Whether a supplier sends a quote for it; premises have a deed, and stock an invoice."""
    purpose = case.advice.client.value("use.purpose", use)
    return purpose in ASSET_PURPOSES - {"inventory", "real_estate"}


def _paying(case: Case, whole: Sources, proposal: Proposal) -> Table:
    texts = case.texts
    found = {each.component.product: each for each in case.burdens}
    paying = [part for part in proposal.components if part.role in ("own", "source")]
    rows = []
    for segment, part in zip((each for each in whole.segments if not each.gap), paying, strict=True):
        asked = found.get(part.product) if part.role == "source" else None
        rows.append(_row(case, segment, asked))
    rows += [
        (Cell(segment.name, segment.uses, "poor"), Cell(segment.amount), *(Cell("") for _ in range(4)))
        for segment in whole.segments
        if segment.gap
    ]
    columns = (
        Column(case.say("memorandum.financier")),
        Column(texts.say("paper.amount"), number=True),
        Column(case.say("memorandum.term")),
        Column(case.say("memorandum.rate")),
        Column(case.say("memorandum.burden_column"), number=True),
        Column(case.say("memorandum.security_column")),
    )
    burden = texts.euro(case.burden) if case.burden is not None else ""
    note = case.say("memorandum.not_all_known") if burden and not case.burden_whole else ""
    total = (Cell(texts.say("paper.total")), Cell(whole.total), Cell(""), Cell(""), Cell(burden, note), Cell(""))
    return Table(columns, tuple(rows), total)


def _row(case: Case, segment: Segment, asked: Burden | None) -> tuple[Cell, ...]:
    name = Cell(segment.name, case.say("memorandum.form_for", form=segment.form, uses=segment.uses), None, segment.letter)
    if asked is None:
        return (
            Cell(segment.name, case.say("memorandum.for_uses", uses=segment.uses), None, segment.letter),
            Cell(segment.amount),
            *(Cell("") for _ in range(4)),
        )
    part = asked.component
    verdict = case.texts.term("verdicts", part.verdict) if part.verdict is not None else ""
    name = Cell(segment.name, f"{name.note}; {verdict}" if verdict else name.note, None, segment.letter)
    return (name, Cell(segment.amount), _term(case, asked), _rate(case, asked), _burden(case, asked), Cell(security(case, asked)))


def _term(case: Case, asked: Burden) -> Cell:
    part, texts = asked.component, case.texts
    if asked.basis == "shares":
        return Cell(case.say("memorandum.no_term"))
    if part.goes_round:
        return Cell(case.say("memorandum.goes_round"))
    if part.months is None:
        return Cell(texts.say("words.unknown"))
    years, rest = divmod(part.months, MONTHS_A_YEAR)
    told = explain.number(part.months if rest else years, "months" if rest else "years", texts)
    return Cell(told, texts.say("paper.estimate") if part.months_assumed else "")


def _rate(case: Case, asked: Burden) -> Cell:
    """The rate with where it comes from, always: a figure without its origin looks like an offer."""
    texts, decimals = case.texts, 2 if case.adviser else 1
    lender = case.advice.catalogue.lenders.get(asked.component.lender or "")
    if lender is not None and lender.kind == "private":
        told = texts.share(asked.rate_year, decimals) if asked.rate_year is not None else ""
        return Cell(case.say("memorandum.rate_private"), case.say("memorandum.reckoned_with", rate=told) if told else "")
    if asked.rate_year is None:
        return (
            Cell(case.say("memorandum.rate_shares"))
            if asked.basis == "shares"
            else Cell(texts.say("words.unknown"), case.say("memorandum.ask_a_quote"))
        )
    told = texts.share(asked.rate_year, decimals)
    span_told = ""
    if asked.low is not None and asked.high is not None and asked.low != asked.high:
        span_told = texts.say("words.from_to", low=texts.share(asked.low, decimals), high=texts.share(asked.high, decimals))
    if asked.basis == "own":
        key = "rate_own_span" if span_told else "rate_own"
        note = case.say(f"memorandum.{key}", span=span_told, month=case.month(asked.as_of))
        product = case.advice.catalogue.products[asked.component.product or ""]
        if product.stale(case.advice.today):
            note = f"{note}; {case.say('memorandum.rate_old')}"
        if case.adviser:
            note = f"{note}; {_source(case, asked)}"
        return Cell(told, note)
    return Cell(told, case.say("memorandum.rate_market", span=span_told or told))


def _source(case: Case, asked: Burden) -> str:
    product = case.advice.catalogue.products[asked.component.product or ""]
    found = next((source for source in product.sources if source.id in product.price.source), None)
    where = case.texts.say("words.unknown")
    if found is not None:
        dated = case.texts.say("words.undated") if found.date == "unknown" else found.date
        where = f"{publisher(found, case.texts)}, {dated}"
    review = case.texts.day(product.next_review) if product.next_review is not None else case.texts.say("words.unknown")
    return case.say(
        "memorandum.rate_source", source=where, confidence=case.texts.term("confidence", product.confidence), review=review
    )


def _burden(case: Case, asked: Burden) -> Cell:
    if asked.year_eur is None:
        return Cell(case.say("memorandum.no_burden") if asked.basis == "shares" else case.texts.say("words.unknown"))
    if not asked.year_eur and asked.component.kind == "factoring":
        return Cell(case.say("memorandum.customers_repay"))
    notes = [case.texts.say("paper.estimate")] if asked.estimated else []
    if asked.at_end_eur == asked.component.amount_eur or asked.component.goes_round:
        notes.append(case.say("memorandum.interest_only"))
    return Cell(case.euros(asked.year_eur), ", ".join(notes))


def security(case: Case, asked: Burden) -> str:
    """What the lender gets as security, short; the word for unknown where nobody tells."""
    product, texts = case.advice.catalogue.products[asked.component.product or ""], case.texts
    uses = texts.listed([names.use(case.advice.client, use, texts) for use, _ in asked.component.uses])
    found = [
        uses if item.asset == "object" else texts.term("assets", item.asset)
        for item in product.security
        if item.asset != "none" and item.demand in ("always", "usual")
    ]
    surety = product.private_guarantee
    if surety is not None and surety.demand in ("always", "usual"):
        found.append(case.say("memorandum.surety"))
    found += [case.part(part) for part in case.proposal.components if part.guarantees == product.id] if case.proposal else []
    if found:
        return texts.listed(list(dict.fromkeys(found)))
    if any(item.asset == "none" for item in product.security):
        return texts.say("words.none")
    return case.say("memorandum.no_burden") if asked.basis == "shares" else case.say("memorandum.unknown_ask")


def _closing(case: Case) -> Pairs:
    """The sum: needed, paid, and the difference, which is the gap that has a name or nothing at all."""
    texts, mix = case.texts, case.proposal.mix if case.proposal is not None else None
    covered = mix.covered if mix is not None else 0
    return Pairs(
        (
            Pair(case.say("memorandum.needed"), texts.euro(case.total)),
            Pair(case.say("memorandum.covered"), texts.euro(covered), case.say("memorandum.covered_note")),
            Pair(
                case.say("memorandum.difference"),
                texts.euro(case.total - covered),
                case.say("memorandum.closes" if case.total == covered else "memorandum.open_gap"),
            ),
        )
    )


def _guarantees(case: Case) -> Iterator[str]:
    """What is guaranteed and for which commission; it is no money."""
    for part in case.proposal.components if case.proposal is not None else ():
        if part.role != "guarantee" or part.product is None:
            continue
        amount = case.texts.euro(part.amount_eur or 0)
        told = case.texts.say("mix_words.guarantee", name=case.part(part), amount=amount)
        loan = next(each for each in case.parts if each.product == part.guarantees)
        options = case.advice.by_product
        fee = commission_eur(options[part.product], options[loan.product or ""], case.advice.facts, loan.amount_eur or 0)
        covers = case.advice.catalogue.products[part.product].guarantee
        share = outcome(covers.share_of_loan, case.advice.facts).exact if covers is not None else None
        most = (
            case.say("memorandum.guarantee_share", share=case.texts.share(share, 0), loan=case.part(loan))
            if share is not None
            else ""
        )
        price = (
            case.say("memorandum.guarantee_fee", fee=case.texts.euro(fee))
            if fee is not None
            else case.say("memorandum.guarantee_fee_unknown")
        )
        yield " ".join(part for part in (told, most, price) if part)


def _short(case: Case) -> Iterator[Block]:
    """The gap, why it is there and what would close it."""
    short, texts = case.advice.shortfall, case.texts
    if short is None or not case.total:
        return
    gap = case.proposal.mix.gap if case.proposal is not None else case.total
    if not gap:
        return
    uses = texts.listed([names.use(case.advice.client, use, texts) for use in short.short_uses])
    why = ""
    if short.limit == "repayment" and not short.room_eur:
        why = texts.say("shortfall.repayment_none")
    elif short.limit is not None:
        why = texts.say(f"shortfall.{short.limit}", room=texts.euro(short.room_eur or 0))
    elif uses:
        why = texts.say("shortfall.on", uses=uses)
    if short.first_step is not None:
        why = f"{why} {texts.say('shortfall.first_step', n=texts.euro(short.first_step))}"
    yield Note(f"{texts.say('shortfall.title', gap=texts.euro(gap))}.", why)
    yield Text(case.say("memorandum.closing_it"))
    yield Points(
        tuple(Point("", f"{names.capital(line)}.") for line in closers(case.advice, texts, () if case.adviser else PRIVATE))
    )
