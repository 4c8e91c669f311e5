"""What can go wrong with a folder, each in words that say what happened and what to do.

- No message holds a passphrase, a key, a recipient, a file name made by us, or the text of another exception.
- A wrong passphrase and a workbook that is not there get the same words: nothing here can tell them apart.
- Nothing that is refused changes anything in the folder.
"""

# ruff: noqa: N818 - each is named for what happened, as a person would say it

from __future__ import annotations

import errno
from dataclasses import dataclass

from ..errors import WorkbookError
from ..words import _


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed about the folder.

    Attributes:
        kind: `damaged`, `missing`, `older`, `replaced`, `unreadable`, `partial` (not fully copied yet), `newer`,
            `adopted`, `stray`, `rebuilt`, `params`, `leaving`, `readonly`; of files that are not ours `copies`,
            `offered` (a copy that holds a version the folder does not give), `copying`, `system`, `foreign`.
        entry: The entry it is about; None when it is about the folder or about the file that opens the workbook.
        message: One plain sentence.
    """

    kind: str
    entry: int | None
    message: str


class Unfit(Exception):
    """Bytes that are not what they are expected to be; turned into a finding or a WorkbookError before anyone sees it.

    Attributes:
        reason: `damaged`, `replaced`, `newer`, `unreadable`, `partial`, `missing`, `locked` or `costly`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WrongPassphrase(WorkbookError):
    """No workbook in the folder opens with this passphrase."""

    def __init__(self, message: str = "", hint: str = "") -> None:
        super().__init__(
            message or _("This passphrase does not open a workbook in this folder."),
            hint or _("Check the spelling, the capital letters and the keyboard language, then try again."),
        )


class PassphraseUnusable(WrongPassphrase):
    """Nothing can be made from this passphrase: it is empty, too long, or holds what is not a character."""

    def __init__(self, why: str) -> None:
        if why == "empty":
            super().__init__(_("The passphrase is empty."), _("Type a few words that only you know."))
        elif why == "long":
            super().__init__(_("The passphrase is too long to use."), _("A few words are enough."))
        else:
            super().__init__(
                _("The passphrase holds a character that this computer did not send whole."),
                _("Type it again, with the letters and marks of your keyboard."),
            )


class PassphraseTaken(WorkbookError):
    """A workbook in the folder already opens with this passphrase."""

    def __init__(self) -> None:
        super().__init__(
            _("This passphrase already opens a workbook in this folder."),
            _("Choose another one. Nothing was changed."),
        )


class FolderInUse(WorkbookError):
    """Another running program holds the folder."""

    def __init__(self) -> None:
        super().__init__(
            _("This folder is open in another window."),
            _("Close it there first, or go on there. Nothing was changed."),
        )


class FolderNotReadable(WorkbookError):
    """The folder cannot be listed."""

    def __init__(self) -> None:
        super().__init__(
            _("This folder cannot be read."),
            _("Check that the disk or stick is in place and that the folder belongs to you."),
        )


class FolderNotWritable(WorkbookError):
    """A workbook cannot be made in the folder."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(
            _("A workbook cannot be made in this folder: {why}").format(why=_why(code)),
            _("Choose another folder, or change what stands in the way, then try again."),
        )


class ParamsMissing(WorkbookError):
    """Neither copy of the parameters is in the folder."""

    def __init__(self) -> None:
        super().__init__(
            _("Two small files that this folder needs to open are missing."),
            _("They are called params and params.bak. Putting a backup into this folder brings them back."),
        )


class ParamsDamaged(WorkbookError):
    """Neither copy of the parameters can be used."""

    def __init__(self, reason: str = "damaged") -> None:
        if reason == "costly":
            message = _("The files params and params.bak ask for more memory than this program will take.")
        else:
            message = _("The files params and params.bak, which this folder needs to open, are damaged.")
        hint = _("Copy one of them back from an older copy of this folder, if you can. Nothing was changed.")
        super().__init__(message, hint)


class RootDamaged(WorkbookError):
    """The passphrase is right, but neither copy of the file that opens the workbook can be used."""

    def __init__(self) -> None:
        super().__init__(
            _("The passphrase is right, but the file that opens this workbook is damaged."),
            _("If you have a backup, put it into an empty folder and open it there. Nothing was changed."),
        )


class NotCopiedYet(WorkbookError):
    """A file without which nothing opens was announced by a sync program, and is not here, or is empty."""

    def __init__(self) -> None:
        super().__init__(
            _("A file that this workbook needs to open is not fully copied to this folder yet."),
            _("Let the program that copies this folder finish, then open it again. Nothing was changed."),
        )


class NotWhole(WorkbookError):
    """An entry has to be whole before it can be locked anew.

    Attributes:
        entry: The entry.
    """

    def __init__(self, entry: int) -> None:
        super().__init__(
            _("Not everything in this workbook is whole, so it cannot be locked anew."),
            _(
                "Look at what was noticed first, and choose there what to go on with. Nothing was changed. The "
                "passphrase alone can be changed all the same."
            ),
        )
        self.entry = entry


class RecoveryKeyWrong(WorkbookError):
    """What was typed is not a recovery key, or not of a workbook in this folder.

    Attributes:
        group: The group of four to look at, counted from 1; 0 if that cannot be told.
    """

    def __init__(
        self, message: str = "", *, group: int = 0, likely: int = 0, length: int | None = None, wanted: int = 0
    ) -> None:
        hint = _("Compare it with the recovery sheet, group by group. Nothing was changed.")
        if group:
            message = _("Group {number} holds a character that such a key does not have.").format(number=group)
        elif length is not None:
            message = _("The key has {wanted} characters after its start. Here there are {length}.")
            message = message.format(wanted=wanted, length=length)
        elif likely:
            message = _("The key does not fit. Look at group {number} first.").format(number=likely)
        super().__init__(
            message or _("The key does not fit: one character or more is not as on the recovery sheet."), hint
        )
        self.group = group or likely


class NewerFormat(WorkbookError):
    """The workbook was written by a later version of the program."""

    def __init__(self) -> None:
        super().__init__(
            _("This workbook was saved by a newer version of the program."),
            _("Open it with the newer version. Nothing was changed."),
        )


class NotABackup(WorkbookError):
    """A file that is no backup of this program, or is one no longer."""

    def __init__(self) -> None:
        super().__init__(
            _("This file is not a backup that this program made, or it was changed since."),
            _("Use another copy of the backup, if you have one. Nothing was changed."),
        )


class BackupDamaged(WorkbookError):
    """A backup that opens with what was typed, and is not whole."""

    def __init__(self) -> None:
        super().__init__(
            _("This backup is damaged."), _("Use another copy of the backup, if you have one. Nothing was changed.")
        )


class BackupWithoutRoot(WorkbookError):
    """A backup that was made when both files that open the workbook were damaged already."""

    def __init__(self) -> None:
        super().__init__(
            _("The passphrase is right, but what opens the workbook was damaged when this backup was made."),
            _("The recovery key opens this backup, if there is one. So may an older backup. Nothing was changed."),
        )


class BackupNotOpened(WrongPassphrase):
    """The passphrase or the recovery key is not one that this backup opens with."""

    def __init__(self, *, recovery: bool = False) -> None:
        if recovery:
            super().__init__(
                _("This recovery key does not open this backup."),
                _("Check each group of letters. The key has to be of this workbook."),
            )
        else:
            super().__init__(
                _("This passphrase does not open this backup."),
                _("A backup opens with the passphrase that the workbook had when it was made."),
            )


class BackupTooLarge(WorkbookError):
    """More than a backup may hold."""

    def __init__(self) -> None:
        super().__init__(
            _("This is more than a backup can hold in one file."), _("Close the workbook and copy its folder instead.")
        )


class RestoreFailed(WorkbookError):
    """A file could not be put back; what this attempt had written was taken out again.

    Attributes:
        code: The `errno` of the failure, 0 if there was none.
    """

    def __init__(self, code: int = 0) -> None:
        super().__init__(
            _("The backup could not be put into this folder: {why}").format(why=_why(code)),
            _("Change what stands in the way, or choose another folder, then try again. The backup is as it was."),
        )
        self.code = code


class FolderHoldsAnother(WorkbookError):
    """What the passphrase opens in the folder has other keys than the backup, or does not open at all."""

    def __init__(self) -> None:
        super().__init__(
            _("In this folder the passphrase opens something else than this backup, or something damaged."),
            _("Put the backup into an empty folder. Nothing was changed."),
        )


class ParamsFull(WorkbookError):
    """The folder has as many ways to make a key as it may have."""

    def __init__(self) -> None:
        super().__init__(
            _("This folder already holds workbooks from too many places."),
            _("Put the backup into an empty folder. Nothing was changed."),
        )


class NotEnoughMemory(WorkbookError):
    """The key cannot be made in the memory that is free."""

    def __init__(self) -> None:
        super().__init__(
            _("There is not enough free memory to open the workbook."),
            _("Close other programs, then try again. Nothing was changed."),
        )


class SaveFailed(WorkbookError):
    """Something could not be written; what was saved before is still there.

    Attributes:
        code: The `errno` of the failure, 0 if there was none.
    """

    def __init__(self, code: int = 0) -> None:
        super().__init__(
            _("This could not be saved: {why}").format(why=_why(code)),
            _("What you saved before is still there. {what}").format(what=_what_to_do(code)),
        )
        self.code = code


class Damaged(WorkbookError):
    """The newest version of an entry cannot be given.

    Attributes:
        entry: The entry.
        reason: `damaged`, `missing`, `older`, `replaced`, `unreadable`, `partial` or `newer`.
        has_previous: Whether `Vault.previous` gives the version before.
    """

    def __init__(self, entry: int, reason: str, *, has_previous: bool) -> None:
        hint = _("The version before it is still there.") if has_previous else _("No earlier version of it is there.")
        super().__init__(entry_sentence(entry, reason), hint)
        self.entry = entry
        self.reason = reason
        self.has_previous = has_previous


def entry_sentence(entry: int, reason: str) -> str:
    """Say what is the matter with `entry`."""
    return {
        "missing": _("Entry {number} is missing."),
        "older": _("In the place of entry {number} there is an older version of it."),
        "replaced": _("In the place of entry {number} there is something else."),
        "unreadable": _("The disk does not give entry {number} back."),
        "newer": _("Entry {number} was saved by a newer version of the program."),
        "partial": _(
            "Entry {number} is not fully copied to this folder yet. Let the copying finish, then open it again."
        ),
    }.get(reason, _("Entry {number} is damaged.")).format(number=entry)


def _why(code: int) -> str:
    match code:
        case errno.ENOSPC | errno.EDQUOT:
            return _("the disk is full.")
        case errno.EROFS:
            return _("the disk can be read but not written.")
        case errno.EACCES | errno.EPERM:
            return _("this computer does not allow writing there.")
        case errno.EIO:
            return _("the disk reported a fault.")
        case errno.ENOENT | errno.ENODEV | errno.ENXIO | errno.ESTALE:
            return _("the folder is not there any more.")
        case _other:
            return _("the computer refused to write.")


def _what_to_do(code: int) -> str:
    match code:
        case errno.ENOSPC | errno.EDQUOT:
            return _("Make some room on the disk, then save again.")
        case errno.EROFS:
            return _("Check whether the disk or stick is locked against writing, then save again.")
        case errno.EACCES | errno.EPERM:
            # What was fenced in at the start is the folder of then, not one that came in its place.
            return _(
                "Check whether the disk or stick is locked against writing, then save again. If it was taken out and "
                "put back, copy your last words by hand, then leave and start again."
            )
        case errno.EIO:
            return _("Save again. If it fails again, copy this folder to another disk soon.")
        case errno.ENOENT | errno.ENODEV | errno.ENXIO | errno.ESTALE:
            return _("Check that the disk or stick is in place, then save again.")
        case _other:
            return _("Wait a moment, then save again.")
