"""A backup brought back on the first evening, in lines: the file, its passphrase, a place; then it opens.

- Nothing is written before the passphrase has opened the backup and a place was chosen.
- What is in a folder already is never written over: what was left out is said.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from .. import backups, first_words
from ..guard.writes import within
from ..paragraphs import Paragraph
from ..text import clean_line
from ..vault import Key, backup
from ..vault.restoring import Restored, restore
from ..words import _
from ..workbook import Workbook
from .choices import Choice
from .face import Face
from .going import Back, Leave
from .place import ask_file, ask_place


def bring_back(face: Face) -> None:
    """Bring one back and take its workbook; raises `Back`."""
    data = _file(face)
    key = _key(face, data)
    asked = [
        Paragraph(_("Where it is kept from now on"), "strong"),
        Paragraph(_("This folder on your computer. You can type another one, for example on a USB stick.")),
    ]
    path = face.folder
    while True:
        path = ask_place(face, asked, path, _("Bring it back there"))
        brought = face.do(
            _("One moment. The backup is being brought back."),
            within(face.fence, path, partial(_restore, face, data, key, path)),
        )
        if brought is not None:
            break
    face.fence([path])
    restored, workbook = brought[0]
    face.talk.page(
        _("The backup is brought back."),
        clean_line(str(restored.folder)),
        *restored.told(),
        first_words.start_words(restored.folder),
    )
    if workbook is None:
        face.talk.choose([Choice("leave", _("Leave"))], usual="leave")
        raise Leave
    face.talk.choose([Choice("open", _("Open it"))], usual="open")
    face.take(workbook)


def _file(face: Face) -> bytes:
    """Return the bytes of the backup that the person names."""
    face.talk.page(_("Where is the backup?"), _("The folder and the name of the file, for example on a stick."))
    while True:
        path = ask_file(face, _("The file, or Enter alone to go back:"))
        if path is None:
            raise Back
        loaded = face.do(_("One moment."), partial(backups.load, path))
        if loaded is not None:
            return loaded[0]


def _key(face: Face, data: bytes) -> Key:
    """Return what opens the backup."""
    face.talk.page(_("Its passphrase"), _("The one that opened the workbook on the day the backup was made."))
    while True:
        typed = face.talk.hidden(_("Passphrase, or Enter alone to go back:"))
        if not typed:
            raise Back
        opened = face.do(_("One moment."), partial(backup.key_for, data, typed))
        if opened is not None:
            return opened[0]


def _restore(face: Face, data: bytes, key: Key, path: Path) -> tuple[Restored, Workbook | None]:
    """Put it there and open it. Runs in a thread of its own."""
    restored = restore(data, path, key, progress=face.so_far)
    return restored, None if restored.closed else Workbook.unlock(path, key, face.catalogue)
