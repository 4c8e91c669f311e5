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


@pytest.fixture
def three(vault: Vault) -> tuple[Vault, list[int]]:
    """Three entries of three kinds, each saved three times, all listed."""
    entries = [vault.put(kind, b"1") for kind in ("visit", "people", "settings")]
    for content in (b"2", b"3"):
        for entry, kind in zip(entries, ("visit", "people", "settings"), strict=True):
            vault.put(kind, content, entry)
    vault.checkpoint()
    return vault, entries
