"""What the measures of this folder find in a few rounds; the bench asks for more."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from . import covering, losing, remembering

pytestmark = pytest.mark.terminal

FULL = os.environ.get("CIWORKBOOK_FULL") == "1"


def test_the_cover_hides_every_page(tmp_path: Path) -> None:
    figures = covering.measure(tmp_path, count=3 if FULL else 1, few=not FULL)
    print(figures)
    assert figures.missed == []
    assert figures.places >= (30 if FULL else 10)


def test_a_kill_loses_only_what_was_typed_just_before(tmp_path: Path) -> None:
    """Half a second is what the bench counts on a computer of its own; here many tests may run beside this one."""
    figures = losing.measure(tmp_path, count=100 if FULL else 4)
    print(figures)
    assert figures.lost_beyond(2.0) == 0
    assert all(one.kept for one in figures.rounds if one.due(2.0))
    assert any(one.kept for one in figures.rounds)


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root reads the memory of others"
)
def test_nothing_is_in_memory_after_a_lock(tmp_path: Path) -> None:
    figures = remembering.measure(tmp_path, count=8 if FULL else 1)
    print(figures)
    assert figures.found == {} and figures.waiting == 0, figures.where
    assert {"long text", "alias", "typed, not saved", "what scrypt gave", "names of objects"} <= set(figures.before)
    assert figures.looked_at == 3 * figures.locks
