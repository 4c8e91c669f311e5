"""Leaving at once loses nothing: three evenings, of which `leaving.measure` takes the time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from . import leaving

pytestmark = pytest.mark.terminal

FULL = os.environ.get("CIWORKBOOK_FULL") == "1"


def test_the_last_words_are_there(tmp_path: Path) -> None:
    figures = leaving.measure(tmp_path, count=10 if FULL else 1)
    print(figures)
    assert figures.lost == 0
