"""Which entries may be taken as the list of entries says, before their files are compared with it.

- Only the disk's own clock is asked. A file counts as untouched if it was last changed, content or entry, before the
  list was written; a list is written after everything that it lists.
- This is a reason to compare later, never not to compare: clocks are put back, and disks forget. Whoever reads or saves
  an entry compares it first, and the rest is compared soon after opening (`Entries.compare`).
- Few entries are compared at once, as they always were: that takes less time than anybody notices.
"""

from __future__ import annotations

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


def untouched(folder: Folder, root: Root, root_name: str) -> dict[int, Row]:
    """Return the rows of entries whose files the disk has not touched since the root called `root_name` was written.

    Both files of an entry have to be there, or not there, as the list says.
    """
    rows = root.rows or ()
    if len(rows) <= FEW:
        return {}
    try:
        changed = folder.changed_at()
    except FolderNotReadable:
        return {}
    listed = changed.get(root_name)
    if listed is None:
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
