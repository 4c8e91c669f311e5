"""What is said once at the beginning of a session in lines, and at the end of every help."""

from __future__ import annotations

from typing import Literal

from .. import keys
from ..preferences import Settings
from ..settings.locking import seconds_words
from ..words import _
from .commands import COMMANDS
from .talk import Talk

Why = Literal["option", "setting", "terminal"]
"""What turned the plain face on: `--plain`, the workbook's settings, or a terminal that cannot do more."""


def greet(talk: Talk, why: Why) -> None:
    """Say which way this is, what turned it on, and how to hide and to hear more."""
    whys = {
        "option": _("This is the plain way to use the workbook, line by line. It was asked for with --plain."),
        "setting": _("This is the plain way to use the workbook, line by line. It was chosen in the settings."),
        "terminal": _("This is the plain way to use the workbook, line by line: this window cannot show pages."),
    }
    hide = COMMANDS["hide"]()
    talk.part(
        whys[why],
        _("What you type and read stays in this window until it is cleared. Leaving offers to clear it.")
        if talk.reader.moves
        else _("What you type and read stays in this window. It cannot be cleared from here."),
        _("To hide everything at once, press {keys}, or type /{hide}.").format(keys=keys.all_shown("cover"), hide=hide)
        if talk.reader.shows
        else _("To hide everything at once, type /{hide}.").format(hide=hide),
        _("At every question, type /{help} and Enter to hear what you can do.").format(help=COMMANDS["help"]()),
    )


def limits(talk: Talk, settings: Settings | None) -> list[str]:
    """Return what is true of saving, hiding and leaving here; `settings` are those of the open workbook."""
    cleared = _(
        "Hiding and leaving clear this window. They do not clear what the computer itself may keep. They do not "
        "hide you from a program that records the screen or the keys."
    )
    if not talk.reader.moves:
        cleared = _("Nothing that was said can be cleared from here: not by hiding, and not by leaving.")
    if talk.practice:
        return [_("This is practice. Nothing is kept."), cleared]
    if settings is None:
        return [cleared]
    return [
        _("What you answer is saved when you press Enter, and whenever you hide, lock or leave."),
        cleared,
        _("Hidden, the workbook locks itself {when}.").format(when=seconds_words(settings.cover_seconds)),
    ]
