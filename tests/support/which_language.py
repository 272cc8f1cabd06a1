"""Which of our two languages a text is in: told by the words that only one of them has.

Small words (`het`, `niet`; `the`, `not`) come from a list. All others come from our own texts, which stand side by side in Dutch and English: a word that
almost only the Dutch half uses is a Dutch word. Names of products, schemes and providers belong to both languages and are taken out first.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from shipped import ROOT

from finadvies.locale import LANGUAGES, Language

SMALL: Final[dict[Language, frozenset[str]]] = {
    "nl": frozenset(
        {
            "aan", "als", "bij", "daarna", "dan", "dat", "de", "deze", "die", "dit", "door", "een", "eerst", "elk", "elke", "en",
            "geen", "gaat", "geeft", "haar", "heeft", "het", "hij", "hoe", "hun", "iets", "ja", "je", "kan", "komt", "kunnen",
            "maak", "maar", "meer", "meestal", "met", "moet", "naar", "nee", "niet", "nog", "nooit", "om", "omdat", "onder", "ook",
            "op", "staat", "te", "toon", "tot", "tussen", "uit", "uw", "vaak", "van", "vanaf", "veel", "voor", "vraag", "waar",
            "wat", "welke", "werkt", "wie", "worden", "wordt", "zelf", "zien", "zijn", "zo", "zonder", "zou",
        }
    ),
    "en": frozenset(
        {
            "about", "after", "also", "always", "an", "and", "any", "are", "as", "ask", "at", "be", "because", "been", "before",
            "but", "by", "can", "does", "each", "every", "find", "first", "for", "from", "give", "gives", "goes", "has", "have",
            "how", "if", "into", "it", "its", "less", "make", "may", "more", "most", "must", "not", "nothing", "often", "once",
            "only", "other", "out", "outside", "see", "show", "than", "that", "the", "their", "then", "there", "these", "they",
            "this", "those", "to", "until", "usually", "what", "when", "where", "which", "who", "will", "with", "without", "would",
            "yet", "you", "your",
        }
    ),
}  # fmt: skip
"""Words of one language that the other has not, or only as part of a name."""
RATHER: Final = 6
"""How many times as often a word stands in one half of our texts as in the other, to belong to it."""
NOT_TEXT: Final = frozenset({"bands"})
WORD: Final = re.compile(r"[a-zà-ÿ]+(?:'[a-z]+)?", re.IGNORECASE)
SHARED: Final = frozenset({"do", "letter", "budget", "gift", "client", "adviser"})
"""Words that only one half of our texts happens to use much: Dutch weekdays, letters and gifts, and what is typed behind an option."""
NO_SENTENCE: Final = re.compile(
    r"\{[^}]*\}|https?://\S+|\bwww\.\S+|\S+@\S+"  # what is filled in, addresses
    r"|todo, requested, received, checked|term_loan, subsidy, guarantee"  # codes that are typed
    r"|finadvies(?: (?:catalogue|dossier))?(?: (?:words|list|show|check|diff|new|stale|coverage|session|shortlist|homework|report|track|whatif|outcome|delete|verify|batch|demo)\b)?"
    r"|(?<!\w)--?[a-z][\w-]*"  # commands and options
    r"|\S*[/\\_=]\S*|\b\w+(?:\[\d+\])?(?:\.\w+(?:\[\d+\])?)+|\b\w+(?:-\w+){3,}|`[^`]*`|fact = \.\.\."  # paths, codes, keys
)


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters, without what is no sentence."""
    return [word.casefold() for word in WORD.findall(NO_SENTENCE.sub(" ", text)) if len(word) > 1]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a table, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_TEXT:
                yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{position}]")
    elif isinstance(value, str):
        yield path, value


@lru_cache(maxsize=1)
def our_texts() -> dict[Language, tuple[tuple[str, str], ...]]:
    """All that we wrote for readers, by language, each with its file and place."""
    return {language: tuple(_ours(language)) for language in LANGUAGES}


def _ours(language: Language) -> Iterator[tuple[str, str]]:
    for kind in ("messages", "terms", "questions", "help"):
        file = ROOT / "src" / "finadvies" / "locale" / f"{kind}_{language}.toml"
        for path, text in leaves(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield f"{file.name}: {path}", text
    for file, path, text in _library_texts():
        if re.search(rf"_{language}(\[\d+\])?$", path):
            yield f"{file}: {path}", text


@lru_cache(maxsize=1)
def _library_texts() -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (file.relative_to(ROOT).as_posix(), path, text)
        for folder in ("catalogue", "checklists")
        for file in sorted((ROOT / folder).rglob("*.toml"))
        for path, text in leaves(tomllib.loads(file.read_text(encoding="utf-8")))
    )


NAMED_BY_ID: Final = re.compile("products|lenders|documents|help|aid")
"""Where the code of an entry may be a word of some language, such as `articles`."""


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Names and codes of providers, products, schemes and papers, longest first: they are the same in both languages or stay Dutch."""
    found = {text for _, path, text in _library_texts() if re.search(r"(^|\.)(name(_nl|_en)?|also_known_as\[\d+\])$", path)}
    proper = {name for name in found if not name[0].islower()}
    ids = {
        (text, path == "id" and NAMED_BY_ID.search(file))
        for file, path, text in _library_texts()
        if re.search(r"(^|\.)id$", path)
    }
    codes = {code for code, is_name in ids if is_name or "-" in code}
    return tuple(sorted((name for name in proper | codes if len(name) > 2), key=len, reverse=True))


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[re.Pattern[str]]]:
    """Names as patterns, since a line may end inside one."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for name in names():
        pattern = r"\s+".join(map(re.escape, name.split())) + r"(?:#\d+)?(?!\w)"
        found.setdefault(re.split(r"\W", name, maxsplit=1)[0], []).append(re.compile(pattern))
    return found


def without_names(text: str) -> str:
    """The text with a figure in the place of each name that the catalogue knows."""
    kept, at = [], 0
    for word in re.finditer(r"(?<!\w)\w+", text):
        if word.start() < at:
            continue
        named = next((found for each in _by_first_word().get(word[0], ()) if (found := each.match(text, word.start()))), None)
        if named:
            kept += [text[at : named.start()], "0"]
            at = named.end()
    return "".join(kept) + text[at:]


@lru_cache(maxsize=1)
def counts() -> dict[Language, Counter[str]]:
    """How often each word stands in the texts of a language."""
    return {language: Counter(word for _, text in our_texts()[language] for word in words_of(text)) for language in LANGUAGES}


def owner(word: str, leaving_out: Counter[str] | None = None, meant: Language | None = None) -> Language | None:
    """The language that a word belongs to; None for what both have or neither knows.

    Args:
        word: in small letters.
        leaving_out: words of the text under test, which may not vouch for themselves.
        meant: the language whose texts hold the text under test.
    """
    if word in SHARED:
        return None
    for language in LANGUAGES:
        if word in SMALL[language]:
            return language
    seen = {each: counts()[each][word] - (leaving_out or {}).get(word, 0) * (each == meant) for each in LANGUAGES}
    if seen["nl"] >= max(2, RATHER * seen["en"]):
        return "nl"
    if seen["en"] >= max(2, RATHER * seen["nl"]):
        return "en"
    return None


def sentences(text: str) -> Iterator[str]:
    """Stretches of text that are in one language: between full stops, lines, and wide gaps between columns."""
    for line in re.split(r"\n\s*\n|\s{3,}|\n(?=\s*[-☐☑✓✗!?–•|])|[|]", text):
        yield from re.split(r"(?<=[.!?;:])\s+", " ".join(line.split()))


def wrong_in(text: str, language: Language, but: Iterable[str] = (), *, own: bool = False) -> list[str]:
    """The sentences of `text` that are in the other language.

    Args:
        text: what a reader meets; names in it are left out.
        language: what it should be in.
        but: more names, such as that of the client.
        own: whether the text is one of ours, so that it is left out of the count.
    """
    for name in but:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    text = without_names(text)
    itself = Counter(words_of(text)) if own else None
    found = []
    for sentence in sentences(text):
        owners = [owner(word, itself, language if own else None) for word in words_of(sentence)]
        right, wrong = owners.count(language), len(owners) - owners.count(language) - owners.count(None)
        if wrong > right and (wrong > 1 or len(owners) <= SHORT):
            found.append(sentence)
    return found


SHORT: Final = 3
"""In so few words one of the other language is enough."""


def english_in_dutch(text: str, *but: str) -> list[str]:
    """The sentences of a Dutch text that are English."""
    return wrong_in(text, "nl", but)


def dutch_in_english(text: str, *but: str) -> list[str]:
    """The sentences of an English text that are Dutch."""
    return wrong_in(text, "en", but)
