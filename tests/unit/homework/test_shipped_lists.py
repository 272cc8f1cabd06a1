"""The homework over the lists that ship with the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finadvies.catalogue.load import load
from finadvies.catalogue.locate import Folders
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.checklist import Checklists
from finadvies.domain.client import Client
from finadvies.domain.known import Facts
from finadvies.domain.values import Answer
from finadvies.homework import Homework, LenderDays, Lists, documents_for, effort, flat_list, lead_days, plan
from finadvies.homework.network import network

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 23)
FOUR: Mapping[str, tuple[str, ...]] = {
    "abn-amro": ("abn-amro-zakelijke-lening",),
    "gemeente-bbz": ("bbz-bedrijfskapitaal-gevestigd",),
    "qredits": ("qredits-mkb-krediet",),
    "rabobank": ("rabobank-zakelijke-lening",),
}
Shipped = tuple[Catalogue, Checklists]


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    return load(Folders(ROOT / "catalogue", ROOT / "checklists"))


def bakery(catalogue: Catalogue) -> Facts:
    answers: dict[str, str | bool | date] = {
        "company.legal_form": "bv",
        "company.started": True,
        "company.founded": date(2017, 5, 1),
    }
    client = Client(
        answers={key: Answer(value) for key, value in answers.items()},
        uses=tuple(
            {"use.purpose": Answer(purpose), "use.amount": Answer(amount)}
            for purpose, amount in (("machinery", 120_000), ("vehicles", 40_000), ("working_capital", 90_000))
        ),
    )
    return Facts(client, catalogue, TODAY)


def homework(shipped: Shipped, chosen: Mapping[str, tuple[str, ...]]) -> Homework:
    catalogue, checklists = shipped
    days = dict.fromkeys(chosen, LenderDays(5, 20, 2, 10))
    return plan(bakery(catalogue), checklists, chosen, days, {}, TODAY)


def test_four_lenders_together_ask_fewer_papers_than_one_after_the_other(shipped: Shipped) -> None:
    work = homework(shipped, FOUR)

    assert len(work.lines) < sum(len(lines) for lines in work.per_lender.values())
    assert set(work.document_ids) == {line for lines in work.per_lender.values() for line in lines}


def test_the_municipality_makes_it_three_years_and_the_bank_makes_it_sbr(shipped: Shipped) -> None:
    lines = {line.id: line for line in homework(shipped, FOUR).lines}

    accounts = lines["annual-accounts"]
    assert (accounts.marks.years, accounts.won["years"]) == (3, ("gemeente-bbz",))
    assert (accounts.marks.sbr, accounts.won["sbr"]) == ("required", ("abn-amro",))
    assert lines["kvk-extract"].marks.max_age_days == 30


def test_without_the_municipality_two_years_will_do(shipped: Shipped) -> None:
    banks = {lender: products for lender, products in FOUR.items() if lender != "gemeente-bbz"}

    lines = {line.id: line for line in homework(shipped, banks).lines}

    assert lines["annual-accounts"].marks.years == 2


def test_each_thing_bought_has_its_own_quote(shipped: Shipped) -> None:
    ids = homework(shipped, FOUR).document_ids

    assert [name for name in ids if name.startswith("quote")] == ["quote#0", "quote#1"]


def test_an_established_bv_is_not_asked_an_opening_balance(shipped: Shipped) -> None:
    work = homework(shipped, FOUR)

    assert "opening-balance" not in work.document_ids
    assert ("abn-amro", "opening-balance") in [(spare.lender, spare.document) for spare in work.not_needed]


def test_the_questions_name_the_lines_that_hang_on_them(shipped: Shipped) -> None:
    work = homework(shipped, FOUR)

    conditional = {line.id for line in work.conditional}
    perhaps_there = {line.id for line in work.lines if line.record.at_hand is not None}
    assert {question.slot.key for question in work.questions} >= {"use.quote"}
    assert all(set(question.lines) <= conditional | perhaps_there for question in work.questions)


def test_the_extract_is_not_to_be_ordered_in_week_one(shipped: Shipped) -> None:
    work = homework(shipped, FOUR)

    stale = [caution.details["document"] for caution in work.warnings if caution.code == "expires_before_decision"]
    assert "kvk-extract" in stale
    assert work.schedule.times["kvk-extract"].not_before is not None


def test_no_paper_waits_for_itself(shipped: Shipped) -> None:
    documents = shipped[1].documents

    assert network([(name, None) for name in documents], documents).cut == ()


def test_every_list_can_be_laid_flat(shipped: Shipped) -> None:
    checklists = shipped[1]

    assert all(flat_list(lender, checklists) for lender in checklists.lenders)


def test_the_mixes_count_the_same_papers_as_the_homework(shipped: Shipped) -> None:
    catalogue, checklists = shipped
    lists, facts = Lists(checklists), bakery(catalogue)
    chosen = [catalogue.products[name] for products in FOUR.values() for name in products]

    counted = frozenset[str]().union(*(documents_for(product, facts, lists) for product in chosen))

    assert counted == set(homework(shipped, FOUR).document_ids)
    assert counted <= effort(lists, uses=3).keys()


def test_every_product_has_lead_days_in_order(shipped: Shipped) -> None:
    catalogue, checklists = shipped
    lists, facts = Lists(checklists), bakery(catalogue)

    for product in catalogue.products.values():
        shortest, longest = lead_days(product, facts, lists)
        assert 0 <= shortest <= longest


def test_the_same_client_gives_the_same_homework(shipped: Shipped) -> None:
    turned = {lender: FOUR[lender] for lender in sorted(FOUR, reverse=True)}

    assert repr(homework(shipped, FOUR)) == repr(homework(shipped, turned))
