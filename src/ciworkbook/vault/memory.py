"""A vault that keeps nothing: its entries are in this process and gone with it. For practice with a made-up case.

`Keeping` is what a workbook asks of a vault, this one or the one on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from .entries import Entry
from .errors import Finding


class Keeping(Protocol):
    """What a workbook asks of a vault. See `Vault` for what each call promises and raises."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What was noticed while opening."""
        ...

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        ...

    def entries(self) -> list[Entry]:
        """Return every entry."""
        ...

    def digest(self, entry: int) -> str:
        """Return the hash of the file of its newest version."""
        ...

    def uncompared(self) -> list[int]:
        """Return the entries that are still to be compared with the list."""
        ...

    def compare(self, entry: int) -> None:
        """Compare an entry with the list."""
        ...

    def get(self, entry: int) -> bytes:
        """Return the newest version of an entry."""
        ...

    def previous(self, entry: int) -> bytes | None:
        """Return the version before it."""
        ...

    def put(self, kind: str, content: bytes, entry: int | None = None) -> int:
        """Keep a version of an entry; return its id."""
        ...

    def checkpoint(self) -> None:
        """Write the manifest."""
        ...

    def verify(self) -> list[Finding]:
        """Read everything."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class MemoryVault:
    """Entries in a dict. Nothing is written anywhere."""

    def __init__(self) -> None:
        self._entries: dict[int, tuple[Entry, bytes]] = {}
        self.findings: Sequence[Finding] = ()
        self.folder = Path("/nowhere")

    def __repr__(self) -> str:
        return f"<MemoryVault with {len(self._entries)} entries>"

    def entries(self) -> list[Entry]:
        """Return every entry by id."""
        return [entry for entry, _content in self._entries.values()]

    def digest(self, _entry: int) -> str:
        """Return "": there are no files."""
        return ""

    def uncompared(self) -> list[int]:
        """Return nothing: there is no list."""
        return []

    def compare(self, entry: int) -> None:
        """Nothing to compare."""

    def get(self, entry: int) -> bytes:
        """Return what was put last; raises KeyError."""
        return self._entries[entry][1]

    def previous(self, entry: int) -> bytes | None:
        """Return None: only the newest version is held. Raises KeyError for an unknown entry."""
        if entry not in self._entries:
            raise KeyError(entry)
        return None

    def put(self, kind: str, content: bytes, entry: int | None = None) -> int:
        """Hold `content`; return the id of its entry."""
        id_ = max(self._entries, default=0) + 1 if entry is None else entry
        before = self._entries.get(id_)
        generation = before[0].generation + 1 if before else 1
        self._entries[id_] = (Entry(id_, kind, generation), content)
        return id_

    def checkpoint(self) -> None:
        """Nothing to write."""

    def verify(self) -> list[Finding]:
        """Nothing to find."""
        return []

    def close(self) -> None:
        """Let go of what was held."""
        self._entries.clear()
