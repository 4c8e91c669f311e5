"""The key and the numbers of a recovery sheet, asked for on the bare terminal row by row, as they stand on the sheet.

- What is typed shows: nobody types 58 characters blind. Each row is erased when Enter is pressed.
- A row that cannot be right is said at once, with its group, and only that row is asked for again.
"""

from __future__ import annotations

from ..errors import WorkbookError
from ..vault import RecoveryKeyWrong, read_recovery_key
from ..vault.parameters import Scrypt
from ..vault.recovery import GROUP, LENGTH, ROW, SALT, bare, key_row, read_scrypt, salt_row
from ..words import _
from . import door


def ask_key() -> str | None:
    """Ask for the key, row by row, until it fits; None if the person leaves."""
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

    door.say(wrong.message, _("Compare it with the recovery sheet, then type it again."))


# The parameters


def ask_scrypt() -> tuple[Scrypt | None] | None:
    """Ask for the salt and its numbers until they fit; None if the person leaves, (None,) to go on without them."""
    door.say(
        _("Two small files of this folder are lost: params and params.bak."),
        _(
            "The salt and the numbers of the recovery sheet bring them back. Any other workbook in this folder "
            "needs them too."
        ),
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
