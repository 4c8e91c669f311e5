"""What stands on the pages of the first evening: their words, their fields, and what there is to choose.

- `first_evening` says which page is shown and does what is chosen; nothing here knows the app.
- What is said there is in `first_words`. The pages of a passphrase are in `phrase_steps`.
"""

from __future__ import annotations

from textual.widget import Widget

from .. import first_words, words
from ..doors import door_words
from ..keys import shown as key_shown
from ..languages import offered, own_name, said_in_english, several, there_is
from ..widgets.menu import Entry
from ..words import _
from .base import Words, shown

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
            return [*_doors("practice:"), back]
        case "about" | "limits":
            after = {"about": "limits", "limits": "words"}
            return [Entry(after[page], _("Go on")), Entry("leave", _("Leave"))]
        case "place":
            return [Entry("keep", _("Keep it there")), Entry("usual", _("Use the usual folder")), back]
    return [*_doors(), back]


def _doors(before: str = "") -> list[Entry]:
    from ..worksheet.model import DOORS  # a tenth of the way to the first page, for two pages that come later

    return [Entry(before + one, door_words(one).title, door_words(one).note) for one in DOORS]


def _language_line() -> list[Entry]:
    """Return the way to another language, if there is one; its name stands there in English too, to be found."""
    return [Entry("language", said_in_english(_("Language")), own_name(words.wanted))] if several() else []


def hello() -> list[Widget]:
    """Say what this is, and which keys move on a page."""
    keys = _("The arrow keys move and Enter chooses. Esc goes back. {key} covers the page at any time.").format(
        key=key_shown("cover")
    )
    return [*shown(first_words.hello()), Words(keys, "muted")]


def place(path: str) -> list[Widget]:
    """Ask for the folder."""
    from ..widgets.fields import TextLine  # with Textual's own fields: 15 ms

    field = TextLine(path, longest=4000, id="path")
    field.add_class("field")
    return [*shown(first_words.place()), field, Words("", id="found"), Words("", "muted", id="start")]
