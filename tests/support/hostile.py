"""What a client may type that a file must show and never run."""

from __future__ import annotations

HOSTILE = (
    '=HYPERLINK("http://kwaad","klik")',
    "+31 6 12345678",
    "@cmd",
    "-2+3",
    "\tTab",
    "<script>alert(1)</script>",
    "a ]]> b & c",
    "nul\x00bel\x07 en \ud800 half",
    "lang" * 50,
    "Bakkerij 🥐 De Korenaar",
    "מאפייה \u202eomgekeerd",
    "_x0041_ &P &D",
)
"""What somebody may type as a name: formulas, markup, signs that XML forbids, a name without end, other scripts."""
