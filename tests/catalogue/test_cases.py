"""Rule cases as data: for every product a client whom it fits, one whom it shuts out, and one of whom it cannot be said yet."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from shipped import shipped_catalogue

from finadvies.domain.client_file import read_client
from finadvies.rules.eligibility import client_facts, judge
from finadvies.rules.truth import Truth

CASES = Path(__file__).parent.parent / "cases"
PRODUCTS = shipped_catalogue().products
OPEN = sorted(key for key, product in PRODUCTS.items() if product.status != "closed")
CLOSED = sorted(key for key, product in PRODUCTS.items() if product.status == "closed")


def cases_of(product: str) -> list[dict[str, Any]]:
    path = CASES / f"{product}.toml"
    if not path.is_file():
        return []
    cases: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["case"]
    return cases


def every_case() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.toml")):
        for case in cases_of(path.stem):
            yield pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize(("product", "case"), list(every_case()))
def test_the_product_judges_this_client_so(product: str, case: dict[str, Any]) -> None:
    client, problems = read_client(case["client"], f"{product}.toml", lambda _: None)
    assert not problems
    today: date = case["today"]

    option = judge(PRODUCTS[product], client_facts(client, shipped_catalogue(), today))

    deciding = {reason.id for reason in option.reasons if reason.level != "judgement" and reason.truth is not Truth.TRUE}
    assert option.verdict == case["expect"]
    assert set(case.get("because", ())) <= deciding


@pytest.mark.parametrize("product", OPEN)
def test_a_product_on_offer_has_a_case_for_each_outcome(product: str) -> None:
    outcomes = {case["expect"] for case in cases_of(product)}

    assert outcomes & {"fits", "attention"}
    assert {"blocked", "unknown"} <= outcomes


@pytest.mark.parametrize("product", CLOSED)
def test_a_closed_product_has_a_case_that_says_so(product: str) -> None:
    assert "closed" in {case["expect"] for case in cases_of(product)}


def test_every_case_file_is_of_a_product() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} <= set(PRODUCTS)
