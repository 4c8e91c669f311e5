"""The command that opens a workbook with its recovery sheet, under a new passphrase.

- The key is typed row by row as it stands on the sheet, and shown while it is typed: nobody types 58 characters blind.
  Each row is erased when Enter is pressed.
- A row that cannot be right is said at once, with its group. A key that opens nothing changes nothing, and says so.
- The guards stand before anything is read, as in a session. No argument holds any of it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import words
from .guard import environment, memory, network, status
from .words import _, n_

if TYPE_CHECKING:
    from .errors import WorkbookError
    from .vault.parameters import Scrypt

ROW = GROUP = 4
"""Groups in a row of the sheet, and characters in a group."""


def recover(options: argparse.Namespace) -> int:
    """Ask for the key and a new passphrase; return 0 once the workbook opens with it, 1 if it does not."""
    environment.scrub()
    memory.harden()
    network.refuse()
    words.use(options.language or "en")
    from .errors import WorkbookError
    from .guard import places
    from .linear import door

    folder: Path = options.folder or places.default_folder()
    if not sys.stdin.isatty():
        return _refused(_("The key is asked for in a terminal. Start this in a terminal window."))
    try:
        return _recover(folder)
    except WorkbookError as error:
        door.say(error.message, error.hint)
        return status.FINDINGS


def _recover(folder: Path) -> int:
    from .linear import door, new_phrase
    from .vault import Vault
    from .vault.folder import Folder
    from .vault.recovery import root_again

    if not Vault.exists(folder):
        return _refused(_("There is no workbook in {folder}.").format(folder=folder))
    door.say(
        _("Have the recovery sheet in front of you."),
        _("What you type shows, so that you can compare it. Each row is erased when you press Enter."),
    )
    identity = _key()
    if identity is None:
        return _nothing()
    with door.one_moment():
        root_again(Folder(folder), identity)
    known = None
    if _lost_parameters(folder):
        found = _scrypt()
        if found is None:
            return _nothing()
        known = found[0]
    passphrase = new_phrase.make()
    if passphrase is None:
        return _nothing()
    with door.one_moment(), Vault.recover(folder, identity, passphrase, known=known) as vault:
        whole = len(vault.entries()) - len({one.entry for one in vault.findings if one.entry is not None})
    door.say(n_("The key is right. {n} thing you saved opens.", "The key is right. {n} things you saved open.", whole))
    door.say(_("From now on this workbook opens with the new passphrase. The old one, if you find it, still opens it."))
    return status.DONE


# The key


def _key() -> str | None:
    """Ask for the key, row by row, until it fits; None if the person leaves."""
    from .linear import door
    from .vault import RecoveryKeyWrong, read_recovery_key
    from .vault.recovery import LENGTH, bare, key_row

    note = _("The groups of the row that begins with this number, without the start. Enter alone leaves.")
    rows = [""] * _rows_of(LENGTH)
    while True:
        at = rows.index("")
        typed = door.ask_line(_("Row {number}:").format(number=at * ROW + 1), note, shown=True)
        if not typed:
            return None
        try:
            if len(bare(typed)) >= LENGTH:  # all of it in one line
                return read_recovery_key(typed)
            rows[at] = key_row(typed, at * ROW + 1)
        except RecoveryKeyWrong as wrong:
            _say_again(wrong)
        if all(rows):
            try:
                return read_recovery_key("".join(rows))
            except RecoveryKeyWrong as wrong:
                _say_again(wrong)
                if wrong.group:
                    rows[(wrong.group - 1) // ROW] = ""
                else:
                    rows = [""] * len(rows)


def _rows_of(length: int) -> int:
    return -(-length // (ROW * GROUP))


def _say_again(wrong: WorkbookError) -> None:
    from .linear import door

    door.say(wrong.message, _("Compare it with the sheet, then type it again."))


# The parameters


def _lost_parameters(folder: Path) -> bool:
    from .vault import ParamsDamaged, ParamsMissing, parameters
    from .vault.folder import Folder

    try:
        parameters.read(Folder(folder))
    except (ParamsMissing, ParamsDamaged):
        return True
    return False


def _scrypt() -> tuple[Scrypt | None] | None:
    """Ask for the salt and its numbers until they fit; None if the person leaves, (None,) to go on without them."""
    from .linear import door
    from .vault import RecoveryKeyWrong
    from .vault.recovery import SALT, read_scrypt, salt_row

    door.say(
        _("Two small files of this folder are lost: params and params.bak."),
        _("The salt and the numbers of the sheet bring them back. Any other workbook in this folder needs them too."),
    )
    rows = [""] * _rows_of(SALT)
    while True:
        while not all(rows):
            at = rows.index("")
            note = "" if at else _("Enter alone goes on without: then only this workbook opens again.")
            typed = door.ask_line(_("Salt, row {number}:").format(number=at * ROW + 1), note, shown=True)
            if typed is None:
                return None
            if not typed and not at:
                return (None,)
            try:
                rows[at] = salt_row(typed, at * ROW + 1)
            except RecoveryKeyWrong as wrong:
                _say_again(wrong)
        numbers: list[str] = []
        for name in ("n", "r", "p", _("check")):
            typed = door.ask_line(f"{name}:", shown=True)
            if typed is None:
                return None
            numbers.append(typed)
        try:
            return (read_scrypt("".join(rows), *numbers),)
        except RecoveryKeyWrong as wrong:
            _say_again(wrong)
            rows = [""] * len(rows)


def _nothing() -> int:
    from .linear import door

    door.say(_("Nothing was changed."))
    return status.DONE


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return status.FINDINGS
