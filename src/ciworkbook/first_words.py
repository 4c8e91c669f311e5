"""What is said on the first evening, and of a folder in which a workbook is kept, without any screen.

- Nothing of the subject stands in `hello`.
- What is said of a folder is one plain sentence, with what to do.
"""

from __future__ import annotations

from pathlib import Path

from . import words
from .guard import places
from .languages import draft_words, is_draft, practice_words
from .paragraphs import Paragraph
from .text import clean_line
from .words import _


def hello() -> list[Paragraph]:
    """Say what this is, to anyone who sees the screen."""
    return [
        Paragraph(_("This is a private workbook."), "strong"),
        Paragraph(
            _(
                "What you write is kept in locked files on this computer. Only your passphrase opens them. "
                "The program sends nothing over the internet."
            )
        ),
        Paragraph(_("Setting it up takes a few minutes. Until the last step nothing is kept.")),
        *([Paragraph(draft_words(), "care")] if is_draft(words.wanted) else []),
    ]


def language() -> list[Paragraph]:
    """Say that the language can be chosen, and what a draft is."""
    return [
        Paragraph(_("Language"), "strong"),
        Paragraph(_("You can change it at any time, in Settings.")),
        Paragraph(
            _(
                "A draft is a translation that no one who speaks the language has read whole yet. Some of it may sound "
                "strange."
            ),
            "muted",
        ),
    ]


def practice() -> list[Paragraph]:
    """Say what practice is, and ask for a door."""
    return [
        Paragraph(_("A made-up case to look around in"), "strong"),
        Paragraph(
            _(
                "The people in it are made up. They have filled in worksheets over some months. You can read, change "
                "and try everything. Nothing is kept: when you leave, it is gone."
            )
        ),
        *([Paragraph(said)] if (said := practice_words()) else []),
        Paragraph(_("Every page says that it is practice. Write nothing of your own in it."), "care"),
        Paragraph(_("Whose pages do you want to see?"), "strong", close=True),
    ]


def about() -> list[Paragraph]:
    """Say what it is for."""
    return [
        Paragraph(_("What it is for"), "strong"),
        Paragraph(
            _(
                "It holds worksheets for people dealing with harm. It is for you if someone harmed you, if you caused "
                "harm, or if you want to help."
            )
        ),
        Paragraph(_("You choose what to answer. Any question can be left empty, and you can stop at any time.")),
        Paragraph(_("It gives no scores and no advice on what to do. It cannot call anyone for you."), "muted"),
    ]


def limits() -> list[Paragraph]:
    """Say what it cannot do."""
    return [
        Paragraph(_("What it cannot protect you from"), "strong"),
        Paragraph(
            _(
                "If someone may have put a tracking or recording program on this computer, nothing this program does "
                "can hide your typing from it. Use another device, or paper, or a call to a helpline."
            )
        ),
        Paragraph(
            _(
                "Having this program can itself be noticed. If being found with it would put you in danger, do not "
                "keep it on a shared device."
            )
        ),
        Paragraph(_("A locked file can still be deleted, and you can still be made to open it.")),
    ]


def place() -> list[Paragraph]:
    """Ask for the folder."""
    return [
        Paragraph(_("Where it is kept"), "strong"),
        Paragraph(_("This folder on your computer. You can type another one, for example on a USB stick.")),
    ]


def door() -> list[Paragraph]:
    """Ask what brings the person here."""
    return [
        Paragraph(_("What brings you here?"), "strong"),
        Paragraph(_("This decides which worksheets you see and how they speak to you.")),
        Paragraph(_("You can change it at any time, in Settings. Choosing one makes the workbook."), "muted"),
    ]


def place_words(place: places.Place) -> str:
    """Say what was found where the workbook is to be kept."""
    match place.state:
        case "missing":
            said = [_("The folder is not there yet. It will be made.")]
        case "empty":
            said = [_("The folder is there and empty.")]
        case "ours":
            said = [_("A folder of this program is there. What is in it stays as it is.")]
        case "others":
            said = [_("There are other files in this folder. They stay as they are. A folder of its own is clearer.")]
        case "not_a_folder":
            said = [_("This is a file, not a folder.")]
        case _state:
            said = [_("This computer does not allow writing there.")]
    if place.synced_by and place.usable:
        said.append(synced_words(place.synced_by))
    return " ".join(said)


def synced_words(service: str) -> str:
    """Say what it means that `service` copies a folder."""
    return _(
        "{service} copies this folder to other devices. That is one more copy if this computer breaks. It is "
        "also one that others who use those devices may see."
    ).format(service=service)


def start_words(path: Path) -> str:
    """Say how to open a workbook that is not in the usual folder."""
    shown = clean_line(str(path))
    quoted = f'"{shown}"' if " " in shown else shown
    return _("To open it the next time, type: {command}").format(command=f"workbook --folder {quoted}")
