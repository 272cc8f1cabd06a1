"""Bills at risk: first what gives air without a loan, then whether a loan helps, then what can be there in time. And no closed door."""

from __future__ import annotations

from typing import Final

from finadvies.advice import Advice
from finadvies.advice.urgent import Quick, air, makes_it_worse, quick
from finadvies.exports import names
from finadvies.exports.layout import STYLES, SYMBOLS, Screen, blank, heading, paragraph, row
from finadvies.exports.screens.mixes import closers
from finadvies.locale import Texts

AIR_SHOWN: Final = 4
QUICK_SHOWN: Final = 5
DESKS_SHOWN: Final = 3


def first_weeks(advice: Advice, texts: Texts, width: int) -> Screen:
    """What to do before any lender: pay later, be paid sooner, call somebody."""
    screen = heading(texts.say("urgent.title"), width)
    screen += paragraph(texts.say("urgent.intro"), width, style="dim")
    found = air(advice)
    if found:
        screen.append(row((texts.say("urgent.air"), "bold")))
    for option in found[:AIR_SHOWN]:
        name = names.product(option.product, texts, advice.catalogue)
        screen += paragraph(name, width, indent="   ", first=f"{SYMBOLS[option.verdict]}  ", style=STYLES[option.verdict])
        told = texts.pick(option.product, "summary")
        screen += paragraph(told, width, indent="     ", first="     ", style="dim") if told else []
    screen.append(row((texts.say("urgent.call"), "bold")))
    for number, desk in enumerate(advice.desks[:DESKS_SHOWN], start=1):
        reach = "  ".join(part for part in (desk.phone, desk.url) if part)
        screen += paragraph(f"{names.own_name(desk, texts)}: {reach}", width, indent="   ", first=f"{number}  ")
    return [*screen, blank()]


def then_money(advice: Advice, texts: Texts, width: int) -> Screen:
    """Whether a loan would help, and the lenders' money by the day it can be there."""
    screen = heading(texts.say("urgent.money"), width)
    if makes_it_worse(advice):
        screen += paragraph(texts.say("urgent.worse"), width, style="attention")
    found = quick(advice)
    if not found:
        return [*screen, *paragraph(texts.say("urgent.none"), width), blank()]
    for each in found[:QUICK_SHOWN]:
        screen += _quick(each, advice, texts, width)
    left = len(found) - QUICK_SHOWN
    if left > 0:
        screen += paragraph(texts.say("words.more", n=left), width, indent="   ", first="   ", style="dim")
    screen += paragraph(texts.say("urgent.dear"), width, style="dim")
    return [*screen, blank()]


def _quick(each: Quick, advice: Advice, texts: Texts, width: int) -> Screen:
    product = each.option.product
    days = texts.days(*each.days)
    told = [texts.say("cards.about", what=days) if each.estimated else days]
    told.append(texts.pick(product.price, "text") if each.rate_known else texts.say("mixes.cost_unknown"))
    if each.in_time is False:
        told.append(texts.say("urgent.late"))
    verdict = each.option.verdict
    name = names.product(product, texts, advice.catalogue)
    screen = paragraph(name, width, indent="   ", first=f"{SYMBOLS[verdict]}  ", style=STYLES[verdict])
    return screen + paragraph(" · ".join(part for part in told if part), width, indent="     ", style="dim")


def closed_door(advice: Advice, texts: Texts, width: int) -> Screen:
    """No loan is right, which is never the end: why, whom to call, and what makes it possible again."""
    screen = heading(texts.say("urgent.closed_title"), width)
    screen += paragraph(texts.say("urgent.worse" if makes_it_worse(advice) else "urgent.closed_why"), width)
    for number, desk in enumerate(advice.desks, start=1):
        reach = "  ".join(part for part in (desk.phone, desk.url) if part)
        screen += paragraph(f"{names.own_name(desk, texts)}: {reach}", width, indent="   ", first=f"{number:<3}")
        screen += paragraph(texts.pick(desk, "why"), width, indent="     ", style="dim")
    told = list(closers(advice, texts))
    if told:
        screen.append(row((texts.say("urgent.opens_again"), "bold")))
    for line in told:
        screen += paragraph(line, width, indent="   ", first="→  ")
    return [*screen, blank()]
