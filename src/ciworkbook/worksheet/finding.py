"""What is found in a file, for the person who wrote it: one code, one place, one sentence.

- Codes are stable: a code keeps its meaning, and a code that is no longer used is not used again.
- E0 reading, E1 shape, E2 references, W3 advice, E4 stories, E5 misuse, W5 how a sheet speaks. An error (E) stops a
  sheet from being used.
- A sentence may quote the file, cleaned and shortened; a terminal never obeys a file through a message about it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..text import clean_line

MOST = 100
"""Findings told of one file; more would not be read."""

_CANDIDATES = 150  # names compared with a misspelt one, so that a file made to be slow is not


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found. `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str

    @property
    def level(self) -> Literal["error", "warning"]:
        """Whether it stops the sheet from being used."""
        return "warning" if self.code.startswith("W") else "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"

    def to_data(self) -> dict[str, str | int]:
        """Return the finding as plain data."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "level": self.level,
            "message": self.message,
        }


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether an error is among `findings`."""
    return any(one.level == "error" for one in findings)


def quoted(value: object) -> str:
    """Return `value` in quotes, cleaned, on one line and at most 60 characters long."""
    text = clean_line(str(value)[:200])
    return f"'{text[:57]}…'" if len(text) > 60 else f"'{text}'"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return " - did you mean 'x'?" for the known name most like `name`, or "" if none is."""
    names = [one for one, _ in zip(known, range(_CANDIDATES), strict=False)]
    found = difflib.get_close_matches(name[:60], names, n=1)
    return f" - did you mean {quoted(found[0])}?" if found else ""


def listed(known: Iterable[str], most: int = 14) -> str:
    """Return "a, b, c" for a sentence; a long list ends in "…"."""
    names = [clean_line(one)[:60] for one, _ in zip(known, range(most + 1), strict=False)]
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")
