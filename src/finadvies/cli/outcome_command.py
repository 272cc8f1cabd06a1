"""`outcome`: record what a provider answered, take it back, and see the road after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from finadvies import __version__
from finadvies.advice import Advice
from finadvies.advice.after_yes import AfterYes, after_yes
from finadvies.advice.attempts import RESULTS, Attempt, Result, Said, attempts, latest, recorded, replaced, undone
from finadvies.advice.second_chance import SecondChance, second_chance
from finadvies.cli.advice_commands import known_product
from finadvies.cli.console import has_terminal
from finadvies.cli.run import Run
from finadvies.cli.stamping import stamped
from finadvies.domain.answer_checks import Refusal
from finadvies.domain.client import Client
from finadvies.domain.facts import FACTS, GROUNDS, suggest
from finadvies.domain.product import Product
from finadvies.domain.typed_answer import parse_value
from finadvies.dossiers.names import named, resolve
from finadvies.dossiers.record import Dossier, statuses_of
from finadvies.dossiers.store import open_dossier
from finadvies.errors import NotFound, UsageError
from finadvies.exports import machine, names
from finadvies.exports.layout import paragraph
from finadvies.exports.outcome_data import outcome_data
from finadvies.exports.refusal_letter import write_letter
from finadvies.exports.screens import after_yes as after_yes_screen
from finadvies.exports.screens import second_chance as second_chance_screen

SAY_OF: Final[Mapping[str, Result]] = {"ja": "accepted", "yes": "accepted", "nee": "rejected", "no": "rejected"}
"""What people type for an answer, beside its code."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was typed.

    Attributes:
        product, result: both are needed to record; the product alone to take back, or to see the last answer about it again.
        grounds: codes or names.
        day: of the answer; None = today.
        amount, asked: as typed.
        written: whether the no lies on paper; None = not said.
        undo: take the last answer back.
        letter: the folder for the request for the reason on paper.
    """

    product: str | None = None
    result: str | None = None
    grounds: Sequence[str] = ()
    day: date | None = None
    amount: str | None = None
    asked: str | None = None
    written: bool | None = None
    undo: bool = False
    letter: Path | None = None


def outcome(run: Run, name: str, answered: Answered) -> None:
    """Record an answer and show the road after it; without an answer, show that of the last one again."""
    _sensible(run, answered)
    product = run.catalogue.products[known_product(run, answered.product)] if answered.product is not None else None
    said = _said(run, answered) if answered.result is not None else None
    with open_dossier(resolve(name), write=said is not None or answered.undo) as found:
        dossier = found
        if answered.undo:
            dossier = _taken_back(run, found, product)
        elif said is not None and product is not None:
            dossier = _recorded(run, found, product, _asked_on(run, product, said))
        about = product.id if product is not None else None
        # Who wants the letter means the no, also where something else was recorded after it.
        refusal: Result | None = "rejected" if answered.letter is not None and said is None else None
        last = latest(dossier.client, run.catalogue, about, refusal) or latest(dossier.client, run.catalogue, about)
        if answered.undo:
            _tell_undone(run, found, dossier, product)
        elif last is None:
            raise NotFound("no_outcome", dossier=named(dossier.folder))
        else:
            _show(run, dossier, last, answered.letter)


# -- what was typed ------------------------------------------------------------------------------------------------------------


def _sensible(run: Run, answered: Answered) -> None:
    """What cannot go together.

    Raises:
        UsageError: with what to do.
    """
    if answered.result is not None and answered.undo:
        raise UsageError("undo_with_result")
    if answered.day is not None and answered.day > run.today:
        raise UsageError("future_answer", day=run.texts.day(answered.day), today=run.texts.day(run.today))
    result = _result(answered.result) if answered.result is not None else None
    told = {
        "--ground": bool(answered.grounds), "--date": answered.day is not None, "--amount": answered.amount is not None,
        "--asked": answered.asked is not None, "--written": answered.written is not None,
    }  # fmt: skip
    if result is None and any(told.values()):
        raise UsageError(
            "answer_needed", options=", ".join(option for option, given in told.items() if given), allowed=_allowed()
        )
    if result is not None and result != "rejected" and (answered.grounds or answered.written is not None):
        raise UsageError("only_of_a_no")
    if answered.letter is not None and result not in (None, "rejected"):
        raise UsageError("letter_of_a_no")
    if answered.asked is not None and result != "accepted":
        raise UsageError("asked_of_a_yes")


def _result(text: str) -> Result:
    told = text.casefold()
    found = next((each for each in RESULTS if each == told), SAY_OF.get(told))
    if found is not None:
        return found
    near = suggest(told, RESULTS)
    raise (
        UsageError("bad_result_but", given=text, suggestion=near)
        if near
        else UsageError("bad_result", given=text, allowed=_allowed())
    )


def _allowed() -> str:
    return ", ".join(RESULTS)


def _said(run: Run, answered: Answered) -> Said:
    result = _result(answered.result or "")
    amount, asked = _euros(run, answered.amount, "--amount"), _euros(run, answered.asked, "--asked")
    yes = result == "accepted"
    if yes and amount is not None and asked is not None and amount > asked:
        raise UsageError("more_than_asked", amount=run.texts.euro(amount), asked=run.texts.euro(asked))
    return Said(
        result,
        answered.day or run.today,
        tuple(dict.fromkeys(_ground(run, text) for text in answered.grounds)),
        asked if yes else amount,
        amount if yes else None,
        answered.written,
    )


def _euros(run: Run, text: str | None, option: str) -> int | None:
    if text is None:
        return None
    read = parse_value(FACTS["history.amount"], text, texts=run.texts, today=run.today)
    if isinstance(read, Refusal):
        raise UsageError("bad_amount", option=option, reason=read.text(run.texts))
    if not isinstance(read.value, int) or read.value <= 0:
        raise UsageError("bad_amount", option=option, reason=run.texts.say("errors.more_than_nothing"))
    return read.value


def _ground(run: Run, text: str) -> str:
    """A ground by its code, or by any of its names in either language.

    Raises:
        UsageError: with the one that looks most like it.
    """
    from finadvies.locale import texts_in  # noqa: PLC0415 - both languages, whatever the one in use

    known: dict[str, str] = {}
    for code in GROUNDS:
        entry = run.catalogue.grounds.get(code)
        told = [code, code.replace("_", " "), *((entry.name_nl, entry.name_en or code) if entry is not None else ())]
        for texts in (texts_in("nl"), texts_in("en")):
            told += [texts.term("grounds", code), texts.choice("history.grounds", code)]
        known |= {name.casefold(): code for name in told if name.casefold() not in known}
    typed = " ".join(text.casefold().split())
    if typed in known:
        return known[typed]
    near = suggest(typed, known)
    if near:
        raise UsageError("bad_ground_but", given=text, suggestion=f"{known[near]} ({run.texts.term('grounds', known[near])})")
    raise UsageError("bad_ground", given=text, allowed=", ".join(GROUNDS))


def _asked_on(run: Run, product: Product, said: Said) -> Said:
    """On a terminal: the reason of a no, and whether it lies on paper, where they were not given."""
    if said.result != "rejected" or run.json or not has_terminal() or (said.grounds and said.in_writing is not None):
        return said
    from finadvies.cli.asking import asker_for  # noqa: PLC0415 - questionary is only imported to ask
    from finadvies.interview.script import Choice  # noqa: PLC0415

    asker, texts = asker_for(run), run.texts
    if not said.grounds:
        choices = tuple(Choice(code, texts.choice("history.grounds", code)) for code in GROUNDS)
        lender = names.lender_name(run.catalogue, product.lender, texts)
        picked = asker.pick(texts.say("outcomes.which_ground", lender=lender), choices)
        said = replace(said, grounds=(picked,) if picked else ())
    if said.in_writing is None:
        said = replace(said, in_writing=asker.yes(texts.say("outcomes.on_paper")))
    return said


# -- recording and taking back -------------------------------------------------------------------------------------------------


def _recorded(run: Run, dossier: Dossier, product: Product, said: Said) -> Dossier:
    gone = replaced(dossier.client, run.catalogue, product, said)
    kept = _kept(run, dossier, recorded(dossier.client, run.catalogue, product, said))
    run.console.remark(run.texts.say("outcomes.recorded", **_told(run, attempts(kept.client, run.catalogue)[-1])))
    if gone is not None and gone.result != "pending":
        run.console.remark(run.texts.say("outcomes.replaced", **_told(run, gone)))
    return kept


def _taken_back(run: Run, dossier: Dossier, product: Product | None) -> Dossier:
    found = undone(dossier.client, run.catalogue, product.id if product is not None else None)
    if found is None:
        raise NotFound("no_outcome", dossier=named(dossier.folder))
    return _kept(run, dossier, found[0])


def _kept(run: Run, dossier: Dossier, client: Client) -> Dossier:
    # The road that is shown now is the advice given now: what was kept before rests on other answers.
    return stamped(run, replace(dossier, client=client, program=__version__), run.advise(client))


def _tell_undone(run: Run, before: Dossier, after: Dossier, product: Product | None) -> None:
    gone = latest(before.client, run.catalogue, product.id if product is not None else None)
    if gone is None:
        return
    pending = len(after.client.history) == len(before.client.history)
    if run.json:
        run.console.data(machine.dumps(outcome_data(run.advise(after.client), gone, None, run.texts)))
    run.console.remark(run.texts.say("outcomes.undone_pending" if pending else "outcomes.undone", **_told(run, gone)))


def _told(run: Run, attempt: Attempt) -> dict[str, str]:
    texts, catalogue = run.texts, run.catalogue
    product = catalogue.products.get(attempt.product or "")
    who = attempt.lender or attempt.product or texts.say("outcomes.unnamed")
    day = attempt.day or attempt.asked_on
    return {
        "product": names.product(product, texts, catalogue) if product is not None else names.lender_name(catalogue, who, texts),
        "result": texts.choice("history.result", attempt.result or "pending").lower(),
        "day": texts.day(day) if day is not None else texts.say("outcomes.no_day"),
    }


# -- the road after it -----------------------------------------------------------------------------------------------------------


def _show(run: Run, dossier: Dossier, attempt: Attempt, letter: Path | None) -> None:
    advice, statuses = run.advise(dossier.client), statuses_of(dossier.documents)
    road: SecondChance | AfterYes | None = None
    if attempt.result == "accepted":
        road = after_yes(advice, attempt, statuses)
    elif attempt.result in ("rejected", "withdrawn"):
        road = second_chance(advice, attempt, statuses)
    if letter is not None:
        _write(run, road, attempt, letter)
    if run.json:
        run.console.data(machine.dumps(outcome_data(advice, attempt, road, run.texts)))
        return
    width, shown = run.console.width, named(dossier.folder)
    if isinstance(road, AfterYes):
        run.console.show(after_yes_screen.after_yes(road, run.texts, width, dossier=shown))
    elif isinstance(road, SecondChance):
        adviser = run.for_adviser("client")
        run.console.show(second_chance_screen.second_chance(road, run.texts, width, adviser=adviser, dossier=shown))
        _reminders(run, dossier, attempt, advice)
    else:
        _tell(run, run.texts.say("outcomes.pending", dossier=shown, product=attempt.product or ""))


def _reminders(run: Run, dossier: Dossier, attempt: Attempt, advice: Advice) -> None:
    """What is still to be told or chosen."""
    if attempt.result == "rejected" and not attempt.grounds and attempt.product is not None:
        _tell(run, run.texts.say("outcomes.no_ground_yet", dossier=named(dossier.folder), product=attempt.product))
    option = advice.by_product.get(attempt.product or "")
    if option is not None and option.product.id in dossier.chosen:
        name = names.product(option.product, run.texts, run.catalogue)
        _tell(run, run.texts.say("outcomes.still_listed", dossier=named(dossier.folder), product=name))


def _tell(run: Run, text: str) -> None:
    run.console.show(paragraph(text, run.console.width, style="dim"))


def _write(run: Run, road: SecondChance | AfterYes | None, attempt: Attempt, folder: Path) -> None:
    """The letter, or why there is none to write.

    Raises:
        UsageError: when the answer is no refusal.
    """
    if not isinstance(road, SecondChance) or not road.said_no:
        raise UsageError("letter_of_a_no")
    who = names.lender_name(run.catalogue, attempt.lender or "", run.texts)
    if not road.can_ask:
        key = "outcomes.letter_needless" if attempt.in_writing else "outcomes.letter_nobody"
        run.console.remark(run.texts.say(key, lender=who))
        return
    written = write_letter(road, run.texts, folder)
    run.console.remark(run.texts.say("outcomes.letter_written", n=len(written), folder=folder))
