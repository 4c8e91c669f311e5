"""Looks at the cells of a terminal and names what is amiss: a letter cut in half, a border out of line, another row
than the session meant.

- The cells are those of `harness.Terminal.cells`, drawn by a terminal that counts widths by itself.
- Arms of lines meet: what leads to the right is met from the left, and what leads down from above.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Sequence
from typing import Any

from ciworkbook import bidi

from ..screens.fitting import by_cell, out_of_line


def amiss(
    cells: Sequence[Sequence[Any]],
    size: tuple[int, int],
    meant: Sequence[str] = (),
    language: str = "en",
    ends: Container[int | tuple[int, int]] = (),
) -> list[str]:
    """Return a sentence for each thing that is amiss on a window of `size`.

    `meant` are the rows as they are read, in `language`; `ends` where a border may end (`fitting.ends`).
    """
    rows = [[one.data for one in row] for row in cells]
    return [
        *_size(rows, size),
        *_halves(rows),
        *out_of_line(_shown(rows), ends),
        *_arms(rows),
        *_other(rows, meant, language),
    ]


def _shown(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return each row with one sign a cell: marks are left out, and the second cell of a wide letter is a space."""
    return ["".join(cell[:1] or " " for cell in row) for row in rows]


def _size(rows: Sequence[Sequence[str]], size: tuple[int, int]) -> Iterator[str]:
    columns, lines = size
    if len(rows) != lines:
        yield f"{len(rows)} rows in a window of {lines}"
    for y, row in enumerate(rows):
        if len(row) != columns:
            yield f"row {y}: {len(row)} cells in a window of {columns}"


def _halves(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield where a wide letter has lost its second cell, or a second cell its letter."""
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            wide = unicodedata.east_asian_width(cell[:1] or " ") in "WF"
            behind = row[x + 1] if x + 1 < len(row) else None
            if wide and behind != "":
                yield f"row {y}, column {x}: half of {cell!r}"
            if cell == "" and (not x or unicodedata.east_asian_width(row[x - 1][:1] or " ") not in "WF"):
                yield f"row {y}, column {x}: the second half of nothing"


def _arms(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield where a corner or a branch leads sideways to nothing."""
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            arms = _sideways(cell)
            if not arms or cell in "─━-":
                continue
            if "RIGHT" in arms and not _sideways(row[x + 1] if x + 1 < len(row) else ""):
                yield f"row {y}, column {x}: {cell!r} leads to nothing on its right"
            if "LEFT" in arms and not _sideways(row[x - 1] if x else ""):
                yield f"row {y}, column {x}: {cell!r} leads to nothing on its left"


def _sideways(cell: str) -> set[str]:
    name = unicodedata.name(cell[:1], "") if cell else ""
    if not name.startswith("BOX DRAWINGS"):
        return set()
    return {"LEFT", "RIGHT"} if "HORIZONTAL" in name else {"LEFT", "RIGHT"} & set(name.split())


def _other(rows: Sequence[Sequence[str]], meant: Sequence[str], language: str) -> Iterator[str]:
    """Yield which rows stand on the terminal otherwise than the session meant them."""
    right = bidi.is_right_to_left(language)
    for y, row in enumerate(meant):
        if right or bidi.has_letters(row):
            row = "".join(text for text, _style in bidi.turned([(row, None)], right=right)[0])
        if y < len(rows) and by_cell(row) != _shown(rows)[y]:
            yield f"row {y}: {_shown(rows)[y]!r} in place of {by_cell(row)!r}"


def otherwise(cells: Sequence[Sequence[Any]], usual: Sequence[Sequence[Any]]) -> list[str]:
    """Return which rows differ from those in the `usual` look: looks change colors, and no place of any sign.

    In the terminal's own colors a field stands behind a line, as it has no ground of its own.
    """
    found = []
    for y, (row, before) in enumerate(zip(cells, usual, strict=True)):
        now = ["" if one.data == "│" and was.data == " " else one.data for one, was in zip(row, before, strict=True)]
        was = ["" if one.data == "│" and was.data == " " else was.data for one, was in zip(row, before, strict=True)]
        if now != was:
            found.append(f"row {y}: {''.join(now)!r} in place of {''.join(was)!r} in the usual look")
    return found


def is_spacing_mark(sign: str) -> bool:
    """Tell whether `sign` is a vowel sign with a cell of its own."""
    return unicodedata.category(sign[0]) == "Mc"
