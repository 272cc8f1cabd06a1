"""Which folders are read: the option, else the environment, else the checkout, else what ships with the program."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from finadvies.errors import NotFound

ENVIRONMENT = {"catalogue": "FINADVIES_CATALOGUE", "checklists": "FINADVIES_CHECKLISTS"}


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the catalogue and the checklists are, and the office's own entries on top of them."""

    catalogue: Path
    checklists: Path
    overlays: tuple[Path, ...] = ()


def folders(catalogue: Path | None, checklists: Path | None, overlays: tuple[Path, ...] = ()) -> Folders:
    """The folders to read.

    Raises:
        NotFound: when a folder that was asked for is not there.
    """
    for overlay in overlays:
        if not overlay.is_dir():
            raise NotFound("no_folder", folder=overlay)
    return Folders(_one("catalogue", catalogue), _one("checklists", checklists), overlays)


def state(folder: Path) -> Folders:
    """The folders of one state of the catalogue: `catalogue` and `checklists` inside `folder`, or `folder` itself as a catalogue.

    Raises:
        NotFound: when there is no such folder, or no catalogue in it.
    """
    if not folder.is_dir():
        raise NotFound("no_folder", folder=folder)
    catalogue = folder / "catalogue" if (folder / "catalogue").is_dir() else folder
    if not any((catalogue / name).is_dir() for name in ("products", "lenders", "kinds")):
        raise NotFound("no_catalogue", folder=folder)
    return Folders(catalogue, folder / "checklists")


def _one(name: str, option: Path | None) -> Path:
    from_environment = os.environ.get(ENVIRONMENT[name])
    asked = option or (Path(from_environment) if from_environment else None)
    if asked is not None:
        if not asked.is_dir():
            raise NotFound("no_folder", folder=asked)
        return asked
    package = Path(__file__).resolve().parent.parent
    # In a checkout the folders stand beside `src`, and an editable install would keep a stale copy: so that comes first.
    checkout = package.parent.parent / name
    if (package.parent.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return package / "shipped" / name
