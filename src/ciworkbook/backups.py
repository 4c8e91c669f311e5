"""Backups of an unlocked workbook: written where the person says, read back, and thought of now and then.

- A backup counts as made when the file was read from its place again and every object in it opened.
- Who writes is given from outside: the session hands the bytes to its outlet, the command line makes the file itself.
- When and where to stands in the settings of the workbook, which are locked like everything else.
- A copy guards against loss, and a copy can be found: whoever speaks of one says both.
"""

# ruff: noqa: N818 - each error is named for what happened, as a person would say it

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from .errors import WorkbookError
from .guard.outcomes import Problem
from .guard.places import full
from .guard.reading import TooLargeError, read_whole
from .preferences import Settings
from .vault import Finding, backup
from .vault.entries import Progress
from .vault.errors import NotABackup
from .words import _
from .workbook import Workbook

OVERDUE = timedelta(days=30)
FEW = 3
"""Visits that are not worth a reminder before there was any backup."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made, and read back from its place.

    Attributes:
        path: Where it is.
        entries: How many entries are in it.
        whole: Of how many everything is whole.
        findings: What is not whole in it, because it was not whole in the workbook.
        noted: Whether the day and the place could be kept in the settings.
    """

    path: Path
    entries: int
    whole: int
    findings: tuple[Finding, ...]
    noted: bool


class BackupNotWritten(WorkbookError):
    """No backup was made at the place.

    Attributes:
        problem: Why, as the outlet says it; `inside` if the place is in the workbook's own folder.
    """

    def __init__(self, problem: str) -> None:
        other = _("It could not be written there. Nothing was saved.")
        message = {
            "exists": _("There is something at that place already. It stays as it is."),
            "folder": _("The folder that the backup was to go to is not there."),
            "denied": _("This place does not allow writing. Nothing was saved."),
            "full": _("There is no room left at that place. Nothing was saved."),
            "inside": _("That is the folder of the workbook itself. A backup there would be lost with it."),
        }.get(problem, other)
        hint = {
            "exists": _("Choose another name for the backup."),
            "folder": _("Check that the disk or stick is in place, or choose another folder."),
        }.get(problem, _("Choose another place, best on another disk or stick."))
        super().__init__(message, hint)
        self.problem = problem


class BackupUnlike(WorkbookError):
    """A backup was written, and what was read back is not it."""

    def __init__(self) -> None:
        super().__init__(
            _("The backup was written, but it does not read back as it was. Do not rely on it."),
            _("Make another one at another place, best on another disk or stick."),
        )


class BackupUnreadable(WorkbookError):
    """There is no file at the place, or it cannot be read."""

    def __init__(self, *, missing: bool) -> None:
        message = _("There is no such file.") if missing else _("This file cannot be read.")
        super().__init__(message, _("Check its name, and that the disk or stick is in place."))


def make(
    workbook: Workbook,
    write: Callable[[Path, bytes], Problem | None],
    path: Path,
    progress: Progress = backup.quiet,
) -> BackedUp:
    """Make a backup of `workbook` at `path`, where nothing stands yet; read it back and open everything in it.

    `write` is `Outlet.write` or does the same. Slow: for a thread. `progress` is called with steps done and in all.
    Raises BackupNotWritten, BackupUnlike, and what `backup.make` raises; ValueError in practice.
    """
    if not workbook.kept:
        raise ValueError("practice keeps nothing")
    path = full(path)
    check_place(path, workbook.folder)
    made = backup.make(workbook.vault, lambda done, all: progress(done, all * 3 // 2))
    problem = write(path, made.data)
    if problem is not None:
        raise BackupNotWritten(problem)
    key = workbook.vault.insides().key
    try:
        if load(path) != made.data:
            raise BackupUnlike
        checked = backup.check(made.data, key, lambda done, all: progress(2 * all + done, all * 3))
    except WorkbookError:
        raise BackupUnlike from None
    noted = True
    try:
        workbook.save_settings(replace(workbook.settings, backed_up=workbook.stamp(), backed_up_to=str(path)))
    except WorkbookError:
        noted = False  # the backup is made all the same
    return BackedUp(path, checked.entries, checked.whole, made.findings, noted)


def check_place(path: Path, folder: Path) -> None:
    """Refuse early what the writer would refuse, and the workbook's own folder; raises BackupNotWritten."""
    try:
        if "\0" in str(path):
            raise BackupNotWritten("other")
        if os.path.lexists(path):
            raise BackupNotWritten("exists")
        if not path.parent.is_dir():
            raise BackupNotWritten("folder")
        inside = path.parent.resolve()
        if folder.resolve() in (inside, *inside.parents):
            raise BackupNotWritten("inside")
    except (OSError, ValueError, RuntimeError):
        raise BackupNotWritten("other") from None


def load(path: Path) -> bytes:
    """Return the bytes of a backup, from the disk where the system allows asking for that.

    Raises BackupUnreadable, and NotABackup for a file larger than any backup.
    """
    try:
        return read_whole(path, backup.MOST_IN_FILE)
    except TooLargeError:
        raise NotABackup from None
    except FileNotFoundError:
        raise BackupUnreadable(missing=True) from None
    except OSError:
        raise BackupUnreadable(missing=False) from None


def backup_due(settings: Settings, times: Collection[tuple[str, str]], now: datetime) -> bool:
    """Tell whether home may quietly say that it is a while since the last backup; `times` are those of the workbook.

    That is so if something was written since a backup that is over 30 days old, or if there was never one and there are
    more than a few visits, the first of them from an earlier day. Never where the person turned it off.
    """
    if not settings.remind_backup or not times:
        return False
    last = _moment(settings.backed_up)
    if last is None:
        today = now.date()
        earlier = any(
            begun.astimezone(now.tzinfo).date() < today for started, _changed in times if (begun := _moment(started))
        )
        return len(times) > FEW and earlier
    if now - last <= OVERDUE:
        return False
    return any(written > last for _started, changed in times if (written := _moment(changed)))


def reminder() -> str:
    """Return the one quiet line that home shows when a backup is due; both sides of it are said where one is made."""
    return _("It is a while since a copy of this workbook was made. Settings says what speaks for one, and against.")


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return None
