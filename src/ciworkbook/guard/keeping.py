"""What the computer around the program may keep of it, as findings; `traces` says them in words.

- Looking reads a few small files of the system and of the home, changes nothing, starts nothing, and never raises: what
  cannot be read counts as not there.
- Of a list of typed commands only a number is told, never a line.
- Everything is read below `Machine.root` and `Machine.home`, so that a test can lay out a computer of any kind.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Trace = Literal[
    "swap_none",
    "swap_memory",
    "swap_locked",
    "swap_open",
    "swap_unknown",
    "sleep_none",
    "sleep_locked",
    "sleep_open",
    "crash_closed",
    "crash_open",
    "folder_none",
    "folder_synced",
    "folder_network",
    "folder_removable",
    "folder_memory",
    "folder_seen",
    "history_lines",
    "history_space",
    "history_kept",
    "history_off",
    "history_unknown",
    "window_recorded",
    "window_tmux",
    "window_screen",
    "window_restored",
    "window_plain",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: which, what it is about, and whether there is something to be done about it."""

    id: Trace
    values: Mapping[str, str] = field(default_factory=dict)
    open: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """Where to look. `process` is this one; `names` are what the program is started as."""

    home: Path | None
    environ: Mapping[str, str] = field(repr=False)
    root: Path = Path("/")
    system: str = sys.platform
    process: int = 0
    names: tuple[str, ...] = ("ciworkbook", "workbook")

    @classmethod
    def here(cls) -> Machine:
        """Return the computer this runs on."""
        try:
            home: Path | None = Path.home()
        except RuntimeError:
            home = None
        return cls(home, os.environ, process=os.getpid())

    @property
    def is_linux(self) -> bool:
        """Whether there is a /proc to look at."""
        return self.system.startswith("linux")

    def read(self, path: str) -> str:
        """Return the text of `path` below the root; empty where it cannot be read."""
        return read(self.root / path)

    def parents(self) -> Iterator[str]:
        """Yield the names of the processes this one was started by, the nearest first."""
        number = self.process
        for _generation in range(64):
            before, _close, after = self.read(f"proc/{number}/stat").rpartition(")")
            fields = after.split()
            if len(fields) < 2:
                return
            if number != self.process:
                yield before.partition("(")[2]
            number = int(fields[1])


_LARGEST = 2**20


def read(path: Path) -> str:
    """Return the first MiB of `path` as text; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def look(machine: Machine, folder: Path, *, memory_closed: bool) -> list[Finding]:
    """Return what is found on `machine` around a workbook in `folder`, those to be done something about first."""
    from . import disks, habits, window

    found = [
        *disks.swap(machine),
        *disks.sleep(machine),
        *_crashes(machine, memory_closed),
        *disks.place(machine, folder),
        *habits.history(machine),
        *window.around(machine),
    ]
    return sorted(found, key=lambda one: not one.open)


def _crashes(machine: Machine, memory_closed: bool) -> list[Finding]:
    """Tell whether a program of the system is handed the memory of others that had a fault."""
    handler = machine.read("proc/sys/kernel/core_pattern").strip() if machine.is_linux else ""
    if not handler.startswith("|"):
        return []
    name = Path(handler[1:].split()[0]).name if handler[1:].split() else "?"
    return [Finding("crash_closed" if memory_closed else "crash_open", {"name": name}, open=not memory_closed)]
