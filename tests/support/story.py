"""What somebody tells at the beginning of a conversation, for the tests that hold one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

STORY: Final[Mapping[str, Any]] = {
    "client.name": "Smederij Vonk",
    "need.summary": "Een draaibank",
    "use.purpose": "machinery",
    "use.amount": 40_000,
    "use.description": "draaibank",
    "need.urgency": "growth",
    "company.started": True,
    "need.needed_by": date(2027, 9, 1),
    "need.own_contribution": 10_000,
}
