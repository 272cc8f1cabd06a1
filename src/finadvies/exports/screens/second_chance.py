"""After a no: what still stands, what fails on the same reason, what takes it away, and what to do today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from finadvies.advice.same_ground import Standing
from finadvies.advice.second_chance import LETTER, Fix, Retry, SecondChance
from finadvies.exports import names
from finadvies.exports import second_chance_words as words
from finadvies.exports.layout import STYLES, SYMBOLS, Screen, Style, blank, pad, paragraph, row, rule, wide, wrapped
from finadvies.locale import Texts
from finadvies.rules.truth import Truth

NAME: Final = 34
"""Columns of a name before its reason."""
SPARED: Final = 6
"""So many that do not look at the reason stand on the client's screen."""
WARY: Final = frozenset({"part", "open_too", "judged_too", "meets"})
"""Who looks at the reason as well, and need not say no."""


def second_chance(chance: SecondChance, texts: Texts, width: int, *, adviser: bool, dossier: str = "") -> Screen:
    """The whole screen.

    Args:
        chance: the road after the answer.
        texts: the language.
        width: columns.
        adviser: with every option on its own lines, ids, criteria and sources; else calm, and as short as it can be.
        dossier: as it is named on the command line, for what can be typed next; empty inside a session.
    """
    screen = _head(chance, texts, width)
    groups = _adviser_groups if adviser else _client_groups
    screen += groups(chance, texts, width)
    screen += _repairs(chance, texts, width, adviser=adviser)
    screen += _plans(chance, texts, width, adviser=adviser, dossier=dossier)
    screen += _today(chance, texts, width, adviser=adviser, dossier=dossier)
    return [*screen, blank()]


# -- the head ----------------------------------------------------------------------------------------------------------------


def _head(chance: SecondChance, texts: Texts, width: int) -> Screen:
    client, lender = names.client(chance.advice, texts), words.lender(chance, texts)
    title = "second_chance.title" if chance.said_no else "second_chance.title_withdrawn"
    screen = paragraph(texts.say(title, lender=lender, client=client), width, style="bold")
    if chance.desk_first and chance.call is not None:
        told = texts.say("second_chance.often", n=chance.refusals_in_year, desk=words.reach(chance.call, texts))
        screen += paragraph(told, width, style="attention")
    screen += paragraph(" ".join(_opening(chance, texts)), width)
    return [*screen, rule(width)]


def _opening(chance: SecondChance, texts: Texts) -> Iterator[str]:
    if chance.said_no:
        given = chance.attempt.grounds
        reason = words.grounds(given, texts)
        yield texts.say("second_chance.reason", reason=reason) if given else texts.say("second_chance.reason_unknown")
        yield texts.say("second_chance.setback")
    else:
        yield texts.say("second_chance.stopped")
    held = len(chance.in_hand)
    if not held:
        yield texts.say("second_chance.answers_stay")
    elif chance.plans:
        again = len(chance.plans[0].reused)
        yield texts.say("second_chance.papers_again_one" if held == 1 else "second_chance.papers_again", n=held, again=again)
    else:
        yield texts.say("second_chance.papers_stay", n=held)


# -- the options ---------------------------------------------------------------------------------------------------------------


def _client_groups(chance: SecondChance, texts: Texts, width: int) -> Screen:
    """First what can be done; of what fails on the same reason only the names, so that nobody walks to those doors."""
    title = texts.say("second_chance.client_spared" if chance.grounds else "second_chance.client_open")
    screen: Screen = [row((title, "bold"))] if chance.begins or chance.spared else []
    for standing in chance.begins:
        screen += _line(standing, chance, texts, width)
    ordered = _useful_first(chance)
    for standing in ordered[:SPARED]:
        screen += _line(standing, chance, texts, width)
    more = len(ordered) - SPARED
    if more > 0:
        told = texts.say("second_chance.more" if chance.grounds else "second_chance.more_open", n=more)
        screen += paragraph(told, width, indent="   ", style="dim")
    if chance.hit:
        screen += [blank(), row((texts.say("second_chance.client_hit"), "bold")), *_named(chance.hit, chance, texts, width)]
    return screen


def _named(hit: Sequence[Standing], chance: SecondChance, texts: Texts, width: int) -> Screen:
    """Those that fail, gathered under what makes it so."""
    gathered: dict[str, list[Standing]] = {}
    for standing in sorted(hit, key=lambda each: each.how != "refused"):
        told = _told_of_hit(standing, chance, texts)
        gathered.setdefault(told, []).append(standing)
    screen: Screen = []
    for told, those in gathered.items():
        listed = texts.listed([_name(each, chance, texts) for each in those])
        mark, style = _mark(those[0])
        first, *rest = wrapped(f"{names.capital(told)}: {listed}.", width, indent="   ", first="   ")
        screen.append(row((mark, style), first[1:]))
        screen += [row(line) for line in rest]
    return screen


def _told_of_hit(standing: Standing, chance: SecondChance, texts: Texts) -> str:
    """What makes it so, alike for all of which it is alike; a distance in numbers is each option's own."""
    measured = any(reason.truth is Truth.FALSE and reason.distance is not None for reason in standing.reasons)
    if standing.how in ("refused", "refused_before") or (standing.how == "fails" and measured):
        return words.why(standing, chance, texts)
    about, what = words.about(standing.grounds, texts), words.stuck_on(standing, chance.advice, texts)
    return texts.say(f"second_chance.skip_{standing.how}", about=about, what=what)


def _useful_first(chance: SecondChance) -> list[Standing]:
    """Those of the mixes first, then as on the shortlist; what brings no money for the plan now comes last."""
    wanted = [product for plan in chance.plans for product in plan.products]
    kinds = chance.advice.catalogue.kinds

    def order(standing: Standing) -> tuple[int, bool]:
        product = standing.option.product
        place = wanted.index(product.id) if product.id in wanted else len(wanted)
        return place, kinds[product.kind].role != "source"

    return sorted(chance.spared, key=order)


def _adviser_groups(chance: SecondChance, texts: Texts, width: int) -> Screen:
    screen: Screen = []
    for group, standings in (("begins", chance.begins), ("spared", chance.spared), ("hit", chance.hit)):
        if not standings:
            continue
        called = "spared" if chance.grounds else "still_open"
        title = texts.say(f"second_chance.group_{called if group == 'spared' else group}", n=len(standings))
        screen.append(row((title, "bold")))
        for standing in standings:
            screen += _line(standing, chance, texts, width, with_id=True)
            for told in words.criterion(standing, chance, texts):
                screen += paragraph(told, width, indent="     ", style="dim")
        screen.append(blank())
    return screen[:-1]


def _line(standing: Standing, chance: SecondChance, texts: Texts, width: int, *, with_id: bool = False) -> Screen:
    """An option with why it stands there: beside its name where there is room, else under it."""
    mark, style = _mark(standing)
    name = _name(standing, chance, texts)
    shown = f"{name}  {standing.option.product.id}" if with_id else name
    reason = words.why(standing, chance, texts)
    if with_id or wide(shown) > NAME or wide(reason) > width - NAME - 5:
        first, *rest = wrapped(shown, width, indent="   ", first="   ")
        return [
            row((mark, style), first[1:]),
            *(row(line) for line in rest),
            *paragraph(reason, width, indent="     ", style="dim"),
        ]
    return [row((mark, style), f"  {pad(shown, NAME)}  ", (reason, "dim"))]


def _mark(standing: Standing) -> tuple[str, Style]:
    """As on the shortlist; who fails on the same reason is struck out, who looks at it as well is to be minded."""
    if standing.how in ("open", "open_too"):
        return SYMBOLS["unknown"], STYLES["unknown"]
    if standing.group == "hit":
        return SYMBOLS["blocked"], STYLES["blocked"]
    wary = standing.fails or standing.how in WARY
    verdict = "attention" if wary and standing.option.verdict == "fits" else standing.option.verdict
    return SYMBOLS[verdict], STYLES[verdict]


def _name(standing: Standing, chance: SecondChance, texts: Texts) -> str:
    return names.product(standing.option.product, texts, chance.advice.catalogue)


# -- what takes the reason away ------------------------------------------------------------------------------------------------


def _repairs(chance: SecondChance, texts: Texts, width: int, *, adviser: bool) -> Screen:
    if not chance.said_no or not (chance.steps or chance.fixes):
        return []
    screen: Screen = [blank(), row((texts.say("second_chance.repairs"), "bold"))]
    for _, step in chance.steps:
        screen += paragraph(words.step_text(step, chance, texts), width, indent="   ", first="→  ")
        source = words.norm_source(step, chance.advice, texts) if adviser else ""
        screen += paragraph(source, width, indent="     ", style="dim") if source else []
    about = texts.pick(chance.lender, "after_no") if adviser and chance.lender is not None else ""
    if about:
        told = texts.say("second_chance.after_no", lender=words.lender(chance, texts), what=about)
        screen += paragraph(told, width, indent="   ", first="-  ")
    for fix in (each for each in chance.fixes if not each.moot):
        screen += paragraph(texts.pick(fix.repair, "text").removesuffix(".") + ".", width, indent="   ", first="-  ")
        screen += paragraph(" ".join(_beside(fix, chance, texts)), width, indent="     ", style="dim") if adviser else []
    return screen


def _beside(fix: Fix, chance: SecondChance, texts: Texts) -> Iterator[str]:
    """For the adviser: the products, papers and answers behind a repair."""
    documents = chance.advice.lists.checklists.documents
    if fix.products:
        yield texts.say("second_chance.with_products", what=", ".join(fix.products))
    for key, there in fix.documents:
        name = texts.pick(documents[key], "name") if key in documents else key
        yield texts.say("second_chance.paper_there" if there else "second_chance.paper_lacking", paper=name)
    if fix.slots:
        yield texts.say("second_chance.to_ask", what=words.asked(fix.slots, chance.advice, texts))


# -- the mixes -----------------------------------------------------------------------------------------------------------------


def _plans(chance: SecondChance, texts: Texts, width: int, *, adviser: bool, dossier: str) -> Screen:
    if not chance.plans:
        key = "second_chance.no_plans" if any(chance.advice.need) else "mixes.no_amount"
        return [blank(), *paragraph(texts.say(key), width)]
    screen: Screen = [blank(), row((texts.say("second_chance.plans"), "bold"))]
    for number, plan in enumerate(chance.plans, start=1):
        told = f"{names.capital(words.parts(plan.proposal, plan.advice, texts))}. {words.covered(plan.proposal, texts)}"
        screen += paragraph(told, width, indent="   ", first=f"{number}  ")
        screen += paragraph(" ".join(_of_plan(plan, chance, texts)), width, indent="   ", style="dim")
        if adviser and dossier:
            options = " ".join(f"--product {product}" for product in plan.products)
            screen += paragraph(f"finadvies homework {dossier} {options}", width, indent="     ", style="dim")
    return screen


def _of_plan(plan: Retry, chance: SecondChance, texts: Texts) -> Iterator[str]:
    if chance.in_hand:
        yield texts.say("second_chance.reuses", n=len(plan.reused), of=len(chance.in_hand))
    new = len(plan.new)
    yield texts.say("second_chance.new_papers_one" if new == 1 else "second_chance.new_papers", n=new)
    doubtful = [each.product for each in plan.proposal.components if each.role == "source" and each.verdict == "unknown"]
    if doubtful:
        yield texts.say("second_chance.ask_first", what=_products([key for key in doubtful if key], plan, texts))
    days = texts.days(*plan.proposal.days_to_cash)
    yield texts.say("second_chance.cash_in", days=days)
    if plan.hit:
        yield texts.say("second_chance.with_hit", what=_products(plan.hit, plan, texts))


def _products(keys: Sequence[str], plan: Retry, texts: Texts) -> str:
    catalogue = plan.advice.catalogue
    return texts.listed([names.product(catalogue.products[key], texts, catalogue) for key in keys])


# -- what to do today ----------------------------------------------------------------------------------------------------------


def _today(chance: SecondChance, texts: Texts, width: int, *, adviser: bool, dossier: str) -> Screen:
    screen: Screen = [blank(), row((texts.say("second_chance.today"), "bold"))]
    for number, (told, typed) in enumerate(_actions(chance, texts, dossier), start=1):
        screen += paragraph(told, width, indent="   ", first=f"{number}. ")
        screen += [row((f"     {typed}", "dim"))] if typed else []
    for source in words.right_sources(chance, texts) if adviser and chance.can_ask else ():
        screen += paragraph(source, width, indent="     ", style="dim")
    return screen


def _actions(chance: SecondChance, texts: Texts, dossier: str) -> Iterator[tuple[str, str]]:
    """Each with what can be typed for it, if anything."""
    lender = words.lender(chance, texts)
    for action in chance.actions:
        match action:
            case "desk":
                if chance.call is not None:
                    about = texts.pick(chance.call, "why").removesuffix(".")
                    yield texts.say("second_chance.do_desk", desk=words.reach(chance.call, texts), why=about), ""
            case "ask_letter" | "ask_reason":
                typed = f"finadvies outcome {dossier} --letter {texts.say('files.letters')}" if dossier else ""
                yield " ".join(_ask(texts.say(f"second_chance.do_{action}", lender=lender), chance, texts)), typed
            case "plan_b":
                plan = chance.plans[0]
                yield texts.say("second_chance.do_plan_b", what=_products(plan.products, plan, texts)), ""
            case "smaller":
                gap = texts.euro(chance.plans[0].proposal.mix.gap)
                yield texts.say("second_chance.do_smaller", gap=gap), ""
            case _:
                yield texts.say(f"second_chance.do_{action}", lender=lender), ""


def _ask(what: str, chance: SecondChance, texts: Texts) -> Iterator[str]:
    """To ask for the reason on paper: with which right, and how long it takes."""
    yield what
    yield words.right(chance, texts)
    paper = chance.advice.lists.checklists.documents.get(LETTER)
    if paper is not None and paper.lead_days.max is not None:
        yield texts.say("second_chance.how_long", days=texts.days(paper.lead_days.min or 0, paper.lead_days.max))
