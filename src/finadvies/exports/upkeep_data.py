"""The machine forms of what the catalogue says about itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Final

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.upkeep import Counts, Coverage, Spread, Stale
from finadvies.locale import Texts
from finadvies.problems import Problem

CHECK_SCHEMA: Final = "finadvies/catalogue-check/1"
STALE_SCHEMA: Final = "finadvies/catalogue-stale/1"
COVERAGE_SCHEMA: Final = "finadvies/catalogue-coverage/1"


def check(problems: list[Problem], counts: Counts, texts: Texts) -> dict[str, Any]:
    """`catalogue check --json`."""
    return {
        "schema": CHECK_SCHEMA,
        "problems": [problem.as_data(texts) for problem in problems],
        "counts": {
            "entries": counts.entries,
            "products": {"by_kind": counts.kinds, "by_status": counts.statuses},
            "criteria": {
                "computed": counts.computed,
                "prose": counts.criteria["judgement"],
                **counts.criteria,
                "computed_median_per_open_product": counts.computed_median,
            },
            "figures": counts.figures,
            "documents": {"total": counts.entries["documents"], "lead_days": counts.leads, "cost_eur": counts.costs},
            "lenders": counts.lenders,
            "texts": counts.texts,
        },
    }


def stale(found: tuple[Stale, ...], today: date, older_than: int | None) -> dict[str, Any]:
    """`catalogue stale --json`."""
    return {
        "schema": STALE_SCHEMA,
        "today": today,
        "older_than_months": older_than,
        "entries": [{**asdict(entry), "days_overdue": (today - entry.due).days} for entry in found],
    }


def coverage(found: Coverage, unused: tuple[str, ...], catalogue: Catalogue, today: date) -> dict[str, Any]:
    """`catalogue coverage --json`."""
    return {
        "schema": COVERAGE_SCHEMA,
        "today": today,
        "catalogue": {"version": catalogue.version, "sha256": catalogue.sha256},
        "situations": len(found.cells),
        "undecided_share": round(found.undecided_share, 4),
        "values": {name: {value: _spread(s) for value, s in values.items()} for name, values in found.values.items()},
        "pairs": [
            {"dimensions": list(dimensions), "values": list(values), **_spread(spread)}
            for dimensions, spreads in found.pairs.items()
            for values, spread in spreads.items()
        ],
        "empty": [{"situation": dict(cell.situation), "supports": cell.supports, "desks": cell.desks} for cell in found.empty],
        "unreachable": [asdict(each) for each in found.unreachable],
        "larger_only": [asdict(each) for each in found.unreached if each.larger is not None],
        "unused_questions": list(unused),
        "cells": [
            {
                "situation": dict(cell.situation),
                "routes": cell.routes,
                "undecided": cell.undecided,
                "supports": cell.supports,
                "desks": cell.desks,
            }
            for cell in found.cells
        ],
    }


def _spread(spread: Spread) -> dict[str, Any]:
    return {"situations": spread.situations, "least": spread.least, "median": spread.middle, "most": spread.most}
