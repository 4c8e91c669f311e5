"""Finds the shipped worksheets."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def sheets_folder() -> Path:
    """Return the folder that holds the worksheet files: in the package of a wheel, beside `src` in a checkout."""
    inside = _PACKAGE / "_worksheets"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "worksheets"
