"""The mixes: a bar, who pays what, what it costs, when the money is there, what to mind, and what if somebody says no."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from textwrap import shorten
from typing import Final

from finadvies.advice import Advice, Component, Notice, Proposal
from finadvies.advice.variety import most_different
from finadvies.domain.product import Stacking
from finadvies.exports import names
from finadvies.exports.layout import STYLES, SYMBOLS, Screen, blank, heading, paragraph, row, table, wide, wrapped
from finadvies.exports.mix_words import later_sentences, mix_sentences
from finadvies.locale import Texts
from finadvies.rules import explain

GRAINS = "█▓▒░"
BAR = 20
EUROS: Final = frozenset(
    {
        "own",
        "cash",
        "minimum",
        "total",
        "vat",
        "price",
        "planned",
        "room",
        "revenue",
        "margin",
        "ebitda",
        "profit",
        "current",
        "limit",
        "parts",
    }
    | {"asked", "most", "amount", "bridged", "gap", "inflow"}
)
"""Details of a warning or remark that are amounts."""
RATIOS: Final = frozenset({"ratio", "norm"})
MONTHS: Final = frozenset({"at_least"})
AROUND_NAMES = 8
"""Columns that the table of payers takes beside names and amounts."""


def mixes(
    advice: Advice, texts: Texts, width: int, shown: Sequence[Proposal], *, plan_b: bool = True, in_sentences: bool = False
) -> Screen:
    """The mixes side by side, or what is left uncovered; with `in_sentences` each mix as a client reads it."""
    screen: Screen = []
    total = sum(advice.need)
    if advice.result is None:
        return [*heading(texts.say("mixes.title_none"), width), *paragraph(texts.say("mixes.no_amount"), width), blank()]
    if shown:
        screen += heading(texts.say("mixes.title", n=len(shown)) if len(shown) > 1 else texts.say("mixes.title_one"), width)
        screen += paragraph(texts.say("mixes.intro", total=texts.euro(total)), width, style="dim")
        for proposal in shown:
            screen += _card(proposal, advice, texts, width, plan_b=plan_b, in_sentences=in_sentences)
        screen += differing(shown, texts, width)
    screen += shortfall(advice, texts, width)
    return [*screen, *short_notes(advice, texts, width, adviser=True), blank()]


def short_notes(advice: Advice, texts: Texts, width: int, *, adviser: bool) -> Screen:
    """What is said of the mixes as a whole: not proven the best; for an adviser also what is too late or asks more own money."""
    screen: Screen = []
    if advice.result is not None and not advice.result.proven:
        screen += paragraph(texts.say("mixes.not_proven"), width, style="attention")
    if adviser and advice.too_late:
        late = texts.listed(
            [names.product(advice.catalogue.products[key], texts, advice.catalogue) for key in advice.too_late[:4]]
        )
        screen += paragraph(texts.say("mixes.too_late", what=late), width, style="dim")
    if adviser and advice.short_of_own:
        wanting = [_wanting(product, euros, advice, texts) for product, euros in advice.short_of_own[:4]]
        screen += paragraph(texts.say("mixes.short_of_own", what=texts.listed(wanting)), width, style="dim")
    return screen


def opened(proposal: Proposal, advice: Advice, texts: Texts, width: int, *, in_sentences: bool) -> Screen:
    """One mix with all there is to know of it: who pays, cost and days, what to mind, what if somebody says no."""
    screen = heading(texts.say("mixes.one", id=proposal.id), width)
    return screen + _card(proposal, advice, texts, width, plan_b=True, in_sentences=in_sentences)


def _card(proposal: Proposal, advice: Advice, texts: Texts, width: int, *, plan_b: bool, in_sentences: bool) -> Screen:
    screen = paragraph(label_words(proposal, texts), width, indent="   ", style="bold", first=f"{proposal.id:<3}")
    screen.append(row(f"   {bar(proposal, sum(advice.need))}"))
    screen += _payers(proposal, advice, texts, width)
    if in_sentences:
        for told in mix_sentences(proposal, advice, texts):
            screen += paragraph(told, width, indent="     ", first="   › ")
    else:
        screen += _later(proposal, advice, texts, width)
    screen += paragraph("  ·  ".join(facts_of(proposal, texts)), width, indent="   ")
    screen += _flat_fees(proposal, advice, texts, width)
    screen += _weakest(proposal, advice, texts, width)
    for warning in proposal.warnings:
        screen += paragraph(warning_text(warning, advice, texts), width, indent="     ", first="   ! ", style="attention")
    if plan_b:
        screen += _plan_b(proposal, advice, texts, width)
    return screen


def _later(proposal: Proposal, advice: Advice, texts: Texts, width: int) -> Screen:
    """What lowers the cost afterwards, in a few words, and when it can be there."""
    later = [_later_words(c, advice, texts) for c in proposal.components if c.role == "later_benefit"]
    if not later:
        return []
    told = " ".join(later_sentences(proposal, texts))
    screen = paragraph(texts.say("mixes.later", what="; ".join(later)), width, indent="   ", style="dim")
    return screen + (paragraph(told, width, indent="   ", style="dim") if told else [])


def _later_words(component: Component, advice: Advice, texts: Texts) -> str:
    """A later benefit with its amount, and its uses where it is not for the whole plan."""
    told = names.component(component, advice, texts)
    if component.amount_eur is not None:
        told = f"{told} {texts.euro(component.amount_eur)}"
    if len(component.for_uses) == len(advice.client.uses):
        return told
    uses = texts.listed([names.use(advice.client, use, texts) for use in component.for_uses])
    return texts.say("mixes.later_for", name=told, uses=uses)


def label_words(proposal: Proposal, texts: Texts) -> str:
    """What a mix is best at; "cheapest" says so when it rests on market prices only."""
    words = [
        texts.say("mixes.cheapest_by_market") if label == "cheapest" and not proposal.price_known else texts.term("labels", label)
        for label in proposal.labels
    ]
    return names.capital(", ".join(words))


def title(proposal: Proposal, advice: Advice, texts: Texts, width: int) -> str:
    """A mix in one line: what it is best at, and who pays, as far as that fits."""
    labels = label_words(proposal, texts).split(",")[0]
    parts = [names.component(c, advice, texts) for c in proposal.components if c.role == "source"] or [
        texts.term("kinds", "own_funds")
    ]
    return shorten(f"{proposal.id}  {labels}: {texts.listed(parts)}", width, placeholder=" ...")


def bar(proposal: Proposal, total: int) -> str:
    """Own money and each source in their own grain, a gap in dots; the sums stand beside it."""
    parts = [(c.amount_eur or 0) for c in proposal.components if c.role in ("own", "source")]
    drawn = ""
    for position, amount in enumerate(parts):
        drawn += GRAINS[min(position, len(GRAINS) - 2)] * max(1, round(BAR * amount / max(1, total)))
    if proposal.mix.gap:
        drawn += GRAINS[-1] * max(1, round(BAR * proposal.mix.gap / max(1, total)))
    return drawn


def _payers(proposal: Proposal, advice: Advice, texts: Texts, width: int) -> Screen:
    """Who pays what, in columns; a name that is too long for the screen goes on below."""
    cells = [_cells(c, proposal, advice, texts) for c in proposal.components if c.role in ("own", "source", "guarantee")]
    room = width - AROUND_NAMES - max((wide(amount) for _, _, amount in cells), default=0)
    lines = []
    for grain, name, amount in cells:
        first, *rest = wrapped(name, room)
        lines += [[grain, first, amount], *([" ", more, ""] for more in rest)]
    return [row(f"   {line}") for line in table(lines, "llr")]


def _cells(component: Component, proposal: Proposal, advice: Advice, texts: Texts) -> list[str]:
    paying = [c for c in proposal.components if c.role in ("own", "source")]
    if component.role == "guarantee":
        return [
            " ",
            texts.say("mixes.with_guarantee", name=names.component(component, advice, texts)),
            texts.say("mixes.no_money"),
        ]
    grain = GRAINS[min(paying.index(component), len(GRAINS) - 2)]
    return [grain, names.component(component, advice, texts), texts.euro(component.amount_eur or 0)]


def facts_of(proposal: Proposal, texts: Texts) -> list[str]:
    """Days, cost and papers of a mix, each a few words."""
    if not any(c.role == "source" for c in proposal.components):
        return [texts.say("mixes.only_own")]
    days = texts.days(*proposal.days_to_cash)
    told = [texts.say("mixes.days_estimate" if proposal.days_estimated else "mixes.days", days=days)]
    if proposal.cost_year1_eur is None:
        told.append(texts.say("mixes.cost_unknown"))
    else:
        told.append(texts.say("mixes.cost_year1", cost=texts.euro_about(proposal.cost_year1_eur)))
        told += _price(proposal, texts)
    told.append(
        texts.say("mixes.papers_one" if len(proposal.mix.documents) == 1 else "mixes.papers", n=len(proposal.mix.documents))
    )
    if proposal.mix.gap:
        told.append(texts.say("mixes.gap", gap=texts.euro(proposal.mix.gap)))
    return told


def _price(proposal: Proposal, texts: Texts) -> list[str]:
    """What a month costs, and the yearly rate of the borrowed money together."""
    told = []
    if proposal.month_eur is not None:
        told.append(texts.say("mixes.cost_month", cost=texts.euro_about(proposal.month_eur)))
    if proposal.rate_year is not None:
        told.append(texts.say("mixes.rate_effective", rate=texts.share(proposal.rate_year)))
    return told


def _flat_fees(proposal: Proposal, advice: Advice, texts: Texts, width: int) -> Screen:
    """A fee that is fixed at the start, for what it is a year."""
    screen: Screen = []
    for component in proposal.components:
        fee = component.flat
        if fee is None:
            continue
        key = "mixes.flat_example" if fee.assumed else "mixes.flat_one" if fee.months == 1 else "mixes.flat"
        name, rate = names.component(component, advice, texts), texts.share(fee.rate_year, 0)
        told = texts.say(key, name=name, share=texts.share(fee.share), n=fee.months, rate=rate)
        screen += paragraph(told, width, indent="     ", first="   ", style="dim")
    return screen


def _weakest(proposal: Proposal, advice: Advice, texts: Texts, width: int) -> Screen:
    if proposal.weakest is None:
        return []
    option = advice.by_product[proposal.weakest]
    if option.verdict == "fits" and any(warning.code == "use_unsure" for warning in proposal.warnings):
        return []
    if option.verdict == "fits":
        return paragraph(texts.say("mixes.sure"), width, indent="     ", style=STYLES["fits"], first=f"   {SYMBOLS['fits']} ")
    word = texts.term("verdicts", option.verdict)
    name = names.product(option.product, texts, advice.catalogue)
    told = texts.say("mixes.weakest", name=name, verdict=word)
    return paragraph(told, width, indent="     ", style=STYLES[option.verdict], first=f"   {SYMBOLS[option.verdict]} ")


def _plan_b(proposal: Proposal, advice: Advice, texts: Texts, width: int) -> Screen:
    screen: Screen = []
    for component in proposal.components:
        if component.role != "source" or component.product is None:
            continue
        other = advice.plan_b(proposal, component.product)
        name = names.component(component, advice, texts)
        if other is None:
            text = texts.say("mixes.plan_b_none", refused=name)
        else:
            extra = len(other.mix.documents - proposal.mix.documents)
            what = texts.listed(
                [names.component(c, advice, texts) for c in other.components if c.role == "source"]
            ) or texts.term("kinds", "own_funds")
            papers = texts.say(f"mixes.extra_papers_{'none' if not extra else 'one' if extra == 1 else 'more'}", n=extra)
            gap = f", {texts.say('mixes.gap', gap=texts.euro(other.mix.gap))}" if other.mix.gap else ""
            text = texts.say("mixes.plan_b", refused=name, what=what, papers=papers) + gap
        screen += paragraph(text, width, indent="     ", first="   ", style="dim")
    return screen


def warning_text(warning: Notice, advice: Advice, texts: Texts) -> str:
    """The sentence of a warning or a remark."""
    values = {key: _detail(key, value, advice, texts) for key, value in warning.details.items()}
    return texts.say(f"warnings.{warning.code}", **values)


def _detail(key: str, value: object, advice: Advice, texts: Texts) -> object:
    """One detail in words: a name where it is an id, else an amount, a day or a number."""
    if isinstance(value, str):
        return _named(key, value, advice, texts)
    if isinstance(value, date):
        return texts.day(value)
    if isinstance(value, Stacking):
        return texts.pick(value, "text").rstrip(".")
    if not isinstance(value, int | Decimal):
        return value
    if key == "use":
        return names.use(advice.client, int(value), texts)
    if key in EUROS:
        return texts.euro(value)
    if key in RATIOS or key in MONTHS:
        return explain.number(value, "times" if key in RATIOS else "months", texts)
    return texts.number(value)


def _named(key: str, value: str, advice: Advice, texts: Texts) -> str:
    match key:
        case "product":
            return names.product(advice.catalogue.products[value], texts, advice.catalogue)
        case "holder":
            return names.lender(value, advice, texts)
        case "regime" if value in advice.catalogue.aid:
            return texts.pick(advice.catalogue.aid[value], "name")
        case "rule":
            return texts.pick(advice.catalogue.aid[value], "text")
        case _:
            return value


def differing(proposals: Sequence[Proposal], texts: Texts, width: int) -> Screen:
    """Which two mixes differ most, where there is something to choose."""
    pair = most_different(proposals)
    if pair is None:
        return []
    one, other = (proposal.id for proposal in pair)
    return paragraph(texts.say("mixes.most_different", one=one, other=other), width, style="dim")


def _wanting(product: str, euros: int, advice: Advice, texts: Texts) -> str:
    name = names.product(advice.catalogue.products[product], texts, advice.catalogue)
    return texts.say("mixes.short_of_own_each", name=name, amount=texts.euro(euros))


def shortfall(advice: Advice, texts: Texts, width: int) -> Screen:
    """What stays uncovered, and what would close it."""
    short = advice.shortfall
    if short is None:
        return []
    screen: Screen = [blank(), *paragraph(texts.say("shortfall.title", gap=texts.euro(short.gap_eur)), width, style="bold")]
    if short.largest_cover is not None:
        covered = texts.euro(short.largest_cover.mix.covered)
        parts = [names.component(c, advice, texts) for c in short.largest_cover.components if c.role in ("own", "source")]
        screen += paragraph(
            texts.say("shortfall.most", covered=covered, what=texts.listed(parts)), width, indent="   ", first="   "
        )
    uses = [names.use(advice.client, use, texts) for use in short.short_uses]
    if short.limit is not None:
        none_left = short.limit == "repayment" and not short.room_eur
        limit = texts.say(f"shortfall.{short.limit}", room=texts.euro(short.room_eur or 0))
        why = texts.say("shortfall.repayment_none") if none_left else limit
        screen += paragraph(why, width, indent="   ", first="   ")
    elif uses:
        screen += paragraph(texts.say("shortfall.on", uses=texts.listed(uses)), width, indent="   ", first="   ")
    if short.first_step is not None:
        screen += paragraph(texts.say("shortfall.first_step", n=texts.euro(short.first_step)), width, indent="   ", first="   ")
    told = list(closers(advice, texts))
    for line in told:
        screen += paragraph(line, width, indent="      ", first="   →  ")
    return screen


def closers(advice: Advice, texts: Texts, hidden: Collection[str] = ()) -> Iterable[str]:
    """What would close the gap, each as something to do; `hidden` are facts that this reader does not see."""
    short = advice.shortfall
    if short is None:
        return
    yield texts.say("shortfall.own_money", gap=texts.euro(short.gap_eur))
    if short.gap_eur < sum(advice.need):
        yield texts.say("shortfall.smaller", amount=texts.euro(sum(advice.need) - short.gap_eur))
    if short.limit == "repayment":
        yield texts.say("shortfall.longer")
        yield texts.say("shortfall.figures")
    shown = [question for question in advice.questions if question.slot.key not in hidden]
    for question in shown[:2]:
        yield texts.say("shortfall.answer", what=names.asked(question.slot, advice.client, texts))
    for option in short.near[:2]:
        yield texts.say("shortfall.near", name=names.product(option.product, texts, advice.catalogue))
