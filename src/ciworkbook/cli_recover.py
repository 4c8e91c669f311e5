"""The command that opens a workbook with its recovery sheet, under a new passphrase.

- A key that opens nothing changes nothing, and says so, before a new passphrase is asked for.
- Where the folder has lost its parameters the sheet brings them back, so that other workbooks in it open again too.
- The guards stand before anything is read, as in a session. No argument holds any of it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from . import cli_vault
from .errors import WorkbookError
from .guard import status
from .words import _, n_


def recover(options: argparse.Namespace) -> int:
    """Ask for the key and a new passphrase; return 0 once the workbook opens with it, 1 if it does not."""
    folder = cli_vault.ready(options)
    if why := cli_vault.why_not(folder):
        return cli_vault.refused(why)
    try:
        return _recover(folder)
    except WorkbookError as error:
        return cli_vault.refused_for(error)


def _recover(folder: Path) -> int:
    from .linear import door, new_phrase, recovery_key
    from .vault import Vault
    from .vault.entries import FAULTS
    from .vault.folder import Folder
    from .vault.recovery import root_again

    door.say(
        _("Have the recovery sheet in front of you."),
        _("What you type shows, so that you can compare it. Each row is erased when you press Enter."),
    )
    identity = recovery_key.ask_key()
    if identity is None:
        return _nothing()
    with door.one_moment():
        root_again(Folder(folder), identity)
    known = None
    if _lost_parameters(folder):
        found = recovery_key.ask_scrypt()
        if found is None:
            return _nothing()
        known = found[0]
    passphrase = new_phrase.make()
    if passphrase is None:
        return _nothing()
    with door.one_moment(), Vault.recover(folder, identity, passphrase, known=known) as vault:
        lost = {one.entry for one in vault.findings if one.entry is not None and one.kind in FAULTS}
        whole = len(vault.entries()) - len(lost)
    door.say(n_("The key is right. {n} thing you saved opens.", "The key is right. {n} things you saved open.", whole))
    door.say(_("From now on this workbook opens with the new passphrase. The old one, if you find it, still opens it."))
    return status.DONE


def _lost_parameters(folder: Path) -> bool:
    from .vault import ParamsDamaged, ParamsMissing, parameters
    from .vault.folder import Folder

    try:
        parameters.read(Folder(folder))
    except (ParamsMissing, ParamsDamaged):
        return True
    return False


def _nothing() -> int:
    from .linear import door

    door.say(_("Nothing was changed."))
    return status.DONE
