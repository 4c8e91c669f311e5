"""Where a workbook is kept: what can be told of a folder before it is used.

- Looking changes nothing and never raises: what cannot be found out counts as not there.
- A folder that is copied to other devices is named by its service; the person decides.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .usual_folder import default_folder as default_folder  # asked of this module by all but the session

State = Literal["missing", "empty", "ours", "others", "not_a_folder", "not_writable"]

_OURS = re.compile(r"[0-9a-f]{32}(\.tmp)?|params(\.bak)?|lock")
# What services call the folders they keep the same on several devices; compared with whole parts of a path.
_PARTS = (
    (re.compile(r"onedrive( ?-.*)?"), "OneDrive"),
    (re.compile(r"(mobile documents|iclouddrive|icloud drive|icloud ?drive.*|com~apple~clouddocs)"), "iCloud"),
    (re.compile(r"dropbox( \(.*\))?"), "Dropbox"),
    (re.compile(r"(google ?drive|googledrive-.*|my drive|drivefs)"), "Google Drive"),
    (re.compile(r"(nextcloud|owncloud)\d*"), "Nextcloud"),
    (re.compile(r"syncthing"), "Syncthing"),
)
# What a service leaves in the folder it keeps, or in one above.
_MARKERS = (
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "Nextcloud"),
    (".stfolder", "Syncthing"),
)
_MARKER_PATTERNS = ((".sync_*.db", "Nextcloud"), ("._sync_*.db", "Nextcloud"))


@dataclass(frozen=True, slots=True)
class Place:
    """What was found at a path.

    Attributes:
        path: The path, absolute, with "~" filled in.
        state: `missing` (it can be made), `empty`, `ours` (only what a workbook leaves), `others` (other files too),
            `not_a_folder`, `not_writable`.
        synced_by: The service that copies it to other devices; empty if none was noticed.
    """

    path: Path
    state: State
    synced_by: str = ""

    @property
    def usable(self) -> bool:
        """Whether a workbook can be made there."""
        return self.state not in ("not_a_folder", "not_writable")


def look_at(path: Path) -> Place:
    """Look at `path` without changing anything."""
    path = full(path)
    return Place(path, _state(path), _synced_by(path))


def full(path: Path) -> Path:
    """Return `path` absolute, with "~" filled in where the home is known; links stay as they were typed."""
    try:
        path = path.expanduser()
    except RuntimeError:
        path = Path(path)
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would hide the name the person typed


def _state(path: Path) -> State:
    try:
        if os.path.lexists(path):
            if not path.is_dir():
                return "not_a_folder"
            names = [one.name for one in path.iterdir()]
            if not os.access(path, os.W_OK | os.X_OK):
                return "not_writable"
            if not names:
                return "empty"
            return "ours" if all(_OURS.fullmatch(name) for name in names) else "others"
        nearest = next(one for one in path.parents if os.path.lexists(one))
        return "missing" if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK) else "not_writable"
    except (OSError, ValueError, StopIteration):
        return "not_writable"


def _synced_by(path: Path) -> str:
    try:
        real = path.resolve()
    except (OSError, RuntimeError, ValueError):
        real = path
    for one in dict.fromkeys((path, real)):
        for part in reversed(one.parts):
            for pattern, service in _PARTS:
                if pattern.fullmatch(part.casefold()):
                    return service
    for folder in (real, *real.parents):
        found = _marked(folder)
        if found:
            return found
    return ""


def _marked(folder: Path) -> str:
    # Dropbox keeps its settings in the home, under the name by which it marks the folder that it copies.
    home = folder == _home()
    try:
        for name, service in _MARKERS:
            if os.path.lexists(folder / name) and not (home and name == ".dropbox"):
                return service
        for pattern, service in _MARKER_PATTERNS:
            if next(folder.glob(pattern), None) is not None:
                return service
    except (OSError, ValueError):
        return ""
    return ""


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None
