"""The only wording of reasons: what was found, what is asked, how far apart they are, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.condition import AllOf, AnyOf, Condition, Not, Test
from finadvies.domain.facts import FACTS, Fact, Unit
from finadvies.domain.values import Exact, Interval, Known, Members, Place, Unknown, interval
from finadvies.locale import Texts
from finadvies.rules.eligibility import Reason
from finadvies.rules.finding import Distance, Finding, decisive, is_negated
from finadvies.rules.truth import Truth

NAMES = frozenset({"company.country", "company.sells_through"})
"""Facts whose choices are names, which keep their capital inside a sentence."""
OF_LENDERS = frozenset({"company.house_bank", "security.all_assets_pledged_to", "history.lender"})
"""Facts whose answer is the id of who lends, or none, or another than the catalogue has."""
MARKS = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"}


def number(value: Exact, unit: Unit, texts: Texts) -> str:
    """A number with its unit: `€ 50.000`, `20%`, `15 maanden`, `1,33`."""
    if unit == "eur":
        return texts.euro(value)
    if unit == "share":
        return texts.share(value)
    if unit in ("times", "-"):
        return texts.number(value, 2)
    plain = texts.number(value, 0 if value == int(value) else 1)
    if unit == "number":
        return str(value)
    name = texts.say(f"units.{unit}_one" if value == 1 else f"units.{unit}")
    return f"{plain} {name}"


def value(known: Known | str, fact: Fact | None, texts: Texts, catalogue: Catalogue | None = None) -> str:
    """A value in words; unknown is the word, never an empty cell."""
    unit: Unit = fact.unit if fact is not None else "-"
    match known:
        case bool():
            return texts.say("words.yes") if known else texts.say("words.no")
        case int() | Decimal():
            return number(known, unit, texts)
        case Interval():
            return _span(known, unit, texts)
        case date():
            return texts.day(known)
        case Place():
            return known.province
        case Members():
            names = [_code(code, fact, texts, catalogue) for code in sorted(known.sure)]
            if known.maybe and not names:
                return texts.say("words.unknown")
            return ", ".join(names) if names else texts.say("words.none")
        case str():
            return _code(known, fact, texts, catalogue) if known else texts.say("words.unknown")
        case Unknown():
            return texts.say("words.unknown")


def _span(span: Interval, unit: Unit, texts: Texts) -> str:
    if span.low is None and span.high is None:
        return texts.say("words.unknown")
    if span.high is None:
        return texts.say("words.at_least", n=number(span.low or 0, unit, texts))
    if span.low is None or (span.low == 0 and unit == "eur"):
        return texts.say("words.at_most", n=number(span.high, unit, texts))
    return texts.say("words.from_to", low=number(span.low, unit, texts), high=number(span.high, unit, texts))


def _code(code: str, fact: Fact | None, texts: Texts, catalogue: Catalogue | None) -> str:
    if fact is not None:
        if fact.key in ("use.purpose", "need.purposes"):
            return texts.term("purposes", code)
        if fact.key == "company.sectors" and catalogue is not None and code in catalogue.sectors:
            return texts.pick(catalogue.sectors[code], "name").lower()
        if fact.key in OF_LENDERS:
            return _lender(code, texts, catalogue)
        if fact.key == "history.rejected_lender_kinds":
            return texts.term("lender_kinds", code)
        if fact.key == "company.province":
            return code
        if fact.choices:
            words = texts.choice(fact.key, code)
            if fact.key in NAMES:
                return words
            return words[:1].lower() + words[1:] if words[1:2].islower() else words
        if fact.key == "aid.running_schemes" and catalogue is not None and code in catalogue.products:
            return texts.pick(catalogue.products[code], "name")
    return code


def _lender(code: str, texts: Texts, catalogue: Catalogue | None) -> str:
    """Who lends, by name; one that the catalogue does not know goes by its code."""
    if code in ("none", "other"):
        return texts.say("words.none" if code == "none" else "words.another")
    lender = catalogue.lenders.get(code) if catalogue is not None else None
    if lender is None:
        return code
    return (texts.language == "en" and lender.name_en) or lender.name


def condition(what: Condition, texts: Texts, catalogue: Catalogue) -> str:
    """A condition as a sentence: `omzet minstens € 50.000`."""
    match what:
        case Test():
            return test(what, texts, catalogue)
        case AllOf():
            return texts.say("words.both", parts=_joined(what.all, "words.and", texts, catalogue))
        case AnyOf():
            return texts.say("words.either", parts=_joined(what.any, "words.or", texts, catalogue))
        case Not():
            return texts.say("words.not", what=condition(what.not_, texts, catalogue))


def _joined(parts: Sequence[Condition], word: str, texts: Texts, catalogue: Catalogue) -> str:
    """Parts with a word between them; a comma before it where a part has such words of its own, so that the reader sees what belongs together."""
    told = [condition(part, texts, catalogue) for part in parts]
    inside = [f" {texts.say(each)} " for each in ("words.and", "words.or")]
    comma = "," if any(each in part for each in inside for part in told) else ""
    return f"{comma} {texts.say(word)} ".join(told)


def test(what: Test, texts: Texts, catalogue: Catalogue) -> str:
    """One test in words, with the name of its fact: `omzet minstens € 50.000`, `rechtsvorm: bv`."""
    names_a_value = any(
        asked is not None for asked in (what.is_, what.one_of, what.none_of, what.has_any, what.has_all, what.has_none)
    )
    return f"{texts.label(what.fact)}{':' if names_a_value else ''} {required(what, texts, catalogue)}"


def required(what: Test, texts: Texts, catalogue: Catalogue) -> str:
    """What a test asks, without the name of its fact."""
    fact = FACTS[what.fact]
    parts = []
    for name in ("min", "above", "max", "below"):
        bound = getattr(what, name)
        if bound is not None:
            parts.append(texts.say(f"operators.{name}", n=number(bound, fact.unit, texts)))
    if what.is_ is not None:
        parts.append(value(what.is_, fact, texts, catalogue))
    for name in ("one_of", "none_of", "has_any", "has_all", "has_none"):
        codes = getattr(what, name)
        if codes is not None:
            joined = f" {texts.say('words.and' if name == 'has_all' else 'words.or')} ".join(
                _code(code, fact, texts, catalogue) for code in codes
            )
            parts.append(texts.say(f"operators.{name}", n=joined))
    for name, field in (("from", "from_"), ("until", "until"), ("after", "after"), ("before", "before")):
        day = getattr(what, field)
        if day is not None:
            parts.append(texts.say(f"operators.{name}", n=texts.day(day)))
    if what.in_region is not None:
        region = catalogue.regions.get(what.in_region)
        parts.append(texts.say("operators.in_region", n=texts.pick(region, "name") if region else what.in_region))
    if what.present is not None:
        parts.append(texts.say("operators.present" if what.present else "operators.absent"))
    return f" {texts.say('words.and')} ".join(parts)


def negated(what: Test, texts: Texts, catalogue: Catalogue) -> str:
    """What the opposite of a test asks."""
    if isinstance(what.is_, bool):
        return texts.say("words.no") if what.is_ else texts.say("words.yes")
    return texts.say("words.not", what=required(what, texts, catalogue))


def distance(gap: Distance, fact: Fact | None, texts: Texts) -> str:
    """How far off: `2 maanden te jong`, `€ 5.000 te hoog`, `2,5 procentpunt te laag`."""
    if gap.unit == "share":
        amount = texts.say("units.points", n=texts.number(gap.amount * 100, 1).rstrip("0").rstrip(",."))
    else:
        amount = number(gap.amount, gap.unit, texts)
    young = fact is not None and fact.key == "company.age_months" and gap.side == "low"
    return texts.say("distances.young" if young else f"distances.{gap.side}", n=amount)


def reason_title(reason: Reason, texts: Texts) -> str:
    """What the criterion asks, as a sentence."""
    if reason.criterion is not None:
        return texts.pick(reason.criterion, "text")
    if reason.id == "amount" and reason.truth is Truth.TRUE and _above(reason.found, reason.required):
        return texts.say("reasons.amount_part")
    return texts.say(f"reasons.{reason.id}")


def _above(found: Known, required: object) -> bool:
    """Whether the whole of it is more than is lent at most, so that only a part can be paid."""
    most = required[1] if isinstance(required, tuple) else None
    low = interval(found).low if isinstance(found, int | Decimal | Interval) and not isinstance(found, bool) else None
    return isinstance(most, int | Decimal) and low is not None and low > most


def reason_found(reason: Reason, texts: Texts, catalogue: Catalogue) -> str:
    """What the client has there."""
    if reason.moot:
        return texts.say("words.not_applicable")
    if reason.criterion is not None and reason.finding is not None:
        leaf = decisive(reason.finding)
        return value(leaf.found, FACTS[leaf.test.fact] if leaf.test else None, texts, catalogue)
    if reason.id == "purpose":
        return value(reason.found, FACTS["use.purpose"], texts, catalogue)
    if reason.id == "amount":
        return value(reason.found, FACTS["use.amount"], texts, catalogue)
    if reason.level == "judgement":
        return texts.say("words.judgement")
    if reason.id == "window" and isinstance(reason.found, date):
        return texts.say(
            "reasons.window_from" if reason.truth is Truth.TRUE else "reasons.window_until", day=texts.day(reason.found)
        )
    return value(reason.found, None, texts, catalogue)


def reason_required(reason: Reason, texts: Texts, catalogue: Catalogue) -> str:
    """What is asked, short; one test out of several carries the name of its fact, for "needed: no" alone says nothing."""
    if reason.finding is not None:
        leaf = decisive(reason.finding)
        if leaf.test is None:
            return ""
        if is_negated(reason.finding):
            return negated(leaf.test, texts, catalogue)
        return test(leaf.test, texts, catalogue) if len(reason.finding.parts) > 1 else required(leaf.test, texts, catalogue)
    if reason.id == "amount" and isinstance(reason.required, tuple):
        low, high = reason.required[0], reason.required[1]
        return value(Interval(_exact(low), _exact(high)), FACTS["use.amount"], texts, catalogue)
    if reason.id == "purpose" and isinstance(reason.required, tuple):
        return ", ".join(
            texts.say("sheet.any_purpose") if code == "any" else texts.term("purposes", str(code)) for code in reason.required
        )
    if reason.id == "window":
        return texts.say("reasons.window_used_up") if reason.required == "used_up" else texts.say("reasons.window_required")
    return str(reason.required) if isinstance(reason.required, str) else ""


def _exact(bound: object) -> Exact | None:
    return bound if isinstance(bound, int | Decimal) else None


def reason_distance(reason: Reason, texts: Texts) -> str:
    """The distance in words, or nothing."""
    if reason.distance is None:
        return ""
    leaf = decisive(reason.finding) if reason.finding is not None else None
    fact = FACTS[leaf.test.fact] if leaf is not None and leaf.test is not None else None
    return distance(reason.distance, fact, texts)


def tree(finding: Finding, texts: Texts, catalogue: Catalogue, depth: int = 0) -> list[tuple[int, Truth, str]]:
    """The whole tree of a finding as (depth, truth, sentence), for a reader who wants to see all of it."""
    if finding.test is not None:
        found = value(finding.found, FACTS[finding.test.fact], texts, catalogue)
        return [(depth, finding.truth, f"{test(finding.test, texts, catalogue)}; {texts.say('options.with_you', found=found)}")]
    rows = [(depth, finding.truth, texts.say(f"words.joined_{finding.joined}"))]
    for part in finding.parts:
        rows.extend(tree(part, texts, catalogue, depth + 1))
    return rows
