"""Ten moments in other scripts and looks: the terminal shows what was meant, in line, whole, and alike in every look.

- A few stand for all; `--full` looks at every moment in every language and look. `python tools/moments.py` draws them.
"""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import NamedTuple

import pytest

from . import glass
from .moments import LANGUAGES, LOOKS, MOMENTS, OTHERWISE, Taken, before_looks, taken

pytestmark = pytest.mark.terminal

FULL = os.environ.get("CIWORKBOOK_FULL") == "1"
ALIKE = [one for one in MOMENTS if one not in OTHERWISE]
SOME = ("home", "a long text", "the staircase")


@pytest.mark.parametrize(
    ("language", "look"),
    itertools.product(LANGUAGES, LOOKS) if FULL else [("ar", "dark"), ("zh-Hans", "terminal")],
)
def test_moments_are_whole_and_in_line(tmp_path: Path, language: str, look: str) -> None:
    found = list(taken(tmp_path, language, look, tuple(MOMENTS) if FULL else SOME))
    assert len(found) >= 3 * len(SOME)
    assert [f"{one.name}: {what}" for one in found for what in one.wrong] == []


@pytest.mark.parametrize("language", LANGUAGES if FULL else ["hi"])
def test_a_look_changes_colors_and_moves_nothing(tmp_path: Path, language: str) -> None:
    seen: dict[tuple[str, tuple[int, int]], Taken] = {}
    for look in LOOKS if FULL else ("dark", "terminal"):
        (tmp_path / look).mkdir()
        for one in taken(tmp_path / look, language, look, ALIKE if FULL else ["a long text"]):
            usual = seen.setdefault((one.moment, one.size), one)
            assert glass.otherwise(one.cells, usual.cells) == [], one.name
            assert (colors(one) == colors(usual)) == (look == "dark")


def colors(taken: Taken) -> list[tuple[str, str]]:
    """Return the colors of every cell."""
    return [(cell.fg, cell.bg) for row in taken.cells for cell in row]


@pytest.mark.skipif(not FULL, reason="one of the long counts")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_before_a_look_is_whole_too(tmp_path: Path, language: str) -> None:
    assert [f"{one.name}: {what}" for one in before_looks(tmp_path, language) for what in one.wrong] == []


class Cell(NamedTuple):
    data: str


def cells(*rows: str) -> list[list[Cell]]:
    """Return cells as a terminal has them: behind a wide letter stands an empty one, written here as "~"."""
    return [[Cell("" if sign == "~" else sign) for sign in row] for row in rows]


@pytest.mark.parametrize(
    ("rows", "meant", "said"),
    [
        (["┌──┐", "│한~│", "└──┘"], ["┌──┐", "│한│", "└──┘"], ""),
        (["┌──┐", "│한~ ", "└──┘"], [], "'┐' above ' '"),
        (["┌── ", "│한~ ", "└── "], ["┌── ", "│한 ", "└── "], ""),
        (["─┌ ─", " │  ", " └  "], [], "leads to nothing on its right"),
        (["  ┐ ", "  ┘ "], [], "leads to nothing on its left"),
        (["ab한"], [], "half of '한'"),
        (["ab~d"], [], "the second half of nothing"),
        (["abc"], [], "3 cells in a window of 4"),
        (["abcd", "abcd"], [], "2 rows in a window of 1"),
        (["क ि"], ["कि "], "in place of"),
        (["ab d"], ["abcd"], "in place of"),
    ],
)
def test_what_is_amiss_is_found(rows: list[str], meant: list[str], said: str) -> None:
    shown = cells(*rows)
    found = glass.amiss(shown, (4, 1 if "rows in" in said else len(rows)), meant)
    assert found == [] if not said else any(said in one for one in found), found


def test_another_place_in_another_look_is_found() -> None:
    assert glass.otherwise(cells("│ab "), cells(" ab ")) == []
    assert glass.otherwise(cells(" ab "), cells("ab  ")) != []
