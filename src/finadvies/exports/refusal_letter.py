"""The request for the reason of a refusal on paper: a letter from the client to who said no.

It tells that lender nothing it does not know: what was asked there, when it answered, and the reason it gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from finadvies.advice.second_chance import SecondChance
from finadvies.exports import names, second_chance_words
from finadvies.exports.files import replace, writing
from finadvies.exports.stamp import stamp
from finadvies.exports.written import Block, Point, Points, Section, Text, Writing
from finadvies.exports.written.formats import FORMATS, content
from finadvies.locale import Texts


def refusal_letter(chance: SecondChance, texts: Texts) -> Writing:
    """The letter; it rests on the code of the banks only where that may hold."""
    advice, client = chance.advice, names.client(chance.advice, texts)
    key = chance.attempt.lender
    lender = names.lender_name(advice.catalogue, key, texts) if key is not None else texts.say("second_chance.a_lender")
    rest_on = chance.rights.right
    blocks: list[Block] = [
        Text(texts.say("refusal_letter.dear")),
        Text(" ".join(_told(chance, texts))),
        Text(texts.say("refusal_letter.request")),
        Points(tuple(_points(chance, texts))),
        *((Text(texts.say(f"refusal_letter.{rest_on}")),) if rest_on in ("code", "code_if", "public") else ()),
        Text(texts.say("refusal_letter.why")),
        Text(texts.say("refusal_letter.greeting")),
        Text(client),
    ]
    return Writing(
        texts.language,
        texts.say("refusal_letter.kind"),
        texts.say("refusal_letter.title"),
        texts.say("refusal_letter.to", lender=lender),
        client,
        texts.day(advice.today),
        (Section("letter", "", tuple(blocks)),),
        stamp(advice),
    )


def _told(chance: SecondChance, texts: Texts) -> Iterator[str]:
    attempt, option = chance.attempt, chance.option
    product = texts.pick(option.product, "name") if option is not None else texts.term("kinds", attempt.kind or "term_loan")
    if attempt.amount_eur is not None:
        yield texts.say("refusal_letter.asked_amount", product=product, amount=texts.euro(attempt.amount_eur))
    else:
        yield texts.say("refusal_letter.asked", product=product)
    day = attempt.day
    yield (
        texts.say("refusal_letter.answer", day=texts.day(day)) if day is not None else texts.say("refusal_letter.answer_undated")
    )
    given = [ground for ground in attempt.grounds if ground not in ("no_reason", "other")]
    reason = second_chance_words.grounds(given, texts)
    yield texts.say("refusal_letter.told", reason=reason) if given else texts.say("refusal_letter.not_told")


def _points(chance: SecondChance, texts: Texts) -> Iterator[Point]:
    for point in ("which_point", "which_limit", "what_changes"):
        yield Point(texts.say(f"refusal_letter.{point}"), texts.say(f"refusal_letter.{point}_how"))
    if chance.lender is not None and chance.lender.kind == "bank":
        yield Point(texts.say("refusal_letter.elsewhere"), texts.say("refusal_letter.elsewhere_how"))


def write_letter(chance: SecondChance, texts: Texts, folder: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Write the letter in these formats and return the files, sorted; a letter to the same product is replaced.

    Raises:
        UsageError: when the folder cannot be written.
    """
    piece = refusal_letter(chance, texts)
    stem = f"{texts.say('files.refusal_letter')}-{chance.attempt.product or chance.attempt.lender or chance.attempt.kind or chance.attempt.index}"
    contents = {f"{stem}.{name}": content(name, piece, texts) for name in formats}
    with writing(folder):
        for name, whole in contents.items():
            replace(folder / name, whole)
    return sorted(folder / name for name in contents)
