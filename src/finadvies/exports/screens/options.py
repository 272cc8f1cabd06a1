"""What fits and what does not, why, and what would change it."""

from __future__ import annotations

from finadvies.advice import Advice
from finadvies.domain.facts import FACTS
from finadvies.domain.product import Product
from finadvies.exports import names
from finadvies.exports.layout import (
    STYLES,
    SYMBOLS,
    TRUTH_STYLES,
    TRUTH_SYMBOLS,
    Screen,
    blank,
    heading,
    paragraph,
    row,
    wrapped,
)
from finadvies.locale import Texts
from finadvies.locale.texts import NO_BREAK_SPACE
from finadvies.rules import explain
from finadvies.rules.eligibility import VERDICTS, Option, Reason
from finadvies.rules.truth import Truth

NEAR_SHOWN = 5


def counts(advice: Advice, texts: Texts) -> str:
    """How many options have which verdict, in one line."""
    parts = []
    for verdict in VERDICTS:
        number = sum(option.verdict == verdict for option in advice.options)
        if number:
            # The sign, the number and the word stay on one line.
            parts.append(f"{SYMBOLS[verdict]} {number} {texts.term('verdicts', verdict)}".replace(" ", NO_BREAK_SPACE))
    return f"{texts.say('options.looked', n=len(advice.options))}: {'  '.join(parts)}"


def shortlist(advice: Advice, texts: Texts, width: int, *, adviser: bool) -> Screen:
    """The open options, each with the one reason that counts most."""
    screen = heading(texts.say("options.title", client=names.client(advice, texts)), width)
    screen += paragraph(counts(advice, texts), width)
    screen.append(blank())
    for verdict in ("fits", "attention", "unknown"):
        options = [option for option in advice.options if option.verdict == verdict]
        if not options:
            continue
        screen.append(row((names.capital(texts.term("verdicts", verdict)), "bold")))
        for option in options:
            screen += _line(option, advice, texts, width, adviser=adviser)
    screen.append(blank())
    return screen


def _line(option: Option, advice: Advice, texts: Texts, width: int, *, adviser: bool) -> Screen:
    name = names.product(option.product, texts, advice.catalogue)
    kind = texts.term("kinds", option.product.kind)
    tail = "" if kind.lower() in name.lower() else f" ({kind})"
    shown = f"{name}{tail}" if not adviser else f"{name}{tail}  {option.product.id}"
    screen: Screen = []
    for position, text in enumerate(wrapped(shown, width, indent="   ", first="   ")):
        mark = SYMBOLS[option.verdict] if position == 0 else " "
        screen.append(row((mark, STYLES[option.verdict]), text[1:]))
    note = remark(option, advice, texts)
    before = refused(option, advice, texts)
    if before:
        screen += paragraph(before, width, indent="     ", style="attention")
    if note:
        screen += paragraph(note, width, indent="     ", style="dim")
    return screen


def refused(option: Option, advice: Advice, texts: Texts) -> str:
    """The no that was given before, with its day, amount and grounds as far as they are known."""
    refusal = advice.refusal(option.product)
    if refusal is None:
        return ""
    parts = [texts.day(refusal.day)] if refusal.day is not None else []
    parts += [texts.euro(refusal.amount_eur)] if refusal.amount_eur is not None else []
    parts += [texts.listed([texts.term("grounds", ground) for ground in refusal.grounds])] if refusal.grounds else []
    parts += [texts.say("options.refused_on_paper")] if refusal.in_writing else []
    return texts.say("options.refused", what=f": {', '.join(parts)}" if parts else "")


def remark(option: Option, advice: Advice, texts: Texts) -> str:
    """The reason that counts most: what is missing, what wrings, or what blocks, with its distance."""
    if option.verdict == "unknown":
        if not option.missing:
            rule_open = any(r.level == "hard" and r.truth is Truth.UNKNOWN for r in option.reasons)
            return texts.say("options.rule_open" if rule_open else "options.lender_decides")
        asked = list(dict.fromkeys(names.asked(slot, advice.client, texts) for slot in option.missing))
        if len(asked) == 1:
            return texts.say("options.one_answer", what=asked[0])
        shown = asked[:2] + ([texts.say("words.more", n=len(asked) - 2)] if len(asked) > 2 else [])  # noqa: PLR2004 - two fit on a line
        return texts.say("options.answers", n=len(asked), what=", ".join(shown))
    telling = next(
        (r for r in option.reasons if r.truth is Truth.FALSE and (r.level == "hard") == (option.verdict == "blocked")), None
    )
    if telling is not None:
        return sentence(telling, advice, texts)
    if option.opens is not None:
        return texts.say("options.opens", day=texts.day(option.opens))
    return texts.say("options.status_unknown", as_of=option.product.as_of) if "status_unknown" in option.remarks else ""


def sentence(reason: Reason, advice: Advice, texts: Texts) -> str:
    """A reason with both numbers: what is asked, what was found, how far off."""
    title = explain.reason_title(reason, texts).removesuffix(".")
    gap = explain.reason_distance(reason, texts)
    found = explain.reason_found(reason, texts, advice.catalogue)
    if gap and reason.id == "amount":
        return texts.say("reasons.amount_off", gap=gap, required=explain.reason_required(reason, texts, advice.catalogue))
    return f"{title}: {gap}" if gap else f"{title}; {texts.say('options.with_you', found=found)}"


def near_misses(advice: Advice, texts: Texts, width: int) -> Screen:
    """What is one criterion away, nearest first, with what would change it."""
    near = [o for o in advice.options if o.verdict == "blocked" and one_away(o)][:NEAR_SHOWN]
    if not near:
        return []
    screen = heading(texts.say("options.near_title"), width)
    for option in near:
        telling = next(r for r in option.reasons if r.level == "hard" and r.truth is Truth.FALSE)
        first, *rest = wrapped(names.product(option.product, texts, advice.catalogue), width, indent="   ")
        screen.append(row(("✗", "poor"), first[1:]))
        screen += [row(line) for line in rest]
        text = sentence(telling, advice, texts)
        change = texts.pick(telling.criterion, "change") if telling.criterion is not None else ""
        screen += paragraph(f"{text}. {change}".strip() if change else text, width, indent="   ", style="dim")
    screen.append(blank())
    return screen


def one_away(option: Option) -> bool:
    """Whether one criterion shuts it, on which something can be said of this client."""
    false = [r for r in option.reasons if r.level == "hard" and r.truth is Truth.FALSE]
    return len(false) == 1 and false[0].id != "purpose" and (false[0].distance is not None or false[0].criterion is not None)


def why(advice: Advice, option: Option, texts: Texts, width: int) -> Screen:
    """Every criterion of one product: found against required, level, source, and what would change it."""
    product = option.product
    head = f"{names.product(product, texts, advice.catalogue)}: {texts.term('verdicts', option.verdict)}."
    screen = paragraph(head, width, style="bold")
    about = [
        texts.term("kinds", product.kind),
        names.lender(product.lender, advice, texts),
        texts.say("why.as_of", as_of=product.as_of),
        texts.say("why.confidence", word=texts.term("confidence", product.confidence)),
    ]
    screen += paragraph("  ·  ".join(about), width, style="dim")
    before = refused(option, advice, texts)
    screen += paragraph(before, width, style="attention") if before else []
    if "stale" in option.remarks:
        screen += paragraph(
            texts.say("why.stale", day=texts.day(product.next_review)) if product.next_review else "", width, style="attention"
        )
    if "status_unknown" in option.remarks:
        screen += paragraph(texts.say("options.status_unknown", as_of=product.as_of), width, style="attention")
    if option.open and "maximum_unknown" in option.remarks:
        screen += paragraph(texts.say("why.maximum_unknown"), width, style="dim")
    screen.append(row(("─" * width, "dim")))
    for reason in option.reasons:
        screen += _criterion(reason, product, advice, texts, width)
    screen.append(blank())
    screen += _what_changes(option, advice, texts, width)
    return screen + _beside(product, texts, width)


def _beside(product: Product, texts: Texts, width: int) -> Screen:
    """What is worth knowing beforehand, how to begin, and what the client goes on doing after the money has come."""
    way = product.apply
    duties = [
        texts.pick(duty, "text").rstrip(".")
        + (
            f" ({texts.say('sheet.every', months=explain.number(duty.every_months, 'months', texts))})"
            if duty.every_months
            else ""
        )
        for duty in product.duties
    ]
    told = {
        "remarks": [texts.pick(remark, "text") for remark in product.remarks],
        "apply": [text for text in (texts.pick(way, "via"), texts.pick(way, "note")) if text],
        "steps": [texts.pick(step, "text") for step in way.steps],
        "duties": duties,
    }
    screen: Screen = []
    for name, lines in told.items():
        screen += [blank(), row((texts.say(f"sheet.{name}"), "bold"))] if lines else []
        for line in lines:
            screen += paragraph(line, width, indent="     ", first="   - ")
    return screen


def _criterion(reason: Reason, product: Product, advice: Advice, texts: Texts, width: int) -> Screen:
    mark, style = (
        ("o", STYLES["unknown"])
        if reason.level == "judgement"
        else (TRUTH_SYMBOLS[reason.truth.value], TRUTH_STYLES[reason.truth.value])
    )
    screen: Screen = []
    for position, text in enumerate(wrapped(explain.reason_title(reason, texts), width, indent="   ", first="   ")):
        screen.append(row((mark if position == 0 else " ", style), text[1:]))
    level = texts.term("levels", reason.level)
    parts = [level]
    if reason.level != "judgement":
        required = explain.reason_required(reason, texts, advice.catalogue)
        parts.append(texts.say("why.found", found=explain.reason_found(reason, texts, advice.catalogue)))
        parts.append(texts.say("why.required", required=required) if required else "")
        parts.append(explain.reason_distance(reason, texts))
        parts.append(texts.say("why.by_amount") if reason.by_amount else "")
    screen += paragraph("  ·  ".join(part for part in parts if part), width, indent="     ", style="dim")
    for depth, said, text in _tree(reason, advice, texts):
        indent = "     " + "  " * depth
        screen += paragraph(text, width, indent=f"{indent}  ", first=f"{indent}{TRUTH_SYMBOLS[said.value]} ", style="dim")
    source = _source(reason, product, texts)
    if source:
        screen += [row((f"     {source}", "dim"))]
    return screen


def _tree(reason: Reason, advice: Advice, texts: Texts) -> list[tuple[int, Truth, str]]:
    """The tests of a criterion that has more than one, so that the reader sees which of them decides."""
    if reason.finding is None or reason.moot or len(reason.finding.parts) <= 1:
        return []
    return explain.tree(reason.finding, texts, advice.catalogue)


def _source(reason: Reason, product: Product, texts: Texts) -> str:
    found = next((source for source in product.sources if source.id in reason.sources), None)
    if found is None:
        return ""
    return texts.say(
        "why.source",
        url=names.source(found.url, texts),
        date=texts.say("words.undated") if found.date == "unknown" else found.date,
    )


def _what_changes(option: Option, advice: Advice, texts: Texts, width: int) -> Screen:
    lines = []
    for reason in option.reasons:
        if reason.level != "judgement" and reason.truth is Truth.FALSE:
            change = texts.pick(reason.criterion, "change") if reason.criterion is not None else ""
            gap = explain.reason_distance(reason, texts)
            # A rule is no advice: without a word on what helps, or a distance, there is nothing to do about it.
            if change or gap:
                lines.append(change or f"{explain.reason_title(reason, texts)} ({gap})")
    for slot in option.missing:
        question = texts.questions.get(slot.key, {}).get("ask", slot.key)
        # Which use is meant only matters where there are several.
        about = slot.index if FACTS[slot.key].scope == "use" and len(advice.client.uses) > 1 else None
        lines.append(question if about is None else f"{question} ({names.use(advice.client, about, texts)})")
    if not lines:
        return paragraph(texts.say("why.nothing_changes"), width)
    screen = paragraph(texts.say("why.changes"), width, style="bold")
    for line in dict.fromkeys(lines):
        screen += paragraph(line, width, indent="   ", first="→  ")
    return screen
