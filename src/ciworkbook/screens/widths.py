"""Lets Rich, and so Textual, count the cells of Indic vowel signs as terminals do.

- Spacing vowel signs (Unicode category Mc) take a cell of their own in xterm, VTE and their kin; Rich counts none, and
  every border to the right of Hindi text is out of line by as many cells.
- This file is the only one that changes something in Rich. A test notices when Rich counts otherwise by itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from rich import cells
from rich.cells import CellTable

_TABLE = "load_cell_table"
"""What every function in `rich.cells` asks for the widths."""
_before: Callable[[str], CellTable] = getattr(cells, _TABLE)


@lru_cache(maxsize=4)
def mended(version: str = "auto") -> CellTable:
    """Return Rich's table of widths without the entries that make spacing vowel signs vanish."""
    table = _before(version)
    widths: list[tuple[int, int, int]] = []
    for start, end, width in table.widths:
        if width:
            widths.append((start, end, width))
            continue
        first = start
        for code in range(start, min(end, 0x1FFFF) + 1):
            if unicodedata.category(chr(code)) == "Mc":
                if first < code:
                    widths.append((first, code - 1, 0))
                first = code + 1
        if first <= end:
            widths.append((first, end, 0))
    return table._replace(widths=widths)


def mend() -> None:
    """Count as terminals do from now on."""
    if getattr(cells, _TABLE) is not mended:
        setattr(cells, _TABLE, mended)
        cells.get_character_cell_size.cache_clear()
        cells.cached_cell_len.cache_clear()
