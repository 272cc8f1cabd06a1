"""What came of reckoning the advice of a dossier anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from finadvies.advice import Advice
from finadvies.domain.change import Change
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.values import Answer
from finadvies.exports import names
from finadvies.exports.advice_differences import AREAS, Difference
from finadvies.exports.difference_words import Words
from finadvies.exports.layout import Screen, blank, heading, paragraph, row
from finadvies.exports.machine import plain
from finadvies.exports.screens.review import shown
from finadvies.exports.stamp import SHOWN_OF_HASH
from finadvies.locale import Language, Texts

SUBJECTS_SHOWN: Final = 8
"""Of options, of mixes and of figures that are told in full; the machine form holds them all."""
ANSWERS_SHOWN: Final = 12
AREAS_IN_ORDER: Final = (*AREAS, "rest")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an advice was given with.

    Attributes:
        client: the answers.
        day: the day it was reckoned for.
        program: version of the program.
        language: of its sentences.
        catalogue: version of the catalogue.
        sha256: of the catalogue.
        overlays: how many lists of offices lay on top.
    """

    client: Client
    day: date
    program: str
    language: Language
    catalogue: str
    sha256: str
    overlays: int


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome.

    Attributes:
        dossier: its id.
        named: how it is named on the command line.
        given: what the advice was given with.
        program: version that reckoned anew.
        same_bytes: whether the machine form came out the same to the last sign.
        differences: between the recorded advice and the new one, both from the recorded answers.
        answers: those that are others now than in the recorded advice: as they were, as they are.
        effect: what the answers of now change in the advice, reckoned with the same catalogue and day.
        advice: the new one, for the names of things.
        client: the answers of now.
        catalogue_changes: what differs in the catalogue of today; None when nobody asked.
    """

    dossier: str
    named: str
    given: Recorded
    program: str
    same_bytes: bool
    differences: tuple[Difference, ...]
    answers: tuple[tuple[Slot, Answer | None, Answer | None], ...]
    effect: tuple[Difference, ...]
    advice: Advice
    client: Client
    catalogue_changes: tuple[Change, ...] | None = None

    @property
    def same(self) -> bool:
        """Whether the advice is the same; the version of the program, which it names, may be another."""
        return not self.differences


def as_data(found: Verified) -> dict[str, Any]:
    """The machine form."""
    given, changes = found.given, found.catalogue_changes
    return {
        "dossier": found.dossier,
        "result": "same" if found.same and not found.answers else "differs",
        "recorded": {
            "day": given.day,
            "program": given.program,
            "language": given.language,
            "catalogue": {"version": given.catalogue, "sha256": given.sha256, "overlays": given.overlays},
        },
        "program": found.program,
        "same_bytes": found.same_bytes,
        "differences": [each.as_data() for each in found.differences],
        "answers_changed": [{"answer": str(slot), "then": _plain(then), "now": _plain(now)} for slot, then, now in found.answers],
        "effect_of_answers": [each.as_data() for each in found.effect],
        "catalogue_changes": len(changes) if changes is not None else None,
        "catalogue_entries_changed": _entries(changes) if changes is not None else None,
    }


def _plain(answer: Answer | None) -> Any:
    return plain(answer.value) if answer is not None else None


def _entries(changes: Sequence[Change]) -> int:
    return len({(change.table, change.id) for change in changes})


def nothing_kept(dossier: str, named: str, advised: date | None, texts: Texts, width: int) -> Screen:
    """That there is no advice yet, or only the day of one."""
    screen = heading(texts.say("verify.title", dossier=dossier), width)
    told = texts.say("verify.no_advice") if advised is None else texts.say("verify.not_kept", day=texts.day(advised))
    return [*screen, *paragraph(told, width), *paragraph(texts.say("verify.again", dossier=named), width)]


def verified(found: Verified, texts: Texts, width: int, *, adviser: bool) -> Screen:
    """Whether the advice comes out the same, and if not, what differs, in the words of the trade."""
    given = found.given
    screen = heading(texts.say("verify.title", dossier=found.dossier), width)
    told = texts.say(
        "verify.given",
        day=texts.day(given.day),
        catalogue=given.catalogue,
        sha256=given.sha256[:SHOWN_OF_HASH],
        program=given.program,
    )
    screen += paragraph(told, width, style="dim")
    if given.program != found.program:
        screen += paragraph(texts.say("verify.other_program", then=given.program, now=found.program), width, style="attention")
    if found.same:
        screen += paragraph(texts.say("verify.same"), width, indent="   ", first="✓  ", style="good")
    else:
        screen += paragraph(_counted("differs", len(found.differences), texts), width, indent="   ", first="✗  ", style="poor")
        screen += _differences(found.differences, found, texts, width)
    if found.answers:
        screen += [blank(), *_answers(found, texts, width, adviser=adviser)]
    if found.catalogue_changes is not None:
        screen += [blank(), *_catalogue(found.catalogue_changes, found.named, texts, width)]
    screen.append(blank())
    if found.answers or not found.same:
        screen += paragraph(texts.say("verify.again", dossier=found.named), width)
    else:
        screen += paragraph(texts.say("verify.look", dossier=found.named), width)
    return screen


def _counted(key: str, number: int, texts: Texts) -> str:
    """A sentence that counts, with a form of its own for one."""
    return texts.say(f"verify.{key}_one" if number == 1 else f"verify.{key}", n=number)


def _catalogue(changes: Sequence[Change], dossier: str, texts: Texts, width: int) -> Screen:
    if not changes:
        return paragraph(texts.say("verify.catalogue_same"), width)
    told = texts.say("verify.catalogue_changed", n=len(changes), entries=_entries(changes))
    return [*paragraph(told, width), *paragraph(texts.say("verify.how_diff", dossier=dossier), width)]


# -- answers -----------------------------------------------------------------------------------------------------------------


def _answers(found: Verified, texts: Texts, width: int, *, adviser: bool) -> Screen:
    screen: Screen = [row((_counted("answers", len(found.answers), texts), "bold"))]
    for slot, then, now in found.answers[:ANSWERS_SHOWN]:
        hidden = not adviser and FACTS[slot.key].sensitive
        what = names.capital(_asked(slot, found, texts))
        before, after = (_answer(slot, each, texts, hidden=hidden) for each in (then, now))
        screen += paragraph(texts.say("verify.changed", what=what, then=before, now=after), width, indent="     ", first="   ")
    if len(found.answers) > ANSWERS_SHOWN:
        screen += paragraph(_counted("more", len(found.answers) - ANSWERS_SHOWN, texts), width, indent="   ", style="dim")
    if found.effect:
        screen += paragraph(texts.say("verify.effect"), width, style="bold")
        screen += _differences(found.effect, found, texts, width)
    else:
        screen += paragraph(texts.say("verify.no_effect"), width)
    return screen


def _asked(slot: Slot, found: Verified, texts: Texts) -> str:
    there = found.client if found.client.answer(slot) is not None else found.given.client
    label = names.asked(slot, there, texts)
    year = there.value("figures.year", slot.index) if FACTS[slot.key].scope == "figures" and len(there.years) > 1 else None
    return f"{label} ({year})" if isinstance(year, int) else label


def _answer(slot: Slot, answer: Answer | None, texts: Texts, *, hidden: bool) -> str:
    if answer is None:
        return texts.say("words.unknown")
    if hidden:
        return texts.say("review.given")
    told = shown(slot, answer, texts)
    return told if answer.origin == "typed" else f"{told} ({texts.term('origins', answer.origin)})"


# -- what differs in an advice -----------------------------------------------------------------------------------------------


def _differences(differences: Sequence[Difference], found: Verified, texts: Texts, width: int) -> Screen:
    """Another outcome first, then mixes and figures; options of which only a reason or an amount differs are counted."""
    subjects: dict[tuple[str, str], list[Difference]] = {}
    for each in differences:
        subjects.setdefault((each.area, "" if each.area == "rest" else each.subject), []).append(each)
    words = Words(found.advice, texts)
    screen: Screen = []
    smaller = [group for (area, _), group in subjects.items() if area == "options" and not _decisive(group)]
    for here in AREAS_IN_ORDER:
        groups = [group for (area, _), group in subjects.items() if area == here and group not in smaller]
        for group in groups[:SUBJECTS_SHOWN]:
            screen += paragraph(words.subject(group[0]), width, indent="   ")
            for each in group:
                screen += paragraph(words.told(each), width, indent="       ", first="     ", style="dim")
        if len(groups) > SUBJECTS_SHOWN:
            screen += paragraph(_counted("more", len(groups) - SUBJECTS_SHOWN, texts), width, indent="   ", style="dim")
    if smaller:
        screen += paragraph(_counted("smaller", len(smaller), texts), width, indent="   ")
    return screen


def _decisive(group: Sequence[Difference]) -> bool:
    """Whether the outcome of an option is another, or the option itself is there in one of both only."""
    return any(each.field in ("", "verdict") for each in group)
