"""The dull page that hides the workbook, where the person wrote none of their own."""

from __future__ import annotations

from .words import _


def dull_text() -> str:
    """Return the page that comes with the program."""
    return _(
        "Shopping\n\n- bread\n- milk\n- onions, potatoes\n- rice\n- dish soap\n- light bulbs\n\n"
        "Calls\n\n- dentist, after two\n- meter reading"
    )
