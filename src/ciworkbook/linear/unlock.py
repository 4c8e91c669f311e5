"""The door of the plain face: asks for the passphrase as a line that is not shown, and opens the workbook.

- Nothing here tells what is behind. A wrong passphrase is asked for again; nothing counts the tries.
- From a pipe the passphrase is a line like any other. It is never an argument.
"""

from __future__ import annotations

from functools import partial

from ..errors import WorkbookError
from ..vault import WrongPassphrase, derive_for
from ..words import _
from ..workbook import Workbook
from .face import Face
from .going import Leave


def unlock(face: Face) -> None:
    """Ask until a workbook opens, and take it; raises `Leave` where the person goes, or where it cannot be opened."""
    talk = face.talk
    talk.say(_("What you type stays hidden. Enter alone leaves."))
    while True:
        typed = talk.hidden(_("Passphrase:"))
        if not typed:
            raise Leave(at_once=True)
        try:
            workbook = face.work(_("One moment."), partial(_opened, face, typed))
        except WrongPassphrase as error:
            talk.say(error.message, error.hint)
        except WorkbookError as error:
            talk.say(error.message, error.hint)
            raise Leave(at_once=True) from None
        else:
            face.take(workbook)
            face.speak(face.language or workbook.settings.language, workbook.settings.form)
            return
        finally:
            del typed


def _opened(face: Face, passphrase: str) -> Workbook:
    return Workbook.unlock(face.folder, derive_for(face.folder, passphrase), face.catalogue)
