"""The commands that read a workbook through, copy it and put a copy back, without opening it on a screen.

- The guards stand before anything is read, as in a session. Passphrases and keys are asked for in the terminal.
- No answer and no name is shown, only counts and what is damaged.
- What a command writes is whole and on the disk when it says so, or is not there.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from . import words
from .errors import WorkbookError
from .guard import places, raising, status, writes
from .guard.outcomes import Problem
from .text import clean, plain
from .words import _, n_

if TYPE_CHECKING:
    from .vault import Finding, Key


def verify(options: argparse.Namespace) -> int:
    """Read every object of the workbook in `options.folder`; return 0 if all are whole, 1 if something is not."""
    folder = ready(options)
    from .linear import door
    from .vault import Vault, derive_for

    if why := why_not(folder):
        return refused(why)
    passphrase = door.ask(folder)
    if passphrase is None:
        return status.DONE
    try:
        with door.one_moment() as progress, Vault.open_with(folder, derive_for(folder, passphrase)) as vault:
            found = vault.verify(progress)
            known = {(one.kind, one.entry) for one in found}
            noticed = [one for one in vault.findings if (one.kind, one.entry) not in known] + list(found)
            whole = len(vault.entries()) - len({one.entry for one in found if one.entry is not None})
    except WorkbookError as error:
        return refused_for(error)
    _say(n_("{n} entry is whole.", "{n} entries are whole.", whole))
    return _tell(noticed)


def backup(options: argparse.Namespace) -> int:
    """Make a backup of the workbook in `options.folder` at `options.file`; return 0 if everything in it is whole."""
    path = places.full(options.file)
    folder = ready(options, path.parent)
    from . import backups
    from .linear import door
    from .vault import derive_for
    from .workbook import Workbook
    from .worksheet.catalogue import Catalogue

    written: list[Path] = []

    def write(path: Path, data: bytes) -> Problem | None:
        from .guard.requests import write_new

        problem = write_new(str(path), len(data), io.BytesIO(data))
        written.extend([path] if problem is None else [])
        return problem

    try:
        if why := why_not(folder):
            return refused(why)
        backups.check_place(path, folder)
        passphrase = door.ask(folder)
        if passphrase is None:
            return status.DONE
        with door.one_moment() as progress:
            workbook = Workbook.unlock(folder, derive_for(folder, passphrase), Catalogue.load())
            with contextlib.closing(workbook):
                made = backups.make(workbook, write, path, progress)
    except WorkbookError as error:
        for one in written:  # what does not read back is worse than nothing
            with contextlib.suppress(OSError):
                one.unlink()
        return refused_for(error)
    _say(_("The backup was written, read from its place again, and opened: {file}").format(file=path))
    _say(n_("{n} entry is in it.", "{n} entries are in it.", made.entries))
    _say(_("It opens with the passphrase of today, also if you change the passphrase later."))
    return _tell(made.findings)


def restore(options: argparse.Namespace) -> int:
    """Put the backup `options.file` into `options.folder`; return 0 if all of it is there then, and whole."""
    folder = ready(options)
    from . import backups
    from .linear import door
    from .vault import restoring

    try:
        if why := _why_not_asked():
            return refused(why)
        data = backups.load(places.full(options.file))
        key = _key_of(data, recovery=options.recovery)
        if key is None:
            return status.DONE
        with door.one_moment() as progress:
            done = restoring.restore(data, folder, key, progress=progress)
        if done.closed and not options.recovery and _let_open():
            with door.one_moment() as progress:
                done = restoring.restore(data, folder, key, reopen=True, progress=progress)
    except WorkbookError as error:
        return refused_for(error)
    for sentence in done.told():
        _say(sentence)
    if options.recovery:
        _say(_("To open it under a new passphrase, start the program with the word “recover”."))
    return status.FINDINGS if done.findings or done.left or done.closed else status.DONE


def _key_of(data: bytes, *, recovery: bool) -> Key | str | None:
    """Ask for what opens the backup `data`; None if the person leaves."""
    from .linear import door
    from .linear.recovery_key import ask_key
    from .vault import backup

    backup.look_at(data)
    if recovery:
        return ask_key()
    door.say(_("Type the passphrase that the workbook had when this backup was made."))
    passphrase = door.ask(Path())
    if passphrase is None:
        return None
    with door.one_moment():
        return backup.key_for(data, passphrase)


def _let_open() -> bool:
    """Ask whether the passphrase of the backup may open a folder in which the workbook lives on."""
    from .linear import door

    door.say(
        _("Parts of this workbook are in that folder already, and this passphrase does not open them there."),
        _("If you changed it because somebody knew it, leave that as it is."),
    )
    answer = door.ask_line(_("Type yes to let this passphrase open the folder again:"), shown=True)
    return plain((answer or "").strip()) == plain(_("yes"))


def ready(options: argparse.Namespace, *also: Path) -> Path:
    """Raise the guards, choose the language, and return the folder; what is written goes there or below `also`."""
    raising.raise_all()
    words.use(options.language or words.first(os.environ))
    folder: Path = options.folder or places.default_folder()
    whole = places.full(folder)
    there = next((one for one in (whole, *whole.parents) if one.is_dir()), whole)  # it may have to be made
    writes.fence([there, *also])
    return folder


def why_not(folder: Path) -> str:
    """Say why no workbook can be opened in `folder`, empty if one may."""
    from .vault import Vault

    if not Vault.exists(folder):
        return _("There is no workbook in {folder}.").format(folder=folder)
    return _why_not_asked()


def _why_not_asked() -> str:
    """Say why no passphrase can be asked for, empty if one can."""
    if sys.stdin.isatty():
        return ""
    return _("The passphrase is asked for in a terminal. Start this in a terminal window.")


def _tell(noticed: Iterable[Finding]) -> int:
    """Say what was noticed; files of the computer itself are told and are no finding."""
    kinds = set()
    for one in noticed:
        _say(one.message)
        kinds.add(one.kind)
    return status.FINDINGS if kinds - {"system"} else status.DONE


def _say(sentence: str) -> None:
    print(clean(sentence))  # noqa: T201


def refused_for(error: WorkbookError) -> int:
    """Say what an error says, and return the status for it."""
    return refused(f"{error.message} {error.hint}".strip())


def refused(sentence: str) -> int:
    """Say why nothing was done, and return the status for it."""
    print(clean(sentence), file=sys.stderr)  # noqa: T201
    return status.FINDINGS
