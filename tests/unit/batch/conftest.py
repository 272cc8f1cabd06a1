"""An office with the shipped catalogue, loaded once for all tests of this folder."""

from __future__ import annotations

from datetime import date

import pytest

from finadvies.batch.office import Office, Settings
from finadvies.catalogue.locate import folders


@pytest.fixture(scope="session")
def batch_office() -> Office:
    return Office.opened(Settings(folders(None, None), date(2026, 11, 23)))
