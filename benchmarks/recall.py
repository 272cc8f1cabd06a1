"""How much of what lenders publish themselves stands on the lists of finadvies, and what stands there beyond it, as a table in Markdown.

Run with the Python of the test environment: `python benchmarks/recall.py`. The published lists are the files of `tests/recall`, each with its
source and the clients it is judged for. *Asked* is what the lender's own list asks of that client, *found* how much of it is on ours; *extra* is
what ours adds, by the reason that the file gives: `law`, `own_page` (another page of the lender), `other_source`, or `practice` (usual in the
trade, of this lender no page says so). The rows are the same on every machine; `tests/e2e/test_recall.py` holds them.

All is found because what was missing was added: before that 104 of 127 were found. So the table says that our list keeps to a published one. It
is no estimate for lenders whose list is not published, nor for one that was not compared; and ten of these eleven pages had been read for our lists before.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from published import table


def main() -> None:
    """Print the table."""
    print(*table(), sep="\n")


if __name__ == "__main__":
    main()
