"""On what the memorandum rests; and for the office every answer, every criterion, the other mixes and its own notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, get_args

from finadvies.domain.values import UNKNOWN, Origin
from finadvies.exports import names
from finadvies.exports.figure_words import publisher
from finadvies.exports.memorandum.beside import looked_at
from finadvies.exports.memorandum.case import Case
from finadvies.exports.screens.mixes import label_words
from finadvies.exports.screens.review import shown
from finadvies.exports.written.model import Block, Cell, Column, Gaps, Point, Points, Section, Table, Text
from finadvies.feasibility import Light
from finadvies.rules import explain
from finadvies.rules.eligibility import Option
from finadvies.rules.truth import Truth

MOST_QUESTIONS: Final = 6
TRUTH_LIGHTS: Final[dict[Truth, Light]] = {Truth.TRUE: "good", Truth.FALSE: "poor", Truth.UNKNOWN: "unknown"}


def account(case: Case) -> Section:
    """Where the answers come from, what is not known and matters, what is an estimate."""
    return Section("account", case.say("memorandum.account"), tuple(_account(case)))


def _account(case: Case) -> Iterator[Block]:
    texts = case.texts
    known = Counter(answer.origin for _, answer in case.advice.client.slots() if answer.value is not UNKNOWN)
    total = sum(known.values())
    origins: tuple[Origin, ...] = get_args(Origin)
    told = [case.say(f"memorandum.origin_{origin}", n=known[origin]) for origin in origins if known[origin]]
    if total:
        yield Text(
            case.say("memorandum.rests_on_one" if total == 1 else "memorandum.rests_on", n=total, origins=texts.listed(told))
        )
    else:
        yield Text(case.say("memorandum.rests_on_nothing"))
    guesses = list(_estimates(case))
    if guesses:
        yield Text(case.say("memorandum.estimates"))
        yield Points(tuple(Point("", line) for line in guesses))
    if not case.advice.proven:
        yield Text(texts.say("mixes.not_proven"))
    gaps = [case.gap_of(question.slot) for question in case.advice.questions if case.shown(question.slot.key)][:MOST_QUESTIONS]
    before, now = [gap for gap in gaps if case.asked(gap.name)], [gap for gap in gaps if not case.asked(gap.name)]
    if before:
        yield Text(case.say("memorandum.unknown_before", what=texts.listed([gap.name for gap in before])))
    if now:
        yield Text(case.say("memorandum.unknown_matters"))
        yield Gaps(tuple(now))


def _estimates(case: Case) -> Iterator[str]:
    """What has no fixed source, each named."""
    texts = case.texts
    market = [case.part(each.component) for each in case.burdens if each.basis == "market"]
    assumed = [case.part(part) for part in case.parts if part.months_assumed and not part.goes_round]
    spans = [case.part(each.component) for each in case.burdens if each.basis == "own" and each.low != each.high]
    if spans:
        yield case.say("memorandum.estimate_spans", names=texts.listed(spans))
    if market:
        yield case.say("memorandum.estimate_rates", names=texts.listed(market))
    if assumed:
        yield case.say("memorandum.estimate_terms", names=texts.listed(assumed))
    if case.view.cash:
        yield case.say("memorandum.estimate_days")
    drafts = [
        str(case.advice.client.value("figures.year", index))
        for index, table in enumerate(case.advice.client.years)
        if "figures.kind" in table and table["figures.kind"].value in ("draft", "interim", "forecast") and "figures.year" in table
    ]
    if drafts:
        yield case.say("memorandum.estimate_figures", years=texts.listed(sorted(set(drafts))))


# -- for the office ----------------------------------------------------------------------------------------------------------


def office(case: Case) -> Iterator[Section]:
    """What only the office sees."""
    notes = _notes(case)
    if notes:
        yield Section("notes", case.say("memorandum.notes"), (Points(notes),))
    mixes = _mixes(case)
    if mixes is not None:
        yield mixes
    yield _criteria(case)
    yield _answers(case)


def _notes(case: Case) -> tuple[Point, ...]:
    client = case.advice.client
    return tuple(
        Point(f"{names.capital(names.asked(slot, client, case.texts))}:", answer.note)
        for slot, answer in client.slots()
        if answer.note
    )


def _mixes(case: Case) -> Section | None:
    """All shown mixes beside each other; the chosen one says so."""
    texts, advice = case.texts, case.advice
    if len(advice.proposals) < 2:  # noqa: PLR2004 - one mix stands beside nothing
        return None
    rows = []
    for proposal in advice.proposals:
        chosen = case.say("memorandum.chosen") if case.proposal is not None and proposal.id == case.proposal.id else ""
        parts = [case.part(part) for part in proposal.components if part.role in ("source", "guarantee")]
        cost = texts.euro(proposal.cost_year1_eur) if proposal.cost_year1_eur is not None else texts.say("words.unknown")
        weakest = case.product(proposal.weakest) if proposal.weakest is not None else texts.say("words.none")
        verdict = texts.term("verdicts", advice.by_product[proposal.weakest].verdict) if proposal.weakest is not None else ""
        rows.append(
            (
                Cell(f"{proposal.id}. {label_words(proposal, texts)}", chosen),
                Cell(texts.listed(parts) or texts.term("kinds", "own_funds")),
                Cell(texts.euro(proposal.mix.gap)),
                Cell(cost),
                Cell(texts.days(*proposal.days_to_cash)),
                Cell(str(len(proposal.mix.documents))),
                Cell(weakest, verdict),
            )
        )
    columns = ("mix", "mix_parts", "mix_gap", "cost_year1", "days", "papers", "weakest")
    return Section(
        "mixes",
        case.say("memorandum.mixes"),
        (
            Table(
                tuple(
                    Column(case.say(f"memorandum.{each}"), number=each in ("mix_gap", "cost_year1", "papers")) for each in columns
                ),
                tuple(rows),
            ),
        ),
    )


def _criteria(case: Case) -> Section:
    """Every criterion of the products of the mix, and the open and missed ones of those looked at."""
    advice = case.advice
    mine = [
        advice.by_product[part.product]
        for part in (case.proposal.components if case.proposal is not None else ())
        if part.product
    ]
    blocks: list[Block] = [Text(case.say("memorandum.criteria_lead"), "lead")]
    for option in dict.fromkeys(option.product.id for option in mine):
        blocks += _of(case, advice.by_product[option], every=True)
    for found in looked_at(case):
        blocks += _of(case, found, every=False)
    return Section("criteria", case.say("memorandum.criteria"), tuple(blocks), page=True)


def _of(case: Case, option: Option, *, every: bool) -> Iterator[Block]:
    texts, catalogue = case.texts, case.advice.catalogue
    rows = []
    for reason in option.reasons:
        if not every and (reason.truth is Truth.TRUE or reason.level == "judgement"):
            continue
        found = next((source for source in option.product.sources if source.id in reason.sources), None)
        where = f"{publisher(found, texts)}, {_dated(case, found.date)}" if found is not None else ""
        judged = reason.level == "judgement"
        rows.append(
            (
                Cell(explain.reason_title(reason, texts), f"{reason.id}, {texts.term('levels', reason.level)}"),
                Cell(
                    texts.say("words.judgement") if judged else explain.reason_found(reason, texts, catalogue),
                    "",
                    TRUTH_LIGHTS[reason.truth] if not judged else None,
                ),
                Cell("" if judged else explain.reason_required(reason, texts, catalogue), explain.reason_distance(reason, texts)),
                Cell(where),
            )
        )
    if not rows:
        return
    word = texts.term("verdicts", option.verdict)
    kept = case.say(
        "memorandum.entry_of",
        month=case.month(option.product.as_of),
        confidence=texts.term("confidence", option.product.confidence),
    )
    yield Text(
        case.say("memorandum.criteria_of", name=case.product(option.product.id), id=option.product.id, verdict=word, kept=kept)
    )
    columns = ("criterion", "found", "required", "source")
    yield Table(tuple(Column(case.say(f"memorandum.{each}")) for each in columns), tuple(rows))


def _dated(case: Case, told: str) -> str:
    return case.texts.say("words.undated") if told == "unknown" else told


def _answers(case: Case) -> Section:
    """Every answer as it was given, with where it came from."""
    texts, client = case.texts, case.advice.client
    rows = []
    for slot, answer in client.slots():
        label = names.capital(names.asked(slot, client, texts))
        year = client.value("figures.year", slot.index) if slot.key.startswith("figures.") else UNKNOWN
        name = f"{label} ({year})" if year is not UNKNOWN and slot.key != "figures.year" else label
        rows.append((Cell(name, str(slot)), Cell(shown(slot, answer, texts)), Cell(texts.term("origins", answer.origin))))
    blocks: list[Block] = [Text(case.say("memorandum.answers_lead", day=texts.day(case.advice.today)), "lead")]
    if rows:
        blocks.append(
            Table(
                (
                    Column(case.say("memorandum.question")),
                    Column(case.say("memorandum.answer")),
                    Column(case.say("memorandum.origin")),
                ),
                tuple(rows),
            )
        )
    return Section("answers", case.say("memorandum.answers"), tuple(blocks), page=True)
