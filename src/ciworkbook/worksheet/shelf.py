"""The sheets that stand near a file, read when they are named: what checks between sheets look at.

- A sheet is looked for beside the file, then among those that come with the program, by the name of its file.
- A neighbor with an error counts as missing.
- A ready-made summary is checked beside the sheets it tells of, a translation beside its base.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from . import loading, manners
from .bases import base_of, read_base
from .checking import check_file, check_loaded, sheet_files
from .common import doors_of, read_common
from .finding import Finding
from .layout_checking import FOLDER, check_beside, is_layout, shaped
from .loading import Loaded
from .overlay_checking import is_overlay, read_overlay
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
    """Check `files`: each by itself, beside its neighbors and the sheets in the folder `shipped`, and how it speaks.

    A file that declares a ready-made summary is told by its folder or its keys; its sheets stand beside that folder, or
    beside it.
    """
    doors = doors_of(read_common(shipped)[0])
    shelves: dict[Path, Shelf] = {}
    base = cache(lambda path: read_base(path)[0])  # it has a translation in each language
    findings: list[Finding] = []
    for path in files:
        if is_overlay(path):
            findings += read_overlay(path, base(base_of(path)))[1]
            continue
        read = loading.load_file(path)
        if is_layout(read[0], path):
            findings += _layout(read, path, shelves, shipped)
            continue
        loaded = read[0]
        data, found = check_loaded(*read)
        findings += found
        if loaded is not None and data is not None:
            beside = path.resolve().parent
            shelf = shelves.setdefault(beside, Shelf([beside, shipped]))
            findings += check_together(loaded, data, shelf, doors)
            findings += manners.check(loaded, data)
    return findings


def _layout(
    read: tuple[Loaded | None, list[Finding]], path: Path, shelves: dict[Path, Shelf], shipped: Path
) -> list[Finding]:
    loaded, data, findings = shaped(*read)
    if loaded is not None and data is not None:
        beside = path.resolve().parent
        key = beside / FOLDER  # another shelf than that of sheets in the same folder
        if key not in shelves:
            shelves[key] = Shelf([beside.parent, beside, shipped] if beside.name == FOLDER else [beside, shipped])
        findings = findings + check_beside(loaded, data, shelves[key])
    return findings
