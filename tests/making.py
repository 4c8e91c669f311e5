"""Workbooks for tests: real folders, a cheap key, a clock that stands where it is put."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ciworkbook.guard.outlet import Outlet
from ciworkbook.preferences import Settings
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.vault import Cost, Vault, parameters
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

PASSPHRASE = "five plain words for tests"
CHEAP = Cost(n=2**10)


class Clock:
    """A clock set by the test."""

    def __init__(self, at: str = "2026-11-24T20:00:00+01:00") -> None:
        self.at = datetime.fromisoformat(at)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        """Move on, as timedelta counts."""
        self.at += timedelta(**by)


@contextmanager
def cheap_keys() -> Iterator[None]:
    """Let keys cost a millisecond."""
    before = parameters.LEAST_N
    parameters.LEAST_N = CHEAP.n
    try:
        yield
    finally:
        parameters.LEAST_N = before


def new_workbook(folder: Path, clock: Clock | None = None, **settings: Any) -> Workbook:
    """Make a workbook in `folder` with these settings; the door is "harmed" if none is named."""
    with cheap_keys():
        workbook = Workbook(Vault.create(folder, PASSPHRASE, cost=CHEAP), Catalogue.load(), clock or Clock())
    workbook.save_settings(replace(Settings(door="harmed"), **settings))
    return workbook


def open_again(folder: Path, clock: Clock | None = None) -> Workbook:
    """Open the workbook that `new_workbook` made."""
    with cheap_keys():
        return Workbook(Vault.open(folder, PASSPHRASE), Catalogue.load(), clock or Clock())


def new_app(folder: Path, clock: Clock | None = None, **settings: Any) -> WorkbookApp:
    """Return the real app around a new workbook; nothing can leave it."""
    workbook = new_workbook(folder, clock, **settings)
    return WorkbookApp(workbook.catalogue, folder, Outlet(None, None), workbook)


def screen_text(app: WorkbookApp) -> str:
    """Return what is on the screen as plain text."""
    rows = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows)
