"""What stands on the pages of the first evening: their words, their fields, and what there is to choose.

- `first_evening` says which page is shown and does what is chosen; nothing here knows the app.
- Nothing of the subject stands on the first page.
- What is said of a folder is one plain sentence, with what to do. The pages of a passphrase are in `phrase_steps`.
"""

from __future__ import annotations

from pathlib import Path

from textual.widget import Widget

from .. import words
from ..doors import door_words
from ..guard import places
from ..languages import draft_words, is_draft, offered, own_name, said_in_english, several, there_is
from ..text import clean_line
from ..widgets.fields import TextLine
from ..widgets.menu import Entry
from ..words import _
from ..worksheet.model import DOORS
from .base import Words

STEPS = {"hello": 1, "language": 1, "about": 1, "limits": 1, "words": 2, "own": 2, "again": 2, "place": 3, "door": 4}
"""Each page and the step it belongs to."""


def ways_on(page: str) -> list[Entry]:
    """Return what there is to choose on `page`."""
    back = Entry("back", _("Back"))
    match page:
        case "hello":
            return [
                Entry("about", _("Go on")),
                Entry("practice", _("Look around first, with a made-up case")),
                Entry("backup", _("I have a backup of a workbook…")),
                *_language_line(),
                Entry("leave", _("Leave")),
            ]
        case "language":
            return [*(Entry(f"language:{one.tag}", one.name, there_is(one)) for one in offered()), back]
        case "practice":
            doors = [Entry(f"practice:{one}", door_words(one).title, door_words(one).note) for one in DOORS]
            return [*doors, back]
        case "about" | "limits":
            after = {"about": "limits", "limits": "words"}
            return [Entry(after[page], _("Go on")), Entry("leave", _("Leave"))]
        case "place":
            return [Entry("keep", _("Keep it there")), Entry("usual", _("Use the usual folder")), back]
    return [*(Entry(one, door_words(one).title, door_words(one).note) for one in DOORS), back]


def hello() -> list[Widget]:
    """Say what this is, to anyone who sees the screen."""
    return [
        Words(_("This is a private workbook."), "strong"),
        Words(
            _(
                "What you write is kept in locked files on this computer. Only your passphrase opens them. "
                "The program sends nothing over the internet."
            )
        ),
        Words(_("Setting it up takes a few minutes. Until the last step nothing is kept.")),
        *([Words(draft_words(), "care")] if is_draft(words.wanted) else []),
        Words(_("The arrow keys move and Enter chooses. Esc goes back. F8 covers the page at any time."), "muted"),
    ]


def _language_line() -> list[Entry]:
    """Return the way to another language, if there is one; its name stands there in English too, to be found."""
    return [Entry("language", said_in_english(_("Language")), own_name(words.wanted))] if several() else []


def language() -> list[Widget]:
    """Say that the language can be chosen, and what a draft is."""
    return [
        Words(_("Language"), "strong"),
        Words(_("You can change it at any time, in Settings.")),
        Words(
            _(
                "A draft is a translation that no one who speaks the language has read whole yet. Some of it may sound "
                "strange."
            ),
            "muted",
        ),
    ]


def practice() -> list[Widget]:
    """Say what practice is, and ask for a door."""
    return [
        Words(_("A made-up case to look around in"), "strong"),
        Words(
            _(
                "The people in it are made up. They have filled in worksheets over some months. You can read, change "
                "and try everything. Nothing is kept: when you leave, it is gone."
            )
        ),
        Words(_("Every page says that it is practice. Write nothing of your own in it."), "care"),
        Words(_("Whose pages do you want to see?"), "strong", close=True),
    ]


def about() -> list[Widget]:
    """Say what it is for."""
    return [
        Words(_("What it is for"), "strong"),
        Words(
            _(
                "It holds worksheets for people dealing with harm. It is for you if someone harmed you, if you caused "
                "harm, or if you want to help."
            )
        ),
        Words(_("You choose what to answer. Any question can be left empty, and you can stop at any time.")),
        Words(_("It gives no scores and no advice on what to do. It cannot call anyone for you."), "muted"),
    ]


def limits() -> list[Widget]:
    """Say what it cannot do."""
    return [
        Words(_("What it cannot protect you from"), "strong"),
        Words(
            _(
                "If someone may have put a tracking or recording program on this computer, nothing this program does "
                "can hide your typing from it. Use another device, or paper, or a call to a helpline."
            )
        ),
        Words(
            _(
                "Having this program can itself be noticed. If being found with it would put you in danger, do not "
                "keep it on a shared device."
            )
        ),
        Words(_("A locked file can still be deleted, and you can still be made to open it.")),
    ]


def place(path: str) -> list[Widget]:
    """Ask for the folder."""
    field = TextLine(path, longest=4000, id="path")
    field.add_class("field")
    return [
        Words(_("Where it is kept"), "strong"),
        Words(_("This folder on your computer. You can type another one, for example on a USB stick.")),
        field,
        Words("", id="found"),
        Words("", "muted", id="start"),
    ]


def door() -> list[Widget]:
    """Ask what brings the person here."""
    return [
        Words(_("What brings you here?"), "strong"),
        Words(_("This decides which worksheets you see and how they speak to you.")),
        Words(_("You can change it at any time, in Settings. Choosing one makes the workbook."), "muted"),
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
