"""What the files for the office share: text without signs that their formats forbid, and a zip that no clock or system marks."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

_BLANK: Final = re.compile(r"[\t\n\r\v\f\u2028\u2029]+")
_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""What XML does not allow, and the signs that turn the direction of what follows: an amount could be read backwards."""

OF_A_NAME: Final = 80
"""Signs of a name at the head of a page; of a workbook no more than 255 fit there in all."""
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can hold."""
UNIX: Final = 3


def plain(text: str) -> str:
    """Text on one line, without signs that a format forbids."""
    return _FORBIDDEN.sub("", _BLANK.sub(" ", text))


def short_name(text: str) -> str:
    """A name or title at the head of each page, cut where it would take more than its line; it stands whole inside."""
    told = plain(text)
    return told if len(told) <= OF_A_NAME else f"{told[: OF_A_NAME - 1]}…"


def without_clock(whole: bytes) -> bytes:
    """A zip with the same entries in the same order, each of the first day: the same bytes from the same content."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, FIRST_DAY)
            fixed.compress_type, fixed.create_system, fixed.external_attr = zipfile.ZIP_DEFLATED, UNIX, 0o644 << 16
            new.writestr(fixed, old.read(entry))
    return out.getvalue()
