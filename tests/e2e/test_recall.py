"""What lenders publish themselves stands on their lists here, and what stands there beyond it has a reason: the files of `tests/recall`."""

from __future__ import annotations

import pytest
from published import NOT_A_PAGE, REASONS, Compared, Published, compare, every_comparison, published_lists, table
from shipped import shipped_catalogue

EVERY = [pytest.param(told, client, id=f"{told.name}: {client}") for told in published_lists() for client in told.clients]


def source(told: Compared) -> str:
    return f"{told.published.lender} ({told.client}), {told.published.url} ({told.published.date})"


@pytest.mark.parametrize(("published", "client"), EVERY)
def test_everything_that_the_lender_asks_is_on_its_list(published: Published, client: str) -> None:
    told = compare(published, client)

    missing = [f"{document}, asked as: {asked.words}" for asked, document in told.missing]
    weak = [f"{document} is only sometimes asked here, and outright there: {asked.words}" for asked, document in told.weak]

    assert told.asked
    assert not missing, f"{source(told)}: {missing}"
    assert not weak, f"{source(told)}: {weak}"
    assert told.found == len(told.asked)


@pytest.mark.parametrize(("published", "client"), EVERY)
def test_every_line_beyond_the_published_list_has_a_reason(published: Published, client: str) -> None:
    told = compare(published, client)
    extra = {line.document for line in told.extra}

    gone = [document for document in told.named if document not in extra]

    assert not told.unnamed, f"{source(told)}: on our list without a reason: {list(told.unnamed)}"
    assert not gone, f"{source(told)}: a reason for what is not beyond the published list: {gone}"


@pytest.mark.parametrize(("published", "client"), EVERY)
def test_the_reason_for_an_extra_line_holds(published: Published, client: str) -> None:
    told = compare(published, client)

    for document, ours in told.named.items():
        where = f"{source(told)}: {document}"
        pages = told.source_ids(document)
        assert ours.reason in REASONS, f"{where}: {ours.reason}"
        assert ours.sources == set(pages), f"{where}: rests on {sorted(pages)}, not on {sorted(ours.sources)}"
        if ours.reason in ("other_source", "own_page"):
            assert set(pages.values()) != {NOT_A_PAGE}, f"{where}: no page says so"
        if ours.reason == "practice":
            assert told.lines[document].strength == "may_ask", (
                f"{where}: what no page says of a lender is at most sometimes asked"
            )


def test_the_published_list_is_among_the_sources_of_ours() -> None:
    """A list that was compared is one that ours rests on: whoever reads ours can find it."""
    for told in every_comparison():
        pages = {each.url for line in told.lines.values() for wish in line.wishes for each in wish.sources}
        assert told.published.url in pages, source(told)


def test_six_kinds_of_lenders_are_compared() -> None:
    catalogue = shipped_catalogue()
    kinds = {
        product.kind
        for published in published_lists()
        for product in catalogue.products.values()
        if product.lender == published.lender and (not published.products or product.id in published.products)
    }

    assert {"term_loan", "microcredit", "crowdfunding_loan", "factoring", "operational_lease", "credit_union", "subsidy"} <= kinds


def test_the_table_has_a_row_for_each_comparison_and_finds_all() -> None:
    rows = list(table())[2:]

    assert len(rows) == len(EVERY)
    assert "NO REASON" not in "".join(rows)
