"""How many widgets stand on each page, over an evening that comes by every page of the program.

- The evening is the one of the fault bench (`tests/faults/bench/_evening.py`), made once in a run.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ..faults.bench import Size
from ..faults.bench._evening import evening
from ..terminal import stops
from . import over

pytestmark = [pytest.mark.needs("strace"), pytest.mark.terminal]


def test_of_each_page(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    found = evening(Size(tmp_path, shared=base.parent if "PYTEST_XDIST_WORKER" in os.environ else base))
    most: dict[str, int] = {}
    for one in found.noted("widgets"):
        page, count = one.split()
        most[page] = max(most.get(page, 0), int(count))
    assert set(most) >= stops.pages()
    assert over("widgets", most) == []
