"""The command that reads a workbook through without opening it on a screen.

- The guards stand before anything is read, as in a session. Nothing is written: no answer, no name, only counts and
  what is damaged.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import words
from .guard import raising, status, writes
from .words import _, n_


def verify(options: argparse.Namespace) -> int:
    """Read every object of the workbook in `options.folder`; return 0 if all are whole, 1 if something is not."""
    raising.raise_all()
    words.use(options.language or "en")
    from .errors import WorkbookError
    from .guard import places
    from .linear import door
    from .vault import Vault, derive_for

    folder: Path = options.folder or places.default_folder()
    writes.fence([folder])
    if not Vault.exists(folder):
        return _refused(_("There is no workbook in {folder}.").format(folder=folder))
    if not sys.stdin.isatty():
        return _refused(_("The passphrase is asked for in a terminal. Start this in a terminal window."))
    passphrase = door.ask(folder)
    if passphrase is None:
        return status.DONE
    try:
        with door.one_moment(), Vault.open_with(folder, derive_for(folder, passphrase)) as vault:
            found = vault.verify()
            known = {(one.kind, one.entry) for one in found}
            noticed = [one for one in vault.findings if (one.kind, one.entry) not in known] + list(found)
            whole = len(vault.entries()) - len({one.entry for one in found if one.entry is not None})
    except WorkbookError as error:
        return _refused(f"{error.message} {error.hint}".strip())
    print(n_("{n} entry is whole.", "{n} entries are whole.", whole))  # noqa: T201
    for one in noticed:
        print(one.message)  # noqa: T201
    return status.FINDINGS if noticed else status.DONE


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return status.FINDINGS
