"""The first evening, in lines: what this is, a passphrase, a place, a door. Then the workbook is made."""

from __future__ import annotations

from ..words import _
from .face import Face
from .going import Leave
from .talk import Choice


def first_evening(face: Face) -> None:
    """Lead to a workbook, and take it."""
    face.talk.page(_("Workbook"), _("This is a private workbook."))
    face.talk.choose([Choice("leave", _("Leave"))])
    raise Leave
