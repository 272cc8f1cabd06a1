"""What a dossier is called, and how an adviser finds it again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from finadvies.domain.client import Client
from finadvies.dossiers import names, store
from finadvies.errors import NotFound
from finadvies.locale import texts_in


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bakkerij De Korenaar B.V.", "bakkerij-de-korenaar"),
        ("Jansen & Zn. v.o.f.", "jansen-en-zn"),
        ("Café 't Hoekje BV", "cafe-t-hoekje"),
        ("Bjørn Ærø Træ", "bjorn-aero-trae"),
        ("Großhandel", "grosshandel"),
        ("BV", "bv"),
        ("", "dossier"),
        ("北京", "dossier"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "dossier-con"),
        ("lpt1 bv", "dossier-lpt1"),
        ("a" * 60, "a" * 40),
    ],
)
def test_a_folder_name_is_plain_on_every_system(name: str, expected: str) -> None:
    assert names.new_id(name, ()) == expected


def test_a_name_that_is_taken_gets_the_next_number() -> None:
    assert names.new_id("Jansen", ["Jansen", "jansen-2"]) == "jansen-3"
    assert names.new_id("a" * 60, ["a" * 40]) == "a" * 38 + "-2"


def test_dossiers_stand_where_the_environment_says(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("FINADVIES_HOME", str(tmp_path))

    assert names.default_root() == tmp_path / "dossiers"


def test_else_they_stand_where_the_system_keeps_data(monkeypatch) -> None:
    monkeypatch.delenv("FINADVIES_HOME", raising=False)

    root = names.default_root()

    assert (root.name, "finadvies" in root.parts) == ("dossiers", True)


def test_a_dossier_is_found_by_its_name_and_by_its_path(tmp_path: Path) -> None:
    made = store.create(tmp_path, "Jansen", Client(), created=date(2026, 11, 24), program="1.0", language="nl")

    assert names.resolve("jansen", tmp_path) == made.folder
    assert names.resolve(made.folder, Path("elsewhere")) == made.folder


def test_a_name_that_is_nearly_right_gets_a_suggestion(tmp_path: Path) -> None:
    store.create(tmp_path, "Jansen", Client(), created=date(2026, 11, 24), program="1.0", language="nl")

    with pytest.raises(NotFound) as caught:
        names.resolve("janssen", tmp_path)

    assert "jansen?" in caught.value.lines(texts_in("nl"))[0]
    with pytest.raises(NotFound, match=r"no_dossier$"):
        names.resolve("pietersen", tmp_path)
