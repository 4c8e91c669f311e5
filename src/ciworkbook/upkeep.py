"""How an unlocked workbook is kept: its passphrase, its recovery sheet, another workbook beside it, a look at it all.

- Everything here is slow but `recovery_sheet`: screens call it in a thread.
- Practice keeps nothing, so none of this is for it: see `Workbook.kept`.
- This workbook never learns that another one was made beside it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from .errors import WorkbookError
from .vault import Finding, RecoverySheet, derive_for
from .vault.entries import Progress
from .workbook import Workbook


def opens(workbook: Workbook, passphrase: str) -> bool:
    """Tell whether `passphrase` is the one that opens this workbook; about a second. Raises what `derive_for` does."""
    return workbook.vault.opens_with(derive_for(workbook.folder, passphrase))


def change_passphrase(workbook: Workbook, passphrase: str) -> None:
    """Have the workbook open with `passphrase` instead; raises what `Vault.change_passphrase` does."""
    workbook.vault.change_passphrase(passphrase)


def lock_anew(workbook: Workbook, passphrase: str, progress: Progress | None = None) -> None:
    """Lock everything under new keys and `passphrase`; raises what `Vault.relock` does, and nothing is changed then.

    A recovery sheet made before is worth nothing after that, so it is no longer spoken of.
    """
    before = workbook.settings
    if before.recovery_sheet:
        workbook.save_settings(replace(before, recovery_sheet=""))
    try:
        workbook.vault.relock(passphrase, progress)
    except WorkbookError:
        if before.recovery_sheet:
            with suppress(WorkbookError):  # the sheet is still good; that it is not spoken of loses nothing
                workbook.save_settings(replace(workbook.settings, recovery_sheet=before.recovery_sheet))
        raise


def recovery_sheet(workbook: Workbook) -> RecoverySheet:
    """Return what is copied by hand to get in without the passphrase."""
    return workbook.vault.recovery_sheet()


def sheet_was_made(workbook: Workbook) -> None:
    """Remember the month in which the recovery sheet was copied and looked at; raises `SaveFailed`."""
    workbook.save_settings(replace(workbook.settings, recovery_sheet=workbook.stamp()[:7]))


def beside(workbook: Workbook, passphrase: str) -> None:
    """Make another workbook in the same folder; raises what `Vault.beside` does. Nothing of it is kept in this one."""
    workbook.vault.beside(passphrase)


def check(workbook: Workbook, progress: Progress | None = None) -> list[Finding]:
    """Read every object and return what was noticed, with what was noticed on opening and is still so."""
    found = workbook.vault.verify(progress)
    known = {(one.kind, one.entry, one.message) for one in found}
    about_folder = [one for one in workbook.findings if one.entry is None and one.kind in ("readonly", "rebuilt")]
    return [one for one in about_folder if (one.kind, one.entry, one.message) not in known] + found
