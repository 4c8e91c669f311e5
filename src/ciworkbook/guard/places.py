"""Where a workbook is kept when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

NAME = "workbook"
"""The folder's name: it says nothing of what the pages are about."""


def default_folder() -> Path:
    """Return the folder in the place where this system keeps what programs store for a person."""
    import platformdirs

    return platformdirs.user_data_path(NAME, appauthor=False)
