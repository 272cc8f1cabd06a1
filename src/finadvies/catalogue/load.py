"""From folders to a `Catalogue` and `Checklists`: read, check the form, put in order. Everything wrong comes back at once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from finadvies.catalogue import files, schema_problems
from finadvies.catalogue.files import Entry, Table
from finadvies.catalogue.locate import Folders
from finadvies.domain import catalogue as offer
from finadvies.domain import checklist as asked
from finadvies.domain.product import Product
from finadvies.domain.record import Record
from finadvies.errors import BadData
from finadvies.problems import Problem, errors

MODELS: Mapping[Table, type[Record]] = {
    "products": Product,
    "lenders": offer.Lender,
    "help": offer.HelpDesk,
    "kinds": offer.KindEntry,
    "norms": offer.Norm,
    "grounds": offer.GroundEntry,
    "sectors": offer.Sector,
    "regions": offer.Region,
    "aid": offer.AidRegime,
    "parameters": offer.Parameter,
    "office": offer.Office,
    "documents": asked.Document,
    "sets": asked.RequirementSet,
    "checklists": asked.Checklist,
}
R = TypeVar("R", bound=Record)


@dataclass
class Library:
    """All files with their records, for loading and for the checks that look across files.

    Attributes:
        entries: every file, by table and id.
        records: the record of each file that has one, by table and id, ids sorted.
        problems: what reading and the checks of form found.
    """

    entries: Mapping[tuple[Table, str], Entry]
    records: Mapping[Table, Mapping[str, Record]]
    problems: list[Problem]
    sha256: str
    geography: offer.Geography = field(default_factory=offer.Geography)

    def table(self, name: Table, model: type[R]) -> dict[str, R]:
        """The records of one table; those of another type cannot be there."""
        return {key: record for key, record in self.records[name].items() if isinstance(record, model)}

    def ids(self, name: Table) -> set[str]:
        """Every id of a table, also of files that could not be read: a reference to one of those is no fault."""
        return {key for table, key in self.entries if table == name}

    def entry(self, name: Table, key: str) -> Entry:
        """The file of a record."""
        return self.entries[name, key]

    def catalogue(self) -> offer.Catalogue:
        """What is on offer."""
        products = self.table("products", Product)
        return offer.Catalogue(
            version=max((product.as_of for product in products.values()), default="unknown"),
            sha256=self.sha256,
            products=products,
            lenders=self.table("lenders", offer.Lender),
            help=self.table("help", offer.HelpDesk),
            kinds=self.table("kinds", offer.KindEntry),
            norms=self.table("norms", offer.Norm),
            grounds=self.table("grounds", offer.GroundEntry),
            sectors=self.table("sectors", offer.Sector),
            regions=self.table("regions", offer.Region),
            aid=self.table("aid", offer.AidRegime),
            parameters=self.table("parameters", offer.Parameter),
            geography=self.geography,
            overlay=frozenset(key for key, entry in self.entries.items() if entry.overlay),
            # Of several folders of offices the last one speaks.
            office=next(reversed(self.table("office", offer.Office).values()), None),
        )

    def checklists(self) -> asked.Checklists:
        """What is asked for it."""
        return asked.Checklists(
            sha256=self.sha256,
            documents=self.table("documents", asked.Document),
            sets=self.table("sets", asked.RequirementSet),
            lenders=self.table("checklists", asked.Checklist),
        )


def read(where: Folders) -> Library:
    """Every file read and checked for form; nothing is raised."""
    found, problems, sha256 = files.read(where)
    records: dict[Table, dict[str, Record]] = {table: {} for table in MODELS}
    for entry in sorted(found, key=lambda entry: (entry.table, entry.id)):
        if not entry.data:
            continue
        _fill_in_id(entry)
        record, faults = schema_problems.check(MODELS[entry.table], entry)
        problems.extend(faults)
        if record is not None:
            records[entry.table][entry.id] = record
    entries = {(entry.table, entry.id): entry for entry in found}
    return Library(entries, records, problems, sha256, geography(where.catalogue / "geography"))


def load(where: Folders) -> tuple[offer.Catalogue, asked.Checklists]:
    """The catalogue and the checklists.

    Raises:
        BadData: with every fault of form, when there is one.
    """
    library = read(where)
    faults = errors(library.problems)
    if faults:
        raise BadData(faults)
    return library.catalogue(), library.checklists()


def _fill_in_id(entry: Entry) -> None:
    """A checklist is named by its lender and a file by its stem; an `id` that differs is for the lint to say."""
    if entry.table != "checklists":
        entry.data.setdefault("id", entry.id)


def geography(folder: Path) -> offer.Geography:
    """Postcodes and SBI sections; empty where a catalogue brings none."""
    postcodes = {int(code): (province, municipality or None) for code, province, municipality in _rows(folder / "postcodes.csv")}
    sections: dict[str, dict[str, tuple[str, ...]]] = {}
    for version, letter, division in _rows(folder / "sections.csv"):
        by_letter = sections.setdefault(version, {})
        by_letter[letter] = (*by_letter.get(letter, ()), division)
    names: dict[str, dict[str, tuple[str, str]]] = {}
    for version, letter, name_nl, name_en in _rows(folder / "section-names.csv"):
        names.setdefault(version, {})[letter] = (name_nl, name_en)
    return offer.Geography(postcodes, sections, names)


def _rows(path: Path) -> list[list[str]]:
    """The rows of a table without its heading."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
