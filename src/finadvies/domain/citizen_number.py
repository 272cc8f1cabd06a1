"""The citizen service number: what looks like one is never kept, and never repeated in a message."""

from __future__ import annotations

import re

_CITIZEN = re.compile(r"(?<!\d)(?:\d{9}|\d{3}[ -]\d{3}[ -]\d{3}|\d{4}[ .-]\d{2}[ .-]\d{3})(?!\d)", re.ASCII)
_CITIZEN_KEYS = frozenset({"bsn", "bsnnummer", "bsnnumber", "burgerservicenummer", "sofinummer"})


def holds_citizen_number(text: str) -> bool:
    """Whether nine figures in a text pass the eleven-test."""
    for found in _CITIZEN.findall(text):
        digits = [int(sign) for sign in found if sign.isdigit()]
        total = sum(digit * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
        if any(digits) and total % 11 == 0:
            return True
    return False


def names_citizen_number(key: str) -> bool:
    """Whether a key asks for a citizen service number, however it is written."""
    return re.sub(r"[^a-z]", "", key.casefold()) in _CITIZEN_KEYS
