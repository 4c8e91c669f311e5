"""The real app over a real workbook in a folder, with keys that cost little and words that are known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ciworkbook.guard import passphrase
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.vault import Vault, WrongPassphrase, parameters

from ..making import CHEAP, PASSPHRASE, Clock, new_app

FIVE = "copper lantern seven frogs walking"
OWN = "marble teapot under nine clouds"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that cost a millisecond, also for what the pages do later; five words that are known."""
    monkeypatch.setattr(parameters, "LEAST_N", CHEAP.n)
    monkeypatch.setattr(passphrase, "suggest", lambda words=5: FIVE)
    monkeypatch.setattr("ciworkbook.screens.hiding.TWICE", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def app(folder: Path) -> Iterator[WorkbookApp]:
    made = new_app(folder, Clock("2026-11-24T20:00:00+01:00"))
    yield made
    made.workbook.close()


def opens(folder: Path, phrase: str) -> bool:
    """Tell whether a workbook opens with `phrase`, once nothing else has it open."""
    try:
        Vault.open(folder, phrase).close()
    except WrongPassphrase:
        return False
    return True


def objects(folder: Path) -> dict[str, bytes]:
    """Return the files of the folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


__all__ = ["CHEAP", "FIVE", "OWN", "PASSPHRASE", "app", "cheap", "folder", "objects", "opens"]
