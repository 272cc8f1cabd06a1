"""How much processor time the start costs: `--help`, a shortlist and the demo beside an empty Python, in turn, in one run.

Run with the Python of the environment that has finadvies: `python benchmarks/start.py`. Ratios are what to read: the seconds are this machine's.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "src" / "finadvies" / "examples" / "demo" / "bakkerij-de-korenaar.toml"
COMMANDS = {
    "empty python": ["-c", ""],
    "--help": ["-m", "finadvies", "--help"],
    "shortlist": ["-m", "finadvies", "shortlist", str(EXAMPLE)],
    "shortlist --json": ["-m", "finadvies", "shortlist", "--json", str(EXAMPLE)],
    "homework": ["-m", "finadvies", "homework", str(EXAMPLE)],
    "demo": ["-m", "finadvies", "demo"],
}
ROUNDS = 7

# Run inside a child, so that the system counts the processor time of the command alone.
_MEASURE = (
    "import resource, subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True);"
)
_MEASURE += " used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime)"


def main() -> None:
    """Measure all commands in turn and print the median of each, and its ratio to an empty Python."""
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            done = subprocess.run([sys.executable, "-c", _MEASURE, *arguments], capture_output=True, text=True, check=True)
            seconds[name].append(float(done.stdout))
    empty = statistics.median(seconds["empty python"])
    for name, measured in seconds.items():
        middle = statistics.median(measured)
        print(f"{name:<18} {middle:6.3f} s of processor time   {middle / empty:6.1f} x an empty Python")


if __name__ == "__main__":
    main()
