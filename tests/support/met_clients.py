"""Clients as an adviser meets them, as client files; what they say in their own words is made up of words of no language."""

from __future__ import annotations

import re
from importlib import resources
from typing import Final

SAID: Final = re.compile(r'^(name|summary|description|label) = ".*"$', re.MULTILINE)
"""What a client says in his own words, in a client file."""
MADE_UP: Final = "Quorzel Vintra"

STARTER: Final = """schema = 1
[client]
name = "Nieuwe kapper"
[company]
started = false
legal_form = "eenmanszaak"
sbi = "9602"
postcode = "6511"
[owner]
age = 27
experience_years = 6
on_benefit = true
benefit_kind = "uwv_unemployment"
[need]
own_contribution = 5_000
[[need.uses]]
purpose = "fit_out"
amount = 30_000
[[need.uses]]
purpose = "working_capital"
amount = 10_000
"""
URGENT: Final = """schema = 1
[client]
name = "Bouwbedrijf in nood"
[company]
started = true
legal_form = "bv"
founded = 2012-05-01
sbi = "4120"
postcode = "9711"
house_bank = "ing"
[need]
urgency = "urgent"
urgent_cause = "tax"
needed_by = 2026-12-20
own_contribution = 0
[[need.uses]]
purpose = "working_capital"
amount = 75_000
[[history]]
lender = "ing"
kind = "term_loan"
result = "rejected"
grounds = ["solvency"]
"""
NOTHING_KNOWN: Final = "schema = 1\n"


def _example(name: str) -> str:
    return resources.files("finadvies.examples").joinpath(f"{name}.toml").read_text(encoding="utf-8")


def met() -> dict[str, str]:
    """Client files by what they are about."""
    files = {
        "bakery with a new oven": _example("demo/bakkerij-de-korenaar"),
        "industry that grows": _example("kvk-1-industrie"),
        "starter on benefit": STARTER,
        "urgent, after a rejection": URGENT,
        "nothing known": NOTHING_KNOWN,
    }
    return {name: SAID.sub(rf'\1 = "{MADE_UP}"', text) for name, text in files.items()}
