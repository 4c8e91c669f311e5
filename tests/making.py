"""Workbooks for tests: real folders, a cheap key, a clock that stands where it is put."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from ciworkbook.vault import Vault
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.model import Door

PASSPHRASE = "five plain words for tests"


class Clock:
    """A clock set by the test."""

    def __init__(self, at: str = "2026-11-24T20:00:00+01:00") -> None:
        self.at = datetime.fromisoformat(at)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        """Move on, as timedelta counts."""
        self.at += timedelta(**by)


def new_workbook(folder: Path, door: Door = "harmed", clock: Clock | None = None) -> Workbook:
    """Make a workbook in `folder`, its door chosen."""
    workbook = Workbook(Vault.create(folder, PASSPHRASE), Catalogue.load(), clock or Clock())
    workbook.save_settings(replace(workbook.settings, door=door))
    return workbook


def open_again(folder: Path, clock: Clock | None = None) -> Workbook:
    """Open the workbook that `new_workbook` made."""
    return Workbook(Vault.open(folder, PASSPHRASE), Catalogue.load(), clock or Clock())
