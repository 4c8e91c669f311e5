"""Every row of the bench at CI size, and the frame that runs them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .bench import IDS, Measured, Row, Size, rows
from .bench._table import Line, as_markdown, as_text

ROWS = rows()


@pytest.mark.parametrize("id", ROWS)
def test_row(id: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A row whose target is a time is run and shown; other programs disturb it here, so it is not asserted."""
    row, work = ROWS[id], tmp_path / "work"
    work.mkdir()
    # Worker processes have folders of their own, beside each other in that of the run.
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    measured = row.measure(Size(work, shared=shared))
    print(f"{id}: {measured.said} {measured.why}")
    if measured.met is None:
        if os.environ.get("CI") == "true" and not row.optional:
            pytest.fail(f"CI runs without what this row needs: {measured.why}")
        pytest.skip(measured.why)
    assert measured.met or row.timed or row.unmet, measured.said


def test_there_are_forty_ids() -> None:
    assert len(IDS) == len(set(IDS)) == 40
    assert set(ROWS) <= set(IDS)


def test_the_table_fits_120_columns_and_loses_no_word() -> None:
    row = Row("R1", "a test with many words " * 5, "a target " * 20, lambda _size: Measured("", met=True))
    lines = [
        Line.of(row, Measured("10 kills, 0 lost", met=True), 1_234.56),
        Line.of(row, Measured("", met=None, why="no loop devices " * 10), 0),
        Line.of(row, Measured("1 of 10 | lost", met=False), 3),
        Line("S22", "", "", "not written", "not written", 0.0),
    ]
    text = as_text("CI size", lines)
    assert max(len(line) for line in text.splitlines()) <= 120
    assert text.count("many") == 15
    assert text.splitlines()[-1] == "1 met, 1 NOT MET, 1 skipped, 1 not written"
    assert "1 of 10 &#124; lost" in as_markdown("CI size", lines)


def count_and_name(size: Size, share: int) -> tuple[int, str, int]:
    return share, size.work.name, size.seed


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_row_is_split_without_a_remainder(tmp_path: Path, jobs: int) -> None:
    given = Size(tmp_path, jobs=jobs).spread(count_and_name, 100)
    assert sum(share for share, _work, _seed in given) == 100
    assert len({(work, seed) for _share, work, seed in given}) == jobs


def test_counts(tmp_path: Path) -> None:
    assert Size(tmp_path).count(ci=5, full=1_000) == 5
    assert Size(tmp_path, full=True).count(ci=5, full=1_000) == 1_000
    assert Size(tmp_path, full=True, part=0.01).count(ci=5, full=1_000) == 10
    assert Size(tmp_path, full=True, part=0.001).count(ci=5, full=1_000) == 5
