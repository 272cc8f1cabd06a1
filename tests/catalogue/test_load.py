"""Reading the catalogue: every run reads every file, so that a change is never missed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from shipped import ROOT

from finadvies.catalogue.load import read
from finadvies.catalogue.locate import Folders


def test_a_changed_file_is_seen_though_its_size_and_time_are_the_same(tmp_path: Path) -> None:
    small = ROOT / "tests" / "data" / "small"
    shutil.copytree(small, tmp_path / "small")
    where = Folders(tmp_path / "small" / "catalogue", tmp_path / "small" / "checklists")
    file = next(iter(sorted(where.catalogue.glob("products/*/*.toml"))))
    before, times, text = read(where), file.stat(), file.read_text("utf-8")

    unchanged = read(where)
    changed = text.replace('lender = "', 'lender = "x', 1).replace("confidence", "confidenc", 1)
    assert len(changed) == len(text)
    file.write_text(changed, "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = read(where)

    assert unchanged.sha256 == before.sha256
    assert after.sha256 != before.sha256
    assert [problem.file for problem in after.problems] != [problem.file for problem in before.problems]
