"""A folder whose key costs a millisecond."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ciworkbook.vault import Vault, parameters

from .folders import CHEAP, PASSPHRASE


@pytest.fixture(autouse=True)
def low_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests make keys that cost next to nothing."""
    monkeypatch.setattr(parameters, "LEAST_N", CHEAP.n)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as made:
        yield made
