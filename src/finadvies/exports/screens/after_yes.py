"""After a yes: what it leaves to find, how to fill that, and what has to be done before the money comes."""

from __future__ import annotations

from collections.abc import Iterator

from finadvies.advice.after_yes import AfterYes
from finadvies.exports import names
from finadvies.exports.layout import Screen, blank, paragraph, row, rule
from finadvies.exports.second_chance_words import covered, parts, reach
from finadvies.locale import Texts


def after_yes(after: AfterYes, texts: Texts, width: int, *, dossier: str) -> Screen:
    """The whole screen; `dossier` is how it is named on the command line."""
    client, lender = names.client(after.advice, texts), _lender(after, texts)
    screen = paragraph(texts.say("after_yes.title", lender=lender, client=client), width, style="bold")
    for told in _sum(after, texts, dossier):
        screen += paragraph(told, width)
    screen.append(rule(width))
    screen += _rest(after, texts, width)
    screen += _papers(after, texts, width)
    screen += [blank(), row((texts.say("after_yes.today"), "bold"))]
    for number, told in enumerate(_actions(after, texts), start=1):
        screen += paragraph(told, width, indent="   ", first=f"{number}. ")
    return [*screen, blank()]


def _lender(after: AfterYes, texts: Texts) -> str:
    return names.lender(after.attempt.lender or "", after.advice, texts)


def _sum(after: AfterYes, texts: Texts, dossier: str) -> Iterator[str]:
    attempt = after.attempt
    if attempt.granted_eur is None:
        yield texts.say("after_yes.amount_unknown", dossier=dossier, product=attempt.product or "")
    elif attempt.partial:
        asked, less = attempt.amount_eur or 0, (attempt.amount_eur or 0) - attempt.granted_eur
        told = {"granted": attempt.granted_eur, "asked": asked, "less": less}
        yield texts.say("after_yes.partial", **{key: texts.euro(value) for key, value in told.items()})
    else:
        yield texts.say("after_yes.amount", granted=texts.euro(attempt.granted_eur))
    if attempt.granted_eur is not None and not after.covers:
        yield texts.say("after_yes.not_money")
    if not after.need_eur:
        return
    need = texts.euro(after.need_eur)
    if after.gap_eur:
        granted = texts.euro(sum(after.granted.values()))
        gap, own = texts.euro(after.gap_eur), texts.euro(after.own_eur)
        yield texts.say("after_yes.sum", need=need, granted=granted, own=own, gap=gap)
    else:
        yield texts.say("after_yes.covered", need=need)


def _rest(after: AfterYes, texts: Texts, width: int) -> Screen:
    if not after.gap_eur:
        return []
    screen: Screen = [row((texts.say("after_yes.plans" if after.plans else "after_yes.no_plans"), "bold"))]
    for number, plan in enumerate(after.plans, start=1):
        told = f"{names.capital(parts(plan, after.around, texts))}. {covered(plan, texts)}"
        screen += paragraph(told, width, indent="   ", first=f"{number}  ")
    if after.uncounted:
        screen += paragraph(
            texts.say("after_yes.uncounted", what=_named(after.uncounted, after, texts)), width, style="attention"
        )
    return [*screen, blank()]


def _named(products: tuple[str, ...], after: AfterYes, texts: Texts) -> str:
    catalogue = after.advice.catalogue
    return texts.listed([names.product(catalogue.products[key], texts, catalogue) for key in products])


def _papers(after: AfterYes, texts: Texts, width: int) -> Screen:
    lender = _lender(after, texts)
    if not after.before_payout:
        return paragraph(texts.say("after_yes.no_papers", lender=lender), width)
    screen: Screen = [row((texts.say("after_yes.papers", lender=lender), "bold"))]
    for line in after.before_payout:
        told = f"{texts.pick(line.record, 'name')} ({texts.term('providers', line.record.provider)})"
        screen += paragraph(told, width, indent="   ", first="☐  ")
    return screen


def _actions(after: AfterYes, texts: Texts) -> Iterator[str]:
    yield texts.say("after_yes.do_offer")
    if after.before_payout:
        yield texts.say("after_yes.do_papers")
    if after.plans:
        rest = tuple(product for product in after.plans[0].products if product not in after.granted)
        if rest:
            yield texts.say("after_yes.do_rest", what=_named(rest, after, texts))
    desk = next((each for each in after.advice.desks if each.phone), None) or next(iter(after.advice.desks), None)
    if desk is not None:
        yield texts.say("after_yes.do_desk", desk=reach(desk, texts))
