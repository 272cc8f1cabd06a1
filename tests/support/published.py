"""A lender's published list of papers beside the list that ships: the files of `tests/recall`, and how the two compare.

A file is named by its lender, or by the product that its list is for. It holds:
    lender, products   whose list it is; without products the list is that of the lender as a whole.
    [source]           url and date of the published list, and `by`: who publishes it. `note` says what to keep in mind.
    [clients.NAME]     a client for whom the list holds, as in a client file; one for each condition that the list makes.
    [[asked]]          what is asked, in our own words, and the papers of ours that answer it. `clients` names those who are asked,
                       all of them when absent; `perhaps` = true where the list itself says "sometimes".
    [[ours]]           a paper that finadvies lists beyond it: `reason` (see `REASONS`), `why`, and the ids of the `sources` of that
                       line in the checklists. `clients` as above.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from shipped import ROOT, TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.domain.client import Client
from finadvies.domain.client_file import read_client
from finadvies.homework import DocumentLine, Lists

FOLDER = ROOT / "tests" / "recall"
REASONS: Final = {
    "law": "the law makes the lender ask it",
    "other_source": "another page says so",
    "own_page": "another page of the lender says so",
    "practice": "usual in the trade; no page says so of this lender",
}
"""Why a paper that is not on the published list is on ours."""
NOT_A_PAGE = "general knowledge"
KEYS = frozenset({"lender", "products", "source", "clients", "asked", "ours"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing that the published list asks."""

    words: str
    documents: tuple[str, ...]
    clients: frozenset[str]
    perhaps: bool


@dataclass(frozen=True, slots=True)
class Ours:
    """A paper that is on our list alone."""

    document: str
    reason: str
    why: str
    sources: frozenset[str]
    clients: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """A published list.

    Attributes:
        by: who publishes it: "lender", or whom it comes from instead.
    """

    name: str
    lender: str
    products: tuple[str, ...]
    url: str
    date: str
    by: str
    clients: Mapping[str, Client]
    asked: tuple[Asked, ...]
    ours: tuple[Ours, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A published list beside ours, for one client.

    Attributes:
        asked: what the published list asks of this client.
        missing: what of it is not on our list, with the paper that is not there.
        weak: what it asks outright and we call "sometimes asked".
        extra: the lines that the published list has not.
        unnamed: those of them that `[[ours]]` does not name.
        named: by document what `[[ours]]` says of this client's list.
    """

    published: Published
    client: str
    asked: tuple[Asked, ...]
    missing: tuple[tuple[Asked, str], ...]
    weak: tuple[tuple[Asked, str], ...]
    extra: tuple[DocumentLine, ...]
    unnamed: tuple[str, ...]
    named: Mapping[str, Ours]
    lines: Mapping[str, DocumentLine]

    @property
    def found(self) -> int:
        """How many of the things asked are on our list."""
        short = {asked.words for asked, _ in self.missing}
        return sum(asked.words not in short for asked in self.asked)

    def source_ids(self, document: str) -> dict[str, str]:
        """The sources of a line of ours, by id, with their addresses."""
        return {source.id: source.url for wish in self.lines[document].wishes for source in wish.sources}


@lru_cache(maxsize=1)
def published_lists() -> tuple[Published, ...]:
    """Every file of the folder, by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


@lru_cache(maxsize=1)
def _lists() -> Lists:
    return Lists(shipped_library().checklists())


def every_comparison() -> Iterator[Compared]:
    """Every list for each of its clients."""
    for published in published_lists():
        for client in published.clients:
            yield compare(published, client)


@lru_cache(maxsize=64)
def compare(published: Published, client: str) -> Compared:
    """One list for one of its clients, on the day of all tests."""
    advice = advise(published.clients[client], shipped_catalogue(), _lists(), TODAY)
    homework = advice.homework(published.products or _of_lender(published.lender, advice))
    lines = {line.document: line for line in homework.lines if published.lender in line.lenders}
    asked = tuple(each for each in published.asked if client in each.clients)
    pairs = tuple((each, document) for each in asked for document in each.documents)
    answered = {document for _, document in pairs}
    named = {each.document: each for each in published.ours if client in each.clients}
    extra = tuple(line for key, line in lines.items() if key not in answered)
    return Compared(
        published=published,
        client=client,
        asked=asked,
        missing=tuple((each, document) for each, document in pairs if document not in lines),
        weak=tuple(
            (each, document)
            for each, document in pairs
            if document in lines and not each.perhaps and lines[document].strength == "may_ask"
        ),
        extra=extra,
        unnamed=tuple(line.document for line in extra if line.document not in named),
        named=named,
        lines=lines,
    )


def table() -> Iterator[str]:
    """The comparison as a table in Markdown: a row for each list and client."""
    yield "| lender | client | source | asked | found | extra, with reason |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in every_comparison():
        told = each.published
        by_reason: dict[str, list[str]] = {}
        for line in each.extra:
            reason = each.named[line.document].reason if line.document in each.named else "NO REASON"
            mark = " (sometimes)" if line.strength == "may_ask" else ""
            by_reason.setdefault(reason, []).append(f"`{line.document}`{mark}")
        extra = "; ".join(f"{reason}: {', '.join(papers)}" for reason, papers in sorted(by_reason.items())) or "none"
        by = "" if told.by == "lender" else f", by the {told.by}"
        page = told.url.removeprefix("https://").removeprefix("www.")
        yield f"| {told.name} | {each.client} | {page} ({told.date}{by}) | {len(each.asked)} | {each.found} | {len(each.extra)}: {extra} |"


def _of_lender(lender: str, advice: Advice) -> tuple[str, ...]:
    """The products that the command takes for `--lender`: those not shut for this client, or else all."""
    of_it = [option for option in advice.options if option.product.lender == lender]
    return tuple(option.product.id for option in of_it if option.open) or tuple(option.product.id for option in of_it)


def _read(path: Path) -> Published:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    assert set(data) <= KEYS, f"{path.name}: {set(data) - KEYS}"
    clients = {name: _client(told, path.name) for name, told in data["clients"].items()}
    everybody = frozenset(clients)

    def whom(told: Mapping[str, Any]) -> frozenset[str]:
        named = frozenset(told.get("clients", everybody))
        assert named <= everybody, f"{path.name}: {named - everybody}"
        return named

    return Published(
        name=path.stem,
        lender=data["lender"],
        products=tuple(data.get("products", ())),
        url=data["source"]["url"],
        date=data["source"]["date"],
        by=data["source"]["by"],
        clients=clients,
        asked=tuple(
            Asked(told["words"], tuple(told["documents"]), whom(told), bool(told.get("perhaps", False))) for told in data["asked"]
        ),
        ours=tuple(
            Ours(told["document"], told["reason"], told["why"], frozenset(told["sources"]), whom(told))
            for told in data.get("ours", ())
        ),
    )


def _client(told: Mapping[str, Any], file: str) -> Client:
    client, problems = read_client(told, file, lambda _: None)
    assert not problems, problems
    return client
