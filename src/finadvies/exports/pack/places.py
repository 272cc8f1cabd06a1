"""Where things stand in a pack: the numbered folder of each section, and the names of the lists and letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from finadvies.domain.checklist import Provider
from finadvies.exports.homework_view import Line
from finadvies.homework import Section, number_of
from finadvies.locale import Texts

INDEX: Final = "pack.json"
"""What a program reads back: which paper has which number, and which files it made itself. The same in every language."""


LONGEST: Final = 32
"""Signs of the name of a file after its number: what is still read at a glance, and fits beside the rest of a row."""

SMALL: Final = 3


def slug(text: str) -> str:
    """A name as it can stand in a file name on every system: small letters, figures and hyphens."""
    bare = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", bare.replace("'", "")))


def folder(section: Section, texts: Texts) -> str:
    """`05-cijfers`."""
    return f"{number_of(section):02d}-{slug(texts.say(f'dossier_sections.{section}'))}"


def file_name(line: Line) -> str:
    """How the file of a paper is best called, without its ending: `07-jaarrekening`."""
    # What stands between brackets explains a name and is no part of it.
    bare = line.name.partition("(")[0]
    words = slug(f"{bare} {line.about}" if line.about else bare).split("-")
    cut = len("-".join(words)) > LONGEST
    # A name that was cut does not end in a small word such as "en".
    while len(words) > 1 and (len("-".join(words)) > LONGEST or (cut and len(words[-1]) <= SMALL)):
        words.pop()
    return f"{line.number:02d}-{'-'.join(words)}"


def index(texts: Texts) -> str:
    """The index that people read, without its ending."""
    return texts.say("files.index")


def memorandum(texts: Texts) -> str:
    """The memorandum in its section, without its ending."""
    return f"{folder('summary', texts)}/{texts.say('files.memorandum')}"


def whole_list(texts: Texts) -> str:
    """The merged list, without its ending."""
    stem = texts.say("files.homework")
    return f"{stem}/{stem}"


def lender_list(lender: str, texts: Texts) -> str:
    """The list of a lender, without its ending."""
    stem = texts.say("files.homework")
    return f"{stem}/{texts.say('files.per_lender')}/{stem}-{lender}"


def maker_list(maker: Provider, texts: Texts) -> str:
    """The list of a maker, without its ending."""
    stem = texts.say("files.homework")
    return f"{stem}/{texts.say('files.per_maker')}/{stem}-{texts.say(f'maker_files.{maker}')}"


def maker_letter(maker: Provider, texts: Texts) -> str:
    """The letter to a maker, without its ending."""
    stem = texts.say("files.homework")
    return f"{stem}/{texts.say('files.per_maker')}/{texts.say('files.letter')}-{texts.say(f'maker_files.{maker}')}"
