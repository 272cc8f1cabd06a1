"""Checks across entries: each with a planted fault; and the list of facts that the program uses is held to the source."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shipped import TODAY

import finadvies
from finadvies.catalogue import lint, lint_language, lint_whole, used_facts
from finadvies.catalogue.load import Library
from finadvies.catalogue.used_facts import PROGRAM_USES, unused_questions, with_needs
from finadvies.domain.checklist import RequirementLine
from finadvies.domain.condition import Test as Leaf
from finadvies.domain.facts import FACTS
from finadvies.domain.product import Criterion, Product
from finadvies.locale import texts_in
from finadvies.problems import Problem

NL = texts_in("nl")
SRC = Path(finadvies.__file__).parent
ANYBODY_ABOUT = "need.phaseable"
"""A fact that no entry uses; the program itself does, unless that is taken away."""


@pytest.fixture
def unused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the program did without that fact too."""
    for module in (used_facts, lint_whole):
        monkeypatch.setattr(module, "PROGRAM_USES", PROGRAM_USES - {ANYBODY_ABOUT})


def changed(library: Library, table: str, key: str, **fields: Any) -> Library:
    """The library with some fields of one record in another way, under the same id or a new one."""
    record = library.records[table][key]
    other = type(record).model_validate({**record.model_dump(by_alias=True, exclude_unset=True), **fields})
    records = {**library.records[table], str(fields.get("id", key)): other}
    entries = {**library.entries, (table, str(fields.get("id", key))): library.entries[table, key]}  # type: ignore[index]  # a table
    return Library(entries, {**library.records, table: records}, [], "", library.geography)  # type: ignore[dict-item]  # a table


def codes(check: lint.Check, library: Library) -> list[str]:
    return [problem.code for problem in check(library, TODAY)]


def new_ones(check: lint.Check, before: Library, after: Library) -> list[Problem]:
    known = {(problem.file, problem.path, problem.code) for problem in check(before, TODAY)}
    return [problem for problem in check(after, TODAY) if (problem.file, problem.path, problem.code) not in known]


def asking(fact: str) -> dict[str, Any]:
    return {"id": "eis", "level": "hard", "when": {"fact": fact, "is": True}, "text_nl": "Eis", "source": "s"}


# -- facts and questions -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("unused")
def test_a_fact_that_only_a_closed_product_names_is_said_where_it_stands(library: Library) -> None:
    closed = next(key for key, product in library.table("products", Product).items() if product.status == "closed")
    planted = changed(library, "products", closed, criteria=(Criterion.model_validate(asking(ANYBODY_ABOUT)),))

    found = new_ones(lint_whole.facts_of_closed_products, library, planted)

    assert [(problem.path, problem.code, problem.level) for problem in found] == [
        (("criteria", 0, "when", "fact"), "fact_of_closed_only", "warning")
    ]
    assert ANYBODY_ABOUT in found[0].text(NL)


@pytest.mark.usefixtures("unused")
def test_a_fact_that_an_open_product_names_too_is_no_fault_of_a_closed_one(library: Library) -> None:
    products = library.table("products", Product)
    closed = next(key for key, product in products.items() if product.status == "closed")
    opened = next(key for key, product in products.items() if product.status == "open")
    criteria = (Criterion.model_validate(asking(ANYBODY_ABOUT)),)
    both = changed(changed(library, "products", closed, criteria=criteria), "products", opened, criteria=criteria)

    assert [p for p in lint_whole.facts_of_closed_products(both, TODAY) if p.details["fact"] == ANYBODY_ABOUT] == []


@pytest.mark.usefixtures("unused")
def test_a_question_that_nothing_depends_on_is_named_until_an_entry_uses_it(library: Library) -> None:
    opened = next(key for key, product in library.table("products", Product).items() if product.status == "open")
    used = changed(library, "products", opened, criteria=(Criterion.model_validate(asking(ANYBODY_ABOUT)),))

    assert ANYBODY_ABOUT in unused_questions(library)
    assert ANYBODY_ABOUT not in unused_questions(used)
    said = [p for p in lint_whole.questions_are_used(library, TODAY) if p.details["fact"] == ANYBODY_ABOUT]
    assert [(problem.code, problem.level) for problem in said] == [("question_not_used", "warning")]
    assert ANYBODY_ABOUT in said[0].render(NL)


def test_a_fact_counts_as_used_when_one_in_use_follows_from_it() -> None:
    assert {"company.founded", "company.started"} <= with_needs(["company.age_months"])
    assert "owner.age" not in with_needs(["company.age_months"])


MENTIONED = frozenset(
    {
        "aid.running_schemes", "company.country", "company.founded", "company.fte", "company.group", "company.group_fte", "company.group_revenue",
        "company.group_total_assets", "company.house_bank", "company.kvk_number", "company.legal_form",
        "company.postcode", "company.province", "company.sbi", "company.sells_through", "figures.current_assets", "figures.net_profit", "figures.revenue",
        "figures.total_assets", "owner.hours_per_week",
        # Told in the memorandum, or with whom to ask for them.
        "aid.eherkenning", "aid.firm_in_difficulty", "aid.same_cost", "company.b2b", "company.b2b_share", "company.card_turnover",
        "company.employees", "company.first_customers", "company.foreign_share", "company.label", "company.largest_customer",
        "company.owners", "company.payment_days", "company.permits", "debts.legal", "debts.tax_returns_on_time", "debts.tax_writ",
        "figures.equity", "figures.intangibles", "figures.inventory", "figures.owner_receivable", "figures.subordinated",
        "investments.year_total", "need.urgent_cause", "owner.age", "owner.benefit_kind", "owner.bkr_arrears", "owner.business_plan",
        "owner.cover", "owner.family_money", "owner.home_equity", "owner.let_premises", "owner.marriage", "owner.on_benefit",
        "owner.other_household_income_below_minimum", "owner.private_guarantee", "owner.residence", "owner.share",
        "security.machinery_value", "security.receivables_pledged", "takeover.form", "takeover.vendor_loan", "use.energy_list", "use.environment_list", "use.quote",
        "use.supplier_finance",
    }
)  # fmt: skip
"""Named in the program, but only in how they are asked, checked, shown or left out: no outcome hangs on it there."""
NO_USE = (
    "domain/facts.py",
    "domain/applicable.py",
    "domain/derive",
    "domain/formulas.py",
    "catalogue/",
    "advice/nearest.py",
    "advice/changes.py",
)
"""Where a name is no use: the list itself, what makes sense beside what, the formulas (followed from what is in use), the checks and made-up clients, and the acts
that are tried on whatever criteria there are."""


def named_in_source() -> set[str]:
    found = set()
    for path in SRC.rglob("*.py"):
        if not path.relative_to(SRC).as_posix().startswith(NO_USE):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {name for name in found if name in FACTS and FACTS[name].chapter}


def test_every_fact_that_the_program_is_said_to_use_stands_in_its_source() -> None:
    assert PROGRAM_USES - named_in_source() - {"history.product"} == set()
    assert '"history.product"' in (SRC / "domain" / "derive_plan.py").read_text(encoding="utf-8")


def test_every_fact_that_the_source_names_is_said_to_be_used_or_only_mentioned() -> None:
    assert named_in_source() - PROGRAM_USES == MENTIONED, "a new use belongs in catalogue.used_facts.PROGRAM_USES"


# -- twins ---------------------------------------------------------------------------------------------------------------------


def test_two_open_products_alike_in_all_but_name_are_twins(library: Library) -> None:
    twin = changed(library, "products", "qredits-microkrediet", id="tweeling", name_nl="Heel iets anders", notes="x")

    found = new_ones(lint_whole.products_are_no_twins, library, twin)

    assert [(problem.code, problem.level) for problem in found] == [("twins", "warning")]
    assert "qredits-microkrediet" in found[0].text(NL)


@pytest.mark.parametrize(
    "difference", [{"lender": "rabobank"}, {"purposes": ["export"]}, {"status": "unknown"}, {"limits": None}, {"criteria": []}]
)
def test_products_that_differ_in_what_they_offer_are_no_twins(library: Library, difference: dict[str, Any]) -> None:
    other = changed(library, "products", "qredits-microkrediet", id="anders", **difference)

    assert new_ones(lint_whole.products_are_no_twins, library, other) == []


# -- purposes, papers, languages ---------------------------------------------------------------------------------------------


def test_a_criterion_that_leaves_one_purpose_is_fine_and_one_that_leaves_none_is_a_fault(library: Library) -> None:
    def with_purpose(purpose: str) -> Library:
        criterion = {**asking("use.purpose"), "when": {"fact": "use.purpose", "is": purpose}}
        return changed(library, "products", "bmkb", purposes=["machinery", "vehicles"], criteria=[criterion])

    assert codes(lint_whole.purposes_can_be_paid, with_purpose("vehicles")) == []
    assert codes(lint_whole.purposes_can_be_paid, with_purpose("export")) == ["purposes_shut_out"]


def test_a_product_for_which_its_list_asks_nothing_is_named(library: Library) -> None:
    line = RequirementLine.model_validate(
        {"document": "id-copy", "strength": "must", "source": "s", "products": ["qredits-microkrediet"]}
    )
    planted = changed(library, "checklists", "qredits", sets=[], changes=[], requirements=[line])

    found = new_ones(lint_whole.products_ask_for_something, library, planted)

    assert {problem.code for problem in found} == {"product_without_document"}
    bare = {Path(problem.file).stem for problem in found}
    offered = {key for key, p in library.table("products", Product).items() if p.lender == "qredits" and p.status != "closed"}
    assert bare == offered - {"qredits-microkrediet"}


@pytest.mark.parametrize(
    ("field", "text", "wrong"),
    [
        ("name_nl", "Lease", False),
        ("name_nl", "Sale and lease back", False),
        ("name_nl", "De factoring van een factuur", False),
        ("name_nl", "You must send the invoice to the bank", True),
        ("name_en", "Stichting voor de Kunst", False),
        ("name_en", "The scheme is called Borgstelling voor de Landbouw", False),
        ("name_en", "Deze regeling is voor bedrijven met een plan", True),
    ],
)
def test_the_language_of_a_text_is_told_by_its_small_words_and_a_name_may_be_foreign(
    library: Library, field: str, text: str, wrong: bool
) -> None:
    planted = changed(library, "products", "bmkb", **{field: text})

    found = new_ones(lint_language.texts_in_their_language, library, planted)

    assert [problem.path for problem in found] == ([(field,)] if wrong else [])


def test_what_ships_has_no_twins_no_dead_purposes_no_bare_products_and_no_foreign_texts(library: Library, today: date) -> None:
    checks = (
        lint_whole.products_are_no_twins,
        lint_whole.purposes_can_be_paid,
        lint_whole.products_ask_for_something,
        lint_language.texts_in_their_language,
    )
    assert [problem.render(NL) for check in checks for problem in check(library, today)] == []


def test_a_condition_on_a_fact_that_does_not_exist_stops_no_check_across_entries(library: Library) -> None:
    odd = Leaf.model_validate({"fact": "use.purposes", "is": "export"})
    planted = changed(library, "products", "bmkb", criteria=[{**asking("use.new"), "when": odd.model_dump(exclude_unset=True)}])

    for check in lint_whole.CHECKS:
        list(check(planted, TODAY))
