"""Two outcomes side by side, and the single steps that would open something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from finadvies.advice import Advice, Proposal
from finadvies.advice.changes import CHANGE_KINDS, Change
from finadvies.advice.compare import MOVES, Comparison, MixChange, OptionChange
from finadvies.domain.client import Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import Known
from finadvies.exports import names
from finadvies.exports.layout import (
    LIGHT_SYMBOLS,
    NARROW,
    STYLES,
    SYMBOLS,
    Screen,
    blank,
    heading,
    pad,
    paragraph,
    row,
    wide,
    wrapped,
)
from finadvies.exports.screens.options import remark, sentence
from finadvies.exports.steps import as_options, step_text
from finadvies.feasibility import Measure
from finadvies.homework.merging import DocumentLine
from finadvies.locale import Texts
from finadvies.rules import explain
from finadvies.rules.eligibility import VERDICTS

STEPS_SHOWN: Final = 4
"""Of each kind of step; a reader acts on the nearest."""
PRODUCTS_SHOWN: Final = 4
GAP: Final = 2
Pair = tuple[str, str, str]
"""Name, now, then."""


def whatif(found: Comparison, told: Sequence[tuple[Slot, Known, Known]], texts: Texts, width: int) -> Screen:
    """What the changed answers do.

    Args:
        found: the comparison.
        told: the answers that were changed, as they were and as they become.
        texts: of the reader.
        width: of the screen, in columns.
    """
    screen = heading(texts.say("whatif.title", client=names.client(found.before, texts)), width)
    for slot, before, after in told:
        fact, catalogue = FACTS[slot.key], found.after.catalogue
        line = texts.say(
            "whatif.set",
            what=names.capital(names.asked(slot, found.after.client, texts)),
            before=explain.value(before, fact, texts, catalogue),
            after=explain.value(after, fact, texts, catalogue),
        )
        screen += paragraph(line, width, indent="   ")
    screen.append(blank())
    for part in (_options, _mixes, _feasibility, _questions, _homework):
        screen += [*part(found, texts, width), blank()]
    return screen


def columns(pairs: Sequence[Pair], texts: Texts, width: int, *, headed: bool = True) -> Screen:
    """Now and then side by side; one under the other on a narrow screen, or where a cell is too wide for its column.

    Args:
        pairs: name, now, then.
        texts: of the reader.
        width: of the screen, in columns.
        headed: whether the columns get their names above them.
    """
    room = (width - width // 3 - 2 * GAP) // 2
    fits = width >= NARROW and all(wide(cell) <= room for _, *cells in pairs for cell in cells)
    if not fits:
        screen: Screen = []
        for name, before, after in pairs:
            screen += paragraph(name, width, indent="   ")
            screen += paragraph(texts.say("whatif.now_is", what=before), width, indent="        ", first="      ")
            screen += paragraph(texts.say("whatif.then_is", what=after), width, indent="        ", first="      ")
        return screen
    first = width - 2 * (room + GAP)
    gap = " " * GAP
    head = (
        f"{pad('', first)}{gap}{pad(texts.say('whatif.now'), room, 'right')}{gap}{pad(texts.say('whatif.then'), room, 'right')}"
    )
    screen = [row((head, "dim"))] if headed else []
    for name, before, after in pairs:
        top, *rest = wrapped(name, first, indent="   ")
        screen.append(row(f"{pad(top, first)}{gap}{pad(before, room, 'right')}{gap}{pad(after, room, 'right')}"))
        screen += [row(line) for line in rest]
    return screen


# -- options -----------------------------------------------------------------------------------------------------------------


def _options(found: Comparison, texts: Texts, width: int) -> Screen:
    screen = [row((texts.say("whatif.options_title"), "bold"))]
    if not found.options:
        return [*screen, *paragraph(texts.say("whatif.options_same"), width, indent="   ")]
    pairs = []
    for verdict in VERDICTS:
        before, after = (sum(o.verdict == verdict for o in advice.options) for advice in (found.before, found.after))
        if before or after:
            pairs.append((f"{SYMBOLS[verdict]}  {texts.term('verdicts', verdict)}", str(before), str(after)))
    screen += columns(pairs, texts, width)
    for move in MOVES:
        moved = [change for change in found.options if change.move == move]
        if moved:
            screen.append(row((texts.say(f"whatif.{move}", n=len(moved)), "bold")))
        for change in moved:
            screen += _option(change, found, texts, width)
    return screen


def _option(change: OptionChange, found: Comparison, texts: Texts, width: int) -> Screen:
    now = change.after.verdict
    screen: Screen = []
    name = names.product(change.after.product, texts, found.after.catalogue)
    for position, text in enumerate(wrapped(name, width, indent="   ")):
        screen.append(row((SYMBOLS[now] if position == 0 else " ", STYLES[now]), text[1:]))
    before, after = texts.term("verdicts", change.before.verdict), texts.term("verdicts", now)
    screen += paragraph(texts.say("whatif.from_to", before=before, after=after), width, indent="     ", style="dim")
    for line in _because(change, found, texts):
        screen += paragraph(line, width, indent="     ", style="dim")
    return screen


def _because(change: OptionChange, found: Comparison, texts: Texts) -> Iterable[str]:
    """What stands in the way now; else what did before, and what is still open."""
    reason = change.reason
    if reason is not None and change.decided_after:
        yield sentence(reason, found.after, texts)
        return
    if reason is not None:
        yield texts.say("whatif.first", what=sentence(reason, found.before, texts))
    if change.after.verdict == "unknown":
        yield remark(change.after, found.after, texts)


# -- mixes -------------------------------------------------------------------------------------------------------------------


def _mixes(found: Comparison, texts: Texts, width: int) -> Screen:
    screen = [row((texts.say("whatif.mixes_title"), "bold"))]
    if not found.mixes:
        return [*screen, *paragraph(texts.say("whatif.mixes_none"), width, indent="   ")]
    groups: dict[tuple[str | None, str | None], list[MixChange]] = {}
    for change in found.mixes:
        if change.differs:
            groups.setdefault((_id(change.before), _id(change.after)), []).append(change)
    headed = True
    for changes in groups.values():
        pairs = _figures(changes[0], texts)
        screen += _mix(changes, pairs, found, texts, width, headed=headed)
        headed = headed and not pairs
    same = [_label(change, texts) for change in found.mixes if not change.differs]
    if same:
        screen += paragraph(texts.say("whatif.mixes_same", labels=texts.listed(same)), width, indent="   ", style="dim")
    return screen


def _id(proposal: Proposal | None) -> str | None:
    return proposal.id if proposal is not None else None


def _label(change: MixChange, texts: Texts) -> str:
    """What the mix is best at; "cheapest" says so when it rests on market prices only."""
    unpriced = any(each is not None and not each.price_known for each in (change.before, change.after))
    if change.label == "cheapest" and unpriced:
        return texts.say("mixes.cheapest_by_market")
    return texts.term("labels", change.label)


def _mix(
    changes: Sequence[MixChange], pairs: Sequence[Pair], found: Comparison, texts: Texts, width: int, *, headed: bool
) -> Screen:
    """Who pays, the figures that differ, and what that gains."""
    first = changes[0]
    screen = paragraph(names.capital(", ".join(_label(change, texts) for change in changes)), width, indent="   ")
    for key, proposal, advice in (("now_is", first.before, found.before), ("then_is", first.after, found.after)):
        told = payers(proposal, advice, texts)
        screen += paragraph(texts.say(f"whatif.{key}", what=told), width, indent="        ", first="     ", style="dim")
    screen += columns(pairs, texts, width, headed=headed) if pairs else []
    for text, good in _gains(first, texts):
        screen += paragraph(text, width, indent="        ", first="     ", style="good" if good else "attention")
    return screen


def _figures(change: MixChange, texts: Texts) -> list[Pair]:
    """Cost, days, papers and gap where they differ; what stays the same is left out."""
    cells = zip(_ROWS, _cells(change.before, texts), _cells(change.after, texts), strict=True)
    return [(f"  {texts.say(f'whatif.{name}')}", before, after) for name, before, after in cells if before != after]


_ROWS: Final = ("cost_year1", "cost_total", "comes_later", "days", "papers", "gap")


def _cells(proposal: Proposal | None, texts: Texts) -> tuple[str, ...]:
    if proposal is None:
        return (texts.say("whatif.no_mix"), *("" for _ in _ROWS[1:]))
    costs = [
        texts.say("words.unknown") if euros is None else texts.euro_about(euros)
        for euros in (proposal.cost_year1_eur, proposal.cost_total_eur)
    ]
    costs.append(texts.euro(proposal.later_eur))
    return (*costs, texts.days(*proposal.days_to_cash), str(len(proposal.mix.documents)), texts.euro(proposal.mix.gap))


def payers(proposal: Proposal | None, advice: Advice, texts: Texts) -> str:
    """Who pays how much, in one line."""
    if proposal is None:
        return texts.say("whatif.no_mix")
    paying = [part for part in proposal.components if part.role in ("own", "source")]
    return texts.listed([f"{names.component(part, advice, texts)} {texts.euro(part.amount_eur or 0)}" for part in paying])


def _gains(change: MixChange, texts: Texts) -> Iterable[tuple[str, bool]]:
    """Cheaper or dearer, sooner or later, as far as both are known."""
    saved, sooner = change.saved_eur, change.days_sooner
    if saved:
        yield texts.say("whatif.cheaper" if saved > 0 else "whatif.dearer", n=texts.euro_about(abs(saved))), saved > 0
    if sooner:
        days = texts.days(abs(sooner), abs(sooner))
        yield texts.say("whatif.sooner" if sooner > 0 else "whatif.later", n=days), sooner > 0


# -- figures, questions, papers ------------------------------------------------------------------------------------------------


def _feasibility(found: Comparison, texts: Texts, width: int) -> Screen:
    screen = [row((texts.say("whatif.feasibility_title"), "bold"))]
    if not found.measures:
        return [*screen, *paragraph(texts.say("whatif.feasibility_same"), width, indent="   ")]
    pairs = [
        (texts.pick(change.measure.norm, "name"), _light(change.before, texts), _light(change.after, texts))
        for change in found.measures
    ]
    return screen + columns(pairs, texts, width)


def _light(measure: Measure | None, texts: Texts) -> str:
    if measure is None:
        return texts.say("words.not_applicable")
    word = f"{LIGHT_SYMBOLS[measure.light]} {texts.term('lights', measure.light)}"
    if measure.light == "unknown":
        return word
    return f"{explain.value(measure.value, FACTS[measure.norm.fact], texts)}  {word}"


def _questions(found: Comparison, texts: Texts, width: int) -> Screen:
    screen = [row((texts.say("whatif.questions_title"), "bold"))]
    for key, slots in (("settled", found.settled), ("raised", found.raised)):
        if slots:
            what = texts.listed([names.asked(slot, found.after.client, texts) for slot in slots])
            screen += paragraph(texts.say(f"whatif.{key}", what=what), width, indent="   ")
    if not found.settled and not found.raised:
        screen += paragraph(texts.say("whatif.questions_same"), width, indent="   ")
    return screen


def _homework(found: Comparison, texts: Texts, width: int) -> Screen:
    screen = [row((texts.say("whatif.homework_title"), "bold"))]
    for key, lines, advice in (("added", found.added, found.after), ("removed", found.removed, found.before)):
        if lines:
            what = texts.listed([_paper(line, advice, texts) for line in lines])
            screen += paragraph(texts.say(f"whatif.{key}", n=len(lines), what=what), width, indent="   ")
    if not found.added and not found.removed:
        screen += paragraph(texts.say("whatif.homework_same"), width, indent="   ")
    return screen


def _paper(line: DocumentLine, advice: Advice, texts: Texts) -> str:
    name = texts.pick(line.record, "name")
    return name if line.object is None else f"{name} ({names.use(advice.client, line.object, texts)})"


# -- the nearest steps -------------------------------------------------------------------------------------------------------


def nearest(changes: Sequence[Change], advice: Advice, texts: Texts, width: int, *, adviser: bool, then: bool) -> Screen:
    """The nearest steps of each kind; for the adviser with the option that works one out.

    Args:
        changes: nearest first.
        advice: what they start from.
        texts: of the reader.
        width: of the screen, in columns.
        adviser: whether the reader works with the program.
        then: they start from changed answers.
    """
    screen = heading(texts.say("nearest.title_then" if then else "nearest.title"), width)
    if not changes:
        return [*screen, *paragraph(texts.say("nearest.none"), width), blank()]
    screen += paragraph(texts.say("nearest.intro"), width, style="dim")
    for kind in CHANGE_KINDS:
        steps = [change for change in changes if change.kind == kind]
        if not steps:
            continue
        screen.append(row((texts.say(f"nearest.kind_{kind}"), "bold")))
        for change in steps[:STEPS_SHOWN]:
            screen += _step(change, advice, texts, width, adviser=adviser)
        if any(change.code == "plan_larger" for change in steps[:STEPS_SHOWN]):
            screen += paragraph(texts.say("nearest.care"), width, indent="   ", style="attention")
        left = len(steps) - STEPS_SHOWN
        if left > 0:
            told = texts.say("nearest.more_one") if left == 1 else texts.say("nearest.more", n=left)
            screen += paragraph(told, width, indent="   ", style="dim")
    screen.append(blank())
    return screen


def _step(change: Change, advice: Advice, texts: Texts, width: int, *, adviser: bool) -> Screen:
    screen = paragraph(step_text(change, advice, texts), width, indent="   ", first="→  ")
    if change.late:
        screen += paragraph(texts.say("nearest.late"), width, indent="     ", style="attention")
    if change.closes_gap:
        screen += paragraph(texts.say("nearest.closes_gap"), width, indent="     ", style="good")
    if change.opens:
        shown = [_opened(product, verdict, advice, texts) for product, verdict in change.opens[:PRODUCTS_SHOWN]]
        left = len(change.opens) - PRODUCTS_SHOWN
        what = "; ".join(shown + ([texts.say("words.more", n=left)] if left > 0 else []))
        key = "nearest.decides" if change.kind == "find_out" else "nearest.opens"
        screen += paragraph(texts.say(key, what=what), width, indent="     ", style="dim")
    options = as_options(change)
    if adviser and options:
        screen += paragraph(texts.say("nearest.try", option=" ".join(options)), width, indent="     ", style="dim")
    return screen


def _opened(product: str, verdict: str, advice: Advice, texts: Texts) -> str:
    """A product with its verdict after the step, where that is not simply that it fits."""
    name = names.product(advice.catalogue.products[product], texts, advice.catalogue)
    if verdict in ("fits", "unknown"):
        return name
    return f"{name} ({texts.term('verdicts', verdict)})"
