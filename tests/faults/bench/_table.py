"""The table of rows, as plain text of at most 120 columns and as Markdown."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from . import Measured, Row

_WIDTHS = {"row": 3, "test": 25, "target": 29, "measured": 37, "outcome": 8, "seconds": 7}


@dataclass(frozen=True, slots=True)
class Line:
    """A row and what came out of it, in words."""

    row: str
    test: str
    target: str
    measured: str
    outcome: str
    """`met`, `NOT MET`, `skipped` or `not written`."""
    seconds: float

    @classmethod
    def of(cls, row: Row, measured: Measured, seconds: float) -> Line:
        """Put a row and its result in words."""
        outcome = {True: "met", False: "NOT MET", None: "skipped"}[measured.met]
        said = "; ".join(part for part in (measured.said, measured.why) if part)
        return cls(row.id, row.test, row.target, said, outcome, round(seconds, 1))

    def as_data(self) -> dict[str, Any]:
        """Return it for JSON."""
        return asdict(self)


def as_text(title: str, lines: Sequence[Line]) -> str:
    """Return the table as plain text."""
    rule = "  ".join("─" * width for width in _WIDTHS.values())
    parts = [title, "", _cells({name: name for name in _WIDTHS}), rule]
    for line in lines:
        cells = (line.row, line.test, line.target, line.measured, _outcome(line), _time(line))
        parts.append(_cells(dict(zip(_WIDTHS, cells, strict=True))))
    return "\n".join([*parts, rule, _sum(lines)])


def as_markdown(title: str, lines: Sequence[Line]) -> str:
    """Return the table as Markdown."""
    parts = [f"{title}.", "", f"| {' | '.join(_WIDTHS)} |", f"|{' --- |' * len(_WIDTHS)}"]
    for line in lines:
        cells = (line.row, line.test, line.target, line.measured, _outcome(line), _time(line))
        parts.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
    return "\n".join([*parts, "", f"{_sum(lines)}.", ""])


def _cells(values: dict[str, str]) -> str:
    columns = [textwrap.wrap(values[name], width) or [""] for name, width in _WIDTHS.items()]
    columns[-1] = [cell.rjust(_WIDTHS["seconds"]) for cell in columns[-1]]
    height = max(len(column) for column in columns)
    found = []
    for number in range(height):
        cells = [column[number] if number < len(column) else "" for column in columns]
        found.append("  ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS.values(), strict=True)).rstrip())
    return "\n".join(found)


def _outcome(line: Line) -> str:
    return "–" if line.outcome == "not written" else line.outcome


def _time(line: Line) -> str:
    return "" if line.outcome == "not written" else f"{line.seconds:,.1f}"


def _sum(lines: Sequence[Line]) -> str:
    counted = Counter(line.outcome for line in lines)
    return ", ".join(
        f"{counted[name]} {name}" for name in ("met", "NOT MET", "skipped", "not written") if counted[name]
    )
