"""Which entries may be taken as the list of entries says, before their files are compared with it.

- Only the disk's own clock is asked. A file counts as untouched if it was last changed, content or entry, before the
  list was written; a list is written after everything that it lists.
- This is a reason to compare later, never not to compare: clocks are put back, and disks forget. Whoever reads or saves
  an entry compares it first, and the rest is compared soon after opening (`Entries.compare`).
- Few entries are compared at once, as they always were: that takes less time than anybody notices.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from pathlib import Path

from .errors import FolderNotReadable
from .folder import Folder
from .keys import name_of
from .root import Root, Row

FEW = 200
"""Entries that are compared before the workbook opens: 0.1 ms each."""
_COARSE = 10**7
"""A clock that gives no less than 10 ms: FAT counts two seconds, exFAT and HFS+ less."""
_SLACK, _COARSE_SLACK = 10**8, 2 * 10**9
"""Nanoseconds before the list in which a file is not told from one after it."""


class Glance(threading.Thread):
    """A look at a folder, taken beside something slow: when the disk says that each file was last changed.

    What changes while it is taken, or after, is noticed when it is compared.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(name="glance", daemon=True)
        self._folder = Folder(folder)
        self._changed: dict[str, int] = {}
        self.start()

    def run(self) -> None:
        """Look; what cannot be looked at was changed just now, as far as anybody knows."""
        with contextlib.suppress(FolderNotReadable):
            self._changed = self._folder.changed_at()

    def changed_at(self) -> dict[str, int]:
        """Return what `Folder.changed_at` gave; empty where it gave nothing."""
        self.join()
        return self._changed


def untouched(changed: Mapping[str, int], root: Root, root_name: str) -> dict[int, Row]:
    """Return the rows of entries whose files the disk has not touched since the root called `root_name` was written.

    `changed` says when each file was, as `Folder.changed_at` does. Both files of an entry have to be there, or not
    there, as the list says.
    """
    rows = root.rows or ()
    listed = changed.get(root_name)
    if listed is None or len(rows) <= FEW:
        return {}
    limit = listed - (_SLACK if listed % _COARSE else _COARSE_SLACK)
    return {
        row.id: row
        for row in rows
        if row.sha256
        and changed.get(row.file, limit) < limit
        and _other_is_untouched(row, changed.get(name_of(root.names, row.id, row.generation + 1)), limit)
    }


def _other_is_untouched(row: Row, changed: int | None, limit: int) -> bool:
    return not row.before if changed is None else bool(row.before) and changed < limit
