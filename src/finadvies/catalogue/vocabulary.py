"""The words that files may use: fact keys and codes, each with what people call it, and the one somebody may have meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, get_args

from finadvies.catalogue.files import Table
from finadvies.catalogue.load import Library
from finadvies.domain.entry import Kind
from finadvies.domain.facts import FACTS
from finadvies.domain.record import Record
from finadvies.locale import Texts, texts_in

TABLES: Final[tuple[Table, ...]] = ("lenders", "documents", "sets", "sectors", "regions", "aid")
"""Tables whose ids other files name; products have a list of their own."""
_NAMES: Final = ("name_nl", "name_en", "name", "also_known_as", "aliases")
SLIP: Final = 0.72
"""How alike two words are of which one is a slip of the other; below it a suggestion is more often wrong than right."""
SHORTEST: Final = 4
"""Letters from which a word inside a name is a likeness and no chance."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word that files may use.

    Attributes:
        group: `facts`, `kinds`, or the table it stands in.
        code: as files write it.
        names: what people call it, in the order Dutch, English, others.
    """

    group: str
    code: str
    names: tuple[str, ...]

    def called(self, texts: Texts) -> str:
        """Its name in a language, as far as it has one."""
        return self.names[min(1 if texts.language == "en" else 0, len(self.names) - 1)] if self.names else ""


def words(library: Library) -> tuple[Word, ...]:
    """All of them: facts in their own order, then kinds, then the tables by id."""
    dutch, english = texts_in("nl"), texts_in("en")
    kinds = [Word("kinds", kind, (dutch.term("kinds", kind), english.term("kinds", kind))) for kind in get_args(Kind)]
    tables = [
        Word(table, key, tuple(_names(record))) for table in TABLES for key, record in sorted(library.records[table].items())
    ]
    return (*_facts(), *kinds, *tables)


@lru_cache(maxsize=1)
def _facts() -> tuple[Word, ...]:
    dutch, english = texts_in("nl"), texts_in("en")
    return tuple(Word("facts", key, (dutch.label(key), english.label(key))) for key in FACTS)


def found(all_words: tuple[Word, ...], looked_for: str) -> tuple[Word, ...]:
    """The words of which the code or a name holds what is looked for, case aside."""
    sought = looked_for.casefold().strip()
    return tuple(word for word in all_words if any(sought in text.casefold() for text in (word.code, *word.names)))


def _names(record: Record) -> list[str]:
    names: list[str] = []
    for field in _NAMES:
        value = getattr(record, field, None)
        names += [value] if isinstance(value, str) else list(value or ())
    return names


def meant(given: str, records: Mapping[str, Record]) -> str | None:
    """The id that was most likely meant: by its name, by a shared beginning or part, else by its spelling."""
    return _meant(given, {key: _names(record) for key, record in records.items()})


def meant_fact(given: str) -> str | None:
    """The fact key that was most likely meant: the same name elsewhere, a slip in spelling, or what people call it."""
    section, _, name = given.casefold().rpartition(".")
    same = [key for key, fact in FACTS.items() if fact.name == name]
    if same:
        return same[0]
    spelled = get_close_matches(name, [fact.name for fact in FACTS.values()], n=1, cutoff=SLIP)
    if spelled:
        alike = [key for key, fact in FACTS.items() if fact.name == spelled[0]]
        return next((key for key in alike if key.startswith(f"{section}.")), alike[0])
    if len(name) < SHORTEST:
        return None
    # The shortest name that holds the word is the plainest: "omzet" before "omzet van de groep".
    called = sorted((len(text), word.code) for word in _facts() for text in word.names if name in text.casefold())
    inside = [code for _, code in called if code.startswith(f"{section}.")]
    return next(iter(inside), called[0][1] if called else None)


def _meant(given: str, named: Mapping[str, list[str]]) -> str | None:
    sought = given.casefold().replace("-", " ").strip()
    plain = {key: [text.casefold().replace("-", " ") for text in (key, *names)] for key, names in named.items()}
    exact = [key for key, texts in plain.items() if sought in texts]
    if exact:
        return exact[0]
    if len(sought) >= SHORTEST:
        begins = [key for key, texts in plain.items() if any(text.startswith(sought) for text in texts)]
        holds = [key for key, texts in plain.items() if any(sought in text for text in texts)]
        if begins or holds:
            return (begins or holds)[0]
    spelled = get_close_matches(given, list(named), n=1, cutoff=SLIP)
    return spelled[0] if spelled else None
