"""The second chance in sentences: where an option stands and why, how far a reason is from being gone, what is in a mix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from finadvies.advice import Advice, Proposal
from finadvies.advice.distances import Step
from finadvies.advice.rights import CODE
from finadvies.advice.same_ground import Standing
from finadvies.advice.second_chance import SecondChance
from finadvies.advice.whom import whom
from finadvies.domain.catalogue import HelpDesk
from finadvies.domain.client import Slot
from finadvies.domain.facts import FACTS, GROUNDS
from finadvies.exports import names
from finadvies.exports.figure_words import BORNE
from finadvies.exports.screens.options import sentence
from finadvies.locale import Texts
from finadvies.locale.texts import NO_BREAK_SPACE
from finadvies.rules import explain
from finadvies.rules.eligibility import Option
from finadvies.rules.finding import decisive
from finadvies.rules.truth import Truth

SHARES: Final = frozenset({"have", "bound", "after", "becomes", "share", "rate"})
TIMES: Final = frozenset({"norm", "floor"})
COUNTS: Final = frozenset({"n", "of", "years"})
MONTHS: Final = frozenset({"months", "wait"})
SAYS_LITTLE: Final = frozenset({"policy", "too_small", "too_large"})
"""Grounds that every lender has, and that tell nothing of what it weighs."""
LOOKS: Final = 2
"""So many things that an option looks at instead are named."""


# -- who, and why ------------------------------------------------------------------------------------------------------------


def lender(chance: SecondChance, texts: Texts) -> str:
    """Who answered; a lender that the catalogue does not know goes by what was typed."""
    key = chance.attempt.lender or chance.attempt.product
    return names.lender(key, chance.advice, texts) if key is not None else texts.say("second_chance.a_lender")


def grounds(codes: Iterable[str], texts: Texts) -> str:
    """The reasons of a no."""
    return texts.listed([texts.term("grounds", code) for code in codes])


def about(codes: Iterable[str], texts: Texts) -> str:
    """What somebody looks at who cares for these grounds: `naar de buffer`."""
    return texts.listed(list(dict.fromkeys(texts.say(f"looked_at.{code}") for code in codes)))


def asked(slots: Iterable[Slot], advice: Advice, texts: Texts) -> str:
    """The answers that are lacking, each with who has it."""
    by_whom: dict[str, list[str]] = {}
    for slot in slots:
        by_whom.setdefault(texts.say(f"memorandum.ask_{whom(slot)}"), []).append(names.asked(slot, advice.client, texts))
    return "; ".join(f"{texts.listed(list(dict.fromkeys(told)))} ({who})" for who, told in by_whom.items())


def why(standing: Standing, chance: SecondChance, texts: Texts) -> str:
    """Why an option stands where it stands, in half a line."""
    parts = [_why(standing, chance, texts)]
    if standing.option.product.id in chance.want_letter:
        parts.append(texts.say("second_chance.wants_letter"))
    if standing.same_lender and standing.how != "refused":
        parts.append(texts.say("second_chance.same_lender"))
    return "; ".join(parts)


def _why(standing: Standing, chance: SecondChance, texts: Texts) -> str:
    reason = standing.reasons[0] if standing.reasons else None
    failing = next((each for each in standing.reasons if each.truth is Truth.FALSE), None)
    match standing.how:
        case "fails" | "after_no" if failing is not None:
            told = sentence(failing, chance.advice, texts)
            return told if standing.how == "fails" else texts.say("second_chance.after_no_but", what=told)
        case "open" | "open_too" if reason is not None:
            slots = list(dict.fromkeys(slot for each in standing.reasons for slot in each.missing))
            missing = texts.listed([names.asked(slot, chance.advice.client, texts) for slot in slots[:LOOKS]])
            return texts.say(
                "second_chance.open", about=about(standing.grounds, texts), missing=missing or texts.say("words.unknown")
            )
        case "part":
            most = texts.euro(standing.option.maximum) if standing.option.maximum else ""
            return texts.say("second_chance.part", most=most) if most else texts.say("second_chance.part_unknown")
        case "kind_spared" | "silent":
            return _instead(standing.option, chance, texts)
        case "after_no":
            return texts.say("second_chance.begins_after_no")
        case _:
            return texts.say(f"second_chance.{standing.how}", about=about(standing.grounds, texts))


def _instead(option: Option, chance: SecondChance, texts: Texts) -> str:
    """What an option looks at, when it is not the ground."""
    given = set(chance.attempt.grounds)
    looked = [
        reason.ground for reason in option.reasons if reason.ground is not None and reason.ground not in given and not reason.moot
    ]
    weighed = [ground for ground in GROUNDS if ground in looked and ground not in SAYS_LITTLE]
    most = sorted(weighed, key=lambda ground: (-looked.count(ground), GROUNDS.index(ground)))[:LOOKS]
    return texts.say("second_chance.instead", about=about(most, texts)) if most else texts.say("second_chance.silent")


def stuck_on(standing: Standing, advice: Advice, texts: Texts) -> str:
    """The answers on which an option fails, by name."""
    leaves = [decisive(each.finding) for each in standing.reasons if each.truth is Truth.FALSE and each.finding is not None]
    facts = dict.fromkeys(leaf.test.fact for leaf in leaves if leaf.test is not None)
    return texts.listed([names.asked(Slot(fact), advice.client, texts) for fact in facts])


def criterion(standing: Standing, chance: SecondChance, texts: Texts) -> list[str]:
    """For the adviser: each criterion behind it, what was found and asked, and its source."""
    told = []
    for reason in standing.reasons:
        found = explain.reason_found(reason, texts, chance.advice.catalogue) if reason.level != "judgement" else ""
        required = explain.reason_required(reason, texts, chance.advice.catalogue) if reason.level != "judgement" else ""
        parts = [explain.reason_title(reason, texts).removesuffix("."), texts.term("levels", reason.level)]
        parts += [texts.say("why.found", found=found)] if found else []
        parts += [texts.say("why.required", required=required)] if required else []
        source = next((each for each in standing.option.product.sources if each.id in reason.sources), None)
        parts += [names.source(source.url, texts)] if source is not None else []
        told.append("  ·  ".join(parts))
    return told


# -- what takes it away ------------------------------------------------------------------------------------------------------


def step_text(step: Step, chance: SecondChance, texts: Texts) -> str:
    """How far a reason is from being gone, with its numbers."""
    advice = chance.advice
    shown = {key: _shown(key, value, step, advice, texts) for key, value in step.details.items()}
    if "at_norm" in step.details and "asked" in step.details:
        lower = int(str(step.details["asked"])) - int(str(step.details["at_norm"]))
        # As much as the rounded amount leaves, so that the two add up.
        shown["lower"] = texts.euro(-(-lower // 1000) * 1000 if int(str(step.details["at_norm"])) >= 10_000 else lower)  # noqa: PLR2004
    shown["missing"] = asked(step.missing, advice, texts)
    shown["products"] = texts.listed([_product(key, advice, texts) for key in step.products])
    shown["lender"] = lender(chance, texts)
    if step.reason is not None:
        shown["what"] = sentence(step.reason, advice, texts)
    if step.lines and chance.option is not None:
        lines = advice.homework([chance.option.product.id], chance.statuses).lines
        shown["papers"] = texts.listed([texts.pick(line.record, "name") for line in lines if line.id in step.lines])
    code = step.code
    if code == "carries" and step.details.get("estimated"):
        code = "carries_estimated"
    return texts.say(f"repair.{code}", **shown)


def _shown(key: str, value: object, step: Step, advice: Advice, texts: Texts) -> str:
    catalogue = advice.catalogue
    if key == "norm" and isinstance(value, str):
        return texts.pick(catalogue.norms[value], "name")
    if key in ("value", "bound") and step.code in ("weak_figure", "weak_figure_high") and isinstance(value, int | Decimal):
        return explain.number(value, FACTS[catalogue.norms[step.norms[0]].fact].unit, texts)
    if key == "holder" and isinstance(value, str):
        return names.lender_name(catalogue, value, texts)
    if key == "state" and isinstance(value, str):
        return texts.choice("owner.business_plan", value).lower()
    if isinstance(value, date):
        return texts.day(value)
    return _number(key, value, texts) if isinstance(value, int | Decimal) and not isinstance(value, bool) else str(value)


def _number(key: str, value: int | Decimal, texts: Texts) -> str:
    """A number in the unit that its name tells; without another it is euros."""
    if key in BORNE and value >= 10_000:  # noqa: PLR2004 - from there on thousands tell enough
        return texts.euro(int(value) // 1000 * 1000)
    if key in SHARES:
        return texts.share(value)
    if key in TIMES:
        return explain.number(value, "times", texts)
    if key in MONTHS:
        return explain.number(value, "months", texts)
    return texts.number(value) if key in COUNTS else texts.euro(value)


def norm_source(step: Step, advice: Advice, texts: Texts) -> str:
    """For the adviser: where the bound of a step comes from, and how old it is."""
    for key in step.norms:
        norm = advice.catalogue.norms.get(key)
        source = next((each for each in norm.sources if each.id in norm.source), None) if norm is not None else None
        if norm is not None and source is not None:
            day = texts.say("words.undated") if source.date == "unknown" else source.date
            return texts.say("why.source", url=names.source(source.url, texts), date=day)
    return ""


def _product(key: str, advice: Advice, texts: Texts) -> str:
    return names.product(advice.catalogue.products[key], texts, advice.catalogue)


# -- the mixes, the desk and the right -----------------------------------------------------------------------------------------


def parts(proposal: Proposal, advice: Advice, texts: Texts) -> str:
    """Who pays how much, and who secures it."""
    told = [
        f"{names.component(each, advice, texts)} {texts.euro(each.amount_eur or 0)}"
        for each in proposal.components
        if each.role in ("own", "source", "guarantee")
    ]
    return texts.listed(told)


def covered(proposal: Proposal, texts: Texts) -> str:
    """Whether a mix pays the whole plan."""
    gap = proposal.mix.gap
    return texts.say("second_chance.gap", gap=texts.euro(gap)) if gap else texts.say("second_chance.covered")


def reach(desk: HelpDesk, texts: Texts) -> str:
    """A desk with how to reach it."""
    number = desk.phone.replace(" ", NO_BREAK_SPACE) if desk.phone else desk.url
    return "  ".join(part for part in (names.own_name(desk, texts), number) if part)


def right_sources(chance: SecondChance, texts: Texts) -> list[str]:
    """For the adviser: where the code of the banks and its bounds were read; none where it plays no part."""
    code = chance.advice.catalogue.parameters.get(CODE)
    if code is None or chance.rights.right not in ("code", "code_if", "beyond_code"):
        return []
    undated = texts.say("words.undated")
    return [
        texts.say("why.source", url=names.source(each.url, texts), date=(undated if each.date == "unknown" else each.date))
        for each in code.sources
    ]


def right(chance: SecondChance, texts: Texts) -> str:
    """With which right the reason can be asked on paper."""
    code = chance.advice.catalogue.parameters.get(CODE)
    figures: Mapping[str, Decimal] = code.figures if code is not None else {}
    amounts = {key: texts.euro(value) for key, value in figures.items()}
    return texts.say(f"rights.{chance.rights.right}", lender=lender(chance, texts), **amounts)
