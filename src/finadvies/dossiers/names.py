"""What a dossier is called, and where dossiers are."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import Final

from finadvies.domain.facts import LEGAL_FORMS, suggest
from finadvies.errors import NotFound

HOME: Final = "FINADVIES_HOME"
RECORD: Final = "dossier.toml"
LONGEST: Final = 40

_WINDOWS_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
_NO_PARTS: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ĳ": "ij", "&": " en "})
"""Letters that Unicode does not take apart into a plain one and its mark."""


def default_root() -> Path:
    """The folder of all dossiers: below FINADVIES_HOME when that is set, else where this system keeps a user's data."""
    home = os.environ.get(HOME)
    if home:
        return Path(home) / "dossiers"
    import platformdirs  # noqa: PLC0415 - only when a dossier is asked for

    return Path(platformdirs.user_data_dir("finadvies", appauthor=False)) / "dossiers"


def new_id(name: str, taken: Collection[str]) -> str:
    """A folder name for a client: `Bakkerij De Korenaar B.V.` -> `bakkerij-de-korenaar`; a clash gets `-2`."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_NO_PARTS)).encode("ascii", "ignore").decode()
    plain = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b|\s|$)", "", plain)  # b.v. -> bv, v.o.f. -> vof
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    slug = "-".join(words)[:LONGEST].strip("-") or "dossier"
    if slug in _WINDOWS_DEVICES:
        slug = f"dossier-{slug}"
    used = {other.casefold() for other in taken}
    candidate, number = slug, 1
    while candidate in used:
        number += 1
        candidate = f"{slug[: LONGEST - len(f'-{number}')].rstrip('-')}-{number}"
    return candidate


def resolve(name_or_path: str | Path, root: Path | None = None) -> Path:
    """The folder of the dossier that someone names, by its id or its path.

    Raises:
        NotFound: when there is none, with the id that looks most like it.
    """
    base = default_root() if root is None else root
    for folder in (base / name_or_path, Path(name_or_path)):
        if is_dossier(folder):
            return folder
    near = suggest(str(name_or_path), [folder.name for folder in folders(base)])
    if near:
        raise NotFound("no_dossier_but", dossier=name_or_path, suggestion=near)
    raise NotFound("no_dossier", dossier=name_or_path)


def named(folder: Path) -> str:
    """How to name a dossier on the command line: by its id in the usual folder, else by its path."""
    return folder.name if folder.parent == default_root() else str(folder)


def is_dossier(folder: Path) -> bool:
    """Whether a folder is a dossier, be it a damaged one: of one that lost its record, that of one save ago is still there."""
    try:
        return (folder / RECORD).is_file() or (folder / f"{RECORD}.previous").is_file()
    except (OSError, ValueError):  # no name that a folder can have
        return False


def folders(root: Path) -> list[Path]:
    """The dossiers in a folder, by name."""
    if not root.is_dir():
        return []
    return sorted(folder for folder in root.iterdir() if is_dossier(folder) and not folder.name.startswith("."))
