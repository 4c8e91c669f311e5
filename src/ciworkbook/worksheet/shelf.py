"""The sheets that stand near a file, read when they are named: what checks between sheets look at.

- A sheet is looked for beside the file, then among those that come with the program, by the name of its file.
- A neighbor with an error counts as missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import manners
from .checking import check_file, read_file, sheet_files
from .common import doors_of, read_common
from .finding import Finding
from .together import check_together


class Shelf(Mapping[str, Mapping[str, Any]]):
    """Canonical data of the sheets in `folders`, by id; the first folder that has one counts."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._paths = {path.stem: path for folder in reversed(folders) for path in sheet_files(folder)}
        self._read: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, id: str) -> Mapping[str, Any]:
        """Return the sheet `id`; raises KeyError."""
        if id not in self._read:
            data, _findings = check_file(self._paths[id])
            if data is None or data["id"] != id:
                raise KeyError(id)
            self._read[id] = data
        return self._read[id]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Return how many sheets stand there."""
        return len(self._paths)


def check_files(files: Sequence[Path], shipped: Path) -> list[Finding]:
    """Check `files`: each by itself, beside its neighbors and the sheets in the folder `shipped`, and how it speaks."""
    doors = doors_of(read_common(shipped)[0])
    shelves: dict[Path, Shelf] = {}
    findings: list[Finding] = []
    for path in files:
        loaded, data, found = read_file(path)
        findings += found
        if loaded is not None and data is not None:
            beside = path.resolve().parent
            shelf = shelves.setdefault(beside, Shelf([beside, shipped]))
            findings += check_together(loaded, data, shelf, doors)
            findings += manners.check(loaded, data)
    return findings
