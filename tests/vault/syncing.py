"""What programs that copy folders leave beside the files of a workbook: names, copies, files that are not there yet.

Each list is made from the name of one of ours, so that the same fixtures serve objects, roots and parameters.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path


def copies_of(name: str) -> list[str]:
    """Names under which sync programs keep a second version of `name`."""
    return [
        f"{name} (1)",
        f"{name}(1)",
        f"{name} 2",
        f"{name} copy",
        f"{name} - Copy",
        f"Copy of {name}",
        f"{name} (conflicted copy 2026-11-26)",
        f"{name} (conflicted copy 2026-11-26 101112)",
        f"{name} (Anna's conflicted copy 2026-11-26)",
        f"{name} (Case Conflict)",
        f"{name} (SFConflict anna@example.org 2026-11-26)",
        f"{name}.sync-conflict-20261126-101112-ABCDEFG",
        f"{name}-DESKTOP-ABC123",
        f"{name}-laptop",
        f"{name}_conf(1)",
        f"{name}.orig",
    ]


def unfinished(name: str) -> list[str]:
    """Names of files that are still being brought, or were not brought to their end."""
    return [
        f".syncthing.{name}.tmp",
        f"~syncthing~{name}.tmp",
        f".{name}.aB3dE9",
        f".{name}.~1a2b",
        f"{name}.part",
        f"{name}.partial",
        f"{name}.filepart",
        f"{name}.crdownload",
        f"{name}.download",
    ]


def stand_ins(name: str) -> list[str]:
    """Names of what stands in the place of a file that is kept elsewhere until it is asked for."""
    return [f".{name}.icloud", f"{name}.nextcloud", f"{name}.owncloud"]


def of_the_system(name: str) -> list[str]:
    """Names of files that the computer or a sync program keeps for itself."""
    return [
        f"._{name}",
        ".DS_Store",
        "desktop.ini",
        "Thumbs.db",
        ".directory",
        ".localized",
        "Icon\r",
        ".stfolder",
        ".stignore",
        ".stversions",
        ".dropbox",
        ".dropbox.attr",
        ".nextcloudsync.log",
        "._sync_a1b2.db",
        ".sync_a1b2.db-wal",
        "System Volume Information",
        "$RECYCLE.BIN",
    ]


FOREIGN = ["letter.txt", "notes", ".~lock.letter.odt#", "parameters.txt"]
"""What belongs to somebody."""


def nothing(path: Path) -> None:
    """A file that was made and not filled."""
    path.write_bytes(b"")


def hollow(path: Path) -> None:
    """A file that has its size and no content: room was made for it."""
    size = path.stat().st_size
    path.unlink()
    with path.open("wb") as file:
        file.truncate(size)


def moved_away(path: Path) -> None:
    """iCloud Drive keeps the file elsewhere, and a small one under another name here."""
    path.unlink()
    path.with_name(f".{path.name}.icloud").write_bytes(b"bplist00 what iCloud knows about it")


def made_virtual(path: Path) -> None:
    """Nextcloud keeps the file elsewhere."""
    path.unlink()
    path.with_name(f"{path.name}.nextcloud").write_bytes(b" ")


NOT_HERE_YET: list[Callable[[Path], None]] = [nothing, hollow, moved_away, made_virtual]


def listed(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return of everything in the folder its kind, its inode, and its bytes: what has to stay as it is."""
    found = {}
    for path in folder.iterdir():
        about = path.lstat()
        data = (
            path.read_bytes()
            if stat.S_ISREG(about.st_mode)
            else os.fsencode(os.readlink(path))
            if path.is_symlink()
            else b""
        )
        found[path.name] = (stat.S_IFMT(about.st_mode), about.st_ino, data)
    return found
