"""Small made-up products and clients, for tests of one rule at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shipped import TODAY, shipped_catalogue

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.values import Answer, Value

SOURCES = [{"id": "s", "url": "https://example.org", "date": "2026", "facts": "made up"}]


def told(answers: Mapping[str, Value]) -> dict[str, Answer]:
    return {key: Answer(value) for key, value in answers.items()}


def client(
    answers: Mapping[str, Value] | None = None,
    *,
    uses: Sequence[Mapping[str, Value]] = (),
    years: Sequence[Mapping[str, Value]] = (),
    history: Sequence[Mapping[str, Value]] = (),
) -> Client:
    groups = [tuple(told(table) for table in tables) for tables in (uses, years, history)]
    return Client(told(answers or {}), *groups)


def facts(who: Client | None = None, catalogue: Catalogue | None = None) -> Facts:
    return Facts(who or Client(), catalogue or shipped_catalogue(), TODAY)


def product(*criteria: Mapping[str, Any], **fields: Any) -> Product:
    """An open term loan for anything, without limits, and with these criteria."""
    rest: dict[str, Any] = {
        "id": "lening", "kind": "term_loan", "lender": "bank", "name_nl": "Lening", "status": "open", "purposes": ["any"],
        "confidence": "high", "next_review": None, "as_of": "2026-11", "price": {"model": "none", "source": "s"},
        "timing": {"payout": "upfront", "source": "s"}, "apply": {"route": "online"}, "sources": SOURCES,
    }  # fmt: skip
    asked = [
        {"id": f"eis-{number}", "level": "hard", "text_nl": "Een eis", "source": "s", **one}
        for number, one in enumerate(criteria)
    ]
    return Product.model_validate({**rest, "criteria": asked, **fields})
