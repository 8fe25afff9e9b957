from __future__ import annotations

import pytest

import borders


@pytest.fixture(scope="session")
def ds() -> borders.Dataset:
    return borders.load()
