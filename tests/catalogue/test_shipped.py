"""The catalogue and the lists that ship: every file reads, and `catalogue check` has nothing against them."""

from __future__ import annotations

from datetime import date

import pytest
from shipped import ROOT

from finadvies.catalogue.lint import lint
from finadvies.catalogue.load import Library
from finadvies.domain.catalogue import Catalogue, HelpDesk
from finadvies.domain.product import Product
from finadvies.locale import texts_in
from finadvies.problems import errors

PRODUCTS = sorted((ROOT / "catalogue" / "products").glob("*/*.toml"))


def test_there_are_products_to_read() -> None:
    assert len(PRODUCTS) >= 30


@pytest.mark.parametrize("path", PRODUCTS, ids=lambda path: path.stem)
def test_a_product_reads_without_a_fault_and_says_where_its_facts_come_from(library: Library, path) -> None:
    entry = library.entry("products", path.stem)

    assert [problem.render(texts_in("nl")) for problem in library.problems if problem.file == entry.file] == []
    product = library.table("products", Product)[path.stem]
    assert (product.id, product.kind) == (path.stem, path.parent.name)
    assert product.sources


def test_a_check_of_what_ships_finds_no_fault(library: Library, today: date) -> None:
    assert [problem.render(texts_in("nl")) for problem in errors(lint(library, today))] == []


def test_every_file_became_an_entry_with_a_record(library: Library) -> None:
    missing = [key for key in library.entries if key[1] not in library.records[key[0]]]
    assert missing == []


def test_every_desk_has_somebody_to_call_or_a_page_to_go_to(library: Library) -> None:
    assert [desk.id for desk in library.table("help", HelpDesk).values() if not (desk.phone or desk.url)] == []


def test_who_always_takes_a_thing_as_security_lends_no_more_than_its_advance_on_it(catalogue: Catalogue) -> None:
    """A secured loan stays within its security: the share of the cost that a mix reckons with is at most the advance."""
    checked = 0
    for product in catalogue.products.values():
        share = product.limits.share_max if product.limits is not None else None
        for item in product.security:
            if item.advance is not None and item.demand == "always" and share is not None:
                checked += 1
                assert max(row.value for row in share) <= min(row.value for row in item.advance), product.id
    assert checked
