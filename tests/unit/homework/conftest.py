"""A small office: made-up documents, lists, clients and wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from finadvies.domain.catalogue import Catalogue, Geography
from finadvies.domain.checklist import Checklist, Checklists, Document, Marks, RequirementLine, RequirementSet
from finadvies.domain.client import Client
from finadvies.domain.known import Facts
from finadvies.domain.product import Product
from finadvies.domain.values import UNKNOWN, Answer
from finadvies.homework import Line, Requirement

TODAY = date(2026, 11, 23)
SOURCES = [{"id": "s", "url": "https://example.org", "date": "2026", "facts": "made up"}]


class Office:
    """Builds records as the files would give them."""

    today = TODAY

    def document(self, name: str, *, lead: tuple[int, int] = (0, 0), **fields: Any) -> Document:
        texts = dict.fromkeys(("name_nl", "group", "what_nl", "why_nl", "how_nl"), name)
        days = {"min": lead[0], "max": lead[1], "basis": "estimate"}
        rest = {"provider": "entrepreneur", "phase": "file", "effort": 1, "as_of": "2026-11"}
        return Document.model_validate({"id": name, **texts, "lead_days": days, **rest, **fields})

    def checklists(
        self,
        documents: Sequence[Document],
        lenders: Mapping[str, Sequence[Mapping[str, Any]]],
        *,
        sets: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        changes: Sequence[Mapping[str, Any]] = (),
    ) -> Checklists:
        """Lists of lenders that all use every set and make the same changes."""
        sets = sets or {}

        def lines(given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
            return [{"strength": "must", "source": "s", **line} for line in given]

        shared = {"sources": SOURCES, "confidence": "high", "as_of": "2026-11"}
        return Checklists(
            sha256="",
            documents={document.id: document for document in documents},
            sets={
                name: RequirementSet.model_validate(
                    {"id": name, "name_nl": name, "requirements": lines(given), "sources": SOURCES}
                )
                for name, given in sets.items()
            },
            lenders={
                name: Checklist.model_validate(
                    {
                        "lender": name,
                        "sets": list(sets),
                        "requirements": lines(given),
                        "changes": [{"why_nl": "anders", "source": "s", **change} for change in changes],
                        **shared,
                    }
                )
                for name, given in lenders.items()
            },
        )

    def product(self, name: str, lender: str, purposes: Sequence[str] = ("any",)) -> Product:
        return Product.model_validate(
            {
                "id": name,
                "kind": "term_loan",
                "lender": lender,
                "name_nl": name,
                "status": "open",
                "purposes": list(purposes),
                "confidence": "high",
                "as_of": "2026-11",
                "next_review": None,
                "price": {"model": "loan", "source": "s"},
                "timing": {"payout": "upfront", "source": "s"},
                "apply": {"route": "online"},
            }
        )

    def facts(
        self,
        purposes: Sequence[str | None] = (),
        products: Sequence[Product] = (),
        uses: Sequence[Mapping[str, Any]] = (),
        **answers: Any,
    ) -> Facts:
        """A client; `company__age_months` stands for `company.age_months`, None for "don't know"."""
        tables = [*({"use.purpose": purpose} for purpose in purposes), *uses]
        client = Client(
            answers={key.replace("__", "."): self._answer(value) for key, value in answers.items()},
            uses=tuple({key: self._answer(value) for key, value in table.items()} for table in tables),
        )
        others = ("lenders", "help", "kinds", "norms", "grounds", "sectors", "regions", "aid", "parameters")
        empty: dict[str, Any] = {table: {} for table in others}
        offer = {product.id: product for product in products}
        return Facts(client, Catalogue("2026-11", "", offer, **empty, geography=Geography()), TODAY)

    def wish(
        self,
        document: str,
        lender: str,
        *,
        use: int | None = None,
        strength: Any = "must",
        phase: Any = "file",
        conditional: bool = False,
        marks: Mapping[str, Any] | None = None,
    ) -> Requirement:
        """What a lender asks, as if read from its list."""
        record = RequirementLine.model_validate({"document": document, "strength": strength, "source": "s"})
        given = Marks.model_validate(marks or {})
        line = Line(document, document, strength, phase, None, (), (), given, "own", None, record, None, ())
        return Requirement(document, use, lender, (), strength, phase, given, conditional, (), line.when, finding=None, line=line)

    @staticmethod
    def _answer(value: Any) -> Answer:
        return Answer(UNKNOWN if value is None else value)


@pytest.fixture(scope="session")
def office() -> Office:
    return Office()
