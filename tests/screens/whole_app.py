"""The real app over a workbook in memory, for what only the whole app can show."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from ciworkbook.guard.outlet import Outlet
from ciworkbook.screens.app import WorkbookApp

from .bench import PLAIN, STEPS, FakeOutlet, MemoryVault, catalogue, workbook


class SessionOutlet(FakeOutlet):
    is_open = False

    """Remembers also which folder the next session is to open."""

    def __init__(self) -> None:
        super().__init__()
        self.folders: list[Path] = []

    def folder(self, path: object) -> None:
        self.folders.append(cast(Path, path))


def whole_app(*sheets: Mapping[str, Any]) -> tuple[WorkbookApp, MemoryVault]:
    """Return the app with a workbook open, and where it keeps things."""
    book, vault = workbook(*sheets)
    return WorkbookApp(book.catalogue, book.folder, cast(Outlet, SessionOutlet()), book), vault


def evening_app(folder: Path) -> WorkbookApp:
    """Return the app with no workbook yet."""
    return WorkbookApp(catalogue(STEPS, PLAIN), folder, cast(Outlet, SessionOutlet()))
